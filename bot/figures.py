"""Numbers that several sources give for one thing.

In: claims. Out: those of them that count what another source counts too. Never here: which number is right.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.kinds import amounts
from bot.relevance import Term, cover, same
from bot.sources import Sources
from index.model import Claim

SAME = 0.5
"""How far one word must say what another does to count the same thing."""


def comparable(claims: Sequence[Claim], sources: Sources) -> list[Claim]:
    """The claims that count something which a claim of another source counts as well."""
    counted = [(claim, words) for claim in claims if (words := _counted(claim, sources))]
    return [claim for claim, words in counted if any(
        other.source_canonical != claim.source_canonical and _alike(words, theirs, sources)
        for other, theirs in counted
    )]  # fmt: skip


def _counted(claim: Claim, sources: Sources) -> list[str]:
    """The words behind the numbers of a claim: "personnes" of "cinq cents personnes"."""
    text, lang = sources.content(claim), sources.article(claim.article).lang
    words = (span.of(text).split()[-1].lower() for span in amounts(text, lang))
    return [word for word in words if word.isalpha() and len(word) > 3]


def _alike(mine: Sequence[str], theirs: Sequence[str], sources: Sources) -> bool:
    text = " ".join(theirs)
    return any(cover([Term(word, (word, *same(word)))], text, sources.vectors).share >= SAME for word in mine)
