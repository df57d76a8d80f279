"""Values as rows and back: how a Claim, an Event, a When lie in the ledger.

In: values of `index.model` or rows. Out: the other. Never here: a database, SQL, a decision about what is kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from index.mends import Mend, Place
from index.model import Article, Claim, Event, Interval, Paragraph, Passage, Proof, Span, When

Row = Mapping[Any, Any]


def dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def spans(text: str) -> list[Span]:
    return [Span(start, end) for start, end in json.loads(text)]


def ordinals(when: When | None) -> tuple[int | None, int | None]:
    """First and last day of a When as day numbers; None where it is unknown or open."""
    if when is None:
        return None, None
    first, last = when.earliest, when.latest
    return first.toordinal() if first else None, last.toordinal() if last else None


def overlaps(when: When | None, period: tuple[date | None, date | None]) -> bool:
    """May the When lie in the period? An open end of either reaches everything; an unknown When reaches nothing."""
    first, last = period
    return when is not None and any(
        (not first or not c.last or c.last >= first) and (not last or not c.first or c.first <= last)
        for c in when.candidates
    )


def when_out(when: When | None) -> list[Any] | None:
    if when is None:
        return None
    days = [[first and first.isoformat(), last and last.isoformat()] for first, last in when.candidates]
    proof = when.proof
    shown = [proof.words, proof.start, proof.end, proof.anchor, proof.rule] if proof else None
    return [days, when.precision, when.edtf, when.timex, when.clock, shown]


def when_in(body: list[Any] | None) -> When | None:
    if body is None:
        return None
    days, precision, edtf, timex, clock, proof = body
    candidates = tuple(Interval(_day(first), _day(last)) for first, last in days)
    return When(candidates, precision, edtf, timex, clock, Proof(*proof) if proof else None)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _span(pair: list[int] | None) -> Span | None:
    return Span(*pair) if pair else None


def claim_out(claim: Claim) -> str:
    return dumps([
        claim.cue, claim.content, claim.mode, claim.force, claim.source, claim.source_canonical, claim.doubt,
        claim.role, claim.polarity, claim.hedge, claim.addressee, claim.channel, when_out(claim.said),
        claim.said_span, claim.sentence, claim.mended,
    ])  # fmt: skip


def claim_in(article: str, edition: str, body: str, shown: Mapping[str, str]) -> Claim:
    """The claim of a row; `shown` maps a canonical name as found to the name the user wants to see."""
    (cue, content, mode, force, source, canonical, doubt, role, polarity, hedge, addressee, channel, said, said_span,
     sentence, *mended) = json.loads(body)  # fmt: skip
    return Claim(
        article, edition, Span(*cue), tuple(Span(*c) for c in content), mode, force, _span(source),
        shown.get(canonical, canonical), tuple(shown.get(d, d) for d in doubt), role, polarity, hedge,
        _span(addressee), tuple(Span(*c) for c in channel), when_in(said), _span(said_span), _span(sentence),
        tuple(mended[0]) if mended else (),  # a body kept before there were corrections has no place for them
    )  # fmt: skip


def event_out(event: Event) -> str:
    return dumps([
        event.span, when_out(event.when), event.status, event.evidence, event.reported_by, event.participants,
        event.place, event.head, event.sentence, event.weight, event.clause,
    ])  # fmt: skip


def event_in(article: str, edition: str, body: str, shown: Mapping[str, str]) -> Event:
    span, when, status, evidence, reported, participants, place, head, sentence, weight, *clause = json.loads(body)
    return Event(
        article, edition, Span(*span), when_in(when), status, evidence, tuple(reported),
        tuple(shown.get(p, p) for p in participants), shown.get(place, place) if place else None, _span(head),
        _span(sentence), weight, _span(clause[0]) if clause else None,  # none in ledgers of an earlier version
    )  # fmt: skip


def mend_in(row: Row) -> Mend:
    place = Place(row["quote"], row["start"], row["at"], row["about"])
    return Mend(row["n"], row["article"], row["kind"], place, row["value"], row["was"])


def article_in(row: Row, text: str = "", paragraphs: str = "[]") -> Article:
    kinds = tuple(Paragraph(Span(start, end), kind) for start, end, kind in json.loads(paragraphs))
    return Article(
        row["id"], row["edition"], text, row["lang"], kinds, row["ref"], row["url"], row["path"], row["title"],
        row["outlet"], row["author"], when_in(json.loads(row["published"])), row["repaired"],
        when_in(json.loads(row["updated"] or "null")), row["crawled"],
        tuple((field, said) for field, said in json.loads(row["stated"] or "[]")),
    )  # fmt: skip


def article_out(article: Article) -> dict[str, Any]:
    first, last = ordinals(article.published)
    fields = ("id", "edition", "ref", "url", "path", "title", "outlet", "author", "lang", "repaired", "crawled")
    return {name: getattr(article, name) for name in fields} | {
        "published": dumps(when_out(article.published)),
        "published_first": first,
        "published_last": last,
        "updated": dumps(when_out(article.updated)),
        "stated": dumps(article.stated),
    }


def paragraphs_out(paragraphs: Iterable[Paragraph]) -> str:
    return dumps([[*p.span, p.kind] for p in paragraphs])


def passage_in(row: Row) -> Passage:
    return Passage(row["article_id"], row["edition"], Span(row["start"], row["end"]), tuple(spans(row["sentences"])))


def in_edition(article: Article, edition: str, text: str, paragraphs: str) -> Article:
    """The article as another of its editions reads."""
    kinds = tuple(Paragraph(Span(start, end), kind) for start, end, kind in json.loads(paragraphs))
    return replace(article, edition=edition, text=text, paragraphs=kinds)
