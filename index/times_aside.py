"""Dates that a sentence names beside its story: "Kim left on Sunday after a trip begun on 12 September".

In: a text and where a date stands. Out: whether it dates a noun by a participle. Never here: what the date means.
"""

from __future__ import annotations

import re
from functools import cache

from index.lang import table
from index.model import Span

BEFORE = 40
"""How many characters before a date are looked at."""


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    return re.compile(table(lang, "times")["aside"], re.IGNORECASE)


def aside(text: str, span: Span, lang: str) -> bool:
    """No later "that morning" counts from such a date where the sentence has a day of its own."""
    return _pattern(lang).search(text[max(0, span.start - BEFORE) : span.start]) is not None
