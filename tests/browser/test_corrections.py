"""Stories of a reader who checks the machine: put a source, date or title right; watch; strike what was understood."""

from __future__ import annotations

from typing import Any

import pytest
from gradio_client import Client  # type: ignore[import-untyped]

from .conftest import Opener, ask, press, tab

LOCK = (
    "Harbour master Ines Calder met Tom Arkwright on Tuesday. She warned that silt would close the channel. "
    "The lock reopened on 9 March 2024."
)


@pytest.fixture(scope="module")
def client(window: str) -> Client:
    return Client(window, verbose=False, analytics_enabled=False)


def kept(client: Client, dossier: str, text: str = LOCK, **given: str) -> None:
    told = {"ref": "m1", "title": "Silt", "lang": "en", "published": "2024-03-07"} | given
    client.predict(text=text, dossier=dossier, **told, api_name="/add")


def told(turn: Any) -> str:
    return str(turn.locator(".or-answer").inner_text())


def correct(page: Any, what: str, value: str) -> None:
    """Press the button in the claim card, give the right value, save."""
    page.locator(".or-card").get_by_role("button", name=what).click()
    page.locator(".or-card").get_by_label(what).fill(value)
    page.locator(".or-card").get_by_role("button", name="Save").click()
    page.locator(".or-card", has_text="Mended by hand").wait_for()


def test_a_corrected_source_changes_the_answer_and_survives_a_re_read(
    visit: Opener, window: str, client: Client
) -> None:
    kept(client, "mended")
    page = visit(window, dossier="mended")
    turn = ask(page, "What did Calder warn?")
    assert "Ines Calder warned" in told(turn)
    press(page, turn.locator("a.or-cite").first)
    page.locator("mark").wait_for()
    correct(page, "Correct who says this", "tom arkwright")
    assert "Tom Arkwright" in page.locator(".or-who").inner_text()
    kept(client, "mended", "A note by the editor.\n\n" + LOCK)
    assert "Tom Arkwright warned" in told(ask(page, "What did Arkwright warn?"))
    assert "warned" not in told(ask(page, "What did Calder warn?"))
    tab(page, "Claims")
    page.locator(".or-claim", has_text="Mended by hand").first.wait_for()
    page.locator(".or-claim a.or-passage").first.click()
    page.get_by_role("button", name="Undo: Tom Arkwright").click()
    page.locator(".or-mends").wait_for(state="detached")
    tab(page, "Ask")
    assert "Ines Calder warned" in told(ask(page, "What did Calder warn?"))


def test_a_corrected_date_moves_its_entry_on_the_timeline(visit: Opener, window: str, client: Client) -> None:
    kept(client, "dated")
    page = visit(window, dossier="dated")
    tab(page, "Timeline")
    page.locator(".or-entry", has_text="reopened").locator("a.or-passage").first.click()
    page.locator("mark").wait_for()
    correct(page, "Correct when it happened", "2024-03-12")
    page.locator(".or-entry", has_text="12 March 2024").wait_for()
    assert "9 March 2024" not in page.locator(".or-entry .or-when").all_inner_texts()


def test_a_date_that_does_not_exist_is_refused_beside_the_field(visit: Opener, window: str, client: Client) -> None:
    kept(client, "dated")
    page = visit(window, dossier="dated")
    tab(page, "Timeline")
    page.locator(".or-entry", has_text="reopened").locator("a.or-passage").first.click()
    page.locator(".or-card").get_by_role("button", name="Correct when it happened").click()
    page.locator(".or-card").get_by_label("Correct when it happened").fill("2024-02-31")
    page.keyboard.press("Enter")
    assert "2024-02-31" in page.locator(".or-card .or-error").inner_text()


def test_everything_found_can_be_picked_in_the_text(page: Any) -> None:
    tab(page, "Library")
    page.locator(".or-table").get_by_role("button", name="Harbour master warns of silt", exact=True).click()
    page.get_by_label("Mark all that was found").check()
    cue = page.locator(".or-m-cue[role=button]").first
    press(page, cue)
    assert "Ines Calder" in page.locator(".or-card .or-who").inner_text()
    page.locator(".or-m-date[role=button]").first.focus()
    page.keyboard.press("Enter")
    page.locator(".or-card").get_by_role("button", name="Correct what these words mean").wait_for()
    page.locator(".or-m-name", has_text="Arkwright").first.click()
    assert page.locator(".or-card dd").first.inner_text().startswith("Tom Arkwright")


def test_a_title_put_right_by_hand_wins_over_the_next_addition(visit: Opener, window: str, client: Client) -> None:
    kept(client, "titled")
    page = visit(window, dossier="titled")
    tab(page, "Library")
    page.get_by_role("button", name="Edit: Silt").click()
    page.locator(".or-editing").get_by_role("textbox", name="Title").fill("Mud")
    page.locator(".or-editing").get_by_role("textbox", name="Published").fill("2024-03-14")
    page.get_by_role("button", name="Save").click()
    row = page.locator(".or-table tbody tr", has_text="Mud")
    row.get_by_text("Mended by hand").wait_for()
    kept(client, "titled", LOCK + " Nobody passed.")
    page.reload()
    tab(page, "Library")
    row.wait_for()
    assert "14 March 2024" in row.inner_text()
    row.get_by_role("button", name="Mud", exact=True).click()
    page.get_by_role("button", name="Undo: Mud").click()
    page.locator(".or-table tbody tr", has_text="Silt").wait_for()


@pytest.mark.parametrize(
    ("question", "chip"),
    [
        ("What did Calder warn?", "said by Ines Calder"),
        ("What did Calder warn?", "by the word “warned”"),
        ("What did Calder say about the channel?", "about “channel”"),
        ("What did Arkwright say in March 2024?", "1 March 2024 to 31 March 2024"),
    ],
)
def test_every_part_of_what_was_understood_can_be_struck(page: Any, question: str, chip: str) -> None:
    turn = ask(page, question)
    turn.locator(".or-chip", has_text=chip).get_by_role("button").click()
    again = page.locator(".or-turn").nth(1)
    again.locator(".or-answer[aria-busy=false]").wait_for()
    assert again.locator(".or-question").inner_text() == question
    assert again.locator(".or-chip", has_text=chip).count() == 0


def test_a_watched_question_tells_what_is_new_until_it_is_seen(visit: Opener, window: str, client: Client) -> None:
    kept(client, "watched")
    page = visit(window, dossier="watched")
    ask(page, "What did Calder warn?")
    page.get_by_role("button", name="Watch this question").click()
    page.get_by_role("button", name="Watched", exact=True).wait_for()
    page.get_by_role("button", name="Watched questions", exact=True).click()
    page.get_by_text("nothing new").wait_for()
    kept(client, "watched", "Ines Calder warned on 9 March 2024 that the pier would sink.", ref="m2", title="Pier")
    page.reload()
    page.get_by_role("button", name="Watched questions (1 new)").click()
    assert "the pier would sink" in page.locator(".or-news").inner_text()
    page.get_by_role("button", name="Seen").click()
    page.get_by_text("nothing new").wait_for()
    page.get_by_role("button", name="Stop watching: What did Calder warn?").click()
    page.locator(".or-watch").wait_for(state="detached")
