"""Claims → groups that say the same: the most complete wording first, the others folded into it.

In: claims in the order to be told. Out: (claim, repeats) in that order. Copies of one wire report count once. Never
here: saying that two sources agree; each source keeps its own sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.sources import Sources
from bot.words import content_words
from index.model import Claim

ALIKE = 0.8
"""The share of the shorter content's words that the longer one must hold."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What of a claim is compared."""

    claim: Claim
    kind: tuple[str | None, ...]
    words: frozenset[str]
    numbers: frozenset[str]


def fold(claims: Sequence[Claim], sources: Sources) -> list[tuple[Claim, list[Claim]]]:
    """Groups of claims of one source with one force and hedge whose words are nearly the same."""
    groups: list[list[_Said]] = []
    for said in (_said(claim, sources) for claim in claims):
        home = next((group for group in groups if group[0].kind == said.kind and _same(group[0], said)), None)
        if home is None:
            groups.append([said])
        else:
            home.append(said)
    return [_fullest_first([said.claim for said in group], sources) for group in groups]


def _said(claim: Claim, sources: Sources) -> _Said:
    words = frozenset(content_words(sources.content(claim)))
    who = claim.source_canonical or f"{sources.copies.get(claim.article, claim.article)}"
    numbers = frozenset(word for word in words if word[0].isdigit())
    return _Said(claim, (who, claim.force, claim.hedge, claim.polarity), words, numbers)


def _same(a: _Said, b: _Said) -> bool:
    short, long = sorted((a.words, b.words), key=len)
    alike = bool(short) and len(short & long) / len(short) >= ALIKE and len(short) >= 0.5 * len(long)
    return alike and a.numbers == b.numbers


def _fullest_first(group: list[Claim], sources: Sources) -> tuple[Claim, list[Claim]]:
    best = max(group, key=lambda claim: (claim.mode != "indirect", len(sources.content(claim))))
    return best, [claim for claim in group if claim is not best]
