"""Sentences of articles that answer a question which asks for no speaker: where, when, how many, what.

In: a Query, its Terms, the passages found. Out: sentences as (article, span), the best first; or what is missing. A
question for a day, a number or a place is answered only by a sentence that holds one. Never here: quoting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot import ahead, kinds
from bot.acted import Action, acted, happenings, names, tells
from bot.notices import is_notice
from bot.query import KINDS, Hit, Period, Query
from bot.relevance import UNKNOWN, Cover, Term, cover, fuse, whole
from bot.sources import Sources
from bot.words import fold
from index.lang import LANGUAGES, table
from index.model import Article, Span

ENOUGH = 0.5
MARGIN = {"how_many": 0.25, "how_much": 0.25, "when": 0.1, "": 0.1}
Row = tuple[float, Cover, Article, Span]
MOST = {"how_many": 6, "": 3}
BEFORE, HEAD = 0.7, 0.5
"""What a word counts that stands in the sentence before, or at the head of the article."""


def find(
    query: Query, asked: Sequence[Term], hits: Sequence[Hit], sources: Sources
) -> tuple[tuple[tuple[str, Span], ...], tuple[str, ...]]:
    """The sentences that answer, or none and the asked words that the nearest of them lack."""
    spared = 1 if query.wanted in KINDS else 0  # that a sentence holds a day, a number or a place says something too
    rows = list(_weighed(asked, hits, sources))
    fitting = [
        row for row in rows
        if row[1].share >= ENOUGH and whole(asked, row[1], spared) and _true_of(query, asked, row, sources)
        and holds(query.wanted, row[2], row[3], sources, asked, query.filters.about)
    ]  # fmt: skip
    if not fitting:
        nearest = max(rows, key=lambda row: row[0], default=None)
        return (), nearest[1].missing if nearest else tuple(term.shown for term in asked)
    least = max(row[0] for row in fitting) - MARGIN.get(query.wanted, 0.06)
    kept = [row for row in fitting if row[0] >= least]
    kept = _exact(kept, asked, sources) if query.wanted == "how_many" else kept
    if query.wanted == "when" and (moved := [row for row in fitting if ahead.moved_to(row[2], row[3], sources)]):
        kept = [(row[0] + 1, *row[1:]) for row in moved] + [row for row in kept if row not in moved]
    return tuple(_once(sorted(kept, key=lambda row: -row[0]), sources))[: MOST.get(query.wanted, 3)], ()


def _weighed(asked: Sequence[Term], hits: Sequence[Hit], sources: Sources) -> Iterator[Row]:
    """The sentences of the passages found, with how much they cover and how well search found them."""
    top = max((hit.score for hit in hits), default=1.0)
    for rank, (article, span) in _sentences(hits, sources):
        found = _cover(asked, article, span, sources)
        yield found.share + 0.1 * hits[rank].score / max(top, 1e-6), found, article, span


def _once(rows: Sequence[Row], sources: Sources) -> Iterable[tuple[str, Span]]:
    """The places of the rows; of copies of one report, the first."""
    told: dict[tuple[str, str], tuple[str, Span]] = {}
    for _, _, article, span in rows:
        said = re.sub(r"^.*?\) [–—-] ", "", span.of(article.text))  # without the dateline, which not every copy has
        told.setdefault((sources.copies.get(article.id, article.id), said), (article.id, span))
    return told.values()


def _exact(kept: list[Row], asked: Sequence[Term], sources: Sources) -> list[Row]:
    """The sentences with a number that says how many; "hundreds" only where no other does."""
    return [row for row in kept if _is_exact(row[2], row[3], asked, sources)] or kept


def _is_exact(article: Article, place: Span, asked: Sequence[Term], sources: Sources) -> bool:
    found = kinds.counted(article, place, asked, sources)
    return any(not kinds.is_vague(span.of(place.of(article.text)), article.lang) for span in found)


def _true_of(query: Query, asked: Sequence[Term], row: Row, sources: Sources) -> bool:
    """Whether a sentence tells what the question takes for granted: what was done, for "when" with its day, for
    "why" of whom."""
    article, place = row[2:]
    done = acted(query, asked)
    if ahead.asks(query) and not ahead.gives(article, place, sources) and not _has_happened(done, row, sources):
        return False
    for term, part in zip(asked, row[1].parts, strict=True):
        if term.name and query.wanted == "why" and part < 0.3:
            return False
    if done is None:
        return True
    return (tells if query.wanted == "when" else names)(done, article, place, sources)


def _has_happened(done: Action | None, row: Row, sources: Sources) -> bool:
    """Whether a sentence dates, as over, what the question takes to lie ahead."""
    found = happenings(done, row[2], row[3], sources) if done else []
    return any(event.status == "happened" and event.when is not None for event in found)


def undated(query: Query, asked: Sequence[Term], hits: Sequence[Hit], sources: Sources) -> tuple[tuple[str, Span], ...]:
    """What the articles tell of a thing to come for which they give no day; first that none is set."""
    plain = replace(query, wanted="")
    rows = [row for row in _weighed(asked, hits, sources) if row[1].share >= ENOUGH]
    open_ = [row for row in rows if ahead.leaves_open(row[2], row[3])]
    told = tuple(_once(sorted(open_, key=lambda row: -row[0]), sources)) + find(plain, asked, hits, sources)[0]
    return tuple(dict.fromkeys(told))[: MOST[""]]


def _cover(asked: Sequence[Term], article: Article, span: Span, sources: Sources) -> Cover:
    """What a sentence covers itself, and for less what the one before or the head of the article has named."""
    mine = cover(asked, span.of(article.text), sources.vectors)
    before = sources.around(article.id, span)[1]
    other = _names_a_person(span.of(article.text), sources)  # "she" may be who was named before, another name may not
    parts = list(mine.parts)
    if before is not None:
        earlier = cover(asked, before.of(article.text), sources.vectors)
        credit = [0.0 if term.name and other else BEFORE for term in asked]
        parts = [max(a, c * b) for a, b, c in zip(parts, earlier.parts, credit, strict=True)]
    if stands_for(span.of(article.text), article.lang) or any(
        part >= 0.8 and not term.name and term.weight >= UNKNOWN for term, part in zip(asked, mine.parts, strict=True)
    ):
        head = cover(asked, sources.head(article), sources.vectors)
        credit = [0.0 if term.name and other else HEAD for term in asked]
        parts = [max(a, c * b) for a, b, c in zip(parts, head.parts, credit, strict=True)]
    return fuse(asked, parts)


def stands_for(text: str, lang: str) -> bool:
    """Whether a text names what its article is about by a general word: "the operation", "le document"."""
    return lang in LANGUAGES and re.search(table(lang, "questions")["stands_for"]["pattern"], fold(text)) is not None


def _names_a_person(text: str, sources: Sources) -> bool:
    return any(sources.type_of(name) == "person" for _, names in sources.match(text) for name in names)


def _sentences(hits: Sequence[Hit], sources: Sources) -> list[tuple[int, tuple[Article, Span]]]:
    found: dict[tuple[str, Span], tuple[int, Article]] = {}
    for rank, hit in enumerate(hits):
        for span in hit.passage.sentences:
            found.setdefault((hit.passage.article, span), (rank, sources.article(hit.passage.article)))
    return [(rank, (article, span)) for (_, span), (rank, article) in found.items()]


def holds(
    wanted: str, article: Article, span: Span, sources: Sources, asked: Sequence[Term], about: Period | None = None
) -> bool:
    """Whether a sentence has the kind of thing that is asked for, and names a day of the time asked about.

    What an earlier version of an article said is neither its day nor its number.
    """
    if wanted and is_notice(span.of(article.text), article.lang):
        return False
    if about and not _falls_in(article, span, about, sources):
        return False
    return wanted not in KINDS | {"why"} or bool(kinds.spans(wanted, article, span, asked, sources))


def _falls_in(article: Article, span: Span, period: Period, sources: Sources) -> bool:
    first, last = period
    return any(
        (first is None or when.latest is None or when.latest >= first)
        and (last is None or when.earliest is None or when.earliest <= last)
        for _, when in kinds.days(article, span, sources)
    )
