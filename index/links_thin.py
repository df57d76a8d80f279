"""Links as they are shown: copies of one dispatch count once, and no link is kept that others imply.

In: all links found between claims, and where each claim stands. Out: the links to show, and the threads they make.
Never here: comparing claims. What is shown depends on the links alone, not on the order in which they were found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from index.model import Link, Thread, digest


@dataclass(frozen=True, slots=True)
class Copies:
    """Which articles are one dispatch: those of one group, copied to the letter or nearly, and pairs told by claims."""

    groups: Mapping[str, str] = field(default_factory=dict)
    pairs: frozenset[frozenset[str]] = frozenset()

    def __contains__(self, pair: frozenset[str]) -> bool:
        return pair in self.pairs or (len(pair) == 2 and len({self.groups.get(a, a) for a in pair}) == 1)

    def more(self, pairs: Iterable[frozenset[str]]) -> Copies:
        return Copies(self.groups, self.pairs.union(pairs))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim stands: its article, its rank in time, and who speaks."""

    article: str
    rank: int
    source: str


def thin(links: Iterable[Link], of: Mapping[str, Place], copies: Copies) -> list[Link]:
    """The links to show, in the order of time."""
    first = _first_of_copies(of, copies)
    kept = [link for link in links if _original(link, of, first, copies)]
    taken: set[tuple[str, ...]] = set()
    best = []
    for link in sorted(_without_implied(kept, of), key=lambda k: _rank(k, of)):
        slots = _slots(link, of)
        if not taken.intersection(slots):
            best.append(link)
            taken.update(slots)
    return sorted(best, key=lambda k: (of[k.a].rank, of[k.b].rank))


def _rank(link: Link, of: Mapping[str, Place]) -> tuple[object, ...]:
    """The link to keep first: inside one article, surest, nearest in time."""
    x, y = of[link.a], of[link.b]
    return x.article != y.article, -link.confidence, x.rank, y.rank


def _slots(link: Link, of: Mapping[str, Place]) -> tuple[tuple[str, ...], ...]:
    """What a claim has one of: one link of corroboration, one contradiction with each other source."""
    x, y = of[link.a], of[link.b]
    if link.kind == "corroborates":
        return ((link.b, link.kind),)
    if link.kind == "contradicts":
        return ((link.b, "against", x.source or x.article), (link.a, "against", y.source or y.article))
    return ()


def _original(link: Link, of: Mapping[str, Place], first: Mapping[str, str], copies: Copies) -> bool:
    """Whether a link concerns the first article of a dispatch; a later copy only repeats the first."""
    a, b = of[link.a].article, of[link.b].article
    if frozenset((a, b)) in copies:
        return link.kind == "repeats" and first.get(b) == a
    return a not in first and b not in first


def _without_implied(links: Sequence[Link], of: Mapping[str, Place]) -> list[Link]:
    """Without a link that a repetition only hands on: what was said again needs no second link."""
    same: dict[str, set[str]] = defaultdict(set)
    earlier: dict[str, set[str]] = defaultdict(set)
    for link in links:
        if link.kind == "repeats":
            same[link.a].add(link.b)
            same[link.b].add(link.a)
            earlier[link.b].add(link.a)
    have = {(link.a, link.b, link.kind) for link in links}

    def handed(link: Link) -> bool:
        if link.kind == "repeats" or of[link.a].article == of[link.b].article:
            return False
        if any((link.a, z, link.kind) in have for z in earlier[link.b] - {link.a}):
            return True
        others = same[link.a] - {link.b} if link.kind == "denies" else earlier[link.a]
        return link.kind != "changes" and any((w, link.b, link.kind) in have for w in others)

    return [link for link in links if not handed(link)]


def _first_of_copies(of: Mapping[str, Place], copies: Copies) -> dict[str, str]:
    """Later copy → the first article of its dispatch."""
    order: dict[str, int] = {}
    for place in of.values():
        order[place.article] = min(order.get(place.article, place.rank), place.rank)
    found: dict[str, str] = {}
    leads: dict[str, str] = {}
    for article in sorted(copies.groups.keys() & order.keys(), key=lambda a: order[a]):
        lead = leads.setdefault(copies.groups[article], article)
        if lead != article:
            found[article] = lead
    for pair in sorted((p for p in copies.pairs if p <= order.keys()), key=lambda p: sorted(order[a] for a in p)):
        early, late = sorted(pair, key=lambda a: order[a])
        found.setdefault(late, found.get(early, early))
    return found


def threads(links: Sequence[Link], of: Mapping[str, Place], content: Mapping[str, str]) -> list[Thread]:
    """Connected claims, the longest thread first; `content` is the words of each claim."""
    leader: dict[str, str] = {}

    def find(id: str) -> str:
        while leader.setdefault(id, id) != id:
            id = leader[id]
        return id

    for link in links:
        leader[find(link.b)] = find(link.a)
    groups: dict[str, list[str]] = defaultdict(list)
    for id in sorted(leader, key=lambda id: of[id].rank):
        groups[find(id)].append(id)
    inside: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        inside[find(link.a)].append(link)
    made = []
    for first, ids in groups.items():
        fullest = max(ids, key=lambda id: len(content[id]))
        made.append(Thread(digest("thread", *sorted(ids)), content[fullest], tuple(ids), tuple(inside[first])))
    return sorted(made, key=lambda t: (-len(t.claims), t.id))
