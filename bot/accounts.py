"""A dossier → Accounts: one for each sentence, day and lane of an article.

In: a Store and a dossier. Out: Accounts. Never here: whether two accounts tell one event, or which matter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache

from bot.merge import Account, Lane
from bot.notices import belongs_to_notice
from bot.standing import of_these_times, stands, stands_alone
from bot.words import fold
from index import words
from index.lang import LANGUAGES, table
from index.model import Article, Claim, Event, Evidence, Span, Status, When
from index.store import Store

PLANNED: frozenset[Status] = frozenset({"planned", "hypothetical", "postponed", "cancelled"})
OFF: frozenset[Status] = frozenset({"postponed", "cancelled"})
COPIED = 6
"""Words from which two sentences are not alike by chance."""
BEFORE = 40
"""How many characters before a date may say that it is only since then."""


def gather(store: Store, dossier: str, claims: Mapping[str, Claim]) -> list[Account]:
    """All accounts of a dossier, one for each sentence, day and lane of an article; `claims` are its claims."""
    read = _Reader(store, dossier)
    found: dict[object, Account] = {}
    for claim in claims.values():
        if claim.said and claim.said.candidates:  # saying is a happening of its own
            read.put(found, read.claim(claim))
    sayings = {(claim.article, claim.cue) for claim in claims.values()}
    events = [event for event in store.events(dossier) if (event.article, event.head) not in sayings]
    present: defaultdict[object, set[str]] = defaultdict(set)
    for event in events:
        present[event.article, event.sentence].update(event.participants)
    for event in events:
        when = read.when(event, [claims[id] for id in event.reported_by if id in claims])
        if when or stands_alone(event, claims):
            read.put(found, read.event(event, when, frozenset(present[event.article, event.sentence])))
    return _copied_once(_without_echoes(list(found.values())))


def _copied_once(accounts: Sequence[Account]) -> list[Account]:
    """The same words in another article are a copy of its sentence, and no source beside it: a dispatch quoted in
    part, a line that a site prints under every article.
    """
    first: dict[str, str] = {}
    told = [(account, fold(account.text)) for account in accounts]
    return [
        replace(a, copies=first.setdefault(text, a.copies)) if len(text.split()) >= COPIED else a for a, text in told
    ]


def _without_echoes(accounts: Sequence[Account]) -> list[Account]:
    """Without the undated happenings of sentences that tell a dated one: those are its circumstances.

    A plan that its own sentence calls off ("devaient commencer lundi, mais ils ont été ajournés") is called off.
    """
    told = {a.place for a in accounts if a.when and a.lane != "said"}
    off = {a.place: a.status for a in accounts if a.status in OFF and not a.when}
    return [
        replace(a, status=off[a.place], clause=None) if a.place in off and _was_planned(a) else a
        for a in accounts
        if a.when or a.place not in told
    ]


def _was_planned(account: Account) -> bool:
    """ "devaient commencer lundi", "were to be held on 2 April": a plan that its own teller looks back on."""
    if account.lane != "planned" or account.article.lang not in LANGUAGES:
        return False
    text = fold(account.span.of(account.article.text))
    return _pattern(account.article.lang, "plan", "past").search(text) is not None


@cache
def _since(lang: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{table(lang, 'timeline')['dates']['since']}) ?$")


@cache
def _pattern(lang: str, part: str, name: str) -> re.Pattern[str]:
    return re.compile(table(lang, "timeline")[part][name])


def _lasting(when: When, article: Article) -> bool:
    """ "qui retient depuis 1987 les eaux": the date says how long it has lasted, not when it happened."""
    if when.proof is None or article.lang not in LANGUAGES:
        return False
    before = article.text[max(0, when.proof.start - BEFORE) : when.proof.start]
    return _since(article.lang).search(fold(before)) is not None


class _Reader:
    """Accounts made from claims and events, with their articles' texts at hand."""

    def __init__(self, store: Store, dossier: str) -> None:
        self._store, self._dossier = store, dossier
        self._articles: Mapping[str, Article] = {}
        self._copies = store.copies(dossier)
        self._latest: date | None = None
        self._words: dict[tuple[str, Span], frozenset[str]] = {}
        self._notices: dict[tuple[str, Span], bool] = {}

    def article(self, id: str) -> Article:
        if not self._articles:
            self._articles = self._store.texts(self._dossier)
        return self._articles[id]

    def _published(self, article: Article) -> date:
        """The last day on which an article may have appeared: what lies after it has not happened yet."""
        if article.published and article.published.latest:
            return article.published.latest
        if self._latest is None:
            days = (a.published.latest for a in self._articles.values() if a.published and a.published.latest)
            self._latest = max(days, default=date.max)
        return self._latest

    def claim(self, claim: Claim) -> Account:
        names = frozenset({claim.source_canonical} if claim.source_canonical else ())
        evidence: Evidence = "reported" if claim.channel else "asserted"
        span = claim.sentence or claim.content[0]
        told = self._account(
            claim.article, span, claim.said, "said", "happened", evidence, (claim.id,), names,
            speaker=claim.source_canonical or "", head=claim.cue,
        )  # fmt: skip
        return replace(told, narrowed_by=claim.narrowed_by.citation) if claim.narrowed_by else told

    def when(self, event: Event, telling: Sequence[Claim]) -> When | None:
        """The days on which an event may have happened; none where its date only says since when something lasts, or
        means these times.
        """
        article, when = self.article(event.article), event.when
        if not when or not when.candidates or _lasting(when, article) or of_these_times(when, telling, article.lang):
            return None
        return when

    def event(self, event: Event, when: When | None, names: frozenset[str]) -> Account:
        """An account of what happened; `names` are those that its sentence names."""
        article = self.article(event.article)
        ahead = bool(when and when.earliest and when.earliest > self._published(article))
        lane: Lane = "planned" if ahead or event.status in PLANNED else "happened"
        status = "planned" if ahead and event.status == "happened" else event.status
        return self._account(
            event.article, event.sentence or event.span, when, lane if when else "undated", status,
            event.evidence, event.reported_by, names, event.weight, head=event.head, clause=event.clause,
            whole=event.evidence != "asserted",
        )  # fmt: skip

    def _account(
        self, article_id: str, span: Span, when: When | None, lane: Lane, status: Status, evidence: Evidence,
        reported_by: tuple[str, ...], names: frozenset[str], weight: float = 0.5, speaker: str | None = None,
        head: Span | None = None, clause: Span | None = None, whole: bool = False,
    ) -> Account:  # fmt: skip
        """`clause` is what of the sentence tells it; shown alone where it can stand, and the `whole` is not wanted."""
        article = self.article(article_id)
        own = clause if clause and not whole and stands(clause, when, article) else None
        heads = self._terms(article, head) if head and speaker is None else frozenset()
        return Account(
            article, span, when, lane, status, evidence, reported_by, names, self._terms(article, clause or span),
            weight, self._copies.get(article_id, article_id), speaker, heads, head=head, clause=own,
            notice=self._notice(article, span), passing=clause is not None,
        )  # fmt: skip

    def _terms(self, article: Article, span: Span) -> frozenset[str]:
        key = (article.id, span)
        if key not in self._words:
            self._words[key] = _terms(span.of(article.text), article.lang)
        return self._words[key]

    def _notice(self, article: Article, span: Span) -> bool:
        key = (article.id, span)
        if key not in self._notices:
            self._notices[key] = belongs_to_notice(article.text, span, article.lang)
        return self._notices[key]

    @staticmethod
    def put(found: dict[object, Account], account: Account) -> None:
        """Keep one account of a sentence, day and lane: the weightier, with the other's names and claims."""
        key = (account.article.id, account.span, account.when and account.when.edtf, account.lane, account.speaker)
        other = found.get(key)
        found[key] = account if other is None else _joined(*sorted((account, other), key=lambda a: -a.weight))


def _joined(first: Account, second: Account) -> Account:
    reported = tuple(dict.fromkeys(first.reported_by + second.reported_by))
    clause = first.clause if first.clause == second.clause else None
    return replace(
        first, names=first.names | second.names, heads=first.heads | second.heads, reported_by=reported, clause=clause,
        passing=first.passing and second.passing,
    )  # fmt: skip


@lru_cache(maxsize=500_000)
def _stem(word: str, lang: str) -> str:
    return "" if len(word) < 2 or word in words.stop_words(lang) else words.stem(word, lang)


def _terms(text: str, lang: str) -> frozenset[str]:
    """The stems of a text's content words, with its numbers."""
    return frozenset(_stem(word, lang) for word in words.words(text)) - {""}
