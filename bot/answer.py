"""The chain: Query → Evidence → Draft → Answer, as LangChain runnables put together by hand.

In: a Query, the Sources of one dossier, and perhaps a chat model's Pen. Out: an Answer whose every sentence has been
verified. Writing without a model comes first, always; a Pen may then write anew or assist. Never here: understanding
a question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bot import introduced, meta, repeats, verify
from bot.compose import compose, partly
from bot.denials import points_back
from bot.evidence import find
from bot.query import KINDS, Answer, Draft, Drafted, Evidence, Query
from bot.quote import pieces, proof
from bot.relevance import Term, cover
from bot.shortest import opening
from bot.sources import Sources
from bot.write import Told, claim_sentence, fact_sentence
from index.errors import ModelError
from index.lang import table
from index.model import Article, Citation, Claim, Span, cite

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from bot.model_chain import Pen

TOLD = 12
"""Sentences of one answer; what is more goes to `unused`."""
NEAREST = 3


def chain(sources: Sources, pen: Pen | None = None) -> Runnable[Query, Answer]:
    """Query → Answer. Each step is a runnable of its own, so that it can be traced, replaced or streamed."""
    from langchain_core.runnables import RunnableLambda

    last: Callable[[Draft], Draft] = lambda draft: list(improve(draft, sources, pen))[-1]  # noqa: E731
    rewrite = RunnableLambda(last).with_config(run_name="chat model")
    check = RunnableLambda(partial(_check, sources)).with_config(run_name="verify")
    whole: Runnable[Query, Answer] = _drafting(sources) | rewrite | check
    return whole


def grow(query: Query, sources: Sources, pen: Pen | None = None) -> Iterator[Answer]:
    """The answer as it grows, sentence by sentence; the last one is whole.

    A model that writes is shown as it writes; one that assists adds its remarks to an answer that stands already.
    """
    draft = _drafting(sources).invoke(query)
    if pen is None or not pen.writes or not draft.sentences:
        plain = _check(sources, draft)
        for n in range(1, len(plain.sentences)):
            yield partly(plain, n)
        yield plain
    if pen is not None and draft.sentences:
        for better in improve(draft, sources, pen):
            yield _check(sources, better)


def _drafting(sources: Sources) -> Runnable[Query, Draft]:
    from langchain_core.runnables import RunnableLambda

    evidence = RunnableLambda(partial(_gather, sources)).with_config(run_name="find evidence")
    draft = RunnableLambda(partial(_draft, sources)).with_config(run_name="write")
    whole: Runnable[Query, Draft] = evidence | draft
    return whole


def improve(draft: Draft, sources: Sources, pen: Pen | None) -> Iterator[Draft]:
    """The draft as a chat model would have it, growing; where the model fails, as it was, with the reason."""
    if pen is None or not draft.sentences:
        yield draft
        return
    from bot.model_assist import assist
    from bot.model_compose import compose as compose_anew

    stands = draft
    try:
        for better in compose_anew(pen, draft, sources) if pen.writes else assist(pen, draft, sources):
            stands = draft if pen.writes else better
            yield better
    except ModelError as error:
        note = table(draft.query.language, "phrases")["note"]["model_failed"].format(why=str(error))
        yield replace(stands, notes=(*stands.notes, note))


def _gather(sources: Sources, query: Query) -> tuple[Query, Evidence]:
    return query, Evidence() if query.intent == "meta" else find(query, sources)


def _draft(sources: Sources, gathered: tuple[Query, Evidence]) -> Draft:
    query, evidence = gathered
    if query.intent == "meta":
        return meta.describe(query, sources)
    return refuse(query, evidence, sources) if evidence.reason else write(query, evidence, sources)


def _check(sources: Sources, draft: Draft) -> Answer:
    """Sentences that fail the check do not appear."""
    kept = [sentence for sentence in draft.sentences if not verify.reasons(sentence, draft.query.language, sources)]
    return compose(replace(draft, sentences=tuple(kept)), sources)


# ---------------------------------------------------------------- writing without a model


def write(query: Query, evidence: Evidence, sources: Sources) -> Draft:
    """Sentences from claims, else whole sentences of articles."""
    groups = repeats.fold(evidence.claims, sources)
    asked = sources.terms(query.topic) if query.wanted in KINDS | {"why"} and not evidence.undated else ()
    told = Told()
    sentences = [_claim(query, first, rest, asked, told, sources) for first, rest in groups[:TOLD]]
    named = query.wanted == "who" and query.intent == "question" and not introduced.asks(query)
    asked = sources.terms(query.topic) if named else asked if query.wanted != "who" else ()
    sentences += [_fact(query, sources.article(article), span, asked, sources) for article, span in evidence.facts]
    left = [claim for first, rest in groups[TOLD:] for claim in (first, *rest)]
    spare = left + list(evidence.unused)
    unused = [cite(sources.article(claim.article), proof(claim, sources.article(claim.article))) for claim in spare]
    unused += _touching(query, evidence, sources, sentences, unused)
    return Draft(query, tuple(sentences), notes=evidence.notes, unused=tuple(unused), untold=len(left))


def _claim(
    query: Query, claim: Claim, again: Sequence[Claim], asked: Sequence[Term], told: Told, sources: Sources
) -> Drafted:
    article = sources.article(claim.article)
    repeated = [(other, sources.article(other.article)) for other in again]
    before = sources.sentence_of(claim)[1] if points_back(claim, sources) else None
    written = claim_sentence(claim, article, query.language, sources, told, repeated, before)
    first = next((opening(query, article, span, asked, sources) for span in pieces(claim, article.text)), "")
    return replace(written, text=first + written.text) if asked and first else written


def _fact(query: Query, article: Article, span: Span, asked: Sequence[Term], sources: Sources) -> Drafted:
    written = fact_sentence(article, span, query.language)
    return replace(written, text=opening(query, article, span, asked, sources) + written.text) if asked else written


def refuse(query: Query, evidence: Evidence, sources: Sources) -> Draft:
    """Why nothing answers, and the nearest passages as such."""
    said = [
        cite(sources.article(claim.article), proof(claim, sources.article(claim.article))) for claim in evidence.instead
    ]
    near = said + [cite(sources.article(hit.passage.article), hit.passage.span) for hit in evidence.hits]
    near = [one for n, one in enumerate(near) if not any(_within(one, other) for other in near[:n])][:NEAREST]
    return Draft(query, reason=evidence.reason, nearest=tuple(near), notes=evidence.notes)


def _within(one: Citation, other: Citation) -> bool:
    """Whether two places of one article overlap."""
    return one.article == other.article and Span(one.start, one.end).overlaps(Span(other.start, other.end))


def _touching(
    query: Query, evidence: Evidence, sources: Sources, sentences: Sequence[Drafted], more: Sequence[Citation]
) -> list[Citation]:
    """Passages found that speak of what is asked and are neither told nor listed already."""
    asked = sources.terms(query.topic)
    if not asked:
        return []
    shown = [citation for sentence in sentences for citation, _ in sentence.proofs] + list(more)
    found = []
    for hit in evidence.hits:
        article = sources.article(hit.passage.article)
        seen = any(c.article == article.id and Span(c.start, c.end).overlaps(hit.passage.span) for c in shown)
        if not seen and cover(asked, hit.passage.span.of(article.text), sources.vectors).share >= 0.6:
            found.append(cite(article, hit.passage.span))
    return found
