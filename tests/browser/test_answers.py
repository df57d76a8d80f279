"""Stories of the chat: ask, read the proof, follow up, be refused, come back later."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

from index.settings import Settings

from .conftest import Opener, ask, opened, press


def quote_of(marker: Any) -> str:
    return str(marker.get_attribute("title"))


def test_a_marker_opens_the_article_at_exactly_the_cited_words(page: Any) -> None:
    turn = ask(page, "What did Calder warn?")
    markers = turn.locator("a.or-cite")
    assert markers.count() >= 2
    for n in range(markers.count()):
        press(page, markers.nth(n))
        shown = "q => document.querySelector('mark')?.textContent === q"
        page.wait_for_function(shown, arg=quote_of(markers.nth(n)))
        assert page.locator("mark").count() == 1
        assert page.locator("mark").is_visible()


def test_hovering_a_marker_shows_the_quotation(page: Any) -> None:
    marker = ask(page, "What did Calder warn?").locator("a.or-cite").first
    href, title = marker.get_attribute("href"), quote_of(marker)
    assert href.startswith("#cite=")
    start, end = map(int, href.rpartition(":")[2].split("-"))
    assert len(title) == end - start


def test_the_claim_card_tells_who_how_and_when(page: Any) -> None:
    turn = ask(page, "What did Calder warn?")
    press(page, turn.locator("a.or-cite").first)
    card = page.locator(".or-card")
    card.wait_for()
    assert "Ines Calder" in card.inner_text()
    assert "warned" in card.inner_text()
    assert "Word for word" in card.inner_text()


def test_offsets_count_characters_not_utf16_units(page: Any) -> None:
    markers = ask(page, "What did Fenner say?").locator(".or-answer a.or-cite")
    after = [n for n in range(markers.count()) if "return one day" in quote_of(markers.nth(n))]
    assert after, "nothing is cited from behind the letters outside the basic plane"
    press(page, markers.nth(after[0]))
    page.locator("mark").wait_for()
    assert page.locator("mark").text_content() == quote_of(markers.nth(after[0]))


@pytest.fixture(scope="module")
def slow_window(settings: Settings) -> Iterator[str]:
    """The same window, its answers told slowly, so that one can press a marker while they are being written."""
    from bot.ui.desk import Desk
    from index.model import Json

    class Slow(Desk):
        def ask(self, asked: Json) -> Iterator[Json]:
            whole = list(super().ask(asked))[-1]
            words = whole["answer"].split(" ")
            for n in range(6, len(words) + 1, 2):
                time.sleep(0.1)
                yield whole | {"answer": " ".join(words[:n])}

    with Slow.open(settings) as desk:
        blocks, address = opened(desk)
        yield address
        blocks.close()


def test_a_marker_can_be_pressed_while_the_answer_streams(visit: Opener, slow_window: str) -> None:
    page = visit(slow_window)
    page.get_by_role("textbox", name="Your question").fill("What did Arkwright and Calder say?")
    page.keyboard.press("Enter")
    marker = page.locator("a.or-cite").first
    marker.wait_for(timeout=20_000)
    quote = quote_of(marker)
    assert page.locator(".or-answer[aria-busy=true]").count() == 1, "the answer ended before it could be tried"
    press(page, marker)
    page.locator("mark").wait_for()
    assert page.locator("mark").text_content() == quote


def test_an_answer_can_be_stopped(visit: Opener, slow_window: str) -> None:
    page = visit(slow_window)
    page.get_by_role("textbox", name="Your question").fill("What did Arkwright and Calder say?")
    page.keyboard.press("Enter")
    page.locator("a.or-cite").first.wait_for(timeout=20_000)
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Ask", exact=True).wait_for()
    text = page.locator(".or-answer").inner_text()
    page.wait_for_timeout(500)
    assert page.locator(".or-answer").inner_text() == text


def test_a_question_without_evidence_is_refused_with_the_nearest_passages(page: Any) -> None:
    turn = ask(page, "What is the price of copper in Chile?")
    assert "The articles do not answer this" in turn.inner_text()
    assert turn.locator("a.or-cite").count() == 0
    assert turn.locator(".or-nearest a.or-passage").count() >= 1


def test_a_follow_up_shows_what_it_carried_over_and_lets_it_go(page: Any) -> None:
    ask(page, "What did Calder warn?")
    turn = ask(page, "And Arkwright?")
    carried = turn.locator(".or-chip.is-carried")
    assert carried.count() >= 1
    carried.first.get_by_role("button").click()
    last = page.locator(".or-turn").nth(2)
    last.locator(".or-answer[aria-busy=false]").wait_for()
    assert last.locator(".or-chip.is-carried").count() == 0


def test_a_reload_brings_the_conversation_back_with_citations_that_work(page: Any) -> None:
    quote = quote_of(ask(page, "What did Calder warn?").locator("a.or-cite").first)
    page.reload()
    marker = page.locator(".or-turn a.or-cite").first
    marker.wait_for()
    press(page, marker)
    page.locator("mark").wait_for()
    assert page.locator("mark").text_content() == quote


def test_an_open_passage_survives_a_reload(page: Any) -> None:
    turn = ask(page, "What did Calder warn?")
    press(page, turn.locator("a.or-cite").first)
    page.locator("mark").wait_for()
    quote = page.locator("mark").text_content()
    page.reload()
    page.locator("mark").wait_for()
    assert page.locator("mark").text_content() == quote
    assert "Word for word" in page.locator(".or-card").inner_text()


def test_saved_conversations_can_be_opened_and_deleted(page: Any) -> None:
    ask(page, "What did Fenner say?")
    page.get_by_role("button", name="New conversation").click()
    page.locator(".or-start").wait_for()
    page.get_by_role("button", name="Conversations").click()
    page.locator(".or-saved li", has_text="What did Fenner say?").first.get_by_role("button").first.click()
    page.locator(".or-turn a.or-cite").first.wait_for()
    page.get_by_role("button", name="Conversations").click()
    saved = page.locator(".or-saved li", has_text="What did Fenner say?")
    saved.first.wait_for()
    before = saved.count()
    saved.first.get_by_role("button", name="Delete this conversation").click()
    saved.nth(before - 1).wait_for(state="detached")


def test_two_tabs_hold_two_conversations(visit: Opener, window: str) -> None:
    one, two = visit(window), visit(window)
    ask(one, "What did Calder warn?")
    ask(two, "What did Fenner say?")
    one.reload()
    one.locator(".or-turn").first.wait_for()
    assert one.locator(".or-question").all_inner_texts() == ["What did Calder warn?"]


def test_the_keyboard_is_enough(page: Any) -> None:
    turn = ask(page, "What did Calder warn?")
    turn.locator("a.or-cite").first.focus()
    page.keyboard.press("Enter")
    page.locator("mark").wait_for()
    page.locator(".or-scroll:focus").wait_for()
    page.keyboard.press("Escape")
    assert not page.locator(".or-panel").is_visible()
    assert page.evaluate("document.activeElement.className").startswith("or-cite")


def test_a_timeline_can_be_asked_for_in_the_chat(page: Any) -> None:
    turn = ask(page, "Give me a timeline")
    assert turn.locator(".or-entry").count() >= 3
    press(page, turn.locator(".or-entry a.or-passage").first)
    page.locator("mark").wait_for()


def test_narrowing_by_hand_shows_as_a_chip_that_can_be_dropped(page: Any) -> None:
    page.get_by_role("button", name="Narrow").click()
    page.locator(".or-foot select").nth(2).select_option("La Gazette du Môle")
    turn = ask(page, "What did Calder warn?")
    chip = turn.locator(".or-chip", has_text="La Gazette du Môle")
    assert chip.count() == 1
    chip.get_by_role("button").click()
    again = page.locator(".or-turn").nth(1)
    again.locator(".or-answer[aria-busy=false]").wait_for()
    assert again.locator(".or-chip", has_text="La Gazette du Môle").count() == 0


def test_a_citation_of_an_earlier_edition_still_shows_its_words(visit: Opener, window: str) -> None:
    from gradio_client import Client  # type: ignore[import-untyped]

    client = Client(window, verbose=False, analytics_enabled=False)
    kept = {"ref": "e1", "dossier": "editions", "title": "Crane", "lang": "en", "api_name": "/add"}
    client.predict(text="Foreman Al Reyes warned on Monday that the crane was unsafe.", **kept)
    page = visit(window, dossier="editions")
    marker = ask(page, "What did Reyes warn?").locator("a.or-cite").first
    quote = quote_of(marker)
    told = client.predict(text="Correction. Foreman Al Reyes said on Monday that the crane was being repaired.", **kept)
    assert told["status"] == "updated"
    page.reload()
    press(page, page.locator("a.or-cite").first)
    page.locator("mark").wait_for()
    assert page.locator("mark").text_content() == quote
    assert "Earlier edition" in page.locator(".or-card").inner_text()


def test_an_answer_stands_though_it_cannot_be_kept(page: Any, settings: Settings) -> None:
    hold = (
        "import sys; from pathlib import Path; from index.settings import Settings; from index.write import Writer\n"
        "with Writer.open(Settings(home=Path(sys.argv[1]))): print('held', flush=True); input()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", hold, str(settings.home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdin
    assert other.stdout
    assert other.stdout.readline() == "held\n"
    turn = ask(page, "What did Calder warn?")
    turn.locator(".or-mended").wait_for()
    assert "This turn is not kept" in turn.inner_text()
    assert turn.locator("a.or-cite").count() >= 1
    other.communicate("\n", timeout=20)
