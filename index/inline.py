"""Noise inside a paragraph: where line ends were lost, headlines in capitals and credits run on with the story.

In: a text and the spans of its paragraphs. Out: the same spans, cut where such a piece begins and ends.
Never here: saying what a piece is (noise.py). A cut only lets it be judged alone, and follows a finished sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.model import Span
from index.noise import is_credit, is_loud

FEWEST = 4
"""Words of a run of capitals: shorter ones may be names of institutions."""
LETTERS = 20
TAIL = 200
"""Characters at the end of a paragraph where a credit is looked for."""

_WORD = r"[^\sa-zß-öø-ÿ]++"
_GLUED = (
    r"[^\sa-zß-öø-ÿ]*[A-ZÀ-Þ]{2}[»”\"?!.]?(?=[«“\"]?[A-ZÀ-Þ]['’]?[a-zß-öø-ÿ])"  # "PRIVÉDans": the line end was lost
)
_RUN = re.compile(
    rf"(?<![^\s.!?…»”\"])(?:(?P<run>(?:{_WORD}\s++){{{FEWEST - 1},}}(?:{_GLUED}|{_WORD}(?=\s|$)))|{_WORD})"
)
"""A run, or else a word that begins none, taken whole: a run that fails at a word fails at any mark inside it."""
_GAP = re.compile(r"\s*")
_FINISHED = '.!?…»”"'
_REST = re.compile(r"[.!?…\s]*")  # the end of the sentence before: `clash". LE MAIRE`
_SENTENCE = re.compile(r"(?<=[.!?…»”\"])(?<!\b[A-Z]\.)\s*(?=[(\[©A-ZÀ-Þ])")


def split(text: str, spans: list[Span]) -> list[Span]:
    """Paragraphs, with run-on headlines and closing credits as paragraphs of their own."""
    if is_loud(text):
        return spans
    return [piece for span in spans for piece in _pieces(text, span)]


def _pieces(text: str, span: Span) -> Iterator[Span]:
    at = span.start
    for run in _runs(text, span):
        if run.start > at:
            yield _trimmed(text, at, run.start)
        yield run
        at = _skip(text, run.end, span.end)
    if at < span.end:
        tail = _credit(text, Span(at, span.end))
        if tail > at:
            yield _trimmed(text, at, tail)
        if tail < span.end:
            yield Span(tail, span.end)


def _runs(text: str, span: Span) -> Iterator[Span]:
    """Runs of words in capitals that follow a finished sentence and stand before one that begins."""
    for found in _RUN.finditer(text, span.start, span.end):
        if found["run"] is None:
            continue
        run = Span(found.start() + len(_REST.match(found[0])[0]), found.end())  # type: ignore[index]
        after = _skip(text, run.end, span.end)
        following = text[after] if after < span.end else ""
        begins = not following or following.isupper() or following in '«“"'
        if begins and run != span and _titles(run.of(text)) and _is_finished(text, span.start, run.start):
            yield run


def _skip(text: str, at: int, end: int) -> int:
    """Where the white space that begins at `at` ends."""
    found = _GAP.match(text, at, end)
    return found.end() if found else at


def _is_finished(text: str, start: int, end: int) -> bool:
    """Whether nothing stands between two places, or the end of a sentence."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end == start or text[end - 1] in _FINISHED


def _titles(run: str) -> bool:
    """Whether a run of capitals can be a headline: long enough, no speaker's name before a turn, no open quotation."""
    opened = sum(run.count(mark) for mark in "«“") - sum(run.count(mark) for mark in "»”")
    return sum(map(str.isalpha, run)) >= LETTERS and run[-1] != ":" and not opened and run.count('"') % 2 == 0


def _credit(text: str, span: Span) -> int:
    """Where the credit that closes the paragraph begins; its end where there is none."""
    if is_credit(span.of(text)):
        return span.end
    start = max(span.start + 1, span.end - TAIL)
    for cut in _SENTENCE.finditer(text, start, span.end):
        if is_credit(text[cut.end() : span.end]):
            return cut.end()
    return span.end


def _trimmed(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    return Span(start + len(part) - len(part.lstrip()), start + len(part.rstrip()))
