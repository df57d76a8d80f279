"""Which passages hold the claims of some sources, with their force and the vector of what they say; no claim is read.

In: a Store, canonical names. Out: plain rows, the newest claims first. Never here: what they are worth to a question.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import and_, select

from index.schema import articles, claims, passages
from index.store import Store

MOST = 3_000
"""Claims that are looked at: who has said more is found by the passages alone in what is older."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One claim: the passage in which its cue stands, its force, the float16 vector of its content, if it has one."""

    passage: int
    force: str
    vector: bytes | None


def spoken_by(store: Store, dossier: str, sources: Collection[str]) -> list[Spoken]:
    """The claims of these sources, wherever a passage holds them."""
    holds = and_(
        passages.c.article == claims.c.article, passages.c.start <= claims.c.start, claims.c.start < passages.c.end
    )
    mine = claims.c.article.in_(select(articles.c.key).where(articles.c.dossier == store.key(dossier)))
    named = claims.c.source.in_({*sources, *store.called(dossier, sources)})
    wanted = select(passages.c.key, claims.c.force, claims.c.vector).select_from(claims.join(passages, holds))
    with store.reading() as connection:
        rows = connection.execute(wanted.where(mine, named).order_by(claims.c.key.desc()).limit(MOST))
        return [Spoken(key, force, vector) for key, force, vector in rows]
