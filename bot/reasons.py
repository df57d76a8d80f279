"""Why two claims are linked, in the language of the reader.

In: a Link's reason as the ledger keeps it, a language. Out: the same reason in words of that language. Never here:
finding a reason. The words are in one table a language, `[change] reasons` of its phrases.
"""

from __future__ import annotations

import re
from functools import cache

from index.lang import LANGUAGES, table

DEFAULT = "en"
"""The language of a reason where two claims have two."""


def reason(why: str, lang: str) -> str:
    """The reason in words of that language; one that the table does not have stays as it is kept."""
    known = lang if lang in LANGUAGES else DEFAULT
    phrases = table(known, "phrases")
    for pattern, words in _patterns(known):
        if found := pattern.fullmatch(why):
            return words.format(*(_worded(part, known, phrases["force"]) for part in found.groups()))
    return why


def language(a: str, b: str) -> str:
    """The language to give a reason in, for claims in those: theirs where it is one."""
    return a if a == b and a in LANGUAGES else DEFAULT


@cache
def _patterns(lang: str) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(pattern), words) for pattern, words in table(lang, "phrases")["change"]["reasons"]]


def _worded(part: str, lang: str, forces: dict[str, str]) -> str:
    """A number as the language writes it, a force by its name; other words are those of the claim."""
    plain = re.sub(r"(?<=\d),(?=\d{3})", "\u202f", part) if lang == "fr" else part
    return str(forces.get(plain, plain))
