"""Query → who said what: the claims that pass the filters, and how they stand to each other.

In: a Store, a dossier, Filters, and words that the claims are about. Out: Claims in the order of articles, threads of
linked claims. Never here: finding claims in text, or judging whether one is true.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from bot.query import Filters
from bot.relevance import cover_many
from bot.sources import Sources
from index.model import Claim, KnownName, Link, Thread, digest, wording
from index.names import Index
from index.names_joint import members
from index.store import Store

MANY = 3_000
"""Claims from which on a topic is looked for by its words and names alone, not by nearness across languages."""
HELD = 0.7
"""How far a word of the topic must be said to be held."""


def claims(sources: Sources, filters: Filters, text: str | None = None) -> list[Claim]:
    """The claims that pass the filters and hold the words of `text`, most of them in source or content, in whichever
    of the two languages.
    """
    found = sources.passing(filters)
    asked = sources.terms(text) if text else ()
    if not asked:
        return found if not text else []
    told = [f"{claim.source_canonical or ''} {sources.content(claim)}" for claim in found]
    vectors = sources.vectors if len(found) <= MANY else None
    parts = [found.parts for found in cover_many(asked, told, vectors)]
    return [claim for claim, part in zip(found, parts, strict=True) if sum(p >= HELD for p in part) * 2 >= len(asked)]


def name_sources(filters: Filters, known: Collection[KnownName], speakers: Collection[str] = ()) -> Filters:
    """The filters with sources as the dossier calls them: "Kirby" becomes "John Kirby", and whoever speaks together
    with him is meant too; an unknown one stays.
    """
    if not filters.sources:
        return filters
    index = Index(list(known))
    named = [[name.canonical for name in index.match(source)] or [source] for source in filters.sources]
    alone = dict.fromkeys(name for some in named for name in some)
    single = {name.canonical for name in known}
    joint = (speaker for speaker in speakers if speaker not in single and alone.keys() & set(members(speaker)))
    return replace(filters, sources=tuple(dict.fromkeys((*alone, *joint))))


def threads(sources: Sources, among: Iterable[Claim]) -> list[Thread]:
    """The threads that hold any of the claims given, the longest first."""
    links = sources.links
    wanted = {claim.id for claim in among}
    groups = [ids for ids in _components(links) if wanted & ids]
    known = sources.those([id for ids in groups for id in ids])
    made = [_thread(sources.store, ids & known.keys(), known, links) for ids in groups]
    return sorted((t for t in made if len(t.claims) > 1), key=lambda t: (-len(t.claims), t.id))


def thread_ids(store: Store, dossier: str) -> dict[str, str]:
    """{claim id: thread id} for every claim that is linked."""
    return {id: _id(ids) for ids in _components(store.threads(dossier)) for id in ids}


def _thread(store: Store, ids: Collection[str], known: Mapping[str, Claim], links: Iterable[Link]) -> Thread:
    ordered = sorted((known[id] for id in ids), key=lambda claim: _said(store, claim))
    wordings = [wording(claim, store.edition(claim.article, claim.edition).text) for claim in ordered]
    mine = tuple(link for link in links if link.a in ids and link.b in ids)
    return Thread(_id(ids), max(wordings, key=len, default=""), tuple(claim.id for claim in ordered), mine)


def _id(ids: Collection[str]) -> str:
    return digest("thread", min(ids, default=""))


def _said(store: Store, claim: Claim) -> tuple[str, str, int]:
    """When it was said, else when it was published."""
    when = claim.said or store.edition(claim.article, claim.edition).published
    day = when.earliest if when else None
    return (day.isoformat() if day else "9999", claim.article, claim.cue.start)


def _components(links: Iterable[Link]) -> list[set[str]]:
    """Claims that hang together, by union of linked pairs."""
    parent: dict[str, str] = {}

    def root(id: str) -> str:
        while parent.setdefault(id, id) != id:
            parent[id] = parent[parent[id]]
            id = parent[id]
        return id

    for link in links:
        parent[root(link.a)] = root(link.b)
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for id in parent:
        groups[root(id)].add(id)
    return list(groups.values())
