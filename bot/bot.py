"""The door of the bot, for the command line and the window alike.

In: settings, then questions, filters, topics. Out: Answers, and the contract's JSON for claims, threads, timelines,
search and articles. One Bot holds the open ledger, the vectors, the encoder and what was learnt of each dossier.
Never here: writing anything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Self

from bot import ledger, outlets, render, timeline
from bot import topic as topics
from bot.described import speaking
from bot.query import Answer, Filters, Hit, Query
from bot.question import Dossier, understand
from bot.sources import Entries, Sources
from bot.strike import strike
from bot.words import Match, Matcher
from index.errors import InputError, ModelError
from index.lang import LANGUAGES, table
from index.model import Json, When
from index.names import Index
from index.names_match import TYPO
from index.settings import Settings
from index.store import Store

if TYPE_CHECKING:
    from bot.gathered import Gathered
    from bot.merge import Lane
    from bot.model_chain import Pen
    from bot.retriever import PassageRetriever
    from bot.shelf import Shelf
    from index.encoder import Encoder, Vectors
    from index.vectors import Nearest

LONGEST = 2_000
"""Characters of a question that are read."""


class Bot:
    """An open bot. `with Bot.open(settings) as bot: bot.ask("what did Kirby warn?")`."""

    def __init__(self, settings: Settings, store: Store, near: Nearest | None = None, pen: Pen | None = None) -> None:
        self.settings = settings
        self.store = store
        self._near = near
        self._opened_pen = pen
        self._encoder: Encoder | None = None
        self._shelf: Shelf | None = None
        self._dossiers: dict[str, tuple[object, Sources, Dossier]] = {}
        self._gathered: dict[str, tuple[object, Gathered]] = {}
        self._grouped: dict[str, tuple[object, Mapping[str, str]]] = {}

    @classmethod
    def open(cls, settings: Settings, near: Nearest | None = None, pen: Pen | None = None) -> Self:
        """Open the ledger of a home. `near` is a Chroma that the caller owns; without one the ledger's vectors are
        read.
        """
        return cls(settings, Store.open(settings), near, pen)

    def close(self) -> None:
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # questions

    def ask(
        self, question: str, dossier: str = "default", filters: Filters | None = None, history: Sequence[Query] = ()
    ) -> Answer:
        """The answer to a question, every sentence verified. `history` holds the queries of the turns before, oldest
        first.
        """
        answer = None
        for answer in self.stream(question, dossier, filters, history):  # noqa: B007
            pass
        assert answer is not None
        return answer

    def stream(
        self, question: str, dossier: str = "default", filters: Filters | None = None, history: Sequence[Query] = (),
        without: Collection[str] = (),
    ) -> Iterator[Answer]:  # fmt: skip
        """The answer as it grows; the last one is whole. `without` is struck out of what was understood: what
        `strike` knows, or "rewritten" for a chat model's reading of a follow-up.

        Raises InputError for a blank question.
        """
        from bot.answer import grow

        ready, pen = self._ready(dossier), self._pen()
        query = _understood(question, ready, filters, history)
        if pen is not None and not pen.writes and history and "rewritten" not in without:
            query = self._made_whole(pen, query, dossier, filters, history)
        yield from grow(strike(query, without), ready[0], pen)

    def understand(
        self, question: str, dossier: str = "default", filters: Filters | None = None, history: Sequence[Query] = ()
    ) -> Query:
        """What a question is taken to ask. Raises InputError where there is none."""
        return _understood(question, self._ready(dossier), filters, history)

    def _made_whole(
        self, pen: Pen, query: Query, dossier: str, filters: Filters | None, history: Sequence[Query]
    ) -> Query:
        """A follow-up as the chat model makes it whole, which is said; what was understood without it otherwise."""
        from bot.model_assist import standalone

        notes = table(query.language, "phrases")["note"]
        try:
            whole = standalone(pen, query.text, history, query.language)
        except ModelError as error:
            return replace(query, notes=(*query.notes, notes["model_failed"].format(why=str(error))))
        if whole is None:
            return query
        told = self.understand(whole, dossier, filters)
        note = notes["rewritten"].format(text=whole)
        return replace(told, text=query.text, language=query.language, rewritten=whole, notes=(note, *told.notes))

    def _pen(self) -> Pen | None:
        """The chat model of the settings, opened at the first question; None answers without one."""
        if self._opened_pen is None and self.settings.model:
            from bot.model_chain import Pen

            self._opened_pen = Pen.of(self.settings)
        return self._opened_pen

    # lists

    def search(
        self, text: str, dossier: str = "default", k: int = 10, filters: Filters | None = None, passages: bool = False,
        copies: Mapping[str, str] | None = None,
    ) -> list[Hit]:  # fmt: skip
        """The k best articles by their best passage, or the k best passages; one for each group of `copies`. Where
        the question names who speaks, the passages with claims of that source come first. Nothing is found for a text
        without a letter or digit.
        """
        if not any(char.isalnum() for char in text):
            return []
        from bot.retrieve import search
        from bot.spoken import asks, worths

        shelf = self._open_shelf()
        group = "passage" if passages else "article"
        assert self._near is not None
        told = worths(self.understand(text, dossier), self.store, dossier, shelf.encoder) if asks(text) else {}
        return search(
            self.store, self._near, shelf.encoder, dossier, text, k, filters, group,  # type: ignore[arg-type]
            shelf=shelf, copies=copies or {}, spoken=told,
        )  # fmt: skip

    def retriever(self, dossier: str = "default", k: int = 10, filters: Filters | None = None) -> PassageRetriever:
        """The search as a LangChain retriever, for chains of one's own."""
        from bot.retriever import PassageRetriever

        shelf = self._open_shelf()
        assert self._near is not None
        return PassageRetriever(
            store=self.store, near=self._near, encoder=shelf.encoder, dossier=dossier, k=k, filters=filters, shelf=shelf
        )

    def hits(self, text: str, dossier: str, k: int, filters: Filters | None, passages: bool = False) -> list[Json]:
        """The same as the contract's JSON: of wire copies the best, the others named with it."""
        copies = self._copies(dossier)
        found = self.search(text, dossier, k, self._named(dossier, filters) if filters else None, passages, copies)
        of = [(hit.passage.article, hit.passage.edition) for hit in found]
        read = self.store.editions(dossier, set(of))
        return [
            render.hit_json(hit, read[key]) | {"copies": self._others(dossier, hit.passage.article, copies)}
            for hit, key in zip(found, of, strict=True) if key in read
        ]  # fmt: skip

    def reader(self, dossier: str) -> render.ReadArticle:
        """What gives the edition of an article that a citation of this dossier stands in."""
        return partial(self.store.edition, dossier=dossier)

    def claims(self, dossier: str, filters: Filters, text: str | None = None) -> Json:
        """The claims that pass the filters, as the contract's JSON."""
        found = ledger.claims(self.sources(dossier), self._named(dossier, filters), text)
        return render.claims_json(found, self.reader(dossier), ledger.thread_ids(self.store, dossier))

    def articles(self, dossier: str) -> list[Json]:
        """What each article is, without its text, and how much was found in it."""
        keys = ("article", "ref", "edition", "title", "outlet", "author", "url", "lang", "published")
        found = {result["article"]: result for result in self.store.results(dossier)}
        return [
            {key: value for key, value in render.article_json(article, [], [], []).items() if key in keys}
            | {key: found.get(article.id, {}).get(key, 0) for key in ("passages", "claims", "events")}
            for article in self.store.articles(dossier)
        ]

    def threads(self, dossier: str, filters: Filters, text: str | None = None) -> Json:
        """Claims that hang together, as the contract's JSON."""
        sources = self.sources(dossier)
        found = ledger.threads(sources, ledger.claims(sources, self._named(dossier, filters), text))
        members = list(sources.those([id for thread in found for id in thread.claims]).values())
        read = self.reader(dossier)
        told = render.claims_json(members, read, {})["claims"]
        langs = {claim.id: filters.lang or read(claim.article, claim.edition).lang for claim in members}
        return render.threads_json(found, {claim["claim"]: claim for claim in told}, langs)

    def timeline(
        self, dossier: str, topic: str | None, filters: Filters, most: int | None, lanes: Sequence[str]
    ) -> Json:
        """What happened, was said and is planned, as the contract's JSON. A topic may name source, period, size."""
        known = self._ready(dossier)[1]
        asked = topics.read(topic, known, filters, most)
        named = speaking(self._named(dossier, asked.filters), self._ready(dossier)[0])
        gathered = self._gather(dossier)
        told = timeline.tell(gathered, asked.subject, named, asked.most, lanes, self._word_vectors)
        return render.timeline_json(told, topic, asked.most)

    def show(self, dossier: str, article: str) -> Json:
        """One article with all that was found in it, as the contract's JSON."""
        found = self.store.article(dossier, article)
        claims = self.sources(dossier).claims_of(found.id)
        events = self.store.events(dossier, articles=[found.id])
        return render.article_json(found, claims, events, self.store.noise(found.id, dossier))

    def sources(self, dossier: str = "default") -> Sources:
        """What is known of a dossier, for whoever asks or checks by hand."""
        return self._ready(dossier)[0]

    # inside

    def _named(self, dossier: str, filters: Filters) -> Filters:
        return _named(filters, self._ready(dossier))

    def _ready(self, dossier: str) -> tuple[Sources, Dossier]:
        """What is known of a dossier, read anew only after it changed."""
        from index import store_units

        version = self._version(dossier)
        held = self._dossiers.get(dossier)
        if held is None or held[0] != version:
            names = tuple(self.store.names(dossier))
            articles = self.store.articles(dossier)
            outlets = tuple({article.outlet for article in articles if article.outlet})
            match = _matcher(Index(names))
            sources = Sources(
                self.store,
                dossier,
                self._searching(dossier),
                match,
                names,
                self._word_vectors,
                self._counting(dossier),
                store_units.counts_of(self.store, self.store.key(dossier), {"#"})[1],
                self.store.copies(dossier),
                self._telling(dossier),
            )
            held = (version, sources, Dossier(match, outlets, _latest(a.published for a in articles)))
            self._dossiers[dossier] = held
        return held[1], held[2]

    def _version(self, dossier: str) -> object:
        """What changes whenever a dossier does, or the names that the user mended."""
        from index import store_units

        mended = tuple(sorted(self.store.corrections(dossier).items()))
        return store_units.version(self.store, self.store.key(dossier)), mended

    def _copies(self, dossier: str) -> Mapping[str, str]:
        """{article: copy group}, read anew only after the dossier changed."""
        from index import store_units

        version = store_units.version(self.store, self.store.key(dossier))
        held = self._grouped.get(dossier)
        if held is None or held[0] != version:
            held = self._grouped[dossier] = (version, self.store.copies(dossier))
        return held[1]

    def _others(self, dossier: str, article: str, copies: Mapping[str, str]) -> list[Json]:
        """The other articles that have the text of this one, whether they were found or not."""
        mine = copies.get(article)
        same = [other for other, its in copies.items() if mine is not None and its == mine and other != article]
        return [render.copy_json(self.store.article(dossier, other)) for other in same]

    def _gather(self, dossier: str) -> Gathered:
        """What a dossier tells, read anew only after it changed."""
        from bot import gathered

        version = self._version(dossier)
        held = self._gathered.get(dossier)
        if held is None or held[0] != version:
            held = self._gathered[dossier] = (version, gathered.read(self.store, dossier, self._open_encoder()))
        return held[1]

    def _telling(self, dossier: str) -> Entries:
        def entries(filters: Filters, most: int, lane: Lane) -> Sequence[timeline.Entry]:
            told = timeline.tell(self._gather(dossier), None, self._named(dossier, filters), most, [lane])
            return [entry for entry in told.entries if entry.lane == lane]

        return entries

    def _searching(self, dossier: str) -> Callable[[str, int, Filters], list[Hit]]:
        return lambda text, k, filters: self.search(text, dossier, k, filters, passages=True)

    def _word_vectors(self, words: Sequence[str]) -> Vectors:
        """Unit vectors of single words, from the ledger where it has them."""
        return self._open_shelf().word_vectors(words)

    def _counting(self, dossier: str) -> Callable[[Sequence[str]], list[int]]:
        """How many passages hold each word, in whichever language knows it."""
        from index import store_units
        from index.words import stem

        def count(words: Sequence[str]) -> list[int]:
            stems = [["s" + stem(word, lang) for lang in LANGUAGES] for word in words]
            found, _ = store_units.counts_of(self.store, self.store.key(dossier), {s for some in stems for s in some})
            return [max(found.get(one, 0) for one in some) for some in stems]

        return count

    def _open_encoder(self) -> Encoder:
        if self._encoder is None:
            from index.encoder import load

            self._encoder = load(self.settings.encoder)
        return self._encoder

    def _open_deep(self) -> Encoder | None:
        if not self.settings.deep:
            return None
        from index import deep

        return deep.load(self.settings.deep)

    def _open_shelf(self) -> Shelf:
        from bot.shelf import Shelf
        from index.vectors import Exact

        if self._shelf is None:
            deep = self._open_deep()
            self._shelf = Shelf(self.store, self._open_encoder(), deep)
        if self._near is None:
            self._near = Exact(self.store, self._shelf.encoder)
        return self._shelf


def _named(filters: Filters, ready: tuple[Sources, Dossier]) -> Filters:
    """The filters with outlet and sources as the dossier calls them. Raises InputError for an outlet it has not."""
    sources, known = ready
    speakers = sources.speakers() if filters.sources else ()
    named = ledger.name_sources(filters, sources.names, speakers)
    return replace(named, outlet=outlets.known(filters.outlet, known.outlets))


def _understood(
    question: str, ready: tuple[Sources, Dossier], filters: Filters | None, history: Sequence[Query]
) -> Query:
    plain = " ".join(question.split())[:LONGEST]
    if not any(char.isalnum() for char in plain):
        raise InputError("There is no question to look for; ask who said what, when, or about what.")
    named = _named(filters, ready) if filters else None
    return understand(plain, ready[1], history, named)


def _matcher(index: Index) -> Matcher:
    """The names of a text. A misspelt name is one word: "ministre de ..." is no misspelt ministry."""

    def match(text: str) -> list[Match]:
        found = [f for f in index.find(text) if f.fit > TYPO or " " not in f.span.of(text)]
        return [(f.span, tuple(name.canonical for name in f.names)) for f in found]

    return match


def _latest(published: Iterator[When | None]) -> When | None:
    """The last publication, what "this week" in a question is counted from: that which is surely the last, so that one
    known to the month does not hide one known to the day.
    """
    dated = [when for when in published if when is not None and when.earliest and when.latest]
    return max(dated, key=lambda when: str(when.earliest), default=None)
