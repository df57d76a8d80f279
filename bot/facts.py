"""Sentences of articles that answer a question which asks for no speaker: where, when, how many, what.

In: a Query, its Terms, the passages found. Out: sentences as (article, span), the best first; or what is missing. A
question for a day, a number or a place is answered only by a sentence that holds one. Never here: quoting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.frame import times_in
from bot.notices import is_notice
from bot.query import KINDS, Hit, Period, Query
from bot.relevance import UNKNOWN, Cover, Term, cover, fuse, whole
from bot.sources import Sources
from bot.words import fold
from index.lang import LANGUAGES, table
from index.model import Article, Span

ENOUGH = 0.5
MARGIN = {"how_many": 0.25, "how_much": 0.25, "when": 0.1, "": 0.1}
VAGUE = re.compile(r"dozens?|dizaines?|douzaines?|hundreds|centaines?|thousands|milliers?")
_FROM = re.compile(r"\s*(?:after|before|ago|earlier|later|apres|avant|plus t[oa]|auparavant)")
"""Words that make of a length of time a distance from something."""
Row = tuple[float, Cover, Article, Span]
MOST = {"how_many": 6, "": 3}
BEFORE, HEAD = 0.7, 0.5
"""What a word counts that stands in the sentence before, or at the head of the article."""


def find(
    query: Query, asked: Sequence[Term], hits: Sequence[Hit], sources: Sources
) -> tuple[tuple[tuple[str, Span], ...], tuple[str, ...]]:
    """The sentences that answer, or none and the asked words that the nearest of them lack."""
    spared = 1 if query.wanted in KINDS else 0  # that a sentence holds a day, a number or a place says something too
    rows = list(_weighed(asked, hits, sources))
    fitting = [
        row for row in rows
        if row[1].share >= ENOUGH and whole(asked, row[1], spared) and _true_of(query, asked, row[1])
        and holds(query.wanted, row[2], row[3], sources, asked, query.filters.about)
    ]  # fmt: skip
    if not fitting:
        nearest = max(rows, key=lambda row: row[0], default=None)
        return (), nearest[1].missing if nearest else tuple(term.shown for term in asked)
    least = max(row[0] for row in fitting) - MARGIN.get(query.wanted, 0.06)
    kept = [row for row in fitting if row[0] >= least]
    kept = _exact(kept) if query.wanted == "how_many" else kept
    return tuple(_once(sorted(kept, key=lambda row: -row[0]), sources))[: MOST.get(query.wanted, 3)], ()


def _weighed(asked: Sequence[Term], hits: Sequence[Hit], sources: Sources) -> Iterator[Row]:
    """The sentences of the passages found, with how much they cover and how well search found them."""
    top = max((hit.score for hit in hits), default=1.0)
    for rank, (article, span) in _sentences(hits, sources):
        found = _cover(asked, article, span, sources)
        yield found.share + 0.1 * hits[rank].score / max(top, 1e-6), found, article, span


def _once(rows: Sequence[Row], sources: Sources) -> Iterable[tuple[str, Span]]:
    """The places of the rows; of copies of one report, the first."""
    told: dict[tuple[str, str], tuple[str, Span]] = {}
    for _, _, article, span in rows:
        said = re.sub(r"^.*?\) [–—-] ", "", span.of(article.text))  # without the dateline, which not every copy has
        told.setdefault((sources.copies.get(article.id, article.id), said), (article.id, span))
    return told.values()


def _exact(kept: list[Row]) -> list[Row]:
    """The sentences with a number that says how many; "hundreds" only where no other does."""
    exact = [row for row in kept if any(not VAGUE.match(fold(a.of(text))) for text, a in _amounts_of(row))]
    return exact or kept


def _amounts_of(row: Row) -> list[tuple[str, Span]]:
    text = row[3].of(row[2].text)
    return [(text, span) for span in amounts(text, row[2].lang)]


def _true_of(query: Query, asked: Sequence[Term], found: Cover) -> bool:
    """Whether a sentence tells what the question takes for granted: what was done, and for "why", of whom."""
    done = re.search(table(query.language, "questions")["wanted_done"]["pattern"], fold(query.text))
    for term, part in zip(asked, found.parts, strict=True):
        granted = (term.name and query.wanted == "why") or (done and fold(term.shown) == done["done"])
        if granted and part < 0.3:
            return False
    return True


def _cover(asked: Sequence[Term], article: Article, span: Span, sources: Sources) -> Cover:
    """What a sentence covers itself, and for less what the one before or the head of the article has named."""
    mine = cover(asked, span.of(article.text), sources.vectors)
    before = sources.around(article.id, span)[1]
    other = _names_a_person(span.of(article.text), sources)  # "she" may be who was named before, another name may not
    parts = list(mine.parts)
    if before is not None:
        earlier = cover(asked, before.of(article.text), sources.vectors)
        credit = [0.0 if term.name and other else BEFORE for term in asked]
        parts = [max(a, c * b) for a, b, c in zip(parts, earlier.parts, credit, strict=True)]
    if any(
        part >= 0.8 and not term.name and term.weight >= UNKNOWN for term, part in zip(asked, mine.parts, strict=True)
    ):
        head = cover(asked, sources.head(article), sources.vectors)
        credit = [0.0 if term.name and other else HEAD for term in asked]
        parts = [max(a, c * b) for a, b, c in zip(parts, head.parts, credit, strict=True)]
    return fuse(asked, parts)


def _names_a_person(text: str, sources: Sources) -> bool:
    return any(sources.type_of(name) == "person" for _, names in sources.match(text) for name in names)


def _sentences(hits: Sequence[Hit], sources: Sources) -> list[tuple[int, tuple[Article, Span]]]:
    found: dict[tuple[str, Span], tuple[int, Article]] = {}
    for rank, hit in enumerate(hits):
        for span in hit.passage.sentences:
            found.setdefault((hit.passage.article, span), (rank, sources.article(hit.passage.article)))
    return [(rank, (article, span)) for (_, span), (rank, article) in found.items()]


def holds(
    wanted: str, article: Article, span: Span, sources: Sources, asked: Sequence[Term], about: Period | None = None
) -> bool:
    """Whether a sentence has the kind of thing that is asked for, and names a day of the time asked about.

    What an earlier version of an article said is neither its day nor its number.
    """
    text = span.of(article.text)
    if wanted in KINDS and is_notice(text, article.lang):
        return False
    if about and not _falls_in(text, article, about):
        return False
    if wanted == "when":
        return bool(days(text, article))
    if wanted in ("how_long", "how_many", "how_much"):
        return bool(measures(wanted, text, article, asked, sources))
    if wanted == "where":
        return bool(places(text, sources, asked))
    if wanted == "why":
        return bool(causes(text, article.lang))
    return True


def _falls_in(text: str, article: Article, period: Period) -> bool:
    from index import times

    first, last = period
    whens = [time.when for time in times.tag(text, article.lang, article.published)]
    return any(
        (first is None or when.latest is None or when.latest >= first)
        and (last is None or when.earliest is None or when.earliest <= last)
        for when in whens
        if when.candidates
    )


def days(text: str, article: Article) -> list[Span]:
    """The words of a text that name a day, a month or a year."""
    from index import times

    found = times.tag(text, article.lang, article.published)
    return [time.span for time in found if time.type in ("DATE", "TIME") and time.when.candidates]


def amounts(text: str, lang: str) -> list[Span]:
    """Numbers in digits or words, with the word they count; no number of a date, none in square brackets."""
    spelled = "|".join(table(lang if lang in LANGUAGES else "en", "verify")["numbers"])
    tens = "treize|quatorze|quinze|dozens?|douzaine|dizaines?|hundreds|centaines?|thousands|milliers?"
    number = rf"(?:\d+(?:[.,\s\u00a0\u202f]\d{{3}})*(?:[.,]\d+)?|\b(?:{spelled}|{tens})\b)"
    found = re.finditer(
        rf"(?<![\w\[]){number}(?:[\s\u00a0-]+(?:{number}))*(?:[\s\u00a0]+(?:%|[^\W\d_]+))?(?!\])", fold(text)
    )
    dated = [time.span for time in times_in(text, lang, None) if time.type in ("DATE", "TIME")]
    spans = [Span(*match.span()) for match in found]
    return [span for span in spans if not any(span.overlaps(date) for date in dated)]


def measures(wanted: str, text: str, article: Article, asked: Sequence[Term], sources: Sources) -> list[Span]:
    """The words of a text that tell how long, how many or how much."""
    if wanted == "how_long":
        found = [time.span for time in times_in(text, article.lang, article.published) if time.type == "DURATION"]
        return [span for span in found if not _FROM.match(fold(text[span.end :]))]
    if wanted == "how_many":
        return counted(text, article, asked, sources)
    found = amounts(text, article.lang)
    return [span for span in found if _is_money(text, span, article.lang)] if _asks_for_money(asked) else found


def _asks_for_money(asked: Sequence[Term]) -> bool:
    known = {fold(word) for lang in LANGUAGES for word in table(lang, "questions")["money"]["asked"].split()}
    return any(fold(form) in known for term in asked if not term.name for form in term.forms)


def _is_money(text: str, span: Span, lang: str) -> bool:
    """Whether an amount has a currency beside it: "40 million crowns", "$1.2bn"."""
    beside = fold(text[max(0, span.start - 2) : span.end + 24])
    return re.search(table(lang, "questions")["money"]["unit"], beside) is not None if lang in LANGUAGES else True


def counted(text: str, article: Article, asked: Sequence[Term], sources: Sources) -> list[Span]:
    """The amounts of a text that count what is asked: they stand beside its word, or alone in a text that has it."""
    first = next((term for term in asked if not term.name), None)
    found = amounts(text, article.lang)
    if first is None or not found:
        return found
    beside = [span for span in found if cover([first], _after(text, span), sources.vectors).share >= 0.3]
    return beside or [span for span in found if _alone(text, span, article.lang)]


def _after(text: str, span: Span) -> str:
    """An amount with what it may count: the words up to the third after it."""
    return " ".join([span.of(text), *text[span.end :].split()[:3]])


def _alone(text: str, span: Span, lang: str) -> bool:
    """Whether a number counts something that the text does not say again: "il y en a trois", "there were 500"."""
    rest = fold(text[span.start : span.end + 12])
    return (
        re.match(r"(?:[\d.,\s\u00a0]+|[\w-]+)\s*(?:$|[.,;:!?»”\"]|(?:and|et|but|mais|not|pas|en|in|as)\b)", rest)
        is not None
    )


def places(text: str, sources: Sources, asked: Sequence[Term]) -> list[Span]:
    """Places named in a text that the question does not name itself."""
    known = {form for term in asked for form in term.forms}
    return [
        span for span, names in sources.match(text)
        if any(sources.type_of(name) == "place" for name in names) and fold(span.of(text)) not in known
    ]  # fmt: skip


def causes(text: str, lang: str) -> list[Span]:
    """The words of a text that give a reason, from "because" on to the end of its clause."""
    if lang not in LANGUAGES:
        return []
    found = re.search(table(lang, "questions")["cause"]["pattern"], fold(text))
    return [Span(found.start(), len(text.rstrip(" .")))] if found else []
