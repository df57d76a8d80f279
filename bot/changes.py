"""Whether somebody has changed position: the pairs of statements that the ledger links as a change.

In: a Query that asks for a change, the statements of the source asked for. Out: both ends of each such link, the
earlier first, and its reason; nothing beside them. Never here: finding a change that the ledger does not record.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bot.kinds import amounts
from bot.reasons import reason
from bot.relevance import Cover
from bot.sources import Sources
from index.lang import table
from index.model import Claim, Link

_OF_ONE = ("one", "one")
"""A change has one source on both sides."""
FIT = 0.5
"""The share of the asked things that one end of a link must speak of."""

OPPOSED = frozenset({"contradicts", "changes", "denies"})

Weigh = Callable[[Claim], Cover]
Order = Callable[[Claim], Any]


def recorded(
    mine: Sequence[Claim], sources: Sources, weigh: Weigh, order: Order
) -> tuple[tuple[Claim, ...], tuple[Link, ...]]:
    """The statements linked by a change in which the source has a part, the earlier first, and the links."""
    ids = {claim.id for claim in mine}
    near = [link for link in sources.links if link.kind == "changes" and ids & {link.a, link.b}]
    everything = sources.those({id for link in near for id in (link.a, link.b)})
    found = [
        link for link in near
        if link.a in everything and link.b in everything
        and max(_fit(weigh(everything[id])) for id in (link.a, link.b)) >= FIT
    ]  # fmt: skip
    told = {id: everything[id] for link in found for id in (link.a, link.b)}
    return tuple(sorted(told.values(), key=order)), tuple(found)


def other_figures(told: Sequence[Claim], sources: Sources) -> tuple[Claim, ...]:
    """The statements that the ledger sets against those told, where they too hold a number."""
    ids = {claim.id for claim in told}
    ids |= {
        id for link in sources.links if link.kind == "repeats" and ids & {link.a, link.b} for id in (link.a, link.b)
    }
    links = [link for link in sources.links if link.kind in OPPOSED and ids & {link.a, link.b}]
    others = sources.those(dict.fromkeys(id for link in links for id in (link.a, link.b) if id not in ids))
    return tuple(claim for claim in others.values() if _counts(claim, sources))


def _counts(claim: Claim, sources: Sources) -> bool:
    return bool(amounts(sources.content(claim), sources.article(claim.article).lang))


def _fit(found: Cover) -> float:
    return found.share if found.words >= 0.4 else 0.0


def notes(links: Sequence[Link], lang: str) -> tuple[str, ...]:
    """Why each change is one, in the language of the answer; or that none is recorded."""
    phrases = table(lang, "phrases")
    if not links:
        return (str(phrases["note"]["no_change"]),)
    reasons = dict.fromkeys(reason(link.why, lang, _OF_ONE) for link in links)
    return tuple(str(phrases["note"]["change"]).format(why=reason) for reason in reasons)
