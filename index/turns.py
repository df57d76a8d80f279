"""Speech without a reporting verb: "Macron : « … »", a quotation that goes on after its speaker.

In: the article, its trees, its quotations and the drafts already found. Out: more Drafts. Never here: sentences
with a cue of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from index.draft import Draft
from index.model import Article, Span
from index.phrases import Source
from index.quotes import Quote
from index.tree import Tree

_LABEL = re.compile(
    r"(?P<name>[A-ZÀ-Ý][^\s:«“\".!?,;()]*(?:[ \u00a0'’-][^\s:«“\".!?,;()]+){0,5})"
    r"(?P<cue>[ \u00a0\u202f]?:)(?=[ \u00a0\u202f\n])"
)
_SHORT = 4
_MINIMUM_LINES = 3


def find(article: Article, trees: Sequence[Tree], quotes: Sequence[Quote], drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Drafts of labelled turns and bare quotations."""
    taken = [s for d in drafts for s in d.content]
    yield from _labelled(article, trees, quotes, taken)
    yield from _bare(article.text, trees, quotes, drafts)


def _labelled(
    article: Article, trees: Sequence[Tree], quotes: Sequence[Quote], taken: Sequence[Span]
) -> Iterator[Draft]:
    """ "Macron : « … »" at the head of a paragraph; "SMITH: ..." where several paragraphs are labelled so."""
    body = [p.span for p in article.paragraphs if p.kind == "body"]
    labels = [(span, m) for span in body if (m := _LABEL.match(article.text, span.start, span.end))]
    capitals = [m for _, m in labels if m["name"].isupper()]
    for span, label in labels:
        start = label.end()
        while start < span.end and article.text[start].isspace():
            start += 1
        quote = next((q for q in quotes if q.start == start), None)
        if quote is not None:
            pieces = quote.pieces
        elif label["name"].isupper() and len(capitals) >= _MINIMUM_LINES:
            pieces = (Span(start, span.end),)
        else:
            continue
        if any(s.overlaps(p) for s in taken for p in pieces):
            continue
        tree = next((t for t in trees if t.sentence.span.start <= span.start < t.sentence.span.end), None)
        if tree is None or pieces[0].start >= pieces[0].end:
            continue
        first, last = tree.at(label.start("name")), tree.at(label.end("name") - 1)
        named = label["name"].isupper() or any(t.ent == "person" for t in tree.tokens[first : last + 1])
        if (
            last < len(tree.tokens)
            and named
            and not any("VerbForm=Fin" in t.morph for t in tree.tokens[first : last + 1])
        ):
            cue = Span(label.end("cue") - 1, label.end("cue"))
            yield Draft(tree, last, "turn", "say", cue, pieces, cue, Source(last, first, last))


def _bare(text: str, trees: Sequence[Tree], quotes: Sequence[Quote], drafts: Sequence[Draft]) -> Iterator[Draft]:
    """A sentence or paragraph that is all quotation and follows the words of a speaker at once goes on with them."""
    taken = bytearray(len(text))
    for span in (s for d in drafts for s in d.content):
        taken[span.start : span.end] = b"\x01" * (span.end - span.start)
    heads = {t.sentence.span.start for t in trees}
    spoken = sorted((d for d in drafts if d.frame in ("quote", "that", "turn")), key=_end)
    for quote in quotes:
        if quote.start not in heads or any(taken.find(1, p.start, p.end) >= 0 for p in quote.pieces):
            continue
        after = text[quote.end : quote.end + 2].strip(" \u00a0.")
        if len(quote.pieces[0].of(text).split()) < _SHORT or (
            after and "\n" not in after[:1] and not after[:1].isupper()
        ):
            continue
        before = bisect_right(spoken, quote.start, key=_end)
        last = spoken[before - 1] if before else None
        if last is None or last.source is None or not _follows(text, last, quote):
            continue
        yield Draft(last.tree, last.head, "turn", "say", last.cue, quote.pieces, last.region, last.source)


def _end(d: Draft) -> int:
    return max(s.end for s in (d.region, *d.content))


def _follows(text: str, draft: Draft, quote: Quote) -> bool:
    """Whether nothing but the rest of the speaker's own sentence stands between."""
    end = max(s.end for s in (draft.tree.sentence.span, *draft.content))
    return not text[end : quote.start].strip(" \n\u00a0\u202f")
