"""The window: masthead, four tabs, the article panel, and the HTTP API, put together.

In: a Desk. Out: Gradio Blocks. Never here: what a pane shows (its own file) or how it looks (`assets`).
"""

from __future__ import annotations

from typing import Any

import gradio as gr
from starlette.middleware import Middleware

from bot.ui import api, chat, claims, library, page, panel, timeline
from bot.ui.desk import Desk
from bot.ui.guard import Guard
from bot.ui.pane import pane, sent
from bot.ui.words import LANGUAGES, word
from index.settings import Settings

TABS = {"chat": chat, "timeline": timeline, "claims": claims, "library": library}


def build(desk: Desk) -> gr.Blocks:
    window = gr.Blocks(title="On Record", analytics_enabled=False, fill_width=True)
    with window:
        functions = [desk.dossiers, desk.create, desk.rename, desk.delete]
        masthead = pane("masthead", functions, events=("language",))
        tabs = []
        with gr.Tabs(elem_id="or-tabs"):
            for name, room in TABS.items():
                with gr.Tab(label=_label(name), id=name, elem_id=f"or-tab-{name}") as tab:
                    room.build(desk)
                tabs.append(tab)
        panel.build(desk)
        masthead.language(_labels, outputs=tabs, api_visibility="private", show_progress="hidden", queue=False)
        api.publish(desk)
    window.queue(default_concurrency_limit=4)
    return window


def options(settings: Settings) -> dict[str, Any]:
    """How the window is served: on one address, to its own page only, opening and sharing nothing."""
    return {
        "server_name": settings.host, "server_port": settings.port, "inbrowser": False, "share": False, "quiet": True,
        "show_error": True, "ssr_mode": False, "footer_links": ["api"], "theme": page.theme(), "head": page.head(),
        "app_kwargs": {"middleware": [Middleware(Guard, host=settings.host)]},
    }  # fmt: skip


def _label(name: str) -> str:
    return word("en", f"tab_{name}")


def _labels(event: gr.EventData) -> list[dict[str, Any]]:
    lang = str(sent(event).get("lang"))
    lang = lang if lang in LANGUAGES else "en"
    return [gr.update(label=word(lang, f"tab_{name}")) for name in TABS]
