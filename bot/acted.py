"""What a question says was done, and which happening of a sentence that is: "When was the leak found?".

In: a Query with its Terms, a sentence. Out: the Term of the action, the Events of the sentence that are it. Never here:
whether the rest of the question fits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.query import Query
from bot.relevance import Term, cover, is_light, same
from bot.sources import Sources
from bot.words import fold
from index.lang import table
from index.model import Article, Event, Span

FIT, ACROSS = 0.6, 0.8
"""How far a word must say what the word of the question does to be the same action."""
UNREAL = frozenset({"hypothetical", "denied", "cancelled"})


@dataclass(frozen=True, slots=True)
class Action:
    """What a question says was done, and the language it says it in."""

    term: Term
    lang: str


def acted(query: Query, asked: Sequence[Term]) -> Action | None:
    """The word of what was done: the participle behind its auxiliary, else the first word there that no article leads
    in ("did the minister read").
    """
    rules = table(query.language, "questions")["acted"]
    text = fold(query.text)
    opened = re.search(rules["auxiliary"], text) or re.search(rules["subject"], text)
    if opened is None:
        return None
    plain = {fold(term.shown): term for term in asked if not term.name and not is_light(term.shown)}
    plain |= _published(text, query.language)
    behind = [found for found in re.finditer(r"[^\W_]+", text[opened.end() :]) if found[0] in plain]
    led = re.compile(rf"(?:{rules['determiner']})\s*$")
    free = [found[0] for found in behind if not led.search(text[opened.end() :][: found.start()])]
    done = next((word for word in free if re.fullmatch(rules["participle"], word)), free[0] if free else None)
    return Action(plain[done], query.language) if done else None


def _published(text: str, lang: str) -> dict[str, Term]:
    """A word that says which clock a question counts by, where it is itself what was done: "when was it published?"."""
    found = re.search(table(lang, "questions")["clock"]["published"], text)
    return {found[0]: Term(found[0], (found[0], *same(found[0])))} if found else {}


def tells(done: Action, article: Article, place: Span, sources: Sources) -> bool:
    """Whether a sentence dates the action: as one of its happenings, or, where none is read in it, by its own word."""
    mine = happenings(done, article, place, sources)
    if mine and any(event.status == "planned" for event in mine):
        mine += [
            event for event in _inside(article, place, sources) if event.status == "planned"
        ]  # "is expected to visit"
    if mine:
        return any(event.when is not None and event.status not in UNREAL for event in mine)
    return cover([done.term], place.of(article.text), None).share >= FIT


def names(done: Action, article: Article, place: Span, sources: Sources) -> bool:
    """Whether a sentence, or the one before it, has a word for the action."""
    before = sources.around(article.id, place)[1]
    texts = [span.of(article.text) for span in (place, before) if span]
    best = max(_fit(done, text, article.lang, sources) for text in texts)
    return best >= FIT or bool(happenings(done, article, place, sources))


def happenings(done: Action, article: Article, place: Span, sources: Sources) -> list[Event]:
    """The happenings of a sentence that are the action asked for."""
    return [
        e
        for e in _inside(article, place, sources)
        if _says(done, (e.head or e.span).of(article.text), article.lang, sources)
    ]


def _inside(article: Article, place: Span, sources: Sources) -> list[Event]:
    return [e for e in sources.events_of(article.id) if place.covers(e.head or e.span)]


def _says(done: Action, word: str, lang: str, sources: Sources) -> bool:
    """Whether a word names the action; "entré" lies near "quitté", and is not the same."""
    if fold(word) in map(fold, done.term.forms):
        return True
    return _fit(done, word, lang, sources) >= FIT


def _fit(done: Action, text: str, lang: str, sources: Sources) -> float:
    """How far a text says the action. Nearness is asked across languages, of a word unknown to the tables."""
    asks = lang != done.lang and len(done.term.forms) == 1
    found = cover([done.term], text, sources.vectors if asks else None).share
    return found if not asks or found >= ACROSS else 0.0
