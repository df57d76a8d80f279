"""Where what is said begins and ends: short of other attributions, with whole quotations.

In: a Draft, the others of its sentence, the quotations near. Out: the Draft with its content cut or made whole.
Never here: which words report, who speaks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index import grammar, sources
from index.draft import Draft
from index.model import ATTITUDES, Span
from index.quotes import Quote

_LEAD = 4
_EDGE = " \t\n\u00a0\u202f,;:–—-"


def cut(text: str, d: Draft, regions: Sequence[Span]) -> tuple[Span, ...]:
    """The content without the words of other attributions inside it, edges trimmed."""
    pieces = list(d.content)
    for region in regions:
        if region == d.region:
            continue
        pieces = [p for piece in pieces for p in _without(text, piece, region)]
    return tuple(pieces) or d.content


def before_other(d: Draft, drafts: Sequence[Draft]) -> Draft:
    """ "said that A, but the union warned that B": a joined clause with its speaker and its cue, in one tense."""
    if d.frame != "that" or len(d.content) != 1 or d.source is None:
        return d
    start, end = d.content[0]
    for o in drafts:
        at = o.source.first if o is not d and o.source is not None and o.source.own else 0
        tokens = d.tree.tokens
        joined = at > 2 and tokens[at - 1].text.lower() in grammar.words("clause_joints") and _is_marked(d, at - 2)
        told = o.frame in ("that", "quote", "refusal") and o.force not in ATTITUDES and not o.aside and o.head > at
        inside = joined and d.head < at and start < tokens[at - 3].start < tokens[at].start < end
        if inside and told and sources.tense(d.tree, o.head) == sources.tense(d.tree, d.head):
            return replace(d, content=(Span(start, tokens[at - 3].end),))
    return d


def _is_marked(d: Draft, i: int) -> bool:
    """A comma, or a closing mark behind one: "... the plan,” though she noted"."""
    words = d.tree.tokens[i].text
    return words == "," or (words in ('"', "”", "''") and d.tree.tokens[i - 1].text == ",")


def before_joined(text: str, d: Draft, drafts: Sequence[Draft]) -> Draft:
    """ "said that A, and warned that B": what one source says by a second cue is no part of what it says by the
    first.
    """
    for o in drafts:
        if o is d or o.source_span is None or o.source_span != d.source_span or o.cue == d.cue:
            continue
        pieces = []
        for start, end in d.content:
            if start < o.cue.start < end and (o.region.start >= start or o.frame != "quote"):
                end = start + len(_without_joint(text[start : o.cue.start]))
            pieces.append(Span(start, end))
        pieces = [p for p in pieces if p.end - p.start > 3]
        d = replace(d, content=tuple(pieces)) if pieces else d
    return d


def _without_joint(said: str) -> str:
    """ "A, but on Monday (he) denied": without the words that join what follows, and what stands before its cue."""
    said = said.rstrip(_EDGE)
    run = said.split(" ")
    for i in range(max(1, len(run) - _LEAD), len(run) - 1):
        if run[i] in grammar.words("joints") and run[i + 1] in grammar.words("circumstances"):
            return " ".join(run[:i]).rstrip(_EDGE)
    while (last := said.rpartition(" ")[2]) and last in grammar.words("joints"):
        said = said[: -len(last)].rstrip(_EDGE)
    return said


def with_quotes(text: str, d: Draft, near: Sequence[Quote], others: Sequence[int] = ()) -> Draft:
    """The draft with every quotation that its content touches taken whole; a content that opens one is that
    quotation. `others` is where other attributions begin.
    """
    if d.aside:
        return _around_aside(text, d, near)
    if len(d.content) == 1 and d.frame == "that":
        start, end = d.content[0]
        for q in near:
            inside = q.pieces[0].start <= start and end <= q.pieces[0].end and not q.pieces[0].covers(d.cue)
            if inside and not any(c.isalnum() for c in text[q.start : start]):
                return replace(d, content=q.pieces, frame="quote")
    return replace(d, content=tuple(_whole_quotes(text, s, near, d.frame, others, d.cue) for s in d.content))


def _to_punctuation(text: str, end: int, others: Sequence[int]) -> int:
    """Where the words that go on after a quotation stop, if no mark stands at once."""
    if text[end - 2 : end - 1] in ".,!?" or text[end - 3 : end - 2] in ".!?":
        return end
    found = re.compile(r"[ \u00a0]+[^,.;:!?…«»“”\"()\n–—]*").match(text, end)
    last = end + len(found.group().rstrip()) if found else end
    stop = min((at for at in others if end < at < last), default=None)
    return last if stop is None else end + len(_without_joint(text[end:stop]))


def _around_aside(text: str, d: Draft, near: Sequence[Quote]) -> Draft:
    """« Le pont, a dit Bell, est fermé. Partez. »: the marks hold the incise too; what is said is the rest of the
    quotation.
    """
    for q in near:
        if any(p.covers(d.region) for p in q.pieces):
            pieces = [part for p in q.pieces for part in (_without(text, p, d.region) if p.covers(d.region) else [p])]
            return replace(d, content=tuple(pieces), frame="quote") if pieces else d
    return d


def _whole_quotes(text: str, span: Span, near: Sequence[Quote], frame: str, others: Sequence[int], cue: Span) -> Span:
    """A content that ends inside or just before a quotation takes it whole; so does one that starts inside."""
    start, end = span
    if any(piece.start == start and piece.end == end for q in near for piece in q.pieces):
        return span
    for q in near:
        for piece in q.pieces:
            if start <= piece.start < end < piece.end or (
                end <= piece.start and start < end and not text[end : piece.start].strip(" \u00a0")
            ):
                end = piece.end if frame in ("quote", "that") else _to_punctuation(text, piece.end, others)
            elif piece.covers(cue) and start < piece.end < end:
                end = piece.end  # the cue is quoted too: "« La préfecture affirme que ... », indique un communiqué"
            elif piece.start < start < piece.end < end:
                start = piece.start
    return Span(start, end)


def _without(text: str, piece: Span, region: Span) -> list[Span]:
    if not piece.covers(region):
        if region.overlaps(piece) and region.start > piece.start:
            return [_trim(text, Span(piece.start, region.start))]
        return [piece]
    after = region.end + len(text[region.end : piece.end]) - len(text[region.end : piece.end].lstrip(_EDGE + ".!?"))
    parts = [_trim(text, Span(piece.start, region.start)), _trim(text, Span(after, piece.end))]
    return [p for p in parts if any(c.isalnum() for c in p.of(text))]


def _trim(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return Span(start, end)
