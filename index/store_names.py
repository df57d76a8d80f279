"""Reading names: as articles have them, joined over articles and languages, corrected by the user.

In: a dossier. Out: KnownNames, and which name each form is shown under. Never here: the rules of joining.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from index.ledger import Ledger
from index.model import KnownName
from index.names_dossier import Found
from index.schema import (
    articles,
    claims,
    corrections,
    joins,
)
from index.schema import names as named


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

    def found_names(self, dossier: str) -> list[Found]:
        """Every name as the articles have it, with how many have it."""
        mine = select(articles.c.key).where(articles.c.dossier == self.key(dossier))
        wanted = select(named.c.canonical, named.c.type, func.count(named.c.article.distinct()).label("n"))
        wanted = wanted.where(named.c.article.in_(mine)).group_by(named.c.canonical, named.c.type)
        with self.reading() as connection:
            return [Found(name, type, articles=n) for name, type, n in connection.execute(wanted).all()]

    def speakers(self, dossier: str) -> dict[str, int]:
        """{source of claims, as the articles have it: how many claims}."""
        wanted = select(claims.c.source, func.count().label("n")).join(articles, articles.c.key == claims.c.article)
        wanted = wanted.where(articles.c.dossier == self.key(dossier), claims.c.source.is_not(None))
        with self.reading() as connection:
            return {row.source: row.n for row in connection.execute(wanted.group_by(claims.c.source)).all()}

    def joined(self, dossier: str) -> dict[tuple[str, str], str]:
        """{(name as found, type): the dossier's name}, as it was joined last."""
        wanted = select(joins.c.found, joins.c.type, joins.c.shown).where(joins.c.dossier == self.key(dossier))
        with self.reading() as connection:
            return {(found, type): shown for found, type, shown in connection.execute(wanted).all()}

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
