"""When an article dated to the month can have appeared, once one of its days is known, and what its words mean then.

In: an article, a When of its, the day that another article gives. Out: fewer days of publication, and the Whens that
they leave. Never here: whether two articles tell the same, or a day that the article's own words do not allow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from index import times
from index.model import Article, Interval, Span, When
from index.when import days_of, make

Place = tuple[int, int, str | None]
"""Where time words stand, and their EDTF before anything was narrowed."""


def open_to_doubt(when: When | None, article: Article) -> bool:
    """Its days hang on a publication that is not known to the day, and several are left."""
    if not when or not when.proof or not article.published or len(when.candidates) < 2:
        return False
    return article.published.precision not in ("day", "time") and when.proof.anchor is not None


def day_of(when: When | None) -> date | None:
    return when.earliest if when and len(when.candidates) == 1 and when.earliest == when.latest else None


def appeared(article: Article, when: When | None, day: date) -> When | None:
    """The days of publication on which the words of a When mean that day."""
    if article.published is None or when is None or when.proof is None:
        return None
    return times.narrow(article.text, article.lang, article.published, Span(when.proof.start, when.proof.end), day)


def agreed(some: Sequence[When]) -> When | None:
    """The days on which all agree; None where there are none."""
    left = set.intersection(*(set(days_of(published)) for published in some))
    return make([Interval(day, day) for day in sorted(left)], "day") if left else None


def readings(article: Article, published: When) -> dict[Place, When]:
    """What the time words of an article mean by the narrowed publication, as far as that leaves them fewer days."""
    before = times.tag(article.text, article.lang, article.published)
    after = times.tag(article.text, article.lang, published)
    return {
        (a.span.start, a.span.end, a.when.edtf): b.when
        for a, b in zip(before, after, strict=True)
        if set(b.when.candidates) < set(a.when.candidates)
    }


def fewer(when: When | None, known: Mapping[Place, When]) -> When | None:
    """What the narrowed reading leaves of a When, where it was read the same way before."""
    return known.get((when.proof.start, when.proof.end, when.edtf)) if when and when.proof else None
