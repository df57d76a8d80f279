"""Stories of the timeline and the claims: look, filter, go to the source, export, put a name right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.settings import Settings

from .conftest import Opener, ask, opened, press, tab


def entries(page: Any) -> int:
    page.locator(".or-timeline-list").wait_for()
    return int(page.locator(".or-entry").count())


def test_the_timeline_is_drawn_in_lanes_and_a_mark_leads_to_its_source(page: Any) -> None:
    tab(page, "Timeline")
    assert entries(page) >= 4
    assert page.locator(".or-board-names span").all_inner_texts() == ["Happened", "Said", "Planned"]
    page.locator(".or-shape").first.click()
    picked = page.locator(".or-entry.is-picked a.or-passage").first
    quote = picked.get_attribute("title")
    picked.click()
    page.locator("mark").wait_for()
    assert page.locator("mark").text_content() == quote


def test_the_timeline_can_be_filtered_zoomed_and_cleared(page: Any) -> None:
    tab(page, "Timeline")
    every = entries(page)
    page.locator(".or-timeline select").nth(1).select_option("The Quay Courier")
    page.wait_for_function("n => document.querySelectorAll('.or-timeline-list .or-entry').length < n", arg=every)
    page.get_by_role("button", name="Clear").click()
    page.wait_for_function("n => document.querySelectorAll('.or-timeline-list .or-entry').length === n", arg=every)
    page.get_by_role("button", name="Said", exact=True).click()
    assert page.locator(".or-entry.is-said").count() == 0
    marks = page.locator(".or-shape").count()
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Show everything", exact=True).click()
    assert page.locator(".or-shape").count() >= marks


@pytest.mark.parametrize("form", ["csv", "json", "md", "html", "ics", "timelinejs"])
def test_the_timeline_is_exported(page: Any, form: str) -> None:
    tab(page, "Timeline")
    entries(page)
    page.locator(".or-timeline .or-export summary").click()
    with page.expect_download() as download:
        label = "TimelineJS" if form == "timelinejs" else form.upper()
        page.locator(".or-timeline .or-export").get_by_role("button", name=label, exact=True).click()
    text = Path(download.value.path()).read_text(encoding="utf8")
    assert text.startswith("BEGIN:VCALENDAR") if form == "ics" else len(text) > 100
    if form in ("json", "timelinejs"):
        json.loads(text)


def test_claims_are_listed_by_source_filtered_and_exported(page: Any) -> None:
    tab(page, "Claims")
    page.locator(".or-claim").first.wait_for()
    assert "Ines Calder" in page.locator(".or-speaker h3").all_inner_texts()
    page.locator(".or-claims select").nth(1).select_option("warn")
    page.wait_for_function("[...document.querySelectorAll('.or-force')].every(x => x.textContent === 'warned')")
    assert page.locator(".or-claim").count() >= 2
    page.locator(".or-claims .or-export summary").click()
    with page.expect_download() as download:
        page.locator(".or-claims .or-export").get_by_role("button", name="JSON").click()
    told = json.loads(Path(download.value.path()).read_text(encoding="utf8"))
    assert {claim["force"] for claim in told["claims"]} == {"warn"}


def test_a_claim_leads_to_its_words(page: Any) -> None:
    tab(page, "Claims")
    claim = page.locator(".or-claim a.or-passage").first
    claim.wait_for()
    quote = claim.get_attribute("title")
    press(page, claim)
    page.locator("mark").wait_for()
    assert page.locator("mark").text_content() == quote


def test_the_table_and_the_threads_are_other_views_of_the_same_claims(page: Any) -> None:
    tab(page, "Claims")
    page.locator(".or-claim").first.wait_for()
    page.get_by_role("button", name="Table").click()
    assert page.locator(".or-table tbody tr").count() >= 6
    page.get_by_role("button", name="By thread").click()
    assert page.locator(".or-thread").count() > 0 or page.get_by_text("No thread yet").is_visible()


def test_a_name_is_mended_by_hand_and_the_answer_changes(page: Any) -> None:
    tab(page, "Claims")
    speaker = page.locator(".or-speaker", has=page.get_by_role("heading", name="Maud Fenner"))
    speaker.wait_for()
    speaker.get_by_role("button", name="Correct this name").click()
    page.get_by_role("combobox", name="Who this is").fill("Maude Fenner-Boyd")
    page.get_by_role("button", name="Save").click()
    mended = page.locator(".or-speaker", has=page.get_by_role("heading", name="Maude Fenner-Boyd"))
    mended.wait_for()
    assert "Mended by hand" in mended.inner_text()
    tab(page, "Ask")
    assert "Maude Fenner-Boyd" in ask(page, "What did Maude Fenner-Boyd say?").locator(".or-answer").inner_text()
    tab(page, "Claims")
    mended.get_by_role("button", name="Undo").click()
    speaker.wait_for()


@pytest.fixture(scope="module")
def telling_window(settings: Settings) -> Iterator[str]:
    """The same window, its timeline telling a silence, another date, and what became of a plan."""
    from bot.ui.desk import Desk
    from index.model import Json

    class Telling(Desk):
        def tell(self, *asked: Any) -> Json:
            told = super().tell(*asked)
            first = next(one for one in told["entries"] if one["lane"] == "happened")
            plan = next(one for one in told["entries"] if one["lane"] == "planned")
            first["conflicts"] = [{"when": "2024-03-01", "citations": first["citations"][:1]}]
            plan["outcome"] = {"kind": "postponed", "when": "2024-07", "as_of": "2024-05-20", "citations": []}
            return told | {"gaps": [{"from": "2024-03-06", "to": "2024-05-15", "days": 69}]}

    with Telling.open(settings) as desk:
        blocks, address = opened(desk)
        yield address
        blocks.close()


def test_silences_other_dates_and_what_became_of_a_plan_are_drawn(visit: Opener, telling_window: str) -> None:
    page = visit(telling_window)
    tab(page, "Timeline")
    entries(page)
    for mark in (".or-silence", ".or-other", ".or-moved"):
        assert page.locator(f".or-drawing {mark}").count() == 1, mark
    assert "69 days without an entry" in page.locator(".or-gap").inner_text()
    assert "put off to: July 2024" in page.locator(".or-outcome").inner_text()
    assert "Another date is given: 1 March 2024" in page.locator(".or-conflict").inner_text()


def test_one_of_several_days_is_a_dot_on_each_of_them(page: Any) -> None:
    tab(page, "Timeline")
    entries(page)
    assert page.locator(".or-shape:has(.or-range) circle").count() >= 4


@pytest.mark.parametrize("clock", ["Happened", "Said", "Published"])
def test_the_timeline_is_filtered_by_each_clock(page: Any, clock: str) -> None:
    tab(page, "Timeline")
    every = entries(page)
    page.locator(".or-timeline").get_by_label(f"{clock} from").fill("2024-05-01")
    page.wait_for_function("n => document.querySelectorAll('.or-timeline-list .or-entry').length < n", arg=every)
    page.locator(".or-timeline").get_by_label(f"{clock} from").fill("")
    page.wait_for_function("n => document.querySelectorAll('.or-timeline-list .or-entry').length === n", arg=every)
