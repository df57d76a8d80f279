"""When a page was last changed, where it prints that before its text: "8 May 2024 Last updated at 21:40 GMT".

In: a text. Out: where what it tells begins. Never here: the day of publication (`stated`), or a date without an hour,
which may be part of a sentence ("Published on 3 May 2024, the report").
"""

from __future__ import annotations

import re
from functools import cache

from index.lang import LANGUAGES, table

_CLOCK = r"\d{1,2} ?(?:[:.]|h) ?\d{2}(?: ?[ap]\.? ?m\b\.?)?(?: ?(?-i:[A-Z]{2,4})\b)?"
_DATE = (
    r"(?:[^\W\d]{3,9}\.?,? )?(?:\d{1,2}(?:er|st|nd|rd|th)? [^\W\d]{3,9}\.?,? \d{4}|[^\W\d]{3,9}\.? \d{1,2}, \d{4}"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4})"
)
_HOUR = re.compile(_CLOCK, re.IGNORECASE)


def after(text: str, start: int, end: int) -> int:
    """Where the text begins behind the stamps at `start`; `start` where there are none, or nothing behind them."""
    at = start
    while (found := _stamp().match(text, at, end)) and found.end() < end and _HOUR.search(found[0]):
        at = found.end()
    return at


@cache
def _stamp() -> re.Pattern[str]:
    kinds = [table(lang, "noise")["stated"] for lang in LANGUAGES]
    words = "|".join(word.strip() for kind in kinds for word in (*kind["updated"], *kind["published"]))
    piece = rf"(?:(?:on|at|le|à|the) )*(?:{_DATE}|{_CLOCK})[\s,)–|-]*\.?"
    opening = rf"\W*(?:{_DATE} )?(?:page )?(?:first |last )?(?:{words})"
    return re.compile(rf"{opening}[\s:]+(?:{piece})+\s*", re.IGNORECASE)
