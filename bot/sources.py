"""One dossier, ready to be asked: its ledger, its search, its names, its words.

In: what the Bot holds open. Out: look-ups that one question needs again and again, each made once. Never here:
deciding what answers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.query import Filters, Hit
from bot.quote import pieces
from bot.relevance import Term, WordVectors, terms
from bot.words import Matcher
from index.errors import NotFound
from index.model import Article, Claim, KnownName, Span
from index.store import Store

Search = Callable[[str, int, Filters], list[Hit]]


@dataclass(frozen=True, slots=True)
class Sources:
    """What is known of a dossier. `held` tells how many of its `total` passages hold each word."""

    store: Store
    dossier: str
    search: Search
    match: Matcher
    names: tuple[KnownName, ...]
    vectors: WordVectors | None = None
    held: Callable[[Sequence[str]], Sequence[int]] = lambda words: [0] * len(words)
    total: int = 0
    copies: Mapping[str, str] = field(default_factory=dict)  # article → copy group
    _articles: dict[str, Article] = field(default_factory=dict)
    _claims: dict[str, list[Claim]] = field(default_factory=dict)
    _spans: dict[str, list[Span]] = field(default_factory=dict)

    def article(self, id: str) -> Article:
        if id not in self._articles:
            self._articles[id] = self.store.article(self.dossier, id)
        return self._articles[id]

    def edition(self, id: str, edition: str) -> Article | None:
        """The edition of an article that a citation stands in; None where it is not kept."""
        try:
            article = self.article(id)
            return article if article.edition == edition else self.store.edition(id, edition)
        except NotFound:
            return None

    def claims(self, filters: Filters, sources: Sequence[str] | None = None) -> list[Claim]:
        """The claims that pass the filters; sources are given apart. All claims of a dossier are read once."""
        if filters == Filters() and sources is None:
            if "" not in self._claims:
                self._claims[""] = self.store.claims(self.dossier)
            return self._claims[""]
        return self.store.claims(
            self.dossier,
            sources=sources,
            forces=filters.forces or None,
            hedges=filters.hedges or None,
            said=filters.said,
            about=filters.about,
            published=filters.published,
            outlet=filters.outlet,
            lang=filters.lang,
        )

    def claims_of(self, id: str) -> list[Claim]:
        if id not in self._claims:
            self._claims[id] = self.store.claims(self.dossier, articles=[id])
        return self._claims[id]

    def terms(self, topic: str) -> tuple[Term, ...]:
        aliases = {name.canonical: name.aliases for name in self.names}
        most = max((name.articles for name in self.names), default=1) or 1
        common = {name.canonical: name.articles / most for name in self.names}
        return terms(topic, self.match, aliases, common, self.held, self.total)

    def aliases(self, canonical: str) -> tuple[str, ...]:
        return next((name.aliases for name in self.names if name.canonical == canonical), ())

    def content(self, claim: Claim) -> str:
        text = self.article(claim.article).text
        return " ".join(span.of(text) for span in pieces(claim, text))

    def sentences(self, id: str) -> list[Span]:
        if id not in self._spans:
            self._spans[id] = self.store.sentence_spans(id)
        return self._spans[id]

    def sentence_of(self, claim: Claim) -> tuple[Span, Span | None]:
        """The sentences a claim stands in, as one span, and the sentence before them in the same paragraph."""
        parts = [claim.cue, *claim.content]
        return self.around(claim.article, Span(min(p.start for p in parts), max(p.end for p in parts)))

    def around(self, id: str, place: Span) -> tuple[Span, Span | None]:
        spans = self.sentences(id)
        starts = [span.start for span in spans]
        first = max(0, bisect_right(starts, place.start) - 1)
        last = max(first, bisect_right(starts, max(place.start, place.end - 1)) - 1)
        if not spans:
            return place, None
        whole = Span(min(spans[first].start, place.start), max(spans[last].end, place.end))
        before = spans[first - 1] if first else None
        text = self.article(id).text
        near = before is not None and "\n\n" not in text[before.end : whole.start]
        return whole, before if near else None
