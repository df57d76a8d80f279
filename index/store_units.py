"""Reading what search needs from the ledger: words, counts and vectors of passages, by their inner numbers.

In: a Store and inner numbers of dossiers, articles, passages. Out: plain values, arrays. Never here: writing, scoring.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select

from index import fulltext
from index.errors import StoreError
from index.ledger import FEW
from index.model import Article, Passage
from index.rows import passage_in, spans
from index.schema import articles, counts, dossiers, gone, passages, vectors, word_vectors
from index.store import Period, Store, where_articles

Half = NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Kept:
    """One passage as search sees it: its words (a line a sentence), its article and that article's title."""

    key: int
    passage: Passage
    article: int
    words: str
    lang: str
    title: str


def dossier_keys(store: Store) -> dict[str, int]:
    with store.reading() as connection:
        return {row.name: row.key for row in connection.execute(select(dossiers.c.name, dossiers.c.key))}


def version(store: Store, dossier: int) -> tuple[int, int]:
    """(dossier, generation): changes with everything that is kept of the dossier."""
    with store.reading() as connection:
        return dossier, connection.scalar(select(dossiers.c.generation).where(dossiers.c.key == dossier)) or 0


def passage_keys(store: Store, dossier: int) -> set[int]:
    with store.reading() as connection:
        return set(connection.scalars(_mine(select(passages.c.key), dossier)))


def synced(store: Store, dossier: int) -> int:
    """How many passages Chroma should hold by now: all that are counted, but for those that wait."""
    all_of_it = select(counts.c.n).where(counts.c.dossier == dossier, counts.c.term == "")
    with store.reading() as connection:
        held = connection.scalar(all_of_it) or 0
    return held - sum(len(waiting) for _, waiting in unsynced(store, dossier))


def unsynced(store: Store, dossier: int) -> list[tuple[int, list[int]]]:
    """(article, its passages) that Chroma does not hold yet."""
    wanted = select(articles.c.key, passages.c.key.label("passage")).outerjoin(passages)
    wanted = wanted.where(articles.c.dossier == dossier, articles.c.synced.is_(False)).order_by(articles.c.key)
    found: dict[int, list[int]] = {}
    with store.reading() as connection:
        for row in connection.execute(wanted):
            found.setdefault(row.key, []).extend([row.passage] if row.passage else [])
    return list(found.items())


def forgotten(store: Store) -> dict[int, list[int]]:
    """{dossier: passages} that are gone from the ledger and still in Chroma."""
    found: dict[int, list[int]] = {}
    with store.reading() as connection:
        for row in connection.execute(select(gone)):
            found.setdefault(row.dossier, []).append(row.passage)
    return found


def vectors_of(store: Store, keys: Collection[int], encoder: str, dimensions: int) -> dict[int, Half]:
    """{passage: rows}, the first row being the passage's, the others its sentences'."""
    wanted = select(vectors.c.passage, vectors.c.data).where(vectors.c.encoder == encoder)
    found = {}
    with store.reading() as connection:
        for part in _parts(keys):
            for passage, data in connection.execute(wanted.where(vectors.c.passage.in_(part))):
                found[passage] = data
    return {key: np.frombuffer(data, dtype=np.float16).reshape(-1, dimensions) for key, data in found.items()}


def passage_matrix(store: Store, dossier: int, encoder: str, dimensions: int) -> tuple[list[int], NDArray[np.float32]]:
    """The numbers and the vectors of all passages of a dossier."""
    wanted = _mine(select(passages.c.key, vectors.c.data).join(vectors), dossier).where(vectors.c.encoder == encoder)
    keys, rows = [], []
    with store.reading() as connection:
        for key, data in connection.execute(wanted.order_by(passages.c.key)):
            keys.append(key)
            rows.append(data[: 2 * dimensions])
    matrix = np.frombuffer(b"".join(rows), dtype=np.float16).reshape(-1, dimensions)
    return keys, matrix.astype(np.float32)


def demand(store: Store, encoder: str) -> None:
    """Raises StoreError where passages still wait for a vector of this encoder. Re-embedding ends with the last one."""
    last = select(func.max(passages.c.key)).scalar_subquery()
    held = select(vectors.c.passage).where(vectors.c.passage == last, vectors.c.encoder == encoder).scalar_subquery()
    with store.reading() as connection:  # in one statement: another thread may remove the last passage in between
        newest, has_vector = connection.execute(select(last, held)).one()
    if newest is not None and has_vector is None:
        raise StoreError(f"The vectors here are of another encoder than {encoder}; run `onrecord rebuild`.")


def lacking(store: Store, dossier: int, encoder: str) -> list[int]:
    """The articles with passages that have no vector of this encoder."""
    has = select(vectors.c.passage).where(vectors.c.encoder == encoder)
    wanted = _mine(select(passages.c.article).distinct(), dossier).where(passages.c.key.not_in(has))
    with store.reading() as connection:
        return list(connection.scalars(wanted))


def numbers_of(store: Store, dossier: int, ids: Collection[str]) -> set[int]:
    """The inner numbers of articles."""
    wanted = select(articles.c.key).where(articles.c.dossier == dossier)
    with store.reading() as connection:
        return {key for part in _parts(ids) for key in connection.scalars(wanted.where(articles.c.id.in_(part)))}


def to_embed(store: Store, dossier: str, number: int) -> tuple[Article, list[int], list[Passage]]:
    """An article with its passages and their numbers."""
    with store.reading() as connection:
        id = connection.scalar(select(articles.c.id).where(articles.c.key == number)) or ""
        wanted = select(passages).where(passages.c.article == number).order_by(passages.c.key)
        rows = list(connection.execute(wanted).mappings())
    article = store.article(dossier, id)
    extra = {"article_id": article.id, "edition": article.edition}
    return article, [row["key"] for row in rows], [passage_in({**row, **extra}) for row in rows]


def faults(store: Store, encoder: str) -> list[str]:
    """Where the ledger disagrees with itself, one sentence each."""
    found = []
    for name, key in dossier_keys(store).items():
        there = passage_keys(store, key)
        with store.reading() as connection:
            searched = fulltext.keys(connection, key)
            total = connection.scalar(select(counts.c.n).where(counts.c.dossier == key, counts.c.term == "")) or 0
        if searched != there:
            found.append(f"Dossier {name!r}: {len(searched ^ there)} passages are not as the word search knows them.")
        if total != len(there):
            found.append(f"Dossier {name!r}: {total} passages were counted, {len(there)} are kept.")
        if articles_without := len(lacking(store, key, encoder)):
            found.append(f"Dossier {name!r}: {articles_without} articles have no vectors of the encoder {encoder}.")
    with store.reading() as connection:
        return found + fulltext.damage(connection)


def kept(store: Store, keys: Collection[int]) -> dict[int, Kept]:
    """{number: passage} of those numbers."""
    more = (articles.c.id.label("article_id"), articles.c.edition, articles.c.lang, articles.c.title)
    wanted = select(passages, *more).join(articles, articles.c.key == passages.c.article)
    found = {}
    with store.reading() as connection:
        for part in _parts(keys):
            for r in connection.execute(wanted.where(passages.c.key.in_(part))).mappings():
                row = Kept(r["key"], passage_in(r), r["article"], r["words"], r["lang"], r["title"] or "")
                found[row.key] = row
    return found


def counts_of(store: Store, dossier: int, terms: Collection[str]) -> tuple[dict[str, int], int]:
    """({term: passages of the dossier that hold it}, all its passages)."""
    found: dict[str, int] = {}
    wanted = select(counts.c.term, counts.c.n).where(counts.c.dossier == dossier)
    with store.reading() as connection:
        for part in _parts({*terms, ""}):
            found.update({row.term: row.n for row in connection.execute(wanted.where(counts.c.term.in_(part)))})
    return found, found.pop("", 0)


def word_vectors_of(store: Store, words: Collection[str], encoder: str) -> dict[str, bytes]:
    """{word: int8 vector} of the words whose vector is kept."""
    wanted = select(word_vectors.c.word, word_vectors.c.data).where(word_vectors.c.encoder == encoder)
    with store.reading() as connection:
        return {
            row.word: row.data
            for part in _parts(words)
            for row in connection.execute(wanted.where(word_vectors.c.word.in_(part)))
        }


def by_words(store: Store, dossier: int, stems: Sequence[str], k: int) -> list[int]:
    """The passages with most of the stems, rare ones first; at most k."""
    with store.reading() as connection:
        return fulltext.find(connection, dossier, stems, k)


def among(
    store: Store, dossier: int, published: Period | None, outlet: str | None, lang: str | None,
    numbers: Collection[int] | None = None,
) -> set[int]:  # fmt: skip
    """The passages of the articles that pass the filters; `numbers` are inner numbers of articles."""
    wanted = select(passages.c.key).join(articles, articles.c.key == passages.c.article)
    wanted = where_articles(wanted, dossier, published, outlet, lang)
    with store.reading() as connection:
        if numbers is None:
            return set(connection.scalars(wanted))
        parts = (wanted.where(passages.c.article.in_(part)) for part in _parts(numbers))
        return {key for part in parts for key in connection.scalars(part)}


def _mine(wanted: Any, dossier: int) -> Any:
    return wanted.join(articles, articles.c.key == passages.c.article).where(articles.c.dossier == dossier)


def _parts(items: Collection[Any]) -> Iterator[list[Any]]:
    some = list(items)
    return (some[start : start + FEW] for start in range(0, len(some), FEW))


def sentence_vectors(
    store: Store, dossier: int, ids: Collection[str], encoder: str, dimensions: int
) -> dict[tuple[str, int], NDArray[np.float32]]:
    """{(article, start of the sentence): its vector} for every sentence of these articles' passages."""
    wanted = select(articles.c.id, passages.c.sentences, vectors.c.data).select_from(
        articles.join(passages, passages.c.article == articles.c.key).join(vectors)
    )
    wanted = wanted.where(articles.c.dossier == dossier, vectors.c.encoder == encoder)
    found = {}
    with store.reading() as connection:
        for part in _parts(ids):
            for id, kept_spans, data in connection.execute(wanted.where(articles.c.id.in_(part))):
                rows = np.frombuffer(data, dtype=np.float16).reshape(-1, dimensions)[1:].astype(np.float32)
                found.update({(id, span.start): row for span, row in zip(spans(kept_spans), rows, strict=False)})
    return found
