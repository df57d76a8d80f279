"""Who is meant by "il", "the spokesman", "le président russe", "Kim": from words of an article to its names.

In: Names and spans, or Claims. Out: canonical names, with the doubt where two fit. Agreement in gender and number,
recency, being the subject and being the last speaker decide (after Lappin & Leass 1994). Never here: guessing where
nobody fits: an unnamed source keeps its own words ("des témoins").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.model import Article, Claim, NameType, Sentence, Span
from index.names_phrases import SUBJECTS, Description, describe, head_of, phrase
from index.names_roles import same_office
from index.names_words import Gender, Lexicon, fold, words

if TYPE_CHECKING:
    from index.names import Names

Meant = tuple[str | None, tuple[str, ...]]
_REACH = 4
"""How many sentences back a pronoun may point."""
_MARGIN = 0.6
"""Two referents closer than this are both kept."""


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


def attach(claims: Sequence[Claim], names: Names, article: Article, sentences: Sequence[Sentence]) -> tuple[Claim, ...]:
    """The claims with their canonical source, the doubt, and the role where the article gives one."""
    speakers: list[Referent] = []
    done: dict[Claim, Claim] = {}
    for claim in sorted(claims, key=lambda c: c.cue):
        if claim.source is None:
            done[claim] = claim
            continue
        index = names.sentence_at(claim.source.start)
        canonical, doubt = resolve(names, claim.source, index, speakers)
        role = claim.role or (names.role(canonical) if canonical else None)
        done[claim] = replace(claim, source_canonical=canonical, doubt=doubt, role=role)
        if canonical:
            speakers.append(_speaker(names, claim.source, index, canonical))
    return tuple(done[claim] for claim in claims)


def _speaker(names: Names, span: Span, index: int, canonical: str) -> Referent:
    known = next((k for k in names.within(span) if k.canonical == canonical), None)
    about = describe(span.of(names.article.text), names.lexicon)
    type: NameType = (
        known.type
        if known
        else "person"
        if about.kind == "person"
        else "organisation"
        if about.kind == "organisation"
        else "other"
    )
    gender = names.genders.get(canonical) or ("" if known and known.type == "person" else about.gender)
    return Referent(span.start, index, canonical, type, gender, about.plural and not known, True, True)


def resolve(names: Names, span: Span, index: int, speakers: Sequence[Referent] = ()) -> Meant:
    """Whom the words of the span mean, and who else they may mean."""
    text = span.of(names.article.text)
    kind = names.lexicon.pronouns.get(fold(text.strip()))
    if kind in ("first", "nobody"):
        return None, ()
    if kind:
        return _pronoun(names, kind, span.start, index, speakers)
    found = _named(names, span, index)
    if found:
        return found
    sentence = names.sentences[index] if index < len(names.sentences) else None
    head = head_of(sentence, span) if sentence else None
    own = phrase(sentence, head) if sentence and head and head.pos in ("NOUN", "PROPN") else span
    own = Span(max(own.start, span.start), min(own.end, span.end))
    description = describe(own.of(names.article.text), names.lexicon, head.text if head else None)
    meant = (
        _described(names, description, span.start, index, speakers)
        if description.definite and not description.plural
        else None
    )
    return meant or (bare(own.of(names.article.text), names.lexicon) or None, ())


def bare(text: str, lexicon: Lexicon) -> str:
    """A noun phrase as a name: without its definite article, in lower case where it only opened a sentence."""
    text = re.sub(r"\s+", " ", text).strip(' ,.;:«»“”"')
    run = words(text)
    dropped = False
    while len(run) > 1 and run[0].folded in lexicon.definite | {"l"} and run[0].folded not in lexicon.demonstrative:
        run, dropped = run[1:], True
    if not run:
        return ""
    text = text[run[0].start :]
    determiner = run[0].folded in lexicon.indefinite | lexicon.possessive | lexicon.demonstrative
    common = run[0].folded in lexicon.roles or run[0].folded in lexicon.institutions
    return text[0].lower() + text[1:] if determiner or (common and not dropped and not run[0].text.isupper()) else text


def _named(names: Names, span: Span, index: int) -> Meant | None:
    """The name in the span, where the span names somebody rather than only mentioning a name ("le porte-parole de Kim")."""
    found = names.within(span)
    if not found:
        return None
    sentence = names.sentences[index]
    head = head_of(sentence, span)
    exact = next((k for k in found if head and k.mention.span.start <= head.start < k.mention.span.end), None)
    about = describe(span.of(names.article.text), names.lexicon, head.text if head else None)
    people = [k for k in found if k.type == "person" and not _after_preposition(names, span, k.mention.span)]
    if people and (about.kind != "organisation" or exact in people):
        return _joined(names, people, exact)
    if exact and (about.kind != "person" or exact.type == "person"):
        longest = max(
            (k for k in found if k.mention.span.covers(exact.mention.span)), key=lambda k: len(k.mention.text)
        )
        return longest.canonical, longest.doubt
    return None


def _joined(names: Names, people: list, exact: object) -> Meant:  # type: ignore[type-arg]
    """One person, or two that speak together ("Poutine et Kim")."""
    distinct = {k.canonical: k for k in people}
    chosen = exact if exact in people else people[0]
    if len(distinct) == 1:
        return chosen.canonical, chosen.doubt  # type: ignore[attr-defined]
    between = names.article.text[people[0].mention.span.end : people[1].mention.span.start].strip()
    if between in ("et", "and", "&"):
        return f"{people[0].canonical} {between} {people[1].canonical}", ()
    return chosen.canonical, chosen.doubt  # type: ignore[attr-defined]


_PREPOSITION = re.compile(
    r"(?:\b(?:de|du|des|d['’]|of|from|à|au|aux|to|for|pour|by|par|avec|with|chez|contre|against|about|sur|on)\s*(?:M\.|Mme|Mr\.?|Mrs\.?|Ms\.?)?|\b(?:de la|de l['’]|of the))\s*$"
)


def _after_preposition(names: Names, span: Span, mention: Span) -> bool:
    """Whether the name only restricts what comes before it; "'s" after it does the same in English."""
    before = names.article.text[span.start : mention.start]
    return bool(_PREPOSITION.search(before)) or names.article.text[mention.end : mention.end + 2] in ("'s", "’s")


def referents(names: Names) -> list[Referent]:
    """Names and described people in the order of the article; subjects are marked."""
    found = [
        Referent(
            k.mention.span.start, k.mention.sentence, k.canonical, k.type, _gender(names, k.canonical, k.type),
            False, k.mention.dep in SUBJECTS,
        )
        for k in names.known
    ]  # fmt: skip
    return sorted(found, key=lambda r: r.start)


def _gender(names: Names, canonical: str, type: NameType) -> Gender:
    if type == "person":
        return names.genders.get(canonical, "")
    return describe(canonical, names.lexicon).gender


def _pronoun(names: Names, kind: str, start: int, index: int, speakers: Sequence[Referent]) -> Meant:
    """The best of what was said before and agrees; the last speaker, subjects and near names are preferred."""
    scores: dict[str, float] = {}
    before = [r for r in [*names.referents(), *speakers] if r.start < start and index - r.sentence <= _REACH]
    last_speaker = speakers[-1].canonical if speakers else None
    for r in before:
        if not _agrees(r, kind, names.lexicon.lang):
            continue
        score = 2.0 - 0.8 * (index - r.sentence) + 1.0 * r.subject + (0.3 if r.type == "person" else -0.8)
        score += 1.2 if r.spoke and r.canonical == last_speaker else 0.4 if r.spoke else 0.0
        score += 0.4 if r.gender and kind in ("he", "she") else 0.0
        scores[r.canonical] = max(scores.get(r.canonical, -9.0), score)
    return _best(scores)


def _best(scores: dict[str, float]) -> Meant:
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked:
        return None, ()
    rivals = tuple(name for name, score in ranked[1:3] if score > ranked[0][1] - _MARGIN)
    return ranked[0][0], rivals


def _agrees(r: Referent, kind: str, lang: str) -> bool:
    if kind == "they":
        return r.plural or (lang == "en" and r.type == "organisation")
    if kind == "either":
        return not r.plural
    if r.plural or (r.type != "person" and (lang == "en" or r.type == "place")):
        return False
    wanted = "m" if kind == "he" else "f"
    if r.type != "person":
        return r.gender == wanted
    return r.gender in ("", wanted)


def _described(names: Names, about: Description, start: int, index: int, speakers: Sequence[Referent]) -> Meant | None:
    """The person whose office it is, or the organisation that was named before with the same noun."""
    if about.kind == "person":
        return _office_holder(names, about, start)
    if about.kind == "organisation":
        return _body(names, about, start)
    return None


def _office_holder(names: Names, about: Description, start: int) -> Meant | None:
    scores: dict[str, float] = {}
    for role in names.roles:
        fit = same_office(about, role.description)
        if fit:
            near = 1.0 / (1 + abs(start - role.span.start) / 2000) + (0.5 if role.span.start < start else 0.0)
            scores[role.canonical] = max(scores.get(role.canonical, 0.0), fit + near)
    if not scores:
        return None
    return _best(scores)


def _body(names: Names, about: Description, start: int) -> Meant | None:
    """ "le ministère" after "le ministère sud-coréen des Affaires étrangères"."""
    scores: dict[str, float] = {}
    for k in names.known:
        if k.type != "organisation" or k.mention.span.start >= start:
            continue
        other = describe(k.canonical, names.lexicon)
        named = about.head in fold(k.canonical).split()
        if (other.head == about.head or named) and about.modifiers <= other.modifiers | set(fold(k.canonical).split()):
            scores[k.canonical] = 2.0 - (start - k.mention.span.start) / 3000
    return _best(scores) if scores else None
