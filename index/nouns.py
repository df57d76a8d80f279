"""Acts of speech that a noun names: "expressed concern that", "a promis son soutien", "Smith's claim that".

In: a Tree. Out: Drafts, their content the noun phrase with its complement, or the clause alone where the noun has an owner.
Never here: verbs that report by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from index import cues, frames, sources
from index.draft import Draft
from index.model import Force, Span
from index.tree import OBJECTS, Tree

_CLAUSES = frozenset({"acl", "ccomp", "relcl", "acl:relcl", "advcl", "xcomp"})
_OPENERS = frozenset({"that", "que", "qu'", "qu’", "to", "de", "d'", "d’"})


def find(tree: Tree, lang: str) -> Iterator[Draft]:
    """The acts that nouns of the sentence name."""
    known = cues.nouns(lang)
    for token in tree.tokens:
        if token.pos not in ("NOUN", "PROPN", "VERB", "ADJ") or token.lemma not in known:
            continue
        force, verbs = known[token.lemma]
        found = _with_verb(tree, token.i, force, verbs) or _with_owner(tree, token.i, force)
        if found is not None:
            yield found


def _with_verb(tree: Tree, noun: int, force: Force, verbs: frozenset[str]) -> Draft | None:
    """The noun as object of a verb that makes it an act."""
    top = noun
    while tree.tokens[top].dep == "conj" and tree.tokens[tree.tokens[top].head].pos == tree.tokens[noun].pos:
        top = tree.tokens[top].head
    verb = tree.tokens[top].head
    if top != noun or tree.tokens[top].dep not in OBJECTS | {"obl:arg"} or tree.tokens[verb].lemma not in verbs:
        return None
    source = sources.find(tree, verb, verb)
    if source is None or not frames.is_asserted(tree, verb):
        return None
    last = tree.right[noun]
    for k in tree.kids(verb):
        if k > noun and tree.left[k] > last and tree.tokens[k].dep in (*_CLAUSES, "prep", "obl:arg", "obl:mod"):
            last = tree.right[k]
    first = frames.group_start(tree, verb)
    last = frames.before_gloss(tree, tree.left[noun], last)
    cue = Span(tree.tokens[first].start, tree.tokens[verb].end)
    return Draft(tree, verb, "act", force, cue, (tree.span(tree.left[noun], last),), cue, source)


def _with_owner(tree: Tree, noun: int, force: Force) -> Draft | None:
    """ "Smith's claim that ...": the clause, with the owner as its source."""
    owner = next((k for k in tree.kids(noun) if tree.tokens[k].dep == "poss"), None)
    if owner is None:
        return None
    for k in tree.kids(noun):
        opener = tree.tokens[tree.left[k]]
        if k > noun and tree.tokens[k].dep in _CLAUSES and opener.text.lower() in _OPENERS and opener.dep in ("mark", "aux"):
            last = max((i for i in range(tree.left[owner], noun) if tree.tokens[i].head == owner and tree.tokens[i].dep == "case"), default=None)
            end = owner if last is None else last - 1
            cue = Span(tree.tokens[noun].start, tree.tokens[noun].end)
            source = sources.Source(owner, tree.left[owner], max(end, owner))
            return Draft(tree, noun, "act", force, cue, (tree.span(tree.left[k], tree.right[k]),), cue, source)
    return None
