"""Bytes become text: byte order marks, UTF-8, and the old code pages that newsrooms still export.

In: bytes. Out: text, every byte accounted for. Never here: mending what was broken before it was written (clean.py).
"""

from __future__ import annotations

import codecs
import re

from index.errors import InputError

SAMPLE = 100_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_MAGIC = {
    b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture", b"RIFF": "a picture or a recording",
    b"PK\x03\x04": "a zip archive", b"Rar!": "an archive", b"\x1f\x8b": "an archive", b"7z\xbc\xaf": "an archive",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file", b"ID3": "a recording", b"\x7fELF": "a program",
    b"MZ": "a program", b"SQLite format 3": "a database", b"%PDF-": "a PDF", b"{\\rtf": "an RTF file",
}  # fmt: skip
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_PAGES = (
    "cp1252", "mac_roman", "cp850", "iso8859_15", "cp1250", "cp1251", "cp1253", "cp1256",
    "koi8_r", "shift_jis", "gb18030", "big5", "euc_jp", "euc_kr",
)  # fmt: skip
_LATIN = ("cp1252", "iso8859_15", "mac_roman", "cp850")
_EXPECTED = frozenset("éèêëàâäçîïôöûùüœæÉÈÀÇÊÔÎŒñáíóúßÄÖÜ«»’‘“”–—… €°\xa0")


def decode(data: bytes) -> str:
    """The text in the bytes. Raises InputError where they hold none."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name)
    refuse_binary(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if wide := _wide(data):
        return _strict(data, wide)
    return data.decode("utf-8", _MIXED) if _mostly_utf8(data) else _old(data)


def refuse_binary(data: bytes) -> None:
    """Raise InputError where the bytes are no text, naming what they are where that shows."""
    for magic, name in _MAGIC.items():
        if data.startswith(magic) and (len(magic) > 2 or b"\x00" in data[:SAMPLE]):
            raise InputError(f"This is {name}, not a text.")
    sample = data[:SAMPLE]
    if not _wide(data) and len(_CONTROL.findall(sample)) > len(sample) // 50 + 2:
        raise InputError("This is a binary file, not a text.")


def _strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        kind = name.upper().removesuffix("-SIG")
        raise InputError(f"The file calls itself {kind} but is damaged at byte {error.start:,}.") from None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of European text is zero."""
    sample = data[: min(len(data), 4_000) // 2 * 2]
    if len(sample) < 8 or len(data) % 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * len(sample) / 2 and even < 0.05 * len(sample) / 2:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * len(sample) / 2 and odd < 0.05 * len(sample) / 2 else None


def _mostly_utf8(data: bytes) -> bool:
    """UTF-8 with a few foreign bytes in it, as when two files were joined."""
    text = data[:SAMPLE].decode("utf-8", "surrogateescape")
    good = sum(ord(c) > 127 and not "\udc80" <= c <= "\udcff" for c in text)
    return good > 3 * sum("\udc80" <= c <= "\udcff" for c in text)


def _foreign(error: UnicodeError) -> tuple[str, int]:
    """A byte that is no UTF-8, read as Windows would have meant it."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_MIXED = "onrecord.mixed"
codecs.register_error(_MIXED, _foreign)


def _old(data: bytes) -> str:
    """An eight-bit code page: the Western one whose letters look most like French; else what the detector says."""
    import charset_normalizer

    sample = data[:SAMPLE]
    scores = {name: _likeness(sample, name) for name in _LATIN}
    best = max(_LATIN, key=lambda name: scores[name])
    if scores[best] < 0.8:
        found = charset_normalizer.from_bytes(sample, cp_isolation=list(_PAGES)).best()
        best = found.encoding if found else best
    return data.decode(best, "replace")


def _likeness(sample: bytes, name: str) -> float:
    """The share of the upper half's bytes that become characters which European newspapers print, each in its place."""
    text = sample.decode(name, "replace")
    upper = [i for i, c in enumerate(text) if c > "\x7f"]
    return sum(text[i] in _EXPECTED and not _odd(text, i) for i in upper) / max(1, len(upper))


def _odd(text: str, i: int) -> bool:
    """A capital after a small letter: "prÇsident" is another code page's "président"."""
    return i > 0 and text[i].isupper() and text[i - 1].islower()
