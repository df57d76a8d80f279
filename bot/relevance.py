"""How much of what was asked a text speaks of: word by word, across French and English.

In: the topic of a question as Terms, and texts. Out: a coverage in 0..1, and the words that nothing answers. A name
counts where one of its aliases stands, a word where its stem, a close spelling or a word of near meaning stands. This
is what decides between answering and refusing; the cosine of whole sentences never does. Never here: choosing claims
or passages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

from bot.words import Matcher, fold, is_stop, mask
from index.encoder import Vectors
from index.lang import LANGUAGES, table
from index.words import grams, stem

NEAR, SAME = 0.55, 0.72
"""Cosines of single words: translations lie above .62, unrelated words below .5; between NEAR and SAME it counts in
part.
"""

ALIKE, SURE = 0.7, 0.88
"""The same for words that begin alike: the encoder reads pieces of words, so that "note" lies near "notice"."""

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+(?:-[^\W_]+)*")

SAID = 0.9
"""What a word of the same meaning counts."""

UNKNOWN = 0.85
"""The weight of a word that the dossier does not have, perhaps only for being of the other language."""

_DOUBLE = re.compile(r"(.)\1")

Owners = dict[str, set[str]]
"""A folded form of a name, or its last word → the canonical names that have it."""

Scores = NDArray[np.float32]
WordVectors = Callable[[Sequence[str]], Vectors]
"""Words in small letters, accents kept → unit vectors."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for: a name with its aliases, or a word. `weight` is greater for what is rare in the dossier."""

    shown: str
    forms: tuple[str, ...]
    name: bool = False
    weight: float = 1.0
    proper: bool = False  # a name that the dossier does not know: nothing near to it will do


@dataclass(frozen=True, slots=True)
class Cover:
    """How well a text covers the terms: the whole, each part, and what is missing."""

    share: float
    parts: tuple[float, ...]
    missing: tuple[str, ...]
    words: float = 1.0  # the share of the plain words alone, names left out


def plain_words(text: str, keep_case: bool = False) -> list[str]:
    """The content words of a text, in small letters with their accents, each once."""
    found = (w if keep_case else w.lower() for w in _WORD.findall(text))
    return [w for w in dict.fromkeys(found) if not is_stop(w) and (len(w) > 1 or w.isdigit())]


def terms(
    topic: str, match: Matcher, aliases: Mapping[str, tuple[str, ...]], owned: Owners, common: Mapping[str, float],
    held: Callable[[Sequence[str]], Sequence[int]], total: int,
) -> tuple[Term, ...]:  # fmt: skip
    """The things a topic names. `held` tells how many passages of `total` hold each word, `common` in which share of
    the
    articles a name stands."""
    masked = mask(topic, match(topic))
    named = [_name(span.of(topic), names, aliases, owned, common) for span, names in masked.names]
    rest = topic
    for span, _ in masked.names:
        rest = rest[: span.start] + " " * (span.end - span.start) + rest[span.end :]
    typed = plain_words(rest, keep_case=True)
    found = [word.lower() for word in typed]
    upper = {word.lower() for word in typed if word[0].isupper()}
    plain = [
        Term(word, (word, *same(word)), False, _weight(n, total), word in upper)
        for word, n in zip(found, held(found), strict=True)
    ]
    return (*named, *plain)


@cache
def _light() -> frozenset[str]:
    """Verbs that say next to nothing, folded: "made" lies near "built", and a dam made safe is not a dam built."""
    tables = [table(lang, "questions")["light"]["words"] for lang in LANGUAGES]
    return frozenset(fold(word) for words in tables for word in words.split())


def is_light(word: str) -> bool:
    return fold(word) in _light()


@cache
def _groups() -> dict[str, frozenset[str]]:
    """Each word of the tables → the words of both languages that say the same."""
    tables = [table(lang, "questions")["same"] for lang in LANGUAGES]
    groups: dict[str, frozenset[str]] = {}
    for key in tables[0]:
        alike = frozenset(word for rows in tables for word in rows[key].split())
        for word in alike:
            groups[fold(word)] = groups.get(fold(word), frozenset()) | alike
    return groups


def same(word: str) -> tuple[str, ...]:
    """Words that say the same as one asked for, in both languages."""
    return tuple(sorted(_groups().get(fold(word), frozenset()) - {word}))


def owners(aliases: Mapping[str, tuple[str, ...]]) -> Owners:
    """Who each form, and each last word of a form, may stand for."""
    found: Owners = {}
    for name, forms in aliases.items():
        for form in map(fold, (name, *forms)):
            found.setdefault(form, set()).add(name)
            found.setdefault(form.split()[-1] if form.strip() else form, set()).add(name)
    return found


def _name(
    typed: str, names: Collection[str], aliases: Mapping[str, tuple[str, ...]], owned: Owners,
    common: Mapping[str, float],
) -> Term:  # fmt: skip
    """A name as a Term; one that stands in every article weighs little."""
    most = max(common.get(name, 0.0) for name in names)
    return Term(typed, _forms(typed, names, aliases, owned), True, 1.5 - most)


def _forms(
    typed: str, names: Collection[str], aliases: Mapping[str, tuple[str, ...]], owned: Owners
) -> tuple[str, ...]:
    """All forms of the names meant; of a full name typed, not the forms that others share ("Brossac")."""
    mine = dict.fromkeys(fold(form) for name in names for form in (name, *aliases.get(name, ())))
    if fold(typed) in mine and " " in typed:
        return tuple(form for form in mine if owned.get(form, set()).issubset(names))
    return tuple(mine)


def _weight(held: int, total: int) -> float:
    """Inverse document frequency, tempered: a word of every passage weighs half of one of a single passage."""
    if total == 0 or held == 0:
        return UNKNOWN
    return 0.5 + 0.7 * log(1 + (total - held + 0.5) / (held + 0.5)) / log(1 + total / 1.5)


def cover(terms: Sequence[Term], text: str, vectors: WordVectors | None, same: float = SAME) -> Cover:
    """The weighted share of the terms that the text speaks of."""
    return cover_many(terms, [text], vectors, same)[0] if terms else Cover(1.0, (), ())


def cover_many(
    terms: Sequence[Term], texts: Sequence[str], vectors: WordVectors | None, same: float = SAME
) -> list[Cover]:
    """The same for many short texts, whose words are looked up together."""
    words = list(dict.fromkeys(word for text in texts for word in plain_words(text) if not is_light(word)))
    asked = [term.shown.lower() for term in terms if not term.name]
    if vectors is not None and asked and words:
        near = dict(zip(words, _near(asked, words, vectors, same).T, strict=True))
    else:
        near = {}
    return [fuse(terms, tuple(_parts(terms, text, near))) for text in texts]


def fuse(terms: Sequence[Term], parts: Sequence[float]) -> Cover:
    """Parts into one share; all of it where nothing is asked."""
    if not terms:
        return Cover(1.0, (), ())
    total = sum(term.weight for term in terms)
    share = sum(term.weight * part for term, part in zip(terms, parts, strict=True)) / total
    missing = tuple(term.shown for term, part in zip(terms, parts, strict=True) if part < 0.3)
    plain = [(term.weight, part) for term, part in zip(terms, parts, strict=True) if not term.name]
    words = sum(weight * part for weight, part in plain) / sum(weight for weight, _ in plain) if plain else 1.0
    return Cover(share, tuple(parts), missing, words)


def whole(terms: Sequence[Term], found: Cover, spared: int = 0) -> bool:
    """Whether nothing that matters is missing: of up to three words no rare one, of more at most one; `spared` more.
    Of the names asked for, one at least stands there, if they are not those of the whole dossier.
    """
    plain = [(term, part) for term, part in zip(terms, found.parts, strict=True) if not term.name]
    lacking = sum(1 for term, part in plain if part < 0.3 and term.weight >= UNKNOWN)
    allowed = (0 if len(plain) <= 3 else 1) + (spared if len(plain) > 1 else 0)
    named = [(term.weight, part) for term, part in zip(terms, found.parts, strict=True) if term.name]
    nobody = any(weight >= 0.9 for weight, _ in named) and not any(part for _, part in named)
    if any(term.proper and part < 0.3 for term, part in plain):
        return False
    return found.words >= 0.4 and lacking <= allowed and not nobody


def _parts(terms: Sequence[Term], text: str, near: Mapping[str, Scores]) -> Iterable[float]:
    """How far each term is covered; `near` tells for each word of the text how near it is to each plain term."""
    folded, found = fold(text), plain_words(text)
    rows = [near[word] for word in found if word in near]
    best = np.max(rows, axis=0) if rows else None
    found += [part for word in found if "-" in word for part in word.split("-") if len(part) > 2]
    known = set(map(fold, found))
    plain = 0
    for term in terms:
        if term.name:
            yield float(any(form in folded and _whole_word(form).search(folded) for form in term.forms))
        else:
            close = float(best[plain]) if best is not None else 0.0
            plain += 1
            said = any(fold(form) in known for form in term.forms[1:])
            yield max(_alike(term.forms[0], found), close, SAID * said)


@lru_cache(maxsize=10_000)
def _whole_word(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(form)}(?!\w)")


def _near(asked: Sequence[str], found: Sequence[str], vectors: WordVectors, same: float) -> Scores:
    """How near in meaning each word found is to each word asked, in 0..1; numbers are never near."""
    cosines = vectors(asked) @ vectors(found).T
    scores: Scores = np.clip((cosines - NEAR) / (same - NEAR), 0, 1)
    likeness = np.array([[a[:2] == b[:2] for b in found] for a in asked])
    scores = np.where(likeness, np.clip((cosines - ALIKE) / (SURE - ALIKE), 0, 1), scores)
    scores[[word[0].isdigit() for word in asked]] = 0
    return scores


def _alike(word: str, found: Sequence[str]) -> float:
    return max((_spelling(word, other) for other in found), default=0.0)


@lru_cache(maxsize=200_000)
def _spelling(a: str, b: str) -> float:
    """1 for the same word or stem, 0.8 for a cognate (most 4-grams shared), else 0. Numbers must be equal."""
    if fold(a) == fold(b):
        return 1.0
    if a[:1].isdigit() or b[:1].isdigit():
        return 0.0
    if any(stem(a, lang) == stem(b, lang) for lang in LANGUAGES):
        return 1.0
    a, b = (_DOUBLE.sub(r"\1", fold(word)) for word in (a, b))  # "ballistic" is "balistique" with one l
    mine, theirs = set(grams(a)), set(grams(b))
    shared = len(mine & theirs)
    return 0.8 if a[0] == b[0] and shared >= 3 and shared / min(len(mine), len(theirs)) >= 0.6 else 0.0
