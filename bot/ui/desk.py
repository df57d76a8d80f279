"""What the window asks of the rest of the project, as plain JSON in and out; it alone knows the other rooms.

In: dictionaries from the page or the API. Out: the contract's objects, dates also in words. Raises OnRecordErrors.
Never here: Gradio, markup, or anything that decides what is true.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from threading import Thread
from types import TracebackType
from typing import Self

from bot.query import Filters, Query
from bot.ui import asked as read
from bot.ui.dates import worded
from bot.ui.desk_articles import Articles
from bot.ui.desk_watches import Watches
from index.errors import InputError, NotFound, OnRecordError
from index.model import Json
from index.settings import Settings

FORMS = {"csv": "text/csv", "md": "text/markdown", "html": "text/html", "ics": "text/calendar"}
ENDINGS = {"timelinejs": "timeline.json"}
INSET = 12
"""Dated entries of a timeline inside the chat; its tab shows all."""
TURNS = 200
"""Turns of a conversation that are kept; older ones go."""


class Desk(Articles, Watches):
    """The open project, for one window. `with Desk.open(settings) as desk: ...`"""

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

    # questions

    def ask(self, asked: Json) -> Iterator[Json]:
        """The answer as it grows; follow-ups see the turns before, unless asked afresh."""
        from bot.render import answer_json

        dossier, question = read.dossier(asked), str(asked.get("question") or "")
        history = [] if asked.get("fresh") else self._history(asked)
        filters, told = read.filters(asked.get("filters") or {}), None
        for answer in self.bot.stream(question, dossier, filters, history, read.without(asked)):
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
        filters = read.filters(given)
        return self.bot.timeline(dossier, topic or None, filters, most, read.lanes(only))

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
        form, lang = str(asked.get("form")), "fr" if asked.get("ui") == "fr" else "en"
        return _file("timeline", form, exports.timeline(told, form, lang))

    def export_claims(self, asked: Json) -> Json:
        from bot import exports

        told = self.list_claims(read.dossier(asked), asked, str(asked.get("text") or ""))
        return _file("claims", str(asked.get("form")), exports.claims(told, str(asked.get("form"))))


def _file(name: str, form: str, text: str) -> Json:
    return {"name": ENDINGS.get(form, f"{name}.{form}"), "text": text, "type": FORMS.get(form, "application/json")}
