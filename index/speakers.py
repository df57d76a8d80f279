"""Which nouns speak: an act, a price or a storm says nothing, whatever verb stands beside it.

In: a Tree, a Source and the force of a cue. Out: whether the claim puts words into the mouth of a thing. Never here:
who a speaking noun is.
"""

from __future__ import annotations

from index import grammar
from index.model import ATTITUDES, Force
from index.phrases import Source
from index.tree import SUBJECTS, Tree

_MUTE = grammar.words("mute_nouns")
_AIMLESS = grammar.words("aimless_nouns")
_RELATIVES = grammar.words("relatives")


def is_thing(tree: Tree, source: Source, force: Force) -> bool:
    """ "Un geste qui rappelle que", "The outlook suggests": nobody; "The plan aims to": no one's intention."""
    head = tree.tokens[source.head]
    if head.text.lower() in _RELATIVES and head.pos == "PRON":
        noun = _antecedent(tree, source.head)
        if noun is None:
            return False
        head = tree.tokens[noun]
    titled = head.i > 0 and head.text[:1].isupper()  # "La récente Histoire de la vallée estime": a book
    apart = any(tree.tokens[k].dep in SUBJECTS for k in tree.kids(head.i) if k < head.i)
    if titled or apart:  # "des historiens étudiant la question estiment": not the question does
        return False
    if head.pos != "NOUN" or head.ent in ("person", "organisation") or _is_named(tree, head.i, source):
        return False
    return head.lemma in _MUTE or (force in ATTITUDES and head.lemma in _AIMLESS)


def _antecedent(tree: Tree, relative: int) -> int | None:
    """The noun right before a relative pronoun that its clause also hangs on: others are left open here."""
    verb = tree.tokens[relative].head
    noun = tree.tokens[verb].head
    between = tree.tokens[noun + 1 : relative]
    sure = noun < relative and tree.tokens[noun].pos == "NOUN" and not any(t.pos in ("NOUN", "PROPN") for t in between)
    return noun if sure else None


def _is_named(tree: Tree, head: int, source: Source) -> bool:
    """Whether a name stands beside the noun in apposition ("la voix de la paix, Anna Bell")."""
    return any(
        tree.tokens[k].dep in ("appos", "conj", "flat:name") and tree.tokens[k].pos == "PROPN"
        for k in tree.kids(head)
        if k <= source.last
    )
