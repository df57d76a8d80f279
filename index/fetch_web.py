"""An address becomes raw texts: one article, or the items of a feed.

In: an address, and the addresses already kept. Out: Raw, Rejected. Never here: which addresses
may be asked (urls.py), or how (fetch_http.py).
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from index import fetch_http, urls
from index.decode import decode
from index.errors import InputError
from index.fetch_html import read_html
from index.model import Raw, Rejected

ITEMS = 500
FULL = 800
"""Characters of an item from which on it is taken for the whole article rather than a teaser."""


def read_address(
    url: str, kept: Container[str] = (), reachable: urls.Reachable = urls.public
) -> Iterator[Raw | Rejected]:
    """The article at an address; of a feed, the articles whose address is not among those kept. Raises InputError."""
    found = fetch_http.get(url, reachable)
    if is_feed(found.data):
        yield from read_feed(found.data, kept, reachable)
    else:
        yield replace(read_fetched(found), crawled=_now())


def read_fetched(found: fetch_http.Fetched) -> Raw:
    """One article out of what an address gave, by what it says it is. Raises InputError."""
    data, kind = found.data, found.type
    if not data.strip():
        raise InputError("The address gives an empty page.")
    if data.lstrip()[:5] == b"%PDF-":
        from index.fetch_pdf import read_pdf

        return replace(read_pdf(data), url=found.url)
    if kind.endswith("wordprocessingml.document"):
        from index.fetch_docx import read_docx

        return replace(read_docx(data), url=found.url)
    if kind in ("text/plain", "text/markdown"):
        return Raw(decode(data), url=found.url)
    if kind in ("text/html", "application/xhtml+xml") or (not kind and b"<" in data[:200]):
        return read_html(data, url=found.url, charset=found.charset)
    raise InputError(f"The address gives {kind or 'something unnamed'}, not an article.")


def is_feed(data: bytes) -> bool:
    """Whether bytes open like RSS, RDF or Atom."""
    head = data[:2_000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    return any(mark in head for mark in (b"<rss", b"<feed", b"<rdf:rdf")) and b"<html" not in head


def read_feed(data: bytes, kept: Container[str], reachable: urls.Reachable = urls.public) -> Iterator[Raw | Rejected]:
    """The articles of a feed that are not kept yet: the item itself where it is whole, else the page it links to."""
    import feedparser

    feed = feedparser.parse(data)
    outlet = str(feed.feed.get("title") or "") or None
    for item in feed.entries[:ITEMS]:
        url = str(item.get("link") or "")
        if not url:
            yield Rejected(str(item.get("title") or "an item of the feed"), "The item has no address.")
        elif url not in kept:
            yield _item(item, url, outlet, reachable)


def read_feed_file(data: bytes, kept: Container[str], reachable: urls.Reachable) -> Iterator[Raw | Rejected]:
    """A feed that lies in a file. Raises InputError where the file is none."""
    if not is_feed(data):
        raise InputError("The file is XML but no RSS or Atom feed.")
    yield from read_feed(data, kept, reachable)


def _item(item: Any, url: str, outlet: str | None, reachable: urls.Reachable) -> Raw | Rejected:
    said = {key: _field(item, key) for key in ("title", "author")}
    said |= {key: _day(item, key) for key in ("published", "updated")}
    try:
        urls.check(url)
        raw = _whole(item, url) or read_fetched(fetch_http.get(url, reachable))
    except InputError as error:
        return Rejected(url, str(error))
    missing: dict[str, Any] = {key: value for key, value in said.items() if value and not getattr(raw, key)}
    return replace(raw, **missing, url=url, outlet=raw.outlet or outlet, crawled=_now())


def _whole(item: Any, url: str) -> Raw | None:
    """The item's own content where it is the whole article."""
    for part in item.get("content") or ():
        if len(part.get("value") or "") >= FULL:
            page = f"<html><body><article>{part['value']}</article></body></html>"
            try:
                return replace(read_html(page.encode()), url=url, title=None, published=None)
            except InputError:
                continue
    return None


def _field(item: Any, key: str) -> str | None:
    return " ".join(str(item.get(key) or "").split()) or None


def _day(item: Any, key: str) -> str | None:
    """A feed's date as ISO, its day as stated: 23:30 in New York is not the next day."""
    stated = str(dict.get(item, key) or "").strip()  # item.get("updated") would fall back to "published"
    for parse in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            return parse(stated).isoformat(timespec="seconds")
        except (ValueError, TypeError):
            continue
    return None


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
