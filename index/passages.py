"""Sentences → Passages: the grain at which articles are searched.

In: an Article and its sentences. Out: Passages of whole sentences, of one paragraph each. Never here: text that is
noise, or a passage across two paragraphs. The encoder averages words, so a short passage speaks and a long one mumbles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from index.model import Article, Passage, Sentence, Span

FEWEST, MOST = 40, 100
"""Words of a passage: below it takes one more sentence, above it takes none."""
SENTENCES = 4


def cut(article: Article, sentences: Sequence[Sentence]) -> tuple[Passage, ...]:
    """The passages of an article's body, in order; every sentence of the body is in exactly one."""
    body = {n for n, paragraph in enumerate(article.paragraphs) if paragraph.kind == "body"}
    found: list[Passage] = []
    for number, group in groupby(sentences, key=lambda s: s.paragraph):
        if number in body:
            found.extend(_passage(article, run) for run in _runs(article.text, [s.span for s in group]))
    return tuple(found)


def _runs(text: str, spans: list[Span]) -> Iterator[list[Span]]:
    """Runs of about equal size, so that a paragraph never ends in a lone short sentence."""
    sizes = [len(span.of(text).split()) for span in spans]
    parts = max(-(-sum(sizes) // MOST), -(-len(spans) // SENTENCES))
    target = max(FEWEST, sum(sizes) / max(parts, 1))
    run: list[Span] = []
    size = 0
    for span, words in zip(spans, sizes, strict=True):
        if run and (size + words / 2 > target or len(run) == SENTENCES):
            yield run
            run, size = [], 0
        run.append(span)
        size += words
    if run:
        yield run


def _passage(article: Article, run: list[Span]) -> Passage:
    return Passage(article.id, article.edition, Span(run[0].start, run[-1].end), tuple(run))
