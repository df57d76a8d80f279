"""Any text and any publication: no exception, spans inside the text, ordered bounds, valid notations, linear time."""

from __future__ import annotations

import re
import time

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import times, when
from index.errors import InputError
from index.lang import table
from index.times_rules import rules

WORDS = sorted(
    {w for lang in ("fr", "en") for words in table(lang, "times")["words"].values() for w in words}
    | {
        "il y a",
        "ago",
        "le 31",
        "30",
        "2024",
        "99",
        "0",
        "1er",
        "12:30",
        "31/12/2023",
        "2024-02-29",
        "24 h",
        "\n\n",
        ".",
        ",",
        "du",
        "au",
    }
    | {
        "aujourd'hui",
        "ce week-end",
        "la nuit",
        "les",
        "derniers",
        "quelques",
        "plusieurs",
        "several",
        "years",
        "May",
        "March",
        "Monday",
        "à",
        "the",
        "of",
        "next",
        "last",
        "dernier",
        "prochain",
        "9999",
        "«",
        "-",
        "(",
        ")",
    }
)
PUBLISHED = [
    "2024-05-16",
    "2024-05-16T08:30",
    "2024-05",
    "2024",
    "0001-01-01",
    "9999-12-31",
    "[2024-05-01,2024-05-08]",
    "2024-W20",
    "197X",
]
TIMEX = re.compile(
    r"""(?x) (PAST|PRESENT|FUTURE)_REF | P(T?(\d+(\.\d+)?|X)[YMWDHSQEC])+(\d+[MD])? |
    [\dX]{4}(-(\d\d|XX|W[\dX]{2}|Q[1-4X]|H[12]|SP|SU|FA|WI)(-(\d\d|XX|[1-7X]|WE))?)?
    (T(\d\d:\d\d|MO|AF|EV|NI|DT|MI))? | """
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), max_size=25), st.sampled_from(["fr", "en"]), st.sampled_from([*PUBLISHED, None])
)
def test_any_run_of_time_words(words: list[str], lang: str, published: str | None) -> None:
    text = " ".join(words)
    for found in times.tag(text, lang, when.parse_published(published)):
        assert 0 <= found.span.start < found.span.end <= len(text)
        first, last = found.when.earliest, found.when.latest
        assert first is None or last is None or first <= last
        assert (found.when.edtf is None) == (not found.when.candidates)
        assert TIMEX.fullmatch(found.when.timex), found.when.timex


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["fr", "en", "xx"]))
def test_any_text_at_all(text: str, lang: str) -> None:
    for found in times.tag(text, lang, when.parse_published("2024-05")):
        assert text[found.span.start : found.span.end]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), max_size=12),
    st.sampled_from(["fr", "en"]),
    st.sampled_from(["2024-05-16", "2024-05"]),
)
def test_the_edtf_is_valid(words: list[str], lang: str, published: str) -> None:
    for found in times.tag(" ".join(words), lang, when.parse_published(published)):
        if found.when.edtf:
            edtf.parse_edtf(found.when.edtf)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
def test_a_typed_date_is_read_or_refused(typed: str) -> None:
    try:
        read = when.parse_published(typed)
    except InputError:
        return
    assert read is None or read.edtf


@pytest.mark.parametrize(
    "text",
    [
        "1" * 20_000,
        "1.1" * 8_000,
        "mardi " * 4_000,
        "\n" * 20_000,
        "\n \t" * 8_000,
        "quatre-vingt-" * 2_000,
        "de d' " * 5_000,
    ],
)
def test_time_grows_with_length_only(text: str) -> None:
    start = time.process_time()
    times.tag(text, "fr", when.parse_published("2024-05-16"))
    assert time.process_time() - start < 3


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_rule_names_a_resolver_and_known_classes(lang: str) -> None:
    from index.times_resolve import RESOLVERS

    lexicon, compiled = rules(lang)
    assert lexicon.words
    assert {r.make for r in compiled} <= RESOLVERS.keys() | {"nothing"}
    assert not [r.name for r in compiled if "(?!)" in r.pattern.pattern]


def test_both_languages_have_the_same_tables() -> None:
    french, english = (table(lang, "times") for lang in ("fr", "en"))
    assert french.keys() == english.keys()
    assert french["show"].keys() == english["show"].keys()
    assert table("fr", "events").keys() == table("en", "events").keys()
