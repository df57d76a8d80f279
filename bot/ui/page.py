"""What the page is made of besides its panes: scripts, styles, and Gradio's theme without any remote font.

In: the files of `bot/ui/assets`. Out: strings and a theme for `launch`. Never here: text of articles.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.ui.words import tables

if TYPE_CHECKING:
    from gradio.themes import Base

SCRIPTS = ("core", "masthead", "panel", "marks", "chat", "watches", "timeline", "claims", "library")
SANS = ("-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Liberation Sans", "Arial", "system-ui", "sans-serif")
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "Liberation Mono", "monospace")


def asset(name: str) -> str:
    return files("bot.ui").joinpath("assets", name).read_text(encoding="utf8")


def head() -> str:
    """The styles, the words as inert JSON, then the scripts, one element each so that an error names its place.

    The styles come this way because Gradio rewrites the selectors of `launch(css=)`.
    """
    words = json.dumps(tables(), ensure_ascii=False).replace("<", "\\u003c")
    scripts = "".join(f"<script>\n{asset(name + '.js')}</script>\n" for name in SCRIPTS)
    told = f'<script type="application/json" id="onrecord-words">{words}</script>'
    return f"<style>{asset('style.css')}</style>\n{told}\n{scripts}"


def theme() -> Base:
    """Gradio's plainest theme in system fonts, its colours taken from the style sheet's variables."""
    from gradio.themes import Base
    from gradio.themes.utils import fonts, sizes

    def local(names: tuple[str, ...]) -> list[fonts.Font | str]:
        return [fonts.Font(name) for name in names]

    plain = Base(font=local(SANS), font_mono=local(MONO), radius_size=sizes.radius_sm, text_size=sizes.text_md)
    return plain.set(
        body_background_fill="var(--or-paper)", body_background_fill_dark="var(--or-paper)",
        body_text_color="var(--or-ink)", body_text_color_dark="var(--or-ink)",
        background_fill_primary="var(--or-paper)", background_fill_primary_dark="var(--or-paper)",
        block_background_fill="transparent", block_background_fill_dark="transparent",
        block_border_width="0px", block_padding="0", block_shadow="none",
        border_color_primary="var(--or-rule)", border_color_primary_dark="var(--or-rule)",
        link_text_color="var(--or-link)", link_text_color_dark="var(--or-link)",
    )  # fmt: skip
