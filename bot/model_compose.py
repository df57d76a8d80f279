"""A chat model writes the answer anew: each of its sentences is checked, and what fails gives way to what it cites.

In: a Draft written without a model, and a Pen. Out: the Draft as it grows. The model sees numbered passages as data
and gives sentences with the number of the passage that each rests on. Never here: a sentence that was not verified.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import prompts
from bot import verify
from bot.model_chain import PASSAGE, Pen
from bot.query import Draft, Drafted, Query
from bot.sources import Sources
from index.errors import ModelError
from index.lang import table
from index.model import Json

MOST = 12
_MARKERS = re.compile(r"\s*\[\d+(?:\s*,\s*\d+)*\]")


def compose(pen: Pen, draft: Draft, sources: Sources) -> Iterator[Draft]:
    """The draft in the model's sentences, growing. Raises ModelError where none of them stands the check."""
    shown = draft.sentences[:MOST]
    query = draft.query
    asked = prompts.fill(
        "compose", language=prompts.language(query.language), question=prompts.data(query.text),
        passages=prompts.data(*(_passage(n, sentence, sources) for n, sentence in enumerate(shown, 1))),
    )  # fmt: skip
    written: list[Drafted] = []
    replaced = 0
    for row in pen.rows(asked):
        sentence, failed = _judge(row, shown, query, sources)
        replaced += failed
        if sentence is not None and sentence.text not in [w.text for w in written]:
            written.append(sentence)
            yield replace(draft, sentences=tuple(written))
    if not any(sentence.support == "checked" for sentence in written):
        raise ModelError(f"none of its {replaced} sentences stood the check" if replaced else "it wrote no sentence")
    if replaced:
        note = table(query.language, "phrases")["note"]["model_replaced"].format(count=replaced)
        yield replace(draft, sentences=tuple(written), notes=(*draft.notes, note))


def _passage(n: int, sentence: Drafted, sources: Sources) -> Json:
    citation, claim = sentence.proofs[0]
    told: Json = {"passage": n, "text": citation.text[:PASSAGE]}
    if claim is not None:
        article = sources.article(claim.article)
        words = claim.source.of(article.text) if claim.source else None
        told |= {"source": claim.source_canonical or words, "verb": claim.force, "hedge": claim.hedge}
        told |= {"via": [span.of(article.text) for span in claim.channel]} if claim.channel else {}
    return told


def _judge(row: Json, shown: Sequence[Drafted], query: Query, sources: Sources) -> tuple[Drafted | None, bool]:
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
