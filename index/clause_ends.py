"""Where a clause that is said ends: past what parsers cut short, before what the speaker or the outlet goes on with.

In: a Place and the head of the clause. Out: its last token. Never here: where it begins.
"""

from __future__ import annotations

from collections.abc import Sequence

from index import grammar
from index.model import Token
from index.place import Place
from index.sources import tense
from index.tree import SUBJECTS, Tree

_ABSORBED = frozenset({"prep", "advmod", "npadvmod", "obl:mod", "obl:arg", "advcl", "punct", "nmod", "dep"})
_STOPS = frozenset({".", "!", "?", ";", ":", "»", "”", "…"})
_MARKS = frozenset({",", "–", "—", "(", ")", "-"})
_SUBORDINATORS = grammar.words("subordinators")
_MODALS = grammar.words("modals")
_OWN = {"je": "je", "j'": "je", "j’": "je", "nous": "nous", "i": "i", "we": "we"}


def clause_end(place: Place, clause: int) -> int:
    """The last token of a clause, with what follows it and hangs on the cue but belongs to what is said."""
    tree, head = place.tree, place.match.head
    end = tree.right[clause] if not tree.within(head, clause) else len(tree.tokens) - 1
    for k in tree.kids(head):
        if k <= clause or tree.left[k] <= end - 1:
            continue
        if not _absorbed(tree, k) and not _goes_on(tree, k, head):
            break
        end = max(end, tree.right[k])
    end = _before_main(place, clause, _stretched(place, clause, end))
    end = _before_gerund(tree, clause, end, _is_gerund_token(tree, head))
    return _before_own(place, clause, _before_quotation(place, end))


def _before_main(place: Place, clause: int, end: int) -> int:
    """ "Espérant que les prix baissent, la ville attend": a sentence that opens with a participle or a subordinate
    clause needs a main clause, which no "que" can swallow.
    """
    tree = place.tree
    opens = tree.tokens[0].text.lower() in grammar.words("openers") or (
        place.first == 0 and _is_gerund_token(tree, place.match.head)
    )
    if not opens or place.match.head > clause or any(t.pos != "PUNCT" for t in tree.tokens[end + 1 :]):
        return end
    for i in range(place.last + 2, end):
        following = tree.tokens[i + 1]
        if tree.tokens[i].text != "," or following.pos not in ("DET", "PRON", "PROPN", "NOUN"):
            continue
        said, rest = tree.tokens[place.last + 1 : i], tree.tokens[i + 1 : end + 1]
        if following.text.lower() not in grammar.words("relatives") and _has_finite(said) and _has_finite(rest):
            return i - 1
    return end


def _has_finite(tokens: Sequence[Token]) -> bool:
    return any("VerbForm=Fin" in t.morph for t in tokens)


def _before_own(place: Place, clause: int, end: int) -> int:
    """ "j'espère que ce sera fait, et je suis sûr": a joined clause with the speaker's own pronoun and no second "que"
    is the speaker's.
    """
    tree, source = place.tree, place.source
    if source is None or source.first != source.last or tree.tokens[clause].pos == "SCONJ":
        return end
    mine = _OWN.get(tree.tokens[source.first].text.lower())
    if mine is None:
        return end
    for i in range(clause + 1, end):
        joined = (
            tree.tokens[i].text.lower() in grammar.words("joints") and _OWN.get(tree.tokens[i + 1].text.lower()) == mine
        )
        if joined and tree.tokens[i + 1].dep == "nsubj":
            return i - 2 if tree.tokens[i - 1].text == "," else i - 1
    return end


def _before_quotation(place: Place, end: int) -> int:
    """ "reconnaît que ce sera dur : « ... »": the clause ends before the colon; the quotation says more."""
    tree = place.tree
    for quote in place.quotes:
        at = tree.at(quote.start)
        if place.last + 1 < at <= end and tree.tokens[at - 1].text == ":":
            return at - 2
    return end


def _is_gerund_token(tree: Tree, i: int) -> bool:
    return "Tense=Pres" in tree.tokens[i].morph and "VerbForm=Part" in tree.tokens[i].morph


def _before_gerund(tree: Tree, start: int, end: int, joins: bool) -> int:
    """ ", tout en appelant" and "affirmant que ... et essayant de" go on with the telling, not with what is told."""
    for i in range(start + 1, end):
        if (
            joins
            and tree.tokens[i].pos == "CCONJ"
            and _is_gerund_token(tree, i + 1)
            and tree.tokens[i + 1].dep == "conj"
        ):
            return i - 1
        if (
            tree.tokens[i].text == ","
            and tree.tokens[i + 1].text.lower() == "tout"
            and tree.tokens[min(i + 2, end)].text.lower() == "en"
        ):
            return i - 1
    return end


def _stretched(place: Place, clause: int, end: int) -> int:
    """A clause that the parser cut short: it goes on where the next word is no mark and no conjunction, or where
    its verb is yet to come.
    """
    tree, size = place.tree, len(place.tree.tokens)
    start = min(tree.left[clause], clause)
    for _ in range(3):
        if end + 1 >= size or tree.tokens[end + 1].text in _STOPS:
            return end
        following = tree.tokens[end + 1]
        unfinished = _awaits_verb(tree, start, end)
        joined = following.pos == "CCONJ" and end + 2 < size and _shares_subject(place, clause, end + 2)
        if (
            not unfinished
            and not joined
            and (following.pos in ("PUNCT", "CCONJ", "SCONJ") or _is_outside(place, following.i))
        ):
            return end
        end = _to_mark(tree, end + 1, unfinished)
    return end


def _awaits_verb(tree: Tree, start: int, end: int) -> bool:
    """Whether the last conjunction, or the clause itself, has no finite verb yet."""
    opened = [t.i for t in tree.tokens[start : end + 1] if t.pos == "SCONJ" and t.text.lower() in _SUBORDINATORS]
    since = opened[-1] if opened else start
    run = [t for t in tree.tokens[since : end + 1] if not _is_related(tree, t)]
    return not any("VerbForm=Fin" in t.morph or "VerbForm=Inf" in t.morph for t in run)


def _is_related(tree: Tree, token: Token) -> bool:
    """Whether a verb stands in a clause that its relative pronoun opens: "les questions qui sont posées"."""
    verb = token.head if token.pos == "AUX" and token.head > token.i else token.i
    return any(
        k < verb and "PronType=Rel" in tree.tokens[k].morph and "subj" in tree.tokens[k].dep
        for k in (*tree.kids(verb), *tree.kids(token.i))
    )


def _shares_subject(place: Place, clause: int, i: int) -> bool:
    """ "n'existait pas mais semblait": a joined verb without a subject that is not in the tense of a past cue."""
    tree = place.tree
    while i < len(tree.tokens) and tree.tokens[i].pos in ("ADV", "PRON") and "nsubj" not in tree.tokens[i].dep:
        i += 1
    if i < len(tree.tokens) and "VerbForm=Inf" in tree.tokens[i].morph and "VerbForm=Inf" in tree.tokens[clause].morph:
        return tree.tokens[i].pos == "VERB" and tree.tokens[i].head != i
    if i >= len(tree.tokens) or "VerbForm=Fin" not in tree.tokens[i].morph:
        return False
    verb = tree.tokens[i].head if tree.tokens[i].pos == "AUX" and tree.tokens[i].head > i else i
    if any(tree.tokens[k].dep.startswith("nsubj") for k in tree.kids(verb)):
        return False
    return tense(tree, verb) != tense(tree, place.match.head)


def _is_outside(place: Place, i: int) -> bool:
    """Whether a word after the clause belongs to the attribution: its source or its time."""
    source = place.source
    return (source is not None and source.first <= i <= source.last) or place.tree.tokens[i].head == place.match.head


def _to_mark(tree: Tree, start: int, until_verb: bool) -> int:
    """The last token before the next mark, past a finite verb if one is awaited."""
    seen = not until_verb
    i = start
    while i < len(tree.tokens):
        token = tree.tokens[i]
        seen = seen or "VerbForm=Fin" in token.morph
        if i > start and seen and (token.pos in ("CCONJ",) or token.text in _MARKS or token.text in _STOPS):
            break
        if token.text in _STOPS:
            break
        i += 1
    return i - 1


def _goes_on(tree: Tree, k: int, head: int) -> bool:
    """ "said it would cost jobs but would add revenue": a modal that the cue has not belongs to what is said."""
    token = tree.tokens[k]
    if token.dep == "cc":
        following = next((c for c in tree.kids(head) if c > k and tree.tokens[c].dep == "conj"), None)
        return following is not None and _goes_on(tree, following, head)
    if token.dep != "conj":
        return False
    subject = next((c for c in tree.kids(k) if tree.tokens[c].dep in SUBJECTS), None)
    if subject is not None:
        joined = tree.tokens[subject - 1].pos == "CCONJ" and tree.tokens[subject - 2].text != ","
        return joined and tree.tokens[subject].text.lower() in grammar.words("things")
    return _modal(tree, k) and not _modal(tree, head)


def _modal(tree: Tree, i: int) -> bool:
    return any(tree.tokens[c].lemma in _MODALS for c in tree.kids(i) if c < i)


def _absorbed(tree: Tree, k: int) -> bool:
    token = tree.tokens[k]
    if token.dep not in _ABSORBED:
        return False
    if token.dep == "advcl":
        return any(tree.tokens[c].dep in ("mark", "advmod") for c in tree.kids(k) if c < k)
    if token.dep in ("prep", "obl:mod", "obl:arg", "nmod"):
        first = tree.tokens[tree.left[k]].text.lower()
        return first not in ("according", "selon", "d'", "d’", "via", "in")
    return True
