"""What a name is when the recogniser contradicts itself: person, organisation or place, from the words around it.

In: the mentions of an article. Out: the same with one type for each name. "Le barrage d'X" and "à X" are places, "X,
la société qui ..." and "the chief executive of X" organisations; titles and full names make people. Never here: what
the tables name, which keeps its type.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.model import NameType, Sentence
from index.names_mentions import Mention
from index.names_words import Lexicon, first_names, words

_IT = re.compile(r" (?:ha[sd] )?\w+(?: that)? it (?!(?:is|was|would be|will be|may be|has been) )")
"""What follows the name of a body: "X said it would", and not "X said it was time"."""
_CUE, _SEEN, _TITLED = 3, 1, 9
"""Votes: what the surroundings say, what the recogniser says, what a title says."""


def settle(mentions: Sequence[Mention], sentences: Sequence[Sentence], text: str, lexicon: Lexicon) -> list[Mention]:
    """The mentions with their type settled over the article."""
    votes: dict[str, Counter[NameType]] = defaultdict(Counter)
    for m in mentions:
        votes[m.folded].update(dict(_votes(m, sentences[m.sentence], text, lexicon)))
    bodies = {m.folded for m in mentions if _extends_a_body(m, votes)}
    full = {m.folded.split()[-1] for m in mentions if _full_person(m) and m.folded not in bodies}
    settled = []
    for m in mentions:
        best = "organisation" if m.folded in bodies else votes[m.folded].most_common(1)[0][0]
        person = m.type == "person" and m.folded in full and m.folded not in bodies
        fixed = m.entry is not None or person
        settled.append(m if fixed else replace(m, type=best))
    return settled


def _extends_a_body(m: Mention, votes: dict[str, Counter[NameType]]) -> bool:
    """ "Marlex North America", where the article's "Marlex" is a body, is nobody's name."""
    first = m.folded.split()[0]
    own = votes[first].most_common(1) if first in votes and " " in m.folded else []
    body = bool(own) and own[0][0] == "organisation" and own[0][1] > _SEEN
    return body and m.type == "person" and not m.title and first not in first_names()


def _full_person(m: Mention) -> bool:
    return m.type == "person" and (" " in m.folded or bool(m.title))


def _votes(m: Mention, sentence: Sentence, text: str, lexicon: Lexicon) -> Iterator[tuple[NameType, int]]:
    if m.title:
        yield "person", _TITLED
        return
    if any(w in lexicon.institutions for w in (m.folded.split()[:1] + m.folded.split()[-1:])) and m.type != "place":
        yield "organisation", _CUE + _SEEN
        return
    yield m.type, _SEEN
    if m.folded.split()[0] in first_names() and " " in m.folded:
        yield "person", _CUE + _SEEN
        return
    before = text[sentence.span.start : m.span.start]
    after = text[m.span.end : sentence.span.end]
    if _IT.match(after) and " " not in m.folded:
        yield "organisation", 2 * _CUE
        return
    cue = _around(before, after, lexicon)
    if cue:
        yield cue, _CUE + (_SEEN if cue == m.type else 0)


def _around(before: str, after: str, lexicon: Lexicon) -> NameType | None:
    """The type that the words beside a name ask for."""
    last = [w.folded for w in words(before[-60:])]
    touching = before[-1:] in (" ", "'", "’", "\u00a0")
    if touching and last and last[-1] in lexicon.locative:
        return "place"
    if touching and last and last[-1] in lexicon.genitive:
        return _after(after, lexicon) or _owned(last[:-1], lexicon)
    if last and last[-1] in lexicon.institutions and last[-1] not in lexicon.place_nouns:
        return "organisation"
    return _after(after, lexicon)


def _after(after: str, lexicon: Lexicon) -> NameType | None:
    """The type that an apposition gives ("X, la société qui ..."), or in English the noun after ("the X dam")."""
    following = [w.folded for w in words(after[:60])]
    if not following:
        return None
    bodies = [w for w in following[1:3] if w in lexicon.institutions and w not in lexicon.place_nouns]
    if after.startswith((", ", " (")) and following[0] in lexicon.definite | lexicon.indefinite:
        return "organisation" if bodies else None
    if lexicon.lang != "en" or not after.startswith(" "):
        return None
    if following[0] in lexicon.of_place:
        return "place"
    body = following[0] in lexicon.institutions and following[0] not in lexicon.place_nouns
    return "organisation" if body else None


def _owned(before: list[str], lexicon: Lexicon) -> NameType | None:
    """What "of X" makes X, from the noun before it."""
    for n in (3, 2, 1):
        noun = " ".join(before[-n:])
        if noun in lexicon.of_organisation:
            return "organisation"
        if noun in lexicon.of_place:
            return "place"
    return None
