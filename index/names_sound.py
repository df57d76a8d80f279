"""How a name sounds across spellings: Poutine = Putin, Choïgou = Shoigu, Zelensky = Zelenskyy = Zelenski.

In: a name. Out: its words as sounds, and whether two names may be one person's. Rules of French and English
romanisation of Slavic, Arabic and East Asian names, no list of people. Never here: counting or context.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from index.names_words import fold

_RULES = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"shch|chtch|sch|tch|tsch|ch|sh|cz", "S"), (r"zh|j", "J"), (r"dJ", "J"), (r"kh|gh", "h"), (r"ph", "f"),
        (r"^ye|^ie(?=v)", "e"), (r"^el", "el"), (r"gu(?=[eiy])", "g"), (r"ou|oo", "u"), (r"w", "v"),
        (r"q|ck|c(?![eiy])", "k"),
        (r"x", "ks"), (r"off$|ov$|ow$", "ov"), (r"eff$|ev$", "ev"), (r"tz|ts", "c"), (r"th", "t"),
        (r"ii|iy|ij|yy|ey$|ei$|y", "i"), (r"ae|ai(?=n)", "e"), (r"ine$", "in"), (r"(.)\1", r"\1"),
        (r"ii", "i"), (r"(?<=[^aeiou])e$", ""),
    )
]  # fmt: skip


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """A word's sound as a string of letters; capitals are sounds that need two letters."""
    heard = fold(word).replace(" ", "")
    for pattern, to in _RULES:
        heard = pattern.sub(to, heard)
    return heard


@lru_cache(maxsize=100_000)
def sounds(name: str) -> tuple[str, ...]:
    """The sounds of a name's words."""
    return tuple(sound(word) for word in fold(name).split())


def same_name(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two full names, as sounds, may be one person's: all words, or first and last with more in between."""
    if tuple(a) == tuple(b) or "".join(a) == "".join(b):
        return True
    if len(a) < 2 or len(b) < 2:
        return False
    short, long = sorted((a, b), key=len)
    if not _same_last(short[-1], long[-1]):
        return False
    if not _same_first(short[0], long[0]):
        return False
    rest = iter(long[1:-1])
    return all(any(_same_first(word, other) for other in rest) for word in short[1:-1])


def _same_last(a: str, b: str) -> bool:
    return a == b


def _same_first(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) == 1 and a[:1] == b[:1])
