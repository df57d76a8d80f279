"""What depends on a whole dossier: names over languages, copy groups, links of claims; and what a removal leaves."""

from __future__ import annotations

from pathlib import Path

from bot.bot import Bot
from bot.watch import news
from index import copies, ingest
from index.model import Raw
from index.settings import Settings
from index.store import Store
from index.write import Writer

STORY = (
    "The mayor of Milton, Ada Roy, said on Monday that the old bridge over the Dale would close on 2 May. "
    "Engineers counted fourteen cracks in its northern pier last autumn, and lorries were sent over the hills. "
    "The council will pay for the works with a loan that the county has promised to cover until the year ends."
)


def keep(settings: Settings, *raws: Raw) -> None:
    assert {result["status"] for result in ingest.add(raws, settings)} == {"added"}


def test_one_person_in_two_languages_is_one_name(samples: Settings) -> None:
    with Store.open(samples) as store:
        names = {name.canonical: name for name in store.names("summit")}
    putin = [name for name in names.values() if "Putin" in (name.canonical, *name.aliases)]
    assert len(putin) == 1
    assert "Poutine" in putin[0].aliases


def test_two_people_of_one_family_name_stay_two(samples: Settings) -> None:
    with Store.open(samples) as store:
        names = {name.canonical for name in store.names("orsel")}
    assert {"Aurélien Brossac", "Odile Brossac"} <= names


def test_a_changed_position_is_linked_over_languages(samples: Settings) -> None:
    with Store.open(samples) as store:
        claims = {claim.id: claim for claim in store.claims("orsel")}
        changes = [link for link in store.threads("orsel") if link.kind == "changes"]
    assert any(claims[link.a].source_canonical == "Aurélien Brossac" for link in changes)
    assert all(link.why and 0 < link.confidence <= 1 for link in changes)


def test_a_copy_that_comes_later_joins_its_group(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    keep(settings, Raw(STORY, ref="first", published="2024-04-09"))
    keep(settings, Raw(STORY.rsplit(". ", 1)[0] + ".", ref="shorter", published="2024-04-09"))
    keep(settings, Raw("The weather in Milton stays dry, the station said on Monday.", ref="other"))
    with Store.open(settings) as store:
        groups = store.copies("default")
        ids = {article.ref: article.id for article in store.articles("default")}
    assert groups[ids["first"]] == groups[ids["shorter"]]
    assert ids["other"] not in groups


def test_a_text_is_nearest_to_the_one_it_was_cut_from() -> None:
    marks = {"whole": copies.signature(STORY), "other": copies.signature("Nothing of all that is in this text here.")}
    assert copies.nearest(copies.signature(STORY[: len(STORY) // 2]), marks) == "whole"
    assert copies.nearest(copies.signature("An entirely different piece about the price of bread."), marks) is None
    assert copies.nearest(b"", marks) is None


def test_removing_an_article_removes_its_links(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    denied = "Ada Roy, the mayor of Milton, denied on Tuesday that the bridge has fourteen cracks."
    keep(settings, Raw("Ada Roy said on Monday that the bridge has fourteen cracks.", ref="a", published="2024-04-09"))
    keep(settings, Raw(denied, ref="b", published="2024-04-10"))
    with Store.open(settings) as store:
        assert store.threads("default")
    ingest.remove(settings, "default", "b")
    with Store.open(settings) as store:
        assert store.threads("default") == []
    assert ingest.check(settings) == []


def test_a_text_that_comes_back_in_one_addition_is_kept_as_it_came_last(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    texts = ("The bridge is open.", "The bridge is closed.", "The bridge is open.")
    told = list(ingest.add([Raw(text, ref="one") for text in texts], settings))
    assert [result["status"] for result in told] == ["added", "updated", "updated"]
    with Store.open(settings) as store:
        assert store.article("default", "one").text == texts[-1]


def test_one_text_in_two_dossiers_keeps_the_outlet_of_each(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    for dossier in ("one", "two"):
        list(ingest.add([Raw(STORY, ref="same", outlet=f"Outlet {dossier}")], settings, dossier))
    with Store.open(settings) as store:
        article = store.article("two", "same")
        assert store.edition(article.id, article.edition, "two").outlet == "Outlet two"


def test_a_watch_tells_news_once(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    keep(settings, Raw(STORY, ref="a", published="2024-04-09"))
    with Writer.open(settings) as writer:
        writer.add_watch("default", "what did Roy say?")

    def news_now() -> list[str]:
        with Bot.open(settings) as bot:
            (kept,) = bot.store.watches("default")
            new = [claim["claim"] for claim in news(bot, "default", kept)["new"]]
        with Writer.open(settings) as writer:
            writer.saw(kept.n, [*kept.seen, *new])
        return new

    assert news_now()
    assert news_now() == []
    assert news_now() == []


def test_a_watch_tells_who_goes_against_what_was_seen(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    keep(settings, Raw(PIECES[0][1], ref="a", published=PIECES[0][0]))
    with Writer.open(settings) as writer:
        writer.add_watch("default", "what did Ada Roy say about the northern pier?")
    with Bot.open(settings) as bot:
        (kept,) = bot.store.watches("default")
        seen = [claim["claim"] for claim in news(bot, "default", kept)["new"]]
    with Writer.open(settings) as writer:
        writer.saw(kept.n, seen)
    keep(settings, Raw(PIECES[1][1], ref="b", published=PIECES[1][0]))
    with Bot.open(settings) as bot:
        (kept,) = bot.store.watches("default")
        new = news(bot, "default", kept)["new"]
    assert [(claim["source_canonical"], [link["other"] for link in claim["links"]]) for claim in new] == [
        ("Tom Hale", seen)
    ]


PIECES = (
    ("2024-04-09", "Ada Roy, the mayor of Milton, said on Tuesday that the northern pier has fourteen cracks."),
    ("2024-04-10", "Engineer Tom Hale said on Wednesday that the northern pier has three cracks, not fourteen cracks."),
    ("2024-04-11", "Ada Roy said again on Thursday that the northern pier of the bridge has fourteen cracks."),
    ("2024-04-12", "Tom Hale promised on Friday that the bridge would open before 2 May."),
    ("2024-04-20", "Tom Hale announced that the opening of the bridge was postponed to 9 June."),
)


def test_articles_added_one_by_one_are_linked_like_all_at_once(tmp_path: Path) -> None:
    raws = [Raw(text, ref=str(n), published=day) for n, (day, text) in enumerate(PIECES)]
    once, singly = Settings(home=tmp_path / "once"), Settings(home=tmp_path / "singly")
    keep(once, *raws)
    for raw in raws:
        keep(singly, raw)
    with Store.open(once) as a, Store.open(singly) as b:
        assert set(a.all_links("default")) == set(b.all_links("default"))
        assert {link.kind for link in a.threads("default")} >= {"changes", "contradicts", "repeats"}


def test_a_link_that_another_implied_is_shown_once_that_one_is_gone(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    keep(settings, *(Raw(text, ref=str(n), published=day) for n, (day, text) in enumerate(PIECES[:3])))
    with Store.open(settings) as store:
        hidden = [link for link in store.all_links("default") if not link.shown]
    ingest.remove(settings, "default", "0")
    with Store.open(settings) as store:
        left = store.all_links("default")
    assert hidden
    assert left
    assert all(link.shown for link in left)


def test_an_older_ledger_is_linked_anew(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    keep(settings, *(Raw(text, ref=str(n), published=day) for n, (day, text) in enumerate(PIECES[:2])))
    with Writer.open(settings) as writer, writer.writing() as connection:
        for column in ("shown", "copied"):
            connection.exec_driver_sql(f"ALTER TABLE links DROP COLUMN {column}")
        connection.exec_driver_sql("DELETE FROM migrations WHERE n > 1")
    keep(settings, Raw(PIECES[2][1], ref="2", published=PIECES[2][0]))
    with Store.open(settings) as store:
        assert store.unlinked("default") == 0
        assert {link.kind for link in store.threads("default")} >= {"contradicts", "repeats"}
