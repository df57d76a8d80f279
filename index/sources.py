"""Who speaks: the words of a cue's subject, whole noun phrase, and the role that they give.

In: a Tree and the token of a cue. Out: the tokens of its source, or None. Never here: which person a name or pronoun means.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.model import Span
from index.tree import AGENTS, OBJECTS, PASSIVE_SUBJECTS, PASSIVES, SUBJECTS, Tree

_CLIMB = frozenset({"conj", "xcomp", "advcl", "acl", "pcomp", "ccomp", "dep", "prep", "parataxis"})
_INVERTED = ("-je", "-tu", "-il", "-elle", "-on", "-nous", "-vous", "-ils", "-elles", "-t-il", "-t-elle", "-t-on", "-t-ils", "-t-elles")
_EXPLETIVES = frozenset({"expl:subj"})
_PRONOUNS = frozenset({"il", "elle", "ils", "elles", "on"})
_FAR = 6


@dataclass(frozen=True, slots=True)
class Source:
    """The noun phrase that speaks: its head and its first and last token."""

    head: int
    first: int
    last: int


def find(tree: Tree, cue: int, last: int) -> Source | None:
    """The source of the cue at token `cue`, whose words end at token `last`."""
    own = _own(tree, cue)
    if own is not None:
        return _phrase(tree, own, cue)
    if tree.kid(cue, PASSIVES) is not None:
        return _agent(tree, cue)
    return _climbed(tree, cue)


def _own(tree: Tree, cue: int) -> int | None:
    """The subject beside the verb itself: an inverted pronoun, else a noun or pronoun."""
    for k in range(cue - 1, min(cue + 3, len(tree.tokens))):
        if k >= 0 and k != cue and tree.tokens[k].text.lower() in _INVERTED:
            return k
    subject = tree.kid(cue, SUBJECTS)
    if subject is not None:
        return subject
    pronoun = tree.kid(cue, _EXPLETIVES)  # the French model calls many a plain "il" an expletive
    if pronoun is not None and tree.tokens[pronoun].text.lower() in _PRONOUNS and tree.kid(cue, PASSIVES) is None:
        return pronoun
    return None


def _agent(tree: Tree, cue: int) -> Source | None:
    agent = tree.kid(cue, AGENTS)
    if agent is None:
        return None
    inner = next((k for k in tree.kids(agent) if tree.tokens[k].dep == "pobj"), None)
    if inner is not None:
        return _phrase(tree, inner, cue)
    first = min((k for k in tree.kids(agent) if tree.tokens[k].dep == "case"), default=None)
    return Source(agent, first + 1 if first is not None and first < agent else tree.left[agent], tree.right[agent])


def _climbed(tree: Tree, cue: int) -> Source | None:
    """The subject of the verb that the cue hangs on ("..., adding that"; "a tenu à rappeler"), or the noun that it describes."""
    at = cue
    for _ in range(_FAR):
        token = tree.tokens[at]
        head = token.head
        if head == at or token.dep not in _CLIMB:
            return None
        if token.dep == "acl" and tree.tokens[head].pos in ("NOUN", "PROPN", "PRON"):
            return Source(head, tree.left[head], min(tree.left[at], at) - 1) if head < at else None
        subject = _own(tree, head) or tree.kid(head, PASSIVE_SUBJECTS)
        if subject is not None and not tree.within(subject, at):
            return _phrase(tree, subject, head)
        at = head
    return None


def _phrase(tree: Tree, head: int, cue: int) -> Source:
    """The whole noun phrase of `head`, on its own side of the cue."""
    first, last = tree.left[head], tree.right[head]
    if head < cue:
        last = min(last, cue - 1)
    else:
        first = max(first, cue + 1)
    while last > head and tree.tokens[last].pos in ("PUNCT", "CCONJ") and tree.tokens[last].text not in "»”)\"":
        last -= 1
    while first < head and tree.tokens[first].pos in ("PUNCT", "CCONJ"):
        first += 1
    return Source(head, first, last)


def span(tree: Tree, source: Source) -> Span:
    """The words of a source; of "-t-il" only the pronoun."""
    start, end = tree.tokens[source.first].start, tree.tokens[source.last].end
    if source.first == source.last:
        text = tree.tokens[source.first].text
        while text.startswith("-") or text.lower().startswith("t-"):
            cut = 1 if text.startswith("-") else 2
            start, text = start + cut, text[cut:]
    return Span(start, end)


def object_of(tree: Tree, cue: int) -> int | None:
    return tree.kid(cue, OBJECTS)
