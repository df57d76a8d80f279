"""The gate counts what it says, and no floor sinks in silence."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))  # `pytest` alone does not look in the project's folder

from tests import gate, gate_answers, gate_scores
from tests.gate_scores import Known, Score, Text

TEXT = "« Non », a dit Anne Morel. Selon Paul Roy, la digue a tenu."
KNOWN = Known([{"canonical": "Anne Morel", "aliases": ["Morel"]}, {"canonical": "Paul Roy", "aliases": []}])


def span(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


def claim(source: str, cue: str, content: str, **more: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "mode": "direct",
        "force": "say",
        "polarity": "positive",
        "hedge": "asserted",
        "channel": [],
        "said": None,
    }
    spans = {"source": span(source), "cue": span(cue), "content": [span(content)]}
    return plain | spans | {"source_canonical": source} | more


GOLD = [claim("Anne Morel", "a dit", "Non"), claim("Paul Roy", "Selon", "la digue a tenu", mode="indirect")]


def score(found: list[dict[str, Any]], gold: list[dict[str, Any]] | None = None) -> dict[str, Score]:
    text = Text("a", "fr", "d", TEXT, {"claims": GOLD if gold is None else gold}, {"claims": found}, KNOWN)
    return {s.name: s for s in gate_scores.claims([text])}


def test_the_gold_itself_scores_one() -> None:
    assert {s.value for s in score(GOLD).values()} == {1.0}


def test_a_missing_claim_costs_recall_and_an_extra_one_precision() -> None:
    assert (score(GOLD[:1])["claims"].p, score(GOLD[:1])["claims"].r) == (1.0, 0.5)
    assert score([*GOLD, claim("Paul Roy", "Selon", "a dit Anne")])["claims"].p == pytest.approx(2 / 3)


def test_an_optional_claim_is_neither_right_nor_wrong() -> None:
    gold = [GOLD[0], GOLD[1] | {"optional": True}]
    assert score(GOLD, gold)["claims"].value == score(GOLD[:1], gold)["claims"].value == 1.0


def test_the_wrong_speaker_is_wrong_even_where_the_words_overlap() -> None:
    assert score([GOLD[0] | {"source_canonical": "Paul Roy"}, GOLD[1]])["claims.source"].value == 0.5


def test_a_skipped_field_is_not_scored_and_another_good_value_is_good() -> None:
    gold = [GOLD[0] | {"skip": ["said"], "also": {"force": ["deny"]}}]
    scores = score([GOLD[0] | {"said": "2025", "force": "deny"}], gold)
    assert (scores["claims.said"].n, scores["claims.force"].value) == (0, 1.0)


def test_repeats_are_one_proposition_and_opposition_is_counted_between_propositions() -> None:
    gold = [{"a": "1", "b": "2", "kind": "repeats"}, {"a": "2", "b": "3", "kind": "denies"}]
    found = [("1", "2", "repeats"), ("1", "3", "contradicts")]
    agree, oppose, kind = gate_answers.threads(gold, found)
    assert (agree.value, oppose.value, kind.value) == (1.0, 1.0, 0.0)


def test_a_floor_sinks_only_for_a_reason() -> None:
    kept = {"epsilon": 0.01, "agreement": {}, "floors": {"claims": 0.9}, "lowered": {}}
    with pytest.raises(SystemExit, match="claims"):
        gate.pin([Score("claims", 0.8, 10)], kept, None)
    pinned = gate.pin([Score("claims", 0.8, 10)], kept, "the guide was mended")
    assert (pinned["floors"], pinned["lowered"]) == ({"claims": 0.8}, {"claims": "the guide was mended"})


def test_a_floor_is_never_above_what_two_readers_agree_on() -> None:
    kept = {"epsilon": 0.01, "agreement": {"claims": 0.95}, "floors": {}}
    assert gate.pin([Score("claims", 1.0, 10)], kept, None)["floors"] == {"claims": 0.95}


def test_a_score_below_its_floor_by_more_than_epsilon_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.show([Score("claims", 0.895, 10)], {"claims": 0.9}, 0.01)
    assert not gate.show([Score("claims", 0.88, 10)], {"claims": 0.9}, 0.01)
    assert "BELOW" in capsys.readouterr().out
