"""Words as search sees them: folded, stemmed, cut into character 4-grams.

In: text. Out: words, stems, grams, terms to count. Never here: a database, a score. The offsets of words are not kept.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from index.lang import LANGUAGES, table

_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "’": "'"})
GRAM = 4
_STEMMERS = {
    "fr": "french", "en": "english", "de": "german", "es": "spanish", "it": "italian", "pt": "portuguese",
    "nl": "dutch", "sv": "swedish", "no": "norwegian", "da": "danish", "fi": "finnish", "ro": "romanian",
    "ru": "russian", "hu": "hungarian", "tr": "turkish", "ar": "arabic",
}  # fmt: skip


def words(text: str) -> list[str]:
    """The words of a text in small letters, accents kept, numbers whole."""
    return [word.replace(",", ".") if word[0].isdigit() else word for word in _WORD.findall(text.lower())]


@lru_cache(maxsize=500_000)
def fold(word: str) -> str:
    """The word without accents and ligatures."""
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFKD", word.translate(_LIGATURES))
    return "".join(c for c in apart if not unicodedata.combining(c))


@lru_cache(maxsize=500_000)
def stem(word: str, lang: str) -> str:
    """The folded stem of a word; a number, or a word of a language without a stemmer, is its own stem."""
    folded = fold(word)
    stemmer = _stemmer(lang)
    return folded if stemmer is None or folded[:1].isdigit() else str(stemmer.stemWord(folded))


@lru_cache(maxsize=500_000)
def grams(word: str) -> tuple[str, ...]:
    """The character 4-grams of a folded word after a mark at its start; short words and numbers stay whole."""
    marked = "_" + fold(word)
    if len(marked) <= GRAM or marked[1].isdigit():
        return (marked,)
    return tuple(marked[i : i + GRAM] for i in range(len(marked) - GRAM + 1))


@cache
def stop_words(lang: str | None = None) -> frozenset[str]:
    """The stop words of a language, of both where it is not known."""
    langs = (lang,) if lang in LANGUAGES else LANGUAGES
    return frozenset(word for one in langs for word in table(one, "stop")["words"].split())


def language(asked: Iterable[str]) -> str | None:
    """The language whose stop words a question has more of; None where it cannot be told."""
    hits = Counter(lang for word in asked for lang in LANGUAGES if word in stop_words(lang))
    best = hits.most_common(2)
    return None if not best or (len(best) == 2 and best[0][1] == best[1][1]) else best[0][0]


def lines(sentences: Iterable[str]) -> str:
    """The words of a passage as they are kept: one line a sentence."""
    return "\n".join(" ".join(words(sentence)) for sentence in sentences)


def terms(kept: str, lang: str) -> set[str]:
    """What is counted of one passage, given its lines: its stems (marked s) and grams (marked g)."""
    distinct = set(kept.split())
    return {"s" + stem(w, lang) for w in distinct} | {"g" + gram for w in distinct for gram in grams(w)}


def stems(kept: str, lang: str) -> str:
    """The stems of a passage, given its lines, as the word search takes them."""
    return " ".join(stem(word, lang) for word in kept.split())


class _Stemmers(threading.local):
    """The stemmers of one thread: they keep the word at hand in themselves."""

    def __init__(self) -> None:
        self.of: dict[str, Any] = {}


_stemmers = _Stemmers()


def _stemmer(lang: str) -> Any:
    if lang not in _stemmers.of:
        import snowballstemmer

        name = _STEMMERS.get(lang)
        _stemmers.of[lang] = snowballstemmer.stemmer(name) if name else None
    return _stemmers.of[lang]
