"""What was published in a period: the newest articles, each report once."""

from __future__ import annotations

from datetime import date
from typing import cast

import pytest

from bot import happened
from bot.query import Filters, Query
from bot.sources import Sources
from index.model import Article, Paragraph, Span
from index.store import Store
from index.when import parse_published

LINE = Span(0, 9)


class Shelf:
    """A ledger of as many articles, one a day."""

    def __init__(self, count: int) -> None:
        self._articles = [
            Article(f"a{n:03}", "e", "Rain fell.", "en", (Paragraph(LINE, "body"),), published=parse_published(day))
            for n in range(count)
            for day in [f"2031-{1 + n // 28:02}-{1 + n % 28:02}"]
        ]

    def articles(self, dossier: str) -> list[Article]:
        return self._articles

    def sentence_spans(self, id: str) -> list[Span]:
        return [LINE]


def published(count: int, copies: dict[str, str]) -> list[str]:
    shelf = cast(Store, Shelf(count))
    sources = Sources(shelf, "d", lambda *_: [], lambda _: [], (), copies=copies)
    period = (date(2031, 1, 1), date(2031, 12, 31))
    return [id for id, _ in happened.sentences(Query("", "en", filters=Filters(published=period)), sources)]


def test_the_newest_of_each_report_is_told() -> None:
    assert published(5, {"a004": "g", "a001": "g", "a003": "h", "a002": "h"}) == ["a004", "a003", "a000"]


def test_no_more_than_the_newest_are_told_and_no_article_is_compared_with_all(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[object] = []
    monkeypatch.setattr(Article, "__eq__", lambda a, b: compared.append(b) or a is b)
    assert published(100, {}) == [f"a{n:03}" for n in range(99, 99 - happened.MOST, -1)]
    assert not compared
