"""Query → Evidence: the claims and sentences that answer, or the one reason why nothing does.

In: a Query, the Sources (ledger, search, names, word vectors) of one dossier. Out: Evidence. An answer needs evidence about
the asked source, the asked things and the asked time; a likeness of sentences alone is never enough. Never here: writing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from bot.quote import pieces, proof
from bot.query import Evidence, Filters, Hit, Query
from bot.relevance import Term, Words, cover, terms
from bot.words import Matcher, content_words, fold
from index.errors import NotFound
from index.lang import LANGUAGES, table
from index.model import Article, Claim, KnownName, Span

Search = Callable[[str, int, Filters], list[Hit]]

ENOUGH = 0.5
"""The share of the asked things that a claim must speak of."""
ENOUGH_FOR_FACTS = 0.6
"""The same for a sentence of an article that nobody says."""
SURE = 0.25
"""Claims this far below the best are not told."""
MOST = 12


class Reading(Protocol):
    """What is needed of the ledger."""

    def claims(self, dossier: str, **filters: Any) -> list[Claim]: ...
    def articles(self, dossier: str) -> list[Article]: ...
    def article(self, dossier: str, wanted: str) -> Article: ...
    def edition(self, article: str, edition: str) -> Article: ...
    def sentence_spans(self, article: str) -> list[Span]: ...


@dataclass(frozen=True, slots=True)
class Sources:
    """One dossier, ready to be asked."""

    store: Reading
    dossier: str
    search: Search
    match: Matcher
    names: tuple[KnownName, ...]
    words: Words
    copies: dict[str, str] = field(default_factory=dict)  # article → copy group
    _articles: dict[str, Article] = field(default_factory=dict)

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

    def claims_of(self, id: str) -> list[Claim]:
        return self.store.claims(self.dossier, articles=[id])

    def claims(self, filters: Filters, **more: Any) -> list[Claim]:
        kept = {
            "forces": filters.forces or None, "hedges": filters.hedges or None, "said": filters.said,
            "about": filters.about, "published": filters.published, "outlet": filters.outlet, "lang": filters.lang,
        }  # fmt: skip
        return self.store.claims(self.dossier, **kept, **more)

    def aliases(self) -> dict[str, tuple[str, ...]]:
        return {name.canonical: name.aliases for name in self.names}

    def terms(self, topic: str) -> tuple[Term, ...]:
        return terms(topic, self.match, self.aliases())

    def content(self, claim: Claim) -> str:
        text = self.article(claim.article).text
        return " ".join(span.of(text) for span in pieces(claim, text))

    def around(self, claim: Claim) -> str:
        """The claim with its reporting words."""
        article = self.article(claim.article)
        return proof(claim, article).of(article.text)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing answers: a key of `phrases.toml` and what fills it."""

    key: str
    fill: dict[str, str]

    def words(self, lang: str) -> str:
        return str(table(lang, "phrases")["refuse"][self.key]).format(**self.fill)


def find(query: Query, sources: Sources) -> Evidence:
    """The evidence for a query; `Evidence.reason` is set where there is none."""
    if query.sources or query.unknown_source:
        return _by_speaker(query, sources)
    if query.anyone or query.forces:
        return _by_anyone(query, sources)
    return _by_topic(query, sources)


# ---------------------------------------------------------------- a named speaker


def _by_speaker(query: Query, sources: Sources) -> Evidence:
    who = _and(query.sources, query.language) or query.unknown_source or ""
    everything = _spoken(query, sources, replace(Filters(), outlet=None))
    if not everything:
        key = "no_claims" if query.sources else "unknown_source"
        return _refused(query, sources, Refusal(key, {"who": who}))
    found = _spoken(query, sources, query.filters)
    if not found:
        return _refused(query, sources, _no_time(query, who))
    if query.addressees:
        found = [claim for claim in found if _told_to(claim, query.addressees, sources)]
        if not found:
            fill = {"who": who, "addressee": _and(query.addressees, query.language)}
            return _refused(query, sources, Refusal("no_addressee", fill))
    asked = sources.terms(query.topic)
    found = _on_topic(found, asked, sources)
    if not found:
        return _refused(query, sources, Refusal("no_topic", {"who": who, "topic": query.topic}))
    kept, notes = _of_force(found, query, sources, who)
    return Evidence(tuple(kept), _hits(query, sources), notes=notes, unused=tuple(c for c in found if c not in kept))


def _spoken(query: Query, sources: Sources, filters: Filters) -> list[Claim]:
    """The claims of the asked source: by canonical name, else by the words that describe it."""
    if query.sources:
        return sources.claims(filters, sources=query.sources)
    asked = sources.terms(query.unknown_source or "")
    if not asked:
        return []
    return [claim for claim in sources.claims(filters) if _described(claim, asked, sources)]


def _described(claim: Claim, asked: Sequence[Term], sources: Sources) -> bool:
    """Whether a description ("the unification minister") fits the source as the article words it."""
    text = sources.article(claim.article).text
    told = f"{claim.source.of(text) if claim.source else ''} {claim.role or ''} {claim.source_canonical or ''}"
    return cover(asked, told, sources.words).share >= 0.85


def _no_time(query: Query, who: str) -> Refusal:
    period = query.filters.said or query.filters.about or query.filters.published
    if period is None:
        return Refusal("filters", {})
    return Refusal("no_time" if who else "no_time_any", {"who": who, "period": period_words(period)})


def period_words(period: tuple[Any, Any]) -> str:
    first, last = (day.isoformat() if day else "…" for day in period)
    return first if first == last else f"{first} – {last}"


def _told_to(claim: Claim, addressees: Sequence[str], sources: Sources) -> bool:
    text = sources.article(claim.article).text
    said_to = claim.addressee.of(text) if claim.addressee else sources.around(claim)
    return any(name in addressees for _, names in sources.match(said_to) for name in names)


# ---------------------------------------------------------------- topic and force


def _on_topic(claims: Sequence[Claim], asked: Sequence[Term], sources: Sources) -> list[Claim]:
    """Claims that speak of what is asked, the best first, then by time; all of them where nothing is asked."""
    if not asked:
        return sorted(claims, key=lambda claim: _order(claim, sources))
    scored = [(_share(claim, asked, sources), claim) for claim in claims]
    best = max((share for share, _ in scored), default=0.0)
    kept = [(share, claim) for share, claim in scored if share >= max(ENOUGH, best - SURE)]
    return [claim for _, claim in sorted(kept, key=lambda pair: (-round(pair[0], 1), _order(pair[1], sources)))]


def _share(claim: Claim, asked: Sequence[Term], sources: Sources) -> float:
    """Words of the content count whole; words that only stand around it count half."""
    inside = cover(asked, sources.content(claim), sources.words)
    if inside.share >= 0.95:
        return inside.share
    outside = cover(asked, sources.around(claim), sources.words)
    return (inside.share + outside.share) / 2


def _order(claim: Claim, sources: Sources) -> tuple[Any, ...]:
    article = sources.article(claim.article)
    day = (claim.said.earliest if claim.said else None) or (article.published.earliest if article.published else None)
    return (day.toordinal() if day else 10**7, claim.article, claim.cue.start)


def _of_force(
    claims: Sequence[Claim], query: Query, sources: Sources, who: str
) -> tuple[list[Claim], tuple[str, ...]]:
    """Statements of the asked force first and alone; where there is none, all statements, and that is said."""
    wanted = [force for force in query.forces if force not in ("say", "report", "believe")]
    if not wanted:
        return list(claims), ()
    exact = [claim for claim in claims if claim.force in wanted]
    alike = [claim for claim in claims if claim not in exact and _carries(sources.content(claim), wanted)]
    if exact:
        return exact, ()
    note = table(query.language, "phrases")["note"]["no_force"]
    force = table(query.language, "phrases")["force"][wanted[0]]
    rest = [claim for claim in claims if claim not in alike and claim.force not in ("decline_to_comment",)]
    return [*alike, *rest], (note.format(who=who, force=force),)


def _carries(content: str, forces: Sequence[str]) -> bool:
    """Whether what is said carries the force that its reporting verb does not name."""
    folded = fold(content)
    for lang in LANGUAGES:
        for force, pattern in table(lang, "questions")["content"].items():
            if force in forces and re.search(rf"\b(?:{fold(pattern)})\b", folded):
                return True
    return False


# ---------------------------------------------------------------- whoever said it


def _by_anyone(query: Query, sources: Sources) -> Evidence:
    wanted = [force for force in query.forces if force not in ("say", "report", "believe")]
    claims = sources.claims(query.filters)
    of_force = [claim for claim in claims if not wanted or claim.force in wanted]
    found = _on_topic(of_force, sources.terms(query.topic), sources) if query.topic or wanted else []
    if found:
        return Evidence(tuple(found), _hits(query, sources))
    if not query.anyone and query.topic:
        return _by_topic(query, sources)
    force = table(query.language, "phrases")["force"].get(wanted[0] if wanted else "say")
    if query.forces == ("decline_to_comment",) and not query.topic:
        return _refused(query, sources, Refusal("silent_none", {}))
    key = "nobody_force" if wanted and query.topic else "nobody_force_any" if wanted else "nobody_said"
    return _refused(query, sources, Refusal(key, {"force": force, "topic": query.topic}))


# ---------------------------------------------------------------- things, whoever tells them


def _by_topic(query: Query, sources: Sources) -> Evidence:
    """Sentences of articles that speak of what is asked, through the passages that search finds."""
    asked = sources.terms(query.topic)
    if not asked:
        return _refused(query, sources, Refusal("no_question", {}))
    hits = sources.search(query.text, 30, query.filters)
    scored = [(cover(asked, span.of(article.text), sources.words).share, article, span)
              for article, span in _sentences(hits, sources)]  # fmt: skip
    best = max((share for share, _, _ in scored), default=0.0)
    if best < ENOUGH_FOR_FACTS:
        return _refused(query, sources, Refusal("no_evidence", {"topic": query.topic}), tuple(hits))
    kept = [(share, article, span) for share, article, span in scored if share >= max(ENOUGH_FOR_FACTS, best - 0.15)]
    kept.sort(key=lambda row: -round(row[0], 1))
    facts = tuple((article.id, span) for _, article, span in kept[:5])
    return Evidence(hits=tuple(hits), facts=facts)


def _sentences(hits: Sequence[Hit], sources: Sources) -> list[tuple[Article, Span]]:
    found: dict[tuple[str, Span], Article] = {}
    for hit in hits:
        for span in hit.passage.sentences:
            found.setdefault((hit.passage.article, span), sources.article(hit.passage.article))
    return [(article, span) for (_, span), article in found.items()]


# ---------------------------------------------------------------- refusing


def _refused(
    query: Query, sources: Sources, refusal: Refusal, hits: tuple[Hit, ...] | None = None
) -> Evidence:
    found = _hits(query, sources) if hits is None else hits
    return Evidence(hits=found, reason=refusal.words(query.language))


def _hits(query: Query, sources: Sources) -> tuple[Hit, ...]:
    text = query.text if content_words(query.text) else ""
    return tuple(sources.search(text, 10, query.filters)) if text else ()


def _and(names: Sequence[str], lang: str) -> str:
    return f" {table(lang, 'phrases')['frame']['and']} ".join(names)
