"""Article → Analysis: the rooms in their order, for one article or for many.

In: Articles, or rows of texts. Out: what is read out of each, in the order given. Never here: keeping anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from index.errors import InputError
from index.lang import LANGUAGES
from index.model import Analysis, Article, Json, Raw, Sentence, digest

BATCH = 8
"""Articles that a process takes at a time: enough to parse in batches, few enough to share out."""
ALONE = 32
"""Up to so many articles are read in this process: starting others takes longer than they save."""


def analyse(article: Article) -> Analysis:
    """All that is read out of one article."""
    return next(analyse_batch([article]))


def analyse_batch(articles: Sequence[Article]) -> Iterator[Analysis]:
    """The same for several, in this process; articles of one language are best put together."""
    from index import parse

    for article, sentences in zip(articles, parse.parse_many(articles), strict=True):
        yield compose(article, sentences)


def compose(article: Article, sentences: tuple[Sentence, ...]) -> Analysis:
    """Times, names, claims, events and passages of a parsed article."""
    from index import claims, events, names, passages, times

    noise = tuple((p.span, p.kind) for p in article.paragraphs if p.kind != "body")
    whole, cut = tuple(s.span for s in sentences), passages.cut(article, sentences)
    if article.lang not in LANGUAGES:
        return Analysis(article, whole, passages=cut, noise=noise)
    tagged = times.tag(article.text, article.lang, article.published, sentences)
    known = names.find(article, sentences)
    said = names.attach(claims.extract(article, sentences, tagged), known, article, sentences)
    happened = events.extract(article, sentences, tagged, said, known)
    return Analysis(article, whole, tagged, said, happened, known.all, cut, noise)


def analyse_many(articles: Iterable[Article], processes: int = 1) -> Iterator[Analysis]:
    """The same for any number, in several processes where that pays, in the order given."""
    from index.pool import spread

    batches = spread(_analyse_batch, articles, processes, BATCH, ALONE)
    yield from chain.from_iterable(batches)


def _analyse_batch(articles: list[Article]) -> list[Analysis]:
    return list(analyse_batch(articles))


def analyse_rows(rows: Iterable[Json], processes: int | None = None) -> Iterator[tuple[object, Analysis]]:
    """(id, Analysis) for rows of {"id","text","lang"?,"published"?}; the text is never repaired.

    A row without words has an empty Analysis. Raises InputError for a date that does not exist.
    """
    from index.pool import cores

    several = iter(rows)
    while some := list(islice(several, 2_000)):
        articles = [_article(row) for row in some]
        found = analyse_many(articles, processes or cores())
        yield from zip((row["id"] for row in some), found, strict=True)


def _article(row: Json) -> Article:
    from index.clean import clean

    text = str(row.get("text") or "")
    raw = Raw(text, ref=str(row["id"]), lang=row.get("lang"), published=row.get("published"))
    try:
        return clean(raw, repair=False)
    except InputError:
        if any(c.isalnum() for c in text):
            raise
        return Article(digest("ref", raw.ref), digest(text), text, raw.lang or "fr", (), ref=raw.ref)
