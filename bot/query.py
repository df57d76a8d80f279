"""The values of one question on its way: Filters and Query (understood), Evidence (found), Draft (written), Answer
(verified).

In: nothing. Out: frozen types. Never here: understanding, searching, writing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from index.model import Citation, Claim, Passage, Span

Intent = Literal["question", "claims", "timeline", "compare", "meta"]
Support = Literal["verbatim", "template", "checked"]
KINDS = frozenset({"when", "where", "how_long", "how_many", "how_much"})
"""Questions that ask for a kind of thing which a sentence must hold."""
Period = tuple[date | None, date | None]
"""Inclusive days; None is an open end."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the user restricts by hand: sources (canonical), outlet, language, forces and hedges, and the three
    clocks.
    """

    sources: tuple[str, ...] = ()
    outlet: str | None = None
    lang: str | None = None
    forces: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()
    said: Period | None = None
    about: Period | None = None
    published: Period | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it was understood, without a model. `carried` names the fields taken over from the turn before."""

    text: str
    language: str
    intent: Intent = "question"
    sources: tuple[str, ...] = ()  # canonical names asked for as speakers
    unknown_source: str | None = None  # a speaker asked for whom the dossier does not know
    forces: tuple[str, ...] = ()
    topic: str = ""  # the question's content words, without source, force and period
    wanted: Literal["", "who", "when", "where", "how_long", "how_many", "how_much", "why", "yes_no"] = ""
    filters: Filters = field(default_factory=Filters)
    carried: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # what must be said about the understanding (ambiguous names ...)
    addressees: tuple[str, ...] = ()  # canonical names spoken to
    anyone: bool = False  # the speaker is what is asked for ("who warned that ...")
    change: bool = False  # whether the source has changed position is asked
    rewritten: str = ""  # the follow-up as a chat model made it whole, if one did


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage found, with its score and the parts the score is made of."""

    passage: Passage
    score: float
    parts: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for a Query: claims first, then passages, best first."""

    claims: tuple[Claim, ...] = ()
    hits: tuple[Hit, ...] = ()
    reason: str | None = None  # why nothing answers, as one sentence, where nothing does
    facts: tuple[tuple[str, Span], ...] = ()  # sentences that answer, as (article, span), where nobody says them
    unused: tuple[Claim, ...] = ()  # claims of the asked source that are not told
    notes: tuple[str, ...] = ()
    instead: tuple[Claim, ...] = ()  # what the asked source did say, where nothing it says answers
    undated: bool = False  # a day is asked for, and no sentence gives one


@dataclass(frozen=True, slots=True)
class Cited:
    """A numbered citation of an answer, with the claim it comes from where it comes from one."""

    n: int
    citation: Citation
    claim: Claim | None = None


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """One sentence of an answer, the markers it carries, and why it may stand."""

    text: str
    citations: tuple[int, ...]
    support: Support
    why: str
    gloss: str = ""  # a machine's translation of the quotation, not checked
    doubted: bool = False  # a chat model, asked for a second opinion, does not find it in what it cites


@dataclass(frozen=True, slots=True)
class Answer:
    """What survived the check. `markdown` carries [n] markers; `nearest` is filled only where the answer abstains."""

    query: Query
    markdown: str
    sentences: tuple[AnswerSentence, ...] = ()
    citations: tuple[Cited, ...] = ()
    abstained: bool = False
    reason: str | None = None
    nearest: tuple[Citation, ...] = ()
    unused: tuple[Citation, ...] = ()
    coverage: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()  # said about the answer: what was carried over, what the model failed at ...


@dataclass(frozen=True, slots=True)
class Drafted:
    """One sentence as written, plain text without markers, with the spans that it rests on; quoted words are in the
    first.
    """

    text: str
    proofs: tuple[tuple[Citation, Claim | None], ...]
    support: Support = "template"
    why: str = ""
    gloss: str = ""
    doubted: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What was written for a Query, before the check. `notes` are said about the answer, not about the world; of
    `unused` the first `untold` are statements that answer but found no room.
    """

    query: Query
    sentences: tuple[Drafted, ...] = ()
    reason: str | None = None
    notes: tuple[str, ...] = ()
    nearest: tuple[Citation, ...] = ()
    unused: tuple[Citation, ...] = ()
    untold: int = 0
