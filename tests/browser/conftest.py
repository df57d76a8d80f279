"""A real window over a real home, in a real Chromium: made once for all stories told here.

In: short articles of our own. Out: `window` (its address) and `page` (a fresh browser profile). A page that asks
another host, or meets an error in its scripts, fails its test.
"""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import pytest

from index.settings import Settings

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright for Python is not installed.")
Page = playwright.Page
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
DOSSIER = "harbour"
ARTICLES = (
    {
        "id": "h1", "title": "Harbour master warns of silt", "outlet": "The Quay Courier", "lang": "en",
        "published": "2024-03-06",
        "text": "Harbour master Ines Calder warned on Tuesday that silt would close the north channel by summer. "
        "She said that two ferries had already touched the bottom.\n\n"
        "The regional council met on 4 March 2024. Councillor Tom Arkwright promised that dredging would begin in May. "
        "“We will not let this port die,” Arkwright said.",
    },
    {
        "id": "h2", "title": "Le conseil dément tout retard", "outlet": "La Gazette du Môle", "lang": "fr",
        "published": "2024-04",
        "text": "Tom Arkwright a démenti mercredi que le dragage ait pris du retard. « Les navires sont commandés », "
        "a déclaré le conseiller.\n\nInes Calder a averti que le chenal nord pourrait fermer en juin 2024. "
        "Selon l'agence Côte Presse, deux compagnies auraient déjà quitté le port.\n\n"
        "PHOTO : LE CHENAL NORD À MARÉE BASSE",
    },
    {
        "id": "h3", "title": "Ferry firm leaves the port", "outlet": "The Quay Courier", "lang": "en",
        "published": "2024-05-17",
        "text": "Northline left the harbour on 15 May 2024. Its director, Maud Fenner, said that the channel was too "
        "shallow for her ships. She accused the council of inaction. 𝔘nusual letters 🚢 stand before this: Maud Fenner "
        "added that she hoped to return one day.",
    },
    {
        "id": "h4", "title": "<img src=x onerror=\"window.hacked=1\">Trap", "outlet": "[1](#cite=x:0-9)", "lang": "en",
        "published": "2024-05-20",
        "text": "Mayor Piet Hollis said that <script>window.hacked=1</script> and [1] [2] would “never "
        "<b onclick=alert(1)>move</b>” the pier.\u202e gnirts a \u202c {{constructor}} ${window.hacked=1} "
        "<style>body{display:none}</style>\u200b.\n\n"
        + "Abcdefghijklmnopqrstuvwxyz" * 40,
    },
)  # fmt: skip


def fill(settings: Settings, dossier: str = DOSSIER) -> None:
    """Keep the articles in a home."""
    from index import ingest
    from index.model import Raw

    rows = [Raw(row["text"], row["id"], None, None, row["title"], row["outlet"], None, row["lang"], row["published"])
            for row in ARTICLES]  # fmt: skip
    results = list(ingest.add(iter(rows), settings, dossier, processes=1))
    assert [result["status"] for result in results] == ["added"] * len(rows), results


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def opened(desk: Any) -> tuple[Any, str]:
    """A window served from this process: (Blocks, address)."""
    from bot.ui.window import build, options

    blocks = build(desk)
    served = options(desk.settings.model_copy(update={"port": free_port()}))
    _, address, _ = blocks.launch(**served, prevent_thread_lock=True)
    return blocks, str(address).rstrip("/")


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    made = Settings(home=tmp_path_factory.mktemp("window"))
    fill(made)
    return made


@pytest.fixture(scope="session")
def window(settings: Settings) -> Iterator[str]:
    from bot.ui.desk import Desk

    with Desk.open(settings) as desk:
        blocks, address = opened(desk)
        yield address
        blocks.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed; `apt-get install chromium` lets these stories run.")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


Opener = Callable[..., Any]


@pytest.fixture
def visit(chromium: Any) -> Iterator[Opener]:
    """`visit(address, dossier=..., locale=..., viewport=...)` opens a page; faults found on the way fail the test."""
    faults: list[str] = []
    contexts = []

    def open_page(address: str, dossier: str | None = DOSSIER, **profile: Any) -> Any:
        context = chromium.new_context(**({"locale": "en-GB", "viewport": {"width": 1280, "height": 860}} | profile))
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"script: {error}"))
        page.on("request", lambda request: faults.extend(_foreign(request.url)))
        if dossier:
            page.add_init_script(
                f"localStorage.getItem('onrecord.dossier') || localStorage.setItem('onrecord.dossier', '{dossier}')"
            )
        page.goto(address)
        page.wait_for_selector(".or-start h2, .or-turn")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def _foreign(url: str) -> list[str]:
    local = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:", "about:")
    return [] if url.startswith(local) else [f"asked another host: {url}"]


@pytest.fixture
def page(visit: Opener, window: str) -> Any:
    return visit(window)


def ask(page: Any, question: str) -> Any:
    """Ask as a reader does; returns the turn once it is answered."""
    before = page.locator(".or-turn").count()
    page.get_by_role("textbox", name="Your question").or_(page.get_by_role("textbox", name="Votre question")).fill(
        question
    )
    page.keyboard.press("Enter")
    turn = page.locator(".or-turn").nth(before)
    turn.locator(".or-answer[aria-busy=false]").wait_for(state="attached", timeout=20_000)
    return turn


def press(page: Any, locator: Any) -> None:
    """A real press of the mouse, down and up, where the thing is now."""
    box = locator.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.up()


def tab(page: Any, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def file_in(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf8")
    return path
