"""Questions for a dossier as a whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.bot import Bot
from bot.query import Answer
from index.settings import Settings


@pytest.fixture(scope="module")
def bot(samples: Settings) -> Iterator[Bot]:
    with Bot.open(samples) as bot:
        yield bot


def ids(answer: Answer) -> list[str]:
    return [cited.claim.id for cited in answer.citations if cited.claim]


@pytest.mark.parametrize("question", ["What are the contradictions?", "Y a-t-il des contradictions ?"])
def test_contradictions_are_statements_that_are_linked_as_such(bot: Bot, question: str) -> None:
    told = ids(bot.ask(question, "orsel"))
    opposed = [link for link in bot.sources("orsel").links if link.kind in ("contradicts", "denies")]
    assert len(told) > 3
    assert all(any(id in (link.a, link.b) for link in opposed) for id in told)


def test_contradictions_about_a_thing_are_of_that_thing(bot: Bot) -> None:
    answer = bot.ask("Are there contradictions about the evacuated?", "orsel")
    assert answer.sentences
    assert not any("fissures" in sentence.text or "cracks" in sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize("question", ["Any contradictions about the weather?", "Des contradictions sur la météo ?"])
def test_no_contradiction_is_made_up(bot: Bot, question: str) -> None:
    assert bot.ask(question, "orsel").abstained


@pytest.mark.parametrize("question", ["What will happen next?", "Que va-t-il se passer ?"])
def test_what_lies_ahead_is_announced_and_not_yet_done(bot: Bot, question: str) -> None:
    (sentence,) = bot.ask(question, "orsel").sentences
    assert "6 October" in sentence.text


@pytest.mark.parametrize("question", ["What happened?", "Résume l'affaire."])
def test_what_happened_is_told_in_the_order_of_time(bot: Bot, question: str) -> None:
    told = " ".join(cited.citation.text for cited in bot.ask(question, "orsel").citations)
    assert -1 < told.find("repérée vendredi") < told.find("began on Monday")
