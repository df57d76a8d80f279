"""Who is meant by a description: "the unification minister", "the South Korean general staff", a body that others
speak for.

In: the words of a question that stand where a speaker stands, the statements of a dossier. Out: the statements, or the
names, of those whom the words fit. Never here: what they say.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from bot.query import Filters
from bot.relevance import Cover, Term, cover, cover_many, fuse, plain_words, same
from bot.sources import Sources
from bot.words import blank, fold
from index.lang import LANGUAGES, table
from index.model import Claim

NEAR = 100
"""Passages about a body in which somebody may be called one of it."""
DESCRIBED = 0.7
"""The share of a description that must fit a source."""


def described(description: str, filters: Filters, sources: Sources, beside: bool = True) -> list[Claim]:
    """The claims of the sources that a description fits best; each of its words must fit the source, a name may
    stand `beside` it.
    """
    held = sources.described
    if (description, beside) not in held:
        held[description, beside] = _called(description, sources, beside)
    kept = held[description, beside]
    return [claim for claim in sources.claims(filters) if _key(claim, sources) in kept] if kept else []


def _called(description: str, sources: Sources, beside: bool) -> frozenset[str]:
    """The sources that a description fits best."""
    lands, bare = _nationality(description)
    asked = tuple(Term(word, (fold(word), *same(word))) for word in plain_words(bare, keep_case=True))
    if not asked:
        return frozenset()
    speakers = list(_speakers(sources))
    worded = {wording: None for claim in speakers for wording in _wordings(claim, sources)}
    called = dict(zip(worded, cover_many(asked, list(worded), sources.vectors, 0.95), strict=True))
    fitting: dict[str, float] = {}
    for claim in speakers:
        key = _key(claim, sources)
        fitting[key] = max(fitting.get(key, 0.0), _fit(asked, lands, claim, sources, beside, called))
    best = max(fitting.values(), default=0.0)
    return frozenset(key for key, fit in fitting.items() if fit >= max(DESCRIBED, best - 0.02))


def _wordings(claim: Claim, sources: Sources) -> tuple[str, str]:
    """How a source is called: in its own words with its role, and by name."""
    words = claim.source.of(sources.article(claim.article).text) if claim.source else ""
    return f"{words} {claim.role or ''}".strip(), claim.source_canonical or ""


def _speakers(sources: Sources) -> Iterable[Claim]:
    """One claim for each source and each role it is given."""
    return {(_key(claim, sources), claim.role): claim for claim in reversed(sources.all_claims)}.values()


def speaking_for(names: Sequence[str], sources: Sources) -> tuple[str, ...]:
    """Those whose role names a body or a country that is not quoted itself ("the Kestrian prime minister")."""
    wanted = {fold(form) for name in names for form in (name, *sources.aliases(name))}
    role = re.compile("|".join(rf"(?<!\w){re.escape(form[: max(5, len(form) - 2)])}" for form in wanted))
    found = {
        claim.source_canonical: None for claim in sources.all_claims if claim.role and role.search(fold(claim.role))
    }
    found |= {claim.source_canonical: None for claim in _of_state(names, sources)}
    near = (hit.passage for name in names for hit in sources.search(name, NEAR, Filters()))
    for passage in near:
        for claim in sources.claims_of(passage.article):
            if claim.source_canonical not in found and passage.span.overlaps(claim.cue):
                found |= {claim.source_canonical: None} if _belongs(claim, wanted, sources) else {}
    return tuple(name for name in found if name)


def speaking(filters: Filters, sources: Sources) -> Filters:
    """The filters with those who speak for the sources asked for, where these are not quoted themselves."""
    if not filters.sources or sources.claims(Filters(), sources=filters.sources):
        return filters
    return replace(filters, sources=speaking_for(filters.sources, sources) or filters.sources)


def _of_state(names: Sequence[str], sources: Sources) -> Iterable[Claim]:
    """The claims of a country itself and of its ministries and spokesmen, where a country is asked for or the capital
    that stands for it: "Seoul" is also "South Korea's unification minister", and "In Seoul, the ministry's spokesman".
    """
    from index.names_words import countries, words, world

    lands = {hit.entry.id for name in names if (run := words(name)) for hit in world().scan(run)
             if hit.entry.kind in ("country", "capital") and (hit.first, hit.last) == (0, len(run))}  # fmt: skip
    for claim in sources.all_claims if lands else ():
        called = " ".join(_wordings(claim, sources))
        own, lang = countries(called), sources.article(claim.article).lang
        if (own and not own <= lands) or lang not in LANGUAGES:
            continue
        name = claim.source_canonical or ""
        itself = sources.type_of(name) == "place" and bool(countries(name))
        state = table(lang, "questions")["state"]
        official = re.search(state["official"], fold(called)) and not re.search(state["private"], fold(called))
        if itself or (official and (own or _locates(claim, lands, sources, lang))):
            yield claim


def _locates(claim: Claim, lands: Collection[str], sources: Sources, lang: str) -> bool:
    """Whether the sentence of a claim opens in the country: "In Seoul, the ministry's spokesman said"."""
    from index.names_words import countries

    around, _ = sources.sentence_of(claim)
    opened = re.match(table(lang, "questions")["state"]["opened"], fold(around.of(sources.article(claim.article).text)))
    found = countries(opened["place"]) if opened else frozenset()
    return bool(found) and found <= frozenset(lands)


def _belongs(claim: Claim, bodies: Iterable[str], sources: Sources) -> bool:
    """Whether the sentence calls the source one of the body: "Janet Sorrel of the campaign group Rivers Unbound"."""
    around, _ = sources.sentence_of(claim)
    told = fold(around.of(sources.article(claim.article).text))
    names = "|".join(re.escape(fold(form)) for form in sources.aliases(claim.source_canonical or "") or ("",))
    body = "|".join(map(re.escape, bodies))
    link = r",? (?:of|from|de|du|des|for) (?:l[ea] |l')?(?:[\w'-]+ ){0,3}"
    if not names or not any(form in told for form in bodies):
        return False
    return re.search(rf"(?<!\w)(?:{names}){link}(?:{body})(?!\w)", told) is not None


def relayed(names: Sequence[str], filters: Filters, sources: Sources) -> list[Claim]:
    """The statements that the articles have through somebody: "according to the Corvane agency, which cited ..."."""
    forms = [fold(form) for name in names for form in (name, *sources.aliases(name))]
    kept = []
    for claim in sources.claims(filters) if any(claim.channel for claim in sources.all_claims) else ():
        told = " / ".join(span.of(sources.article(claim.article).text) for span in claim.channel)
        if any(form in fold(told) for form in forms) and any(set(names) & set(n) for _, n in sources.match(told)):
            kept.append(claim)
    if speaking_for(names, sources):
        return kept
    called = [claim for name in names for claim in described(name, filters, sources, beside=False)]
    return kept + [claim for claim in called if claim not in kept]


def _key(claim: Claim, sources: Sources) -> str:
    """A source as one: its name, or its words in one article."""
    words = claim.source.of(sources.article(claim.article).text) if claim.source else ""
    return claim.source_canonical or f"{claim.article} {words}"


def speakers_beside(claim: Claim, sources: Sources) -> list[str]:
    """Who else speaks in the sentence of a statement, however the sentence calls them."""
    around, _ = sources.sentence_of(claim)
    beside = (other for other in sources.claims_of(claim.article) if around.overlaps(other.cue))
    return [name for other in beside if (name := other.source_canonical) and name != claim.source_canonical]


def _nationality(description: str) -> tuple[frozenset[str], str]:
    """The countries that a description names ("sud-coréen", "of Japan"), and the description without their names."""
    from index.names_words import words as words_of
    from index.names_words import world

    run = words_of(description)
    lands = [hit for hit in world().scan(run) if hit.entry.kind in ("country", "people")]
    bare = blank(description, [(run[hit.first].start, run[hit.last - 1].end) for hit in lands])
    return frozenset(hit.entry.id for hit in lands), bare


def _fit(
    asked: Sequence[Term], lands: frozenset[str], claim: Claim, sources: Sources, beside: bool, called: dict[str, Cover]
) -> float:
    """How well a description fits the words and the role of a source; names of it may stand in the sentence. `called`
    tells how well each wording fits.
    """
    worded, name = _wordings(claim, sources)
    best = max(called[worded], called[name], key=lambda found: found.share)
    if best.missing and not (beside and any(word[:1].isupper() for word in best.missing)):
        return 0.0
    if not _of(lands, f"{worded} {name}", claim, sources):
        return 0.0
    if best.missing:
        best = _with_names_beside(asked, best, claim, sources)
    return 0.0 if best.missing else best.share


def _of(lands: frozenset[str], called: str, claim: Claim, sources: Sources) -> bool:
    """Whether a source is of the countries asked for, by its own words or by those around it ("In Seoul, the
    ministry's spokesman said").
    """
    from index.names_words import countries

    if not lands:
        return True
    around, _ = sources.sentence_of(claim)
    return lands <= (countries(called) or countries(around.of(sources.article(claim.article).text)))


def _with_names_beside(asked: Sequence[Term], best: Cover, claim: Claim, sources: Sources) -> Cover:
    """The fit where a name that the description holds may stand near: "she says that her superiors asked her"."""
    text = sources.article(claim.article).text
    whole, before = sources.sentence_of(claim)
    others = " ".join(speakers_beside(claim, sources))
    near = cover(asked, f"{before.of(text) if before else ''} {whole.of(text)} {others}", None)
    parts = [max(a, 0.9 * b) if term.shown[:1].isupper() else a
             for term, a, b in zip(asked, best.parts, near.parts, strict=True)]  # fmt: skip
    return fuse(asked, parts)
