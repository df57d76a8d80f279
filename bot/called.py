"""How the reader's language calls a source: "South Korea" is "la Corée du Sud", "Vladimir Poutine" is "Vladimir Putin".

In: the dossier's names, a language, how the articles of that language spell them. Out: what an answer prints, and
whether its verb is in the plural. Never here: which names are one; tables and CLDR know the countries and bodies.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from index.lang import table
from index.names_words import Entry, fold, forms_of, world


class Called(NamedTuple):
    """A name as it stands inside a sentence, and whether it is many."""

    text: str
    many: bool = False


def called(names: Sequence[str], lang: str, spelt: Callable[[str], str]) -> Called:
    """One name, or several joined, each as the language has it: by the tables, else as `spelt`."""
    own = [_called(name, lang, spelt) for name in names]
    *first, last = [name.text for name in own]
    if not first:
        return own[0]
    return Called(f"{', '.join(first)} {table(lang, 'phrases')['frame']['and']} {last}", many=True)


def _called(name: str, lang: str, spelt: Callable[[str], str]) -> Called:
    known = (e for e in world().exact(name) if e.kind in ("country", "capital", "organisation"))
    entry = next(known, None)
    forms = forms_of(entry, lang) if entry else ()
    if entry is None or not forms:
        return Called(spelt(name))
    alike = (form for form in forms if form.isupper() == name.isupper())  # "OTAN" is "NATO", written out it is not
    form = name if name in forms else next(alike, forms[0])
    article = _article(form, entry, lang)
    return Called(article + form, article in table(lang, "names")["articles"]["many"])


def _article(form: str, entry: Entry, lang: str) -> str:
    """What stands before a country or a public body, with the space behind it; "" for a capital and where none does."""
    rules = table(lang, "names")["articles"]
    if entry.kind == "capital" or entry.id in rules["none"]:
        return ""
    if entry.id in rules["own"]:
        return str(rules["own"][entry.id])
    return next((str(article) for pattern, article in rules[entry.kind] if re.match(pattern, fold(form))), "")
