"""Passages as arrays, kept at hand from one question to the next.

In: numbers of passages. Out: their words as numbers, their sentences, their vectors. Never here: scores, or reading
anything but the ledger. A passage never changes under its number, so what is held stays true.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index import store_units
from index.encoder import Encoder, Vectors
from index.model import Passage
from index.store import Store
from index.words import grams, stem, words

Ints = NDArray[np.int32]

MOST = 60_000
"""Passages held; beyond it the oldest go."""


@dataclass(frozen=True, slots=True)
class Row:
    """One passage: its words by number, where its sentences start, which hold figures, its title, its vectors."""

    key: int
    passage: Passage
    article: int
    lang: str
    words: Ints
    starts: Ints
    numbers: NDArray[np.bool_]
    title: Ints
    vectors: NDArray[np.float16]
    total: NDArray[np.float16]  # the sum of its sentences' vectors


class Shelf:
    """Rows and words of one ledger under one encoder. Threads that share it hold `turn` from first look to last."""

    def __init__(self, store: Store, encoder: Encoder, deep: Encoder | None = None) -> None:
        self.store = store
        self.encoder = encoder
        self.deep = deep
        self.turn = threading.RLock()
        self.numbers: dict[str, int] = {}
        self.words: list[str] = []
        self._rows: dict[int, Row] = {}
        self._deep: dict[int, NDArray[np.float16]] = {}
        self._with_gram: dict[str, array[int]] = {}
        self._stems: dict[str, tuple[dict[str, int], array[int]]] = {}
        self._vectors = np.zeros((0, encoder.dimensions), dtype=np.int8)
        self._lengths = np.zeros(0, dtype=np.float32)

    def rows(self, keys: Collection[int]) -> list[Row]:
        """The rows of those passages that still exist, in the order asked."""
        if new := [key for key in keys if key not in self._rows]:
            vectors = store_units.vectors_of(self.store, new, self.encoder.name, self.encoder.dimensions)
            for key, kept in store_units.kept(self.store, new).items():
                if key in vectors:
                    self._rows[key] = self._row(kept, vectors[key])
        found = [self._rows[key] for key in keys if key in self._rows]
        while len(self._rows) > MOST:
            oldest = next(iter(self._rows))
            self._rows.pop(oldest)
            self._deep.pop(oldest, None)
        return found

    def depth(self, vector: Vectors, keys: Sequence[int]) -> Vectors:
        """The deep cosine of a question to each passage over their mean; 0 where a passage has no deep vector yet."""
        found = np.zeros(len(keys), dtype=np.float32)
        if self.deep is None:
            return found
        if new := [key for key in keys if key not in self._deep]:
            read = store_units.vectors_of(self.store, new, self.deep.name, self.deep.dimensions)
            self._deep |= {key: rows[0] for key, rows in read.items()}
        if held := [n for n, key in enumerate(keys) if key in self._deep]:
            cosines = np.stack([self._deep[keys[n]] for n in held]).astype(np.float32) @ vector
            found[held] = cosines - cosines.mean()
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

    def with_gram(self, gram: str) -> Ints:
        """The words that hold a gram."""
        return np.array(self._with_gram.get(gram, ()), dtype=np.int32)

    def stems(self, lang: str) -> tuple[dict[str, int], Ints]:
        """({stem: number}, the stem of each word) in a language."""
        known, of_words = self._stems.setdefault(lang, ({}, array("i")))
        for word in self.words[len(of_words) :]:
            of_words.append(known.setdefault(stem(word, lang), len(known)))
        return known, np.array(of_words, dtype=np.int32)  # a copy: an array that is looked into cannot grow

    def distinct(self, numbers: Ints) -> tuple[Ints, Ints]:
        """(the words among these, each once; the place of each number in them): np.unique without sorting."""
        place = np.zeros(len(self.words), dtype=np.int32)
        place[numbers] = 1
        found = np.flatnonzero(place).astype(np.int32)
        place[found] = np.arange(len(found), dtype=np.int32)
        return found, place[numbers]

    def likeness(self, asked: Sequence[str], numbers: Ints) -> Vectors:
        """The cosine of each word asked to each word of those numbers."""
        mine = np.array([self.number(word) for word in asked], dtype=np.int32)
        self._know(np.concatenate([mine, numbers]))
        found = self._vectors[mine].astype(np.float32) @ self._vectors[numbers].astype(np.float32).T
        return np.asarray(found / self._lengths[mine][:, None] / self._lengths[numbers], dtype=np.float32)

    def word_vectors(self, asked: Sequence[str]) -> Vectors:
        """The unit vectors of words."""
        with self.turn:
            mine = np.array([self.number(word) for word in asked], dtype=np.int32)
            self._know(mine)
            return np.asarray(self._vectors[mine].astype(np.float32) / self._lengths[mine][:, None], dtype=np.float32)

    def _know(self, numbers: Ints) -> None:
        """See that the vectors of these words are at hand."""
        self._grow()
        missing = numbers[self._lengths[numbers] == 0]
        if len(missing):
            self._learn(np.unique(missing).tolist())

    def _row(self, kept: store_units.Kept, vectors: NDArray[np.float16]) -> Row:
        said = [line.split() or [""] for line in kept.words.split("\n")]  # a sentence of signs alone has one empty word
        lines = [[self.number(word) for word in line] for line in said]
        figures = np.array([any(word[:1].isdigit() for word in line) for line in said])
        starts = np.cumsum([0, *(len(line) for line in lines[:-1])])
        title = [self.number(word) for word in words(kept.title)]
        return Row(
            kept.key, kept.passage, kept.article, kept.lang, _ints(n for line in lines for n in line), _ints(starts),
            figures, _ints(title), vectors, vectors[1:].astype(np.float32).sum(axis=0).astype(np.float16),
        )  # fmt: skip

    def _grow(self) -> None:
        more = len(self.words) - len(self._lengths)
        if more > 0:
            room = max(more, len(self._lengths) // 4)
            self._lengths = np.concatenate([self._lengths, np.zeros(room, dtype=np.float32)])
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
        lengths = np.linalg.norm(self._vectors[numbers].astype(np.float32), axis=1)
        self._lengths[numbers] = np.maximum(lengths, 1)  # a blank word is zeros: like nothing


def _ints(numbers: Iterable[int]) -> Ints:
    return np.fromiter(numbers, dtype=np.int32)
