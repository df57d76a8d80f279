"""Who speaks, and how: the source, force, hedge and relay of a sentence against those of its claim.

In: a Case of `verify`. Out: reasons, each one plain clause. Never here: what is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.frame import HOLE, code, content_frame, force_told, plain, rules, short, verb_of
from bot.relevance import Term, cover, same
from bot.words import content_words, fold
from bot.write import told_by_hearsay
from index.model import ATTITUDES
from index.words import stem

if TYPE_CHECKING:
    from bot.verify import Case

WEAKER = frozenset({
    "say", "announce", "confirm", "warn", "praise", "express_concern", "regret", "criticise", "accuse", "report",
    "threaten", "promise",
})  # fmt: skip
"""Forces that "said" may stand for; never denying, refusing, asking or thinking."""


def source(case: Case) -> Iterator[str]:
    """The one who speaks in the sentence is the one who speaks in the article."""
    if case.claim is None:
        return
    named = _subjects(case)
    right = {case.claim.source_canonical, *case.claim.doubt} - {None}
    if _worded(case):
        return
    if not named:
        yield from _another_body(case)
        return
    if not right:
        yield "the article does not name who says this"
    elif not (set(named[0]) & right or set(named[-1]) & right):
        yield f"{' or '.join(named[-1])} is not who says this; it is {' or '.join(sorted(filter(None, right)))}"


def _another_body(case: Case) -> Iterator[str]:
    """A subject without a name ("the prefecture") is one that the article gives to the source."""
    assert case.claim is not None
    verb = verb_of(case)
    told = case.frame.folded[: verb.start()] if verb else ""
    if HOLE[0] in told or "§" in told:
        return
    known = rules(case.lang)["known"]
    words = [word for word in content_words(told) if word not in known and not word[0].isdigit()]
    mine = case.claim.source.of(case.article.text) if case.claim.source else ""
    called = f"{mine} {case.claim.role or ''} {case.claim.source_canonical or ''} {case.article.outlet or ''}"
    found = cover([Term(word, (word, *same(word))) for word in words], called, case.sources.vectors, 0.95)
    if words and max(found.parts) < 0.3:
        yield f"“{' '.join(words)}” is not who says this"


def _worded(case: Case) -> bool:
    """Whether the sentence starts with the source as it is called, in the article's words or by its full name."""
    assert case.claim is not None
    said = case.claim.source.of(case.article.text) if case.claim.source else ""
    opening = plain(fold(case.text))
    own = [name for name in (*case.claim.doubt, case.claim.source_canonical) if name]
    shown = [case.sources.called(name, case.lang).text for name in own]
    return any(opening.startswith(plain(fold(name))) for name in (said, *own, *shown) if name)


def _subjects(case: Case) -> list[tuple[str, ...]]:
    """The names before the word of speech that belong to nobody else's description, in order."""
    text = case.frame.folded
    verb = verb_of(case)
    told = rules(case.lang)["attribution"].search(text)
    if verb is None and told:
        return [case.frame.names[int(m[1])][1] for m in list(re.finditer(r"§(\d+)§", text[told.end() :]))[:1]]
    if verb is None:
        return []
    of = re.compile(rules(case.lang)["of"])
    before = [m for m in re.finditer(r"§(\d+)§", text[: verb.start()]) if not of.search(f" {text[: m.start()]}")]
    return [case.frame.names[int(m[1])][1] for m in before]


def force(case: Case) -> Iterator[str]:
    """The reporting verb is as strong as the article's, or "said" for a milder one."""
    if case.claim is None:
        return
    told = force_told(case)
    if told is None or told == case.claim.force or _same_word(case):
        return
    if told in ("say", "report") and case.claim.force in WEAKER:
        return
    kind = "what is thought, not said" if case.claim.force in ATTITUDES else f"“{case.claim.force}”"
    yield f"the reporting word says “{told}” where the article has {kind}"


def _same_word(case: Case) -> bool:
    """Whether the reporting word is the article's own, whichever force it is filed under."""
    verb = verb_of(case)
    if verb is None or case.claim is None or case.article.lang != case.lang:
        return False
    cue = case.claim.cue.of(case.article.text)
    mine, theirs = ({stem(word, case.lang) for word in content_words(text)} for text in (verb[0], cue))
    return bool(mine & theirs)


def hedge(case: Case) -> Iterator[str]:
    """Hearsay stays hearsay; what is asserted is not made a rumour."""
    if case.claim is None:
        return
    frame = content_frame(case)
    clause = re.search(rules(case.lang)["clause"], frame)  # what follows "que" is what is said, in its own tenses
    marked = rules(case.lang)["hearsay"].search(frame[: clause.start()] if clause else frame) is not None
    there = rules(code(case.article.lang))["hearsay"]
    passed_on = not told_by_hearsay(case.claim, case.article) and there.search(fold(" ".join(case.quotes)))
    said_so = marked or rules(case.lang)["hearsay"].search(frame) is not None
    if case.claim.hedge == "hearsay" and not said_so and not passed_on:
        yield "the article only has this by hearsay"
    elif case.claim.hedge != "hearsay" and marked:
        yield "the article does not have this by hearsay"


def relay(case: Case) -> Iterator[str]:
    """Through whom it was told: neither left out nor made up."""
    if case.claim is None:
        return
    text = case.article.text
    told = [span.of(text) for span in case.claim.channel]
    shown = fold(case.text)
    for channel in told:
        if not _named_in(channel, shown, case):
            yield f"it leaves out that this was told through {short(channel)}"
    for found in re.finditer(r"(?<!\w)(?:via)\s+([^,:;.]+)", case.frame.folded):
        if not any(_same_channel(case.frame.original(*found.span(1)), channel, case) for channel in told):
            yield f"the article does not have this via {short(case.frame.original(*found.span(1)))}"


def _named_in(channel: str, shown: str, case: Case) -> bool:
    if plain(fold(channel)) in plain(shown):
        return True
    names = {name for _, names in case.sources.match(channel) for name in names}
    if any(name in names for _, found in case.sources.match(case.text) for name in found):
        return True
    asked = [Term(word, (word, *same(word))) for word in content_words(channel)]
    return bool(asked) and not names and cover(asked, case.frame.text, case.sources.vectors).share >= 0.6


def _same_channel(said: str, channel: str, case: Case) -> bool:
    if HOLE[0] in said or plain(fold(said)) in plain(fold(channel)):
        return True  # a quoted relay has been compared with the cited text already
    names = {name for _, names in case.sources.match(channel) for name in names}
    return any(name in names for _, found in case.sources.match(said) for name in found)
