"""Chroma as a cache of the ledger."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import numpy as np
import pytest
from shelved import analysis, units

from index import ingest, store_units
from index.encoder import load
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
