"""Reading what the window and the watches keep.

In: a dossier, an id. Out: Conversations, Watches. Never here: what they show.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import select

from index.errors import NotFound
from index.ledger import Ledger
from index.model import Json
from index.schema import (
    conversations,
    dossiers,
)
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
    """The part of a Store that knows conversations and watches."""

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
