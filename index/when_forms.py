"""How stretches of days are written: EDTF (ISO 8601-2) and TIMEX3.

In: candidate intervals and their precision. Out: the two notations. Never here: reading a date, or choosing one.

EDTF level 2 is written: `2023-09-13`, `2023-09`, `2023-21` (a season), `2023-33` (a quarter), `198X`,
`2023-09-11/2023-09-17` (a week), `2021/..` (open), `[2023-09-06,2023-09-13]` and `[2023-09-01..2023-09-30]` (one of).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from index.model import Interval, Precision

QUARTERS = {33: 1, 34: 4, 35: 7, 36: 10}
SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}
_SEASON_CODES = {start: code for code, start in SEASONS.items()}
_QUARTER_CODES = {start: code for code, start in QUARTERS.items()}
_LAST = date.max
_DAY = timedelta(days=1)


def span_of(year: int, month: int | None = None, months: int = 1) -> Interval:
    """The days of a year, or of `months` months from `month` on (which may run into the next year)."""
    if month is None:
        return Interval(date(year, 1, 1), date(year, 12, 31))
    last = year * 12 + month - 1 + months - 1
    last_year, last_month = min(divmod(last, 12), (9999, 11))
    return Interval(date(year, month, 1), date(last_year, last_month + 1, monthrange(last_year, last_month + 1)[1]))


def week_of(of: date) -> Interval:
    """Monday to Sunday around a day, cut at the ends of the calendar."""
    monday = max(of.toordinal() - of.weekday(), 1)
    return Interval(date.fromordinal(monday), date.fromordinal(min(monday + 6, _LAST.toordinal())))


def runs_of(days: list[Interval]) -> Iterator[Interval]:
    """Neighbouring intervals joined."""
    first, last = days[0]
    for interval in days[1:]:
        if last and interval.first and interval.first <= last + _DAY:
            last = max(last, interval.last) if interval.last else None
        else:
            yield Interval(first, last)
            first, last = interval
    yield Interval(first, last)


def edtf_of(candidates: list[Interval], precision: Precision, each: Precision, clock: str | None = None) -> str:
    """EDTF of candidates; `each` is the precision of one. Sets of weeks or seasons become the interval around."""
    if precision != "set":
        return _one(candidates[0], precision, clock)
    if each in ("day", "time") and all(c.first and c.last for c in candidates):
        return "[" + ",".join(_run_edtf(run) for run in _dayruns_of(candidates)) + "]"
    if each in ("month", "year"):
        return "[" + ",".join(_one(c, each, None) for c in candidates) + "]"
    first, last = candidates[0].first, max((c.last or _LAST) for c in candidates)
    return _one(Interval(first, None if last == _LAST else last), "interval", None)


def _dayruns_of(candidates: list[Interval]) -> Iterator[Interval]:
    """Runs of three and more neighbouring days as one interval, other days alone."""
    for run in runs_of(candidates):
        if run.first and run.last and (run.last - run.first).days == 1:
            yield Interval(run.first, run.first)
            yield Interval(run.last, run.last)
        else:
            yield run


def _run_edtf(run: Interval) -> str:
    return f"{run.first}" if run.first == run.last else f"{run.first}..{run.last}"


def _one(interval: Interval, precision: Precision, clock: str | None) -> str:
    first, last = interval
    if first is None or last is None:
        return f"{first or '..'}/{last or '..'}"
    if precision == "time" and clock and first == last:
        return f"{first}T{clock}:00"
    code = _SEASON_CODES.get(first.month) if precision == "season" else None
    if code:
        return f"{first.year:04d}-{code}"
    return calendar_form(first, last) or f"{first}/{last}"


def calendar_form(first: date, last: date) -> str | None:
    """A day, month, quarter, year, decade or century written as such; None for any other stretch."""
    if first == last:
        return first.isoformat()
    if first == span_of(first.year, first.month).first and last == span_of(first.year, first.month).last:
        return first.isoformat()[:7]
    if first.month in _QUARTER_CODES and (first, last) == span_of(first.year, first.month, 3):
        return f"{first.year:04d}-{_QUARTER_CODES[first.month]}"
    if (first.month, first.day, last.month, last.day) != (1, 1, 12, 31):
        return None
    years = last.year - first.year + 1
    if years == 1:
        return f"{first.year:04d}"
    if years == 10 and first.year % 10 == 0:
        return f"{first.year:04d}"[:3] + "X"
    return f"{first.year:04d}"[:2] + "XX" if years == 100 and first.year % 100 == 0 else None


def timex_of(candidates: list[Interval], precision: Precision, clock: str | None = None) -> str:
    """TIMEX3 value; several candidates agree on the digits kept, the others become X."""
    values = [_timex_one(c, precision, clock) for c in candidates]
    if len(values) == 1 and not (precision in ("day", "time") and candidates[0].first != candidates[0].last):
        return values[0]
    return mask(candidates, values)


def mask(candidates: list[Interval], values: list[str]) -> str:
    """One TIMEX3 value for several: "2023-WXX-3" for Wednesdays, else every unit that differs becomes X."""
    days = [c.first for c in candidates if c.first and c.first == c.last]
    if len(days) == len(candidates) and len({d.weekday() for d in days}) == 1:
        years = {d.year for d in days}
        return f"{f'{years.pop():04d}' if len(years) == 1 else 'XXXX'}-WXX-{days[0].isoweekday()}"
    if len({len(v) for v in values}) > 1:
        return "XXXX"
    days_of, _, hour = zip(*(v.partition("T") for v in values), strict=True)
    parts = list(zip(*(v.split("-") for v in days_of), strict=False))
    masked = "-".join(p[0] if len(set(p)) == 1 else re.sub(r"\d", "X", p[0]) for p in parts)
    return f"{masked}T{hour[0]}" if hour[0] and len(set(hour)) == 1 else masked


def _timex_one(interval: Interval, precision: Precision, clock: str | None) -> str:
    first, last = interval
    known = first or last
    if known is None or first is None or last is None:
        return known.isoformat() if known else ""
    if precision == "time" and clock:
        return f"{first}T{clock}"
    if precision == "week":
        year, week, _ = first.isocalendar()
        return f"{year:04d}-W{week:02d}"
    if precision == "season":
        return f"{first.year:04d}-{ {3: 'SP', 6: 'SU', 9: 'FA', 12: 'WI'}.get(first.month, 'XX') }"
    form = calendar_form(first, last) or first.isoformat()
    if re.fullmatch(r"\d{4}-3[3-6]", form):
        return f"{form[:5]}Q{int(form[5:]) - 32}"
    return form
