"""Why nothing answers, in the reader's language.

In: a key of `phrases.toml` and what fills it. Out: one sentence. Never here: finding out that nothing answers.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.contract import contract
from index.lang import table


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing answers: a key of `phrases.toml` and what fills it."""

    key: str
    fill: dict[str, str]

    def words(self, lang: str) -> str:
        return contract(str(table(lang, "phrases")["refuse"][self.key]).format(**self.fill), lang)
