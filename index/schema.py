"""The tables of the ledger, and the numbered migrations that lead to them.

In: a database connection. Out: the tables as they are now, on SQLite or PostgreSQL. Never here: rows.
A new ledger gets every table at once; an older one gets the migrations it has not seen, in order.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    func,
    inspect,
    select,
    text,
    update,
)

ledger = MetaData()

dossiers = Table(
    "dossiers",
    ledger,
    Column("key", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("created", Text, nullable=False),
    Column("generation", Integer, nullable=False, default=0),  # grows with every change, so that nothing stale is shown
    sqlite_autoincrement=True,  # a key names a Chroma collection and a word table, so it is never given twice
)


def _dossier() -> Column[int]:
    return Column("dossier", Integer, ForeignKey("dossiers.key", ondelete="CASCADE"), nullable=False)


def _article() -> Column[int]:
    return Column("article", Integer, ForeignKey("articles.key", ondelete="CASCADE"), nullable=False)


articles = Table(
    "articles",
    ledger,
    Column("key", Integer, primary_key=True),
    _dossier(),
    Column("id", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("raw", Text, nullable=False),  # digest of what came in, to know an unchanged text before reading it
    Column("ref", Text),
    Column("url", Text),
    Column("path", Text),
    Column("title", Text),
    Column("outlet", Text),
    Column("author", Text),
    Column("lang", Text, nullable=False),
    Column("published", Text),
    Column("published_first", Integer),  # days since 0001-01-01; NULL is unknown or open
    Column("published_last", Integer),
    Column("updated", Text),  # a When, as `published`
    Column("crawled", Text),
    Column("stated", Text),  # [field, what the text says of itself] where the user said otherwise
    Column("repaired", Boolean, nullable=False),
    Column("added", Text, nullable=False),
    Column("copies", Text),  # the copy group, named by one of its articles
    Column("synced", Boolean, nullable=False, default=False),  # are its vectors in Chroma?
    Column("boarded", Boolean, nullable=False, default=False),  # does it stand on a board?
    UniqueConstraint("dossier", "id"),
    Index("articles_by_boarded", "dossier", "boarded"),
    Index("articles_by_synced", "dossier", "synced"),
    Index("articles_by_copies", "dossier", "copies"),
    Index("articles_by_ref", "dossier", "ref"),
    Index("articles_by_raw", "dossier", "raw"),
    sqlite_autoincrement=True,
)

editions = Table(
    "editions",
    ledger,
    Column("article", Integer, ForeignKey("articles.key", ondelete="CASCADE"), primary_key=True),
    Column("edition", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("paragraphs", Text, nullable=False),
    Column("sentences", Text, nullable=False),
    Column("noise", Text, nullable=False),
    Column("signature", LargeBinary, nullable=False),  # what near-copies have in common
    Column("added", Text, nullable=False),
)

passages = Table(
    "passages",
    ledger,
    Column("key", Integer, primary_key=True),
    _article(),
    Column("id", Text, nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("sentences", Text, nullable=False),
    Column("words", Text, nullable=False),  # folded words, one line a sentence: what the word search scores
    Index("passages_by_article", "article"),
    sqlite_autoincrement=True,  # a key names a vector in Chroma, so it is never given twice
)

vectors = Table(
    "vectors",
    ledger,
    Column("passage", Integer, ForeignKey("passages.key", ondelete="CASCADE"), primary_key=True),
    Column("encoder", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),  # float16 rows: the passage, then each of its sentences
)

word_vectors = Table(
    "word_vectors",
    ledger,
    Column("encoder", Text, primary_key=True),
    Column("word", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),  # int8, its scale restored by making it a unit vector
)

counts = Table(
    "counts",
    ledger,
    Column("dossier", Integer, ForeignKey("dossiers.key", ondelete="CASCADE"), primary_key=True),
    Column("term", Text, primary_key=True),
    Column("n", Integer, nullable=False),  # passages of the dossier that hold the term
)

claims = Table(
    "claims",
    ledger,
    Column("key", Integer, primary_key=True),
    _article(),
    Column("id", Text, nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("source", Text),
    Column("force", Text, nullable=False),
    Column("hedge", Text, nullable=False),
    Column("said_first", Integer),
    Column("said_last", Integer),
    Column("body", Text, nullable=False),
    Column("vector", LargeBinary),  # float16, of its content; NULL where the encoder has changed since
    Column("linked", Boolean, nullable=False, default=False),
    Column("read", Text),  # the body as it was read, where the user corrected it
    Index("claims_by_article", "article"),
    Index("claims_by_source", "source"),
)
Index("claims_waiting", claims.c.article, sqlite_where=~claims.c.linked, postgresql_where=~claims.c.linked)

events = Table(
    "events",
    ledger,
    Column("key", Integer, primary_key=True),
    _article(),
    Column("id", Text, nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("happened_first", Integer),
    Column("happened_last", Integer),
    Column("body", Text, nullable=False),
    Column("read", Text),  # the body as it was read, where the user corrected it
    Index("events_by_days", "article", "happened_first", "happened_last"),
)

names = Table(
    "names",
    ledger,
    Column("key", Integer, primary_key=True),
    _article(),
    Column("canonical", Text, nullable=False, index=True),
    Column("type", Text, nullable=False),
    Column("mentions", Text, nullable=False),
    Column("aliases", Text, nullable=False),
    Index("names_by_article", "article"),
)

corrections = Table(
    "corrections",
    ledger,
    _dossier(),
    Column("found", Text, nullable=False),
    Column("shown", Text, nullable=False),
    Column("kind", Text, nullable=False),  # merge or rename
    UniqueConstraint("dossier", "found"),
)

mends = Table(
    "mends",
    ledger,
    Column("n", Integer, primary_key=True),
    _dossier(),
    Column("article", Text, nullable=False),  # its id: a correction outlives every reading of the article
    Column("kind", Text, nullable=False),  # source, said, when, date; or title, outlet, published of the article itself
    Column("quote", Text, nullable=False),  # the sentence it hangs on, to be found again in a later text
    Column("start", Integer, nullable=False),  # where that sentence stood
    Column("at", Integer, nullable=False),  # where in the sentence the corrected thing begins
    Column("about", Integer),  # where in the sentence the content of a corrected claim begins
    Column("value", Text, nullable=False),
    Column("was", Text, nullable=False),  # what was shown before, in words
    Column("made", Text, nullable=False),
    Index("mends_by_article", "dossier", "article"),
    sqlite_autoincrement=True,
)

joins = Table(
    "joins",
    ledger,
    _dossier(),
    Column("found", Text, nullable=False),  # a name as an article has it
    Column("type", Text, nullable=False),  # "Washington" is a person, a place and a government
    Column("shown", Text, nullable=False),  # the dossier's name for it, over articles and languages
    Column("articles", Integer, nullable=False, default=0),  # how many have it; 0 is a speaker that no name stands for
    Column("loose", Boolean, nullable=False, default=True),  # what it goes with has changed since it was joined
    UniqueConstraint("dossier", "found", "type"),
    Index("joins_by_shown", "dossier", "shown"),
    Index("joins_by_loose", "dossier", "loose"),
    Index("joins_by_articles", "dossier", "articles"),
)

join_keys = Table(
    "join_keys",
    ledger,
    _dossier(),
    Column("key", Text, nullable=False),  # two names are ever joined only where they have one in common
    Column("found", Text, nullable=False),
    Column("type", Text, nullable=False),
    Index("join_keys_by_key", "dossier", "key"),
    Index("join_keys_by_name", "dossier", "found", "type"),
)

boards = Table(
    "boards",
    ledger,
    Column("dossier", Integer, ForeignKey("dossiers.key", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),  # an article's key divided by how many stand on a board
    Column("n", Integer, nullable=False),
    Column("articles", LargeBinary, nullable=False),  # `boards.Row` says what each holds
    Column("sizes", LargeBinary, nullable=False),
    Column("claims", LargeBinary, nullable=False),
    Column("signs", LargeBinary, nullable=False),
    Column("hashes", LargeBinary, nullable=False),
)

links = Table(
    "links",
    ledger,
    Column("key", Integer, primary_key=True),
    _dossier(),
    Column("a", Text, nullable=False, index=True),
    Column("b", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("shown", Boolean, nullable=False, default=True),  # no other link implies it
    Column("copied", Boolean, nullable=False, default=False),  # between two copies of one dispatch
)

conversations = Table(
    "conversations",
    ledger,
    Column("id", Text, primary_key=True),
    _dossier(),
    Column("title", Text, nullable=False),
    Column("created", Text, nullable=False),
    Column("updated", Text, nullable=False),
    Column("turns", Text, nullable=False),
)

watches = Table(
    "watches",
    ledger,
    Column("n", Integer, primary_key=True),
    _dossier(),
    Column("question", Text, nullable=False),
    Column("created", Text, nullable=False),
    Column("seen", Text, nullable=False),  # ids of what the user has already been shown
)

gone = Table(
    "gone",
    ledger,
    Column("passage", Integer, primary_key=True, autoincrement=False),
    Column("dossier", Integer, nullable=False),  # no foreign key: it outlives what it names
)

migrations_seen = Table(
    "migrations", ledger, Column("n", Integer, primary_key=True), Column("applied", Text, nullable=False)
)


def tables(connection: Connection) -> None:
    """The ledger begins: all tables at once."""
    ledger.create_all(connection)


def three_dates(connection: Connection) -> None:
    """Published, updated and crawled are three facts; what a page says of itself stays beside what the user says."""
    for column in ("updated", "crawled", "stated"):
        _add_column(connection, articles, column)


def _add_column(connection: Connection, table: Table, name: str, rule: str = "") -> None:
    """A new column, empty unless a rule says otherwise; a ledger that has it already is left as it is."""
    if name not in {known["name"] for known in inspect(connection).get_columns(table.name)}:
        kind = table.c[name].type.compile(connection.dialect)
        connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN {name} {kind} {rule}"))


def bounded_links(connection: Connection) -> None:
    """Claims are compared as they come, in a dossier of any size: all links found are kept, and which are shown.

    An older ledger kept only the links shown, and none of a large dossier: its claims are compared anew.
    """
    _add_column(connection, links, "shown", "NOT NULL DEFAULT TRUE")
    _add_column(connection, links, "copied", "NOT NULL DEFAULT FALSE")
    connection.execute(update(claims).values(linked=False))


def mending(connection: Connection) -> None:
    """A source or a date that was read wrongly can be put right by hand, and what was read must be kept to undo it."""
    mends.create(connection, checkfirst=True)
    _add_column(connection, claims, "read")
    _add_column(connection, events, "read")


def days_at_hand(connection: Connection) -> None:
    """Most events have no day: which articles have one in a period is told by an index, without reading their rows."""
    known = {index["name"] for index in inspect(connection).get_indexes(events.name)}
    _add_indexes(connection, events)
    if "events_by_article" in known:
        connection.execute(text("DROP INDEX events_by_article"))


def one_more_article(connection: Connection) -> None:
    """One more article is set against its neighbours, not against the dossier: what finds these stands ready.

    How many articles have a name is counted as they come. A name without a row in the joins gets one.
    """
    _add_column(connection, articles, "boarded", "NOT NULL DEFAULT FALSE")
    _add_column(connection, joins, "articles", "NOT NULL DEFAULT 0")
    _add_column(connection, joins, "loose", "NOT NULL DEFAULT TRUE")
    for table in (join_keys, boards):
        table.create(connection, checkfirst=True)
    for table in (articles, claims, joins):
        _add_indexes(connection, table)
    mine = (joins.c.found, joins.c.type)
    known = {(dossier, *pair) for dossier, *pair in connection.execute(select(joins.c.dossier, *mine))}
    counted = select(articles.c.dossier, names.c.canonical, names.c.type, func.count(names.c.article.distinct()))
    counted = counted.join(names, names.c.article == articles.c.key)
    for dossier, found, type, n in connection.execute(counted.group_by(*counted.selected_columns[:3])).all():
        here = (joins.c.dossier == dossier) & (joins.c.found == found) & (joins.c.type == type)
        row = {"dossier": dossier, "found": found, "type": type, "shown": found, "articles": n}
        there = (dossier, found, type) in known
        connection.execute(update(joins).where(here).values(articles=n) if there else joins.insert().values(row))


def _add_indexes(connection: Connection, table: Table) -> None:
    known = {index["name"] for index in inspect(connection).get_indexes(table.name)}
    for index in table.indexes:
        if index.name not in known:
            index.create(connection)


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    tables, three_dates, bounded_links, mending, days_at_hand, one_more_article,
)  # fmt: skip
"""In order; the number of a migration is its place, from 1. Each says in its docstring why it exists."""


def migrate(connection: Connection) -> list[int]:
    """Bring the ledger up to date; returns the numbers of the migrations applied."""
    if not inspect(connection).has_table("migrations"):
        ledger.create_all(connection)
        todo = range(1, len(MIGRATIONS) + 1)
    else:
        seen = set(connection.scalars(select(migrations_seen.c.n)))
        todo = [n for n in range(1, len(MIGRATIONS) + 1) if n not in seen]  # type: ignore[assignment]
        for n in todo:
            MIGRATIONS[n - 1](connection)
    for n in todo:
        connection.execute(migrations_seen.insert().values(n=n, applied=now()))
    return list(todo)


def now() -> str:
    """This second, in UTC, as ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")
