"""Notices about an article, which tell of what it said and not of the world: "An earlier version of this article ...".

In: a sentence and its language. Out: whether it is one. Never here: what it corrects.
"""

from __future__ import annotations

import re
from functools import cache

from bot.words import fold
from index.lang import LANGUAGES, table
from index.model import Span


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    return re.compile(table(lang, "timeline")["notice"]["correction"])


LONGEST = 600
"""Characters of a paragraph that may be a notice as a whole: a correction and what is right instead."""


def belongs_to_notice(text: str, span: Span, lang: str) -> bool:
    """A notice, or what its paragraph goes on to say ("... said 15 March. It was found on 14 March")."""
    if is_notice(span.of(text), lang):
        return True
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    short = (end if end >= 0 else len(text)) - start <= LONGEST
    return short and is_notice(text[start : span.start], lang)


def is_notice(text: str, lang: str) -> bool:
    return lang in LANGUAGES and _pattern(lang).search(fold(text)) is not None
