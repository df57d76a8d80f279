"""Changing the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from shelved import analysis, units
from sqlalchemy import func, select

from index import schema, store_units
from index.errors import InputError, NotFound, StoreError
from index.model import Link
from index.settings import Settings
from index.when import parse_published
from index.write import Writer


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with Writer.open(Settings(home=tmp_path)) as writer:
        found = analysis()
        writer.put("default", found, "raw", units(found))
        yield writer


def rows(writer: Writer, table: str) -> int:
    with writer.store.reading() as connection:
        return connection.scalar(select(func.count()).select_from(schema.ledger.tables[table])) or 0


def test_removing_an_article_removes_everything_of_it(writer: Writer) -> None:
    claim = analysis().claims[0].id
    writer.put_links("default", [Link(claim, "other", "repeats", "", 1.0)], {})
    writer.remove("default", "r1")
    for table in ("articles", "editions", "passages", "vectors", "claims", "events", "names", "links", "counts"):
        assert rows(writer, table) == 0, table
    assert store_units.by_words(writer.store, 1, ["barrag"], 5) == []


def test_an_update_leaves_nothing_read_out_of_the_old_text(writer: Writer) -> None:
    later = analysis(text="Anne Berg a averti mercredi que le barrage fuit. Rien.")
    writer.put("default", later, "raw2", units(later))
    assert writer.store.claims("default") == list(later.claims)
    assert rows(writer, "passages") == 1
    assert rows(writer, "editions") == 2


def test_counts_return_to_what_they_were(writer: Writer) -> None:
    before = store_units.counts_of(writer.store, 1, ["sbarrag", "gbarr", "#"])
    found = analysis("r2")
    writer.put("default", found, "raw2", units(found))
    assert store_units.counts_of(writer.store, 1, ["sbarrag"])[0] == {"sbarrag": 2}
    writer.remove("default", "r2")
    assert store_units.counts_of(writer.store, 1, ["sbarrag", "gbarr", "#"]) == before


def test_a_failure_in_the_middle_keeps_nothing(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    found = analysis("r2")
    monkeypatch.setattr("index.write_rows._keep_passages", lambda *_: (_ for _ in ()).throw(RuntimeError("killed")))
    with pytest.raises(RuntimeError):
        writer.put("default", found, "raw2", units(found))
    assert [article.ref for article in writer.store.articles("default")] == ["r1"]


def test_a_full_disk_is_told_and_nothing_is_half_kept(writer: Writer) -> None:
    with writer.store.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    big = analysis("r2", text="Anne Berg a averti mercredi que le barrage fuit. " + "Encore de l'eau. " * 20_000)
    with pytest.raises(StoreError, match="free some space"):
        writer.put("default", big, "raw2", units(analysis("r2")))
    assert [article.ref for article in writer.store.articles("default")] == ["r1"]


def test_a_merged_name_is_shown_under_the_other_everywhere(writer: Writer) -> None:
    writer.rename_name("default", "Anne Berg", "A. Berg")
    assert writer.store.claims("default", sources=["A. Berg"])[0].source_canonical == "A. Berg"
    assert writer.store.events("default")[0].participants == ("A. Berg",)
    assert [name.canonical for name in writer.store.names("default")] == ["A. Berg"]


def test_a_correction_sticks_for_articles_to_come(writer: Writer) -> None:
    writer.rename_name("default", "Anne Berg", "A. Berg")
    found = analysis("r2")
    writer.put("default", found, "raw2", units(found))
    assert {claim.source_canonical for claim in writer.store.claims("default")} == {"A. Berg"}


def test_a_split_undoes_a_correction(writer: Writer) -> None:
    writer.rename_name("default", "Anne Berg", "A. Berg")
    assert writer.split_name("default", "A. Berg") == ["Anne Berg"]
    assert [name.canonical for name in writer.store.names("default")] == ["Anne Berg"]


def test_a_name_that_nobody_knows_is_told(writer: Writer) -> None:
    with pytest.raises(NotFound, match="no name 'Paul Roux'"):
        writer.merge_names("default", "Paul Roux", "Anne Berg")


def test_nothing_to_split_is_told(writer: Writer) -> None:
    with pytest.raises(InputError, match="nothing to split"):
        writer.split_name("default", "Anne Berg")


def test_dossiers_are_made_renamed_and_deleted(writer: Writer) -> None:
    writer.create_dossier("orsel")
    writer.rename_dossier("orsel", "dam")
    assert writer.store.dossiers() == ["default", "dam"]
    writer.delete_dossier("dam")
    assert writer.store.dossiers() == ["default"]


def test_a_dossier_that_exists_is_not_made_again(writer: Writer) -> None:
    with pytest.raises(InputError, match="already"):
        writer.create_dossier("default")


def test_a_conversation_is_kept_as_it_now_is(writer: Writer) -> None:
    writer.put_conversation("c1", "default", "Berg", [{"question": "Qui ?"}])
    writer.put_conversation("c1", "default", "Berg", [{"question": "Qui ?"}, {"question": "Quand ?"}])
    assert len(writer.store.conversation("c1").turns) == 2
    writer.remove_conversation("c1")
    with pytest.raises(NotFound):
        writer.store.conversation("c1")


def test_watches_remember_what_was_seen(writer: Writer) -> None:
    number = writer.add_watch("default", "Que dit Berg ?")
    writer.saw(number, ["b", "a"])
    assert writer.store.watches("default")[0].seen == ("a", "b")
    writer.remove_watch("default", number)
    with pytest.raises(NotFound):
        writer.remove_watch("default", number)


def test_published_updated_and_crawled_are_three_facts(writer: Writer) -> None:
    found = analysis("r2")
    article = replace(found.article, updated=parse_published("2025-03"), crawled="2025-04-01T08:00:00Z")
    writer.put("default", replace(found, article=article), "raw2", units(found))
    kept = writer.store.article("default", "r2")
    assert (kept.published, kept.updated, kept.crawled) == (article.published, article.updated, article.crawled)


def test_a_ledger_of_the_first_version_opens_with_all_it_held(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with Writer.open(settings) as writer:
        found = analysis()
        writer.put("default", found, "raw", units(found))
        with writer.writing() as connection:
            for column in ("updated", "crawled", "stated"):
                connection.exec_driver_sql(f"ALTER TABLE articles DROP COLUMN {column}")
            connection.execute(schema.migrations_seen.delete().where(schema.migrations_seen.c.n > 1))
    with Writer.open(settings) as writer:
        assert writer.store.article("default", "r1").updated is None
        assert writer.store.claims("default") == list(found.claims)
