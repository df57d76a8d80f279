"""A text becomes paragraphs, whether its lines are wrapped at a width or each is a paragraph of its own.

In: a text and where its body starts. Out: spans of paragraphs, trimmed, in order.
Never here: judging what a paragraph is (noise.py). A blank line always ends a paragraph. A single line end does too,
unless the line was wrapped there: its sentence goes on in small letters, or the text is wrapped at a width and the next
word would not have fitted.
"""

from __future__ import annotations

import re
from itertools import pairwise

from index.model import Span

WIDEST_WRAP = 120
"""Characters: nobody wraps lines further out than this."""

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_END = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_FINISHED = re.compile(r"[.!?…:»”\"’'´`)\]]\s*$")


def cut(text: str, start: int = 0) -> list[Span]:
    """The paragraphs of `text[start:]`: stripped spans that never overlap; the characters between them are blank."""
    lines = [span for match in _LINE.finditer(text, start) if (span := _stripped(text, *match.span()))]
    width = _width(text, lines)
    found: list[Span] = []
    for i, line in enumerate(lines):
        if i and _continues(text, lines[i - 1], line, width):
            found[-1] = Span(found[-1].start, line.end)
        else:
            found.append(line)
    return found


def _width(text: str, lines: list[Span]) -> int:
    """The width at which the text is wrapped, 0 where it is not: most line ends stand where no word fitted."""
    width = max((line.end - line.start for line in lines), default=0)
    pairs = [(a, b) for a, b in pairwise(lines) if _close(text, a, b)]
    full = [a for a, b in pairs if _full(text, a, b, width)]
    cut_off = sum(not _FINISHED.search(a.of(text)) for a in full)
    wrapped = width <= WIDEST_WRAP and 2 * len(full) >= len(pairs) and 2 * cut_off >= len(full) > 0
    return width if wrapped else 0


def _continues(text: str, line: Span, following: Span, width: int) -> bool:
    if not _close(text, line, following):
        return False
    first = text[following.start]
    if first.islower() and not _FINISHED.search(line.of(text)):
        return True
    return bool(width) and first not in "-–—•*#>|" and _full(text, line, following, width)


def _close(text: str, line: Span, following: Span) -> bool:
    """Whether one single line end stands between two lines."""
    gap = text[line.end : following.start]
    return len(_END.findall(gap)) == 1 and "\u2029" not in gap


def _full(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether the first word of the following line would not have fitted on this one."""
    word = following.of(text).split(maxsplit=1)[0]
    return line.end - line.start + 1 + len(word) > width


def _stripped(text: str, start: int, end: int) -> Span | None:
    part = text[start:end]
    lead = len(part) - len(part.lstrip())
    return Span(start + lead, start + len(part.rstrip())) if part.strip() else None
