"""The chat tab: a question in, the contract's `ask` object out as it grows.

In: events of `assets/chat.js`. Out: {"turn", "state", "answer"} through the pane's value. Never here: answering.
"""

from __future__ import annotations

from collections.abc import Iterator

import gradio as gr

from bot.ui.desk import Desk
from bot.ui.pane import failure, pane, sent
from index.errors import OnRecordError
from index.model import Json


def build(desk: Desk) -> gr.HTML:
    functions = [
        desk.start, desk.conversations, desk.conversation, desk.forget,
        desk.watches, desk.watch, desk.seen, desk.unwatch,
    ]  # fmt: skip
    chat = pane("chat", functions, events=("ask", "stop"))

    def turn(event: gr.EventData) -> Iterator[Json]:
        yield from told(desk, sent(event))

    asking = chat.ask(turn, outputs=[chat], api_visibility="private", show_progress="hidden", concurrency_limit=4)
    chat.stop(None, cancels=[asking], api_visibility="private")
    return chat


def told(desk: Desk, asked: Json) -> Iterator[Json]:
    """The states of one turn: searching, writing ..., then done or failed. A finished turn is kept."""
    turn = {"turn": str(asked.get("turn")), "answer": None}
    yield turn | {"state": "searching"}
    answer: Json | None = None
    try:
        for answer in desk.ask(asked):
            yield turn | {"state": "writing", "answer": answer}
    except Exception as error:
        yield turn | {"state": "failed", "answer": answer} | failure(error)
        return
    try:
        desk.keep(asked, answer or {})
        yield turn | {"state": "done", "answer": answer}
    except OnRecordError as error:  # the home is busy: the answer stands, and the reader is told that it is not kept
        yield turn | {"state": "done", "answer": answer, "unsaved": str(error)}
