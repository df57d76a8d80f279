"""Days that lie ahead: a question for one, a sentence that gives one, a day to which something was put off.

In: a Query, places of articles. Out: whether they speak of what is still to come. Never here: what is to come.
"""

from __future__ import annotations

import re
from functools import cache

from bot import kinds
from bot.query import Query
from bot.sources import Sources
from bot.words import fold
from index.lang import LANGUAGES, table
from index.model import Article, Span

BEFORE = 30
"""How many characters before a date may say that it is the new one."""


def asks(query: Query) -> bool:
    """Whether a question is for the day of what is still to come: "when will", "quand ira-t-il"."""
    future = table(query.language, "questions")["acted"]["future"]
    return query.wanted == "when" and re.search(future, fold(query.text)) is not None


def gives(article: Article, place: Span, sources: Sources) -> bool:
    """Whether a sentence names a day that lay ahead when it was published; any day where that is not known."""
    published = article.published.latest if article.published else None
    days = [when for _, when in kinds.days(article, place, sources)]
    return any(published is None or when.latest is None or when.latest > published for when in days)


def leaves_open(article: Article, place: Span) -> bool:
    """Whether a sentence says that no day is set: "No date has been set for the trip"."""
    lang = article.lang
    return lang in LANGUAGES and re.search(_rule(lang, "undated"), fold(place.of(article.text))) is not None


def moved_to(article: Article, place: Span, sources: Sources) -> list[Span]:
    """The days of a sentence to which something was put off, counted from its start."""
    said = place.of(article.text)
    return [span for span, _ in kinds.days(article, place, sources) if is_moved_to(said, span.start, article.lang)]


def is_moved_to(text: str, at: int, lang: str) -> bool:
    """Whether the words before the day that starts `at` say that it is the new one: "reportée au mois de septembre"."""
    if lang not in LANGUAGES:
        return False
    return _moved_to(lang).search(fold(text[max(0, at - BEFORE) : at])) is not None


@cache
def _moved_to(lang: str) -> re.Pattern[str]:
    return re.compile(table(lang, "timeline")["plan"]["moved_to"])


def _rule(lang: str, key: str) -> str:
    return str(table(lang, "questions")["acted"][key])
