"""Calendar dates: days, months, years, decades, centuries, holidays, the nth weekday of a month.

In: facts and the State. Out: a Reading, or None for a date that does not exist. Without a year the tense's side of the
publication is taken. Never here: words that count from a day (times_shift.py), quarters and seasons (times_seasons.py).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from index.model import Interval
from index.times_reading import (
    Facts,
    Reading,
    State,
    closest,
    day_or_none,
    months,
    no_day,
    on_day,
    over,
    side_name,
    side_of,
    stamp_of_part,
    told_year,
    year_of,
)
from index.times_seasons import read_season
from index.when_forms import span_of, week_of


def read_date(facts: Facts, state: State) -> Reading | None:
    number, named = int(facts["day"]), facts.get("weekday")
    if "month" not in facts:
        return _day_of_month(number, named, facts, state)
    month, year = int(facts["month"]), year_of(facts)
    if year is not None:
        return on_day(date(year, month, number), facts)
    if not named and not facts.get("mod") and (told := told_year(state)) is not None:
        return on_day(date(told, month, number), facts, "text")
    here = state.published
    if here is None:
        date(2000, month, number)
        return no_day(f"XXXX-{month:02d}-{number:02d}" + stamp_of_part(facts))
    options = [d for y in range(here.year - 4, here.year + 5) if (d := day_or_none(y, month, number))]
    options = (
        [d for d in options if named and d.isoweekday() == named]
        or [d for d in options if abs(d.year - here.year) < 2]
        or options
    )
    mod = facts.get("mod", 0)
    if mod:
        options = [d for d in options if (d - here).days * mod > 0] or options
    if not options:
        return None
    chosen, side = closest(options, state)
    return on_day(chosen, facts, "published", side)


def _day_of_month(number: int, named: int | None, facts: Facts, state: State) -> Reading | None:
    """ "Wednesday the 13th": the near day that has both; without a weekday, this month's."""
    here = state.published
    if here is None:
        return no_day(f"XXXX-XX-{number:02d}")
    if named is None:
        return on_day(here.replace(day=number), facts, "published")
    near = [here + timedelta(days=n) for n in range(-60, 61)]
    options = [d for d in near if d.day == number and d.isoweekday() == named]
    if not options:
        return None
    return on_day(min(options, key=lambda d: abs((d - here).days)), facts, "published", "nearest")


def read_iso(facts: Facts, state: State) -> Reading | None:
    text = facts["iso"]
    if len(text) == 7:
        return over(span_of(int(text[:4]), int(text[5:7])), "month")
    day, clock = date.fromisoformat(text[:10]), text[11:16] or None
    return Reading(Interval(day, day), "time" if clock else "day", text[:16], clock=clock)


def read_slash(facts: Facts, state: State) -> Reading | None:
    first, second, year = (int(p) for p in facts["slash"].replace(".", "/").split("/"))
    year = year if year > 99 else year + (1900 if year >= 40 else 2000)
    number, month = (first, second) if facts.get("order") == "dmy" else (second, first)
    if month > 12 >= number:
        number, month = month, number
    elif number <= 12 and number != month and facts.get("order") != "dmy":
        return _sure_order(number, month, year)
    return on_day(date(year, month, number), facts)


def _sure_order(number: int, month: int, year: int) -> Reading:
    """03/04/2023 in English is the 4th of March or the 3rd of April: both are kept."""
    swapped = date(year, number, month)
    return replace(on_day(date(year, month, number), {}), others=(Interval(swapped, swapped),))


def read_month(facts: Facts, state: State) -> Reading | None:
    number, year, mod = int(facts["month"]), year_of(facts), facts.get("mod", 0)
    if year is not None:
        return over(span_of(year, number), "month")
    here = state.published
    if not mod and (told := told_year(state)) is not None and state.last and state.last.precision in ("year", "month"):
        return over(span_of(told, number), "month", "text")
    if here is None:
        return no_day(f"XXXX-{number:02d}")
    if facts.get("mod") == 0:
        return over(span_of(here.year, number), "month", "published", "this year")
    if "year_shift" in facts:
        return over(span_of(here.year + facts["year_shift"], number), "month", "published")
    now, years = here.year * 12 + here.month - 1, range(here.year - 1, here.year + 2)
    options = [y * 12 + number - 1 for y in years]
    return over(months(side_of(options, now, mod, state, 12), 1), "month", "published", side_name(mod, state))


def read_year(facts: Facts, state: State) -> Reading | None:
    year = year_of(facts)
    return None if year is None else over(span_of(year), "year")


def read_decade(facts: Facts, state: State) -> Reading | None:
    first = int(facts.get("decade") or facts.get("tens") or 0)
    first = first if first > 99 else first + (1900 if first >= 20 else 2000)
    first -= first % 10
    return over(Interval(date(first, 1, 1), date(first + 9, 12, 31)), "decade")


def read_century(facts: Facts, state: State) -> Reading | None:
    first = (int(facts["nth"]) - 1) * 100
    return over(Interval(date(max(first, 1), 1, 1), date(first + 99, 12, 31)), "interval") if first else no_day("00XX")


def read_nth_weekday(facts: Facts, state: State) -> Reading | None:
    """ "the first Sunday of October", "le premier dimanche du printemps"."""
    around = read_season(facts, state) if "season" in facts else read_month(facts, state)
    told = told_year(state)
    if around is None or around.interval is None or around.interval.first is None:
        return None
    start = around.interval.first
    if "season" in facts:
        start = start.replace(year=told or start.year, day=21 if start.month != 9 else 23)
    nth = int(facts["nth"])
    if facts.get("last") or nth == 9:
        end = around.interval.last or start
        return on_day(end - timedelta(days=(end.isoweekday() - facts["weekday"]) % 7), facts, around.anchor)
    return on_day(
        start + timedelta(days=(facts["weekday"] - start.isoweekday()) % 7 + 7 * (nth - 1)), facts, around.anchor
    )


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


def read_holiday(facts: Facts, state: State) -> Reading | None:
    year, here, name = year_of(facts), state.published, str(facts["holiday"])
    if year is not None:
        return on_day(_holiday_in(name, year), facts)
    if here is None:
        return no_day(f"XXXX-{name}" if name[0].isdigit() and "#" not in name else "XXXX-XX-XX")
    mod = facts.get("mod", 0)
    options = [_holiday_in(name, y) for y in range(here.year - 1, here.year + 2)]
    options = [d for d in options if not mod or (d - here).days * mod > 0]
    chosen, side = closest(options, state)
    return on_day(chosen, facts, "published", side)


def read_week_of(facts: Facts, state: State) -> Reading | None:
    """ "the week of March 6"."""
    day = read_holiday(facts, state) if "holiday" in facts else read_date(facts, state)
    return over(week_of(day.interval.first), "week", day.anchor) if day and day.interval and day.interval.first else day


def read_quarter_ended(facts: Facts, state: State) -> Reading | None:
    """ "the quarter ended Sept. 30": the three months up to that day, under the number that the company gives it."""
    day = read_date(facts, state) if "day" in facts else read_month(facts, state)
    if day is None or day.interval is None or day.interval.last is None:
        return day
    last = day.interval.last
    whole = months(last.year * 12 + last.month - 3, 3)
    first = whole.first if last == whole.last and whole.first else last - THIRTEEN_WEEKS
    middle = first + THIRTEEN_WEEKS / 2
    number = facts.get("nth") or (middle.month + 2) // 3
    return Reading(Interval(first, last), "interval", f"{middle.year:04d}-Q{number}", day.anchor, day.side)


THIRTEEN_WEEKS = timedelta(days=90)
"""From the first to the last day of a company's quarter that ends with no month."""
