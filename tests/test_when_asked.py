"""A question for a day, a number or a person is answered by what the sentence says of the very thing asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.bot import Bot
from bot.kinds import amounts
from index.settings import Settings


@pytest.fixture(scope="module")
def bot(samples: Settings) -> Iterator[Bot]:
    with Bot.open(samples) as bot:
        yield bot


def told(bot: Bot, question: str, dossier: str = "orsel") -> list[str]:
    return [sentence.text for sentence in bot.ask(question, dossier).sentences]


def test_the_day_of_another_action_is_no_answer(bot: Bot) -> None:
    assert bot.ask("When was the dam built?", "orsel").abstained


def test_the_day_is_that_of_the_action_asked_for(bot: Bot) -> None:
    assert all("14 March 2025" in text for text in told(bot, "When was the leak found?"))


def test_a_day_is_read_with_the_whole_article_around_it(bot: Bot) -> None:
    assert not any("2024" in text for text in told(bot, "When will the emptying be finished?"))


@pytest.mark.parametrize("question", ["When did Kim enter Russia?", "Quand Kim est-il entré en Russie ?"])
def test_an_entry_is_no_exit_in_either_language(bot: Bot, question: str) -> None:
    (text,) = told(bot, question, "summit")
    assert "a franchi mardi matin la frontière russe" in text


def test_a_publication_may_be_what_is_asked(bot: Bot) -> None:
    (text,) = told(bot, "When was the report published?")
    assert "avait publié un rapport" in text


@pytest.mark.parametrize(
    ("text", "lang", "said"),
    [
        ("Trois de ces vannes fuient encore", "fr", ["Trois de ces vannes"]),
        ("Il en coûtera 12 millions d'euros par an", "fr", ["12 millions d'euros"]),
        ("hundreds of people stood there", "en", ["hundreds of people"]),
        ("a crowd of five hundred and forty, not more", "en", ["five hundred and forty"]),
        ("une vingtaine de maires", "fr", ["une vingtaine de maires"]),
    ],
)
def test_a_number_is_quoted_with_what_it_counts(text: str, lang: str, said: list[str]) -> None:
    assert [span.of(text) for span in amounts(text, lang)] == said
