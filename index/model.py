"""The values that everything else passes on: frozen, typed, with ids made from content.

In: nothing. Out: the words of the project as types (Article, Span, Sentence, Claim, Event, When ...).
Never here: reading, guessing, storing. Offsets count Unicode code points of an article's kept text.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, NamedTuple, get_args

Force = Literal[
    "say", "announce", "confirm", "warn", "threaten", "promise", "demand", "ask", "invite", "accuse", "criticise",
    "deny", "reject", "accept", "praise", "express_concern", "regret", "decline_to_comment", "report",
    "believe", "hope", "want", "plan", "doubt", "find",
]  # fmt: skip
Mode = Literal["direct", "indirect", "mixed"]
Polarity = Literal["positive", "negative"]
Hedge = Literal["asserted", "possible", "conditional", "hearsay"]
Status = Literal["happened", "planned", "hypothetical", "denied", "cancelled", "postponed"]
Evidence = Literal["asserted", "reported", "hearsay"]
Precision = Literal["time", "day", "week", "month", "season", "year", "decade", "set", "interval", "unknown"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
NameType = Literal["person", "organisation", "place", "other"]
ParagraphKind = Literal["body", "headline", "caption", "credit", "meta"]
Relation = Literal["repeats", "corroborates", "changes", "denies", "contradicts"]

FORCES: tuple[str, ...] = get_args(Force)
HEDGES: tuple[str, ...] = get_args(Hedge)
ATTITUDES: frozenset[str] = frozenset({"believe", "hope", "want", "plan", "doubt", "find"})
"""Forces of thought, never phrased as "said"."""


def digest(*parts: object) -> str:
    """A short stable id (16 hexadecimal digits) of the parts, in order."""
    text = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Span(NamedTuple):
    """Half-open range of code points in an article's kept text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


class Interval(NamedTuple):
    """Inclusive days; None is an open end ("since 2021", "until Friday")."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Proof:
    """Why a When is what it is: the words, where they stand, what they were counted from, and the rule."""

    words: str
    start: int
    end: int
    anchor: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class When:
    """One of `candidates` (each an inclusive interval of days), sorted; none, and "unknown", where nothing is.

    `precision` is that of one candidate ("day", "month", ...), or "set" where several candidates remain.
    `clock` is "HH:MM" for precision "time". `edtf` and `timex` are written by `index.when`, once, when it is made.
    """

    candidates: tuple[Interval, ...]
    precision: Precision
    edtf: str | None
    timex: str
    clock: str | None = None
    proof: Proof | None = None

    @property
    def earliest(self) -> date | None:
        firsts = [c.first for c in self.candidates]
        return None if not firsts or None in firsts else min(f for f in firsts if f)

    @property
    def latest(self) -> date | None:
        lasts = [c.last for c in self.candidates]
        return None if not lasts or None in lasts else max(last for last in lasts if last)


@dataclass(frozen=True, slots=True)
class Raw:
    """One text as it came, before cleaning, with what the reader or the row said about it."""

    text: str
    ref: str | None = None
    url: str | None = None
    path: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    lang: str | None = None
    published: str | None = None  # EDTF or any ISO date or time, not yet checked
    updated: str | None = None  # what a page says of its last change
    crawled: str | None = None  # when we fetched it, ISO 8601 in UTC
    stated: tuple[tuple[str, str], ...] = ()  # (field, what the page or row says) where the user said otherwise
    place: str | None = field(default=None, compare=False)  # "rows.jsonl, line 7": what a refusal calls it


@dataclass(frozen=True, slots=True)
class Rejected:
    """What could not be read, and why, in one sentence."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of the text without a blank line; only kind "body" is ever read for claims and events."""

    span: Span
    kind: ParagraphKind


@dataclass(frozen=True, slots=True)
class Article:
    """One text as published. `id` comes from its key (ref, url, path, else content), `edition` from its text."""

    id: str
    edition: str
    text: str
    lang: str
    paragraphs: tuple[Paragraph, ...]
    ref: str | None = None
    url: str | None = None
    path: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: When | None = None
    repaired: bool = False
    updated: When | None = None
    crawled: str | None = None
    stated: tuple[tuple[str, str], ...] = ()  # (field, what the text says of itself) where the user differs


class Token(NamedTuple):
    """One word as the parser saw it. `i` and `head` index the sentence's tokens; a root is its own head."""

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str  # Universal POS
    dep: str  # dependency label, Universal Dependencies for French, ClearNLP for English
    head: int
    morph: str  # "Mood=Cnd|Number=Sing|..."
    ent: str  # type of the entity the token belongs to, or ""


@dataclass(frozen=True, slots=True)
class Entity:
    """A name as the recogniser saw it, before it is resolved."""

    span: Span
    type: NameType


@dataclass(frozen=True, slots=True)
class Sentence:
    """A whole sentence inside one paragraph. `children[i]` are the tokens whose head is token i, in order."""

    span: Span
    paragraph: int
    tokens: tuple[Token, ...] = ()
    children: tuple[tuple[int, ...], ...] = ()
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that name a time, as TIMEX3 sees them, and the When they mean here."""

    span: Span
    type: TimeType
    when: When


@dataclass(frozen=True, slots=True)
class Name:
    """A person, organisation or place in one article: canonical form and where it is mentioned."""

    canonical: str
    type: NameType
    mentions: tuple[Span, ...]
    described: tuple[str, ...] = ()  # what the article calls them beside the name: "président russe"


@dataclass(frozen=True, slots=True)
class Claim:
    """One attribution: who says what, with which force, through whom, when."""

    article: str
    edition: str
    cue: Span
    content: tuple[Span, ...]
    mode: Mode
    force: Force
    source: Span | None = None
    source_canonical: str | None = None
    doubt: tuple[str, ...] = ()  # other names that the source may be, where two fit
    role: str | None = None  # "porte-parole de ...", as the article gives it
    polarity: Polarity = "positive"
    hedge: Hedge = "asserted"
    addressee: Span | None = None
    channel: tuple[Span, ...] = ()  # relays, nearest first
    said: When | None = None
    said_span: Span | None = None
    sentence: Span | None = None  # the sentence, or run of sentences, it stands in
    mended: tuple[str, ...] = ()  # what the user corrected by hand: source, said
    narrowed_by: Telling | None = None  # what left fewer days: found on reading, never kept

    @property
    def id(self) -> str:
        return digest("claim", self.article, self.edition, self.cue, self.content)


@dataclass(frozen=True, slots=True)
class Telling:
    """Another article's telling of the same utterance, and its words."""

    claim: Claim
    citation: Citation


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens: its words, its day, whether it took place, and on whose word."""

    article: str
    edition: str
    span: Span
    when: When | None
    status: Status
    evidence: Evidence
    reported_by: tuple[str, ...] = ()  # claim ids
    participants: tuple[str, ...] = ()
    place: str | None = None
    head: Span | None = None  # the word that names what happens
    sentence: Span | None = None
    weight: float = 0.0  # 1.0 for the article's main happening, lower further down
    clause: Span | None = None  # what of the sentence tells it, where the sentence is about something else

    @property
    def id(self) -> str:
        return digest("event", self.article, self.edition, self.span)


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one paragraph, for retrieval. `sentences` are their spans."""

    article: str
    edition: str
    span: Span
    sentences: tuple[Span, ...]

    @property
    def id(self) -> str:
        return digest("passage", self.article, self.edition, self.span)


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that is read out of one article."""

    article: Article
    sentences: tuple[Span, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    names: tuple[Name, ...] = ()
    passages: tuple[Passage, ...] = ()
    noise: tuple[tuple[Span, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """How claim or sentence `a` stands to `b`, why, and how sure."""

    a: str
    b: str
    kind: Relation
    why: str
    confidence: float
    shown: bool = True  # False where other links imply it
    copied: bool = False  # both stand in copies of one dispatch


@dataclass(frozen=True, slots=True)
class Thread:
    """Claims on one proposition and the links between them; `proposition` is the fullest wording, verbatim."""

    id: str
    proposition: str
    claims: tuple[str, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of one edition of one article. `text` is always `article.text[start:end]`."""

    article: str
    ref: str | None
    edition: str
    start: int
    end: int
    text: str
    title: str | None
    outlet: str | None
    published: str | None  # EDTF
    url: str | None


def cite(article: Article, span: Span) -> Citation:
    """The citation of a span of an article's kept text."""
    published = article.published.edtf if article.published else None
    return Citation(
        article.id, article.ref, article.edition, span.start, span.end, span.of(article.text),
        article.title, article.outlet, published, article.url,
    )  # fmt: skip


def wording(claim: Claim, text: str) -> str:
    """A claim's content on one line; pieces that do not touch are joined by an ellipsis in brackets."""
    return " […] ".join(" ".join(span.of(text).split()) for span in claim.content)


Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class KnownName:
    """A Name as a dossier knows it: one form, its aliases in all languages, how often it occurs and speaks."""

    canonical: str
    type: NameType
    aliases: tuple[str, ...]
    articles: int = 0
    claims: int = 0
