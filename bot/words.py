"""A question as words: folded to lower case without accents, its names masked, its content words picked out.

In: a text and the names found in it. Out: folded text of the same length, masked text that still knows where each
character came from, content words. Never here: what the words ask for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from index.lang import LANGUAGES, table
from index.model import Span

Match = tuple[Span, tuple[str, ...]]
"""Where a name stands in a text, and the canonical names that it may be."""
Matcher = Callable[[str], Sequence[Match]]

_WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
_MASK = re.compile(r"§(\d+)§")


@cache
def _folded(char: str) -> str:
    if char in "’ʼ‘`´":
        return "'"
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


def fold(text: str) -> str:
    """Lower case, no accents, straight apostrophes, the same length: offsets stay true."""
    return "".join(map(_folded, text))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def articles() -> str:
    """A pattern of the articles that may stand before a name, of every language."""
    return "|".join(table(lang, "questions")["speaker"]["articles"] for lang in LANGUAGES)


def words(text: str) -> list[str]:
    """The folded words of a text; elided articles (l', d', qu') stand alone, as one or two letters."""
    return _WORD.findall(fold(text))


@cache
def stop_words() -> frozenset[str]:
    """Words of both languages that carry no topic."""
    return frozenset(word for lang in LANGUAGES for word in words(table(lang, "questions")["topic"]["stop"]))


@cache
def _stop_as_written() -> frozenset[str]:
    stops = (table(lang, "questions")["topic"]["stop"].lower().split() for lang in LANGUAGES)
    return frozenset(word for some in stops for word in some)


@lru_cache(maxsize=100_000)
def is_stop(word: str) -> bool:
    """Whether a word, as it is written, carries no topic; "entré" is not "entre"."""
    folded, stop = fold(word), stop_words()
    if folded != word.lower() and "-" not in word and len(word) > 3:
        return word.lower() in _stop_as_written()
    return folded in stop or stop.issuperset(folded.split("-"))


def content_words(text: str) -> list[str]:
    """The words that carry a topic, in order, each once."""
    kept = (fold(word) for word in _WORD.findall(text.replace("’", "'")) if not is_stop(word))
    return list(dict.fromkeys(word for word in kept if len(word) > 1 or word.isdigit()))


@dataclass(frozen=True, slots=True)
class Masked:
    """A folded text whose names are §0§, §1§ ...; `origin[i]` is where character i stood in the text."""

    text: str
    folded: str
    origin: tuple[int, ...]
    names: tuple[Match, ...]

    def names_in(self, part: str) -> list[Match]:
        return [self.names[int(number)] for number in _MASK.findall(part)]

    def original(self, start: int, end: int) -> str:
        """The typed words behind folded[start:end]."""
        if start >= end:
            return ""
        last = self.origin[end] if end < len(self.origin) else len(self.text)
        return self.text[self.origin[start] : last].strip()


def mask(text: str, names: Sequence[Match]) -> Masked:
    """Names replaced by numbered marks, so that a pattern sees one word for each."""
    folded, origin, at = [], [], 0
    plain = fold(text).replace("§", " ")
    for number, (span, _) in enumerate(sorted(names)):
        piece = plain[at : span.start] + f"§{number}§"
        origin += [*range(at, span.start), *[span.start] * (len(piece) - (span.start - at))]
        folded.append(piece)
        at = span.end
    folded.append(plain[at:])
    origin += range(at, len(plain))
    return Masked(text, "".join(folded), tuple(origin), tuple(sorted(names)))


def blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with these ranges turned to spaces."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
