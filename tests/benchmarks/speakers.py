"""`python -m tests.benchmarks.speakers`: what looking among claims first adds to the passages found.

In: the annotated dossiers and their questions. Out: for the questions that name a speaker, and for all, how often a
passage that holds the evidence is among the first one, three and five; with claims first and without.
Never here: judging answers (`tests.gate` does).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.bot import Bot
from bot.query import Hit
from bot.retrieve import search
from bot.shelf import Shelf
from index import fetch, ingest
from index.encoder import load
from index.samples import folders
from index.settings import Settings
from index.vectors import Exact
from tests.gate import proof_of, read

Spans = Sequence[tuple[str, Sequence[Any]]]


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home))
        for dossier, folder in folders().items():
            list(ingest.add(fetch.read([str(folder)]), settings, dossier, processes=1))
        with Bot.open(settings) as bot:
            show(list(ranks(bot)))


def ranks(bot: Bot) -> Iterator[tuple[bool, int, int]]:
    """For each question that has an answer: is a speaker named; the place of the first right passage without, and with
    claims first.
    """
    spans = {c["id"]: (c["article"], c["content"] or [c["cue"]]) for c in read("claims")}
    refs = {d: {a.id: a.ref or "" for a in bot.store.articles(d)} for d in folders()}
    shelf = Shelf(bot.store, load())
    for gold in (g for g in read("questions") if not g["abstain"] and not g["history"]):
        dossier, asked = gold["dossier"], gold["question"]
        wanted = [proof_of(proof, spans) for group in gold["groups"] for proof in group]
        first = bot.search(asked, dossier, 100, passages=True)
        plain = search(bot.store, Exact(bot.store, load()), load(), dossier, asked, 100, group="passage", shelf=shelf)
        named = bool(bot.understand(asked, dossier).sources)
        yield named, place(plain, wanted, refs[dossier]), place(first, wanted, refs[dossier])


def place(hits: Sequence[Hit], wanted: Spans, refs: Mapping[str, str]) -> int:
    """The place of the first hit that holds evidence, counted from 0; a thousand where none does."""
    for n, hit in enumerate(hits):
        start, end = hit.passage.span
        if any(refs[hit.passage.article] == ref and s < end and start < e for ref, some in wanted for s, e in some):
            return n
    return 1_000


def show(found: Sequence[tuple[bool, int, int]]) -> None:
    for name, rows in (("a speaker is named", [row for row in found if row[0]]), ("all", list(found))):
        for how, side in (("passages alone", 1), ("claims first", 2)):
            shares = (f"R@{k} {sum(row[side] < k for row in rows) / len(rows):.3f}" for k in (1, 3, 5))
            print(f"{name:20s} {how:16s} {'  '.join(shares)}  ({len(rows)} questions)")


if __name__ == "__main__":
    main()
