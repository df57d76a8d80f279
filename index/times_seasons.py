"""Quarters, halves and seasons.

In: facts and the State. Out: a Reading. Never here: months and days.
"""

from __future__ import annotations

from dataclasses import replace

from index.times_reading import Facts, Reading, State, months, no_day, over, side_name, side_of, year_of
from index.when_forms import span_of

LAST = 9
"""The number of "last" among ordinals."""


def read_quarter(facts: Facts, state: State) -> Reading | None:
    """A quarter or a half; "last" and "this" count from the publication's own."""
    size = 6 if facts.get("half") else 3
    letter, most = ("H", 2) if size == 6 else ("Q", 4)
    nth, year, here = int(facts["nth"]), year_of(facts), state.published
    nth = most if nth == LAST and year is not None else nth
    if not 1 <= nth <= most:
        return None
    if year is None and here is None:
        return no_day(f"XXXX-{letter}{nth}")
    if year is None and here is not None:
        shift = facts.get("n")
        if shift is not None:
            year = here.year + int(shift)
        else:
            now = (here.year * 12 + here.month - 1) // size
            options = [y * most + nth - 1 for y in range(here.year - 1, here.year + 2)]
            mod = int(facts.get("mod", 0)) or (-1 if now - 1 in options else 0)  # the one just over is reported on
            year = (
                side_of(
                    [*options, now - 1] if mod else options, now, mod, replace(state, tense=state.tense or -1), most
                )
                // most
            )
    first = int(year or 0) * 12 + (nth - 1) * size
    return Reading(months(first, size), "interval", f"{first // 12:04d}-{letter}{nth}", "published" if here else None)


def read_same_quarter(facts: Facts, state: State) -> Reading | None:
    """The quarter the article speaks of, else the last one over at publication; `n` quarters away, or in `year`."""
    year, told, here = year_of(facts), state.quarter, state.published
    ahead = facts.get("over") and here and told and told.interval and told.interval.last and told.interval.last >= here
    if told and not ahead:
        start, anchor = _start_of(told), "text"
    elif here:
        start, anchor = here.year * 12 + (here.month - 1) // 3 * 3 - 3, "published"
    else:
        return no_day("XXXX-QX")
    start = start + 3 * int(facts.get("n", 0)) if year is None else year * 12 + start % 12
    return quarter_from(start, anchor, "compared" if facts.get("n") or year else "")


def _start_of(told: Reading) -> int:
    """The first month of a quarter by its number: what a company calls its fourth may end in August."""
    year, number = told.timex.split("-Q")
    return int(year) * 12 + 3 * int(number) - 3


def quarter_from(start: int, anchor: str, side: str = "") -> Reading:
    return Reading(months(start, 3), "interval", f"{start // 12:04d}-Q{start % 12 // 3 + 1}", anchor, side)


def read_season(facts: Facts, state: State) -> Reading | None:
    code, year, here, mod = str(facts["season"]), year_of(facts), state.published, int(facts.get("mod", 0))
    start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    if year is None and (here is None or facts.get("generic")):
        return no_day(f"XXXX-{code}")
    if year is not None:
        return over(span_of(year, start, 3), "season")
    assert here is not None
    if facts.get("n") is not None:
        return over(span_of(here.year + int(facts["n"]), start, 3), "season", "published")
    if facts.get("mod") == 0:
        return over(span_of(here.year, start, 3), "season", "published", "this year")
    now = here.year * 12 + here.month - 1
    options = [y * 12 + start - 1 for y in range(here.year - 2, here.year + 2)]
    if any(0 <= now - o < 3 for o in options):
        now = next(o for o in options if 0 <= now - o < 3)
    return over(months(side_of(options, now, mod, state, 12), 3), "season", "published", side_name(mod, state))
