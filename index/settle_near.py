"""Where new claims are to be compared: the articles that hold claims near them, of their sources, or on their story.

In: the rows of new claims with their vectors. Out: keys of articles. Never here: comparing claims.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index import store_boards
from index.boards import Boards
from index.links_near import NEAR, NEAREST, OF_SOURCE, SAME_SOURCE
from index.store import Store
from index.store_links import ClaimRow

Vectors = NDArray[np.float32]


def articles_near(
    store: Store, dossier: str, rows: Sequence[ClaimRow], vectors: Vectors, owners: Mapping[str, str]
) -> set[int]:
    """The articles to read in full, those of the rows among them."""
    boards = store_boards.read(store, dossier)
    of: dict[int, list[int]] = {}
    for n, row in enumerate(rows):
        of.setdefault(row.number, []).append(n)
    if not len(boards.articles):
        return set(of)
    found = {int(key) for some in of.values() for key in boards.stories(vectors[some])}
    near = [boards.near(vector) for vector in vectors]
    same = [boards.near(v, some) if len(some) else some for v, some in zip(vectors, _of_sources(
        store, dossier, boards, rows, owners), strict=True)]  # fmt: skip
    known = store_boards.vectors_of(store, {int(key) for keys in (*near, *same) for key in keys})
    for keys, floor, most in ((near, NEAR, NEAREST), (same, SAME_SOURCE, OF_SOURCE)):
        for vector, some in zip(vectors, keys, strict=True):
            found |= _best(vector, some, known, floor, most)
    return found | of.keys()


def _best(
    vector: NDArray[np.float32], keys: Iterable[int], known: Mapping[int, tuple[int, NDArray[np.float32]]],
    floor: float, most: int,
) -> set[int]:  # fmt: skip
    """The articles of the nearest of some claims."""
    some = [known[int(key)] for key in keys if int(key) in known]
    if not some:
        return set()
    cosines = np.stack([v for _, v in some]) @ vector
    best = [n for n in np.argsort(-cosines, kind="stable")[:most] if cosines[n] >= floor]
    return {some[n][0] for n in best}


def _of_sources(
    store: Store, dossier: str, boards: Boards, rows: Sequence[ClaimRow], owners: Mapping[str, str]
) -> list[NDArray[np.int64]]:
    """For each row the places on the boards of the claims of its source."""
    shown = {row.source: owners.get(row.source, row.source) for row in rows if row.source}
    known: dict[str, NDArray[np.int64]] = {}
    for name in set(shown.values()):
        called = store.called(dossier, {name}) | {name}
        known[name] = boards.places(store_boards.claims_of(store, _cases(called)))
    nowhere = np.empty(0, np.int64)
    return [known[shown[row.source]] if row.source else nowhere for row in rows]


def _cases(names: Collection[str]) -> set[str]:
    """Names as a sentence may write them: "the prefecture" at its start, too."""
    return {*names, *(n.lower() for n in names), *(n[:1].upper() + n[1:] for n in names)}
