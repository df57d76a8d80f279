"""Paths, folders, standard input and addresses become raw texts.

In: what a user named, and what they said about it (Given). Out: Raw for each article, Rejected with one clear sentence
for what cannot be read: one bad file or row never stops the others. Never here: cleaning, or keeping anything.
Read lazily: a folder of thousands costs no memory.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from index.decode import decode
from index.errors import InputError
from index.fetch_files import FEEDS, LARGEST, READ, ROWS, SUFFIXES, lines_of, read_file, read_rows
from index.model import Raw, Rejected
from index.urls import Reachable, public

__all__ = ["Given", "Rejected", "count", "load", "read", "read_text"]

_HOST = re.compile(r"(?:www\.|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|fr|be|ch|ca|eu|uk|info)(?:/|$))")


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says about all that is read; wins over what a row or a page says."""

    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    lang: str | None = None


def read(
    sources: Iterable[str | Path],
    given: Given | None = None,
    *,
    kept: Container[str] = (),
    reachable: Reachable = public,
) -> Iterator[Raw | Rejected]:
    """Every article in the sources: files of many kinds, folders, addresses, feeds, "-" for standard input.

    `kept` holds the addresses that need no second reading, when a feed names them; `reachable` says which network
    addresses may be asked (tests allow their own machine, nobody else does).
    """
    said = {k: v for k in Given.__slots__ if given and (v := getattr(given, k))}
    for found in chain.from_iterable(_source(str(source), kept, reachable) for source in sources):
        yield _overruled(found, said) if isinstance(found, Raw) and said else found


def _overruled(raw: Raw, said: dict[str, str]) -> Raw:
    """The user's word in force, what the row or page says of itself beside it."""
    own = tuple((field, value) for field in said if (value := getattr(raw, field)))
    return replace(raw, **said, stated=own)


def count(sources: Iterable[str | Path]) -> int | None:
    """How many articles to expect; None where only reading tells (standard input, addresses)."""
    total = 0
    for source in map(str, sources):
        if source == "-" or is_address(source):
            return None
        for path in _paths(Path(source)):
            total += _lines(path) if path.suffix.lower() in ROWS else 1
    return total


def read_text(path: Path) -> str:
    """The text of one file, offsets as in the file. Raises InputError."""
    return decode(load(path))


def load(path: Path) -> bytes:
    """The bytes of one file. Raises InputError where it is missing, unreadable or too large."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise InputError(f"The file has {size / 1e6:,.0f} MB; one article may have {LARGEST / 1e6:.0f} MB.")
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"The file cannot be read: {_reason(error)}.") from None


def is_address(source: str) -> bool:
    """Whether a source is an address rather than a path ("C:\\news" is a path)."""
    scheme, found, _ = source.partition("://")
    return bool(found) and scheme.isalnum()


def _source(source: str, kept: Container[str], reachable: Reachable) -> Iterator[Raw | Rejected]:
    path = Path(source)
    if source == "-":
        yield from _safely("standard input", _stream(sys.stdin.buffer))
    elif is_address(source):
        from index.fetch_web import read_address

        yield from _safely(source, read_address(source, kept, reachable))
    elif not path.exists():
        hint = f" For a page, write https://{source}." if _HOST.match(source) else ""
        yield Rejected(source, f"There is no such file or folder.{hint}")
    else:
        closed: list[OSError] = []
        for file in _paths(path, closed.append):
            yield from _safely(str(file), _file(file, kept, reachable))
        yield from (Rejected(str(e.filename), f"The folder cannot be opened: {_reason(e)}.") for e in closed)


def _file(path: Path, kept: Container[str], reachable: Reachable) -> Iterator[Raw | Rejected]:
    """What one file holds. Raises InputError, OSError."""
    suffix = path.suffix.lower()
    if not path.is_file():
        raise InputError("This is no file, or a link that leads nowhere.")
    if suffix in ROWS:
        with path.open("rb") as file:
            yield from _rows(str(path), lines_of(file))
    elif suffix in FEEDS:
        from index.fetch_web import read_feed_file

        yield from read_feed_file(load(path), kept, reachable)
    elif suffix in SUFFIXES:
        yield read_file(path, load(path))
    else:
        raise InputError(f"Files of the kind {suffix} are not read; give {', '.join(READ)}.")


def _stream(data: BinaryIO) -> Iterator[Raw | Rejected]:
    """Standard input: rows where its first line is one, else one text."""
    first = data.readline(LARGEST + 1)
    if first.lstrip()[:1] == b"{" and b'"text"' in first:
        yield from _rows("standard input", chain([first], lines_of(data)))
        return
    whole = first + data.read(LARGEST + 1 - len(first))
    if len(whole) > LARGEST:
        raise InputError(f"It has more than {LARGEST / 1e6:.0f} MB; give a file of rows.")
    yield Raw(decode(whole))


def _rows(name: str, lines: Iterable[bytes]) -> Iterator[Raw | Rejected]:
    for number, row in read_rows(name, lines):
        place = f"{name}, line {number}"
        yield replace(row, place=place) if isinstance(row, Raw) else Rejected(place, row)


def _safely(name: str, found: Iterable[Raw | Rejected]) -> Iterator[Raw | Rejected]:
    """What is found; an error on the way becomes a rejection."""
    try:
        yield from found
    except InputError as error:
        yield Rejected(name, str(error))
    except OSError as error:
        yield Rejected(name, f"The file cannot be read: {_reason(error)}.")


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _paths(source: Path, closed: Callable[[OSError], object] | None = None) -> Iterator[Path]:
    """The files under a path, sorted folder by folder; hidden ones and links to folders left aside."""
    if not source.is_dir():
        yield source
        return
    for folder, folders, names in os.walk(source, onerror=closed):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))


def _lines(path: Path) -> int:
    try:
        with path.open("rb") as file:
            return sum(1 for line in lines_of(file) if line.strip())
    except OSError:
        return 1
