"""Why two claims are linked, told in the reader's language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot import reasons

RULES = ("links", "links_rules", "relate")


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
    assert reasons.reason("13,000 people against 12 people", "fr") == "13\u202f000 people contre 12 people"
    assert reasons.reason("13,000 people against 12 people", "en") == "13,000 people against 12 people"


def test_claims_in_two_languages_get_one_reason() -> None:
    assert [reasons.language(*pair) for pair in (("fr", "fr"), ("en", "en"), ("fr", "en"))] == ["fr", "en", "en"]
