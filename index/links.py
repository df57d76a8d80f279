"""How claims and sentences stand to each other: threads over a dossier, verdicts on two sentences.

In: Claims with their words and articles, or two sentences. Out: Links and Threads; Related. Candidates come from
`links_near`, `links_rules` decides, `links_thin` chooses what is shown. Never here: storing, or a link from similarity
alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from index.links_near import Pair, Shelf
from index.links_pair import pair_of
from index.links_rules import INTENTS, judge
from index.links_thin import Copies, Place, thin, threads
from index.links_told import Told, names_in, prepare
from index.model import Article, Claim, KnownName, Link, Thread
from index.relate import Related, relate

__all__ = ["Related", "Thread", "Words", "answers", "compare", "relate", "thread", "with_antecedents"]

Encode = Callable[[Sequence[str]], Any]
"""Texts to unit vectors, one row each."""


def thread(
    claims: Sequence[Claim],
    content: Callable[[Claim], str],
    articles: Mapping[str, Article],
    known: Sequence[KnownName],
    encode: Encode,
) -> tuple[list[Thread], list[Link]]:
    """All links between the claims of a dossier that is at hand as a whole, and the threads they make."""
    owners = {form: name.canonical for name in reversed(known) for form in (*name.aliases, name.canonical)}
    told = prepare(claims, content, articles, owners)
    if not told:
        return [], []
    replies = list(answers(told))
    shelf = _shelf(with_antecedents(told, replies), encode)
    links, copies = compare(dict(enumerate(with_antecedents(told, replies))), shelf, Words(encode), replies)
    of = {t.claim.id: Place(t.claim.article, rank, t.source) for rank, t in enumerate(told)}
    shown = thin(links, of, copies)
    return threads(shown, of, {t.claim.id: t.text for t in told}), shown


def _shelf(told: Sequence[Told], encode: Encode) -> Shelf:
    articles = {a: n for n, a in enumerate(dict.fromkeys(t.claim.article for t in told))}
    sources = {s: n for n, s in enumerate(dict.fromkeys(t.source for t in told if t.source))}
    rows = np.arange(len(told))
    return Shelf(
        [t.claim.id for t in told], np.array([articles[t.claim.article] for t in told]),
        np.array([sources.get(t.source, -1) for t in told]), rows, encode([t.text for t in told]), rows,
    )  # fmt: skip


class Words:
    """Word vectors, each word encoded once."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self._known: dict[str, Any] = {}

    def __call__(self, words: Sequence[str]) -> Any:
        new = [w for w in dict.fromkeys(words) if w not in self._known]
        if new:
            self._known.update(zip(new, self._encode(new), strict=True))
        return np.stack([self._known[w] for w in words])


def compare(
    told: Mapping[int, Told], shelf: Shelf, words: Words, known: Iterable[Link], copies: Copies | None = None
) -> tuple[list[Link], Copies]:
    """The links of the new rows of a shelf, after those known, and the pairs of articles that are one dispatch.

    `told` holds the claims of all rows that are worth comparing: those of `near`, `of_one_source` and `related`.
    """
    links = list(known)
    near = shelf.near
    copied = (copies or Copies()).more(_copies(told, near, shelf))
    units = _units(told.values(), words)
    seen = {frozenset((link.a, link.b)) for link in links}
    pairs = near | shelf.of_one_source | _together(told, shelf) | _on_one_story(told, shelf)
    for i, j in sorted(pairs, key=lambda p: (shelf.ranks[p[0]], shelf.ranks[p[1]])):
        if i not in told or j not in told or frozenset((shelf.ids[i], shelf.ids[j])) in seen:
            continue
        x, y = told[i], told[j]
        copy = frozenset((x.claim.article, y.claim.article)) in copied
        pair = pair_of(x, y, shelf.cosine(i, j), units, copy, words, shelf.story(i, j))
        if link := judge(pair):
            links.append(replace(link, copied=copy))
    return links, copied


def _together(told: Mapping[int, Told], shelf: Shelf) -> set[Pair]:
    """New claims with the three after them in their article."""
    rows = sorted((int(row) for row in shelf.new if int(row) in told), key=lambda row: shelf.ranks[row])
    in_text: dict[str, list[int]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: told[row].place.start):
        in_text[told[row].claim.article].append(row)
    return {(a, b) for group in in_text.values() for n in (1, 2, 3) for a, b in zip(group, group[n:], strict=False)}


def _on_one_story(told: Mapping[int, Told], shelf: Shelf) -> set[Pair]:
    """Pairs in articles on one story that give a number alike, or are of one source with a number or day each."""
    marks: dict[int, dict[object, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row, t in told.items():
        mine = marks[int(shelf.articles[row])]
        for value in {q.value for q in t.amounts}:
            mine[value].append(row)
        for kind in ("number",) * bool(t.amounts) + ("day",) * bool(t.facts.days):
            if t.source:
                mine[kind, t.source].append(row)
    return {
        shelf.ordered(i, j)
        for article, others in shelf.related.items() for other in others
        for mark in marks[article].keys() & marks[other].keys()
        for i in marks[article][mark] for j in marks[other][mark] if i != j
    }  # fmt: skip


def _units(told: Iterable[Told], words: Words) -> dict[tuple[str, str], str]:
    """Units that are one thing in two languages ("cracks", "fissures") by word vectors: (language, unit) → name."""
    forms = {(t.lang, q.unit): q.word for t in told for q in t.amounts if q.unit.isalpha() and q.word}
    if len({lang for lang, _ in forms}) < 2:
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


def _copies(told: Mapping[int, Told], near: Iterable[Pair], shelf: Shelf) -> set[frozenset[str]]:
    """Pairs of articles that are one dispatch, copied or translated: most claims of one have a twin in the other."""
    twins: dict[Pair, int] = defaultdict(int)
    for i, j in near:
        a, b = int(shelf.articles[i]), int(shelf.articles[j])
        if a != b and i in told and j in told and _twins(told[i], told[j], shelf.cosine(i, j)):
            twins[min(a, b), max(a, b)] += 1
    sizes = np.bincount(shelf.articles)
    names = {int(shelf.articles[row]): t.claim.article for row, t in told.items()}
    return {
        frozenset((names[a], names[b])) for (a, b), n in twins.items()
        if n >= 3 and n >= 0.6 * min(sizes[a], sizes[b])
    }  # fmt: skip


def _twins(x: Told, y: Told, near: float) -> bool:
    """Whether two claims have the same words, or nearly the same meaning in two languages."""
    return near >= 0.64 if x.lang != y.lang else x.facts.stems == y.facts.stems


def answers(told: Sequence[Told]) -> Iterator[Link]:
    """Denials that only point back ("cette information", "the charge"): they answer the claim before them."""
    in_text = sorted(told, key=lambda t: (t.claim.article, t.place))
    for j, y in enumerate(in_text):
        for x in reversed(in_text[max(0, j - 3) : j]):
            near = x.claim.article == y.claim.article and y.place.start - x.place.end <= 500
            replies = y.denies and not x.denies and x.source != y.source and not x.place.overlaps(y.place)
            replies = replies and not (y.claim.force == "reject" and x.claim.force in INTENTS)  # a refusal
            if near and replies and (_points_back(x, y) or _about(x, y)):
                yield Link(x.claim.id, y.claim.id, "denies", "answers the claim before it", 0.8)
                break


def _points_back(x: Told, y: Told) -> bool:
    """Whether a denial means the claim before it; "the charges" mean it only where it is one of them."""
    blamed = x.claim.force in ("accuse", "criticise")
    if not y.facts.anaphoric or (y.claim.force == "reject" and not (y.facts.terms or blamed)):
        return False  # "refused to do so" answers a request, and denies nothing
    if y.facts.charges and not y.facts.points:
        return blamed
    return not _between(x, y)


def _between(x: Told, y: Told) -> bool:
    """Whether whole sentences stand between two claims, of which "it" may speak."""
    first, second = x.claim.sentence, y.claim.sentence
    return first is not None and second is not None and second.start - first.end > _GAP


_GAP = 3
"""Characters between two sentences that follow each other."""


def with_antecedents(told: Sequence[Told], replies: Sequence[Link]) -> list[Told]:
    """Denials that only point back, with the words of the claim that they answer."""
    of = {t.claim.id: t for t in told}
    meant = {
        link.b: of[link.a] for link in replies if link.a in of and link.b in of and of[link.b].facts.anaphoric
    }  # fmt: skip
    return [
        replace(t, facts=meant[t.claim.id].facts, text=meant[t.claim.id].text) if t.claim.id in meant else t
        for t in told
    ]


def _about(x: Told, y: Told) -> bool:
    """Whether the claim just before is about the one who denies. (Who refuses to act denies nothing.)"""
    if y.claim.force != "deny":
        return False
    if x.claim.force == "accuse" and x.names & (y.names | names_in(f"- {y.claim.source_canonical}")):
        return True
    called = (y.source if y.named else y.claim.source_canonical or "").split()[-1:]
    found = re.search(rf"\b{re.escape(called[0])}\b", x.text) if called else None
    blamed = x.claim.force in ("accuse", "criticise")
    return found is not None and (blamed or found.start() < _SUBJECT) and y.place.start - x.place.end < 200


_SUBJECT = 30
"""Characters into a claim within which a name is what it is about."""
