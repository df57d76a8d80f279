"""Which claims were said in the time that a question asks for, as far as their days are known.

In: claims, a period. Out: the claims, the words for a period, why nothing is left. Never here: understanding a period.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.query import Period, Query
from bot.refusal import Refusal
from bot.sources import Sources
from index.model import Claim, When

MONTH = 27
"""Days from which a period counts as long."""


def in_time(claims: Sequence[Claim], period: Period | None) -> list[Claim]:
    """Claims that were probably said in the period: at least half of their possible days lie in it."""
    return [claim for claim in claims if period is None or inside(claim.said, period) >= 0.5]


def is_long(period: Period) -> bool:
    """Whether a period is so long that what was published in it was most likely said in it."""
    first, last = period
    return first is None or last is None or (last - first).days >= MONTH


def appeared(claim: Claim, period: Period, sources: Sources) -> float:
    return inside(sources.article(claim.article).published, period)


def inside(when: When | None, period: Period) -> float:
    if when is None or not when.candidates:
        return 0.0
    first, last = period
    after = [c for c in when.candidates if first is None or c.last is None or c.last >= first]
    inside = [c for c in after if last is None or c.first is None or c.first <= last]
    return len(inside) / len(when.candidates)


def no_time(query: Query, who: str) -> Refusal:
    period = query.filters.said or query.filters.about or query.filters.published
    if period is None:
        return Refusal("filters", {})
    return Refusal("no_time" if who else "no_time_any", {"who": who, "period": period_words(period)})


def period_words(period: tuple[Any, Any]) -> str:
    first, last = (day.isoformat() if day else "…" for day in period)
    return first if first == last else f"{first} – {last}"
