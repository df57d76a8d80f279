"""What several commands take alike: options, dates and periods.

In: words from the command line. Out: Filters and periods. Raises InputError for a date that does not exist.
Never here: anything that reads the ledger.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from bot.query import Filters, Period
from index.errors import InputError
from index.model import FORCES, HEDGES

LANES = ("happened", "said", "planned")

Dossier = Annotated[str, typer.Option(help="Which set of articles.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
From = Annotated[str | None, typer.Option("--from", help="First day, month or year.")]
To = Annotated[str | None, typer.Option("--to", help="Last day, month or year.")]
Source = Annotated[list[str] | None, typer.Option(help="Who speaks; may be given again.")]
Outlet = Annotated[str | None, typer.Option(help="Who published it.")]
Lang = Annotated[str | None, typer.Option(help="Language of the article.")]
About = Annotated[str | None, typer.Option(help="When it happened: D..D.")]
Published = Annotated[str | None, typer.Option(help="When it was published: D..D.")]


def reading(typed: str | None) -> str:
    """The language in which a reader is answered: that of what was typed, else that of the terminal, else English."""
    from bot.question import language_of

    home = "fr" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("fr") else "en"
    return language_of(typed, home) if typed else home


def period(first: str | None, last: str | None) -> Period | None:
    """Two dates of any precision as inclusive days; None where neither is given."""
    if not first and not last:
        return None
    start, end = _bounds(first)[0], _bounds(last)[1]
    if start and end and start > end:
        raise InputError(f"The period ends ({last}) before it begins ({first}).")
    return start, end


def span_of_days(text: str | None) -> Period | None:
    """ "D..D" as a period; either side may be missing, and a single D stands for both."""
    if not text:
        return None
    first, dots, last = text.partition("..")
    return period(first or None, (last if dots else first) or None)


def _bounds(text: str | None) -> tuple[date | None, date | None]:
    from index.when import parse_published

    when = parse_published(text)
    return (when.earliest, when.latest) if when else (None, None)


def filters(
    *,
    sources: Sequence[str] | None = None,
    forces: Sequence[str] | None = None,
    hedges: Sequence[str] | None = None,
    outlet: str | None = None,
    lang: str | None = None,
    said: Period | None = None,
    happened: Period | None = None,
    about: str | None = None,
    published: str | None = None,
) -> Filters:
    """The filters of a command; `happened` is `about` as two options. Raises InputError for an unknown force."""
    _among("force", forces, FORCES)
    _among("hedge", hedges, HEDGES)
    return Filters(
        sources=tuple(sources or ()), outlet=outlet, lang=lang, forces=tuple(forces or ()), hedges=tuple(hedges or ()),
        said=said, about=happened or span_of_days(about), published=span_of_days(published),
    )  # fmt: skip


def _among(what: str, given: Sequence[str] | None, known: Sequence[str]) -> None:
    strange = [word for word in given or () if word not in known]
    if strange:
        raise InputError(f"There is no {what} {strange[0]!r}; choose among {', '.join(known)}.")


def lanes(text: str | None) -> tuple[str, ...]:
    """ "happened,said" as lanes; all where nothing is given. Raises InputError for a lane that does not exist."""
    chosen = tuple(part.strip() for part in (text or ",".join(LANES)).split(",") if part.strip())
    _among("lane", chosen, LANES)
    return chosen
