"""Who somebody is: the sentences that give a role, or tell what became of the one who has it.

In: a question "who is …", Sources. Out: places of articles, the latest roles in the order of time. Never here: who a
description fits (`bot.described`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.query import Query
from bot.relevance import plain_words
from bot.sources import Sources
from bot.words import fold
from index.lang import LANGUAGES, table
from index.model import Article, Claim, Span

MOST = 3


@dataclass(frozen=True, slots=True)
class _Role:
    """A role as an article words it, and the sentence that gives it."""

    article: Article
    place: Span
    words: frozenset[str]

    @property
    def told(self) -> tuple[str, int]:
        when = self.article.published
        return (when.earliest.isoformat() if when and when.earliest else "", self.place.start)


def asks(query: Query) -> re.Match[str] | None:
    """ "who is …", with the name that is asked about."""
    return re.fullmatch(table(query.language, "questions")["state"]["who_is"], fold(query.text).strip(" ?!."))


def introductions(query: Query, sources: Sources) -> tuple[tuple[str, Span], ...]:
    """The sentences that give the latest roles of the one person whom "who is" asks about, in the language of the
    question where there are any.
    """
    asked = asks(query)
    named = [names for span, names in sources.match(query.text) if asked and fold(span.of(query.text)) == asked["name"]]
    names = named[0] if len(named) == 1 else ()
    found = [role for claim in sources.claims(query.filters, sources=names) for role in _roles(claim, sources)]
    own = [role for role in found if role.article.lang == query.language] or found
    latest = _distinct(sorted(own, key=lambda role: role.told, reverse=True))[:MOST]
    return tuple(dict.fromkeys((role.article.id, role.place) for role in reversed(latest)))


def _roles(claim: Claim, sources: Sources) -> Iterator[_Role]:
    """ "the company's spokesman, Bruno Lestac", "Bruno Lestac, who replaced him in July": of who says this."""
    article, place = sources.article(claim.article), sources.sentence_of(claim)[0]
    said = place.of(article.text)
    if claim.role and claim.role in said:
        yield _Role(article, place, frozenset(plain_words(claim.role)))
    if article.lang in LANGUAGES and claim.source:
        named = fold(article.text[claim.source.start : place.end])
        clause = re.match(table(article.lang, "questions")["state"]["became"], named)
        if clause:
            yield _Role(article, place, frozenset(plain_words(clause["what"])))


def _distinct(roles: Sequence[_Role]) -> list[_Role]:
    """Those whose words no later one holds all."""
    kept: list[_Role] = []
    for role in roles:
        if role.words and not any(role.words <= other.words for other in kept):
            kept.append(role)
    return kept
