"""What became of what was planned: it took place, was put off, was called off, or nothing more is reported.

In: groups of accounts, all accounts of the dossier, links between claims. Out: an Outcome for each group of a plan.
Never here: the reason why, or a guess: without an account, only that the day has passed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from bot.ahead import is_moved_to
from bot.merge import PROPOSED, SAME_COARSE, Account, Group, Judge
from index.model import Citation, Link, When, cite

DUE = frozenset({"time", "day", "set", "week", "month"})
"""Dates that are definite enough for a plan to fall due."""
Kind = Literal["took_place", "postponed", "cancelled", "nothing_reported"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a plan, who tells it, and until which day of publication that was looked for."""

    kind: Kind
    citations: tuple[Citation, ...]
    when: When | None
    as_of: date | None


class Later:
    """What a dossier tells after a plan was told."""

    def __init__(self, accounts: Sequence[Account], links: Iterable[Link], judge: Judge) -> None:
        self._accounts = [a for a in accounts if a.lane != "said" and a.status != "hypothetical"]
        self._off = [a for a in self._accounts if a.status in ("postponed", "cancelled")]
        self._judge = judge
        self._off_vectors = judge.vectors(self._off)
        self._changed: defaultdict[str, set[str]] = defaultdict(set)
        for link in links:
            if link.kind == "changes":
                self._changed[link.a].add(link.b)
        self._by_claim: defaultdict[str, list[Account]] = defaultdict(list)
        for account in self._accounts:
            for claim in account.reported_by:
                self._by_claim[claim].append(account)
        days = [day for a in accounts if (day := _published(a))]
        self._last = max(days, default=None)

    def of(self, group: Group) -> Outcome | None:
        """The outcome of a group that holds a plan; None for what was never planned, or lies ahead."""
        plans = [a for a in group.accounts if a.lane != "said" and a.status in ("planned", "postponed", "cancelled")]
        if not plans or (group.lead.place in {a.place for a in plans} and group.lead.status == "happened"):
            return None
        happened = group.lead.status == "happened"  # what took place was not called off
        for kind, found in self._told(group, plans):
            if found and (kind == "took_place" or not happened):
                return Outcome(kind, _citations(found), _new_day(found, plans), self._last)
        if any(a.status == "happened" for a in group.accounts):
            return None
        when = plans[0].when
        due = when.latest if when and when.precision in DUE else None
        if due and self._last and due < self._last and all(a.status == "planned" or new_day(a) for a in plans):
            return Outcome("nothing_reported", (), None, self._last)
        return None

    def _told(self, group: Group, plans: Sequence[Account]) -> Iterable[tuple[Kind, list[Account]]]:
        """What tells of the plan, in the order of how plainly it does."""
        mine = [a for a in group.accounts if a.lane != "said"]
        told = {a.place for a in plans}
        done = [a for a in mine if a.lane == "happened" and a.status == "happened" and a.place not in told]
        yield "cancelled", [a for a in mine if a.status == "cancelled"]
        yield "took_place", done if any(_ahead(a) for a in plans) else []
        yield "postponed", [a for a in mine if a.status == "postponed" and not new_day(a)]
        off = [a for plan in plans for a in self._called_off(plan)]
        yield "cancelled", [a for a in off if a.status == "cancelled"]
        yield "postponed", [a for a in off if a.status == "postponed"]
        yield "postponed", [a for plan in plans for a in self._moved(plan)]

    def _called_off(self, plan: Account) -> list[Account]:
        """Later accounts that put the same thing off or call it off."""
        if not self._off:
            return []
        cosines = self._off_vectors @ self._judge.vectors([plan])[0]
        near = [(self._off[n], float(cosines[n])) for n in map(int, np.nonzero(cosines >= PROPOSED)[0])]
        return [a for a, cosine in near if a.place != plan.place and _after(a, plan) and self._same(plan, a, cosine)]

    def _same(self, plan: Account, other: Account, cosine: float) -> bool:
        """The same thing by its own word. Where one has no day, nothing but its words can tell the two."""
        if plan.heads.isdisjoint(other.heads):
            return False
        return self._judge.alike(plan, other, cosine, SAME_COARSE)

    def _moved(self, plan: Account) -> list[Account]:
        """What the same source said later, where the ledger holds that as a change, with a later day."""
        later = (a for claim in plan.reported_by for new in self._changed[claim] for a in self._by_claim[new])
        return [a for a in later if _after(a, plan) and a.when and plan.when and _first(a.when) > _last(plan.when)]


def new_day(account: Account) -> bool:
    """ "reportée au mois de septembre": the day is the one to which it is put off, not the one that fell through."""
    proof = account.when.proof if account.when else None
    if proof is None or account.status != "postponed":
        return False
    return is_moved_to(account.article.text, proof.start, account.article.lang)


def _published(account: Account) -> date | None:
    when = account.article.published
    return when.latest if when else None


def _ahead(plan: Account) -> bool:
    """Told before its day."""
    published, day = _published(plan), plan.when.latest if plan.when else None
    return published is None or day is None or published < day


def _after(a: Account, b: Account) -> bool:
    one, two = _published(a), _published(b)
    return one is None or two is None or one >= two


def _first(when: When) -> date:
    return when.earliest or date.min


def _last(when: When) -> date:
    return when.latest or date.max


def _new_day(found: Sequence[Account], plans: Sequence[Account]) -> When | None:
    """The day that is given instead, or on which it took place."""
    old = {a.when.edtf for a in plans if a.when}
    return next((a.when for a in found if a.when and (a.when.edtf not in old or a.status == "happened")), None)


def _citations(accounts: Sequence[Account]) -> tuple[Citation, ...]:
    """The first words of each article that tells it."""
    first = {account.article.id: account for account in reversed(accounts)}
    return tuple(cite(a.article, a.span) for a in reversed(first.values()))


def gaps(whens: Iterable[When | None], longest: int) -> list[tuple[date, date]]:
    """Stretches of more than `longest` days of which no entry tells: (last day before, first day after)."""
    told = sorted((w.earliest, w.latest) for w in whens if w and w.earliest and w.latest)
    found, reached = [], told[0][1] if told else date.min
    for first, last in told:
        if (first - reached).days > longest:
            found.append((reached, first))
        reached = max(reached, last)
    return found
