"""Statements that give a reason: "she justified herself", "arguing that", "because".

In: a Claim and the Terms of what is to be explained. Out: whether it gives a reason for it. Never here: whether the
reason holds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.kinds import causes
from bot.relevance import Term, cover
from bot.sources import Sources
from bot.weighing import weigh
from bot.words import fold
from index.lang import LANGUAGES, table
from index.model import Claim

FIT = 0.3
"""The share of what is to be explained that a reason, with the words around it, must speak of."""


def gives(claim: Claim, asked: Sequence[Term], sources: Sources) -> bool:
    """Whether a claim gives a reason, by its cue or its content, for what is asked."""
    article = sources.article(claim.article)
    if article.lang not in LANGUAGES:
        return False
    cue = re.search(table(article.lang, "questions")["cause"]["cue"], fold(claim.cue.of(article.text)))
    reason = cue is not None or bool(causes(sources.content(claim), article.lang, strict=True))
    if not reason:
        return False
    head = cover(asked, sources.head(article), sources.vectors).share  # "he justified himself" under a headline on it
    return weigh(claim, asked, sources).share >= FIT or head >= 2 * FIT
