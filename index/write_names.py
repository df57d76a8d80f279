"""How many articles have which name, kept as articles come and go, and which names are therefore to be joined anew.

In: an open connection inside a transaction. Out: rows. Never here: joining names, opening or ending a transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, update

from index.names_dossier import relations
from index.schema import articles, claims, join_keys, joins, names

Pair = tuple[str, str]
"""A name as an article has it, and its type."""
_SOME = 400
_ONE = (joins.c.dossier == bindparam("d")) & (joins.c.found == bindparam("f")) & (joins.c.type == bindparam("t"))


def of_article(number: int, *more: Any) -> Select[Any]:
    """The names of an article, each once."""
    return select(names.c.canonical, names.c.type).where(names.c.article == number, *more).distinct()


def count(connection: Connection, dossier: int, pairs: Collection[Pair]) -> None:
    """One more article has these names; those never seen are to be joined."""
    known = _known(connection, dossier, {found for found, _ in pairs})
    rows = [{"d": dossier, "f": found, "t": type} for found, type in pairs if (found, type) in known]
    if rows:
        connection.execute(update(joins).where(_ONE).values(articles=joins.c.articles + 1), rows)
    new = [pair for pair in dict.fromkeys(pairs) if pair not in known]
    if new:
        values = [{"dossier": dossier, "found": f, "type": t, "shown": f, "articles": 1} for f, t in new]
        connection.execute(insert(joins), values)
    lone = [pair for pair in pairs if known.get(pair) == 0]  # a speaker until now
    _loosen(connection, dossier, lone)
    add_keys(connection, dossier, [*new, *lone])


def uncount(connection: Connection, dossier: int, pairs: Collection[Pair]) -> None:
    """One article fewer has these names; where none is left the name goes, and its company is to be joined anew."""
    known = _known(connection, dossier, {found for found, _ in pairs})
    rows = [{"d": dossier, "f": found, "t": type} for found, type in pairs if known.get((found, type), 0) > 1]
    if rows:
        connection.execute(update(joins).where(_ONE).values(articles=joins.c.articles - 1), rows)
    for found, type in (pair for pair in pairs if known.get(pair) == 1):
        mine = (joins.c.dossier == dossier) & (joins.c.found == found) & (joins.c.type == type)
        shown = connection.scalar(select(joins.c.shown).where(mine))
        connection.execute(delete(joins).where(mine))
        forget_keys(connection, dossier, [(found, type)])
        connection.execute(update(joins).where(joins.c.dossier == dossier, joins.c.shown == shown).values(loose=True))


def forget_speakers(connection: Connection, dossier: int) -> None:
    """Claims have gone: a speaker without a name goes with its last one, and the others are to be joined anew."""
    spoken = select(claims.c.source).join(articles, articles.c.key == claims.c.article)
    spoken = spoken.where(articles.c.dossier == dossier, claims.c.source.is_not(None))
    mine = (joins.c.dossier == dossier) & (joins.c.articles == 0)
    if connection.scalar(select(func.count()).select_from(joins).where(mine)):
        connection.execute(delete(joins).where(mine, joins.c.found.not_in(spoken)))
        connection.execute(update(joins).where(mine).values(loose=True))


def settle_speakers(connection: Connection, dossier: int) -> None:
    """The speakers without a name are joined with each other, as the claims now are."""
    mine = (joins.c.dossier == dossier) & (joins.c.articles == 0) & joins.c.loose
    connection.execute(update(joins).where(mine).values(loose=False))


def recount(connection: Connection) -> None:
    """All names as the articles have them, to be joined anew."""
    for table in (joins, join_keys):
        connection.execute(delete(table))
    mine = (articles.c.dossier, names.c.canonical, names.c.type)
    counted = select(*mine, func.count(names.c.article.distinct())).join(names, names.c.article == articles.c.key)
    pairs: dict[int, list[Pair]] = {}
    rows = connection.execute(counted.group_by(*mine)).all()
    for dossier, found, type, n in rows:
        connection.execute(insert(joins).values(dossier=dossier, found=found, type=type, shown=found, articles=n))
        pairs.setdefault(dossier, []).append((found, type))
    for dossier, some in pairs.items():
        add_keys(connection, dossier, some)


def add_keys(connection: Connection, dossier: int, pairs: Iterable[Pair]) -> None:
    rows = [
        {"dossier": dossier, "key": key, "found": found, "type": type}
        for found, type in pairs for key in sorted(relations(found, type))
    ]  # fmt: skip
    if rows:
        connection.execute(insert(join_keys), rows)


def forget_keys(connection: Connection, dossier: int, pairs: Iterable[Pair]) -> None:
    mine = (join_keys.c.found == bindparam("f")) & (join_keys.c.type == bindparam("t"))
    rows = [{"f": found, "t": type} for found, type in pairs]
    if rows:
        connection.execute(delete(join_keys).where(join_keys.c.dossier == dossier, mine), rows)


def _loosen(connection: Connection, dossier: int, pairs: Collection[Pair]) -> None:
    rows = [{"d": dossier, "f": found, "t": type} for found, type in pairs]
    if rows:
        connection.execute(update(joins).where(_ONE).values(loose=True), rows)


def _known(connection: Connection, dossier: int, found: set[str]) -> dict[Pair, int]:
    some, known = sorted(found), {}
    for i in range(0, len(some), _SOME):
        mine = (joins.c.dossier == dossier) & joins.c.found.in_(some[i : i + _SOME])
        rows = connection.execute(select(joins.c.found, joins.c.type, joins.c.articles).where(mine))
        known.update({(found, type): n for found, type, n in rows})
    return known
