"""Reading the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from shelved import SAID, TEXT, analysis, day, units

from index.errors import NotFound, StoreError
from index.model import Claim, Event, Link, Span
from index.settings import Settings
from index.store import Store
from index.write import Writer


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with Writer.open(Settings(home=tmp_path)) as writer:
        found = analysis()
        writer.put("default", found, "raw", units(found))
        yield writer


@pytest.fixture
def store(writer: Writer) -> Store:
    return writer.store


def test_claims_come_back_as_they_were(store: Store) -> None:
    assert store.claims("default") == list(analysis().claims)


def test_events_come_back_as_they_were(store: Store) -> None:
    assert store.events("default") == list(analysis().events)


def test_an_article_is_found_by_id_and_by_ref(store: Store) -> None:
    assert store.article("default", "r1") == store.article("default", analysis().article.id) == analysis().article


def test_an_unknown_article_is_told(store: Store) -> None:
    with pytest.raises(NotFound, match="no article 'r2'"):
        store.article("default", "r2")


def test_an_unknown_dossier_is_told(store: Store) -> None:
    with pytest.raises(NotFound, match="no dossier 'other'"):
        store.claims("other")


def test_an_empty_home_has_an_empty_default_dossier(tmp_path: Path) -> None:
    with Store.open(Settings(home=tmp_path)) as store:
        assert store.dossiers() == ["default"]
        assert store.articles("default") == []
        assert store.names("default") == []


def test_articles_are_listed_without_text_by_publication(writer: Writer) -> None:
    found = analysis("r0")
    writer.put("default", found, "raw0", units(found))
    listed = writer.store.articles("default")
    assert [article.ref for article in listed] == ["r1", "r0"]
    assert {article.text for article in listed} == {""}


@pytest.mark.parametrize(
    ("filters", "passes"),
    [
        ({"sources": ["Anne Berg"]}, True),
        ({"sources": ["Paul Roux"]}, False),
        ({"forces": ["warn"]}, True),
        ({"forces": ["deny"]}, False),
        ({"hedges": ["asserted"]}, True),
        ({"said": (date(2023, 9, 6), date(2023, 9, 6))}, True),
        ({"said": (date(2023, 9, 7), None)}, False),
        ({"about": (date(2023, 9, 1), date(2023, 9, 30))}, True),
        ({"about": (None, date(2023, 8, 31))}, False),
        ({"published": (date(2023, 9, 7), date(2023, 9, 7))}, True),
        ({"published": (None, date(2023, 9, 6))}, False),
        ({"outlet": "le courrier"}, True),
        ({"outlet": "L'Écho"}, False),
        ({"lang": "en"}, False),
        ({"articles": ["r1"]}, True),
    ],
)
def test_each_filter_lets_pass_what_it_should(store: Store, filters: dict[str, object], passes: bool) -> None:
    assert bool(store.claims("default", **filters)) is passes  # type: ignore[arg-type]


def test_one_possible_day_outside_the_period_does_not_pass(tmp_path: Path) -> None:
    wednesdays = day(2023, 9, 6)
    found = analysis(said=wednesdays)
    with Writer.open(Settings(home=tmp_path)) as writer:
        writer.put("default", found, "raw", units(found))
        assert writer.store.claims("default", said=(date(2023, 9, 7), date(2023, 9, 12))) == []


def test_sentences_and_passages_are_spans_of_the_text(store: Store) -> None:
    spans = store.sentence_spans(analysis().article.id)
    assert [span.of(TEXT) for span in spans] == [SAID, TEXT[len(SAID) + 1 :]]
    assert store.passages("default", [analysis().passages[0].id]) == list(analysis().passages)


def test_an_old_edition_stays_for_citations_already_given(writer: Writer) -> None:
    later = analysis(text=SAID + " Paul Roux se tait.")
    assert writer.put("default", later, "raw2", units(later)) == "updated"
    old = writer.store.edition(analysis().article.id, analysis().article.edition)
    assert Span(0, len(SAID)).of(old.text) == SAID
    assert old.text == TEXT
    assert writer.store.article("default", "r1").text.endswith("Paul Roux se tait.")


def test_editions_asked_for_together_are_what_each_is_alone(writer: Writer) -> None:
    old = analysis().article
    found = analysis("r1", TEXT + " Fin.")
    writer.put("default", found, "raw1", units(found))
    store, wanted = writer.store, {(old.id, old.edition), (found.article.id, found.article.edition), (old.id, "none")}
    assert store.editions("default", wanted) == {
        key: store.edition(*key, "default") for key in wanted if key[1] != "none"
    }  # fmt: skip


def test_reading_some_articles_takes_no_more_steps_in_a_larger_dossier(writer: Writer) -> None:
    id = analysis().article.id
    small = _steps(writer.store, id)
    for n in range(100):
        found = analysis(f"more{n}")
        writer.put("default", found, f"raw{n}", units(found))
    assert _steps(writer.store, id) < 2 * small


def _steps(store: Store, id: str) -> int:
    """How many instructions SQLite runs for the texts and the copy groups of one article."""
    count = 0

    def step() -> int:
        nonlocal count
        count += 1
        return 0

    with store.reading() as connection:
        inner = connection.connection.driver_connection
    inner.set_progress_handler(step, 1)
    try:
        assert store.texts("default", [id]).keys() == {id}
        store.editions("default", {(id, analysis().article.edition)})
        store.groups("default", [id])
    finally:
        inner.set_progress_handler(None, 0)
    return count


def test_links_come_back_the_surest_first(writer: Writer) -> None:
    links = [Link("a", "b", "repeats", "same words", 0.6), Link("a", "c", "denies", "a denial", 0.9)]
    writer.put_links("default", links, {})
    assert writer.store.threads("default") == links[::-1]


def test_a_file_that_is_no_ledger_is_told(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite3").write_bytes(b"this is no database" * 400)
    with pytest.raises(StoreError, match="ledger"):
        Store.open(Settings(home=tmp_path))


def test_values_are_what_the_model_says(store: Store) -> None:
    assert isinstance(store.claims("default")[0], Claim)
    assert isinstance(store.events("default")[0], Event)
