"""Acts of speech that a noun names: "expressed concern that", "a promis son soutien", "Smith's claim that".

In: a Tree. Out: Drafts, their content the noun phrase with its complement, or the clause alone where the noun
has an owner. Never here: verbs that report by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from index import cues, grammar, phrases, place, sources
from index.draft import Draft
from index.model import Force, Span
from index.tree import OBJECTS, Tree

_CLAUSES = frozenset({"acl", "ccomp", "relcl", "acl:relcl", "advcl", "xcomp"})
_CIRCUMSTANCES = grammar.words("circumstances")
_OPENERS = grammar.words("that") | grammar.words("infinitive")


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
    if tree.tokens[verb].lemma in phrases.TIMES and tree.tokens[verb].dep in OBJECTS:
        verb = tree.tokens[verb].head  # "a exprimé jeudi ses regrets": the day taken for the object
    if (
        top != noun
        or tree.tokens[top].dep not in OBJECTS | {"obl:arg", "nmod"}
        or not _makes_act(tree, verb, noun, verbs)
    ):
        return None
    source = sources.find(tree, verb, verb)
    if source is None or not place.is_asserted(tree, verb):
        return None
    last = _end(tree, noun)
    for k in tree.kids(verb):
        addressee = tree.tokens[tree.left[k]].text.lower() in grammar.words("to") and tree.tokens[k].pos != "VERB"
        if k > noun and tree.left[k] > last and tree.tokens[k].dep in (*_CLAUSES, "prep", "obl:arg", "obl:mod"):
            if (
                addressee
                or tree.tokens[tree.left[k]].text.lower() in _CIRCUMSTANCES
                or tree.tokens[tree.left[k]].lemma in phrases.TIMES
            ):
                break
            last = tree.right[k]
    first = place.group_start(tree, verb)
    last = place.before_gloss(tree, tree.left[noun], last)
    cue = Span(tree.tokens[first].start, tree.tokens[verb].end)
    return Draft(tree, verb, "act", force, cue, (tree.span(tree.left[noun], last),), cue, source)


def _end(tree: Tree, noun: int) -> int:
    """The end of the noun phrase, short of to whom, when and where."""
    for k in tree.kids(noun):
        if k > noun and tree.tokens[tree.left[k]].text.lower() in _CIRCUMSTANCES and "Inf" not in tree.tokens[k].morph:
            return tree.left[k] - 1
    return tree.right[noun]


def _makes_act(tree: Tree, verb: int, noun: int, verbs: frozenset[str]) -> bool:
    if tree.tokens[verb].lemma in verbs:
        return True
    between = [t.lemma for t in tree.tokens[verb + 1 : noun]]
    return any(tree.tokens[verb].lemma == v.split("_")[0] and v.split("_")[1] in between for v in verbs if "_" in v)


def _with_owner(tree: Tree, noun: int, force: Force) -> Draft | None:
    """ "Smith's claim that ...": the clause, with the owner as its source."""
    source = _owner(tree, noun)
    if source is None:
        return None
    cue = Span(tree.tokens[noun].start, tree.tokens[noun].end)
    for k in tree.kids(noun):
        opener = tree.tokens[tree.left[k]]
        if (
            k > noun
            and tree.tokens[k].dep in _CLAUSES
            and opener.text.lower() in _OPENERS
            and opener.dep in ("mark", "aux")
        ):
            return Draft(tree, noun, "act", force, cue, (tree.span(tree.left[k], tree.right[k]),), cue, source)
    return None


def _owner(tree: Tree, noun: int) -> phrases.Source | None:
    """ "Smith's claim", "his claim", "a warning from Smith"."""
    for k in tree.kids(noun):
        if tree.tokens[k].dep == "poss":
            last = next((c - 1 for c in tree.kids(k) if tree.tokens[c].dep == "case" and c > k), k)
            return phrases.Source(k, tree.left[k], max(last, k))
        if k > noun and tree.tokens[k].dep == "prep" and tree.tokens[k].text.lower() in grammar.words("by"):
            held = next((c for c in tree.kids(k) if tree.tokens[c].dep == "pobj"), None)
            if held is not None:
                return phrases.Source(held, tree.left[held], tree.right[held])
    return None
