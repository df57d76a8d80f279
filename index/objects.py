"""What is said in an infinitive, an object, or a complement after a preposition.

In: a Place. Out: the spans of the content, or None. Never here: clauses with a verb of their own, quotations.
"""

from __future__ import annotations

from index import grammar
from index.clause_ends import clause_end
from index.model import Span
from index.phrases import TIMES
from index.place import Found, Place, before_gloss, region
from index.tree import OBJECTS, PASSIVE_SUBJECTS, PASSIVES, Tree

_CLITICS = grammar.words("object_clitics")
_KEPT_PREPS = grammar.words("kept_preps")
_FOR = grammar.words("for")
_ACCUSED = frozenset({"obl:arg", "iobj", "dative"})


def read_to(place: Place) -> Found | None:
    """ "promised to go", "a promis de venir"; of "urged them to vote" only what they are to do."""
    tree, head = place.tree, place.match.head
    blamed = place.match.frames["to"].force == "accuse"
    of_object = [c for k in tree.kids(head) if k > place.last for c in tree.kids(k) if tree.tokens[c].dep == "acl"]
    for k in (*tree.kids(head), *(of_object if blamed else ())):
        token = tree.tokens[k]
        if k in of_object and "Inf" in token.morph + tree.tokens[max(k - 1, 0)].morph:
            token = token._replace(dep="xcomp")  # "reproche au maire d'avoir menti"
        if k < head or token.dep not in ("xcomp", "ccomp", "advcl", "obl:arg", "obl:mod") or tree.left[k] <= place.last:
            continue
        first = next(
            (
                c
                for c in range(tree.left[k], k)
                if tree.tokens[c].text.lower() in grammar.words("infinitive") and tree.tokens[c].head == k
            ),
            None,
        )
        if first is None or tree.tokens[k].pos not in ("VERB", "AUX"):
            continue
        start = first
        if first - 1 > place.last and tree.tokens[first - 1].dep == "neg":
            start = first - 1  # "told them not to leave"
        if token.dep == "ccomp" and tree.left[k] > place.last:
            start = min(start, tree.left[k])
        return (tree.span(start, before_gloss(tree, start, clause_end(place, k))),), region(place)
    return None


def read_call(place: Place) -> Found | None:
    """ "called it a disgrace", "described him as a liar" """
    tree, match, head = place.tree, place.match, place.match.head
    kids = [k for k in tree.kids(head) if k > place.last]
    named = [
        k
        for k in kids
        if tree.tokens[k].dep in ("oprd", "ccomp", "xcomp", "acomp", "attr", "prep", "obl:arg", "obl:mod", "nmod")
    ]
    objects = [k for k in kids if tree.tokens[k].dep in OBJECTS]
    named += [
        k
        for o in objects
        for k in tree.kids(o)
        if tree.tokens[k].dep == "appos" and tree.tokens[tree.left[k] - 1].text != ","
    ]
    if not named and len(objects) < 2:
        return _called(place, objects)
    if match.frames["call"].reflexive:
        named = [k for k in named if tree.tokens[k].pos == "ADJ" or tree.tokens[k].dep == "xcomp"]
        if not named:
            return None
    fits = [k for k in named if tree.tokens[k].dep != "prep" or tree.tokens[k].text.lower() in ("as", "to", "with")]
    if named and not fits:
        return None
    named = fits
    parts = objects + named[:1]
    return (tree.span(min(tree.left[k] for k in parts), max(tree.right[k] for k in parts)),), region(place)


def _called(place: Place, objects: list[int]) -> Found | None:
    """ "called the issue of water “a priority”": what it is called in marks, which the parser hung on the object."""
    tree = place.tree
    for o in objects:
        start, end = tree.span(tree.left[o], tree.right[o])
        named = [q for q in place.quotes if start < q.start and q.end <= end and q.start > tree.tokens[o].end]
        if named and tree.tokens[o].pos != "PRON":
            return (Span(start, end),), region(place)
    return None


def read_prep(place: Place) -> Found | None:
    """ "warned of a shortage", "accused the mayor of lying" — with the one accused, unless a pronoun."""
    tree, head = place.tree, place.match.head
    preps = place.match.frames["prep"].preps
    objects = [o for o in tree.kids(head) if o > place.last and tree.tokens[o].dep in OBJECTS]
    for k in (
        *tree.kids(head),
        *(k for o in objects for k in tree.kids(o) if place.match.frames["prep"].force == "accuse"),
    ):
        if k <= place.last:
            continue
        token = tree.tokens[k]
        first = tree.tokens[tree.left[k]]
        if token.dep in ("prep", "dative", "agent") and token.text.lower() in preps and tree.right[k] > k:
            start = k if token.text.lower() in _KEPT_PREPS else k + 1
        elif (
            token.dep.startswith(("obl", "nmod", "xcomp", "ccomp", "advcl", "acl"))
            and first.lemma in preps
            and tree.left[k] < k
        ):
            start = tree.left[k] + (first.text.lower() not in _KEPT_PREPS)
        else:
            continue
        target = next((o for o in tree.kids(head) if place.last < o < k and tree.tokens[o].dep in OBJECTS), None)
        if target is not None and tree.tokens[target].pos != "PRON" and (place.lang == "en" or token.pos != "VERB"):
            start = tree.left[target]
        return (tree.span(start, tree.right[k]),), region(place)
    return None


def with_accused(place: Place, found: Found) -> Found:
    """An accusation with the one accused: "accused him of lying", "reproche au maire d'avoir menti"; of a passive
    its subject.
    """
    tree, head = place.tree, place.match.head
    subject = tree.kid(head, PASSIVE_SUBJECTS)
    pieces, region = found
    if subject is not None and tree.right[subject] < place.first:
        accused = tree.span(tree.left[subject], tree.right[subject])
        return (pieces if accused in pieces else (accused, *pieces)), region
    first, last = tree.at(pieces[0].start), tree.at(pieces[-1].end - 1)
    said = range(first, last + 1)
    for k in tree.kids(head):
        told = tree.tokens[k].dep in OBJECTS | _ACCUSED and tree.tokens[k].lemma not in TIMES
        own = place.source is not None and place.source.first <= k <= place.source.last
        if told and not own and k > place.last and k not in said:
            first, last = min(first, tree.left[k]), max(last, tree.right[k])
    return (tree.span(first, before_gloss(tree, first, last)),), region


def read_noun(place: Place) -> Found | None:
    """ "condemned the attack", "thanked them for their help", "was contested by" """
    tree, head = place.tree, place.match.head
    force = place.match.frames["noun"].force
    if tree.kid(head, PASSIVES) is not None:
        subject = tree.kid(head, PASSIVE_SUBJECTS)
        if subject is None or place.source is None:
            return None
        if _interrogated(tree, subject, force):
            return None
        blamed = force in ("criticise", "praise", "accuse")
        why = [k for k in tree.kids(head) if k > place.last and tree.tokens[tree.left[k]].text.lower() in _FOR]
        about = [tree.span(tree.left[k], tree.right[k]) for k in why[:1] if blamed]
        return (tree.span(tree.left[subject], tree.right[subject]), *about), region(place)
    clitic = next(
        (
            k
            for k in tree.kids(head)
            if k < head and tree.tokens[k].dep in ("obj", "iobj") and tree.tokens[k].text.lower() in _CLITICS
        ),
        None,
    )
    if clitic is not None and force in ("deny", "doubt", "confirm", "reject", "accept"):
        return (Span(tree.tokens[clitic].start, tree.tokens[clitic].end),), region(place)
    kids = [k for k in tree.kids(head) if k > place.last]
    target = next((k for k in kids if tree.tokens[k].dep in OBJECTS and tree.tokens[k].lemma not in TIMES), None)
    if target is None or _interrogated(tree, target, force):
        return None
    more = next(
        (
            k
            for k in kids
            if k > target
            and tree.tokens[k].dep in ("prep", "obl:arg")
            and tree.tokens[tree.left[k]].text.lower() in _FOR
        ),
        None,
    )
    pronoun = tree.tokens[target].pos == "PRON"
    if more is None and pronoun and force not in ("deny", "confirm", "reject", "accept"):
        return None
    last = tree.right[more] if more is not None else _before_relative(tree, target)
    return (tree.span(tree.left[target], before_gloss(tree, tree.left[target], last)),), region(place)


def _interrogated(tree: Tree, target: int, force: str) -> bool:
    """ "Varesse was questioned by the police": what is done to somebody, not what somebody asks."""
    token = tree.tokens[target]
    return force == "ask" and (token.ent == "person" or token.pos == "PRON")


def _before_relative(tree: Tree, noun: int) -> int:
    """The end of a noun phrase without the clause or apposition that the outlet hangs on it after a comma."""
    for i in range(noun + 1, tree.right[noun]):
        if tree.tokens[i].text != ",":
            continue
        following = tree.tokens[i + 1]
        if following.text.lower() in grammar.words("relatives") or (
            following.pos == "DET" and _is_apposed(tree, i + 1)
        ):
            return i - 1
    return tree.right[noun]


def _is_apposed(tree: Tree, i: int) -> bool:
    """Whether the noun phrase that opens at `i` explains the words before it, and is none of a list."""
    head = tree.tokens[i].head
    return tree.tokens[head].dep == "appos" and not any(tree.tokens[k].dep == "cc" for k in tree.kids(head))
