"""Reading how claims stand to each other, and what comparing them needs of a whole dossier.

In: a dossier. Out: Links; one row a claim with its vector. Never here: comparing.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import func, select, union

from index.ledger import Ledger
from index.model import Link
from index.schema import articles, claims, links


class ClaimRow(NamedTuple):
    """A claim as comparing sees it; days are counted from 0001-01-01, None is unknown."""

    id: str
    article: str
    source: str | None  # as the article has it
    linked: bool
    vector: bytes | None  # float16
    said: int | None  # at the latest
    published: int | None  # at the earliest


class Links(Ledger):
    """The part of a Store that knows links."""

    def threads(self, dossier: str) -> list[Link]:
        """The links between claims that are shown, the surest first."""
        return [link for link in self.all_links(dossier) if link.shown]

    def all_links(self, dossier: str) -> list[Link]:
        """All links found, those too that others imply, the surest first."""
        wanted = select(
            links.c.a, links.c.b, links.c.kind, links.c.why, links.c.confidence, links.c.shown, links.c.copied
        )
        wanted = wanted.where(links.c.dossier == self.key(dossier)).order_by(links.c.confidence.desc())
        with self.reading() as connection:
            return [Link(*row) for row in connection.execute(wanted)]

    def unlinked(self, dossier: str) -> int:
        """How many claims were not compared with the others yet."""
        wanted = select(func.count()).join(articles, articles.c.key == claims.c.article)
        wanted = wanted.where(articles.c.dossier == self.key(dossier), claims.c.linked.is_(False))
        with self.reading() as connection:
            return int(connection.execute(wanted).scalar_one())

    def claim_rows(self, dossier: str, *, linked: bool = False) -> list[ClaimRow]:
        """One row for each claim, or for each that has a link, by article and place."""
        key = self.key(dossier)
        wanted = select(
            claims.c.id, articles.c.id, claims.c.source, claims.c.linked, claims.c.vector, claims.c.said_last,
            articles.c.published_first,
        ).join(articles, articles.c.key == claims.c.article)  # fmt: skip
        if linked:
            ends = (select(end).where(links.c.dossier == key) for end in (links.c.a, links.c.b))
            wanted = wanted.where(claims.c.id.in_(union(*ends)))
        wanted = wanted.where(articles.c.dossier == key).order_by(claims.c.article, claims.c.start)
        with self.reading() as connection:
            return [ClaimRow._make(row) for row in connection.execute(wanted).all()]
