"""What a dossier holds nothing on: said of a thing only after it was looked for by itself, in both languages.

In: the Terms that a sentence lacks, the passages found. Out: the words of those that stand in no passage, nor anything
near to them in meaning. A name that the dossier knows is never absent. Never here: what answers.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.query import Filters, Hit
from bot.relevance import Term, cover_many
from bot.sources import Sources

FOUND = 0.3
LOOKED = 20
"""Passages that are looked at for one thing."""


def absent(asked: Sequence[Term], missing: Collection[str], hits: Sequence[Hit], sources: Sources) -> tuple[str, ...]:
    """Of the `missing` words those that no article has, as they were typed."""
    return tuple(term.shown for term in asked if term.shown in missing and not _stands(term, hits, sources))


def _stands(term: Term, hits: Sequence[Hit], sources: Sources) -> bool:
    if term.name or any(sources.held(term.forms)):
        return True
    near = [*hits, *sources.search(term.shown, LOOKED, Filters())]
    texts = list(dict.fromkeys(_text(hit, sources) for hit in near))
    return any(found.share >= FOUND for found in cover_many([term], texts, sources.vectors))


def _text(hit: Hit, sources: Sources) -> str:
    return hit.passage.span.of(sources.article(hit.passage.article).text)
