"""Who is meant by a description: "the unification minister", "the South Korean general staff", a body that others
speak for.

In: the words of a question that stand where a speaker stands, the statements of a dossier. Out: the statements, or the
names, of those whom the words fit. Never here: what they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.query import Filters
from bot.relevance import Term, cover, fuse, plain_words, same
from bot.sources import Sources
from bot.words import blank, fold
from index.model import Claim

DESCRIBED = 0.7
"""The share of a description that must fit a source."""


def described(description: str, filters: Filters, sources: Sources, beside: bool = True) -> list[Claim]:
    """The claims of the sources that a description fits best; each of its words must fit the source, a name may
    stand `beside` it.
    """
    lands, bare = _nationality(description)
    asked = tuple(Term(word, (fold(word), *same(word))) for word in plain_words(bare, keep_case=True))
    if not asked:
        return []
    fitting: dict[str, float] = {}
    seen: set[tuple[str, str | None]] = set()
    for claim in sources.claims(Filters()):
        key = _key(claim, sources)
        if (key, claim.role) in seen:
            continue
        seen.add((key, claim.role))
        fitting[key] = max(fitting.get(key, 0.0), _fit(asked, lands, claim, sources, beside))
    best = max(fitting.values(), default=0.0)
    kept = {key for key, fit in fitting.items() if fit >= max(DESCRIBED, best - 0.02)}
    return [claim for claim in sources.claims(filters) if _key(claim, sources) in kept]


def speaking_for(names: Sequence[str], sources: Sources) -> tuple[str, ...]:
    """Those whose role names a body or a country that is not quoted itself ("the Kestrian prime minister")."""
    wanted = {fold(form) for name in names for form in (name, *sources.aliases(name))}
    found: dict[str, None] = {}
    for claim in sources.claims(Filters()):
        role = fold(claim.role or "")
        if claim.source_canonical and (
            any(re.search(rf"(?<!\w){re.escape(form[: max(5, len(form) - 2)])}", role) for form in wanted)
            or _belongs(claim, wanted, sources)
        ):
            found[claim.source_canonical] = None
    return tuple(found)


def _belongs(claim: Claim, bodies: Iterable[str], sources: Sources) -> bool:
    """Whether the sentence calls the source one of the body: "Janet Sorrel of the campaign group Rivers Unbound"."""
    around, _ = sources.sentence_of(claim)
    told = fold(around.of(sources.article(claim.article).text))
    names = "|".join(re.escape(fold(form)) for form in sources.aliases(claim.source_canonical or "") or ("",))
    body = "|".join(map(re.escape, bodies))
    link = r",? (?:of|from|de|du|des|for) (?:l[ea] |l')?(?:[\w'-]+ ){0,3}"
    return bool(names) and re.search(rf"(?<!\w)(?:{names}){link}(?:{body})(?!\w)", told) is not None


def relayed(names: Sequence[str], filters: Filters, sources: Sources) -> list[Claim]:
    """The statements that the articles have through somebody: "according to the Corvane agency, which cited ..."."""
    kept = []
    for claim in sources.claims(filters):
        text = sources.article(claim.article).text
        through = [name for span in claim.channel for _, known in sources.match(span.of(text)) for name in known]
        if set(names).intersection(through):
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


def _fit(asked: Sequence[Term], lands: frozenset[str], claim: Claim, sources: Sources, beside: bool) -> float:
    """How well a description fits the words and the role of a source; names of it may stand in the sentence."""
    from index.names_words import countries

    text = sources.article(claim.article).text
    words = claim.source.of(text) if claim.source else ""
    around, _ = sources.sentence_of(claim)
    mine = countries(f"{words} {claim.role or ''} {claim.source_canonical or ''}")
    if not lands <= (mine or countries(around.of(text))):  # "In Seoul, the ministry's spokesman said"
        return 0.0
    called = [
        cover(asked, told, sources.vectors, 0.95)
        for told in (f"{words} {claim.role or ''}", claim.source_canonical or "")
    ]
    best = max(called, key=lambda found: found.share)
    if beside and any(word[:1].isupper() for word in best.missing):
        whole, before = sources.sentence_of(claim)
        others = " ".join(speakers_beside(claim, sources))  # "she says that her superiors asked her"
        near = cover(asked, f"{before.of(text) if before else ''} {whole.of(text)} {others}", None)
        parts = [max(a, 0.9 * b) if term.shown[:1].isupper() else a
                 for term, a, b in zip(asked, best.parts, near.parts, strict=True)]  # fmt: skip
        best = fuse(asked, parts)
    return 0.0 if best.missing else best.share
