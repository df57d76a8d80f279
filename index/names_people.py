"""Which mentions of one article are the same person, organisation or place, and under which name.

In: Mentions. Out: the same mentions with the canonical name each stands for, and the doubt where two fit.
Never here: pronouns and descriptions.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.model import NameType
from index.names_mentions import Mention
from index.names_words import Gender, Lexicon, first_names


@dataclass(slots=True)
class Person:
    """A person of one article while the article is read."""

    words: tuple[str, ...]
    forms: Counter[str] = field(default_factory=Counter)
    first: int = 0
    last: int = -1
    count: int = 0
    votes: Counter[str] = field(default_factory=Counter)

    @property
    def canonical(self) -> str:
        return max(self.forms, key=lambda f: (len(f.split()), self.forms[f], f))

    @property
    def gender(self) -> Gender:
        best = self.votes.most_common(2)
        if not best or (len(best) > 1 and best[0][1] == best[1][1]):
            return ""
        return "m" if best[0][0] == "m" else "f"


@dataclass(frozen=True, slots=True)
class Known:
    """A mention and whom it names."""

    mention: Mention
    canonical: str
    type: NameType
    doubt: tuple[str, ...] = ()


def join(mentions: Sequence[Mention], text: str, lexicon: Lexicon) -> tuple[list[Known], dict[str, Gender]]:
    """Each mention with its canonical name, and the gender of the people where it is known."""
    people = _full_names([m for m in mentions if m.type == "person" and not m.entry])
    types = _types(mentions)
    bound: dict[str, Person] = {}
    meant: list[tuple[Mention, Person | None, list[Person]]] = []
    for mention in mentions:
        other = bool(re.search(r"\b(?:autre|other)\s$", text[: mention.span.start][-8:]))
        person, doubt = _bind(mention, people, bound, other) if _is_person(mention, people, types) else (None, [])
        if person:
            _note(person, mention, lexicon.lang)
        meant.append((mention, person, doubt))
    things = _Things([m for m, person, _ in meant if not person], text)
    known = [
        Known(m, person.canonical, "person", tuple(p.canonical for p in doubt))
        if person
        else things.name(m, types[m.folded])
        for m, person, doubt in meant
    ]  # fmt: skip
    return known, {p.canonical: p.gender for p in [*people, *bound.values()]}


def _types(mentions: Iterable[Mention]) -> dict[str, NameType]:
    """One type for all mentions with the same words: what the tables say, else the majority."""
    votes: dict[str, Counter[NameType]] = defaultdict(Counter)
    for m in mentions:
        votes[m.folded][m.type] += 100 if m.entry else 5 if m.title else 1
    return {folded: counter.most_common(1)[0][0] for folded, counter in votes.items()}


def _is_person(mention: Mention, people: Sequence[Person], types: dict[str, NameType]) -> bool:
    if mention.title:
        return True
    if mention.entry or ("." in mention.text.strip(".") and len(mention.text) < 5):
        return False
    if types[mention.folded] == "person":
        return True
    run = tuple(mention.folded.split())
    return len(run) == 1 and not mention.text.isupper() and any(_fits(run, p) for p in people)


def _full_names(mentions: Sequence[Mention]) -> list[Person]:
    """One Person for each full name; shorter and longer forms of one name are one person."""
    people: list[Person] = []
    for m in sorted(mentions, key=lambda m: (-len(m.folded.split()), m.span)):
        run = tuple(m.folded.split())
        if len(run) < 2:
            continue
        person = next((p for p in people if same_full_name(run, p.words)), None)
        if person is None:
            person = Person(run, first=m.span.start)
            people.append(person)
        person.first = min(person.first, m.span.start)
        person.forms[m.text] += 1
    return sorted(people, key=lambda p: p.first)


def same_full_name(short: Sequence[str], long: Sequence[str]) -> bool:
    """One person's name in two forms: the same words, a middle name more, or an initial for a first name."""
    if tuple(short) == tuple(long):
        return True
    if "".join(short) == "".join(long):
        return True
    if len(short) < 2 or short[-1] != long[-1]:
        return False
    if short[0] != long[0] and not (min(len(short[0]), len(long[0])) == 1 and short[0][0] == long[0][0]):
        return False
    rest = iter(long[1:-1])
    return all(any(w == x or (len(w) == 1 and x.startswith(w)) for x in rest) for w in short[1:-1])


def _fits(run: tuple[str, ...], person: Person) -> float:
    """How well a short form names a person: 2 as the last name, 1 as the first word (family or given name), else 0."""
    n = len(run)
    if person.words[-n:] == run:
        return 2
    return 1 if person.words[:n] == run else 0


def _bind(mention: Mention, people: list[Person], bound: dict[str, Person], other: bool) -> tuple[Person, list[Person]]:
    """The person meant, and the others who may be. "Kim" stays who it was before a second Kim was introduced.

    `other`: the words say so ("l'autre Brossac"), so it is not who it was.
    """
    run = tuple(mention.folded.split())
    at = mention.span.start
    whole = next((p for p in people if len(run) > 1 and same_full_name(run, p.words)), None)
    if whole:
        return whole, []
    fitting = [p for p in people if _fits(run, p) and not _other_gender(mention.gender, p)]
    best = max((_fits(run, p) for p in fitting), default=0)
    fitting = [p for p in fitting if _fits(run, p) == best or best < 2]
    key = " ".join(run)
    if other and len(fitting) > 1:
        fitting = [p for p in fitting if p is not max(fitting, key=lambda p: p.last)]
        return fitting[0], fitting[1:]
    fitting = [p for p in fitting if p.first <= at] or fitting
    if not fitting:
        person = bound.get(key) or Person(run, first=at)
        bound[key] = person
        people.append(person) if person not in people and len(run) > 1 else None
        return person, []
    if len(fitting) == 1:
        bound.setdefault(key, fitting[0])
        return fitting[0], []
    return _choose(at, key, fitting, bound)


def _choose(at: int, key: str, fitting: list[Person], bound: dict[str, Person]) -> tuple[Person, list[Person]]:
    """Among several: the one the short form stood for so far, else the most mentioned, else the latest."""
    habit = bound.get(key)
    chosen = habit if habit in fitting else max(fitting, key=lambda p: (p.count, p.last))
    assert chosen is not None
    bound.setdefault(key, chosen)
    rivals = [p for p in fitting if p is not chosen and p.last > chosen.last and at - p.last < 400]
    if habit is None:
        rivals = [p for p in fitting if p is not chosen and p.count >= chosen.count]
    return chosen, rivals


def _other_gender(gender: Gender, person: Person) -> bool:
    own = person.gender or first_names().get(person.words[0], "")
    return bool(gender and own and gender != own)


def _note(person: Person, mention: Mention, lang: str) -> None:
    person.count += 1
    person.last = mention.span.start
    person.forms[mention.text] += 1
    if mention.gender:
        person.votes[mention.gender] += 3
    given = first_names(lang).get(person.words[0], "")
    if given and len(person.words) > 1 and not person.votes[given]:
        person.votes[given] += 1


class _Things:
    """Organisations and places of one article: acronyms and short forms go with the full form."""

    def __init__(self, mentions: Sequence[Mention], text: str) -> None:
        self._forms: dict[str, Counter[str]] = defaultdict(Counter)
        self._type: dict[str, Counter[NameType]] = defaultdict(Counter)
        keys = {m.folded: _thing_key(m) for m in mentions}
        self._joined = dict(keys)
        for acronym, full in _acronyms(mentions, text):
            self._redirect(acronym, full)
        for short, long in _short_forms(mentions):
            self._redirect(short, long)
        for m in mentions:
            self._forms[self._joined[m.folded]][m.text] += 1

    def _redirect(self, folded: str, other: str) -> None:
        old, new = self._joined[folded], self._joined[other]
        if old.startswith("#") and not new.startswith("#"):
            old, new = new, old
        for key, value in self._joined.items():
            if value == old:
                self._joined[key] = new

    def name(self, mention: Mention, type: NameType) -> Known:
        forms = self._forms[self._joined[mention.folded]]
        return Known(mention, max(forms, key=lambda f: (len(f.split()), len(f), forms[f], f)), type)


def _thing_key(mention: Mention) -> str:
    return f"#{mention.entry.kind}:{mention.entry.id}" if mention.entry else mention.folded


def _acronyms(mentions: Sequence[Mention], text: str) -> list[tuple[str, str]]:
    """ "Securities and Exchange Commission (SEC)", "SEC (Securities ...)", and capitals that are initials of a name."""
    pairs = []
    full = [m for m in mentions if " " in m.text and m.type == "organisation"]
    short = [m for m in mentions if m.text.replace(".", "").isupper() and 2 <= len(m.text) <= 7]
    for a, b in pairwise(mentions):
        if text[a.span.end : b.span.start].strip() == "(" and (b in short) != (a in short):
            acronym, name = (b, a) if b in short else (a, b)
            if _stands_for(acronym.folded, name.folded):
                pairs.append((acronym.folded, name.folded))
    initials = {"".join(w[0] for w in m.text.split() if w[0].isupper()).lower(): m for m in full}
    for m in short:
        if m.folded.replace(" ", "") in initials:
            pairs.append((m.folded, initials[m.folded.replace(" ", "")].folded))
    return pairs


def _stands_for(acronym: str, name: str) -> bool:
    """Whether the letters of an acronym come in a name, in order, from its first letter on."""
    letters = iter(name)
    return name[:1] == acronym[:1] and all(letter in letters for letter in acronym.replace(" ", ""))


def _short_forms(mentions: Sequence[Mention]) -> list[tuple[str, str]]:
    """ "Asahi" after "Asahi Breweries": one word that starts exactly one longer name of an organisation.

    Before it, the word is a name of its own: "Fiat" is not the "Fiat Powertrain" that the article comes to.
    """
    long = {m.folded for m in mentions if m.type == "organisation" and " " in m.folded and not m.entry}
    first: dict[str, int] = {}
    for m in mentions:
        first.setdefault(m.folded, m.span.start)
    pairs = []
    for m in mentions:
        if " " in m.folded or m.entry or m.type not in ("organisation", "place"):
            continue
        fits = [other for other in long if other.split()[0] == m.folded]
        if len(fits) == 1 and len(m.folded) > 3 and first[fits[0]] <= first[m.folded]:
            pairs.append((m.folded, fits[0]))
    return pairs
