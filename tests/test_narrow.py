"""An article dated to the month, and others that date the same event: fewer days, both passages, no choice made."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from bot import options
from bot.bot import Bot
from bot.query import Filters
from index import ingest
from index.model import Raw
from index.settings import Settings

FRENCH = Raw(
    "Marie Rival a rencontré Paul Verdier mercredi à Montreval.\n\nLe lendemain, les éclusiers ont rouvert le canal.",
    ref="fr-month", lang="fr", published="2024-05", outlet="Le Canal",
)  # fmt: skip
ENGLISH = Raw(
    "Marie Rival met Paul Verdier on Wednesday in Montreval.\n\nThe next day, the keepers reopened the canal.",
    ref="en-month", lang="en", published="2024-05", outlet="The Lock",
)  # fmt: skip
DATED_EN = Raw("Marie Rival met Paul Verdier in Montreval on 15 May 2024.", ref="en-day", lang="en", outlet="Dale")
DATED_FR = Raw(
    "Marie Rival a rencontré Paul Verdier à Montreval le 15 mai 2024.", ref="fr-day", lang="fr", outlet="Val"
)
OTHER_DAY = Raw(
    "Marie Rival a rencontré Paul Verdier à Montreval le 22 mai 2024.", ref="other", lang="fr", outlet="Sud"
)
NEXT_DAY = Raw("Marie Rival a rencontré Paul Verdier à Montreval le 16 mai 2024.", ref="next", lang="fr", outlet="Sud")
WEDNESDAYS = "[2024-05-01,2024-05-08,2024-05-15,2024-05-22,2024-05-29]"


def told(home: Path, *raws: Raw, **filters: Any) -> list[dict[str, Any]]:
    settings = Settings(home=home)
    list(ingest.add(raws, settings))
    with Bot.open(settings) as bot:
        entries: list[dict[str, Any]] = bot.timeline("default", None, Filters(**filters), None, options.LANES)[
            "entries"
        ]
    return entries


def entry_of(entries: list[dict[str, Any]], words: str) -> dict[str, Any]:
    return next(e for e in entries if any(words in c["text"] for c in e["citations"]))


def test_alone_the_month_leaves_every_wednesday(tmp_path: Path) -> None:
    entry = entry_of(told(tmp_path, FRENCH), "a rencontré")
    assert (entry["when"], entry["date_proof"]["narrowed_by"]) == (WEDNESDAYS, None)


def test_an_article_in_the_other_language_narrows_all_days_of_a_french_one(tmp_path: Path) -> None:
    entry = entry_of(told(tmp_path, FRENCH, DATED_EN), "les éclusiers")
    assert (entry["when"], entry["date_proof"]["words"]) == ("2024-05-16", "lendemain")
    assert entry["date_proof"]["narrowed_by"]["ref"] == "en-day"
    assert entry["date_proof"]["narrowed_by"]["text"] == DATED_EN.text


def test_an_article_in_the_other_language_narrows_all_days_of_an_english_one(tmp_path: Path) -> None:
    entry = entry_of(told(tmp_path, ENGLISH, DATED_FR), "the keepers")
    assert (entry["when"], entry["date_proof"]["narrowed_by"]["ref"]) == ("2024-05-16", "fr-day")


def test_both_passages_prove_the_event_that_both_tell(tmp_path: Path) -> None:
    entry = entry_of(told(tmp_path, FRENCH, DATED_FR), "mercredi")
    assert entry["when"] == "2024-05-15"
    assert {c["ref"] for c in entry["citations"]} == {"fr-month", "fr-day"}


def test_two_articles_that_disagree_narrow_nothing(tmp_path: Path) -> None:
    entries = told(tmp_path, FRENCH, DATED_FR, OTHER_DAY)
    days = {e["when"] for e in entries if "éclusiers" in e["text"]}
    assert days == {"[2024-05-02,2024-05-09,2024-05-16,2024-05-23,2024-05-30]"}
    assert {"2024-05-15", "2024-05-22"} <= {e["when"] for e in entries}


def test_a_day_that_the_words_do_not_allow_narrows_nothing_and_is_shown(tmp_path: Path) -> None:
    entries = told(tmp_path, FRENCH, DATED_FR, NEXT_DAY)
    entry = entry_of(entries, "mercredi")
    assert entry["when"] == "2024-05-15"
    assert [c["when"] for c in entry["conflicts"]] == ["2024-05-16"]


def test_what_a_filter_hides_still_narrows(tmp_path: Path) -> None:
    entries = told(tmp_path, FRENCH, DATED_EN, outlet="Le Canal")
    assert {e["when"] for e in entries} == {"2024-05-15", "2024-05-16"}


def test_a_day_narrowed_out_of_the_asked_period_is_not_told(tmp_path: Path) -> None:
    assert told(tmp_path, FRENCH, DATED_EN, about=(date(2024, 5, 20), None)) == []
