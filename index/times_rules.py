"""The rules of times.toml compiled to regular expressions over word classes, and where they match.

In: a text. Out: matches in order, none overlapping, each with the rule and the words it caught by name. Never here:
dates. Which rule wins: the longer expression, then the one that looks at more words around it, then the first in the
table.

A pattern is written in class names (capitals), literal words (small), and the usual `( ) | ? * +`; `day=(DAY)`
catches a group, `at=( )` marks the words that are the time expression where others only stand around it, ANY is any
word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from index.lang import table
from index.times_lex import BREAK, NAME, OTHER, Lexed, Lexicon, lexicon

_PIECE = re.compile(r"\w+=\(|\(\?(?:[:=!]|<[=!])|[()|?*+]|[^\s()|?*+=]+")
_SYNTAX = re.compile(r"\w+=\(|\(\?.*|[()|?*+]")


_FIXED = {"ANY": f"[^{BREAK}]", "PLAIN": f"[{OTHER}{NAME}]", "NAME": NAME, "BREAK": BREAK}


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table: how it looks, which resolver reads it, and what is fixed in advance."""

    name: str
    make: str
    type: str
    pattern: re.Pattern[str]
    fixed: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens [start, end) match a rule; `groups` names token ranges."""

    start: int
    end: int
    rule: Rule
    groups: dict[str, tuple[int, int]]
    seen: int  # words looked at, those around the expression included


def pieces(pattern: str, macros: dict[str, str]) -> list[str]:
    """A pattern cut into syntax, class names and literal words, macros filled in."""
    found: list[str] = []
    for piece in _PIECE.findall(pattern):
        found += pieces(macros[piece], macros) if piece in macros else [piece]
    return found


def _is_class(piece: str) -> bool:
    return piece.isupper() and piece.isalpha()


@cache
def rules(lang: str) -> tuple[Lexicon, tuple[Rule, ...]]:
    """The lexicon and the rules of a language, compiled once."""
    known = table(lang, "times")
    rows = [(row, pieces(row["pattern"], known["macros"])) for row in known["rules"]]
    literals = {p for _, cut in rows for p in cut if not _SYNTAX.fullmatch(p) and not _is_class(p)}
    words = lexicon(lang, frozenset(literals))
    return words, tuple(_compiled(row, cut, words) for row, cut in rows)


def _compiled(row: dict[str, Any], cut: list[str], words: Lexicon) -> Rule:
    fixed = {key: value for key, value in row.items() if key not in ("name", "make", "type", "pattern")}
    source = "".join(_source(piece, words, i) for i, piece in enumerate(cut))
    return Rule(row["name"], row["make"], row["type"], re.compile(source), fixed)


def _source(piece: str, words: Lexicon, i: int) -> str:
    if piece.endswith("=("):
        return f"(?P<{piece[:-2]}_{i}>"  # a name may be caught in several branches
    if _SYNTAX.fullmatch(piece):
        return piece
    if piece in _FIXED:
        return _FIXED[piece]
    return words.having(piece if _is_class(piece) else f"={piece}")


def matches(lexed: Lexed, lang: str) -> list[Match]:
    """What the rules find, in text order, without overlaps."""
    found = sorted(_all(lexed, lang), key=lambda pair: (pair[1].start - pair[1].end, -pair[1].seen, pair[0]))
    taken = bytearray(len(lexed.classes))
    kept: list[Match] = []
    for _, match in found:
        if not any(taken[match.start : match.end]):
            taken[match.start : match.end] = b"\x01" * (match.end - match.start)
            kept.append(match)
    return sorted((m for m in kept if m.rule.make != "nothing"), key=lambda m: m.start)


def _all(lexed: Lexed, lang: str) -> Iterator[tuple[int, Match]]:
    for order, rule in enumerate(rules(lang)[1]):
        for found in rule.pattern.finditer(lexed.classes):
            groups = {n.split("_")[0]: found.span(n) for n in rule.pattern.groupindex if found.span(n)[0] >= 0}
            start, end = groups.get("at", found.span())
            if start < end:
                yield order, Match(start, end, rule, groups, found.end() - found.start())
