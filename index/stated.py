"""The day that a page prints of itself: "Publié le 12 septembre 2023 à 10 h", "Updated Sept. 12, 2023".

In: such lines. Out: the dates as ISO or EDTF text, or None. Never here: relative words ("hier"), or choosing between
day and month where 04/02/2023 can be both: then both are given, as one of a set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from index.lang import LANGUAGES, table

_ISO = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2}))?\b")
_NUMBERS = re.compile(r"\b(\d{1,2})([/.-])(\d{1,2})\2(\d{4})\b")


def stated(line: str, lang: str | None = None) -> str | None:
    """The first date in the line; a month alone where no day is written."""
    if found := _ISO.search(line):
        return found[0]
    if found := _NUMBERS.search(line):
        return _numbered(int(found[1]), int(found[3]), int(found[4]), lang)
    for pattern, order in _worded():
        if found := pattern.search(line):
            parts = dict(zip(order, found.groups(), strict=True))
            return _written(int(parts["year"]), _months()[parts["month"].casefold()], int(parts.get("day") or 0))
    return None


def of_page(lines: Iterable[str], lang: str | None = None) -> dict[str, str]:
    """What the lines say of "published" and "updated", each where it first says so."""
    found: dict[str, str] = {}
    for line in lines:
        words = sorted((m.start(), m.end(), field) for field, p in _fields().items() if (m := p.search(line)))
        for i, (_, end, field) in enumerate(words):
            until = words[i + 1][0] if i + 1 < len(words) else len(line)
            if day := stated(line[end:until], lang):
                found.setdefault(field, day)
    return found


def _numbered(first: int, second: int, year: int, lang: str | None) -> str | None:
    """04/02/2023: day first, as everywhere but in America; an English page may be American."""
    options = [_written(year, second, first)]
    if lang not in ("fr", None) and first != second:
        options.append(_written(year, first, second))
    days = sorted(day for day in options if day)
    return None if not days else days[0] if len(days) == 1 else f"[{','.join(days)}]"


def _written(year: int, month: int, day: int) -> str | None:
    """ISO text; None for a day that does not exist."""
    try:
        return date(year, month, day).isoformat() if day else date(year, month, 1).isoformat()[:7]
    except ValueError:
        return None


@cache
def _fields() -> dict[str, re.Pattern[str]]:
    words = {
        field: [w for lang in LANGUAGES for w in table(lang, "noise")["stated"][field]]
        for field in ("published", "updated")
    }
    return {field: re.compile(rf"\b(?:{'|'.join(names)})", re.IGNORECASE) for field, names in words.items()}


@cache
def _months() -> dict[str, int]:
    tables = [table(lang, "times")["words"]["MONTH"] for lang in LANGUAGES]
    return {name.casefold(): number for months in tables for name, number in months.items()}


@cache
def _worded() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    month = rf"({'|'.join(sorted(_months(), key=len, reverse=True))})\.?"
    day, year = r"(\d{1,2})(?:er|st|nd|rd|th)?", r"(\d{4})\b"
    forms = (
        (rf"\b{day} (?:of )?{month},? {year}", ("day", "month", "year")),
        (rf"\b{month} {day},? {year}", ("month", "day", "year")),
        (rf"\b{month},? {year}", ("month", "year")),
    )
    return tuple((re.compile(form.replace(" ", r"\s+"), re.IGNORECASE), order) for form, order in forms)
