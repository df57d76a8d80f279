"""Where and by whom a report was filed: "COMBELAINE, 15 mars (Corvane) – ", before a text or on a line of its own.

In: a text. Out: where its dateline ends. Never here: what becomes of it.
"""

from __future__ import annotations

import re

_PATTERN = re.compile(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,24}(?:, [\w .]{1,30}?)?(?: ?\([^()]{2,40}\))?"
    r"|[A-ZÀ-Þ][\w '’-]{2,24}(?:, [\w .]{1,30}?)? ?\([^()]{2,40}\)) ?(?:--|[—–_-])"
)


def after(text: str, start: int, end: int) -> int:
    """Where what was filed begins, behind the dateline at `start`; `start` where there is none."""
    found = _PATTERN.match(text, start, end)
    behind = found.end() if found else start
    begins = end - len(text[behind:end].lstrip(" "))
    return begins if found and begins > behind else start


def is_whole(line: str) -> bool:
    """Is the line nothing but a dateline?"""
    return _PATTERN.fullmatch(line.rstrip()) is not None
