"""The only room that changes the ledger: dossiers, articles, corrections of names, links, conversations, watches.

In: an Analysis or a user's wish. Out: the ledger changed, one transaction each, so that a kill at any moment loses and
doubles nothing. Never here: reading articles, scoring, Chroma (what must change there is noted for `index.vectors`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from types import TracebackType
from typing import Literal, Self

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from index import fulltext, home, mends, store_units, write_boards, write_dossiers, write_mends, write_names
from index.boards import Entry
from index.errors import InputError, NotFound
from index.ledger import told, within
from index.model import Analysis, Json, Link
from index.rows import article_out, dumps
from index.schema import (
    articles,
    claims,
    conversations,
    corrections,
    dossiers,
    gone,
    joins,
    links,
    now,
    vectors,
    watches,
    word_vectors,
)
from index.settings import Settings
from index.store import Store
from index.write_rows import Units, forget, keep, note_gone

Status = Literal["added", "updated", "unchanged"]


class Writer:
    """The owner of a home. `with Writer.open(settings) as writer: ...`; HomeLocked where another process owns it."""

    def __init__(self, store: Store, owned: ExitStack) -> None:
        self.store = store
        self._owned = owned

    @classmethod
    def open(cls, settings: Settings, command: str | None = None) -> Self:
        owned = ExitStack()
        owned.enter_context(home.own(settings, command))
        try:
            store = owned.enter_context(Store.open(settings))
        except BaseException:
            owned.close()
            raise
        return cls(store, owned)

    def close(self) -> None:
        self._owned.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it or nothing. Every failure of the database becomes a StoreError."""
        with home.turn, told(self.store.engine), self.store.engine.begin() as connection:
            yield connection

    # dossiers

    def create_dossier(self, name: str) -> None:
        """Raises InputError where the name is empty or taken."""
        with self.writing() as connection:
            if write_dossiers.key_of(connection, write_dossiers.named(name)) is not None:
                raise InputError(f"There is a dossier {name!r} already.")
            write_dossiers.make(connection, name.strip())

    def rename_dossier(self, name: str, new: str) -> None:
        """Raises NotFound or InputError."""
        key = self.store.key(name)
        with self.writing() as connection:
            if write_dossiers.key_of(connection, write_dossiers.named(new)) is not None:
                raise InputError(f"There is a dossier {new!r} already.")
            connection.execute(update(dossiers).where(dossiers.c.key == key).values(name=new.strip()))

    def delete_dossier(self, name: str) -> int:
        """Delete a dossier with everything in it; returns how many articles it held. Raises NotFound."""
        key = self.store.key(name)
        with self.writing() as connection:
            held = list(connection.scalars(select(articles.c.key).where(articles.c.dossier == key)))
            note_gone(connection, key, held)
            fulltext.drop(connection, key)
            connection.execute(delete(dossiers).where(dossiers.c.key == key))
        return len(held)

    # articles

    def put(self, dossier: str, analysis: Analysis, raw: str, units: Units) -> Status:
        """Keep an analysed article, in one transaction. `raw` is the digest of what came in.

        The same key with another text is an update: the old text stays as an edition for citations already given,
        everything read out of it goes.
        """
        article = analysis.article
        with self.writing() as connection:
            home_of = write_dossiers.key_of(connection, dossier)
            key = write_dossiers.make(connection, dossier) if home_of is None else home_of
            old = connection.execute(
                select(articles.c.key).where(articles.c.dossier == key, articles.c.id == article.id)
            ).scalar()
            values = article_out(article) | {"raw": raw, "copies": None, "synced": False, "boarded": False}
            if old is None:
                values |= {"dossier": key, "added": now()}
                number = connection.execute(insert(articles).values(values)).inserted_primary_key[0]  # type: ignore[index]
            else:
                number = old
                forget(connection, key, [number])
                connection.execute(update(articles).where(articles.c.key == number).values(values))
            keep(connection, key, number, analysis, units)
            write_mends.apply(connection, key, number)
            write_dossiers.touch(connection, key)
        return "added" if old is None else "updated"

    def remove(self, dossier: str, id_or_ref: str) -> None:
        """Remove an article and everything of it: editions, claims, events, links, words, vectors. Raises NotFound."""
        row = self.store._row(dossier, id_or_ref)
        with self.writing() as connection:
            forget(connection, row["dossier"], [row["key"]])
            connection.execute(delete(articles).where(articles.c.key == row["key"]))
            write_mends.forget_article(connection, row["dossier"], row["id"])
            write_dossiers.touch(connection, row["dossier"])

    # corrections of what was read

    def mend(self, dossier: str, article: str, kind: mends.Kind, value: str, *, id: str = "", start: int = 0) -> None:
        """Correct by hand the source or the date of a claim or event, or what the date words at `start` mean.

        `value` is a name, or EDTF; "" is nobody, or no date. It is kept for later readings of the article.
        Raises NotFound where nothing is to correct, or InputError where the date is none or the value too long.
        """
        row, store = self.store._row(dossier, article), self.store
        found = store.article(dossier, row["id"])
        said, happened = store.claims(dossier, articles=[found.id]), store.events(dossier, articles=[found.id])
        mends.check(value)
        mended = [m.place.in_text(found.text) for m in store.mends(dossier, found.id) if m.kind == "date"]
        kind, was, at, about = mends.target(said, happened, kind, id, start, mended)
        if kind != "source":
            mends.dated(value)  # a date that does not exist is refused before anything is kept
        place = mends.place(found.text, store.sentence_spans(found.id, dossier), at, about)
        made = mends.Mend(0, found.id, kind, place, value.strip(), was)
        with self.writing() as connection:
            write_mends.put(connection, row["dossier"], made)
            write_mends.apply(connection, row["dossier"], row["key"])
            write_dossiers.touch(connection, row["dossier"])

    def mend_article(self, dossier: str, article: str, fields: Mapping[mends.Kind, tuple[str, str]]) -> None:
        """Keep {title, outlet or published: (what the user gave, what was shown)} for all readings to come."""
        row = self.store._row(dossier, article)
        mends.dated(fields.get("published", ("", ""))[0])
        for value, _ in fields.values():
            mends.check(value)
        with self.writing() as connection:
            for kind, (value, was) in fields.items():
                made = mends.Mend(0, row["id"], kind, mends.Place("", 0, 0), value, was)
                write_mends.put(connection, row["dossier"], made)

    def take_back(self, dossier: str, n: int) -> mends.Mend:
        """Undo a correction of a claim, an event or a date; one of the article itself shows once it is read again.

        Raises NotFound.
        """
        key = self.store.key(dossier)
        with self.writing() as connection:
            gone = write_mends.take_back(connection, key, n)
            if gone is None:
                raise NotFound("This correction is not kept any more.")
            mine = (articles.c.dossier == key) & (articles.c.id == gone.article)
            for number in list(connection.scalars(select(articles.c.key).where(mine))):
                write_mends.apply(connection, key, number)
            write_dossiers.touch(connection, key)
        return gone

    # vectors

    def put_vectors(self, encoder: str, rows: Iterable[tuple[int, bytes]]) -> None:
        """Replace the vectors that passages have of an encoder: (number, float16 rows)."""
        values = [{"passage": key, "encoder": encoder, "data": data} for key, data in rows]
        with self.writing() as connection:
            mine = vectors.c.encoder == encoder
            for row in values:
                connection.execute(delete(vectors).where(mine, vectors.c.passage == row["passage"]))
            if values:
                connection.execute(insert(vectors), values)

    def put_word_vectors(self, encoder: str, rows: Mapping[str, bytes]) -> None:
        """Keep the vectors of words that are not kept yet (int8)."""
        known = store_units.word_vectors_of(self.store, rows.keys(), encoder).keys()
        values = [{"encoder": encoder, "word": w, "data": d} for w, d in rows.items() if w not in known]
        if values:
            with self.writing() as connection:
                connection.execute(insert(word_vectors), values)

    def forget_vectors(self, other_than: Collection[str]) -> None:
        """Drop the vectors of all encoders but these."""
        with self.writing() as connection:
            for table in (vectors, word_vectors):
                connection.execute(delete(table).where(table.c.encoder.not_in(other_than)))
            connection.execute(update(claims).values(vector=None))

    def unsettle(self) -> None:
        """Let all that hangs on several articles be settled anew: names joined, copies grouped, claims linked."""
        with self.writing() as connection:
            connection.execute(update(claims).values(linked=False))
            connection.execute(update(articles).values(copies=None))
            write_names.recount(connection)
            write_boards.clear(connection)

    def mark_synced(self, numbers: Iterable[int]) -> None:
        """Note that Chroma holds the vectors of these articles."""
        with self.writing() as connection:
            for number in numbers:
                connection.execute(update(articles).where(articles.c.key == number).values(synced=True))

    def mark_unsynced(self, dossier: int) -> None:
        with self.writing() as connection:
            connection.execute(update(articles).where(articles.c.dossier == dossier).values(synced=False))

    def cross_out(self, keys: Iterable[int]) -> None:
        """Note that Chroma has forgotten these passages."""
        with self.writing() as connection:
            for key in keys:
                connection.execute(delete(gone).where(gone.c.passage == key))

    # names

    def merge_names(self, dossier: str, name: str, into: str) -> None:
        """From now on, and for articles to come, `name` is shown as `into`. Raises NotFound."""
        known = {n.canonical for n in self.store.names(dossier)}
        for wanted in (name, into):
            if wanted not in known:
                raise NotFound(f"Dossier {dossier!r} knows no name {wanted!r}; `onrecord names list` shows them.")
        self._correct(dossier, name, into, "merge")

    def rename_name(self, dossier: str, name: str, new: str) -> None:
        """From now on `name` is shown as `new`. Raises NotFound, or InputError where `new` is another known name."""
        known = {n.canonical for n in self.store.names(dossier)}
        if name not in known:
            raise NotFound(f"Dossier {dossier!r} knows no name {name!r}; `onrecord names list` shows them.")
        if new in known or not new.strip():
            raise InputError(f"{new!r} is a name already: merge the two." if new.strip() else "A name cannot be empty.")
        self._correct(dossier, name, new.strip(), "rename")

    def split_name(self, dossier: str, name: str) -> list[str]:
        """Undo corrections: take `name` out of what it was merged into, or everything out of `name`.

        Returns the names that stand alone again. Raises InputError where nothing was merged.
        """
        here = corrections.c.dossier == self.store.key(dossier)
        with self.writing() as connection:
            mine = here & (corrections.c.found == name)
            apart = list(connection.scalars(select(corrections.c.found).where(mine)))
            if not apart:
                mine = here & (corrections.c.shown == name)
                apart = list(connection.scalars(select(corrections.c.found).where(mine)))
            connection.execute(delete(corrections).where(mine))
        if not apart:
            raise InputError(f"Nothing was merged into {name!r}, so there is nothing to split.")
        return sorted(apart)

    def _correct(self, dossier: str, name: str, shown: str, kind: str) -> None:
        if name == shown:
            raise InputError(f"{name!r} is one name already.")
        key = self.store.key(dossier)
        with self.writing() as connection:
            here = corrections.c.dossier == key
            connection.execute(update(corrections).where(here, corrections.c.shown == name).values(shown=shown))
            connection.execute(delete(corrections).where(here, corrections.c.found.in_([name, shown])))
            connection.execute(insert(corrections).values(dossier=key, found=name, shown=shown, kind=kind))

    def put_joins(self, dossier: str, shown: Mapping[tuple[str, str], str], joined: Iterable[tuple[str, str]]) -> None:
        """Keep how names are shown, {(name as found, type): the dossier's name}, and that some are `joined` now."""
        key = self.store.key(dossier)
        kept = self.store.joins_of(dossier, {found for found, _ in shown})
        one = (joins.c.dossier == key) & (joins.c.found == bindparam("one")) & (joins.c.type == bindparam("sort"))
        changed = [
            {"one": f, "sort": t, "name": name} for (f, t), name in shown.items()
            if (f, t) in kept and kept[f, t][0] != name
        ]  # fmt: skip
        new = [
            {"dossier": key, "found": f, "type": t, "shown": name, "loose": False}
            for (f, t), name in shown.items() if (f, t) not in kept
        ]  # fmt: skip
        done = list(joined)
        with self.writing() as connection:
            if changed:
                connection.execute(update(joins).where(one).values(shown=bindparam("name")), changed)
            if new:
                connection.execute(insert(joins), new)
            if done:
                rows = [{"one": found, "sort": type} for found, type in done]
                connection.execute(update(joins).where(one).values(loose=False), rows)
                write_names.forget_keys(connection, key, done)
                write_names.add_keys(connection, key, done)
            write_names.settle_speakers(connection, key)
            write_dossiers.touch(connection, key)

    def put_copies(self, dossier: str, groups: Mapping[str, str]) -> None:
        """Keep the copy group of articles: {article: group}."""
        mine = articles.c.dossier == self.store.key(dossier)
        with self.writing() as connection:
            for article, group in groups.items():
                connection.execute(update(articles).where(mine, articles.c.id == article).values(copies=group))
            write_dossiers.touch(connection, self.store.key(dossier))

    # links

    def put_links(
        self, dossier: str, found: Iterable[Link], vectors: Mapping[str, bytes], instead: Collection[Link] | None = None
    ) -> None:
        """Keep these links `instead` of those, or of all of the dossier; note the claims compared: {claim: float16}."""
        key = self.store.key(dossier)
        wanted = dict.fromkeys(found)
        kept = set(self.store.all_links(dossier) if instead is None else instead)
        rows = [asdict(link) | {"dossier": key} for link in wanted if link not in kept]
        old = [{"one": k.a, "other": k.b, "sort": k.kind} for k in kept if k not in wanted]
        mine = select(claims.c.key, claims.c.id).join(articles, articles.c.key == claims.c.article)
        numbers = self.store.chosen(mine.where(within(key)), claims.c.id, vectors.keys())
        with self.writing() as connection:
            if old:
                same = (links.c.a == bindparam("one")) & (links.c.b == bindparam("other"))
                gone = same & (links.c.kind == bindparam("sort")) & (links.c.dossier == key)
                connection.execute(delete(links).where(gone), old)
            if rows:
                connection.execute(insert(links), rows)
            write_dossiers.touch(connection, key)
            one = update(claims).where(claims.c.key == bindparam("one"))
            if compared := [{"one": number, "data": vectors[id]} for number, id in numbers]:
                connection.execute(one.values(vector=bindparam("data"), linked=True), compared)

    def put_on_boards(self, dossier: str, entries: Iterable[Entry]) -> None:
        """Let articles stand on the boards, where their neighbours to come will find them."""
        with self.writing() as connection:
            write_boards.put(connection, self.store.key(dossier), entries)

    # what the window keeps

    def put_conversation(self, id: str, dossier: str, title: str, turns: list[Json]) -> None:
        """Keep a conversation as it now is."""
        with self.writing() as connection:
            key = write_dossiers.key_of(connection, dossier)
            key = write_dossiers.make(connection, dossier) if key is None else key
            values = {"title": title, "updated": now(), "turns": dumps(turns), "dossier": key}
            changed = connection.execute(update(conversations).where(conversations.c.id == id).values(values))
            if not changed.rowcount:
                connection.execute(insert(conversations).values(values | {"id": id, "created": now()}))

    def remove_conversation(self, id: str) -> None:
        with self.writing() as connection:
            connection.execute(delete(conversations).where(conversations.c.id == id))

    def add_watch(self, dossier: str, question: str) -> int:
        """Keep a question; returns its number. Raises InputError where it is empty."""
        if not question.strip():
            raise InputError("A watch needs a question.")
        with self.writing() as connection:
            key = write_dossiers.key_of(connection, dossier)
            key = write_dossiers.make(connection, dossier) if key is None else key
            values = {"dossier": key, "question": question.strip(), "created": now(), "seen": "[]"}
            return int(connection.execute(insert(watches).values(values)).inserted_primary_key[0])  # type: ignore[index]

    def remove_watch(self, dossier: str, n: int) -> None:
        """Raises NotFound."""
        mine = (watches.c.dossier == self.store.key(dossier)) & (watches.c.n == n)
        with self.writing() as connection:
            if not connection.execute(delete(watches).where(mine)).rowcount:
                raise NotFound(f"There is no watch {n}; `onrecord watch` lists them.")

    def saw(self, n: int, ids: Iterable[str]) -> None:
        """Note what the user has been shown of a watch."""
        with self.writing() as connection:
            connection.execute(update(watches).where(watches.c.n == n).values(seen=dumps(sorted(ids))))
