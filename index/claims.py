"""Sentences to claims: who says what, with which force, through whom, when.

In: an Article, its Sentences and TimeExpressions. Out: Claims in the order of the text, spans only. Never here:
which person a source is (`names.attach` fills that), whether two claims agree. A direct quotation's content
includes its marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from index import datelines, grammar, quotes, shades
from index import drafts as drafting
from index.channels import is_relay
from index.draft import Draft
from index.lang import LANGUAGES, table
from index.model import Article, Claim, Mode, Sentence, Span, TimeExpression, Token
from index.quotes import Quote

_MARKS = "«»“”„‹›\"'‘’` \u00a0\u202f"


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
    source, channel = _cited(article, draft)
    addressee = shades.addressee(draft, times)
    return Claim(
        article.id, article.edition, draft.cue, _inside(article.text, draft.content, found),
        _mode(article.text, draft, found), draft.force,
        source=_before_told(article, draft, source, addressee),
        role=shades.role(article.text, draft),
        polarity=shades.polarity(draft, article.lang),
        hedge=shades.hedge(article.text, draft, article.lang),
        addressee=addressee,
        channel=channel,
        said=said.when if said else None,
        said_span=said.span if said else None,
        sentence=draft.tree.sentence.span,
    )  # fmt: skip


def _before_told(article: Article, draft: Draft, source: Span | None, addressee: Span | None) -> Span | None:
    """ "a dit Anna Bell au Matin d'Orsel": the source without the one who is told, behind its head."""
    if source is None or draft.source is None or draft.frame == "connector":
        return source
    head = draft.tree.tokens[draft.source.head]
    if addressee is None or not (source.covers(addressee) and head.end < addressee.start):
        return _before_outlet(article, source, head) if draft.cue.end <= source.start else source
    words = article.text[source.start : addressee.start].split()
    while len(words) > 1 and words[-1].lower() in grammar.words("to"):
        words.pop()
    return Span(source.start, source.start + len(" ".join(words)))


def _before_outlet(article: Article, source: Span, head: Token) -> Span:
    """ "indique une source à l'hebdomadaire": the paper at the end is told; "un journaliste au Matin" works there."""
    words = source.of(article.text)
    found = re.search(rf" (?:{'|'.join(grammar.words('told_by'))})(?: la | le | l['’]| )(?P<told>\S+(?: \S+)?)$", words)
    if found is None or head.end > source.start + found.start() or head.lemma in grammar.words("press"):
        return source
    return Span(source.start, source.start + found.start()) if is_relay(found["told"], article.lang) else source


def _cited(article: Article, draft: Draft) -> tuple[Span | None, tuple[Span, ...]]:
    """The source and the relays: in "according to the Post, citing the mayor", the Post only passes on."""
    source = draft.source_span
    found = _citing(article.lang).match(source.of(article.text)) if source else None
    if source is None or found is None:
        return source, draft.channel
    relay = Span(source.start, source.start + found.end("relay"))
    return Span(source.start + found.start("source"), source.end), (relay, *draft.channel)


@cache
def _citing(lang: str) -> re.Pattern[str]:
    words = table(lang, "cues")["relays"]["citing"]
    return re.compile(rf"(?P<relay>[^,]+),? (?:{words}) (?P<source>\w.*)", re.S)


def _inside(text: str, content: Sequence[Span], found: Sequence[Quote]) -> tuple[Span, ...]:
    """The content without the marks of quotations that begin or end with it, and without the dateline before it."""
    found = _touching(content, found)
    opening = {p.start for q in found for p in q.pieces}
    closing = {p.end for q in found for p in q.pieces}
    pieces = []
    for start, end in content:
        opens = not text[max(0, start - 8) : start].rstrip(" ")[-1:].strip()
        start = datelines.after(text, start, end) if opens else start
        whole = any(p.start <= start and end <= p.end for q in found for p in q.pieces)
        if whole and start in opening:
            start = end - len(text[start:end].lstrip(_MARKS))
        if whole and end in closing:
            end = start + len(text[start:end].rstrip(_MARKS))
        pieces.append(Span(start, end) if start < end else Span(*content[0]))
    return tuple(pieces)


def _touching(content: Sequence[Span], found: Sequence[Quote]) -> Sequence[Quote]:
    if not content:
        return ()
    return quotes.near(found, min(s.start for s in content), max(s.end for s in content))


def _mode(text: str, draft: Draft, found: Sequence[Quote]) -> Mode:
    """Direct when a quotation beside its cue is all that is said, mixed when words or a clause are quoted."""
    total = quoted = 0
    found = _touching(draft.content, found)
    pieces = [p for q in found for p in q.pieces if any(p.overlaps(s) for s in draft.content)]
    for span in draft.content:
        total += sum(c.isalnum() for c in text[span.start : span.end])
        for piece in pieces:
            quoted += sum(c.isalnum() for c in text[max(span.start, piece.start) : min(span.end, piece.end)])
    if draft.frame == "turn" and not pieces:
        return "direct"
    if not quoted:
        return "indirect"
    start = draft.content[0].start
    first = next((c for c in draft.content[0].of(text) if c.isalpha()), "A")
    fragment = first.islower() and draft.cue.end <= start and not text[draft.cue.end : start].strip()
    return "direct" if draft.frame in ("quote", "turn") and quoted >= 0.95 * total and not fragment else "mixed"
