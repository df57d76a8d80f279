"""Accounts of happenings → groups that tell one event, over articles and languages.

In: Accounts, each one article's sentence about one happening. Out: groups, and pairs that tell one event but date it
differently. Entities, action and candidate days decide together; words that look alike only propose.
Never here: what an entry shows, or which entries matter.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from index import datelines, stamps
from index.model import Article, Citation, Evidence, Span, Status, When

Lane = Literal["happened", "said", "planned", "undated"]
SAME = 0.5
"""Meaning that two accounts of one day must share (cosine of their sentences, with a little for shared names)."""
SAME_COARSE = 0.64
"""The same where a day is missing: many things happen in one month."""
SAME_ACROSS = 0.75
"""The same in two languages, where no words can be compared, before two days are held against each other."""
WORDS = 0.3
"""In one language: words that they must share as well, by weight, of the shorter account."""
PROPOSED = SAME - 0.35
"""The lowest cosine that shared names and words can still lift over the floor."""
PER_NAME = 0.04
PER_HEAD = 0.15
PER_HALF = 0.08
"""What half of the shorter account's words add where both tell of it in them."""
TOGETHER = 0.03
"""What each shared name adds where one day is given and both accounts name the same two or more."""
ACROSS = 0.04
"""How much lower cosines are between two languages."""
NEAR = timedelta(days=6)
"""Two accounts that date one event differently are rarely further apart."""
WELL_KNOWN = 2
"""Two days that more independent articles tell of each are two events (marches on two Fridays), no mistake."""
FINE = ("time", "day", "set")
Vector = Sequence[float] | NDArray[np.floating[Any]]
Meaning = Callable[["Account"], Vector]


@dataclass(frozen=True, slots=True)
class Account:
    """One article's telling of one happening: its sentence, day, status, and who takes part."""

    article: Article
    span: Span
    when: When | None
    lane: Lane
    status: Status
    evidence: Evidence
    reported_by: tuple[str, ...]
    names: frozenset[str]
    terms: frozenset[str]  # stems of the sentence, with its numbers
    weight: float  # prominence in its article, 0..1
    copies: str  # the copy group, or the article itself
    speaker: str | None = None
    heads: frozenset[str] = frozenset()  # stems of the words that name what happens
    narrowed_by: Citation | None = None  # the passage of another article that left fewer days
    head: Span | None = None
    clause: Span | None = None  # what of the sentence tells it, where the sentence is about something else
    notice: bool = False  # corrects an article
    passing: bool = False  # the sentence is about something else, and tells this in passing

    @property
    def side(self) -> str:
        """Plans and happenings can be one event; sayings are events of their own."""
        return "said" if self.lane == "said" else "done"

    @property
    def text(self) -> str:
        """Its words, without the dateline or the stamp of the page before them."""
        told, text = self.clause or self.span, self.article.text
        start = datelines.after(text, stamps.after(text, told.start, told.end), told.end)
        return tidy(" ".join(text[start : told.end].split()))

    @property
    def place(self) -> tuple[str, Span]:
        """The sentence it stands in."""
        return self.article.id, self.span


_STRAY = re.compile(r"(?<=[.!?…»”])(?: [.,;])+$")


def tidy(text: str) -> str:
    """Without a stray full stop or a quotation mark that opens nothing at the end of a sentence ("... Moscow. .")."""
    text = _STRAY.sub("", text)
    return text[:-1].rstrip() if text.endswith(' "') and text.count('"') % 2 else text


@dataclass(slots=True)
class Group:
    """Accounts of one event, the leading one first, and those that give it another day."""

    accounts: list[Account]
    others: list[Account] = field(default_factory=list)

    @property
    def lead(self) -> Account:
        return self.accounts[0]


class Judge:
    """Whether two accounts tell one event. Holds how rare each word is among all accounts, and sentence vectors."""

    def __init__(self, accounts: Sequence[Account], meaning: Meaning) -> None:
        seen: Counter[str] = Counter(term for account in accounts for term in account.terms)
        most = max(sum(seen.values()), 1)
        self._rarity = {term: math.log(1 + most / (1 + count)) for term, count in seen.items()}
        self._mass = {id(account): self.weigh(account.terms) for account in accounts}
        self._meaning = meaning

    def rarity(self, term: str) -> float:
        return self._rarity[term]

    def weigh(self, terms: Iterable[str]) -> float:
        return sum(self._rarity[term] for term in terms)

    def overlap(self, a: Account, b: Account) -> float:
        """Weight of the shared words over the weight of the shorter account's words, 0..1."""
        shared = self.weigh(a.terms & b.terms)
        return shared / min(self._mass[id(a)], self._mass[id(b)]) if shared else 0.0

    def likeness(self, accounts: Sequence[Account]) -> NDArray[np.float32]:
        """The cosine of each account's sentence to each other's, n × n."""
        if not accounts:
            return np.zeros((0, 0), dtype=np.float32)
        vectors = self.vectors(accounts)
        return np.asarray(vectors @ vectors.T)

    def vectors(self, accounts: Sequence[Account]) -> NDArray[np.float32]:
        """The vector of each account's sentence, n × dimensions."""
        return np.array([self._meaning(account) for account in accounts], dtype=np.float32)

    def one_event(self, a: Account, b: Account, cosine: float) -> bool:
        """Same side and speaker, days that can agree, and the same meaning, names and (in one language) words."""
        if a.side != b.side or a.speaker != b.speaker or not _days_agree(a.when, b.when):
            return False
        if a.when is None and a.article.lang == b.article.lang and a.heads.isdisjoint(b.heads):
            return False  # without a day, one word for what happens must tie them
        fine = all(x.when and x.when.precision in FINE for x in (a, b))
        return self.alike(a, b, cosine, SAME if fine else SAME_COARSE)

    def dates_differ(self, a: Account, b: Account, cosine: float) -> bool:
        """The same happening by its own word, by meaning and names, on near days that cannot both be right."""
        if a.side != b.side or a.speaker != b.speaker or a.copies == b.copies or _days_agree(a.when, b.when):
            return False
        if a.article.lang != b.article.lang:
            return _near(a.when, b.when) and cosine >= SAME_ACROSS
        same = bool(a.heads & b.heads) or a.side == "said"
        return same and _near(a.when, b.when) and self.alike(a, b, cosine, SAME_COARSE)

    def retold(self, undated: Account, dated: Account, cosine: float) -> bool:
        """The same happening by its own word, meaning and names, where only one of the two gives its day."""
        if undated.side != dated.side or undated.speaker != dated.speaker or undated.heads.isdisjoint(dated.heads):
            return False
        return undated.status == dated.status and self.alike(undated, dated, cosine, SAME_COARSE)

    def corrects(self, notice: Account, a: Account, cosine: float) -> bool:
        """A notice names another day for the same happening, near it."""
        if a.side == "said" or notice.side == "said" or _days_agree(a.when, notice.when):
            return False
        return bool(a.heads & notice.heads) and _near(a.when, notice.when) and self.alike(a, notice, cosine, SAME)

    def alike(self, a: Account, b: Account, cosine: float, floor: float) -> bool:
        """The same meaning, names and (in one language) words, whatever the day."""
        if a.article.id == b.article.id and a.span == b.span:
            return True
        named_alike, across = bool(a.heads & b.heads), a.article.lang != b.article.lang
        shared = 0.0 if across else self.overlap(a, b)
        if cosine + _naming(a, b) + PER_HEAD * named_alike + ACROSS * across + PER_HALF * (shared >= 0.5) < floor:
            return False
        return across or named_alike or shared >= WORDS


def _naming(a: Account, b: Account) -> float:
    """What the names that two accounts share add to their likeness."""
    shared = len(a.names & b.names)
    together = shared >= 2 and shared == min(len(a.names), len(b.names)) and _one_day(a.when) and _one_day(b.when)
    return (PER_NAME + TOGETHER * together) * min(shared, 2)


def _one_day(when: When | None) -> bool:
    return when is not None and when.precision in ("day", "time")


def merge(ranked: Sequence[Account], judge: Judge) -> list[Group]:
    """Groups in the order of their best account. Each account joins the first group whose lead tells the same event."""
    groups: list[Group] = []
    leads = np.zeros(len(ranked), dtype=np.int64)
    likeness = judge.likeness(ranked)
    side, first, last = _bounds(ranked)
    for number, account in enumerate(ranked):
        there = leads[: len(groups)]
        can = (side[there] == side[number]) & (first[there] <= last[number]) & (last[there] >= first[number])
        for place in map(int, np.nonzero(can & (likeness[number, there] >= PROPOSED))[0]):
            lead, cosine = groups[place].accounts[0], float(likeness[number, leads[place]])
            if (cosine >= SAME - ACROSS or _linked(lead, account)) and judge.one_event(lead, account, cosine):
                groups[place].accounts.append(account)
                break
        else:
            leads[len(groups)] = number
            groups.append(Group([account]))
    return groups


def _linked(a: Account, b: Account) -> bool:
    """Without a name or happening in common, only meaning can join two accounts."""
    return not (a.names.isdisjoint(b.names) and a.heads.isdisjoint(b.heads)) or a.place == b.place


def _bounds(accounts: Sequence[Account]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """For each account a number for its side and speaker, its first day and its last; the undated share one day."""
    numbers: dict[object, int] = {}
    side = [numbers.setdefault((a.side, a.speaker), len(numbers)) for a in accounts]
    dated = [a.when if a.when and a.when.candidates else None for a in accounts]
    first = [-1 if when is None else (when.earliest or date.min).toordinal() for when in dated]
    last = [-1 if when is None else (when.latest or date.max).toordinal() for when in dated]
    return np.array(side, dtype=np.int64), np.array(first, dtype=np.int64), np.array(last, dtype=np.int64)


def new_to(undated: Sequence[Group], dated: Sequence[Group], judge: Judge) -> list[Group]:
    """The undated groups without those that tell, only without its day, what a dated one does."""
    if not undated or not dated:
        return list(undated)
    leads = [group.lead for group in dated]
    cosines = judge.vectors([group.lead for group in undated]) @ judge.vectors(leads).T
    return [
        group for group, row in zip(undated, cosines, strict=True)
        if not any(judge.retold(group.lead, leads[n], float(row[n])) for n in map(int, np.nonzero(row >= PROPOSED)[0]))
    ]  # fmt: skip


def oppose(groups: Sequence[Group], judge: Judge, notices: Sequence[Account] = ()) -> None:
    """Note in each group what gives the same event another day: other groups, and notices of a correction."""
    likeness = judge.likeness([group.lead for group in groups])
    for number, group in enumerate(groups):
        cosines = likeness[number]
        for place in map(int, np.nonzero(cosines[:number] >= PROPOSED)[0]):
            other = groups[place]
            told_of_each = min(_tellers(group), _tellers(other)) > WELL_KNOWN or _side_by_side(group, other)
            if not told_of_each and judge.dates_differ(group.lead, other.lead, float(cosines[place])):
                group.others.append(other.lead)
                other.others.append(group.lead)
    if notices:
        correct(groups, judge, notices)


def correct(groups: Sequence[Group], judge: Judge, notices: Sequence[Account]) -> None:
    """Note in each group the wrong day that a notice takes back, and what the notice says instead."""
    theirs = judge.vectors(notices).T
    for group in groups:
        cosines = judge.vectors(group.accounts) @ theirs
        pairs = [(notice, account, float(row[n])) for account, row in zip(group.accounts, cosines, strict=True)
                 for n, notice in enumerate(notices)]  # fmt: skip
        wrong = [notice for notice, account, cosine in pairs if judge.corrects(notice, account, cosine)]
        for notice in dict.fromkeys(wrong):
            group.others.append(notice)
            group.accounts += [n for n in notices if _puts_right(n, notice, group.lead)]


def _puts_right(notice: Account, wrong: Account, lead: Account) -> bool:
    """What the same notice says instead ("It was found on Friday 14 March") tells of the group as well."""
    right = notice.article.id == wrong.article.id and notice.when is not None and notice.side == lead.side
    return right and _days_agree(notice.when, lead.when)


def _tellers(group: Group) -> int:
    return len({account.copies for account in group.accounts})


def _side_by_side(a: Group, b: Group) -> bool:
    """Does one sentence tell of both? Then they are two events, not one with two dates."""
    told = {(account.article.id, account.span) for account in a.accounts}
    return any((account.article.id, account.span) in told for account in b.accounts)


def _days_agree(a: When | None, b: When | None) -> bool:
    """Can both be right? An undated account agrees only with another; a coarser one with any day inside it."""
    if not a or not b or not a.candidates or not b.candidates:
        return not (a and a.candidates) and not (b and b.candidates)
    return any(_overlap(x, y) for x in a.candidates for y in b.candidates)


def _overlap(x: tuple[date | None, date | None], y: tuple[date | None, date | None]) -> bool:
    return (x[0] or date.min) <= (y[1] or date.max) and (y[0] or date.min) <= (x[1] or date.max)


def _near(a: When | None, b: When | None) -> bool:
    if not a or not b or not a.earliest or not b.earliest or "day" not in (a.precision, b.precision):
        return False
    return abs(a.earliest - b.earliest) <= NEAR
