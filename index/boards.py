"""What a new article's neighbours are found by: the boards, on which many articles stand in few rows.

In: articles with the vectors of their claims and the hashes of their texts. Out: Boards, and which claims, stories and
texts lie so near that they are worth reading in full. Never here: the ledger, or deciding that two belong together.

A vector is kept as the signs of its numbers, one bit each: as many differ as the two vectors' angle is wide (Charikar
2002). A text is kept as a share of its hashes. Both only propose; what they propose is compared in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.copies import FEWEST

SIZE = 128
"""Articles on one board: one more article rewrites one board."""
NEAREST = 128
"""Claims, or texts, proposed for one; of the 20 nearest claims 128 nearest by signs miss none in 19,000."""
STORIES = 40
_FEW, _SHARE, _MAYBE = 64, 4, 0.3
"""Hashes below which all are kept; the share kept of more; the share in common from which two texts may be copies."""

Ints = NDArray[np.int64]


class Entry(NamedTuple):
    """One article on a board."""

    article: int
    claims: Sequence[int]
    vectors: NDArray[np.float32]  # one row a claim
    signature: bytes


class Row(NamedTuple):
    """A board as kept. `sizes` are claims and hashes of each article; its own signs come before its claims'."""

    articles: bytes
    sizes: bytes
    claims: bytes
    signs: bytes
    hashes: bytes


EMPTY = Row(b"", b"", b"", b"", b"")


def signs(vectors: NDArray[Any]) -> NDArray[np.uint8]:
    """The signs of each row's numbers, eight a byte, filled up to whole words of 64 bits."""
    bits = np.packbits(np.asarray(vectors) > 0, axis=1)
    return np.pad(bits, ((0, 0), (0, -bits.shape[1] % 8)))


def centre(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """What an article's claims are about, as one row; of an article without claims nothing."""
    return np.asarray(vectors.sum(axis=0, keepdims=True), np.float32)


def few(signature: bytes) -> NDArray[np.uint32]:
    """The hashes of a text that a board keeps."""
    hashes = np.frombuffer(signature, "<u4")
    return hashes if len(hashes) <= _FEW else hashes[hashes % _SHARE == 0]


class _Part(NamedTuple):
    """An article of a board: its key, how many claims and hashes, and the bytes of these."""

    article: int
    claims: int
    hashes: int
    keys: bytes
    signs: bytes
    marks: bytes


def change(row: Row, entries: Iterable[Entry], gone: Iterable[int]) -> Row:
    """A board with these articles and without those."""
    new = {entry.article: entry for entry in entries}
    out = {*new, *gone}
    kept = [part for part in _parts(row) if part.article not in out]
    parts = kept + [_part(entry) for entry in new.values()]
    return Row(
        np.array([part.article for part in parts], "<i8").tobytes(),
        np.array([(part.claims, part.hashes) for part in parts], "<i4").tobytes(),
        b"".join(part.keys for part in parts),
        b"".join(part.signs for part in parts),
        b"".join(part.marks for part in parts),
    )


def _part(entry: Entry) -> _Part:
    vectors = np.asarray(entry.vectors, np.float32)
    hashes = few(entry.signature)
    both = signs(np.concatenate([centre(vectors), vectors])).tobytes()
    keys = np.array(entry.claims, "<i8").tobytes()
    return _Part(entry.article, len(entry.claims), len(hashes), keys, both, hashes.tobytes())


def _parts(row: Row) -> list[_Part]:
    sizes = np.frombuffer(row.sizes, "<i4").reshape(-1, 2).tolist()
    width = len(row.signs) // max(1, sum(claims + 1 for claims, _ in sizes))
    parts: list[_Part] = []
    c = s = h = 0
    for article, (claims, hashes) in zip(np.frombuffer(row.articles, "<i8").tolist(), sizes, strict=True):
        keys, both = row.claims[c : c + 8 * claims], row.signs[s : s + width * (claims + 1)]
        parts.append(_Part(article, claims, hashes, keys, both, row.hashes[h : h + 4 * hashes]))
        c, s, h = c + 8 * claims, s + width * (claims + 1), h + 4 * hashes
    return parts


@dataclass(frozen=True)
class Boards:
    """All boards of a dossier, ready to be looked through."""

    rows: Sequence[Row]

    @cached_property
    def articles(self) -> Ints:
        return np.frombuffer(b"".join(row.articles for row in self.rows), "<i8")

    @cached_property
    def claims(self) -> Ints:
        return np.frombuffer(b"".join(row.claims for row in self.rows), "<i8")

    @cached_property
    def _sizes(self) -> NDArray[np.int32]:
        return np.frombuffer(b"".join(row.sizes for row in self.rows), "<i4").reshape(-1, 2)

    @cached_property
    def _signs(self) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        """The signs of articles and of claims, word by word: one row for each 64 of them."""
        held = sum(len(row.signs) for row in self.rows) // max(1, len(self.articles) + len(self.claims))
        words = np.frombuffer(b"".join(row.signs for row in self.rows), "<u8").reshape(-1, max(1, held // 8))
        first = np.zeros(len(words), bool)
        first[np.cumsum(self._sizes[:, 0] + 1) - self._sizes[:, 0] - 1] = True
        return np.ascontiguousarray(words[first].T), np.ascontiguousarray(words[~first].T)

    def near(self, vector: NDArray[np.float32], among: Ints | None = None) -> Ints:
        """The keys of the claims nearest to a vector, of all or of those at these places."""
        if among is not None and len(among) <= NEAREST:
            return self.claims[among]
        planes = self._signs[1] if among is None else self._signs[1][:, among]
        best = _nearest(planes, vector, NEAREST)
        return self.claims[best if among is None else among[best]]

    def places(self, claims: Iterable[int]) -> Ints:
        """Where claims stand, of those that do."""
        return np.nonzero(np.isin(self.claims, np.fromiter(claims, np.int64)))[0]

    def stories(self, vectors: NDArray[np.float32]) -> Ints:
        """The articles whose claims are nearest to those of one article."""
        return self.articles[_nearest(self._signs[0], centre(vectors)[0], STORIES)]

    def copies(self, signature: bytes) -> Ints:
        """The articles whose texts may be copies of one more text, or hold it, or lie in it."""
        sizes = self._sizes[:, 1].astype(np.int64)
        held = np.frombuffer(b"".join(row.hashes for row in self.rows), "<u4")
        mine = np.frombuffer(signature, "<u4")
        if not len(held) or not len(mine):
            return np.empty(0, np.int64)
        known = np.zeros(1 << 16, np.uint8)
        known[mine & 0xFFFF] = 1
        ends = np.concatenate([[0], np.cumsum(sizes)])
        hits = np.diff(np.concatenate([[0], np.cumsum(known[held & 0xFFFF], dtype=np.int64)])[ends])
        thin = np.count_nonzero(mine % _SHARE == 0)
        shorter = np.minimum(sizes, np.where(sizes > _FEW, thin, len(mine))).clip(min=1)
        shares = np.where(sizes > 0, hits / shorter, 0.0)
        best = np.argsort(-shares, kind="stable")[:NEAREST]
        return self.articles[best[shares[best] >= (_MAYBE if len(mine) >= FEWEST else 1.0)]]


def _nearest(planes: NDArray[np.uint64], vector: NDArray[np.float32], most: int) -> Ints:
    apart = np.zeros(planes.shape[1], np.uint16)
    for plane, word in zip(planes, signs(vector[None]).view("<u8")[0], strict=True):
        apart += np.bitwise_count(plane ^ word)
    if len(apart) <= most:
        return np.arange(len(apart))
    return np.argpartition(apart, most)[:most]


def rows_of(entries: Iterable[Entry], gone: Iterable[int]) -> Mapping[int, tuple[list[Entry], list[int]]]:
    """{number of a board: what comes onto it, what leaves it}."""
    found: dict[int, tuple[list[Entry], list[int]]] = {}
    for entry in entries:
        found.setdefault(entry.article // SIZE, ([], []))[0].append(entry)
    for article in gone:
        found.setdefault(article // SIZE, ([], []))[1].append(article)
    return found
