"""What a topic concerns is found in stems that are made once, and gone with the dossier."""

from __future__ import annotations

import sys

import pytest

from bot.concern import Stems, about, topic_of
from bot.merge import Account
from index import words
from index.model import Article, Paragraph, Span

TEXTS = ("The lock opened at noon.", "The mayor painted a bridge.", "Rain fell on the bridge and the lock.")


def accounts(*texts: str) -> list[Account]:
    made = []
    for n, text in enumerate(texts):
        span = Span(0, len(text))
        article = Article(f"a{n}", "e", text, "en", (Paragraph(span, "body"),))
        terms = frozenset(words.stem(word, "en") for word in words.words(text))
        none: frozenset[str] = frozenset()
        made.append(Account(article, span, None, "happened", "happened", "asserted", (), none, terms, 1.0, article.id))
    return made


def test_a_topic_concerns_the_articles_that_hold_its_word() -> None:
    told = about(accounts(*TEXTS), topic_of("the mayor", ()), None, Stems())
    assert [account.article.id for account in told] == ["a1"]


def test_a_second_topic_reads_no_article_again(monkeypatch: pytest.MonkeyPatch) -> None:
    mine, stems, read = accounts(*TEXTS), Stems(), []
    split = words.words
    monkeypatch.setattr(words, "words", lambda text: read.append(text) or split(text))
    about(mine, topic_of("the mayor", ()), None, stems)
    before = sum(text.strip() in TEXTS for text in read)
    about(mine, topic_of("the rain", ()), None, stems)
    assert before == 2 * len(TEXTS)
    assert sum(text.strip() in TEXTS for text in read) == before


def test_no_text_is_held_once_its_dossier_is_gone() -> None:
    text = " ".join(["The lock opened at noon."] * 3)
    held = sys.getrefcount(text)
    about(accounts(text), topic_of("the lock", ()), None, Stems())
    assert sys.getrefcount(text) == held
