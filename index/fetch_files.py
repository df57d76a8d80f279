"""Files become raw texts: plain text, Markdown and rows of JSON here; pages, PDF and Word in their own rooms.

In: a path and its bytes, or lines of rows. Out: Raw; for a bad row the reason. Never here: the network.
"""

from __future__ import annotations

import codecs
import json
import logging
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from index.decode import decode
from index.errors import InputError
from index.model import Raw

TEXT = frozenset({"", ".txt", ".text", ".md", ".markdown"})
ROWS = frozenset({".jsonl", ".ndjson"})
PAGES = frozenset({".html", ".htm", ".xhtml"})
FEEDS = frozenset({".rss", ".atom", ".xml"})
SUFFIXES = TEXT | PAGES | {".pdf", ".docx"}
READ = sorted((SUFFIXES | ROWS | FEEDS) - {""})
FIELDS = {"id": "ref"} | {key: key for key in ("title", "published", "outlet", "author", "url", "lang")}

LARGEST = 50_000_000
"""Bytes of one file that holds one article, or of one row. Files of rows may be of any size."""

log = logging.getLogger("onrecord.fetch")


def read_file(path: Path, data: bytes) -> Raw:
    """The article in one file. Its kind is what its first bytes say, else its name. Raises InputError."""
    place, suffix = os.path.abspath(path), path.suffix.lower()
    if not data.strip():
        raise InputError("The file is empty.")
    if data.lstrip()[:5] == b"%PDF-":
        from index.fetch_pdf import read_pdf

        return read_pdf(data, place)
    if suffix == ".docx":
        from index.fetch_docx import read_docx

        return read_docx(data, place)
    if suffix in PAGES or data.lstrip()[:14].lower().startswith((b"<!doctype html", b"<html")):
        from index.fetch_html import read_html

        return read_html(data, path=place)
    if suffix == ".pdf":
        raise InputError("The file is called .pdf but is none.")
    return Raw(decode(data), path=place)


def lines_of(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file of rows, each read no further than LARGEST; UTF-16 as UTF-8."""
    line = file.readline(LARGEST)
    if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield from decode(line + file.read(LARGEST)).encode().splitlines()
        return
    while line:
        yield line
        while len(line) >= LARGEST and not line.endswith(b"\n"):
            line = file.readline(LARGEST)
        line = file.readline(LARGEST)


def read_rows(name: str, lines: Iterable[bytes]) -> Iterator[tuple[int, Raw | str]]:
    """(line number, the row or why it is refused) for each line; keys that mean nothing here are named once."""
    strange: set[str] = set()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = _row(line)
            if new := sorted(set(row) - FIELDS.keys() - {"text"} - strange):
                strange.update(new)
                log.warning("%s: ignoring %s", name, ", ".join(new))
            said: dict[str, Any] = {name: _value(key, row.get(key)) for key, name in FIELDS.items()}
            yield number, Raw(row["text"], **said)
        except InputError as error:
            yield number, str(error)


def _row(line: bytes) -> dict[str, Any]:
    if len(line) >= LARGEST:
        raise InputError(f"The line has more than {LARGEST / 1e6:.0f} MB.")
    try:
        row = json.loads(decode(line))
    except (ValueError, RecursionError) as error:
        raise InputError(f"The line is no JSON: {getattr(error, 'msg', error)}.") from None
    if not isinstance(row, dict):
        raise InputError("The line is no JSON object.")
    if not isinstance(row.get("text"), str):
        raise InputError('The row has no "text".' if row.get("text") is None else 'The row\'s "text" is no text.')
    return row


def _value(key: str, value: object) -> str | None:
    """A field as text; blank is unknown. Ids are often numbers."""
    if isinstance(value, bool | list | dict):
        raise InputError(f'The row\'s "{key}" is neither text nor number.')
    return None if value is None else str(value).strip() or None
