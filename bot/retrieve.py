"""Question → Hits: the passages that may answer, best first.

In: a question, filters, a Shelf. Out: Hits with their scores. Never here: understanding the question or answering it.
Candidates are the passages nearest in meaning and those richest in the question's words; few candidates are scored
exactly; the best of them once more, word by word.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from bot import rank
from bot.query import Filters, Hit
from bot.shelf import Row, Shelf
from index import store_units
from index.encoder import Encoder
from index.lang import LANGUAGES
from index.store import Store
from index.vectors import Nearest
from index.words import stem

WIDE = 250
"""Candidates from each side."""
FEW = 1_500
"""So many passages are scored exactly, without looking for candidates."""
CLOSE = 100
"""Candidates that are scored word by word."""

Group = Literal["article", "passage"]


def search(
    store: Store, near: Nearest, encoder: Encoder, dossier: str, text: str, k: int = 10,
    filters: Filters | None = None, group: Group = "article", *, shelf: Shelf | None = None,
) -> list[Hit]:  # fmt: skip
    """The k best articles by their best passage, or the k best passages."""
    return search_many(store, near, encoder, dossier, [text], k, filters, group, shelf=shelf)[0]


def search_many(
    store: Store, near: Nearest, encoder: Encoder, dossier: str, texts: Sequence[str], k: int = 10,
    filters: Filters | None = None, group: Group = "article", *, shelf: Shelf | None = None,
) -> list[list[Hit]]:  # fmt: skip
    """The same for many questions at once."""
    key, shelf = store.key(dossier), shelf or Shelf(store, encoder)
    allowed = passing(store, dossier, key, filters)
    vectors = encoder.questions(texts)
    wide = WIDE if allowed is None else 4 * WIDE
    few = allowed is not None and len(allowed) <= FEW
    nearest = [[] for _ in texts] if few else near.nearest(key, vectors, wide)
    found = []
    for text, vector, close in zip(texts, vectors, nearest, strict=True):
        asked = rank.understand(shelf, key, text, vector, LANGUAGES)
        if few:
            keys: Collection[int] = allowed or ()
        else:
            stems = {stem(word, lang) for word in asked.words for lang in LANGUAGES}
            keys = dict.fromkeys([*(n for n, _ in close), *store_units.by_words(store, key, sorted(stems), wide)])
            keys = keys if allowed is None else [n for n in keys if n in allowed]
        found.append(_best(store, shelf, dossier, asked, shelf.rows(keys), k, group))
    return found


def passing(store: Store, dossier: str, key: int, filters: Filters | None) -> set[int] | None:
    """The passages that pass the filters; None where there is nothing to filter."""
    if filters is None or filters == Filters():
        return None
    ids: set[str] | None = None
    if filters.sources or filters.forces or filters.hedges or filters.said:
        claims = store.claims(
            dossier, sources=filters.sources or None, forces=filters.forces or None, hedges=filters.hedges or None,
            said=filters.said,
        )  # fmt: skip
        ids = {claim.article for claim in claims}
    if filters.about:
        about = {event.article for event in store.events(dossier, happened=filters.about)}
        ids = about if ids is None else ids & about
    return store_units.among(store, key, filters.published, filters.outlet, filters.lang, ids)


def _best(
    store: Store, shelf: Shelf, dossier: str, asked: rank.Asked, rows: list[Row], k: int, group: Group
) -> list[Hit]:
    if not rows:
        return []
    parts = _parts(shelf, asked, rows)
    scores = sum(rank.WEIGHTS[name] * part for name, part in parts.items())
    order = np.argsort(-np.asarray(scores), kind="stable")
    chosen: list[int] = []
    seen: set[int] = set()
    for n in order.tolist():
        if group == "article" and rows[n].article in seen:
            continue
        seen.add(rows[n].article)
        chosen.append(n)
        if len(chosen) == k:
            break
    passages = {p.id: p for p in store.passages(dossier, [rows[n].id for n in chosen])}
    return [
        Hit(passages[rows[n].id], float(np.asarray(scores)[n]), {name: float(part[n]) for name, part in parts.items()})
        for n in chosen if rows[n].id in passages
    ]  # fmt: skip


def _parts(shelf: Shelf, asked: rank.Asked, rows: list[Row]) -> dict[str, rank.Floats]:
    run = rank.tokens(rows)
    parts = {
        "D": rank.meaning(asked, rows),
        "X": rank.coverage(shelf, asked, rows, run),
        "A": rank.letters(shelf, asked, rows, run),
    }
    first = sum(rank.WEIGHTS[name] * part for name, part in parts.items())
    best = np.argsort(-np.asarray(first), kind="stable")[:CLOSE]
    late = np.zeros(len(rows), dtype=np.float32)
    some = [rows[n] for n in best]
    late[best] = rank.word_by_word(shelf, asked, some, rank.tokens(some))
    return {**parts, "L": late}


class PassageRetriever(BaseRetriever):
    """The search as a LangChain retriever: Documents with their article and span as metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Store
    near: Nearest
    encoder: Encoder
    dossier: str = "default"
    k: int = 10
    filters: Filters | None = None
    group: Group = "passage"

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        hits = search(self.store, self.near, self.encoder, self.dossier, query, self.k, self.filters, self.group)
        return [self._document(hit) for hit in hits]

    def _document(self, hit: Hit) -> Document:
        passage = hit.passage
        article = self.store.edition(passage.article, passage.edition)
        start, end = passage.span
        said = {"article": passage.article, "edition": passage.edition, "start": start, "end": end}
        return Document(passage.span.of(article.text), id=passage.id, metadata={**said, "score": hit.score})
