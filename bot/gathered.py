"""What a dossier tells, read once: every account, its vector, and how claims changed; then what passes the filters.

In: a Store, a dossier, an Encoder. Out: Gathered, good until the dossier changes. Never here: topics, entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from bot import dated
from bot.accounts import gather
from bot.concern import Stems
from bot.merge import Account, Judge, Vector
from bot.narrow import narrow, needed
from bot.query import Filters
from index.encoder import Encoder
from index.model import Claim, Link
from index.rows import overlaps
from index.store import Store
from index.store_units import sentence_vectors

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Gathered:
    """All accounts of a dossier, the claims that some of them are, vectors by place, and changes between claims."""

    accounts: tuple[Account, ...]
    claims: Mapping[str, Claim]
    vectors: dict[Place, NDArray[np.float16]]
    changes: tuple[Link, ...]
    stems: Stems = field(default_factory=Stems)

    def meaning(self, account: Account) -> NDArray[np.float16]:
        return self.vectors[account.article.id, account.span.start]

    def passing(self, filters: Filters, lanes: Sequence[str]) -> list[Account]:
        """The accounts that pass. A source, force or hedge asks for sayings alone; a period of saying keeps what was
        said in it, and what that tells of.
        """
        saying = bool(filters.sources or filters.forces or filters.hedges)
        lanes = tuple(lane for lane in lanes if lane == "said") if saying else (*lanes, "undated")
        return [a for a in self.accounts if a.lane in lanes and self._passes(a, filters, saying)]

    def _passes(self, account: Account, filters: Filters, saying: bool) -> bool:
        article = account.article
        if filters.outlet is not None and (article.outlet or "").lower() != filters.outlet.lower():
            return False
        if filters.lang is not None and article.lang != filters.lang:
            return False
        if filters.published and not overlaps(article.published, filters.published):
            return False
        if filters.about and not overlaps(account.when, filters.about):
            return False
        if filters.said and not any(overlaps(self.claims[id].said, filters.said) for id in account.reported_by):
            return False
        return not saying or any(_fits(self.claims[id], filters) for id in account.reported_by)


def _fits(claim: Claim, filters: Filters) -> bool:
    return all(
        not wanted or value in wanted
        for value, wanted in (
            (claim.source_canonical, filters.sources), (claim.force, filters.forces), (claim.hedge, filters.hedges),
        )
    )  # fmt: skip


def read(store: Store, dossier: str, encoder: Encoder) -> Gathered:
    """Everything that a dossier tells; of an article known to the month, with the days that others leave it."""
    told = dated.narrow(store.claims(dossier), store, dossier, partial(store.article, dossier))
    claims = {claim.id: claim for claim in told}
    accounts = gather(store, dossier, claims)
    vectors = _vectors(store, dossier, accounts, encoder)
    if needed(accounts):
        done = [account for account in accounts if account.lane != "said"]
        judge = Judge(done, lambda account: vectors[account.article.id, account.span.start])
        accounts = narrow(accounts, done, judge)
    said = {id: claims[id] for account in accounts if account.lane == "said" for id in account.reported_by}
    changes = tuple(link for link in store.threads(dossier) if link.kind == "changes")
    return Gathered(tuple(accounts), said, vectors, changes)


def _vectors(
    store: Store, dossier: str, accounts: Iterable[Account], encoder: Encoder
) -> dict[Place, NDArray[np.float16]]:
    """Sentence vectors of accounts: from the ledger; of one that no passage holds, encoded."""
    wanted = {(account.article.id, account.span.start): account for account in accounts}
    ids = {id for id, _ in wanted}
    kept = sentence_vectors(store, store.key(dossier), ids, encoder.name, encoder.dimensions)
    found = {place: kept[place].astype(np.float16) for place in wanted if place in kept}
    lacking = [place for place in wanted if place not in found]
    texts = [wanted[place].span.of(wanted[place].article.text) for place in lacking]
    encoded: Iterable[Vector] = encoder.documents(texts) if texts else ()
    return found | {place: np.asarray(row, dtype=np.float16) for place, row in zip(lacking, encoded, strict=True)}
