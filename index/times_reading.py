"""What time words mean on one supposed day of publication: a Reading, and what is known so far: a State.

In: facts that a rule caught. Out: readings and the small steps that all resolvers share. Never here: text, rules.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from index.model import Interval, Precision
from index.when_forms import span_of, timex_of

Facts = dict[str, Any]
BEHIND = -3
"""The tense of what surely lies behind, however far: "since 3 May"."""
SEASON = 120
"""Days ahead at which a date without a year and without a telling verb is still a coming one."""
NEAR = 14
"""How many words a named year reaches."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What words mean; `interval` None: no days. `anchor`: "published", "text", or None where the words stand alone."""

    interval: Interval | None
    precision: Precision
    timex: str
    anchor: str | None = None
    side: str = ""
    clock: str | None = None
    others: tuple[Interval, ...] = ()  # further days that the words allow
    eve: bool = False  # counted back from a day of the article


@dataclass(slots=True)
class State:
    """What is known at this point of the article, on one supposed day of publication."""

    published: date | None
    tense: int = 0  # of the clause: -1 past, 1 to come, 0 unknown
    sentence: int = 0
    day: Reading | None = None  # the last reading that is a day
    told: Reading | None = None  # the same, but no "la veille": a story that looks back twice counts from one day
    last: Reading | None = None  # the last reading that has days
    last_sentence: int = -9
    position: int = 0
    last_position: int = -99
    day_sentence: int = -9
    quarter: Reading | None = None
    quarter_sentence: int = -9
    named: dict[int, date] = field(default_factory=dict)  # weekday -> the day it last meant


def remember(reading: Reading, state: State) -> None:
    """Let later words count from this reading."""
    if reading.interval is None or reading.interval.first is None:
        return
    state.last, state.last_sentence, state.last_position = reading, state.sentence, state.position
    if "-Q" in reading.timex and reading.side != "compared":
        state.quarter, state.quarter_sentence = reading, state.sentence
    if reading.precision in ("day", "time"):
        state.day, state.day_sentence = reading, state.sentence
        state.told = state.told if reading.eve and state.told else reading
        state.named[reading.interval.first.isoweekday()] = reading.interval.first


def on_day(day: date, facts: Facts, anchor: str | None = None, side: str = "") -> Reading:
    """A day, or a part of it."""
    stamp, part = day.isoformat(), facts.get("part")
    if part == "MI":
        return Reading(Interval(day, day), "time", f"{stamp}T12:00", anchor, side, "12:00")
    if facts.get("over_midnight"):
        next_day = Interval(day + timedelta(days=1), day + timedelta(days=1))
        return Reading(Interval(day, day), "day", f"{stamp}T{part}", anchor, side, others=(next_day,))
    return Reading(Interval(day, day), "time" if part else "day", f"{stamp}T{part}" if part else stamp, anchor, side)


def over(interval: Interval, precision: Precision, anchor: str | None = None, side: str = "") -> Reading:
    return Reading(interval, precision, timex_of([interval], precision), anchor, side)


def stamp_of_part(facts: Facts) -> str:
    """ "TEV", "T12:00", or nothing."""
    part = facts.get("part")
    return "" if not part else "T12:00" if part == "MI" else f"T{part}"


def no_day(timex: str) -> Reading:
    return Reading(None, "unknown", timex)


def months(first: int, count: int) -> Interval:
    return span_of(first // 12, first % 12 + 1, count)


def day_or_none(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def year_of(facts: Facts) -> int | None:
    if (year := facts.get("year")) is not None:
        return int(year)
    if (short := facts.get("yy")) is not None:
        return int(short) + (1900 if short >= 40 else 2000)
    return None


def told_year(state: State) -> int | None:
    """The year that has just been named ("two in 1997, in January and in October")."""
    last = state.last
    if not (last and last.interval and last.interval.first and state.last_sentence == state.sentence):
        return None
    if state.position - state.last_position > NEAR:
        return None
    year = last.interval.first.year
    if state.tense > 0 and state.published and year < state.published.year:
        return None
    return (
        year
        if last.precision == "year" or (last.precision in ("month", "day") and last.anchor != "published")
        else None
    )


def closest(options: list[date], state: State, slack: int = 90) -> tuple[date, str]:
    """Among the same day of several years: the side that the tense names, unless the other is much nearer."""
    here = state.published
    assert here is not None
    before = max((d for d in options if d <= here), default=None)
    after = min((d for d in options if d >= here), default=None)
    if before is None or after is None:
        return (before or after or options[0]), ""
    back, ahead = (here - before).days, (after - here).days
    if state.tense <= BEHIND:
        return before, "past"
    if state.tense > 1:
        return (before, "nearest") if back <= slack // 6 and ahead > 300 else (after, "to come")
    if state.tense < 0:
        return (after, "nearest") if ahead <= slack and back > 270 else (before, "past")
    return (before, "nearest") if back <= ahead or ahead > SEASON else (after, "nearest")


def side_of(options: list[int], now: int, mod: int, state: State, cycle: int) -> int:
    """Among the same month (or quarter, season) of several years, the one that word and tense point to."""
    before = max(o for o in options if o <= now)
    after = min(o for o in options if o >= now)
    if mod:
        strict = [o for o in options if (o - now) * mod > 0]
        return max(strict) if mod < 0 else min(strict)
    back, ahead = now - before, after - now
    if state.tense > 1 and ahead <= cycle * 3 // 4:
        return after
    doubtful = cycle == 12 and state.tense == -1 and ahead <= 3 and back >= 9
    if state.tense < 0 and not doubtful:
        return before
    return before if back <= ahead + cycle // 4 else after


def side_name(mod: int, state: State) -> str:
    return (
        "past" if mod < 0 or (not mod and state.tense < 0) else "to come" if mod > 0 or state.tense > 1 else "nearest"
    )
