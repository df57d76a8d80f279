"""Chroma for whoever only asks: a window that lies open beside other commands.

In: settings. Out: the passages nearest to a question, from Chroma while this process may own the home, else from the
ledger's vectors. Never here: keeping the home from others for longer than one question, or making Chroma anew for one.
"""

from __future__ import annotations

import logging
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from index import home, store_units
from index.encoder import Vectors, load
from index.errors import HomeLocked
from index.settings import Settings
from index.store import Store
from index.vectors import BATCH, Chroma, Exact
from index.write import Writer

log = logging.getLogger("onrecord")


class Beside:
    """`with Beside(settings) as near: near.nearest(...)`. Opens nothing before it is asked."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._opened = ExitStack()
        self._held: tuple[Store, Chroma, Exact] | None = None
        self._known: dict[int, object] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._opened.close()

    def nearest(self, dossier: int, vectors: Vectors, k: int) -> list[list[tuple[int, float]]]:
        """For each vector the k nearest passages of a dossier: (number, cosine)."""
        store, chroma, exact = self._open()
        store_units.demand(store, chroma.encoder.name)
        try:
            with home.turn, home.own(self.settings, wait=0):
                if self._ready(store, chroma, dossier):
                    return chroma.nearest(dossier, vectors, k)
        except HomeLocked:
            pass  # another command writes; its Chroma is not ours to open
        except BaseException as error:  # damage shows as anything, a panic of the Rust core included
            if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
                raise
            log.warning("Chroma does not answer (%s); the ledger's vectors are read.", type(error).__name__)
        return exact.nearest(dossier, vectors, k)

    def _open(self) -> tuple[Store, Chroma, Exact]:
        with home.turn:
            if self._held is None:
                encoder = load(self.settings.encoder)
                store = self._opened.enter_context(Store.open(self.settings))
                chroma = Chroma(self.settings, Writer(store, ExitStack()), encoder, ExitStack())
                self._held = store, chroma, Exact(store, encoder)
            return self._held

    def _ready(self, store: Store, chroma: Chroma, dossier: int) -> bool:
        """Bring Chroma up to date where little is lacking."""
        state = (store_units.version(store, dossier), Chroma.made, home.taken(self.settings))
        if self._known.get(dossier) != state:
            if sum(len(some) for _, some in store_units.unsynced(store, dossier)) > BATCH:
                return False
            chroma.sync()
            self._known[dossier] = (state[0], Chroma.made, state[2])
        return True
