"""Query → timeline: what happened, what was said, what is planned, in the order of days, each with its proof.

In: what a dossier tells, a topic and Filters. Out: a Timeline of Entries. A day is only ever what an account's words
allow; entries without one stand in the undated lane. Never here: dating anything, or choosing between two sources.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.concern import Topic, WordVectors, about
from bot.gathered import Gathered
from bot.merge import Account, Group, Judge, Lane, merge, new_to, oppose
from bot.plans import Later, Outcome, gaps
from bot.query import Filters
from bot.salience import choose, rank
from bot.twins import tell_apart
from index.model import Citation, Evidence, Proof, Span, Status, When, cite

MOST = 200
"""Entries where the user sets no number."""
UNDATED = 12
"""Entries in the undated lane."""
WEIGHED = 3_000
"""Accounts that are compared with each other, the weightiest of a dossier."""
PROOFS = 2
"""Sentences of one article that are cited for one entry."""
GAP = 60
"""Days without any entry from which a gap is shown."""
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
    outcome: Outcome | None = None  # what became of a plan


@dataclass(frozen=True, slots=True)
class Timeline:
    """Entries in the order of days, and the stretches between them of which nothing is told."""

    entries: tuple[Entry, ...]
    gaps: tuple[tuple[date, date], ...] = ()
    more: tuple[int, int] = (0, 0)  # entries with a day and without one that are not shown


def tell(
    gathered: Gathered, topic: Topic | None, filters: Filters, most: int | None, lanes: Sequence[str],
    near: WordVectors | None = None,
) -> Timeline:  # fmt: skip
    """The timeline of a topic, or of the whole dossier. Undated entries do not count against `most`; `near` gives word
    vectors, to find a topic in another language.
    """
    relevant = about(gathered.passing(filters, lanes), topic, near, gathered.stems)
    judge = Judge(relevant, gathered.meaning)
    ranked = rank([account for account in relevant if not account.notice], judge)[:WEIGHED]
    groups = merge([account for account, _ in ranked], judge)
    weight = {id(account): value for account, value in ranked}
    shown = {id(g): one for g, one in zip(groups, _told_apart(groups), strict=True) if one}
    dated, undated = ([g for g in groups if id(g) in shown and bool(g.lead.when) is has] for has in (True, False))
    chosen = choose(dated, weight, most or MOST)
    beside = new_to(undated, chosen, judge)[:UNDATED]
    more = len(dated) - len(chosen), len(undated) - len(beside)
    chosen += beside
    oppose(chosen, judge, [account for account in relevant if account.notice])
    later = Later(relevant, gathered.changes, judge)
    alone = zip(chosen, _told_apart(chosen), strict=True)  # a sentence whose other happening is left out stays whole
    entries = sorted((_entry(group, one or shown[id(group)], later) for group, one in alone), key=_chronology)
    return Timeline(tuple(entries), tuple(gaps((e.when for e in entries if e.lane != "planned"), GAP)), more)


def _chronology(entry: Entry) -> tuple[bool, date, date, str, str]:
    """By first day, last day, hour; the undated last, as they were ranked."""
    when = entry.when
    if when is None:
        return True, date.max, date.max, "", ""
    return False, when.earliest or when.latest or date.min, when.latest or date.max, when.clock or "", entry.text


# ---------------------------------------------------------------- showing


def _shown(group: Group) -> Account:
    """The account that stands for a group: its most precise day, what happened before what was planned, its best
    evidence; of one sentence, its weightiest.
    """
    return min(_by_place(group), key=_showing)


def _showing(account: Account) -> tuple[int, bool, bool, bool, int]:
    ahead = account.lane == "planned"
    return _width(account.when), account.narrowed_by is not None, ahead, account.passing, ORDER[account.evidence]


def _told_apart(groups: Sequence[Group]) -> list[Account | None]:
    """What stands for each group, each in words of its own; where those are taken, another sentence of the group."""
    first = [_shown(group) for group in groups]
    taken = {account.place for account in first}
    shown = tell_apart(first)
    for number, group in enumerate(groups):
        if shown[number] is None:
            others = [a for a in _by_place(group) if a.place not in taken]
            shown[number] = min(others, key=_showing, default=None)
            taken.update(a.place for a in others)
    return shown


def _by_place(group: Group) -> list[Account]:
    """The weightiest account of each sentence, of one article at most PROOFS."""
    shown: dict[tuple[str, Span], Account] = {}
    used: Counter[str] = Counter()
    for account in group.accounts:
        if account.place not in shown and used[account.article.id] < PROOFS:
            shown[account.place] = account
            used[account.article.id] += 1
    return list(shown.values())


def _entry(group: Group, shown: Account, later: Later) -> Entry:
    """The entry of a group, every article's words as proof."""
    accounts = [shown, *(a for a in _by_place(group) if a.place != shown.place)]
    tellers = {a.copies for a in accounts}
    articles = {a.article.id for a in accounts}
    return Entry(
        when=_by_day(shown.when),
        lane=shown.lane,
        status=shown.status,
        evidence=min((a.evidence for a in accounts), key=ORDER.__getitem__),
        reported_by=tuple(dict.fromkeys(claim for a in group.accounts for claim in a.reported_by)),
        text=shown.text,
        citations=_citations(accounts),
        proof=shown.when.proof if shown.when else None,
        narrowed_by=shown.narrowed_by,
        sources=len(tellers),
        copies=len(articles) - len(tellers),
        conflicts=_conflicts(group.others),
        outcome=later.of(group),
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
