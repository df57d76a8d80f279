"""What a matched time word means on one possible day of publication.

In: the facts a rule caught (numbers, month, weekday, unit ...) and the state of the reading: the supposed day of
publication, the last dated words before, the tense of the clause. Out: a Reading; None where the words name no date
that exists. Never here: text, rules, candidate sets: `times.tag` reads the article once for each possible day of
publication and joins the readings, which ties every relative word of an article to the same day.

Values follow the TIMEX3 guidelines 1.2.1 (TimeML).
"""

from __future__ import annotations

from collections.abc import Callable

from index.times_dates import (
    read_century,
    read_date,
    read_decade,
    read_holiday,
    read_iso,
    read_month,
    read_nth_weekday,
    read_quarter_ended,
    read_slash,
    read_week_of,
    read_year,
)
from index.times_period import read_duration, read_every, read_fixed
from index.times_reading import Facts, Reading, State
from index.times_seasons import read_quarter, read_same_quarter, read_season
from index.times_shift import read_clock, read_shift, read_weekday


def resolve(make: str, facts: Facts, state: State) -> Reading | None:
    """The reading of a match by the resolver its rule names; None for impossible days and words without value."""
    try:
        return RESOLVERS[make](facts, state)
    except (ValueError, OverflowError, KeyError):
        return None


RESOLVERS: dict[str, Callable[[Facts, State], Reading | None]] = {
    "date": read_date, "iso": read_iso, "slash": read_slash, "month": read_month, "year": read_year,
    "decade": read_decade, "century": read_century,
    "quarter": read_quarter, "season": read_season, "holiday": read_holiday, "weekday": read_weekday,
    "shift": read_shift, "clock": read_clock,
    "duration": read_duration, "every": read_every, "fixed": read_fixed,
    "same_quarter": read_same_quarter, "week_of": read_week_of, "nth_weekday": read_nth_weekday,
    "quarter_ended": read_quarter_ended,
}  # fmt: skip
"""By the name that a rule gives in `make`."""
