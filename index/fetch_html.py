"""A web page becomes a raw text: the story without navigation and advertisement, and what the page says about itself.

In: the bytes of a page, from a file or from the web. Out: Raw. Never here: the network; a date that the page does not
state (htmldate's "extensive search" stays off); the language that its template declares, which is often another.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from index.decode import decode
from index.errors import InputError
from index.model import Raw

_CHARSET = re.compile(
    rb"""<(?:meta[^>]{0,200}charset|\?xml[^>]{0,80}encoding)\s*=\s*["']?\s*([\w.:-]{3,30})""", re.IGNORECASE
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_META = re.compile(r"<meta\s[^>]{1,500}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_LINKED = re.compile(r'"(datePublished|dateModified)"\s*:\s*"([^"]{8,40})"')
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date.issued",
    "dc.date",
)
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dc.date.modified")


def read_html(data: bytes, *, path: str | None = None, url: str | None = None, charset: str | None = None) -> Raw:
    """The article on the page. Raises InputError where the page holds none."""
    html = _DECLARATION.sub("", _text(data, charset))
    page = _extract(html, url)
    text = (page.text or "").strip() if page else ""
    if not text:
        raise InputError("No article was found on the page; save its text and add that.")
    dates = _dates(html)
    return Raw(
        text.replace("\n", "\n\n"), path=path, url=_address(page.url, url), title=page.title or None,
        outlet=page.sitename or _host(url), author=page.author or None,
        published=_published(page.date, dates, f"{url} {html}"), updated=dates.get("updated"),
    )  # fmt: skip


def _text(data: bytes, charset: str | None) -> str:
    declared = _CHARSET.search(data[:4_000])
    for name in (charset, declared and declared[1].decode("ascii")):
        try:
            if name and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
                return data.decode("cp1252" if name.lower() in ("iso-8859-1", "latin-1", "latin1") else name)
        except (LookupError, UnicodeDecodeError):
            continue
    return decode(data)


def _extract(html: str, url: str | None) -> Any:
    """What trafilatura makes of the page; None where it finds nothing or gives up."""
    import trafilatura

    try:
        return trafilatura.bare_extraction(
            html, url=url, with_metadata=True, include_comments=False, include_tables=False,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )  # fmt: skip
    except (ValueError, RecursionError, MemoryError, LookupError, AttributeError, TypeError) as error:
        raise InputError("The page is too broken to be read; save its text and add that.") from error


def _dates(html: str) -> dict[str, str]:
    """What the page's own metadata says: "published" and "updated", as written there."""
    found: dict[str, str] = {}
    for tag in _META.findall(html):
        marks = {key.lower(): double or single for key, double, single in _ATTRIBUTE.findall(tag)}
        name = (marks.get("property") or marks.get("name") or marks.get("itemprop") or "").lower()
        for field, names in (("published", _PUBLISHED), ("updated", _UPDATED)):
            if name in names and (stated := _iso(marks.get("content", ""))):
                found.setdefault(field, stated)
    for key, value in _LINKED.findall(html):
        if stated := _iso(value):
            found.setdefault("published" if key == "datePublished" else "updated", stated)
    return found


def _published(day: str | None, dates: dict[str, str], page: str) -> str | None:
    """What the metadata states; else the day that htmldate found, where it stands on the page and is no update."""
    if stated := dates.get("published"):
        return stated
    known = day and not dates.get("updated", "").startswith(day) and _stands(date.fromisoformat(day), page)
    return day if known else None


def _stands(day: date, page: str) -> bool:
    """Whether the whole day is written somewhere: htmldate makes the first of a month out of half a date."""
    numbers = rf"{day.year}([-/.]?){day.month:02}\1{day.day:02}|{day.day:02}([-/.]){day.month:02}\2{day.year}"
    words = rf"\b{day.day}(?:er|st|nd|rd|th)?\.? \w{{3,10}}\.? {day.year}"
    american = rf"\w{{3,10}}\.? {day.day}(?:st|nd|rd|th)?,? {day.year}"
    return re.search(f"{numbers}|{words}|{american}", page) is not None


def _iso(value: str) -> str | None:
    """A date and time as ISO, or the day alone where the time is not understood, or nothing."""
    text = value.strip()
    try:
        day = date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return None
    try:
        return datetime.fromisoformat(text).isoformat() if len(text) > 10 else day
    except ValueError:
        return day


def _address(canonical: str | None, url: str | None) -> str | None:
    """The canonical address where it is on the host that was asked: a page cannot pass for another paper's."""
    if url is None:
        return canonical
    return canonical if canonical and _host(canonical) == _host(url) else url


def _host(url: str | None) -> str | None:
    return (urlsplit(url).hostname or "").removeprefix("www.") or None if url else None
