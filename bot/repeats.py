"""Claims → groups that say the same: the most complete wording first, the others folded into it.

In: claims in the order to be told. Out: (claim, repeats) in that order. Copies of one wire report count once. Never
here: saying that two sources agree; each source keeps its own sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.sources import Sources
from bot.words import content_words
from index.model import Claim

ALIKE = 0.8
"""The share of the shorter content's words that the longer one must hold."""


def fold(claims: Sequence[Claim], sources: Sources) -> list[tuple[Claim, list[Claim]]]:
    """Groups of claims of one source with one force and hedge whose words are nearly the same."""
    groups: list[list[Claim]] = []
    for claim in claims:
        home = next((group for group in groups if _same(group[0], claim, sources)), None)
        if home is None:
            groups.append([claim])
        else:
            home.append(claim)
    return [_fullest_first(group, sources) for group in groups]


def _same(a: Claim, b: Claim, sources: Sources) -> bool:
    if (a.source_canonical, a.force, a.hedge, a.polarity) != (b.source_canonical, b.force, b.hedge, b.polarity):
        return False
    if a.source_canonical is None and a.article != b.article:
        return False
    mine, theirs = set(content_words(sources.content(a))), set(content_words(sources.content(b)))
    short, long = sorted((mine, theirs), key=len)
    numbers = {w for w in mine if w[0].isdigit()} == {w for w in theirs if w[0].isdigit()}
    return numbers and bool(short) and len(short & long) / len(short) >= ALIKE and len(short) >= 0.5 * len(long)


def _fullest_first(group: list[Claim], sources: Sources) -> tuple[Claim, list[Claim]]:
    best = max(group, key=lambda claim: (claim.mode != "indirect", len(sources.content(claim))))
    return best, [claim for claim in group if claim is not best]
