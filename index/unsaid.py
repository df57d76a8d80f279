"""What nobody is told to have said: a cue inside what is denied, doubted, supposed or not said at all.

In: a Tree and the token of a cue. Out: whether a denial, a negated word or an "if" stands above it.
Never here: the denial itself, which is a claim and holds those words.
"""

from __future__ import annotations

from functools import cache

from index import cues, grammar
from index.sources import is_finite
from index.tree import MARKS, SUBJECTS, Tree, is_conditional

_CONTENT = frozenset(
    {"ccomp", "xcomp", "csubj", "obj", "dobj", "acl", "conj", "prep", "pobj", "pcomp", "obl:arg", "nmod", "nsubj"}
)
"""How a word hangs on what holds it; a circumstance or a relative clause stands beside what is denied."""
_UNSAYING = frozenset({"deny", "doubt", "reject"})


def is_unsaid(tree: Tree, i: int, lang: str) -> bool:
    """ "denied that the town had ever called for", "n'a jamais affirmé que le maire avait promis", "no evidence that
    she said"."""
    if lang == "fr" and _supposes(tree, i, lang):
        return True  # "Si le maire disait que le pont est sûr, personne ne le croirait"
    at, inside = i, False
    for above in tree.ancestors(i):
        if tree.tokens[at].dep not in _CONTENT:
            return False
        joined = tree.tokens[at].dep == "conj"
        inside = inside or _is_held(tree, at)
        if inside and not joined and at > above and (_unsays(tree, above, lang) or _supposes(tree, above, lang)):
            return True
        at = above
    return False


def _is_held(tree: Tree, i: int) -> bool:
    """A clause that says what the word above it is about; "the deal announced by Bell" was announced."""
    dep = tree.tokens[i].dep
    return dep in ("ccomp", "csubj") or (dep == "acl" and is_finite(tree, i))


def _unsays(tree: Tree, i: int, lang: str) -> bool:
    """A denial that is none itself denied, a word of speech or thought under a negation, or a noun under "no"."""
    token = tree.tokens[i]
    if token.pos == "NOUN":
        return any(tree.tokens[k].text.lower() in grammar.words("no_noun") for k in tree.kids(i) if k < i)
    known = cues.lemma(token, lang)
    if token.pos not in ("VERB", "AUX"):
        return False
    subject = tree.kid(i, SUBJECTS)
    nobody = subject is not None and tree.tokens[subject].text.lower() in grammar.words("no_one")
    negated = nobody or cues.is_negated(tree, i, lang)
    if known in _denials(lang):
        return not negated
    return negated and known in _open(lang)


@cache
def _denials(lang: str) -> frozenset[str]:
    """Verbs whose content does not hold."""
    rows = cues.entries(lang)
    forces = {word: {e.force for e in found if not e.rest} for word, found in rows.items()}
    return frozenset(word for word, found in forces.items() if found and found <= _UNSAYING)


@cache
def _open(lang: str) -> frozenset[str]:
    """Verbs of speech and thought whose content, once they are negated, holds no more."""
    supposes = grammar.words("presupposing")
    said = frozenset(word for word, found in cues.entries(lang).items() for e in found if "that" in e.frames)
    return said - supposes - cues.exclusions(lang) - _denials(lang)


def _supposes(tree: Tree, i: int, lang: str) -> bool:
    """ "If she says that the mayor promised": a clause that an "if" opens."""
    marks = [tree.tokens[k] for k in tree.kids(i) if k < i and tree.tokens[k].dep in MARKS]
    if not any(t.text.lower() in grammar.words("supposed") for t in marks):
        return False
    if lang != "fr":
        return True
    main = tree.tokens[tree.tokens[i].head]
    return any(is_conditional(tree.tokens[k]) for k in (main.i, *tree.kids(main.i)))
