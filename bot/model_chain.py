"""With a chat model: it writes, and every sentence it writes is checked; or it only puts a gloss under foreign
quotations.

In: a Query, its Evidence, and any LangChain chat model. Out: Drafts. The model sees numbered passages as data and
gives sentences with the number of the passage that each rests on. A model that errs, stalls, overflows or says
nothing usable is left out, and that is said. Never here: a model picked because a key lies around, or a sentence that
has not been verified.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from queue import Empty, Queue
from threading import Thread
from typing import TYPE_CHECKING, Any

import prompts
from bot import verify
from bot.query import Draft, Drafted, Query
from bot.sources import Sources
from index.errors import ModelError
from index.lang import table
from index.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

SILENCE = 30.0
"""Seconds without a word after which a model counts as stalled."""
LONGEST = 20_000
"""Characters of an answer that are read; a model that goes on is cut off."""
PASSAGE = 1_500
"""Characters of one passage that are shown to the model."""
MOST = 12

_NAMES = {"fr": "French", "en": "English"}
_MARKERS = re.compile(r"\s*\[\d+(?:\s*,\s*\d+)*\]")


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
    """A chat model that writes (`compose`) or glosses (`gloss`). It changes a Draft, never the evidence."""

    def __init__(self, model: BaseChatModel, writes: bool, silence: float = SILENCE) -> None:
        self.model = model
        self.writes = writes
        self.silence = silence

    @classmethod
    def of(cls, settings: Settings) -> Pen:
        return cls(open_model(settings), settings.compose)

    def improve(self, draft: Draft, sources: Sources) -> Draft:
        """The draft as the model would have it, or as it was, with the reason."""
        if not draft.sentences:
            return draft
        try:
            return self.compose(draft, sources) if self.writes else self.gloss(draft, sources)
        except ModelError as error:
            note = table(draft.query.language, "phrases")["note"]["model_failed"].format(why=str(error))
            return replace(draft, notes=(*draft.notes, note))

    # writing

    def compose(self, draft: Draft, sources: Sources) -> Draft:
        """The model's sentences; one that fails the check gives way to the quotation that it cites."""
        shown = draft.sentences[:MOST]
        query = draft.query
        asked = prompts.fill(
            "compose", language=_NAMES.get(query.language, "English"), question=_line(query.text),
            passages=_lines(_passage(n, sentence, sources) for n, sentence in enumerate(shown, 1)),
        )  # fmt: skip
        written: list[Drafted] = []
        replaced = 0
        for row in _objects(self._stream(asked)):
            sentence, failed = _judge(row, shown, query, sources)
            replaced += failed
            if sentence is not None and sentence.text not in [w.text for w in written]:
                written.append(sentence)
        if not written:
            raise ModelError("it wrote no sentence that could be used")
        notes = draft.notes
        if replaced:
            notes += (table(query.language, "phrases")["note"]["model_replaced"].format(count=replaced),)
        return replace(draft, sentences=tuple(written), notes=notes)

    # glossing

    def gloss(self, draft: Draft, sources: Sources) -> Draft:
        """The same sentences, with a marked translation under each quotation in another language."""
        foreign = {
            n: sentence for n, sentence in enumerate(draft.sentences, 1) if _is_foreign(sentence, draft.query, sources)
        }
        if not foreign:
            return draft
        asked = prompts.fill(
            "gloss", language=_NAMES.get(draft.query.language, "English"),
            quotations=_lines({"n": n, "text": _quoted(sentence)} for n, sentence in foreign.items()),
        )  # fmt: skip
        found = {}
        for row in _objects(self._stream(asked)):
            n, text = row.get("n"), _plain(row.get("text"))
            if isinstance(n, int) and n in foreign and text and _same_numbers(text, _quoted(foreign[n])):
                found[n] = text
        if not found:
            raise ModelError("it gave no usable translation")
        told = (replace(s, gloss=found.get(n, "")) for n, s in enumerate(draft.sentences, 1))
        return replace(draft, sentences=tuple(told))

    def _stream(self, asked: str) -> Iterator[str]:
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
                piece = told.get(timeout=self.silence)
            except Empty:
                raise ModelError(f"it said nothing for {self.silence:g} seconds") from None
            if piece is None:
                return
            if isinstance(piece, Exception):
                raise ModelError(_first_line(piece)) from piece
            length += len(piece)
            yield piece


def _passage(n: int, sentence: Drafted, sources: Sources) -> dict[str, Any]:
    citation, claim = sentence.proofs[0]
    told: dict[str, Any] = {"passage": n, "text": citation.text[:PASSAGE]}
    if claim is not None:
        article = sources.article(claim.article)
        words = claim.source.of(article.text) if claim.source else None
        told |= {"source": claim.source_canonical or words, "verb": claim.force, "hedge": claim.hedge}
        told |= {"via": [span.of(article.text) for span in claim.channel]} if claim.channel else {}
    return told


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _lines(rows: Iterator[dict[str, Any]]) -> str:
    return "\n".join(map(_line, rows))


def _objects(pieces: Iterator[str]) -> Iterator[dict[str, Any]]:
    """The JSON objects of a stream, each as soon as it is whole; anything between them is passed over."""
    held = ""
    decoder = json.JSONDecoder()
    for piece in pieces:
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


def _judge(
    row: dict[str, Any], shown: Sequence[Drafted], query: Query, sources: Sources
) -> tuple[Drafted | None, bool]:
    """A sentence of the model if it stands, else the one written without it; and whether it failed."""
    n, text = row.get("passage"), _plain(row.get("text"))
    if not isinstance(n, int) or isinstance(n, bool) or not 1 <= n <= len(shown):
        return None, bool(text)
    if not text:
        return None, False
    cited = shown[n - 1]
    mine = Drafted(text, cited.proofs, "checked", cited.why)
    return (cited, True) if verify.reasons(mine, query.language, sources) else (mine, False)


def _plain(text: object) -> str:
    """A sentence of a model on one line, without markers of its own."""
    if not isinstance(text, str):
        return ""
    return " ".join(_MARKERS.sub("", text).split())[:1000]


def _is_foreign(sentence: Drafted, query: Query, sources: Sources) -> bool:
    citation = sentence.proofs[0][0]
    return sources.article(citation.article).lang != query.language and bool(_quoted(sentence))


def _quoted(sentence: Drafted) -> str:
    from bot.quote import quotations

    return " … ".join(span.of(sentence.text)[1:-1].strip() for span in quotations(sentence.text) or ())


def _same_numbers(a: str, b: str) -> bool:
    return sorted(re.findall(r"\d+", a)) == sorted(re.findall(r"\d+", b))


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:160].rstrip(".")
