"""How much of what was asked a text speaks of: word by word, across French and English.

In: the topic of a question as Terms, and texts. Out: a coverage in 0..1, and the words that nothing answers. A name counts
where one of its aliases stands, a word where its stem, a close spelling or a word of near meaning stands. This is what decides
between answering and refusing; the cosine of whole sentences never does. Never here: choosing claims or passages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.words import Matcher, content_words, fold, mask
from index.encoder import Encoder
from index.lang import LANGUAGES
from index.words import grams, stem

NEAR, SAME = 0.52, 0.72
"""Cosines of single words: translations lie above .62, unrelated words below .5; between NEAR and SAME it counts in part."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for: a name with its aliases, or a word."""

    shown: str
    forms: tuple[str, ...]
    name: bool = False

    @property
    def weight(self) -> float:
        return 1.5 if self.name or self.shown[:1].isdigit() else 1.0


class Words:
    """Vectors of single words, made once each."""

    def __init__(self, encoder: Encoder | None) -> None:
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float32]] = {}

    def vectors(self, words: Sequence[str]) -> NDArray[np.float32] | None:
        """One unit vector a word; None without an encoder."""
        if self._encoder is None or not words:
            return None
        new = [word for word in dict.fromkeys(words) if word not in self._known]
        if new:
            self._known.update(zip(new, self._encoder.documents(new), strict=True))
        return np.stack([self._known[word] for word in words])


def terms(topic: str, match: Matcher, aliases: dict[str, tuple[str, ...]]) -> tuple[Term, ...]:
    """The things a topic names. `aliases` maps canonical names to their other forms."""
    masked = mask(topic, match(topic))
    named = [
        Term(span.of(topic), tuple(dict.fromkeys(fold(form) for name in names for form in (name, *aliases.get(name, ())))), True)
        for span, names in masked.names
    ]
    plain = [Term(word, (word,)) for word in content_words(re.sub(r"§\d+§", " ", masked.folded))]
    return (*named, *plain)


@dataclass(frozen=True, slots=True)
class Cover:
    """How well a text covers the terms: the whole, each part, and what is missing."""

    share: float
    parts: tuple[float, ...]
    missing: tuple[str, ...]


def cover(terms: Sequence[Term], text: str, known: Words) -> Cover:
    """The weighted share of the terms that the text speaks of."""
    if not terms:
        return Cover(1.0, (), ())
    parts = tuple(_parts(terms, text, known))
    total = sum(term.weight for term in terms)
    share = sum(term.weight * part for term, part in zip(terms, parts, strict=True)) / total
    missing = tuple(term.shown for term, part in zip(terms, parts, strict=True) if part < 0.3)
    return Cover(share, parts, missing)


def _parts(terms: Sequence[Term], text: str, known: Words) -> Iterable[float]:
    folded = fold(text)
    found = content_words(text)
    asked = [term.forms[0] for term in terms if not term.name]
    near = _nearness(asked, found, known)
    for term in terms:
        if term.name:
            yield float(any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", folded) for form in term.forms))
        else:
            yield max(_alike(term.forms[0], found), near[asked.index(term.forms[0])] if near is not None else 0.0)


def _nearness(asked: Sequence[str], found: Sequence[str], known: Words) -> list[float] | None:
    mine, theirs = known.vectors(asked), known.vectors(found)
    if mine is None or theirs is None:
        return None
    best = (mine @ theirs.T).max(axis=1)
    return [float(value) for value in np.clip((best - NEAR) / (SAME - NEAR), 0, 1)]


def _alike(word: str, found: Sequence[str]) -> float:
    return max((_spelling(word, other) for other in found), default=0.0)


@lru_cache(maxsize=200_000)
def _spelling(a: str, b: str) -> float:
    """1 for the same word or stem, 0.8 for a cognate (most 4-grams shared), else 0. Numbers must be equal."""
    if a == b:
        return 1.0
    if a[:1].isdigit() or b[:1].isdigit():
        return 0.0
    if any(stem(a, lang) == stem(b, lang) for lang in LANGUAGES):
        return 1.0
    mine, theirs = set(grams(a)), set(grams(b))
    shared = len(mine & theirs)
    return 0.8 if shared >= 3 and shared / min(len(mine), len(theirs)) >= 0.6 else 0.0
