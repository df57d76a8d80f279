"""What somebody would not say: "declined to comment", "n'a pas répondu aux sollicitations", "a évité les discussions".

In: a Tree. Out: Drafts of force "decline_to_comment", their content what is left unsaid. Never here: any other refusal.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from index import frames, sources
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
        content = _declined(tree, token.i, lang) or _unanswered(tree, token.i, lang) or _avoided(tree, token.i, lang)
        if content is None:
            continue
        source = sources.find(tree, token.i, token.i)
        if source is not None and frames.is_asserted(tree, token.i):
            cue = Span(tree.tokens[frames.group_start(tree, token.i)].start, token.end)
            yield Draft(tree, token.i, "refusal", "decline_to_comment", cue, (content,), cue, source)


def _declined(tree: Tree, i: int, lang: str) -> Span | None:
    """ "refused to comment on", "n'a pas souhaité s'exprimer": a verb of refusal, or of will with a negation."""
    lemma = tree.tokens[i].lemma
    if lemma not in _words(lang, "verbs") and not (lemma in _words(lang, "wishes") and _negated(tree, i, lang)):
        return None
    for k in tree.kids(i):
        if k > i and tree.tokens[k].dep in ("xcomp", "ccomp", "obl:arg", "obj", "dobj", "advcl") and tree.tokens[k].lemma in _words(lang, "unsaid"):
            return tree.span(tree.left[k], frames.before_gloss(tree, tree.left[k], tree.right[k]))
    return None


def _unanswered(tree: Tree, i: int, lang: str) -> Span | None:
    """ "did not respond to requests": a negated answer to what was asked."""
    token = tree.tokens[i]
    if token.lemma not in _words(lang, "respond") or not _negated(tree, i, lang):
        return None
    for k in tree.kids(i):
        words = tree.tokens[tree.left[k] : tree.right[k] + 1]
        if k > i and tree.tokens[k].dep not in ("punct", "advcl", "conj") and any(t.lemma in _words(lang, "objects") for t in words):
            return tree.span(tree.left[k], tree.right[k])
    return None


def _avoided(tree: Tree, i: int, lang: str) -> Span | None:
    if tree.tokens[i].lemma not in _words(lang, "avoid"):
        return None
    for k in tree.kids(i):
        if k > i and tree.tokens[k].dep in OBJECTS and tree.tokens[k].lemma in _words(lang, "topics"):
            return tree.span(tree.left[k], frames.before_gloss(tree, tree.left[k], tree.right[k]))
    return None


def _negated(tree: Tree, i: int, lang: str) -> bool:
    return any(tree.tokens[k].text.lower() in _negatives(lang) or tree.tokens[k].dep == "neg" for k in tree.kids(i) if k < i + 3)
