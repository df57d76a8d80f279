"""The article beside whatever is read. In: a citation. Out: the article, as `show` prints it. Never here: drawing."""

from __future__ import annotations

import gradio as gr

from bot.ui.desk import Desk
from bot.ui.pane import pane


def build(desk: Desk) -> gr.HTML:
    return pane("panel", [desk.article])
