"""What a paragraph is: the story itself, or a headline, caption, credit or furniture of the page around it.

In: a text, the spans of its paragraphs, its title where known. Out: one kind a paragraph.
Never here: changing or dropping text. A body paragraph taken for noise loses its claims, a missed caption costs little:
so every rule asks for the whole paragraph, and the doubtful stays "body". The words are tables (`lang/*/noise.toml`),
all languages at once, for French papers quote English agencies.
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from index import datelines
from index.lang import LANGUAGES, table
from index.model import ParagraphKind, Span

LONGEST_NOISE = 420
LONGEST_HEADING = 110
CAPITALS = 0.9
AGENCIES = r"AFP|AP|Reuters|REUTERS|EPA(?:-EFE)?|EFE|Getty Images|Sipa|SIPA|Maxppp|MAXPPP|Associated Press|Bloomberg|PA"

_FINAL = re.compile(r"[.!?…:;,»”\"'’)\]]\W*$")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_MARKDOWN = re.compile(r"#{1,6}\s+\S|={3,}$|-{3,}$|\*{3,}$")
_PICTURE = re.compile(
    rf"\([^()]{{0,120}}(?:(?:AP|AFP) (?:Photo|PHOTO)[^()]*|/ ?(?:{AGENCIES})[^()]{{0,30}})\)\W*$"
    rf"|(?:{AGENCIES})/[A-Z][\w'.-]+(?: [A-Z][\w'.-]+){{0,3}}\W*$"
    rf"|(?:©|[Cc]rédit ?:|[Pp]hoto ?:) ?[^.!?]{{0,60}}(?:{AGENCIES})\W*$"
)
_QUOTED = re.compile(r"[«“\"'‘][^»”\"]*[»”\"'’]\W*")
_SPEAKER = re.compile(r"[^:]{2,80}:(?:\s|$)")
_DATED = re.compile(r"\b(?:19|20)\d\d\b")
_CAPITAL = "(?-i:[A-ZÀ-Þ])"
_FLAGS = re.IGNORECASE | re.DOTALL
_NAME = r"(?:(?:[A-ZÀ-Þ][\w'’.-]*|d[eu]|des|la|le|van|von|der|den|bin|al|el|ben)\b\.?)"
_AUTHOR = rf"{_NAME}(?: {_NAME}){{1,4}}"


def kinds(text: str, spans: list[Span], title: str | None = None) -> list[ParagraphKind]:
    """The kind of each paragraph, in order. An article all in capitals has no headlines in capitals."""
    parts = [_INVISIBLE.sub("", span.of(text)) or " " for span in spans]
    shouting = is_loud(text)
    known = fold(title) if title else None
    first = [_kind(part, shouting) for part in parts]
    if known and parts and fold(parts[0]) == known:
        first[0] = "headline"
    placed = [_in_place(kind, i, parts, first) for i, kind in enumerate(first)]
    headings = sum(a != b for a, b in zip(first, placed, strict=True))
    return placed if headings <= max(2, len(parts) // 3) else first


def is_credit(part: str) -> bool:
    """Whether a piece of text is a credit or caption as a whole, such as one that closes a paragraph."""
    return len(part) <= LONGEST_NOISE and _kind(part, shouting=True) in ("credit", "caption")


def fold(text: str) -> str:
    """Words only, lower case: what two spellings of one heading share."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _kind(part: str, shouting: bool) -> ParagraphKind:
    if len(part) <= LONGEST_NOISE:
        for kind, pattern in _patterns():
            if pattern.match(part):
                return kind
        if _byline().fullmatch(part) or datelines.is_whole(part):
            return "credit"
        if _PICTURE.search(part):
            return "caption"
    if _MARKDOWN.match(part):
        return "headline" if part[0] == "#" else "meta"
    return "headline" if not shouting and _in_capitals(part) else "body"


def _in_place(kind: ParagraphKind, i: int, parts: list[str], first: list[ParagraphKind]) -> ParagraphKind:
    """What needs the neighbours: a heading stands between finished paragraphs, a signature at the end.

    Capitals in quotation marks after a colon are speech: somebody shouted.
    """
    if kind == "headline" and i and _QUOTED.fullmatch(parts[i]) and parts[i - 1].rstrip().endswith(":"):
        return "body"
    if kind != "body" or not _heading(parts[i]):
        return kind
    before = next((parts[j] for j in range(i - 1, -1, -1) if first[j] == "body"), None)
    after = next((parts[j] for j in range(i + 1, len(parts)) if first[j] == "body"), "")
    if before and i >= len(parts) - 2 and _FINAL.search(before) and re.fullmatch(_AUTHOR, parts[i]):
        return "credit"
    between = (before is None or _FINAL.search(before)) and _FINAL.search(after) and not after[0].islower()
    return "headline" if between and len(after) >= max(80, 2 * len(parts[i])) else "body"


def _heading(part: str) -> bool:
    """A short line that starts like a heading and ends in a word. A date alone is none: it dates what follows."""
    if len(part) > LONGEST_HEADING or "\n" in part or not part[-1].isalnum() or not part[0].isupper():
        return False
    words = part.replace("’", "'").casefold().split()
    return words[0] not in _never() and not (len(words) <= 5 and _DATED.search(part))


def _in_capitals(part: str) -> bool:
    """Two words or more in capitals, at most three lines long."""
    if len(part) > 300 or _turn(part):
        return False
    letters = [c for c in part if c.isalpha()]
    return len(letters) >= 8 and len(part.split()) >= 2 and sum(map(str.isupper, letters)) >= CAPITALS * len(letters)


def _turn(part: str) -> bool:
    """A speaker's turn in a transcript: "JOHN DOE, CORRESPONDENT: Yes." """
    colon = _SPEAKER.match(part)
    return colon is not None and not part[colon.end() :].isupper()


def is_loud(text: str) -> bool:
    """Whether more than half of the letters are capitals: old wire copy."""
    sample = text[:20_000]
    upper = sum(map(str.isupper, sample))
    return upper > sum(map(str.islower, sample))


@cache
def _patterns() -> tuple[tuple[ParagraphKind, re.Pattern[str]], ...]:
    kinds = ("meta", "credit", "caption")
    found = {kind: [p for lang in LANGUAGES for p in table(lang, "noise")["kinds"].get(kind, [])] for kind in kinds}
    return tuple(
        (cast(ParagraphKind, kind), re.compile("|".join(f"(?:{p})" for p in patterns).replace("<A>", _CAPITAL), _FLAGS))
        for kind, patterns in found.items()
    )


@cache
def _never() -> frozenset[str]:
    return frozenset(word for lang in LANGUAGES for word in table(lang, "noise")["heading"]["never"])


@cache
def _byline() -> re.Pattern[str]:
    words = "|".join(word for lang in LANGUAGES for word in table(lang, "noise")["byline"]["words"])
    more = rf"(?:(?:,| et| and|,? avec| with) {_AUTHOR})*"
    where = rf"(?:,? (?:à|in|à la|au) {_NAME}(?: {_NAME})?)?(?:[,|/–—-]+ ?[^.!?]{{2,40}})?"
    return re.compile(rf"(?i:{words}) :?{_AUTHOR}{more}{where}\W*|\(?(?:{AGENCIES})\)?")
