"""Names of many articles as one list: one Name for each person, organisation or place, in all languages.

In: what each article names. Out: which name each is shown under, and KnownNames. "Poutine" and "Putin" are one by the
rules of transliteration, "Corée du Nord" and "North Korea" by CLDR, "ONU" and "UN" by the tables, "barrage d'Orsel" and
"Orsel dam" by the nouns both languages have. Never here: joining two people because their family names agree.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import combinations

from index.lang import LANGUAGES, table
from index.model import KnownName, NameType
from index.names_sound import same_name, sound, sounds
from index.names_words import Entry, Forms, fold, lexicon, words, world

_DOMINANT = 3
"""A family name alone goes with the person who has it in so many times more articles than any other."""


@dataclass(frozen=True, slots=True)
class Found:
    """A name as some articles have it: `articles` and `claims` count how often it is there and speaks."""

    canonical: str
    type: NameType
    aliases: tuple[str, ...] = ()
    articles: int = 1
    claims: int = 0


@lru_cache(maxsize=100_000)
def key(canonical: str, type: str = "") -> str:
    """What two names share if tables and rules make them one thing: a person's sounds, else a bag of parts."""
    entry = next(iter(world().exact(canonical)), None)
    if type == "person" and (entry is None or entry.kind == "people"):
        return "person " + " ".join(sounds(canonical))
    if entry:
        return f"{entry.kind} {entry.id}"
    return "thing " + " ".join(sorted(_place_sound(p) if type in ("place", "other") else p for p in parts(canonical)))


@lru_cache(maxsize=100_000)
def relations(canonical: str, type: str) -> frozenset[str]:
    """Keys of a name, so that two are joined only where they have one in common; "body …" marks one body of a kind.

    A person goes with those of the same last or only word, a thing with itself and with its longer and shorter forms.
    """
    own = key(canonical, type)
    if own.startswith("person "):
        heard = own.split()[1:]
        return frozenset({f"last {heard[-1]}", f"last {''.join(heard)}"}) if heard else frozenset({own})
    have = frozenset(own.split()[1:]) if own.startswith("thing ") else frozenset[str]()
    kinds = {part for part in have if part.removeprefix("organisation:") in _KINDS}
    less = [set(some) for n in range(1, len(kinds) + 1) for some in combinations(sorted(kinds), n)]
    less += [{part} for part in have if part.startswith("country:")]
    shorter = {f"thing {' '.join(sorted(have - some))}" for some in less if have - some}
    bodies = {f"body {part}" for part in _more_than(_bodies().values(), canonical)}
    return frozenset({own} | shorter | bodies)


def _place_sound(part: str) -> str:
    """Names of regions end in -ie or -ia: "Kestrie", "Kestria"."""
    return re.sub(r"(?<=[^aeiou])(?:ia|ie|i)$", "i", part)


@lru_cache(maxsize=100_000)
def parts(canonical: str) -> frozenset[str]:
    """A name as a bag: countries, portfolios and common nouns as ids, proper words as sounds, no particles."""
    run = words(canonical)
    found: set[str] = set()
    i = 0
    while i < len(run):
        hit = next(world().at(run, i), None) or next(common().at(run, i), None)
        if hit:
            kind = "country" if hit.entry.kind in ("capital", "people") else hit.entry.kind
            found.add(f"{kind}:{hit.entry.id}")
            i = hit.last
            continue
        if run[i].folded not in _small():
            found.add(sound(run[i].folded))
        i += 1
    return frozenset(found)


@cache
def _small() -> frozenset[str]:
    small: set[str] = set()
    for lang in LANGUAGES:
        data = table(lang, "names")
        small |= (
            lexicon(lang).definite
            | lexicon(lang).indefinite
            | {w for j in data["particles"]["joiners"] for w in fold(j).split()}
        )
    return frozenset(small | {"l", "d", "s", "of", "the"})


@cache
def common() -> Forms:
    """Nouns and portfolios of all languages under ids they share."""
    rows = []
    for lang in LANGUAGES:
        data = table(lang, "names")
        for group in ("portfolios", "nouns"):
            for id, forms in data[group].items():
                rows += [(form, Entry("organisation", f"{group[0]}-{id}", "organisation")) for form in forms]
    return Forms(rows)


@dataclass(slots=True, eq=False)
class _Cluster:
    """Names that are one, while they are gathered."""

    type: Counter[NameType] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    members: set[tuple[str, NameType]] = field(default_factory=set)
    sounds: set[tuple[str, ...]] = field(default_factory=set)
    articles: int = 0
    claims: int = 0

    def add(self, row: Found) -> None:
        self.type[row.type] += row.articles
        self.members.add((row.canonical, row.type))
        self.forms[row.canonical] += row.articles
        for alias in row.aliases:
            self.forms[alias] += 0
        self.articles += row.articles
        self.claims += row.claims

    def absorb(self, other: _Cluster) -> None:
        """Take over a shorter form of the same name."""
        self.type.update(other.type)
        self.forms.update(other.forms)
        self.members |= other.members
        self.articles += other.articles
        self.claims += other.claims

    @property
    def canonical(self) -> str:
        """The fullest form of the spelling that most articles use."""
        if len(self.members) == 1:
            return next(iter(self.members))[0]
        person = self.kind == "person"
        return max((name for name, _ in self.members), key=lambda name: self._fitness(name, person))

    def _fitness(self, name: str, person: bool) -> tuple[object, ...]:
        full = len(name.split()) if person else 0
        often = self.forms[name] * 5 >= self.articles
        return full, often and not name.replace(".", "").isupper(), self.forms[name], len(name), name

    @property
    def kind(self) -> NameType:
        return self.type.most_common(1)[0][0]


class Joined:
    """Which name of the dossier each name of an article is shown under."""

    def __init__(self, clusters: Iterable[_Cluster], corrections: Mapping[str, str]) -> None:
        self._shown: dict[tuple[str, NameType], str] = {}
        self._speaker: dict[str, str] = {}
        self.clusters: dict[str, list[_Cluster]] = defaultdict(list)
        for cluster in clusters:
            canonical = cluster.canonical
            for name, type in cluster.members:
                shown = corrections.get(name) or corrections.get(canonical) or canonical
                self._shown[name, type] = shown
                if type != "place" or name not in self._speaker:
                    self._speaker[name] = shown
            self.clusters[corrections.get(canonical, canonical)].append(cluster)

    def shown(self, canonical: str, type: NameType | None = None) -> str:
        """The dossier's name; without a type the name is taken as a speaker ("Pyongyang" is a government)."""
        found = self._shown.get((canonical, type)) if type else self._speaker.get(canonical)
        return found or canonical


def join(found: Iterable[Found], corrections: Mapping[str, str] | None = None) -> Joined:
    """Names joined over articles and languages; `corrections` (found → shown) are the user's and win.

    A correction of a name to itself keeps it apart from what the rules would join it with.
    """
    fixed = corrections or {}
    rows = sorted(found, key=lambda r: (-len(r.canonical.split()), -r.articles, r.canonical))
    apart = {name for name, shown in fixed.items() if name == shown}
    things: dict[str, _Cluster] = {}
    people: list[_Cluster] = []
    by_last: dict[str, list[_Cluster]] = defaultdict(list)
    by_word: dict[str, list[_Cluster]] = defaultdict(list)
    for row in rows:
        own = key(row.canonical, row.type)
        if row.canonical in apart:
            things.setdefault(f"apart {row.canonical}", _Cluster()).add(row)
        elif own.startswith("person "):
            _place(row, people, by_last, by_word)
        else:
            things.setdefault(own, _Cluster()).add(row)
    return Joined([*_shortened(things), *people], fixed)


def _shortened(things: dict[str, _Cluster]) -> list[_Cluster]:
    """Things with their short forms: "Corvane" with "Agence Corvane", "Pacific Fleet" with "Russian Pacific Fleet"."""
    full = {own: frozenset(own.split()[1:]) for own in things if own.startswith("thing ")}
    by_part: dict[str, list[str]] = defaultdict(list)
    for own, have in full.items():
        for part in have:
            by_part[part].append(own)
    kept = dict(things)
    for own, have in sorted(full.items(), key=lambda item: len(item[1])):
        longer = {o for part in list(have)[:1] for o in by_part[part] if o != own and have < full[o]}
        longer = {o for o in longer if _only_adds_a_kind(full[o] - have, things[own], things[o])}
        if len(longer) == 1:
            kept[longer.pop()].absorb(kept.pop(own))
    return list(kept.values())


_KINDS = {"n-agency", "n-group", "n-company", "n-bank", "n-press", "n-television", "n-association", "n-party", "n-fund"}


def _only_adds_a_kind(more: frozenset[str], short: _Cluster, long: _Cluster) -> bool:
    """Whether the longer name only says what it is (agency, group), or of which country, or has a place in a title."""
    if "place" in (short.kind, long.kind) or not more:
        return False
    kinds = {part.removeprefix("organisation:") for part in more}
    return kinds <= _KINDS or (len(more) == 1 and next(iter(more)).startswith("country:"))


def _place(
    row: Found, people: list[_Cluster], by_last: dict[str, list[_Cluster]], by_word: dict[str, list[_Cluster]]
) -> None:
    """A person's name to the one it is a form of, else on its own. Full names come first."""
    own = sounds(row.canonical)
    if len(own) > 1:
        near = [*by_last[own[-1]], *by_word["".join(own)]]
        cluster = next((c for c in near if any(same_name(own, other) for other in c.sounds)), None)
    else:
        cluster = _owner(by_word[own[0]], own[0]) if own else None
    if cluster is None:
        cluster = _Cluster()
        people.append(cluster)
    cluster.add(row)
    if own and own not in cluster.sounds:
        cluster.sounds.add(own)
        for where, at in ((by_last, own[-1]), (by_word, "".join(own)), *((by_word, word) for word in set(own))):
            if cluster not in where[at]:
                where[at].append(cluster)


def _owner(having: list[_Cluster], word: str) -> _Cluster | None:
    """The one person called by that word alone, or with that family name, or by far the most frequent of several."""
    last = [c for c in having if any(s[-1] == word for s in c.sounds)]
    called = [c for c in having if any(sounds(form) == (word,) for form in c.forms)]
    for some in (called, last):
        ranked = sorted(some, key=lambda c: -c.articles)
        if len(ranked) == 1 or (ranked and ranked[0].articles >= _DOMINANT * ranked[1].articles):
            return ranked[0]
    return None


def institutions(speakers: Mapping[str, int], named: Mapping[str, int]) -> dict[str, str]:
    """Speakers called by one noun alone, in all languages → one form of it, where the dossier shows one such body.

    `speakers` are the sources of claims with how often they speak, `named` says how many names are one of the kind
    ("body organisation:n-prefecture"). Where articles name two prefectures, "préfecture" may be either, and
    "prefecture" the other.
    """
    forms: dict[str, list[str]] = defaultdict(list)
    for source in speakers:
        if part := _bodies().get(fold(source)):
            forms[part].append(source)
    return {
        form: max(some, key=lambda form: (speakers[form], form)) if named.get(f"body {part}", 0) < 2 else form
        for part, some in forms.items() for form in some
    }  # fmt: skip


def _more_than(bodies: Iterable[str], canonical: str) -> frozenset[str]:
    """The bodies that a longer name is one of."""
    held = parts(canonical)
    return held.intersection(bodies) if len(held) > 1 else frozenset()


def is_institution(source: str) -> bool:
    """Whether a source is called by the noun for a public body alone: no name, as many bodies bear it."""
    return fold(source) in _bodies()


def body_keys() -> set[str]:
    """The keys of `relations` that mark a name as one body of a kind."""
    return {f"body {part}" for part in _bodies().values()}


@cache
def _bodies() -> dict[str, str]:
    """The nouns of public bodies in all languages, folded → what `parts` calls them."""
    return {
        fold(form): f"organisation:n-{id}"
        for data in (table(lang, "names") for lang in LANGUAGES) for id in data["bodies"]["ids"]
        for form in data["nouns"][id]
    }  # fmt: skip


def group(found: Iterable[Found], corrections: Mapping[str, str] | None = None) -> list[KnownName]:
    """The names of a dossier with their aliases, the most frequent first."""
    joined = join(found, corrections)
    names = []
    for shown, clusters in joined.clusters.items():
        forms: Counter[str] = Counter()
        for cluster in clusters:
            forms.update(cluster.forms)
        aliases = tuple(form for form, _ in forms.most_common() if form != shown)
        articles = max(sum(c.articles for c in clusters), 0)
        names.append(KnownName(shown, clusters[0].kind, aliases, articles, sum(c.claims for c in clusters)))
    return sorted(names, key=lambda n: (-n.articles, n.canonical))


__all__ = [
    "Found", "Joined", "body_keys", "common", "group", "institutions", "is_institution", "join", "key", "parts",
    "relations",
]  # fmt: skip
