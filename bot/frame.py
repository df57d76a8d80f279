"""What stands around the quotations of a sentence: its words of speech, as the tables of both languages have them.

In: a Case of `verify`. Out: the rules of a language, folded text, the word of speech and its force. Never here: a
verdict.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from bot.speaker import force_of, verbs
from bot.words import blank, content_words, fold, words
from index.lang import LANGUAGES, table
from index.model import Span, TimeExpression, When
from index.when import words as when_words

if TYPE_CHECKING:
    from bot.verify import Case

MARKS = "«»“”„‟\"‘’‚‛'‹›"
HOLE = "⟦⟧"


def plain(text: str) -> str:
    """The text as quotations are compared: one space for any white space, one mark for any quotation mark."""
    text = re.sub(rf"[{MARKS}]", "'", text)
    return re.sub(r"\s*'\s*", "'", re.sub(r"\s+", " ", text)).strip(" '")


def within(said: str, place: str) -> bool:
    """Whether whole words of a place are what is said."""
    return re.search(rf"(?<!\w){re.escape(said)}(?!\w)", place) is not None


def short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def without(text: str, spans: Sequence[Span]) -> str:
    """The text with each quotation, marks and all, turned into a hole of the same length."""
    for start, end in spans:
        text = text[:start] + HOLE[0] + " " * max(end - start - 2, 0) + HOLE[1] * min(end - start, 1) + text[end:]
    return text


@cache
def rules(lang: str) -> dict[str, Any]:
    found = table(lang, "verify")
    patterns = {
        key: re.compile(rf"(?<!\w)(?:{found[key]})(?!\w)")
        for key in ("possible", "conditional", "future", "hearsay", "attribution", "relay")
    }
    frame = re.compile("|".join(re.escape(fold(phrase)) for phrase in found["frame"]))
    known = set(words(f"{found['months']} {found['weekdays']} {found['everyday']}"))
    return {
        **found,
        **patterns,
        "negation": re.compile(rf"(?<!\w)(?:{found['negation']})(?!\w)|n't\b"),
        "noun": re.compile(rf"(?:{found['determiner']})(?: [\w-]+)? ?$"),
        "frame": frame,
        "known": known,
    }


def code(lang: str) -> str:
    return lang if lang in LANGUAGES else "en"


def verb_of(case: Case) -> re.Match[str] | None:
    """The word of speech of the frame: the first that is no noun ("a report")."""
    text = rules(case.lang)["hearsay"].sub(lambda found: " " * len(found[0]), case.frame.folded)
    nouns = rules(case.lang)["noun"]
    return next((m for m in verbs(case.lang).finditer(text) if not nouns.search(text[: m.start()])), None)


def force_told(case: Case) -> str | None:
    phrases = table(case.lang, "phrases")
    text = fold(case.frame.folded)
    bare = rules(case.lang)["hearsay"].sub(lambda found: " " * len(found[0]), text)
    for kind, place in (("hearsay", text), ("said", bare)):
        exact: list[tuple[int, int, str]] = [
            (-found.start(), len(verb), name)
            for name, verb in phrases[kind].items()
            if (found := re.search(rf"(?<!\w){re.escape(fold(verb))}(?!\w)", place))
        ]
        if exact:
            return max(exact)[2]
    verb = verb_of(case)
    return force_of(verb[0], case.lang) if verb else None


def attributes(case: Case) -> bool:
    """Whether the sentence says that somebody says something."""
    return verb_of(case) is not None or rules(case.lang)["attribution"].search(case.frame.folded) is not None


def content_frame(case: Case) -> str:
    return str(rules(case.lang)["frame"].sub(" ", case.frame.folded))


@lru_cache(maxsize=512)
def times_in(text: str, lang: str, published: When | None) -> tuple[TimeExpression, ...]:
    """The time words of a text; one sentence is asked for them by several checks."""
    from index import times

    return times.tag(text, lang, published)


def whens(case: Case) -> list[When]:
    """The days that the sentence may name: of the claim, of the cited text, of the publication."""
    said = [case.claim.said] if case.claim and case.claim.said else []
    place = case.cited
    if case.claim and said and case.quotes:
        place = " ".join(span.of(case.article.text) for span in case.claim.content)
    found = said + [t.when for t in times_in(place, code(case.article.lang), case.article.published)]
    if case.claim is None and case.article.published:
        found.append(case.article.published)
    return found


def own_words(case: Case) -> list[str]:
    """Content words of the frame that are neither names, dates, numbers, words of speech nor of the form of an
    answer.
    """
    text = blank(case.frame.text, [span for span, _ in case.frame.names])
    if case.claim and case.claim.role:
        at = case.frame.text.find(case.claim.role)
        text = blank(text, [(at, at + len(case.claim.role))] if at >= 0 else [])
    for when in sorted((when_words(w, case.lang) for w in case.whens), key=len, reverse=True):
        text = text.replace(when, " ")
    for time in times_in(text, case.lang, case.article.published):
        text = blank(text, [time.span])
    text = fold(text)
    phrases = table(case.lang, "phrases")
    worded = {row[sort] for row in phrases["worded"] for sort in ("said", "hearsay")}
    for verb in sorted({*phrases["said"].values(), *phrases["hearsay"].values(), *worded}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(fold(verb))}(?!\w)", " ", text)
    text = rules(case.lang)["frame"].sub(" ", text)
    text = verbs(case.lang).sub(" ", text)
    known = rules(case.lang)["known"] | set(rules(case.lang)["numbers"])
    return [
        word
        for word in content_words(text)
        if word not in known and not word[0].isdigit() and not _modal(word, case.lang)
    ]


def _modal(word: str, lang: str) -> bool:
    found = rules(lang)
    return any(found[key].fullmatch(word) for key in ("possible", "conditional", "hearsay", "relay", "attribution"))
