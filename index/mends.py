"""Corrections by hand of what was read out of an article: who says it, and which day its words mean.

In: a Mend, and the Claims, Events or Raw it may concern. Out: the same values as the user says they are; the place of a
correction in another text of the article. Never here: the ledger, or any guess of our own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from index import when
from index.errors import InputError, NotFound
from index.model import Claim, Event, Proof, Raw, Span, When

Kind = Literal["source", "said", "when", "date", "title", "outlet", "published"]
FIELDS: tuple[Kind, ...] = ("title", "outlet", "published")
"""What is corrected of an article itself, before it is read."""
LONGEST = 200
"""Characters that a correction may have: a name, a title, a date."""
BY_HAND = "by hand"
"""The rule of a date that a user gave."""


@dataclass(frozen=True, slots=True)
class Place:
    """The words that a correction hangs on: a whole sentence, where it stood, and where in it the thing begins.

    `about` is where in the sentence the content of a corrected claim begins: one cue may hold several claims.
    """

    quote: str
    start: int
    at: int
    about: int | None = None

    def in_text(self, text: str) -> int | None:
        """Where the corrected thing begins in a text of the article: by its sentence, the nearest to where it was."""
        return _found(self, text)


@lru_cache(maxsize=128)
def _found(place: Place, text: str) -> int | None:
    """Looked for once in a text, however many claims it is asked for."""
    found, at = [], text.find(place.quote)
    while at >= 0 and place.quote:
        found.append(at)
        at = text.find(place.quote, at + 1)
    return min(found, key=lambda at: abs(at - place.start)) + place.at if found else None


@dataclass(frozen=True, slots=True)
class Mend:
    """One correction. `value` is what the user gave, "" for nobody or no date; `was` is what was shown before."""

    n: int
    article: str
    kind: Kind
    place: Place
    value: str
    was: str = ""


def place(text: str, sentences: Sequence[Span], at: int, about: int | None = None) -> Place:
    """The place of what begins at an offset of a text: the sentence around it, else its line."""
    around = next((span for span in sentences if span.start <= at < span.end), None)
    if around is None:
        end = text.find("\n", at)
        around = Span(text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text))
    return Place(around.of(text), around.start, at - around.start, None if about is None else about - around.start)


def check(value: str) -> None:
    """Raises InputError where it is too long for a name, a title or a date."""
    if len(value) > LONGEST:
        raise InputError(f"A correction has at most {LONGEST} characters; this one has {len(value)}.")


def dated(value: str, proof: Proof | None = None) -> When | None:
    """The date a user gave, with the words it stands for. Raises InputError where it is none."""
    known = when.parse_published(value.strip())
    if known is None:
        return None
    by_hand = replace(proof, anchor=None, rule=BY_HAND) if proof else Proof("", 0, 0, None, BY_HAND)
    return replace(known, proof=by_hand)


def rests_on(found: When | None, at: int) -> bool:
    return found is not None and found.proof is not None and bool(found.proof.words) and found.proof.start == at


def mend_claim(claim: Claim, mend: Mend, text: str, mentions: Sequence[Span]) -> Claim:
    """The claim with the correction, or the very claim where it does not concern it.

    `mentions` is where the article names the source that the user gave.
    """
    at = mend.place.in_text(text)
    if at is None:
        return claim
    if mend.kind == "date":
        return _said(claim, mend.value) if rests_on(claim.said, at) else claim
    if mend.kind not in ("source", "said") or claim.cue.start != at or not _about(claim, mend.place, at):
        return claim
    return _said(claim, mend.value) if mend.kind == "said" else _spoken(claim, mend.value, text, mentions)


def _about(claim: Claim, place: Place, at: int) -> bool:
    if place.about is None or not claim.content:
        return place.about is None
    return claim.content[0].start == at - place.at + place.about


def _said(claim: Claim, value: str) -> Claim:
    return replace(claim, said=dated(value, claim.said.proof if claim.said else None), mended=_noted(claim, "said"))


def _spoken(claim: Claim, value: str, text: str, mentions: Sequence[Span]) -> Claim:
    """The claim with another source: where its sentence names it, else the old words unless they name somebody else."""
    around = claim.sentence or claim.cue
    named = [span for span in mentions if around.covers(span) and not any(c.covers(span) for c in claim.content)]
    kept = claim.source if value and claim.source and not _names(claim, text) else None
    source = min(named, key=lambda span: abs(span.start - claim.cue.start)) if named else kept
    return replace(
        claim, source=source, source_canonical=value or None, doubt=(), role=None, mended=_noted(claim, "source")
    )


def _names(claim: Claim, text: str) -> bool:
    """Whether the words of the source name who was read there ("Kirby"), rather than point at them ("she")."""
    assert claim.source is not None
    names = {word for name in (claim.source_canonical or "", *claim.doubt) for word in name.casefold().split()}
    return bool(names & set(claim.source.of(text).casefold().replace("’", " ").split()))


def _noted(claim: Claim, kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*claim.mended, kind)))


def mend_event(event: Event, mend: Mend, text: str) -> Event:
    """The event with the correction, or the very event where it does not concern it."""
    at = mend.place.in_text(text)
    if at is None or mend.kind not in ("when", "date"):
        return event
    if mend.kind == "date" and rests_on(event.when, at):
        return replace(event, when=dated(mend.value, event.when.proof if event.when else None))
    if mend.kind == "when" and event.span.start == at:
        return replace(event, when=dated(mend.value))
    return event


def mend_raw(raw: Raw, fields: Mapping[str, str]) -> Raw:
    """A text as it came, with the title, outlet or date that the user gave it."""
    given = {"title": raw.title, "outlet": raw.outlet, "published": raw.published} | dict(fields)
    return replace(raw, title=given["title"], outlet=given["outlet"], published=given["published"])


def target(
    claims: Iterable[Claim],
    events: Iterable[Event],
    kind: Kind,
    id: str,
    start: int,
    mended: Collection[int | None] = (),
) -> tuple[Kind, str, int, int | None]:
    """What a user points at: (kind, what is shown there now, where it begins, where its content begins).

    `mended` is where dates were corrected before, even to none.
    A date that rests on words is corrected in these words, so for all that rests on them. Raises NotFound.
    """
    if kind == "date":
        resting = (*(c.said for c in claims), *(e.when for e in events))
        shown = next((str(found.edtf) for found in resting if found and rests_on(found, start)), None)
        if shown is None and start not in mended:
            raise NotFound("No date rests on these words; open the article anew.")
        return kind, shown or "", start, None
    known: dict[str, Claim | Event] = {one.id: one for one in (events if kind == "when" else claims)}
    if id not in known:
        raise NotFound("This is not read out of the article any more; open the article anew.")
    one = known[id]
    if kind == "source" and isinstance(one, Claim):
        return kind, one.source_canonical or "", *_begins(one)
    dated_by = one.said if isinstance(one, Claim) else one.when
    if dated_by and dated_by.proof and dated_by.proof.words:
        return "date", dated_by.edtf or "", dated_by.proof.start, None
    return kind, (dated_by.edtf or "") if dated_by else "", *_begins(one)


def _begins(one: Claim | Event) -> tuple[int, int | None]:
    if isinstance(one, Event):
        return one.span.start, None
    return one.cue.start, one.content[0].start if one.content else None
