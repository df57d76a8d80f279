"""Chroma as a cache of the ledger."""

from __future__ import annotations

import logging
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from shelved import analysis, units

from index import ingest, store_units
from index.encoder import load
from index.errors import StoreError
from index.settings import Settings
from index.vectors import Chroma, Exact
from index.write import Writer

OTHER = "Anne Berg a averti mercredi que le barrage fuit. Le prix du pain monte."


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(home=tmp_path)
    with Writer.open(settings) as writer:
        for ref, text in (("r1", analysis().article.text), ("r2", OTHER)):
            found = analysis(ref, text)
            writer.put("default", found, ref, units(found))
        Chroma.open(settings, writer, load()).close()
    return settings


def test_chroma_and_the_ledger_agree(settings: Settings) -> None:
    assert ingest.check(settings) == []


def test_chroma_and_the_exact_search_find_the_same(settings: Settings) -> None:
    asked = load().questions(["Le pain est plus cher", "Qui se tait ?"])
    with Writer.open(settings) as writer, Chroma.open(settings, writer, load()) as chroma:
        near = chroma.nearest(1, asked, 2)
        exact = Exact(writer.store, load()).nearest(1, asked, 2)
    assert [[key for key, _ in hits] for hits in near] == [[key for key, _ in hits] for hits in exact]
    assert np.allclose([c for hits in near for _, c in hits], [c for hits in exact for _, c in hits], atol=2e-3)


def test_a_deleted_folder_is_made_anew(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    shutil.rmtree(settings.home / "chroma")
    with caplog.at_level(logging.WARNING, "onrecord"):
        assert ingest.check(settings) == []
    assert "made anew from the ledger" in caplog.text


def test_a_damaged_folder_is_made_anew(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    (settings.home / "chroma" / "chroma.sqlite3").write_bytes(b"no database any more" * 1000)
    with caplog.at_level(logging.WARNING, "onrecord"):
        assert ingest.check(settings) == []
    assert "made anew from the ledger" in caplog.text


def test_a_folder_that_cannot_be_written_is_said_and_nothing_lost(tmp_path: Path) -> None:
    (tmp_path / "chroma").write_text("a file in its place")
    settings = Settings(home=tmp_path)
    with Writer.open(settings) as writer:
        found = analysis()
        writer.put("default", found, "r1", units(found))
        with pytest.raises(StoreError, match=r"cannot be written.*The ledger has lost nothing"):
            Chroma.open(settings, writer, load())
        assert len(writer.store.articles("default")) == 1


def test_what_chroma_lacks_is_a_fault(settings: Settings) -> None:
    with Writer.open(settings) as writer, Chroma.open(settings, writer, load()) as chroma:
        chroma._collection(1).delete(ids=["1"])
        assert chroma.faults() == ["Dossier 'default': 1 passages have no vector in Chroma."]


def test_a_vector_that_is_another_is_a_fault(settings: Settings) -> None:
    with Writer.open(settings) as writer, Chroma.open(settings, writer, load()) as chroma:
        chroma._collection(1).update(ids=["1"], embeddings=load().documents(["Tout autre chose."]))
        assert "differ from the ledger" in chroma.faults()[0]


def test_a_removed_article_is_gone_from_chroma_too(settings: Settings) -> None:
    with Writer.open(settings) as writer:
        writer.remove("default", "r1")
        with Chroma.open(settings, writer, load()) as chroma:
            assert chroma._collection(1).count() == 1
            assert store_units.forgotten(writer.store) == {}


def test_a_kill_between_chroma_and_the_ledger_doubles_nothing(settings: Settings) -> None:
    with Writer.open(settings) as writer:
        writer.mark_unsynced(1)
        with Chroma.open(settings, writer, load()) as chroma:
            assert chroma.faults() == []
            assert chroma._collection(1).count() == 2


def test_a_rebuild_counts_the_vectors(settings: Settings) -> None:
    assert ingest.rebuild(settings) == 2
    assert ingest.check(settings) == []


def test_cosines_are_measured(settings: Settings) -> None:
    with Writer.open(settings) as writer, Chroma.open(settings, writer, load()) as chroma:
        assert chroma._collection(1).configuration["hnsw"]["space"] == "cosine"


def test_an_article_of_more_passages_than_chroma_takes_at_once(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Writer.open(settings) as writer, Chroma.open(settings, writer, load()) as chroma:
        vectors = np.random.default_rng(1).random((6_001, 512), dtype=np.float32)
        chroma._put(chroma._collection(1), [str(n) for n in range(10, 6_011)], vectors)
        assert chroma._collection(1).count() == 6_003


def test_a_refused_batch_is_no_damage(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    with Writer.open(settings) as writer, Chroma.open(settings, writer, load()) as chroma:
        with pytest.raises(StoreError, match="refuses"):
            chroma._put(chroma._collection(1), ["a", "a"], np.ones((2, 512), dtype=np.float32))
        assert chroma.count() == 2
    assert "anew" not in caplog.text


def test_what_one_thread_made_anew_another_opens_anew(settings: Settings) -> None:
    asked = load().questions(["Le pain est plus cher"])
    with Writer.open(settings) as writer, Chroma.open(settings, writer, load()) as chroma:
        assert len(chroma.nearest(1, asked, 2)[0]) == 2
        Chroma.open(settings, writer, load(), anew=True).close()
        assert len(chroma.nearest(1, asked, 2)[0]) == 2


def test_writers_of_one_process_leave_chroma_whole(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    def write(number: int) -> None:
        for turn in range(3):
            with Writer.open(settings) as writer, Chroma.open(settings, writer, load()) as chroma:
                found = analysis(f"t{number}-{turn}", f"{OTHER} Texte {number} {turn}.")
                writer.put("default", found, f"t{number}-{turn}", units(found))
                chroma.sync()
                if turn:
                    writer.remove("default", f"t{number}-{turn}")
                    chroma.sync()

    with caplog.at_level(logging.WARNING, "onrecord"), ThreadPoolExecutor(6) as threads:
        list(threads.map(write, range(6)))
    assert ingest.check(settings) == []
    assert "anew" not in caplog.text
