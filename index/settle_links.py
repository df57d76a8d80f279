"""The claims of a dossier that were never compared, compared with the others, whatever its size.

In: a Writer, a dossier, an encoder. Out: its links in the ledger. The rules are asked only about what lies near a new
claim; where that may be the boards tell (`settle_near`). Never here: the rules (`links`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.links import Words, answers, compare, with_antecedents
from index.links_near import Shelf
from index.links_thin import Copies, Place, thin
from index.links_told import Told, prepare
from index.model import Claim, Link, wording
from index.names_dossier import is_institution
from index.settle_near import articles_near
from index.store import Store
from index.store_links import ClaimRow
from index.write import Writer

MANY = 300
"""New claims above which all claims of the dossier are read, not only those near by."""
_UNKNOWN = 10**9
"""The day of a claim without any: after all others."""


def link_claims(writer: Writer, dossier: str, encoder: Encoder) -> None:
    """Compare the claims that were never compared. Nothing is done where there are none."""
    store = writer.store
    waiting = store.claim_rows(dossier, waiting=True)
    if not waiting:
        return
    told = _tell(store, dossier, [row.id for row in waiting])
    replies = list(answers(list(told.values())))
    rows, vectors = _at_hand(store, dossier, waiting, told, replies, encoder)
    owners = store.shown_of(dossier, {row.source for row in rows if row.source})
    instead = store.links_around(dossier, [row.id for row in rows])
    known = [k for k in instead if not {k.a, k.b} & told.keys()]
    new = [n for n, row in enumerate(rows) if not row.linked]
    shelf = _shelf(rows, owners, vectors, new)
    found, copied = compare(
        _worth_comparing(store, dossier, shelf, rows, [*known, *replies]), shelf, Words(encoder.documents),
        replies, _copies(store, dossier, known, [*rows, *_ends(store, dossier, known)]),
    )  # fmt: skip
    links = _shown(store, dossier, [*known, *found], copied)
    kept = {rows[n].id: vectors[n].astype(np.float16).tobytes() for n in new}
    writer.put_links(dossier, links, kept, instead)


def refresh(writer: Writer, dossier: str, ids: Iterable[str]) -> None:
    """Choose anew which links of these claims, and around them, are shown, after some have gone with their article."""
    links = writer.store.links_around(dossier, list(ids))
    if links:
        copied = _copies(writer.store, dossier, links, _ends(writer.store, dossier, links))
        writer.put_links(dossier, _shown(writer.store, dossier, links, copied), {}, links)


def _at_hand(
    store: Store, dossier: str, waiting: Sequence[ClaimRow], told: Mapping[str, Told], replies: Sequence[Link],
    encoder: Encoder,
) -> tuple[list[ClaimRow], NDArray[np.float32]]:  # fmt: skip
    """The claims among which those of few new articles have their neighbours; else all of the dossier."""
    numbers = None
    if len(waiting) <= MANY:
        vectors = _vectors(waiting, told, encoder)
        _point_back(waiting, vectors, told, replies)
        owners = store.shown_of(dossier, {row.source for row in waiting if row.source})
        numbers = articles_near(store, dossier, waiting, vectors, owners)
    rows = store.claim_rows(dossier, numbers=numbers)
    vectors = _vectors(rows, told, encoder)
    _point_back(rows, vectors, told, replies)
    return rows, vectors


def _tell(store: Store, dossier: str, ids: Collection[str]) -> dict[str, Told]:
    """The claims of those ids, ready to be compared."""
    read = store.claims(dossier, ids=ids, shown={})
    owners = store.shown_of(dossier, {name for c in read for name in (c.source_canonical, *c.doubt) if name})
    claims = [_renamed(claim, owners) for claim in read]
    articles = store.texts(dossier, {claim.article for claim in claims})
    sources = {*owners, *owners.values()} & {claim.source_canonical for claim in claims if claim.source_canonical}
    names = {source: owners.get(source, source) for source in sources if not is_institution(source)}
    told = prepare(claims, lambda claim: wording(claim, articles[claim.article].text), articles, names)
    return {t.claim.id: t for t in told}


def _renamed(claim: Claim, owners: Mapping[str, str]) -> Claim:
    source = claim.source_canonical and owners.get(claim.source_canonical, claim.source_canonical)
    doubt = tuple(owners.get(name, name) for name in claim.doubt)
    return replace(claim, source_canonical=source, doubt=doubt)


def _vectors(rows: Sequence[ClaimRow], told: Mapping[str, Told], encoder: Encoder) -> NDArray[np.float32]:
    """The vector of each claim's content: as it was kept, else encoded; zeros for one without words."""
    size = 2 * encoder.dimensions
    kept = [row.vector if row.vector and len(row.vector) == size else None for row in rows]
    blank = bytes(size)
    vectors = np.frombuffer(b"".join(v or blank for v in kept), np.float16).astype(np.float32)
    vectors = vectors.reshape(len(rows), encoder.dimensions)
    lacking = [n for n, v in enumerate(kept) if v is None and rows[n].id in told]
    if lacking:
        vectors[lacking] = encoder.documents([told[rows[n].id].text for n in lacking])
    return vectors


def _point_back(
    rows: Sequence[ClaimRow], vectors: NDArray[np.float32], told: Mapping[str, Told], replies: Iterable[Link]
) -> None:
    """Give a denial that only points back the vector of the claim that it answers."""
    at = {row.id: n for n, row in enumerate(rows)}
    for link in replies:
        if told[link.b].facts.anaphoric:
            vectors[at[link.b]] = vectors[at[link.a]]


def _shelf(
    rows: Sequence[ClaimRow], owners: Mapping[str, str], vectors: NDArray[np.float32], new: Sequence[int]
) -> Shelf:
    articles: dict[str, int] = {}
    sources: dict[str, int] = {}
    return Shelf(
        [row.id for row in rows],
        np.array([articles.setdefault(row.article, len(articles)) for row in rows], np.intp),
        np.array([sources.setdefault(s, len(sources)) if (s := _source(row, owners)) else -1 for row in rows], np.intp),
        np.minimum(_days(row.said for row in rows), _days(row.published for row in rows)),
        vectors,
        np.array(new, np.intp),
    )


def _days(known: Iterable[int | None]) -> NDArray[np.intp]:
    return np.array([_UNKNOWN if day is None else day for day in known], np.intp)


def _source(row: ClaimRow, owners: Mapping[str, str]) -> str:
    return owners.get(row.source, row.source).casefold() if row.source else ""


def _worth_comparing(
    store: Store, dossier: str, shelf: Shelf, rows: Sequence[ClaimRow], answered: Iterable[Link]
) -> dict[int, Told]:
    """The claims of the rows that new ones are compared with, and of the claims that those answer."""
    near = {n for pair in shelf.near | shelf.of_one_source for n in pair}
    stories = {article for some in shelf.related.values() for article in some}
    ids = {rows[n].id for n in near | {int(n) for n in shelf.rows_of(stories)} | {int(n) for n in shelf.new}}
    replies = [link for link in answered if link.kind == "denies" and link.b in ids]
    told = _tell(store, dossier, sorted(ids | {link.a for link in replies}))
    at = {row.id: n for n, row in enumerate(rows)}
    within = [k for k in replies if k.a in told and told[k.a].claim.article == told[k.b].claim.article]
    return {at[t.claim.id]: t for t in with_antecedents(list(told.values()), within) if t.claim.id in at}


def _copies(store: Store, dossier: str, links: Iterable[Link], rows: Sequence[ClaimRow]) -> Copies:
    """Which articles of the rows are one dispatch, by their texts, and by the links between their claims."""
    home = {row.id: row.article for row in rows}
    pairs = {frozenset((home[k.a], home[k.b])) for k in links if k.copied and k.a in home and k.b in home}
    return Copies(store.groups(dossier, set(home.values())), frozenset(pairs))


def _ends(store: Store, dossier: str, links: Iterable[Link]) -> list[ClaimRow]:
    """All claims of the articles that links lead to: which copy is the first does not hang on what is linked."""
    rows = store.claim_rows(dossier, ids={id for link in links for id in (link.a, link.b)})
    return store.claim_rows(dossier, numbers={row.number for row in rows})


def _shown(store: Store, dossier: str, links: Sequence[Link], copied: Copies) -> list[Link]:
    """All links, each marked as shown or implied by others."""
    rows = _ends(store, dossier, links)
    owners = store.shown_of(dossier, {row.source for row in rows if row.source})
    days = np.minimum(_days(row.said for row in rows), _days(row.published for row in rows))
    order = np.lexsort((np.arange(len(rows)), days))
    of = {
        rows[n].id: Place(rows[n].article, rank, _source(rows[n], owners)) for rank, n in enumerate(order)
    }  # fmt: skip
    whole = [replace(link, shown=True) for link in links if link.a in of and link.b in of]
    kept = {(k.a, k.b, k.kind) for k in thin(whole, of, copied)}
    return [replace(link, shown=(link.a, link.b, link.kind) in kept) for link in whole]
