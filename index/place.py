"""Where a cue stands, and the words of its attribution.

In: a Tree, a Match, a Source. Out: the Place that the readers of constructions share, and what they return.
Never here: what is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index import grammar
from index.cues import Match
from index.incises import follows_mark, is_inverted, is_side, leads_adverb
from index.model import Span
from index.phrases import Source
from index.quotes import Quote
from index.tree import AUXILIARIES, Tree

_UNREAL = grammar.words("unreal")
_SUPPOSED = grammar.words("supposed")
_CONCEDING = grammar.words("conceding")
_TELLING = grammar.words("telling")
_REPEATING = grammar.words("repeating")
_CEASING = grammar.words("ceasing")
_PERFORMING = grammar.words("performing")
_PERFORMERS = grammar.words("performers")
_NOTING = grammar.words("noting")
_EXPLETIVES = grammar.words("expletives")
_UNSURE = grammar.words("unsure")
_NEGATIONS = grammar.words("full_negatives") | grammar.words("negation")
Found = tuple[tuple[Span, ...], Span]
"""What is said, in pieces, and the words of the attribution."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a cue is used: the frame, what is said in one or more pieces, and the words of the attribution itself."""

    frame: str
    content: tuple[Span, ...]
    region: Span
    aside: bool = False  # an incise: "the deal, he said, was dead"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cue stands: its verb group and source as tokens, the text, the quotations of the article."""

    tree: Tree
    match: Match
    first: int  # of the verb group
    last: int
    source: Source | None
    text: str
    quotes: Sequence[Quote]
    lang: str


def group_start(tree: Tree, head: int) -> int:
    """The first auxiliary, negation or clitic that stands before the verb without a gap."""
    first = head
    while first > 0:
        token = tree.tokens[first - 1]
        if is_inverted(tree, first - 1):
            first -= 1
            continue
        if is_side(tree, first - 1) and tree.tokens[first - 4].pos == "AUX" and first > 3:
            first -= 3  # "a de son côté estimé"
            continue
        if token.text.lower() in ("ne", "n'", "n’"):
            first -= 1
            continue
        if leads_adverb(tree, first - 1) and first > 1 and _helped_before(tree, first - 1):
            first -= 1
            continue
        told = token.text.lower() in ("lui", "leur") and follows_mark(tree, head)
        clitic = told or (
            token.pos == "PRON"
            and token.dep in ("expl:comp", "expl:pass", "iobj", "expl:pv", "obl:arg")
            and token.end - token.start < 5
        )
        if (
            token.dep in AUXILIARIES
            or token.pos == "AUX"
            or clitic
            or (token.pos == "ADV" and first - 1 > 0 and _helped_before(tree, first - 1))
        ):
            first -= 1
        else:
            break
    return first


def _helped_before(tree: Tree, i: int) -> bool:
    """ "a notamment dit", "a-t-il encore dit": the adverb stands between a helper and its participle."""
    return tree.tokens[i - 1].dep in AUXILIARIES or is_inverted(tree, i - 1) or leads_adverb(tree, i - 1)


def region(place: Place) -> Span:
    first, last = place.first, place.last
    if place.source and place.source.own:
        first, last = min(first, place.source.first), max(last, place.source.last)
    return Span(place.tree.tokens[first].start, place.tree.tokens[last].end)


def attribution(place: Place) -> Span:
    """The words of the attribution: verb group, source, and what else hangs on the verb to its right, up to a
    clause.
    """
    tree, head = place.tree, place.match.head
    base = region(place)
    first, last = tree.at(base.start), tree.at(base.end - 1)
    for k in tree.kids(head):
        token = tree.tokens[k]
        if (
            k < first
            and tree.right[k] == first - 1
            and token.dep in ("advmod", "npadvmod", "cc", "mark", "neg")
            and token.pos != "PUNCT"
        ):
            first = tree.left[k]
        if k > head and token.dep in (
            "advmod",
            "npadvmod",
            "prep",
            "obl:mod",
            "obl:arg",
            "dative",
            "obj",
            "dobj",
            "iobj",
            "nmod",
            "advcl",
            "agent",
            "xcomp",
        ):
            if token.dep == "advcl" and tree.tokens[tree.left[k]].text.lower() in ("if", "si", "because"):
                continue
            quoted = any(base.end <= q.start < tree.tokens[tree.right[k]].end for q in place.quotes)
            title = token.dep == "prep" and not any(
                "VerbForm=Fin" in t.morph for t in tree.tokens[k : tree.right[k] + 1]
            )
            if not quoted or title:
                last = max(last, tree.right[k])
    while last > head and last + 1 < len(tree.tokens) and tree.tokens[last].pos == tree.tokens[last + 1].pos == "PROPN":
        last += 1  # "..., selon France Bleu": half of a name hung on the verb
    while last > head and tree.tokens[last].pos == "PUNCT":
        last -= 1
    return Span(tree.tokens[first].start, tree.tokens[last].end)


def _is_passive_participle(tree: Tree, i: int) -> bool:
    """ "compared with", "cité par": a past participle without helper or subject that hangs on a word."""
    token = tree.tokens[i]
    past = "VerbForm=Part" in token.morph and "Tense=Past" in token.morph
    alone = not any(tree.tokens[k].dep == "nsubj" or (tree.tokens[k].pos == "AUX" and k < i) for k in tree.kids(i))
    return past and alone and token.dep in ("acl", "advcl", "prep", "amod", "acl:relcl")


def is_asserted(tree: Tree, i: int, frame: str = "noun", own: bool = False) -> bool:
    """An infinitive or a "could" reports nothing yet ("declined to threaten"), save after a verb that starts it."""
    token = tree.tokens[i]
    if any(tree.tokens[k].lemma in _UNREAL and tree.tokens[k].dep != "ccomp" for k in tree.kids(i) if k < i):
        return False
    if any(tree.tokens[k].dep == "mark" and tree.tokens[k].text.lower() in _SUPPOSED for k in tree.kids(i) if k < i):
        conceded = any(tree.tokens[k].text.lower() in _CONCEDING for k in tree.kids(i) if k < i)
        return conceded and frame in (
            "that",
            "quote",
        )  # "unless the union accepts"; not "Si Bell reconnaît que ..., elle"
    if not own and _is_passive_participle(tree, i):
        return False
    bare = "Aspect=Prog" in token.morph and not any(tree.tokens[k].pos == "AUX" for k in tree.kids(i))
    if bare and token.dep == "xcomp" and tree.tokens[token.head].lemma in _CEASING:
        return False  # "called on him to stop attacking the mayor"
    if any(
        "Mood=Sub" in tree.tokens[k].morph
        for k in (i, *tree.kids(i))
        if k <= i and tree.tokens[k].pos in ("AUX", "VERB")
    ):
        return False
    if token.lemma == "dire" and tree.tokens[token.head].lemma == "vouloir":
        return False  # "veut dire que" means
    top = _first_joined(tree, i)
    if opens_purpose(tree, i) and frame not in ("that", "ask"):
        return True  # "ont défilé pour demander son départ"
    if tree.tokens[top].dep in ("xcomp", "ccomp", "acl", "obl:arg", "csubj") and ("VerbForm=Inf" in token.morph):
        return _is_told_by(tree, top, frame)
    if (
        "VerbForm=Inf" in token.morph
        and token.pos == "VERB"
        and not any(tree.tokens[k].pos == "AUX" for k in tree.kids(i))
    ):
        return frame in ("quote", "that", "ask") or token.dep == "advcl"
    if (
        token.dep == "acl"
        and frame in ("noun", "call", "prep")
        and "VerbForm=Part" in token.morph
        and tree.tokens[tree.left[i] - 1].text != ","
        and not any(tree.tokens[k].pos == "AUX" for k in tree.kids(i) if k < i)
    ):
        return tree.left[i] == 0
    return True


def opens_purpose(tree: Tree, i: int) -> bool:
    """Whether "pour" stands before an infinitive."""
    return any(k < i and tree.tokens[k].text.lower() in grammar.words("purpose") for k in tree.kids(i))


def _first_joined(tree: Tree, i: int) -> int:
    """ "pourra nous rassurer et nous dire que": the infinitive that opens the row, which says what holds for all."""
    while tree.tokens[i].dep == "conj" and "VerbForm=Inf" in tree.tokens[i].morph:
        head = tree.tokens[i].head
        rows = (head, tree.tokens[head].head, *tree.kids(head))  # joined to it, to its object, to the verb above it
        first = next((k for k in rows if k < i and "VerbForm=Inf" in tree.tokens[k].morph), None)
        if first is None:
            break
        i = first
    return i


def _is_told_by(tree: Tree, i: int, frame: str) -> bool:
    """Whether the verb above an infinitive starts, repeats or politely opens the telling: "a tenu à dire", "je peux
    vous dire", "il faut noter que".
    """
    head = tree.tokens[i].head
    if tree.tokens[head].lemma in _TELLING and frame in ("quote", "that", "ask"):
        return True
    if tree.tokens[head].lemma in _REPEATING and is_asserted(tree, head):
        return True  # "continued to call for", "continue de dénoncer"
    before = {t.text.lower() for k in tree.kids(head) if (t := tree.tokens[k]).i < head or t.text.startswith("-")}
    if before & _NEGATIONS or any(tree.tokens[k].text.lower() in _NEGATIONS for k in (*tree.kids(head), *tree.kids(i))):
        return False
    if tree.tokens[head].lemma in _PERFORMING and before & _PERFORMERS:
        return True
    if frame != "that":
        return False
    if tree.tokens[head].lemma in _NOTING:
        return True
    dull = before & _EXPLETIVES and tree.tokens[head].pos in ("ADJ", "NOUN")
    return bool(dull) and tree.tokens[head].lemma not in _UNSURE


def before_gloss(tree: Tree, first: int, last: int) -> int:
    """Where a participle after a comma begins to comment ("..., faisant référence à"): no part of what was promised."""
    for i in range(first + 1, last):
        token = tree.tokens[i]
        apposed = tree.tokens[i + 1].pos == "DET" and tree.tokens[tree.tokens[i + 1].head].dep == "appos"
        if token.text == "," and apposed and tree.tokens[tree.tokens[i + 1].head].head < i:
            return i - 1
        if (
            token.text == ","
            and tree.tokens[i + 1].pos == "VERB"
            and "VerbForm=Part" in tree.tokens[i + 1].morph
            and "Tense=Pres" in tree.tokens[i + 1].morph
        ):
            return i - 1
    return last
