"""What depends on a whole dossier, settled anew once its articles have changed: names, copy groups, links of claims.

In: a Writer, a dossier, and an encoder for meaning across languages. Out: the ledger's joins, copy groups and links.
Never here: the rules (`names_dossier`, `copies`, `links`), or the user's corrections, which are applied in reading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index import copies, home
from index.encoder import Encoder
from index.links import thread
from index.model import wording
from index.names_dossier import join
from index.write import Writer

Vector = NDArray[np.float32]
FEW = 20
"""New articles up to which each is compared on its own; more are grouped all at once."""
LINKED = 2_000
"""Claims up to which a dossier is threaded."""


def settle(writer: Writer, dossier: str, encoder: Encoder) -> None:
    """Bring names, copy groups and links up to date. Nothing is done where nothing changed."""
    if dossier not in writer.store.dossiers():
        return
    with home.turn:
        join_names(writer, dossier)
        group_copies(writer, dossier)
        link_claims(writer, dossier, encoder)


def join_names(writer: Writer, dossier: str) -> None:
    """Join the names over articles and languages, if there are any that no join knows."""
    found = writer.store.found_names(dossier)
    known = {(row.canonical, row.type) for row in found}
    if known != writer.store.joined(dossier):
        apart = {name: name for name, shown in writer.store.corrections(dossier).items() if name == shown}
        joined = join(found, apart)
        writer.put_joins(dossier, {pair: joined.shown(*pair) for pair in known})


def group_copies(writer: Writer, dossier: str) -> None:
    """Put articles not compared yet into copy groups."""
    kept = writer.store.signatures(dossier)
    new = [id for id, (_, group) in kept.items() if group is None]
    marks = {id: mark for id, (mark, _) in kept.items()}
    if len(new) > FEW:
        writer.put_copies(dossier, copies.group(marks))
        return
    groups = {id: group for id, (_, group) in kept.items() if group is not None}
    for id in new:
        near = copies.nearest(marks[id], {other: marks[other] for other in groups})
        groups[id] = groups[near] if near else id
    writer.put_copies(dossier, {id: groups[id] for id in new})


def link_claims(writer: Writer, dossier: str, encoder: Encoder) -> None:
    """Thread the claims anew if some were never compared, and there are not too many for it."""
    store = writer.store
    unlinked, total = store.unlinked(dossier)
    if not unlinked or total > LINKED:
        return
    claims = store.claims(dossier)
    articles = store.texts(dossier)
    texts = {claim.id: wording(claim, articles[claim.article].text) for claim in claims}
    meant = _meanings(texts, store.claim_vectors(dossier), encoder)
    found = thread(claims, lambda claim: texts[claim.id], articles, store.names(dossier), _Known(meant, texts, encoder))
    writer.put_links(dossier, found[1], {id: row.astype(np.float16).tobytes() for id, row in meant.items()})


def _meanings(texts: Mapping[str, str], kept: Mapping[str, bytes], encoder: Encoder) -> dict[str, Vector]:
    """The vector of each claim's content: as it was kept, else encoded."""
    size = 2 * encoder.dimensions
    known = {id: np.frombuffer(kept[id], np.float16) for id in texts if len(kept.get(id, b"")) == size}
    new = [id for id in texts if id not in known]
    meant: dict[str, Vector] = {id: row.astype(np.float32) for id, row in known.items()}
    if new:
        meant.update(zip(new, encoder.documents([texts[id] for id in new]), strict=True))
    return meant


class _Known:
    """An encoder that knows the claims' texts by heart."""

    def __init__(self, meant: Mapping[str, Vector], texts: Mapping[str, str], encoder: Encoder) -> None:
        self._by_text = {texts[id]: row for id, row in meant.items()}
        self._encoder = encoder

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if all(text in self._by_text for text in texts):
            return np.stack([self._by_text[text] for text in texts])
        return self._encoder.documents(texts)
