"""The window's texts in French and English, from one table.

In: `words.toml`. Out: {language: {key: text}}. Never here: choosing a language, which is the browser's part.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "fr")


@cache
def tables() -> dict[str, dict[str, str]]:
    """Every text of the window by language; all languages have the same keys."""
    text = files("bot.ui").joinpath("words.toml").read_text(encoding="utf8")
    return {lang: dict(table) for lang, table in tomllib.loads(text).items()}


def word(lang: str, key: str) -> str:
    """One text; an unknown language reads English."""
    known = tables()
    return known.get(lang, known["en"])[key]
