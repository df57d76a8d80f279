"""What a matched time word means on one possible day of publication.

In: the facts a rule caught (numbers, month, weekday, unit ...) and the state of the reading: the supposed day of publication, the
last dated words before, the tense of the clause. Out: a Reading, an interval of days with its TIMEX3 value; None where the words
name no date that exists. Never here: text, rules, candidate sets: `times.tag` reads the article once for each possible day of
publication and joins the readings, which ties every relative word of an article to the same day.

Values follow the TIMEX3 guidelines 1.2.1 (TimeML); weekdays, months and days without a year look towards the tense's side.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from index.model import Interval, Precision
from index.when import span_of, timex_of, week_of

Facts = dict[str, Any]
NEAR = 14
"""How many words a named year reaches."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words mean; `interval` None: no days. `anchor` is "published" or "text", None where the words stand alone."""

    interval: Interval | None
    precision: Precision
    timex: str
    anchor: str | None = None
    side: str = ""
    clock: str | None = None
    others: tuple[Interval, ...] = ()  # further days that the words allow


@dataclass(slots=True)
class State:
    """What is known at this point of the article, on one supposed day of publication."""

    published: date | None
    tense: int = 0  # of the clause: -1 past, 1 to come, 0 unknown
    sentence: int = 0
    day: Reading | None = None  # the last reading that is a day
    last: Reading | None = None  # the last reading that has days
    last_sentence: int = -9
    position: int = 0
    last_position: int = -99
    day_sentence: int = -9
    quarter: Reading | None = None
    quarter_sentence: int = -9
    named: dict[int, date] = field(default_factory=dict)  # weekday -> the day it last meant


def resolve(make: str, facts: Facts, state: State) -> Reading | None:
    """The reading of a match by the resolver its rule names; days out of the calendar yield None."""
    try:
        return _RESOLVERS[make](facts, state)
    except (ValueError, OverflowError):
        return None


def remember(reading: Reading, state: State) -> None:
    """Let later words count from this reading."""
    if reading.interval is None or reading.interval.first is None:
        return
    state.last, state.last_sentence, state.last_position = reading, state.sentence, state.position
    if "-Q" in reading.timex and reading.side != "compared":
        state.quarter, state.quarter_sentence = reading, state.sentence
    if reading.precision in ("day", "time"):
        state.day, state.day_sentence = reading, state.sentence
        state.named[reading.interval.first.isoweekday()] = reading.interval.first


# ---------------------------------------------------------------- building readings


def _on(day: date, facts: Facts, anchor: str | None = None, side: str = "") -> Reading:
    """A day, or a part of it."""
    stamp, part = day.isoformat(), facts.get("part")
    if part == "MI":
        return Reading(Interval(day, day), "time", f"{stamp}T12:00", anchor, side, "12:00")
    if facts.get("over_midnight"):
        next_day = Interval(day + timedelta(days=1), day + timedelta(days=1))
        return Reading(Interval(day, day), "day", f"{stamp}T{part}", anchor, side, others=(next_day,))
    return Reading(Interval(day, day), "time" if part else "day", f"{stamp}T{part}" if part else stamp, anchor, side)


def _over(interval: Interval, precision: Precision, anchor: str | None = None, side: str = "") -> Reading:
    return Reading(interval, precision, timex_of([interval], precision), anchor, side)


def _open(timex: str) -> Reading:
    return Reading(None, "unknown", timex)


def _closest(options: list[date], state: State, slack: int = 90) -> tuple[date, str]:
    """Among the same day of several years: the side that the tense names, unless the other is much nearer."""
    here = state.published
    assert here is not None
    before = max((d for d in options if d <= here), default=None)
    after = min((d for d in options if d >= here), default=None)
    if before is None or after is None:
        return (before or after or options[0]), ""
    back, ahead = (here - before).days, (after - here).days
    if state.tense > 1:
        return (before, "nearest") if back <= slack // 6 and ahead > 300 else (after, "to come")
    if state.tense < 0:
        return (after, "nearest") if ahead <= slack and back > 270 else (before, "past")
    return (before, "nearest") if back <= ahead else (after, "nearest")


# ---------------------------------------------------------------- dates


def _date(facts: Facts, state: State) -> Reading | None:
    number, named = int(facts["day"]), facts.get("weekday")
    if "month" not in facts:
        return _day_of_month(number, named, facts, state)
    month, year = int(facts["month"]), _year_of(facts)
    if year is not None:
        return _on(date(year, month, number), facts)
    if not named and not facts.get("mod") and (told := _told_year(state)) is not None:
        return _on(date(told, month, number), facts, "text")
    here = state.published
    if here is None:
        date(2000, month, number)
        return _open(f"XXXX-{month:02d}-{number:02d}" + (f"T{facts['part']}" if facts.get("part") else ""))
    options = [d for y in range(here.year - 4, here.year + 5) if (d := _day_or_none(y, month, number))]
    options = [d for d in options if named and d.isoweekday() == named] or [d for d in options if abs(d.year - here.year) < 2] or options
    mod = facts.get("mod", 0)
    if mod:
        options = [d for d in options if (d - here).days * mod > 0] or options
    if not options:
        return None
    chosen, side = _closest(options, state)
    return _on(chosen, facts, "published", side)


def _day_or_none(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _year_of(facts: Facts) -> int | None:
    if (year := facts.get("year")) is not None:
        return int(year)
    if (short := facts.get("yy")) is not None:
        return int(short) + (1900 if short >= 40 else 2000)
    return None


def _told_year(state: State) -> int | None:
    """The year that has just been named ("two in 1997, in January and in October")."""
    last = state.last
    if not (last and last.interval and last.interval.first and state.last_sentence == state.sentence):
        return None
    if state.position - state.last_position > NEAR:
        return None
    year = last.interval.first.year
    if state.tense > 0 and state.published and year < state.published.year:
        return None
    return year if last.precision == "year" or (last.precision in ("month", "day") and last.anchor != "published") else None


def _day_of_month(number: int, named: int | None, facts: Facts, state: State) -> Reading | None:
    """ "Wednesday the 13th": the near day that has both; without a weekday, this month's."""
    here = state.published
    if here is None:
        return _open(f"XXXX-XX-{number:02d}")
    if named is None:
        return _on(here.replace(day=number), facts, "published")
    near = [here + timedelta(days=n) for n in range(-60, 61)]
    options = [d for d in near if d.day == number and d.isoweekday() == named]
    if not options:
        return None
    return _on(min(options, key=lambda d: abs((d - here).days)), facts, "published", "nearest")


def _iso(facts: Facts, state: State) -> Reading | None:
    text = facts["iso"]
    if len(text) == 7:
        return _over(span_of(int(text[:4]), int(text[5:7])), "month")
    day, clock = date.fromisoformat(text[:10]), text[11:16] or None
    return Reading(Interval(day, day), "time" if clock else "day", text[:16], clock=clock)


def _slash(facts: Facts, state: State) -> Reading | None:
    first, second, year = (int(p) for p in facts["slash"].replace(".", "/").split("/"))
    year = year if year > 99 else year + (1900 if year >= 40 else 2000)
    number, month = (first, second) if facts.get("order") == "dmy" else (second, first)
    if month > 12 >= number:
        number, month = month, number
    elif number <= 12 and number != month and facts.get("order") != "dmy":
        return _sure_order(number, month, year)
    return _on(date(year, month, number), facts)


def _sure_order(number: int, month: int, year: int) -> Reading:
    """03/04/2023 in English is the 4th of March or the 3rd of April: both are kept."""
    swapped = date(year, number, month)
    return replace(_on(date(year, month, number), {}), others=(Interval(swapped, swapped),))


def _month(facts: Facts, state: State) -> Reading | None:
    number, year, mod = int(facts["month"]), _year_of(facts), facts.get("mod", 0)
    if year is not None:
        return _over(span_of(year, number), "month")
    here = state.published
    if not mod and (told := _told_year(state)) is not None and state.last and state.last.precision in ("year", "month"):
        return _over(span_of(told, number), "month", "text")
    if here is None:
        return _open(f"XXXX-{number:02d}")
    if facts.get("mod") == 0:
        return _over(span_of(here.year, number), "month", "published", "this year")
    if "year_shift" in facts:
        return _over(span_of(here.year + facts["year_shift"], number), "month", "published")
    now, years = here.year * 12 + here.month - 1, range(here.year - 1, here.year + 2)
    options = [y * 12 + number - 1 for y in years]
    return _over(_months(_side(options, now, mod, state, 12), 1), "month", "published", _side_name(mod, state))


def _side(options: list[int], now: int, mod: int, state: State, cycle: int) -> int:
    """Among the same month (or quarter, season) of several years, the one that word and tense point to."""
    before = max(o for o in options if o <= now)
    after = min(o for o in options if o >= now)
    if mod:
        strict = [o for o in options if (o - now) * mod > 0]
        return max(strict) if mod < 0 else min(strict)
    back, ahead = now - before, after - now
    if state.tense > 1 and ahead <= cycle * 3 // 4:
        return after
    if state.tense < 0 and not ahead <= cycle // 4 < cycle * 3 // 4 <= back:
        return before
    return before if back <= ahead + cycle // 4 else after


def _side_name(mod: int, state: State) -> str:
    return "past" if mod < 0 or (not mod and state.tense < 0) else "to come" if mod > 0 or state.tense > 1 else "nearest"


def _months(first: int, count: int) -> Interval:
    return span_of(first // 12, first % 12 + 1, count)


def _year(facts: Facts, state: State) -> Reading | None:
    year = _year_of(facts)
    return None if year is None else _over(span_of(year), "year")


def _decade(facts: Facts, state: State) -> Reading | None:
    first = int(facts.get("decade") or facts.get("tens") or 0)
    first = first if first > 99 else first + (1900 if first >= 20 else 2000)
    first -= first % 10
    return _over(Interval(date(first, 1, 1), date(first + 9, 12, 31)), "decade")


def _century(facts: Facts, state: State) -> Reading | None:
    first = (int(facts["nth"]) - 1) * 100
    return _over(Interval(date(max(first, 1), 1, 1), date(first + 99, 12, 31)), "interval") if first else _open("00XX")


def _quarter(facts: Facts, state: State) -> Reading | None:
    """A quarter or a half; "last" and "this" count from the publication's own."""
    size = 6 if facts.get("half") else 3
    letter, most = ("H", 2) if size == 6 else ("Q", 4)
    nth, year, here = int(facts["nth"]), _year_of(facts), state.published
    if not 1 <= nth <= most:
        return None
    if year is None and here is None:
        return _open(f"XXXX-{letter}{nth}")
    if year is None and here is not None:
        shift = facts.get("n")
        if shift is not None:
            year = here.year + int(shift)
        else:
            now = (here.year * 12 + here.month - 1) // size
            options = [y * most + nth - 1 for y in range(here.year - 1, here.year + 2)]
            mod = int(facts.get("mod", 0)) or (-1 if now - 1 in options else 0)  # the quarter just over is the one reported on
            year = _side([*options, now - 1] if mod else options, now, mod, replace(state, tense=state.tense or -1), most) // most
    first = int(year or 0) * 12 + (nth - 1) * size
    return Reading(_months(first, size), "interval", f"{first // 12:04d}-{letter}{nth}", "published" if here else None)


def _same_quarter(facts: Facts, state: State) -> Reading | None:
    """The quarter that the article speaks of, else the last one that was over at publication; `n` quarters away from it."""
    if state.quarter and state.quarter.interval and state.quarter.interval.first:
        first, anchor = state.quarter.interval.first, "text"
    elif state.published:
        first, anchor = state.published, "published"
    else:
        return _open("XXXX-QX")
    start = first.year * 12 + (first.month - 1) // 3 * 3 - (3 if anchor == "published" else 0) + 3 * int(facts.get("n", 0))
    return _quarter_from(start, anchor, "compared" if facts.get("n") else "")


def _quarter_from(start: int, anchor: str, side: str = "") -> Reading:
    return Reading(_months(start, 3), "interval", f"{start // 12:04d}-Q{start % 12 // 3 + 1}", anchor, side)


def _season(facts: Facts, state: State) -> Reading | None:
    code, year, here, mod = str(facts["season"]), _year_of(facts), state.published, int(facts.get("mod", 0))
    start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    if year is None and (here is None or facts.get("generic")):
        return _open(f"XXXX-{code}")
    if year is not None:
        return _over(span_of(year, start, 3), "season")
    assert here is not None
    if facts.get("n") is not None:
        return _over(span_of(here.year + int(facts["n"]), start, 3), "season", "published")
    if facts.get("mod") == 0:
        return _over(span_of(here.year, start, 3), "season", "published", "this year")
    now = here.year * 12 + here.month - 1
    options = [y * 12 + start - 1 for y in range(here.year - 2, here.year + 2)]
    if any(0 <= now - o < 3 for o in options):
        now = next(o for o in options if 0 <= now - o < 3)
    return _over(_months(_side(options, now, mod, state, 12), 3), "season", "published", _side_name(mod, state))


def _nth_weekday(facts: Facts, state: State) -> Reading | None:
    """ "the first Sunday of October", "le premier dimanche du printemps"."""
    around = _season(facts, state) if "season" in facts else _month(facts, state)
    told = _told_year(state)
    if around is None or around.interval is None or around.interval.first is None:
        return None
    start = around.interval.first
    if "season" in facts:
        start = start.replace(year=told or start.year, day=21 if start.month != 9 else 23)
    nth = int(facts["nth"])
    if facts.get("last") or nth == 9:
        end = around.interval.last or start
        return _on(end - timedelta(days=(end.isoweekday() - facts["weekday"]) % 7), facts, around.anchor)
    return _on(start + timedelta(days=(facts["weekday"] - start.isoweekday()) % 7 + 7 * (nth - 1)), facts, around.anchor)


def easter(year: int) -> date:
    """Western Easter Sunday (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _holiday_in(name: str, year: int) -> date:
    """ "12-25", "easter+49", or "11-4#4" (the fourth Thursday of November)."""
    if name.startswith("easter"):
        return easter(year) + timedelta(days=int(name[6:]))
    if "#" in name:
        month, weekday, nth = int(name[:2]), int(name[3]), int(name[5:])
        first = date(year, month, 1)
        if nth == 9:  # the last one
            last = span_of(year, month).last or first
            return last - timedelta(days=(last.isoweekday() - weekday) % 7)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    return date(year, int(name[:2]), int(name[3:]))


def _holiday(facts: Facts, state: State) -> Reading | None:
    year, here, name = _year_of(facts), state.published, str(facts["holiday"])
    if year is not None:
        return _on(_holiday_in(name, year), facts)
    if here is None:
        return _open(f"XXXX-{name}" if name[0].isdigit() and "#" not in name else "XXXX-XX-XX")
    mod = facts.get("mod", 0)
    options = [_holiday_in(name, y) for y in range(here.year - 1, here.year + 2)]
    options = [d for d in options if not mod or (d - here).days * mod > 0]
    chosen, side = _closest(options, state)
    return _on(chosen, facts, "published", side)


# ---------------------------------------------------------------- weekdays


def _weekday(facts: Facts, state: State) -> Reading | None:
    """The weekday of the publication's surroundings: strictly before or after with a word, else by tense, today included."""
    wanted, here, mod = int(facts["weekday"]), state.published, int(facts.get("mod", 0))
    if abs(mod) == 2 and state.day and state.day.interval and state.day.interval.first:
        here, mod, anchor = state.day.interval.first, mod // 2, "text"
    else:
        anchor = "published"
    if here is None:
        return _open(f"XXXX-WXX-{wanted}" + (f"T{facts['part']}" if facts.get("part") else ""))
    if "week" in facts:
        monday = here - timedelta(days=here.weekday()) + timedelta(days=7 * facts["week"])
        return _on(monday + timedelta(days=wanted - 1), facts, anchor)
    if not mod and state.tense == 0 and (told := state.named.get(wanted)) and abs((told - here).days) <= 7:
        return _on(told, facts, "text", "as told")
    ahead, back = (wanted - here.isoweekday()) % 7, (here.isoweekday() - wanted) % 7
    if mod < 0 or (mod == 0 and state.tense <= 0):
        return _on(here - timedelta(days=(back or 7) if mod else back), facts, anchor, "past")
    extra = int(facts.get("extra", 0))
    return _on(here + timedelta(days=((ahead or 7) if mod else ahead) + extra), facts, anchor, "to come")


# ---------------------------------------------------------------- counted from an anchor

_STEPS = {"M": 1, "Q": 3, "HY": 6, "Y": 12, "DE": 120, "CE": 1200}


def _shift(facts: Facts, state: State) -> Reading | None:
    unit = facts["unit"]
    count = facts.get("n", 0) if facts.get("n") != "X" else None
    if count is None:
        if facts.get("anchor") == "text":
            return _open(period("X", str(unit)))
        return _open("PAST_REF" if facts.get("sign", 1) < 0 else "FUTURE_REF")
    steps = count * facts.get("sign", 1)
    base, anchor = _anchor(facts, state)
    if unit in ("H", "MIN", "S"):
        return None
    if base is None:
        return _open(_masked(unit, facts))
    if unit == "WE" and steps == 0 and base.first and base.first.weekday() < 5 and (state.tense < 0 or (state.tense == 0 and facts.get("just"))):
        steps = -1
    if unit in ("D", "W", "WE", "N"):
        return _shift_days(unit, steps, base, anchor, facts)
    if steps != int(steps):
        unit, steps = ("M", steps * 12) if unit == "Y" else ("D", steps * 30)
        if unit == "D":
            return _open("PXD")
    return _shift_months(unit, int(steps), base, anchor, facts, state)


def _anchor(facts: Facts, state: State) -> tuple[Interval | None, str]:
    """What to count from: the publication, or the last dated words of the article."""
    if facts.get("anchor") == "text":
        exact = facts["unit"] in ("D", "N", "WE")
        if facts.get("part") and state.sentence - state.day_sentence > 2 and state.published:
            return Interval(state.published, state.published), "published"
        reading = state.day if exact or (state.day and state.last and state.last.precision not in _COARSE) else state.last
        if reading and reading.interval and reading.interval.first:
            return reading.interval, "text"
        if exact and state.last is not None:
            return None, "text"
    day = state.published
    return (Interval(day, day), "published") if day else (None, "published")


_COARSE = ("month", "year", "week", "season", "interval", "decade")


def _masked(unit: str, facts: Facts) -> str:
    part = f"T{facts['part']}" if facts.get("part") else ""
    return {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX"}.get(unit, "XXXX") + part


def _shift_days(unit: str, steps: float, base: Interval, anchor: str, facts: Facts) -> Reading | None:
    assert base.first is not None
    if unit in ("D", "N"):
        return _on(base.first + timedelta(days=int(steps)), facts, anchor)
    week = week_of(base.first + timedelta(days=int(steps * 7)))
    if unit == "W" or week.first is None:
        return _over(week, "week", anchor)
    saturday = week.first + timedelta(days=5)
    year, number, _ = week.first.isocalendar()
    return Reading(Interval(saturday, week.last), "interval", f"{year:04d}-W{number:02d}-WE", anchor)


def _shift_months(unit: str, steps: int, base: Interval, anchor: str, facts: Facts, state: State) -> Reading | None:
    assert base.first is not None
    size = _STEPS.get(unit, 12)
    if unit == "Y" and facts.get("compared") and state.quarter and state.sentence - state.quarter_sentence <= 2:
        return _same_quarter({"n": 4 * steps}, state)
    if unit == "DE" and steps < 0 and facts.get("compared"):
        unit, size, steps = "Y", 12, steps * 10  # "a decade ago" is about a year, not a calendar decade
    start = base.first.year * 12 + base.first.month - 1 + steps * size
    if facts.get("exact") and base.first == base.last and unit in ("Y", "M"):
        return _over(_months(start, 1), "month", anchor)
    start -= start % size
    interval = _months(start, size)
    if unit == "Q":
        return _quarter_from(start, anchor)
    if unit == "HY":
        return Reading(interval, "interval", f"{start // 12:04d}-H{start % 12 // 6 + 1}", anchor)
    precision: Precision = {"M": "month", "Y": "year", "DE": "decade"}.get(unit, "interval")  # type: ignore[assignment]
    return _over(interval, precision, anchor)


def _week_of(facts: Facts, state: State) -> Reading | None:
    """ "the week of March 6"."""
    day = _date(facts, state)
    return _over(week_of(day.interval.first), "week", day.anchor) if day and day.interval and day.interval.first else day


def _clock(facts: Facts, state: State) -> Reading | None:
    """A time of day; its day is named beside it, or sought in the words before, or is the day of publication."""
    hour, minute = _hour(facts)
    if hour > 24 or minute > 59:
        return None
    clock = f"{hour:02d}:{minute:02d}"
    day, anchor = _clock_day(facts, state, hour)
    if day is None:
        return _open(f"XXXX-XX-XXT{clock}")
    return Reading(Interval(day, day), "time", f"{day}T{clock}", anchor, clock=clock)


def _hour(facts: Facts) -> tuple[int, int]:
    told = facts.get("word") or facts.get("clock")
    hour, minute = (int(p) for p in str(told).split(":")[:2]) if told else (int(facts["hour"]), int(facts.get("minute", 0)))
    half = facts.get("ampm")
    if half == "pm" and hour < 12:
        hour += 12
    return (0 if half == "am" and hour == 12 else hour), minute


def _clock_day(facts: Facts, state: State, hour: int) -> tuple[date | None, str | None]:
    named = None
    if "weekday" in facts:
        named = _weekday(facts, state)
    elif "day" in facts:
        named = _date(facts, state)
    elif "n" in facts:
        named = _shift({"unit": "D", "n": facts["n"]}, state)
    elif state.day and state.sentence - state.day_sentence <= 3:
        named = replace(state.day, anchor="text")
    if named and named.others and hour < 12 and named.interval and named.interval.first:
        return named.interval.first + timedelta(days=1), named.anchor  # "2 h" in the night from Monday to Tuesday
    if named:
        return (named.interval.first if named.interval else None), named.anchor
    return state.published, "published"


# ---------------------------------------------------------------- no days


def _duration(facts: Facts, state: State) -> Reading | None:
    return _open(period(facts.get("n", 1), str(facts["unit"])))


def period(count: float | str, unit: str) -> str:
    """ISO 8601 period as TIMEX3 writes it: P3D, PT30M, PXY, P20Y for two decades."""
    times, letter = {"DE": (10, "Y"), "CE": (100, "Y"), "ML": (1000, "Y"), "HY": (6, "M"), "Y5": (5, "Y"), "Y7": (7, "Y")}.get(unit, (1, unit))
    letter = {"MIN": "M", "N": "D", "WE": "D"}.get(letter, letter)
    clock = "T" if unit in ("H", "MIN", "S") else ""
    if isinstance(count, str):
        return f"P{clock}X{ {'DE': 'E', 'CE': 'C'}.get(unit, letter) }"
    value = count * times
    if value != int(value) and letter == "Y" and value * 12 == int(value * 12):
        whole, months = divmod(int(value * 12), 12)
        return f"P{whole}Y{months}M" if whole else f"P{months}M"
    if value != int(value) and unit == "H" and value * 60 == int(value * 60):
        whole, minutes = divmod(int(value * 60), 60)
        return f"PT{whole}H{minutes}M" if whole else f"PT{minutes}M"
    return f"P{clock}{value:g}{letter}" if value < 1e6 else f"P{clock}{int(value)}{letter}"


def _every(facts: Facts, state: State) -> Reading | None:
    if "weekday" in facts:
        return _open(f"XXXX-WXX-{facts['weekday']}" + (f"T{facts['part']}" if facts.get("part") else ""))
    if "month" in facts:
        return _open(f"XXXX-{int(facts['month']):02d}")
    return _open(period(facts.get("n", 1), str(facts["unit"])))


def _fixed(facts: Facts, state: State) -> Reading | None:
    return _open(str(facts["timex"]))


_RESOLVERS: dict[str, Callable[[Facts, State], Reading | None]] = {
    "date": _date, "iso": _iso, "slash": _slash, "month": _month, "year": _year, "decade": _decade, "century": _century,
    "quarter": _quarter, "season": _season, "holiday": _holiday, "weekday": _weekday, "shift": _shift, "clock": _clock,
    "duration": _duration, "every": _every, "fixed": _fixed,
    "same_quarter": _same_quarter, "week_of": _week_of, "nth_weekday": _nth_weekday,
}  # fmt: skip
