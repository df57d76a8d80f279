"""The time that a question asks for, and on which clock: said, happened or published.

In: a masked question, the last publication of the dossier. Out: Read, with the periods, a note that shows what was
understood, and the ranges of the question that are explained by it. Never here: comparing with claims or events.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.query import Period
from bot.words import Masked, fold
from index.lang import table
from index.model import Span, TimeExpression, When

Clock = Literal["said", "about", "published"]


@dataclass(frozen=True, slots=True)
class Read:
    """Periods found, at most one for each clock."""

    said: Period | None = None
    about: Period | None = None
    published: Period | None = None
    notes: tuple[str, ...] = ()
    used: tuple[tuple[int, int], ...] = ()
    spans: tuple[Span, ...] = ()
    """The same ranges in the words as they were typed."""


def read(masked: Masked, lang: str, latest: When | None, spoken: bool) -> Read:
    """The times of a question. Without a word that says which clock, a question about speech counts by the day
    said.
    """
    from index import times

    found = [time for time in times.tag(masked.text, lang, latest) if _dated(time)]
    periods: dict[Clock, When] = {}
    for time in found:
        when = _looking_back(time, masked.text, latest)
        periods.setdefault(_clock(masked, time.span, lang, spoken), when)
    phrases = table(lang, "phrases")["note"]
    return Read(
        **{clock: (when.earliest, when.latest) for clock, when in periods.items()},
        notes=tuple(phrases[f"clock_{clock}"].format(value=_words(when, lang)) for clock, when in periods.items()),
        used=tuple(_masked_range(masked, time.span) for time in found),
        spans=tuple(time.span for time in found),
    )


def _looking_back(time: TimeExpression, text: str, latest: When | None) -> When:
    """A day named without its year ("2 April") that would lie after the last article is the one before it."""
    from index.when import day

    when, end = time.when, latest.latest if latest else None
    first = when.earliest
    if first is None or end is None or first <= end or first != when.latest or (first.month, first.day) == (2, 29):
        return when
    numbers = re.findall(r"\d+", time.span.of(text))
    bare = re.fullmatch(
        r"(?:the |le )?(?:\d+(?:st|nd|rd|th|er)? (?:of )?[^\W\d]+|[^\W\d]+ \d+)", time.span.of(text), re.I
    )
    return day(first.replace(year=first.year - 1)) if bare and numbers == [str(first.day)] else when


def _dated(time: TimeExpression) -> bool:
    return time.type in ("DATE", "TIME") and time.when.edtf is not None and bool(time.when.candidates)


def _words(when: When, lang: str) -> str:
    from index.when import words

    return words(when, lang)


def _clock(masked: Masked, span: Span, lang: str, spoken: bool) -> Clock:
    rules = table(lang, "questions")["clock"]
    before = re.sub(r"\b(?:the|le|la|les|l'|on|in|en|de|du|d')?\s*$", "", fold(masked.text[: span.start]).rstrip())
    if re.search(fold(rules["published"]), masked.folded):
        return "published"
    if re.search(fold(rules["about"]), before.rstrip()) or not spoken:
        return "about"
    return "said"


def _masked_range(masked: Masked, span: Span) -> tuple[int, int]:
    inside = [i for i, at in enumerate(masked.origin) if span.start <= at < span.end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)
