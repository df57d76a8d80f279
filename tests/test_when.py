"""Whens: what is read from what a user types, and how it is written for machines and for people."""

from __future__ import annotations

from datetime import date

import pytest

from index import times, when
from index.errors import InputError
from index.model import Interval, When
from index.when_forms import span_of


@pytest.mark.parametrize(
    ("typed", "edtf", "precision"),
    [
        ("2024-05-17", "2024-05-17", "day"),
        ("20240517", "2024-05-17", "day"),
        ("2024-05", "2024-05", "month"),
        ("2024-05-XX", "2024-05", "month"),
        ("2024", "2024", "year"),
        ("2024-05~", "2024-05", "month"),
        ("2024?", "2024", "year"),
        ("197X", "197X", "decade"),
        ("18XX", "18XX", "interval"),
        ("2024-22", "2024-22", "season"),
        ("2024-34", "2024-34", "interval"),
        ("2024-W20", "2024-05-13/2024-05-19", "week"),
        ("2024-W20-5", "2024-05-17", "day"),
        ("2024-138", "2024-05-17", "day"),
        ("2024-05-17T08:30:15+02:00", "2024-05-17T08:30:00", "time"),
        ("2024-05-17 23:50", "2024-05-17T23:50:00", "time"),
        ("2024-05-17T23:50:00Z", "2024-05-17T23:50:00", "time"),
        ("2021/..", "2021-01-01/..", "interval"),
        ("../2021", "../2021-12-31", "interval"),
        ("[2024-05-10,2024-05-17]", "[2024-05-10,2024-05-17]", "set"),
        ("[2024-05-10..2024-05-17]", "[2024-05-10..2024-05-17]", "set"),
        ("[2023,2024]", "[2023,2024]", "set"),
    ],
)
def test_a_publication_date_is_read(typed: str, edtf: str, precision: str) -> None:
    read = when.parse_published(typed)
    assert read
    assert (read.edtf, read.precision) == (edtf, precision)


@pytest.mark.parametrize("typed", [None, "", "  ", "null", "XXXX"])
def test_an_empty_date_is_unknown(typed: str | None) -> None:
    assert when.parse_published(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "2024-02-30",
        "2024-13",
        "yesterday",
        "17/05/2024",
        "[",
        "{}",
        "2025/2020",
        "2024-05-17T25:00",
        "0000",
        "2024-W54",
    ],
)
def test_a_date_that_does_not_exist_is_refused_in_one_sentence(typed: str) -> None:
    with pytest.raises(InputError, match=r"^The date .* does not exist or is not understood; .*\.$"):
        when.parse_published(typed)


def test_a_zone_does_not_move_the_stated_day() -> None:
    read = when.parse_published("2024-05-17T00:10:00+12:00")
    assert read
    assert read.earliest == read.latest == date(2024, 5, 17)


def weekdays(*days: str) -> When:
    return when.make([Interval(date.fromisoformat(d), date.fromisoformat(d)) for d in days], "day")


def test_a_set_of_one_is_a_plain_date() -> None:
    assert weekdays("2024-05-15", "2024-05-15").edtf == "2024-05-15"


def test_neighbouring_days_are_written_as_a_run() -> None:
    days = [Interval(date(2024, 5, d), date(2024, 5, d)) for d in (1, 2, 3, 9)]
    assert when.make(days, "day").edtf == "[2024-05-01..2024-05-03,2024-05-09]"


def test_a_set_of_weeks_is_the_stretch_around_them() -> None:
    weeks = [Interval(date(2024, 5, 6), date(2024, 5, 12)), Interval(date(2024, 5, 13), date(2024, 5, 19))]
    assert when.make(weeks, "week").edtf == "2024-05-06/2024-05-19"


def test_a_set_of_one_weekday_keeps_the_weekday_in_timex() -> None:
    assert weekdays("2024-05-15", "2024-05-22").timex == "2024-WXX-3"


def test_what_differs_in_a_set_becomes_x_in_timex() -> None:
    assert weekdays("2024-05-15", "2024-05-23").timex == "2024-05-XX"


def test_very_many_days_are_kept_as_one_stretch() -> None:
    days = [Interval(d, d) for d in when.days_of(when.make([Interval(date(2024, 1, 1), date(2024, 12, 31))], "year"))]
    made = when.make(days, "day")
    assert (len(made.candidates), made.precision, made.edtf) == (1, "set", "[2024-01-01..2024-12-31]")


@pytest.mark.parametrize(
    ("typed", "french", "english"),
    [
        ("2024-05-01", "le 1er mai 2024", "on 1 May 2024"),
        ("2024-05", "en mai 2024", "in May 2024"),
        ("2024", "en 2024", "in 2024"),
        ("2024-33", "au premier trimestre 2024", "in the first quarter of 2024"),
        ("197X", "dans les années 1970", "in the 1970s"),
        ("2024-05-17T08:30", "le 17 mai 2024 à 08:30", "on 17 May 2024 at 08:30"),
        ("2024-W20", "dans la semaine du 13 mai au 19 mai 2024", "in the week of 13 May to 19 May 2024"),
        (None, "date inconnue", "date unknown"),
        ("2021/..", "depuis le 1er janvier 2021", "since 1 January 2021"),
    ],
)
def test_plain_words(typed: str | None, french: str, english: str) -> None:
    read = when.parse_published(typed)
    assert (when.on(read, "fr"), when.on(read, "en")) == (french, english)


def test_a_set_of_weekdays_in_plain_words() -> None:
    made = weekdays("2024-04-24", "2024-05-01", "2024-05-08", "2024-05-15")
    assert when.words(made, "fr") == "un mercredi entre le 24 avril et le 15 mai 2024"
    assert when.words(made, "en") == "a Wednesday between 24 April and 15 May 2024"


def test_two_days_are_named_both() -> None:
    assert when.words(weekdays("2024-03-04", "2024-04-03"), "en") == "4 March 2024 or 3 April 2024"


def test_a_set_of_months_in_plain_words() -> None:
    months = [span_of(2024, 3), span_of(2024, 4), span_of(2024, 5)]
    assert when.words(when.make(months, "month"), "fr") == "un mois entre mars 2024 et mai 2024"


def test_other_languages_are_shown_in_english() -> None:
    assert when.words(when.day(date(2024, 5, 17)), "de") == "17 May 2024"


@pytest.mark.parametrize(
    "edtf", ["2024-05-17", "2024-05", "197X", "[2024-05-10,2024-05-17]", "2024-22", "2024-34", "2021-01-01/.."]
)
def test_what_is_written_can_be_read_again(edtf: str) -> None:
    read = when.parse_published(edtf)
    assert read
    assert read.edtf == edtf


def test_an_hour_on_one_of_several_days_keeps_its_hour() -> None:
    (found,) = times.tag("24 h", "fr", when.parse_published("2024-05"))
    assert found.when.timex == "2024-05-XXT24:00"
