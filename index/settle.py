"""What depends on a whole dossier, settled anew once its articles have changed: names, copy groups, links of claims.

In: a Writer, a dossier, and an encoder for meaning across languages. Out: the ledger's joins, copy groups and links.
Never here: the rules (`names_dossier`, `copies`, `links`), or the user's corrections, which are applied in reading.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from index import copies, home
from index.encoder import Encoder
from index.names_dossier import institutions, join
from index.settle_links import link_claims
from index.write import Writer

FEW = 20
"""New articles up to which each is compared on its own; more are grouped all at once."""
_BODY = "organisation"


def settle(writer: Writer, dossier: str, encoder: Encoder) -> None:
    """Bring names, copy groups and links up to date. Nothing is done where nothing changed."""
    if dossier not in writer.store.dossiers():
        return
    with home.turn, _without_collecting():
        join_names(writer, dossier)
        group_copies(writer, dossier)
        link_claims(writer, dossier, encoder)


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


def join_names(writer: Writer, dossier: str) -> None:
    """Join the names over articles and languages, if there are any that no join knows."""
    found = writer.store.found_names(dossier)
    known = {(row.canonical, row.type) for row in found}
    bodies = institutions(writer.store.speakers(dossier), found)
    alone = {(name, _BODY): shown for name, shown in bodies.items() if (name, _BODY) not in known}
    if known | alone.keys() != writer.store.joined(dossier).keys():
        apart = {name: name for name, shown in writer.store.corrections(dossier).items() if name == shown}
        joined = join(found, apart)
        shown: dict[tuple[str, str], str] = {pair: joined.shown(*pair) for pair in known}
        writer.put_joins(dossier, shown | alone)


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
