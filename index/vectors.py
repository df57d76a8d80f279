"""Chroma, a rebuildable cache of the vectors in the ledger: which passages lie nearest to a question.

In: an owned home and its Store. Out: numbers of passages with their cosine. Never here: scoring beyond that, or vectors
that the ledger does not hold. Only the owner of a home opens its Chroma folder: two processes in one folder corrupt it.
Threads of the owner take turns, and what one of them made anew or another process touched is opened anew by all.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Protocol, Self, runtime_checkable

import numpy as np

from index import home, store_units
from index.encoder import Encoder, Vectors
from index.errors import StoreError
from index.settings import Settings
from index.store import Store
from index.write import Writer

BATCH = 2_000
SHAPE = {"space": "cosine", "ef_construction": 200, "ef_search": 300, "max_neighbors": 32}
"""Measured at 100,000 vectors: recall at 10 is .997 with these and .94 with Chroma's own."""

log = logging.getLogger("onrecord")


@runtime_checkable
class Nearest(Protocol):
    """Whoever knows which passages lie nearest."""

    def nearest(self, dossier: int, vectors: Vectors, k: int) -> list[list[tuple[int, float]]]:
        """For each vector the k nearest passages of a dossier: (number, cosine)."""


class Chroma:
    """An open Chroma. `with Chroma.open(settings, writer, encoder) as near: near.nearest(...)`."""

    made = 0
    """How often the process made a collection or the folder anew."""
    seen: ClassVar[dict[Path, int]] = {}
    """Of each home: as of which taking over what Chroma itself remembers of it is true."""

    def __init__(self, settings: Settings, writer: Writer, encoder: Encoder, owned: ExitStack) -> None:
        self.writer = writer
        self.encoder = encoder
        self._settings = settings
        self._owned = owned
        self._client: Any = None
        self._collections: dict[int, Any] = {}
        self._age = (0, 0)

    @classmethod
    def open(cls, settings: Settings, writer: Writer, encoder: Encoder, *, anew: bool = False) -> Self:
        """Open it and bring it up to date with the ledger; `anew` throws away what was there first.

        A damaged folder is made anew, and that is said. StoreError where the ledger's vectors are another encoder's.
        """
        store_units.demand(writer.store, encoder.name)
        owned = ExitStack()
        owned.enter_context(home.own(settings))
        found = cls(settings, writer, encoder, owned)
        try:
            with home.turn:
                if anew:
                    found._start_over()
                found.sync()
        except BaseException:
            owned.close()
            raise
        return found

    def close(self) -> None:
        self._client = None
        self._collections.clear()
        self._owned.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def nearest(self, dossier: int, vectors: Vectors, k: int) -> list[list[tuple[int, float]]]:
        """For each vector the k nearest passages of a dossier: (number, cosine)."""
        if not len(vectors):
            return []
        with home.turn:
            told = self._collection(dossier).query(query_embeddings=vectors, n_results=k, include=["distances"])
        return [
            [(int(i), 1 - float(d)) for i, d in zip(ids, distances, strict=True)]
            for ids, distances in zip(told["ids"], told["distances"], strict=True)
        ]

    def sync(self, tell: Callable[[int], None] | None = None) -> int:
        """Do in Chroma what the ledger noted since: forget what is gone, take in what is new; returns how many."""
        with home.turn:
            return self._mended(tell)

    def _mended(self, tell: Callable[[int], None] | None) -> int:
        try:
            return self._sync(tell)
        except StoreError:
            raise
        except BaseException as error:  # a damaged folder shows as anything, a panic of the Rust core included
            if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError) or self._settings.chroma_url:
                raise
            log.warning("The vector folder was damaged (%s) and is made anew from the ledger.", type(error).__name__)
            return self._made_anew(tell)

    def _made_anew(self, tell: Callable[[int], None] | None) -> int:
        from chromadb.errors import ChromaError

        try:
            self._start_over()
            return self._sync(tell)
        except (ChromaError, OSError) as error:
            raise StoreError(
                f"The vector folder {self._folder()} cannot be written: {error}. The ledger has lost nothing; "
                "free some space, or give the folder back, and run `onrecord rebuild`."
            ) from error

    def count(self) -> int:
        """How many vectors it holds."""
        keys = store_units.dossier_keys(self.writer.store).values()
        return sum(self._collection(key).count() for key in keys)

    def faults(self) -> list[str]:
        """Where Chroma and the ledger disagree, one sentence each."""
        found = []
        for name, key in store_units.dossier_keys(self.writer.store).items():
            kept = store_units.passage_keys(self.writer.store, key)
            there = {int(i) for i in self._collection(key).get(include=[])["ids"]}
            if missing := len(kept - there):
                found.append(f"Dossier {name!r}: {missing} passages have no vector in Chroma.")
            if strange := len(there - kept):
                found.append(f"Dossier {name!r}: Chroma holds {strange} vectors of passages that are gone.")
            found += self._wrong(name, key, sorted(kept & there))
        return found

    def _wrong(self, name: str, dossier: int, keys: list[int]) -> list[str]:
        some = keys[:: max(1, len(keys) // 200)]
        if not some:
            return []
        told = self._collection(dossier).get(ids=[str(key) for key in some], include=["embeddings"])
        there = {int(i): v for i, v in zip(told["ids"], told["embeddings"], strict=True)}
        kept = store_units.vectors_of(self.writer.store, some, self.encoder.name, self.encoder.dimensions)
        apart = sum(float(np.dot(there[key], kept[key][0].astype(np.float32))) < 0.99 for key in some if key in kept)
        return [f"Dossier {name!r}: {apart} of {len(some)} vectors looked at differ from the ledger."] if apart else []

    # inside

    def _sync(self, tell: Callable[[int], None] | None) -> int:
        store, done = self.writer.store, 0
        self._forget()
        for dossier in store_units.dossier_keys(store).values():
            collection = self._collection(dossier)
            if collection.count() != store_units.synced(store, dossier):
                log.warning("The vectors of a dossier were not whole and are made anew from the ledger.")
                self._drop(dossier)
                collection = self._collection(dossier)
            for articles, keys, vectors in self._new(dossier):
                if keys:
                    self._put(collection, [str(key) for key in keys], vectors)
                self.writer.mark_synced(articles)
                done += len(keys)
                if tell:
                    tell(done)
        return done

    @staticmethod
    def _put(collection: Any, ids: list[str], vectors: Vectors) -> None:
        """Chroma refuses more than some 5,000 at once, and one article may have more. A refusal is no damage."""
        try:
            for start in range(0, len(ids), BATCH):
                some = ids[start : start + BATCH]
                collection.delete(ids=some)  # left by a kill between Chroma and the ledger; add would keep the old
                collection.add(ids=some, embeddings=vectors[start : start + BATCH])
        except Exception as error:
            from chromadb.errors import ChromaError

            if isinstance(error, ValueError) or (isinstance(error, ChromaError) and error.code() in (400, 413)):
                raise StoreError(f"Chroma refuses the vectors of some passages: {error}.") from error
            raise

    def _new(self, dossier: int) -> Iterator[tuple[list[int], list[int], Vectors]]:
        """Batches of what Chroma lacks: articles, their passages, their vectors."""
        store = self.writer.store
        waiting = store_units.unsynced(store, dossier)
        while waiting:
            articles: list[int] = []
            keys: list[int] = []
            while (waiting and len(keys) + len(waiting[0][1]) <= BATCH) or (waiting and not articles):
                article, some = waiting.pop(0)
                articles.append(article)
                keys += some
            found = store_units.vectors_of(store, keys, self.encoder.name, self.encoder.dimensions)
            keys = [key for key in keys if key in found]
            rows = [found[key][0] for key in keys]
            yield articles, keys, np.asarray(rows, dtype=np.float32).reshape(len(rows), self.encoder.dimensions)

    def _forget(self) -> None:
        store = self.writer.store
        alive = set(store_units.dossier_keys(store).values())
        for dossier, keys in store_units.forgotten(store).items():
            if dossier in alive:
                for start in range(0, len(keys), BATCH):
                    self._collection(dossier).delete(ids=[str(key) for key in keys[start : start + BATCH]])
            else:
                self._drop(dossier, alive=False)
            self.writer.cross_out(keys)

    def _collection(self, dossier: int) -> Any:
        self._renew()
        if dossier not in self._collections:
            client = self._connected()
            found = client.get_or_create_collection(
                self._name(dossier), embedding_function=None, configuration={"hnsw": dict(SHAPE)}
            )
            if found.configuration["hnsw"]["space"] != "cosine":
                raise StoreError("The Chroma collection does not measure cosines; run `onrecord rebuild`.")
            self._collections[dossier] = found
        return self._collections[dossier]

    def _name(self, dossier: int) -> str:
        return f"dossier-{dossier}-{self.encoder.name}"

    def _drop(self, dossier: int, alive: bool = True) -> None:
        client = self._connected()
        if self._name(dossier) in {c.name for c in client.list_collections()}:
            client.delete_collection(self._name(dossier))
        self._expire()
        if alive:
            self.writer.mark_unsynced(dossier)

    def _start_over(self) -> None:
        from chromadb.api.shared_system_client import SharedSystemClient

        if self._settings.chroma_url:
            for dossier in store_units.dossier_keys(self.writer.store).values():
                self._drop(dossier)
            return
        SharedSystemClient.clear_system_cache()
        self._expire()
        shutil.rmtree(self._folder(), ignore_errors=True)
        for dossier in store_units.dossier_keys(self.writer.store).values():
            self.writer.mark_unsynced(dossier)

    def _folder(self) -> str:
        return str(home.folder(self._settings) / "chroma")

    def _expire(self) -> None:
        """What this and every other thread holds of Chroma is no longer true."""
        Chroma.made += 1
        self._renew()

    def _renew(self) -> None:
        """Let go of what another thread made anew, or another process may have written to, since it was opened."""
        age = (Chroma.made, home.taken(self._settings))
        if self._age != age:
            if Chroma.seen.get(self._settings.home) != age[1] and not self._settings.chroma_url:
                from chromadb.api.shared_system_client import SharedSystemClient

                SharedSystemClient.clear_system_cache()  # all threads share what it holds of a folder
                Chroma.seen[self._settings.home] = age[1]
            self._client, self._age = None, age
            self._collections.clear()

    def _connected(self) -> Any:
        self._renew()
        if self._client is None:
            self._client = self._connect()
        return self._client

    def _connect(self) -> Any:
        os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
        import chromadb
        from chromadb.api.shared_system_client import SharedSystemClient
        from chromadb.config import Settings as ChromaSettings

        silent = ChromaSettings(anonymized_telemetry=False)
        if not self._settings.chroma_url:
            if not os.path.exists(self._folder()):  # deleted under a process that still holds its files open
                SharedSystemClient.clear_system_cache()
                Chroma.made += 1
                self._age = (Chroma.made, self._age[1])
            return chromadb.PersistentClient(self._folder(), settings=silent)
        from urllib.parse import urlsplit

        url = urlsplit(self._settings.chroma_url)
        try:
            return chromadb.HttpClient(
                url.hostname or "localhost", url.port or 8000, ssl=url.scheme == "https", settings=silent
            )
        except Exception as error:
            raise StoreError(f"No Chroma server answers at {self._settings.chroma_url}: {error}.") from error


class Exact:
    """The same answer without Chroma and without owning the home: every vector of a dossier, from the ledger."""

    def __init__(self, store: Store, encoder: Encoder) -> None:
        self._store = store
        self._encoder = encoder
        self._held: dict[int, tuple[tuple[int, int], list[int], Vectors]] = {}

    def nearest(self, dossier: int, vectors: Vectors, k: int) -> list[list[tuple[int, float]]]:
        """For each vector the k nearest passages of a dossier: (number, cosine)."""
        keys, matrix = self._matrix(dossier)
        if not keys:
            return [[] for _ in vectors]
        found = []
        for scores in vectors @ matrix.T:
            best = np.argpartition(-scores, min(k, len(keys)) - 1)[:k]
            found.append([(keys[n], float(scores[n])) for n in sorted(best, key=lambda n: -scores[n])])
        return found

    def _matrix(self, dossier: int) -> tuple[list[int], Vectors]:
        """All passage vectors of a dossier, read once and again only after it changed."""
        version = store_units.version(self._store, dossier)
        store_units.demand(self._store, self._encoder.name)
        held = self._held.get(dossier)
        if held is None or held[0] != version:
            keys, matrix = store_units.passage_matrix(
                self._store, dossier, self._encoder.name, self._encoder.dimensions
            )
            self._held[dossier] = held = (version, keys, matrix)
        return held[1], held[2]
