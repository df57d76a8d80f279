"""What "il", "she", "le dirigeant" or "the ministry" point back to in one article.

In: Names, a pronoun's kind or a Description, and where it stands. Out: canonical names, with the doubt where two fit.
Agreement in gender and number, recency, being the subject and being the last speaker decide (after Lappin & Leass).
Never here: names that are written out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import grammar
from index.channels import is_relay
from index.model import NameType, Span, Token
from index.names_joint import members
from index.names_phrases import SUBJECTS, Description, bare, describe, phrase
from index.names_roles import same_office
from index.names_words import Gender, countries, fold, leaders, words

if TYPE_CHECKING:
    from index.names import Names
    from index.names_people import Known

Meant = tuple[str | None, tuple[str, ...]]
NOBODY: Meant = (None, ())
_FOREGROUND = SUBJECTS - {"agent", "obl:agent"}  # "the show presented by X" is not about X
_RELATIVES = grammar.words("relatives")
_REACH = 4
"""How many sentences back a pronoun may point."""
_MARGIN = 0.6
"""Two referents closer than this are both kept."""
_RIVALS = 1.0
"""The same for two holders of one office: the nearer is not always the one meant."""


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
        gender = _gender(names, k.canonical, k.type)
        subject = m.dep in _FOREGROUND or (k.type == "person" and _heads_clause(names, k))
        found.append(Referent(m.span.start, m.sentence, k.canonical, k.type, gender, _are_two(names, k), subject))
    return sorted([*found, *_officials(names)], key=lambda r: r.start)


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
    said = names.referents()
    first = bisect_left(said, index - _REACH, key=lambda r: r.sentence)
    before = bisect_left(said, start, key=lambda r: r.start)
    for r in [*said[first:before], *speakers[-20:]]:
        if r.start >= start or index - r.sentence > _REACH or not _agrees(r, kind, names.lexicon.lang):
            continue
        if any(s.start <= r.start < s.end for s in quoted) or (kind == "they" and _is_silent(r, last)):
            continue
        score = 2.0 - 0.8 * (index - r.sentence) + 1.0 * r.subject + (0.3 if r.type == "person" else -0.8)
        score += 1.2 if r.spoke and r.canonical == last else 0.4 if r.spoke else 0.0
        fits = r.gender or (r.spoke and r.canonical == last and _is_full_name(names, r))
        score += 1.4 if fits and kind in ("he", "she") else 0.0
        score += 0.8 if r.plural and kind == "they" else 0.0
        score -= 1.0 if quoted and r.type == "other" else 0.0  # a study has no words of its own
        score += 0.6 if names.sentences[r.sentence].paragraph == paragraph else 0.0
        score += 1.0 if r.subject and r.sentence == index and bound else 0.0
        score += 0.8 if r.subject and r.sentence == index - 1 and r.type == "person" and r.gender and opens else 0.0
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


def best_of(scores: dict[str, float], margin: float = _MARGIN) -> Meant:
    """The highest, and those that are nearly as high."""
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked:
        return NOBODY
    return ranked[0][0], tuple(name for name, score in ranked[1:3] if score > ranked[0][1] - margin)


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


def described(names: Names, about: Description, start: int, index: int) -> Meant | None:
    """The person whose office it is, or the organisation that was named before with the same noun; else None."""
    if not about.definite or about.plural:
        return None
    if about.kind == "organisation":
        return _body(names, about, start) or _firm(names, about, start, index)
    if about.kind != "person":
        return None
    holder = _office_holder(names, about, start, index)
    if holder or about.owned:
        return holder
    return _leader(names, about) or _neighbour(names, about, start, index)


def _office_holder(names: Names, about: Description, start: int, index: int) -> Meant | None:
    """The one whom the article gives that office; of several the one named last before."""
    fits: dict[str, float] = {}
    for canonical, description in names.offices:
        fit = same_office(about, description, names.lexicon) if _tells_whose(about, description) else 0.0
        if fit and not _wrong_gender(names, canonical, about):
            fits[canonical] = max(fits.get(canonical, 0.0), fit)
    scores = {name: fit + _nearness(names, name, start, index) for name, fit in fits.items()}
    return best_of(scores, _RIVALS) if scores else None


def _tells_whose(about: Description, other: Description) -> bool:
    """ "her mother", "the boy's mother" are not any mother: the description they may repeat has the same owner."""
    return not about.owned or (other.owned and about.modifiers == other.modifiers)


def _wrong_gender(names: Names, canonical: str, about: Description) -> bool:
    own = names.genders.get(canonical, "")
    return bool(own and about.gender and own != about.gender)


def _nearness(names: Names, canonical: str, start: int, index: int) -> float:
    last = names.last_before(canonical, start)
    return 1.5 / (1 + index - last.mention.sentence) if last else -0.5


def _leader(names: Names, about: Description) -> Meant | None:
    """ "le président russe" where the article names Poutine without his office: known heads of state and government.

    Without a country ("le chef de l'État") only where the article names no other who held such an office.
    """
    if not about.countries and about.modifiers - names.lexicon.changing:
        return None  # "la présidente du parti"
    holders = {person for country in about.countries or (None,) for person in leaders(country, about.head)}
    people = {name.canonical for name in names.all if name.type == "person" and fold(name.canonical) in holders}
    present = {person for person in people if not _wrong_gender(names, person, about)}
    if not present or (not about.countries and len(present) > 1):
        return None
    return best_of(dict.fromkeys(sorted(present), 1.0))


def _neighbour(names: Names, about: Description, start: int, index: int) -> Meant | None:
    """Who is named in the sentence beside and has no office yet: "John Kirby ... . Le porte-parole de X a insisté"."""
    if about.countries or about.head not in names.lexicon.offices or _contrasts(names, index):
        return None
    paragraph = names.sentences[index].paragraph
    placed = {canonical for canonical, _ in names.offices}
    for sentence in (index, index - 1, index + 1):
        if not 0 <= sentence < len(names.sentences):
            continue
        lead = sentence == 0 and index == 1
        if names.sentences[sentence].paragraph != paragraph and not lead:
            continue
        free = [k for k in _subjects(names, sentence) if not _wrong_gender(names, k.canonical, about)]
        free = [k for k in free if (k.mention.span.start < start) == (sentence <= index)]
        if sentence > index:
            free = [k for k in free if _introduced_at(names, k)]
        if len({k.canonical for k in free}) == 1 and free[0].canonical not in placed:
            return free[0].canonical, ()
    return None


def _contrasts(names: Names, index: int) -> bool:
    """Whether a sentence sets somebody else against the one before ("de son côté")."""
    sentence = f" {fold(names.sentences[index].span.of(names.article.text))} "
    return any(f" {words} " in sentence for words in names.lexicon.contrast)


def _subjects(names: Names, sentence: int) -> list[Known]:
    return [
        k for k in names.in_sentence(sentence)
        if k.type == "person" and k.mention.dep in SUBJECTS and " " in k.canonical
    ]  # fmt: skip


def _introduced_at(names: Names, k: Known) -> bool:
    """Whether this is the first time that the article's text names the person."""
    return names.mentions(k.canonical)[0] is k


def _body(names: Names, about: Description, start: int) -> Meant | None:
    """ "le ministère" after "le ministère sud-coréen des Affaires étrangères"."""
    scores: dict[str, float] = {}
    for canonical in names.organisations:
        own = set(fold(canonical).split())
        if about.head in own and about.modifiers <= own and describe(canonical, names.lexicon).head == about.head:
            last = names.last_before(canonical, start)
            if last:
                acted = 0.5 * (last.mention.dep in SUBJECTS)
                scores[canonical] = 2.0 + acted - (start - last.mention.span.start) / 3000
    return best_of(scores) if scores else None


def _firm(names: Names, about: Description, start: int, index: int) -> Meant | None:
    """ "The company", "le constructeur allemand": the firm that the article is about, or that acted last."""
    if about.head not in names.lexicon.firms or about.modifiers - _nationalities(about):
        return None
    firms = [name for name in names.organisations if not _official(names, name) and _acts(names, name, start)]
    firms = [name for name in firms if not is_relay(name, names.lexicon.lang)]
    if about.countries and len(firms) > 1:
        firms = [name for name in firms if _is_from(names, name, about)]
    total = sum(len(names.mentions(name)) for name in firms)
    scores: dict[str, float] = {}
    for name in firms:
        last = names.last_before(name, start)
        near = 1.5 - 0.3 * (index - last.mention.sentence) + 0.5 * (last.mention.dep in SUBJECTS) if last else 0.0
        if near > 0:
            scores[name] = near + 1.5 * len(names.mentions(name)) / total
    return best_of(scores) if scores else None


def _acts(names: Names, canonical: str, start: int) -> bool:
    """Whether a body did something before, or opens the article: no name in passing ("the Orsel plant may close")."""
    before = [k for k in names.mentions(canonical) if k.mention.span.start < start]
    return any(k.mention.sentence == 0 or (k.mention.dep in SUBJECTS and _is_whole(names, k)) for k in before)


def _is_whole(names: Names, known: Known) -> bool:
    """Whether a mention is a phrase of its own and does not only describe the noun after it."""
    tokens = names.sentences[known.mention.sentence].tokens
    last = next((t for t in tokens if t.end >= known.mention.span.end), None)
    return last is None or last.dep != "compound" or tokens[last.head].start < known.mention.span.end


def _is_from(names: Names, canonical: str, about: Description) -> bool:
    """Whether the article says beside its name that a firm is of the country meant: "German carmaker X"."""
    text = names.article.text
    near = (text[max(0, k.mention.span.start - 40) : k.mention.span.start] for k in names.mentions(canonical))
    return any(about.countries & countries(words) for words in near)


def _official(names: Names, canonical: str) -> bool:
    """Whether an organisation is no firm by its own name or the tables: a commission, a ministry, a court."""
    if any(k.mention.entry for k in names.mentions(canonical)[:1]):
        return True
    run = fold(canonical).split()
    return any(w in names.lexicon.institutions and w not in names.lexicon.firms for w in (run[0], run[-1]))


def _nationalities(about: Description) -> frozenset[str]:
    """The modifiers that only name a country."""
    alone = frozenset(w for w in about.modifiers if countries(w))
    return about.modifiers if about.countries and len(about.modifiers) <= 2 else alone
