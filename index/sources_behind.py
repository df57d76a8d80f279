"""Who speaks behind a French quotation: « "...", raconte jeudi à l'AFP Anna Bell, interne à Orsel ».

In: a Tree and the last word of a cue that comes at once after a closed quotation. Out: the Source, or None. Read by
position: parsers take such a verb for a noun as often as not. Never here: any other place of a cue.
"""

from __future__ import annotations

from index import grammar
from index.phrases import TIMES, Source, trimmed
from index.tree import Tree

_LONG = 16
_LINKS = grammar.words("office_preps") | grammar.words("of")
_STOPS = frozenset('«»“”":;()–—!?…')
_FINAL = frozenset({"ADP", "DET", "PUNCT", "CCONJ", "ADV"})


def find(tree: Tree, last: int) -> Source | None:
    """The first noun phrase behind the cue and the circumstances of speaking."""
    at = last + 1
    for _ in range(_LONG):
        if at >= len(tree.tokens):
            return None
        after = _past_circumstance(tree, at)
        if after == at:
            break
        at = after
    head = _head(tree, at)
    if head is None:
        return None
    return trimmed(tree, Source(head, at, _end(tree, head)))


def _past_circumstance(tree: Tree, at: int) -> int:
    """Where the adverb, the day, or the phrase that a preposition opens at a place has ended: the place itself if it
    is none.
    """
    token = tree.tokens[at]
    if token.pos == "ADV" or token.text.lower() in TIMES | grammar.words("months") or token.text.isdecimal():
        return at + 1
    if token.text == "," and at > 0 and tree.tokens[at - 1].text.lower() in TIMES | grammar.words("months"):
        return at + 1
    if at + 1 < len(tree.tokens) and tree.tokens[at + 1].text.lower() in TIMES and token.pos in ("DET", "ADJ"):
        return at + 2
    return _past_phrase(tree, at) if token.pos == "ADP" or token.text.lower() in grammar.words("asides") else at


def _past_phrase(tree: Tree, at: int) -> int:
    """The end of "dans un communiqué", "à l'AFP", "sur Radio Onde": before the next article or a name of another
    kind, where no preposition leads on.
    """
    i, noun = at + 1, -1
    while i < len(tree.tokens):
        token, before = tree.tokens[i], tree.tokens[i - 1]
        if token.text == ",":
            return i + 1 if noun > 0 else at
        told = token.text.lower() in grammar.words("told")
        if token.text in _STOPS or token.text == "." or ("VerbForm=Fin" in token.morph and not told):
            return at
        linked = before.pos in ("ADP", "DET", "CCONJ")
        if noun > 0 and not linked and (token.pos == "DET" or (token.pos == "PROPN" and _starts(tree, i))):
            return i
        if noun > 0 and token.text.lower() in TIMES:
            return i
        noun = i if token.pos in ("NOUN", "PROPN", "PRON", "X") else noun
        i += 1
    return at


def _starts(tree: Tree, i: int) -> bool:
    """Whether a person's name begins here: the word before is none, or a name of another kind."""
    token, before = tree.tokens[i], tree.tokens[i - 1]
    if token.ent == "person":
        return before.ent != "person"
    return token.ent == before.ent == "" and before.pos != "PROPN"


def _head(tree: Tree, at: int) -> int | None:
    """The noun that opens a phrase at a place, past its article and adjectives."""
    opener = tree.tokens[at]
    if opener.pos not in ("DET", "PROPN", "NOUN", "PRON", "ADJ", "X") or opener.text.lower() in grammar.words("that"):
        return None
    for i in range(at, min(at + 4, len(tree.tokens))):
        token = tree.tokens[i]
        if token.pos in ("NOUN", "PROPN", "X") or token.text.lower() in grammar.words("latter"):
            return None if token.text.lower() in TIMES else i
        if token.pos not in ("DET", "ADJ", "NUM"):
            return None
    return None


def _end(tree: Tree, head: int) -> int:
    """The last word of the phrase, its office behind a comma included ("Anna Bell, interne à Orsel")."""
    i = head
    named = tree.tokens[head].pos == "PROPN"
    while i + 1 < len(tree.tokens) and i - head < _LONG:
        token = tree.tokens[i + 1]
        if token.text == "," and not (named and _leads_office(tree, i + 2)):
            break
        if token.text in _STOPS or token.text == "." or token.pos in ("SCONJ", "PRON", "AUX"):
            break
        named_on = token.text[:1].isupper() and tree.tokens[i].pos == "PROPN"
        if token.pos == "VERB" and "VerbForm=Part" not in token.morph and not named_on:
            break
        if token.pos == "ADP" and token.text.lower() not in _LINKS:
            break
        if token.text.lower() in grammar.words("to") and _is_told(tree, i + 2):
            break
        named = named and token.text != ","
        i += 1
    while i > head and tree.tokens[i].pos in _FINAL:
        i -= 1
    return i


def _leads_office(tree: Tree, i: int) -> bool:
    return i < len(tree.tokens) and tree.tokens[i].pos in ("NOUN", "DET", "ADJ") and tree.tokens[i].ent == ""


def _is_told(tree: Tree, i: int) -> bool:
    """Whether a paper, a station or the press is told: "à l'AFP", "au micro d'Onde Sud", "au Matin"."""
    near = tree.tokens[i : i + 2]
    told = grammar.words("told") | grammar.words("media")
    return any(t.lemma in told or t.text.lower() in told for t in near) or (
        bool(near) and near[0].ent in ("organisation", "other") and near[0].pos == "PROPN"
    )
