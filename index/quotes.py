"""Where an article quotes: runs of text between quotation marks, and lines of dialogue after a dash.

In: the text and its body paragraphs. Out: Quotes, outermost only, marks included, in order. A quotation that
runs over several paragraphs, each opened anew, is one Quote with several pieces. Never here: who speaks. A
stray mark opens nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.model import Span

_OPENERS = {"«": "»", "“": '”"', "„": "“”", "‹": "›"}
_STRAIGHT = {'"', "''", "``"}
_MARK = re.compile(r"[«»“”„‹›\"]|''|``|(?<!\w)['‘](?=\w)|(?<=[,.!?…\w])['’](?!\w)")
_DASH = re.compile(r"[ \t\u00a0]*(?:[—–]|--?(?= ))[ \u00a0]*(?=[«\w…])")
_LONGEST_SINGLE = 400
_LONGEST_OPEN = 1_500
_LOOK_BACK = 4
_SINGLES = "'‘"
_Mark = tuple[int, int, str]
"""Start, end and form of a mark."""


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation. `pieces` has one span a paragraph; `dash` marks a line of dialogue without quotation marks."""

    pieces: tuple[Span, ...]
    dash: bool = False

    @property
    def start(self) -> int:
        return self.pieces[0].start

    @property
    def end(self) -> int:
        return self.pieces[-1].end


def near(quotes: Sequence[Quote], start: int, end: int) -> Sequence[Quote]:
    """Those of some quotations, in order, that touch a range."""
    first = bisect_left(quotes, start, key=lambda q: q.end)
    return quotes[first : bisect_right(quotes, end, key=lambda q: q.start)]


def find(text: str, paragraphs: Iterable[Span]) -> tuple[Quote, ...]:
    """All quotations of the paragraphs, in order."""
    found: list[Quote] = []
    unclosed = False
    rows = list(paragraphs)
    for n, paragraph in enumerate(rows):
        following = text[rows[n + 1].start : rows[n + 1].start + 1] if n + 1 < len(rows) else ""
        spans, open_end = _in_paragraph(text, paragraph, following)
        quotes = [Quote((span,)) for span in spans]
        if unclosed and quotes and _opens(text, paragraph, quotes[0]):
            quotes[0] = _joined(found.pop(), quotes[0])
        found.extend(quotes)
        unclosed = open_end and bool(quotes)
    return tuple(found)


def _opens(text: str, paragraph: Span, quote: Quote) -> bool:
    return not text[paragraph.start : quote.start].strip()


def _joined(first: Quote, second: Quote) -> Quote:
    return Quote(first.pieces + second.pieces)


def _in_paragraph(text: str, paragraph: Span, following: str) -> tuple[list[Span], bool]:
    """Outermost quotations of one paragraph, and whether the last one is left open at its end."""
    marks = [(m.start(), m.end(), m.group()) for m in _MARK.finditer(text, paragraph.start, paragraph.end)]
    closing = _Closing(text, marks)
    last = paragraph.start + len(paragraph.of(text).rstrip())
    spans: list[Span] = []
    at = 0
    while at < len(marks):
        start, end, mark = marks[at]
        close = closing.of(at)
        if close is None:
            if mark not in _SINGLES and _may_run_on(text, Span(paragraph.start, last), start, end, following):
                spans.append(Span(start, paragraph.end))
                return spans, True
            at += 1
            continue
        if close > at:
            spans.append(Span(start, marks[close][1]))
        at = close + 1
    return spans, False


def _may_run_on(text: str, paragraph: Span, start: int, end: int, following: str) -> bool:
    """An unclosed quotation runs to the end of its paragraph if it opens it or the next one opens with the same
    mark.
    """
    while end < paragraph.end and text[end].isspace():
        end += 1
    if not 2 <= paragraph.end - end <= _LONGEST_OPEN or text[start] in "»”›":
        return False
    before = text[paragraph.start : start].rstrip()
    return not before or before.endswith((":", ",")) or following == text[start]


class _Closing:
    """Which mark closes which, in one paragraph; each kind of mark is gone through once."""

    def __init__(self, text: str, marks: Sequence[_Mark]) -> None:
        self._text, self._marks = text, marks
        self._known: dict[str, Sequence[int | None]] = {}

    def of(self, at: int) -> int | None:
        """Index of the mark that closes the one at `at`; `at` itself for one that cannot open; None when unclosed."""
        mark = self._marks[at][2]
        if mark in _SINGLES and self._marks[at][0] and self._text[self._marks[at][0] - 1].isalnum():
            return at  # "the employers' union": it closes or is an apostrophe
        if mark in _SINGLES:
            return _closing_single(self._text, self._marks, at)
        if mark in _STRAIGHT and not _may_open(self._text, self._marks[at]):
            return at
        if mark not in _OPENERS and mark not in _STRAIGHT:
            return at
        if mark not in self._known:
            self._known[mark] = (
                _closing_pairs(self._marks, mark, _OPENERS[mark])
                if mark in _OPENERS
                else _closing_straight(self._text, self._marks, mark)
            )
        return self._known[mark][at]


def _closing_single(text: str, marks: Sequence[_Mark], at: int) -> int:
    end = marks[at][1]
    within = bisect_right(marks, end + _LONGEST_SINGLE, key=lambda m: m[0])
    reopened = next((j for j in range(at + 1, within) if marks[j][2] == "‘"), within)
    ends = (
        j
        for j in range(at + 1, reopened)
        if marks[j][2] in ("'", "’")
        and marks[j][0] - end < _LONGEST_SINGLE
        and text[marks[j][0] - 1 : marks[j][0]].strip()
    )
    return _best_single(text, marks, list(ends), at)


def _closing_straight(text: str, marks: Sequence[_Mark], opener: str) -> list[int | None]:
    """For each mark, the next like `opener` that may close; one that can only open shows that it was a stray."""
    closers = ("''",) if opener == "``" else (opener, "”")
    found: list[int | None] = [None] * len(marks)
    close: int | None = None
    for j in range(len(marks) - 1, -1, -1):
        found[j] = close
        if marks[j][2] in closers:
            if _may_close(text, marks[j]):
                close = j
            elif text[max(0, marks[j][0] - _LOOK_BACK) : marks[j][0]].rstrip()[-1:] not in (".", "!", "?"):
                close = None  # after a full stop it opens the next paragraph of the same quotation
    return found


def _may_open(text: str, mark: _Mark) -> bool:
    """A straight mark with a space after it and none before it only closes."""
    before, after = text[mark[0] - 1 : mark[0]], text[mark[1] : mark[1] + 1]
    return not (before.strip() and (not after.strip() or after in ",.;:)")) or before in "(:"


def _may_close(text: str, mark: _Mark) -> bool:
    """A straight mark with a space before it and a letter after it only opens."""
    before, after = text[mark[0] - 1 : mark[0]], text[mark[1] : mark[1] + 1]
    return bool(before.strip()) or not after.isalnum()


def _best_single(text: str, marks: Sequence[_Mark], ends: list[int], at: int) -> int:
    """The first closing mark after punctuation, else the first before it; an apostrophe opens nothing."""
    for j in ends:
        start, end, _ = marks[j]
        if text[start - 1] in ",.!?…" or text[end : end + 1] in (",", ".", ";", ":", ")", ""):
            return j
    return ends[0] if ends else at


def _closing_pairs(marks: Sequence[_Mark], opener: str, closers: str) -> list[int | None]:
    """For each opening mark, the one that closes it, those opened within it being closed before."""
    found: list[int | None] = [None] * len(marks)
    opened: list[int] = []
    for j, (_, _, mark) in enumerate(marks):
        if mark == opener:
            opened.append(j)
        elif mark in closers and opened:
            found[opened.pop()] = j
    ends = [j for j, (_, _, mark) in enumerate(marks) if mark in closers]
    for j in opened[:-1]:  # opened twice, closed once: the marks inside do not count
        after = bisect_right(ends, j)
        found[j] = ends[after] if after < len(ends) else None
    return found


def dialogue(text: str, paragraphs: Iterable[Span]) -> tuple[Quote, ...]:
    """Lines that a dash opens, as novels set dialogue."""
    lines: list[Quote] = []
    for paragraph in paragraphs:
        for line in re.finditer(r"[^\n]+", text[paragraph.start : paragraph.end]):
            start = paragraph.start + line.start()
            if _DASH.match(text, start, paragraph.start + line.end()):
                lines.append(Quote((Span(start, paragraph.start + line.end()),), dash=True))
    return tuple(lines)
