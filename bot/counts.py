"""Numbers in words of the answer's language: "7 statements by 5 sources in 3 articles; 2 more passages touch on this".

In: counts. Out: words from `phrases.toml`. Never here: counting.
"""

from __future__ import annotations

from collections.abc import Mapping

from index.lang import table


def counted(what: str, n: int, lang: str) -> str:
    """ "1 source", "5 sources"."""
    return str(table(lang, "phrases")["coverage"][f"{what}_{'one' if n == 1 else 'many'}"].format(n=n))


def coverage_words(coverage: Mapping[str, int], lang: str, dated: bool = False) -> str:
    """The sentence that says how complete an answer is; one that is told by time leaves out what is `dated` last."""
    phrases = table(lang, "phrases")["coverage"]
    untold = coverage.get("untold", 0)
    unused = coverage.get("unused", 0) - untold
    more = phrases["untold"].format(untold=counted("later" if dated else "further", untold, lang)) if untold else ""
    more += phrases["unused"].format(unused=counted("unused", unused, lang)) if unused else ""
    articles = counted("articles", coverage.get("articles", 0), lang)
    if not coverage.get("claims"):
        passages = counted("passages", coverage.get("passages", 0), lang)
        return str(phrases["passages"].format(passages=passages, articles=articles, unused=more))
    claims = counted("claims", coverage["claims"], lang)
    sources = counted("sources", coverage.get("sources", 0), lang)
    return str(phrases["text"].format(claims=claims, sources=sources, articles=articles, unused=more))
