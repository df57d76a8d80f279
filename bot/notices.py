"""Notices about an article, which tell of what it said and not of the world: "An earlier version of this article ...".

In: a sentence and its language. Out: whether it is one. Never here: what it corrects.
"""

from __future__ import annotations

import re
from functools import cache

from bot.words import fold
from index.lang import LANGUAGES, table


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    return re.compile(table(lang, "timeline")["notice"]["correction"])


def is_notice(text: str, lang: str) -> bool:
    return lang in LANGUAGES and _pattern(lang).search(fold(text)) is not None
