"""Two claims, one verdict: repeats, corroborates, changes, denies, contradicts, or nothing.

In: a Pair of claims. Out: a Link or None. Numbers, days, negation, opposites, force and who speaks decide; nearness
only says that they speak of one thing. Never here: search, or claims that agree (`links_agree`).
"""

from __future__ import annotations

from index.links_agree import agreement
from index.links_facts import Quantity
from index.links_pair import GENERIC, Pair, Verdict, asserted, common_count, pair_of
from index.links_turns import turned
from index.links_words import is_nobody
from index.model import Link
from index.relate import agree, conflicts, show, show_day

INTENTS = {"promise", "plan", "want", "hope", "demand", "ask", "threaten", "invite"}
"""Forces of what shall be: another number in fact does not contradict them."""
VIEWS = {"believe", "find", "doubt", "express_concern", "praise", "criticise", "regret"}
"""Forces of what somebody thinks: no fact is told, and none denied."""
VALUES = {"good", "effective", "beneficial", "high", "enough", "safe", "support", "praise"}
"""Opposites that judge, and tell no fact."""
FLOOR = 0.5
"""No link below this confidence."""


def judge(pair: Pair) -> Link | None:
    """How the later claim stands to the earlier one."""
    x, y = pair.x, pair.y
    if pair.same_article and x.place.overlaps(y.place):
        return None
    found = _conflict(pair) or agreement(pair)
    if found is None or found[1] < FLOOR:
        return None
    kind, confidence, why = found
    return Link(x.claim.id, y.claim.id, kind, why, round(min(confidence, 0.99), 2))


def _conflict(pair: Pair) -> Verdict | None:
    """Why both cannot be true, and what that makes of them: a change of one source, or another source against it."""
    if any(is_nobody(t.claim.source_canonical or "", t.lang) for t in (pair.x, pair.y)):
        return None
    if pair.same_source and not pair.same_article and (turn := turned(pair.x, pair.y, pair.words, pair.near)):
        return turn
    reason = _explicit(pair) or _counts(pair) or _retraction(pair) or _denied(pair) or _days(pair) or _wording(pair)
    if reason is None:
        return None
    confidence, why = reason
    if pair.same_source:
        accuses = {t.claim.force == "accuse" for t in (pair.x, pair.y)}  # an act of its own, and one of another
        return None if pair.same_article or len(accuses) > 1 else ("changes", confidence, why)
    if pair.y.denies and not pair.x.denies:
        return "denies", confidence, why
    return "contradicts", confidence, why


Reason = tuple[float, str]


def _explicit(pair: Pair) -> Reason | None:
    """ "Three, not fourteen" after "fourteen": the number that one denies is the one the other gives."""
    if not pair.on_one_thing and not pair.same_source:
        return None
    for one, other in ((pair.x, pair.y), (pair.y, pair.x)):
        for q in one.amounts:
            for r in other.amounts:
                same = pair.unit(one, q) == pair.unit(other, r) != "" and q.value == r.value
                if (
                    same
                    and q.unit not in GENERIC
                    and q.negated
                    and not r.negated
                    and not one.denies
                    and not other.denies
                ):
                    first = f"{show(r)}, which the first denies"
                    return 0.9, first if one is pair.x else f"{show(r)}, which the second denies"
    return None


def _counts(pair: Pair) -> Reason | None:
    """Different numbers of one thing, where names, words or place in the article show that it is one thing."""
    took_back = pair.y.facts.retracts or (pair.x.facts.retracts and pair.same_source)
    if (pair.x.denies != pair.y.denies and not pair.adjacent) or took_back:
        return None
    if not pair.same_source and (pair.x.claim.force in INTENTS) != (pair.y.claim.force in INTENTS):
        return None  # "promised to take in 9,000; it took in 640": a promise not kept, not two counts of one thing
    x, y = asserted(pair.x), asserted(pair.y)
    for q in x:
        unit = pair.unit(pair.x, q)
        rivals = [r for r in y if pair.unit(pair.y, r) == unit != ""]
        if len(rivals) != 1 or sum(pair.unit(pair.x, p) == unit for p in x) != 1 or agree(q, rivals[0]):
            continue
        topic = _answers_count(pair, rivals[0]) or (pair.same_source and pair.near >= 0.6 and pair.cover >= 0.3)
        if topic and unit not in GENERIC:
            fuller = 0.01 * min(len(pair.x.facts.terms), 8)
            return (
                0.65 + fuller + 0.2 * pair.cover,
                f"{show(q)} against {show(rivals[0])}",
            )
    return None


def _answers_count(pair: Pair, later: Quantity) -> bool:
    """Whether the later number is set against the earlier one: close by in the text, or in nearly the same words."""
    set_against = (pair.y.contrasts or pair.x.denies) and not pair.x.names ^ pair.y.names
    alike = pair.cover >= 0.75 and pair.x.names == pair.y.names and bool(pair.x.names) and pair.on_one_thing
    return (pair.adjacent and (later.inherited or set_against)) or alike


def _retraction(pair: Pair) -> Reason | None:
    """ "We had counted three, we were wrong": one source takes back the number that it gave."""
    count = common_count(pair)
    if count and pair.same_source and pair.y.facts.retracts and not pair.x.facts.retracts:
        return 0.8, f"takes back {show(count)}"
    return None


def _unsure(pair: Pair) -> bool:
    """Whether one side tells as a fact what the other holds possible, or makes depend on something."""
    return pair.x.sure != pair.y.sure or pair.x.facts.condition != pair.y.facts.condition


def _views(pair: Pair) -> bool:
    return bool(VIEWS & {pair.x.claim.force, pair.y.claim.force})


def _denied(pair: Pair) -> Reason | None:
    """One side denies what the other states in nearly the same words. (To reject a proposal denies nothing.)"""
    if pair.x.denies == pair.y.denies or "reject" in (pair.x.claim.force, pair.y.claim.force):
        return None
    if pair.x.facts.anaphoric or pair.y.facts.anaphoric or not (pair.enough or pair.word_for_word):
        return None
    if not (pair.same_source or pair.on_one_thing) or any(t.negated for words in pair.words.pairs for t in words):
        return None  # to deny it, and to say that it never was, is the same
    alike = max(pair.near, pair.cover)
    across = pair.x.lang != pair.y.lang and pair.near >= 0.72  # in one language near is "gave him" to "gave himself"
    if across or pair.word_for_word or (pair.cover >= 0.6 and len(pair.words.pairs) >= 3):
        if pair.x.denies:
            return alike, "the first denies what the second states"
        return alike, "the second denies what the first states"
    return None


def _days(pair: Pair) -> Reason | None:
    """Another day for the same thing: a plan put off, or a date in dispute."""
    x, y = pair.x.facts.days, pair.y.facts.days
    if len(x) != 1 or len(y) != 1:
        return None
    (a,), (b,) = x, y
    if (a in pair.y.facts.other_days or b in pair.x.facts.other_days) and (pair.same_source or pair.on_one_thing):
        return 0.9, f"{show_day(a)} against {show_day(b)}"
    if not any(p is not None and q is not None and p != q for p, q in zip(a, b, strict=True)):
        return None
    dated = a[1] is not None and b[1] is not None  # a year alone is seldom what a dispute is about
    if pair.x.facts.condition or pair.y.facts.condition:
        return None  # "it may close unless it is paid by May; the banks will pay until June": no day in dispute
    known = pair.x.named or pair.near >= 0.6  # "some economists" are others than "economists"
    moved = pair.same_source and known and pair.y.facts.change and (pair.near >= 0.35 or pair.cover >= 0.4)
    disputed = dated and pair.adjacent and pair.y.contrasts and pair.near >= 0.3 and not pair.same_source
    exact = a[2] is not None and b[2] is not None  # "prices fell in May; they fell in June": each month its own
    alike = exact and pair.near >= 0.7 and pair.plain >= 0.6 and pair.on_one_thing and not pair.at_odds
    if moved or disputed or alike:
        return 0.55 + 0.4 * max(pair.near, pair.cover), f"{show_day(a)} against {show_day(b)}"
    return None


def _wording(pair: Pair) -> Reason | None:
    """A negation or an opposite on one side only, in clauses that otherwise agree."""
    meant = (pair.x.claim.force in INTENTS) != (pair.y.claim.force in INTENTS)
    if pair.x.denies != pair.y.denies or (meant and not pair.same_source):
        return None  # "threatened to sue; nobody can sue": a purpose, and what another thinks of it
    on_topic = pair.cover >= 0.5 or pair.near >= 0.6 if pair.same_source else pair.cover >= 0.6
    if not (pair.same_source or (pair.on_one_thing and pair.shared_names)) or pair.at_odds:
        return None
    if not on_topic or len(pair.words.pairs) < (2 if pair.same_source else 3):
        return None
    if not pair.same_source and (_unsure(pair) or (pair.x.claim.force != pair.y.claim.force and _views(pair))):
        return None
    for conflict in conflicts(pair.words):
        if conflict.key in VALUES and not pair.same_source:
            continue  # two who judge differently contradict each other in no fact
        if conflict.kind in ("negation", "opposite") and conflict.strength >= 0.5:
            return 0.5 + 0.45 * conflict.strength, conflict.why
    return None


__all__ = ["Pair", "judge", "pair_of"]
