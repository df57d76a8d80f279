"""What the window takes in, and what it adds to the contract's objects."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.ui import asked
from bot.ui.dates import worded
from bot.ui.library import progress
from index.errors import InputError


def test_filters_are_read_from_pairs_lists_and_texts() -> None:
    made = asked.filters(
        {"sources": ["Ines Calder"], "force": "warn", "said": ["2024-03-01", None], "published": "2024"}
    )
    assert (made.sources, made.forces) == (("Ines Calder",), ("warn",))
    assert made.said == (date(2024, 3, 1), None)
    assert made.published == (date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    "given", [{"force": "shout"}, {"said": ["2024-02-31", None]}, {"said": ["2024-05-01", "2024-04-01"]}]
)
def test_filters_that_mean_nothing_are_refused(given: dict[str, object]) -> None:
    with pytest.raises(InputError):
        asked.filters(given)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "/etc/passwd", "", "ftp://example.org/a"])
def test_only_addresses_of_the_web_are_fetched(url: str) -> None:
    with pytest.raises(InputError):
        asked.address({"url": url})


def test_only_uploaded_files_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "uploads"))
    inside, outside = tmp_path / "uploads" / "a.txt", tmp_path / "b.txt"
    inside.parent.mkdir()
    for path in (inside, outside):
        path.write_text("text")
    assert asked.uploads({"files": [{"path": str(inside)}]}) == [str(inside)]
    for path in (outside, tmp_path / "uploads" / ".." / "b.txt", tmp_path / "uploads" / "missing.txt"):
        with pytest.raises(InputError):
            asked.uploads({"files": [{"path": str(path)}]})


def test_a_kept_turn_gives_its_query_back() -> None:
    told = {"question": "Que dit Calder ?", "language": "fr", "intent": "question",
            "query": {"sources": ["Ines Calder"], "forces": ["warn"], "topic": "chenal", "wanted": None,
                      "filters": {"said": ["2024-03-01", "2024-03-31"]}}}  # fmt: skip
    query = asked.query(told)
    assert (query.language, query.sources, query.forces, query.topic) == ("fr", ("Ines Calder",), ("warn",), "chenal")
    assert query.filters.said == (date(2024, 3, 1), date(2024, 3, 31))


def test_dates_come_in_words_of_both_languages_beside_their_edtf() -> None:
    told = worded({"citations": [{"published": "2024-03"}], "said": "2024-03-06", "when": None})
    assert told["citations"][0]["published"] == "2024-03"
    assert told["citations"][0]["published_words"] == {"en": "March 2024", "fr": "mars 2024"}
    assert told["said_words"]["fr"] == "6 mars 2024"
    assert "when_words" not in told


def test_candidate_days_are_told_one_by_one() -> None:
    told = worded({"when": "[2024-03-06,2024-03-13]", "precision": "set"})
    assert told["days"] == ["2024-03-06", "2024-03-13"]


class Shelf:
    """A desk whose additions end in every way there is."""

    def add(self, given: object) -> tuple[int, object]:
        lines = [
            {"status": "added"},
            {"status": "rejected", "title": "b", "reason": "It is empty."},
            {"status": "updated"},
        ]
        return 3, iter(lines)


def test_progress_ends_with_what_became_of_every_article() -> None:
    states = list(progress(Shelf(), {"job": "7"}))  # type: ignore[arg-type]
    assert states[0] == {"job": "7", "state": "running", "done": 0, "total": 3}
    assert states[-1]["counts"] == {"added": 1, "updated": 1, "unchanged": 0, "rejected": 1}
    assert states[-1]["state"] == "done"
    assert states[-1]["rejected"] == [{"name": "b", "reason": "It is empty."}]
