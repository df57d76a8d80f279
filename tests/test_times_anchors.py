"""What time words count from: the publication, known or half known, and the words before."""

from __future__ import annotations

from datetime import date

import pytest

from index import clean, parse, times, when
from index.model import Raw, Span


def edtf(text: str, lang: str, published: str | None) -> list[str | None]:
    return [e.when.edtf for e in times.tag(text, lang, when.parse_published(published))]


def timex(text: str, lang: str, published: str | None = "2024-05-16") -> list[str]:
    return [e.when.timex for e in times.tag(text, lang, when.parse_published(published))]


def test_a_past_weekday_in_a_known_month_is_one_of_a_few_days() -> None:
    (found,) = edtf("Il a parlé mercredi.", "fr", "2024-05")
    assert found == "[2024-05-01,2024-05-08,2024-05-15,2024-05-22,2024-05-29]"


def test_it_may_lie_in_the_month_before() -> None:
    (found,) = edtf("He spoke on Friday.", "en", "2024-05")
    assert found == "[2024-04-26,2024-05-03,2024-05-10,2024-05-17,2024-05-24,2024-05-31]"


def test_a_coming_weekday_may_lie_in_the_month_after() -> None:
    (found,) = edtf("Il parlera mercredi.", "fr", "2024-05")
    assert found == "[2024-05-01,2024-05-08,2024-05-15,2024-05-22,2024-05-29,2024-06-05]"


def test_yesterday_in_a_known_month_is_any_of_its_days() -> None:
    assert edtf("Hier, il a plu.", "fr", "2024-05") == ["[2024-04-30..2024-05-30]"]


def test_what_is_coarser_than_the_month_stays_exact() -> None:
    assert edtf("L'an dernier, puis le mois dernier.", "fr", "2024-05") == ["2023", "2024-04"]


def test_a_publication_known_to_the_year_leaves_a_stretch() -> None:
    assert edtf("Hier, il a plu.", "fr", "2024") == ["[2023-12-31..2024-12-30]"]


def test_an_unknown_publication_invents_nothing() -> None:
    text = "Il a parlé mercredi, hier et le 3 avril."
    assert edtf(text, "fr", None) == [None, None, None]
    assert timex(text, "fr", None) == ["XXXX-WXX-3", "XXXX-XX-XX", "XXXX-04-03"]


def test_a_full_date_needs_no_publication() -> None:
    assert edtf("Il a plu le 3 avril 2019.", "fr", None) == ["2019-04-03"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il a parlé le 3 avril 2019. Le lendemain, il partait.", "2019-04-04"),
        ("Il a parlé le 3 avril 2019. La veille, il arrivait.", "2019-04-02"),
        ("Il a parlé le 3 avril 2019. Deux jours plus tôt, il arrivait.", "2019-04-01"),
        ("Il a parlé le 3 avril 2019. Trois jours plus tard, il partait.", "2019-04-06"),
        ("Il a parlé le 3 avril 2019. La semaine suivante, il partait.", "2019-W15"),
        ("Il a parlé le 3 avril 2019. Le même jour, il partait.", "2019-04-03"),
        ("Il a parlé le 3 avril 2019. Il est parti à 18 h.", "2019-04-03T18:00"),
        ("Il a parlé mardi. Le lendemain, il partait.", "2024-05-15"),
    ],
)
def test_french_words_count_from_the_words_before(text: str, expected: str) -> None:
    assert timex(text, "fr")[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He spoke on 3 April 2019. The next day he left.", "2019-04-04"),
        ("He spoke on 3 April 2019. Two days earlier he had come.", "2019-04-01"),
        ("He spoke on 3 April 2019. Three days later he left.", "2019-04-06"),
        ("He spoke on 3 April 2019. The following week he left.", "2019-W15"),
        ("He spoke on 3 April 2019. He left at 6 p.m.", "2019-04-03T18:00"),
        ("In the third quarter of 2023 sales fell from a year earlier.", "2022-Q3"),
    ],
)
def test_english_words_count_from_the_words_before(text: str, expected: str) -> None:
    assert timex(text, "en")[-1] == expected


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        (
            "Il a parlé mardi. Le barrage avait cédé en octobre 2023. Le même jour, deux ponts tombaient.",
            "fr",
            "2023-10",
        ),
        ("He spoke on Tuesday. The dam had failed in October 2023. That same day two bridges fell.", "en", "2023-10"),
    ],
)
def test_the_same_day_as_a_month_is_no_day_of_another_sentence(text: str, lang: str, expected: str) -> None:
    same = times.tag(text, lang, when.parse_published("2024-05-16"))[-1]
    assert (same.when.edtf, same.when.timex) == (expected, expected + "-XX")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Il a parlé mardi. Il l'avait vue la veille de son départ.", "fr"),
        ("He spoke on Tuesday. He had met her the day before the vote.", "en"),
    ],
)
def test_the_day_before_something_untold_is_no_day(text: str, lang: str) -> None:
    assert edtf(text, lang, "2024-05-16")[-1] is None


def test_the_day_before_counts_from_the_words_before() -> None:
    assert edtf("He spoke on Tuesday. He had met her the day before.", "en", "2024-05-16")[-1] == "2024-05-13"


def test_a_named_year_reaches_the_months_behind_it() -> None:
    assert timex("Deux ruptures en 97 (en janvier rue Haute, en octobre rue Basse).", "fr") == [
        "1997",
        "1997-01",
        "1997-10",
    ]


def test_a_named_year_does_not_reach_the_next_sentence() -> None:
    assert timex("Between 1990 and 1995 it grew. On March 3 it fell.", "en")[-1] == "2024-03-03"


def test_a_night_between_two_days_may_be_either() -> None:
    night, clock = times.tag(
        "Dans la nuit de lundi à mardi, vers 2 h 30, le feu a pris.", "fr", when.parse_published("2024-05-16")
    )
    assert (night.when.edtf, night.when.timex) == ("[2024-05-13,2024-05-14]", "2024-05-13TNI")
    assert clock.when.timex == "2024-05-14T02:30"


def test_a_bare_weekday_means_the_dated_one_of_the_article() -> None:
    assert timex("Concert samedi.\n\nRendez-vous au kiosque, samedi 18 mai.", "fr", "2024-05-14")[0] == "2024-05-18"


def test_relative_words_of_one_article_stay_tied_to_one_day() -> None:
    text = "Il a parlé mercredi. Le lendemain, il partait."
    wednesday, thursday = times.tag(text, "fr", when.parse_published("2024-05"))
    pairs = list(zip(wednesday.when.candidates, thursday.when.candidates, strict=True))
    assert len(pairs) == 5
    assert all((b.first - a.first).days == 1 for a, b in pairs if a.first and b.first)


def test_a_day_known_from_elsewhere_narrows_the_publication() -> None:
    text, published = "Il a parlé mercredi. Elle a répondu jeudi.", when.parse_published("2024-05")
    assert published
    narrowed = times.narrow(text, "fr", published, Span(11, 19), date(2024, 5, 15))
    assert narrowed
    assert narrowed.edtf == "[2024-05-15..2024-05-21]"
    assert times.tag(text, "fr", narrowed)[0].when.edtf == "2024-05-15"


def test_a_day_that_cannot_be_narrows_nothing() -> None:
    published = when.parse_published("2024-05")
    assert published
    assert times.narrow("Il a parlé mercredi.", "fr", published, Span(11, 19), date(2024, 5, 16)) is None


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("The clerk may have left the town on Tuesday.", "en", "2024-05-14"),
        ("The clerk may leave the town on Tuesday.", "en", "2024-05-21"),
        ("Among the first three mills to join the group on Tuesday were two from the valley.", "en", "2024-05-14"),
        ("Le premier moulin à rejoindre le groupe mardi a été celui de la vallée.", "fr", "2024-05-14"),
        ("They talked about the scheduled visit of the minister in June.", "en", "2024-06"),
        ("The ministry told growers that a cut in supply in June was certain.", "en", "2024-06"),
        ("Le greffier aurait quitté la ville mardi.", "fr", "2024-05-14"),
        ("Le greffier quitterait la ville mardi.", "fr", "2024-05-21"),
        ("Elles ont parlé de la visite prévue du ministre en juin.", "fr", "2024-06"),
        ("The inquest opens on Monday in the town hall.", "en", "2024-05-20"),
        ("The two mayors meet on Monday at the mill.", "en", "2024-05-20"),
        ("Le procès du meunier s'ouvre lundi à la mairie.", "fr", "2024-05-20"),
        ("Le meunier déclare lundi avoir tout dit.", "fr", "2024-05-13"),
    ],
)
def test_the_parsed_clause_tells_on_which_side_a_day_lies(text: str, lang: str, expected: str) -> None:
    article = clean.clean(Raw(text=text, lang=lang, published="2024-05-16"))
    (found,) = times.tag(article.text, lang, article.published, parse.parse(article))
    assert found.when.edtf == expected


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Anne Morel a quitté Lyon dimanche après un séjour commencé le 12 mai. Elle avait signé le matin même.", "fr"),
        ("Anne Morel left Lyon on Sunday after a stay begun on 12 May. She had seen the mayor that morning.", "en"),
    ],
)  # fmt: skip
def test_that_morning_is_no_morning_of_a_date_told_beside_the_story(text: str, lang: str) -> None:
    assert edtf(text, lang, "2024-05-20")[-1] == "2024-05-19"


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Sales fell in the quarter ended April 30.", "en", ("2024-Q1", "2024-02-01/2024-04-30")),
        ("Sales fell in its second quarter ended March 31.", "en", ("2024-Q2", "2024-33")),
        ("Sales fell in the quarter that ended in March.", "en", ("2024-Q1", "2024-33")),
        ("Les ventes du trimestre clos le 30 avril ont chuté.", "fr", ("2024-Q1", "2024-02-01/2024-04-30")),
        ("Les ventes du trimestre achevé fin mars ont chuté.", "fr", ("2024-Q1", "2024-33")),
    ],
)
def test_a_quarter_runs_up_to_the_day_on_which_it_ended(text: str, lang: str, expected: tuple[str, str]) -> None:
    quarter = times.tag(text, lang, when.parse_published("2024-05-16"))[0].when
    assert (quarter.timex, quarter.edtf) == expected


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("In the third quarter sales rose; they had fallen in the 2021 quarter.", "en", "2021-Q3"),
        ("In the third quarter sales rose; they had fallen in last year's quarter.", "en", "2022-Q3"),
        ("Au troisième trimestre 2023, les ventes ont monté ; au même trimestre de 2021, non.", "fr", "2021-Q3"),
        ("Les ventes du premier trimestre de l'an dernier.", "fr", "2023-Q1"),
        ("Les ventes du second semestre de l'année dernière.", "fr", "2023-H2"),
        ("Sales rose in the last half of 2023.", "en", "2023-H2"),
        ("Sales rose in the first half of last year.", "en", "2023-H1"),
        ("Les ventes de la seconde moitié de 2023.", "fr", "2023-H2"),
        ("Les ventes du dernier trimestre 2023.", "fr", "2023-Q4"),
        ("Sales of the last quarter of 2023.", "en", "2023-Q4"),
    ],
)
def test_quarters_and_halves_of_other_years(text: str, lang: str, expected: str) -> None:
    assert timex(text, lang, "2024-02-16")[-1] == expected


@pytest.mark.parametrize(
    ("text", "lang", "published", "expected"),
    [
        ("Le pont est fermé depuis le 15 mai.", "fr", "2023-12-20", "2023-05-15"),
        ("Le pont est fermé depuis juin.", "fr", "2024-05-16", "2023-06"),
        ("The bridge has been shut since 15 May.", "en", "2023-12-20", "2023-05-15"),
        ("The bridge has been shut since June.", "en", "2024-05-16", "2023-06"),
        ("Les chiffres de la crue du 13 novembre.", "fr", "2024-05-29", "2023-11-13"),
    ],
)
def test_what_has_begun_lies_behind(text: str, lang: str, published: str, expected: str) -> None:
    assert timex(text, lang, published) == [expected]


def test_a_part_of_any_day_takes_no_year_of_the_words_before() -> None:
    assert timex("Un jeu lancé en 2017. Il passait en début de soirée.", "fr")[-1] == "XXXX-XX-XXTEV"


def test_digits_of_a_name_are_no_day() -> None:
    assert timex("Au dépôt KLM8, le 5 avril, rien.", "fr") == ["2024-04-05"]


def test_a_day_long_count_is_no_clock() -> None:
    assert timex("Dix blessés en 24 heures mardi.", "fr")[-1] == "2024-05-14"
