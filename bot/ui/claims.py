"""The claims tab. In: filters. Out: the contract's `claims` and `threads` objects, and files. Never here: drawing."""

from __future__ import annotations

import gradio as gr

from bot.ui.desk import Desk
from bot.ui.pane import pane


def build(desk: Desk) -> gr.HTML:
    return pane("claims", [desk.claims, desk.export_claims, desk.mend, desk.split])
