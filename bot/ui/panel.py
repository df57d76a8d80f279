"""The article beside whatever is read, and corrections of what was read out of it.

In: a citation, a correction. Out: the article, as `show` prints it. Never here: drawing.
"""

from __future__ import annotations

import gradio as gr

from bot.ui.desk import Desk
from bot.ui.pane import pane


def build(desk: Desk) -> gr.HTML:
    return pane("panel", [desk.article, desk.correct, desk.take_back, desk.mend])
