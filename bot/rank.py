"""How well passages answer a question: four measures, fused.

In: a question and rows of a Shelf. Out: one score a row, with its parts. Never here: choosing candidates, the ledger.

D  meaning: cosines of question to passage and to its best sentence
X  words: BM25 of stems over the question's ideal, a coverage in 0..1
A  letters: the same over character 4-grams, the bridge for names and cognates across languages
L  word by word: for each word of the question the nearest word of the passage (late interaction, after ColBERT)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.shelf import Ints, Row, Shelf
from index import store_units
from index.encoder import Vectors
from index.words import grams, language, stem, stop_words, words

Floats = NDArray[np.float32]

K1, B = 1.2, 0.5
SENTENCE = 0.7
WEIGHTS = {"D": 1.0, "X": 0.6, "A": 1.0, "L": 1.5}
FLOOR = 0.4
"""Cosine of two words below which they say nothing of each other."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is scored: its vector, its content words, and how much each stem and gram weighs."""

    text: str
    vector: Vectors
    words: tuple[str, ...]
    langs: tuple[str, ...]
    idf: Floats  # of each word
    grams: tuple[str, ...]
    gram_idf: Floats
    average: float  # words of a passage


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of several rows in one run."""

    words: Ints
    row: Ints
    starts: Ints
    sentence_starts: Ints
    sentence_rows: Ints


def understand(shelf: Shelf, dossier: int, text: str, vector: Vectors, langs: Sequence[str]) -> Asked:
    """What of a question counts, and how much: rare words more, words that the dossier lacks most."""
    said = list(dict.fromkeys(words(text)))
    stop = stop_words(language(said))
    content = [word for word in said if word not in stop] or said
    letters = list(dict.fromkeys(gram for word in content for gram in grams(word)))
    stems = {(lang, word): "s" + stem(word, lang) for lang in langs for word in content}
    counts, total = store_units.counts_of(shelf.store, dossier, {"#", *stems.values(), *("g" + g for g in letters)})
    held = [max(counts.get(stems[lang, word], 0) for lang in langs) for word in content]
    return Asked(
        text, vector, tuple(content), tuple(langs), _idf(held, total), tuple(letters),
        _idf([counts.get("g" + gram, 0) for gram in letters], total), counts.get("#", 0) / max(total, 1) or 60.0,
    )  # fmt: skip


def _idf(held: Sequence[int], total: int) -> Floats:
    n = np.asarray(held, dtype=np.float32)
    return np.asarray(np.log(1 + (total - n + 0.5) / (n + 0.5)), dtype=np.float32)


def tokens(rows: Sequence[Row]) -> Tokens:
    """The rows' words in one run."""
    sizes = [len(row.words) for row in rows]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int32)
    return Tokens(
        np.concatenate([row.words for row in rows]),
        np.repeat(np.arange(len(rows), dtype=np.int32), sizes),
        starts,
        np.concatenate([row.starts + start for row, start in zip(rows, starts, strict=True)]),
        np.repeat(np.arange(len(rows), dtype=np.int32), [len(row.starts) for row in rows]),
    )


def meaning(asked: Asked, rows: Sequence[Row]) -> Floats:
    """D."""
    sizes = [len(row.vectors) for row in rows]
    cosines = np.concatenate([row.vectors for row in rows]).astype(np.float32) @ asked.vector
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    whole = cosines[starts]
    cosines[starts] = -1
    best = np.maximum.reduceat(cosines, starts)
    return np.asarray((1 - SENTENCE) * whole + SENTENCE * best, dtype=np.float32)


def coverage(shelf: Shelf, asked: Asked, rows: Sequence[Row], run: Tokens) -> Floats:
    """X."""
    found = np.zeros((len(rows), len(asked.words)), dtype=np.float32)
    for lang in asked.langs:
        mine = np.array([row.lang == lang for row in rows])
        known, of_words = shelf.stems(lang)
        of_question = np.full(len(known), -1, dtype=np.int32)
        for n, word in enumerate(asked.words):
            if (number := known.get(stem(word, lang))) is not None:
                of_question[number] = n
        hits = of_question[of_words[run.words]]
        these = (hits >= 0) & mine[run.row]
        np.add.at(found, (run.row[these], hits[these]), 1)
    return _saturated(found, asked.idf, rows, asked.average)


def letters(shelf: Shelf, asked: Asked, rows: Sequence[Row], run: Tokens) -> Floats:
    """A."""
    holders: dict[int, list[int]] = {}
    for n, gram in enumerate(asked.grams):
        for word in shelf.with_gram(gram):
            holders.setdefault(word, []).append(n)
    place = np.full(len(shelf.words), -1, dtype=np.int32)
    place[list(holders)] = np.arange(len(holders))
    table = np.zeros((len(holders), len(asked.grams)), dtype=np.float32)
    for n, held in enumerate(holders.values()):
        table[n, held] = 1
    at = place[run.words]
    these = at >= 0
    found = np.zeros((len(rows), len(asked.grams)), dtype=np.float32)
    np.add.at(found, run.row[these], table[at[these]])
    return _saturated(found, asked.gram_idf, rows, asked.average)


def _saturated(counts: Floats, idf: Floats, rows: Sequence[Row], average: float) -> Floats:
    """BM25 of counts (row × term) over the ideal of one of each."""
    length = np.array([len(row.words) for row in rows], dtype=np.float32)[:, None] / average
    worth = counts * (K1 + 1) / (counts + K1 * (1 - B + B * length))
    return np.asarray(worth @ idf / max(float(idf.sum()), 1e-6), dtype=np.float32)


def word_by_word(shelf: Shelf, asked: Asked, rows: Sequence[Row], run: Tokens) -> Floats:
    """L: half over the passage, half over its best sentence."""
    distinct, place = np.unique(run.words, return_inverse=True)
    mine = shelf.word_vectors(np.array([shelf.number(word) for word in asked.words], dtype=np.int32))
    near = np.maximum(mine @ shelf.word_vectors(distinct).T - FLOOR, 0) / (1 - FLOOR)
    weight = asked.idf / max(float(asked.idf.sum()), 1e-6)
    every = near[:, place]
    passage = weight @ np.maximum.reduceat(every, run.starts, axis=1)
    sentence = weight @ np.maximum.reduceat(every, run.sentence_starts, axis=1)
    best = np.zeros(len(rows), dtype=np.float32)
    np.maximum.at(best, run.sentence_rows, sentence)
    return np.asarray(0.5 * passage + 0.5 * best, dtype=np.float32)


