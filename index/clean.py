"""A raw text becomes an Article: opening metadata, title, paragraphs with their kinds, language, identity.

In: Raw. Out: Article whose text is kept as it came; with `repair` broken characters are mended first, and recorded.
Never here: deleting anything. Metadata, headlines, captions and credits stay in the text, marked as what they are, so
every offset is one of the kept text. A code point that no file can hold (a lone surrogate) is replaced one for one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from index import header, inline, noise, paragraphs, stated
from index.errors import InputError
from index.lang.guess import guess, known
from index.model import Article, Paragraph, Raw, Span, When, digest

LONGEST = 2_000_000
"""Characters of one article; a longer text is a book or a mistake."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


def clean(raw: Raw, *, lang: str | None = None, repair: bool = True) -> Article:
    """The article in `raw`. A given language or date wins over what the text says, and that over a guess.

    Raises InputError where there is nothing to read, too much, or a date that does not exist.
    """
    text, repaired = _mended(raw.text) if repair else (_storable(raw.text), False)
    _check(text)
    head = header.read(text)
    spans = inline.split(text, paragraphs.cut(text, head.end))
    said = raw.title or head.fields.get("title")
    kinds = noise.kinds(text, spans, said)
    parts = tuple(Paragraph(span, kind) for span, kind in zip(spans, kinds, strict=True))
    meta = (Paragraph(head.span, "meta"),) if head.span else ()
    language = known(lang or raw.lang or head.fields.get("lang")) or guess(_body(text, parts))
    page = stated.of_page((p.span.of(text) for p in parts if p.kind == "meta"), language)
    said_by = head.fields.get
    return Article(
        id=identity(raw, text), edition=digest(text), text=text, lang=language, paragraphs=meta + parts,
        ref=raw.ref, url=raw.url or said_by("url"), path=raw.path, repaired=repaired, title=said or _title(text, parts),
        outlet=raw.outlet or said_by("outlet"), author=raw.author or said_by("author"), crawled=raw.crawled,
        published=_published(raw.published, said_by("date"), page.get("published"), language),
        updated=_page_date(raw.updated or page.get("updated")), stated=_stated(raw, head.fields, page),
    )  # fmt: skip


def _stated(raw: Raw, opening: Mapping[str, str], page: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """(field, what the text says of itself) for each field where what was given says otherwise."""
    dates = {"published": opening.get("date") or page.get("published")}
    own = {field: value for field, value in {**opening, **dates}.items() if value} | dict(raw.stated)
    given = ((field, getattr(raw, field)) for field in ("title", "outlet", "author", "published"))
    return tuple((field, own[field]) for field, value in given if value and own.get(field, value) != value)


def identify(raw: Raw) -> str:
    """The id that the article of a raw text will have."""
    return identity(raw, "" if raw.ref or raw.url or raw.path else _mended(raw.text)[0])


def identity(raw: Raw, text: str) -> str:
    """The article's id, from the best key it has: ref, url, path, else its text."""
    for kind in ("ref", "url", "path"):
        if key := getattr(raw, kind):
            return digest(kind, key)
    return digest("text", text)


def _mended(text: str) -> tuple[str, bool]:
    """The text with mojibake, stray entities, control characters and line ends put right; and whether anything was."""
    import ftfy

    plain = ftfy.TextFixerConfig(
        uncurl_quotes=False, fix_latin_ligatures=False, fix_character_width=False, normalization="NFC", explain=False
    )
    mended = ftfy.fix_text(text.removeprefix("\ufeff"), plain)
    return mended, mended != text


def _storable(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)


def _check(text: str) -> None:
    if len(text) > LONGEST:
        raise InputError(f"The text has {len(text):,} characters; one article may have {LONGEST:,}: split it.")
    if not re.search(r"\w", text):
        raise InputError("The text is empty; nothing was read.")
    if len(_CONTROL.findall(text)) > max(8, len(text) // 50):
        raise InputError("The text is full of control characters, so it is not a text; give the article as plain text.")


def _published(given: str | None, opening: str | None, printed: str | None, lang: str) -> When | None:
    """What was given, else what the text opens with, else what the page prints of itself."""
    if given or not opening:
        return _when(given) if given else _page_date(printed)
    try:
        return _when(opening)
    except InputError:
        if words := stated.stated(opening, lang):
            return _when(words)
        raise


def _when(value: str | None) -> When | None:
    from index.when import parse_published

    return parse_published(value)


def _page_date(value: str | None) -> When | None:
    """A date that only a page states; where it makes no sense it is unknown, and no reason to refuse the article."""
    try:
        return _when(value)
    except InputError:
        return None


def _title(text: str, parts: tuple[Paragraph, ...]) -> str | None:
    """The first paragraph where it is a heading: the title as printed, without Markdown's hashes."""
    first: Span | None = parts[0].span if parts and parts[0].kind == "headline" else None
    return " ".join(first.of(text).lstrip("# ").split()) if first else None


def _body(text: str, parts: tuple[Paragraph, ...]) -> str:
    body = "\n".join(p.span.of(text) for p in parts if p.kind == "body")
    return body or text
