"""Why two claims are linked, in the language of the reader.

In: a Link's reason as the ledger keeps it, a language, who speaks on either side. Out: the same reason in words of that
language. Never here: finding a reason. The words are in one table a language, `[change] reasons` of its phrases.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from index.lang import LANGUAGES, table

_DAY = re.compile(r"(\d{4}|XXXX)(?:-(\d\d))?(?:-(\d\d))?")
DEFAULT = "en"
"""The language of a reason where two claims have two."""


def reason(why: str, lang: str, sides: tuple[str, str] | None = None) -> str:
    """The reason in words of that language; one that the table does not have stays as it is kept.

    `sides` are who says the one and the other: the same one has changed, and without names they are first and second.
    """
    known = lang if lang in LANGUAGES else DEFAULT
    phrases = table(known, "phrases")
    for pattern, words in _patterns(known):
        if found := pattern.fullmatch(why):
            a, b = _named(sides, phrases["change"])
            parts = (_worded(part, known, phrases["force"]) for part in found.groups())
            return str(words.format(*parts, a=a, b=b))
    return why


def _named(sides: tuple[str, str] | None, words: Mapping[str, Any]) -> tuple[str, str]:
    """What to call the two sides: by name; one and the same by what it said first and then; without names by place."""
    named = sides is not None and all(sides)
    if sides and named and sides[0] != sides[1]:
        return sides
    first, second = words["turned" if named else "sides"]
    return first, second


def _day(year: str, month: str | None, day: str | None, lang: str) -> str:
    name = table(lang, "links")["months"]["words"][int(month) - 1] if month else ""
    name = name.capitalize() if lang == "en" else name
    first = lang == "fr" and day == "01"
    return " ".join(filter(None, ("1er" if first else day and day.lstrip("0"), name, year.strip("X"))))


def language(a: str, b: str) -> str:
    """The language to give a reason in, for claims in those: theirs where it is one."""
    return a if a == b and a in LANGUAGES else DEFAULT


@cache
def _patterns(lang: str) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(pattern), words) for pattern, words in table(lang, "phrases")["change"]["reasons"]]


def _worded(part: str, lang: str, forces: dict[str, str]) -> str:
    """A number or day as the language writes it, a force by its name; other words are those of the claim."""
    if day := _DAY.fullmatch(part):
        return _day(day[1], day[2], day[3], lang)
    plain = re.sub(r"(?<=\d),(?=\d{3})", "\u202f", part) if lang == "fr" else part
    return str(forces.get(plain, plain))
