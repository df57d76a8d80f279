"""Passages as arrays, kept at hand from one question to the next.

In: numbers of passages. Out: their words as numbers, their sentences, their vectors. Never here: scores, or reading
anything but the ledger. A passage never changes under its number, so what is held stays true.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index import store_units
from index.encoder import Encoder, Vectors
from index.store import Store
from index.words import grams, stem, words

Ints = NDArray[np.int32]

MOST = 60_000
"""Passages held; beyond it the oldest go."""


@dataclass(frozen=True, slots=True)
class Row:
    """One passage: the numbers of its words, where its sentences start among them, its title's words, its vectors."""

    key: int
    id: str
    article: int
    lang: str
    words: Ints
    starts: Ints
    title: Ints
    vectors: NDArray[np.float16]


class Shelf:
    """Rows and words of one ledger under one encoder."""

    def __init__(self, store: Store, encoder: Encoder) -> None:
        self.store = store
        self.encoder = encoder
        self.numbers: dict[str, int] = {}
        self.words: list[str] = []
        self._rows: dict[int, Row] = {}
        self._with_gram: dict[str, array[int]] = {}
        self._stems: dict[str, tuple[dict[str, int], array[int]]] = {}
        self._vectors = np.zeros((0, encoder.dimensions), dtype=np.int8)
        self._known = np.zeros(0, dtype=bool)

    def rows(self, keys: Collection[int]) -> list[Row]:
        """The rows of those passages that still exist, in the order asked."""
        if new := [key for key in keys if key not in self._rows]:
            vectors = store_units.vectors_of(self.store, new, self.encoder.name, self.encoder.dimensions)
            for key, kept in store_units.kept(self.store, new).items():
                if key in vectors:
                    self._rows[key] = self._row(kept, vectors[key])
        found = [self._rows[key] for key in keys if key in self._rows]
        while len(self._rows) > MOST:
            self._rows.pop(next(iter(self._rows)))
        return found

    def number(self, word: str) -> int:
        """The number of a word, given at first sight."""
        found = self.numbers.get(word)
        if found is None:
            found = self.numbers[word] = len(self.words)
            self.words.append(word)
            for gram in set(grams(word)):
                self._with_gram.setdefault(gram, array("i")).append(found)
        return found

    def with_gram(self, gram: str) -> Sequence[int]:
        """The words that hold a gram."""
        return self._with_gram.get(gram, ())

    def stems(self, lang: str) -> tuple[dict[str, int], Ints]:
        """({stem: number}, the stem of each word) in a language."""
        known, of_words = self._stems.setdefault(lang, ({}, array("i")))
        for word in self.words[len(of_words) :]:
            of_words.append(known.setdefault(stem(word, lang), len(known)))
        return known, np.frombuffer(of_words, dtype=np.int32) if of_words else np.zeros(0, dtype=np.int32)

    def word_vectors(self, numbers: Ints) -> Vectors:
        """The unit vectors of words, from the ledger or, for new ones, the encoder."""
        self._grow()
        missing = [int(n) for n in numbers if not self._known[n]]
        if missing:
            self._learn(missing)
        found = self._vectors[numbers].astype(np.float32)
        found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-6)
        return found

    def _row(self, kept: store_units.Kept, vectors: NDArray[np.float16]) -> Row:
        lines = [[self.number(word) for word in line.split()] for line in kept.words.split("\n")]
        starts = np.cumsum([0, *(len(line) for line in lines[:-1])])
        title = [self.number(word) for word in words(kept.title)]
        return Row(
            kept.key, kept.id, kept.article, kept.lang, _ints(n for line in lines for n in line), _ints(starts),
            _ints(title), vectors,
        )  # fmt: skip

    def _grow(self) -> None:
        more = len(self.words) - len(self._known)
        if more > 0:
            room = max(more, len(self._known) // 4)
            self._known = np.concatenate([self._known, np.zeros(room, dtype=bool)])
            wide = np.zeros((room, self.encoder.dimensions), dtype=np.int8)
            self._vectors = np.concatenate([self._vectors, wide])

    def _learn(self, numbers: list[int]) -> None:
        from index.units import shrink

        asked = {self.words[n]: n for n in numbers}
        kept: dict[str, Any] = store_units.word_vectors_of(self.store, asked.keys(), self.encoder.name)
        new = [word for word in asked if word not in kept]
        if new:
            kept |= dict(zip(new, shrink(self.encoder.documents(new)), strict=True))
        for word, data in kept.items():
            self._vectors[asked[word]] = np.frombuffer(data, dtype=np.int8)
        self._known[numbers] = True


def _ints(numbers: Iterable[int]) -> Ints:
    return np.fromiter(numbers, dtype=np.int32)
