"""The composition: Raw → clean → analyse → ledger → Chroma; and its undoing.

In: Raws and a dossier. Out: one result a text, in order. Idempotent and resumable: a text is kept in one transaction,
and one seen before is known by its digest before it is read. Never here: how any of it is done.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from functools import partial

from index import deep, store_units
from index.analyse import ALONE, BATCH
from index.clean import identify
from index.encoder import Encoder, load
from index.errors import StoreError
from index.mends import mend_raw
from index.model import Json, Raw, Rejected, digest
from index.pool import cores, spread
from index.settings import Settings
from index.settle import settle
from index.settle_links import refresh
from index.settle_names import join_names
from index.store import Store
from index.units import Prepared, prepare
from index.vectors import Chroma
from index.write import Writer

SYNC = 200
"""Articles after which Chroma is brought up to date."""

Tell = Callable[[int, int], None]
"""Who is told how far long work is: (done, all)."""

log = logging.getLogger("onrecord")


def add(
    raws: Iterable[Raw | Rejected], settings: Settings, dossier: str = "default", *, writer: Writer | None = None,
    chroma: Chroma | None = None, processes: int | None = None, alone: int = ALONE, tell: Tell | None = None,
) -> Iterator[Json]:  # fmt: skip
    """Keep texts in a dossier; yields the contract's result for each: added, unchanged, updated or rejected.

    A process that owns the home already gives its Writer and Chroma. Up to `alone` new texts are read in this very
    process, which then keeps the parsers in memory; more go to others. Stopping early, or a kill, loses nothing that
    was yielded; the same call again goes on where it stopped. Where the settings name a deep encoder it reads the
    same articles after the last result; `tell` gets (articles read, all). Raises HomeLocked, StoreError, ModelError.
    """
    encoder = load(settings.encoder)
    second = deep.load(settings.deep, cores()) if settings.deep else None  # what is missing is said before the work
    told: set[str] = set()
    with ExitStack() as owned:
        writer = writer or owned.enter_context(Writer.open(settings, "onrecord add"))
        chroma = chroma or owned.enter_context(Chroma.open(settings, writer, encoder))
        results = _add(raws, settings, dossier, writer, chroma, processes, alone)
        for result in owned.enter_context(closing(results)):
            yield result
            told |= {result["article"]} - {None}
        if second and told:
            deep.deepen(writer, second, tell, (dossier, told))


def _add(
    raws: Iterable[Raw | Rejected], settings: Settings, dossier: str, writer: Writer, chroma: Chroma,
    processes: int | None, alone: int,
) -> Generator[Json]:  # fmt: skip
    known = dossier in writer.store.dossiers()
    sorting = _Sorting(
        partial(writer.store.seen, dossier) if known else lambda mark: None,
        writer.store.edits(dossier) if known else {},
    )
    work = partial(prepare, encoder=settings.encoder)
    try:
        for batch in spread(work, sorting.new(raws), processes or cores(), BATCH, alone):
            for prepared in batch:
                yield from sorting.before()
                result = _keep(writer, dossier, prepared)
                sorting.keep(prepared, result)
                yield result
            if sorting.kept >= SYNC:
                chroma.sync()
                sorting.kept = 0
        yield from sorting.before()
    finally:
        settle(writer, dossier, load(settings.encoder))
        chroma.sync()


@dataclass(slots=True)
class _Sorting:
    """Which texts are new, and in which order the results are told."""

    ask: Callable[[str], Json | None]  # digest of what came in → the result it once had
    edits: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # what the user gave articles, by their id
    kept: int = 0
    _order: deque[Json | None] = field(default_factory=deque)
    _results: dict[str, Json] = field(default_factory=dict)
    _latest: dict[str, str] = field(default_factory=dict)  # key of an article → digest of its last text on the way

    def new(self, raws: Iterable[Raw | Rejected]) -> Iterator[tuple[str, Raw]]:
        """The texts not seen before, with their digest; one that returns after another under its key is new again."""
        for raw in raws:
            if isinstance(raw, Rejected):
                self._order.append(_result(None, None, "rejected", raw.reason, raw.source, None, None, 0, 0, 0))
                continue
            if self.edits:
                raw = mend_raw(raw, self.edits.get(identify(raw), {}))
            mark = digest_of(raw)
            key = raw.ref or raw.url or raw.path or mark
            if self._latest.get(key, mark if self._seen(mark) else None) == mark:
                self._order.append({"mark": mark})
            else:
                self._order.append(None)
                yield mark, raw
            self._latest[key] = mark

    def _seen(self, mark: str) -> bool:
        if mark not in self._results and (result := self.ask(mark)):
            self._results[mark] = result
        return mark in self._results

    def before(self) -> Iterator[Json]:
        """The results of texts seen before, or refused, that stand before the next new one."""
        while self._order and (told := self._order[0]) is not None:
            self._order.popleft()
            yield _again(self._results[told["mark"]]) if "mark" in told else told
        if self._order:
            self._order.popleft()

    def keep(self, prepared: Prepared, result: Json) -> None:
        self._results[prepared.mark] = result
        self.kept += result["status"] in ("added", "updated")


def _again(result: Json) -> Json:
    return result if result["status"] == "rejected" else {**result, "status": "unchanged"}


def digest_of(raw: Raw) -> str:
    """What is the same only when nothing of a text or of what is known about it changed."""
    return digest(raw.text, raw.ref, raw.url, raw.path, raw.title, raw.outlet, raw.author, raw.lang, raw.published)


def _keep(writer: Writer, dossier: str, prepared: Prepared) -> Json:
    analysis = prepared.analysis
    if analysis is None:
        raw = prepared.raw
        return _result(None, raw.ref, "rejected", prepared.reason, raw.title or raw.place, None, raw.lang, 0, 0, 0)
    article = analysis.article
    status = writer.put(dossier, analysis, prepared.mark, prepared.units)
    if status != "unchanged":
        writer.put_word_vectors(prepared.units.encoder, prepared.word_vectors)
    published = article.published.edtf if article.published else None
    return _result(
        article.id, article.ref, status, prepared.reason, article.title, published, article.lang,
        len(analysis.passages), len(analysis.claims), len(analysis.events),
    )  # fmt: skip


def _result(*values: object) -> Json:
    keys = ("article", "ref", "status", "reason", "title", "published", "lang", "passages", "claims", "events")
    return dict(zip(keys, values, strict=True))


def remove(settings: Settings, dossier: str, id_or_ref: str, *, writer: Writer | None = None,
           chroma: Chroma | None = None) -> str:  # fmt: skip
    """Remove an article with everything of it, its vectors too; returns what it was called. Raises NotFound."""
    if writer is None:
        with Writer.open(settings, "onrecord remove") as mine:
            return remove(settings, dossier, id_or_ref, writer=mine)
    article = writer.store.article(dossier, id_or_ref)
    load(settings.encoder)  # what can fail comes before what cannot be undone
    around = writer.store.company(dossier, article.id)
    writer.remove(dossier, id_or_ref)
    join_names(writer, dossier)
    refresh(writer, dossier, around)
    _sync(settings, writer, chroma)
    return article.title or article.ref or article.id


def delete_dossier(settings: Settings, name: str, *, writer: Writer | None = None,
                   chroma: Chroma | None = None) -> int:  # fmt: skip
    """Delete a dossier with everything in it; returns how many articles it held. Raises NotFound."""
    if writer is None:
        with Writer.open(settings, "onrecord dossiers delete") as mine:
            return delete_dossier(settings, name, writer=mine)
    load(settings.encoder)
    held = writer.delete_dossier(name)
    _sync(settings, writer, chroma)
    return held


def _sync(settings: Settings, writer: Writer, chroma: Chroma | None) -> None:
    if chroma is not None:
        chroma.sync()
        return
    with Chroma.open(settings, writer, load(settings.encoder)):
        pass  # opening brings it up to date


def check(settings: Settings) -> list[str]:
    """Every disagreement of ledger, word search and Chroma, one sentence each; empty when all is sound."""
    with Writer.open(settings, "onrecord check") as writer:
        encoder = load(settings.encoder)
        faults = store_units.faults(writer.store, encoder.name)
        try:
            with Chroma.open(settings, writer, encoder) as chroma:
                return faults + chroma.faults()
        except StoreError as error:
            return [str(error), *faults]


def rebuild(settings: Settings, tell: Tell | None = None) -> int:
    """Make Chroma anew from the ledger, and by the rules in force all that hangs on several articles: names joined,
    copies grouped, claims linked.

    Passages without a vector of the encoder in force get one first.
    `tell` gets (done, all). Returns the number of vectors. A kill loses nothing: the same call again goes on.
    """
    with Writer.open(settings, "onrecord rebuild") as writer:
        encoder = load(settings.encoder)
        embed(writer, encoder, tell)
        writer.forget_vectors({encoder.name, *map(deep.kept_as, deep.NAMES)})
        writer.unsettle()
        for dossier in writer.store.dossiers():
            settle(writer, dossier, encoder)
        with Chroma.open(settings, writer, encoder, anew=True) as chroma:
            return chroma.count()


def deepen(settings: Settings, tell: Tell | None = None) -> int:
    """Fill the deep index of the settings; returns how many passages were given a vector. Resumable as `rebuild` is."""
    encoder = deep.load(settings.deep, cores())
    with Writer.open(settings, "onrecord deepen") as writer:
        return deep.deepen(writer, encoder, tell)


def waiting(settings: Settings) -> int:
    """How many articles the deep encoder of the settings has not read yet: no fault, for search finds them without."""
    if not settings.deep:
        return 0
    with Store.open(settings) as store:
        return deep.waiting(store, settings.deep)


def embed(writer: Writer, encoder: Encoder, tell: Tell | None = None) -> int:
    """Give every passage that lacks one a vector of this encoder; returns how many articles it was."""
    from index.units import vectors_of

    store, done = writer.store, 0
    keys = store_units.dossier_keys(store)
    todo = [(name, article) for name, key in keys.items() for article in store_units.lacking(store, key, encoder.name)]
    for name, number in sorted(todo, key=lambda one: one[1]):  # in their order: the last passage is embedded last
        article, numbers, cut = store_units.to_embed(store, name, number)
        writer.put_vectors(encoder.name, zip(numbers, vectors_of(article, cut, encoder), strict=True))
        done += 1
        if tell:
            tell(done, len(todo))
    return done
