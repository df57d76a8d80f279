"""How much a statement speaks of what is asked, and on which day it was made.

In: a Claim, the Terms of a question, Sources. Out: a Cover, an order of time. Never here: choosing what is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.complement import only_points
from bot.facts import HEAD, stands_for
from bot.relevance import UNKNOWN, Cover, Term, cover, cover_many, fuse
from bot.sources import Sources
from bot.words import blank
from index.model import Claim, Span

BESIDE, BEFORE, STILL = 0.85, 0.6, 0.45
"""What a word counts that stands in the claim's sentence, in the one before, or earlier in the paragraph, but not in
its content.
"""


def weigh(claim: Claim, asked: Sequence[Term], sources: Sources) -> Cover:
    """Words of the content count whole, those beside it less, those of the sentences before still less. A name stands
    in what its bearer is quoted as saying there.
    """
    article = sources.article(claim.article)
    around, before = sources.sentence_of(claim)
    inside = f"{sources.content(claim)} {_quoted_within(claim, sources)}"
    earlier = before.of(article.text) if before else ""
    still = sources.paragraph_before(claim.article, before).of(article.text) if before else ""
    texts = [inside, _beside_others(claim, around, sources), earlier, still]
    found = cover_many(asked, texts, sources.vectors)
    credit = (1.0, BESIDE, BESIDE if only_points(claim, article) else BEFORE, STILL)
    rows = zip(*(one.parts for one in found), strict=True)
    parts = [max(c * part for c, part in zip(credit, row, strict=True)) for row in rows]
    if stands_for(sources.content(claim), article.lang) or any(
        p >= 0.8 and not term.name and term.weight >= UNKNOWN for term, p in zip(asked, found[0].parts, strict=True)
    ):
        head = cover(asked, sources.head(article), sources.vectors).parts
        parts = [max(part, HEAD * h) for part, h in zip(parts, head, strict=True)]
    return fuse(asked, parts)


def _quoted_within(claim: Claim, sources: Sources) -> str:
    """Who is quoted inside what a claim says: "the minister said in March that ..." is about the minister."""
    inside = (other for other in sources.claims_of(claim.article) if other.cue != claim.cue)
    return " ".join(
        other.source_canonical for other in inside
        if other.source_canonical and any(part.covers(other.cue) for part in claim.content)
    )  # fmt: skip


def _beside_others(claim: Claim, around: Span, sources: Sources) -> str:
    """The words of a claim's sentence without what other claims of it say."""
    text = around.of(sources.article(claim.article).text)
    others = [
        part for other in sources.claims_of(claim.article) for part in other.content
        if around.covers(part) and not any(part.overlaps(mine) for mine in claim.content)
    ]  # fmt: skip
    return blank(text, [(part.start - around.start, part.end - around.start) for part in others])


def told_on(claim: Claim, sources: Sources) -> tuple[Any, ...]:
    """By the day of saying, else of publication; unknown days last."""
    article = sources.article(claim.article)
    day = (claim.said.earliest if claim.said else None) or (article.published.earliest if article.published else None)
    return (day.toordinal() if day else 10**7, claim.article, claim.cue.start)
