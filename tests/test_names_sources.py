"""Who is meant by a source's words. Every sentence here was written for these tests."""

from __future__ import annotations

import pytest

from index import names
from index.clean import clean
from index.model import Claim, Raw, Span
from index.parse import parse


def resolved(text: str, lang: str, *sources: str) -> list[Claim]:
    """Claims whose sources are the given words, each found after the one before, with their canonical source."""
    article = clean(Raw(text, lang=lang))
    sentences = parse(article)
    claims, at = [], 0
    for source in sources:
        start = article.text.index(source, at)
        at = start + len(source)
        cue = Span(at, at + 1)
        claims.append(
            Claim(article.id, article.edition, cue, (Span(at + 1, at + 2),), "indirect", "say", source=Span(start, at))
        )
    return list(names.attach(claims, names.find(article, sentences), article, sentences))


def source(text: str, lang: str, *sources: str) -> str | None:
    return resolved(text, lang, *sources)[-1].source_canonical


def test_il_is_the_man_who_spoke() -> None:
    text = "Le directeur Paul Morvan a déclaré que l'usine fermerait. Il a ajouté que rien n'était signé."
    assert source(text, "fr", "Le directeur Paul Morvan", "Il") == "Paul Morvan"


def test_elle_is_the_woman_even_if_a_man_is_nearer() -> None:
    text = "Sophie Tellier a rencontré Marc Delaunay. Elle a promis une réponse."
    assert source(text, "fr", "Elle") == "Sophie Tellier"


def test_she_is_the_woman() -> None:
    text = "Helen Marsh met Robert Quill in Oslo. She said the talks had gone well."
    assert source(text, "en", "She") == "Helen Marsh"


def test_two_who_fit_are_both_kept() -> None:
    text = "Robert Quill and Edward Stone met in Oslo. He said the talks had gone well."
    claim = resolved(text, "en", "He")[0]
    assert {claim.source_canonical, *claim.doubt} == {"Robert Quill", "Edward Stone"}


def test_the_spokesman_is_who_was_introduced_as_such() -> None:
    text = "Edward Stone, a spokesman for the ministry, spoke in Oslo. The spokesman said no decision had been made."
    assert source(text, "en", "The spokesman") == "Edward Stone"


def test_the_president_of_a_country_is_told_from_another_president() -> None:
    text = (
        "Le président finlandais Aarne Koskela a reçu le président estonien Jaan Tamm. "
        "Le président estonien a parlé de sécurité. Le président finlandais a parlé de commerce."
    )
    assert source(text, "fr", "Le président estonien") == "Jaan Tamm"
    assert source(text, "fr", "Le président finlandais a parlé"[:24]) is not None


def test_an_office_may_follow_the_name_it_belongs_to() -> None:
    text = "Paul Morvan a visité le chantier. Le maire de Tourvel s'est dit rassuré."
    assert source(text, "fr", "Le maire de Tourvel") == "Paul Morvan"


def test_a_person_who_only_restricts_a_phrase_does_not_speak() -> None:
    assert source("L'avocat de Paul Morvan a parlé.", "fr", "L'avocat de Paul Morvan") == "avocat de Paul Morvan"
    assert source("Paul Morvan's lawyer spoke.", "en", "Paul Morvan's lawyer") != "Paul Morvan"


@pytest.mark.parametrize(
    ("text", "lang", "words", "wanted"),
    [
        ("Des témoins ont parlé d'une explosion.", "fr", "Des témoins", "des témoins"),
        ("Witnesses spoke of an explosion.", "en", "Witnesses", "Witnesses"),
        ("Le procureur a ouvert une enquête.", "fr", "Le procureur", "procureur"),
        ("The prefecture denied it.", "en", "The prefecture", "prefecture"),
    ],
)
def test_an_unnamed_source_keeps_its_own_words(text: str, lang: str, words: str, wanted: str) -> None:
    assert source(text, lang, words) == wanted


@pytest.mark.parametrize(("words", "lang"), [("On", "fr"), ("Certains", "fr"), ("Some", "en")])
def test_nobody_in_particular_is_nobody(words: str, lang: str) -> None:
    assert source(f"{words} dit que Paul Morvan partira.", lang, words) is None


def test_a_capital_speaks_for_itself() -> None:
    assert source("Washington a prévenu que la réunion serait longue.", "fr", "Washington") == "Washington"


def test_the_agency_beside_its_name_is_the_name() -> None:
    assert source("L'agence Tass a confirmé la date.", "fr", "L'agence Tass") == "Tass"


def test_the_ministry_is_the_one_named_before() -> None:
    text = "Le ministère norvégien de la Défense a publié une note. Le ministère a précisé la date."
    assert source(text, "fr", "Le ministère a"[:12].strip()) == "ministère norvégien de la Défense"


def test_the_company_is_the_firm_the_article_is_about() -> None:
    text = "Nordhydra Power cut its forecast on Monday. The company said demand had fallen."
    assert source(text, "en", "The company") == "Nordhydra Power"


def test_who_stands_for_the_noun_before_it() -> None:
    text = "Helen Marsh, who said the dam was safe, met Robert Quill."
    assert source(text, "en", "who") == "Helen Marsh"


def test_the_world_health_organization_is_no_pronoun() -> None:
    assert source("The outbreak is over, the WHO said. Robert Quill agreed.", "en", "WHO") == "WHO"


def test_i_inside_a_quotation_is_its_speaker() -> None:
    text = "Helen Marsh told reporters: “I said in May that we would wait.”"
    article = clean(Raw(text, lang="en"))
    sentences = parse(article)
    start = article.text.index("I said")
    outer = Claim(
        article.id,
        article.edition,
        Span(12, 16),
        (Span(start - 1, len(article.text)),),
        "direct",
        "say",
        source=Span(0, 11),
    )
    inner = Claim(
        article.id, article.edition, Span(start + 2, start + 6), (Span(start + 14, start + 31),), "indirect", "say",
        source=Span(start, start + 1),
    )  # fmt: skip
    done = names.attach([outer, inner], names.find(article, sentences), article, sentences)
    assert [claim.source_canonical for claim in done] == ["Helen Marsh", "Helen Marsh"]


def test_the_role_of_a_source_is_given() -> None:
    claim = resolved("Edward Stone, a spokesman for the ministry, said no.", "en", "Edward Stone")[0]
    assert claim.role is not None
    assert "spokesman" in claim.role


def test_a_role_does_not_say_whose_where_nobody_can_know() -> None:
    claim = resolved("Irène Malric, sa porte-parole, a dit non.", "fr", "Irène Malric")[0]
    assert claim.role == "porte-parole"


def test_they_are_the_several_who_spoke() -> None:
    text = "Two shipowners told Robert Quill that rates would rise. They blamed the drought."
    assert source(text, "en", "Two shipowners", "They") == "two shipowners"


def test_a_spokeswoman_is_not_the_ministry_whose_name_she_follows() -> None:
    text = "A Department for Roads and Dams spokeswoman said the pass was shut."
    assert source(text, "en", text[: text.index(" said")]) == "a Department for Roads and Dams spokeswoman"


def test_she_is_the_woman_by_her_title_before_somebody_of_no_known_gender() -> None:
    text = "Mrs Carter was with Anselm Dorne for years. Dorne planned to stay in Orsel. She said it was over."
    assert source(text, "en", "She") == "Carter"


def test_a_lawyer_is_not_the_client_whom_she_represents() -> None:
    text = "A lawyer representing Mr Carter and Mr Dorne said the pair denied it."
    assert source(text, "en", text[: text.index(" said")]) == "a lawyer"
    assert source(text, "en", "the pair") is None


def test_a_long_running_presenter_keeps_the_whole_word() -> None:
    assert source("The long-running presenter said it was over.", "en", "The long-running presenter") == (
        "long-running presenter"
    )


def test_a_country_that_ends_the_name_of_a_body_is_not_the_body() -> None:
    text = "Marlow International UK questioned the plan."
    assert source(text, "en", "Marlow International UK") == "Marlow International UK"


def test_whom_somebody_names_in_his_own_words_does_not_speak() -> None:
    text = "Paul Morvan met Mark Dorne. “Mark Dorne has worked well,” he said."
    quoted = Span(text.index("“"), text.index(" he said"))
    article = clean(Raw(text, lang="en"))
    sentences = parse(article)
    start = text.index("he said")
    claim = Claim(
        article.id,
        article.edition,
        Span(start + 3, start + 7),
        (quoted,),
        "direct",
        "say",
        source=Span(start, start + 2),
    )
    done = names.attach([claim], names.find(article, sentences), article, sentences)
    assert (done[0].source_canonical, done[0].doubt) == ("Paul Morvan", ())


def test_the_head_of_a_party_is_no_head_of_state() -> None:
    text = "Emmanuel Macron a visité Tourvel. La présidente du MLT a répondu."
    assert source(text, "fr", "La présidente du MLT") == "présidente du MLT"


def test_she_is_the_niece_and_not_the_aunt_who_is_only_named() -> None:
    text = "La nièce de Sophie Tellier a ouvert une école. Elle a promis une réponse."
    assert source(text, "fr", "Elle") == "nièce de Sophie Tellier"


def test_two_bodies_that_speak_together_are_both_kept() -> None:
    text = "Nordhydra Power and Asahi Breweries said demand had fallen."
    assert source(text, "en", "Nordhydra Power and Asahi Breweries") == "Nordhydra Power and Asahi Breweries"
