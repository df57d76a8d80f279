"""The library tab: articles come in, with progress, and go.

In: events of `assets/library.js`. Out: progress and the contract's `add` lines, counted. Never here: reading articles.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator

import gradio as gr

from bot.ui.desk import Desk
from bot.ui.pane import failure, pane, sent
from index.model import Json

PAUSE = 0.2
"""Seconds between two words of progress."""


def build(desk: Desk) -> gr.HTML:
    library = pane("library", [desk.articles, desk.edit, desk.remove], events=("bring", "stop"))

    def bring(event: gr.EventData) -> Iterator[Json]:
        yield from progress(desk, sent(event))

    adding = library.bring(
        bring, outputs=[library], api_visibility="private", show_progress="hidden", concurrency_limit=1
    )
    library.stop(None, cancels=[adding], api_visibility="private")
    return library


def progress(desk: Desk, asked: Json) -> Iterator[Json]:
    """How far an addition is, at most five times a second, then what became of every article."""
    job = {"job": str(asked.get("job"))}
    counts: Counter[str] = Counter(added=0, updated=0, unchanged=0, rejected=0)
    rejected: list[Json] = []
    begun = shown = 0.0
    try:
        total, lines = desk.add(asked)
        yield job | {"state": "running", "done": 0, "total": total}
        for line in lines:
            counts[line["status"]] += 1
            if line["status"] == "rejected":
                rejected.append({"name": line.get("title") or line.get("ref"), "reason": line.get("reason")})
            now = time.monotonic()
            begun = begun or now  # the pace is counted from the first result: before it, the parsers were loading
            if now - shown >= PAUSE:
                shown = now
                yield job | {"state": "running"} | _pace(counts.total(), total, now - begun)
        done = {
            "counts": dict(counts),
            "rejected": rejected,
            "dossier": desk.sample() if asked.get("samples") else None,
        }
        yield job | {"state": "done"} | done
    except Exception as error:
        yield job | {"state": "failed", "counts": dict(counts), "rejected": rejected} | failure(error)


def _pace(done: int, total: int, seconds: float) -> Json:
    rate = (done - 1) / max(seconds, 0.001)
    left = round(max(total - done, 0) / rate) if rate else None
    return {"done": done, "total": max(total, done), "rate": round(rate, 1), "left": left}
