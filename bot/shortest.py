"""The shortest verbatim words that answer who, when, where and how many, put before the sentence they stand in.

In: a Query, the words quoted from an article. Out: the answering words in quotation marks, with the day they mean
where they name one. Never here: words that the article does not have.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot import ahead, kinds
from bot.acted import acted, happenings
from bot.query import Query
from bot.quote import trim
from bot.relevance import Term, cover, same
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
    found = kinds.spans(query.wanted, article, place, asked, sources)
    if not found:
        return ""
    new = ahead.moved_to(article, place, sources) if query.wanted == "when" else []
    found = new or _dating(query, article, place, found, asked, sources) or found
    best = min(found, key=lambda span: _distance(span, text, asked, sources))
    frame = table(query.language, "phrases")["frame"]
    said = quoted(trim(best, text).of(text), query.language)
    day = _day(best, article, place, sources, query.language) if query.wanted == "when" else ""
    named = new and cover([_word(frame["day_new_word"])], text, None).share > 0
    shown = frame["day_new"].format(said=said) if named else said
    return str(frame["shortest_day"].format(said=shown, day=day) if day else frame["shortest"].format(said=shown))


def _word(word: str) -> Term:
    return Term(word, (word, *same(word)))


def _dating(
    query: Query, article: Article, place: Span, found: Sequence[Span], asked: Sequence[Term], sources: Sources
) -> list[Span]:
    """Of the days of a sentence those that date what the question says was done."""
    done = acted(query, asked) if query.wanted == "when" else None
    events = happenings(done, article, place, sources) if done else []
    proofs = [event.when.proof for event in events if event.when and event.when.proof]
    return [span for span in found if any(span.start + place.start == proof.start for proof in proofs)]


def _distance(span: Span, text: str, asked: Sequence[Term], sources: Sources) -> float:
    """How far the words stand from those that were asked for: windows that grow around them should soon cover much."""
    near = (text[max(0, span.start - width) : span.end + width] for width in (20, 40, 80))
    return -sum(cover(asked, window, sources.vectors).share for window in near)


def _day(span: Span, article: Article, place: Span, sources: Sources, lang: str) -> str:
    """The day that the words mean, where they do not say it themselves."""
    when = next((when for found, when in kinds.days(article, place, sources) if found == span), None)
    shown = words(when, lang) if when else ""
    return "" if shown in span.of(place.of(article.text)) else shown
