"""What depends on a whole dossier, settled anew once its articles have changed: names, copy groups, links.

In: a Writer, a dossier, and an encoder for meaning across languages. Out: the ledger's joins, copy groups and links.
Never here: the rules (`names_dossier`, `copies`, `links`), or the user's corrections, which are applied in reading.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from index import copies, home, store_boards
from index.encoder import Encoder
from index.settle_links import link_claims
from index.settle_names import join_names
from index.write import Writer

SOME = 500
"""Articles that go onto the boards at a time."""
FEW = 20
"""New articles up to which each is compared on its own; more are grouped all at once."""


def settle(writer: Writer, dossier: str, encoder: Encoder) -> None:
    """Bring names, copy groups and links up to date. Nothing is done where nothing changed."""
    if dossier not in writer.store.dossiers():
        return
    with home.turn, _without_collecting():
        put_on_boards(writer, dossier, encoder)  # what an older version of the house added
        join_names(writer, dossier)
        group_copies(writer, dossier)
        link_claims(writer, dossier, encoder)
        put_on_boards(writer, dossier, encoder)


def put_on_boards(writer: Writer, dossier: str, encoder: Encoder) -> None:
    """Let the articles that are settled stand on the boards, for those to come to find them."""
    keys = store_boards.missing(writer.store, dossier)
    for i in range(0, len(keys), SOME):
        writer.put_on_boards(dossier, store_boards.entries(writer.store, keys[i : i + SOME], encoder.dimensions))


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Tens of thousands of rows make no cycles; Python would look for some again and again, in all its memory."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def group_copies(writer: Writer, dossier: str) -> None:
    """Put articles not compared yet into copy groups."""
    store = writer.store
    new = store.ungrouped(dossier)
    if len(new) > FEW:
        writer.put_copies(dossier, copies.group(store.signatures(dossier)))
        return
    if not new:
        return
    boards, fresh = store_boards.read(store, dossier), store_boards.signatures(store, new)
    groups: dict[str, str] = {}
    for id, (mark, _) in fresh.items():
        near = store_boards.signatures(store, boards.copies(mark).tolist())
        others = {other: known for other, (known, group) in near.items() if group}
        kept = {other: group for other, (_, group) in near.items() if group} | groups
        found = copies.nearest(mark, others | {other: fresh[other][0] for other in groups})
        groups[id] = kept[found] if found else id
    writer.put_copies(dossier, groups)
