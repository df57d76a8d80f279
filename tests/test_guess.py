"""Languages are told apart by their small words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import InputError
from index.lang.guess import guess, known

SENTENCES = {
    "fr": "La préfète a annoncé que le pont resterait fermé jusqu'au printemps.",
    "en": "The mayor said that the bridge would stay closed until the spring.",
    "es": "La alcaldesa dijo el martes que el puente seguirá cerrado hasta la primavera.",
    "pt": "A prefeita disse na terça-feira que a ponte não vai abrir até a primavera.",
    "it": "La sindaca ha detto che il ponte resterà chiuso fino alla primavera.",
    "ca": "L'alcaldessa va dir que el pont no obrirà fins a la primavera, segons els veïns.",
    "ro": "Primarul a spus marți că podul va fi închis până în primăvară și că nu se va deschide.",
    "de": "Die Bürgermeisterin sagte, dass die Brücke bis zum Frühjahr geschlossen bleibt.",
    "nl": "De burgemeester zei dat de brug tot het voorjaar gesloten blijft.",
    "sv": "Borgmästaren sade att bron ska vara stängd till våren och att den inte öppnas.",
    "da": "Borgmesteren sagde, at broen er lukket til foråret, og at den ikke åbner efter ferien.",
    "pl": "Burmistrz powiedziała, że most nie będzie otwarty do wiosny.",
    "cs": "Starostka řekla, že most bude uzavřen až do jara a že se práce zpozdí.",
    "fi": "Pormestari sanoi, että silta on suljettu kevääseen asti, mutta työt alkavat jo.",
    "hu": "A polgármester azt mondta, hogy a híd nem nyílik meg a tavasz előtt.",
    "tr": "Belediye başkanı köprünün bahara kadar kapalı kalacağını söyledi ve bu bir önlem dedi.",
    "ru": "Мэр сообщила, что мост будет закрыт до весны.",
    "uk": "Мерка повідомила, що міст буде закрито до весни, і її підтримали.",
    "ar": "قالت العمدة إن الجسر سيبقى مغلقا حتى الربيع",
    "fa": "شهردار گفت که پل تا بهار بسته می‌ماند و چاره‌ای نیست",
    "he": "ראש העיר אמרה שהגשר יישאר סגור עד האביב",
    "el": "Η δήμαρχος είπε ότι η γέφυρα θα μείνει κλειστή",
    "zh": "市长说这座桥将关闭到春天",
    "ja": "市長は橋が春まで閉鎖されると述べた",
    "ko": "시장은 다리가 봄까지 닫힐 것이라고 말했다",
}


@pytest.mark.parametrize(("lang", "sentence"), SENTENCES.items())
def test_one_sentence_is_enough(lang: str, sentence: str) -> None:
    assert guess(sentence) == lang


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Le maire a dit oui.", "fr"),
        ("La ministre a nié.", "fr"),
        ("The mayor said no.", "en"),
        ("She denied it.", "en"),
    ],
)
def test_a_dispatch_of_a_few_words_is_french_or_english_rather_than_rare(text: str, lang: str) -> None:
    assert guess(text) == lang


@pytest.mark.parametrize(
    ("question", "lang"),
    [("what did the mayor warn?", "en"), ("Who denied it?", "en"), ("bridge timeline", "en"), ("Varesse", "en"),
     ("Qu'a promis la préfète ?", "fr"), ("Qui a démenti ?", "fr"),
     ("Que dit l'élue ?", "fr"), ("chronologie du pont", "fr")],
)  # fmt: skip
def test_a_question_is_enough_between_two_languages(question: str, lang: str) -> None:
    assert guess(question, among=("fr", "en")) == lang


def test_a_name_in_another_alphabet_does_not_turn_a_text() -> None:
    assert guess("Le président Владимир Путин a annoncé que le pont serait fermé.") == "fr"


def test_codes_are_read_as_people_write_them() -> None:
    assert [known(code) for code in ("fr", "FR-ca", "en_US", "French", " anglais ", "", None)] == [
        "fr",
        "fr",
        "en",
        "fr",
        "en",
        None,
        None,
    ]


@pytest.mark.parametrize("code", ["français!", "12", "f"])
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(InputError, match="no language code"):
        known(code)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gets_a_code(text: str) -> None:
    assert 2 <= len(guess(text)) <= 3


def test_a_long_text_costs_no_more_than_a_short_one() -> None:
    start = time.process_time()
    guess(SENTENCES["fr"] * 20_000)
    assert time.process_time() - start < 0.2
