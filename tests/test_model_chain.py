"""With a chat model: what it writes is checked, and what fails gives way to the words it cites."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
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
    answer, _ = ask(samples, line(false))
    assert [s.text for s in answer.sentences] == [plain.sentences[0].text]
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
