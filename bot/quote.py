"""Claims → the exact words that may be quoted, and the run of text that proves them.

In: a claim and the edition it was read from. Out: spans of that text, trimmed of outer quotation marks. Never here: a
word that the article does not have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import grammar
from index.model import Article, Claim, Span

PAIRS = (("«", "»"), ("“", "”"), ("„", "“"), ("‘", "’"), ('"', '"'), ("'", "'"))
_THAT = re.compile(r"(?:que\s+|qu['’]|that\s+)", re.I)
_EDGES = " \t\n\r\u00a0\u202f\u2009,;:–—-"


def pieces(claim: Claim, text: str) -> list[Span]:
    """The claim's content, piece by piece, without outer quotation marks and loose punctuation; no empty piece."""
    trimmed = [trim(span, text) for span in claim.content]
    if claim.mode != "direct" and trimmed:
        trimmed[0] = trim(_without_that(trimmed[0], text), text)
    return [span for span in trimmed if span.end > span.start and any(c.isalnum() for c in span.of(text))]


def _without_that(span: Span, text: str) -> Span:
    """The clause without the word that opens it ("que", "that")."""
    opening = _THAT.match(text, span.start, span.end)
    return Span(opening.end(), span.end) if opening else span


def trim(span: Span, text: str) -> Span:
    """The span without white space, closing punctuation and a pair (or an orphan) of quotation marks around it."""
    start, end = span
    while True:
        before = (start, end)
        while start < end and text[start] in _EDGES:
            start += 1
        while start < end and (text[end - 1] in _EDGES or _full_stop(text, start, end)):
            end -= 1
        start, end = _unquoted(start, end, text)
        if (start, end) == before:
            return Span(start, end)


def _full_stop(text: str, start: int, end: int) -> bool:
    """A full stop that ends a sentence, not one of an abbreviation ("U.S.", "6 a.m.")."""
    abbreviated = end - start > 2 and (text[end - 3] == "." or (text[end - 3] in " \u00a0" and text[end - 2].isupper()))
    return text[end - 1] == "." and not abbreviated


def _unquoted(start: int, end: int, text: str) -> tuple[int, int]:
    inside = text[start:end]
    for opening, closing in PAIRS:
        if len(inside) < 2:
            break
        if opening == "'" or closing == "’":
            if inside[0] == opening and inside[-1] == closing:
                return start + 1, end - 1
            continue
        opens, closes = inside[0] == opening, inside[-1] == closing
        if opens and closes and opening not in inside[1:-1] and closing not in inside[1:-1]:
            return start + 1, end - 1
        if opens and closing not in inside[1:]:
            return start + 1, end
        if closes and opening not in inside[:-1]:
            return start, end - 1
    return start, end


def proof(claim: Claim, article: Article) -> Span:
    """The run of text that proves a claim: its content, cue and source, relay and day where they stand nearby; the
    sentence from its start where the subject of what is said stands before "which he said".
    """
    within = claim.sentence or Span(0, len(article.text))
    parts = [claim.cue, *claim.content]
    parts += [span for span in (claim.source, claim.said_span, *claim.channel) if span and within.covers(span)]
    start = within.start if claim.sentence and is_related(claim, article.text) else min(p.start for p in parts)
    return Span(start, max(p.end for p in parts))


def is_related(claim: Claim, text: str) -> bool:
    """Whether a relative stands right before the source, and the source before its cue: "which he said"."""
    if claim.source is None or claim.source.end > claim.cue.start:
        return False
    before = re.search(r"([^\W\d_]+['’]?)\s*$", text[max(0, claim.source.start - 20) : claim.source.start])
    return before is not None and before[1].lower() in grammar.words("relatives")


_OUTER = {"«": "»", "“": "”", '"': '"'}


def quotations(text: str) -> list[Span] | None:
    """The outer quotations of an answer's sentence, marks included; None where one is left open."""
    found, at = [], 0
    while at < len(text):
        closing = _OUTER.get(text[at])
        if closing is None:
            at += 1
            continue
        end = _closing(text, at, closing)
        if end is None:
            return None
        found.append(Span(at, end + 1))
        at = end + 1
    return found


def _closing(text: str, at: int, closing: str) -> int | None:
    """Where the quotation opened at `at` closes; a pair of the same marks inside is skipped."""
    depth = 0
    for i in range(at + 1, len(text)):
        if text[i] == closing:
            if depth == 0:
                return i
            depth -= 1
        elif text[i] == text[at]:
            depth += 1
    return None


def marks_for(content: str, pairs: Sequence[Sequence[str]]) -> tuple[str, str]:
    """The first pair of quotation marks that the content does not use itself."""
    for opening, closing in pairs:
        if opening.strip() not in content and closing.strip() not in content:
            return opening, closing
    return pairs[0][0], pairs[0][1]
