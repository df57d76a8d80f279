"""Time words in an article: where they stand, and the days they can mean.

In: a text, its language, when it was published. Out: TimeExpressions in text order, each with a When and its proof.
Never here: events, claims, and never a day that the words and the publication do not allow for: where the publication
is known to the month only, the text is read once for each day of that month and the readings are joined, so that
every relative word of one article stays tied to the same day; where it is not known, such words keep no day at all.

The way of a text: words → classes (times_lex) → rules over classes (times_rules) → facts (times_facts) → readings
(times_resolve and the rooms it names).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from index.lang import LANGUAGES
from index.model import Interval, Precision, Proof, Sentence, Span, TimeExpression, TimeType, When
from index.times_aside import aside
from index.times_facts import facts_of
from index.times_lex import Lexed, lex
from index.times_reading import Reading, State, remember
from index.times_resolve import resolve
from index.times_rules import Match, matches, rules
from index.times_tense import Tenses
from index.when import days_of, make, unknown
from index.when_forms import mask

READINGS = 400
"""A publication that leaves more days open than this counts as unknown."""


@dataclass(frozen=True, slots=True)
class Found:
    """A match with all that does not depend on the day of publication."""

    match: Match
    span: Span
    facts: dict[str, Any]
    tense: int
    sentence: int
    aside: bool = False  # dates a noun beside the story ("a trip begun on 3 May")


def tag(
    text: str, lang: str, published: When | None, sentences: Sequence[Sentence] | None = None
) -> tuple[TimeExpression, ...]:
    """The time words of a text. `sentences`, where given, only tell the tense beside a weekday or month.

    Languages without tables yield nothing. Linear in the length of the text, times the days the publication leaves open
    for the few words found.
    """
    if lang not in LANGUAGES:
        return ()
    found = _find(text, lang, sentences)
    days: list[date | None] = list(days_of(published, READINGS)) if published else []
    readings = [_read(found, day) for day in days or [None]]
    anchor = published.edtf if published and days else None
    expressions = (
        _express(text, f, list(row), anchor) for f, row in zip(found, zip(*readings, strict=True), strict=True)
    )
    return tuple(e for e in expressions if e)


def narrow(
    text: str, lang: str, published: When, span: Span, day: date, sentences: Sequence[Sentence] | None = None
) -> When | None:
    """The publication days on which the words at `span` mean `day`; None where they cannot. Feed it back to `tag`."""
    found = _find(text, lang, sentences)
    at = next((i for i, f in enumerate(found) if f.span == span), None)
    if at is None:
        return None
    means = Interval(day, day)
    fit = [d for d in days_of(published, READINGS) if (r := _read(found, d)[at]) and r.interval == means]
    return make([Interval(d, d) for d in fit], "day") if fit else None


def _find(text: str, lang: str, sentences: Sequence[Sentence] | None) -> list[Found]:
    lexed = lex(text, rules(lang)[0])
    tenses = Tenses(lexed, lang, sentences)
    found = []
    for match in matches(lexed, lang):
        facts = facts_of(match, lexed, lang)
        if _allowed(match, lexed, facts):
            span = Span(lexed.starts[match.start], lexed.ends[match.end - 1])
            tense = facts.get("tense") or (tenses.at(match.start, match.end) if match.rule.make in _BY_TENSE else 0)
            beside = match.rule.make == "date" and aside(text, span, lang)
            found.append(Found(match, span, facts, tense, tenses.sentence(match.start), beside))
    return found


_BY_TENSE = frozenset({"date", "month", "weekday", "quarter", "season", "holiday", "clock", "shift", "nth_weekday"})


def _allowed(match: Match, lexed: Lexed, facts: dict[str, Any]) -> bool:
    """Guards that a pattern cannot express: the case of a word."""
    guard = match.rule.fixed.get("guard")
    if guard == "capital":
        start, end = match.groups["holiday"]
        return any(lexed.text[lexed.starts[i]].isupper() for i in range(start, end))
    return True


def _read(found: list[Found], day: date | None) -> list[Reading | None]:
    """All expressions in order, supposing that the article appeared on `day`.

    A weekday without a date or a telling verb means the dated one of the article ("Concert mardi" over "mardi 1er
    juin").
    """
    readings = _pass(found, State(day))
    dated = {
        r.interval.first.isoweekday(): r.interval.first
        for f, r in zip(found, readings, strict=True)
        if r and r.interval and r.interval.first and f.match.rule.make == "date" and "weekday" in f.facts
    }
    return _pass(found, State(day, named=dated)) if dated else readings


def _pass(found: list[Found], state: State) -> list[Reading | None]:
    readings = []
    for f in found:
        state.tense, state.sentence, state.position = f.tense, f.sentence, f.match.start
        reading = resolve(f.match.rule.make, f.facts, state)
        if reading and f.match.rule.type in ("DATE", "TIME") and not (f.aside and state.day_sentence == f.sentence):
            remember(reading, state)
        readings.append(reading)
    return readings


def _express(text: str, f: Found, row: list[Reading | None], published: str | None) -> TimeExpression | None:
    """The readings of one expression, joined."""
    readings = [r for r in row if r]
    if not readings:
        return None
    first = readings[0]
    anchor = published if any(r.anchor == "published" for r in readings) else first.anchor
    rule = ", ".join(p for p in (f.match.rule.name, first.side) if p)
    proof = Proof(f.span.of(text), f.span.start, f.span.end, anchor, rule)
    return TimeExpression(f.span, _type(f, first), _join(readings, proof))


def _type(f: Found, reading: Reading) -> TimeType:
    kind: TimeType = f.match.rule.type  # type: ignore[assignment]
    return "TIME" if kind == "DATE" and reading.precision == "time" else kind


def _join(readings: list[Reading], proof: Proof) -> When:
    """One When of all readings; one without days makes all unknown."""
    timexes = list(dict.fromkeys(r.timex for r in readings))
    intervals = sorted({i for r in readings if r.interval for i in (r.interval, *r.others)})
    if any(r.interval is None for r in readings):
        return unknown(timexes[0] if len(timexes) == 1 else "", proof)
    precisions = {r.precision for r in readings}
    precision: Precision = precisions.pop() if len(precisions) == 1 else "interval"
    clocks = {r.clock for r in readings}
    clock = clocks.pop() if len(clocks) == 1 else None
    timex = timexes[0] if len(timexes) == 1 and len(intervals) == 1 else mask(intervals, timexes)
    return make(intervals, precision, clock=clock, timex=timex, proof=proof)
