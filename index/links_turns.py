"""One source that turns round: it drops what it demanded, takes back what it promised, confirms what it left open.

In: two Told claims of one source, the earlier first, and the words that correspond. Out: a verdict or None. Never
here: two sources, numbers, days.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from index.lang import LANGUAGES, table
from index.links_facts import Term, read
from index.links_told import Told
from index.model import Relation
from index.relate import Aligned
from index.words import fold

Turn = tuple[Relation, float, str]
_NEAR = 0.45
"""The cosine from which what is dropped in one language is what was demanded in another."""


def turned(x: Told, y: Told, words: Aligned, near: float) -> Turn | None:
    """How the later claim of a source turns from the earlier one."""
    return _dropped(x, y, words, near) or _not_kept(x, y, words) or _settled(x, y, words)


@cache
def _rules(lang: str) -> Mapping[str, Mapping[str, list[str]]]:
    rules: Mapping[str, Mapping[str, list[str]]] = table(lang if lang in LANGUAGES else "en", "links")["turns"]
    return rules


def _pattern(lang: str, force: str, form: str) -> re.Pattern[str]:
    verb = f"(?P<verb>{'|'.join(_rules(lang)['verbs'][force])})"
    return re.compile(rf"\b{form.replace('VERB', verb)}\b")


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text.lower())))


def _marks(told: Told, force: str) -> tuple[str, list[str]] | None:
    """ "I no longer ask", "n'a jamais promis": whether it is dropped or denied, and in which words."""
    text = _plain(told.text)
    for how in ("dropped", "never"):
        for form in _rules(told.lang)["forms"][how]:
            if found := _pattern(told.lang, force, form).search(text):
                return how, found[0].split()
    return None


def _dropped(x: Told, y: Told, words: Aligned, near: float) -> Turn | None:
    """ "She must resign", then "I no longer ask for her resignation", or "I never asked her to resign"."""
    force = x.claim.force
    if force not in _rules(x.lang)["verbs"] or (found := _marks(y, force)) is None:
        return None
    how, said = found
    rest = {id(t) for t in y.facts.terms if t.text not in said}
    same = bool(rest) and rest <= {id(mine) for _, mine in words.pairs}
    if not same and not (x.lang != y.lang and near >= _NEAR):
        return None
    if how == "dropped":
        return "changes", 0.8, f"no longer what it was ({force})"
    return "denies", 0.8, f"says that it never was ({force})"


def _not_kept(x: Told, y: Told, words: Aligned) -> Turn | None:
    """ "To reopen the pool", promised; then, of the pool, "It will not reopen before May"."""
    if x.claim.force != "promise" or y.claim.polarity != "negative" or not x.facts.terms:
        return None
    verb = next((mine for other, mine in words.pairs if other is x.facts.terms[0]), None)
    if verb is None or not verb.negated or x.facts.terms[0].negated:
        return None
    paired = {id(mine) for _, mine in words.pairs}
    new = [t for t in y.facts.terms if id(t) not in paired]
    things = {t.stem for t in x.facts.terms[1:]}
    about = bool(things & (y.facts.stems | read(y.before, y.lang).stems))
    if about and (not new or (min(t.at for t in new) > verb.at and _is_limited(y, verb))):
        return "changes", 0.75, "drops what was promised"
    return None


def _is_limited(told: Told, verb: Term) -> bool:
    """ "... will not reopen before May": what follows only tells until when; "not to lorries" leaves the rest open."""
    limits = "|".join(_rules(told.lang)["forms"]["limits"])
    return re.search(rf"\b{verb.text} (?:{limits})\b", _plain(told.text)) is not None


def _settled(x: Told, y: Told, words: Aligned) -> Turn | None:
    """ "Could neither confirm nor deny the offer", then "acknowledged that an offer had been made"."""
    if y.claim.force not in ("confirm", "deny") or not _leaves_open(x):
        return None
    rest = [t for t in x.facts.terms if not _is_answer(t, x.lang)]
    paired = {id(other) for other, _ in words.pairs}
    if rest and all(id(t) in paired for t in rest):
        return "changes", 0.8, "answers what was neither confirmed nor denied"
    return None


def _leaves_open(told: Told) -> bool:
    return any(re.search(rf"\b{form}", _plain(told.text)) for form in _rules(told.lang)["forms"]["open"])


def _is_answer(term: Term, lang: str) -> bool:
    return any(re.match(verb, term.text) for verb in _rules(lang)["forms"]["answers"])
