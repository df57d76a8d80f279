"""How the neighbours of one more article are found without reading the dossier."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from index import copies, ingest, store_boards
from index.boards import EMPTY, Boards, Entry, change
from index.model import Raw
from index.names_dossier import Found, join
from index.settings import Settings
from index.store import Store
from index.write import Writer
from tests.test_settle import keep

RANDOM = np.random.default_rng(7)


def entry(article: int, vectors: np.ndarray, text: str = "") -> Entry:
    return Entry(article, [article * 10 + n for n in range(len(vectors))], vectors, copies.signature(text))


def somewhere(n: int) -> np.ndarray:
    return RANDOM.standard_normal((n, 64)).astype(np.float32)


def test_the_nearest_claim_is_among_those_proposed() -> None:
    vectors = somewhere(400)
    boards = Boards([change(EMPTY, [entry(n, vectors[n : n + 1]) for n in range(400)], [])])
    hidden = vectors[[5, 77, 399]] + 0.3 * somewhere(3)
    assert [article * 10 in boards.near(v) for article, v in zip((5, 77, 399), hidden, strict=True)] == [True] * 3


def test_an_article_without_claims_stands_beside_others() -> None:
    row = change(EMPTY, [entry(1, somewhere(2)), entry(2, somewhere(0)), entry(3, somewhere(1))], [])
    boards = Boards([change(row, [], [1])])
    assert boards.articles.tolist() == [2, 3]
    assert boards.claims.tolist() == [30]


def test_an_article_that_changed_stands_once() -> None:
    row = change(EMPTY, [entry(1, somewhere(3)), entry(2, somewhere(1))], [])
    boards = Boards([change(row, [entry(1, somewhere(1))], [])])
    assert sorted(boards.claims.tolist()) == [10, 20]


def test_a_shortened_copy_is_proposed() -> None:
    told = " ".join(f"word{n} of the {n}th report" for n in range(200))
    other = " ".join(f"line{n} of a {n}th letter" for n in range(200))
    boards = Boards([change(EMPTY, [entry(1, somewhere(0), told), entry(2, somewhere(0), other)], [])])
    assert boards.copies(copies.signature(told[: len(told) // 3])).tolist() == [1]


ROLES = ("Ada Roy, mayor of Milton, said that {} bridges are closed.", "Mayor Roy said that {} schools are shut.",
         "The Corvane Agency said that {} trains are late.", "Corvane said that {} buses run.",
         "Tom Hale of the Milton Council said that {} roads are open.")  # fmt: skip


def test_names_that_come_one_by_one_are_joined_like_all_at_once(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    for n in range(10):
        keep(settings, Raw(ROLES[n % 5].format(n + 2), ref=str(n)))
    ingest.remove(settings, "default", "0")
    with Store.open(settings) as store:
        kept = store.joined("default")
        joined = join([Found(name, type, articles=n) for (name, type), (_, n) in kept.items() if n])  # type: ignore[arg-type]
        assert {pair: shown for pair, (shown, _) in kept.items()} == {pair: joined.shown(*pair) for pair in kept}  # type: ignore[arg-type]


def test_a_name_that_no_article_has_any_more_is_shown_nowhere(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    keep(settings, Raw("John Kirby said on Monday that the talks are over.", ref="a"))
    keep(settings, Raw("Mr Kirby said that the talks are over. Kirby left. Kirby was sure.", ref="b"))
    ingest.remove(settings, "default", "a")
    with Store.open(settings) as store:
        assert "John Kirby" not in store.shown("default").values()


def test_what_an_older_ledger_holds_is_found_on_the_boards(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    keep(settings, Raw("Ada Roy said on Tuesday that the pier has fourteen cracks.", ref="a"))
    with Writer.open(settings) as writer, writer.writing() as connection:
        connection.exec_driver_sql("DELETE FROM boards")
        connection.exec_driver_sql("UPDATE articles SET boarded = FALSE")
    keep(settings, Raw("Tom Hale said on Tuesday that the gate is shut.", ref="b"))
    with Store.open(settings) as store:
        assert len(store_boards.read(store, "default").articles) == 2
        assert store_boards.missing(store, "default") == []


def test_a_rebuilt_ledger_has_its_claims_on_the_boards(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    keep(settings, Raw("Ada Roy said on Tuesday that the pier has fourteen cracks.", ref="a"))
    with Store.open(settings) as store:
        before = store_boards.read(store, "default").claims.tolist()
    ingest.rebuild(settings)
    with Store.open(settings) as store:
        assert store_boards.read(store, "default").claims.tolist() == before != []


def test_a_ledger_without_counts_of_names_gets_them(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    keep(settings, Raw("Ada Roy said that the pier has cracks.", ref="a"), Raw("Ada Roy said it again.", ref="b"))
    with Writer.open(settings) as writer, writer.writing() as connection:
        before = writer.store.joined("default")
        connection.exec_driver_sql("UPDATE joins SET articles = 0, loose = TRUE")
        connection.exec_driver_sql("DELETE FROM join_keys")
        connection.exec_driver_sql("DELETE FROM migrations WHERE n = 6")
    with Store.open(settings) as store:
        assert store.joined("default") == before
        assert before["Ada Roy", "person"][1] == 2


PREFECTURES = ("La préfecture a annoncé que le pont est fermé.", "The prefecture said that the bridge is shut.")


def test_a_speaker_of_a_removed_article_alone_lends_its_name_to_nobody(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    keep(settings, *(Raw(text, ref=str(n)) for n, text in enumerate(PREFECTURES)), Raw(PREFECTURES[0] * 2, ref="2"))
    with Store.open(settings) as store:
        one = {shown for found, shown in store.shown("default").items() if "pr" in found}
    ingest.remove(settings, "default", "0")
    ingest.remove(settings, "default", "2")
    with Store.open(settings) as store:
        left = {(found, shown) for found, shown in store.shown("default").items() if "pr" in found}
        (spoken,) = {claim.source_canonical for claim in store.claims("default")}
    assert len(one) == 1
    assert left == {(spoken, spoken)}


def test_a_rebuilt_ledger_has_its_names_and_copies_joined_anew(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    story = " ".join(ROLES).format(2, 3, 4, 5, 6)
    keep(settings, *(Raw(text, ref=str(n)) for n, text in enumerate([*PREFECTURES, story, f"{story} It rains."])))
    with Writer.open(settings) as writer:
        before = writer.store.joined("default"), writer.store.copies("default")
        with writer.writing() as connection:
            connection.exec_driver_sql("UPDATE joins SET shown = 'Nobody', loose = FALSE")
            connection.exec_driver_sql("UPDATE articles SET copies = 'none'")
    ingest.rebuild(settings)
    with Store.open(settings) as store:
        assert (store.joined("default"), store.copies("default")) == before
    assert before[1]
