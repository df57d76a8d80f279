"""Where sentences begin in a paragraph, quotation marks included: rules over characters, one for all languages.

In: the text of one paragraph. Out: offsets at which a sentence surely begins, and others at which it may.
A closing quotation mark stays with the sentence that it closes, a stray one makes none. Never here: grammar, meaning.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from index.lang import LANGUAGES, table

_SPACE = r"[ \t\u00a0\u202f\u2009]"
_STOP = re.compile(
    rf"(?P<stop>[.!?…。！？؟।]+)(?P<close>(?:{_SPACE}?[»›]|[”’\"'\)\]]|\[\d+\])*)(?P<gap>\s*)(?P<next>[«“‘\"'(\[—–•\-¿¡\s]*)"
)
_GLUED_QUOTE = re.compile(r"(?<=\w)[.!?…]\"[A-ZÀ-Ý]")
"""A straight mark with a space on neither side: an even number of them before it means that it opens."""
_GLUED_BARE = re.compile(r"(?<=[^\W_]{3})\"(?=[A-ZÀ-Þ][\w'’])")
"""The same without a full stop: a heading that ran into its text ("pas d'alerte"Le ministre")."""
_LINE = re.compile(rf"\n{_SPACE}*(?=(?P<item>[-–—•*·]{_SPACE})?\S)")
_WORD_BEFORE = re.compile(r"[^\s«“\"'’(\[]*$")
_WIDE = frozenset("。！？")
_LOOK_BACK = 30


@cache
def _abbreviations(lang: str) -> tuple[frozenset[str], frozenset[str]]:
    if lang not in LANGUAGES:
        return frozenset(), frozenset()
    rows = table(lang, "sentences")
    return frozenset(rows["abbreviations"]), frozenset(rows["endings"])


def starts(text: str, lang: str) -> tuple[frozenset[int], frozenset[int]]:
    """Offsets in `text` where a sentence begins: (surely, possibly). The first sentence's own is not among them."""
    sure: set[int] = set()
    maybe: set[int] = set()
    quotes = [m.start() for m in re.finditer('"', text)]
    for stop in _STOP.finditer(text):
        at = stop.end("gap")
        if _GLUED_QUOTE.match(text, stop.start()):
            at = stop.end("stop") + bisect_left(quotes, stop.start()) % 2
            sure.add(at)
            continue
        verdict = _judge(text, stop, lang)
        if verdict and _has_words(text, at):
            (sure if verdict == "sure" else maybe).add(at)
    for mark in _GLUED_BARE.finditer(text):
        sure.add(mark.end() - (1 - bisect_left(quotes, mark.start()) % 2))
    for line in _LINE.finditer(text):
        first = text[line.end() : line.end() + 1]
        if line.end() not in sure and (line["item"] or not first.islower()):
            (sure if line["item"] else maybe).add(line.end())
    return frozenset(sure), frozenset(maybe)


def _judge(text: str, stop: re.Match[str], lang: str) -> str:
    """ "sure", "maybe" or "" for the end that `stop` may be."""
    after = text[stop.end() : stop.end() + 2]
    first = after[:1]
    if not first or not first.isalnum() or first.islower():
        return ""
    marks = stop["stop"]
    if not stop["gap"] and marks[-1] not in _WIDE:
        return "sure" if _glued(text, stop, after) else ""
    word = _word_before(text, stop.start())
    if marks == ".":
        return _judge_full_stop(word, stop["close"], lang)
    if marks.startswith(("..", "…")):
        return "maybe" if not stop["close"] else "sure"
    return "maybe" if lang == "en" and stop["close"].strip() and not stop["next"] else "sure"


def _judge_full_stop(word: str, close: str, lang: str) -> str:
    never, perhaps = _abbreviations(lang)
    if close:
        return "sure"
    if word in never or (len(word) == 1 and word.isalpha() and word.isupper()):
        return ""
    if word in perhaps or re.fullmatch(r"(?:\w\.-?)+\w", word):
        return "maybe"
    return "sure"


def _glued(text: str, stop: re.Match[str], after: str) -> bool:
    """ "dans Le Point.Il y affirme": a missing space, unlike an address or a name such as "example.Com"."""
    before = text[max(0, stop.start() - _LOOK_BACK) : stop.start()]
    chunk = re.split(r"\s", before)[-1] + re.split(r"\s", text[stop.end() : stop.end() + _LOOK_BACK])[0]
    if re.search(r"[/@:]|www", chunk) or chunk.count(".") > 0:
        return False
    return (before[-1:].islower() or before[-1:] in '"»”)') and _capital(after)


def _capital(after: str) -> bool:
    return after[:1].isupper() and (after[1:2].islower() or after[1:2] in "'’ ")


def _word_before(text: str, end: int) -> str:
    found = _WORD_BEFORE.search(text[max(0, end - _LOOK_BACK) : end])
    return found.group() if found else ""


def _has_words(text: str, at: int) -> bool:
    """A stray mark at the end of a paragraph belongs to the sentence before: a new one needs a letter or a digit."""
    return any(c.isalnum() for c in text[at : at + 200])
