"""Reading names: as articles have them, joined over articles and languages, corrected by the user.

In: a dossier. Out: KnownNames, and which name each form is shown under. Never here: the rules of joining.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from index.ledger import Ledger, within
from index.model import KnownName
from index.schema import (
    articles,
    claims,
    corrections,
    join_keys,
    joins,
)
from index.schema import names as named

Pair = tuple[str, str]
"""A name as an article has it, and its type."""


class Names(Ledger):
    """The part of a Store that knows names."""

    def names(self, dossier: str) -> list[KnownName]:
        """All names, corrections applied, the most frequent first."""
        shown = self.shown(dossier)
        mine = select(articles.c.key).where(articles.c.dossier == self.key(dossier))
        with self.reading() as connection:
            rows = list(connection.execute(select(named).where(named.c.article.in_(mine))).mappings())
            speakers = select(claims.c.source, func.count()).where(claims.c.article.in_(mine)).group_by(claims.c.source)
            spoken: Counter[str] = Counter()
            for source, n in connection.execute(speakers):
                spoken[shown.get(source, source)] += n
        grouped: dict[str, list[Any]] = {}
        for row in rows:
            grouped.setdefault(shown.get(row["canonical"], row["canonical"]), []).append(row)
        found = [_known(canonical, rows, spoken[canonical]) for canonical, rows in grouped.items()]
        return sorted(found, key=lambda name: (-name.articles, name.canonical))

    def shown(self, dossier: str) -> dict[str, str]:
        """{name as an article has it: the dossier's name}: joined over articles and languages, the user's word last."""
        wanted = select(joins.c.found, joins.c.shown, joins.c.type).where(joins.c.dossier == self.key(dossier))
        with self.reading() as connection:
            rows = connection.execute(wanted).all()
        return _shown(rows, self.corrections(dossier))

    def spelt(self, dossier: str, shown: Collection[str], lang: str) -> dict[str, Counter[str]]:
        """{the dossier's name: how the articles in one language spell it in full, and in how many}, of these names."""
        here = (joins.c.dossier == self.key(dossier)) & (joins.c.type == named.c.type)
        wanted = select(joins.c.shown, named.c.canonical, func.count()).group_by(joins.c.shown, named.c.canonical)
        wanted = wanted.join(named, here & (joins.c.found == named.c.canonical))
        wanted = wanted.join(articles, articles.c.key == named.c.article)
        wanted = wanted.where(articles.c.dossier == self.key(dossier), articles.c.lang == lang)
        found: dict[str, Counter[str]] = {}
        for name, form, n in self.chosen(wanted, joins.c.shown, shown):
            found.setdefault(name, Counter())[form] += n
        return found

    def called(self, dossier: str, names: Collection[str]) -> set[str]:
        """The names as articles have them that are shown as one of these."""
        mended = self.corrections(dossier)
        asked = {*names, *(found for found, shown in mended.items() if shown in names)}
        here = joins.c.dossier == self.key(dossier)
        some = select(joins.c.found).where(here, joins.c.shown.in_(asked))
        wanted = select(joins.c.found, joins.c.shown, joins.c.type).where(here, joins.c.found.in_(some))
        with self.reading() as connection:
            rows = connection.execute(wanted).all()
        shown = _shown(rows, mended)
        return {found for found, name in shown.items() if name in names}

    def shown_of(self, dossier: str, found: Collection[str]) -> dict[str, str]:
        """`shown`, of these names alone."""
        wanted = select(joins.c.found, joins.c.shown, joins.c.type).where(joins.c.dossier == self.key(dossier))
        rows = self.chosen(wanted, joins.c.found, found)
        return _shown(rows, self.corrections(dossier))

    def loose_names(self, dossier: str) -> list[Pair]:
        """The names that were never joined, or whose company has changed since."""
        wanted = select(joins.c.found, joins.c.type)
        wanted = wanted.where(joins.c.dossier == self.key(dossier), joins.c.loose, joins.c.articles > 0)
        with self.reading() as connection:
            return [(found, type) for found, type in connection.execute(wanted)]

    def joined(self, dossier: str, shown: Collection[str] | None = None) -> dict[Pair, tuple[str, int]]:
        """{(name as found, type): (the dossier's name, articles that have it)}, of all or of those so shown."""
        wanted = select(joins.c.found, joins.c.type, joins.c.shown, joins.c.articles)
        wanted = wanted.where(joins.c.dossier == self.key(dossier))
        return {(found, type): (name, n) for found, type, name, n in self.chosen(wanted, joins.c.shown, shown)}

    def joins_of(self, dossier: str, found: Collection[str]) -> dict[Pair, tuple[str, int]]:
        """`joined`, of the names so found."""
        wanted = select(joins.c.found, joins.c.type, joins.c.shown, joins.c.articles)
        wanted = wanted.where(joins.c.dossier == self.key(dossier))
        return {(name, type): (shown, n) for name, type, shown, n in self.chosen(wanted, joins.c.found, found)}

    def unnamed(self, dossier: str) -> dict[str, bool]:
        """Speakers called by the noun of a public body, that no article has as a name → whether to be joined anew."""
        wanted = select(joins.c.found, joins.c.loose).where(joins.c.dossier == self.key(dossier), joins.c.articles == 0)
        with self.reading() as connection:
            return {row.found: row.loose for row in connection.execute(wanted)}

    def related(self, dossier: str, keys: Collection[str]) -> set[str]:
        """What the names are shown as that have one of these keys."""
        own = (join_keys.c.dossier == joins.c.dossier) & (join_keys.c.found == joins.c.found)
        wanted = select(joins.c.shown).join(join_keys, own & (join_keys.c.type == joins.c.type))
        wanted = wanted.where(joins.c.dossier == self.key(dossier)).distinct()
        return {shown for (shown,) in self.chosen(wanted, join_keys.c.key, keys)}

    def bodies(self, dossier: str, keys: Collection[str]) -> dict[str, int]:
        """{key: how many names of the dossier, people apart, have it}."""
        mine = (join_keys.c.dossier == self.key(dossier)) & (join_keys.c.type != "person")
        wanted = select(join_keys.c.key, func.count()).where(mine).group_by(join_keys.c.key)
        return dict(self.chosen(wanted, join_keys.c.key, keys))

    def speakers(self, dossier: str, names: Collection[str]) -> dict[str, int]:
        """{source of claims, as the articles have it: how many claims}, of these sources."""
        wanted = select(claims.c.source, func.count()).join(articles, articles.c.key == claims.c.article)
        wanted = wanted.where(within(self.key(dossier))).group_by(claims.c.source)
        return dict(self.chosen(wanted, claims.c.source, names))

    def quoted(self, dossier: str) -> set[str]:
        """All sources of claims, as the articles have them."""
        wanted = select(claims.c.source).join(articles, articles.c.key == claims.c.article)
        wanted = wanted.where(within(self.key(dossier))).distinct()
        with self.reading() as connection:
            return {source for source in connection.scalars(wanted) if source}

    def waiting_speakers(self, dossier: str) -> set[str]:
        """The sources of the claims that were not compared with the others yet."""
        wanted = select(claims.c.source).join(articles, articles.c.key == claims.c.article)
        wanted = wanted.where(within(self.key(dossier)), ~claims.c.linked)
        with self.reading() as connection:
            return {source for source in connection.scalars(wanted) if source}

    def corrections(self, dossier: str) -> dict[str, str]:
        """{name as found: name the user wants to see}."""
        wanted = select(corrections.c.found, corrections.c.shown).where(corrections.c.dossier == self.key(dossier))
        with self.reading() as connection:
            return {row.found: row.shown for row in connection.execute(wanted)}


def _shown(rows: Sequence[Any], mended: Mapping[str, str]) -> dict[str, str]:
    """(found, shown, type) as {found: shown}."""
    joined = {found: name for found, name, type in rows if type == "place"}
    joined |= {found: name for found, name, type in rows if type != "place"}  # a speaker is no place
    return {found: mended.get(shown, shown) for found, shown in joined.items()} | dict(mended)


def _known(canonical: str, rows: Sequence[Any], spoken: int) -> KnownName:
    forms = Counter(form for row in rows for form in json.loads(row["aliases"]))
    forms.update(row["canonical"] for row in rows)
    type = Counter(row["type"] for row in rows).most_common(1)[0][0]
    aliases = tuple(form for form, _ in forms.most_common() if form != canonical)
    return KnownName(canonical, type, aliases, len({row["article"] for row in rows}), spoken)
