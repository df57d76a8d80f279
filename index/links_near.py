"""Which claims are worth comparing, from their vectors alone: near ones, ones of one source, articles on one story.

In: one row a claim: its vector, article, source and place in time. Out: pairs of rows, the earlier first, with their
cosines; articles near each other. The cost is bounded: each new claim meets so many others, however large the dossier.
Never here: deciding that two claims belong together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

NEAR, SAME_SOURCE, STORY = 0.6, 0.25, 0.55
"""Cosines from which two claims of two sources, or of one, are compared at all, and two articles tell one story."""
NEAREST, OF_SOURCE, STORIES = 20, 30, 20
"""Claims near a claim, claims of its source, articles on the story of its article: the most that are compared."""
_BLOCK = 256

Pair = tuple[int, int]


@dataclass(frozen=True)
class Shelf:
    """The claims of a dossier as rows. `day` is when each was said, as a number; `new` are the rows to compare."""

    ids: Sequence[str]
    articles: NDArray[np.intp]
    sources: NDArray[np.intp]  # -1 for nobody
    days: NDArray[np.intp]
    vectors: NDArray[np.float32]
    new: NDArray[np.intp]

    @cached_property
    def ranks(self) -> NDArray[np.intp]:
        """The place of each row in the order of time, then of the dossier."""
        ranks = np.empty(len(self.ids), np.intp)
        ranks[np.lexsort((np.arange(len(self.ids)), self.days))] = np.arange(len(self.ids))
        return ranks

    @cached_property
    def centres(self) -> NDArray[np.float32]:
        """The mean of each article's claims, at length one: what its story is."""
        order = np.argsort(self.articles, kind="stable")
        starts = np.searchsorted(self.articles[order], np.arange(int(self.articles.max(initial=-1)) + 1))
        grouped = self.vectors if np.array_equal(order, np.arange(len(order))) else self.vectors[order]
        centres = np.add.reduceat(grouped, starts) if len(order) else self.vectors
        lengths = np.linalg.norm(centres, axis=1, keepdims=True)
        return np.asarray(centres / np.where(lengths == 0, 1, lengths), np.float32)

    def story(self, i: int, j: int) -> bool:
        """Whether two claims stand in articles on one story."""
        a, b = self.articles[i], self.articles[j]
        return bool(a == b or self.centres[a] @ self.centres[b] >= STORY)

    def cosine(self, i: int, j: int) -> float:
        return float(self.vectors[i] @ self.vectors[j])

    def ordered(self, i: int, j: int) -> Pair:
        return (i, j) if self.ranks[i] < self.ranks[j] else (j, i)

    @cached_property
    def near(self) -> set[Pair]:
        """Pairs of a new row and one of the nearest to it, found block by block."""
        everything = len(self.new) == len(self.ids)
        found: set[Pair] = set()
        for start in range(0, len(self.new), _BLOCK):
            block = self.new[start : start + _BLOCK]
            first = int(block[0]) if everything else 0  # each pair once
            cosines = self.vectors[block] @ self.vectors[first:].T
            found |= self._best(block, np.arange(first, len(self.ids)), cosines, NEAR, NEAREST)
        return found

    @cached_property
    def of_one_source(self) -> set[Pair]:
        """Pairs of a new row and others of its source that are not far from it in meaning."""
        found: set[Pair] = set()
        order = np.argsort(self.sources, kind="stable")
        sorted_sources = self.sources[order]
        for source in {int(s) for s in self.sources[self.new]} - {-1}:
            first, last = np.searchsorted(sorted_sources, (source, source + 1))
            group = order[first:last]
            mine = group[np.isin(group, self.new)]
            found |= self._best(mine, group, self.vectors[mine] @ self.vectors[group].T, SAME_SOURCE, OF_SOURCE)
        return found

    @cached_property
    def related(self) -> dict[int, list[int]]:
        """For each article with new rows, the articles nearest to it on one story, itself among them."""
        mine = np.unique(self.articles[self.new])
        related: dict[int, list[int]] = {}
        for start in range(0, len(mine), _BLOCK):
            block = mine[start : start + _BLOCK]
            for article, cosines in zip(block, self.centres[block] @ self.centres.T, strict=True):
                others = np.nonzero(cosines >= STORY)[0]
                best = others[np.argsort(-cosines[others], kind="stable")][: STORIES + 1]
                related[int(article)] = [int(article), *(int(a) for a in best if a != article)]
        return related

    def rows_of(self, articles: Iterable[int]) -> NDArray[np.intp]:
        return np.nonzero(np.isin(self.articles, np.fromiter(articles, np.intp)))[0]

    def _best(
        self, rows: NDArray[np.intp], others: NDArray[np.intp], cosines: NDArray[Any], floor: float, most: int
    ) -> set[Pair]:
        """For each row the others whose cosine reaches the floor, at most so many, the nearest first."""
        cosines[rows[:, None] == others[None, :]] = -1.0
        at, to = np.nonzero(cosines >= floor)
        found: set[Pair] = set()
        for n, some in _grouped(at, to):
            if len(some) > most:
                some = some[np.argpartition(-cosines[n, some], most)[:most]]
            found.update(self.ordered(int(rows[n]), int(others[k])) for k in some)
        return found


def _grouped(at: NDArray[np.intp], to: NDArray[np.intp]) -> Iterator[tuple[int, NDArray[np.intp]]]:
    """Columns by row, of what `nonzero` gives in the order of rows."""
    if len(at):
        rows, starts = np.unique(at, return_index=True)
        yield from zip((int(row) for row in rows), np.split(to, starts[1:]), strict=True)
