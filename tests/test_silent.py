"""Where nothing that a source says is what is asked for, the answer says what was missing and what there is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.bot import Bot
from index.settings import Settings


@pytest.fixture(scope="module")
def bot(samples: Settings) -> Iterator[Bot]:
    with Bot.open(samples) as bot:
        yield bot


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What did Owen Hallam warn about the pension?", "pension"),
        ("Qu'a averti Owen Hallam sur les loyers ?", "loyers"),
    ],
)
def test_a_warning_on_another_matter_is_shown_and_does_not_answer(bot: Bot, question: str, topic: str) -> None:
    answer = bot.ask(question, "orsel")
    assert answer.abstained
    assert topic in (answer.reason or "")
    assert "flood the farmland" in answer.nearest[0].text


@pytest.mark.parametrize(
    "question",
    [
        "What did the energy minister promise, and what became of it?",
        "What did the energy minister promise, and did she keep it?",
        "Qu'a promis la ministre de l'énergie, et qu'en est-il advenu ?",
        "Qu'a promis la ministre de l'énergie, et l'a-t-elle tenu ?",
    ],
)
def test_the_first_half_of_a_question_is_answered_and_this_is_said(bot: Bot, question: str) -> None:
    answer = bot.ask(question, "orsel")
    assert "30 June" in answer.markdown
    assert answer.query.topic == ""
    assert len(answer.query.notes) == 1


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("What did Nadia Ferrane say about the cracks?", "And what did Owen Hallam demand?"),
        ("Qu'a dit Nadia Ferrane des fissures ?", "Et qu'a exigé Owen Hallam ?"),
    ],
)
def test_a_carried_topic_that_finds_nothing_is_left(bot: Bot, first: str, then: str) -> None:
    answer = bot.ask(then, "orsel", history=[bot.understand(first, "orsel")])
    assert answer.query.topic
    assert not answer.abstained
    assert any(cited.claim and cited.claim.force == "demand" for cited in answer.citations)
    assert any(answer.query.topic in note for note in answer.notes)
