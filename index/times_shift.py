"""Words that count from a day: weekdays, "hier", "last month", "three years ago", "two days later", clock times.

In: facts and the State. Out: a Reading, counted from the publication or from the last dated words of the article.
Never here: dates that stand alone (times_dates.py).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from index.model import Interval, Precision
from index.times_dates import read_date
from index.times_period import period
from index.times_reading import Facts, Reading, State, months, no_day, on_day, over, stamp_of_part
from index.times_seasons import quarter_from, read_same_quarter
from index.when_forms import week_of


def read_weekday(facts: Facts, state: State) -> Reading | None:
    """The weekday near the publication: strictly before or after with a word, else by tense, today included."""
    wanted, here, mod = int(facts["weekday"]), state.published, int(facts.get("mod", 0))
    if abs(mod) == 2 and state.day and state.day.interval and state.day.interval.first:
        here, mod, anchor = state.day.interval.first, mod // 2, "text"
    else:
        anchor = "published"
    if here is None:
        return no_day(f"XXXX-WXX-{wanted}" + stamp_of_part(facts))
    if "week" in facts:
        monday = here - timedelta(days=here.weekday()) + timedelta(days=7 * facts["week"])
        return on_day(monday + timedelta(days=wanted - 1), facts, anchor)
    if not mod and state.tense == 0 and (told := state.named.get(wanted)) and abs((told - here).days) <= 7:
        return on_day(told, facts, "text", "as told")
    ahead, back = (wanted - here.isoweekday()) % 7, (here.isoweekday() - wanted) % 7
    if mod < 0 or (mod == 0 and state.tense <= 0):
        return on_day(here - timedelta(days=(back or 7) if mod else back), facts, anchor, "past")
    extra = int(facts.get("extra", 0))
    return on_day(here + timedelta(days=((ahead or 7) if mod else ahead) + extra), facts, anchor, "to come")


_STEPS = {"M": 1, "Q": 3, "HY": 6, "Y": 12, "DE": 120, "CE": 1200}


_COARSE = ("month", "year", "week", "season", "interval", "decade")


def read_shift(facts: Facts, state: State) -> Reading | None:
    unit = facts["unit"]
    count = facts.get("n", 0) if facts.get("n") != "X" else None
    if count is None:
        if facts.get("anchor") == "text":
            return no_day(period("X", str(unit)))
        return no_day("PAST_REF" if facts.get("sign", 1) < 0 else "FUTURE_REF")
    steps = count * facts.get("sign", 1)
    if unit in ("H", "MIN", "S"):
        return None
    if facts.get("anchor") == "text" and unit in ("D", "N") and (coarse := _coarser(state)):
        return _some_day(coarse) if steps == 0 and "part" not in facts else no_day(_masked("D", facts))
    base, anchor = _anchor(facts, state)
    if base is None:
        return no_day(_masked(unit, facts))
    if (
        unit == "WE"
        and steps == 0
        and base.first
        and base.first.weekday() < 5
        and (state.tense < 0 or (state.tense == 0 and facts.get("just")))
    ):
        steps = -1
    if unit in ("D", "W", "WE", "N"):
        return _shift_days(unit, steps, base, anchor, facts)
    if steps != int(steps):
        unit, steps = ("M", steps * 12) if unit == "Y" else ("D", steps * 30)
        if unit == "D":
            return no_day("PXD")
    return _shift_months(unit, int(steps), base, anchor, facts, state)


def _anchor(facts: Facts, state: State) -> tuple[Interval | None, str]:
    """What to count from: the publication, or the last dated words of the article."""
    if facts.get("anchor") == "text":
        exact = facts["unit"] in ("D", "N", "WE")
        if facts.get("part") and state.sentence - state.day_sentence > 2 and state.published:
            return Interval(state.published, state.published), "published"
        told = state.told if exact and facts.get("n", 0) in (-1, -2) and "sign" not in facts else state.day
        reading = told if exact or (state.day and state.last and state.last.precision not in _COARSE) else state.last
        if reading and reading.interval and reading.interval.first:
            return reading.interval, "text"
        if exact and state.last is not None:
            return None, "text"
    day = state.published
    return (Interval(day, day), "published") if day else (None, "published")


def _coarser(state: State) -> Reading | None:
    """The last dated words, where they are a month or longer and nearer than any day ("last October … that day")."""
    last = state.last
    coarse = last is not None and last.precision in ("month", "season", "year", "decade")
    return last if coarse and state.day_sentence < state.last_sentence >= state.sentence - 1 else None


def _some_day(coarse: Reading) -> Reading:
    """One day of a month; of anything longer only the days it lies between."""
    timex = coarse.timex + "-XX" if coarse.precision == "month" else coarse.timex
    return replace(coarse, timex=timex, anchor="text")


def _masked(unit: str, facts: Facts) -> str:
    part = stamp_of_part(facts)
    return {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX"}.get(unit, "XXXX") + part


def _shift_days(unit: str, steps: float, base: Interval, anchor: str, facts: Facts) -> Reading | None:
    assert base.first is not None
    if unit in ("D", "N"):
        reading = on_day(base.first + timedelta(days=int(steps)), facts, anchor)
        return replace(reading, eve=anchor == "text" and steps < 0)
    week = week_of(base.first + timedelta(days=int(steps * 7)))
    if unit == "W" or week.first is None:
        return over(week, "week", anchor)
    saturday = week.first + timedelta(days=5)
    year, number, _ = week.first.isocalendar()
    return Reading(Interval(saturday, week.last), "interval", f"{year:04d}-W{number:02d}-WE", anchor)


def _shift_months(unit: str, steps: int, base: Interval, anchor: str, facts: Facts, state: State) -> Reading | None:
    assert base.first is not None
    size = _STEPS.get(unit, 12)
    if unit == "Y" and facts.get("compared") and state.quarter and state.sentence - state.quarter_sentence <= 2:
        return read_same_quarter({"n": 4 * steps}, state)
    if unit == "DE" and steps < 0 and facts.get("compared"):
        unit, size, steps = "Y", 12, steps * 10  # "a decade ago" is about a year, not a calendar decade
    start = base.first.year * 12 + base.first.month - 1 + steps * size
    start -= start % size
    interval = months(start, size)
    if unit == "Q":
        return quarter_from(start, anchor)
    if unit == "HY":
        return Reading(interval, "interval", f"{start // 12:04d}-H{start % 12 // 6 + 1}", anchor)
    precision: Precision = {"M": "month", "Y": "year", "DE": "decade"}.get(unit, "interval")  # type: ignore[assignment]
    return over(interval, precision, anchor)


def read_clock(facts: Facts, state: State) -> Reading | None:
    """A time of day; its day is named beside it, or sought in the words before, or is the day of publication."""
    hour, minute = _hour(facts)
    if hour > 24 or minute > 59:
        return None
    clock = f"{hour:02d}:{minute:02d}"
    day, anchor = _clock_day(facts, state, hour)
    if day is None:
        return no_day(f"XXXX-XX-XXT{clock}")
    return Reading(Interval(day, day), "time", f"{day}T{clock}", anchor, clock=clock)


def _hour(facts: Facts) -> tuple[int, int]:
    told = facts.get("word") or facts.get("clock")
    hour, minute = (
        (int(p) for p in str(told).split(":")[:2]) if told else (int(facts["hour"]), int(facts.get("minute", 0)))
    )
    half = facts.get("ampm")
    if half == "pm" and hour < 12:
        hour += 12
    return (0 if half == "am" and hour == 12 else hour), minute


def _clock_day(facts: Facts, state: State, hour: int) -> tuple[date | None, str | None]:
    named = None
    if "weekday" in facts:
        named = read_weekday(facts, state)
    elif "day" in facts:
        named = read_date(facts, state)
    elif "n" in facts:
        named = read_shift({"unit": "D", "n": facts["n"]}, state)
    elif state.day and state.sentence - state.day_sentence <= 3:
        named = replace(state.day, anchor="text")
    if named and named.others and hour < 12 and named.interval and named.interval.first:
        return named.interval.first + timedelta(days=1), named.anchor  # "2 h" in the night from Monday to Tuesday
    if named:
        return (named.interval.first if named.interval else None), named.anchor
    return state.published, "published"
