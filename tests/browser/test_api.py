"""The HTTP API, asked as a program would: the contract's JSON, and one sentence where something is wrong."""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gradio_client import Client  # type: ignore[import-untyped]
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from .conftest import DOSSIER, Opener, free_port

ROOT = Path(__file__).parents[2]
CONTRACTS = ROOT / "bot" / "contracts"


def faults(contract: str, value: object) -> list[str]:
    kept = {path.name: json.loads(path.read_text(encoding="utf8")) for path in CONTRACTS.glob("*.json")}
    registry: Registry[Any] = Registry().with_resources((n, Resource.from_contents(s)) for n, s in kept.items())
    return [
        error.message for error in Draft202012Validator(kept[f"{contract}.json"], registry=registry).iter_errors(value)
    ]


@pytest.fixture(scope="module")
def client(window: str) -> Client:
    return Client(window, verbose=False, analytics_enabled=False)


CALLS = [
    ("ask", {"question": "What did Calder warn?", "dossier": DOSSIER}),
    ("ask", {"question": "What is the price of copper?", "dossier": DOSSIER}),
    ("timeline", {"dossier": DOSSIER}),
    ("timeline", {"topic": "channel", "dossier": DOSSIER, "most": 2, "only": "happened,said"}),
    ("claims", {"dossier": DOSSIER, "source": "Calder"}),
    ("search", {"query": "dredging", "dossier": DOSSIER, "k": 2}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "given"), CALLS)
def test_an_endpoint_answers_with_the_contracts_json(client: Client, name: str, given: dict[str, Any]) -> None:
    told = client.predict(**given, api_name=f"/{name}")
    assert faults(name, told) == []


def test_threads_have_their_own_contract(client: Client) -> None:
    assert faults("threads", client.predict(dossier=DOSSIER, threads=True, api_name="/claims")) == []


def test_a_text_is_added_once(client: Client) -> None:
    given = {"text": "Pilot Ada Brandt said on 1 June 2024 that fog was coming.", "ref": "p1", "dossier": "pilots"}
    first, second = (client.predict(**given, api_name="/add") for _ in range(2))
    assert faults("add", first) == []
    assert (first["status"], second["status"]) == ("added", "unchanged")


def test_what_is_wrong_is_one_sentence(client: Client) -> None:
    for given in ({"question": "?", "dossier": DOSSIER}, {"question": "Who?", "dossier": "nowhere"}):
        with pytest.raises(Exception, match=r"[.]$|[.] "):
            client.predict(**given, api_name="/ask")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`python app.py` over an empty home, as a user starts it."""
    port, folder = free_port(), tmp_path_factory.mktemp("program")
    environment = os.environ | {"ONRECORD_HOME": str(folder / "home"), "ONRECORD_PORT": str(port)}
    running = subprocess.Popen(
        [sys.executable, str(ROOT / "app.py")], env=environment, cwd=folder, stdout=subprocess.PIPE, text=True
    )
    assert running.stdout
    address = running.stdout.readline().partition(": ")[2].strip()
    assert address == f"http://127.0.0.1:{port}", "the address is printed once it is served"
    yield address
    running.terminate()
    running.wait(20)


def sampled(page: Any) -> Any:
    """The window once it holds the samples."""
    offer = page.get_by_role("button", name="Load the sample dossiers")
    page.locator(".or-start h2").wait_for()
    if offer.count():
        offer.first.click()
        page.get_by_role("heading", name="What do you want on record?").wait_for(timeout=300_000)
    return page


def test_an_empty_home_explains_itself_and_offers_the_samples(visit: Opener, program: str) -> None:
    page = visit(program, dossier=None)
    assert "This dossier is empty" in page.locator(".or-start").inner_text()
    sampled(page)
    assert "(0)" not in page.locator("#or-dossier option:checked").inner_text()


FIRST = """async (question) => {
    const box = document.querySelector('.or-box textarea'), n = document.querySelectorAll('.or-turn').length;
    const began = performance.now(), late = () => performance.now() > began + 15000;
    box.value = question;
    box.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}));
    const answer = () => document.querySelectorAll('.or-turn')[n]?.querySelector('.or-answer');
    while (!answer()?.querySelector('p:not(.or-wait)') && !late()) await new Promise(requestAnimationFrame);
    const took = late() ? null : performance.now() - began;
    if (took === null) return took;
    while (answer().getAttribute('aria-busy') === 'true' && !late()) await new Promise(requestAnimationFrame);
    return took;
}"""
"""Milliseconds from the question until the first words of its answer; null where none came."""


def test_the_first_words_of_an_answer_come_at_once(visit: Opener, program: str) -> None:
    """The best of several, for a machine that tests is busy with other things too."""
    page = sampled(visit(program, dossier=None))
    questions = page.locator(".or-start li button").all_inner_texts()[:3]
    took = [page.evaluate(FIRST, question) for question in questions * 2]
    assert min((one for one in took if one is not None), default=math.inf) < 300, took


def test_the_example_of_the_readme_runs(visit: Opener, program: str, capsys: pytest.CaptureFixture[str]) -> None:
    sampled(visit(program, dossier=None))
    readme = (ROOT / "README.md").read_text(encoding="utf8")
    (example,) = re.findall(r"```python\n(.*?gradio_client.*?)```", readme, re.DOTALL)
    exec(example.replace("http://127.0.0.1:7860", program), {})
    assert "'answer'" in capsys.readouterr().out


def test_no_other_site_may_call_the_window(window: str) -> None:
    for header, value in (
        ("Host", "evil.example"),
        ("Origin", "http://evil.example"),
        ("Origin", "http://127.0.0.1:1"),
    ):
        request = urllib.request.Request(window, headers={header: value})
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(request, timeout=5)


def test_the_page_may_call_no_other_site(window: str) -> None:
    with urllib.request.urlopen(window, timeout=5) as answer:
        assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_a_port_in_use_is_told_in_one_sentence(window: str, tmp_path: Path) -> None:
    port = window.rpartition(":")[2]
    environment = os.environ | {"ONRECORD_HOME": str(tmp_path), "ONRECORD_PORT": port}
    done = subprocess.run(
        [sys.executable, str(ROOT / "app.py")], env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert done.stderr.strip().endswith("choose another with ONRECORD_PORT.")
    assert "Traceback" not in done.stderr
    assert "http" not in done.stdout, "an address that is not served is not told"
