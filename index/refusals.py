"""What somebody would not say: "declined to comment", "n'a pas répondu à nos questions", "a évité le sujet".

In: a Tree. Out: Drafts of force "decline_to_comment", their content what is left unsaid. Never here: any other
refusal.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from index import place, sources
from index.draft import Draft
from index.lang import table
from index.model import Span
from index.tree import OBJECTS, Tree


@cache
def _words(lang: str, key: str) -> frozenset[str]:
    return frozenset(table(lang, "cues")["refusals"][key].split())


@cache
def _negatives(lang: str) -> frozenset[str]:
    return frozenset(table(lang, "cues")["hedges"]["negatives"].split())


def find(tree: Tree, lang: str) -> Iterator[Draft]:
    """The refusals to speak of a sentence."""
    for token in tree.tokens:
        if token.pos not in ("VERB", "AUX"):
            continue
        found = _declined(tree, token.i, lang) or _unanswered(tree, token.i, lang) or _avoided(tree, token.i, lang)
        if found is None:
            continue
        content = (found,) if found.start < found.end else ()
        source = sources.find(tree, token.i, token.i)
        if source is not None and (place.is_asserted(tree, token.i) or _unwilling(tree, token.i, lang)):
            cue = Span(tree.tokens[place.group_start(tree, token.i)].start, token.end)
            yield Draft(tree, token.i, "refusal", "decline_to_comment", cue, content, cue, source)


def _declined(tree: Tree, i: int, lang: str) -> Span | None:
    """ "refused to comment on", "n'a pas souhaité s'exprimer": a verb of refusal, or of will with a negation."""
    lemma = tree.tokens[i].lemma
    if lemma in _words(lang, "unsaid") and _unwilling(tree, i, lang):
        rest = [k for k in tree.kids(i) if k > i and tree.tokens[k].dep not in ("punct", "npadvmod", "conj", "cc")]
        return tree.span(tree.left[rest[0]], tree.right[rest[-1]]) if rest else Span(i, i)
    if lemma not in _words(lang, "verbs") and not (lemma in _words(lang, "wishes") and _negated(tree, i, lang)):
        return None
    for k in tree.kids(i):
        if lemma == "vouloir" and tree.tokens[k].lemma == "dire":
            continue  # "ne veut pas dire que" is "does not mean that"
        if (
            k > i
            and tree.tokens[k].dep in ("xcomp", "ccomp", "obl:arg", "obj", "dobj", "advcl")
            and tree.tokens[k].lemma in _words(lang, "unsaid")
        ):
            return tree.span(tree.left[k], place.before_gloss(tree, tree.left[k], tree.right[k]))
    return None


def _unwilling(tree: Tree, i: int, lang: str) -> bool:
    """ "would not say", "ne dira pas" """
    helpers = {tree.tokens[k].lemma for k in tree.kids(i) if k < i}
    return bool(helpers & {"would", "will"}) and _negated(tree, i, lang)


def _unanswered(tree: Tree, i: int, lang: str) -> Span | None:
    """ "did not respond to requests": a negated answer to what was asked."""
    token = tree.tokens[i]
    if token.lemma not in _words(lang, "respond") or not _negated(tree, i, lang):
        return None
    for k in tree.kids(i):
        words = tree.tokens[tree.left[k] : tree.right[k] + 1]
        if (
            k > i
            and tree.tokens[k].dep not in ("punct", "advcl", "conj")
            and any(t.lemma in _words(lang, "objects") for t in words)
            and not _is_private(tree, k, lang)
        ):
            return tree.span(tree.left[k], tree.right[k])
    if not any(
        k > i and tree.tokens[k].dep not in ("punct", "advmod", "neg", "cc", "conj", "obl:mod", "npadvmod")
        for k in tree.kids(i)
    ):
        return Span(i, i)
    return None


def _is_private(tree: Tree, k: int, lang: str) -> bool:
    """ "his mother's call", "à l'appel de sa mère": a telephone that rings for somebody who is no journalist."""
    words = tree.tokens[tree.left[k] : tree.right[k] + 1]
    at = next((t.i for t in words if t.lemma in _words(lang, "calls")), None)
    if at is None or any(t.lemma.lower() in _words(lang, "journalists") or t.ent == "organisation" for t in words):
        return False
    behind = [t for t in words if t.i > at]
    plain = any(t.lemma in _words(lang, "objects") - _words(lang, "calls") for t in words)
    return not plain and any(t.text.lower() in _words(lang, "callers") for t in behind)


def _avoided(tree: Tree, i: int, lang: str) -> Span | None:
    if tree.tokens[i].lemma not in _words(lang, "avoid"):
        return None
    for k in tree.kids(i):
        if k > i and tree.tokens[k].dep in OBJECTS and tree.tokens[k].lemma in _words(lang, "topics"):
            return tree.span(tree.left[k], place.before_gloss(tree, tree.left[k], tree.right[k]))
    return None


def _negated(tree: Tree, i: int, lang: str) -> bool:
    return any(
        tree.tokens[k].text.lower() in _negatives(lang) or tree.tokens[k].dep == "neg"
        for k in tree.kids(i)
        if k < i + 3
    )
