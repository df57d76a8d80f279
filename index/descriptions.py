"""What "le ministre", "the company" or "le président russe" means in one article: who holds an office, which body.

In: Names and a Description, and where it stands. Out: canonical names, with the doubt where two fit; None where nobody
is known to be meant. Never here: pronouns, names that are written out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index import grammar
from index.channels import is_relay
from index.names_phrases import SUBJECTS, Description, describe
from index.names_roles import same_office
from index.names_words import countries, fold, leaders

if TYPE_CHECKING:
    from index.names import Names
    from index.names_people import Known

Meant = tuple[str | None, tuple[str, ...]]
NOBODY: Meant = (None, ())
_MARGIN = 0.6
"""Two closer than this are both kept."""
_RIVALS = 1.0
"""The same for two holders of one office: the nearer is not always the one meant."""


def best_of(scores: dict[str, float], margin: float = _MARGIN) -> Meant:
    """The highest, and those that are nearly as high."""
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked:
        return NOBODY
    return ranked[0][0], tuple(name for name, score in ranked[1:3] if score > ranked[0][1] - margin)


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
    first = sentence.split()[:1]
    return any(f" {words} " in sentence for words in names.lexicon.contrast) or (
        bool(first) and first[0].strip(",") in grammar.words("adversatives")
    )


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
