"""Screenshots of the window on the sample dossiers, for the README: `python -m tests.browser.screenshots [FOLDER]`.

In: the samples, read into a passing home. Out: PNG files in docs/. Never here: anything that is not really on the page.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from index.settings import Settings

from .conftest import CHROMIUM, QUIET, ask, opened, playwright, press, tab

SIZE = {"width": 1280, "height": 800}


def main(folder: Path) -> None:
    from bot.ui.desk import Desk

    with tempfile.TemporaryDirectory() as home, Desk.open(Settings(home=Path(home))) as desk:
        list(desk.add({"samples": True})[1])
        blocks, address = opened(desk)
        with playwright.sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
            for scheme in ("light", "dark"):
                picture(browser, address, folder, scheme)
            phone(browser, address, folder)
            browser.close()
        blocks.close()


def visit(browser: Any, address: str, scheme: str, dossier: str, size: dict[str, int]) -> Any:
    context = browser.new_context(locale="en-GB", viewport=size, color_scheme=scheme)
    page = context.new_page()
    page.add_init_script(f"localStorage.setItem('onrecord.dossier', '{dossier}')")
    page.goto(address)
    page.locator(".or-start h2").wait_for()
    return page


def picture(browser: Any, address: str, folder: Path, scheme: str) -> None:
    page = visit(browser, address, scheme, "summit", SIZE)
    turn = ask(page, "What did Kirby warn?")
    press(page, turn.locator("a.or-cite").last)
    page.locator("mark").wait_for()
    save(page, folder, "chat", scheme)
    page.keyboard.press("Escape")
    page = visit(browser, address, scheme, "orsel", SIZE)
    for name, there in (("Timeline", ".or-entry"), ("Claims", ".or-claim"), ("Library", ".or-table tbody tr")):
        tab(page, name)
        page.locator(there).first.wait_for()
        save(page, folder, name.lower(), scheme)


def phone(browser: Any, address: str, folder: Path) -> None:
    page = visit(browser, address, "light", "summit", {"width": 390, "height": 760})
    ask(page, "What did Kirby warn?")
    save(page, folder, "phone", "light")


def save(page: Any, folder: Path, name: str, scheme: str) -> None:
    page.wait_for_timeout(500)
    page.screenshot(path=folder / (f"{name}.png" if scheme == "light" else f"{name}-dark.png"))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "docs")
