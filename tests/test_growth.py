"""Texts that are no language: what follows the parse takes time in proportion to their length."""

import time

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


def seconds(lang: str, text: str) -> float:
    """What claims, names and events of a text take, its parse left out."""
    article = clean(Raw(text, ref="x", lang=lang), repair=False)
    sentences = parse(article)
    taken = []
    for _ in range(2):
        begun = time.process_time()
        known = names.find(article, sentences)
        events.extract(article, sentences, (), claims.extract(article, sentences, ()), known)
        taken.append(time.process_time() - begun)
    return min(taken)


@pytest.mark.parametrize(("lang", "piece"), PIECES)
def test_a_text_four_times_as_long_takes_no_more_than_about_four_times_as_long(lang, piece):
    short, long = (seconds(lang, piece * (size // len(piece))) for size in (2_000, 8_000))
    assert long < 7 * short + 0.1
