"""The words that decide whether two sentences agree, from the table of their language, ready to be looked up.

In: a language, a word. Out: folded tables, stems, opposites. Never here: sentences.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from index.lang import LANGUAGES, table
from index.words import fold, stem, stop_words


@cache
def rules_of(lang: str) -> dict[str, Any]:
    """The words of a language, folded."""
    data = table(lang if lang in LANGUAGES else "en", "links")
    plain: dict[str, dict[str, Any]] = {
        group: {key: [fold(w) for w in words] for key, words in entries.items()}
        for group, entries in data.items()
        if group not in ("numbers", "antonyms", "turns", "contractions", "forms")
    }
    for group in ("negation", "modality", "quantity", "anaphora", "wording"):
        plain[group] = {key: frozenset(words) for key, words in plain[group].items()}
    plain["contractions"] = data["contractions"]
    plain["numbers"] = {fold(word): value for word, value in data["numbers"].items()}
    return plain


@cache
def opposites(lang: str) -> dict[str, list[tuple[str, int]]]:
    """Stem → the pairs of opposites it belongs to, and on which side."""
    known = lang if lang in LANGUAGES else "en"
    found: dict[str, list[tuple[str, int]]] = {}
    for key, sides in table(known, "links")["antonyms"].items():
        for side, words in enumerate(sides):
            for word in words.split():
                found.setdefault(root(word, known), []).append((key, side))
    return found


def root(word: str, lang: str) -> str:
    """The stem of a word; all forms of an irregular verb have that of its infinitive."""
    return _irregular(lang).get(fold(word), "") or stem(word, lang)


@cache
def _irregular(lang: str) -> dict[str, str]:
    known = lang if lang in LANGUAGES else "en"
    verbs: dict[str, str] = table(known, "links")["forms"]
    return {fold(form): stem(fold(verb), known) for verb, forms in verbs.items() for form in (verb, *forms.split())}


@cache
def calendar() -> frozenset[str]:
    """Months and weekdays of all languages, folded."""
    tables = [rules_of(lang) for lang in LANGUAGES]
    return frozenset(w for data in tables for group in ("months", "weekdays") for w in data[group]["words"])


def contrasts(lang: str) -> list[str]:
    """Words that set a statement against the one before it, folded."""
    found: list[str] = rules_of(lang)["anaphora"]["contrast"]
    return found


def holds(cue: str, lang: str) -> bool:
    """Whether reporting words set a statement against others ("maintains", "persiste")."""
    return not rules_of(lang)["anaphora"]["holds"].isdisjoint(fold(word) for word in cue.lower().split())


def is_nobody(source: str, lang: str) -> bool:
    """Whether who speaks is nobody ("none of the directors", "aucun témoin"): what they say, nobody said."""
    first, _, rest = fold(source.lower()).partition(" ")
    return first in rules_of(lang)["negation"]["nobody"] and not rest[:1].isdigit()  # "No 10" is somebody


@cache
def function_words(lang: str) -> frozenset[str]:
    data = rules_of(lang)
    grammar = {w for key in ("before", "after", "alone", "only") for w in data["negation"][key]}
    talk = set(data["attribution"]["verbs"])
    days = set(data["months"]["words"]) | set(data["weekdays"]["words"])
    return frozenset(fold(w) for w in stop_words(lang)) | grammar | talk | days | set(data["modality"]["possible"])
