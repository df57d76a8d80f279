"""How a claim is meant: negated or not, sure or hearsay, to whom, when, and in which office the source speaks.

In: a Draft. Out: one shade each. Never here: which words are cue or content.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from index.draft import Draft
from index.lang import table
from index.model import Hedge, Polarity, Span, TimeExpression
from index.tree import Tree

_ADDRESSEES = frozenset({"dative", "iobj", "obl:arg", "dobj", "obj"})


@cache
def _words(lang: str, key: str) -> frozenset[str]:
    return frozenset(table(lang, "cues")["hedges"][key].replace("_", " ").split(" "))


def polarity(draft: Draft, lang: str) -> Polarity:
    """Negative when the reporting itself is negated: "n'a pas exclu"."""
    if draft.frame == "connector":
        return "positive"
    negatives = _words(lang, "negatives")
    kids = draft.tree.kids(draft.head)
    return "negative" if any(draft.tree.tokens[k].text.lower() in negatives and k not in _content(draft) for k in kids) else "positive"


def _content(draft: Draft) -> frozenset[int]:
    return frozenset(t.i for t in draft.tree.tokens if any(s.start <= t.start < s.end for s in draft.content))


def hedge(text: str, draft: Draft, lang: str) -> Hedge:
    """hearsay before conditional before possible before asserted."""
    tree = draft.tree
    if draft.frame != "connector" and (_is_conditional(tree, draft.head, lang) or _has(tree, tree.kids(draft.head), lang, "hearsay")):
        return "hearsay"
    inside = sorted(_content(draft))
    if _has(tree, inside, lang, "hearsay"):
        return "hearsay"
    conditions = [i for i in inside if tree.tokens[i].pos == "SCONJ" and tree.tokens[i].dep == "mark"]
    if _has(tree, conditions, lang, "conditional"):
        return "conditional"
    return "possible" if _has(tree, inside, lang, "possible") else "asserted"


def _is_conditional(tree: Tree, head: int, lang: str) -> bool:
    """The conditional of hearsay: "aurait accepté", "serait prêt"."""
    if lang != "fr":
        return False
    return any("Mood=Cnd" in tree.tokens[k].morph for k in tree.kids(head) if k < head and tree.tokens[k].pos == "AUX")


def _has(tree: Tree, tokens: Sequence[int], lang: str, key: str) -> bool:
    words = _words(lang, key)
    return any(tree.tokens[i].lemma in words or tree.tokens[i].text.lower() in words for i in tokens)


def addressee(draft: Draft) -> Span | None:
    """To whom: "told reporters", "a déclaré aux journalistes"."""
    if draft.frame in ("noun", "call", "connector"):
        return None
    inside = _content(draft)
    for k in draft.tree.kids(draft.head):
        token = draft.tree.tokens[k]
        if token.dep in _ADDRESSEES and k not in inside and (draft.source is None or k != draft.source.head):
            return draft.tree.span(draft.tree.left[k], draft.tree.right[k])
    return None


def said(draft: Draft, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """The time that modifies the cue: in its sentence, outside the content and the source, nearest to the cue."""
    sentence = draft.tree.sentence.span
    source = draft.source_span
    near = [
        t
        for t in times
        if t.type in ("DATE", "TIME")
        and sentence.covers(t.span)
        and not any(s.overlaps(t.span) for s in draft.content)
        and not (source and source.covers(t.span))
    ]
    return min(near, key=lambda t: abs(t.span.start - draft.cue.start), default=None)


def role(text: str, draft: Draft) -> str | None:
    """The office that stands beside the name in the source: "spokesman for the council"."""
    source = draft.source_span
    if source is None or draft.source is None:
        return None
    tree, head = draft.tree, draft.source.head
    for k in tree.kids(head):
        if tree.tokens[k].dep == "appos" and tree.tokens[k].pos in ("NOUN", "PROPN"):
            name = tree.tokens[k].pos == "PROPN" and tree.tokens[head].pos == "NOUN"
            first, last = (draft.source.first, k - 1) if name else (tree.left[k], tree.right[k])
            words = tree.span(first, max(first, last)).of(text)
            return re.split(r",| qui | who | which ", words)[0].strip() or None
    return None
