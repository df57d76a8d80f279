"""What every part of the Desk holds: the settings, the open bot, and what was counted of each dossier.

In: Settings and a Bot. Out: how much a dossier holds and what can be chosen in it. Never here: answering the page.
"""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from typing import TYPE_CHECKING

from index.model import Json
from index.settings import Settings

if TYPE_CHECKING:
    from bot.bot import Bot


class Held:
    """The ground of a Desk."""

    def __init__(self, settings: Settings, bot: Bot, opened: ExitStack) -> None:
        self.settings, self.bot, self.store = settings, bot, bot.store
        self._opened = opened
        self._counted: dict[str, tuple[object, Json]] = {}

    def _facets(self, dossier: str) -> Json:
        """How much a dossier holds and what can be chosen in it, counted anew only after it changed."""
        from index import store_units

        mended = frozenset(self.store.corrections(dossier).items())
        version = (store_units.version(self.store, self.store.key(dossier)), mended)
        held = self._counted.get(dossier)
        if held is None or held[0] != version:
            held = self._counted[dossier] = (version, self._count(dossier))
        return held[1]

    def _count(self, dossier: str) -> Json:
        claims, articles = self.store.claims(dossier), self.store.articles(dossier)
        spoken = Counter(claim.source_canonical for claim in claims if claim.source_canonical)
        names = self.store.names(dossier)
        persons = {name.canonical for name in names if name.type == "person"}
        most = sorted((name for name, _ in spoken.most_common()), key=lambda name: name not in persons)
        return {
            "articles": len(articles), "claims": len(claims), "events": len(self.store.events(dossier)),
            "sources": most[:4], "names": sorted(spoken), "named": sorted(persons | set(spoken)),
            "outlets": sorted({a.outlet for a in articles if a.outlet}),
            "forces": sorted({claim.force for claim in claims}), "warned": any(c.force == "warn" for c in claims),
            "spoken": Counter(claim.article for claim in claims),
        }  # fmt: skip
