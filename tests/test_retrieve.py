"""Finding passages."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.bot import Bot
from bot.query import Filters, Hit, Period
from bot.retrieve import search, search_many
from bot.retriever import PassageRetriever
from bot.shelf import Shelf
from index import ingest, store_filters
from index.encoder import load
from index.model import Raw
from index.settings import Settings
from index.store import Store
from index.vectors import Exact

ARTICLES = {
    "leak": ("Le barrage d'Orsel fuit", "L'ingénieure Anne Berg a averti que l'eau passe sous le mur depuis mardi. "
             "La fissure mesure trois mètres.", "fr", "Le Courrier", "2023-09-06"),
    "bread": ("Le pain augmente", "Les boulangers de la vallée vendent la baguette plus cher. "
              "La farine a doublé en un an.", "fr", "Le Courrier", "2023-09-08"),
    "bridge": ("Bridge closed", "Mayor Tom Hale closed the old bridge on Friday after an inspection. "
               "Lorries must take the northern road.", "en", "The Valley Post", "2023-10-01"),
    "putin": ("Visite", "Vladimir Poutine se rendra dans la capitale au printemps. Le programme reste secret.",
              "fr", "L'Écho", "2023-11-02"),
}  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    settings = Settings(home=tmp_path_factory.mktemp("found"))
    texts = [
        Raw(text, ref=ref, title=title, lang=lang, outlet=outlet, published=published)
        for ref, (title, text, lang, outlet, published) in ARTICLES.items()
    ]
    assert {r["status"] for r in ingest.add(texts, settings)} == {"added"}
    with Store.open(settings) as store:
        yield store


def ask(store: Store, text: str, **more: Any) -> list[Hit]:
    return search(store, Exact(store, load()), load(), "default", text, **more)


def refs(store: Store, hits: list[Hit]) -> list[str | None]:
    return [store.article("default", hit.passage.article).ref for hit in hits]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Combien mesure la fissure ?", "leak"),
        ("Who warned about the leaking dam?", "leak"),
        ("pourquoi le pain coûte-t-il plus cher", "bread"),
        ("Qui a fermé le pont ?", "bridge"),
        ("Where must trucks drive?", "bridge"),
        ("What will Putin do?", "putin"),
    ],
)
def test_the_right_article_comes_first_in_either_language(store: Store, question: str, answer: str) -> None:
    assert refs(store, ask(store, question))[0] == answer


def test_an_aside_in_brackets_does_not_outweigh_what_is_asked(store: Store) -> None:
    asked = "Combien mesure la fissure (baguette, boulangers de la vallée, farine) ?"
    assert refs(store, ask(store, asked))[0] == "leak"


def test_an_aside_in_brackets_alone_is_asked(store: Store) -> None:
    assert refs(store, ask(store, "(farine)"))[0] == "bread"


def test_accents_and_case_do_not_matter(store: Store) -> None:
    assert refs(store, ask(store, "INGENIEURE"))[0] == "leak"


def test_k_counts_articles(store: Store) -> None:
    hits = ask(store, "la vallée", k=3)
    assert len({hit.passage.article for hit in hits}) == len(hits) == 3


def test_a_score_is_the_sum_of_its_parts(store: Store) -> None:
    from bot.rank import WEIGHTS

    hit = ask(store, "Combien mesure la fissure ?")[0]
    assert hit.score == pytest.approx(sum(WEIGHTS.get(name, 0) * part for name, part in hit.parts.items()), abs=1e-4)


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (Filters(outlet="L'Écho"), {"putin"}),
        (Filters(lang="en"), {"bridge"}),
        (Filters(published=(date(2023, 9, 7), date(2023, 10, 1))), {"bread", "bridge"}),
        (Filters(sources=("Anne Berg",)), {"leak"}),
        (Filters(forces=("warn",)), {"leak"}),
        (Filters(outlet="Nowhere"), set()),
    ],
)
def test_filters_leave_only_what_passes(store: Store, filters: Filters, left: set[str]) -> None:
    assert set(refs(store, ask(store, "Que se passe-t-il dans la vallée ?", filters=filters))) == left


PERIODS = [(date(2023, 9, 1), date(2023, 9, 5)), (date(2023, 9, 5), None), (None, date(2023, 9, 20)), (None, None)]


@pytest.mark.parametrize("period", PERIODS)
def test_filters_pass_the_articles_of_the_claims_and_events_that_pass(store: Store, period: Period) -> None:
    at = {store.article("default", ref).id: n for n, ref in enumerate(ARTICLES, 1)}
    said = {at[claim.article] for claim in store.claims("default", said=period, forces=["warn", "say"])}
    happened = {at[event.article] for event in store.events("default", happened=period)}
    assert store_filters.claiming(store, "default", said=period, forces=["warn", "say"]) == said
    assert store_filters.happening(store, "default", period) == happened


def test_many_passing_articles_are_searched_wide_and_filtered_after(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.retrieve.FEW", 0)
    hits = ask(store, "Que se passe-t-il dans la vallée ?", filters=Filters(outlet="Le Courrier"))
    assert set(refs(store, hits)) == {"leak", "bread"}


def test_many_questions_at_once_find_what_each_finds_alone(store: Store) -> None:
    questions = ["Combien mesure la fissure ?", "Qui a fermé le pont ?"]
    near, encoder = Exact(store, load()), load()
    together = search_many(store, near, encoder, "default", questions, shelf=Shelf(store, encoder))
    assert [refs(store, hits) for hits in together] == [refs(store, ask(store, question)) for question in questions]


def test_a_question_without_any_known_word_still_gets_the_nearest(store: Store) -> None:
    assert ask(store, "zzz qqq")


def test_signs_alone_break_nothing(store: Store) -> None:
    assert isinstance(ask(store, '"*() OR NEAR ^'), list)


@pytest.mark.parametrize("question", ["Le pain a-t-il pris 44.2 % ?", "Was the leak 6½ metres long?", "10,000 lorries"])
def test_figures_with_marks_inside_break_nothing(store: Store, question: str) -> None:
    assert len(ask(store, question)) == len(ARTICLES)


def test_an_empty_dossier_has_no_hits(store: Store, tmp_path_factory: pytest.TempPathFactory) -> None:
    with Store.open(Settings(home=tmp_path_factory.mktemp("empty"))) as empty:
        assert ask(empty, "Qui ?") == []


def test_it_is_a_langchain_retriever(store: Store) -> None:
    retriever = PassageRetriever(store=store, near=Exact(store, load()), encoder=load(), k=2)
    document = retriever.invoke("Combien mesure la fissure ?")[0]
    text = store.article("default", document.metadata["article"]).text
    assert document.page_content == text[document.metadata["start"] : document.metadata["end"]]


def test_threads_share_a_shelf(store: Store) -> None:
    shelf, near = Shelf(store, load()), Exact(store, load())
    questions = [f"Combien mesure la fissure numéro {n} mot{n}eux ?" for n in range(60)]

    def one(question: str) -> str | None:
        shelf.word_vectors(question.split())
        return refs(store, search(store, near, load(), "default", question, shelf=shelf))[0]

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(one, questions)) == {"leak"}


def test_stems_looked_at_do_not_stop_a_shelf_from_growing(store: Store) -> None:
    shelf = Shelf(store, load())
    shelf.number("barrage")
    _, seen = shelf.stems("fr")
    shelf.number("fissure")
    assert (len(seen), len(shelf.stems("fr")[1])) == (1, 2)


def test_stems_are_the_same_in_every_thread() -> None:
    from index.words import stem

    words = [f"nationalisations{n % 7}ement{'s' * (n % 3)}" for n in range(2_000)]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda word: stem.__wrapped__(word, "fr"), words * 4))
    assert found == [stem.__wrapped__(word, "fr") for word in words * 4]


WIRE = (
    "Le conseil de la vallée a voté lundi soir la réouverture du tunnel de Corme, fermé depuis l'éboulement de mars. "
    "Les camions pourront y passer de nuit dès la semaine prochaine, à trente kilomètres par heure.\n\n"
    "La régie des routes a prévu deux veilleurs à chaque entrée. Une quête sera faite pour les familles des trois "
    "ouvriers blessés, dont l'un est encore à l'hôpital."
)
ELSEWHERE = WIRE.replace("lundi soir", "hier") + "\n\nLes vélos paieront un péage de deux écus, dit le journal du lieu."
OWN = "Le tunnel de Corme a rouvert : notre reporter a suivi le premier camion, conduit par une habitante de la vallée."


@pytest.fixture(scope="module")
def wires(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """One dispatch as two papers printed it, the second edited, and what a third saw for itself."""
    settings = Settings(home=tmp_path_factory.mktemp("wires"))
    papers = {"a": (WIRE, "Le Courrier"), "b": (ELSEWHERE, "La Dépêche du Val"), "own": (OWN, "L'Écho")}
    list(ingest.add((Raw(text, ref=ref, outlet=outlet) for ref, (text, outlet) in papers.items()), settings))
    with Bot.open(settings) as bot:
        yield bot


def named(hits: list[dict[str, Any]]) -> list[tuple[str, list[str]]]:
    return [(hit["ref"], [copy["ref"] for copy in hit["copies"]]) for hit in hits]


def test_copies_of_a_dispatch_are_one_hit_that_names_the_others(wires: Bot) -> None:
    found = named(wires.hits("la réouverture du tunnel de Corme", "default", 10, Filters()))
    assert {frozenset([ref, *copies]) for ref, copies in found} == {frozenset("ab"), frozenset(["own"])}
    assert len(found) == 2


def test_a_copy_is_named_with_where_it_stood(wires: Bot) -> None:
    hit = wires.hits("le tunnel", "default", 1, Filters(outlet="Le Courrier"))[0]
    assert [copy["outlet"] for copy in hit["copies"]] == ["La Dépêche du Val"]


def test_an_edited_passage_of_a_copy_is_one_hit(wires: Bot) -> None:
    hits = wires.hits("tunnel de Corme, régie des routes, ouvriers blessés", "default", 20, Filters(), passages=True)
    starts = [hit["text"][:10] for hit in hits]
    assert sorted(starts) == sorted([WIRE[:10], "La régie des routes"[:10], "Les vélos paieront"[:10], OWN[:10]])


def test_a_copy_that_holds_more_is_shown_where_that_is_asked(wires: Bot) -> None:
    hits = wires.hits("Qui paie le péage des vélos ?", "default", 10, Filters())
    assert "péage" in hits[0]["text"]
    assert {hit["ref"] for hit in hits} == {"a", "b", "own"}


SPEAKERS = {
    "about": "La maire Iris Vallon est très écoutée du canton. On a beaucoup averti Iris Vallon de la crue, et "
             "la crue est venue : Iris Vallon a vu la crue de ses yeux, dit-on dans le canton.",
    "other": "Le préfet Luc Marin a averti Iris Vallon que la crue emporterait la passerelle avant dimanche.",
    "said": "Iris Vallon a averti jeudi que les caves du quartier bas devaient être vidées avant la montée des eaux.",
    "praise": "Iris Vallon a félicité les pompiers du canton pour leur sang-froid pendant la crue.",
}  # fmt: skip


@pytest.fixture(scope="module")
def speakers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    settings = Settings(home=tmp_path_factory.mktemp("speakers"))
    list(ingest.add((Raw(text, ref=ref, lang="fr") for ref, text in SPEAKERS.items()), settings))
    with Bot.open(settings) as bot:
        yield bot


@pytest.mark.parametrize("question", ["De quoi Iris Vallon a-t-elle averti ?", "What did Iris Vallon warn about?"])
def test_what_somebody_said_comes_before_what_was_said_to_or_about_them(speakers: Bot, question: str) -> None:
    assert named(speakers.hits(question, "default", 4, Filters()))[0][0] == "said"


def test_of_what_somebody_said_the_asked_topic_comes_first(speakers: Bot) -> None:
    assert named(speakers.hits("Qu'a dit Iris Vallon des pompiers ?", "default", 4, Filters()))[0][0] == "praise"


def test_words_that_ask_nobody_find_passages_as_they_are(speakers: Bot) -> None:
    hits = speakers.search("la crue emporte la passerelle")
    assert refs(speakers.store, hits)[0] == "other"
    assert {hit.parts["spoken"] for hit in hits} == {0.0}


def part(store: Store, question: str, name: str) -> dict[str | None, float]:
    return {store.article("default", hit.passage.article).ref: hit.parts.get(name, 0.0) for hit in ask(store, question)}


def test_words_that_follow_each_other_in_a_question_count_where_they_stand_together(store: Store) -> None:
    together = part(store, "Who closed the old bridge?", "near_together")
    apart = part(store, "Is the old road for the bridge closed?", "near_together")
    assert together["bridge"] > 0.9 > apart["bridge"]


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Est-ce que le pont est fermé ?", True),
        ("Le pont est-il fermé ?", True),
        ("Pont : peut-on passer ?", True),
        ("Is the bridge closed?", True),
        ("Pourquoi le pont est-il fermé ?", False),
        ("Pont : comment peut-on passer ?", False),
        ("Qu'est-ce que le pont ?", False),
        ("Why is the bridge closed?", False),
        ("the bridge is closed", False),
    ],
)
def test_a_question_for_yes_or_no_is_told_from_others(store: Store, question: str, asks: bool) -> None:
    assert ("reply" in ask(store, question)[0].parts) is asks


def test_a_question_for_yes_or_no_likes_a_passage_that_begins_with_it(tmp_path: Path) -> None:
    texts = {
        "reply": "Non. Les habitants peuvent encore boire cette eau du robinet, selon la mairie.",
        "other": "Les habitants peuvent encore boire cette eau du robinet, selon la mairie.",
    }
    settings = Settings(home=tmp_path)
    list(ingest.add((Raw(text, ref=ref, lang="fr") for ref, text in texts.items()), settings))
    with Store.open(settings) as store:
        assert refs(store, ask(store, "Les habitants doivent-ils cesser de boire l'eau ?"))[0] == "reply"
        assert part(store, "Quelle eau boire ?", "reply") == {"reply": 0.0, "other": 0.0}
