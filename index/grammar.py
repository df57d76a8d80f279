"""The small words that tell constructions apart, as sets.

In: a key of `lang/*/grammar.toml`. Out: its words in every language together, for rules that hold in all of
them. Never here: rules.
"""

from __future__ import annotations

from functools import cache

from index.lang import LANGUAGES, table


@cache
def words(key: str) -> frozenset[str]:
    """The words under `key`, each apostrophe in both forms."""
    found = [word for lang in LANGUAGES for word in table(lang, "grammar")[key].split()]
    return frozenset([*found, *(word.replace("'", "’") for word in found)])
