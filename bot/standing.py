"""What can stand by itself on a timeline: an undated happening, the words cut out of a sentence.

In: an Event with the claims that report it; a clause of an article. Out: yes or no. Never here: which day, or how much
it matters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from bot.words import fold
from index.lang import LANGUAGES, table
from index.model import Article, Claim, Event, Span, Status, When

LEADING = 0.6
"""Prominence from which an undated happening is told at all."""
WEIGHTY = 0.25
"""The same for what somebody plans or denies: what hangs deep in a sentence only explains."""
STANDING: frozenset[Status] = frozenset({"planned", "postponed", "cancelled", "denied"})
OFF: frozenset[Status] = frozenset({"postponed", "cancelled"})
TELLING = frozenset({"say", "announce", "confirm", "promise", "report", "accept", "plan", "invite"})
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w'’-]+")


def stands_alone(event: Event, claims: Mapping[str, Claim]) -> bool:
    """Without a date, only what is planned, denied or told with a weight of its own is told."""
    if event.status in OFF:
        return True
    if not all(_tells(claims[id]) for id in event.reported_by if id in claims):
        return False
    if event.status == "happened" and event.evidence == "hearsay":
        return True
    least = LEADING if event.evidence == "asserted" else WEIGHTY
    real = event.status in STANDING or (event.status == "happened" and event.evidence == "asserted")
    return real and bool(event.participants) and event.weight >= least


def of_these_times(when: When, claims: Iterable[Claim], lang: str) -> bool:
    """ "the system as it is today", in a quotation: who speaks means these times, not the day."""
    if when.proof is None or lang not in LANGUAGES or not any(claim.mode == "direct" for claim in claims):
        return False
    return fold(when.proof.words) in table(lang, "timeline")["dates"]["these_times"].split("|")


def _tells(claim: Claim) -> bool:
    """Does the claim tell of something, rather than warn of it, demand it, or make it depend on an if?

    A quotation ("we shall sue them") says "we" and "this" of what only its article names.
    """
    telling = claim.force in TELLING and claim.polarity == "positive" and claim.hedge in ("asserted", "hearsay")
    return telling and claim.mode != "direct"


def stands(clause: Span, when: When | None, article: Article) -> bool:
    """Whether a clause says of whom or what it tells: it holds a name beside its date ("the bridge blown up by
    Varesse on 3 March", not "a report published on Monday"), and does not open with a pronoun or a joining word.
    """
    if article.lang not in LANGUAGES:
        return False
    proof = when.proof if when else None
    dated = range(proof.start, proof.end) if proof else range(0)
    named = any(m.start() not in dated for m in _NAME.finditer(article.text, clause.start, clause.end))
    return named and _leaning(article.lang).match(fold(clause.of(article.text))) is None


@cache
def _leaning(lang: str) -> re.Pattern[str]:
    opening = table(lang, "timeline")["opening"]
    return re.compile(f"(?:{opening['pronouns']})|(?:{opening['relatives']})")
