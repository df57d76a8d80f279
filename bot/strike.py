"""What a reader strikes out of how a question was understood.

In: a Query and the names of its parts. Out: the Query without them. Never here: understanding a question.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bot.query import Query

CLOCKS = ("said", "about", "published")


def strike(query: Query, parts: Collection[str]) -> Query:
    """The query without `parts`: sources, forces, topic, addressees, a clock, outlet or lang.

    Where no speaker is asked for any more, anybody's words answer.
    """
    if not parts:
        return query
    timed = any(key in parts for key in CLOCKS)
    gone = {key: None for key in (*CLOCKS, "outlet", "lang") if key in parts}
    filters = replace(query.filters, **gone) if gone else query.filters  # type: ignore[arg-type]
    notes = () if timed or "sources" in parts else query.notes  # they tell how names and dates were taken
    left = replace(query, filters=filters, notes=notes, carried=tuple(key for key in query.carried if key not in parts))
    if "forces" in parts:
        left = replace(left, forces=(), filters=replace(left.filters, forces=()))
    if "topic" in parts:
        left = replace(left, topic="")
    if "addressees" in parts:
        left = replace(left, addressees=())
    if "sources" in parts:
        unnamed = replace(left.filters, sources=())
        left = replace(left, sources=(), unknown_source=None, change=False, anyone=bool(left.forces), filters=unnamed)
    return left
