"""With a chat model: what it writes is checked, and what fails gives way to the words it cites."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

import prompts
from bot.bot import Bot
from bot.model_chain import Pen, open_model
from index.errors import InputError, ModelError
from index.settings import Settings

QUESTION = "What did Kim Yung-ho warn?"


class Queued(BaseChatModel):
    """A true chat model that gives its queued replies in turn; an exception is raised, a number is a pause."""

    replies: list[Any]
    seen: list[str]

    @property
    def _llm_type(self) -> str:
        return "queued"

    def _generate(
        self, messages: list[BaseMessage], stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None, **kwargs: Any,
    ) -> ChatResult:  # fmt: skip
        text = "".join(chunk.message.text for chunk in self._stream(messages))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(text))])

    def _stream(
        self, messages: list[BaseMessage], stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None, **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:  # fmt: skip
        self.seen.append(str(messages[0].content))
        reply = self.replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        if isinstance(reply, float):
            time.sleep(reply)
            reply = ""
        for at in range(0, len(reply), 7):
            yield ChatGenerationChunk(message=AIMessageChunk(reply[at : at + 7]))


def ask(samples: Settings, *replies: Any, writes: bool = True, silence: float = 5.0) -> tuple[Any, Queued]:
    model = Queued(replies=list(replies), seen=[])
    with Bot.open(samples, pen=Pen(model, writes, silence)) as bot:
        return bot.ask(QUESTION, "summit"), model


@pytest.fixture(scope="module")
def plain(samples: Settings) -> Any:
    with Bot.open(samples) as bot:
        return bot.ask(QUESTION, "summit")


def line(text: str, passage: int = 1) -> str:
    return json.dumps({"text": text, "passage": passage}) + "\n"


def test_a_sentence_that_its_passage_bears_stands(samples: Settings, plain: Any) -> None:
    true = plain.sentences[0].text
    answer, _ = ask(samples, line(true))
    assert [(s.text, s.support) for s in answer.sentences] == [(true, "checked")]


@pytest.mark.parametrize(
    "false",
    [
        "Kim Yung-ho promised that Seoul would never respond.",
        "John Kirby warned that Seoul would respond more firmly.",
        "Kim Yung-ho warned that 40 ships were on their way.",
        "Kim Yung-ho warned of “a war without end”.",
    ],
)
def test_a_sentence_that_fails_gives_way_to_the_quotation(samples: Settings, plain: Any, false: str) -> None:
    true = plain.sentences[1].text
    answer, _ = ask(samples, line(false) + line(true, 2))
    assert [s.text for s in answer.sentences] == [plain.sentences[0].text, true]
    assert "1 sentence(s) of the language model failed the check" in answer.markdown


@pytest.mark.parametrize(
    "reply",
    [
        RuntimeError("server down"),
        "",
        "I cannot answer.",
        '{"text": "cut o',
        line("Nothing.", 99),
        line("", 1),
        line("Kim Yung-ho promised that Seoul would never respond."),
        "[]" * 20_000,
        30.0,
    ],
)
def test_a_model_that_fails_is_left_out_and_that_is_said(samples: Settings, plain: Any, reply: Any) -> None:
    answer, _ = ask(samples, reply, silence=0.3)
    assert [s.text for s in answer.sentences] == [s.text for s in plain.sentences]
    assert "written without it" in answer.markdown


def test_articles_enter_the_prompt_as_data(samples: Settings) -> None:
    _, model = ask(samples, "")
    passages = model.seen[0].split("one JSON object a line):")[1].strip().splitlines()
    assert passages
    assert all(set(json.loads(row)) >= {"passage", "text"} for row in passages)


def test_a_gloss_is_marked_and_changes_no_sentence(samples: Settings, plain: Any) -> None:
    texts = [s.text for s in plain.sentences]
    rows = "".join(json.dumps({"n": n, "text": "a plain translation"}) + "\n" for n in range(1, len(texts) + 1))
    answer, _ = ask(samples, rows, writes=False)
    assert [s.text for s in answer.sentences] == texts
    assert "machine translation, not checked: a plain translation" in answer.markdown


def test_a_gloss_with_another_number_is_dropped(samples: Settings) -> None:
    answer, _ = ask(samples, json.dumps({"n": 1, "text": "the 99 ships"}), writes=False)
    assert "99 ships" not in answer.markdown


def test_no_evidence_needs_no_model(samples: Settings) -> None:
    model = Queued(replies=[], seen=[])
    with Bot.open(samples, pen=Pen(model, True)) as bot:
        assert bot.ask("What is the price of oil?", "summit").abstained
    assert model.seen == []


def test_a_model_without_a_provider_is_a_clear_error() -> None:
    with pytest.raises(ModelError, match="names no provider"):
        open_model(Settings(model="some-model"))


def test_a_prompt_names_every_missing_variable() -> None:
    with pytest.raises(InputError, match="language, passages, question"):
        prompts.fill("compose")


def assist(
    samples: Settings, *replies: Any, history: Sequence[str] = (), question: str = QUESTION
) -> tuple[Any, Queued]:
    """The answer of an assisting model after the questions before, which were answered without it."""
    model = Queued(replies=list(replies), seen=[])
    with Bot.open(samples, pen=Pen(model, False, 0.5)) as bot:
        before = [bot.understand(text, "summit") for text in history]
        return bot.ask(question, "summit", history=before), model


def opinion(n: int, supported: object) -> str:
    return json.dumps({"n": n, "supported": supported}) + "\n"


def test_a_second_opinion_is_shown_and_removes_nothing(samples: Settings, plain: Any) -> None:
    glosses = "".join(json.dumps({"n": n, "text": "words"}) + "\n" for n in range(1, 13))
    answer, _ = assist(samples, glosses, opinion(1, False))
    assert [s.text for s in answer.sentences] == [s.text for s in plain.sentences]
    assert [s.doubted for s in answer.sentences][:2] == [True, *[False] * len(plain.sentences)][:2]
    assert "does not find this in the words cited" in answer.markdown


@pytest.mark.parametrize("reply", [opinion(1, "no"), opinion(1, None), '{"n": "1", "supported": false}', "No."])
def test_an_opinion_that_is_none_is_said_to_be_missing(samples: Settings, reply: str) -> None:
    glosses = "".join(json.dumps({"n": n, "text": "words"}) + "\n" for n in range(1, 13))
    answer, _ = assist(samples, glosses, reply)
    assert answer.sentences
    assert not any(s.doubted for s in answer.sentences)
    assert "written without it" in answer.markdown


def whole(question: str) -> str:
    return json.dumps({"question": question})


def test_a_follow_up_made_whole_by_the_model_is_shown_as_its_work(samples: Settings) -> None:
    told = "What did Kim Yung-ho warn about sanctions?"
    answer, model = assist(samples, whole(told), history=[QUESTION], question="and about sanctions?")
    assert answer.query.rewritten == told
    assert answer.query.sources == ("Kim Yung-ho",)
    assert f"Understood, with the language model, as: {told}" in answer.markdown
    assert "and about sanctions?" in model.seen[0]


@pytest.mark.parametrize(
    "told",
    [
        "What did Sergei Lavrov warn about sanctions?",
        "What did Kim Yung-ho warn in 2019 about sanctions?",
        "What did Kim Yung-ho warn?",
        "and about sanctions?",
        "sanctions " * 60,
        "",
    ],
)
def test_a_follow_up_that_gains_or_loses_a_word_is_understood_without_the_model(samples: Settings, told: str) -> None:
    answer, _ = assist(samples, whole(told), history=[QUESTION], question="and about sanctions?")
    assert not answer.query.rewritten
    assert answer.query.carried


def test_a_reading_by_the_model_can_be_struck_out(samples: Settings) -> None:
    model = Queued(replies=[whole("What did Kim Yung-ho warn about sanctions?")], seen=[])
    with Bot.open(samples, pen=Pen(model, False, 0.5)) as bot:
        before = [bot.understand(QUESTION, "summit")]
        told = list(bot.stream("and about sanctions?", "summit", history=before, without=["rewritten"]))
    assert not told[-1].query.rewritten
    assert told[-1].query.carried


def test_an_answer_that_the_model_writes_grows_as_it_writes(samples: Settings, plain: Any) -> None:
    texts = [s.text for s in plain.sentences[:2]]
    model = Queued(replies=["".join(line(text, n) for n, text in enumerate(texts, 1))], seen=[])
    with Bot.open(samples, pen=Pen(model, True)) as bot:
        grown = [len(answer.sentences) for answer in bot.stream(QUESTION, "summit")]
    assert grown == list(range(1, len(texts) + 1))


def test_an_assisted_answer_stands_before_the_model_has_spoken(samples: Settings, plain: Any) -> None:
    model = Queued(replies=[RuntimeError("down")], seen=[])
    with Bot.open(samples, pen=Pen(model, False)) as bot:
        first = next(iter(bot.stream(QUESTION, "summit")))
        assert model.seen == []
    assert first.sentences[0] == plain.sentences[0]
