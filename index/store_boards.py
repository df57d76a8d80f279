"""Reading the boards, and what is proposed by them.

In: an open Store. Out: Boards; entries for articles that stand on none yet; claims with their vectors. Never here:
looking through a board.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select

from index.boards import Boards, Entry, Row
from index.ledger import Ledger
from index.schema import articles, boards, claims, editions


def read(store: Ledger, dossier: str) -> Boards:
    wanted = select(*(boards.c[name] for name in Row._fields)).where(boards.c.dossier == store.key(dossier))
    with store.reading() as connection:
        return Boards([Row(*row) for row in connection.execute(wanted.order_by(boards.c.number)).all()])


def missing(store: Ledger, dossier: str) -> list[int]:
    """The articles that are grouped with their copies, whose claims have their vectors, and that stand on no board."""
    waiting = select(claims.c.article).where(~claims.c.linked)
    mine = (articles.c.dossier == store.key(dossier)) & ~articles.c.boarded & articles.c.copies.is_not(None)
    mine &= articles.c.key.not_in(waiting)
    with store.reading() as connection:
        return list(connection.scalars(select(articles.c.key).where(mine).order_by(articles.c.key)))


def entries(store: Ledger, keys: Collection[int], dimensions: int) -> Iterator[Entry]:
    """What of articles goes onto a board."""
    current = (editions.c.article == articles.c.key) & (editions.c.edition == articles.c.edition)
    marks = select(articles.c.key, editions.c.signature).join(editions, current)
    signature = dict(store.chosen(marks, articles.c.key, keys))
    told: dict[int, list[tuple[int, bytes]]] = {}
    wanted = select(claims.c.article, claims.c.key, claims.c.vector)
    for article, claim, vector in store.chosen(wanted, claims.c.article, keys):
        if vector and len(vector) == 2 * dimensions:
            told.setdefault(article, []).append((claim, vector))
    for key in keys:
        mine = told.get(key, [])
        vectors = np.frombuffer(b"".join(v for _, v in mine), np.float16).reshape(-1, dimensions)
        yield Entry(key, [claim for claim, _ in mine], vectors.astype(np.float32), signature.get(key, b""))


def vectors_of(store: Ledger, keys: Collection[int]) -> Mapping[int, tuple[int, NDArray[np.float32]]]:
    """{claim: (its article, its vector)}."""
    found = store.chosen(select(claims.c.key, claims.c.article, claims.c.vector), claims.c.key, keys)
    return {key: (article, np.frombuffer(v, np.float16).astype(np.float32)) for key, article, v in found if v}


def claims_of(store: Ledger, sources: Collection[str]) -> list[int]:
    """The claims of sources so called, of all dossiers."""
    return [key for (key,) in store.chosen(select(claims.c.key), claims.c.source, sources)]


def signatures(store: Ledger, keys: Collection[int]) -> dict[str, tuple[bytes, str | None]]:
    """{article id: (signature, copy group)}."""
    wanted = select(articles.c.id, editions.c.signature, articles.c.copies).join(
        editions, (editions.c.article == articles.c.key) & (editions.c.edition == articles.c.edition)
    )
    return {id: (mark, group) for id, mark, group in store.chosen(wanted, articles.c.key, keys)}
