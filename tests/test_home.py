"""One owner of a home."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index import home
from index.errors import HomeLocked, StoreError
from index.settings import Settings
from index.store import Store
from index.write import Writer

OWN = """
import sys, time
from pathlib import Path
from index.settings import Settings
from index.write import Writer
with Writer.open(Settings(home=Path(sys.argv[1])), "onrecord serve"):
    print("mine", flush=True)
    time.sleep(60)
"""


def test_a_second_process_is_told_who_the_owner_is(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", OWN, str(tmp_path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "mine\n"
        try:
            with pytest.raises(HomeLocked, match=rf"onrecord serve.*process {other.pid}"):
                Writer.open(Settings(home=tmp_path))
            with Store.open(Settings(home=tmp_path)) as reading:
                assert reading.articles("default") == []
        finally:
            other.kill()


def test_a_killed_owner_leaves_the_home_free(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", OWN, str(tmp_path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        other.stdout.readline()
        other.kill()
    with Writer.open(Settings(home=tmp_path)) as writer:
        assert writer.store.dossiers() == ["default"]


def test_one_process_may_own_its_home_twice(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with home.own(settings, "onrecord serve"), home.own(settings, "onrecord add"):
        assert home.owner(tmp_path)["command"] == "onrecord serve"


def test_a_home_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreError, match="cannot be made"):
        home.folder(Settings(home=tmp_path / "file" / "home"))


def test_threads_of_the_owner_never_lock_each_other_out(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)

    def often(_: int) -> None:
        for _ in range(50):
            with home.own(settings):
                pass

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(often, range(8)))
    assert home.taken(settings) == 1


def test_a_home_is_taken_over_again_once_another_process_had_it(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with home.own(settings):
        pass
    with subprocess.Popen([sys.executable, "-c", OWN, str(tmp_path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        other.stdout.readline()
        other.kill()
    with home.own(settings):
        assert home.taken(settings) == 2
