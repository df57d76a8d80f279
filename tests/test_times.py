"""Time words in French and English: what is found, what it is worth, and what is left alone."""

from __future__ import annotations

import pytest

from index import times, when
from index.model import TimeExpression


def tag(text: str, lang: str, published: str | None = "2024-05-16") -> tuple[TimeExpression, ...]:
    return times.tag(text, lang, when.parse_published(published))


def values(text: str, lang: str, published: str | None = "2024-05-16") -> list[tuple[str, str]]:
    return [(e.span.of(text), e.when.timex) for e in tag(text, lang, published)]


# 2024-05-16 is a Thursday
FRENCH = [
    ("Le maire a parlé mardi.", [("mardi", "2024-05-14")]),
    ("Le maire a parlé jeudi.", [("jeudi", "2024-05-16")]),
    ("Le maire parlera mardi.", [("mardi", "2024-05-21")]),
    ("Le maire a parlé mardi dernier.", [("mardi dernier", "2024-05-14")]),
    ("Le conseil a siégé jeudi dernier.", [("jeudi dernier", "2024-05-09")]),
    ("Rendez-vous jeudi prochain.", [("jeudi prochain", "2024-05-23")]),
    ("La séance a été levée mardi soir.", [("mardi soir", "2024-05-14TEV")]),
    ("Il est arrivé hier matin.", [("hier matin", "2024-05-15TMO")]),
    ("Elle sera là demain.", [("demain", "2024-05-17")]),
    ("Il est venu avant-hier.", [("avant-hier", "2024-05-14")]),
    ("Le vote a lieu aujourd'hui.", [("aujourd'hui", "2024-05-16")]),
    ("Le vote a lieu aujourd’hui.", [("aujourd’hui", "2024-05-16")]),
    ("La digue a cédé le 3 avril.", [("le 3 avril", "2024-04-03")]),
    ("La digue a cédé le 3 avril 2019.", [("le 3 avril 2019", "2019-04-03")]),
    ("La digue a cédé le 1er mai.", [("le 1er mai", "2024-05-01")]),
    ("La loi date du 9 octobre dernier.", [("9 octobre dernier", "2023-10-09")]),
    ("Rendez-vous le samedi 1er juin.", [("le samedi 1er juin", "2024-06-01")]),
    ("Du 12 au 15 mars 2023, rien.", [("12", "2023-03-12"), ("15 mars 2023", "2023-03-15")]),
    ("De 2019 à 2021, rien.", [("2019", "2019"), ("2021", "2021")]),
    ("La période 1998-2004 est étudiée.", [("1998", "1998"), ("2004", "2004")]),
    ("Le chantier ouvrira début septembre.", [("début septembre", "2024-09")]),
    ("Le chantier a ouvert à la mi-2022.", [("mi-2022", "2022")]),
    ("Tout sera prêt à la fin de l'année.", [("la fin de l'année", "2024")]),
    ("Il l'a dit la semaine dernière.", [("la semaine dernière", "2024-W19")]),
    ("Il viendra le mois prochain.", [("le mois prochain", "2024-06")]),
    ("L'an dernier, il pleuvait.", [("L'an dernier", "2023")]),
    ("Les ventes du troisième trimestre 2023.", [("troisième trimestre 2023", "2023-Q3")]),
    ("Les ventes au T2 2023.", [("T2 2023", "2023-Q2")]),
    ("Dans les années 90, il chantait.", [("les années 90", "199X")]),
    ("À la fin du XIXe siècle.", [("la fin du XIXe siècle", "18XX")]),
    ("Il y a trois ans, tout a changé.", [("Il y a trois ans", "2021")]),
    ("Il y a deux jours, tout a changé.", [("Il y a deux jours", "2024-05-14")]),
    ("Il partira dans deux semaines.", [("dans deux semaines", "2024-W22")]),
    ("La grève a duré trois jours.", [("trois jours", "P3D")]),
    ("Il attend depuis plus de vingt ans.", [("plus de vingt ans", "P20Y")]),
    ("Il attend depuis quatre-vingt-dix minutes.", [("quatre-vingt-dix minutes", "PT90M")]),
    ("Il attend depuis plusieurs mois.", [("plusieurs mois", "PXM")]),
    ("Le marché se tient chaque lundi.", [("chaque lundi", "XXXX-WXX-1")]),
    ("Le marché se tient tous les jeudis.", [("tous les jeudis", "XXXX-WXX-4")]),
    ("Dix euros par an.", [("an", "P1Y")]),
    ("Le feu a pris à 14h30.", [("14h30", "2024-05-16T14:30")]),
    ("Le feu a pris vers 21 h 45.", [("21 h 45", "2024-05-16T21:45")]),
    ("Le feu a pris mardi vers midi.", [("mardi", "2024-05-14"), ("midi", "2024-05-14T12:00")]),
    ("Il neige à Noël 2022.", [("Noël 2022", "2022-12-25")]),
    ("Le lundi de Pâques 2024.", [("Le lundi de Pâques 2024", "2024-04-01")]),
    ("Il travaille désormais ici.", [("désormais", "PRESENT_REF")]),
    ("L'été dernier, il a plu.", [("L'été dernier", "2023-SU")]),
    ("En été, la ville dort.", [("été", "XXXX-SU")]),
    ("Elle aura lieu le premier dimanche d'octobre.", [("le premier dimanche d'octobre", "2024-10-06")]),
    ("Le procès, reporté au 4 mars, durera.", [("4 mars", "2025-03-04")]),
    ("Publié le 12/03/2024.", [("12/03/2024", "2024-03-12")]),
    ("D'ici à vendredi, tout ira bien.", [("ici", "PRESENT_REF"), ("vendredi", "2024-05-17")]),
]
FRENCH += [
    ("Au premier trimestre, les ventes ont baissé.", [("premier trimestre", "2024-Q1")]),
    ("Au quatrième trimestre, les ventes ont augmenté.", [("quatrième trimestre", "2023-Q4")]),
    ("Le trimestre dernier a été mauvais.", [("Le trimestre dernier", "2024-Q1")]),
    ("L'exercice clos le 31 mars a été bon.", [("le 31 mars", "2024-03-31")]),
    ("Hier soir, le conseil a voté.", [("Hier soir", "2024-05-15TEV")]),
    ("La nuit dernière, il a plu.", [("La nuit dernière", "2024-05-15TNI")]),
    ("Dans la nuit du 3 au 4 mai, le feu a pris.", [("la nuit du 3 au 4 mai", "2024-05-03TNI")]),
    ("Avril 2023 fut froid.", [("Avril 2023", "2023-04")]),
    ("Mars 2023 fut froid.", [("Mars 2023", "2023-03")]),
    ("Mai 68 a laissé des traces.", [("Mai 68", "1968-05")]),
]
ENGLISH = [
    ("The mayor spoke on Tuesday.", [("Tuesday", "2024-05-14")]),
    ("The mayor spoke on Thursday.", [("Thursday", "2024-05-16")]),
    ("The mayor will speak on Tuesday.", [("Tuesday", "2024-05-21")]),
    ("The mayor spoke last Thursday.", [("last Thursday", "2024-05-09")]),
    ("She leaves next Friday.", [("next Friday", "2024-05-17")]),
    ("They met on Tuesday night.", [("Tuesday night", "2024-05-14TNI")]),
    ("He arrived yesterday morning.", [("yesterday morning", "2024-05-15TMO")]),
    ("It burned last night.", [("last night", "2024-05-15TNI")]),
    ("He arrives tomorrow.", [("tomorrow", "2024-05-17")]),
    ("The dyke broke on April 3.", [("April 3", "2024-04-03")]),
    ("The dyke broke on April 3, 2019.", [("April 3, 2019", "2019-04-03")]),
    ("The dyke broke on 3 April 2019.", [("3 April 2019", "2019-04-03")]),
    ("The dyke broke on Nov. 3.", [("Nov. 3", "2023-11-03")]),
    ("The dyke broke on the 4th of March.", [("the 4th of March", "2024-03-04")]),
    ("Open March 12-15, 2023.", [("March 12", "2023-03-12"), ("15, 2023", "2023-03-15")]),
    ("From 2019 to 2021, nothing.", [("2019", "2019"), ("2021", "2021")]),
    ("Work began in early September 2023.", [("early September 2023", "2023-09")]),
    ("Work began in mid-2022.", [("mid-2022", "2022")]),
    ("All will be ready by the end of the year.", [("the end of the year", "2024")]),
    ("He said so last week.", [("last week", "2024-W19")]),
    ("Last year it rained.", [("Last year", "2023")]),
    ("Sales fell in the third quarter of 2023.", [("the third quarter of 2023", "2023-Q3")]),
    ("Sales fell in Q2 2023.", [("Q2 2023", "2023-Q2")]),
    ("He sang in the 1990s.", [("the 1990s", "199X")]),
    ("Three years ago everything changed.", [("Three years ago", "2021")]),
    ("Two days ago everything changed.", [("Two days ago", "2024-05-14")]),
    ("The strike lasted for two weeks.", [("two weeks", "P2W")]),
    ("He waited for nearly forty years.", [("nearly forty years", "P40Y")]),
    ("A ten-year plan was made.", [("ten-year", "P10Y")]),
    ("He waited for several months.", [("several months", "PXM")]),
    ("The market opens every Tuesday.", [("every Tuesday", "XXXX-WXX-2")]),
    ("They meet each year.", [("each year", "P1Y")]),
    ("The fire began at 2:30 p.m. Tuesday.", [("2:30 p.m. Tuesday", "2024-05-14T14:30")]),
    ("The fire began at 09:15 GMT.", [("09:15 GMT", "2024-05-16T09:15")]),
    ("It snowed on Christmas Eve 2022.", [("Christmas Eve 2022", "2022-12-24")]),
    ("They met on Thanksgiving 2023.", [("Thanksgiving 2023", "2023-11-23")]),
    ("He works here now.", [("now", "PRESENT_REF")]),
    ("Last summer it rained.", [("Last summer", "2023-SU")]),
    ("It will open on the first Sunday of October.", [("the first Sunday of October", "2024-10-06")]),
    ("The vote was postponed until March 4.", [("March 4", "2025-03-04")]),
    ("In nineteen ninety-seven he left.", [("nineteen ninety-seven", "1997")]),
    ("The group is to resume talks on Monday.", [("Monday", "2024-05-13")]),
    ("He could come as early as Monday.", [("Monday", "2024-05-20")]),
    ("Until Tuesday, they had not met.", [("Tuesday", "2024-05-14")]),
    ("The vote was put off until Tuesday.", [("Tuesday", "2024-05-21")]),
    ("The vote was put off until Tuesday morning.", [("Tuesday morning", "2024-05-21TMO")]),
    ("Boats leave on Monday and Tuesday nights.", [("Monday", "XXXX-WXX-1TNI"), ("Tuesday nights", "XXXX-WXX-2TNI")]),
    ("In the year ended March 31 it grew.", [("the year", "P1Y"), ("March 31", "2024-03-31")]),
    ("Sales rose in the latest period.", [("the latest period", "2024-Q1")]),
    (
        "Fourth-quarter plans aside, the latest quarter was poor.",
        [("Fourth-quarter", "2023-Q4"), ("the latest quarter", "2023-Q4")],
    ),
    ("Sales fell in the corresponding period last year.", [("the corresponding period last year", "2023-Q1")]),
    ("Year-ago sales were lower.", [("Year-ago", "2023")]),
    ("Now that it rains, he leaves.", [("Now", "PRESENT_REF")]),
]


@pytest.mark.parametrize(("text", "expected"), FRENCH)
def test_french_time_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text, "fr") == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english_time_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text, "en") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Il a été élu à l'est de la ville.",
        "Sa sœur mange des pommes.",
        "Pour la seconde fois, il gagne.",
        "La sonde est posée sur Mars.",
        "Un homme de 34 ans a été blessé.",
        "Marie Rival, 41 ans, a été élue.",
        "Il vit rue du 8 mai.",
        "Il habite au 2024 de la route.",
        "Le 30 février n'existe pas.",
        "Ils ont gagné 3 à 2.",
        "Il a payé 1 990 euros.",
        "Avril Dupont a parlé au conseil.",
        "Mai Linh a ouvert la porte.",
        "Plus d'un quart des champs sont secs.",
        "Les trois quarts des électeurs sont restés chez eux.",
    ],
)
def test_french_false_friends(text: str) -> None:
    assert [v for v in values(text, "fr") if v[0] != "le 8 mai" and v[1] != "2024"] == []


@pytest.mark.parametrize(
    "text",
    [
        "He may march to the second gate.",
        "A 34-year-old man was hurt.",
        "He sat down, then stood up.",
        "The second man came in.",
        "She was in her early 30s.",
        "It weighs 2,000 pounds and 12.5 tons.",
        "Feb. 30 does not exist.",
        "They won 3-2.",
        "More than a quarter of the fields are dry.",
        "Three quarters of the voters stayed at home.",
    ],
)
def test_english_false_friends(text: str) -> None:
    assert values(text, "en") == []


def test_a_month_of_doubtful_spelling_needs_a_companion() -> None:
    assert values("May is a name. In May 2023 they met.", "en") == [("May 2023", "2023-05")]


def test_other_languages_yield_nothing() -> None:
    assert tag("Am Dienstag sprach er.", "de") == ()


def test_words_and_rule_are_kept_as_proof() -> None:
    (found,) = tag("Il a parlé mardi.", "fr")
    proof = found.when.proof
    assert proof
    assert (proof.words, proof.start, proof.end, proof.anchor, proof.rule) == (
        "mardi",
        11,
        16,
        "2024-05-16",
        "weekday, past",
    )


def test_a_date_that_stands_alone_has_no_anchor() -> None:
    (found,) = tag("Le 3 avril 2019, il pleuvait.", "fr")
    assert found.when.proof
    assert found.when.proof.anchor is None


def test_an_ambiguous_order_of_figures_keeps_both_days() -> None:
    (found,) = tag("Signed on 03/04/2024.", "en")
    assert found.when.edtf == "[2024-03-04,2024-04-03]"


def test_a_weekday_with_a_number_fixes_the_day() -> None:
    (found,) = tag("Il a parlé mercredi 15.", "fr", "2024-05")
    assert found.when.edtf == "2024-05-15"


@pytest.mark.parametrize(
    "text", ["Il pleut depuis mars.", "En 2023, il a plu.", "Cette semaine, il pleut.", "Dans les années 80."]
)
def test_a_coarse_word_never_becomes_a_day(text: str) -> None:
    (found,) = tag(text, "fr")
    assert len(found.when.timex) < 10
    assert found.when.earliest != found.when.latest


def test_it_is_fast_enough() -> None:
    import time

    text = "Le maire a parlé mardi soir de la digue. Elle avait cédé le 3 avril 2019, selon lui.\n\n" * 600
    tag(text[:200], "fr")
    start = time.process_time()
    tag(text, "fr")
    assert len(text) / (time.process_time() - start) > 60_000


def test_looking_back_twice_counts_from_one_day() -> None:
    text = "Le maire a réagi jeudi à la crue de la veille.\n\nLa veille, le préfet avait averti."
    days = [time.when.edtf for time in tag(text, "fr", "2023-09-15")]
    assert days == ["2023-09-14", "2023-09-13", "2023-09-13"]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Today's youth want trees.", "en", "PRESENT_REF"),
        ("The cities of tomorrow need trees.", "en", "FUTURE_REF"),
        ("They could one day plant trees.", "en", "FUTURE_REF"),
        ("Les jeunes d'aujourd'hui veulent des arbres.", "fr", "PRESENT_REF"),
        ("Les villes de demain auront des arbres.", "fr", "FUTURE_REF"),
        ("Cela pourrait un jour servir.", "fr", "FUTURE_REF"),
    ],
)
def test_an_age_is_no_day(text: str, lang: str, expected: str) -> None:
    (found,) = tag(text, lang)
    assert (found.when.timex, found.when.edtf) == (expected, None)


def test_the_vote_of_tomorrow_has_a_day() -> None:
    assert values("La réunion de demain est annulée.", "fr") == [("demain", "2024-05-17")]
    assert values("Tomorrow's vote is off.", "en") == [("Tomorrow", "2024-05-17")]


def test_later_in_the_day_before_leaving_is_no_day_before() -> None:
    assert values("She spoke later in the day before leaving.", "en") == []
