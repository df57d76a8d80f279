"""The checks that a sentence's frame must pass, one function each: source, force, hedge, relay, negation, numbers,
dates, names.

In: a Case of `verify`. Out: reasons, each one plain clause. Tables: `index/lang/*/verify.toml`. Never here:
quotations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from bot.relevance import Term, cover
from bot.speaker import verbs
from bot.words import blank, content_words, fold, words
from index.lang import LANGUAGES, table
from index.model import ATTITUDES, Span, When
from index.when import words as when_words

if TYPE_CHECKING:
    from bot.verify import Case

MARKS = "«»“”„‟\"‘’‚‛'‹›"
HOLE = "⟦⟧"
WEAKER = frozenset({
    "announce", "confirm", "warn", "praise", "express_concern", "regret", "criticise", "accuse", "report", "threaten",
    "promise",
})  # fmt: skip
"""Forces that "said" may stand for; never denying, refusing, asking or thinking."""


def plain(text: str) -> str:
    """The text as quotations are compared: one space for any white space, one mark for any quotation mark."""
    text = re.sub(rf"[{MARKS}]", "'", text)
    return re.sub(r"\s*'\s*", "'", re.sub(r"\s+", " ", text)).strip(" '")


def within(said: str, place: str) -> bool:
    """Whether whole words of a place are what is said."""
    return re.search(rf"(?<!\w){re.escape(said)}(?!\w)", place) is not None


def short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def without(text: str, spans: Sequence[Span]) -> str:
    """The text with each quotation, marks and all, turned into a hole of the same length."""
    for start, end in spans:
        text = text[:start] + HOLE[0] + " " * max(end - start - 2, 0) + HOLE[1] * min(end - start, 1) + text[end:]
    return text


def run(case: Case) -> Iterator[str]:
    """All reasons of all checks."""
    for check in CHECKS:
        yield from check(case)


@cache
def rules(lang: str) -> dict[str, Any]:
    found = table(lang, "verify")
    patterns = {
        key: re.compile(rf"(?<![\w'])(?:{found[key]})(?![\w])")
        for key in ("possible", "conditional", "future", "hearsay", "attribution", "relay")
    }
    frame = re.compile("|".join(re.escape(fold(phrase)) for phrase in found["frame"]))
    known = set(words(f"{found['months']} {found['weekdays']} {found['everyday']}"))
    return {
        **found,
        **patterns,
        "negation": re.compile(rf"(?<!\w)(?:{found['negation']})(?!\w)|n't\b"),
        "frame": frame,
        "known": known,
    }


def _code(lang: str) -> str:
    return lang if lang in LANGUAGES else "en"


# ---------------------------------------------------------------- who speaks, and how


def source(case: Case) -> Iterator[str]:
    """The one who speaks in the sentence is the one who speaks in the article."""
    if case.claim is None:
        return
    named = _subjects(case)
    right = {case.claim.source_canonical, *case.claim.doubt} - {None}
    if not named or _worded(case):
        return
    if not right:
        yield "the article does not name who says this"
    elif not (set(named[0]) & right or set(named[-1]) & right):
        yield f"{' or '.join(named[-1])} is not who says this; it is {' or '.join(sorted(filter(None, right)))}"


def _worded(case: Case) -> bool:
    """Whether the sentence starts with the source as it is called, in the article's words or by its full name."""
    assert case.claim is not None
    said = case.claim.source.of(case.article.text) if case.claim.source else ""
    opening = plain(fold(case.text))
    return any(
        opening.startswith(plain(fold(name))) for name in (said, *case.claim.doubt, case.claim.source_canonical) if name
    )


def _subjects(case: Case) -> list[tuple[str, ...]]:
    """The names before the word of speech that belong to nobody else's description, in order."""
    text = case.frame.folded
    verb = _verb(case)
    told = rules(case.lang)["attribution"].search(text)
    if verb is None and told:
        return [case.frame.names[int(m[1])][1] for m in list(re.finditer(r"§(\d+)§", text[told.end() :]))[:1]]
    if verb is None:
        return []
    of = re.compile(rules(case.lang)["of"])
    before = [m for m in re.finditer(r"§(\d+)§", text[: verb.start()]) if not of.search(f" {text[: m.start()]}")]
    return [case.frame.names[int(m[1])][1] for m in before]


def _verb(case: Case) -> re.Match[str] | None:
    """The word of speech of the frame: the first outside of relays."""
    return verbs(case.lang).search(case.frame.folded)


def force(case: Case) -> Iterator[str]:
    """The reporting verb is as strong as the article's, or "said" for a milder one."""
    if case.claim is None:
        return
    told = _told_force(case)
    if told is None or told == case.claim.force:
        return
    if told == "say" and case.claim.force in WEAKER:
        return
    kind = "what is thought, not said" if case.claim.force in ATTITUDES else f"“{case.claim.force}”"
    yield f"the reporting word says “{told}” where the article has {kind}"


def _told_force(case: Case) -> str | None:
    phrases = table(case.lang, "phrases")
    text = fold(case.frame.folded)
    exact: list[tuple[int, str]] = [
        (len(verb), name)
        for kind in ("said", "hearsay")
        for name, verb in phrases[kind].items()
        if re.search(rf"(?<!\w){re.escape(fold(verb))}(?!\w)", text)
    ]
    if exact:
        return max(exact)[1]
    from bot.speaker import force_of

    verb = _verb(case)
    return force_of(verb[0], case.lang) if verb else None


def hedge(case: Case) -> Iterator[str]:
    """Hearsay stays hearsay; what is asserted is not made a rumour."""
    if case.claim is None:
        return
    marked = rules(case.lang)["hearsay"].search(_content_frame(case)) is not None
    if case.claim.hedge == "hearsay" and not marked:
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
    return any(name in names for _, found in case.sources.match(case.text) for name in found)


def _same_channel(said: str, channel: str, case: Case) -> bool:
    if HOLE[0] in said or plain(fold(said)) in plain(fold(channel)):
        return True  # a quoted relay has been compared with the cited text already
    names = {name for _, names in case.sources.match(channel) for name in names}
    return any(name in names for _, found in case.sources.match(said) for name in found)


# ---------------------------------------------------------------- what is said


def negation(case: Case) -> Iterator[str]:
    """No is not yes: the sentence says no exactly where the cited words do."""
    mine = bool(rules(case.lang)["negation"].search(_content_frame(case)))
    there = _says_no(case)
    if mine and not there:
        yield "it says no where the article does not"
    elif _verb_negated(case):
        yield "it denies that this was said"
    elif there and not mine and _paraphrases(case) and not _says_no_itself(case):
        yield "it leaves out the article’s “not”"


def _content_frame(case: Case) -> str:
    return str(rules(case.lang)["frame"].sub(" ", case.frame.folded))


def _says_no(case: Case) -> bool:
    lang = _code(case.article.lang)
    said = case.cited
    if case.claim:
        if case.claim.polarity == "negative" or case.claim.force in ("deny", "reject", "decline_to_comment"):
            return True
        said = " ".join(span.of(case.article.text) for span in case.claim.content)
    for quote in case.quotes:
        said = said.replace(quote, " ")
    return bool(rules(lang)["negation"].search(fold(said)))


def _says_no_itself(case: Case) -> bool:
    """Through its verb ("denied") or its quotation."""
    told = _told_force(case)
    quoted = " ".join(case.quotes)
    return told in ("deny", "reject", "decline_to_comment") or bool(
        rules(_code(case.article.lang))["negation"].search(fold(quoted))
    )


def _verb_negated(case: Case) -> bool:
    frame = _content_frame(case)
    verb = verbs(case.lang).search(frame)
    if verb is None or case.claim is None or case.claim.force in ("decline_to_comment", "deny", "reject"):
        return False
    near = frame[max(0, verb.start() - 18) : verb.end() + 6]
    return bool(re.search(r"\b(?:did not|didn't|has not|hasn't|never|not|n'a|n'ont|n'aurait|ne|jamais)\b", near))


def _paraphrases(case: Case) -> bool:
    """Whether the frame itself says what was said, rather than only who said it."""
    return len(_own_words(case)) >= 3


def modality(case: Case) -> Iterator[str]:
    """Could is not will, and will is not could, in what the frame itself says."""
    if not _paraphrases(case):
        return
    mine, theirs = rules(case.lang), rules(_code(case.article.lang))
    frame, cited = _content_frame(case), fold(case.cited)
    could, there = mine["possible"].search(frame), theirs["possible"].search(cited)
    if there and not could and not mine["conditional"].search(frame):
        yield f"it leaves out the article’s “{there[0]}”"
    elif could and not there and not theirs["conditional"].search(cited):
        yield f"“{could[0]}” is weaker than what the article says"
    if mine["future"].search(frame) and not theirs["future"].search(cited) and theirs["conditional"].search(cited):
        yield "it makes certain what the article has under a condition"


def numbers(case: Case) -> Iterator[str]:
    """Every number of the frame stands in the cited text, its dates or its date of publication."""
    known = set(_numbers(case.cited, _code(case.article.lang)))
    for when in _dates(case):
        known |= set(_numbers(when_words(when, case.lang), case.lang))
    for citation_count in re.findall(r"\((\d+)", _frame_phrase(case)):
        known.add(float(citation_count))
    for number in _numbers(_unmasked(case), case.lang):
        if number not in known:
            yield f"the number {number:g} does not stand in the cited text"


def _frame_phrase(case: Case) -> str:
    return " ".join(re.findall(r"\(\d+ (?:more time|autre\(s\) fois)[^)]*\)", case.text))


def _unmasked(case: Case) -> str:
    return re.sub(r"§\d+§", " ", case.frame.folded)


def _numbers(text: str, lang: str) -> list[float]:
    """Numbers as values: "2,5 millions" and "2.5 million" are both 2500000; words from two on."""
    spelled = rules(lang)["numbers"]
    found: list[float] = []
    folded = re.sub(r"(?<=\d)[\s\u00a0\u202f](?=\d{3}\b)", "", fold(text))
    token = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
    scale = False
    for match in token.finditer(folded):
        word = match[0]
        value = _digits(word) if word[0].isdigit() else spelled.get(word)
        big = value is not None and not word[0].isdigit() and value >= 100
        if value is None:
            scale = False
        elif big and scale and found:
            found[-1] *= value
        else:
            found.append(float(value))
            scale = True
    return found


def _digits(word: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", word):
        return float(re.sub(r"[.,]", "", word))
    parts = re.split(r"[.,]", word)
    return float(parts[0] + ("." + "".join(parts[1:]) if len(parts) > 1 else ""))


def _dates(case: Case) -> list[When]:
    """The days that the sentence may name: of the claim, of the cited text, of the publication."""
    from index import times

    found = [case.claim.said] if case.claim and case.claim.said else []
    found += [t.when for t in times.tag(case.cited, _code(case.article.lang), case.article.published)]
    return [*found, *([case.article.published] if case.article.published else [])]


def dates(case: Case) -> Iterator[str]:
    """Every date of the frame is one that the article gives, as exact or less exact, never more."""
    from index import times

    there = _dates(case)
    text = case.frame.text
    for shown in sorted((when_words(when, case.lang) for when in there), key=len, reverse=True):
        text = text.replace(shown, " ")
    for time in times.tag(text, case.lang, case.article.published):
        dated = time.type in ("DATE", "TIME") and time.when.candidates
        if dated and not any(_covers(time.when, when) for when in there):
            yield f"the article does not give the date “{time.span.of(text)}”"


def _covers(mine: When, there: When) -> bool:
    """Whether all days of one When are among those of the other."""
    if not there.candidates or not mine.candidates:
        return False
    return all(
        any((m.first is None or (t.first is not None and m.first <= t.first))
            and (m.last is None or (t.last is not None and t.last <= m.last)) for m in mine.candidates)
        for t in there.candidates
    )  # fmt: skip


def names(case: Case) -> Iterator[str]:
    """Every name of the frame stands in the cited text, or is its source, relay or outlet."""
    allowed = _allowed_names(case)
    for span, found in case.frame.names:
        if not allowed.intersection(found):
            yield f"{span.of(case.frame.text)} is not named in the cited text"


def _allowed_names(case: Case) -> set[str]:
    near = f"{case.cited} \n {case.article.title or ''} \n {case.article.outlet or ''}"
    if case.claim:
        near += f" \n {case.claim.source_canonical or ''}"
    found = {name for _, names in case.sources.match(near) for name in names}
    if case.claim:
        found |= {n for n in (case.claim.source_canonical, *case.claim.doubt) if n}
        channels = " \n ".join(span.of(case.article.text) for span in case.claim.channel)
        found |= {name for _, names in case.sources.match(channels) for name in names}
    return found


def additions(case: Case) -> Iterator[str]:
    """Every content word of the frame has its counterpart in the cited text; a capital is looked for as it stands."""
    near = f"{case.cited} {case.article.title or ''} {case.article.outlet or ''}"
    if case.claim:
        near += f" {case.claim.role or ''} {case.claim.source_canonical or ''}"
    own = _own_words(case)
    if not own:
        return
    found = cover([Term(word, (word,)) for word in own], near, case.sources.vectors)
    for word, part in zip(own, found.parts, strict=True):
        if part < 0.3:
            yield f"“{word}” has nothing in the cited text to rest on"


def _own_words(case: Case) -> list[str]:
    """Content words of the frame that are neither names, dates, numbers, words of speech nor of the form of an
    answer.
    """
    from index import times

    text = blank(case.frame.text, [span for span, _ in case.frame.names])
    for when in sorted((when_words(w, case.lang) for w in _dates(case)), key=len, reverse=True):
        text = text.replace(when, " ")
    for time in times.tag(text, case.lang, case.article.published):
        text = blank(text, [time.span])
    text = fold(text)
    phrases = table(case.lang, "phrases")
    for verb in sorted({*phrases["said"].values(), *phrases["hearsay"].values()}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(fold(verb))}(?!\w)", " ", text)
    text = rules(case.lang)["frame"].sub(" ", text)
    text = verbs(case.lang).sub(" ", text)
    known = rules(case.lang)["known"] | set(rules(case.lang)["numbers"])
    return [
        word
        for word in content_words(text)
        if word not in known and not word[0].isdigit() and not _modal(word, case.lang)
    ]


def _modal(word: str, lang: str) -> bool:
    found = rules(lang)
    return any(found[key].fullmatch(word) for key in ("possible", "conditional", "hearsay", "relay", "attribution"))


CHECKS: tuple[Callable[[Case], Iterator[str]], ...] = (
    source, force, hedge, relay, negation, modality, numbers, dates, names, additions,
)  # fmt: skip
