"""Whose words they are, from the sentence to the name. Every sentence here was written for these tests."""

from __future__ import annotations

import pytest

from index.analyse import analyse
from index.clean import clean
from index.model import Raw


def told(text: str, lang: str) -> list[tuple[str | None, str]]:
    """The canonical source and the cue of each claim."""
    article = clean(Raw(text, lang=lang))
    return [(c.source_canonical, c.cue.of(article.text)) for c in analyse(article).claims]


SPEAKERS = [
    ("fr", "« Il faut relire la loi », a de son côté estimé Paul Morvan lundi.", "Paul Morvan", "a de son côté estimé"),
    ("fr", "De son côté Luc Carmont, maire d'Orsel, a estimé que tout va bien.", "Luc Carmont", "a estimé"),
    ("fr", 'La ministre de la Pêche Julie Vasseur a "condamné fermement" la grève.', "Julie Vasseur", "condamné"),
    ("fr", "Après la crue de mai, Anne Morvan a décidé de partir.", "Anne Morvan", "a décidé"),
    ("fr", "Suite à la fermeture du salon, Corvex Auto a décidé de partir.", "Corvex Auto", "a décidé"),
    ("fr", "Il a écrit un avis à l'intention du gouvernement, qui veut agir vite.", "gouvernement", "veut"),
    (
        "fr",
        "Il a dit son soutien aux grévistes du port, qui dénoncent un plan brutal.",
        "grévistes du port",
        "dénoncent",
    ),
    ("fr", "Des mécènes tels que Paul Vidal et Anne Morvan demandent à payer plus.", "des mécènes", "demandent"),
    ("en", "A singer, who had toured with Helen Marsh, said the hall was cold.", "singer", "said"),
    ("en", "General Motors said costs would rise. GM said prices would follow.", "General Motors", "said"),
    ("en", "Fiat said it would sell. Fiat Powertrain is a unit of the group.", "Fiat", "said"),
]


@pytest.mark.parametrize(("lang", "text", "source", "cue"), SPEAKERS)
def test_the_one_who_speaks_is_told_from_what_stands_beside_the_verb(
    lang: str, text: str, source: str, cue: str
) -> None:
    assert (source, cue) in [((s or "").removeprefix("a "), c) for s, c in told(text, lang)]


SINGLE = [
    ("fr", "La crue a coûté un million, a indiqué l'Institut Morvel, selon France Bleu.", ["Institut Morvel"]),
    ("fr", "Le pont fermera en mai, a indiqué la préfète Anne Morvan, selon France Bleu.", ["Anne Morvan"]),
    ("fr", "Des rumeurs, selon lesquelles la digue serait fragile, circulent.", []),
    ("fr", "La ministre, selon laquelle la digue est fragile, a démissionné.", ["ministre"]),
    ("fr", "Le prix du vélo atteint 900 euros, selon la configuration choisie.", []),
    ("fr", "La hausse varie de 3 à 5 %, selon le modèle.", []),
    ("fr", "Selon le modèle de l'institut, la crue durera trois jours.", ["modèle de l'institut"]),
    ("fr", "La tempête a fait vingt blessés, selon le compteur.", ["compteur"]),
    ("fr", "L'association Robin des lois a déclaré que le port fermerait.", ["Robin des lois"]),
    ("fr", "L'association Oxfam a déclaré que le port fermerait.", ["Oxfam"]),
    ("en", "A report, according to which the dam is weak, was filed.", ["report"]),
    ("en", "John Miller has campaigned for decades saying hunting is cruel.", ["John Miller"]),
    ("en", "Ann Bell went outside to see if the road was dry.", []),
    ("fr", "Jean Morel a présenté son plan mardi. Elle affirme que le plan suffirait.", [""]),
    ("fr", "Jean Morel a rencontré Paul Girard. Ce dernier affirme que la digue tiendra.", ["Paul Girard"]),
    ("en", "Peter Hall met Paul Brown. The latter said the dam would hold.", ["Paul Brown"]),
    ("en", "Peter Hall had not answered the phone call from his mother.", []),
    ("fr", "Le maire n'a pas répondu aux appels de l'AFP.", ["maire"]),
]


@pytest.mark.parametrize(("lang", "text", "sources"), SINGLE)
def test_only_who_can_speak_is_a_source(lang: str, text: str, sources: list[str]) -> None:
    assert [(s or "").removeprefix("a ") for s, _ in told(text, lang)] == sources


TOLD = [
    ("« La digue tient encore », explique-t-elle à Europe 1.", "elle"),
    ("« Nous allons fermer le port », a dit Jean Morel au Parisien.", "Jean Morel"),
]


@pytest.mark.parametrize(("text", "source"), TOLD)
def test_who_is_told_is_no_part_of_who_speaks(text: str, source: str) -> None:
    article = clean(Raw(text, lang="fr"))
    assert [c.source.of(article.text) for c in analyse(article).claims if c.source] == [source]


def test_ils_are_all_whom_a_plural_office_introduces() -> None:
    text = (
        '"La justice doit être saisie", estiment leurs avocats Paul Vidal, Anne Morvan et Luc Carmont. '
        '"C\'est une exigence", ajoutent-ils.'
    )
    assert told(text, "fr") == [
        ("Paul Vidal, Anne Morvan et Luc Carmont", "estiment"),
        ("Paul Vidal, Anne Morvan et Luc Carmont", "ajoutent"),
    ]


def test_a_heading_that_ran_into_its_text_is_nobody_who_speaks() -> None:
    text = 'Le virus recule. "Moins de cas à Orsel qu\'à Port-Aven"Le ministre a annoncé une trêve.'
    assert told(text, "fr") == [("ministre", "a annoncé")]


THINGS = [
    ("fr", "Un geste qui rappelle que la paix est fragile."),
    ("fr", "Le design évoque un paddock de course."),
    ("fr", "Le projet de loi prévoyait d'harmoniser la durée du travail."),
    ("en", "The outlook suggests that prices will fall."),
    ("en", "The project aims to bring water to the valley."),
    ("en", "The controversy, which saw the channel fined, is over."),
]


@pytest.mark.parametrize(("lang", "text"), THINGS)
def test_a_thing_says_and_wants_nothing(lang: str, text: str) -> None:
    assert told(text, lang) == []


MEANT = [
    ("en", "The Lib Dem leader said the plan was dead.", "Lib Dem leader"),
    ("en", "Yukos lawyers said the sale broke the law.", "Yukos lawyers"),
    ("en", "The Huffington Post reported the delay. The company said nobody was hurt.", "company"),
    (
        "fr",
        "La crue a été longue, selon cette lettre signée par le directeur de la digue, Paul Morvan.",
        "cette lettre",
    ),
    ("en", "Turkey's leaders met the European Union. They insist that the economy is growing.", "Turkey's leaders"),
    ("fr", "Mme Morvan a vu Paul Vidal. Le préfet Luc Carmont nommera celle qu'il souhaite engager.", "Luc Carmont"),
]


@pytest.mark.parametrize(("lang", "text", "source"), MEANT)
def test_a_name_beside_an_office_a_letter_or_a_paper_is_not_who_speaks(lang: str, text: str, source: str) -> None:
    assert source in told(text, lang)[-1][0]


def test_the_one_whom_a_relay_cites_is_the_source() -> None:
    text = "The dam will reopen in June, according to the Post, citing the mayor."
    article = clean(Raw(text, lang="en"))
    [claim] = analyse(article).claims
    assert claim.source_canonical == "mayor"
    assert [s.of(text) for s in claim.channel] == ["the Post"]
    assert [s.of(text) for s in claim.content] == ["The dam will reopen in June"]


def test_il_at_the_head_of_a_sentence_is_who_acted_in_the_one_before() -> None:
    text = (
        "Paul Morvan a affirmé que rien n'était signé. Le même jour, à Orsel, Luc Carmont avait promis son aide "
        "à Jean Vidal. Il l'avait aussi invité en Corvane."
    )
    assert told(text, "fr")[-1][0] == "Luc Carmont"
