"""The outlet that is typed."""

from __future__ import annotations

import pytest

from bot.outlets import known
from index.errors import InputError

PAPERS = ("Le Soir", "Soir", "The Harbour Post")


def test_an_outlet_spelt_as_it_is_wins_over_one_like_it() -> None:
    assert [known(name, PAPERS) for name in PAPERS] == list(PAPERS)


def test_capitals_and_the_article_do_not_matter() -> None:
    assert known("harbour post", PAPERS) == "The Harbour Post"


def test_a_name_nearly_right_is_offered() -> None:
    with pytest.raises(InputError, match="did you mean The Harbour Post"):
        known("Harbor Post", PAPERS)
