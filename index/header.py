"""The metadata that a text may open with: " date 2023-09 Le ministère ...", or lines "title: ...", "date: ...".

In: a text. Out: the fields, and how far they reach. Never here: checking a date, or removing anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from index.lang import LANGUAGES, table
from index.model import Span

_DATE = re.compile(r"\W{0,3}(date)[ \t]*[:=]?[ \t]*([~?%\[{]?\d{3}[\dX][\d:XTZW+./~?%,\]}-]*)(?=\s|$)", re.IGNORECASE)
_SHAPES = {
    "date": re.compile(r".*\d{4}"),
    "url": re.compile(r"https?://\S+$"),
    "lang": re.compile(r"(?:[a-z]{2,3}(?:[-_]\w{2,4})?|français|french|anglais|english)$", re.IGNORECASE),
}
"""What a value looks like: "Adresse : 12, rue des Ponts" opens a story, no metadata."""
_FENCE = re.compile(r"\s*---[ \t]*(?:\r?\n|$)")


@dataclass(frozen=True, slots=True)
class Header:
    """Fields by name (date, title, author, outlet, url, lang), the span they fill, and where the body may start."""

    fields: dict[str, str] = field(default_factory=dict)
    span: Span | None = None
    end: int = 0


def read(text: str) -> Header:
    """The header of a text; an empty one where it opens with its story."""
    fence = _FENCE.match(text)
    at = fence.end() if fence else 0
    fields: dict[str, str] = {}
    while found := _field(text, at):
        name, value, at = found
        fields.setdefault(name, value)
    if not fields:
        return Header()
    if fence and (closed := _FENCE.match(text, at)):
        at = closed.end()
    opening = len(text) - len(text.lstrip())
    return Header(fields, Span(opening, opening + len(text[opening:at].rstrip())), at)


def _field(text: str, at: int) -> tuple[str, str, int] | None:
    """One field from `at`: its name, its value, where it ends."""
    if date := _DATE.match(text, at):
        return "date", date[2], date.end()
    if not (line := _line().match(text, at)):
        return None
    name = _keys()[" ".join(line[1].casefold().split())]
    value = line[2].strip().strip("\"'")
    return (name, value, line.end()) if name not in _SHAPES or _SHAPES[name].match(value) else None


@cache
def _keys() -> dict[str, str]:
    return {key: name for lang in LANGUAGES for name, keys in table(lang, "noise")["header"].items() for key in keys}


@cache
def _line() -> re.Pattern[str]:
    keys = "|".join(sorted(map(re.escape, _keys()), key=len, reverse=True))
    return re.compile(rf"\s*({keys})[ \t\u00a0]*:[ \t\u00a0]*([^\r\n]{{1,300}})(?:\r?\n|$)", re.IGNORECASE)
