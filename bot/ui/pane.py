"""A pane: one `gr.HTML` whose content the page's scripts draw from JSON, so that no text is ever read as markup.

In: the pane's name and the Python functions it may call. Out: the component. Never here: what a pane shows.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

import gradio as gr

from index.errors import OnRecordError
from index.model import Json

Answering = Callable[[Json], Json]
log = logging.getLogger(__name__)


def pane(name: str, functions: Sequence[Answering], events: Sequence[str] = ()) -> gr.HTML:
    """The pane `OnRecord.panes.NAME`; `events` are what its script may trigger."""
    named = " ".join(f"'{event}'" for event in events)
    return gr.HTML(
        value=None,
        html_template=f'<div class="or-{name}"></div>',
        js_on_load=f"/* triggers {named} */ OnRecord.panes.{name}(element, {{trigger, props, server, watch, upload}});",
        server_functions=[answering(function) for function in functions],
        apply_default_css=False,
        elem_id=f"or-pane-{name}",
    )


def answering(function: Answering) -> Answering:
    """The function with what went wrong as {"error": one sentence}, which the pane shows in place."""

    @wraps(function)
    def safely(asked: Json) -> Json:
        try:
            return function(asked)
        except Exception as error:
            return failure(error)

    return safely


def failure(error: Exception) -> Json:
    """What a reader is told: the project's errors say what to do; anything else is logged whole and named."""
    if isinstance(error, OnRecordError):
        return {"error": str(error)}
    log.exception("The window met an unexpected error.", exc_info=error)
    return {"error": f"Unexpected {type(error).__name__}: {error}. The program's output says more."}


def sent(event: gr.EventData) -> Json:
    """What a script sent along with an event."""
    data: Any = event._data
    return dict(data or {})
