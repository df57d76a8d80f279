"""Reading what the user keeps beside the articles: conversations, watches, corrections.

In: a dossier, an id. Out: Conversations, Watches, Mends. Never here: what they show.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import select

from index.errors import NotFound
from index.ledger import Ledger
from index.mends import FIELDS, Mend
from index.model import Json
from index.rows import mend_in
from index.schema import (
    conversations,
    dossiers,
)
from index.schema import mends as mended
from index.schema import watches as watched


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation of the window; `turns` is what the window shows, as JSON."""

    id: str
    dossier: str
    title: str
    updated: str
    turns: list[Json]


@dataclass(frozen=True, slots=True)
class Watch:
    """A question asked again whenever articles arrive; `seen` are ids already shown."""

    n: int
    question: str
    seen: tuple[str, ...]


class Window(Ledger):
    """The part of a Store that knows conversations, watches and corrections."""

    def conversations(self, dossier: str) -> list[Conversation]:
        """All conversations of a dossier, the latest first."""
        wanted = select(conversations).where(conversations.c.dossier == self.key(dossier))
        with self.reading() as connection:
            rows = list(connection.execute(wanted.order_by(conversations.c.updated.desc())))
        return [Conversation(row.id, dossier, row.title, row.updated, json.loads(row.turns)) for row in rows]

    def conversation(self, id: str) -> Conversation:
        """One conversation. Raises NotFound."""
        wanted = select(conversations, dossiers.c.name).join(dossiers, dossiers.c.key == conversations.c.dossier)
        with self.reading() as connection:
            row = connection.execute(wanted.where(conversations.c.id == id)).first()
        if row is None:
            raise NotFound("This conversation is not kept any more.")
        return Conversation(row.id, row.name, row.title, row.updated, json.loads(row.turns))

    def watches(self, dossier: str) -> list[Watch]:
        """All watches of a dossier, the oldest first."""
        wanted = select(watched).where(watched.c.dossier == self.key(dossier)).order_by(watched.c.n)
        with self.reading() as connection:
            return [Watch(row.n, row.question, tuple(json.loads(row.seen))) for row in connection.execute(wanted)]

    def mends(self, dossier: str, article: str | None = None) -> list[Mend]:
        """The corrections of an article, or of all, the oldest first."""
        wanted = select(mended).where(mended.c.dossier == self.key(dossier)).order_by(mended.c.n)
        if article is not None:
            wanted = wanted.where(mended.c.article == article)
        with self.reading() as connection:
            return [mend_in(row) for row in connection.execute(wanted).mappings()]

    def edits(self, dossier: str) -> dict[str, dict[str, str]]:
        """{article: {title, outlet, published as the user gave it}}, for articles that are read again."""
        found: dict[str, dict[str, str]] = {}
        for mend in self.mends(dossier):
            if mend.kind in FIELDS:
                found.setdefault(mend.article, {})[mend.kind] = mend.value
        return found
