"""Who and what one article names. Every sentence here was written for these tests."""

from __future__ import annotations

import pytest

from index import names
from index.clean import clean
from index.model import Raw, Span
from index.names import Names
from index.parse import parse


def named(text: str, lang: str) -> Names:
    article = clean(Raw(text, lang=lang))
    return names.find(article, parse(article))


def canonicals(found: Names) -> set[str]:
    return {name.canonical for name in found.all}


def at(found: Names, words: str, nth: int = 0) -> str | None:
    start = -1
    for _ in range(nth + 1):
        start = found.article.text.index(words, start + 1)
    return found.at(Span(start, start + len(words)))


def test_a_family_name_stands_for_the_full_name() -> None:
    found = named("Clara Vasseur a ouvert le congrès à Lyon. Vasseur a remercié les délégués.", "fr")
    assert at(found, "Vasseur", 1) == "Clara Vasseur"


def test_a_title_is_no_part_of_a_name_but_tells_the_gender() -> None:
    found = named("Mme Dorval dirige le port. Mme Dorval a reçu la presse.", "fr")
    assert "Dorval" in canonicals(found)
    assert found.genders["Dorval"] == "f"


def test_two_people_with_one_family_name_stay_apart() -> None:
    text = "Marc Tellier a vendu l'usine. Sophie Tellier s'y est opposée. M. Tellier a signé, Mme Tellier a protesté."
    found = named(text, "fr")
    assert at(found, "Tellier", 2) == "Marc Tellier"
    assert at(found, "Tellier", 3) == "Sophie Tellier"


def test_a_short_name_stays_who_it_was_before_a_namesake_came() -> None:
    text = (
        "President Kim Dae-hyun opened the bridge on Monday. Kim thanked the engineers.\n\n"
        "Kim Soo-jin, a city councillor, stayed away.\n\nKim will travel to Busan on Friday."
    )
    found = named(text, "en")
    assert at(found, "Kim will"[:3], 3) == "Kim Dae-hyun"


def test_the_other_bearer_of_a_name_is_the_other_one() -> None:
    text = "Paul Morvan a démissionné. Et l'autre Morvan ? Anne Morvan reste en poste, dit le maire."
    assert at(named(text, "fr"), "Morvan", 1) == "Anne Morvan"


def test_an_acronym_goes_with_its_full_form() -> None:
    found = named("The Baltic Shipping Authority (BSA) closed the port. The BSA gave no reason.", "en")
    assert at(found, "BSA", 1) == "Baltic Shipping Authority"


def test_a_dateline_is_no_acronym_of_the_agency() -> None:
    found = named("GENEVA (Reuters) - Delegates met on Monday. Reuters saw the text.", "en")
    assert at(found, "GENEVA") != at(found, "Reuters")


@pytest.mark.parametrize(
    ("text", "lang"), [("L'ONU a réagi. Les Nations unies enquêtent.", "fr"), ("The UN met.", "en")]
)
def test_world_organisations_are_known(text: str, lang: str) -> None:
    assert any(name.type == "organisation" for name in named(text, lang).all)


def test_un_in_small_letters_is_no_organisation() -> None:
    assert not named("Il a vu un homme et un chien dans la rue.", "fr").all


def test_a_name_missed_once_is_found_by_its_other_mentions() -> None:
    found = named(
        "Bruno Castanier leads the cooperative. Yields fell, Castanier said. Castanier blames the drought.", "en"
    )
    assert len(next(n for n in found.all if n.canonical == "Bruno Castanier").mentions) == 3


def test_what_stands_after_a_place_word_is_a_place() -> None:
    found = named("Le barrage de Tourvel fuit. À Tourvel, on s'inquiète. Le maire de Tourvel enquête.", "fr")
    assert next(n for n in found.all if n.canonical == "Tourvel").type == "place"


def test_what_has_a_chief_executive_is_an_organisation() -> None:
    found = named(
        "Nordhydra, the company that runs the dam, said nothing. The chief executive of Nordhydra resigned.", "en"
    )
    assert next(n for n in found.all if n.canonical == "Nordhydra").type == "organisation"


def test_an_office_with_its_country_is_a_name() -> None:
    found = named("Le ministère norvégien des Affaires étrangères a convoqué l'ambassadeur.", "fr")
    assert "ministère norvégien des Affaires étrangères" in canonicals(found)


def test_a_description_beside_a_name_is_kept() -> None:
    found = named("Le président finlandais Aarne Koskela a signé la loi.", "fr")
    person = next(n for n in found.all if n.canonical == "Aarne Koskela")
    assert person.described == ("président finlandais",)


def test_an_office_before_a_name_is_no_part_of_it() -> None:
    assert "Lena Hart" in canonicals(named("Director Lena Hart welcomed the jury. Actress Lena Hart left early.", "en"))


def test_a_place_between_office_and_name_is_no_part_of_the_name() -> None:
    found = named("Le procureur fédéral de Brookfield Richard Olsen, en charge de l'enquête, a parlé.", "fr")
    assert "Richard Olsen" in canonicals(found)


def test_every_mention_is_inside_the_text_and_in_order() -> None:
    found = named("Selon l'AFP, Clara Vasseur ira à Kiev. Mme Vasseur y verra le ministre ukrainien.", "fr")
    for name in found.all:
        assert list(name.mentions) == sorted(name.mentions)
        assert all(0 <= m.start < m.end <= len(found.article.text) for m in name.mentions)


@pytest.mark.parametrize("text", ["x …", "« « a « »", "MMMM. M. Mme Dr", "a\u200b b", "1 2 3 %", "M. M. M. M."])
def test_strange_texts_name_nobody_and_break_nothing(text: str) -> None:
    article = clean(Raw(text, lang="fr"))
    names.find(article, parse(article))
