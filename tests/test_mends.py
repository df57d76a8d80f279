"""Correcting by hand what was read: a source, a date, what an article says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from index import ingest
from index.errors import InputError, NotFound
from index.model import Claim, Raw
from index.settings import Settings
from index.write import Writer

TEXT = (
    "Harbour master Ines Calder met Tom Arkwright on Tuesday. She warned that silt would close the channel. "
    "The lock opened on Wednesday."
)
GIVEN = {"ref": "r1", "title": "Silt", "outlet": "Quay", "lang": "en", "published": "2024-03-07"}


def read(writer: Writer, text: str = TEXT, **given: str) -> str:
    (line,) = list(ingest.add(iter([Raw(text, **(GIVEN | given))]), Settings(home=HOME[0]), writer=writer))  # type: ignore[arg-type]
    return str(line["status"])


HOME: list[Path] = []


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    HOME[:] = [tmp_path]
    with Writer.open(Settings(home=tmp_path)) as writer:
        assert read(writer) == "added"
        yield writer


def claim_of(writer: Writer) -> Claim:
    return next(claim for claim in writer.store.claims("default") if claim.force == "warn")


def article(writer: Writer) -> str:
    return writer.store.articles("default")[0].id


def days(writer: Writer) -> set[str | None]:
    return {event.when.edtf for event in writer.store.events("default") if event.when}


def test_a_corrected_source_is_shown_and_found_under_its_new_name(writer: Writer) -> None:
    assert claim_of(writer).source_canonical == "Ines Calder"
    writer.mend("default", article(writer), "source", "Tom Arkwright", id=claim_of(writer).id)
    claim = claim_of(writer)
    assert (claim.source_canonical, claim.mended) == ("Tom Arkwright", ("source",))
    assert writer.store.claims("default", sources=["Tom Arkwright"]) == [claim]
    assert claim.source is not None, "the pronoun still stands for whoever speaks"


def test_a_source_that_no_article_names_is_known_from_then_on(writer: Writer) -> None:
    writer.mend("default", article(writer), "source", "Maud Fenner", id=claim_of(writer).id)
    assert "Maud Fenner" in {name.canonical for name in writer.store.names("default")}


def test_a_body_that_a_user_names_as_the_source_is_no_person(writer: Writer) -> None:
    writer.mend("default", article(writer), "source", "Ministry of Defence", id=claim_of(writer).id)
    names = {(name.canonical, name.type) for name in writer.store.names("default")}
    assert ("Ministry of Defence", "organisation") in names


def test_a_corrected_source_survives_another_reading(writer: Writer) -> None:
    writer.mend("default", article(writer), "source", "Tom Arkwright", id=claim_of(writer).id)
    assert read(writer, "Editor's note: corrected.\n\n" + TEXT) == "updated"
    assert claim_of(writer).source_canonical == "Tom Arkwright"


def test_a_correction_of_a_sentence_that_is_gone_waits_for_it(writer: Writer) -> None:
    writer.mend("default", article(writer), "source", "Tom Arkwright", id=claim_of(writer).id)
    assert read(writer, "She warned that sand would close the channel.") == "updated"
    assert claim_of(writer).mended == ()
    assert read(writer) == "updated"
    assert claim_of(writer).source_canonical == "Tom Arkwright"


def test_a_corrected_date_changes_all_that_rests_on_its_words(writer: Writer) -> None:
    proof = next(e.when.proof for e in writer.store.events("default") if e.when and e.when.edtf == "2024-03-06")
    assert proof is not None
    writer.mend("default", article(writer), "date", "2024-02-28", start=proof.start)
    assert "2024-02-28" in days(writer)
    assert "2024-03-06" not in days(writer)


def test_taking_a_correction_back_shows_what_was_read(writer: Writer) -> None:
    before = writer.store.claims("default"), writer.store.events("default"), writer.store.names("default")
    writer.mend("default", article(writer), "source", "Maud Fenner", id=claim_of(writer).id)
    writer.mend("default", article(writer), "said", "2024-03-01", id=claim_of(writer).id)
    assert claim_of(writer).mended == ("source", "said")
    for mend in writer.store.mends("default"):
        writer.take_back("default", mend.n)
    assert (writer.store.claims("default"), writer.store.events("default"), writer.store.names("default")) == before
    assert writer.store.mends("default") == []


def test_correcting_twice_keeps_one_correction_and_what_was_first_there(writer: Writer) -> None:
    for name in ("Tom Arkwright", "Maud Fenner"):
        writer.mend("default", article(writer), "source", name, id=claim_of(writer).id)
    (mend,) = writer.store.mends("default")
    assert (mend.value, mend.was) == ("Maud Fenner", "Ines Calder")


def test_a_date_that_does_not_exist_is_refused_and_not_kept(writer: Writer) -> None:
    with pytest.raises(InputError):
        writer.mend("default", article(writer), "said", "2024-02-31", id=claim_of(writer).id)
    with pytest.raises(NotFound):
        writer.mend("default", article(writer), "source", "Nobody", id="0000")
    assert writer.store.mends("default") == []


def test_what_the_user_says_of_an_article_wins_over_a_later_addition(writer: Writer) -> None:
    writer.mend_article(
        "default", article(writer), {"published": ("2024-03-14", "2024-03-07"), "title": ("Mud", "Silt")}
    )
    assert read(writer) == "updated"
    (kept,) = writer.store.articles("default")
    assert (kept.title, kept.published and kept.published.edtf) == ("Mud", "2024-03-14")
    assert "2024-03-13" in days(writer)
    assert read(writer) == "unchanged"


def test_corrections_go_with_their_article(writer: Writer) -> None:
    writer.mend("default", article(writer), "source", "Tom Arkwright", id=claim_of(writer).id)
    writer.remove("default", "r1")
    assert read(writer) == "added"
    assert claim_of(writer).source_canonical == "Ines Calder"


def test_an_older_home_learns_to_keep_corrections(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with Writer.open(settings) as writer, writer.writing() as connection:
        connection.execute(sql("DROP TABLE mends"))
        connection.execute(sql("ALTER TABLE claims DROP COLUMN read"))
        connection.execute(sql("ALTER TABLE events DROP COLUMN read"))
        connection.execute(sql("DELETE FROM migrations WHERE n = 4"))
    HOME[:] = [tmp_path]
    with Writer.open(settings) as writer:
        read(writer)
        writer.mend("default", article(writer), "source", "Tom Arkwright", id=claim_of(writer).id)
        assert claim_of(writer).source_canonical == "Tom Arkwright"


def test_a_date_is_corrected_only_where_one_rests_on_the_words(writer: Writer) -> None:
    with pytest.raises(NotFound, match="No date rests"):
        writer.mend("default", article(writer), "date", "2024-03-05", start=3)
    assert writer.store.mends("default") == []


def test_a_correction_has_no_more_than_a_name_or_a_title_needs(writer: Writer) -> None:
    with pytest.raises(InputError, match="200 characters"):
        writer.mend("default", article(writer), "source", "x" * 201, id=claim_of(writer).id)
