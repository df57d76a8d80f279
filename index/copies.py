"""Which texts are the same dispatch: copies to the letter, edited ones, shortened ones.

In: texts. Out: a signature of each, and the groups that signatures fall into. Never here: merging or dropping anything;
each copy stays an article of its own, and whoever counts sources counts a group once.

Method: w-shingling (Broder 1997). A signature is the set of hashes of all runs of five words, thinned to a fixed share
(FracMinHash, Irber et al. 2022): unlike MinHash proper it tells how much of a short text lies in a long one.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

RUN = 5
"""Words of one shingle: long enough that a shared quotation or a set phrase makes few."""
SHARE = 2
"""One hash in so many is kept."""
FLOOR = 0.6
"""Of the shorter text's hashes, the share that a longer one must hold for the two to be one dispatch."""
FEWEST = 8
"""Hashes below which two texts are one only where they are equal to the word."""
SHORTENED = 0.5
"""A text of less than this share of the longer one's length is a shortened copy, or a part of a compilation."""
COMMON = 100
"""Groups that may share one hash before it counts as a set phrase."""

_WORD = re.compile(r"\w+")
_MIX = np.uint64(0x9E3779B97F4A7C15)

Signature = bytes


def signature(text: str) -> Signature:
    """The sorted hashes of a text's runs of words, four bytes each; empty for a text without words.

    Give it the body of an article alone: a shared credit is no sign of a shared story.
    """
    words = _WORD.findall(text.casefold())
    if not words:
        return b""
    codes = np.fromiter((zlib.crc32(word.encode("utf-8", "replace")) for word in words), np.uint64, len(words))
    runs = np.zeros(max(1, len(codes) - RUN + 1), np.uint64)
    for place in range(min(RUN, len(codes))):
        runs = (runs ^ codes[place : place + len(runs)]) * _MIX
        runs ^= runs >> np.uint64(29)
    hashes = np.unique((runs >> np.uint64(32)).astype(np.uint32))
    kept = hashes[hashes % SHARE == 0]
    return (kept if len(kept) >= FEWEST else hashes).astype("<u4").tobytes()


def overlap(a: Signature, b: Signature) -> float:
    """The share of the shorter text that lies in the other, 0..1."""
    first, second = set(_hashes(a)), set(_hashes(b))
    return len(first & second) / max(1, min(len(first), len(second)))


def group(signatures: Mapping[str, Signature]) -> dict[str, str]:
    """The group of each key, named by the key of its longest text; a text without copies is alone in its own.

    The longest come first and lead; a text joins the leader that holds most of it. A long text that holds several
    short ones which have nothing in common is a compilation, and they stay apart from it.
    """
    led = _lead(signatures)
    members: dict[str, list[str]] = defaultdict(list)
    for key, leader in led.items():
        members[leader].append(key)
    for leader, keys in members.items():
        parts = [k for k in keys if len(signatures[k]) < SHORTENED * len(signatures[leader])]
        if len(parts) > 1:
            apart = _lead({k: signatures[k] for k in parts})
            if len(set(apart.values())) > 1:
                led.update(apart)
    return led


def nearest(mark: Signature, others: Mapping[str, Signature]) -> str | None:
    """The key of the text that shares most with one more text, if it is a copy of it or it of that; else None."""
    if not mark:
        return None
    same = next((key for key, other in others.items() if other == mark), None)
    sizes = np.array([len(other) // 4 for other in others.values()])
    if same is not None or len(mark) // 4 < FEWEST or not sizes.sum():
        return same
    mine, theirs = np.unique(np.frombuffer(mark, "<u4")), np.frombuffer(b"".join(others.values()), "<u4")
    held = mine[np.searchsorted(mine, theirs).clip(max=len(mine) - 1)] == theirs
    ends = np.concatenate([[0], np.cumsum(held)])[np.concatenate([[0], np.cumsum(sizes)])]
    shares = np.where(sizes >= FEWEST, np.diff(ends) / np.clip(sizes, 1, len(mark) // 4), 0.0)
    best = int(shares.argmax())
    return list(others)[best] if shares[best] >= FLOOR else None


def _lead(signatures: Mapping[str, Signature]) -> dict[str, str]:
    """Leader clustering, longest first; ties in the order of the keys."""
    led: dict[str, str] = {}
    equal: dict[Signature, str] = {}
    holders: dict[int, list[str]] = defaultdict(list)
    for key in sorted(signatures, key=lambda k: (-len(signatures[k]), k)):
        mark = signatures[key]
        hashes = _hashes(mark)
        leader = equal.get(mark) if mark else None
        if leader is None and len(hashes) >= FEWEST:
            leader = _holder(hashes, holders)
        led[key] = leader or key
        equal.setdefault(mark, led[key])
        if leader is None:
            for value in hashes:
                holders[value].append(key)
    return led


def _holder(hashes: list[int], holders: Mapping[int, list[str]]) -> str | None:
    """The leader that holds most of the hashes, if it holds enough."""
    found: Counter[str] = Counter()
    for value in hashes:
        names: Iterable[str] = holders.get(value, ())
        if names and len(holders[value]) <= COMMON:
            found.update(names)
    best = found.most_common(1)
    return best[0][0] if best and best[0][1] >= FLOOR * len(hashes) else None


def _hashes(mark: Signature) -> list[int]:
    found: list[int] = np.frombuffer(mark, "<u4").tolist()
    return found
