"""What is typed as a topic → the subject, and the source, period and size that its words ask for.

In: "everything Seoul said in September, in five lines", and what is known of the dossier. Out: Asked. What is set by
hand wins over what the words say. Never here: looking for anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from bot import period
from bot.concern import Topic, topic_of
from bot.query import Filters, Period
from bot.question import Dossier, language_of, understand
from bot.words import fold, mask
from index.lang import table


@dataclass(frozen=True, slots=True)
class Asked:
    """A topic as it was understood. By `subject` accounts are chosen; None takes all."""

    subject: Topic | None
    filters: Filters
    most: int | None


def read(typed: str | None, known: Dossier, filters: Filters, most: int | None) -> Asked:
    """Take size, period and source out of a topic. A bare name or date without a preposition stays in it."""
    text = " ".join((typed or "").split())
    if not any(char.isalnum() for char in text):
        return Asked(None, filters, most)
    lang = language_of(text)
    rest, size = _size(text, lang)
    rest, about = _period(rest, lang, known)
    query = understand(rest, known) if any(char.isalnum() for char in rest) else None
    subject: str | None = rest or None
    if query and query.sources:
        subject = query.topic or None
        forces = tuple(force for force in query.forces if force != "say")
        filters = replace(filters, sources=filters.sources or query.sources, forces=filters.forces or forces)
    elif query and query.intent in ("timeline", "claims"):
        subject = query.topic or None
    names = [(span.of(subject), meant) for span, meant in known.match(subject)] if subject else []
    topic = topic_of(subject, names) if subject else None
    return Asked(topic, replace(filters, about=filters.about or about), most or size)


@cache
def _numbers(lang: str) -> tuple[str, ...]:
    return tuple(table(lang, "timeline")["size"]["words"].split())


def _size(text: str, lang: str) -> tuple[str, int | None]:
    """ "the dam in five lines" → ("the dam", 5)."""
    words = _numbers(lang)
    pattern = table(lang, "timeline")["size"]["pattern"].replace("{words}", "|".join(words))
    found = re.search(pattern, fold(text))
    if not found:
        return text, None
    number = found["number"]
    size = int(number) if number.isdigit() else words.index(number) + 1
    return _without(text, found.start(), found.end()), size or None


def _period(text: str, lang: str, known: Dossier) -> tuple[str, Period | None]:
    """ "the dam since March" → ("the dam", (1 March, None)); only behind a word that makes a date a period."""
    when = period.read(mask(text, known.match(text)), lang, known.latest, spoken=False)
    if when.about is None or len(when.spans) != 1:
        return text, None
    span = when.spans[0]
    for kind, words in table(lang, "timeline")["period"].items():
        before = re.search(rf"(?:^|[ ,])(?:{words})(?: (?:the|la|le|l'))? ?$", fold(text[: span.start]))
        if before:
            first, last = when.about
            asked = {"within": (first, last), "after": (first, None), "before": (None, last)}[kind]
            return _without(text, before.start(), span.end), asked
    return text, None


def _without(text: str, start: int, end: int) -> str:
    return " ".join((text[:start] + " " + text[end:]).split()).strip(" ,;:")
