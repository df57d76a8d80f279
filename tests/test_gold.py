"""The gold points at the words it names, and the sample dossiers are what the gold was made from."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from index.model import FORCES
from index.samples import folders

GOLD = Path(__file__).parent / "gold"
ROWS = ("claims", "times", "events", "names", "noise")


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]


@cache
def texts() -> dict[str, str]:
    return {a["id"]: a["text"] for folder in folders().values() for a in read(folder / "articles.jsonl")}


def words(row: dict[str, Any], span: list[int]) -> str:
    return texts()[row["article"]][span[0] : span[1]]


def test_dossiers_hold_both_languages_and_every_kind_of_date() -> None:
    for folder in folders().values():
        articles = read(folder / "articles.jsonl")
        assert {a["lang"] for a in articles} == {"fr", "en"}
        assert {len(a["published"] or "") for a in articles} == {0, 7, 10, 19}


@pytest.mark.parametrize("name", ROWS)
def test_spans_hold_the_words_that_the_gold_names(name: str) -> None:
    for row in read(GOLD / f"{name}.jsonl"):
        if name == "claims":
            assert [words(row, span) for span in row["content"]] == row["text"]
        elif name == "names":
            assert {words(row, span) for span in row["mentions"]} == set(row["texts"])
        else:
            assert words(row, row.get("head") or row["span"]) == row["text"]


def test_spans_start_and_end_on_words() -> None:
    for row in read(GOLD / "claims.jsonl"):
        for span in (row["cue"], row["source"], row["addressee"], *row["content"], *row["channel"]):
            assert span is None or words(row, span) == words(row, span).strip() != ""


def test_claims_keep_to_the_closed_lists_and_have_one_id_each() -> None:
    claims = read(GOLD / "claims.jsonl")
    assert set(Counter(c["id"] for c in claims).values()) == {1}
    for claim in claims:
        assert {claim["force"], *claim.get("also", {}).get("force", [])} <= set(FORCES)


def test_no_claim_stands_in_noise() -> None:
    noise = read(GOLD / "noise.jsonl")
    for claim in read(GOLD / "claims.jsonl"):
        for row in (n for n in noise if n["article"] == claim["article"]):
            assert claim["cue"][1] <= row["span"][0] or row["span"][1] <= claim["cue"][0]


def test_threads_join_claims_of_one_dossier() -> None:
    home = {c["id"]: c["dossier"] for c in read(GOLD / "claims.jsonl")}
    for link in read(GOLD / "threads.jsonl"):
        assert home[link["a"]] == home[link["b"]] == link["dossier"]


def test_questions_point_at_claims_or_words_of_their_dossier() -> None:
    known = {c["id"] for c in read(GOLD / "claims.jsonl")}
    for question in read(GOLD / "questions.jsonl"):
        for proof in [p for group in question["groups"] for p in group] + question["accept"]:
            if isinstance(proof, str):
                assert proof in known
                assert proof.startswith(question["dossier"])
            else:
                assert words(proof, proof["span"]) == proof["text"]


def test_questions_are_many_balanced_and_cross_language() -> None:
    questions = read(GOLD / "questions.jsonl")
    french = sum(q["lang"] == "fr" for q in questions)
    answered = [q for q in questions if not q["abstain"]]
    assert len(questions) >= 200
    assert abs(2 * french - len(questions)) <= 10
    assert sum(q["cross"] for q in answered) >= len(answered) / 3
    assert all(bool(q["groups"]) != q["abstain"] for q in questions)
