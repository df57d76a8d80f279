"""Accounts that one sentence gives → accounts that each show words of their own.

In: the accounts that are to be shown, weightiest first. Out: the same; of those of one sentence the first is cut to the
part that tells it, and one that cannot be told apart is None. Never here: words that are not in the sentence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from bot.merge import Account
from bot.words import fold
from index.lang import table
from index.model import Span

FEWEST = 6
"""Words below which a part of a sentence says too little to stand alone."""
COUNTED = frozenset({"so long after", "so long before"})
"""Rules by which a day is counted from another that the sentence names."""
_BREAK = re.compile(r"[,;:–—]\s+")


def tell_apart(accounts: Sequence[Account]) -> list[Account | None]:
    """Each account as it is shown. What a saying without a day of its own tells is told by the saying."""
    alike: defaultdict[object, list[int]] = defaultdict(list)
    for number, account in enumerate(accounts):
        alike[account.place, account.text].append(number)
    shown: list[Account | None] = list(accounts)
    for numbers in alike.values():
        if len(numbers) > 1:
            for number, own in zip(numbers, _apart([accounts[n] for n in numbers]), strict=True):
                shown[number] = own
    return shown


def _apart(twins: Sequence[Account]) -> list[Account | None]:
    parts = _parts(twins)
    taken: set[Span] = set()
    found: list[Account | None] = []
    for twin in twins:
        part = twin.clause or twin.span if _counted(twin) else parts.get(id(twin), twin.clause or twin.span)
        undated_saying = twin.when is None and any(other.lane == "said" for other in twins)
        found.append(None if part in taken or undated_saying else replace(twin, clause=part))
        taken.add(part)
    return found


def _counted(account: Account) -> bool:
    """ "two days after it left": the day is counted from another, and is wrong beside these words alone."""
    proof = account.when.proof if account.when else None
    return proof is not None and proof.rule in COUNTED


def _parts(twins: Sequence[Account]) -> dict[int, Span]:
    """For the one told first the sentence up to the break before the next; for that one the rest, if it can stand."""
    first, second = sorted(twins, key=_region)[:2]
    whole, end = first.clause or first.span, _region(first).end
    breaks = list(_BREAK.finditer(first.article.text, end, max(end, _region(second).start)))
    if not breaks:
        return {}
    text = first.article.text
    part, rest = Span(whole.start, breaks[-1].start()), Span(breaks[-1].end(), whole.end)
    if not _stands(part, text):
        return {}
    held = second.clause is None and _region(second).end <= rest.end and _stands(rest, text)
    leans = _leaning(first.article.lang).match(fold(rest.of(text))) is not None
    return {id(first): part} | ({id(second): rest} if held and len(twins) == 2 and not leans else {})


def _stands(part: Span, text: str) -> bool:
    words = part.of(text)
    whole_quotes = all(words.count(a) == words.count(b) for a, b in ("«»", "“”", "()")) and words.count('"') % 2 == 0
    return len(words.split()) >= FEWEST and whole_quotes


@cache
def _leaning(lang: str) -> re.Pattern[str]:
    return re.compile(table(lang, "timeline")["opening"]["relatives"])


def _region(account: Account) -> Span:
    """From the word that names a happening to the words that date it, in either order."""
    head, proof = account.head or account.span, account.when.proof if account.when else None
    dated = proof is not None and account.span.start <= proof.start and proof.end <= account.span.end
    return Span(min(head.start, proof.start), max(head.end, proof.end)) if dated and proof else Span(*head)
