"""What is denied, doubted, supposed or not said is nobody's plain word."""

import pytest

from tests.test_claims import claims, words

HELD = [
    ("en", "Kessler denied that Orsel had ever called for an exchange.", "Kessler"),
    ("en", "Kessler rejected the idea that the mayor had promised a new bridge.", "Kessler"),
    ("en", "Anna Bell denied a report that the mayor had threatened to resign.", "Anna Bell"),
    ("en", "Anna Bell does not believe that the mayor promised a bridge.", "Anna Bell"),
    ("fr", "Kessler nie que le maire avait annoncé que le pont fermerait.", "Kessler"),
    ("fr", "Kessler rejette l'idée que le maire a promis un pont.", "Kessler"),
    ("fr", "Anna Bell ne croit pas que le maire a promis un pont.", "Anna Bell"),
]


@pytest.mark.parametrize(("lang", "text", "denier"), HELD)
def test_only_the_denier_speaks(lang, text, denier):
    assert [words(text, c)[0] for c in claims(lang, text)] == [denier]


UNSAID = [
    ("en", "Kessler never claimed that the mayor had promised a bridge."),
    ("en", "There is no evidence that the mayor said that the bridge was unsafe."),
    ("fr", "Kessler n'a jamais affirmé que le maire avait promis un pont."),
    ("fr", "Si le maire disait que le pont est sûr, les habitants partiraient."),
]


@pytest.mark.parametrize(("lang", "text"), UNSAID)
def test_what_is_not_said_at_all_is_no_claim(lang, text):
    assert claims(lang, text) == ()


STANDING = [
    ("en", "Kessler did not deny that the mayor had promised a bridge.", "the mayor"),
    ("en", "Kessler did not know that the mayor had promised a bridge.", "the mayor"),
    ("fr", "Kessler ne savait pas que le maire avait promis un pont.", "le maire"),
]


@pytest.mark.parametrize(("lang", "text", "source"), STANDING)
def test_what_is_taken_for_true_stands(lang, text, source):
    assert source in [words(text, c)[0] for c in claims(lang, text)]


def test_a_bare_ever_is_no_negation():
    [said] = claims("fr", "Kessler a démenti que le maire ait jamais demandé un échange.")
    assert said.polarity == "positive"
