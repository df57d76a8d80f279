"""Query → {passage: what it is worth that the asked source speaks there}: claims are looked at before passages.

In: a Query that names a source, the ledger's claims of that source. Out: a worth in 0..1.5 a passage, to be added to
its score. Never here: passages in which others speak (what is said to or about somebody is not what that one says).
The weights were chosen on the annotated dossiers; what they gain is flat around these.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from bot.query import Query
from bot.question import Dossier, understand
from index.encoder import Encoder
from index.store import Store
from index.store_spoken import Spoken, spoken_by

Worths = Mapping[int, float]
SOURCE, FORCE, CONTENT = 0.4, 0.3, 0.8
"""Worth of a claim of the asked source, of one of the asked force, and of a content that says just what is asked."""


def asks(text: str) -> bool:
    """Whether a question may ask what somebody said, told without knowing any name."""
    query = understand(text, Dossier(lambda _: []))
    return bool(query.sources or query.unknown_source)


def worths(query: Query, store: Store, dossier: str, encoder: Encoder) -> Worths:
    """What the claims of the asked source are worth, the best of each passage."""
    rows = spoken_by(store, dossier, query.sources) if query.sources else []
    found: dict[int, float] = {}
    for row, near in zip(rows, _near(rows, query.topic, encoder), strict=True):
        worth = SOURCE + FORCE * (row.force in query.forces) + CONTENT * near
        found[row.passage] = max(found.get(row.passage, 0.0), worth)
    return found


def _near(rows: list[Spoken], topic: str, encoder: Encoder) -> list[float]:
    """The cosine of each content to the topic; 0 where nothing is asked or the claim has no vector of this encoder."""
    size = 2 * encoder.dimensions
    held = [n for n, row in enumerate(rows) if row.vector and len(row.vector) == size]
    found = np.zeros(len(rows), dtype=np.float32)
    if topic and held:
        matrix = np.frombuffer(b"".join(rows[n].vector or b"" for n in held), dtype=np.float16)
        found[held] = matrix.reshape(len(held), -1).astype(np.float32) @ encoder.questions([topic])[0]
    return [float(n) for n in np.maximum(found, 0)]
