"""Claims → those that were made to the asked addressee.

In: claims, a Query that names to whom, the Sources. Out: some of the claims. Never here: who speaks.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot import forces
from bot.described import speakers_beside
from bot.query import Query
from bot.sources import Sources
from index.model import Claim


def addressed(claims: Sequence[Claim], query: Query, sources: Sources) -> list[Claim]:
    """Claims made to the asked addressee; failing those, ones of the asked force that name no addressee."""
    told = [claim for claim in claims if told_to(claim, query.addressees, sources)]
    wanted = forces.wanted(query)
    if told and (not wanted or any(claim.force in wanted for claim in told)):
        return told
    return [claim for claim in claims if claim.addressee is None and claim.force in wanted] or told


def told_to(claim: Claim, addressees: Sequence[str], sources: Sources) -> bool:
    """Whether it was said to them: as the addressee, or where the article names none, in a sentence that names
    them.
    """
    text = sources.article(claim.article).text
    if claim.addressee and (named := sources.match(claim.addressee.of(text))):
        return any(name in addressees for _, names in named for name in names)
    whole, before = sources.sentence_of(claim)
    near = f"{before.of(text) if before else ''} {whole.of(text)}"
    present = [name for _, names in sources.match(near) for name in names] + speakers_beside(claim, sources)
    return any(name in addressees for name in present)
