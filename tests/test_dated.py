"""What somebody said on "mercredi" in an article known to the month, and another article that gives the day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from bot.bot import Bot
from bot.query import Filters
from index import ingest
from index.model import Raw
from index.settings import Settings

MONTH = Raw(
    "Paul Verdier a averti mercredi que le pont de Montreval fermerait tout l'hiver.\n\n"
    "Le lendemain, Marie Rival a promis que les éclusiers seraient payés.",
    ref="month", lang="fr", published="2024-05", outlet="Le Canal",
)  # fmt: skip
DAY = Raw(
    "Paul Verdier a averti mercredi 15 mai 2024 que le pont de Montreval fermerait tout l'hiver.",
    ref="day", lang="fr", published="2024-05-16", outlet="Val",
)  # fmt: skip
AGAIN = Raw(
    "Paul Verdier a averti mercredi 22 mai 2024 que le pont de Montreval fermerait tout l'hiver.",
    ref="again", lang="fr", published="2024-05-23", outlet="Sud",
)  # fmt: skip
OTHER_DAY = Raw(
    "Paul Verdier a averti lundi 13 mai 2024 que le pont de Montreval fermerait tout l'hiver.",
    ref="monday", lang="fr", published="2024-05-14", outlet="Nord",
)  # fmt: skip
WEDNESDAYS = "[2024-05-01,2024-05-08,2024-05-15,2024-05-22,2024-05-29]"
THURSDAYS = "[2024-05-02,2024-05-09,2024-05-16,2024-05-23,2024-05-30]"


@contextmanager
def opened(home: Path, *raws: Raw) -> Iterator[Bot]:
    settings = Settings(home=home)
    list(ingest.add(raws, settings))
    with Bot.open(settings) as bot:
        yield bot


def claims(bot: Bot, ref: str = "month", **filters: Any) -> list[dict[str, Any]]:
    found = bot.claims("default", Filters(**filters))["claims"]
    return [claim for claim in found if claim["citations"][0]["ref"] == ref]


def test_alone_the_month_leaves_every_wednesday(tmp_path: Path) -> None:
    with opened(tmp_path, MONTH) as bot:
        warned = claims(bot)[0]
    assert (warned["said"], warned["date_proof"]["words"], warned["date_proof"]["narrowed_by"]) == (
        WEDNESDAYS, "mercredi", None,
    )  # fmt: skip


def test_an_article_that_dates_the_utterance_narrows_it_and_its_neighbours(tmp_path: Path) -> None:
    with opened(tmp_path, MONTH, DAY) as bot:
        warned, promised = claims(bot)
    assert (warned["said"], promised["said"]) == ("2024-05-15", "2024-05-16")
    assert {c["date_proof"]["narrowed_by"]["ref"] for c in (warned, promised)} == {"day"}
    assert "mercredi 15 mai 2024" in warned["date_proof"]["narrowed_by"]["text"]


def test_said_on_two_days_it_stays_open(tmp_path: Path) -> None:
    with opened(tmp_path, MONTH, DAY, AGAIN) as bot:
        assert [claim["said"] for claim in claims(bot)] == [WEDNESDAYS, THURSDAYS]


def test_a_day_that_the_words_do_not_allow_narrows_nothing(tmp_path: Path) -> None:
    with opened(tmp_path, MONTH, OTHER_DAY) as bot:
        assert [claim["said"] for claim in claims(bot)] == [WEDNESDAYS, THURSDAYS]


def test_the_period_of_saying_goes_by_the_days_that_are_left(tmp_path: Path) -> None:
    late, right = (date(2024, 5, 20), date(2024, 5, 31)), (date(2024, 5, 15), date(2024, 5, 15))
    with opened(tmp_path, MONTH, DAY) as bot:
        assert claims(bot, said=late) == []
        assert [claim["source_canonical"] for claim in claims(bot, said=right)] == ["Paul Verdier"]


def test_an_answer_gives_the_day_and_cites_who_tells_it(tmp_path: Path) -> None:
    with opened(tmp_path, MONTH, DAY) as bot:
        answer = bot.ask("Qu'a averti Paul Verdier ?", "default")
    assert "le 15 mai 2024" in answer.sentences[0].text
    assert {cited.citation.ref for cited in answer.citations} == {"month", "day"}


def test_a_day_that_hangs_on_what_another_said_is_explained(tmp_path: Path) -> None:
    with opened(tmp_path, MONTH, DAY) as bot:
        answer = bot.ask("Qu'a promis Marie Rival ?", "default")
    (sentence,) = answer.sentences
    assert "le 16 mai 2024" in sentence.text
    assert "2024-05-16 ← " in sentence.why
    assert "(Val)" in sentence.why
    assert [cited.citation.ref for cited in answer.citations] == ["month"]


def test_an_article_shown_and_its_threads_have_the_same_days(tmp_path: Path) -> None:
    with opened(tmp_path, MONTH, DAY) as bot:
        shown = bot.show("default", "month")["claims"]
        (thread,) = bot.threads("default", Filters())["threads"]
        said = bot.timeline("default", None, Filters(), None, ("said",))["entries"]
    assert [claim["said"] for claim in shown] == ["2024-05-15", "2024-05-16"]
    assert {claim["said"] for claim in thread["members"]} == {"2024-05-15"}
    assert {entry["when"] for entry in said} == {"2024-05-15", "2024-05-16"}
