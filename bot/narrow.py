"""Accounts of a dossier → the same, with fewer days left open where another article dates the same event.

In: accounts, and a judge of which tell one event. Out: accounts that hold only the days which both articles allow, each
with the passage that says so. Never here: a day that an account's own words do not allow, or a choice between articles
that contradict each other: what they disagree on stays open.

One event with a day tells when an article can have appeared that is dated to the month; by that all its weekdays and
its "la veille" are read anew, so that they stay in the same week.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.appearance import Place, agreed, appeared, day_of, fewer, open_to_doubt, readings
from bot.merge import SAME_COARSE, Account, Judge
from index.model import When, cite

BLOCK = 512
"""Accounts whose cosines to all dated ones are held at a time."""


@dataclass(frozen=True, slots=True)
class Told:
    """The days on which an article can have appeared, and an account that tells."""

    published: When
    by: Account


def narrow(accounts: Sequence[Account], every: Sequence[Account], judge: Judge) -> list[Account]:
    """The accounts, narrowed by `every` account of the dossier, whatever was asked for."""
    told = _publications(every, judge)
    first = {account.article.id: account for account in reversed(accounts)}
    known = {id: readings(first[id].article, one.published) for id, one in told.items() if id in first}
    return [_narrowed(a, known[a.article.id], told[a.article.id]) if a.article.id in told else a for a in accounts]


def _publications(every: Sequence[Account], judge: Judge) -> dict[str, Told]:
    """Article → when it can have appeared. An article on which the others disagree is left out."""
    doubtful = [a for a in every if a.side == "done" and open_to_doubt(a.when, a.article)]
    dated = [a for a in every if a.side == "done" and day_of(a.when)]
    if not doubtful or not dated:
        return {}
    found: defaultdict[str, list[Told]] = defaultdict(list)
    for account, near in _near(doubtful, dated, judge):
        same = [b for b, cosine in near if _tells_it(account, b, cosine, judge)]
        if len({day_of(b.when) for b in same}) == 1 and (told := _appeared(account, same[0])):
            found[account.article.id].append(told)
    return {id: both for id, some in found.items() if (both := _agreed(some))}


def _near(
    doubtful: Sequence[Account], dated: Sequence[Account], judge: Judge
) -> Iterator[tuple[Account, list[tuple[Account, float]]]]:
    """Each doubtful account, and the dated ones that mean what it does, with their cosines."""
    theirs = judge.vectors(dated).T
    for start in range(0, len(doubtful), BLOCK):
        block = doubtful[start : start + BLOCK]
        for account, row in zip(block, judge.vectors(block) @ theirs, strict=True):
            yield account, [(dated[n], float(row[n])) for n in map(int, np.nonzero(row >= SAME_COARSE)[0])]


def _tells_it(account: Account, dated: Account, cosine: float, judge: Judge) -> bool:
    """Surely the same event: the whole article will be read by its day, so names must be shared as well."""
    if account.article.id == dated.article.id or account.names.isdisjoint(dated.names):
        return False
    return judge.one_event(account, dated, cosine)


def _appeared(account: Account, dated: Account) -> Told | None:
    """The publication days on which the account's words mean the day of the other."""
    day = day_of(dated.when)
    days = appeared(account.article, account.when, day) if day else None
    return Told(days, dated) if days else None


def _agreed(some: Sequence[Told]) -> Told | None:
    both = agreed([told.published for told in some])
    return Told(both, some[0].by) if both else None


def _narrowed(account: Account, known: Mapping[Place, When], told: Told) -> Account:
    left = fewer(account.when, known) if open_to_doubt(account.when, account.article) else None
    return replace(account, when=left, narrowed_by=cite(told.by.article, told.by.span)) if left else account


def needed(accounts: Iterable[Account]) -> bool:
    """Is there anything to narrow?"""
    return any(open_to_doubt(account.when, account.article) for account in accounts)
