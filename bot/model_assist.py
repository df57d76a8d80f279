"""A chat model assists: a gloss under foreign quotations, a second opinion on each sentence, a follow-up made whole.

In: a Draft, or a question with the turns before it, and a Pen. Out: the Draft with remarks, its sentences untouched;
or the question as one that stands alone. What the model says is marked as its own wherever it is shown. Never here: a
sentence added, changed or removed; a word in a question that nobody asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import prompts
from bot.model_chain import PASSAGE, Pen
from bot.query import Draft, Drafted, Query
from bot.quote import quotations
from bot.sources import Sources
from index.errors import ModelError
from index.words import stem, stop_words, words

LONGEST = 300
"""Characters of a rewritten question; one that is longer is no question."""
TURNS = 4
PATIENCE = 8.0
"""Seconds without a word after which a follow-up is understood without the model: nothing can be shown before it."""


def assist(pen: Pen, draft: Draft, sources: Sources) -> Iterator[Draft]:
    """The draft with glosses, then with a second opinion too. Raises ModelError at the first that fails."""
    glossed = gloss(pen, draft, sources)
    yield glossed
    yield doubt(pen, glossed)


def gloss(pen: Pen, draft: Draft, sources: Sources) -> Draft:
    """The same sentences, with a marked translation under each quotation in another language.

    Raises ModelError where none can be used.
    """
    foreign = {n: s for n, s in enumerate(draft.sentences, 1) if _is_foreign(s, draft.query, sources)}
    if not foreign:
        return draft
    asked = prompts.fill(
        "gloss", language=prompts.language(draft.query.language),
        quotations=prompts.data(*({"n": n, "text": _quoted(sentence)} for n, sentence in foreign.items())),
    )  # fmt: skip
    found = {}
    for row in pen.rows(asked):
        n, text = row.get("n"), row.get("text")
        if n in foreign and isinstance(text, str) and text.strip() and _same_numbers(text, _quoted(foreign[n])):
            found[n] = " ".join(text.split())[:1000]
    if not found:
        raise ModelError("it gave no usable translation")
    told = (replace(s, gloss=found.get(n, "")) for n, s in enumerate(draft.sentences, 1))
    return replace(draft, sentences=tuple(told))


def doubt(pen: Pen, draft: Draft) -> Draft:
    """The same sentences; those that the model does not find in the passage they cite are marked as doubted.

    Raises ModelError where it gives no opinion at all.
    """
    asked = prompts.fill(
        "doubt",
        sentences=prompts.data(
            *(
                {"n": n, "sentence": sentence.text, "passage": sentence.proofs[0][0].text[:PASSAGE]}
                for n, sentence in enumerate(draft.sentences, 1)
            )
        ),
    )
    opinions = {row["n"]: row.get("supported") for row in pen.rows(asked) if isinstance(row.get("n"), int)}
    if not any(isinstance(opinion, bool) for opinion in opinions.values()):
        raise ModelError("it gave no second opinion")
    told = (replace(s, doubted=opinions.get(n) is False) for n, s in enumerate(draft.sentences, 1))
    return replace(draft, sentences=tuple(told))


def standalone(pen: Pen, question: str, before: Sequence[Query], lang: str) -> str | None:
    """A follow-up as a question that needs no turn before it; None where the model adds, loses or invents a word.

    Raises ModelError.
    """
    turns = [query.rewritten or query.text for query in before[-TURNS:]]
    asked = prompts.fill(
        "standalone", language=prompts.language(lang), turns=prompts.data(*turns), question=prompts.data(question)
    )
    for row in pen.rows(asked, PATIENCE):
        text = row.get("question")
        if isinstance(text, str) and _asks_the_same(text, question, turns, lang):
            return " ".join(text.split())
    return None


def _asks_the_same(text: str, question: str, turns: Sequence[str], lang: str) -> bool:
    """Every word that counts was asked in this conversation, and every one of this question is kept."""
    told, mine = _content(text, lang), _content(question, lang)
    known = mine.union(*(_content(turn, lang) for turn in turns))
    return len(text) <= LONGEST and mine < told <= known


def _content(text: str, lang: str) -> set[str]:
    return {stem(word, lang) for word in words(text) if word not in stop_words(lang)}


def _is_foreign(sentence: Drafted, query: Query, sources: Sources) -> bool:
    citation = sentence.proofs[0][0]
    return sources.article(citation.article).lang != query.language and bool(_quoted(sentence))


def _quoted(sentence: Drafted) -> str:
    return " … ".join(span.of(sentence.text)[1:-1].strip() for span in quotations(sentence.text) or ())


def _same_numbers(a: str, b: str) -> bool:
    return sorted(re.findall(r"\d+", a)) == sorted(re.findall(r"\d+", b))
