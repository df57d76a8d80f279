"""Reading the ledger, the single source of truth.

In: a Store and a dossier's name. Out: Articles, Claims, Events, Names, Passages, Links as they are kept. Never here:
writing (that is `index.write`), scoring, or guessing: what is not kept raises NotFound. Reading needs no lock.
"""

from __future__ import annotations

import json
from collections import Counter, OrderedDict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, or_, select

from index.errors import NotFound
from index.ledger import within as of_dossier
from index.model import Article, Claim, Event, Json, Passage, Span
from index.rows import article_in, claim_in, event_in, in_edition, overlaps, passage_in, spans, when_in
from index.schema import (
    articles,
    claims,
    editions,
    events,
    passages,
)
from index.schema import names as named
from index.store_links import Links
from index.store_names import Names
from index.store_window import Window

Period = tuple[date | None, date | None]
"""Inclusive days; None is an open end."""

TEXTS = 256
"""Texts of articles kept at hand."""


class Store(Names, Links, Window):
    """An open ledger, with all that is kept in it. `with Store.open(settings) as store: ...`."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._texts: OrderedDict[tuple[int, str], tuple[str, str]] = OrderedDict()

    def articles(self, dossier: str) -> list[Article]:
        """All articles, without their texts, by publication and title; unknown publication last."""
        wanted = select(articles).where(articles.c.dossier == self.key(dossier)).order_by(articles.c.key)
        with self.reading() as connection:
            found = [article_in(row) for row in connection.execute(wanted).mappings()]
        return sorted(found, key=_by_publication)

    def texts(self, dossier: str, ids: Collection[str] | None = None) -> dict[str, Article]:
        """{id: article} of a whole dossier or of some, with the texts they have now, in one reading."""
        current = (editions.c.article == articles.c.key) & (editions.c.edition == articles.c.edition)
        wanted = select(articles, editions.c.text, editions.c.paragraphs).join(editions, current)
        rows = self._rows(wanted.where(articles.c.dossier == self.key(dossier)), articles.c.id, ids)
        return {row["id"]: article_in(row, row["text"], row["paragraphs"]) for row in rows}

    def article(self, dossier: str, id_or_ref: str) -> Article:
        """The article of that id, ref, url or path, with the text it has now. Raises NotFound."""
        row = self._row(dossier, id_or_ref)
        return article_in(row, *self._text(row["key"], row["edition"]))

    def edition(self, article: str, edition: str, dossier: str | None = None) -> Article:
        """The article as it was in one of its editions, for citations already given. Raises NotFound.

        One text may be kept in several dossiers under other titles; without a dossier any of them is given.
        """
        wanted = select(articles).join(editions, editions.c.article == articles.c.key)
        wanted = wanted.where(articles.c.id == article, editions.c.edition == edition).limit(1)
        if dossier is not None:
            wanted = wanted.where(articles.c.dossier == self.key(dossier))
        with self.reading() as connection:
            row = connection.execute(wanted).mappings().first()
        if row is None:
            raise NotFound(f"No edition {edition} of article {article} is kept.")
        return in_edition(article_in(row), edition, *self._text(row["key"], edition))

    def editions(self, dossier: str, wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], Article]:
        """{(article, edition): the article as it was in it} of a dossier, in one reading; what is not kept is out."""
        rows = select(articles, editions.c.edition.label("of"), editions.c.text, editions.c.paragraphs)
        rows = rows.join(editions, editions.c.article == articles.c.key)
        mine = articles.c.dossier == self.key(dossier)
        found = self._rows(rows.where(mine), articles.c.id, {article for article, _ in wanted})
        return {
            (row["id"], row["of"]): in_edition(article_in(row), row["of"], row["text"], row["paragraphs"])
            for row in found if (row["id"], row["of"]) in wanted
        }  # fmt: skip

    def copies(self, dossier: str) -> dict[str, str]:
        """{article id: copy group}, for the articles whose text another article has too."""
        mine = select(articles.c.id, articles.c.copies).where(articles.c.dossier == self.key(dossier))
        with self.reading() as connection:
            found = [(a, group) for a, group in connection.execute(mine.where(articles.c.copies.is_not(None)))]
        size = Counter(group for _, group in found)
        return {a: group for a, group in found if size[group] > 1}

    def ungrouped(self, dossier: str) -> list[int]:
        """The articles that were not set against the others to find copies."""
        mine = (articles.c.dossier == self.key(dossier)) & articles.c.copies.is_(None)
        with self.reading() as connection:
            return list(connection.scalars(select(articles.c.key).where(mine).order_by(articles.c.key)))

    def signatures(self, dossier: str) -> dict[str, bytes]:
        """{article id: what it has in common with copies of it}."""
        wanted = select(articles.c.id, editions.c.signature).join(
            editions, (editions.c.article == articles.c.key) & (editions.c.edition == articles.c.edition)
        )
        with self.reading() as connection:
            rows = connection.execute(wanted.where(articles.c.dossier == self.key(dossier)))
            return dict(rows.all())

    def sentence_spans(self, article: str, dossier: str | None = None) -> list[Span]:
        """The sentences of an article's body, in order."""
        return spans(self._of_edition(article, "sentences", dossier))

    def noise(self, article: str, dossier: str | None = None) -> list[tuple[Span, str]]:
        """What is kept but never read: (span, kind)."""
        kept = json.loads(self._of_edition(article, "noise", dossier))
        return [(Span(start, end), kind) for start, end, kind in kept]

    def claims(
        self,
        dossier: str,
        *,
        ids: Collection[str] | None = None,
        articles: Collection[str] | None = None,
        sources: Collection[str] | None = None,
        forces: Collection[str] | None = None,
        hedges: Collection[str] | None = None,
        said: Period | None = None,
        about: Period | None = None,
        published: Period | None = None,
        outlet: str | None = None,
        lang: str | None = None,
        shown: Mapping[str, str] | None = None,
    ) -> list[Claim]:
        """The claims that pass every filter given, by article and place. Sources are canonical names.

        `said` is when it was said, `about` when what it reports happened, `published` when it was published; a claim
        of unknown date passes none of the three. `shown` are the dossier's names, where they are at hand.
        """
        shown = self.shown(dossier) if shown is None else shown
        wanted = self._of_articles(dossier, claims, articles, published, outlet, lang, ids is not None)
        if sources is not None:
            wanted = wanted.where(claims.c.source.in_([*sources, *(f for f, s in shown.items() if s in sources)]))
        for column, values in ((claims.c.force, forces), (claims.c.hedge, hedges)):
            wanted = wanted if values is None else wanted.where(column.in_(values))
        if said:
            wanted = within(wanted, claims.c.said_first, claims.c.said_last, said)
        rows = self._rows(wanted, claims.c.id, ids)
        found = [claim_in(row["article_id"], row["edition"], row["body"], shown) for row in rows]
        return self._kept(dossier, found, said, about)

    def events(
        self,
        dossier: str,
        *,
        ids: Collection[str] | None = None,
        articles: Collection[str] | None = None,
        happened: Period | None = None,
        published: Period | None = None,
        status: Collection[str] | None = None,
        outlet: str | None = None,
        shown: Mapping[str, str] | None = None,
    ) -> list[Event]:
        """The events that pass every filter given, by article and place; an undated event passes no `happened`.

        `shown` are the dossier's names, where they are at hand.
        """
        shown = self.shown(dossier) if shown is None else shown
        wanted = self._of_articles(dossier, events, articles, published, outlet, None, ids is not None)
        if status is not None:
            wanted = wanted.where(events.c.status.in_([status] if isinstance(status, str) else status))
        if happened:
            wanted = within(wanted, events.c.happened_first, events.c.happened_last, happened)
        rows = self._rows(wanted, events.c.id, ids)
        found = [event_in(row["article_id"], row["edition"], row["body"], shown) for row in rows]
        return [e for e in found if not happened or overlaps(e.when, happened)]

    def mentions(self, dossier: str, article: str) -> list[tuple[str, str, list[Span]]]:
        """The names of one article: (canonical, type, where)."""
        shown, row = self.shown(dossier), self._row(dossier, article)
        with self.reading() as connection:
            rows = list(connection.execute(select(named).where(named.c.article == row["key"])).mappings())
        return [(shown.get(r["canonical"], r["canonical"]), r["type"], spans(r["mentions"])) for r in rows]

    def passages(self, dossier: str, ids: Collection[str]) -> list[Passage]:
        """The passages of those ids, in the order asked."""
        wanted = self._of_articles(dossier, passages, None, None, None, None, True).order_by(None)
        rows = self._rows(wanted, passages.c.id, ids)
        found = {row["id"]: passage_in(row) for row in rows}
        return [found[i] for i in ids if i in found]

    def seen(self, dossier: str, mark: str) -> Json | None:
        """The result that was given for what came in with that digest, to know an unchanged text before reading it."""
        wanted = select(articles).where(articles.c.dossier == self.key(dossier), articles.c.raw == mark)
        with self.reading() as connection:
            row = connection.execute(wanted.limit(1)).mappings().first()
            return None if row is None else _result(row, {
                str(table.name): connection.scalar(select(func.count()).where(table.c.article == row["key"])) or 0
                for table in (passages, claims, events)
            })  # fmt: skip

    def results(self, dossier: str) -> list[Json]:
        """The results that were given for all articles."""
        mine = articles.c.dossier == self.key(dossier)
        with self.reading() as connection:
            numbers = {
                str(table.name): _count_by_article(connection, table, mine) for table in (passages, claims, events)
            }  # fmt: skip
            rows = connection.execute(select(articles).where(mine)).mappings()
            return [_result(row, {name: of.get(row["key"], 0) for name, of in numbers.items()}) for row in rows]

    def _row(self, dossier: str, wanted: str) -> Any:
        key = self.key(dossier)
        with self.reading() as connection:
            for column in (articles.c.id, articles.c.ref, articles.c.url, articles.c.path):
                query = select(articles).where(articles.c.dossier == key, column == wanted)
                if row := connection.execute(query).mappings().first():
                    return row
        raise NotFound(f"Dossier {dossier!r} has no article {wanted!r}; `onrecord articles` lists them.")

    def _text(self, key: int, edition: str) -> tuple[str, str]:
        if (key, edition) not in self._texts:
            wanted = select(editions.c.text, editions.c.paragraphs)
            with self.reading() as connection:
                row = connection.execute(wanted.where(editions.c.article == key, editions.c.edition == edition)).one()
            self._texts[key, edition] = (row.text, row.paragraphs)
            while len(self._texts) > TEXTS:
                self._texts.pop(next(iter(self._texts)), None)
        return self._texts[key, edition]

    def _of_edition(self, article: str, column: str, dossier: str | None) -> str:
        wanted = select(editions.c[column]).join(
            articles, (articles.c.key == editions.c.article) & (articles.c.edition == editions.c.edition)
        )
        if dossier is not None:
            wanted = wanted.where(articles.c.dossier == self.key(dossier))
        with self.reading() as connection:
            found = connection.scalar(wanted.where(articles.c.id == article).limit(1))
        if found is None:
            raise NotFound(f"There is no article {article!r}.")
        return str(found)

    def _of_articles(
        self, dossier: str, table: Any, ids: Collection[str] | None, published: Period | None,
        outlet: str | None, lang: str | None, by_id: bool = False,
    ) -> Select[Any]:  # fmt: skip
        wanted = select(table, articles.c.id.label("article_id"), articles.c.edition)
        wanted = wanted.join(articles, articles.c.key == table.c.article)
        wanted = where_articles(wanted, self.key(dossier), published, outlet, lang, by_id)
        if ids is not None:
            wanted = wanted.where(or_(articles.c.id.in_(ids), articles.c.ref.in_(ids)))
        return wanted.order_by(table.c.article, table.c.start)

    def _rows(self, wanted: Select[Any], column: Any, ids: Collection[str] | None) -> list[Any]:
        return [row._mapping for row in self.chosen(wanted, column, ids)]

    def _kept(self, dossier: str, found: list[Claim], said: Period | None, about: Period | None) -> list[Claim]:
        if said:
            found = [c for c in found if overlaps(c.said, said)]
        if about:
            reported = self._reported(dossier, about)
            found = [c for c in found if c.id in reported or any(s.overlaps(e) for e in reported.get(c.article, ())
                                                                 for s in c.content)]  # fmt: skip
        return found

    def _reported(self, dossier: str, about: Period) -> dict[str, list[Span]]:
        found: dict[str, list[Span]] = {}
        for happening in self.events(dossier, happened=about):
            found.setdefault(happening.article, []).append(happening.span)
            found.update({claim: [] for claim in happening.reported_by})
        return found


def where_articles(
    wanted: Select[Any], dossier: int, published: Period | None, outlet: str | None, lang: str | None,
    by_id: bool = False,
) -> Select[Any]:  # fmt: skip
    wanted = wanted.where(of_dossier(dossier) if by_id else articles.c.dossier == dossier)
    if outlet is not None:
        wanted = wanted.where(func.lower(articles.c.outlet) == func.lower(outlet))
    if lang is not None:
        wanted = wanted.where(articles.c.lang == lang)
    if published:
        wanted = within(wanted, articles.c.published_first, articles.c.published_last, published)
    return wanted


def within(wanted: Select[Any], first: Any, last: Any, period: Period) -> Select[Any]:
    """Rows whose days may overlap the period; rows without any day are out."""
    wanted = wanted.where(or_(first.is_not(None), last.is_not(None)))
    if period[0]:
        wanted = wanted.where(or_(last.is_(None), last >= period[0].toordinal()))
    if period[1]:
        wanted = wanted.where(or_(first.is_(None), first <= period[1].toordinal()))
    return wanted


def _by_publication(article: Article) -> tuple[date, str]:
    first = article.published.earliest if article.published else None
    return first or date.max, article.title or ""


def _result(row: Any, numbers: Mapping[str, int]) -> Json:
    published = when_in(json.loads(row["published"]))
    return {
        "article": row["id"], "ref": row["ref"], "status": "unchanged", "reason": None, "title": row["title"],
        "published": published.edtf if published else None, "lang": row["lang"], **numbers,
    }  # fmt: skip


def _count_by_article(connection: Connection, table: Any, mine: Any) -> dict[int, int]:
    wanted = select(table.c.article, func.count().label("n")).join(articles).where(mine).group_by(table.c.article)
    return {row.article: row.n for row in connection.execute(wanted)}
