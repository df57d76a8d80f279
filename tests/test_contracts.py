"""Every command prints what its JSON Schema promises, over the real rooms and a real home."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

CONTRACTS = Path(__file__).parent.parent / "bot" / "contracts"
ARTICLE = """date 2024-03 La maire de Valmont, Claire Duval, a averti mardi que le pont « ne tiendrait pas un hiver ».

Le préfet a promis que les travaux commenceraient le 2 avril 2024, selon l'agence Loire Presse. Il a refusé de commenter
le coût du chantier.

Claire Duval a démenti jeudi que la commune ait reçu un rapport. Interrogé, le ministère n'a pas répondu."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


def onrecord(home: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"ONRECORD_HOME": str(home)}
    command = [sys.executable, "-m", "bot.cli", *arguments]
    return subprocess.run(command, env=environment, input=stdin, capture_output=True, text=True, encoding="utf8")


def printed(home: Path, *arguments: str, stdin: str = "") -> str:
    done = onrecord(home, *arguments, stdin=stdin)
    assert done.returncode == 0, done.stderr
    return done.stdout


def registry() -> Registry[Any]:
    files = {path.name: json.loads(path.read_text(encoding="utf8")) for path in CONTRACTS.glob("*.json")}
    return Registry().with_resources((name, Resource.from_contents(schema)) for name, schema in files.items())


def faults(contract: str, value: object) -> Iterator[str]:
    schema = json.loads((CONTRACTS / f"{contract}.json").read_text(encoding="utf8"))
    for error in Draft202012Validator(schema, registry=registry()).iter_errors(value):
        yield f"{error.json_path}: {error.message}"


@pytest.fixture(scope="module")
def added(home: Path) -> Path:
    row = json.loads(printed(home, "add", "-", "--json", stdin=ARTICLE))
    assert list(faults("add", row)) == []
    assert (row["status"], row["published"], row["lang"]) == ("added", "2024-03", "fr")
    return home


COMMANDS = {
    "ask": ("ask", "Qu'a promis le préfet ?", "--json"),
    "ask, refused": ("ask", "what is the price of oil?", "--json"),
    "claims": ("claims", "--json"),
    "threads": ("claims", "--threads", "--json"),
    "timeline": ("timeline", "--json"),
    "search": ("search", "pont", "--json"),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_keeps_its_contract(added: Path, command: str) -> None:
    told = json.loads(printed(added, *COMMANDS[command]))
    assert list(faults(command.partition(",")[0], told)) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_prints_readable_text(added: Path, command: str) -> None:
    told = printed(added, *COMMANDS[command][:-1])
    assert not told.startswith("{")


def test_citations_are_verbatim(added: Path) -> None:
    told = json.loads(printed(added, *COMMANDS["ask"]))
    text = json.loads(printed(added, "show", told["citations"][0]["article"], "--json"))["text"]
    assert [c["text"] for c in told["citations"]] == [text[c["start"] : c["end"]] for c in told["citations"]]


def test_show_keeps_its_contract(added: Path) -> None:
    row = json.loads(printed(added, "articles", "--json"))
    assert list(faults("show", json.loads(printed(added, "show", row["article"], "--json")))) == []


def test_analyse_keeps_its_contract(home: Path) -> None:
    assert list(faults("analyse", json.loads(printed(home, "analyse", "-", stdin=ARTICLE)))) == []


def test_analyse_of_lines_keeps_its_contract_and_order(home: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts.jsonl"
    rows = [{"id": f"t{i}", "text": ARTICLE, "lang": "fr", "published": "2024-03-07"} for i in range(3)]
    texts.write_text("\n".join(map(json.dumps, rows)), encoding="utf8")
    found = [json.loads(line) for line in printed(home, "analyse", "--jsonl", str(texts)).splitlines()]
    assert [row["id"] for row in found] == ["t0", "t1", "t2"]
    assert [fault for row in found for fault in faults("analyse", row)] == []


def test_searching_many_queries_keeps_its_contract(added: Path, tmp_path: Path) -> None:
    queries = tmp_path / "queries.jsonl"
    queries.write_text('{"id": "q1", "text": "le pont"}\n{"id": "q2", "text": "the bridge"}\n', encoding="utf8")
    rows = [json.loads(line) for line in printed(added, "search", "--queries", str(queries)).splitlines()]
    assert [row["id"] for row in rows] == ["q1", "q2"]
    assert [fault for row in rows for fault in faults("search_line", row)] == []


def test_relate_keeps_its_contract(home: Path, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.jsonl"
    pair = {"id": "p", "a": "Le pont est ouvert.", "b": "Le pont n'est pas ouvert.", "lang": "fr"}
    pairs.write_text(json.dumps(pair), encoding="utf8")
    told = json.loads(printed(home, "relate", "--jsonl", str(pairs)))
    assert list(faults("relate", told)) == []
    assert told["relation"] == "contradicts"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("ask", "why?", "--from", "2024-02-31"), 1),
        (("show", "nowhere"), 1),
        (("claims", "--force", "shout"), 1),
        (("search",), 2),
        (("ask",), 2),
    ],
)
def test_a_user_error_is_one_sentence_and_a_code(added: Path, arguments: tuple[str, ...], code: int) -> None:
    done = onrecord(added, *arguments)
    assert done.returncode == code
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_an_evidence_pack_proves_itself_and_notices_a_changed_word(added: Path, tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    printed(added, "export", str(pack))
    printed(added, "verify", str(pack))
    text = next(pack.glob("texts/*.txt"))
    text.write_text(text.read_text(encoding="utf8").replace("promis", "juré"), encoding="utf8")
    assert onrecord(added, "verify", str(pack)).returncode == 1


def test_an_evidence_pack_notices_another_speaker_and_a_file_too_many(added: Path, tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    printed(added, "export", str(pack))
    manifest = pack / "manifest.json"
    told = json.loads(manifest.read_text(encoding="utf8"))
    (pack / ".DS_Store").write_text("left by a file manager", encoding="utf8")
    assert "The pack's seal: " + told["seal"] in printed(added, "verify", str(pack))
    speaker = told["claims"][0]["source_canonical"]
    (pack / "texts" / "more.txt").write_text("more", encoding="utf8")
    assert "texts/more.txt is not of the pack" in onrecord(added, "verify", str(pack)).stderr
    manifest.write_text(manifest.read_text(encoding="utf8").replace(speaker, "Odile Vasse"), encoding="utf8")
    assert "its seal is broken" in onrecord(added, "verify", str(pack)).stderr
