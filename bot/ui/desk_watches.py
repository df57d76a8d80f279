"""Watched questions, for the window: what is new, changed or denied since the reader last looked.

In: dictionaries from the page. Out: plain JSON, dates also in words. Raises OnRecordErrors. Never here: finding what is
new (`bot.watch`), Gradio, markup.
"""

from __future__ import annotations

from bot import render
from bot.ui import asked as read
from bot.ui.dates import worded
from bot.ui.held import Held
from bot.watch import news
from index.errors import NotFound
from index.model import Json
from index.store_window import Watch


class Watches(Held):
    """The part of a Desk that knows watched questions."""

    def watches(self, asked: Json) -> Json:
        """Every watch with what is new; the other claim of a link is told in full."""
        dossier = read.dossier(asked)
        told = [news(self.bot, dossier, watch) for watch in self.store.watches(dossier)]
        others = {link["other"] for one in told for claim in one["new"] for link in claim["links"]}
        known = {claim.id: claim for claim in self.store.claims(dossier, ids=others)} if others else {}
        for link in (link for one in told for claim in one["new"] for link in claim["links"]):
            if claim := known.get(link["other"]):
                link["claim"] = render.claim_json(claim, self.store.edition(claim.article, claim.edition, dossier))
        return {"watches": [worded(one) for one in told]}

    def watch(self, asked: Json) -> Json:
        """Watch a question from now on: what answers it today is known."""
        from index.write import Writer

        dossier = read.dossier(asked)
        with Writer.open(self.settings) as writer:
            n = writer.add_watch(dossier, str(asked.get("question") or ""))
            self._mark(dossier, self._watch(dossier, n))
        return {"n": n}

    def seen(self, asked: Json) -> Json:
        """What is new of a watch has been seen."""
        dossier = read.dossier(asked)
        self._mark(dossier, self._watch(dossier, int(asked.get("n") or 0)))
        return {}

    def unwatch(self, asked: Json) -> Json:
        from index.write import Writer

        with Writer.open(self.settings) as writer:
            writer.remove_watch(read.dossier(asked), int(asked.get("n") or 0))
        return {}

    def _watch(self, dossier: str, n: int) -> Watch:
        for watch in self.store.watches(dossier):
            if watch.n == n:
                return watch
        raise NotFound("This question is not watched any more.")

    def _mark(self, dossier: str, watch: Watch) -> None:
        from index.write import Writer

        new = [claim["claim"] for claim in news(self.bot, dossier, watch)["new"]]
        with Writer.open(self.settings) as writer:
            writer.saw(watch.n, [*watch.seen, *new])
