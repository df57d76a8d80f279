"""What became of a plan within its own sentence: cancelled, postponed, or not taking place.

In: the Judge of a sentence and a token that is planned. Out: the Status its fate gives it, or None where nothing is
told. Never here: what is planned in the first place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.model import Status
from index.tree import OBJECTS, PASSIVE_SUBJECTS, SUBJECTS

if TYPE_CHECKING:
    from index.events_status import Judge

UNDOING: tuple[tuple[str, Status], ...] = (("cancel", "cancelled"), ("postpone", "postponed"))
"""Lists of verbs, and what they make of their object."""


UNDOES = frozenset(name for name, _ in UNDOING)


def undone(judge: Judge, verb: int) -> bool:
    """Whether a verb that calls off or puts off does so: not "if it is cancelled", "has not been put off"."""
    return judge.judge(verb).status not in ("hypothetical", "denied")


def fate_of_plan(judge: Judge, i: int) -> Status | None:
    """The fate of the noun that the clause of `i` speaks of, or of what `i` and the verb that carries it were to do."""
    tokens = judge.tree.tokens
    token, carrier = tokens[i], tokens[tokens[i].head]
    if token.dep == "xcomp" and carrier.dep in ("relcl", "acl:relcl"):  # "which were to be held in May"
        token = carrier
    if token.dep in ("acl", "relcl", "acl:relcl", "amod") and tokens[token.head].pos in ("NOUN", "PROPN"):
        return fate_of(judge, token.head)
    return _undone_later(judge, i) or (_undone_later(judge, carrier.i) if token.dep == "xcomp" else None)


def fate_of(judge: Judge, noun: int) -> Status | None:
    """ "the visit planned for May was cancelled", "the festival will not take place", "…, but it was put off"."""
    head, label = judge.governor(noun)
    if head is None or judge.tree.tokens[head].pos not in ("VERB", "AUX"):
        return None
    if label in OBJECTS | PASSIVE_SUBJECTS and (status := _undone_by(judge, head)):
        return status
    if label not in SUBJECTS | PASSIVE_SUBJECTS:
        return None
    if _takes_place(judge, head) and judge.negated(head) and not judge.none(noun):
        return "cancelled" if judge.ahead(head) else "denied"
    return _undone_later(judge, head)


def _takes_place(judge: Judge, verb: int) -> bool:
    """ "aura lieu", "will take place", "will be held"; not "n'a pas d'importance"."""
    if not judge.lemma_in(verb, "occur"):
        return False
    words = {judge.tree.tokens[k].text.lower() for k in judge.tree.kids(verb)}
    return not judge.lemma_in(verb, "light") or bool(words & judge.words["venue"])


def _undone_by(judge: Judge, verb: int) -> Status | None:
    return next((status for name, status in UNDOING if judge.lemma_in(verb, name) and undone(judge, verb)), None)


def _undone_later(judge: Judge, head: int) -> Status | None:
    """ "was to begin on Monday, but it has been put off": a joined verb whose subject is no other noun."""
    for k in judge.tree.kids(head):
        joined = judge.tree.tokens[k].dep == "conj" and judge.passive(k) and not _named_subject(judge, k)
        if joined and (status := _undone_by(judge, k)):
            return status
    return None


def _named_subject(judge: Judge, i: int) -> bool:
    kids = (judge.tree.tokens[k] for k in judge.tree.kids(i))
    return any(k.dep in SUBJECTS | PASSIVE_SUBJECTS and k.pos in ("NOUN", "PROPN") for k in kids)
