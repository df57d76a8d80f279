"""Articles and analyses made by hand, for tests of what keeps and finds them."""

from __future__ import annotations

from datetime import date

from index.encoder import load
from index.model import Analysis, Article, Claim, Event, Interval, Name, Paragraph, Passage, Span, When, digest
from index.units import measure
from index.write_rows import Units


def day(year: int, month: int, number: int) -> When:
    one = date(year, month, number)
    return When((Interval(one, one),), "day", one.isoformat(), one.isoformat())


SAID = "Anne Berg a averti mercredi que le barrage fuit."
TEXT = SAID + " Personne d'autre n'a parlé."


def analysis(ref: str = "r1", text: str = TEXT, *, outlet: str = "Le Courrier", said: When | None = None) -> Analysis:
    """An article of two sentences: a claim of Anne Berg, an event, a name, one passage."""
    said = said or day(2023, 9, 6)
    id, edition = digest("ref", ref), digest(text)
    first, second = Span(0, len(SAID)), Span(len(SAID) + 1, len(text))
    article = Article(
        id, edition, text, "fr", (Paragraph(Span(0, len(text)), "body"),), ref=ref, title="Le barrage", outlet=outlet,
        published=day(2023, 9, 7),
    )  # fmt: skip
    claim = Claim(id, edition, Span(10, 18), (Span(32, 47),), "indirect", "warn", Span(0, 9), "Anne Berg", said=said)
    event = Event(id, edition, Span(32, 47), said, "happened", "reported", (claim.id,), ("Anne Berg",))
    passage = Passage(id, edition, Span(0, len(text)), (first, second))
    name = Name("Anne Berg", "person", (Span(0, 9),))
    return Analysis(article, (first, second), (), (claim,), (event,), (name,), (passage,), ())


def units(found: Analysis) -> Units:
    return measure(found, load())
