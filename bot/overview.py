"""Questions for the dossier as a whole: what stands against what, what lies ahead, what happened above all.

In: a Query, Sources. Out: Evidence, or None where the question is for something of its own. Never here: judging whether
two statements oppose each other (`index.links`), or what became of a plan (`bot.plans`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from bot.ledger import thread_ids
from bot.query import Evidence, Query
from bot.refusal import Refusal
from bot.relevance import Term
from bot.sources import Sources
from bot.weighing import weigh
from bot.words import fold
from index.lang import table
from index.model import Claim, Span

if TYPE_CHECKING:
    from bot.merge import Lane

PAIRS = 6
"""Pairs of opposed statements in one answer."""
MOST = 8
"""Events in one answer; the timeline has the others."""
HELD = 0.5
"""The share of the topic that one of two opposed statements must hold."""
OPPOSED = ("contradicts", "denies")


def overview(query: Query, asked: Sequence[Term], sources: Sources) -> Evidence | None:
    """What answers, with a note on what was taken; nothing, with the reason, where the dossier has none of it."""
    if _asks(query, "against"):
        return _against(query, asked, sources)
    lane: Lane | None = "planned" if _asks(query, "ahead") else "happened" if _asks(query, "main") else None
    if lane is None or asked or query.filters.about or query.filters.published:
        return None
    entries = sources.entries(query.filters, MOST, lane)
    told = [entry for entry in entries if lane == "happened" or entry.outcome is None]
    if not told:
        return Evidence(reason=Refusal(f"no_{lane}", {}).words(query.language))
    plain = [entry for entry in told if entry.evidence == "asserted"]
    said = [id for entry in told if entry.evidence != "asserted" for id in entry.reported_by[:1]]
    claims = tuple(sources.those(said).values()) if lane == "planned" or not plain else ()
    facts = dict.fromkeys((c.article, Span(c.start, c.end)) for c in (entry.citations[0] for entry in plain))
    return Evidence(claims, facts=tuple(facts), notes=(_note(query, lane),))


def _asks(query: Query, kind: str) -> bool:
    return re.search(fold(table(query.language, "questions")["overview"][kind]), fold(query.text)) is not None


def _note(query: Query, key: str) -> str:
    return str(table(query.language, "phrases")["note"][key])


def _against(query: Query, asked: Sequence[Term], sources: Sources) -> Evidence:
    thread = thread_ids(sources.store, sources.dossier)
    matters: dict[str, dict[str, Claim]] = {}
    for pair in islice(_pairs(query, asked, sources), PAIRS):
        matters.setdefault(thread[pair[0].id], {}).update((claim.id, claim) for claim in pair)
    if not matters:
        key = "no_against_on" if query.topic else "no_against"
        return Evidence(reason=Refusal(key, {"topic": query.topic}).words(query.language))
    return Evidence(
        tuple(claim for matter in matters.values() for claim in matter.values()), notes=(_note(query, "against"),)
    )


def _pairs(query: Query, asked: Sequence[Term], sources: Sources) -> Iterator[tuple[Claim, Claim]]:
    """Opposed statements that pass the filters and hold what is asked, the surest first, the earlier of two first."""
    passing = {claim.id: claim for claim in sources.claims(query.filters)}
    for link in sources.links:
        if link.kind not in OPPOSED or not {link.a, link.b} <= passing.keys():
            continue
        pair = passing[link.a], passing[link.b]
        if not asked or any(weigh(claim, asked, sources).share >= HELD for claim in pair):
            yield pair
