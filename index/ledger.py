"""An open ledger: the connection, its tables up to date, the dossiers. What `index.store` and its neighbours read from.

In: Settings. Out: a Ledger to read with; every failure of the database is a StoreError. Never here: what articles hold.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

from sqlalchemy import ColumnElement, Connection, Engine, Select, create_engine, event, select
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from index import home, schema
from index.errors import NotFound, SettingsError, StoreError
from index.schema import articles, dossiers
from index.settings import Settings

DEFAULT = "default"
FEW = 400
"""Values in one `IN (...)`, far under every database's limit."""


class Ledger:
    """An open ledger; several threads may read from one."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """Open the ledger of a home, made or brought up to date where needed. Raises StoreError."""
        return cls(connect(settings))

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with; every failure of the database becomes a StoreError."""
        with told(self.engine), self.engine.connect() as connection:
            yield connection

    def chosen(self, wanted: Select[Any], column: Any, values: Collection[Any] | None) -> list[Any]:
        """The rows whose column has one of the values, asked for in parts that every database takes; None is all."""
        some = None if values is None else sorted(values)
        with self.reading() as connection:
            if some is None:
                return list(connection.execute(wanted))
            parts = (some[i : i + FEW] for i in range(0, len(some), FEW))
            return [row for part in parts for row in connection.execute(wanted.where(column.in_(part)))]

    def key(self, dossier: str) -> int:
        """The inner number of a dossier. Raises NotFound; "default" always exists, if only empty."""
        with self.reading() as connection:
            key = connection.scalar(select(dossiers.c.key).where(dossiers.c.name == dossier))
        if key is None and dossier != DEFAULT:
            raise NotFound(f"There is no dossier {dossier!r}; `onrecord dossiers` lists them.")
        return int(key or 0)

    def dossiers(self) -> list[str]:
        """All dossiers by name, "default" first."""
        with self.reading() as connection:
            found = list(connection.scalars(select(dossiers.c.name).order_by(dossiers.c.name)))
        return [DEFAULT, *(name for name in found if name != DEFAULT)]


def connect(settings: Settings) -> Engine:
    """The engine of a home's ledger, with its tables up to date."""
    url = settings.database_url or f"sqlite:///{home.folder(settings) / 'ledger.sqlite3'}"
    try:
        engine = create_engine(url)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise SettingsError(f"database_url {url!r} cannot be used: {error}.") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _pragmas)
    with told(engine), engine.begin() as connection:
        schema.migrate(connection)
    return engine


def _pragmas(connection: Any, _: object) -> None:
    for pragma in ("busy_timeout = 15000", "journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def within(dossier: int) -> ColumnElement[bool]:
    """Articles of a dossier, where rows of another table are asked for by id: without "+ 0" SQLite reads the whole
    dossier for them. (Articles asked for by their own id have an index that begins with the dossier.)
    """
    return articles.c.dossier + 0 == dossier


@contextmanager
def told(engine: Engine) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        where = engine.url.database or engine.url
        full = "full" in str(error.orig)
        hint = "free some space and try again" if full else "see that the file is whole and writable"
        raise StoreError(f"The ledger {where} failed: {error.orig}; {hint}.") from error
