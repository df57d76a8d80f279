"""A question for a day, a number or a person is answered by what the sentence says of the very thing asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.bot import Bot
from bot.kinds import amounts
from bot.ledger import name_sources
from bot.query import Filters
from index.errors import InputError
from index.model import KnownName
from index.settings import Settings


@pytest.fixture(scope="module")
def bot(samples: Settings) -> Iterator[Bot]:
    with Bot.open(samples) as bot:
        yield bot


def told(bot: Bot, question: str, dossier: str = "orsel") -> list[str]:
    sentences = bot.ask(question, dossier).sentences
    assert sentences, question
    return [sentence.text for sentence in sentences]


def test_the_day_of_another_action_is_no_answer(bot: Bot) -> None:
    assert bot.ask("When was the dam built?", "orsel").abstained


def test_the_day_is_that_of_the_action_asked_for(bot: Bot) -> None:
    assert all("14 March 2025" in text for text in told(bot, "When was the leak found?"))


def test_a_day_is_read_with_the_whole_article_around_it(bot: Bot) -> None:
    assert not any("2024" in text for text in told(bot, "When will the emptying be finished?"))


@pytest.mark.parametrize("question", ["When did Kim enter Russia?", "Quand Kim est-il entré en Russie ?"])
def test_an_entry_is_no_exit_in_either_language(bot: Bot, question: str) -> None:
    (text,) = told(bot, question, "summit")
    assert "a franchi mardi matin la frontière russe" in text


def test_a_publication_may_be_what_is_asked(bot: Bot) -> None:
    (text,) = told(bot, "When was the report published?")
    assert "avait publié un rapport" in text


@pytest.mark.parametrize(
    ("text", "lang", "said"),
    [
        ("Trois de ces vannes fuient encore", "fr", ["Trois de ces vannes"]),
        ("Il en coûtera 12 millions d'euros par an", "fr", ["12 millions d'euros"]),
        ("hundreds of people stood there", "en", ["hundreds of people"]),
        ("a crowd of five hundred and forty, not more", "en", ["five hundred and forty"]),
        ("une vingtaine de maires", "fr", ["une vingtaine de maires"]),
    ],
)
def test_a_number_is_quoted_with_what_it_counts(text: str, lang: str, said: list[str]) -> None:
    assert [span.of(text) for span in amounts(text, lang)] == said


def test_how_many_did_a_thing_is_not_answered_by_another_number(bot: Bot) -> None:
    assert bot.ask("How many families accepted the offer?", "orsel").abstained


@pytest.mark.parametrize("question", ["Why was Combelaine evacuated?", "Pourquoi Combelaine a-t-elle été évacuée ?"])
def test_what_came_before_is_told_as_such_where_no_reason_is_given(bot: Bot, question: str) -> None:
    answer = bot.ask(question, "orsel")
    assert not answer.abstained
    assert any("no reason" in note or "pas de raison" in note for note in answer.notes)


def test_a_person_who_is_asked_for_is_named_first(bot: Bot) -> None:
    (text,) = told(bot, "Who signed the report?")
    assert text.startswith("“Nadia Ferrane” — ")


def test_who_did_a_thing_is_not_answered_by_another_deed(bot: Bot) -> None:
    (text,) = told(bot, "Qui a repéré la fuite ?")
    assert "repérée vendredi" in text


def test_figures_of_two_bodies_are_compared_where_they_count_one_thing(bot: Bot) -> None:
    said = told(bot, "Comparez les chiffres de la préfecture et de la maire.")
    assert any("340 habitants" in text for text in said)
    assert any("cinq cents personnes" in text for text in said)
    assert not any("camping" in text or "5,000" in text for text in said)


def test_a_body_changes_position_through_those_who_speak_for_it(bot: Bot) -> None:
    answer = bot.ask("Has Hydraval changed its position on the cracks?", "orsel")
    assert any("Recorded as a change" in note for note in answer.notes)


def test_a_general_word_stands_for_what_the_article_is_about(bot: Bot) -> None:
    (text,) = told(bot, "How long will the emptying take?")
    assert text.startswith("“five weeks” — ")


def test_what_is_planned_for_a_time_is_told_where_nothing_has_happened_in_it(bot: Bot) -> None:
    (text,) = told(bot, "What is planned for January 2026?")
    assert "will meet for the first time in January 2026" in text


def test_a_denial_is_found_by_what_it_points_back_at(bot: Bot) -> None:
    said = told(bot, "Qui a démenti que des ouvriers aient été intoxiqués ?")
    assert any(text.startswith("La préfecture a démenti — à propos de ceci") for text in said)


def test_a_correction_notice_answers_no_question_of_what_happened(bot: Bot) -> None:
    assert not any("earlier version" in text for text in told(bot, "Who found the leak?"))


def test_a_near_name_is_offered_for_an_outlet_that_is_not_there(bot: Bot) -> None:
    with pytest.raises(InputError, match="did you mean The Kestrian Herald"):
        bot.ask("What did Tardivon promise?", "orsel", Filters(outlet="Kestrian"))


def test_claims_on_a_topic_are_found_in_the_other_language(bot: Bot) -> None:
    found = bot.claims("orsel", Filters(), "cracks")["claims"]
    assert any("quatorze fissures" in str(claim["content"]) for claim in found)


def test_claims_on_what_nobody_speaks_of_are_none(bot: Bot) -> None:
    assert bot.claims("orsel", Filters(), "grève")["claims"] == []


def test_a_source_is_found_where_it_speaks_with_another() -> None:
    found = name_sources(Filters(sources=("Ada Roux",)), (), ("Ada Roux and Max Bell", "Max Bell"))
    assert found.sources == ("Ada Roux", "Ada Roux and Max Bell")


def test_an_office_with_an_and_in_its_name_is_no_joint_speaker() -> None:
    office = KnownName("Ministry of Health and Labour", "organisation", ())
    found = name_sources(Filters(sources=("Labour",)), (office,), (office.canonical, "Labour and Unity"))
    assert found.sources == ("Labour", "Labour and Unity")
