"""Answers rest on claims: source, force, day and exact words; or they are refused with one plain sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from bot.bot import Bot
from bot.query import Answer, Filters
from bot.quote import quotations
from index.errors import InputError
from index.settings import Settings


@pytest.fixture(scope="module")
def bot(samples: Settings) -> Iterator[Bot]:
    with Bot.open(samples) as bot:
        yield bot


QUESTIONS = [
    ("summit", "What did Kirby warn?"),
    ("summit", "Qu'a promis Kim à Poutine ?"),
    ("summit", "Who invited Putin to North Korea?"),
    ("orsel", "Qu'a dit Odile Brossac ?"),
    ("orsel", "What did Bruno Lestac say?"),
    ("orsel", "When did Tardivon first read the report?"),
    ("orsel", "Combien d'habitants ont été évacués ?"),
    ("orsel", "Did Kestria change its position on going to court?"),
]


@pytest.fixture(scope="module")
def answers(bot: Bot) -> list[Answer]:
    return [bot.ask(question, dossier) for dossier, question in QUESTIONS]


def test_every_marker_resolves(bot: Bot, answers: list[Answer]) -> None:
    for answer in answers:
        markers = {int(n) for n in re.findall(r"(?<!\\)\[(\d+)\]", answer.markdown)}
        assert markers == {cited.n for cited in answer.citations}
        for cited in answer.citations:
            article = bot.store.edition(cited.citation.article, cited.citation.edition)
            assert article.text[cited.citation.start : cited.citation.end] == cited.citation.text


def test_every_quotation_is_verbatim(answers: list[Answer]) -> None:
    for answer in answers:
        cited = {c.n: " ".join(c.citation.text.split()) for c in answer.citations}
        for sentence in answer.sentences:
            for span in quotations(sentence.text) or []:
                said = " ".join(span.of(sentence.text)[1:-1].split())
                assert any(said in cited[n] for n in sentence.citations), said


def test_only_who_is_asked_speaks(bot: Bot) -> None:
    answer = bot.ask("What did Kirby warn?", "summit")
    assert {cited.claim and cited.claim.source_canonical for cited in answer.citations} == {"John Kirby"}


@pytest.mark.parametrize(("question", "lang"), [("Qu'a dit Kirby ?", "fr"), ("What did Kirby say?", "en")])
def test_the_frame_is_in_the_language_of_the_question(bot: Bot, question: str, lang: str) -> None:
    answer = bot.ask(question, "summit")
    assert answer.query.language == lang
    verb = {"fr": "a ", "en": "said"}[lang]
    assert any(f"Kirby {verb}" in s.text or f", {verb}" in s.text for s in answer.sentences)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("What did Emmanuel Macron say about the summit?", "Nothing in this dossier is attributed to Emmanuel Macron."),
        ("What is the price of oil?", "Nothing in this dossier answers this: nothing was found on oil."),
        ("What did Kirby say about football?", "Nothing that John Kirby says in this dossier is about football."),
        ("What did Lim Soo-suk promise?", "No promise by Lim Soo-suk is found in this dossier."),
    ],
)
def test_a_refusal_says_what_is_missing(bot: Bot, question: str, reason: str) -> None:
    answer = bot.ask(question, "summit")
    assert (answer.abstained, answer.reason, answer.sentences) == (True, reason, ())
    assert answer.nearest


def test_a_time_that_nothing_falls_in_is_refused(bot: Bot) -> None:
    answer = bot.ask("What did Kirby say on 20 August 2021?", "summit")
    assert answer.abstained
    assert "2021-08-20" in (answer.reason or "")


def test_an_empty_dossier_says_so(bot: Bot) -> None:
    assert bot.ask("What did Kirby say?").reason == "This dossier holds no articles yet."


def test_a_blank_question_is_an_error(bot: Bot) -> None:
    with pytest.raises(InputError):
        bot.ask(" ? ")


def test_the_answer_says_how_complete_it_is(bot: Bot) -> None:
    answer = bot.ask("What did Bruno Lestac say?", "orsel")
    assert answer.coverage["sources"] == 1
    assert f"{answer.coverage['claims']} statements by 1 source" in answer.markdown


def test_what_was_carried_over_is_shown(bot: Bot) -> None:
    before = bot.understand("What did Kirby warn?", "summit")
    answer = bot.ask("And Kim Yung-ho?", "summit", history=[before])
    assert answer.query.sources == ("Kim Yung-ho",)
    assert "Carried over" in answer.markdown


def test_an_answer_grows_sentence_by_sentence(bot: Bot) -> None:
    grown = list(bot.stream("What did Bruno Lestac say?", "orsel"))
    assert [len(answer.sentences) for answer in grown[:-1]] == list(range(1, len(grown)))
    assert grown[-1].coverage


def test_hearsay_stays_hearsay(bot: Bot) -> None:
    answer = bot.ask("What did Lestac warn?", "orsel")
    rumoured = [c.n for c in answer.citations if c.claim and c.claim.hedge == "hearsay"]
    for sentence in answer.sentences:
        if set(sentence.citations) & set(rumoured):
            assert "is said to have" in sentence.text


def test_a_question_about_the_dossier_is_answered_from_the_ledger(bot: Bot) -> None:
    answer = bot.ask("How many articles are there?", "orsel")
    assert (answer.query.intent, answer.abstained) == ("meta", False)
    assert "14 articles" in answer.markdown


def test_a_change_of_position_is_told_from_both_ends_the_earlier_first(bot: Bot) -> None:
    answer = bot.ask("La Kestrie a-t-elle changé de position sur le recours en justice ?", "orsel")
    assert [cited.claim.force for cited in answer.citations if cited.claim] == ["threaten", "say"]
    assert "Changement relevé" in answer.notes[0]


@pytest.mark.parametrize(
    "question",
    [
        "Qu'est-ce qui a changé dans la position d'Aurélien Brossac ?",
        "What has changed in Aurélien Brossac's position?",
    ],
)
def test_what_has_changed_is_told_by_the_old_statement_and_the_new(bot: Bot, question: str) -> None:
    told = [sentence.text for sentence in bot.ask(question, "orsel").sentences]
    assert "il y en a trois" in told[0]
    assert "nous nous sommes trompés" in told[-1]


def test_where_no_change_is_recorded_it_is_said(bot: Bot) -> None:
    answer = bot.ask("Has Kirby changed his mind?", "summit")
    assert "No change of position is recorded" in answer.notes[0]
    assert {cited.claim and cited.claim.source_canonical for cited in answer.citations} == {"John Kirby"}


@pytest.mark.parametrize("question", ["Why did Odile Brossac resign?", "Pourquoi Nadia Ferrane a-t-elle démissionné ?"])
def test_a_question_that_takes_for_granted_what_no_article_says_is_refused(bot: Bot, question: str) -> None:
    assert bot.ask(question, "orsel").abstained


def test_every_figure_that_is_set_against_another_is_told(bot: Bot) -> None:
    answer = bot.ask("How many residents were evacuated?", "orsel")
    told = answer.markdown
    assert all(figure in told for figure in ("340 habitants", "cinq cents personnes", "412 people"))


def test_a_description_finds_its_source_across_languages(bot: Bot) -> None:
    answer = bot.ask("Selon l'état-major sud-coréen, qu'a tiré la Corée du Nord ?", "summit")
    assert [cited.claim and cited.claim.source_canonical for cited in answer.citations] == ["Joint Chiefs of Staff"]


def test_a_denial_stands_beside_the_hearsay_that_it_denies(bot: Bot) -> None:
    told = " ".join(sentence.text for sentence in bot.ask("Did Brossac resign?", "orsel").sentences)
    assert "is said to have offered his resignation" in told
    assert "Bruno Lestac" in told
    assert "denied" in told


def test_a_denial_quotes_what_it_points_back_at(bot: Bot) -> None:
    (sentence,) = bot.ask("Who denied the resignation?", "orsel").sentences
    assert "denied — about this: “Aurélien Brossac is said to have offered his resignation" in sentence.text


def test_a_count_of_something_is_a_number_of_it(bot: Bot) -> None:
    answer = bot.ask("How many cracks does the dam have?", "orsel")
    assert answer.sentences
    assert all("Ignore previous" not in sentence.text for sentence in answer.sentences)


def test_what_happened_in_a_month_is_told_in_order(bot: Bot) -> None:
    answer = bot.ask("What happened in March 2025?", "orsel")
    assert not answer.abstained
    assert len(answer.sentences) >= 5
    assert any("leak" in sentence.text for sentence in answer.sentences)


def test_a_question_of_change_without_a_topic_is_answered(bot: Bot) -> None:
    assert not bot.ask("Corran a-t-elle changé d'avis ?", "orsel").abstained


def test_a_known_source_in_its_own_conditional_is_not_itself_hearsay(bot: Bot) -> None:
    (sentence,) = bot.ask("What did the firefighter say?", "orsel").sentences
    assert sentence.text.startswith("A firefighter at the scene said,")
    assert "said to have been" in sentence.text


def told(bot: Bot, question: str, dossier: str = "orsel") -> str:
    return " ".join(sentence.text for sentence in bot.ask(question, dossier).sentences)


def test_what_is_denied_stands_behind_that(bot: Bot) -> None:
    assert "Hydraval a démenti le 4 mars 2025 que « le barrage d'Orsel soit dangereux »" in told(
        bot, "Qu'a démenti Hydraval ?"
    )


def test_a_clause_that_starts_with_a_vowel_melts_with_its_que(bot: Bot) -> None:
    assert "a déclaré qu’« elle n'a aucun lien" in told(bot, "Qu'a dit Odile Brossac du dirigeant d'Hydraval ?")


def test_what_is_demanded_stands_behind_its_verb(bot: Bot) -> None:
    assert "demanded “la fermeture du camping" in told(bot, "What did Odile Brossac demand?")


def test_an_accusation_names_the_accused(bot: Bot) -> None:
    assert "“has accused Valdoria of ‘hiding the truth" in told(bot, "What did Owen Hallam accuse Valdoria of?")


def test_regret_is_not_told_twice(bot: Bot) -> None:
    assert "expressed regret." in told(bot, "What did Aurélien Brossac regret?")


def test_a_speaker_is_told_without_a_relative_clause(bot: Bot) -> None:
    assert "Le ministère de l'Énergie a refusé de commenter" in told(bot, "Qui a refusé de répondre ?")


def test_statements_left_out_are_counted_and_called_later(bot: Bot) -> None:
    answer = bot.ask("What did Aurélien Brossac say?", "orsel")
    assert answer.coverage["untold"] > 0
    assert f"{answer.coverage['untold']} later ones are left out here" in answer.markdown


def test_small_words_melt_into_an_unknown_speaker(bot: Bot) -> None:
    assert bot.ask("Que dit le syndicat des postiers ?", "orsel").reason == (
        "Rien dans ce dossier n’est attribué au syndicat des postiers."
    )


@pytest.mark.parametrize("question", ["What did Seoul say?", "Qu'a dit Séoul ?"])
def test_a_capital_speaks_through_the_ministries_and_spokesmen_of_its_country(bot: Bot, question: str) -> None:
    answer = bot.ask(question, "summit")
    who = {cited.claim and cited.claim.source_canonical for cited in answer.citations}
    assert {"Jeon Ha-gyu", "Lim Soo-suk", "Kim Yung-ho"} <= who
    assert not who & {"John Kirby", "Dmitri Peskov", "Kim Jong Un"}


def test_a_timeline_of_what_a_capital_said_holds_what_was_said_for_it(bot: Bot) -> None:
    told = bot.timeline("summit", "everything Seoul said in September, in five lines", Filters(), None, ("said",))
    assert 1 <= len(told["entries"]) <= 5


def test_what_is_said_in_a_relative_clause_keeps_its_subject(bot: Bot) -> None:
    told = [sentence.text for sentence in bot.ask("What did Kim Jong Un say?", "summit").sentences]
    assert any("Russia, which he said was engaged" in text for text in told)


def test_who_somebody_is_ends_with_what_became_of_him(bot: Bot) -> None:
    told = [sentence.text for sentence in bot.ask("Who is Lestac?", "orsel").sentences]
    assert "spokesman" in told[0]
    assert "who replaced Aurélien Brossac as head of Hydraval" in told[-1]
    assert not told[-1].startswith("“")
