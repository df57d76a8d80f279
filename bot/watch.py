"""Watched questions: what is new since they were last asked, and what it does to what was known.

In: a Bot and a Watch. Out: the claims not seen before that answer now, or go against one that does, seen or not; each
with how it stands to others.
Never here: keeping what was seen; the command that shows it does that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot import render
from bot.reasons import reason
from index.model import Claim, Json
from index.store_window import Watch

if TYPE_CHECKING:
    from bot.bot import Bot

TOLD = ("changes", "denies", "contradicts")


def news(bot: Bot, dossier: str, watch: Watch) -> Json:
    """{"n","question","new": [claim with "links": [{"kind","why","other"}]]}: claims not seen before, newest last."""
    answer = bot.ask(watch.question, dossier)
    found = {cited.claim.id: cited.claim for cited in answer.citations if cited.claim}
    opposed = [k for k in bot.store.threads(dossier) if k.kind in TOLD and found.keys() & {k.a, k.b}]
    ends = {id for link in opposed for id in (link.a, link.b)}
    linked = {claim.id: claim for claim in bot.store.claims(dossier, ids=sorted(ends))} if ends else {}
    new = [claim for id, claim in (found | linked).items() if id not in watch.seen]
    who = _speakers(bot, dossier, linked.values())
    links: defaultdict[str, list[Json]] = defaultdict(list)
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


def _speakers(bot: Bot, dossier: str, claims: Iterable[Claim]) -> dict[str, str]:
    """{claim: who speaks in it, in the dossier's name or the article's words}."""
    read = bot.reader(dossier)
    return {c.id: c.source_canonical or render.text_of(read(c.article, c.edition), c.source) or "" for c in claims}
