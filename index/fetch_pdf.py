"""A PDF becomes a raw text: its lines put together to paragraphs again, running heads and page numbers left out.

In: the bytes of a PDF. Out: Raw. Never here: reading pictures (a scan has no text), or trusting the file: it is read in
a process of its own with a limit on time and memory, because a few bytes can ask for hours or for gigabytes.
"""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from statistics import quantiles
from typing import Any

from index.errors import InputError
from index.model import Raw

SECONDS = 60
MEMORY = 2_000_000_000
PAGES = 500
LONGEST = 2_000_000
NARROWEST = 25
"""Characters of a line that can still be a column of prose."""

_FINISHED = re.compile(r"[.!?…»”\"]['’)\]]?$")
_COMPOUND = re.compile(
    r"(?:nord|sud|est|ouest|porte|vice|ex|non|anti|demi|mi|franco|russo|north|south|self|co|mid|pro|pre|post|semi)$",
    re.IGNORECASE,
)


def read_pdf(data: bytes, path: str | None = None) -> Raw:
    """The article in a PDF. Raises InputError."""
    command = [sys.executable, "-m", "index.fetch_pdf"]
    house = Path(__file__).parent.parent  # so that no other folder called "index" is imported
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False, cwd=house)
    except subprocess.TimeoutExpired:
        raise InputError(f"The PDF took more than {SECONDS} seconds to read, so it was given up.") from None
    try:
        found = json.loads(done.stdout)
    except ValueError:
        raise InputError("The PDF is damaged, or asks for too much memory.") from None
    if "error" in found:
        raise InputError(found["error"])
    return Raw(found["text"], path=path, title=found["title"], author=found["author"])


def main() -> None:
    """The process of its own: a PDF on standard input, one JSON object on standard output."""
    logging.disable(logging.CRITICAL)
    _confine()
    sys.stdout.write(json.dumps(told(sys.stdin.buffer.read())))


def told(data: bytes) -> dict[str, Any]:
    """Text, title and author of a PDF, or the error that it gives."""
    try:
        return _read(data)
    except InputError as error:
        return {"error": str(error)}
    except Exception:  # whatever a broken file makes pypdf raise
        return {"error": "The PDF is damaged and cannot be read."}


def _confine() -> None:
    try:
        import resource
    except ImportError:  # no such limits on Windows; the time limit stays
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _read(data: bytes) -> dict[str, Any]:
    import io

    import pypdf

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = [] if locked else [_lines(page) for page in reader.pages[:PAGES]]
    except pypdf.errors.DependencyError:
        locked = True
    if locked:
        raise InputError("The PDF is locked with a password; save an open copy and add that.")
    text = joined(pages)
    if not re.search(r"\w{2}", text):
        raise InputError("The PDF holds no text, only pictures; run a text recognition over it first.")
    if len(text) > LONGEST:
        raise InputError(f"The PDF holds {len(text):,} characters; one article may have {LONGEST:,}: split it.")
    about = reader.metadata
    title, author = (about.title, about.author) if about else (None, None)
    return {"text": text, "title": _plain(title), "author": _plain(author)}


def _lines(page: Any) -> list[str]:
    return [" ".join(line.split()) for line in page.extract_text().splitlines() if line.strip()]


def joined(pages: list[list[str]]) -> str:
    """The pages' lines as paragraphs: a line goes on unless it is short, or the page's last before a running head."""
    running = _running(pages)
    lines = [line for page in pages for line in page if _shape(line) not in running]
    if not lines:
        return ""
    full = max(NARROWEST, 0.8 * quantiles([*map(len, lines), len(lines[0])], n=10)[8])
    words = Counter(re.findall(r"[\w-]+", "\n".join(lines)))
    paragraphs = [lines[0]]
    for before, line in pairwise(lines):
        if _goes_on(before, line, full):
            paragraphs[-1] = _hyphened(paragraphs[-1], line, words)
        else:
            paragraphs.append(line)
    return "\n\n".join(paragraphs)


def _goes_on(before: str, line: str, full: float) -> bool:
    if not _FINISHED.search(before) and line[0].islower():
        return True
    return len(before) >= full


def _hyphened(before: str, line: str, words: Counter[str]) -> str:
    """Two lines as one; a hyphen at the end goes where the file elsewhere writes the word without it."""
    if before.endswith("\u00ad"):
        return before[:-1] + line
    if not before.endswith("-") or not line[0].islower():
        return f"{before} {line}"
    head = re.search(r"[\w-]*$", before[:-1])
    tail = re.match(r"[\w-]*", line)
    first, second = head[0] if head else "", tail[0] if tail else ""
    if words[f"{first}-{second}"] or (not words[first + second] and _COMPOUND.search(first)):
        return before + line
    return before[:-1] + line


def _running(pages: list[list[str]]) -> set[str]:
    """Shapes of lines that stand first or last on three pages or more: running heads, page numbers."""
    edges = Counter(shape for page in pages for shape in {_shape(line) for line in page[:2] + page[-2:]})
    return {shape for shape, n in edges.items() if n >= 3 and n >= len(pages) / 2}


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _plain(value: object) -> str | None:
    """A metadata field worth showing; programs fill in their own file names."""
    text = " ".join(str(value or "").split())
    return (
        None
        if not text
        or re.search(r"\.(?:docx?|pdf|indd|odt|qxd)\b|^(?:microsoft word|untitled|sans titre)", text, re.IGNORECASE)
        else text
    )


if __name__ == "__main__":
    main()
