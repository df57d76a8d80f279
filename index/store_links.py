"""Reading how claims stand to each other, and what comparing them needs of a whole dossier.

In: a dossier. Out: Links; one row a claim with its vector. Never here: comparing.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import func, select

from index.ledger import Ledger, within
from index.model import Link
from index.schema import articles, claims, links


class ClaimRow(NamedTuple):
    """A claim as comparing sees it; days are counted from 0001-01-01, None is unknown."""

    id: str
    article: str
    number: int  # the key of its article
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

    def links_around(self, dossier: str, ids: Collection[str]) -> list[Link]:
        """The links of these claims, and of the claims linked with them, and so on."""
        found: dict[Link, None] = {}
        seen: set[str] = set()
        todo = set(ids)
        while todo:
            seen |= todo
            new = [link for end in (links.c.a, links.c.b) for link in self._links(dossier, end, todo)]
            found |= dict.fromkeys(new)
            todo = {id for link in new for id in (link.a, link.b)} - seen
        return list(found)

    def _links(self, dossier: str, end: Any, ids: Collection[str]) -> list[Link]:
        wanted = select(
            links.c.a, links.c.b, links.c.kind, links.c.why, links.c.confidence, links.c.shown, links.c.copied
        ).where(links.c.dossier == self.key(dossier))  # fmt: skip
        return [Link(*row) for row in self.chosen(wanted, end, ids)]

    def links_of(self, dossier: str, ids: Collection[str]) -> list[Link]:
        """The links of these claims themselves, those too that others imply."""
        found = [link for end in (links.c.a, links.c.b) for link in self._links(dossier, end, ids)]
        return list(dict.fromkeys(found))

    def unlinked(self, dossier: str) -> int:
        """How many claims were not compared with the others yet."""
        wanted = select(func.count()).join(articles, articles.c.key == claims.c.article)
        wanted = wanted.where(within(self.key(dossier)), ~claims.c.linked)
        with self.reading() as connection:
            return int(connection.execute(wanted).scalar_one())

    def claim_rows(
        self, dossier: str, *, ids: Collection[str] | None = None, numbers: Collection[int] | None = None,
        waiting: bool = False,
    ) -> list[ClaimRow]:  # fmt: skip
        """One row for each claim, by article and place: of all, of these claims, or of the articles with these keys;
        or those that are `waiting` to be compared with the others.
        """
        wanted = select(
            claims.c.id, articles.c.id, articles.c.key, claims.c.source, claims.c.linked, claims.c.vector,
            claims.c.said_last, articles.c.published_first, claims.c.start,
        ).join(articles, articles.c.key == claims.c.article)  # fmt: skip
        key, by_id = self.key(dossier), waiting or ids is not None or numbers is not None
        wanted = wanted.where(within(key) if by_id else articles.c.dossier == key)
        if waiting:
            wanted = wanted.where(~claims.c.linked)
        column, some = (claims.c.id, ids) if ids is not None else (claims.c.article, numbers)
        rows = self.chosen(wanted, column, some)
        return [ClaimRow(*row[:-1]) for row in sorted(rows, key=lambda row: (row[2], row[-1]))]

    def groups(self, dossier: str, ids: Collection[str]) -> dict[str, str]:
        """{article: its copy group}, of these articles."""
        wanted = select(articles.c.id, articles.c.copies)
        wanted = wanted.where(articles.c.dossier == self.key(dossier), articles.c.copies.is_not(None))
        return dict(self.chosen(wanted, articles.c.id, ids))

    def company(self, dossier: str, article: str) -> set[str]:
        """The claims that have a link with one of an article, and those of the copies of the article."""
        key = self.key(dossier)
        own = select(claims.c.id).join(articles, articles.c.key == claims.c.article).where(articles.c.dossier == key)
        mine = own.where(articles.c.id == article)
        group = select(articles.c.copies).where(articles.c.dossier == key, articles.c.id == article).scalar_subquery()
        with self.reading() as connection:
            found = set(connection.scalars(own.where(articles.c.copies == group)))
            for end, other in ((links.c.a, links.c.b), (links.c.b, links.c.a)):
                found |= set(connection.scalars(select(other).where(links.c.dossier == key, end.in_(mine))))
        return found
