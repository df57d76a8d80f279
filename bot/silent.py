"""What a source did say, where nothing that it says is what a question asks for.

In: a Query, the claims of its source, those on its topic. Out: Evidence with a reason that names what was looked for,
and the statements that come nearest, as such. Never here: answering.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot import forces
from bot.query import Evidence, Hit, Query
from bot.refusal import Refusal
from bot.sources import Sources
from bot.weighing import weigh
from index.lang import table
from index.model import Claim

MOST = 3


def refused(
    query: Query, who: str, mine: Sequence[Claim], on_topic: Sequence[Claim], sources: Sources, hits: tuple[Hit, ...]
) -> Evidence:
    """No statement of the asked kind on the asked topic: which of the two is missing, and what there is instead."""
    phrases, wanted = table(query.language, "phrases"), forces.wanted(query)
    fill = {"who": who, "topic": query.topic, "force": phrases["force"][wanted[0]] if wanted else ""}
    of_force = [claim for claim in mine if claim.force in wanted and claim not in on_topic]
    shown = of_force or on_topic
    key = ("no_force_on" if query.topic else "no_force") if on_topic or of_force else "no_topic"
    reason = Refusal(key, fill).words(query.language)
    if shown and query.topic:
        reason += " " + Refusal("of_force" if of_force else "on_topic", fill).words(query.language)
    return Evidence(hits=hits, reason=reason, instead=tuple(_nearest(query, shown, sources)))


def _nearest(query: Query, claims: Sequence[Claim], sources: Sources) -> list[Claim]:
    """The statements that speak most of what is asked; as they come where they speak of it alike."""
    asked = sources.terms(query.topic)
    return sorted(claims, key=lambda claim: -weigh(claim, asked, sources).share)[:MOST]
