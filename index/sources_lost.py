"""Subjects that the parser lost: taken for an apposition, or hung on another verb.

In: a Tree and the token of a cue that has no subject beside it. Out: a Source, or None. Never here: subjects that the
tree has.
"""

from __future__ import annotations

from index import grammar
from index.incises import opens
from index.lang import LANGUAGES, table
from index.phrases import TIMES, Source, trimmed
from index.tree import Tree

_MEDIA = grammar.words("told") | grammar.words("media")
_OFFICES = frozenset(word for lang in LANGUAGES for row in table(lang, "names")["roles"].values() for word in row)
_CLITICS = grammar.words("told_clitics") | grammar.words("object_clitics") | grammar.words("reflexives")
_LONG = 14
_MARKS = frozenset('«»“”":;()–—')


def find(tree: Tree, cue: int) -> Source | None:
    """The words beside a finite cue that can be its subject."""
    return _lost(tree, cue) or _leading(tree, cue) or _named_after(tree, cue)


def _named_after(tree: Tree, cue: int) -> Source | None:
    """ "Said Anna Bell: “...”": a name between the verb that opens the sentence and a colon or comma."""
    last = cue
    while last + 1 < len(tree.tokens) and tree.tokens[last + 1].pos == "PROPN":
        last += 1
    if cue or last == cue or tree.tokens[last + 1 : last + 2] == () or tree.tokens[last + 1].text not in (":", ","):
        return None
    return Source(last, cue + 1, last)


def _lost(tree: Tree, cue: int) -> Source | None:
    """ "In a statement to the paper, her adviser, Anna Bell, said": a subject that the parser took for an
    apposition.
    """
    first = cue
    while first > 0 and (tree.tokens[first - 1].pos in ("AUX", "ADV") or tree.tokens[first - 1].dep == "neg"):
        first -= 1
    if first < 2 or tree.tokens[first - 1].text != ",":
        return None
    at, top = first - 2, None
    while tree.tokens[at].head < at and tree.tokens[at].dep in ("appos", "compound", "flat:name", "conj"):
        top = at if tree.tokens[at].dep == "appos" else top
        at = tree.tokens[at].head
    if top is None or tree.tokens[at].dep not in ("pobj", "dobj", "appos", "obl:arg", "obl:mod", "obj", "nmod"):
        return None
    return trimmed(tree, Source(top, tree.left[top], first - 2))


def _leading(tree: Tree, cue: int) -> Source | None:
    """ "L'article 12, deuxième alinéa, stipule": the words between the start of the sentence and its first verb."""
    first = cue
    while first > 0 and (
        tree.tokens[first - 1].pos in ("AUX", "ADV")
        or tree.tokens[first - 1].text.lower() in _CLITICS
        or tree.tokens[first - 1].dep == "neg"
    ):
        first -= 1
    start = _after_joint(tree, first)
    run = tree.tokens[start:first]
    if not run or len(run) > _LONG or run[0].pos not in ("DET", "PROPN", "NOUN"):
        return None
    if any("VerbForm=Fin" in t.morph or t.pos in ("SCONJ", "PRON", "AUX") or t.text in _MARKS for t in run):
        return None
    nominal = ("NOUN", "PROPN", "ADJ", "VERB") if len(run) == 2 else ("NOUN", "PROPN")
    head = next((t.i for t in run if t.pos in nominal), None)
    if head is None or tree.tokens[head].lemma in TIMES or run[0].ent == "time" or "Mood=Imp" in tree.tokens[cue].morph:
        return None
    return trimmed(tree, Source(head, start, first - 1))


def _after_joint(tree: Tree, first: int) -> int:
    """ "The bridge holds, and a letter reports": where the clause of a verb begins, if another clause stands before."""
    joint = next((i for i in range(first - 1, 0, -1) if tree.tokens[i].pos == "CCONJ"), 0)
    return joint + 1 if any("VerbForm=Fin" in t.morph for t in tree.tokens[:joint]) else 0


def behind_told(tree: Tree, cue: int) -> Source | None:
    """ "a dit à la radio Onde Sud Anna Bell": who speaks, hung on the paper or station that was told."""
    for k in tree.kids(cue):
        opener = tree.tokens[tree.left[k]]
        if k < cue or tree.tokens[k].lemma not in _MEDIA or opener.text.lower() not in grammar.words("to"):
            continue
        head = next((i for i in range(k + 1, tree.right[k] + 1) if _may_speak(tree, i)), None)
        if head is not None:
            return trimmed(tree, Source(head, tree.left[head], tree.right[k]))
    return None


def _may_speak(tree: Tree, i: int) -> bool:
    """A person's name, or the holder of an office with its article, that no preposition opens."""
    token, first = tree.tokens[i], tree.tokens[tree.left[i]]
    if tree.tokens[tree.left[i] - 1].pos == "ADP" or first.pos == "ADP":
        return False
    office = token.pos == "NOUN" and first.text.lower() in grammar.words("definite") and token.lemma in _OFFICES
    return office or (token.pos == "PROPN" and token.ent == "person" and tree.tokens[i - 1].ent != "person")


def before_mark(tree: Tree, cue: int) -> Source | None:
    """ "Le maire a « fermement condamné » la grève": a mark at the verb hides its subject."""
    first, opened = cue, False
    while first > 1 and (tree.tokens[first - 1].pos in ("AUX", "ADV") or (not opened and opens(tree, first - 1))):
        opened = opened or opens(tree, first - 1)
        first -= 1
    helped = any(t.pos == "AUX" for t in tree.tokens[first:cue])
    if not (opened and helped) or tree.tokens[first - 1].pos not in ("NOUN", "PROPN", "ADJ"):
        return None
    head = first - 1
    while tree.tokens[head].head < head and tree.tokens[tree.tokens[head].head].pos in ("NOUN", "PROPN"):
        head = tree.tokens[head].head
    if tree.tokens[head].pos not in ("NOUN", "PROPN") or any(
        t.text in _MARKS - {"(", ")"} for t in tree.tokens[tree.left[head] : first]
    ):
        return None
    return trimmed(tree, Source(head, tree.left[head], first - 1))
