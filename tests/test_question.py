"""Questions are understood without a model: who, what kind of statement, about what, when, in both languages."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bot.query import Query
from bot.question import Dossier, understand
from bot.words import Match
from index.model import Span
from index.when import parse_published

NAMES = {
    "Ana Prezzi": ("Ana Prezzi", "Prezzi"),
    "Boris Kolm": ("Boris Kolm", "Kolm"),
    "Carla Kolm": ("Carla Kolm", "Kolm"),
    "Port Authority": ("Port Authority", "Autorité du port"),
    "Lindor": ("Lindor",),
}


def match(text: str) -> list[Match]:
    forms: dict[str, list[str]] = {}
    for name, some in NAMES.items():
        for form in some:
            forms.setdefault(form.lower(), []).append(name)
    pattern = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
    found = re.finditer(rf"\b(?:{pattern})\b", text, re.I)
    return [(Span(*m.span()), tuple(forms[m[0].lower()])) for m in found]


DOSSIER = Dossier(match, ("The Harbour Post",), parse_published("2024-05-17"))


def ask(text: str, *history: str) -> Query:
    turns: list[Query] = []
    for turn in history:
        turns.append(understand(turn, DOSSIER, turns))
    return understand(text, DOSSIER, turns)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("What did Prezzi say?", "en"),
        ("Qu'a dit Prezzi ?", "fr"),
        ("Prezzi a-t-elle démenti ?", "fr"),
        ("Prezzi?", "en"),
    ],
)
def test_the_language_of_a_question_is_told(text: str, lang: str) -> None:
    assert ask(text).language == lang


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("What did Prezzi warn?", "warn"),
        ("what has prezzi promised", "promise"),
        ("Did Prezzi deny the leak?", "deny"),
        ("What did Prezzi refuse to say?", "decline_to_comment"),
        ("What was Prezzi's promise?", "promise"),
        ("Qu'a promis Prezzi ?", "promise"),
        ("De quoi Prezzi a-t-elle averti le port ?", "warn"),
        ("Prezzi a-t-elle démenti la fuite ?", "deny"),
        ("Qu'a refusé de dire Prezzi ?", "decline_to_comment"),
        ("Que pense Prezzi du chantier ?", "believe"),
        ("Quel avertissement Prezzi a-t-elle lancé ?", "warn"),
    ],
)
def test_speaker_and_force_are_read(text: str, force: str) -> None:
    query = ask(text)
    assert (query.sources, query.forces) == (("Ana Prezzi",), (force,))


def test_who_is_only_mentioned_is_no_speaker() -> None:
    query = ask("What was said about Prezzi?")
    assert query.sources == ()
    assert query.topic == "Prezzi"


def test_who_is_spoken_to_is_the_addressee() -> None:
    query = ask("Qu'a promis Prezzi à Lindor ?")
    assert (query.sources, query.addressees) == (("Ana Prezzi",), ("Lindor",))


def test_a_name_inside_a_description_does_not_speak() -> None:
    query = ask("What did the mayor of Lindor say about the quay?")
    assert (query.sources, query.unknown_source, query.topic) == ((), "the mayor of Lindor", "quay")


def test_two_speakers_are_asked_at_once() -> None:
    assert ask("Compare what Prezzi and Lindor said about the quay").sources == ("Ana Prezzi", "Lindor")


def test_an_unknown_speaker_is_kept_as_typed() -> None:
    assert ask("Qu'a dit Madame Okoro du quai ?").unknown_source == "Madame Okoro"


def test_a_shared_name_is_answered_for_each_and_said() -> None:
    query = ask("What did Kolm say?")
    assert set(query.sources) == {"Boris Kolm", "Carla Kolm"}
    assert "Boris Kolm or Carla Kolm" in query.notes[0]


def test_the_speaker_may_be_what_is_asked() -> None:
    query = ask("Who warned that the quay could sink?")
    assert (query.anyone, query.wanted, query.forces) == (True, "who", ("warn",))


def test_silence_is_asked_for() -> None:
    assert ask("Who has not answered?").forces == ("decline_to_comment",)
    assert ask("Qui n'a pas répondu ?").forces == ("decline_to_comment",)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("When did the quay sink?", "when"), ("Où est le quai ?", "where"), ("How many cranes fell?", "how_many"),
     ("Pourquoi le quai a-t-il coulé ?", "why"), ("Did the quay sink?", "yes_no"), ("Combien de grues ?", "how_many")],
)  # fmt: skip
def test_what_is_wanted_is_told(text: str, wanted: str) -> None:
    assert ask(text).wanted == wanted


@pytest.mark.parametrize(
    ("text", "intent"),
    [("Timeline of the quay", "timeline"), ("Que s'est-il passé au port ?", "timeline"), ("Bonjour", "meta"),
     ("Has Prezzi changed her position on the quay?", "compare"), ("List all statements by Prezzi", "claims"),
     ("Prezzi a-t-elle changé d'avis sur le quai ?", "compare"), ("What did Prezzi say?", "question")],
)  # fmt: skip
def test_the_intent_is_told(text: str, intent: str) -> None:
    assert ask(text).intent == intent


def test_a_day_of_saying_is_read_and_shown() -> None:
    query = ask("What did Prezzi say on 12 May 2024?")
    assert query.filters.said == (date(2024, 5, 12), date(2024, 5, 12))
    assert "12 May 2024" in query.notes[0]


def test_what_something_is_about_is_another_clock() -> None:
    assert ask("What did Prezzi say about 2021?").filters.about == (date(2021, 1, 1), date(2021, 12, 31))
    assert ask("What did articles published in April 2024 say about cranes?").filters.published is not None


def test_an_outlet_of_the_dossier_restricts() -> None:
    assert ask("What did Prezzi say in the Harbour Post?").filters.outlet == "The Harbour Post"


def test_a_follow_up_carries_the_speaker() -> None:
    query = ask("and about cranes?", "What did Prezzi warn?")
    assert (query.sources, query.forces, query.topic) == (("Ana Prezzi",), ("warn",), "cranes")
    assert set(query.carried) == {"sources", "forces"}


def test_a_follow_up_by_name_changes_the_speaker_and_keeps_the_topic() -> None:
    query = ask("And Lindor?", "What did Prezzi say about cranes?")
    assert (query.sources, query.topic, query.carried) == (("Lindor",), "cranes", ("topic", "forces"))


def test_a_pronoun_goes_back_to_the_speaker() -> None:
    assert ask("Et qu'a-t-elle dit des grues ?", "Qu'a promis Prezzi ?").sources == ("Ana Prezzi",)


def test_a_question_of_its_own_carries_nothing() -> None:
    assert ask("What did Lindor say?", "What did Prezzi warn?").carried == ()


@pytest.mark.parametrize(
    "text",
    [
        "Has Prezzi changed his mind?",
        "Did Prezzi go back on his words?",
        "Prezzi a-t-il changé d'avis ?",
        "Prezzi a-t-il changé de position ?",
        "Prezzi est-il revenu sur ses propos ?",
    ],
)
def test_a_change_is_asked_for_and_is_no_topic(text: str) -> None:
    query = ask(text)
    assert (query.change, query.sources, query.topic) == (True, ("Ana Prezzi",), "")


@pytest.mark.parametrize("text", ["Quand a eu lieu la réunion ?", "When did the meeting take place?"])
def test_taking_place_is_no_topic(text: str) -> None:
    assert ask(text).topic in ("réunion", "meeting")


@pytest.mark.parametrize("text", ["What happened on 2 June?", "Que s'est-il passé le 2 juin ?"])
def test_a_day_without_a_year_lies_before_the_last_article(text: str) -> None:
    assert ask(text).filters.about == (date(2023, 6, 2), date(2023, 6, 2))


def test_a_verb_before_its_subject_is_a_word_of_the_topic() -> None:
    query = ask("Prezzi visitera-t-elle Lindor ?")
    assert (query.language, query.wanted, query.topic) == ("fr", "yes_no", "Prezzi visitera Lindor")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("How long will the repairs last?", "how_long"), ("Combien de temps dureront les travaux ?", "how_long"),
     ("How much will it cost?", "how_much"), ("Combien coûtera le quai ?", "how_much"),
     ("Combien de grues sont tombées ?", "how_many"), ("What did Prezzi say about the number of cranes?", "how_many")],
)  # fmt: skip
def test_a_length_and_a_sum_are_told_from_a_count(text: str, wanted: str) -> None:
    assert ask(text).wanted == wanted


@pytest.mark.parametrize("text", ["Has Prezzi contradicted herself?", "Prezzi s'est-elle contredite ?"])
def test_a_contradiction_of_oneself_is_a_change(text: str) -> None:
    query = ask(text)
    assert (query.sources, query.change, query.forces) == (("Ana Prezzi",), True, ())


def test_what_is_asked_of_somebody_names_an_addressee() -> None:
    query = ask("What did Prezzi ask of Lindor?")
    assert (query.sources, query.addressees, query.forces) == (("Ana Prezzi",), ("Lindor",), ("ask", "demand"))


def test_the_words_that_choose_an_outlet_or_a_language_are_no_topic() -> None:
    outlet = ask("According to the Harbour Post, how many cranes fell?")
    assert (outlet.filters.outlet, outlet.unknown_source, outlet.topic) == ("The Harbour Post", None, "cranes fell")
    lang = ask("Dans les articles en anglais, que dit Prezzi ?")
    assert (lang.filters.lang, lang.sources, lang.topic) == ("en", ("Ana Prezzi",), "")


def test_whether_somebody_commented_asks_for_silence_too() -> None:
    assert ask("Did Prezzi comment?").forces == ("decline_to_comment", "say")
