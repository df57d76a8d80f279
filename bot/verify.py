"""Drafted sentence → the reasons why it may not stand; none means that it may.

In: a sentence, whoever wrote it, and the spans it cites. Out: reasons that a reader can understand. Words in
quotation marks must stand in the cited text as they are; everything outside of them must agree with it on source,
force, hedge, relay, negation, numbers, dates and names, in French and English alike. Likeness of meaning is never
asked. Never here: repairing a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot import checks
from bot import frame as frame_of
from bot.query import Drafted
from bot.quote import proof, quotations
from bot.sources import Sources
from bot.words import Masked, mask
from index.model import Article, Citation, Claim, Span, When


@dataclass(frozen=True)
class Case:
    """One sentence before the court: its frame (quotations blanked, names masked) and what it is measured against."""

    text: str
    lang: str
    frame: Masked
    quotes: tuple[str, ...]
    article: Article
    citation: Citation
    claim: Claim | None
    sources: Sources

    @property
    def cited(self) -> str:
        return self.citation.text

    @cached_property
    def whens(self) -> list[When]:
        """The days that the sentence may name."""
        return frame_of.whens(self)

    @cached_property
    def own_words(self) -> list[str]:
        """What the frame itself says, beyond who said it and when."""
        return frame_of.own_words(self)


def reasons(sentence: Drafted, lang: str, sources: Sources) -> tuple[str, ...]:
    """Why the sentence is not supported by what it cites, each as one plain clause."""
    if not sentence.proofs:
        return ("it cites nothing",)
    unresolved = [r for citation, _ in sentence.proofs for r in _unresolved(citation, sources)]
    if unresolved:
        return tuple(unresolved)
    quotes = quotations(sentence.text)
    if quotes is None:
        return ("a quotation mark is left open",)
    wrong = tuple(_not_verbatim(sentence.text, quotes, sentence.proofs, sources))
    return wrong or _frame_reasons(sentence, lang, quotes, sources)


def _unresolved(citation: Citation, sources: Sources) -> Iterator[str]:
    article = sources.edition(citation.article, citation.edition)
    if article is None:
        yield f"article {citation.article} is not in this dossier"
    elif article.text[citation.start : citation.end] != citation.text or not citation.text.strip():
        yield "the cited place does not hold the cited words"


def _not_verbatim(
    text: str, quotes: Sequence[Span], proofs: Sequence[tuple[Citation, Claim | None]], sources: Sources
) -> Iterator[str]:
    cited = [frame_of.plain(citation.text) for citation, _ in proofs]
    cited += [frame_of.plain(citation.title or "") for citation, claim in proofs if claim is None]
    for span in quotes:
        said = span.of(text)
        if frame_of.plain(said) and not any(frame_of.within(frame_of.plain(said), place) for place in cited):
            yield f"“{frame_of.short(said)}” does not stand in the cited text as quoted"


def _frame_reasons(sentence: Drafted, lang: str, quotes: Sequence[Span], sources: Sources) -> tuple[str, ...]:
    """The verdict on the frame for the claim cited; without one, for the claim of the cited text that fits best."""
    best: tuple[str, ...] | None = None
    for case in _cases(sentence, lang, quotes, sources):
        found = tuple(dict.fromkeys(checks.run(case)))
        if not found:
            return ()
        best = found if best is None or len(found) < len(best) else best
    return best or ()


def _cases(sentence: Drafted, lang: str, quotes: Sequence[Span], sources: Sources) -> Iterator[Case]:
    citation, claim = sentence.proofs[0]
    article = sources.edition(citation.article, citation.edition)
    assert article is not None  # resolved before
    frame = frame_of.without(sentence.text, quotes)
    named = [match for match in sources.match(frame) if match[0].of(frame) != match[0].of(frame).lower()]
    said = tuple(quote.of(sentence.text) for quote in quotes)
    base = Case(sentence.text, lang, mask(frame, named), said, article, citation, claim, sources)
    if claim is not None:
        yield base
        return
    told = [replace(base, claim=claim) for claim in _claims_within(article, citation, sources)]
    yield from told
    if not told or not frame_of.attributes(base):
        yield base


def _claims_within(article: Article, citation: Citation, sources: Sources) -> list[Claim]:
    """The claims whose reporting words or content stand in the cited text."""
    place = Span(citation.start, citation.end)
    mine = [claim for claim in sources.claims_of(article.id) if claim.edition == citation.edition]
    return [claim for claim in mine if place.overlaps(claim.cue) or place.overlaps(proof(claim, article))]
