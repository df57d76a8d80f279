"""How claims and sentences stand to each other: threads over a dossier, verdicts on two sentences.

In: Claims with their words and articles, or two sentences. Out: Links and Threads; Related. Candidates come from an
index over sources, numbers and words, and from sentence vectors where an encoder is given; `links_rules` decides.
Never here: storing, or a link from similarity alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np

from index.links_rules import judge, pair_of
from index.links_told import Told, prepare
from index.model import Article, Claim, KnownName, Link, Thread, digest
from index.relate import Related, relate

__all__ = ["Related", "Thread", "relate", "thread"]

Encode = Callable[[Sequence[str]], Any]
"""Texts to unit vectors, one row each."""
_NEAR, _SAME_SOURCE = 0.6, 0.33
"""Cosines from which two claims of two sources, or of one, are compared at all."""
_GROUP = 40
"""Claims with a number or word that more than so many share are compared by vectors only."""
_BLOCK = 1_000


def thread(
    claims: Sequence[Claim],
    content: Callable[[Claim], str],
    articles: Mapping[str, Article],
    known: Sequence[KnownName] = (),
    encode: Encode | None = None,
) -> tuple[list[Thread], list[Link]]:
    """All links between the claims of a dossier, and the threads they make. The cost is linear but for near pairs."""
    told = prepare(claims, content, articles, known)
    links = list(_answers(told))
    told = _with_antecedents(told, links)
    vectors = encode([t.text for t in told]) if encode and told else None
    words = _Words(encode) if encode else None
    units = _units(told, words)
    copies = _copies(told, vectors)
    seen = {frozenset((link.a, link.b)) for link in links}
    for i, j in sorted(_candidates(told, vectors)):
        x, y = told[i], told[j]
        if frozenset((x.claim.id, y.claim.id)) in seen:
            continue
        near = float(vectors[i] @ vectors[j]) if vectors is not None else 0.0
        copied = frozenset((x.claim.article, y.claim.article)) in copies
        link = judge(pair_of(x, y, near, units, copied, words))
        if link:
            links.append(link)
    links = _thinned(links, told, copies)
    return _threads(told, links), links


class _Words:
    """Word vectors, each word encoded once."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self._known: dict[str, Any] = {}

    def __call__(self, words: Sequence[str]) -> Any:
        new = [w for w in dict.fromkeys(words) if w not in self._known]
        if new:
            self._known.update(zip(new, self._encode(new), strict=True))
        return np.stack([self._known[w] for w in words])


def _candidates(told: Sequence[Told], vectors: Any) -> set[tuple[int, int]]:
    """Pairs worth comparing, the earlier claim first: one source, one number of one thing, rare words, or one place."""
    common: Counter[tuple[str, str]] = Counter((t.lang, stem) for t in told for stem in t.facts.stems)
    groups: dict[object, list[int]] = defaultdict(list)
    for i, t in enumerate(told):
        for q in t.amounts:
            groups["number", q.value, q.unit].append(i)
        for stem in sorted(t.facts.stems, key=lambda stem: common[t.lang, stem])[:3]:
            groups["stem", t.lang, stem].append(i)
    pairs = {pair for group in groups.values() if len(group) <= _GROUP for pair in combinations(group, 2)}
    pairs |= {(i, i + n) for i in range(len(told)) for n in (1, 2, 3) if _together(told, i, i + n)}
    return pairs | _of_one_source(told, vectors) | set(_near_pairs(vectors))


def _of_one_source(told: Sequence[Told], vectors: Any) -> set[tuple[int, int]]:
    """Pairs of one source that are not far apart in meaning, or have a number or day each."""
    groups: dict[str, list[int]] = defaultdict(list)
    for i, t in enumerate(told):
        if t.source:
            groups[t.source].append(i)
    found: set[tuple[int, int]] = set()
    for group in groups.values():
        near = vectors[group] @ vectors[group].T if vectors is not None else None
        for a, b in combinations(range(len(group)), 2):
            x, y = told[group[a]], told[group[b]]
            counted = (x.amounts and y.amounts) or (x.facts.days and y.facts.days)
            if counted or near is None or near[a, b] >= _SAME_SOURCE:
                found.add((group[a], group[b]))
    return found


def _together(told: Sequence[Told], i: int, j: int) -> bool:
    return j < len(told) and told[i].claim.article == told[j].claim.article


def _near_pairs(vectors: Any) -> Iterator[tuple[int, int]]:
    """Pairs whose sentence vectors are near, found block by block."""
    if vectors is None:
        return
    for start in range(0, len(vectors), _BLOCK):
        rows, columns = np.nonzero(vectors[start : start + _BLOCK] @ vectors.T >= _NEAR)
        yield from ((start + int(i), int(j)) for i, j in zip(rows, columns, strict=True) if start + i < j)


def _units(told: Sequence[Told], words: _Words | None) -> dict[tuple[str, str], str]:
    """Units that are one thing in two languages ("cracks", "fissures") by word vectors: (language, unit) → name."""
    forms = {(t.lang, q.unit): q.word for t in told for q in t.amounts if q.unit.isalpha() and q.word}
    if words is None or len({lang for lang, _ in forms}) < 2:
        return {}
    keys = list(forms)
    near = words([forms[key] for key in keys])
    cosines = near @ near.T
    joined: dict[tuple[str, str], str] = {}
    for i, key in enumerate(keys):
        others = [j for j in range(i) if keys[j][0] != key[0] and cosines[i, j] >= 0.62]
        best = max(others, key=lambda j: cosines[i, j], default=None)
        if best is not None and key[1] != keys[best][1]:
            joined[key] = joined.get(keys[best], keys[best][1])
    return joined


def _copies(told: Sequence[Told], vectors: Any) -> set[frozenset[str]]:
    """Pairs of articles that are one dispatch, copied or translated: most claims of one have a twin in the other."""
    by_article: dict[str, list[int]] = defaultdict(list)
    for i, t in enumerate(told):
        by_article[t.claim.article].append(i)
    twins: dict[frozenset[str], int] = defaultdict(int)
    for i, j in _twin_pairs(told, vectors):
        a, b = told[i].claim.article, told[j].claim.article
        if a != b:
            twins[frozenset((a, b))] += 1
    return {
        pair for pair, n in twins.items()
        if n >= 3 and n >= 0.6 * min(len(by_article[article]) for article in pair)
    }  # fmt: skip


def _twin_pairs(told: Sequence[Told], vectors: Any) -> Iterator[tuple[int, int]]:
    """Claims with the same words, or nearly the same meaning in two languages."""
    same: dict[str, list[int]] = defaultdict(list)
    for i, t in enumerate(told):
        same[" ".join(sorted(t.facts.stems))].append(i)
    yield from (pair for group in same.values() if 1 < len(group) <= _GROUP for pair in combinations(group, 2))
    if vectors is not None:
        for i, j in _near_pairs(vectors):
            if told[i].lang != told[j].lang and float(vectors[i] @ vectors[j]) >= 0.64:
                yield i, j


def _answers(told: Sequence[Told]) -> Iterator[Link]:
    """Denials that only point back ("cette information", "the charge"): they answer the claim before them."""
    in_text = sorted(told, key=lambda t: (t.claim.article, t.place))
    for j, y in enumerate(in_text):
        for x in reversed(in_text[max(0, j - 3) : j]):
            near = x.claim.article == y.claim.article and y.place.start - x.place.end <= 500
            answers = y.denies and not x.denies and x.source != y.source and not x.place.overlaps(y.place)
            if near and answers and (y.facts.anaphoric or _about(x, y)):
                yield Link(x.claim.id, y.claim.id, "denies", "answers the claim before it", 0.8)
                break


def _with_antecedents(told: Sequence[Told], answers: Sequence[Link]) -> list[Told]:
    """Denials that only point back, with the words of the claim that they answer."""
    of = {t.claim.id: t for t in told}
    meant = {link.b: of[link.a] for link in answers if of[link.b].facts.anaphoric}
    return [
        replace(t, facts=meant[t.claim.id].facts, text=meant[t.claim.id].text) if t.claim.id in meant else t
        for t in told
    ]


def _about(x: Told, y: Told) -> bool:
    """Whether the claim just before speaks of the one who denies."""
    name = y.source.split()[-1] if y.named else ""
    return bool(name) and name in x.text and y.place.start - x.place.end < 200


def _thinned(links: Iterable[Link], told: Sequence[Told], copies: set[frozenset[str]]) -> list[Link]:
    """Copies of one dispatch count once, and no link is kept that another implies."""
    of = {t.claim.id: t for t in told}
    first = _first_of_copies(told, copies)
    kept = [link for link in links if _original(link, of, first, copies)]
    taken: set[tuple[str, ...]] = set()
    best = []
    for link in sorted(_without_implied(kept, of), key=lambda k: _rank(k, of)):
        slots = _slots(link, of)
        if not taken.intersection(slots):
            best.append(link)
            taken.update(slots)
    return sorted(best, key=lambda k: (of[k.a].order, of[k.b].order))


def _rank(link: Link, of: Mapping[str, Told]) -> tuple[object, ...]:
    """The link to keep first: inside one article, surest, nearest in time."""
    x, y = of[link.a], of[link.b]
    return x.claim.article != y.claim.article, -link.confidence, x.order, y.order


def _slots(link: Link, of: Mapping[str, Told]) -> tuple[tuple[str, ...], ...]:
    """What a claim has one of: one link of corroboration, one contradiction with each other source."""
    x, y = of[link.a], of[link.b]
    if link.kind == "corroborates":
        return ((link.b, link.kind),)
    if link.kind == "contradicts":
        return ((link.b, "against", x.source or x.claim.article), (link.a, "against", y.source or y.claim.article))
    return ()


def _original(link: Link, of: Mapping[str, Told], first: Mapping[str, str], copies: set[frozenset[str]]) -> bool:
    """Whether a link concerns the first article of a dispatch; a later copy only repeats the first."""
    a, b = of[link.a].claim.article, of[link.b].claim.article
    if frozenset((a, b)) in copies:
        return link.kind == "repeats" and first.get(b) == a
    return a not in first and b not in first


def _without_implied(links: Sequence[Link], of: Mapping[str, Told]) -> list[Link]:
    """Without a link that a repetition only hands on: what was said again needs no second link."""
    same: dict[str, set[str]] = defaultdict(set)
    earlier: dict[str, set[str]] = defaultdict(set)
    for link in links:
        if link.kind == "repeats":
            same[link.a].add(link.b)
            same[link.b].add(link.a)
            earlier[link.b].add(link.a)
    have = {(link.a, link.b, link.kind): link for link in links}

    def handed(link: Link) -> bool:
        if link.kind == "repeats" or of[link.a].claim.article == of[link.b].claim.article:
            return False
        if any((link.a, z, link.kind) in have for z in earlier[link.b] - {link.a}):
            return True
        others = same[link.a] - {link.b} if link.kind == "denies" else earlier[link.a]
        return link.kind != "changes" and any((w, link.b, link.kind) in have for w in others)

    return [link for link in links if not handed(link)]


def _first_of_copies(told: Sequence[Told], copies: set[frozenset[str]]) -> dict[str, str]:
    """Later copy → the first article of its dispatch."""
    order: dict[str, int] = {}
    for t in told:
        order.setdefault(t.claim.article, len(order))
    found: dict[str, str] = {}
    for pair in sorted(copies, key=lambda p: sorted(order[a] for a in p)):
        early, late = sorted(pair, key=lambda a: order[a])
        found.setdefault(late, found.get(early, early))
    return found


def _threads(told: Sequence[Told], links: Sequence[Link]) -> list[Thread]:
    """Connected claims, the longest thread first."""
    of = {t.claim.id: t for t in told}
    leader: dict[str, str] = {}

    def find(id: str) -> str:
        while leader.setdefault(id, id) != id:
            id = leader[id]
        return id

    for link in links:
        leader[find(link.b)] = find(link.a)
    groups: dict[str, list[str]] = defaultdict(list)
    for t in told:
        if t.claim.id in leader:
            groups[find(t.claim.id)].append(t.claim.id)
    made = []
    for ids in groups.values():
        fullest = max(ids, key=lambda id: (len(of[id].facts.terms), len(of[id].text)))
        mine = tuple(link for link in links if link.a in ids)
        made.append(Thread(digest("thread", *sorted(ids)), of[fullest].text, tuple(ids), mine))
    return sorted(made, key=lambda t: (-len(t.claims), t.id))
