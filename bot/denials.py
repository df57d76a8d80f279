"""Who denies what an answer tells: "He is said to have resigned. The company denied it."

In: the statements and sentences that are told. Out: the denials of them. Never here: whether a denial is true.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.complement import only_points
from bot.sources import Sources
from index.model import Claim, Span


def denials(claims: Sequence[Claim], rest: Sequence[tuple[str, Span]], sources: Sources) -> list[Claim]:
    """Who denies what is told: by a link of the ledger, or in the sentence after it ("The company denied it")."""
    told = {claim.id for claim in claims}
    linked = {link.a for link in sources.links if link.kind == "denies" and link.b in told}
    linked |= {link.b for link in sources.links if link.kind == "denies" and link.a in told}
    places = [*rest, *((claim.article, sources.sentence_of(claim)[0]) for claim in claims)]
    found = list(sources.those(linked).values())
    for id, place in places:
        for claim in sources.claims_of(id):
            before = sources.sentence_of(claim)[1]
            if claim.force == "deny" and before and before.overlaps(place) and points_back(claim, sources):
                found.append(claim)
    return [claim for claim in dict.fromkeys(found) if claim.id not in told]


def points_back(claim: Claim, sources: Sources) -> bool:
    """Whether a claim names what it says only by pointing at the sentence before: "denied it", "cette information"."""
    return only_points(claim, sources.article(claim.article))
