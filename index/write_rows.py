"""One article into the ledger and out of it: its edition, claims, events, names, passages, words and counts.

In: an open connection inside a transaction, and an Analysis. Out: rows. Never here: opening or ending a transaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from index import fulltext, write_boards, write_names
from index.model import Analysis, Passage
from index.rows import claim_out, dumps, event_out, ordinals, paragraphs_out
from index.schema import (
    articles,
    claims,
    counts,
    editions,
    events,
    gone,
    links,
    names,
    now,
    passages,
    vectors,
)
from index.words import terms

Status = Literal["added", "updated", "unchanged"]


@dataclass(frozen=True, slots=True)
class Units:
    """What search needs of one article: per passage its words (a line a sentence) and its vectors (float16 bytes)."""

    encoder: str = ""
    words: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    head: str = ""
    vectors: tuple[bytes, ...] = ()
    claims: tuple[bytes, ...] = ()  # per claim the vector of its content (float16)
    terms: Mapping[str, int] = field(default_factory=dict)  # term: passages of the article that hold it
    signature: bytes = b""  # what near-copies have in common


def keep(connection: Connection, dossier: int, number: int, analysis: Analysis, units: Units) -> None:
    article = analysis.article
    connection.execute(delete(editions).where(editions.c.article == number, editions.c.edition == article.edition))
    edition = {
        "article": number, "edition": article.edition, "text": article.text, "added": now(),
        "paragraphs": paragraphs_out(article.paragraphs), "sentences": dumps(analysis.sentences),
        "noise": dumps([[*span, kind] for span, kind in analysis.noise]), "signature": units.signature,
    }  # fmt: skip
    connection.execute(insert(editions).values(edition))
    told = units.claims or (None,) * len(analysis.claims)
    rows = [_claim_row(c) | {"vector": v} for c, v in zip(analysis.claims, told, strict=True)]
    _insert(connection, claims, number, rows)
    _insert(connection, events, number, [_event_row(e) for e in analysis.events])
    _insert(connection, names, number, [_name_row(article.text, n) for n in analysis.names])
    write_names.count(connection, dossier, list({(n.canonical, n.type): None for n in analysis.names}))
    _keep_passages(connection, dossier, number, analysis.passages, units)


def _insert(connection: Connection, table: Any, number: int, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), [{"article": number} | row for row in rows])


def _claim_row(claim: Any) -> dict[str, Any]:
    first, last = ordinals(claim.said)
    return {
        "id": claim.id, "start": claim.cue.start, "source": claim.source_canonical, "force": claim.force,
        "hedge": claim.hedge, "said_first": first, "said_last": last, "body": claim_out(claim),
    }  # fmt: skip


def _event_row(event: Any) -> dict[str, Any]:
    first, last = ordinals(event.when)
    return {
        "id": event.id, "start": event.span.start, "status": event.status, "happened_first": first,
        "happened_last": last, "body": event_out(event),
    }  # fmt: skip


def _name_row(text: str, name: Any) -> dict[str, Any]:
    aliases = sorted({" ".join(span.of(text).split()) for span in name.mentions} | set(name.described))
    return {
        "canonical": name.canonical, "type": name.type, "mentions": dumps(name.mentions), "aliases": dumps(aliases)
    }  # fmt: skip


def _keep_passages(connection: Connection, dossier: int, number: int, cut: tuple[Passage, ...], units: Units) -> None:
    searched = []
    for n, passage in enumerate(cut):
        values = {
            "article": number, "id": passage.id, "start": passage.span.start, "end": passage.span.end,
            "sentences": dumps(passage.sentences), "words": units.words[n] if units.words else "",
        }  # fmt: skip
        key = int(connection.execute(insert(passages).values(values)).inserted_primary_key[0])  # type: ignore[index]
        if units.vectors:
            connection.execute(insert(vectors).values(passage=key, encoder=units.encoder, data=units.vectors[n]))
        searched.append((key, units.stems[n] if units.stems else "", units.head))
    fulltext.put(connection, dossier, searched)
    _count(connection, dossier, units.terms, len(cut))


def _count(connection: Connection, dossier: int, terms: Mapping[str, int], total: int, sign: int = 1) -> None:
    """Add an article's terms to the dossier's counts, or take them away; "" counts the passages."""
    rows = [{"d": dossier, "t": term, "more": sign * n} for term, n in {**terms, "": total}.items() if n]
    if not rows:
        return
    here = (counts.c.dossier == bindparam("d")) & (counts.c.term == bindparam("t"))
    known: set[str] = set()
    for i in range(0, len(rows), 400):
        some = [row["t"] for row in rows[i : i + 400]]
        known.update(connection.scalars(
            select(counts.c.term).where(counts.c.dossier == dossier, counts.c.term.in_(some))
        ))  # fmt: skip
    if old := [row for row in rows if row["t"] in known]:
        connection.execute(update(counts).where(here).values(n=counts.c.n + bindparam("more")), old)
    if new := [{"dossier": dossier, "term": r["t"], "n": r["more"]} for r in rows if r["t"] not in known]:
        connection.execute(insert(counts), new)
    if sign < 0:
        connection.execute(delete(counts).where(counts.c.dossier == dossier, counts.c.n <= 0))


def forget(connection: Connection, dossier: int, numbers: list[int]) -> None:
    """Everything read out of the articles, but not their editions nor themselves."""
    note_gone(connection, dossier, numbers)
    write_boards.put(connection, dossier, (), numbers)
    for number in numbers:
        mine = select(claims.c.id).where(claims.c.article == number)
        connection.execute(delete(links).where(links.c.dossier == dossier, links.c.a.in_(mine) | links.c.b.in_(mine)))
        keys = list(connection.scalars(select(passages.c.key).where(passages.c.article == number)))
        fulltext.remove(connection, dossier, keys)
        _uncount(connection, dossier, number)
        held = [(found, type) for found, type in connection.execute(write_names.of_article(number))]
        write_names.uncount(connection, dossier, held)
        for table in (claims, events, names, passages):
            connection.execute(delete(table).where(table.c.article == number))
    write_names.forget_speakers(connection, dossier)


def _uncount(connection: Connection, dossier: int, number: int) -> None:
    lang = connection.scalar(select(articles.c.lang).where(articles.c.key == number)) or ""
    kept = list(connection.scalars(select(passages.c.words).where(passages.c.article == number)))
    held = Counter(term for lines in kept for term in terms(lines, lang))
    held["#"] = sum(len(lines.split()) for lines in kept)
    _count(connection, dossier, held, len(kept), sign=-1)


def note_gone(connection: Connection, dossier: int, numbers: list[int]) -> None:
    """Note the passages that Chroma must forget; `index.vectors` does it and crosses them out."""
    for number in numbers:
        keys = list(connection.scalars(select(passages.c.key).where(passages.c.article == number)))
        if keys:
            connection.execute(insert(gone), [{"passage": key, "dossier": dossier} for key in keys])
