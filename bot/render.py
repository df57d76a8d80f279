"""Values → the outside's forms: the contract's JSON, and text for the terminal.

In: Answers, Claims, timeline entries, Articles. Out: dictionaries that follow `bot/contracts/*.json`, or plain text.
With `bot/exports.py` the only place that writes markup, everything from an article escaped. Never here: choosing or
changing what is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict

from bot.plans import Outcome
from bot.query import Answer, Cited, Filters, Hit, Period, Query
from bot.reasons import language, reason
from bot.timeline import Entry, Timeline
from index.model import (
    Analysis,
    Article,
    Citation,
    Claim,
    Event,
    Json,
    Link,
    Proof,
    Span,
    Thread,
    TimeExpression,
    cite,
    wording,
)

ReadArticle = Callable[[str, str], Article]
"""(article id, edition) → the article with that edition's text."""


def citation_json(citation: Citation) -> Json:
    return {name: getattr(citation, name) for name in Citation.__slots__}


def text_of(article: Article, span: Span | None) -> str | None:
    """The words of a span on one line, or None."""
    return None if span is None else " ".join(span.of(article.text).split())


def claim_json(claim: Claim, article: Article, thread: str | None = None) -> Json:
    """One claim in the contract's form; `article` must be the edition the claim was read from."""
    return {
        "claim": claim.id,
        "source": text_of(article, claim.source),
        "source_canonical": claim.source_canonical,
        "doubt": list(claim.doubt),
        "role": claim.role,
        "cue": text_of(article, claim.cue),
        "content": wording(claim, article.text),
        "mode": claim.mode,
        "force": claim.force,
        "polarity": claim.polarity,
        "hedge": claim.hedge,
        "addressee": text_of(article, claim.addressee),
        "channel": [text_of(article, span) for span in claim.channel],
        "said": claim.said.edtf if claim.said else None,
        "date_proof": _claim_proof(claim),
        "spans": {
            "source": _pair(claim.source),
            "cue": list(claim.cue),
            "content": [list(span) for span in claim.content],
            "channel": [list(span) for span in claim.channel],
            "said": _pair(claim.said_span),
        },
        "citations": [citation_json(cite(article, span)) for span in _proofs(claim)],
        "thread": thread,
        "mended": list(claim.mended),
    }


def _claim_proof(claim: Claim) -> Json | None:
    by = claim.narrowed_by.citation if claim.narrowed_by else None
    return _proof_json(claim.said.proof, by) if claim.said and claim.said.proof else None


def _proofs(claim: Claim) -> tuple[Span, ...]:
    """What proves a claim: its content; of a bare refusal to speak, the sentence that tells of it."""
    return claim.content or (claim.sentence or claim.cue,)


def event_json(event: Event) -> Json:
    return {
        "event": event.id,
        "start": event.span.start,
        "end": event.span.end,
        "when": event.when.edtf if event.when else None,
        "status": event.status,
        "evidence": event.evidence,
        "reported_by": list(event.reported_by),
        "participants": list(event.participants),
        "place": event.place,
    }


def time_json(time: TimeExpression, text: str) -> Json:
    when = time.when
    return {
        "start": time.span.start,
        "end": time.span.end,
        "text": time.span.of(text),
        "type": time.type,
        "timex": when.timex,
        "edtf": when.edtf,
        "earliest": when.earliest.isoformat() if when.earliest else None,
        "latest": when.latest.isoformat() if when.latest else None,
        "rule": when.proof.rule if when.proof else "",
    }


def analysis_json(analysis: Analysis, id: object) -> Json:
    """What `analyse` prints for one text; `id` is given back as it came."""
    article = analysis.article
    return {
        "id": id,
        "lang": article.lang,
        "sentences": [list(span) for span in analysis.sentences],
        "times": [time_json(time, article.text) for time in analysis.times],
        "claims": [_bare_claim(claim) for claim in analysis.claims],
        "events": [event_json(event) for event in analysis.events],
        "names": [
            {"canonical": name.canonical, "type": name.type, "mentions": [list(span) for span in name.mentions]}
            for name in analysis.names
        ],
        "noise": [[*span, kind] for span, kind in analysis.noise],
    }


def _bare_claim(claim: Claim) -> Json:
    return {
        "source": _pair(claim.source),
        "source_canonical": claim.source_canonical,
        "cue": list(claim.cue),
        "content": [list(span) for span in claim.content],
        "mode": claim.mode,
        "force": claim.force,
        "polarity": claim.polarity,
        "hedge": claim.hedge,
        "addressee": _pair(claim.addressee),
        "channel": [list(span) for span in claim.channel],
        "said": claim.said.edtf if claim.said else None,
    }


def article_json(
    article: Article, claims: Iterable[Claim], events: Iterable[Event], noise: Iterable[tuple[Span, str]]
) -> Json:
    """What `show` prints."""
    return {
        "article": article.id,
        "ref": article.ref,
        "edition": article.edition,
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "url": article.url,
        "lang": article.lang,
        "published": article.published.edtf if article.published else None,
        "updated": article.updated.edtf if article.updated else None,
        "crawled": article.crawled,
        "stated": dict(article.stated),
        "repaired": article.repaired,
        "text": article.text,
        "claims": [claim_json(claim, article) for claim in claims],
        "events": [event_json(event) for event in events],
        "noise": [[*span, kind] for span, kind in noise],
    }


def hit_json(hit: Hit, article: Article) -> Json:
    start, end = hit.passage.span
    return {
        "article": article.id,
        "ref": article.ref,
        "passage": hit.passage.id,
        "start": start,
        "end": end,
        "score": round(hit.score, 4),
        "text": hit.passage.span.of(article.text),
        "title": article.title,
    }


def copy_json(article: Article) -> Json:
    published = article.published.edtf if article.published else None
    return {
        "article": article.id, "ref": article.ref, "title": article.title, "outlet": article.outlet,
        "published": published, "url": article.url,
    }  # fmt: skip


def answer_json(answer: Answer, read: ReadArticle) -> Json:
    """What `ask` prints; `read` gives the edition that a citation stands in."""
    return {
        "question": answer.query.text,
        "language": answer.query.language,
        "intent": answer.query.intent,
        "query": query_json(answer.query),
        "abstained": answer.abstained,
        "reason": answer.reason,
        "answer": answer.markdown,
        "sentences": [
            {"text": s.text, "citations": list(s.citations), "support": s.support, "why": s.why}
            | {"gloss": s.gloss or None, "doubted": s.doubted}
            for s in answer.sentences
        ],
        "citations": [_cited_json(cited, read) for cited in answer.citations],
        "nearest": [citation_json(citation) for citation in answer.nearest],
        "unused": [citation_json(citation) for citation in answer.unused],
        "coverage": {"claims": 0, "sources": 0, "articles": 0, "unused": len(answer.unused)} | answer.coverage,
    }


def query_json(query: Query) -> Json:
    """What was understood, so that it can be shown and dropped."""
    return {
        "sources": list(query.sources),
        "unknown_source": query.unknown_source,
        "forces": list(query.forces),
        "topic": query.topic,
        "addressees": list(query.addressees),
        "wanted": query.wanted or None,
        "carried": list(query.carried),
        "rewritten": query.rewritten or None,
        "notes": list(query.notes),
        "filters": filters_json(query.filters),
    }


def filters_json(filters: Filters) -> Json:
    return {
        "sources": list(filters.sources),
        "outlet": filters.outlet,
        "lang": filters.lang,
        "forces": list(filters.forces),
        "hedges": list(filters.hedges),
        "said": _period(filters.said),
        "about": _period(filters.about),
        "published": _period(filters.published),
    }


def _cited_json(cited: Cited, read: ReadArticle) -> Json:
    claim, citation = cited.claim, cited.citation
    if claim is None:
        told: Json = dict.fromkeys(("claim", "source", "source_canonical", "force", "hedge", "said")) | {"channel": []}
    else:
        whole = claim_json(claim, read(citation.article, citation.edition))
        told = {
            key: whole[key]
            for key in (
                "claim",
                "source",
                "source_canonical",
                "role",
                "force",
                "hedge",
                "polarity",
                "channel",
                "said",
                "mended",
            )
        }
    return {**citation_json(citation), "n": cited.n, **told}


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)


def _period(period: Period | None) -> list[str | None] | None:
    return None if period is None else [day.isoformat() if day else None for day in period]


def claims_json(claims: Iterable[Claim], read: ReadArticle, threads: Mapping[str, str]) -> Json:
    """What `claims` prints; `threads` maps a claim's id to its thread's."""
    return {"claims": [claim_json(c, read(c.article, c.edition), threads.get(c.id)) for c in claims]}


def timeline_json(timeline: Timeline, topic: str | None, most: int | None = None) -> Json:
    """What `timeline` prints; `topic` as it was typed, `most` the number of entries that was asked for."""
    return {
        "topic": topic,
        "max": most,
        "entries": [_entry_json(entry) for entry in timeline.entries],
        "gaps": [
            {"from": first.isoformat(), "to": last.isoformat(), "days": (last - first).days - 1}
            for first, last in timeline.gaps
        ],
        "more": dict(zip(("dated", "undated"), timeline.more, strict=True)),
    }


def _entry_json(entry: Entry) -> Json:
    when = entry.when
    return {
        "when": when.edtf if when else None,
        "earliest": when.earliest.isoformat() if when and when.earliest else None,
        "latest": when.latest.isoformat() if when and when.latest else None,
        "precision": when.precision if when else "unknown",
        "lane": entry.lane,
        "status": entry.status,
        "evidence": entry.evidence,
        "reported_by": list(entry.reported_by),
        "text": entry.text,
        "citations": [citation_json(citation) for citation in entry.citations],
        "date_proof": _proof_json(entry.proof, entry.narrowed_by) if entry.proof else None,
        "sources": entry.sources,
        "copies": entry.copies,
        "conflicts": [
            {"when": other.when.edtf, "citations": [citation_json(citation) for citation in other.citations]}
            for other in entry.conflicts
        ],
        "outcome": _outcome_json(entry.outcome) if entry.outcome else None,
    }


def _outcome_json(outcome: Outcome) -> Json:
    return {
        "kind": outcome.kind,
        "when": outcome.when.edtf if outcome.when else None,
        "as_of": outcome.as_of.isoformat() if outcome.as_of else None,
        "citations": [citation_json(citation) for citation in outcome.citations],
    }


def _proof_json(proof: Proof, by: Citation | None) -> Json:
    """The words that date, and the other article's passage that left fewer days, if one did."""
    return {**asdict(proof), "narrowed_by": citation_json(by) if by else None}


def _link_json(link: Link, lang: str, told: Mapping[str, Json]) -> Json:
    why = reason(link.why, lang, (speaker(told[link.a]), speaker(told[link.b])))
    fields = {"a": link.a, "b": link.b, "kind": link.kind, "why": why}
    return fields | {"confidence": round(link.confidence, 3)}


def speaker(claim: Json) -> str:
    """Who speaks in a claim of the contract's form, as the dossier names them; "" where the article names nobody."""
    return str(claim["source_canonical"] or claim["source"] or "")


def _one_language(thread: Thread, langs: Mapping[str, str]) -> str:
    """The language of all that is explained in a thread: that of its claims, where they have one."""
    spoken = sorted(langs[id] for id in thread.claims)
    return language(spoken[0], spoken[-1])


def threads_json(threads: Iterable[Thread], told: Mapping[str, Json], langs: Mapping[str, str]) -> Json:
    """What `claims --threads` prints; `told` holds the claims in the contract's form, `langs` their languages."""
    return {
        "threads": [
            {
                "thread": thread.id,
                "proposition": thread.proposition,
                "claims": list(thread.claims),
                "members": [told[id] for id in thread.claims],
                "links": [_link_json(link, _one_language(thread, langs), told) for link in thread.links],
            }
            for thread in threads
        ]
    }
