"""Who stands beside a noun that speaks, where the parser hung them elsewhere: a name, or others who speak too.

In: a Tree, the head of a phrase and its edge. Out: the edge of the longer phrase. Never here: which noun speaks.
"""

from __future__ import annotations

from index import grammar
from index.tree import Tree

TIMES = grammar.words("times")
_NOMINAL = frozenset({"DET", "NOUN", "PROPN", "ADJ", "NUM"})
_CLOSING = frozenset('.,;:!?()»”"–—')
_FAR = 40


def with_holder(tree: Tree, head: int, last: int) -> int:
    """ "a reconnu la ministre chargée de la mer, Anna Bell, à la radio": the name behind the office."""
    tokens = tree.tokens
    if last + 2 >= len(tokens) or tokens[head].pos != "NOUN" or tokens[last + 1].text != ",":
        return last
    end = last + 2
    while end < len(tokens) and tokens[end].ent == "person":
        end += 1
    if end == last + 2 or tokens[last + 2].pos != "PROPN":
        return last
    after = tokens[end] if end < len(tokens) else None
    closed = after is None or after.text in _CLOSING or after.pos == "ADP" or after.lemma in TIMES
    return end - 1 if closed else last


def with_others_behind(tree: Tree, head: int, last: int, cue: int) -> int:
    """ "regrettent le syndicat, l'ordre (ONO) et la mairie": all who speak, where the verb is plural and the first
    is one.
    """
    tokens = tree.tokens
    if not _asks_for_others(tree, head, last, cue) or last + 1 >= len(tokens):
        return last
    end, joint, closed = last, None, tokens[last + 1].text not in (",", "(") and tokens[last + 1].pos != "CCONJ"
    for t in () if closed else tokens[last + 1 : last + _FAR]:
        if t.text in (",", "(", ")") and (joint is None or t.text != ","):
            continue
        if t.pos == "CCONJ" and joint is None:
            joint = t.i
            continue
        if t.pos not in _NOMINAL and t.text.lower() not in grammar.words("of"):
            break
        if t.lemma in TIMES:
            break
        end = t.i
    if joint is None or end <= joint:
        return last
    return end + 1 if end + 1 < len(tokens) and tokens[end + 1].text == ")" else end


def with_others_before(tree: Tree, head: int, first: int, cue: int) -> int:
    """ "Le port et la mairie ont annoncé": the other of a pair that the parser left out of a plural verb's subject."""
    tokens = tree.tokens
    if first < 2 or tokens[first - 1].pos != "CCONJ" or not _asks_for_others(tree, head, head, cue):
        return first
    start = first - 1
    while start and (tokens[start - 1].pos in _NOMINAL or tokens[start - 1].text.lower() in grammar.words("of")):
        start -= 1
    run = tokens[start : first - 1]
    speaks = bool(run) and run[0].pos != "ADP" and any(t.pos in ("NOUN", "PROPN") for t in run)
    alone = not start or tokens[start - 1].pos == "PUNCT"
    return start if speaks and alone and not any(t.lemma in TIMES for t in run) else first


def is_plural(tree: Tree, verb: int) -> bool:
    """Whether a finite verb, or the auxiliary that is finite for it, is in the plural."""
    return "Number=Plur" in _finite(tree, verb)


def disagrees(tree: Tree, verb: int, noun: int) -> bool:
    """Whether verb and noun both show their number, not the same, and the noun has no other joined to it."""
    finite, own = _finite(tree, verb), tree.tokens[noun].morph
    shown = [n for n in ("Number=Sing", "Number=Plur") if n in finite]
    other = [n for n in ("Number=Sing", "Number=Plur") if n in own]
    return bool(shown and other and shown != other) and not _is_joined(tree, noun)


def _finite(tree: Tree, verb: int) -> str:
    parts = [verb, *(k for k in tree.kids(verb) if tree.tokens[k].pos == "AUX")]
    return next((tree.tokens[k].morph for k in parts if "VerbForm=Fin" in tree.tokens[k].morph), "")


def _is_joined(tree: Tree, noun: int) -> bool:
    """Whether another noun is joined; "une perte d'argent et de plus de 80 % pour eux" joins none."""
    others = [k for k in tree.kids(noun) if tree.tokens[k].dep == "conj"]
    firsts = [next((t for t in tree.tokens[tree.left[k] : k + 1] if t.pos != "CCONJ"), tree.tokens[k]) for k in others]
    return any(t.pos != "ADP" for t in firsts)


def _asks_for_others(tree: Tree, head: int, last: int, cue: int) -> bool:
    """Whether a plural verb has one singular noun for its subject so far."""
    token = tree.tokens[head]
    if not is_plural(tree, cue) or "Number=Plur" in token.morph or token.pos not in ("NOUN", "PROPN"):
        return False
    return not any(t.pos == "CCONJ" for t in tree.tokens[tree.left[head] : last + 1])
