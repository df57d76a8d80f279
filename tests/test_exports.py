"""What others read: every form of a timeline and of claims, made from one small dictionary of the contract."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from bot import exports
from bot.merge import tidy
from index.errors import InputError

HOSTILE = "<script>alert(1)</script> **bold** [link](x) =SUM(A1)"


def citation(text: str) -> dict[str, Any]:
    return {
        "article": "a1", "ref": "r1", "edition": "e1", "start": 3, "end": 3 + len(text), "text": text,
        "title": "A <b>title</b>", "outlet": "The Mill", "published": "2024-03", "url": None,
    }  # fmt: skip


def entry(**changes: Any) -> dict[str, Any]:
    text = changes.pop("text", "The bridge opens; everyone, come.")
    return {
        "when": "2024-04-02", "earliest": "2024-04-02", "latest": "2024-04-02", "precision": "day", "lane": "planned",
        "status": "planned", "evidence": "reported", "reported_by": ["c1"], "text": text, "citations": [citation(text)],
        "date_proof": {"words": "2 April", "start": 9, "end": 16, "anchor": "2024-03", "rule": "day"},
        "sources": 1, "copies": 0, "conflicts": [], "outcome": None,
    } | changes  # fmt: skip


UNKNOWN = entry(when=None, earliest=None, latest=None, precision="unknown", lane="undated", date_proof=None)
SET = entry(
    when="[2024-03-05,2024-03-12]", earliest="2024-03-05", latest="2024-03-12", precision="set", lane="happened"
)


def told(*entries: dict[str, Any], topic: str | None = "The bridge") -> dict[str, Any]:
    return {"topic": topic, "entries": list(entries)}


def test_csv_keeps_dates_quotes_and_spans() -> None:
    rows = list(csv.DictReader(io.StringIO(exports.timeline(told(entry(), SET), "csv"))))
    assert [row["edtf"] for row in rows] == ["2024-04-02", "[2024-03-05,2024-03-12]"]
    assert rows[0]["quote"] == "The bridge opens; everyone, come."
    assert (rows[0]["start"], rows[0]["end"]) == ("3", "36")


@pytest.mark.parametrize("text", ["=SUM(A1)", "+1", "-1", "@x"])
def test_csv_gives_a_spreadsheet_no_formula(text: str) -> None:
    row = next(csv.DictReader(io.StringIO(exports.timeline(told(entry(text=text)), "csv"))))
    assert row["quote"] == "'" + text


def test_html_escapes_everything_and_runs_nothing() -> None:
    page = exports.timeline(told(entry(text=HOSTILE), topic="<img src=x onerror=y>"), "html")
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_markdown_escapes_marks() -> None:
    page = exports.timeline(told(entry(text=HOSTILE)), "md")
    assert "**bold**" not in page
    assert "\\*\\*bold\\*\\*" in page


def test_calendar_holds_planned_days_only() -> None:
    calendar = exports.timeline(told(entry(), SET, UNKNOWN, entry(lane="happened", status="happened")), "ics")
    assert calendar.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20240402\r\nDTEND;VALUE=DATE:20240403" in calendar
    assert "SUMMARY:The bridge opens\\; everyone\\, come." in calendar


def test_calendar_lines_are_folded_at_75_octets() -> None:
    calendar = exports.timeline(told(entry(text="é" * 200)), "ics")
    assert max(len(line.encode()) for line in calendar.split("\r\n")) <= 75


PUT_OFF = {"kind": "postponed", "when": "2024-05", "as_of": "2024-04-20", "citations": [citation("It was put off.")]}
SILENT = {"kind": "nothing_reported", "when": None, "as_of": "2024-04-20", "citations": []}


@pytest.mark.parametrize("form", ["md", "html", "timelinejs"])
def test_what_became_of_a_plan_is_told(form: str) -> None:
    assert "Put off: May 2024." in exports.timeline(told(entry(outcome=PUT_OFF)), form)
    assert "the last of 20 April 2024, report nothing of it." in exports.timeline(told(entry(outcome=SILENT)), form)


def test_csv_says_what_became_of_a_plan() -> None:
    row = next(csv.DictReader(io.StringIO(exports.timeline(told(entry(outcome=PUT_OFF)), "csv"))))
    assert (row["outcome"], row["outcome_when"]) == ("postponed", "2024-05")


def test_calendar_calls_off_what_was_put_off() -> None:
    assert "STATUS:CANCELLED" in exports.timeline(told(entry(outcome=PUT_OFF)), "ics")


def test_the_words_that_tell_of_an_entry_are_marked_in_their_sentence() -> None:
    part = entry() | {"text": "The bridge opens"}
    assert "<mark>The bridge opens</mark>; everyone, come." in exports.timeline(told(part), "html")
    assert "In these words: The bridge opens\n" in exports.timeline(told(part), "md")


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_gap_stands_between_the_entries_around_it(form: str) -> None:
    gap = {"from": "2024-03-12", "to": "2024-06-01", "days": 80}
    later = entry(when="2024-06-01", earliest="2024-06-01", latest="2024-06-01", text="After the gap.")
    page = exports.timeline(told(SET, later) | {"gaps": [gap]}, form)
    words = "Nothing is told between 12 March 2024 and 1 June 2024 (80 days)."
    assert page.index("everyone, come") < page.index(words) < page.index("After the gap")


def test_timelinejs_shows_a_span_and_leaves_the_undated_out() -> None:
    slides = json.loads(exports.timeline(told(SET, UNKNOWN), "timelinejs"))["events"]
    assert len(slides) == 1
    assert slides[0]["start_date"] == {"year": 2024, "month": 3, "day": 5}
    assert slides[0]["end_date"] == {"year": 2024, "month": 3, "day": 12}


def test_timelinejs_escapes_markup() -> None:
    assert "<script" not in exports.timeline(told(entry(text=HOSTILE)), "timelinejs")


def test_an_unknown_form_is_a_clear_error() -> None:
    with pytest.raises(InputError, match="choose one of json, csv"):
        exports.timeline(told(), "docx")


def test_claims_csv_has_one_row_a_piece_of_content() -> None:
    claim = {
        "source_canonical": "Ada Roy", "source": "Roy", "force": "warn", "polarity": "positive", "hedge": "asserted",
        "mode": "direct", "cue": "warned", "content": "a […] b", "addressee": None, "channel": ["AP", "KCNA"],
        "said": None, "citations": [citation("a"), citation("b")],
    }  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(exports.claims({"claims": [claim]}, "csv"))))
    assert [row["quote"] for row in rows] == ["a", "b"]
    assert rows[0]["channel"] == "AP; KCNA"


@pytest.mark.parametrize("form", ["md", "html"])
def test_what_stands_around_the_words_is_in_the_language_of_the_reader(form: str) -> None:
    page = exports.timeline(told(entry(outcome=SILENT), topic=None), form, "fr")
    assert "Chronologie" in page
    assert "2 avril 2024" in page
    assert "prévu · selon une source" in page
    assert "Le jour est passé" in page


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_topic_of_which_nothing_is_told_gets_a_sentence(form: str) -> None:
    assert "These articles tell nothing of “sirens”." in exports.timeline(told(topic="sirens"), form)


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_number_of_entries_bounds_what_is_shown_and_the_rest_is_counted(form: str) -> None:
    page = exports.timeline(
        told(entry(), UNKNOWN | {"text": "A bell rang."}) | {"max": 1, "more": {"dated": 4, "undated": 2}}, form
    )
    assert "undated" not in page
    assert "Not shown: 4 more with a date, 3 more without a date." in page


def test_a_calendar_says_what_has_no_place_in_it() -> None:
    calendar = exports.timeline(told(UNKNOWN, SET), "ics").replace("\r\n ", "")
    assert "X-WR-CALDESC:What is planned for a known day" in calendar
    assert "0 of 2 entries." in calendar


@pytest.mark.parametrize(
    ("stray", "clean"),
    [
        ("The pump stopped. .", "The pump stopped."),
        ('Two men were treated, a nurse said. "', "Two men were treated, a nurse said."),
        ('He said "no"', 'He said "no"'),
        ("It works...", "It works..."),
    ],
)
def test_a_stray_mark_at_the_end_is_not_shown(stray: str, clean: str) -> None:
    assert tidy(stray) == clean
