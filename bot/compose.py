"""Verified sentences → Answer: numbered citations, Markdown with [n] markers, how complete it is.

In: a Draft whose sentences have passed the check. Out: an Answer. Article text is escaped before markers go in, so
that no article can forge one. Never here: choosing or checking what is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.counts import coverage_words
from bot.query import Answer, AnswerSentence, Cited, Draft, Drafted
from bot.sources import Sources
from index.lang import table
from index.model import Citation, Claim

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$&{}])")
_STARTS_BLOCK = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.M)


def escape(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _STARTS_BLOCK.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text)) if text else text


def compose(draft: Draft, sources: Sources) -> Answer:
    """The Answer of a checked draft; without any sentence it abstains."""
    query, lang = draft.query, draft.query.language
    refused = not draft.sentences and query.intent != "meta"
    citations, sentences = _numbered(draft.sentences)
    coverage = _coverage(draft, sources)
    notes = tuple(dict.fromkeys((*_carried(draft), *query.notes, *draft.notes)))
    reason = draft.reason or (table(lang, "phrases")["refuse"]["no_answer"].format(topic=query.topic or query.text)
                              if refused else None)  # fmt: skip
    markdown = (
        _refusal(reason or "", draft, lang) if refused else _told(sentences, notes, coverage, lang, not query.topic)
    )
    return Answer(
        query, markdown, tuple(sentences), tuple(citations), refused, reason if refused else None,
        draft.nearest if refused else (), draft.unused, coverage, notes,
    )  # fmt: skip


def partly(answer: Answer, n: int) -> Answer:
    """The answer with its first n sentences, while it is being told."""
    sentences = answer.sentences[:n]
    return replace(answer, sentences=sentences, markdown=_told(sentences, answer.notes, None, answer.query.language))


def _numbered(drafted: Sequence[Drafted]) -> tuple[list[Cited], list[AnswerSentence]]:
    """Citations numbered in the order of the sentences; the same words for the same claim share a number."""
    numbers: dict[tuple[Citation, str | None], int] = {}
    citations: list[Cited] = []
    sentences: list[AnswerSentence] = []
    for sentence in drafted:
        mine = []
        for citation, claim in sentence.proofs:
            key = (citation, claim.id if claim else None)
            if key not in numbers:
                numbers[key] = len(numbers) + 1
                citations.append(Cited(numbers[key], citation, claim))
            mine.append(numbers[key])
        sentences.append(
            AnswerSentence(
                sentence.text, tuple(dict.fromkeys(mine)), sentence.support, sentence.why, sentence.gloss,
                sentence.doubted,
            )
        )  # fmt: skip
    return citations, sentences


def _coverage(draft: Draft, sources: Sources) -> dict[str, int]:
    """How many statements, sources and articles are told; copies of one article count once."""
    groups = sources.copies
    proofs = [proof for sentence in draft.sentences for proof in sentence.proofs]
    claims: dict[tuple[str, str], Claim] = {}
    for citation, claim in proofs:
        if claim:
            claims.setdefault((groups.get(citation.article, citation.article), f"{claim.cue}{claim.content}"), claim)
    who = {claim.source_canonical or f"{claim.article}:{claim.source}" for claim in claims.values()}
    articles = {groups.get(citation.article, citation.article) for citation, _ in proofs}
    passages = sum(1 for _, claim in proofs if claim is None)
    return {
        "claims": len(claims), "sources": len(who), "articles": len(articles),
        "unused": len(draft.unused), "untold": draft.untold, "passages": passages,
    }  # fmt: skip


def _carried(draft: Draft) -> tuple[str, ...]:
    """What a follow-up took over from the question before, so that it can be dropped."""
    query = draft.query
    if not query.carried:
        return ()
    phrases = table(query.language, "phrases")
    period = query.filters.said or query.filters.about or query.filters.published or (None, None)
    values = {
        "sources": ("carried_source", ", ".join(query.sources)),
        "unknown_source": ("carried_source", query.unknown_source or ""),
        "topic": ("carried_topic", query.topic),
        "forces": ("carried_force", ", ".join(phrases["force"][force] for force in query.forces)),
        "filters": ("carried_period", " – ".join(day.isoformat() if day else "…" for day in period)),
    }
    shown = [phrases["note"][values[key][0]].format(value=values[key][1]) for key in query.carried]
    return (phrases["note"]["carried"].format(what=", ".join(shown)),)


def _told(
    sentences: Sequence[AnswerSentence], notes: Sequence[str], coverage: dict[str, int] | None, lang: str,
    dated: bool = False,
) -> str:  # fmt: skip
    lines = [_line(sentence, lang) for sentence in sentences]
    body = lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines)
    parts = [f"*{escape(note)}*" if sentences else escape(note) for note in notes]
    parts += [body] if lines else []
    parts += [f"*{escape(coverage_words(coverage, lang, dated))}*"] if sentences and coverage else []
    return "\n\n".join(parts)


def _line(sentence: AnswerSentence, lang: str) -> str:
    line = escape(sentence.text) + "".join(f" [{n}]" for n in sentence.citations)
    notes = table(lang, "phrases")["note"]
    remarks = [notes["gloss"].format(text=sentence.gloss)] if sentence.gloss else []
    remarks += [notes["doubted"]] if sentence.doubted else []
    return line + "".join(f" *{escape(remark)}*" for remark in remarks)


def _refusal(reason: str, draft: Draft, lang: str) -> str:
    """The reason; the nearest passages as such, without markers."""
    notes = [f"*{escape(note)}*" for note in (*_carried(draft), *draft.query.notes, *draft.notes)]
    parts = [*notes, escape(reason)]
    if draft.nearest:
        parts.append(escape(table(lang, "phrases")["refuse"]["nearest"]))
        parts.append("\n".join(f"> {escape(' '.join(near.text.split()))}\n" for near in draft.nearest))
    return "\n\n".join(parts)
