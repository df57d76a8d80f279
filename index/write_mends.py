"""Corrections into the ledger, and the claims, events and names of an article rewritten by them.

In: an open connection inside a transaction. Out: rows. What was read stays beside what is shown, so that a correction
can be taken back. Never here: which claim a correction concerns (`index.mends`), opening or ending a transaction.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from index import write_names
from index.lang import LANGUAGES
from index.mends import FIELDS, Mend, mend_claim, mend_event
from index.model import Span
from index.names_phrases import describe
from index.names_words import lexicon, world
from index.rows import claim_in, claim_out, dumps, event_in, event_out, mend_in, ordinals
from index.schema import articles, claims, editions, events, joins, links, mends, names, now

NOBODY = "[]"
"""The mentions of a name that only a correction gave to the article."""


def put(connection: Connection, dossier: int, mend: Mend) -> None:
    """Keep a correction; one of the same thing that was there before goes, but what it replaced stays known."""
    where = mend.place
    same = (
        (mends.c.dossier == dossier) & (mends.c.article == mend.article) & (mends.c.kind == mend.kind)
        & (mends.c.quote == where.quote) & (mends.c.start == where.start) & (mends.c.at == where.at)
        & mends.c.about.is_not_distinct_from(where.about)
    )  # fmt: skip
    before = connection.scalar(select(mends.c.was).where(same))
    connection.execute(delete(mends).where(same))
    values = {
        "dossier": dossier, "article": mend.article, "kind": mend.kind, "quote": where.quote, "start": where.start,
        "at": where.at, "about": where.about, "value": mend.value, "was": mend.was if before is None else before,
        "made": now(),
    }  # fmt: skip
    connection.execute(insert(mends).values(values))


def apply(connection: Connection, dossier: int, number: int) -> None:
    """Show an article's claims and events as its corrections say; what they do not concern is as it was read."""
    row = connection.execute(
        select(articles.c.id, editions.c.edition, editions.c.text)
        .join(editions, (editions.c.article == articles.c.key) & (editions.c.edition == articles.c.edition))
        .where(articles.c.key == number)
    ).one()
    mine = select(mends).where(mends.c.dossier == dossier, mends.c.article == row.id, mends.c.kind.not_in(FIELDS))
    found = [mend_in(kept) for kept in connection.execute(mine.order_by(mends.c.n)).mappings()]
    _restore(connection, dossier, number)
    if found:
        _claims(connection, dossier, number, row, found)
        _events(connection, number, row, found)


def _unlink(connection: Connection, dossier: int, ids: list[str]) -> None:
    """Claims that are now another's, or of another day, are compared with the others anew."""
    for id in ids:
        connection.execute(delete(links).where(links.c.dossier == dossier, (links.c.a == id) | (links.c.b == id)))


def _restore(connection: Connection, dossier: int, number: int) -> None:
    """Everything of the article as it was read."""
    given = write_names.of_article(number, names.c.mentions == NOBODY)
    write_names.uncount(connection, dossier, [(found, type) for found, type in connection.execute(given)])
    connection.execute(delete(names).where(names.c.article == number, names.c.mentions == NOBODY))
    changed = claims.c.article == number, claims.c.read.is_not(None)
    _unlink(connection, dossier, list(connection.scalars(select(claims.c.id).where(*changed))))
    for table, columns in ((claims, _claim_columns), (events, _event_columns)):
        kept = select(table.c.key, table.c.read).where(table.c.article == number, table.c.read.is_not(None))
        for key, body in list(connection.execute(kept)):
            connection.execute(update(table).where(table.c.key == key).values(**columns(body), read=None))


def _claim_columns(body: str) -> dict[str, Any]:
    claim = claim_in("", "", body, {})
    first, last = ordinals(claim.said)
    source = claim.source_canonical
    return {"body": body, "source": source, "said_first": first, "said_last": last, "linked": False}


def _event_columns(body: str) -> dict[str, Any]:
    first, last = ordinals(event_in("", "", body, {}).when)
    return {"body": body, "happened_first": first, "happened_last": last}


def _claims(connection: Connection, dossier: int, number: int, row: Any, found: list[Mend]) -> None:
    named = {mend.value for mend in found if mend.kind == "source" and mend.value}
    mentions = {name: _mentions(connection, dossier, number, name) for name in named}
    kept = select(claims.c.key, claims.c.id, claims.c.body).where(claims.c.article == number)
    for key, id, body in list(connection.execute(kept)):
        claim = read = claim_in(row.id, row.edition, body, {})
        for mend in found:
            claim = mend_claim(claim, mend, row.text, mentions.get(mend.value, ()))
        if claim is not read:
            values = _claim_columns(claim_out(claim)) | {"read": body}
            connection.execute(update(claims).where(claims.c.key == key).values(**values))
            _unlink(connection, dossier, [id])
    shown = {claim_in("", "", body, {}).source_canonical
             for body in connection.scalars(select(claims.c.body).where(claims.c.article == number))}  # fmt: skip
    for name in sorted(named & shown - _known(connection, number)):
        type = _type(connection, dossier, name)
        row_of = {"article": number, "canonical": name, "type": type, "mentions": NOBODY, "aliases": dumps([name])}
        connection.execute(insert(names).values(row_of))
        write_names.count(connection, dossier, [(name, type)])


def _events(connection: Connection, number: int, row: Any, found: list[Mend]) -> None:
    kept = select(events.c.key, events.c.body).where(events.c.article == number)
    for key, body in list(connection.execute(kept)):
        event = read = event_in(row.id, row.edition, body, {})
        for mend in found:
            event = mend_event(event, mend, row.text)
        if event is not read:
            values = _event_columns(event_out(event)) | {"read": body}
            connection.execute(update(events).where(events.c.key == key).values(**values))


def _mentions(connection: Connection, dossier: int, number: int, name: str) -> list[Span]:
    """Where the article has a name, under whichever form the dossier shows it."""
    forms = set(connection.scalars(select(joins.c.found).where(joins.c.dossier == dossier, joins.c.shown == name)))
    rows = connection.execute(select(names.c.canonical, names.c.mentions).where(names.c.article == number))
    return [Span(*pair) for found, body in rows if found in forms | {name} for pair in json.loads(body)]


def _type(connection: Connection, dossier: int, name: str) -> str:
    """What a name that a user wrote is: as the dossier has it elsewhere, else by its own words, else a person."""
    forms = set(connection.scalars(select(joins.c.found).where(joins.c.dossier == dossier, joins.c.shown == name)))
    mine = select(names.c.type).join(articles, articles.c.key == names.c.article).where(articles.c.dossier == dossier)
    known = connection.scalars(mine.where(names.c.canonical.in_([*forms, name]), names.c.mentions != NOBODY)).first()
    if known:
        return str(known)
    entry = next(iter(world().exact(name)), None)
    body = any(describe(name, lexicon(lang)).kind == "organisation" for lang in LANGUAGES)
    return entry.type if entry else "organisation" if body else "person"


def _known(connection: Connection, number: int) -> set[str]:
    return set(connection.scalars(select(names.c.canonical).where(names.c.article == number)))


def take_back(connection: Connection, dossier: int, n: int) -> Mend | None:
    """Drop a correction; what it was, or None where there is none."""
    mine = (mends.c.dossier == dossier) & (mends.c.n == n)
    row = connection.execute(select(mends).where(mine)).mappings().first()
    connection.execute(delete(mends).where(mine))
    return mend_in(row) if row else None


def forget_article(connection: Connection, dossier: int, article: str) -> None:
    """Corrections go with the article that they are of."""
    connection.execute(delete(mends).where(mends.c.dossier == dossier, mends.c.article == article))
