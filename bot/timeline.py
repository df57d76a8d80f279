"""Query → timeline: what happened, what was said, what is planned, in the order of days, each with its proof.

In: a Store, a dossier, a topic and Filters. Out: a Timeline of Entries. A day is only ever what an account's words
allow; entries without one stand in the undated lane. Never here: dating anything, or choosing between two sources.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.merge import Account, Group, Judge, Lane, Meaning, Vector, merge, oppose
from bot.narrow import narrow, needed, within
from bot.query import Filters
from index import words
from index.encoder import Encoder
from index.model import Article, Citation, Claim, Event, Evidence, Precision, Proof, Span, Status, When, cite
from index.store import Store
from index.store_units import sentence_vectors

MOST = 200
"""Entries where the user sets no number."""
LEADING = 0.6
"""Prominence from which an undated happening is told at all."""
STANDING: frozenset[Status] = frozenset({"planned", "postponed", "cancelled", "denied"})
TELLING = frozenset({"say", "announce", "confirm", "promise", "report", "accept", "plan", "invite"})
UNDATED = 12
"""Entries in the undated lane."""
WEIGHED = 4_000
"""Accounts that are compared with each other, the weightiest of a dossier."""
PLANNED: frozenset[Status] = frozenset({"planned", "hypothetical", "postponed", "cancelled"})
SAME_DAY = 0.02
"""How much a further entry of a day that already has one counts."""
LANE_WEIGHT: Mapping[Lane, float] = {"happened": 1.0, "planned": 0.8, "said": 0.7, "undated": 0.5}
PRECISION_WEIGHT: Mapping[Precision, float] = {
    "time": 1.0, "day": 1.0, "set": 0.8, "week": 0.2, "month": 0.15, "season": 0.1, "interval": 0.1, "year": 0.05,
}  # fmt: skip
ORDER: Mapping[Evidence, int] = {"asserted": 0, "reported": 1, "hearsay": 2}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Another date for the same event, and who gives it."""

    when: When
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as the dossier tells it. `sources` counts independent articles, `copies` further copies of them."""

    when: When | None
    lane: Lane
    status: Status
    evidence: Evidence
    reported_by: tuple[str, ...]
    text: str
    citations: tuple[Citation, ...]
    proof: Proof | None
    narrowed_by: Citation | None
    sources: int
    copies: int
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    topic: str | None
    entries: tuple[Entry, ...]


def tell(
    store: Store,
    dossier: str,
    topic: str | None,
    filters: Filters,
    most: int | None,
    lanes: Sequence[str],
    encoder: Encoder,
) -> Timeline:
    """The timeline of a topic, or of the whole dossier. Undated entries do not count against `most`."""
    relevant = about(_narrowed(store, dossier, gather(store, dossier, filters, lanes), filters, encoder), topic)
    judge = Judge(relevant, _meaning(store, dossier, relevant, encoder))
    ranked = rank(relevant, judge)[:WEIGHED]
    groups = merge([account for account, _ in ranked], judge)
    weight = {id(account): value for account, value in ranked}
    shown = choose([g for g in groups if g.lead.when], weight, most or MOST)
    shown += [g for g in groups if not g.lead.when][:UNDATED]
    oppose(shown, judge)
    return Timeline(topic, tuple(sorted(map(_entry, shown), key=_chronology)))


def _narrowed(
    store: Store, dossier: str, accounts: Sequence[Account], filters: Filters, encoder: Encoder
) -> Sequence[Account]:
    """The accounts with the days that other articles leave them, whatever the filters hide of those."""
    if not needed(accounts):
        return accounts
    every = gather(store, dossier, Filters(), ("happened", "planned"))
    narrowed = narrow(accounts, every, Judge(every, _meaning(store, dossier, every, encoder)))
    return [account for account in narrowed if within(account, filters.about)]


def _meaning(store: Store, dossier: str, accounts: Sequence[Account], encoder: Encoder) -> Meaning:
    """Sentence vectors of accounts: from the ledger; of a run of sentences, encoded when asked for."""
    ids = {account.article.id for account in accounts}
    kept = sentence_vectors(store, store.key(dossier), ids, encoder.name, encoder.dimensions)

    def meaning(account: Account) -> Vector:
        place = (account.article.id, account.span.start)
        if place not in kept:
            kept[place] = encoder.documents([account.text])[0]
        return kept[place]

    return meaning


# ---------------------------------------------------------------- gathering


def gather(store: Store, dossier: str, filters: Filters, lanes: Sequence[str]) -> list[Account]:
    """All accounts that pass the filters: one for each sentence, day and lane of an article."""
    read = _Reader(store, dossier)
    found: dict[object, Account] = {}
    if "said" in lanes:
        for claim in _claims(store, dossier, filters):
            read.put(found, read.claim(claim))
    if not filters.sources:
        claims = store.claims(dossier)
        sayings = {(claim.article, claim.cue) for claim in claims}
        known = {claim.id: claim for claim in claims}
        events = store.events(dossier, happened=filters.about, published=filters.published, outlet=filters.outlet)
        present: defaultdict[object, set[str]] = defaultdict(set)
        for event in events:
            present[event.article, event.sentence].update(event.participants)
        for event in events:
            account = read.event(event, frozenset(present[event.article, event.sentence]))
            if (event.article, event.head) not in sayings and _belongs(event, account, lanes, known):
                read.put(found, account)
    return _without_echoes(list(found.values()))


def _without_echoes(accounts: Sequence[Account]) -> list[Account]:
    """Without the undated happenings of sentences that tell a dated one: those are its circumstances."""
    told = {(a.article.id, a.span) for a in accounts if a.when and a.lane != "said"}
    return [a for a in accounts if a.when or (a.article.id, a.span) not in told]


def _claims(store: Store, dossier: str, filters: Filters) -> list[Claim]:
    """Claims whose day of saying is known and lies in the asked period: saying is a happening of its own."""
    found = store.claims(
        dossier, sources=filters.sources or None, said=filters.about, published=filters.published,
        outlet=filters.outlet, forces=filters.forces or None, hedges=filters.hedges or None,
    )  # fmt: skip
    return [claim for claim in found if claim.said and claim.said.candidates]


def _belongs(event: Event, account: Account, lanes: Sequence[str], claims: Mapping[str, Claim]) -> bool:
    """Is it asked for? Without a date, only what is planned, denied or told with a weight of its own stands alone."""
    if account.lane != "undated":
        return account.lane in lanes
    if not all(_tells(claims[id]) for id in event.reported_by if id in claims):
        return False
    told = event.evidence == "hearsay" or (event.weight >= LEADING and bool(event.participants))
    return event.status in STANDING or (event.status == "happened" and told)


def _tells(claim: Claim) -> bool:
    """Does the claim tell of something, rather than warn of it, demand it, or make it depend on an if?"""
    return claim.force in TELLING and claim.polarity == "positive" and claim.hedge in ("asserted", "hearsay")


class _Reader:
    """Accounts made from claims and events, with their articles' texts at hand."""

    def __init__(self, store: Store, dossier: str) -> None:
        self._store, self._dossier = store, dossier
        self._articles: Mapping[str, Article] = {}
        self._copies = store.copies(dossier)

    def article(self, id: str) -> Article:
        if not self._articles:
            self._articles = self._store.texts(self._dossier)
        return self._articles[id]

    def claim(self, claim: Claim) -> Account:
        names = frozenset({claim.source_canonical} if claim.source_canonical else ())
        evidence: Evidence = "reported" if claim.channel else "asserted"
        span = claim.sentence or claim.content[0]
        return self._account(claim.article, span, claim.said, "said", "happened", evidence, (claim.id,), names,
                             speaker=claim.source_canonical or "")  # fmt: skip

    def event(self, event: Event, names: frozenset[str]) -> Account:
        """An account of what happened; `names` are those that its sentence names."""
        lane: Lane = "planned" if event.status in PLANNED else "happened"
        when = event.when if event.when and event.when.candidates else None
        return self._account(
            event.article, event.sentence or event.span, when, lane if when else "undated", event.status,
            event.evidence, event.reported_by, names, event.weight, head=event.head,
        )  # fmt: skip

    def _account(
        self, article_id: str, span: Span, when: When | None, lane: Lane, status: Status, evidence: Evidence,
        reported_by: tuple[str, ...], names: frozenset[str], weight: float = 0.5, speaker: str | None = None,
        head: Span | None = None,
    ) -> Account:  # fmt: skip
        article = self.article(article_id)
        copies = self._copies.get(article_id, article_id)
        terms = _terms(span.of(article.text), article.lang)
        heads = _terms(head.of(article.text), article.lang) if head else frozenset()
        return Account(article, span, when, lane, status, evidence, reported_by, names, terms, weight, copies, speaker,
                       heads)  # fmt: skip

    @staticmethod
    def put(found: dict[object, Account], account: Account) -> None:
        """Keep one account of a sentence, day and lane: the weightier, with the other's names and claims."""
        key = (account.article.id, account.span, account.when and account.when.edtf, account.lane, account.speaker)
        other = found.get(key)
        found[key] = account if other is None else _joined(*sorted((account, other), key=lambda a: -a.weight))


def _joined(first: Account, second: Account) -> Account:
    reported = tuple(dict.fromkeys(first.reported_by + second.reported_by))
    return replace(first, names=first.names | second.names, heads=first.heads | second.heads, reported_by=reported)


def _terms(text: str, lang: str) -> frozenset[str]:
    stop = words.stop_words(lang)
    return frozenset(words.stem(word, lang) for word in words.words(text) if word not in stop and len(word) > 1)


# ---------------------------------------------------------------- choosing


def about(accounts: Sequence[Account], topic: str | None) -> list[Account]:
    """The accounts that a topic concerns: its words in the sentence, or in the article's title or opening.

    Where most articles of the dossier hold the topic, the dossier is about it, and every account belongs.
    """
    asked = _topic_terms(topic)
    if not asked:
        return list(accounts)
    articles = {a.article.id: a.article for a in accounts}
    holds = {id: _holds(article.text, article.lang, asked) for id, article in articles.items()}
    if sum(holds.values()) >= len(articles) / 2 > 1:
        return [a for a in accounts if holds[a.article.id]]
    heads = {id: _holds(f"{a.title or ''} {a.text[:300]}", a.lang, asked) for id, a in articles.items()}
    return [a for a in accounts if heads[a.article.id] or _holds(a.span.of(a.article.text), a.article.lang, asked)]


def _topic_terms(topic: str | None) -> list[str]:
    stop = words.stop_words()
    return [word for word in words.words(topic or "") if word not in stop]


def _holds(text: str, lang: str, asked: Sequence[str]) -> bool:
    """Does the text hold any of the topic's words, stemmed as its own language does?"""
    stems = {words.stem(word, lang) for word in asked}
    return any(words.stem(word, lang) in stems for word in words.words(text))


def rank(accounts: Sequence[Account], judge: Judge) -> list[tuple[Account, float]]:
    """Accounts with their importance, highest first.

    A day matters as many independent articles tell of it; a sentence matters as it holds what the others of its day
    hold, and as it stands near the top of its article (the counting and centroid baselines of timeline summarisation).
    """
    telling: defaultdict[object, set[str]] = defaultdict(set)
    common: defaultdict[object, Counter[str]] = defaultdict(Counter)
    for account in accounts:
        day = _day(account.when)
        telling[day].add(account.copies)
        common[day].update(account.terms)

    def importance(account: Account) -> float:
        day = _day(account.when)
        shared = sum(judge.rarity(t) * (common[day][t] - 1) for t in account.terms)
        central = shared / (1 + judge.weigh(account.terms)) / len(telling[day])
        precise = PRECISION_WEIGHT.get(account.when.precision, 0.02) if account.when else 1.0
        return len(telling[day]) * (0.3 + central) * (0.3 + account.weight) * precise * LANE_WEIGHT[account.lane]

    return sorted(((a, importance(a)) for a in accounts), key=lambda pair: -pair[1])


def choose(groups: Sequence[Group], weight: Mapping[int, float], most: int) -> list[Group]:
    """The `most` weightiest groups; a day that has one already must bring something weightier for its next."""
    used: Counter[object] = Counter()
    weighed = []
    for group in groups:
        day = _day(group.lead.when)
        weighed.append((weight[id(group.lead)] * SAME_DAY ** used[day], group))
        used[day] += 1
    return [group for _, group in sorted(weighed, key=lambda pair: -pair[0])[:most]]


def _day(when: When | None) -> object:
    """What is counted as one day: a clock time does not make another."""
    return when.earliest if when and when.precision in ("day", "time") else when and when.edtf


def _chronology(entry: Entry) -> tuple[bool, date, date, str, str]:
    """By first day, last day, hour; the undated last, as they were ranked."""
    when = entry.when
    if when is None:
        return True, date.max, date.max, "", ""
    return False, when.earliest or when.latest or date.min, when.latest or date.max, when.clock or "", entry.text


# ---------------------------------------------------------------- showing


def _entry(group: Group) -> Entry:
    """The entry of a group: its most precise day, its best evidence, every article's words as proof."""
    shown = min(group.accounts, key=lambda a: (_width(a.when), a.narrowed_by is not None, ORDER[a.evidence]))
    accounts = [shown, *(a for a in group.accounts if a is not shown)]
    tellers = {a.copies for a in accounts}
    articles = {a.article.id for a in accounts}
    return Entry(
        when=_by_day(shown.when),
        lane=shown.lane,
        status=shown.status,
        evidence=min((a.evidence for a in accounts), key=ORDER.__getitem__),
        reported_by=tuple(dict.fromkeys(claim for a in accounts for claim in a.reported_by)),
        text=shown.text,
        citations=_citations(accounts),
        proof=shown.when.proof if shown.when else None,
        narrowed_by=shown.narrowed_by,
        sources=len(tellers),
        copies=len(articles) - len(tellers),
        conflicts=_conflicts(group.others),
    )


def _citations(accounts: Iterable[Account]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(cite(a.article, a.span) for a in accounts))


def _conflicts(others: Sequence[Account]) -> tuple[Conflict, ...]:
    by_day: defaultdict[str | None, list[Account]] = defaultdict(list)
    for account in others:
        by_day[account.when.edtf if account.when else None].append(account)
    return tuple(Conflict(some[0].when, _citations(some)) for some in by_day.values() if some[0].when)


def _by_day(when: When | None) -> When | None:
    """A timeline is laid out by days: the hour orders entries, and stays in their words and proof."""
    if when is None or when.precision != "time" or when.earliest is None:
        return when
    return replace(when, precision="day", edtf=when.earliest.isoformat())


def _width(when: When | None) -> int:
    """How many days a When leaves open; open ends count most."""
    if when is None or when.earliest is None or when.latest is None:
        return 1_000_000
    return sum((c.last - c.first).days + 1 for c in when.candidates if c.first and c.last)
