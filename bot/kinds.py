"""The words of a sentence that are of the kind a question asks for: a day, a length of time, a number, a place, a
reason.

In: an article, a place in it, the Terms of the question. Out: spans counted from the start of that place. Never here:
whether the sentence is about what is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bot.frame import times_in
from bot.relevance import Term, cover
from bot.sources import Sources
from bot.words import fold
from index.lang import LANGUAGES, table
from index.model import Article, Span, TimeExpression, When

SPACE = r"[\s\u00a0\u202f]"
_FIGURE = r"\d+(?:[.,\s\u00a0\u202f]\d{3})*(?:[.,]\d+)?"


def spans(wanted: str, article: Article, place: Span, asked: Sequence[Term], sources: Sources) -> list[Span]:
    """The words of the kind asked for; none where a question asks for no kind."""
    if wanted == "when":
        return [span for span, _ in days(article, place, sources)]
    text = place.of(article.text)
    if wanted == "where":
        return places(text, sources, asked)
    if wanted == "why":
        return causes(text, article.lang)
    if wanted == "who":
        return persons(text, sources, asked)
    if wanted == "how_long":
        found = _times(article, place, ("DURATION",))
        return [span for span, _ in found if not re.match(_rules(article.lang)["from"], fold(text[span.end :]))]
    if wanted == "how_many":
        return counted(article, place, asked, sources)
    if wanted == "how_much":
        sums = [span for span in amounts(text, article.lang) if not _asks_for_money(asked) or _is_money(text, span)]
        return sums
    return []


# ---------------------------------------------------------------- days


def days(article: Article, place: Span, sources: Sources) -> list[tuple[Span, When]]:
    """The words that name a day, a month or a year, with what they mean: as the ledger dates the happening that they
    date, else as the whole article has them read.
    """
    read = {(e.when.proof.start, e.when.proof.end): e.when for e in sources.events_of(article.id)
            if e.when is not None and e.when.proof is not None}  # fmt: skip
    found = []
    for span, time in _times(article, place, ("DATE", "TIME")):
        when = read.get((time.span.start, time.span.end), time.when)
        found += [(span, when)] if when.candidates else []
    return found


def _times(article: Article, place: Span, types: Sequence[str]) -> list[tuple[Span, TimeExpression]]:
    """The time words of a place, read with the whole article around them."""
    return [
        (Span(time.span.start - place.start, time.span.end - place.start), time)
        for time in times_in(article.text, article.lang, article.published)
        if time.type in types and place.covers(time.span)
    ]


# ---------------------------------------------------------------- numbers


def amounts(text: str, lang: str) -> list[Span]:
    """Numbers in digits or words with what they count ("trois de ces fissures", "12 millions d’euros"); no number of a
    date, none in square brackets.
    """
    dated = [time.span for time in times_in(text, lang, None) if time.type in ("DATE", "TIME")]
    found = [Span(*match.span()) for match in _amount(lang if lang in LANGUAGES else "en").finditer(fold(text))]
    return [span for span in found if not any(span.overlaps(date) for date in dated)]


@cache
def _amount(lang: str) -> re.Pattern[str]:
    rules = _rules(lang)
    spelled = "|".join(sorted(table(lang, "verify")["numbers"], key=len, reverse=True))
    number = rf"(?:{_FIGURE}|\b(?:{spelled}|{rules['vague']})\b)"
    counted = rf"(?:{SPACE}+(?:{rules['of']}))?(?:{SPACE}*%|{SPACE}*(?<=[\s\u00a0\u202f'])[^\W\d_]+)"
    join = rf"[\s\u00a0-]+(?:(?:{rules['join']})[\s\u00a0-]+)?"
    return re.compile(rf"(?<![\w\[]){number}(?:{join}{number})*(?:{counted})?(?!\])")


@cache
def _rules(lang: str) -> dict[str, str]:
    rules: dict[str, str] = table(lang if lang in LANGUAGES else "en", "questions")["amount"]
    return rules


def is_vague(said: str, lang: str) -> bool:
    """Whether a number only says how large another is: "hundreds", "une dizaine"."""
    return re.match(_rules(lang)["vague"], fold(said)) is not None


def counted(article: Article, place: Span, asked: Sequence[Term], sources: Sources) -> list[Span]:
    """The amounts that count what is asked: they stand beside its word, or alone in a text that has it. A length of
    time counts only where it is asked for.
    """
    text = place.of(article.text)
    first = next((term for term in asked if not term.name), None)
    lasting = [span for span, _ in _times(article, place, ("DURATION", "SET"))]
    found = amounts(text, article.lang)
    if first is None or not found:
        return found
    beside = [span for span in found if cover([first], _after(text, span), sources.vectors).share >= 0.3]
    beside = [
        span for span in beside
        if not any(span.overlaps(time) for time in lasting) or cover([first], span.of(text), None).share >= 0.8
    ]  # fmt: skip
    return beside or [span for span in found if is_alone(text, span)]


def _after(text: str, span: Span) -> str:
    """An amount with what it may count: the words up to the third after it."""
    return " ".join([span.of(text), *text[span.end :].split()[:3]])


def is_alone(text: str, span: Span) -> bool:
    """Whether a number counts something that the text does not say again: "il y en a trois", "there were 500"."""
    goes_on = "|".join(table(code, "questions")["amount"]["alone"] for code in LANGUAGES)
    rest = fold(text[span.start : span.end + 12])
    return re.match(rf"(?:[\d.,\s\u00a0]+|[\w-]+)\s*(?:$|[.,;:!?»”\"]|(?:{goes_on})\b)", rest) is not None


def _asks_for_money(asked: Sequence[Term]) -> bool:
    known = {fold(word) for lang in LANGUAGES for word in table(lang, "questions")["money"]["asked"].split()}
    return any(fold(form) in known for term in asked if not term.name for form in term.forms)


def _is_money(text: str, span: Span) -> bool:
    """Whether an amount has a currency beside it: "40 million crowns", "$1.2bn"."""
    beside = fold(text[max(0, span.start - 2) : span.end + 24])
    return any(re.search(table(lang, "questions")["money"]["unit"], beside) for lang in LANGUAGES)


# ---------------------------------------------------------------- places, persons, reasons


def places(text: str, sources: Sources, asked: Sequence[Term]) -> list[Span]:
    """Places named in a text that the question does not name itself."""
    return _named(text, "place", sources, asked)


def persons(text: str, sources: Sources, asked: Sequence[Term]) -> list[Span]:
    """The one person named in a text whom the question does not name itself; of several, none."""
    found = _named(text, "person", sources, asked)
    return found[:1] if len({name for span in found for name in _names(text, span, sources)}) == 1 else []


def _named(text: str, type: str, sources: Sources, asked: Sequence[Term]) -> list[Span]:
    known = {form for term in asked for form in term.forms}
    return [
        span for span, names in sources.match(text)
        if any(sources.type_of(name) == type for name in names) and fold(span.of(text)) not in known
    ]  # fmt: skip


def _names(text: str, span: Span, sources: Sources) -> tuple[str, ...]:
    return next((names for place, names in sources.match(text) if place == span), ())


def causes(text: str, lang: str, strict: bool = False) -> list[Span]:
    """The words of a text that give a reason, from "because" on to the end of its clause; failing those, and not
    `strict`, what it tells to have come before ("after a leak was found").
    """
    if lang not in LANGUAGES:
        return []
    rules, folded = table(lang, "questions")["cause"], fold(text)
    found = re.search(rules["pattern"], folded) or (None if strict else re.search(rules["after"], folded))
    return [Span(found.start(), len(text.rstrip(" .")))] if found else []
