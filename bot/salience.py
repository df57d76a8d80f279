"""Accounts with their importance; groups → the few that are shown.

In: accounts, a judge of words and meaning. Out: accounts by importance, groups. Never here: dates, merging.

A day matters as many independent articles tell of it, most of all those that still do days later. A sentence matters as
it says what the others of its day say, in words and in meaning, and stands by itself (after the counting and centroid
baselines of timeline summarisation; the weights were set on timelines of news events and of lives). The fewer entries
and the longer the time, the less a second day of one burst of news counts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from bot.merge import Account, Group, Judge, Lane
from bot.words import fold
from index.lang import LANGUAGES, table
from index.model import Precision, When

SAME_DAY = 0.02
"""How much a further entry of a day that already has one counts."""
BURST, AROUND = 0.05, 0.7
"""Days that are nearer than this part of what each entry has to cover are one burst; what a further one counts."""
SHORTLIST = 4
"""So many times as many entries as are shown tell which time is to be covered."""
LANE_WEIGHT: Mapping[Lane, float] = {"happened": 1.0, "planned": 0.7, "said": 0.7, "undated": 0.5}
PRECISION_WEIGHT: Mapping[Precision, float] = {
    "time": 1.0, "day": 1.0, "set": 0.8, "week": 0.2, "month": 0.15, "season": 0.1, "interval": 0.1, "year": 0.05,
}  # fmt: skip
LATER, STILL = 3, 1.5
"""An article that tells of a day more than so many days after it counts so much."""
USUAL = 80.0
"""The weight of the words of a usual sentence."""
LEANING = 0.5
"""What a sentence counts that opens with a pronoun."""
PASSING = 0.5
"""What a sentence counts that is about something else, and tells this in passing."""
PROMINENCE = 0.1
"""How much the place in the article adds at most: it breaks ties."""


def rank(accounts: Sequence[Account], judge: Judge) -> list[tuple[Account, float]]:
    """Accounts with their importance, highest first."""
    telling: defaultdict[object, dict[str, float]] = defaultdict(dict)
    common: defaultdict[object, Counter[str]] = defaultdict(Counter)
    days = [_day(account.when) for account in accounts]
    for day, account in zip(days, accounts, strict=True):
        told = telling[day]
        told[account.copies] = max(told.get(account.copies, 0.0), _telling(account))
        common[day].update(account.terms)
    near = _nearness(days, accounts, judge)

    def importance(number: int) -> float:
        account, day = accounts[number], days[number]
        shared = sum(judge.rarity(term) * (common[day][term] - 1) for term in account.terms)
        central = shared / np.sqrt(USUAL * (1 + judge.weigh(account.terms))) / len(telling[day])
        alone = (LEANING if _leans(account) else 1.0) * (PASSING if account.passing else 1.0)
        alone *= 1 + PROMINENCE * account.weight
        return float(sum(telling[day].values()) * (0.5 + central + near[number]) * alone * LANE_WEIGHT[account.lane])

    return sorted(((a, importance(n)) for n, a in enumerate(accounts)), key=lambda pair: -pair[1])


def _telling(account: Account) -> float:
    """How much an account says for its day: the more, the longer after it the article still tells of it."""
    when, published = account.when, account.article.published
    if when is None:
        return 1.0
    later = published and published.earliest and when.latest and (published.earliest - when.latest).days > LATER
    return LANE_WEIGHT[account.lane] * PRECISION_WEIGHT.get(when.precision, 0.02) * (STILL if later else 1.0)


def _nearness(days: Sequence[object], accounts: Sequence[Account], judge: Judge) -> Sequence[float]:
    """The cosine of each account to the sum of its day; 0 where it is alone."""
    if not accounts:
        return []
    numbers = {day: n for n, day in enumerate(dict.fromkeys(days))}
    of_day = np.array([numbers[day] for day in days])
    vectors = judge.vectors(accounts)
    sums = np.zeros((len(numbers), vectors.shape[1]), dtype=np.float32)
    np.add.at(sums, of_day, vectors)
    lengths = np.maximum(np.linalg.norm(sums, axis=1), 1e-6)
    cosines = np.einsum("nd,nd->n", vectors, sums[of_day]) / lengths[of_day]
    alone = np.bincount(of_day)[of_day] < 2
    found: list[float] = np.where(alone, 0.0, np.maximum(cosines, 0.0)).tolist()
    return found


@cache
def _pronouns(lang: str) -> re.Pattern[str]:
    return re.compile(table(lang, "timeline")["opening"]["pronouns"])


def _leans(account: Account) -> bool:
    """ "It was found on Friday": who reads only this does not know what was found."""
    lang = account.article.lang
    return lang in LANGUAGES and _pronouns(lang).match(fold(account.text[:20])) is not None


def choose(groups: Sequence[Group], weight: Mapping[int, float], most: int) -> list[Group]:
    """The `most` weightiest groups. A day that has one already must bring something weightier for its next; where few
    entries are to cover a long time, so must the days around it.
    """
    used: Counter[object] = Counter()
    left = np.empty(len(groups))
    for number, group in enumerate(groups):
        day = _day(group.lead.when)
        left[number] = weight[id(group.lead)] * SAME_DAY ** used[day]
        used[day] += 1
    days = np.array([_number(_day(group.lead.when)) for group in groups])
    near, chosen = _burst(days[np.argsort(-left)], most), list[Group]()
    for _ in range(min(most, len(groups))):
        first = int(np.argmax(left))
        chosen.append(groups[first])
        apart = np.abs(days - days[first])
        left[(apart > 0) & (apart <= near)] *= AROUND
        left[first] = -np.inf
    return chosen


def _burst(days: NDArray[np.float64], most: int) -> float:
    """How many days are one burst: a small part of those that each entry has to cover. `days`: the weightiest first."""
    dated = days[: SHORTLIST * most]
    dated = dated[~np.isnan(dated)]
    if not len(dated):
        return 0.0
    first, last = np.percentile(dated, (5, 95))
    return float(BURST * (last - first) / most)


def _number(day: object) -> float:
    return day.toordinal() if isinstance(day, date) else np.nan


def _day(when: When | None) -> object:
    """What is counted as one day: a clock time does not make another."""
    return when.earliest if when and when.precision in ("day", "time") else when and when.edtf
