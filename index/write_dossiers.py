"""Dossiers as rows: found by name, made, marked as changed.

In: an open connection inside a transaction. Out: keys, rows. Never here: opening or ending a transaction.
"""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from index import fulltext
from index.errors import InputError
from index.schema import dossiers, now


def named(name: str) -> str:
    """The name as it is kept. Raises InputError for an empty one."""
    if not name.strip():
        raise InputError("A dossier needs a name.")
    return name.strip()


def key_of(connection: Connection, name: str) -> int | None:
    return connection.scalar(select(dossiers.c.key).where(dossiers.c.name == name))


def make(connection: Connection, name: str) -> int:
    """Make an empty dossier with its word index; its key."""
    key = int(connection.execute(insert(dossiers).values(name=name, created=now())).inserted_primary_key[0])  # type: ignore[index]
    fulltext.create(connection, key)
    return key


def touch(connection: Connection, dossier: int) -> None:
    """Note that the dossier is not what it was."""
    grown = update(dossiers).where(dossiers.c.key == dossier)
    connection.execute(grown.values(generation=dossiers.c.generation + 1))
