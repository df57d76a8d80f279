"""Which statements have the force that is asked for: a warning, a promise, a denial.

In: claims on the topic, a Query. Out: the claims to be told, and what must be said about the choice. A warning may be
given with the plain word "said"; a promise or a denial may not be read into one. Never here: the topic.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.query import KINDS, Query
from bot.sources import Sources
from bot.words import fold
from index.lang import LANGUAGES, table
from index.model import Claim

PLAIN = frozenset({"say", "report", "believe", "find"})
"""Forces that ask for any statement."""
SILENT = frozenset({"decline_to_comment"})
NEAR = {
    "warn": {"threaten", "express_concern"}, "threaten": {"warn"}, "express_concern": {"warn", "regret"},
    "promise": {"announce"}, "demand": {"ask"}, "ask": {"demand", "invite"}, "accuse": {"criticise"},
    "criticise": {"accuse"}, "deny": {"reject"}, "reject": {"deny", "decline_to_comment"}, "plan": {"announce", "want"},
    "want": {"demand", "hope", "plan"}, "hope": {"want"}, "doubt": {"deny", "express_concern"}, "praise": {"accept"},
    "accept": {"praise"}, "regret": {"express_concern"}, "announce": {"promise", "confirm"}, "confirm": {"announce"},
}  # fmt: skip
"""Forces that a reader may mean by another word. They are told only under their own verb."""


@dataclass(frozen=True, slots=True)
class Told:
    claims: tuple[Claim, ...] = ()
    notes: tuple[str, ...] = ()


def wanted(query: Query) -> list[str]:
    """The forces asked for, where not any statement will do."""
    return [force for force in query.forces if force not in PLAIN]


def choose(claims: Sequence[Claim], query: Query, sources: Sources) -> Told:
    """The statements of the asked force; failing those, of one near to it; failing those, plain ones that carry it."""
    asked = wanted(query)
    if not asked:
        spoken = [claim for claim in claims if claim.force not in SILENT]
        return Told(tuple(spoken or claims) if query.intent == "compare" else tuple(claims))
    exact = [claim for claim in claims if claim.force in asked]
    if exact or len(asked) < len(query.forces):
        return Told(tuple(exact or claims))
    alike = [claim for claim in claims if any(claim.force in NEAR.get(force, ()) for force in asked)]
    carrying = [claim for claim in claims if claim.force not in SILENT and carries(claim, asked, sources)]
    kept = [claim for claim in claims if claim in alike or claim in carrying]
    if not kept and query.topic and query.wanted in KINDS:
        return Told(tuple(claims))
    phrases = table(query.language, "phrases")
    note = phrases["note"]["no_force"].replace("{force}", phrases["force"][asked[0]])
    return Told(tuple(kept), (note,) if kept else ())


def carries(claim: Claim, forces: Sequence[str], sources: Sources) -> bool:
    """Whether what is said carries the force that its reporting verb does not name."""
    if claim.hedge == "conditional" and "warn" in forces:
        return True
    folded = fold(sources.content(claim))
    return any(
        force in forces and re.search(rf"\b(?:{fold(pattern)})\b", folded)
        for lang in LANGUAGES
        for force, pattern in table(lang, "questions")["content"].items()
    )
