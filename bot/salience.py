"""Accounts → those that a topic concerns, with their importance; groups → the few that are shown.

Never here: dates, merging.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from bot.merge import Account, Group, Judge, Lane
from index.model import Precision, When

SAME_DAY = 0.02
"""How much a further entry of a day that already has one counts."""
LANE_WEIGHT: Mapping[Lane, float] = {"happened": 1.0, "planned": 0.8, "said": 0.7, "undated": 0.5}
PRECISION_WEIGHT: Mapping[Precision, float] = {
    "time": 1.0, "day": 1.0, "set": 0.8, "week": 0.2, "month": 0.15, "season": 0.1, "interval": 0.1, "year": 0.05,
}  # fmt: skip


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
