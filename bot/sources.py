"""One dossier, ready to be asked: its ledger, its search, its names, its words.

In: what the Bot holds open. Out: look-ups that one question needs again and again, each made once. Never here:
deciding what answers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from bot import dated
from bot.called import Called, called
from bot.query import Filters, Hit
from bot.quote import pieces
from bot.relevance import Owners, Term, WordVectors, owners, terms
from bot.words import Matcher
from index.errors import NotFound
from index.model import Article, Claim, Event, KnownName, Link, Span
from index.names_joint import members
from index.rows import overlaps
from index.store import Store

if TYPE_CHECKING:
    from bot.merge import Lane
    from bot.timeline import Entry

Entries = Callable[[Filters, int, "Lane"], "Sequence[Entry]"]
Search = Callable[[str, int, Filters], list[Hit]]


@dataclass(frozen=True)
class Sources:
    """What is known of a dossier. `held` tells how many of its `total` passages hold each word. Its claims, links and
    names are read once: a dossier that changes gets Sources of its own.
    """

    store: Store
    dossier: str
    search: Search
    match: Matcher
    names: tuple[KnownName, ...]
    vectors: WordVectors | None = None
    held: Callable[[Sequence[str]], Sequence[int]] = lambda words: [0] * len(words)
    total: int = 0
    copies: Mapping[str, str] = field(default_factory=dict)  # article → copy group
    entries: Entries = lambda filters, most, lane: ()  # of the timeline, in the order of days
    _articles: dict[str, Article] = field(default_factory=dict)
    described: dict[tuple[str, bool], frozenset[str]] = field(
        default_factory=dict
    )  # who a description was found to fit
    _events: dict[str, list[Event]] = field(default_factory=dict)
    _claims_in: dict[str, list[Claim]] = field(default_factory=dict)
    _called: dict[tuple[str, str], Called] = field(default_factory=dict)
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

    @cached_property
    def all_claims(self) -> list[Claim]:
        """Every claim, by article and place."""
        return self._dated(self.store.claims(self.dossier, shown=self._shown))

    @cached_property
    def _shown(self) -> Mapping[str, str]:
        """{name as an article has it: the dossier's name}."""
        return self.store.shown(self.dossier)

    @cached_property
    def _by_id(self) -> dict[str, Claim]:
        return {claim.id: claim for claim in self.all_claims}

    @cached_property
    def links(self) -> list[Link]:
        """How claims stand to each other, the surest first."""
        return self.store.threads(self.dossier)

    @cached_property
    def _by_source(self) -> dict[str, list[Claim]]:
        return _grouped(self.all_claims, lambda claim: claim.source_canonical or "")

    @cached_property
    def _by_article(self) -> dict[str, list[Claim]]:
        return _grouped(self.all_claims, lambda claim: claim.article)

    def claims(self, filters: Filters, sources: Sequence[str] | None = None) -> list[Claim]:
        """The claims that pass the filters; sources are given apart."""
        if sources is None:
            mine = self.all_claims
        elif not self._all_read:
            named = replace(filters, sources=tuple(sources))
            return self.passing(named) if sources else []
        else:
            mine = [claim for name in dict.fromkeys(sources) for claim in self._by_source.get(name, ())]
        narrower = replace(filters, sources=())
        if not mine or narrower == Filters():
            return mine
        passing = {claim.id for claim in self.passing(narrower)}
        return [claim for claim in mine if claim.id in passing]

    def passing(self, filters: Filters) -> list[Claim]:
        """The claims that pass the filters as the ledger selects them, sources by canonical name."""
        found = self.store.claims(
            self.dossier,
            sources=filters.sources or None,
            forces=filters.forces or None,
            hedges=filters.hedges or None,
            said=filters.said,
            about=filters.about,
            published=filters.published,
            outlet=filters.outlet,
            lang=filters.lang,
            shown=self._shown,
        )
        told = self._dated(found)
        return [claim for claim in told if overlaps(claim.said, filters.said)] if filters.said else told

    def _dated(self, claims: Sequence[Claim]) -> list[Claim]:
        """The claims, with the days that other articles leave them."""
        return dated.narrow(claims, self.store, self.dossier, self.article, self._shown)

    def events_of(self, id: str) -> list[Event]:
        """The happenings of one article."""
        if id not in self._events:
            self._events[id] = self.store.events(self.dossier, articles=[id], shown=self._shown)
        return self._events[id]

    def speakers(self) -> Collection[str]:
        """Who is quoted at all, by canonical name."""
        return self.store.quoted(self.dossier)

    def claims_of(self, id: str) -> list[Claim]:
        """The claims of one article."""
        if self._all_read:
            return self._by_article.get(id, [])
        if id not in self._claims_in:
            self._claims_in[id] = self._dated(self.store.claims(self.dossier, articles=[id], shown=self._shown))
        return self._claims_in[id]

    def those(self, ids: Collection[str]) -> dict[str, Claim]:
        """The claims with these ids, as far as the dossier has them."""
        if self._all_read:
            return {id: self._by_id[id] for id in ids if id in self._by_id}
        found = self.store.claims(self.dossier, ids=ids, shown=self._shown) if ids else []
        return {claim.id: claim for claim in self._dated(found)}

    @property
    def _all_read(self) -> bool:
        """Whether every claim is at hand; one question about one source does without."""
        return "all_claims" in self.__dict__

    @cached_property
    def known(self) -> dict[str, KnownName]:
        """Each name under its canonical form."""
        return {name.canonical: name for name in self.names}

    @cached_property
    def _forms(self) -> dict[str, tuple[str, ...]]:
        return {name.canonical: name.aliases for name in self.names}

    @cached_property
    def _owners(self) -> Owners:
        return owners(self._forms)

    @cached_property
    def _common(self) -> dict[str, float]:
        most = max((name.articles for name in self.names), default=1) or 1
        return {name.canonical: name.articles / most for name in self.names}

    def called(self, canonical: str, lang: str) -> Called:
        """How an answer in this language calls a source."""
        if (canonical, lang) not in self._called:
            parts = (canonical,) if canonical in self.known else members(canonical)
            self._called[canonical, lang] = called(parts, lang, partial(self._spelt, lang=lang))
        return self._called[canonical, lang]

    def _spelt(self, name: str, lang: str) -> str:
        """The name in full as most articles of the language spell it; the user's own word stays."""
        if name not in self.known or name in self._corrected:
            return name
        forms = self.store.spelt(self.dossier, (name,), lang).get(name, Counter())
        full = [form for form in forms if len(form.split()) >= len(name.split())]
        return max(full, key=lambda form: (forms[form], form == name), default=name)

    @cached_property
    def _corrected(self) -> Collection[str]:
        return set(self.store.corrections(self.dossier).values())

    def terms(self, topic: str) -> tuple[Term, ...]:
        """The things that a topic names, weighed for this dossier."""
        return terms(topic, self.match, self._forms, self._owners, self._common, self.held, self.total)

    def type_of(self, canonical: str) -> str | None:
        """Whether a name is a person, an organisation or a place."""
        return self.known[canonical].type if canonical in self.known else None

    def aliases(self, canonical: str) -> tuple[str, ...]:
        return self._forms.get(canonical, ())

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

    def head(self, article: Article) -> str:
        """What an article is about: its title and its first sentence."""
        first = self.sentences(article.id)[:1]
        return f"{article.title or ''} {' '.join(span.of(article.text) for span in first)}"

    def paragraph_before(self, id: str, place: Span) -> Span:
        """What a paragraph holds before a place."""
        start = self.article(id).text.rfind("\n\n", 0, place.start)
        return Span(start + 2 if start >= 0 else 0, place.start)

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


def _grouped(claims: Iterable[Claim], key: Callable[[Claim], str]) -> dict[str, list[Claim]]:
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(key(claim), []).append(claim)
    return groups
