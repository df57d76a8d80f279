"""Names over many articles and languages, and in questions."""

from __future__ import annotations

import time
from collections import Counter

import pytest

from index import names
from index.model import KnownName
from index.names import Found, Index
from index.names_dossier import institutions, relations
from index.names_sound import sounds


def shown(*found: Found, corrections: dict[str, str] | None = None) -> dict[str, set[str]]:
    """{canonical: all its forms}."""
    return {n.canonical: {n.canonical, *n.aliases} for n in names.group(found, corrections)}


def together(a: Found, b: Found) -> bool:
    return len(names.group([a, b])) == 1


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Poutine", "Putin"), ("Choïgou", "Shoigu"), ("Zelensky", "Zelenskyy"), ("Loukachenko", "Lukashenko"),
        ("Gorbatchev", "Gorbachev"), ("Prigojine", "Prigozhin"), ("Netanyahou", "Netanyahu"), ("Moubarak", "Mubarak"),
    ],
)  # fmt: skip
def test_one_name_in_two_spellings_sounds_alike(french: str, english: str) -> None:
    assert sounds(french) == sounds(english)


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("Sergueï Choïgou", "Sergei Shoigu", "person"), ("Corée du Nord", "North Korea", "place"),
        ("Séoul", "Seoul", "place"), ("Nations unies", "UN", "organisation"),
        ("Union européenne", "EU", "organisation"),
        ("barrage de Tourvel", "Tourvel dam", "place"), ("ministère de l'Énergie", "Energy Ministry", "organisation"),
        ("ministère norvégien des Affaires étrangères", "Norwegian Foreign Ministry", "organisation"),
        ("Kestrie", "Kestria", "place"),
    ],
)  # fmt: skip
def test_one_thing_in_two_languages_is_one_name(a: str, b: str, kind: str) -> None:
    assert together(Found(a, kind), Found(b, kind))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("a", "b"),
    [("Kim Jong Un", "Kim Yung-ho"), ("Marc Tellier", "Sophie Tellier"), ("Anna Weber", "Hanna Weber")],
)
def test_two_people_are_never_one(a: str, b: str) -> None:
    assert not together(Found(a, "person"), Found(b, "person"))


def test_a_family_name_alone_joins_the_only_bearer() -> None:
    assert shown(Found("Helen Marsh", "person"), Found("Marsh", "person")) == {"Helen Marsh": {"Helen Marsh", "Marsh"}}


def test_a_family_name_of_two_people_stays_alone() -> None:
    assert "Tellier" in shown(
        Found("Marc Tellier", "person"), Found("Sophie Tellier", "person"), Found("Tellier", "person")
    )


def test_the_fullest_form_is_shown() -> None:
    assert list(shown(Found("H. Marsh", "person"), Found("Helen Marsh", "person"))) == ["Helen Marsh"]


def test_a_city_is_not_the_country() -> None:
    assert not together(Found("Moscou", "place"), Found("Russie", "place"))


def test_a_town_is_not_its_town_hall() -> None:
    assert not together(Found("Tourvel", "place"), Found("mairie de Tourvel", "organisation"))


def test_a_merge_by_the_user_wins() -> None:
    forms = shown(
        Found("Helen Marsh", "person"), Found("Lena Marsh", "person"), corrections={"Lena Marsh": "Helen Marsh"}
    )
    assert list(forms) == ["Helen Marsh"]


def test_a_name_corrected_to_itself_stays_apart() -> None:
    assert len(shown(Found("Helen Marsh", "person"), Found("Marsh", "person"), corrections={"Marsh": "Marsh"})) == 2


KNOWN = [
    KnownName("John Kirby", "person", ("Kirby",), 3, 6),
    KnownName("Vladimir Poutine", "person", ("Poutine", "président russe"), 9, 9),
    KnownName("Kim Jong Un", "person", ("Kim",), 9, 9),
    KnownName("Kim Yung-ho", "person", (), 2, 2),
    KnownName("Corée du Nord", "place", (), 5, 2),
    KnownName("Nations unies", "organisation", ("ONU",), 2, 1),
    KnownName("ministère sud-coréen des Affaires étrangères", "organisation", (), 2, 3),
    KnownName("Russie", "place", (), 3, 1),
    KnownName("Moscou", "place", (), 3, 1),
    KnownName("Marc Tellier", "person", (), 1, 1),
    KnownName("Sophie Tellier", "person", (), 1, 2),
]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("what did Kirby warn?", ["John Kirby"]),
        ("poutine", ["Vladimir Poutine"]),
        ("What did Putin say?", ["Vladimir Poutine"]),
        ("que dit le président russe ?", ["Vladimir Poutine"]),
        ("what did the Russian president promise?", ["Vladimir Poutine"]),
        ("what about Kim", ["Kim Jong Un"]),
        ("kim yung-ho", ["Kim Yung-ho"]),
        ("what did North Korea say", ["Corée du Nord"]),
        ("qu'a dit l'onu", ["Nations unies"]),
        ("what did the UN say", ["Nations unies"]),
        ("the South Korean foreign ministry", ["ministère sud-coréen des Affaires étrangères"]),
        ("Moscow denied it", ["Moscou"]),
        ("que dit Poutin ?", ["Vladimir Poutine"]),
        ("what did Tellier say", ["Sophie Tellier", "Marc Tellier"]),
        ("un accord sur les armes", []),
        ("who denied it?", []),
    ],
)
def test_names_are_found_in_questions(question: str, wanted: list[str]) -> None:
    assert [name.canonical for name in Index(KNOWN).match(question)] == wanted


def test_a_question_may_name_several() -> None:
    found = Index(KNOWN).match("Qu'a promis Kim à Poutine ?")
    assert {name.canonical for name in found} == {"Kim Jong Un", "Vladimir Poutine"}


def test_spans_point_at_the_words() -> None:
    text = "Qu'a promis Kim à Poutine ?"
    assert [(span.of(text), who) for span, who in Index(KNOWN).spans(text)] == [
        ("Kim", ("Kim Jong Un",)), ("Poutine", ("Vladimir Poutine",)),
    ]  # fmt: skip


def test_an_institution_called_by_its_noun_is_one_over_languages() -> None:
    speakers = {"préfecture": 3, "prefecture": 1, "Ada Roy": 5}
    assert institutions(speakers, {}) == {"préfecture": "préfecture", "prefecture": "préfecture"}


def test_a_noun_that_two_institutions_share_joins_nothing() -> None:
    two = Counter(key for name in ("préfecture du Nord", "préfecture de la Marne") for key in relations(name, "place"))
    assert institutions({"préfecture": 3, "prefecture": 1}, two) == {
        "préfecture": "préfecture",
        "prefecture": "prefecture",
    }


def test_matching_stays_fast_among_many_names() -> None:
    many = [KnownName(f"Person{i} Name{i:04}son", "person", (), 1, 0) for i in range(5_000)]
    index = Index([*many, *KNOWN])
    index.match("what did Kirbey warn about Korea?")
    start = time.perf_counter()
    for _ in range(20):
        index.match("what did Kirby warn about North Korean munitions and Putin?")
    assert (time.perf_counter() - start) / 20 < 0.02
