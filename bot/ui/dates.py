"""Dates of the contract, in words beside their EDTF, in both languages of the window.

In: the contract's objects. Out: the same with `KEY_words` added. Never here: working a date out.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from bot.ui.words import LANGUAGES
from index import when
from index.errors import InputError
from index.model import Json, When

CLOCKS = ("said", "published", "when", "anchor")


def worded(told: Json) -> Json:
    """The object with {"fr", "en"} beside every date in it, however deep; entries get their candidate days."""
    shown = {key: _worded(value) for key, value in told.items()}
    for key in CLOCKS:
        if isinstance(told.get(key), str) and (said := _words(told[key])):
            shown[f"{key}_words"] = dict(said)
    if told.get("precision") == "set" and isinstance(told.get("when"), str):
        shown["days"] = list(_days(told["when"]))
    if isinstance(told.get("when"), str) and "earliest" not in told:  # another date, or what became of a plan
        shown["earliest"], shown["latest"] = _bounds(told["when"])
    return shown


def _worded(value: Any) -> Any:
    if isinstance(value, list):
        return [_worded(one) for one in value]
    return worded(value) if isinstance(value, dict) else value


def in_words(known: When) -> Json:
    return {lang: when.words(known, lang) for lang in LANGUAGES}


@lru_cache(4096)
def _words(edtf: str) -> tuple[tuple[str, str], ...]:
    """Nothing where the text is no date: an anchor may also be the word for one."""
    try:
        known = when.parse_published(edtf)
    except InputError:
        return ()
    return tuple(in_words(known).items()) if known else ()


@lru_cache(1024)
def _bounds(edtf: str) -> tuple[str | None, str | None]:
    try:
        known = when.parse_published(edtf)
    except InputError:
        return None, None
    first, last = (known.earliest, known.latest) if known else (None, None)
    return first.isoformat() if first else None, last.isoformat() if last else None


@lru_cache(1024)
def _days(edtf: str) -> tuple[str, ...]:
    known = when.parse_published(edtf)
    return tuple(day.isoformat() for day in when.days_of(known, most=40)) if known else ()
