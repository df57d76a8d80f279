"""What happened, or was published, in a time asked for, where a question names nothing else.

In: a Query with a period and no topic, Sources. Out: sentences as (article, span), by time, or the statements of that
time; copies of one report once. Never here: the timeline with its proofs (`bot.timeline`), or questions that name a
topic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.query import Period, Query
from bot.relevance import Term, cover, plain_words
from bot.sources import Sources
from index.model import Claim, Event, Span, When

MOST = 10
SAME = 0.5
"""The share of words that two sentences on one day have in common if they tell one thing."""

Place = tuple[str, Span]


def sentences(query: Query, sources: Sources) -> tuple[Place, ...]:
    """What happened in the period; where nothing did, what was planned for it; else the first sentences of what was
    published in it.
    """
    if query.filters.about:
        about = query.filters.about
        return _of_events(about, ["happened"], sources) or _of_events(about, ["planned", "postponed"], sources)
    return _of_articles(query.filters.published, sources) if query.filters.published else ()


def said(query: Query, sources: Sources) -> tuple[Claim, ...]:
    """What was said in a period in which nothing is dated otherwise: "what happened on Thursday?"; each report once."""
    if not query.filters.about:
        return ()
    told: dict[tuple[str, str], Claim] = {}
    for claim in sources.claims(replace(query.filters, about=None, said=query.filters.about)):
        if _inside(claim.said, query.filters.about):
            told.setdefault((sources.copies.get(claim.article, claim.article), sources.content(claim)), claim)
    return tuple(told.values())


def _of_events(period: Period, status: Sequence[str], sources: Sources) -> tuple[Place, ...]:
    found = sources.store.events(sources.dossier, happened=period, status=status)
    inside = [
        event for event in found if _inside(event.when, period) and event.evidence != "hearsay" and event.sentence
    ]
    weighty = sorted(inside, key=lambda event: (not _exact(event), -event.weight))
    told: dict[Place, tuple[date, str]] = {}
    for event in weighty:
        day, place = _day(event), (event.article, event.sentence or event.span)
        text = place[1].of(sources.article(event.article).text)
        if len(told) < MOST and not any(day == other and _alike(text, said, sources) for other, said in told.values()):
            told.setdefault(place, (day, text))
    return tuple(sorted(told, key=lambda place: (told[place][0], place[0], place[1].start)))


def _of_articles(period: Period, sources: Sources) -> tuple[Place, ...]:
    """The newest first."""
    dated = [article for article in sources.store.articles(sources.dossier) if article.published]
    first, last = period
    fitting = [
        article for article in dated if (when := article.published) and when.earliest and when.latest
        and (first is None or when.latest >= first) and (last is None or when.earliest <= last)
    ]  # fmt: skip
    newest = sorted(fitting, key=lambda article: str(article.published and article.published.latest), reverse=True)
    once: dict[str, str] = {}
    for article in newest:
        once.setdefault(sources.copies.get(article.id, article.id), article.id)
        if len(once) == MOST:
            break
    return tuple((id, spans[0]) for id in once.values() if (spans := sources.sentences(id)))


def _inside(when: When | None, period: Period) -> bool:
    """Whether all days that a thing may have had lie in the period."""
    first, last = period
    if when is None or when.earliest is None or when.latest is None:
        return False
    return (first is None or when.earliest >= first) and (last is None or when.latest <= last)


def _exact(event: Event) -> bool:
    return event.when is not None and event.when.precision in ("day", "time")


def _day(event: Event) -> date:
    return (event.when.earliest if event.when else None) or date.max


def _alike(mine: str, theirs: str, sources: Sources) -> bool:
    """Whether most words of the shorter sentence have their like in the longer, in whichever language."""
    short, long = sorted((mine, theirs), key=len)
    return cover([Term(word, (word,)) for word in plain_words(short)], long, sources.vectors).share >= SAME
