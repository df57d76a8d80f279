"""Small words that melt into what follows them: "à le ministère" is "au ministère", "de Irène" is "d’Irène".

In: a sentence of the bot's own, filled with names, and its language. Out: the same, as the language writes it. Never
here: a sentence that quotes an article.
"""

from __future__ import annotations

import re

from index.lang import table


def contract(text: str, lang: str) -> str:
    for pattern, melted in table(lang, "phrases")["contract"]["pairs"]:
        text = re.sub(pattern, melted, text)
    return text
