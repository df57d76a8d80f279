"""The claims of a dossier that were never compared, compared with the others, whatever its size.

In: a Writer, a dossier, an encoder. Out: its links in the ledger. The rules are asked only about what lies near a new
claim; the rows of all claims are read to find that. Never here: the rules (`links`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.links import Words, answers, compare, with_antecedents
from index.links_near import Shelf
from index.links_thin import Copies, Place, thin
from index.links_told import Told, prepare
from index.model import Link, wording
from index.names_dossier import is_institution
from index.store_links import ClaimRow
from index.write import Writer

_UNKNOWN = 10**9
"""The day of a claim without any: after all others."""


def link_claims(writer: Writer, dossier: str, encoder: Encoder) -> None:
    """Compare the claims that were never compared. Nothing is done where there are none."""
    if not writer.store.unlinked(dossier):
        return
    rows = writer.store.claim_rows(dossier)
    owners = writer.store.shown(dossier)
    new = [n for n, row in enumerate(rows) if not row.linked]
    told = _tell(writer, dossier, [rows[n].id for n in new], owners)
    replies = list(answers(list(told.values())))
    known = [k for k in writer.store.all_links(dossier) if not {k.a, k.b} & told.keys()]
    vectors = _vectors(rows, told, encoder)
    _point_back(rows, vectors, told, replies)
    shelf = _shelf(rows, owners, vectors, new)
    found, copied = compare(
        _worth_comparing(writer, dossier, shelf, rows, owners, [*known, *replies]), shelf, Words(encoder.documents),
        replies, _copied(known, rows) | _groups(writer, dossier),
    )  # fmt: skip
    links = _shown([*known, *found], rows, shelf, owners, copied)
    writer.put_links(dossier, links, {rows[n].id: vectors[n].astype(np.float16).tobytes() for n in new})


def refresh(writer: Writer, dossier: str) -> None:
    """Choose anew which links are shown, after some have gone with their article."""
    links = writer.store.all_links(dossier)
    if links:
        rows = writer.store.claim_rows(dossier, linked=True)
        owners = writer.store.shown(dossier)
        shelf = _shelf(rows, owners, np.zeros((len(rows), 1), np.float32), [])
        copied = _copied(links, rows) | _groups(writer, dossier)
        writer.put_links(dossier, _shown(links, rows, shelf, owners, copied), {})


def _tell(writer: Writer, dossier: str, ids: Sequence[str], owners: Mapping[str, str]) -> dict[str, Told]:
    """The claims of those ids, ready to be compared."""
    claims = writer.store.claims(dossier, ids=ids, shown=owners)
    articles = writer.store.texts(dossier, {claim.article for claim in claims})
    known = {*owners, *owners.values()}
    sources = known & {claim.source_canonical for claim in claims if claim.source_canonical}
    names = {source: owners.get(source, source) for source in sources if not is_institution(source)}
    told = prepare(claims, lambda claim: wording(claim, articles[claim.article].text), articles, names)
    return {t.claim.id: t for t in told}


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
    writer: Writer, dossier: str, shelf: Shelf, rows: Sequence[ClaimRow], owners: Mapping[str, str],
    answered: Iterable[Link],
) -> dict[int, Told]:  # fmt: skip
    """The claims of the rows that new ones are compared with, and of the claims that those answer."""
    near = {n for pair in shelf.near | shelf.of_one_source for n in pair}
    stories = {article for some in shelf.related.values() for article in some}
    ids = {rows[n].id for n in near | {int(n) for n in shelf.rows_of(stories)} | {int(n) for n in shelf.new}}
    replies = [link for link in answered if link.kind == "denies" and link.b in ids]
    told = _tell(writer, dossier, sorted(ids | {link.a for link in replies}), owners)
    at = {row.id: n for n, row in enumerate(rows)}
    within = [k for k in replies if k.a in told and told[k.a].claim.article == told[k.b].claim.article]
    return {at[t.claim.id]: t for t in with_antecedents(list(told.values()), within)}


def _copied(links: Iterable[Link], rows: Sequence[ClaimRow]) -> Copies:
    """The pairs of articles known to be one dispatch, by the links between them."""
    home = {row.id: row.article for row in rows}
    return {frozenset((home[k.a], home[k.b])) for k in links if k.copied}


def _groups(writer: Writer, dossier: str) -> Copies:
    """The pairs of articles whose texts are copies."""
    leaders: dict[str, list[str]] = {}
    for article, group in writer.store.copies(dossier).items():
        leaders.setdefault(group, []).append(article)
    return {frozenset((a, b)) for some in leaders.values() for a in some for b in some if a < b}


def _shown(
    links: Sequence[Link], rows: Sequence[ClaimRow], shelf: Shelf, owners: Mapping[str, str], copied: Copies
) -> list[Link]:
    """All links, each marked as shown or implied by others."""
    linked = {id for link in links for id in (link.a, link.b)}
    of = {
        row.id: Place(row.article, int(shelf.ranks[n]), _source(row, owners))
        for n, row in enumerate(rows) if row.id in linked
    }  # fmt: skip
    whole = [replace(link, shown=True) for link in links if link.a in of and link.b in of]
    kept = {(k.a, k.b, k.kind) for k in thin(whole, of, copied)}
    return [replace(link, shown=(link.a, link.b, link.kind) in kept) for link in whole]
