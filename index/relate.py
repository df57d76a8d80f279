"""How two sentences stand to each other: same, entails, contradicts, changes, or unrelated.

In: two sentences. Out: Related, with the reason. Their words are aligned first; only where they speak of one thing do
negation, opposites, numbers, days and denials decide. Similarity alone decides nothing. Never here: who speaks, when.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from index.links_facts import Day, Facts, Quantity, Term, segments

Verdict = Literal["same", "entails", "contradicts", "changes", "unrelated"]
WordVectors = Callable[[Sequence[str]], Any]
"""Unit vectors of single words, one row each."""


@dataclass(frozen=True, slots=True)
class Related:
    """The verdict on a pair, how sure, and why in one phrase."""

    relation: Verdict
    confidence: float
    why: str


@dataclass(frozen=True, slots=True)
class Aligned:
    """Which words of two sentences correspond, and how much of each sentence that covers."""

    pairs: tuple[tuple[Term, Term], ...]
    of_a: float
    of_b: float
    a: Facts
    b: Facts

    @property
    def shared(self) -> float:
        """How much of the shorter sentence the longer covers."""
        return self.of_a if len(self.a.terms) <= len(self.b.terms) else self.of_b


def align(a: Facts, b: Facts, vectors: WordVectors | None = None) -> Aligned:
    """Words that correspond: same stem, a common root, or near in meaning where word vectors are given."""
    near = _near(a, b, vectors) if vectors else {}
    pairs: list[tuple[Term, Term]] = []
    used: set[int] = set()
    for term in b.terms:
        best, score = None, 0.0
        for other in a.terms:
            fit = _fit(term, other, a.lang != b.lang) or near.get((other.text, term.text), 0.0)
            fit -= 0.001 * abs(other.at - term.at) + (0.2 if other.at in used else 0.0)
            if fit > score and fit > 0.5:
                best, score = other, fit
        if best is not None:
            used.add(best.at)
            pairs.append((best, term))
    return Aligned(tuple(pairs), _covered(a, {x.at for x, _ in pairs}), _covered(b, {y.at for _, y in pairs}), a, b)


def _fit(x: Term, y: Term, cross: bool) -> float:
    if x.stem == y.stem:
        return 1.1 if x.text == y.text else 1.0
    n = min(len(x.text), len(y.text))
    root = 4 if cross and n <= 6 else 5
    if n >= root and x.text[:root] == y.text[:root]:
        return 0.85
    return 0.0


def _near(a: Facts, b: Facts, vectors: WordVectors | None) -> dict[tuple[str, str], float]:
    left = [t.text for t in a.terms]
    right = [t.text for t in b.terms]
    if not left or not right or vectors is None:
        return {}
    cosines = vectors(left) @ vectors(right).T
    return {
        (left[i], right[j]): float(cosines[i, j]) * 0.9
        for i in range(len(left)) for j in range(len(right)) if cosines[i, j] > 0.72
    }  # fmt: skip


def _covered(facts: Facts, at: set[int]) -> float:
    """The share of a sentence's content words that have a partner; names count double."""
    total = sum(_weight(t) for t in facts.terms)
    return sum(_weight(t) for t in facts.terms if t.at in at) / total if total else 0.0


def _weight(term: Term) -> float:
    return 1.5 if term.name else 1.0


@dataclass(frozen=True, slots=True)
class Conflict:
    """A reason why two aligned sentences cannot both be true."""

    kind: str
    strength: float
    why: str
    key: str = ""  # the pair of opposites


def conflicts(pair: Aligned) -> list[Conflict]:
    """All reasons found, the strongest first."""
    found = [*_numbers(pair), *_negation(pair), *_opposites(pair), *_days(pair)]
    return sorted(found, key=lambda c: -c.strength)


def _numbers(pair: Aligned) -> Iterator[Conflict]:
    """Different numbers of one thing, of one time."""
    if pair.a.days != pair.b.days and pair.a.days and pair.b.days:
        return
    for q in pair.a.quantities:
        rivals = [r for r in pair.b.quantities if r.unit == q.unit and q.unit]
        alone = len(rivals) == 1 and sum(x.unit == q.unit for x in pair.a.quantities) == 1
        if alone and q.negated == rivals[0].negated and not agree(q, rivals[0]):
            yield Conflict("number", min(pair.of_a, pair.of_b), f"{show(q)} against {show(rivals[0])}")


def agree(x: Quantity, y: Quantity) -> bool:
    """Whether two counts may both be right: equal, or within what "about", "more than", "up to" leave open."""
    if "~" in (x.bound, y.bound):
        return abs(x.value - y.value) <= 0.15 * max(x.value, y.value)
    low, high = sorted((x, y), key=lambda q: q.value)
    if low.value == high.value:
        return True
    return low.bound == ">" or high.bound == "<"


def show(q: Quantity) -> str:
    """A number with what it counts, to be read: "13,000 people"."""
    value = f"{q.value:,.0f}" if q.value == int(q.value) else f"{q.value:g}"
    return f"{value} {q.word or q.unit}".strip()


def _negation(pair: Aligned) -> Iterator[Conflict]:
    """The same word, negated or denied on one side only, in clauses that otherwise say the same."""
    partner = {id(x) for x, _ in pair.pairs} | {id(y) for _, y in pair.pairs}
    if any(x.negated and y.negated for x, y in pair.pairs):
        return
    for x, y in pair.pairs:
        if x.negated == y.negated or x.name or y.name or _wavers(pair.a, x) or _wavers(pair.b, y):
            continue
        facts, other, term, mate = (pair.a, pair.b, x, y) if x.negated else (pair.b, pair.a, y, x)
        if mate.clause in other.negative | other.denying:
            continue
        clause = [t for t in facts.terms if t.clause == term.clause]
        covered = sum(_weight(t) for t in clause if id(t) in partner) / sum(map(_weight, clause))
        rest = [t for t in clause if t.at > term.at]
        if rest and sum(id(t) in partner for t in rest) < 0.5 * len(rest):
            continue
        counts = [q for q in facts.quantities if q.clause == term.clause and q.unit]
        if all(any((q.unit, q.value, q.bound) == (r.unit, r.value, r.bound) for r in other.quantities) for q in counts):
            yield Conflict("negation", covered * (0.5 + 0.5 * pair.shared), f"“{x.said}” against “{y.said}”")


def _wavers(facts: Facts, term: Term) -> bool:
    """Whether the same word is both negated and not in one sentence."""
    return len({t.negated for t in facts.terms if t.stem == term.stem}) > 1


def _opposites(pair: Aligned) -> Iterator[Conflict]:
    """A word here, its opposite there, and neither side has both."""
    for key, side, x in pair.a.sides:
        theirs = [(other, y) for k, other, y in pair.b.sides if k == key]
        mixed = len({s for k, s, _ in pair.a.sides if k == key}) > 1 or len({s for s, _ in theirs}) > 1
        if not theirs or mixed or theirs[0][0] == side:
            continue
        y = theirs[0][1]
        if x.clause not in pair.a.negative and y.clause not in pair.b.negative:
            yield Conflict("opposite", pair.shared, f"“{x.said}” against “{y.said}”", key)


def _days(pair: Aligned) -> Iterator[Conflict]:
    """One day on each side, and they cannot be the same."""
    if len(pair.a.days) == 1 and len(pair.b.days) == 1:
        (x,), (y,) = pair.a.days, pair.b.days
        if any(p is not None and q is not None and p != q for p, q in zip(x, y, strict=True)):
            yield Conflict("day", min(pair.of_a, pair.of_b), f"{show_day(x)} against {show_day(y)}")


def show_day(day: Day) -> str:
    """A day as EDTF, to be put in words for the reader."""
    year, *rest = day
    known = [f"{part:02}" for part in rest if part is not None]
    return "-".join([f"{year:04}" if year else "XXXX", *known])


FLOORS = {"number": 0.6, "negation": 0.4, "opposite": 0.5, "day": 0.75}
"""How much must be shared before a conflict of that kind counts."""
_SAME, _ENTAILS = 0.8, 0.8


def best(a: str, b: str, lang: str, lang_b: str, vectors: WordVectors | None = None) -> Aligned:
    """The two sentences of the texts that speak most of one thing."""
    pairs = (align(x, y, vectors) for x in segments(a, lang) for y in segments(b, lang_b))
    return max(pairs, key=lambda p: (round(p.of_a * p.of_b * min(len(p.pairs), 6), 3), p.shared))


def relate(a: str, b: str, lang: str, *, lang_b: str | None = None, vectors: WordVectors | None = None) -> Related:
    """How `b` stands to `a`. Without evidence of one topic the verdict is "unrelated"."""
    pair = best(a, b, lang, lang_b or lang, vectors)
    for conflict in conflicts(pair):
        floor = FLOORS[conflict.kind]
        if conflict.strength >= floor and len(pair.pairs) >= 2:
            verdict: Verdict = "changes" if pair.b.change and not pair.a.change else "contradicts"
            return Related(verdict, round(0.5 + 0.5 * conflict.strength, 2), conflict.why)
    if pair.of_a >= _SAME and pair.of_b >= _SAME:
        return Related("same", round(min(pair.of_a, pair.of_b), 2), "the same words")
    if pair.of_b >= _ENTAILS:
        return Related("entails", round(pair.of_b, 2), "all that the second says, the first says")
    return Related("unrelated", round(1 - pair.shared, 2), "too few words in common")
