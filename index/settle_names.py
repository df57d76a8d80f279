"""The names of a dossier joined over articles and languages, once there are new ones.

In: a Writer and a dossier. Out: its joins in the ledger. Few new names are set against those alone that share a key
with them, and with their company. Never here: the rules (`names_dossier`), or the user's corrections.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from index.model import NameType
from index.names_dossier import Found, body_keys, institutions, is_institution, join, relations
from index.store import Store
from index.store_names import Pair
from index.write import Writer

MANY = 300
"""Names to join above which all are joined at once."""
_BODY = "organisation"


def join_names(writer: Writer, dossier: str) -> None:
    """Join the names that are new, or whose company has changed. Nothing is done where there are none."""
    store, shown = writer.store, dict[Pair, str]()
    loose = store.loose_names(dossier)
    if loose:
        known = _around(store, dossier, loose) if len(loose) <= MANY else store.joined(dossier)
        shown = _joined(store, dossier, known)
    shown |= _bodies(store, dossier, loose)
    if shown:
        writer.put_joins(dossier, shown, loose)


def _around(store: Store, dossier: str, loose: Collection[Pair]) -> dict[Pair, tuple[str, int]]:
    """The names that new ones may go with, all that those go with already, and what may go with any of these."""
    known = store.joins_of(dossier, {found for found, _ in loose})
    for _ in range(2):
        keys = {key for pair in {*known, *loose} for key in relations(*pair) if not key.startswith("body ")}
        known |= store.joined(dossier, store.related(dossier, keys))
    return known


def _joined(store: Store, dossier: str, known: dict[Pair, tuple[str, int]]) -> dict[Pair, str]:
    apart = {name: name for name, shown in store.corrections(dossier).items() if name == shown}
    found = [Found(name, cast(NameType, type), articles=n) for (name, type), (_, n) in known.items() if n]
    joined = join(found, apart)
    return {(row.canonical, row.type): joined.shown(row.canonical, row.type) for row in found}


def _bodies(store: Store, dossier: str, loose: Collection[Pair]) -> dict[Pair, str]:
    """Speakers called by a noun alone ("la préfecture", "the prefecture"), where some came, went, or got names."""
    unnamed = store.unnamed(dossier)
    kept = set(unnamed)
    new = {source for source in store.waiting_speakers(dossier) if is_institution(source)}
    told = {key for pair in loose for key in relations(*pair) if key.startswith("body ")}
    if new <= kept and not told and not any(unnamed.values()):
        return {}
    named = {found for (found, type), (_, n) in store.joins_of(dossier, kept | new).items() if type == _BODY and n}
    speakers = store.speakers(dossier, (kept | new) - named)
    held = store.bodies(dossier, body_keys())
    return {(name, _BODY): shown for name, shown in institutions(speakers, held).items()}
