"""How well passages answer a question: meaning, words and letters, near and around, fused.

In: a question and rows of a Shelf. Out: one score a row, with its parts. Never here: choosing candidates, the ledger.

D  meaning: cosines of the question to the passage, to its best sentence, to the passages around it
X  words: BM25 of stems over the question's ideal, a coverage in 0..1
A  letters: the same over character 4-grams, the bridge for names and cognates across languages
L  word by word: for each word of the question the nearest word of the passage (late interaction, after ColBERT)
N  a question for a number or a date likes a sentence that has one; one for yes or no, a passage that begins so
E  meaning again, by the deep encoder, where the settings name one
S  the asked source speaks there: what `bot.spoken` finds that worth

X, A and L also look around: at the passages before and after, and at the title, since a question names what the article
is about and a passage seldom does. The weights were fitted on question sets in two languages, checked on sets left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from bot.shelf import Ints, Row, Shelf
from index import store_units
from index.encoder import Vectors
from index.lang import LANGUAGES, table
from index.words import fold, grams, language, stem, stop_words, words

Floats = NDArray[np.float32]

K1, B = 1.2, 0.5
FLOOR = 0.4
"""Cosine of two words below which they say nothing of each other."""
FIRST = {"D": 1.0, "X": 0.6, "A": 1.0}
WEIGHTS = {
    "passage": 0.35, "sentence": 0.35, "around": 0.4, "words": 0.1, "words_around": 0.1, "letters": 0.1,
    "letters_around": 0.2, "letters_title": 0.2, "near": 0.3, "near_sentence": 0.4, "near_around": 0.6,
    "near_title": 0.15, "near_together": 0.2, "number": 0.4, "reply": 0.2, "deep": 6.0, "spoken": 1.0,
}  # fmt: skip
ASIDE = 0.1
"""Weight of a word of the question that stands in brackets only: it decides between what is else alike."""
_ASIDE = re.compile(r"\([^()]*\)|\[[^][]*\]")
TOGETHER = 3
"""Words between which two neighbours of a question still stand together (sequential dependence, Metzler & Croft)."""
MISSED = 0.3
"""What a sentence without a number loses where a number is asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is scored: its vector, its content words, and how much each word and gram weighs."""

    text: str
    vector: Vectors
    words: tuple[str, ...]
    langs: tuple[str, ...]
    idf: Floats
    grams: tuple[str, ...]
    gram_idf: Floats
    average: float  # words of a passage
    number: bool  # is a number or a date asked for?
    reply: bool  # is yes or no asked for?
    deep: Vectors | None = None  # its vector under the deep encoder, where there is one


@dataclass(frozen=True, slots=True)
class Run:
    """The words of several rows, or of their titles, in one run."""

    words: Ints
    row: Ints
    lengths: Floats
    langs: tuple[str, ...]


@cache
def _number_words() -> frozenset[str]:
    return frozenset(word for lang in LANGUAGES for word in table(lang, "search")["numbers"]["words"].split())


@cache
def _replies() -> tuple[frozenset[str], re.Pattern[str]]:
    """Words that begin an answer, and the questions that such a word answers."""
    rules = [table(lang, "search")["reply"] for lang in LANGUAGES]
    return frozenset(" ".join(r["words"] for r in rules).split()), re.compile("|".join(r["asks"] for r in rules))


def understand(shelf: Shelf, dossier: int, text: str, vector: Vectors, langs: Sequence[str]) -> Asked:
    """What of a question counts, and how much: rare words more, words that the dossier lacks most."""
    said = list(dict.fromkeys(words(text)))
    stop = stop_words(language(said))
    content = [word for word in said if word not in stop] or said
    plain = set(words(without_asides(text)))
    full = dict.fromkeys(gram for word in content if word in plain for gram in grams(word))
    letters = list(full | dict.fromkeys(gram for word in content for gram in grams(word)))
    stems = {(lang, word): "s" + stem(word, lang) for lang in langs for word in content}
    counts, total = store_units.counts_of(shelf.store, dossier, {"#", *stems.values(), *("g" + g for g in letters)})
    held = [max(counts.get(stems[lang, word], 0) for lang in langs) for word in content]
    weight = _idf(held, total) * _weigh([word in plain for word in content])
    of_letters = _idf([counts.get("g" + gram, 0) for gram in letters], total) * _weigh([g in full for g in letters])
    return Asked(
        text, vector, tuple(content), tuple(langs), weight, tuple(letters), of_letters,
        counts.get("#", 0) / max(total, 1) or 60.0,
        not _number_words().isdisjoint(said), _replies()[1].search(fold(text.lower())) is not None,
        shelf.deep.questions([without_asides(text)])[0] if shelf.deep else None,
    )  # fmt: skip


def without_asides(text: str) -> str:
    """A question without what it says in brackets, mostly again: "the ESA (European Space Agency)"."""
    bare = _ASIDE.sub(" ", text)
    return bare if any(char.isalnum() for char in bare) else text


def _weigh(full: Sequence[bool]) -> Floats:
    return np.where(np.array(full, dtype=bool), np.float32(1), np.float32(ASIDE))


def _idf(held: Sequence[int], total: int) -> Floats:
    n = np.asarray(held, dtype=np.float32)
    return np.asarray(np.log(1 + (total - n + 0.5) / (n + 0.5)), dtype=np.float32)


def first(shelf: Shelf, asked: Asked, rows: Sequence[Row]) -> Floats:
    """The quick score that chooses which rows are looked at closely: D + 0.6 X + A."""
    run = _run(rows, [row.words for row in rows])
    cosines, starts = _cosines(asked, rows)
    whole, best = cosines[starts], _best(np.where(_is_first(cosines, starts), -1, cosines), starts)
    x = _saturated(_words(shelf, asked, run), asked.idf, run, asked.average)
    a = _saturated(_letters(shelf, asked, run), asked.gram_idf, run, asked.average)
    return np.asarray(FIRST["D"] * (0.3 * whole + 0.7 * best) + FIRST["X"] * x + FIRST["A"] * a, dtype=np.float32)


def parts(shelf: Shelf, asked: Asked, rows: Sequence[Row], beside: NDArray[np.int64]) -> dict[str, Floats]:
    """All parts of the score; `beside` gives for each row the places of the rows before and after it, or its own."""
    run, titles = _run(rows, [row.words for row in rows]), _run(rows, [row.title for row in rows])
    return {
        **_meaning(shelf, asked, rows, beside),
        **_lexical("words", _words(shelf, asked, run), _words(shelf, asked, titles), asked.idf, run, beside, asked),
        **_lexical("letters", _letters(shelf, asked, run), _letters(shelf, asked, titles), asked.gram_idf, run, beside,
                   asked),
        **_near(shelf, asked, rows, run, titles, beside),
    }  # fmt: skip


def fuse(found: dict[str, Floats]) -> Floats:
    return np.asarray(sum(WEIGHTS.get(name, 0) * part for name, part in found.items()), dtype=np.float32)


def _meaning(shelf: Shelf, asked: Asked, rows: Sequence[Row], beside: NDArray[np.int64]) -> dict[str, Floats]:
    cosines, starts = _cosines(asked, rows)
    whole = _is_first(cosines, starts)
    sentences = np.where(whole, -1, cosines)
    sums = np.stack([row.total for row in rows]).astype(np.float32)
    other = (beside != np.arange(len(rows)))[:, :, None]
    around = sums + other[0] * sums[beside[0]] + other[1] * sums[beside[1]]
    found = {
        "passage": cosines[starts],
        "sentence": _best(sentences, starts),
        "around": around @ asked.vector / np.maximum(np.linalg.norm(around, axis=1), 1e-6),
    }
    if asked.deep is not None:
        found["deep"] = shelf.depth(asked.deep, [row.key for row in rows])
    if asked.number:
        counted = np.concatenate([np.concatenate([[True], row.numbers]) for row in rows])
        found["number"] = _best(np.where(counted, sentences, sentences - MISSED), starts)
    if asked.reply:
        found["reply"] = np.array([shelf.words[row.words[0]] in _replies()[0] for row in rows])
    return {name: np.asarray(part, dtype=np.float32) for name, part in found.items()}


def _cosines(asked: Asked, rows: Sequence[Row]) -> tuple[Floats, NDArray[np.int64]]:
    """Cosines of the question to each passage and, behind it, its sentences; and where each passage stands."""
    sizes = [len(row.vectors) for row in rows]
    found = np.concatenate([row.vectors for row in rows]).astype(np.float32) @ asked.vector
    return np.asarray(found, dtype=np.float32), np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)


def _is_first(cosines: Floats, starts: NDArray[np.int64]) -> NDArray[np.bool_]:
    found = np.zeros(len(cosines), dtype=bool)
    found[starts] = True
    return found


def _best(values: Floats, starts: NDArray[np.int64]) -> Floats:
    return np.asarray(np.maximum.reduceat(values, starts), dtype=np.float32)


def _run(rows: Sequence[Row], of_words: Sequence[Ints]) -> Run:
    sizes = np.array([len(some) for some in of_words])
    return Run(
        np.concatenate(of_words), np.repeat(np.arange(len(rows), dtype=np.int32), sizes),
        sizes.astype(np.float32), tuple(row.lang for row in rows),
    )  # fmt: skip


def _words(shelf: Shelf, asked: Asked, run: Run) -> Floats:
    """How often each row (or title) has each word of the question, by stems of the row's language."""
    found = np.zeros((len(run.langs), len(asked.words)), dtype=np.float32)
    for lang in asked.langs:
        known, of_words = shelf.stems(lang)
        of_question = np.full(len(known), -1, dtype=np.int32)
        for n, word in enumerate(asked.words):
            if (number := known.get(stem(word, lang))) is not None:
                of_question[number] = n
        hits = of_question[of_words[run.words]]
        these = (hits >= 0) & np.array([one == lang for one in run.langs])[run.row]
        np.add.at(found, (run.row[these], hits[these]), 1)
    return found


def _letters(shelf: Shelf, asked: Asked, run: Run) -> Floats:
    """How often each row (or title) has each gram of the question."""
    holders = [shelf.with_gram(gram) for gram in asked.grams]
    distinct, which = np.unique(np.concatenate(holders), return_inverse=True)
    place = np.full(len(shelf.words), -1, dtype=np.int32)
    place[distinct] = np.arange(len(distinct))
    of_words = np.zeros((len(distinct), len(asked.grams)), dtype=np.float32)
    of_words[which, np.repeat(np.arange(len(holders)), [len(some) for some in holders])] = 1
    at = place[run.words]
    these = at >= 0
    found = np.zeros((len(run.langs), len(asked.grams)), dtype=np.float32)
    present, starts = np.unique(run.row[these], return_index=True)
    if len(present):
        found[present] = np.add.reduceat(of_words[at[these]], starts, axis=0)
    return found


def _saturated(counts: Floats, idf: Floats, run: Run, average: float) -> Floats:
    """BM25 of counts (row × term) over the ideal of one of each."""
    worth = counts * (K1 + 1) / (counts + K1 * (1 - B + B * run.lengths[:, None] / average))
    return np.asarray(worth @ idf / max(float(idf.sum()), 1e-6), dtype=np.float32)


def _lexical(
    name: str, counts: Floats, titles: Floats, idf: Floats, run: Run, beside: NDArray[np.int64], asked: Asked
) -> dict[str, Floats]:
    share = idf / max(float(idf.sum()), 1e-6)
    around = counts + counts[beside[0]] + counts[beside[1]] + titles
    found = {
        name: _saturated(counts, idf, run, asked.average),
        f"{name}_around": (around > 0) @ share,
        f"{name}_title": (titles > 0) @ share,
    }
    return {name: np.asarray(part, dtype=np.float32) for name, part in found.items()}


def _near(
    shelf: Shelf, asked: Asked, rows: Sequence[Row], run: Run, titles: Run, beside: NDArray[np.int64]
) -> dict[str, Floats]:
    """L over the passage, its best sentence, the passages around and the title."""
    distinct, place = shelf.distinct(np.concatenate([run.words, titles.words]))
    alike = np.maximum(shelf.likeness(asked.words, distinct) - FLOOR, 0) / (1 - FLOOR)
    share = asked.idf / max(float(asked.idf.sum()), 1e-6)
    starts = np.concatenate([[0], np.cumsum(run.lengths)[:-1]]).astype(np.int64)
    sentence_starts = np.concatenate([row.starts + start for row, start in zip(rows, starts, strict=True)])
    sentence_rows = np.concatenate([[0], np.cumsum([len(row.starts) for row in rows])[:-1]]).astype(np.int64)
    by_word = alike[:, place[: len(run.words)]]
    by_sentence = np.maximum.reduceat(by_word, sentence_starts, axis=1)
    by_row = np.maximum.reduceat(by_sentence, sentence_rows, axis=1)
    by_title = np.zeros_like(by_row)
    titled, first_word = np.unique(titles.row, return_index=True)
    if len(titled):
        by_title[:, titled] = np.maximum.reduceat(alike[:, place[len(run.words) :]], first_word, axis=1)
    around = np.maximum.reduce([by_row, by_row[:, beside[0]], by_row[:, beside[1]], by_title])
    found = {
        "near": share @ by_row,
        "near_sentence": _best(share @ by_sentence, sentence_rows),
        "near_around": share @ around,
        "near_title": share @ by_title,
        "near_together": _together(by_word, share, run.row, starts),
    }
    return {name: np.asarray(part, dtype=np.float32) for name, part in found.items()}


def _together(by_word: Floats, share: Floats, row: Ints, starts: NDArray[np.int64]) -> Floats:
    """How far words that follow each other in the question stand side by side in each row, 0..1."""
    if len(by_word) < 2:
        return np.zeros(len(starts), dtype=np.float32)
    beside = np.zeros_like(by_word[1:])
    for step in range(1, min(TOGETHER, len(row) - 1) + 1):
        same = row[step:] == row[:-step]
        beside[:, :-step] = np.maximum(beside[:, :-step], by_word[1:, step:] * same)
        beside[:, step:] = np.maximum(beside[:, step:], by_word[1:, :-step] * same)
    pairs = share[:-1] + share[1:]
    best = np.maximum.reduceat(by_word[:-1] * beside, starts, axis=1)
    return np.asarray(pairs @ best / max(float(pairs.sum()), 1e-6), dtype=np.float32)
