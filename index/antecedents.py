"""What "il", "she" or "they" point back to in one article.

In: Names, a pronoun's kind and where it stands. Out: canonical names, with the doubt where two fit.
Agreement in gender and number, recency, being the subject and being the last speaker decide (after Lappin & Leass).
Never here: offices and bodies that are described (descriptions.py), names that are written out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import grammar
from index.descriptions import NOBODY, Meant, best_of, described
from index.model import NameType, Span, Token
from index.names_joint import members
from index.names_phrases import SUBJECTS, bare, describe, phrase
from index.names_words import Gender, fold, words

if TYPE_CHECKING:
    from index.names import Names
    from index.names_people import Known

_FOREGROUND = SUBJECTS - {"agent", "obl:agent"}  # "the show presented by X" is not about X
_RELATIVES = grammar.words("relatives")
_MONEY = frozenset("£$€%")
_REACH = 4
"""How many sentences back a pronoun may point."""
_SURE = 2.2
"""Below it, one whose gender nobody knows is not who "he" or "she" is: better none than the wrong one."""


@dataclass(frozen=True, slots=True)
class Referent:
    """Something said before that a pronoun may point back to."""

    start: int
    sentence: int
    canonical: str
    type: NameType
    gender: Gender
    plural: bool
    subject: bool
    spoke: bool = False


def referents(names: Names) -> list[Referent]:
    """Names in the order of the article; subjects are marked."""
    found = []
    for k in names.known:
        m = k.mention
        if not _MONEY.isdisjoint(m.text) or (k.type == "place" and _only_modifies(names, k)):
            continue
        gender = _gender(names, k.canonical, k.type)
        subject = m.dep in _FOREGROUND or (k.type == "person" and _heads_clause(names, k))
        found.append(Referent(m.span.start, m.sentence, k.canonical, k.type, gender, _are_two(names, k), subject))
    return sorted([*found, *_officials(names)], key=lambda r: r.start)


def _only_modifies(names: Names, k: Known) -> bool:
    """ "the US firm", "India's airline" are not about a country: a noun follows its English name."""
    text, end = names.article.text, k.mention.span.end
    after = next((t for t in names.sentences[k.mention.sentence].tokens if t.start >= end), None)
    noun = after is not None and after.pos == "NOUN" and after.text[0].islower() and text[end : after.start] == " "
    owns = text[end : end + 2] in ("'s", "’s")
    return names.lexicon.lang == "en" and (noun or owns)


def _are_two(names: Names, k: Known) -> bool:
    """Whether a name joins two that the article also names alone: "Corvane and Marsh" are not one."""
    parts = set(members(k.canonical)) - {k.canonical}
    return k.type != "person" and any(names.mentions(part) for part in parts)


def _heads_clause(names: Names, k: Known) -> bool:
    """Whether a name stands between a mark and a finite verb: a subject, whatever the parser made of it."""
    tokens = names.sentences[k.mention.sentence].tokens
    before = next((t for t in reversed(tokens) if t.end <= k.mention.span.start), None)
    after = next((t for t in tokens if t.start >= k.mention.span.end), None)
    alone = before is None or before.pos == "PUNCT"
    return alone and after is not None and after.pos in ("VERB", "AUX") and "VerbForm=Fin" in after.morph


def _officials(names: Names) -> Iterator[Referent]:
    """Subjects that are offices: "La ministre a-t-elle lu ...", "une voisine"; with their holder where known.

    An unnamed one keeps its words, so that "she" is not whoever was named before her.
    """
    text = names.article.text
    for index, sentence in enumerate(names.sentences):
        for token in sentence.tokens:
            if token.dep not in SUBJECTS or token.pos != "NOUN" or not _is_office(names, token):
                continue
            span = phrase(sentence, token)
            about = describe(span.of(text), names.lexicon, token.text)
            meant = _named_beside(names, token) or described(names, about, span.start, index)
            if not meant and about.definite and not (about.modifiers or about.owned):
                continue  # "the man": somebody of before, whoever it is
            canonical = meant[0] if meant and meant[0] else bare(span.of(text), names.lexicon)
            gender = names.genders.get(canonical) or about.gender
            yield Referent(span.start, index, canonical, "person", gender, about.plural, True)


def _is_office(names: Names, token: Token) -> bool:
    """Whether a noun names an office or a kind of people, one or several."""
    word = fold(token.text)
    return word in names.lexicon.roles or (
        "Number=Plur" in token.morph and word.removesuffix("s") in names.lexicon.roles
    )


def _named_beside(names: Names, office: Token) -> Meant | None:
    """ "A spokesman for the dam, Dr Marsh": whom the article names with the office at this very place."""
    return next(((r.canonical, ()) for r in names.roles if r.span.start <= office.start < r.span.end), None)


def _gender(names: Names, canonical: str, type: NameType) -> Gender:
    return names.genders.get(canonical, "") if type == "person" else describe(canonical, names.lexicon).gender


def pronoun(
    names: Names, kind: str, start: int, index: int, speakers: Sequence[Referent], quoted: Sequence[Span] = ()
) -> Meant:
    """The best of what was said before and agrees; the last speaker, subjects and near names are preferred.

    Whom somebody names in their own words is not who speaks.
    """
    scores: dict[str, float] = {}
    last = speakers[-1].canonical if speakers else None
    bound = _is_subordinate(names, start, index)
    index = _where_turn_begins(names, start, index, quoted)
    paragraph = names.sentences[index].paragraph
    opens = _opens(names, start, index, quoted)
    direct = any(names.is_spoken(s.start) for s in quoted)
    said = names.referents()
    first = bisect_left(said, index - _REACH, key=lambda r: r.sentence)
    before = bisect_left(said, start, key=lambda r: r.start)
    for r in [*said[first:before], *speakers[-20:]]:
        if r.start >= start or index - r.sentence > _REACH or not _agrees(r, kind, names.lexicon.lang):
            continue
        if (direct and any(s.start <= r.start < s.end for s in quoted)) or (kind == "they" and _is_silent(r, last)):
            continue
        score = 2.0 - 0.8 * (index - r.sentence) + 1.0 * r.subject + (0.3 if r.type == "person" else -0.8)
        recent = 1.2 if index - r.sentence <= 2 else 0.8
        score += recent if r.spoke and r.canonical == last else 0.4 if r.spoke else 0.0
        fits = r.gender or (r.spoke and r.canonical == last and _is_full_name(names, r))
        score += 1.4 if fits and kind in ("he", "she") else 0.0
        score += 0.8 if r.plural and kind == "they" else 0.0
        score -= 1.0 if names.is_spoken(r.start) and not names.is_spoken(start) else 0.0
        score -= 1.0 if direct and r.type == "other" else 0.0  # a study has no words of its own
        score += 0.6 if names.sentences[r.sentence].paragraph == paragraph else 0.0
        score += 1.0 if r.subject and r.sentence == index and bound else 0.0
        score += 0.8 if r.subject and r.sentence == index - 1 and r.type == "person" and r.gender and opens else 0.0
        if r.gender or score > _SURE or kind not in ("he", "she"):
            scores[r.canonical] = max(scores.get(r.canonical, -9.0), score)
    return best_of(scores)


def _is_full_name(names: Names, r: Referent) -> bool:
    """Whether the article names somebody in full: that a first name tells no gender makes them no worse a speaker."""
    return r.type == "person" and " " in r.canonical and bool(names.mentions(r.canonical))


def _where_turn_begins(names: Names, start: int, index: int, quoted: Sequence[Span]) -> int:
    """The sentence in which somebody's own words begin: those between it and "he said" put nobody farther away."""
    first = min((s.start for s in quoted), default=start)
    return names.sentence_at(first) if first < start else index


def _opens(names: Names, start: int, index: int, quoted: Sequence[Span]) -> bool:
    """Whether the pronoun, or the quotation that it closes, opens a sentence that goes on with a paragraph."""
    sentence, said = names.sentences[index], words(quoted[0].of(names.article.text)[:40]) if quoted else []
    if said and names.lexicon.pronouns.get(said[0].folded) in ("he", "she"):
        return False  # "Il a tout donné", a-t-il dit: of somebody else
    opener = min([start, *(s.start for s in quoted)]) - sentence.span.start
    return opener <= 2 and index > 0 and names.sentences[index - 1].paragraph == sentence.paragraph


def latter(names: Names, kind: str, start: int, index: int) -> Meant:
    """ "Ce dernier", "the latter": who was named last of those that agree, in this sentence or the one before."""
    said = [r for r in names.referents() if r.start < start and 0 <= index - r.sentence <= 1 and r.type != "place"]
    wanted = {"he": "m", "she": "f"}.get(kind, "")
    fitting = [
        r for r in said
        if _agrees(r, kind, names.lexicon.lang) or (r.type == "organisation" and wanted and r.gender == wanted)
    ]  # fmt: skip
    return (max(fitting, key=lambda r: r.start).canonical, ()) if fitting else NOBODY


def _is_subordinate(names: Names, start: int, index: int) -> bool:
    """ "Le président nommera celle qu'il souhaite": the pronoun of a clause goes with the subject of its sentence."""
    tokens = names.sentences[index].tokens
    before = next((t for t in reversed(tokens) if t.end <= start), None)
    return before is not None and (before.pos == "SCONJ" or before.text.lower() in _RELATIVES)


def _is_silent(r: Referent, last: str | None) -> bool:
    """Whether one organisation is not the last that spoke: "they" are people unless a body has the word."""
    return not r.plural and not (r.spoke and r.canonical == last)


def _agrees(r: Referent, kind: str, lang: str) -> bool:
    if kind == "they":
        return r.plural or (lang == "en" and r.type == "organisation")
    if kind == "several":
        return r.plural
    if kind == "it":
        return not r.plural and r.type != "person"
    if kind == "either":
        return not r.plural
    if r.plural or (r.type != "person" and (lang == "en" or r.type == "place" or not (r.subject or r.spoke))):
        return False
    wanted = "m" if kind == "he" else "f"
    return r.gender == wanted or (r.type == "person" and not r.gender)
