"""The names of a dossier in a question: "what did Kirby warn?", "poutine", "le président russe", "South Korea".

In: KnownNames, then any number of texts. Out: where a text names whom, the best fit first; several where one word fits
several. Spellings of other languages, missing accents, lower case and one wrong letter are understood. Never here: what
a question means.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from index.lang import LANGUAGES
from index.model import KnownName, Span
from index.names_dossier import common, key
from index.names_sound import sound
from index.names_words import Word, fold, lexicon, words, world
from index.words import stop_words

FULL, ALIAS, FAMILY, SOUND, DESCRIBED, TYPO = 1.0, 0.96, 0.92, 0.88, 0.84, 0.7
"""How well a form fits, from the whole name to one with a wrong letter."""
_TYPO_LENGTH = 6


@dataclass(frozen=True, slots=True)
class Found:
    """A run of words of a text and the names it may stand for, the best first."""

    span: Span
    names: tuple[KnownName, ...]
    fit: float


class Index:
    """The names of a dossier, ready for many questions; building takes about 1 ms for 30 names, asking well under 3."""

    def __init__(self, known: Sequence[KnownName]) -> None:
        self._known = list(known)
        self._forms: dict[str, dict[tuple[str, ...], list[tuple[int, float]]]] = defaultdict(dict)
        self._sounds: dict[tuple[str, ...], list[tuple[int, float]]] = defaultdict(list)
        self._typos: dict[str, set[str]] = defaultdict(set)
        self._keys: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(self._known):
            self._add(number, name)

    def _add(self, number: int, name: KnownName) -> None:
        for form in dict.fromkeys((name.canonical, *name.aliases)):
            fit = FULL if form == name.canonical else ALIAS
            run = tuple(w.folded for w in _bare(words(form)))
            if run and not (len(run) == 1 and run[0] in _ordinary()):
                self._put(run, number, fit)
                if name.type == "person":
                    self._sounds[tuple(map(sound, run))].append((number, SOUND))
            last = run[-1:]
            if name.type == "person" and len(run) > 1 and form == name.canonical and last[0] not in _ordinary():
                self._put(last, number, FAMILY)
                self._sounds[(sound(last[0]),)].append((number, SOUND - 0.02))
            self._keys[key(form, name.type)].append(number)
            if name.type == "person" and len(run) > 1:
                self._keys[key(form)].append(number)

    def _put(self, run: tuple[str, ...], number: int, fit: float) -> None:
        self._forms[run[0]].setdefault(run, []).append((number, fit))
        for word in run:
            if len(word) >= _TYPO_LENGTH:
                for shorter in _shorter(word):
                    self._typos[shorter].add(word)

    def match(self, text: str) -> list[KnownName]:
        """The names that a text mentions, the best fit first, each once."""
        found = sorted(self.find(text), key=lambda f: -f.fit)
        return list(dict.fromkeys(name for f in found for name in f.names))

    def spans(self, text: str) -> list[tuple[Span, tuple[str, ...]]]:
        """Where the text names somebody, and the canonical names that fit there."""
        return [(f.span, tuple(n.canonical for n in f.names)) for f in self.find(text)]

    def find(self, text: str) -> list[Found]:
        """All runs of words that stand for a name, from left to right without overlap, the longest first."""
        run = words(text)
        found, i = [], 0
        while i < len(run):
            best = max(self._at(run, i), key=lambda f: (f[0], f[1]), default=None)
            if best is None:
                i += 1
                continue
            length, fit, numbers = best
            span = Span(run[i].start, run[i + length - 1].end)
            found.append(Found(span, self._ranked(numbers), fit))
            i += length
        return found

    def _at(self, run: list[Word], i: int) -> Iterator[tuple[int, float, list[int]]]:
        """Names whose form starts at word i: (words, fit, names)."""
        yield from self._exact(run, i, run[i].folded)
        yield from self._in_tables(run, i)
        if not run[i].folded.isdigit() and run[i].folded not in _ordinary():
            yield from self._heard(run, i)
            yield from self._mistyped(run, i)

    def _in_tables(self, run: list[Word], i: int) -> Iterator[tuple[int, float, list[int]]]:
        """What the tables know in any language: "South Korea", "les Américains", "the Russian president"."""
        starts = False
        for hit in [*world().at(run, i), *common().at(run, i)]:
            starts = True
            n = hit.last - i
            if hit.entry.kind == "people" and not _as_noun(run, i, n):
                continue
            numbers = self._keys.get(f"{hit.entry.kind.replace('people', 'country')} {hit.entry.id}", [])
            if numbers and not (n == 1 and run[i].folded in _ordinary() and not run[i].text.isupper()):
                yield n, ALIAS, numbers
        for n in range(min(7, len(run) - i), 1, -1) if starts else ():
            numbers = self._keys.get(key(" ".join(word.text for word in run[i : i + n])), [])
            if numbers and run[i + n - 1].folded not in _ordinary():
                yield n, DESCRIBED, numbers

    def _exact(self, run: list[Word], i: int, first: str) -> Iterator[tuple[int, float, list[int]]]:
        for form, owners in self._forms.get(first, {}).items():
            n = len(form)
            if form[1:] == tuple(w.folded for w in run[i + 1 : i + n]):
                best = max(fit for _, fit in owners)
                yield n, best, [number for number, fit in owners if fit >= best - 0.01 or best == FULL]

    def _heard(self, run: list[Word], i: int) -> Iterator[tuple[int, float, list[int]]]:
        for n in (4, 3, 2, 1):
            heard = tuple(sound(w.folded) for w in run[i : i + n])
            owners = self._sounds.get(heard) if len(heard) == n and len("".join(heard)) > 2 else None
            if owners:
                yield n, max(fit for _, fit in owners), [number for number, _ in owners]

    def _mistyped(self, run: list[Word], i: int) -> Iterator[tuple[int, float, list[int]]]:
        """One letter wrong, missing or too many in a long word; the first letter must be right."""
        word = run[i].folded
        if len(word) < _TYPO_LENGTH or word in self._forms:
            return
        near = {
            w
            for shorter in _shorter(word)
            for w in self._typos.get(shorter, ())
            if w[0] == word[0] and _one_off(w, word)
        }
        for other in sorted(near):
            for n, fit, numbers in self._exact(run, i, other):
                yield n, min(fit, TYPO), numbers

    def _ranked(self, numbers: Sequence[int]) -> tuple[KnownName, ...]:
        distinct = dict.fromkeys(numbers)
        return tuple(sorted((self._known[n] for n in distinct), key=lambda k: (-k.claims, -k.articles, k.canonical)))


def _as_noun(run: list[Word], i: int, n: int) -> bool:
    """Whether a word of nationality stands for the state or its people: "les Américains", not "les armes russes"."""
    return i > 0 and run[i - 1].folded in ("les", "the") and (i + n == len(run) or run[i + n].folded in _ordinary())


def _bare(run: list[Word]) -> list[Word]:
    """Without the articles it starts with."""
    while len(run) > 1 and run[0].folded in _articles():
        run = run[1:]
    return run


@cache
def _articles() -> frozenset[str]:
    return frozenset(w for lang in LANGUAGES for w in lexicon(lang).definite) | {"l", "d"}


@cache
def _ordinary() -> frozenset[str]:
    """Words that are never a name by themselves in small letters: "un", "us", "who", "car"."""
    return frozenset(fold(w) for w in stop_words()) | {
        "un",
        "us",
        "who",
        "au",
        "car",
        "it",
        "pam",
        "ei",
        "may",
        "mai",
        "march",
        "mars",
        "will",
    }


def _shorter(word: str) -> Iterator[str]:
    yield word
    for i in range(1, len(word)):
        yield word[:i] + word[i + 1 :]


def _one_off(a: str, b: str) -> bool:
    from rapidfuzz.distance import OSA

    return OSA.distance(a, b, score_cutoff=1) <= 1


def match(text: str, known: Sequence[KnownName] | Index) -> list[KnownName]:
    """The known names that a text mentions, the best fit first. Build an Index once for many texts."""
    return (known if isinstance(known, Index) else Index(known)).match(text)


__all__ = ["Found", "Index", "match"]
