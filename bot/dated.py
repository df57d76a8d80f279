"""Claims of a dossier → the same, with fewer days left open where another article dates the same utterance.

In: claims, a Store, the articles. Out: claims whose `said` holds only days that both articles allow, each with the
passage that says so. Never here: a day that a claim's own words do not allow, or a choice between articles: where a
source said the same on several days, or two articles disagree, all days stay open.

Only claims of articles that are dated to the month or worse are looked at, and only what they are linked with is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.appearance import Place, agreed, appeared, fewer, open_to_doubt, readings
from bot.quote import proof
from index.model import Article, Claim, Interval, Link, Telling, When, cite
from index.store import Store
from index.when import days_of, make

Read = Callable[[str], Article]
SAME = frozenset({"repeats"})
"""Links between two tellings of what one source said once."""
MOST = 31
"""A telling that leaves more days than a month tells nothing."""


@dataclass(frozen=True, slots=True)
class Left:
    """The days that are left, when its article can have appeared by that, and the passage that tells."""

    said: When
    published: When | None
    by: Telling


def narrow(
    claims: Sequence[Claim], store: Store, dossier: str, read: Read, shown: Mapping[str, str] | None = None
) -> list[Claim]:
    """The claims, in their order; `shown` are the dossier's names, where they are at hand."""
    doubtful = [claim for claim in claims if _is_doubtful(claim, read)]
    if not doubtful:
        return list(claims)
    names = store.shown(dossier) if shown is None else shown
    homes = {claim.article for claim in doubtful}
    beside = [c for c in store.claims(dossier, articles=homes, shown=names) if _is_doubtful(c, read)]
    found = _left(beside, store, dossier, read, names)
    stretched = _by_article(beside, found, read)
    told = {claim.id: _narrowed(claim, found.get(claim.id), stretched.get(claim.article)) for claim in doubtful}
    return [told.get(claim.id, claim) for claim in claims]


def _is_doubtful(claim: Claim, read: Read) -> bool:
    """Left open by its own words; the article is read only where it may matter."""
    several = claim.said is not None and len(claim.said.candidates) > 1
    return several and open_to_doubt(claim.said, read(claim.article))


def _left(
    doubtful: Sequence[Claim], store: Store, dossier: str, read: Read, shown: Mapping[str, str]
) -> dict[str, Left]:
    """Claim → what the other tellings of it leave."""
    mine = {claim.id: claim for claim in doubtful}
    others: defaultdict[str, set[str]] = defaultdict(set)
    for link in store.links_of(dossier, mine.keys()):
        for one, other in _ends(link):
            if one in mine:
                others[one].add(other)
    known = {c.id: c for c in store.claims(dossier, ids={i for some in others.values() for i in some}, shown=shown)}
    pairs = ((mine[id], [known[o] for o in sorted(some) if o in known]) for id, some in others.items())
    return {claim.id: left for claim, tellings in pairs if (left := _agree(claim, tellings, read))}


def _ends(link: Link) -> Iterable[tuple[str, str]]:
    return ((link.a, link.b), (link.b, link.a)) if link.kind in SAME else ()


def _agree(claim: Claim, tellings: Iterable[Claim], read: Read) -> Left | None:
    """The days that every other telling allows; none where one of them allows none of these."""
    days, best = set(days_of(claim.said)) if claim.said else set(), len(days_of(claim.said)) if claim.said else 0
    by: Claim | None = None
    for other in tellings:
        theirs = days_of(other.said, MOST) if other.said else []
        if not theirs or other.article == claim.article:
            continue
        days &= set(theirs)
        if len(theirs) < best:
            by, best = other, len(theirs)
    return _left_of(claim, sorted(days), by, read) if by and days and claim.said else None


def _left_of(claim: Claim, days: Sequence[date], by: Claim, read: Read) -> Left | None:
    if claim.said is None or len(days) == len(days_of(claim.said)):
        return None
    said = make([Interval(day, day) for day in days], "day", proof=claim.said.proof)
    published = appeared(read(claim.article), claim.said, days[0]) if len(days) == 1 else None
    return Left(said, published, _telling(by, read(by.article)))


def _telling(claim: Claim, article: Article) -> Telling:
    return Telling(claim, cite(article, proof(claim, article)))


def _by_article(
    doubtful: Sequence[Claim], found: Mapping[str, Left], read: Read
) -> dict[str, tuple[dict[Place, When], Telling]]:
    """Article → what all its time words mean, where what was said in it tells when it appeared."""
    told: defaultdict[str, list[Left]] = defaultdict(list)
    for claim in doubtful:
        if (left := found.get(claim.id)) and left.published:
            told[claim.article].append(left)
    waiting = {claim.article for claim in doubtful if claim.id not in found}
    days = {id: agreed([left.published for left in some if left.published]) for id, some in told.items()}
    return {
        id: (known, told[id][0].by)
        for id, published in days.items()
        if id in waiting and published and (known := readings(read(id), published))
    }


def _narrowed(claim: Claim, left: Left | None, beside: tuple[dict[Place, When], Telling] | None) -> Claim:
    if left:
        return replace(claim, said=left.said, narrowed_by=left.by)
    said = fewer(claim.said, beside[0]) if beside else None
    return replace(claim, said=said, narrowed_by=beside[1]) if said and beside else claim
