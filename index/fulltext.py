"""The one place with SQL of one database only: full text search over the words of passages.

In: stemmed words. Out: numbers of passages, best first. Never here: stemming (`index.words`) or the final score.
SQLite's FTS5 now; PostgreSQL's tsvector would go behind the same four functions.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, text

from index.errors import StoreError


def create(connection: Connection, dossier: int) -> None:
    """One table a dossier, so that how rare a word is never depends on other dossiers."""
    _only_sqlite(connection)
    connection.execute(text(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS words_{dossier:d} USING fts5("
        "stems, head, detail=column, tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\")"
    ))  # fmt: skip


def drop(connection: Connection, dossier: int) -> None:
    connection.execute(text(f"DROP TABLE IF EXISTS words_{dossier:d}"))


def put(connection: Connection, dossier: int, rows: Iterable[tuple[int, str, str]]) -> None:
    """Add (passage number, stems of the passage, stems of the title)."""
    values = [{"key": key, "stems": stems, "head": head} for key, stems, head in rows]
    if values:
        connection.execute(
            text(f"INSERT INTO words_{dossier:d}(rowid, stems, head) VALUES (:key, :stems, :head)"), values
        )


def remove(connection: Connection, dossier: int, keys: Iterable[int]) -> None:
    values = [{"key": key} for key in keys]
    if values:
        connection.execute(text(f"DELETE FROM words_{dossier:d} WHERE rowid = :key"), values)


def find(connection: Connection, dossier: int, stems: Sequence[str], k: int) -> list[int]:
    """The passages with most of the stems, rare ones first, by BM25; at most k."""
    if not stems or not _exists(connection, dossier):
        return []
    query = text(f"SELECT rowid FROM words_{dossier:d} WHERE words_{dossier:d} MATCH :query ORDER BY rank LIMIT :k")
    asked = " OR ".join(f"({' AND '.join(tokens)})" for stem in stems if (tokens := _tokens(stem)))
    if not asked:
        return []
    return list(connection.scalars(query, {"query": asked, "k": k}))


def keys(connection: Connection, dossier: int) -> set[int]:
    """All passages that the word search knows."""
    if not _exists(connection, dossier):
        return set()
    return set(connection.scalars(text(f"SELECT rowid FROM words_{dossier:d}")))


def damage(connection: Connection) -> list[str]:
    """What the database itself finds wrong with its file."""
    told = connection.scalar(text("PRAGMA quick_check")) if connection.dialect.name == "sqlite" else "ok"
    return [] if told == "ok" else [f"The ledger's file is damaged: {told}."]


def _exists(connection: Connection, dossier: int) -> bool:
    _only_sqlite(connection)
    known = text("SELECT 1 FROM sqlite_master WHERE name = :name")
    return connection.scalar(known, {"name": f"words_{dossier:d}"}) is not None


def _tokens(stem: str) -> list[str]:
    """A stem as FTS5 cuts it, "44.2" in two: one string of two tokens would be a phrase, which this table refuses.

    FTS5 knows the letters of an old Unicode: what is no letter in an older one yet is taken as a cut.
    """
    old = unicodedata.ucd_3_2_0
    plain = "".join(c if old.category(c)[0] in "LN" else " " for c in stem)
    return [f'"{token}"' for token in plain.split()]


def _only_sqlite(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        raise StoreError("Word search is written for SQLite only so far; leave database_url empty.")
