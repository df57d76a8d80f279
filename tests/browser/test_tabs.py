"""Stories of the other tabs and of the page as a whole: look, filter, add, mend, remove, read in French, on a phone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.settings import Settings

from .conftest import Opener, ask, file_in, press, tab


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


def test_a_folder_of_200_articles_is_added_with_progress(page: Any, tmp_path: Path) -> None:
    folder = tmp_path / "wires"
    folder.mkdir()
    for n in range(200):
        file_in(folder, f"{n}.txt", f"Lock keeper Jo Marsh said on Monday that gate {n} was open. Nobody passed.")
    page.evaluate("OnRecord.dossier('wires')")
    tab(page, "Library")
    page.locator(".or-drop").wait_for()
    page.locator(".or-drop input[type=file]").nth(1).set_input_files(str(folder))
    page.locator("progress").wait_for()
    page.get_by_text("200 added, 0 updated, 0 unchanged, 0 rejected").wait_for(timeout=240_000)
    page.get_by_text("200 articles", exact=True).wait_for()


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
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("Stopped. What was added stays.").wait_for()
    tab(page, "Ask")
    assert ask(page, "What did Jo Marsh say?").is_visible()


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


def test_a_hostile_article_is_only_text(page: Any) -> None:
    tab(page, "Library")
    row = page.locator(".or-table tbody tr", has_text="Trap")
    row.wait_for()
    row.get_by_role("button").first.click()
    page.locator(".or-text").wait_for()
    text = page.locator(".or-text").text_content()
    assert "<script>window.hacked=1</script>" in text
    assert "{{constructor}} ${window.hacked=1}" in text
    tab(page, "Ask")
    turn = ask(page, "What did Hollis say?")
    assert turn.is_visible()
    tab(page, "Claims")
    page.locator(".or-claim").first.wait_for()
    tab(page, "Timeline")
    entries(page)
    assert page.evaluate("window.hacked") is None
    assert (
        page.locator(".or-panel script, .or-panel style, .or-panel img, .or-answer script, .or-chat img").count() == 0
    )


def test_a_quoted_article_cannot_forge_a_marker(page: Any) -> None:
    turn = ask(page, "What did Hollis say?")
    for marker in turn.locator("a.or-cite").all():
        assert marker.get_attribute("href") != "#cite=x:0-9"
        press(page, marker)
        page.wait_for_function(
            "q => document.querySelector('mark')?.textContent === q", arg=marker.get_attribute("title")
        )


def test_a_french_browser_finds_a_french_window(visit: Opener, window: str) -> None:
    page = visit(window, locale="fr-FR")
    page.get_by_role("tab", name="Chronologie").wait_for()
    turn = ask(page, "Qu'a démenti Arkwright ?")
    assert "le dragage" in turn.locator(".or-answer").inner_text()
    press(page, turn.locator("a.or-cite").first)
    page.locator(".or-card").wait_for()
    assert "Mot pour mot" in page.locator(".or-card").inner_text()


def test_the_switch_changes_every_word_and_is_kept(visit: Opener, window: str) -> None:
    page = visit(window)
    page.get_by_role("button", name="FR").click()
    page.get_by_role("tab", name="Chronologie").wait_for()
    page.get_by_text("Que voulez-vous établir").wait_for()
    page.reload()
    page.get_by_text("Que voulez-vous établir").wait_for()
    assert page.evaluate("document.documentElement.lang") == "fr"


def test_dark_follows_the_system_and_the_switch(visit: Opener, window: str) -> None:
    page = visit(window, color_scheme="dark")
    dark = page.evaluate("getComputedStyle(document.querySelector('.gradio-container')).backgroundColor")
    page.get_by_role("button", name="Light or dark").click()
    light = page.evaluate("getComputedStyle(document.querySelector('.gradio-container')).backgroundColor")
    assert dark != light


@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_scrolls_only_down(visit: Opener, window: str, width: int) -> None:
    page = visit(window, viewport={"width": width, "height": 760}, has_touch=True)
    for name, there in (
        ("Ask", ".or-start"),
        ("Timeline", ".or-entry"),
        ("Claims", ".or-claim"),
        ("Library", ".or-table"),
    ):
        tab(page, name)
        page.locator(there).first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    tab(page, "Claims")
    page.locator(".or-claim a.or-passage").first.tap()
    page.locator("mark").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Close").click()


def test_no_serious_accessibility_fault(visit: Opener, window: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed.")
    for scheme in ("light", "dark"):
        page = visit(window, color_scheme=scheme)
        press(page, ask(page, "What did Calder warn?").locator("a.or-cite").first)
        page.locator("mark").wait_for()
        for name, there in (
            ("Ask", ".or-turn"),
            ("Timeline", ".or-entry"),
            ("Claims", ".or-claim"),
            ("Library", ".or-table"),
        ):
            tab(page, name)
            page.locator(there).first.wait_for()
            found = axe.Axe().run(page).response["violations"]
            bad = [
                (rule["id"], rule["nodes"][0]["html"][:160])
                for rule in found
                if rule["impact"] in ("serious", "critical")
            ]
            assert bad == [], (scheme, name)


def test_a_removed_article_is_told_and_not_guessed(visit: Opener, window: str) -> None:
    page = visit(window)
    page.evaluate("location.hash = '#cite=0000000000000000:0-5'")
    page.reload()
    page.locator(".or-panel .or-failed").wait_for()


def test_a_marker_opens_fast_and_the_page_is_usable_soon(visit: Opener, window: str) -> None:
    page = visit(window)
    turn = ask(page, "What did Calder warn?")
    marker = turn.locator("a.or-cite").first
    marker.scroll_into_view_if_needed()
    took = page.evaluate(
        """async () => {
        const marker = document.querySelector('a.or-cite'), began = performance.now();
        marker.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true, button: 0}));
        const waiting = () => !document.querySelector('mark') && performance.now() - began < 9000;
        while (waiting()) await new Promise(requestAnimationFrame);
        return performance.now() - began;
    }"""
    )
    assert took < 1000, f"{took:.0f} ms"  # 150 ms is the aim; machines that test are busy


def test_an_upload_outside_the_upload_folder_is_refused(settings: Settings) -> None:
    from bot.ui import asked
    from index.errors import InputError

    with pytest.raises(InputError):
        asked.uploads({"files": [{"path": str(settings.home / "ledger.sqlite3")}]})


def _long(route: Any, text: str) -> None:
    """Only the ledger is spared here: what is measured is the page."""
    told = {"article": "long", "edition": "e", "lang": "en", "text": text, "current": True}
    route.fulfill(json=told)


def test_a_very_long_article_opens_soon(visit: Opener, window: str) -> None:
    page = visit(window)
    paragraph = "The ferry crossed the bay again and nobody on the quay looked up from the nets. " * 5
    text = "\n\n".join(paragraph.strip() for _ in range(250))
    page.route("**/component_server**", lambda route: _long(route, text))
    took = page.evaluate(
        """async () => {
        const began = performance.now();
        OnRecord.open({ article: 'long', start: 99000, end: 99040, edition: null });
        const waiting = () => !document.querySelector('mark') && performance.now() - began < 9000;
        while (waiting()) await new Promise(requestAnimationFrame);
        return performance.now() - began;
    }"""
    )
    assert page.locator("mark").text_content() == text[99000:99040]
    assert page.locator("mark").is_visible()
    assert took < 2000, f"{took:.0f} ms"  # 500 ms is the aim; machines that test are busy
