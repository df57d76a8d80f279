"""Texts that are no language: what follows the parse takes steps in proportion to their length.

Steps are counted, lines of Python that are run, so that a busy machine changes nothing.
"""

import sys

import pytest

from index import claims, events, names
from index.clean import clean
from index.model import Raw
from index.parse import parse

PIECES = [
    ("fr", "selon le maire, "),
    ("fr", "Anna Bell, Paul Morvan, "),
    ("en", "Anna Bell said that the mayor "),
    ("en", "the plan; according to Bell; "),
]


def steps(lang: str, text: str) -> int:
    """How many lines claims, names and events of a text run, its parse left out."""
    article = clean(Raw(text, ref="x", lang=lang), repair=False)
    sentences = parse(article)
    count = 0

    def step(frame, event, argument):
        nonlocal count
        count += event == "line"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        known = names.find(article, sentences)
        events.extract(article, sentences, (), claims.extract(article, sentences, ()), known)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(("lang", "piece"), PIECES)
def test_a_text_four_times_as_long_takes_no_more_than_about_four_times_as_many_steps(lang, piece):
    steps(lang, piece * 2)  # tables are read and patterns compiled
    short, long = (steps(lang, piece * (size // len(piece))) for size in (600, 2_400))
    assert long < 5 * short
