"""Why two claims are linked, told in the reader's language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot import reasons

RULES = ("links", "links_rules", "links_agree", "links_turns", "relate")


def kept() -> set[str]:
    """Every reason that the rules give, with something in each gap."""
    source = "\n".join(Path(f"index/{name}.py").read_text(encoding="utf8") for name in RULES)
    found = re.findall(r'"(?:repeats|corroborates|denies|contradicts|same|entails)", [^"\n]+, f?"([^"\n]+)"', source)
    found += re.findall(r'(?:return|Related|Conflict)\(?[^"\n]*, f?"([^"\n]+)"', source)
    return {re.sub(r"\{[^}]+\}", "3,400 cracks", why) for why in found}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_reason_has_words_in_every_language(lang: str) -> None:
    told = {why: reasons.reason(why, lang) for why in kept()}
    assert len(told) > 8
    if lang == "fr":
        assert [why for why, words in told.items() if why == words] == []


def test_a_number_is_written_as_the_language_does() -> None:
    assert "13\u202f000 people" in reasons.reason("13,000 people against 12 people", "fr")
    assert "13,000 people" in reasons.reason("13,000 people against 12 people", "en")


@pytest.mark.parametrize(
    ("sides", "lang", "told"),
    [
        (("Ada Roy", "Tom Hale"), "en", "Ada Roy: 14 cracks; Tom Hale: 3 cracks"),
        (("Ada Roy", "Tom Hale"), "fr", "Ada Roy : 14 cracks ; Tom Hale : 3 cracks"),
        (("Ada Roy", "Ada Roy"), "en", "first: 14 cracks; then: 3 cracks"),
        (("Ada Roy", "Ada Roy"), "fr", "d’abord : 14 cracks ; puis : 3 cracks"),
        (("Ada Roy", ""), "en", "the first statement: 14 cracks; the second: 3 cracks"),
    ],
)
def test_a_reason_names_both_sides(sides: tuple[str, str], lang: str, told: str) -> None:
    assert reasons.reason("14 cracks against 3 cracks", lang, sides) == told


def test_claims_in_two_languages_get_one_reason() -> None:
    assert [reasons.language(*pair) for pair in (("fr", "fr"), ("en", "en"), ("fr", "en"))] == ["fr", "en", "en"]


@pytest.mark.parametrize(
    ("lang", "told"), [("fr", "d’abord : 1er mai ; puis : 9 juin 2031"), ("en", "first: 1 May; then: 9 June 2031")]
)
def test_a_day_is_written_as_the_language_does(lang: str, told: str) -> None:
    assert reasons.reason("XXXX-05-01 against 2031-06-09", lang, ("Ada Roy", "Ada Roy")) == told
