"""Question → Hits: the passages that may answer, best first.

In: a question, filters, a Shelf. Out: Hits with their scores. Never here: understanding the question or answering it.
Candidates are the passages nearest in meaning, those richest in the question's words and those where the asked source
speaks; few candidates are scored exactly; the best of them once more, word by word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cache
from heapq import nlargest
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

from bot import rank
from bot.query import Filters, Hit
from bot.shelf import Row, Shelf
from bot.spoken import Worths
from index import store_filters, store_units
from index.encoder import Encoder, Vectors
from index.lang import LANGUAGES
from index.store import Store
from index.vectors import Nearest
from index.words import stem

WIDE = 200
"""Candidates from each side."""
FEW = 1_500
"""So many passages are scored exactly, without looking for candidates."""
RARE = 2.0
"""Weight of a word that at most an eighth of the passages hold: the others find everything, slowly."""
CLOSE = 80
"""Candidates that are scored word by word."""

ALIKE = 0.8
"""Of the words of two passages of one dispatch, the share in both from which one of them is enough."""

Group = Literal["article", "passage"]
Copies = Mapping[str, str]
"""{article: copy group}, of those whose text another article has too."""


def search(
    store: Store, near: Nearest, encoder: Encoder, dossier: str, text: str, k: int = 10,
    filters: Filters | None = None, group: Group = "article", *, shelf: Shelf | None = None,
    copies: Copies | None = None, spoken: Worths | None = None,
) -> list[Hit]:  # fmt: skip
    """The k best articles by their best passage, or the k best passages; of one dispatch, by `copies`, what differs.

    `spoken` is what it is worth that a passage holds a claim of the source asked for.
    """
    told = [spoken or {}]
    return search_many(
        store, near, encoder, dossier, [text], k, filters, group, shelf=shelf, copies=copies, spoken=told
    )[0]


def search_many(
    store: Store, near: Nearest, encoder: Encoder, dossier: str, texts: Sequence[str], k: int = 10,
    filters: Filters | None = None, group: Group = "article", *, shelf: Shelf | None = None,
    copies: Copies | None = None, spoken: Sequence[Worths] | None = None,
) -> list[list[Hit]]:  # fmt: skip
    """The same for many questions at once."""
    with _one_thread(), np.errstate(invalid="ignore"):  # OpenBLAS leaves stray flags behind products of finite numbers
        shelf = shelf or Shelf(store, encoder)
        told = spoken or [{} for _ in texts]
        return _search(store, near, shelf, dossier, texts, k, filters or Filters(), group, copies or {}, told)


def _search(
    store: Store, near: Nearest, shelf: Shelf, dossier: str, texts: Sequence[str], k: int, filters: Filters,
    group: Group, copies: Copies, spoken: Sequence[Worths],
) -> list[list[Hit]]:  # fmt: skip
    key = store.key(dossier)
    allowed = passing(store, dossier, key, filters)
    vectors = shelf.encoder.questions([rank.without_asides(text) for text in texts])
    wide = WIDE if allowed is None else 4 * WIDE
    few = allowed is not None and len(allowed) <= FEW
    nearest = [[] for _ in texts] if few else near.nearest(key, vectors, wide)

    def one(text: str, vector: Vectors, close: list[tuple[int, float]], told: Worths) -> list[Hit]:
        asked = rank.understand(shelf, key, text, vector, LANGUAGES)
        if few:
            keys: Collection[int] = allowed or ()
        else:
            stems = {stem(word, lang) for word in _telling(asked) for lang in LANGUAGES}
            worded = store_units.by_words(store, key, sorted(stems), wide)
            keys = dict.fromkeys([*(n for n, _ in close), *worded, *nlargest(WIDE, told, key=lambda n: told[n])])
            keys = keys if allowed is None else [n for n in keys if n in allowed]
        return _best(shelf, asked, shelf.rows(keys), told, k, group, copies)

    with shelf.turn:
        return [one(*asked) for asked in zip(texts, vectors, nearest, spoken, strict=True)]


@cache
def _blas() -> ThreadpoolController:
    return ThreadpoolController()


def _one_thread() -> AbstractContextManager[object]:
    """Small products are slower on several threads, on a busy machine a hundred times."""
    found: AbstractContextManager[object] = _blas().limit(limits=1, user_api="blas")
    return found


def passing(store: Store, dossier: str, key: int, filters: Filters) -> set[int] | None:
    """The passages that pass the filters; None where there is nothing to filter."""
    if filters == Filters():
        return None
    articles: set[int] | None = None
    if filters.sources or filters.forces or filters.hedges or filters.said:
        articles = store_filters.claiming(
            store, dossier, sources=filters.sources, forces=filters.forces, hedges=filters.hedges, said=filters.said
        )
    if filters.about:
        about = store_filters.happening(store, dossier, filters.about)
        articles = about if articles is None else articles & about
    return store_units.among(store, key, filters.published, filters.outlet, filters.lang, articles)


def _telling(asked: rank.Asked) -> list[str]:
    """The words of a question that single passages out: those that few hold, else the rarest three."""
    order = np.argsort(-asked.idf, kind="stable").tolist()
    rare = sum(asked.idf[n] >= RARE for n in order)
    return [asked.words[n] for n in order[: max(3, rare)]]


def _best(
    shelf: Shelf, asked: rank.Asked, rows: list[Row], told: Worths, k: int, group: Group, copies: Copies
) -> list[Hit]:
    if not rows:
        return []
    rows = _front(shelf, asked, rows, told, max(CLOSE, 2 * k))
    shown, beside = _beside(shelf, rows)
    found = {name: part[: len(rows)] for name, part in rank.parts(shelf, asked, shown, beside).items()}
    found["spoken"] = _worth(rows, told)
    scores = rank.fuse(found)
    chosen = _chosen(rows, np.argsort(-scores, kind="stable").tolist(), k, group, copies)
    return [
        Hit(rows[n].passage, float(scores[n]), {name: float(part[n]) for name, part in found.items()}) for n in chosen
    ]


def _front(shelf: Shelf, asked: rank.Asked, rows: list[Row], told: Worths, most: int) -> list[Row]:
    """The rows that the quick score puts in front."""
    if len(rows) <= most:
        return rows
    order = np.argsort(-rank.first(shelf, asked, rows) - _worth(rows, told), kind="stable")[:most]
    return [rows[n] for n in order.tolist()]


def _worth(rows: list[Row], told: Worths) -> rank.Floats:
    return np.array([told.get(row.key, 0.0) for row in rows], dtype=np.float32)


def _beside(shelf: Shelf, rows: list[Row]) -> tuple[list[Row], NDArray[np.int64]]:
    """The rows with their neighbours behind them, and for each the places of the one before and the one after."""
    here = {row.key for row in rows}
    there = {key for row in rows for key in (row.key - 1, row.key + 1)} - here
    shown = [*rows, *shelf.rows(sorted(there))]
    place = {row.key: n for n, row in enumerate(shown)}
    beside = np.tile(np.arange(len(shown), dtype=np.int64), (2, 1))
    for n, row in enumerate(shown):
        for side, key in enumerate((row.key - 1, row.key + 1)):
            other = place.get(key)
            if other is not None and shown[other].article == row.article:
                beside[side, n] = other
    return shown, beside


def _chosen(rows: list[Row], order: list[int], k: int, group: Group, copies: Copies) -> list[int]:
    """The first k, of each article only the best where articles are counted, and of a dispatch what differs."""
    seen: set[int] = set()
    told: defaultdict[str, list[set[int]]] = defaultdict(list)
    chosen: list[int] = []
    for n in order:
        row = rows[n]
        if group == "article" and row.article in seen:
            continue
        seen.add(row.article)
        if copy := copies.get(row.passage.article):
            words = set(row.words.tolist())
            if any(_alike(words, one) for one in told[copy]):
                continue
            told[copy].append(words)
        chosen.append(n)
        if len(chosen) == k:
            break
    return chosen


def _alike(one: set[int], other: set[int]) -> bool:
    """Whether two passages of one dispatch say the same; copies are edited, and may hold what the others do not."""
    return len(one & other) >= ALIKE * len(one | other)
