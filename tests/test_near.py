"""Chroma for a window that lies open beside other commands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from shelved import analysis, units

from bot.ui.desk import Desk
from index import ingest, store_units
from index.encoder import load
from index.near import Beside
from index.settings import Settings
from index.store import Store
from index.vectors import Chroma, Exact
from index.write import Writer

HOLD = """
import sys
from pathlib import Path
from index.settings import Settings
from index.write import Writer
with Writer.open(Settings(home=Path(sys.argv[1]))):
    print("held", flush=True)
    input()
"""
ADD = """
import sys
from pathlib import Path
from shelved import analysis, units
from index.encoder import load
from index.settings import Settings
from index.vectors import Chroma
from index.write import Writer
settings = Settings(home=Path(sys.argv[1]))
with Writer.open(settings) as writer:
    found = analysis("r2", "Le prix du pain monte. Le boulanger se plaint.")
    writer.put("default", found, "r2", units(found))
    Chroma.open(settings, writer, load()).close()
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(home=tmp_path)
    with Writer.open(settings) as writer:
        found = analysis()
        writer.put("default", found, "r1", units(found))
    return settings


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Who is asked, in order."""
    asked: list[str] = []
    for kind in (Chroma, Exact):
        real = kind.nearest

        def told(self: object, *given: object, real: object = real, name: str = kind.__name__) -> object:
            asked.append(name)
            return real(self, *given)  # type: ignore[operator]

        monkeypatch.setattr(kind, "nearest", told)
    return asked


def found(near: Beside, settings: Settings) -> list[int]:
    return [key for key, _ in near.nearest(1, load().questions(["Le pain est plus cher"]), 5)[0]]


def test_the_window_asks_chroma(settings: Settings, asked: list[str]) -> None:
    with Desk.open(settings) as desk:
        assert desk.search("barrage", "default", 3, {}, passages=True)["hits"]
        desk.bot.close()
    assert set(asked) == {"Chroma"}


def test_what_is_new_is_found_at_once_and_what_is_gone_is_not(settings: Settings, asked: list[str]) -> None:
    with Beside(settings) as near:
        assert found(near, settings) == [1]
        with Writer.open(settings) as writer:
            new = analysis("r2", "Le prix du pain monte. Le boulanger se plaint.")
            writer.put("default", new, "r2", units(new))
        assert found(near, settings) == [2, 1]
        ingest.remove(settings, "default", "r2")
        assert found(near, settings) == [1]
    assert set(asked) == {"Chroma"}


def test_while_another_process_writes_the_ledger_answers(settings: Settings, asked: list[str]) -> None:
    command = [sys.executable, "-c", HOLD, str(settings.home)]
    with Beside(settings) as near:
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == "held\n"
            assert found(near, settings) == [1]
            other.communicate("\n", timeout=20)
        assert found(near, settings) == [1]
    assert asked == ["Exact", "Chroma"]


def test_what_another_process_added_is_found_in_chroma(settings: Settings, asked: list[str]) -> None:
    with Beside(settings) as near:
        assert found(near, settings) == [1]
        subprocess.run([sys.executable, "-c", ADD, str(settings.home)], check=True, cwd=Path(__file__).parent.parent,
                       env={"PYTHONPATH": f".:{Path(__file__).parent}", "PATH": ""})  # fmt: skip
        assert found(near, settings) == [2, 1]
    assert asked == ["Chroma", "Chroma"]
    assert ingest.check(settings) == []


def test_where_much_is_lacking_the_ledger_answers(
    settings: Settings, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.near.BATCH", 0)
    with Beside(settings) as near, Store.open(settings) as store:
        assert found(near, settings) == [1]
        assert store_units.unsynced(store, 1)
    assert asked == ["Exact"]
