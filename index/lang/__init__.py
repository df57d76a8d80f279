"""Language as data: one folder of tables a language, the same files in each.

In: a language code and a table's name. Out: the table, read once. Never here: rules that look at a text.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("fr", "en")
"""Languages that are read for claims, times, names and events; others get passages only."""


@cache
def table(lang: str, name: str) -> dict[str, Any]:
    """The table `index/lang/LANG/NAME.toml`. Raises FileNotFoundError where a language has none."""
    return tomllib.loads(files(__package__).joinpath(lang, f"{name}.toml").read_text(encoding="utf8"))
