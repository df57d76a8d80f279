"""What the reader's language calls a source."""

from __future__ import annotations

import pytest

from bot.bot import Bot
from bot.called import Called, called
from index.settings import Settings


@pytest.mark.parametrize(
    ("name", "lang", "shown", "many"),
    [
        ("South Korea", "fr", "la Corée du Sud", False),
        ("Morocco", "fr", "le Maroc", False),
        ("Iran", "fr", "l’Iran", False),
        ("Cuba", "fr", "Cuba", False),
        ("United States", "fr", "les États-Unis", True),
        ("Royaume-Uni", "en", "the United Kingdom", False),
        ("Corée du Nord", "en", "North Korea", False),
        ("Seoul", "fr", "Séoul", False),
        ("ONU", "fr", "l’ONU", False),
        ("European Commission", "fr", "la Commission européenne", False),
        ("OTAN", "en", "NATO", False),
        ("Union européenne", "en", "the European Union", False),
    ],
)
def test_countries_and_bodies_are_called_as_the_language_does(name: str, lang: str, shown: str, many: bool) -> None:
    assert called([name], lang, str) == Called(shown, many)


def test_several_are_called_each_in_their_own_form() -> None:
    assert called(["South Korea", "Anna Bell"], "fr", str) == Called("la Corée du Sud et Anna Bell", True)


def test_an_unknown_name_stays_as_it_is_spelt() -> None:
    assert called(["Hydraval"], "en", str) == Called("Hydraval")


def test_a_person_is_spelt_as_the_articles_of_the_language_do(samples: Settings) -> None:
    with Bot.open(samples) as bot:
        told = {lang: bot.ask(question, "summit").sentences for lang, question in ASKED.items()}
    assert {sentence.text.split(" ")[1] for sentence in told["fr"]} == {"Poutine"}
    assert {sentence.text.split(" ")[1] for sentence in told["en"]} == {"Putin"}


ASKED = {"fr": "Qu'a dit Vladimir Poutine ?", "en": "What did Vladimir Putin say?"}


def test_many_have_their_verb_in_the_plural(samples: Settings) -> None:
    with Bot.open(samples) as bot:
        (threat,) = bot.ask("De quoi ont menacé les États-Unis ?", "summit").sentences
    assert threat.text.startswith("Les États-Unis ont menacé")
