"""The words names are made of: titles, offices, countries, organisations, as one compiled value a language.

In: the tables `index/lang/*/names.toml` and the country names of CLDR. Out: folded look-ups. Never here: an article.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from index.lang import LANGUAGES, table
from index.model import NameType

Gender = Literal["m", "f", ""]
Kind = Literal["country", "people", "capital", "organisation", "place"]

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+")
_MARKS = re.compile(r"[\u0300-\u036f]")


class Word(NamedTuple):
    """A word of a text: where it stands, as written and folded."""

    start: int
    end: int
    text: str
    folded: str


class Entry(NamedTuple):
    """What a form of the tables names: "country KR", "organisation un" ..."""

    kind: Kind
    id: str
    type: NameType


class Hit(NamedTuple):
    """An entry found in a run of words, as their indexes (half-open)."""

    first: int
    last: int
    entry: Entry


@cache
def fold(text: str) -> str:
    """Lower case without accents, dots or typographic variants; words apart by one space."""
    return " ".join(word.folded for word in words(text))


def words(text: str, offset: int = 0) -> list[Word]:
    """The words of a text; hyphens and apostrophes part words, dotted capitals ("U.N.") are one word."""
    return [Word(m.start() + offset, m.end() + offset, m.group(), _plain(m.group())) for m in _WORD.finditer(text)]


def _plain(word: str) -> str:
    lowered = word.lower().replace("œ", "oe").replace("æ", "ae").replace("ø", "o").replace("ł", "l").replace(".", "")
    return _MARKS.sub("", unicodedata.normalize("NFKD", lowered)).casefold()


class Forms:
    """Many-word forms and what they name, longest match first. Short forms in capitals ("UN") match only capitals."""

    def __init__(self, rows: Iterable[tuple[str, Entry]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], bool, Entry]]] = {}
        for form, entry in rows:
            parts = tuple(fold(form).split())
            if parts:
                self._by_first.setdefault(parts[0], []).append((parts, _is_acronym(form), entry))
        for choices in self._by_first.values():
            choices.sort(key=lambda c: -len(c[0]))

    def at(self, run: list[Word], i: int) -> Iterator[Hit]:
        """The entries whose form starts at word `i`, longest first."""
        for parts, acronym, entry in self._by_first.get(run[i].folded, ()):
            n = len(parts)
            if tuple(w.folded for w in run[i : i + n]) != parts:
                continue
            if acronym and len(run[i].text.replace(".", "")) <= 3 and not run[i].text.isupper():
                continue
            yield Hit(i, i + n, entry)

    def scan(self, run: list[Word]) -> Iterator[Hit]:
        """Entries found from left to right, longest first, without overlap."""
        i = 0
        while i < len(run):
            hit = next(self.at(run, i), None)
            if hit:
                yield hit
            i = hit.last if hit else i + 1

    def exact(self, text: str) -> list[Entry]:
        """What the whole text names, if anything."""
        run = words(text)
        return [hit.entry for hit in self.at(run, 0) if hit.last == len(run)] if run else []


def _is_acronym(form: str) -> bool:
    return form.replace(".", "").isupper() and " " not in form


@dataclass(frozen=True)
class Lexicon:
    """One language's words. Genders are "m", "f" or "" (either)."""

    lang: str
    titles: Mapping[str, Gender]
    before_names: frozenset[str]
    roles: Mapping[str, Gender]
    institutions: Mapping[str, Gender]
    plural_institutions: frozenset[str]
    of_place: frozenset[str]
    of_organisation: frozenset[str]
    changing: frozenset[str]
    leaders: frozenset[str]
    led_by: frozenset[str]
    offices: frozenset[str]
    place_nouns: frozenset[str]
    firms: frozenset[str]
    common: frozenset[str]
    pronouns: Mapping[str, str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    possessive: frozenset[str]
    demonstrative: frozenset[str]
    plural: frozenset[str]
    masculine: frozenset[str]
    feminine: frozenset[str]
    particles: frozenset[str]
    prepositions: frozenset[str]
    locative: frozenset[str]
    genitive: frozenset[str]
    contrast: tuple[str, ...]
    never: frozenset[str]
    after_titles: frozenset[str]
    world: Forms


@cache
def lexicon(lang: str) -> Lexicon:
    """The compiled words of a language; French where a language has none of its own."""
    data = table(lang if lang in LANGUAGES else "en", "names")
    nouns = data["institutions"]
    determiners = {kind: frozenset(map(fold, forms)) for kind, forms in data["determiners"].items()}
    return Lexicon(
        lang=lang,
        titles=_genders(data["titles"]),
        before_names=frozenset(form.rstrip(".") for forms in data["titles"].values() for form in forms),
        roles=_genders({kind: data["roles"][kind] for kind in ("male", "female", "either")}),
        institutions={fold(w): "f" if w in nouns["feminine"] else "m" for w in nouns["words"]},
        plural_institutions=frozenset(map(fold, nouns["plural"])),
        of_place=frozenset(map(fold, data["roles"]["of_place"])),
        of_organisation=frozenset(map(fold, data["roles"]["of_organisation"])),
        changing=frozenset(map(fold, data["roles"]["changing"])),
        leaders=frozenset(map(fold, data["roles"]["leaders"])),
        led_by=frozenset(map(fold, data["roles"]["led_by"])),
        offices=frozenset(fold(w) for key in _OFFICES for w in data["roles"][key]),
        firms=frozenset(map(fold, nouns["firms"])),
        common=frozenset(map(fold, nouns["common"])),
        place_nouns=frozenset(map(fold, nouns["places"])),
        pronouns={fold(w): kind for kind, forms in data["pronouns"].items() for w in forms},
        definite=determiners["definite"],
        indefinite=determiners["indefinite"],
        possessive=determiners["possessive"],
        demonstrative=determiners["demonstrative"],
        plural=determiners["plural"],
        masculine=determiners["masculine"],
        feminine=determiners["feminine"],
        particles=frozenset(map(fold, data["particles"]["words"])),
        prepositions=frozenset(map(fold, data["particles"]["prepositions"])),
        locative=frozenset(map(fold, data["particles"]["locative"])),
        genitive=frozenset(map(fold, data["particles"]["genitive"])),
        contrast=tuple(map(fold, data["discourse"]["contrast"])),
        never=frozenset(data["never"]["words"]),
        after_titles=frozenset(map(fold, data["never"]["after_titles"])),
        world=Forms(_rows(lang if lang in LANGUAGES else "en")),
    )


_OFFICES = ("of_place", "of_organisation", "leaders", "led_by", "posts", "trades")


def _genders(kinds: Mapping[str, list[str]]) -> dict[str, Gender]:
    genders: dict[str, Gender] = {"male": "m", "female": "f"}
    return {fold(word): genders.get(kind, "") for kind, forms in kinds.items() for word in forms}


@cache
def world() -> Forms:
    """The forms of all languages: countries, peoples, capitals, organisations, far-apart place names."""
    return Forms(row for lang in LANGUAGES for row in _rows(lang))


def _rows(lang: str) -> Iterator[tuple[str, Entry]]:
    data = table(lang, "names")
    for code, names in _territories(lang).items():
        yield from ((name, Entry("country", code, "place")) for name in names)
    for code, line in data["countries"].items():
        adjectives, capitals, names = [part.split(", ") if part else [] for part in _three(line)]
        yield from ((name, Entry("country", code, "place")) for name in names)
        yield from ((name, Entry("capital", code, "place")) for name in capitals)
        adjectives = [form for word in adjectives if word != "-" for form in inflect(word, lang)]
        yield from ((form, Entry("people", code, "other")) for form in adjectives)
    for group, kind, type in (("organisations", "organisation", "organisation"), ("places", "place", "place")):
        for id, forms in data[group].items():
            yield from ((form, Entry(kind, id, type)) for form in forms)  # type: ignore[arg-type]


@cache
def _forms_by_entry(lang: str) -> Mapping[Entry, tuple[str, ...]]:
    found: dict[Entry, list[str]] = {}
    for form, entry in _rows(lang):
        found.setdefault(entry, []).append(form)
    return {entry: tuple(forms) for entry, forms in found.items()}


def forms_of(entry: Entry, lang: str) -> tuple[str, ...]:
    """What a language calls an entry, the usual form first; () where its tables lack it."""
    return _forms_by_entry(lang).get(entry, ())


def _three(line: str) -> list[str]:
    return ([part.strip() for part in line.split(" / ")] + ["", ""])[:3]


@cache
def _territories(lang: str) -> dict[str, list[str]]:
    """ISO code to country names, from CLDR. Continents and regions have digits and are left out."""
    from babel import Locale

    names = Locale(lang).territories
    real = {
        c: n
        for c, n in names.items()
        if len(c) == 2 and c.isalpha() and c not in {"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"}
    }
    return {code: [re.sub(r"\s*\(.*\)$", "", name)] for code, name in real.items()}


def inflect(word: str, lang: str) -> list[str]:
    """The forms of an adjective of nationality: feminine and plural in French, plural in English."""
    if lang == "en":
        return [word] if word.endswith(("sh", "ch", "se", "ss", "S", ".", "K")) else [word, word + "s"]
    feminine = _feminine(word)
    masculine = [word] if word.endswith(("s", "x")) else [word, word + "s"]
    return [*masculine, feminine, feminine + "s"]


def _feminine(word: str) -> str:
    for ending, other in (("ien", "ienne"), ("éen", "éenne"), ("on", "onne"), ("ec", "ecque"), ("turc", "turque")):
        if word.endswith(ending):
            return word[: len(word) - len(ending)] + other
    return word if word.endswith("e") else word + "e"


@cache
def first_names(lang: str = "") -> Mapping[str, Gender]:
    """Common first names of all languages and their gender; a name used for both has none, save a man's in `lang`."""
    men = {fold(name) for name in table(lang, "names")["firstnames"]["male"]} if lang else set()
    found: dict[str, set[Gender]] = {}
    for lang in LANGUAGES:
        data = table(lang, "names")["firstnames"]
        for kind, gender in (("male", "m"), ("female", "f")):
            for name in data[kind]:
                found.setdefault(fold(name), set()).add("m" if gender == "m" else "f")
    return {name: next(iter(g)) if len(g) == 1 else "m" if name in men else "" for name, g in found.items()}


@cache
def leaders(country: str | None, office: str) -> frozenset[str]:
    """The folded names of those who held an office ("president") of a country ("RU"), or of any, in living memory."""
    found: set[str] = set()
    for lang in LANGUAGES:
        data = table(lang, "names")["leaders"]
        for kind, offices in data["offices"].items():
            if office in map(fold, offices):
                held = data.get(kind, {})
                lists = held.values() if country is None else [held.get(country, [])]
                found |= {fold(name) for people in lists for name in people}
    return frozenset(found)


def countries(text: str) -> frozenset[str]:
    """The countries that a phrase names, as codes: "le ministère sud-coréen" is {"KR"}, Moscow {"RU"}."""
    kinds = {"country", "capital", "people"}
    return frozenset(hit.entry.id for hit in world().scan(words(text)) if hit.entry.kind in kinds)
