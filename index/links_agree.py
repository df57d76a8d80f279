"""Two claims that say the same: one source again, or another source too.

In: a Pair. Out: a verdict, repeats or corroborates, or None. Never here: claims that cannot both be true.
"""

from __future__ import annotations

from index.links_pair import TALLIES, Pair, Verdict, asserted, common_count
from index.links_told import Told
from index.relate import show

PLAIN = {"say", "report", "announce", "confirm", "find", "believe", "want", "hope", "ask", "doubt", "plan", "regret"}
"""Forces that say nothing about the content; two warnings of one source are nearer than two sayings."""


def agreement(pair: Pair) -> Verdict | None:
    """The same again from the same source, or from another."""
    x, y = pair.x, pair.y
    if pair.copies and pair.same_source and not pair.same_article:
        return _repeats(pair)
    if x.denies != y.denies:
        return _denied_again(pair)
    if x.facts.anaphoric != y.facts.anaphoric or _at_odds_in_number(pair):
        return None
    if pair.same_source or (pair.copies and not x.named and not y.named):
        return None if pair.same_article else _repeats(pair)
    return _corroborates(pair)


def _denied_again(pair: Pair) -> Verdict | None:
    """ "They never met", then "denied that they had met": one source, and its words negated where it does not deny."""
    if not pair.same_source or pair.same_article or not pair.enough or min(pair.near, pair.cover) < _SAME:
        return None
    mine = [words[pair.x.denies] for words in pair.words.pairs]  # those of the side that does not deny
    theirs = [words[not pair.x.denies] for words in pair.words.pairs]
    if any(t.negated for t in mine) and not any(t.negated for t in theirs):
        return "repeats", pair.near, "denies it again"
    return None


_SAME = 0.75
"""How near and how much in common two are that say one thing."""


def _at_odds_in_number(pair: Pair) -> bool:
    """Whether both give numbers and none alike: the toll of another day is not the same again."""
    mine, theirs = ({q.value for q in asserted(t)} for t in (pair.x, pair.y))
    return bool(mine and theirs) and not mine & theirs


def _repeats(pair: Pair) -> Verdict | None:
    x, y = pair.x, pair.y
    force = x.claim.force
    alike = max(pair.near, pair.cover)
    if force == "decline_to_comment" and min(len(x.facts.terms), len(y.facts.terms)) < 4:
        return None
    if pair.copies and alike >= (0.75 if x.lang == y.lang else 0.55):
        return "repeats", alike, "the same words again"
    same_force = force == y.claim.force and force not in PLAIN
    if _anchored(pair, same_force):
        return "repeats", max(alike, 0.7), "the same number or day again"
    if pair.held and x.named and not any(a.negated != b.negated for a, b in pair.words.pairs):
        return "repeats", max(alike, 0.8), "the same words again"
    if pair.word_for_word and x.named and pair.story and sum(not t.name for t in x.facts.terms) >= 2:
        return "repeats", alike, "the same words again"
    if not pair.enough and not (same_force and x.facts.terms and y.facts.terms):
        return None
    if alike >= 0.78 and (pair.plain >= 0.4 or x.lang != y.lang):
        return "repeats", alike, "the same words again"
    told = pair.plain >= 0.3 or x.lang != y.lang  # more than the names in common
    if same_force and (
        (alike >= 0.6 and told) or (pair.near >= 0.35 and pair.shared_names and pair.story and pair.recent)
    ):
        return "repeats", max(alike, 0.65), f"again a statement of the same kind on the same thing ({force})"
    if (x.lang != y.lang and alike >= 0.62) or (alike >= 0.68 and pair.plain >= 0.5 and len(pair.words.pairs) >= 3):
        return "repeats", alike, "nearly the same words again"
    return None


def _anchored(pair: Pair, same_force: bool) -> bool:
    """Whether both give one number of one thing, or one day, and speak of one thing beside it."""
    count = common_count(pair)
    if count is not None and pair.story and (count.unit not in TALLIES or pair.x.named):
        return True
    if not _same_day(pair.x, pair.y) or pair.at_odds or not pair.story or not pair.recent:
        return False
    return pair.near >= (0.3 if same_force else 0.4)


def _same_day(x: Told, y: Told) -> bool:
    """Whether both name one day, and as far as both say it is the same."""
    if len(x.facts.days) != 1 or len(y.facts.days) != 1:
        return False
    (a,), (b,) = x.facts.days, y.facts.days
    return a[1] == b[1] is not None and all(p == q or p is None or q is None for p, q in zip(a, b, strict=True))


def _round(value: float) -> bool:
    """Whether a number is one that many things come to: a small one, or one digit with noughts."""
    return value < 10 or len(f"{value:.0f}".rstrip("0")) == 1


def _corroborates(pair: Pair) -> Verdict | None:
    """Another source says so too: near in words and meaning, or with the same uncommon number, on one story.

    Two do not find the same words on their own: those are one statement, told under two descriptions of its source.
    """
    x, y = pair.x, pair.y
    if pair.same_article or pair.copies or x.claim.force == "decline_to_comment" or not x.source or not y.source:
        return None
    if not pair.on_one_thing or pair.at_odds:
        return None
    if (
        pair.verbatim
        and pair.plain >= 0.65
        and (x.claim.force == y.claim.force or {x.claim.force, y.claim.force} <= PLAIN)
    ):
        return "repeats", max(pair.near, pair.cover), "the same words again"
    if not (x.named and y.named):
        return None  # "the operator", "the suspect" may be the very person that the other article names
    count = common_count(pair)
    uncommon = count is not None and count.unit not in TALLIES and not _round(count.value)
    if count and (pair.near >= (0.5 if uncommon else 0.6) or (uncommon and pair.near >= 0.2)):
        return "corroborates", 0.7, f"another source gives {show(count)} too"
    if not pair.enough or x.claim.force != y.claim.force:
        return None
    said = len(pair.words.pairs) >= (4 if x.lang == y.lang else 2)
    whole = max(pair.words.of_a, pair.words.of_b) if said else 0.0
    sure = whole >= 0.7 or pair.near >= 0.85 or (x.lang != y.lang and pair.shared_names)
    if pair.near >= 0.75 and sure:
        return "corroborates", pair.near, "another source says nearly the same"
    return None
