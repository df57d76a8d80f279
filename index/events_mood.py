"""What a negation and a conditional leave open: "will not open before March", "a strike would close the port".

In: the Judge of a sentence and the position of a verb. Out: whether the words leave it open. Never here: a Status.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from index.lang import table
from index.model import Token
from index.tree import SUBJECTS

if TYPE_CHECKING:
    from index.events_status import Judge


def not_before(judge: Judge, i: int) -> bool:
    """ "ne commencera pas avant mars", "will not open before 2027": it will, but not yet."""
    tokens = judge.tree.tokens
    below = ((k, n) for k in judge.tree.kids(i) for n in judge.tree.kids(k))
    pairs = [(tokens[k], tokens[n]) for pair in below for k, n in (pair, pair[::-1])]
    return any(a.text.lower() in judge.words["before"] and _is_date(b, judge.lang) for a, b in pairs)


def _is_date(token: Token, lang: str) -> bool:
    """A number, a month or a season."""
    return token.text.isdigit() or token.text.lower() in _dates(lang)


@cache
def _dates(lang: str) -> frozenset[str]:
    shown = table(lang, "times")["show"]
    return frozenset(word.lower() for name in ("months", "seasons") for word in shown[name])


def of_no_fact(judge: Judge, i: int) -> bool:
    """ "une grève paralyserait le port", "un accord qui renforcerait l'armée": the thing itself is not there yet."""
    tokens = judge.tree.tokens
    subjects = [k for k in judge.tree.kids(i) if tokens[k].dep in SUBJECTS and tokens[k].pos == "NOUN"]
    if tokens[i].dep in ("relcl", "acl:relcl"):
        subjects = [tokens[i].head]
    return any(judge.indefinite(k) and judge.lemma_in(k, "nouns") for k in subjects)
