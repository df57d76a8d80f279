"""Making Whens, reading what a user typed as a date, and showing them in plain words.

In: days, months, candidate sets, or a date as typed. Out: a When whose EDTF and TIMEX3 are written once, by
when_forms.py. Never here: looking for time words in a text, or choosing one day among several that are possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from index.errors import InputError
from index.lang import table
from index.model import Interval, Precision, Proof, When
from index.when_forms import QUARTERS, SEASONS, calendar_form, edtf_of, runs_of, span_of, timex_of, week_of

LISTED = 100
"""From this many candidate days on, runs of neighbouring days are kept as one interval."""

_FIRST, _LAST = date.min, date.max
_DAY = timedelta(days=1)


def days_of(when: When, most: int = 1000) -> list[date]:
    """Every day a When may be, in order; empty where it is open, unknown or longer than `most` days."""
    days: list[date] = []
    for first, last in when.candidates:
        if first is None or last is None or (last - first).days + len(days) > most:
            return []
        days += [first + _DAY * i for i in range((last - first).days + 1)]
    return days


# ---------------------------------------------------------------- making


def day(of: date, proof: Proof | None = None) -> When:
    return make([Interval(of, of)], "day", proof=proof)


def month(year: int, number: int, proof: Proof | None = None) -> When:
    return make([span_of(year, number)], "month", proof=proof)


def unknown(timex: str = "", proof: Proof | None = None, clock: str | None = None) -> When:
    """A When without candidates: nothing is known, or the words name no date ("three days", "now")."""
    return When((), "unknown", None, timex, clock, proof)


def make(
    candidates: Iterable[Interval],
    precision: Precision,
    *,
    clock: str | None = None,
    timex: str | None = None,
    proof: Proof | None = None,
) -> When:
    """One of `candidates`; `precision` is that of each. Sorted, without doubles; several make a "set"."""
    kept = sorted(set(candidates), key=lambda c: (c.first or _FIRST, c.last or _LAST))
    if not kept:
        return unknown(timex or "", proof, clock)
    if len(kept) > LISTED:
        kept = list(runs_of(kept))
    several = len(kept) > 1 or (precision in ("day", "time") and kept[0].first != kept[0].last)
    edtf = edtf_of(kept, "set" if several else precision, precision, clock)
    shown = timex if timex is not None else timex_of(kept, precision, clock)
    return When(tuple(kept), "set" if several else precision, edtf, shown, clock, proof)


# ---------------------------------------------------------------- what users type

_QUALIFIER = re.compile(r"[?~%]")
_FULL = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?\d\d(?:[.,]\d+)?)?\s*(?:Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?)?"
)
_WEEK = re.compile(r"(\d{4})-?W(\d\d)(?:-?([1-7]))?")
_ORDINAL = re.compile(r"(\d{4})-?(\d{3})")
_MONTH = re.compile(r"(\d{4})-(\d\d|XX)(?:-XX)?")
_YEAR = re.compile(r"(\d{4}|\d{3}X|\d\dXX)")


def parse_published(text: str | None) -> When | None:
    """A publication date as typed or stored: EDTF or any ISO date or time; empty or None = unknown.

    The day is taken as stated: a zone never moves it. Raises InputError, in one sentence, for a date that does not
    exist.
    """
    plain = (text or "").strip()
    if plain.casefold() in ("", "null", "none", "unknown", "..", "xxxx", "xxxx-xx-xx"):
        return None
    try:
        return _parse(_QUALIFIER.sub("", plain))
    except (ValueError, OverflowError):
        hint = "write it as 2023-09-13, 2023-09, 2023 or leave it empty"
        raise InputError(f"The date {plain[:40]!r} does not exist or is not understood; {hint}.") from None


def _parse(text: str) -> When:
    if text[0] in "[{" and text[-1] in "]}":
        return _parse_set(text[1:-1])
    if "/" in text:
        start, _, end = text.partition("/")
        whole = Interval(_bound(start, 0), _bound(end, 1))
        if whole.first and whole.last and whole.first > whole.last:
            raise ValueError
        return make([whole], "interval")
    interval, precision, clock = _parse_one(text)
    return make([interval], precision, clock=clock)


def _bound(text: str, side: int) -> date | None:
    return None if text in ("", "..") else _parse_one(text)[0][side]


def _parse_set(text: str) -> When:
    candidates: list[Interval] = []
    precisions: set[Precision] = set()
    for item in text.split(","):
        first, dots, last = item.strip().partition("..")
        start, precision, _ = _parse_one(first)
        precisions.add(precision)
        if dots:
            end = _parse_one(last)[0]
            candidates += _between(start, end)
        else:
            candidates.append(start)
    return make(candidates, precisions.pop() if len(precisions) == 1 else "interval")


def _between(start: Interval, end: Interval) -> list[Interval]:
    """The days from start to end; long stretches stay one interval."""
    if start.first is None or end.last is None or start.first > end.last:
        raise ValueError
    if (length := (end.last - start.first).days) > 1000:
        return [Interval(start.first, end.last)]
    return [Interval(d, d) for d in (start.first + _DAY * i for i in range(length + 1))]


def _parse_one(text: str) -> tuple[Interval, Precision, str | None]:
    """One date, month, season, quarter, week, year, decade or century. Raises ValueError."""
    text = text.strip()
    if found := _FULL.fullmatch(text):
        year, number, of, hour, minute = found.groups()
        exact = date(int(year), int(number), int(of))
        if hour and (int(hour) > 24 or int(minute) > 59):
            raise ValueError
        return Interval(exact, exact), "time" if hour else "day", f"{hour}:{minute}" if hour else None
    if found := _WEEK.fullmatch(text):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), int(found[3] or 1))
        return (Interval(monday, monday), "day", None) if found[3] else (week_of(monday), "week", None)
    if found := _ORDINAL.fullmatch(text):
        exact = date(int(found[1]), 1, 1) + _DAY * (int(found[2]) - 1)
        if exact.year != int(found[1]):
            raise ValueError
        return Interval(exact, exact), "day", None
    return _parse_coarse(text)


def _parse_coarse(text: str) -> tuple[Interval, Precision, str | None]:
    if (found := _MONTH.fullmatch(text)) and found[2] != "XX":
        year, number = int(found[1]), int(found[2])
        if number in SEASONS:
            return span_of(year, SEASONS[number], 3), "season", None
        if number in QUARTERS:
            return span_of(year, QUARTERS[number], 3), "interval", None
        return span_of(year, number), "month", None
    if found := _YEAR.fullmatch(text[:4] if text[4:] in ("-XX", "-XX-XX") else text):
        digits = found[1]
        first, last = (int(digits.replace("X", x)) for x in "09")
        precision: Precision = "year" if first == last else "decade" if last - first == 9 else "interval"
        return Interval(date(first, 1, 1), date(last, 12, 31)), precision, None
    raise ValueError


# ---------------------------------------------------------------- plain words


def words(when: When | None, lang: str) -> str:
    """The When as a person would write it: "un mercredi entre le 30 août et le 27 septembre 2023"."""
    say = table(lang if lang in ("fr", "en") else "en", "times")["show"]
    if when is None or not when.candidates:
        return str(say["unknown"])
    if when.precision == "set":
        return _words_of_set(when, say)
    shown = _words_of_one(when.candidates[0], when.precision, say)
    return str(say["at"]).format(day=shown, clock=when.clock) if when.precision == "time" and when.clock else shown


def on(when: When | None, lang: str) -> str:
    """The same as an adverbial: "le 13 septembre 2023", "on 13 September 2023", "in September 2023"."""
    say = table(lang if lang in ("fr", "en") else "en", "times")["show"]
    shown = words(when, lang)
    if when is None or not when.candidates:
        return shown
    if when.earliest is None or when.latest is None:
        return shown
    quarter = when.precision == "interval" and when.edtf and re.fullmatch(r"\d{4}-3[3-6]", when.edtf)
    return str(say["on"]["quarter" if quarter else when.precision]).format(shown)


def _words_of_set(when: When, say: dict[str, Any]) -> str:
    first, last = when.earliest, when.latest
    if first is None or last is None:
        return str(say["unknown"])
    days = [c.first for c in when.candidates if c.first and c.first == c.last]
    same = len(days) == len(when.candidates) and len({d.weekday() for d in days}) == 1
    if not days and len(when.candidates) > 1:
        return _words_of_stretches(when, first, last, say)
    what = say["a_weekday"][days[0].weekday()] if same else say["a_day"]
    if len(days) == len(when.candidates) == 2:
        ends = [_words_of_day(d, say) for d in days]
        return str(say["either"]).format(*ends)
    return str(say["between"]).format(
        what=what, first=_words_of_day(first, say, last.year), last=_words_of_day(last, say)
    )


def _words_of_stretches(when: When, first: date, last: date, say: dict[str, Any]) -> str:
    """ "a week between ...", "a month between December 2022 and March 2023", "a year between 2021 and 2023"."""
    forms = [calendar_form(c.first, c.last) or "" for c in when.candidates if c.first and c.last]
    if all(re.fullmatch(r"\d{4}(-[01]\d)?", f) for f in forms):
        ends = [f"{say['months'][d.month - 1]} {d.year}" if len(forms[0]) == 7 else f"{d.year}" for d in (first, last)]
        return str(say["from"]).format(
            what=say["a_month"] if len(forms[0]) == 7 else say["a_year"], first=ends[0], last=ends[1]
        )
    return str(say["between"]).format(
        what=say["a_week"], first=_words_of_day(first, say, last.year), last=_words_of_day(last, say)
    )


def _words_of_day(of: date, say: dict[str, Any], year: int | None = None) -> str:
    number = say["first"] if of.day == 1 else str(of.day)
    shown = f"{number} {say['months'][of.month - 1]}"
    return shown if year == of.year else f"{shown} {of.year}"


def _words_of_one(interval: Interval, precision: Precision, say: dict[str, Any]) -> str:
    first, last = interval
    if first is None or last is None:
        side = "since" if first else "until"
        known = first or last
        return str(say[side]).format(_words_of_day(known, say)) if known else str(say["unknown"])
    if first == last:
        return _words_of_day(first, say)
    form = calendar_form(first, last) or ""
    if precision == "season":
        return f"{say['seasons'][(first.month // 3 - 1) % 4]} {first.year}"
    if re.fullmatch(r"\d{4}-3[3-6]", form):
        return str(say["quarter"]).format(say["quarters"][int(form[5:]) - 33], first.year)
    if re.fullmatch(r"\d{4}-\d\d", form):
        return f"{say['months'][first.month - 1]} {first.year}"
    if re.fullmatch(r"\d{4}", form):
        return form
    if re.fullmatch(r"\d{3}X", form):
        return str(say["decade"]).format(f"{first.year}")
    year = last.year if first.year == last.year else None
    return str(say["range"]).format(_words_of_day(first, say, year), _words_of_day(last, say))
