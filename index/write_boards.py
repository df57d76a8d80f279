"""Articles onto the boards and off them.

In: an open connection inside a transaction. Out: rows. Never here: what stands on a board (`boards`), opening or ending
a transaction.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from index.boards import EMPTY, Entry, Row, change, rows_of
from index.schema import articles, boards


def put(connection: Connection, dossier: int, entries: Iterable[Entry], gone: Iterable[int] = ()) -> None:
    """Keep these articles on the boards of a dossier, and no longer those."""
    columns = [boards.c[name] for name in Row._fields]
    for number, (new, out) in rows_of(entries, gone).items():
        here = (boards.c.dossier == dossier) & (boards.c.number == number)
        old = connection.execute(select(*columns).where(here)).one_or_none()
        row = change(Row(*old) if old else EMPTY, new, out)
        values = row._asdict() | {"n": len(row.articles) // 8}
        if not row.articles:
            connection.execute(delete(boards).where(here))
        elif old:
            connection.execute(update(boards).where(here).values(values))
        else:
            connection.execute(insert(boards).values(values | {"dossier": dossier, "number": number}))
        if new:
            one = update(articles).where(articles.c.key == bindparam("one")).values(boarded=True)
            connection.execute(one, [{"one": entry.article} for entry in new])


def clear(connection: Connection) -> None:
    """Nothing stands on any board: the vectors are no longer what they were."""
    connection.execute(delete(boards))
    connection.execute(update(articles).values(boarded=False))
