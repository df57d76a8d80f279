"""Questions about the bot or the dossier itself: what it holds and what can be asked.

In: a Query with intent "meta". Out: a Draft whose notes describe the dossier. Never here: an answer from articles.
"""

from __future__ import annotations

from bot.counts import counted
from bot.query import Draft, Filters, Query
from bot.sources import Sources
from index.lang import table


def describe(query: Query, sources: Sources) -> Draft:
    """What this dossier holds, in one sentence."""
    claims = sources.claims(Filters())
    spoken = {claim.source_canonical for claim in claims if claim.source_canonical}
    articles = len(sources.store.articles(sources.dossier))
    lang = query.language
    text = table(lang, "phrases")["refuse"]["meta"].format(
        articles=counted("articles", articles, lang),
        claims=counted("claims", len(claims), lang),
        sources=counted("sources", len(spoken), lang),
    )
    return Draft(query, notes=(text,))
