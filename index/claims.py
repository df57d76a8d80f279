"""Sentences to claims: who says what, with which force, through whom, when.

In: an Article, its Sentences and TimeExpressions. Out: Claims in the order of the text, spans only. Never here: which person
a source is (`names.attach` fills that), whether two claims agree. A direct quotation's content includes its marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index import drafts as drafting
from index import quotes, shades
from index.draft import Draft
from index.lang import LANGUAGES
from index.model import Article, Claim, Mode, Sentence, Span, TimeExpression
from index.quotes import Quote


def extract(article: Article, sentences: Sequence[Sentence], times: Iterable[TimeExpression]) -> tuple[Claim, ...]:
    """The claims of an article, in order."""
    if article.lang not in LANGUAGES:
        return ()
    body = [p.span for p in article.paragraphs if p.kind == "body"]
    found = quotes.find(article.text, body)
    known = tuple(times)
    drafts = drafting.draft(article, sentences, found)
    return tuple(sorted((_claim(article, d, found, known) for d in drafts), key=lambda c: (c.content or (c.cue,))[0]))


def _claim(article: Article, draft: Draft, found: Sequence[Quote], times: Sequence[TimeExpression]) -> Claim:
    said = shades.said(draft, times)
    return Claim(
        article.id, article.edition, draft.cue, draft.content, _mode(article.text, draft.frame, draft.cue, draft.content, found), draft.force,
        source=draft.source_span,
        role=shades.role(article.text, draft),
        polarity=shades.polarity(draft, article.lang),
        hedge=shades.hedge(article.text, draft, article.lang),
        addressee=shades.addressee(draft),
        channel=draft.channel,
        said=said.when if said else None,
        said_span=said.span if said else None,
        sentence=draft.tree.sentence.span,
    )  # fmt: skip


def _mode(text: str, frame: str, cue: Span, content: Sequence[Span], found: Sequence[Quote]) -> Mode:
    """Direct when a quotation stands beside its cue and is all that is said, mixed when words or a clause are quoted."""
    total = quoted = 0
    pieces = [p for q in found for p in q.pieces if any(p.overlaps(s) for s in content)]
    for span in content:
        total += sum(c.isalnum() for c in text[span.start : span.end])
        for piece in pieces:
            quoted += sum(c.isalnum() for c in text[max(span.start, piece.start) : min(span.end, piece.end)])
    if not quoted:
        return "indirect"
    first = next((c for c in content[0].of(text) if c.isalpha()), "A")
    fragment = first.islower() and cue.end <= content[0].start and not text[cue.end : content[0].start].strip()
    return "direct" if frame == "quote" and quoted >= 0.95 * total and not fragment else "mixed"
