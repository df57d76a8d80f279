"""Two claims side by side: how far they speak of one thing, in which words, numbers and names, and where they stand.

In: two Told claims, the earlier first, and how near their words are in meaning. Out: a Pair, which answers all that the
rules ask. Never here: a verdict.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property

from index.links_facts import Facts, Quantity
from index.links_told import Told
from index.model import Relation
from index.relate import Aligned, WordVectors, align

Verdict = tuple[Relation, float, str]
"""What a pair is, how sure, and why."""
RECENT = 120
"""Days between two claims after which the same words ("the fire is out") may tell of another thing."""
GENERIC = {"time", "day", "week", "month", "year", "hour", "minute", "metre", "kilometre", "%", "€", "$", "£"}
TALLIES = {"people", "dead", "hurt", "%", "€", "$", "£"}
"""What so many stories count that an equal number means little."""

_ONE = 0.75
"""How near two claims with a name in common are whose articles tell of more than one thing."""
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
    def held(self) -> bool:
        """Whether one says all that the other does, in the same words."""
        return self.verbatim and max(self.words.of_a, self.words.of_b) >= 0.9

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
        return self.same_article or (self.recent and (self.story or (self.near >= _ONE and self.shared_names > 0)))

    def unit(self, told: Told, q: Quantity) -> str:
        return q.unit if self.x.lang == self.y.lang else self.units.get((told.lang, q.unit), q.unit)


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


def asserted(told: Told) -> list[Quantity]:
    return [q for q in told.amounts if not q.negated]


def common_count(pair: Pair) -> Quantity | None:
    """A number that both give of one thing."""
    for q in asserted(pair.x):
        for r in asserted(pair.y):
            unit = pair.unit(pair.x, q)
            if q.value == r.value and unit == pair.unit(pair.y, r) != "" and unit not in GENERIC and q.value >= 3:
                return q
    return None
