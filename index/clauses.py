"""What is said in a clause: "said that", "said he would", "asked whether", up to the end that parsers often miss.

In: a Place. Out: the spans of the clause, or None. Never here: quotations, objects.
"""

from __future__ import annotations

from index import grammar
from index.clause_ends import clause_end
from index.model import Span
from index.place import Found, Place, Reading, region
from index.tree import MARKS, OBJECTS, PASSIVE_SUBJECTS, SUBJECTS, Tree

_CLAUSES = frozenset({"ccomp", "xcomp"})
_THAT = grammar.words("that")
_ASK = grammar.words("ask")
_ASK_ONLY = grammar.words("ask_only")
_PLAIN = grammar.words("plain")
_JOINED = grammar.words("that_joined")
_THAN = grammar.words("than")
_GAP = 14


def read_that(place: Place) -> Found | None:
    """ "said that ..." and, in French, "dit avoir ..." """
    tree = place.tree
    mark = _that_after(place)
    if mark is None:
        return None
    rest = tree.tokens[mark + 1 :]
    only = any(tree.tokens[k].lemma == "ne" for k in tree.kids(place.match.head) if k < place.match.head)
    only = only or any(t.text.lower() in _THAN for t in tree.tokens[place.last + 1 : mark])
    if rest and (only or rest[0].pos == "ADP") and not any(t.pos in ("VERB", "AUX") for t in rest):
        return None  # "ne peut être conclu qu'avec leur accord", "plus sûr que les autres"
    clause = tree.tokens[mark].head
    if clause <= mark:
        clause = next((k for k in tree.kids(clause) if k > mark and tree.tokens[k].dep in _CLAUSES), mark)
    while tree.tokens[clause].dep == "advcl" and (above := tree.tokens[clause].head) > clause:
        if above == place.match.head or not tree.within(above, place.match.head):
            break
        clause = above  # "que lorsqu'il était ministre, il n'a rien fait"
    if not any(t.pos in ("VERB", "AUX") for t in tree.tokens[mark : tree.right[clause] + 1]):
        clause = next((t.i for t in tree.tokens[mark + 1 :] if t.pos in ("VERB", "AUX")), clause)
    end = clause_end(place, clause)
    return (tree.span(mark, end),), region(place)


def _that_after(place: Place) -> int | None:
    """The "que" or "that" of this cue: the mark of its clause, else one that follows it at once."""
    tree = place.tree
    for k in tree.kids(place.match.head):
        token = tree.tokens[k]
        if k > place.match.head and token.dep in (
            "ccomp",
            "xcomp",
            "advcl",
            "obj",
            "dobj",
            "acl",
            "acl:relcl",
            "dep",
            "parataxis",
        ):
            first = tree.left[k]
            while (
                first < k
                and tree.tokens[first].pos in ("PUNCT", "ADV")
                and tree.tokens[first].text.lower() not in _THAT
                and first + 1 < len(tree.tokens)
            ):
                first += 1
            if (
                tree.tokens[first].text.lower() in _THAT
                and first > place.match.head
                and tree.tokens[first].dep in ("mark", "nsubj", "obj", "dep", "advmod", "det")
            ):
                return first
    return _that_further_on(place)


def _that_further_on(place: Place) -> int | None:
    """ "a écrit dans les années 40 que": the conjunction after circumstances, where no other verb stands between."""
    tree = place.tree
    for i in range(place.last + 1, min(place.last + _GAP, len(tree.tokens))):
        token = tree.tokens[i]
        told = (
            token.pos == "PRON"
            and tree.tokens[token.head].dep == "acl:relcl"
            and _is_told(tree, place.match.head, i - 1)
        )
        if tree.tokens[i - 1].text.lower() in _JOINED and token.text.lower() in _THAT:
            return None
        if token.text.lower() in _THAT and (token.pos == "SCONJ" or told):
            return (
                i
                if told
                or tree.tokens[i - 1].pos not in ("ADV", "ADJ", "SCONJ")
                or i == place.last + 1
                or (token.dep == "mark" and token.head > i)
                else None
            )
        if token.pos in ("VERB", "AUX", "SCONJ", "CCONJ") or token.text in ("«", "»", "“", "”", '"', ":", ";"):
            return None
    return None


def _is_told(tree: Tree, head: int, i: int) -> bool:
    """ "a dit aux journalistes que": not a relative clause on the people who were told."""
    return any(
        tree.left[k] <= i and tree.tokens[tree.left[k]].text.lower() in grammar.words("to") and k <= i
        for k in tree.kids(head)
    )


def read_bare(place: Place) -> Found | None:
    """ "said he would go", "denied having gone", "dit vouloir partir" """
    tree = place.tree
    for k in tree.kids(place.match.head):
        if k < place.match.head or tree.tokens[k].dep not in _CLAUSES or tree.left[k] <= place.last:
            continue
        if _is_clause(place, k) or _is_infinitive(place, k):
            return (tree.span(tree.left[k], clause_end(place, k)),), region(place)
        if _is_gerund(place, k):
            return (tree.span(tree.left[k], tree.right[k]),), region(place)
        if (subject := _mistaken_subject(place, k)) is not None:
            return (tree.span(tree.left[subject], clause_end(place, k)),), region(place)
    return None


def _mistaken_subject(place: Place, k: int) -> int | None:
    """ "stressed rises in rates would hurt": the subject of the clause, if the parser took it for an object."""
    tree = place.tree
    finite = any("VerbForm=Fin" in tree.tokens[c].morph for c in (k, *tree.kids(k)) if c <= k)
    if place.lang != "en" or not finite or tree.tokens[k].dep != "ccomp":
        return None
    if any(tree.tokens[c].dep in SUBJECTS | PASSIVE_SUBJECTS | MARKS for c in tree.kids(k)):
        return None
    taken = [o for o in tree.kids(place.match.head) if tree.tokens[o].dep in OBJECTS and place.last < o < k]
    return taken[-1] if taken and tree.right[taken[-1]] + 1 == tree.left[k] else None


def _is_clause(place: Place, k: int) -> bool:
    """An English clause without "that": a subject and a finite verb, or a gerund that is the subject of one."""
    tree = place.tree
    if place.lang != "en":
        return False
    kids = [tree.tokens[c] for c in tree.kids(k)]
    if "Aspect=Prog" in tree.tokens[k].morph and any(t.dep == "ccomp" for t in kids):
        return True
    subject = any(t.dep in SUBJECTS or t.dep in ("nsubjpass", "expl") for t in kids)
    finite = "VerbForm=Fin" in tree.tokens[k].morph or any("VerbForm=Fin" in t.morph for t in kids if t.pos == "AUX")
    finite = finite or place.match.frames["that"].force == "demand"  # "proposed we wait"
    if tree.tokens[place.match.head].lemma in _PLAIN and not any(t.text.lower() == "to" for t in kids):
        finite = finite or "VerbForm=Inf" in tree.tokens[k].morph  # "said the breaks “do nothing”"
    opener = tree.tokens[tree.left[k]].text.lower()
    return tree.tokens[k].dep == "ccomp" and subject and finite and opener not in _ASK and opener != "to"


def _is_gerund(place: Place, k: int) -> bool:
    tree, token = place.tree, place.tree.tokens[k]
    progressive = "Aspect=Prog" in token.morph or "Aspect=Prog" in tree.tokens[tree.left[k]].morph
    force = place.match.frames["that"].force
    takes = tree.tokens[place.match.head].lemma in grammar.words("takes_gerund")
    if tree.tokens[place.match.head].lemma in _PLAIN:  # "said ending the works could hurt"
        takes = any("VerbForm=Fin" in t.morph for t in tree.tokens[k + 1 : tree.right[k] + 1])
    return token.dep == "xcomp" and progressive and (takes or force in ("deny", "regret", "find", "confirm"))


def _is_infinitive(place: Place, k: int) -> bool:
    """ "dit vouloir", "affirme avoir vu": an infinitive at once after the cue, without "de"."""
    tree, token = place.tree, place.tree.tokens[k]
    infinitive = "VerbForm=Inf" in token.morph or any(
        "VerbForm=Inf" in tree.tokens[c].morph for c in tree.kids(k) if c < k
    )
    near = tree.left[k] <= place.last + 3
    opener = tree.tokens[tree.left[k]].text.lower()
    finite = tree.tokens[place.match.head].lemma in grammar.words("finite_only")
    return infinitive and near and not finite and token.dep == "xcomp" and opener not in grammar.words("infinitive")


def read_loose(place: Place) -> Found | None:
    """ "said single people would qualify", where the parser took the subject of the clause for an object of the cue."""
    tree, head = place.tree, place.match.head
    if tree.tokens[head].lemma not in _PLAIN or place.source is None or place.source.first > head:
        return None
    start = place.last + 1
    while start < len(tree.tokens) and tree.tokens[start].pos == "ADV":
        start += 1
    if start >= len(tree.tokens) or tree.tokens[start].pos not in ("DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM"):
        return None
    verb = next((t.i for t in tree.tokens[start + 1 :] if "VerbForm=Fin" in t.morph), None)
    if verb is None or any(t.text == "," and t.head == head for t in tree.tokens[start:verb]):
        return None
    stop = next(
        (
            k
            for k in tree.kids(head)
            if k > verb and tree.tokens[k].dep == "advcl" and "VerbForm=Part" in tree.tokens[k].morph
        ),
        None,
    )
    end = (tree.left[stop] if stop else len(tree.tokens)) - 1
    return ((tree.span(start, end),), region(place)) if end > verb else None


def read_ask(place: Place) -> Found | None:
    tree, head = place.tree, place.match.head
    openers = _ASK | _ASK_ONLY if place.match.frames["ask"].force in ("ask", "doubt") else _ASK
    for k in tree.kids(head):
        first = tree.left[k]
        if (
            k > head
            and tree.tokens[k].dep in ("ccomp", "advcl", "xcomp", "obj", "pcomp", "prep")
            and first > place.last
            and tree.tokens[first].text.lower() in openers
        ):
            return (tree.span(first, clause_end(place, k)),), region(place)
    return None


def split(place: Place, reading: Reading) -> list[tuple[Span, ...]]:
    """Two that-clauses are two claims: "said that A, and that B"."""
    tree = place.tree
    if reading.frame != "that" or len(reading.content) != 1:
        return [reading.content]
    start, end = reading.content[0]
    first, last = tree.at(start), tree.at(end - 1)
    if tree.tokens[first].text.lower() not in _THAT:
        return [reading.content]
    cuts = [i for i in range(first + 2, min(last + 5, len(tree.tokens))) if _reopens(tree, i, first, place.match.head)]
    edges = [first, *cuts]
    ends = [
        *(_before_joint(tree, c) for c in cuts),
        max(last, tree.right[tree.tokens[cuts[-1]].head] if cuts else last),
    ]
    return [(tree.span(a, b),) for a, b in zip(edges, ends, strict=True) if b > a]


def _reopens(tree: Tree, i: int, first: int, head: int) -> bool:
    """Whether token `i` is a "que" or "that" that joins another clause to the one opened at `first`."""
    token = tree.tokens[i]
    if token.text.lower() not in _THAT or token.pos != "SCONJ" or tree.tokens[i - 1].pos != "CCONJ":
        return False
    verb = tree.tokens[token.head]
    return verb.i > i and verb.dep in ("conj", "ccomp") and verb.head in (head, tree.tokens[first].head)


def _before_joint(tree: Tree, i: int) -> int:
    i -= 1
    while tree.tokens[i].pos in ("CCONJ", "PUNCT") and tree.tokens[i].text not in '»”"':
        i -= 1
    return i
