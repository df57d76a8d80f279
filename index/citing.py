"""Who is cited behind a relay: "according to the Post, citing the mayor".

In: the drafts and the connectors of a sentence. Out: the same without the pair that the citing joins, and one Draft
of the one cited, with the relay in its channel. Never here: relays that report with a verb of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

from index import cues, grammar, phrases
from index.channels import Connector
from index.draft import Draft
from index.model import Span
from index.tree import Tree

_FAR = 3


def read(
    tree: Tree, drafts: list[Draft], links: Sequence[Connector], lang: str
) -> tuple[list[Draft], list[Connector], list[Draft]]:
    """Drafts, connectors, and what those say whom a connector's relay cites."""
    kept, left, found = list(drafts), list(links), []
    for link in links:
        after = tree.tokens[link.source.last].end
        for d in drafts:
            quotes = d.frame == "noun" and cues.lemma(tree.tokens[d.head], lang) in grammar.words("quoting")
            if quotes and d in kept and 0 <= d.cue.start - after < _FAR and link.content:
                kept.remove(d)
                left.remove(link)
                found.append(_draft(tree, link, d))
                break
    return kept, left, found


def _draft(tree: Tree, link: Connector, d: Draft) -> Draft:
    first, last = tree.at(d.content[0].start), tree.at(d.content[0].end - 1)
    inside = [i for i in range(first, last + 1) if not first <= tree.tokens[i].head <= last or tree.tokens[i].head == i]
    source = phrases.Source(inside[0] if inside else first, first, last)
    region = Span(link.region.start, max(link.region.end, d.content[0].end))
    content = tuple(c for s in link.content if (c := _outside(tree, s, region)) is not None)
    relay = phrases.span(tree, link.source)
    return Draft(tree, source.head, "connector", "say", link.words, content, region, source, channel=(relay,))


def _outside(tree: Tree, span: Span, region: Span) -> Span | None:
    """The words of a span that the attribution leaves."""
    inside = [t.i for t in tree.tokens if span.start <= t.start < span.end and not region.start <= t.start < region.end]
    return tree.span(inside[0], inside[-1]) if inside else None
