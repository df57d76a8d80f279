"""Claims made ready to be compared: who, when, in which words, with which numbers, days and names.

In: Claims, their words and articles. Out: Told values. Never here: comparing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.links_facts import Facts, Quantity, read
from index.links_words import calendar, contrasts, holds
from index.model import Article, Claim, Span
from index.names_dossier import key
from index.names_sound import sound
from index.names_words import fold, words, world

_BARE = 2
"""Content words in the clause of a number that is bare."""
_NEARBY = 120
"""Characters before a claim that tell what "it" is."""
_BACK = 400
"""How many characters before a claim may name what its bare number counts ("il y en a trois")."""


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with all that is compared. `number` is its place in the list given."""

    number: int
    claim: Claim
    text: str
    lang: str
    source: str
    named: bool
    facts: Facts
    amounts: tuple[Quantity, ...]
    names: frozenset[str]
    order: tuple[date, int, int]
    contrasts: bool
    before: str = ""  # the words that stand before it

    @property
    def denies(self) -> bool:
        """Denies in so many words, or says no more than "that is untrue"."""
        flat = self.facts.anaphoric and self.facts.denial and self.facts.points
        return self.claim.force in ("deny", "reject") or flat

    @property
    def sure(self) -> bool:
        """Whether it is told as a fact: not as a possibility, a rumour, or under a condition."""
        return not (self.facts.possible or self.facts.condition) and self.claim.hedge == "asserted"

    @property
    def place(self) -> Span:
        return Span(self.claim.content[0].start, self.claim.content[-1].end)


def prepare(
    claims: Sequence[Claim],
    content: Callable[[Claim], str],
    articles: Mapping[str, Article],
    owners: Mapping[str, str],
) -> list[Told]:
    """One Told for each claim with words, in the order of the dossier: date, article, place.

    `owners` are the known names: any form → the dossier's name.
    """
    told = [
        _tell(number, claim, content(claim), articles[claim.article], owners)
        for number, claim in enumerate(claims) if claim.article in articles and content(claim).strip()
    ]  # fmt: skip
    return sorted(told, key=lambda t: t.order)


def _tell(number: int, claim: Claim, text: str, article: Article, owners: Mapping[str, str]) -> Told:
    facts = read(text, article.lang)
    source = claim.source_canonical or ""
    named = source in owners
    start, said = claim.content[0].start, article.text[claim.cue.start : claim.cue.end]
    return Told(
        number, claim, text, article.lang, owners[source] if named else key(source) if source else "", named, facts,
        _amounts(facts, article, start), names_in(text), (_day(claim, article), number, start),
        _contrasts(article.text[max(0, start - 120) : start + 20], article.lang) or holds(said, article.lang),
        article.text[max(0, start - _NEARBY) : start],
    )  # fmt: skip


def _contrasts(before: str, lang: str) -> bool:
    """Whether the words around its start set a claim against what was said before ("however", "en revanche")."""
    plain = f" {' '.join(w.folded for w in words(before))} "
    return any(f" {w} " in plain for w in contrasts(lang))


def _day(claim: Claim, article: Article) -> date:
    """When it was said, at the latest; where that is not known, when it was published."""
    published = article.published.earliest if article.published else None
    said = claim.said.latest if claim.said else None
    return min(said, published) if said and published else said or published or date.max


def _amounts(facts: Facts, article: Article, start: int) -> tuple[Quantity, ...]:
    """The numbers of a claim; a bare one counts what the number before it counts, in the claim or just before it.

    Bare it is only where nothing else is said ("il y en a trois"): "du 16 au 21 décembre" counts nobody.
    """
    found: list[Quantity] = []
    for q in facts.quantities:
        if not q.unit and sum(t.clause == q.clause for t in facts.terms) <= _BARE:
            last = next((p for p in reversed(found) if p.unit), None) or _before(article, start)
            q = replace(q, unit=last.unit, word=last.word, inherited=True) if last else q
        found.append(q)
    return tuple(found)


def _before(article: Article, start: int) -> Quantity | None:
    before = read(article.text[max(0, start - _BACK) : start], article.lang).quantities
    return next((q for q in reversed(before) if q.unit), None)


def names_in(text: str) -> frozenset[str]:
    """What the words name, alike in all languages: countries with their capitals and peoples, other names by sound."""
    run = words(text)
    found: set[str] = set()
    taken: set[int] = set()
    for hit in world().scan(run):
        if any(w.text[0].isupper() or hit.entry.kind == "people" for w in run[hit.first : hit.last]):
            place = hit.entry.kind in ("country", "capital", "people")
            found.add(f"country {hit.entry.id}" if place else f"{hit.entry.kind} {hit.entry.id}")
            taken.update(range(hit.first, hit.last))
    for i, word in enumerate(run):
        if i and i not in taken and word.text[0].isupper() and len(word.text) > 2 and word.folded not in calendar():
            found.add(sound(word.folded))
    return frozenset(found)


__all__ = ["Told", "fold", "names_in", "prepare"]
