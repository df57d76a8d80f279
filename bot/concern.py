"""Which accounts a topic concerns: by its words and names in the sentence, or in the article's title or opening.

In: accounts, a topic's words and the names in it, word vectors. Out: the accounts. A word of the topic is looked for by
its stem, and in the other language by its nearest words ("dam", "barrage"). Never here: which of them matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bot.merge import Account
from index import words
from index.model import Article

OPENING = 300
"""Characters at the start of an article that say what it is about."""
KIN = 0.64
"""Cosine from which a word of another language says what a word of the topic does."""
ENOUGH = 3
"""A text about a topic holds one of every so many of its words and names."""
WordVectors = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Topic:
    """What is asked about: content words; and names, each as its words and the canonical names it may stand for."""

    words: tuple[str, ...]
    names: tuple[tuple[tuple[str, ...], frozenset[str]], ...] = ()

    @property
    def parts(self) -> int:
        return len(self.words) + len(self.names)


def topic_of(text: str, names: Sequence[tuple[str, Sequence[str]]]) -> Topic:
    """The Topic of a text, given the names in it as (as typed, canonical names)."""
    stop = words.stop_words()
    taken = {word for typed, _ in names for word in words.words(typed)}
    kept = (word for word in words.words(text) if word not in stop and word not in taken)
    known = tuple((tuple(w for w in words.words(typed) if w not in stop), frozenset(meant)) for typed, meant in names)
    return Topic(tuple(dict.fromkeys(kept)), known)


@dataclass(frozen=True, slots=True)
class Stems:
    """The stems of the articles of one dossier, each found once for all topics; gone with what the dossier tells."""

    _whole: dict[str, frozenset[str]] = field(default_factory=dict)
    _heads: dict[str, frozenset[str]] = field(default_factory=dict)

    def whole(self, article: Article) -> frozenset[str]:
        if article.id not in self._whole:
            self._whole[article.id] = _stems(article.text, article.lang)
        return self._whole[article.id]

    def head(self, article: Article) -> frozenset[str]:
        if article.id not in self._heads:
            self._heads[article.id] = _stems(_head(article), article.lang)
        return self._heads[article.id]


def _stems(text: str, lang: str) -> frozenset[str]:
    return frozenset(words.stem(word, lang) for word in words.words(text))


def _head(article: Article) -> str:
    """What says what an article is about: its title and its opening."""
    return f"{article.title or ''} {article.text[:OPENING]}"


def about(accounts: Sequence[Account], topic: Topic | None, near: WordVectors | None, stems: Stems) -> list[Account]:
    """The accounts that a topic concerns; `stems` are those of their articles.

    Where most articles of the dossier hold the topic, the dossier is about it, and every account of those belongs.
    """
    if topic is None or not topic.parts:
        return list(accounts)
    articles = {a.article.id: a.article for a in accounts}
    look = _Look(topic, articles, near)
    named = _names(accounts, None)
    holds = {id: look.among(stems.whole(a), a.lang, named[id]) for id, a in articles.items()}
    if sum(holds.values()) >= len(articles) / 2 > 1:
        return [a for a in accounts if holds[a.article.id]]
    opened = _names(accounts, OPENING)
    heads = {id: look.among(stems.head(a), a.lang, opened[id]) for id, a in articles.items()}
    return [a for a in accounts if heads[a.article.id] or look.among(a.terms, a.article.lang, a.names)]


def _names(accounts: Sequence[Account], until: int | None) -> defaultdict[str, set[str]]:
    """{article id: the names in its accounts}, in all or in those that begin before a place."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for account in accounts:
        if until is None or account.span.start < until:
            found[account.article.id].update(account.names)
    return found


class _Look:
    """Looks for a topic in texts."""

    def __init__(self, topic: Topic, articles: Mapping[str, Article], near: WordVectors | None) -> None:
        self._topic = topic
        langs = {article.lang for article in articles.values()}
        self._stems = {lang: [{words.stem(word, lang)} for word in topic.words] for lang in langs}
        if near and topic.words and len(langs) > 1:
            for lang in langs:
                self._add_kin(lang, [a for a in articles.values() if a.lang == lang], near)

    def _add_kin(self, lang: str, articles: Sequence[Article], near: WordVectors) -> None:
        """Words of titles and openings that mean what a word of the topic means."""
        stop = words.stop_words()
        heads = (word for a in articles for word in words.words(_head(a)))
        known = sorted({word for word in heads if len(word) > 3 and word not in stop and not word.isdigit()})
        if known:
            alike = near(self._topic.words) @ near(known).T
            for number, stems in enumerate(self._stems[lang]):
                stems.update(words.stem(known[n], lang) for n in map(int, np.nonzero(alike[number] >= KIN)[0]))

    def among(self, there: frozenset[str], lang: str, names: set[str] | frozenset[str]) -> bool:
        """Do a text's stems and names hold enough of the topic's words and names? Of a name, one of its words does."""
        found = sum(not stems.isdisjoint(there) for stems in self._stems[lang])
        for typed, meant in self._topic.names:
            found += not meant.isdisjoint(names) or any(words.stem(word, lang) in there for word in typed)
        return found * ENOUGH >= self._topic.parts
