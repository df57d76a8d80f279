"""Two claims, one verdict: repeats, corroborates, changes, denies, contradicts, or nothing.

In: two Told claims, the earlier first, and how near their words are in meaning. Out: a Link or None. Numbers, days,
negation, opposites, force and who speaks decide; nearness only says that they speak of one thing. Never here: search.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property

from index.links_facts import Facts, Quantity, is_nobody
from index.links_told import Told
from index.links_turns import turned
from index.model import Link, Relation
from index.relate import Aligned, WordVectors, agree, align, conflicts, show

PLAIN = {"say", "report", "announce", "confirm", "find", "believe", "want", "hope", "ask", "doubt", "plan", "regret"}
"""Forces that say nothing about the content; two warnings of one source are nearer than two sayings."""
INTENTS = {"promise", "plan", "want", "hope", "demand", "ask", "threaten", "invite"}
"""Forces of what shall be: another number in fact does not contradict them."""
FLOOR = 0.5
"""No link below this confidence."""
RECENT = 120
"""Days between two claims after which the same words ("the fire is out") may tell of another thing."""

_RUN = 4
"""Content words in the same order that two sources do not find on their own."""


@dataclass(frozen=True)
class Pair:
    """Two claims side by side. `near` is the cosine of their words as sentences, 0 where no encoder is at hand."""

    x: Told
    y: Told
    near: float
    words: Aligned
    units: Mapping[tuple[str, str], str]
    copies: bool
    story: bool = True

    @property
    def same_source(self) -> bool:
        """A name, or one description ("the prefecture") in articles on one story."""
        return bool(self.x.source) and self.x.source == self.y.source and (self.x.named or self.story)

    @property
    def same_article(self) -> bool:
        return self.x.claim.article == self.y.claim.article

    @property
    def adjacent(self) -> bool:
        return self.same_article and 0 <= self.y.place.start - self.x.place.end < 250

    @property
    def shared_names(self) -> int:
        return len(self.x.names & self.y.names)

    @property
    def cover(self) -> float:
        return min(self.words.of_a, self.words.of_b)

    @cached_property
    def plain(self) -> float:
        """How much of both is covered when names do not count: what is said, not of whom."""
        mine, theirs = ({id(pair[side]) for pair in self.words.pairs} for side in (0, 1))
        return min(_plain(self.x.facts, mine), _plain(self.y.facts, theirs))

    @property
    def verbatim(self) -> bool:
        """Whether both have a run of words in common too long for two to have found it."""
        mine, theirs = ([t.stem for t in told.facts.terms] for told in (self.x, self.y))
        runs = SequenceMatcher(None, mine, theirs, autojunk=False).find_longest_match()
        return runs.size >= _RUN

    @property
    def word_for_word(self) -> bool:
        """Whether both say the same in the same words and numbers, however few; mood, tense and articles may differ."""
        mine, theirs = ([(q.value, q.unit, q.bound) for q in told.amounts] for told in (self.x, self.y))
        same = self.x.lang == self.y.lang and self.x.facts.wording == self.y.facts.wording
        return same and bool(self.x.facts.stems) and mine == theirs

    @property
    def enough(self) -> bool:
        """Whether both say something of their own."""
        fewest = min(told.facts.own + len(told.amounts) for told in (self.x, self.y))
        return fewest >= (3 if self.x.lang == self.y.lang else 2)

    @property
    def at_odds(self) -> bool:
        """Whether each names somebody or some place that the other does not."""
        return bool(self.x.names - self.y.names) and bool(self.y.names - self.x.names)

    @property
    def recent(self) -> bool:
        """Whether one was said not long after the other, as far as is known."""
        a, b = self.x.order[0], self.y.order[0]
        return date.max in (a, b) or abs((a - b).days) <= RECENT

    @property
    def on_one_thing(self) -> bool:
        """Whether two sources can be set side by side: in one article, or on one story and not long apart."""
        return self.same_article or (self.story and self.recent)

    def unit(self, told: Told, q: Quantity) -> str:
        return self.units.get((told.lang, q.unit), q.unit)


def _plain(facts: Facts, partnered: set[int]) -> float:
    said = [id(t) in partnered for t in facts.terms if not t.name]
    return sum(said) / len(said) if said else 1.0


def pair_of(
    x: Told,
    y: Told,
    near: float,
    units: Mapping[tuple[str, str], str],
    copies: bool,
    vectors: WordVectors | None,
    story: bool = True,
) -> Pair:
    return Pair(x, y, near, align(x.facts, y.facts, vectors if x.lang != y.lang else None), units, copies, story)


def judge(pair: Pair) -> Link | None:
    """How the later claim stands to the earlier one."""
    x, y = pair.x, pair.y
    if pair.same_article and x.place.overlaps(y.place):
        return None
    found = _conflict(pair) or _agreement(pair)
    if found is None or found[1] < FLOOR:
        return None
    kind, confidence, why = found
    return Link(x.claim.id, y.claim.id, kind, why, round(min(confidence, 0.99), 2))


Verdict = tuple[Relation, float, str]


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
                    and q.unit not in _GENERIC
                    and q.negated
                    and not r.negated
                    and not one.denies
                    and not other.denies
                ):
                    return 0.9, f"{show(r)}, which the other denies"
    return None


def _counts(pair: Pair) -> Reason | None:
    """Different numbers of one thing, where names, words or place in the article show that it is one thing."""
    if (pair.x.denies != pair.y.denies and not pair.adjacent) or pair.x.facts.retracts or pair.y.facts.retracts:
        return None
    if not pair.same_source and (pair.x.claim.force in INTENTS) != (pair.y.claim.force in INTENTS):
        return None  # "promised to take in 9,000; it took in 640": a promise not kept, not two counts of one thing
    x, y = _asserted(pair.x), _asserted(pair.y)
    for q in x:
        unit = pair.unit(pair.x, q)
        rivals = [r for r in y if pair.unit(pair.y, r) == unit != ""]
        if len(rivals) != 1 or sum(pair.unit(pair.x, p) == unit for p in x) != 1 or agree(q, rivals[0]):
            continue
        topic = _answers_count(pair, rivals[0]) or (pair.same_source and pair.near >= 0.6 and pair.cover >= 0.3)
        if topic and unit not in _GENERIC:
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


_GENERIC = {"time", "day", "week", "month", "year", "hour", "minute", "metre", "kilometre", "%", "€", "$", "£"}


_TALLIES = {"people", "dead", "hurt", "%", "€", "$", "£"}
"""What so many stories count that an equal number means little."""


def _asserted(told: Told) -> list[Quantity]:
    return [q for q in told.amounts if not q.negated]


def _common_count(pair: Pair) -> Quantity | None:
    """A number that both give of one thing."""
    for q in _asserted(pair.x):
        for r in _asserted(pair.y):
            unit = pair.unit(pair.x, q)
            if q.value == r.value and unit == pair.unit(pair.y, r) != "" and unit not in _GENERIC and q.value >= 3:
                return q
    return None


def _retraction(pair: Pair) -> Reason | None:
    """ "We had counted three, we were wrong": one source takes back the number that it gave."""
    count = _common_count(pair)
    if count and pair.same_source and pair.y.facts.retracts and not pair.x.facts.retracts:
        return 0.8, f"takes back {show(count)}"
    return None


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
        return alike, "one side denies what the other states"
    return None


def _days(pair: Pair) -> Reason | None:
    """Another day for the same thing: a plan put off, or a date in dispute."""
    x, y = pair.x.facts.days, pair.y.facts.days
    if len(x) != 1 or len(y) != 1:
        return None
    (a,), (b,) = x, y
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
        return 0.55 + 0.4 * max(pair.near, pair.cover), "another day for the same thing"
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
    for conflict in conflicts(pair.words):
        if conflict.kind in ("negation", "opposite") and conflict.strength >= 0.5:
            return 0.5 + 0.45 * conflict.strength, conflict.why
    return None


def _agreement(pair: Pair) -> Verdict | None:
    """The same again from the same source, or from another."""
    x, y = pair.x, pair.y
    if pair.copies and pair.same_source and not pair.same_article:
        return _repeats(pair)
    if x.denies != y.denies or x.facts.anaphoric != y.facts.anaphoric or _at_odds_in_number(pair):
        return None
    if pair.same_source or (pair.copies and not x.named and not y.named):
        return None if pair.same_article else _repeats(pair)
    return _corroborates(pair)


def _at_odds_in_number(pair: Pair) -> bool:
    """Whether both give numbers and none alike: the toll of another day is not the same again."""
    mine, theirs = ({q.value for q in _asserted(t)} for t in (pair.x, pair.y))
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
    if not pair.enough and not (same_force and x.facts.terms and y.facts.terms):
        return None
    if alike >= 0.78 and (pair.plain >= 0.4 or x.lang != y.lang):
        return "repeats", alike, "the same words again"
    if same_force and (alike >= 0.6 or (pair.near >= 0.35 and pair.shared_names and pair.story and pair.recent)):
        return "repeats", max(alike, 0.65), f"again a statement of the same kind on the same thing ({force})"
    if (x.lang != y.lang and alike >= 0.62) or (alike >= 0.68 and pair.plain >= 0.5 and len(pair.words.pairs) >= 3):
        return "repeats", alike, "nearly the same words again"
    return None


def _anchored(pair: Pair, same_force: bool) -> bool:
    """Whether both give one number of one thing, or one day, and speak of one thing beside it."""
    count = _common_count(pair)
    if count is not None and pair.story and (count.unit not in _TALLIES or pair.x.named):
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
    if pair.verbatim:
        return "repeats", max(pair.near, pair.cover), "the same words again"
    if not (x.named and y.named):
        return None  # "the operator", "the suspect" may be the very person that the other article names
    count = _common_count(pair)
    uncommon = count is not None and count.unit not in _TALLIES and not _round(count.value)
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
