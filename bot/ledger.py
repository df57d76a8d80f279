"""Query → who said what: the claims that pass the filters, and how they stand to each other.

In: a Store, a dossier, Filters, and words that the claims are about. Out: Claims in the order of articles, threads of
linked claims. Never here: finding claims in text, or judging whether one is true.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from bot.query import Filters
from bot.sources import kept
from index import words
from index.model import Article, Claim, KnownName, Link, Thread, digest, wording
from index.names import Index
from index.store import Store


def claims(store: Store, dossier: str, filters: Filters, text: str | None = None) -> list[Claim]:
    """The claims that pass the filters and hold the words of `text`, most of them in source or content."""
    filters = name_sources(filters, store.names(dossier))
    found = kept(store, dossier, filters)
    return (
        found
        if not text
        else [claim for claim in found if _holds(store.edition(claim.article, claim.edition, dossier), claim, text)]
    )


def name_sources(filters: Filters, known: Collection[KnownName]) -> Filters:
    """The filters with sources as the dossier calls them: "Kirby" becomes "John Kirby"; an unknown one stays."""
    if not filters.sources:
        return filters
    index = Index(list(known))
    named = [[name.canonical for name in index.match(source)] or [source] for source in filters.sources]
    return replace(filters, sources=tuple(dict.fromkeys(name for some in named for name in some)))


def _holds(article: Article, claim: Claim, text: str) -> bool:
    """Does the claim hold at least half of the asked content words, stemmed as its language does?"""
    stop = words.stop_words()
    asked = {words.stem(word, article.lang) for word in words.words(text) if word not in stop}
    told = f"{claim.source_canonical or ''} {wording(claim, article.text)}"
    held = {words.stem(word, article.lang) for word in words.words(told)}
    return bool(asked) and len(asked & held) * 2 >= len(asked)


def threads(store: Store, dossier: str, among: Iterable[Claim]) -> list[Thread]:
    """The threads that hold any of the claims given, the longest first."""
    links = store.threads(dossier)
    wanted = {claim.id for claim in among}
    groups = [ids for ids in _components(links) if wanted & ids]
    known = {claim.id: claim for claim in store.claims(dossier, ids=[id for ids in groups for id in ids])}
    made = [_thread(store, ids & known.keys(), known, links) for ids in groups]
    return sorted((t for t in made if len(t.claims) > 1), key=lambda t: (-len(t.claims), t.id))


def thread_ids(store: Store, dossier: str) -> dict[str, str]:
    """{claim id: thread id} for every claim that is linked."""
    return {id: _id(ids) for ids in _components(store.threads(dossier)) for id in ids}


def _thread(store: Store, ids: Collection[str], known: Mapping[str, Claim], links: Iterable[Link]) -> Thread:
    ordered = sorted((known[id] for id in ids), key=_said)
    wordings = [wording(claim, store.edition(claim.article, claim.edition).text) for claim in ordered]
    mine = tuple(link for link in links if link.a in ids and link.b in ids)
    return Thread(_id(ids), max(wordings, key=len, default=""), tuple(claim.id for claim in ordered), mine)


def _id(ids: Collection[str]) -> str:
    return digest("thread", min(ids, default=""))


def _said(claim: Claim) -> tuple[str, str, int]:
    day = claim.said.earliest if claim.said else None
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
