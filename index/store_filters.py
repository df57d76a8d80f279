"""Which articles hold a claim or an event that passes filters: their inner numbers, hardly any row read.

In: a Store, filters. Out: inner numbers of articles. Never here: claims or events as values, except where only the days
of one tell whether its dates lie around a period or in it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, not_, or_, select, true

from index.model import When
from index.rows import claim_in, event_in, overlaps
from index.schema import articles, claims, events
from index.store import Period, Store, within


def claiming(
    store: Store, dossier: str, *, sources: Collection[str] = (), forces: Collection[str] = (),
    hedges: Collection[str] = (), said: Period | None = None,
) -> set[int]:  # fmt: skip
    """The articles with a claim that passes every filter given; sources are canonical names."""
    wanted = _mine(select(claims.c.article), claims, store, dossier)
    if sources:
        wanted = wanted.where(claims.c.source.in_({*sources, *store.called(dossier, sources)}))
    for column, values in ((claims.c.force, forces), (claims.c.hedge, hedges)):
        wanted = wanted.where(column.in_(values)) if values else wanted
    return _dated(
        store, wanted, claims, ("said_first", "said_last"), said, lambda body: claim_in("", "", body, {}).said
    )


def happening(store: Store, dossier: str, happened: Period) -> set[int]:
    """The articles with an event that may have happened in the period."""
    wanted = _mine(select(events.c.article), events, store, dossier)
    names = ("happened_first", "happened_last")
    return _dated(store, wanted, events, names, happened, lambda body: event_in("", "", body, {}).when)


def _mine(wanted: Select[Any], table: Any, store: Store, dossier: str) -> Select[Any]:
    return wanted.where(table.c.article.in_(select(articles.c.key).where(articles.c.dossier == store.key(dossier))))


def _dated(
    store: Store, wanted: Select[Any], table: Any, names: tuple[str, str], period: Period | None,
    read: Callable[[str], When | None],
) -> set[int]:  # fmt: skip
    """A first or last day in the period is proof; only of what begins before it and ends after it the body is read."""
    if period is None:
        with store.reading() as connection:
            return set(connection.scalars(wanted.distinct()))
    first, last = (table.c[name] for name in names)
    proof: ColumnElement[bool] = true()
    if period[0] and period[1]:
        days = (period[0].toordinal(), period[1].toordinal())
        proof = or_(*(and_(day.is_not(None), day.between(*days)) for day in (first, last)))
    wanted = within(wanted, first, last, period)
    with store.reading() as connection:
        found = set(connection.scalars(wanted.where(proof).distinct()))
        for article, body in connection.execute(wanted.add_columns(table.c.body).where(not_(proof))):
            if article not in found and overlaps(read(body), period):
                found.add(article)
    return found
