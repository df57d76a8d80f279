"""A Word file becomes a raw text: its paragraphs and table cells in order, and its title where it has one.

In: the bytes of a .docx. Out: Raw. Never here: opening more than LARGEST unpacked bytes: that is a zip bomb.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from index.errors import InputError
from index.model import Raw

LARGEST = 200_000_000
"""Bytes of all parts together, unpacked."""
PARTS = 5_000


def read_docx(data: bytes, path: str | None = None) -> Raw:
    """The article in a Word file. Raises InputError."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError("The file is locked with a password, or an old .doc; save it as an open .docx.")
    _check(data)
    blocks = [(text, style) for text, style in _blocks(_open(data)) if text.strip()]
    if not blocks:
        raise InputError("The Word file holds no text.")
    text, style = blocks[0]
    titled = len(blocks) > 1 and style in ("Title", "Heading 1")
    return Raw("\n\n".join(text for text, _ in blocks), path=path, title=" ".join(text.split()) if titled else None)


def _check(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise InputError("The file is called .docx but is no Word file, or is damaged.") from None
    if len(parts) > PARTS or sum(part.file_size for part in parts) > LARGEST:
        raise InputError(f"The file would unpack to more than {LARGEST / 1e6:.0f} MB, so it was not opened.")


def _open(data: bytes) -> Any:
    import docx

    try:
        return docx.Document(io.BytesIO(data))
    except Exception as error:  # python-docx lets through whatever zipfile, lxml or a missing part raise
        raise InputError("The file is called .docx but is no Word file, or is damaged.") from error


def _blocks(part: Any) -> Iterator[tuple[str, str]]:
    """(text, name of its style) of each paragraph, cells of tables among them."""
    for block in part.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                for cell in dict.fromkeys(row.cells):
                    yield from _blocks(cell)
        else:
            yield block.text, getattr(block.style, "name", "") or ""
