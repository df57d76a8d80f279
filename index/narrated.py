"""The infinitive that French tells speech with: « Et Anna Bell d'ajouter : "..." », « Avant de nuancer : "..." ».

In: the article, its trees, its quotations and the drafts already found. Out: more Drafts. Never here: infinitives that
hang on a verb.
"""

from __future__ import annotations

from collections.abc import Sequence

from index import cues
from index.draft import Draft
from index.model import Article, Span
from index.phrases import Source, trimmed
from index.quotes import Quote, near
from index.tree import Tree

_OPENERS = frozenset({"et", "puis", "avant", "mais"})
_REACH = 12
_NEAR = 400


def find(article: Article, trees: Sequence[Tree], quotes: Sequence[Quote], drafts: Sequence[Draft]) -> list[Draft]:
    """All such drafts of an article whose quotation no other draft has."""
    found: list[Draft] = []
    for tree in trees if article.lang == "fr" else ():
        span = tree.sentence.span
        behind = near(quotes, span.start, span.end + 3)
        d = _read(article.text, tree, behind, [*drafts, *found], article.lang) if behind else None
        if d is not None and not any(s.overlaps(p) for o in drafts for s in o.content for p in d.content):
            found.append(d)
    return found


def _read(text: str, tree: Tree, quotes: Sequence[Quote], drafts: Sequence[Draft], lang: str) -> Draft | None:
    """The quotation behind such an infinitive, by the one named before it, else by who spoke last."""
    tokens = tree.tokens
    if len(tokens) < 3 or tokens[0].text.lower() not in _OPENERS:
        return None
    of = next((t.i for t in tokens[1:_REACH] if t.text.lower() in ("de", "d'", "d’")), None)
    if of is None or of + 1 >= len(tokens) or any("VerbForm=Fin" in t.morph for t in tokens[:of]):
        return None
    verb = of + 1
    known = cues.entries(lang).get(cues.lemma(tokens[verb], lang), ())
    entry = next((e for e in known if "quote" in e.frames and not e.rest and not e.reflexive), None)
    quote = _behind(text, tree, verb, quotes)
    if entry is None or quote is None or not tokens[verb].text.lower().endswith(("er", "ir", "re")):
        return None
    cue = Span(tokens[verb].start, tokens[verb].end)
    if of > 1 and tokens[0].text.lower() != "avant":
        head = next((t.i for t in tokens[1:of] if t.pos in ("NOUN", "PROPN")), None)
        if head is None:
            return None
        source = trimmed(tree, Source(head, 1, of - 1))
        return Draft(tree, verb, "turn", entry.force, cue, quote.pieces, cue, source)
    last = max((d for d in drafts if d.source and d.cue.start < cue.start), key=lambda d: d.cue.start, default=None)
    if last is None or tree.sentence.span.start - max(last.tree.sentence.span.end, last.content[-1].end) > 3:
        return None
    return Draft(last.tree, last.head, "turn", entry.force, cue, quote.pieces, cue, last.source)


def _behind(text: str, tree: Tree, verb: int, quotes: Sequence[Quote]) -> Quote | None:
    """The quotation that follows the infinitive behind a colon, no verb between."""
    start = tree.tokens[verb].end
    quote = next((q for q in quotes if q.start >= start), None)
    if quote is None or quote.start - start > _NEAR or not text[start : quote.start].rstrip().endswith((":", ".")):
        return None
    between = [t for t in tree.tokens[verb + 1 :] if t.end <= quote.start]
    stops = [t for t in between if t.text in (".", ":")]
    return None if len(stops) > 1 or any("VerbForm=Fin" in t.morph for t in between) else quote
