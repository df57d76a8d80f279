"""The shortest verbatim words that answer who, when, where and how many, put before the sentence they stand in.

In: a Query, the words quoted from an article. Out: the answering words in quotation marks, with the day they mean
where they name one. Never here: words that the article does not have.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.facts import causes, days, measures, places
from bot.query import KINDS, Query
from bot.relevance import Term, cover
from bot.sources import Sources
from bot.write import quoted
from index.lang import table
from index.model import Article, Span
from index.when import words


def opening(query: Query, article: Article, place: Span, asked: Sequence[Term], sources: Sources) -> str:
    """What is put before the sentence that quotes `place`: “quatorze fissures” — ..., or nothing where nothing
    answers.
    """
    text = place.of(article.text)
    found = _spans(query, article, text, asked, sources)
    if not found:
        return ""
    best = min(found, key=lambda span: _distance(span, text, asked, sources))
    frame = table(query.language, "phrases")["frame"]
    said = quoted(best.of(text), query.language)
    day = _day(best, text, article, query.language) if query.wanted == "when" else ""
    return str(frame["shortest_day"].format(said=said, day=day) if day else frame["shortest"].format(said=said))


def _spans(query: Query, article: Article, text: str, asked: Sequence[Term], sources: Sources) -> list[Span]:
    if query.wanted == "when":
        return days(text, article)
    if query.wanted == "where":
        return places(text, sources, asked)
    if query.wanted == "why":
        return causes(text, article.lang)
    return measures(query.wanted, text, article, asked, sources) if query.wanted in KINDS else []


def _distance(span: Span, text: str, asked: Sequence[Term], sources: Sources) -> float:
    """How far the words stand from those that were asked for: windows that grow around them should soon cover much."""
    near = (text[max(0, span.start - width) : span.end + width] for width in (20, 40, 80))
    return -sum(cover(asked, window, sources.vectors).share for window in near)


def _day(span: Span, text: str, article: Article, lang: str) -> str:
    """The day that the words mean, where they do not say it themselves."""
    from index import times

    for time in times.tag(text, article.lang, article.published):
        if time.span == span and time.when.candidates:
            shown = words(time.when, lang)
            return "" if shown in span.of(text) else shown
    return ""
