"""Stories of the library and the dossiers: add in every way, stop, be told what is refused, remove."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from index.settings import Settings

from .conftest import ask, file_in, press, tab

PASTED = "Bosun Petra Lindqvist warned on 3 June 2024 that the lighthouse lamp would fail within a week."


def test_a_pasted_text_is_added_asked_about_and_removed_for_good(page: Any) -> None:
    tab(page, "Library")
    page.get_by_role("textbox", name="Paste a text").fill(PASTED)
    page.get_by_role("textbox", name="Title").fill("Lamp trouble")
    page.get_by_role("textbox", name="Published").fill("2024-06-04")
    page.locator(".or-paste").first.get_by_role("button", name="Add").click()
    page.get_by_text("1 added, 0 updated, 0 unchanged, 0 rejected").wait_for(timeout=60_000)
    tab(page, "Ask")
    assert "lamp would fail" in ask(page, "What did Lindqvist warn?").locator(".or-answer").inner_text()
    tab(page, "Library")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Remove: Lamp trouble").click()
    page.get_by_text("Removed: Lamp trouble").wait_for(timeout=60_000)
    tab(page, "Ask")
    turn = ask(page, "What did Lindqvist warn?")
    assert turn.locator("a.or-cite").count() == 0
    assert "lamp would fail" not in turn.inner_text()


def test_a_refused_text_stays_in_its_fields_and_one_that_is_taken_leaves_them(page: Any) -> None:
    tab(page, "Library")
    text, published = (page.get_by_role("textbox", name=name) for name in ("Paste a text", "Published"))
    text.fill("Warden Lea Holt said that the sluice was stuck again.")
    published.fill("2024-13")
    add = page.locator(".or-paste").first.get_by_role("button", name="Add")
    add.click()
    page.get_by_text("1 rejected").wait_for(timeout=60_000)
    assert "sluice" in text.input_value()
    published.fill("2024-06")
    add.click()
    page.get_by_text("1 added, 0 updated, 0 unchanged, 0 rejected").wait_for(timeout=60_000)
    assert text.input_value() == published.input_value() == ""


def test_a_missing_date_is_put_in_by_hand(page: Any) -> None:
    page.evaluate("OnRecord.dossier('undated')")
    tab(page, "Library")
    page.get_by_role("textbox", name="Paste a text").fill("Warden Lea Holt said on Tuesday that the weir was sound.")
    page.get_by_role("textbox", name="Title").fill("Weir")
    page.locator(".or-paste").first.get_by_role("button", name="Add").click()
    page.get_by_text("1 added, 0 updated, 0 unchanged, 0 rejected").wait_for(timeout=60_000)
    row = page.locator(".or-table tbody tr")
    assert "date not known" in row.inner_text()
    page.get_by_role("button", name="Edit: Weir").click()
    page.locator(".or-editing").get_by_role("textbox", name="Published").fill("2024-13")
    page.get_by_role("button", name="Save").click()
    page.locator(".or-editing .or-error").wait_for(timeout=60_000)
    page.locator(".or-editing").get_by_role("textbox", name="Published").fill("2024-06-05")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("5 June 2024").wait_for(timeout=60_000)
    assert row.count() == 1
    tab(page, "Claims")
    page.locator(".or-claim", has_text="4 June 2024").wait_for()


def test_files_are_added_with_what_became_of_each(page: Any, tmp_path: Path) -> None:
    good = file_in(tmp_path, "buoys.txt", "Engineer Rolf Aske said on 2 June 2024 that all buoys had been replaced.")
    empty = file_in(tmp_path, "empty.txt", "")
    tab(page, "Library")
    page.locator(".or-drop").wait_for()
    page.locator(".or-drop input[type=file]").first.set_input_files([str(good), str(empty)])
    page.get_by_text("1 added, 0 updated, 0 unchanged, 1 rejected").wait_for(timeout=60_000)
    assert "empty" in page.locator(".or-rejected").inner_text().lower()


TOLD = """() => {
    window.told = [];
    const look = () => told.push(document.querySelector('.or-progress').textContent);
    new MutationObserver(look).observe(document.querySelector('.or-progress'), { childList: true, subtree: true });
}"""
"""Keeps every word of progress, however short it stands."""


def test_a_folder_of_200_articles_is_added_with_progress_and_added_once(page: Any, tmp_path: Path) -> None:
    folder = tmp_path / "wires"
    folder.mkdir()
    for n in range(200):
        file_in(folder, f"{n}.txt", f"Lock keeper Jo Marsh said on Monday that gate {n} was open. Nobody passed.")
    page.evaluate("OnRecord.dossier('wires')")
    tab(page, "Library")
    page.locator(".or-drop").wait_for()
    page.evaluate(TOLD)
    choose = page.locator(".or-drop input[type=file]").nth(1)
    choose.set_input_files(str(folder))
    page.get_by_text("200 added, 0 updated, 0 unchanged, 0 rejected").wait_for(timeout=240_000)
    told = "\n".join(page.evaluate("told"))
    assert re.search(r"\d+ of 200 · [\d.]+ a second, about \d+ s left", told), told[-400:]
    page.get_by_text("200 articles", exact=True).wait_for()
    choose.set_input_files(str(folder))
    page.get_by_text("0 added, 0 updated, 200 unchanged, 0 rejected").wait_for(timeout=240_000)


def test_adding_can_be_stopped_and_keeps_what_was_added(page: Any, tmp_path: Path) -> None:
    rows = [
        {"id": f"s{n}", "text": f"Lock keeper Jo Marsh said on Monday that sluice {n} was shut."} for n in range(3000)
    ]
    many = file_in(tmp_path, "many.jsonl", "\n".join(json.dumps(row) for row in rows))
    page.evaluate("OnRecord.dossier('sluices')")
    tab(page, "Library")
    page.locator(".or-drop").wait_for()
    page.locator(".or-drop input[type=file]").first.set_input_files(str(many))
    page.get_by_text("a second, about").wait_for(timeout=120_000)
    press(page, page.get_by_role("button", name="Cancel"))
    page.get_by_text("Stopped. What was added stays.").wait_for()
    tab(page, "Ask")
    assert ask(page, "What did Jo Marsh say?").is_visible()


def test_a_refused_row_is_named_by_its_line(page: Any, tmp_path: Path) -> None:
    rows = [{"text": "Pilot Ada Brandt said that fog was coming."}, {"text": "..."}, {"txt": "x"}]
    file = file_in(tmp_path, "rows.jsonl", "\n".join(map(json.dumps, rows)))
    page.evaluate("OnRecord.dossier('rows')")
    tab(page, "Library")
    page.locator(".or-drop").wait_for()
    page.locator(".or-drop input[type=file]").first.set_input_files(str(file))
    page.get_by_text("1 added, 0 updated, 0 unchanged, 2 rejected").wait_for(timeout=60_000)
    names = page.locator(".or-rejected strong").all_inner_texts()
    assert [name.rpartition(", ")[2] for name in names] == ["line 2", "line 3"]


def test_a_bad_date_is_told_in_one_sentence(page: Any) -> None:
    tab(page, "Library")
    page.get_by_role("textbox", name="Paste a text").fill("Somebody said something on some day.")
    page.get_by_role("textbox", name="Published").fill("2024-02-31")
    page.locator(".or-paste").first.get_by_role("button", name="Add").click()
    fault = page.locator(".or-rejected, .or-progress .or-error")
    fault.first.wait_for(timeout=60_000)
    assert "2024-02-31" in fault.first.inner_text()


def test_an_address_that_is_a_path_of_this_machine_is_refused(page: Any) -> None:
    tab(page, "Library")
    page.locator(".or-paste").nth(1).get_by_role("textbox").fill("file:///etc/passwd")
    page.locator(".or-paste").nth(1).get_by_role("button", name="Add").click()
    page.locator(".or-progress .or-error").wait_for()
    assert "http" in page.locator(".or-progress .or-error").inner_text()


def test_dossiers_are_made_renamed_and_deleted(page: Any) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    chooser = page.locator("#or-dossier")
    chooser.select_option(label="New dossier…")
    page.get_by_role("textbox", name="Name of the dossier").fill("estuary")
    page.get_by_role("button", name="Create").click()
    page.get_by_text("This dossier is empty").wait_for()
    chooser.locator("option", has_text="estuary (0)").wait_for(state="attached")
    chooser.select_option(label="Rename…")
    page.get_by_role("textbox", name="Name of the dossier").fill("river mouth")
    page.get_by_role("button", name="Save").click()
    chooser.locator("option", has_text="river mouth (0)").wait_for(state="attached")
    chooser.select_option(label="Delete…")
    page.wait_for_function("!document.querySelector('#or-dossier').textContent.includes('river mouth')")


def test_an_upload_outside_the_upload_folder_is_refused(settings: Settings) -> None:
    from bot.ui import asked
    from index.errors import InputError

    with pytest.raises(InputError):
        asked.uploads({"files": [{"path": str(settings.home / "ledger.sqlite3")}]})
