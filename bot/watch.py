"""Watched questions: what is new since they were last asked, and what it does to what was known.

In: a Bot and a Watch. Out: the claims that answer now and were not seen before, each with how it stands to others.
Never here: keeping what was seen; the command that shows it does that.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bot import render
from bot.reasons import reason
from index.model import Json
from index.store_window import Watch

if TYPE_CHECKING:
    from bot.bot import Bot

TOLD = ("changes", "denies", "contradicts")


def news(bot: Bot, dossier: str, watch: Watch) -> Json:
    """{"n","question","new": [claim with "links": [{"kind","why","other"}]]}: claims not seen before, newest last."""
    answer = bot.ask(watch.question, dossier)
    found = {cited.claim.id: cited.claim for cited in answer.citations if cited.claim}
    new = [claim for id, claim in found.items() if id not in watch.seen]
    links: defaultdict[str, list[Json]] = defaultdict(list)
    fresh = {claim.id for claim in new}
    opposed = [k for k in (bot.store.threads(dossier) if new else ()) if k.kind in TOLD and fresh & {k.a, k.b}]
    who = _speakers(bot, dossier, {id for link in opposed for id in (link.a, link.b)})
    for link in opposed:
        why = reason(link.why, answer.query.language, (who[link.a], who[link.b]))
        links[link.a].append({"kind": link.kind, "why": why, "other": link.b})
        links[link.b].append({"kind": link.kind, "why": why, "other": link.a})
    told = [render.claim_json(claim, bot.store.edition(claim.article, claim.edition, dossier)) for claim in new]
    return {
        "n": watch.n,
        "question": watch.question,
        "new": [claim | {"links": links[claim["claim"]]} for claim in told],
    }


def _speakers(bot: Bot, dossier: str, ids: set[str]) -> dict[str, str]:
    """{claim: who speaks in it, in the dossier's name or the article's words}."""
    read = bot.reader(dossier)
    found = bot.store.claims(dossier, ids=sorted(ids)) if ids else []
    return {c.id: c.source_canonical or render.text_of(read(c.article, c.edition), c.source) or "" for c in found}
