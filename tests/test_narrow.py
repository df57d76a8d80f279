"""An article dated to the month, and others that date the same event: fewer days, both passages, no choice made."""

from __future__ import annotations

import tracemalloc
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot import narrow, options
from bot.bot import Bot
from bot.merge import Account, Judge
from bot.query import Filters
from index import ingest, times
from index.model import Article, Paragraph, Raw, Span
from index.settings import Settings
from index.when import parse_published

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


def account(id: str, text: str, published: str | None, name: str) -> Account:
    """One article that tells one happening, on the day of its last time words."""
    span = Span(0, len(text))
    article = Article(id, id, text, "en", (Paragraph(span, "body"),), published=parse_published(published))
    when = times.tag(text, "en", article.published)[-1].when
    names, terms, heads = frozenset({name}), frozenset({name, "met"}), frozenset({"met"})
    return Account(article, span, when, "happened", "happened", "asserted", (), names, terms, 1.0, id, heads=heads)


def meetings(count: int) -> list[Account]:
    """As many meetings, each told by an article dated to the month and by one that gives the day."""
    doubtful = [account(f"m{n}", "They met on Wednesday.", "2024-05", f"name {n}") for n in range(count)]
    return doubtful + [account(f"d{n}", "They met on 15 May 2024.", None, f"name {n}") for n in range(count)]


def judged(accounts: list[Account], vectors: NDArray[np.float32]) -> Judge:
    of = {a.article.id: row for a, row in zip(accounts, vectors, strict=True)}
    return Judge(accounts, lambda a: of[a.article.id])


def test_each_of_many_accounts_is_narrowed_by_the_one_that_shares_its_name() -> None:
    accounts = meetings(narrow.BLOCK + 8)
    judge = judged(accounts, np.ones((len(accounts), 1), dtype=np.float32))
    narrowed = narrow.narrow(accounts, accounts, judge)[: narrow.BLOCK + 8]
    proofs = [a.narrowed_by.article if a.narrowed_by else None for a in narrowed]
    assert proofs == [f"d{n}" for n in range(narrow.BLOCK + 8)]


def test_no_square_of_all_accounts_is_held() -> None:
    accounts = meetings(3 * narrow.BLOCK)
    judge = judged(accounts, np.zeros((len(accounts), 1), dtype=np.float32))
    tracemalloc.start()
    try:
        narrow.narrow(accounts, accounts, judge)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < len(accounts) ** 2
