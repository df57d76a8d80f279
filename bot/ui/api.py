"""The same as an HTTP API: /ask, /timeline, /claims, /search and /add, with the contract's JSON.

In: plain values. Out: the objects of `bot/contracts`. Never here: anything that a command of `onrecord` does not offer.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import gradio as gr
from gradio.events import api as endpoint

from bot.ui.desk import Desk
from index.errors import OnRecordError
from index.model import Json


def publish(desk: Desk) -> None:
    """Adds the five endpoints to the Blocks being built."""
    for function in (ask(desk), timeline(desk), claims(desk), search(desk), add(desk)):
        endpoint(_told(function), api_name=function.__name__, concurrency_limit=4)


def _told(function: Callable[..., Json]) -> Callable[..., Json]:
    """The project's errors as the API's: one sentence, no traceback."""

    @wraps(function)
    def safely(*given: Any, **named: Any) -> Json:
        try:
            return function(*given, **named)
        except OnRecordError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return safely


def ask(desk: Desk) -> Callable[..., Json]:
    def ask(
        question: str,
        dossier: str = "default",
        source: str | None = None,
        outlet: str | None = None,
        lang: str | None = None,
        said_from: str | None = None,
        said_to: str | None = None,
        about: str | None = None,
        published: str | None = None,
    ) -> dict[str, Any]:
        """Answer a question, every sentence with its proof. Dates are EDTF or ISO; `about` and `published` are D..D."""
        given = {"sources": source, "outlet": outlet, "lang": lang, "about": about, "published": published}
        return desk.answer(question, dossier, given | {"said": (said_from, said_to)})

    return ask


def timeline(desk: Desk) -> Callable[..., Json]:
    def timeline(
        topic: str | None = None,
        dossier: str = "default",
        happened_from: str | None = None,
        happened_to: str | None = None,
        most: int | None = None,
        only: str | None = None,
        published: str | None = None,
        outlet: str | None = None,
        source: str | None = None,
        said_from: str | None = None,
        said_to: str | None = None,
    ) -> dict[str, Any]:
        """What happened, was said or is planned, in order. `only` names lanes: happened,said,planned."""
        given = {
            "sources": source, "outlet": outlet, "published": published, "happened": (happened_from, happened_to),
            "said": (said_from, said_to),
        }  # fmt: skip
        return desk.tell(dossier, topic, given, most, only)

    return timeline


def claims(desk: Desk) -> Callable[..., Json]:
    def claims(
        text: str | None = None,
        dossier: str = "default",
        source: str | None = None,
        force: str | None = None,
        hedge: str | None = None,
        said_from: str | None = None,
        said_to: str | None = None,
        about: str | None = None,
        published: str | None = None,
        outlet: str | None = None,
        lang: str | None = None,
        threads: bool = False,
    ) -> dict[str, Any]:
        """Who said what; with `threads`, which claims repeat, change, deny or contradict each other."""
        given = {
            "sources": source, "forces": force, "hedges": hedge, "said": (said_from, said_to), "about": about,
            "published": published, "outlet": outlet, "lang": lang,
        }  # fmt: skip
        return desk.list_threads(dossier, given, text) if threads else desk.list_claims(dossier, given, text)

    return claims


def search(desk: Desk) -> Callable[..., Json]:
    def search(
        query: str,
        k: int = 10,
        dossier: str = "default",
        passages: bool = False,
        outlet: str | None = None,
        lang: str | None = None,
        about: str | None = None,
        published: str | None = None,
    ) -> dict[str, Any]:
        """Passages by words and by meaning; `k` counts articles, or passages where asked."""
        given = {"outlet": outlet, "lang": lang, "about": about, "published": published}
        return desk.search(query, dossier, k, given, passages)

    return search


def add(desk: Desk) -> Callable[..., Json]:
    def add(
        text: str,
        dossier: str = "default",
        published: str | None = None,
        outlet: str | None = None,
        title: str | None = None,
        lang: str | None = None,
        ref: str | None = None,
        url: str | None = None,
    ) -> dict[str, Any]:
        """Read one article and keep it; an article under the same `ref` (else `url`) is updated."""
        told = {"published": published, "outlet": outlet, "title": title, "lang": lang, "ref": ref, "url": url}
        return desk.add_text(dossier, text, told)

    return add
