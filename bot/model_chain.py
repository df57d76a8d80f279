"""A chat model: opened, asked, listened to. What it says goes on as rows of JSON, never as it is.

In: settings, a prompt. Out: the JSON objects that the model writes, each as soon as it is whole. A model that errs,
stalls or overflows raises ModelError, so that whoever asked can do without it and say so. Never here: a model picked
because a key lies around, or a judgement of what it says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from queue import Empty, Queue
from threading import Thread
from typing import TYPE_CHECKING, Any

from index.errors import ModelError
from index.model import Json
from index.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

SILENCE = 30.0
"""Seconds without a word after which a model counts as stalled."""
PASSAGE = 1_500
"""Characters of one passage that are shown to the model."""
LONGEST = 20_000
"""Characters of an answer that are read; a model that goes on is cut off."""


def open_model(settings: Settings) -> BaseChatModel:
    """The chat model of the settings, "provider:model". Raises ModelError where it cannot be opened."""
    from langchain.chat_models import init_chat_model

    name = settings.model or ""
    if ":" not in name and not settings.model_url:
        raise ModelError(f"The model {name!r} names no provider; write it as provider:model, as in openai:gpt-4o-mini.")
    options: dict[str, Any] = {"temperature": 0}
    if settings.model_url:
        name = name if ":" in name else f"openai:{name}"
        options["base_url"] = settings.model_url
        options |= {"api_key": "none"} if name.startswith("openai:") and not _has_key() else {}
    try:
        model: BaseChatModel = init_chat_model(name, **options)
        return model
    except ImportError as error:
        provider = name.partition(":")[0]
        raise ModelError(
            f"The model {name!r} needs the extra package for {provider}: pip install 'on-record[{provider}]'."
        ) from error
    except Exception as error:  # providers raise their own kinds for a wrong name or a missing key
        raise ModelError(f"The model {name!r} cannot be opened: {_first_line(error)}.") from error


def _has_key() -> bool:
    import os

    return bool(os.environ.get("OPENAI_API_KEY"))


class Pen:
    """A chat model that writes, or only assists. It is asked for rows of JSON."""

    def __init__(self, model: BaseChatModel, writes: bool, silence: float = SILENCE) -> None:
        self.model = model
        self.writes = writes
        self.silence = silence

    @classmethod
    def of(cls, settings: Settings) -> Pen:
        return cls(open_model(settings), settings.compose)

    def rows(self, asked: str, patience: float | None = None) -> Iterator[Json]:
        """What the model answers to a prompt, object by object; anything between them is passed over.

        `patience` is how many seconds it may be silent, where that is less than it may be otherwise. Raises ModelError
        where it errs or falls silent.
        """
        held = ""
        decoder = json.JSONDecoder()
        for piece in self._stream(asked, min(self.silence, patience or self.silence)):
            held += piece
            while (start := held.find("{")) >= 0:
                try:
                    row, end = decoder.raw_decode(held, start)
                except ValueError:
                    if "\n" not in held[start:]:
                        break
                    held = held[held.index("\n", start) + 1 :]  # a broken line
                    continue
                held = held[end:]
                if isinstance(row, dict):
                    yield row

    def _stream(self, asked: str, silence: float) -> Iterator[str]:
        """What the model says, piece by piece. Raises ModelError where it errs or falls silent."""
        from langchain_core.messages import HumanMessage

        told: Queue[str | Exception | None] = Queue()

        def run() -> None:
            try:
                for piece in self.model.stream([HumanMessage(asked)]):
                    told.put(piece.text if isinstance(piece.text, str) else str(piece.content))
                told.put(None)
            except Exception as error:  # a provider's own kinds: they all mean that the model failed
                told.put(error)

        Thread(target=run, daemon=True).start()
        length = 0
        while length <= LONGEST:
            try:
                piece = told.get(timeout=silence)
            except Empty:
                raise ModelError(f"it said nothing for {silence:g} seconds") from None
            if piece is None:
                return
            if isinstance(piece, Exception):
                raise ModelError(_first_line(piece)) from piece
            length += len(piece)
            yield piece


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:160].rstrip(".")
