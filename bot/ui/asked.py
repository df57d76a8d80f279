"""What the page or the API sends → the values the rooms take, checked, because anything may be sent.

In: dictionaries. Out: Filters, periods, lanes, paths and addresses. Raises InputError. Never here: reading the ledger.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

from bot import options
from bot.query import Filters, Period, Query
from index.errors import InputError
from index.mends import FIELDS, Kind
from index.model import Json, Raw, Span

if TYPE_CHECKING:
    from index.fetch import Rejected

    Incoming = Raw | Rejected
else:
    Incoming = object


def dossier(asked: Json) -> str:
    return str(asked.get("dossier") or "default")


def filters(given: Json) -> Filters:
    """Filters from names, lists and pairs of dates; periods may also be "D..D" texts."""
    happened = _period(given.get("happened")) or _period(given.get("about"))
    made = options.filters(
        sources=_many(given.get("sources") or given.get("source")),
        forces=_many(given.get("forces") or given.get("force")),
        hedges=_many(given.get("hedges") or given.get("hedge")),
        outlet=str(given["outlet"]) if given.get("outlet") else None,
        lang=str(given["lang"]) if given.get("lang") else None,
        said=_period(given.get("said")),
        happened=happened,
    )
    published = _period(given.get("published"))
    return Filters(made.sources, made.outlet, made.lang, made.forces, made.hedges, made.said, made.about, published)


def _many(value: object) -> list[str] | None:
    if not value:
        return None
    return [str(one) for one in value] if isinstance(value, (list, tuple)) else [str(value)]


def _period(value: object) -> Period | None:
    if isinstance(value, (list, tuple)) and len(value) == 2:
        first, last = (str(one) if one else None for one in value)
        return options.period(first, last)
    return options.span_of_days(str(value)) if value and isinstance(value, str) else None


def without(given: Json) -> tuple[str, ...]:
    """What the reader struck out of how the question was understood."""
    return tuple(str(key) for key in given.get("without") or ())


def span(asked: Json) -> Span:
    """The words that the page shows, as a range of the article's text."""
    return Span(int(asked.get("start") or 0), int(asked.get("end") or 0))


def correction(asked: Json) -> Kind:
    """What is put right: a source, a date of a claim or an event, or the date that words mean."""
    kind = str(asked.get("kind"))
    if kind not in get_args(Kind) or kind in FIELDS:
        raise InputError("Only a source or a date can be put right here.")
    return cast(Kind, kind)


def lanes(only: str | None) -> Sequence[str]:
    return options.lanes(only)


def query(answer: Json) -> Query:
    """The Query of a turn kept as JSON, for the questions that follow it."""
    told = answer.get("query") or {}
    return Query(
        text=str(answer.get("question") or ""),
        language=str(answer.get("language") or "en"),
        intent=answer.get("intent") or "question",
        sources=tuple(told.get("sources") or ()),
        unknown_source=told.get("unknown_source"),
        forces=tuple(told.get("forces") or ()),
        topic=str(told.get("topic") or ""),
        addressees=tuple(told.get("addressees") or ()),
        wanted=told.get("wanted") or "",
        filters=filters(told.get("filters") or {}),
    )


def address(asked: Json) -> str:
    """An address of the web; a path of this machine is refused here."""
    url = str(asked.get("url") or "").strip()
    if not url.lower().startswith(("http://", "https://")):
        raise InputError("An address begins with http:// or https://.")
    return url


def uploads(asked: Json) -> list[str]:
    """The uploaded files; a path outside Gradio's upload folder is refused, so that no page can read this machine."""
    from gradio.utils import get_upload_folder

    folder = Path(get_upload_folder()).resolve()
    paths = [Path(str(one.get("path"))).resolve() for one in asked.get("files") or ()]
    if any(not path.is_relative_to(folder) or not path.is_file() for path in paths):
        raise InputError("Only uploaded files can be added here.")
    if not paths:
        raise InputError("Choose a file, paste a text or give an address.")
    return [str(path) for path in paths]
