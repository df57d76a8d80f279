"""A text as a string of word classes, so that rules about time words are short regular expressions over classes.

In: a text and its language. Out: tokens, and one private character per token that stands for the classes it belongs to.
Never here: what the words mean (times_resolve.py), or which rules there are (times_rules.py, index/lang/*/times.toml).

One scan, one table look-up a word: the cost is linear in the text. Class names are those of times.toml; digits have
classes of their own: NUM, DAY (1-31), HOUR (0-24), MIN (two digits, 00-59), AGE (14-99), YY, YEAR (1000-2199), NEAR
(1900-2060), NTH ("1st", "26e"), ISO, SLASH, CLOCK, DEC, BIG.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from index.lang import table

BREAK, OTHER, NAME = "\n", "x", "X"
"""Classes of a blank line, of a word in no table, and of such a word that opens with a capital."""

_SCAN = r"""
  (?P<ISO>\d{{4}}-\d\d(?:-\d\d)?(?:T\d\d:\d\d(?::\d\d)?)?(?![\w-]))
| (?P<SLASH>\d{{1,2}}[/.]\d{{1,2}}[/.](?:\d{{4}}|\d\d)(?!\d|[./]\d))
| (?P<CLOCK>\d{{1,2}}:\d\d(?::\d\d)?(?!\d))
| (?P<DEC>\d+(?:[.,]\d{{1,3}}(?!\d))+)
| (?P<NTH>\d+(?:{nth})(?!\w))
| (?P<NUM>\d+)
| (?P<WORD>{word})
| (?P<GAP>\n[^\S\n]*\n)
| (?P<SIGN>[^\w\s])
"""
_LETTERS = r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*"
_WORD = {"fr": _LETTERS + "['’]?", "en": r"(?<=\w)['’]s(?!\w)|" + _LETTERS}
_NTH = {"fr": "ers?|res?|ère|[eè]?mes?|es?|nde?", "en": "st|nd|rd|th"}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a language knows of words: the classes' characters, and each word's character and values."""

    scan: re.Pattern[str]
    codes: dict[frozenset[str], str]
    words: dict[str, str]  # word -> character
    values: dict[tuple[str, str], Any]  # (word, class) -> value
    cased: dict[str, str]  # word -> character it has when written small (or capitalised, see `small`)
    vague: frozenset[str]  # "several"
    small: frozenset[str]  # words that lose their classes when capitalised

    def having(self, name: str) -> str:
        """All characters of words in a class, as a regular expression."""
        found = "".join(code for classes, code in self.codes.items() if name in classes)
        return f"[{found}]" if found else "(?!)"


@dataclass(frozen=True, slots=True)
class Lexed:
    """Parallel lists over tokens, and their classes as one string."""

    text: str
    classes: str
    starts: list[int]
    ends: list[int]

    def word(self, i: int) -> str:
        return plain(self.text[self.starts[i] : self.ends[i]])


def plain(word: str) -> str:
    return word.lower().replace("’", "'")


def digit_classes(word: str) -> frozenset[str]:
    """The classes of a run of digits."""
    size = len(word)
    if size > 4:
        return frozenset({"BIG"})
    value, classes = int(word), set() if 1900 <= int(word) <= 2060 and size == 4 else {"NUM"}
    if size <= 2:
        classes |= {
            name
            for name, yes in (
                ("DAY", 1 <= value <= 31),
                ("HOUR", value <= 24),
                ("TWELVE", 1 <= value <= 12),
                ("AGE", value >= 14),
            )
            if yes
        }
        classes |= {"YY", *(["MIN"] if value <= 59 else [])} if size == 2 else set()
    if size == 4 and 1000 <= value <= 2199:
        classes |= {"YEAR", *(["NEAR"] if 1900 <= value <= 2060 else [])}
    return frozenset(classes)


@cache
def lexicon(lang: str, literals: frozenset[str]) -> Lexicon:
    """The tables of a language, compiled; `literals` are words that rules name directly."""
    known = table(lang, "times")
    member: dict[str, set[str]] = {word: {f"={word}"} for word in literals}
    values: dict[tuple[str, str], Any] = {}
    for name, words in known["words"].items():
        for word in words:
            member.setdefault(word, set()).add(name)
            if isinstance(words, dict):
                values[word, name] = words[word]
    codes: dict[frozenset[str], str] = {frozenset({OTHER}): OTHER, frozenset({NAME}): NAME, frozenset({BREAK}): BREAK}
    samples = [digit_classes(f"{n:0{size}d}") for size in (1, 2, 3, 4) for n in range(min(10**size, 2300))]
    samples += [frozenset({name}) for name in ("BIG", "ISO", "SLASH", "CLOCK", "DEC", "NTH", "ROMAN")]
    samples += [frozenset({"NTH", "DAY"})]
    for classes in samples + [frozenset(classes) for classes in member.values()]:
        codes.setdefault(classes, chr(0xE000 + len(codes)))
    words_codes = {word: codes[frozenset(classes)] for word, classes in member.items()}
    cased = dict.fromkeys(known["capital"], OTHER) | dict.fromkeys(known["small"], NAME)
    scan = re.compile(_SCAN.format(nth=_NTH[lang], word=_WORD[lang]), re.VERBOSE)
    return Lexicon(scan, codes, words_codes, values, cased, frozenset(known["vague"]), frozenset(known["small"]))


_ROMAN = re.compile(r"[IVX]{1,5}(?:e|ème|è)")


def lex(text: str, known: Lexicon) -> Lexed:
    """The tokens of a text with their classes, in one pass."""
    starts: list[int] = []
    ends: list[int] = []
    classes: list[str] = []
    for found in known.scan.finditer(text):
        kind, word = found.lastgroup or "", found.group()
        glued = kind == "NUM" and bool(ends) and ends[-1] == found.start() and _names(text[starts[-1] : ends[-1]])
        starts.append(found.start())
        ends.append(found.end())
        classes.append(OTHER if glued else _code(kind, word, known, found))
    return Lexed(text, "".join(classes), starts, ends)


def _names(word: str) -> bool:
    """Letters that make one name with the digits behind them ("JFK8"), unlike the h of 18h30."""
    return len(word) > 1 and word.isalpha()


_NUMBER_BEFORE = re.compile(r"\d(?:er)? $")


def _counted(found: re.Match[str]) -> bool:
    """A number stands beside the word: "Mars 2023", "3 Avril"."""
    after = found.string[found.end() : found.end() + 2]
    before = found.string[max(0, found.start() - 4) : found.start()]
    return (after[:1] == " " and after[1:].isdigit()) or _NUMBER_BEFORE.search(before) is not None


def _code(kind: str, word: str, known: Lexicon, found: re.Match[str]) -> str:
    if kind == "WORD" or kind == "SIGN":
        lowered = plain(word)
        code = known.words.get(lowered)
        upper = word[0].isupper()
        if code is None:
            if upper and _ROMAN.fullmatch(word):
                return known.codes[frozenset({"ROMAN"})]
            return NAME if upper else OTHER
        if lowered in known.cased and upper == (lowered in known.small) and not word.isupper():
            return code if lowered in known.small and _counted(found) else known.cased[lowered]
        return code
    if kind == "GAP":
        return BREAK
    if kind == "NUM":
        return known.codes[digit_classes(word)]
    if kind == "NTH" and (digits := re.match(r"\d{1,2}(?!\d)", word)) and 1 <= int(digits[0]) <= 31:
        return known.codes[frozenset({"NTH", "DAY"})]
    return known.codes[frozenset({kind})]
