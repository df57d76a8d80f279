"""Stories of the page as a whole: hostile texts, both languages, dark, phone, accessibility, speed."""

from __future__ import annotations

import time
from typing import Any

import pytest
from gradio_client import Client  # type: ignore[import-untyped]

from .conftest import Opener, ask, press, tab


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
    page.locator(".or-timeline-list").wait_for()
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
    page.get_by_role("tab", name="Library").tap()
    page.locator(".or-panel").wait_for(state="hidden")
    assert page.locator(".or-table").is_visible()


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


PANEL = """async (n) => {
    const markers = [...document.querySelectorAll('a.or-cite')].slice(0, n), took = [];
    for (const marker of markers) {
        const began = performance.now();
        marker.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true, button: 0}));
        const there = () => document.querySelector('mark')?.textContent === marker.title;
        while (!there() && performance.now() - began < 9000) await new Promise(requestAnimationFrame);
        took.push(performance.now() - began);
        document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}));
    }
    return took;
}"""
"""Milliseconds from the press of each marker until its words are marked beside the chat."""


def test_a_marker_opens_fast_and_the_page_is_usable_soon(visit: Opener, window: str) -> None:
    """The best of several tries, for a machine that tests is busy with other things too."""
    soon = []
    for _ in range(3):
        began = time.monotonic()
        page = visit(window)
        soon.append(time.monotonic() - began)
    assert min(soon) < 2, soon
    ask(page, "What did Calder warn?")
    ask(page, "What did Fenner say?")
    took = page.evaluate(PANEL, 5)
    assert min(took) < 150, took


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
        const took = [];
        for (const n of [1, 2, 3]) {
            const began = performance.now();
            OnRecord.open({ article: 'long' + n, start: 99000, end: 99040, edition: null });
            const waiting = () => !document.querySelector('mark') && performance.now() - began < 9000;
            while (waiting()) await new Promise(requestAnimationFrame);
            took.push(performance.now() - began);
            if (n < 3) document.querySelector('mark').remove();
        }
        return took;
    }"""
    )
    assert page.locator("mark").text_content() == text[99000:99040]
    assert page.locator("mark").is_visible()
    assert min(took) < 500, took


LONG = "Wasserkraftwerksbetriebsleitung" * 12


@pytest.mark.parametrize("width", [390, 1280])
def test_a_long_unbroken_word_stays_on_the_page(visit: Opener, window: str, width: int) -> None:
    client = Client(window, verbose=False, analytics_enabled=False)
    text = f"Pilot Ada Brandt warned on 3 May 2024 that {LONG} was coming. {LONG}, said Ada Brandt on 4 May 2024."
    given = {"ref": "w1", "title": LONG, "outlet": LONG, "lang": "en", "published": "2024-05-06"}
    client.predict(text=text, dossier="long words", **given, api_name="/add")
    page = visit(window, dossier="long words", viewport={"width": width, "height": 760})
    fits = "document.documentElement.scrollWidth <= innerWidth"
    turn = ask(page, "What did Brandt warn?")
    assert page.evaluate(fits), "chat"
    press(page, turn.locator("a.or-cite").first)
    page.locator("mark").wait_for()
    assert page.evaluate(fits), "article"
    page.keyboard.press("Escape")
    for name, there in (("Timeline", ".or-entry"), ("Claims", ".or-claim"), ("Library", ".or-table tbody tr")):
        tab(page, name)
        page.locator(there).first.wait_for()
        assert page.evaluate(fits), name
