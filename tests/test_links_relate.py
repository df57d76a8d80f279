"""How two sentences stand to each other. Every sentence here was written for these tests."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.links import relate
from index.links_facts import read


@pytest.mark.parametrize(
    ("a", "b", "lang"),
    [
        ("Le maire a signé le permis de construire.", "Le maire n'a pas signé le permis de construire.", "fr"),
        ("The mayor signed the building permit.", "The mayor has not signed the building permit.", "en"),
        ("Aucun ouvrier n'a été blessé dans la galerie.", "Un ouvrier a été blessé dans la galerie.", "fr"),
        ("Le port de Tourvel n'a jamais fermé en hiver.", "Le port de Tourvel a fermé en hiver.", "fr"),
        ("La commission a approuvé le budget du port.", "La commission a rejeté le budget du port.", "fr"),
        ("The committee approved the harbour budget.", "The committee rejected the harbour budget.", "en"),
        ("Le directeur dément avoir vendu le terrain de la gare.", "Le directeur a vendu le terrain de la gare.", "fr"),
        ("The mayor didn't sign the building permit.", "The mayor signed the building permit.", "en"),
        ("The harbour board won’t sell the old pier.", "The harbour board sold the old pier.", "en"),
        ("Le conseil ne tiendra pas sa session au port.", "Le conseil a tenu sa session au port.", "fr"),
    ],
)
def test_opposite_sentences_contradict(a: str, b: str, lang: str) -> None:
    assert relate(a, b, lang).relation in ("contradicts", "changes")


@pytest.mark.parametrize(
    ("a", "b", "lang"),
    [
        ("Le maire n'a pas nié avoir signé le permis.", "Le maire a signé le permis.", "fr"),
        ("Le maire ne signe pas seulement le permis, il le défend.", "Le maire signe le permis et le défend.", "fr"),
        ("Sans doute le maire a-t-il signé le permis.", "Le maire a signé le permis.", "fr"),
        ("Le maire n'a pas signé le permis.", "Le maire refuse de signer le permis.", "fr"),
        ("The mayor does not always sign permits.", "The mayor signs permits.", "en"),
        ("It was a precaution, not a rescue.", "The rescue was filmed.", "en"),
        ("Le pont mesure 40 mètres.", "Le barrage retient 12 millions de mètres cubes.", "fr"),
        ("Si le maire ne signe pas, le chantier s'arrête.", "Le maire signe.", "fr"),
    ],
)
def test_what_only_looks_opposite_does_not_contradict(a: str, b: str, lang: str) -> None:
    assert relate(a, b, lang).relation not in ("contradicts", "changes")


def test_other_numbers_of_one_thing_contradict() -> None:
    assert (
        relate("Le rapport compte 14 fissures dans le mur.", "Le rapport compte 3 fissures dans le mur.", "fr").relation
        == "contradicts"
    )


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Le rapport compte plus de 10 fissures dans le mur.", "Le rapport compte 14 fissures dans le mur."),
        ("Le rapport compte environ 14 fissures dans le mur.", "Le rapport compte 15 fissures dans le mur."),
        ("Le rapport compte quatorze fissures dans le mur.", "Le rapport compte 14 fissures dans le mur."),
    ],
)
def test_numbers_that_may_both_be_right_do_not(a: str, b: str) -> None:
    assert relate(a, b, "fr").relation not in ("contradicts", "changes")


def test_a_plan_put_off_is_a_change() -> None:
    verdict = relate(
        "L'ouverture du pont aura lieu le 3 mai.", "L'ouverture du pont est reportée et aura lieu le 9 juin.", "fr"
    )
    assert verdict.relation == "changes"


def test_the_same_words_are_the_same() -> None:
    assert relate("Le pont ouvrira au printemps.", "Au printemps, le pont ouvrira.", "fr").relation == "same"


def test_a_longer_sentence_entails_its_part() -> None:
    a = "Le pont de Tourvel, construit par Nordhydra, ouvrira au printemps après deux ans de travaux."
    assert relate(a, "Le pont de Tourvel ouvrira au printemps.", "fr").relation == "entails"


def test_two_subjects_are_unrelated() -> None:
    assert relate("Le pont ouvrira au printemps.", "Les pompiers ont sauvé un chat.", "fr").relation == "unrelated"


def test_the_reason_names_the_words() -> None:
    assert "pas signé" in relate(
        "Il a signé le permis du port.", "Il n'a pas signé le permis du port.", "fr"
    ).why.replace("signe", "signé")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("cinq cents personnes", 500, "people"), ("quatre-vingts pages", 80, "pages"),
        ("2,5 millions d'euros", 2_500_000, "€"),
        ("three hundred and forty residents", 340, "people"), ("13,000 ships", 13_000, "ships"),
        ("12 200 litres", 12_200, "litres"),
    ],
)  # fmt: skip
def test_numbers_are_read_with_what_they_count(text: str, value: float, unit: str) -> None:
    lang = "en" if text.split()[0] in ("three", "13,000") else "fr"
    quantity = read(f"Il y a {text} ici." if lang == "fr" else f"There are {text} here.", lang).quantities[0]
    assert quantity.value == value
    assert unit in (quantity.unit, quantity.word)


@pytest.mark.parametrize("text", ["le virus H1N1", "un avion A330", "Covid-19 frappe", "en 2023", "le 14 mai"])
def test_names_years_and_dates_are_no_quantities(text: str) -> None:
    assert not [q for q in read(text, "fr").quantities if q.unit]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200), st.sampled_from(["fr", "en", "de"]))
def test_any_two_texts_get_a_verdict(a: str, b: str, lang: str) -> None:
    assert 0 <= relate(a, b, lang).confidence <= 1


@pytest.mark.parametrize(("text", "lang"), [("les femmes de 40 à 44 ans", "fr"), ("women aged 40 to 44 years", "en")])
def test_both_ends_of_a_range_count_one_thing(text: str, lang: str) -> None:
    assert [(q.value, q.unit) for q in read(text, lang).quantities] == [(40, "year"), (44, "year")]
