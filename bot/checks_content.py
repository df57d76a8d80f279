"""What is said: negation, modality, numbers, dates, names and added words of a sentence against the cited text.

In: a Case of `verify`. Out: reasons, each one plain clause. Never here: words in quotation marks, compared as they
are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from bot.frame import code, content_frame, force_told, rules, times_in
from bot.relevance import Term, cover, plain_words, same
from bot.speaker import verbs
from bot.words import fold
from index.lang import table
from index.model import When
from index.when import words as when_words

if TYPE_CHECKING:
    from bot.verify import Case


def negation(case: Case) -> Iterator[str]:
    """No is not yes: the sentence says no exactly where the cited words do."""
    mine = bool(rules(case.lang)["negation"].search(content_frame(case)))
    there = _says_no(case)
    if mine and not there:
        yield "it says no where the article does not"
    elif _verb_negated(case):
        yield "it denies that this was said"
    elif there and not mine and _paraphrases(case) and not _says_no_itself(case):
        yield "it leaves out the article’s “not”"


def _says_no(case: Case) -> bool:
    """Whether the cited words say no; a contrast ("412, not 340") is no denial, nor is a condition that the sentence
    leaves out.
    """
    rule = rules(code(case.article.lang))
    said = case.cited
    if case.claim:
        if case.claim.force in ("deny", "reject", "decline_to_comment"):
            return True
        said = " ".join(span.of(case.article.text) for span in case.claim.content)
    for quote in case.quotes:
        said = said.replace(quote, " ")
    bare = re.sub(rule["contrast"], " ", fold(said))
    if not re.search(rules(case.lang)["condition"], content_frame(case)):
        bare = re.sub(rule["condition"], " ", bare)
    if rule["negation"].search(bare):
        return True
    negative = case.claim is not None and case.claim.polarity == "negative"
    return negative and not rule["negation"].search(fold(said))


def _says_no_itself(case: Case) -> bool:
    """Through its verb ("denied") or its quotation."""
    told = force_told(case)
    quoted = " ".join(case.quotes)
    return told in ("deny", "reject", "decline_to_comment") or bool(
        rules(code(case.article.lang))["negation"].search(fold(quoted))
    )


def _verb_negated(case: Case) -> bool:
    frame = content_frame(case)
    verb = verbs(case.lang).search(frame)
    if verb is None or case.claim is None:
        return False
    before = frame[max(0, verb.start() - 18) : verb.start()]
    return bool(re.search(r"\b(?:not|never|ne|jamais)\b|n't\b|\bn'", before))


def _paraphrases(case: Case) -> bool:
    """Whether the frame itself says what was said, rather than only who said it."""
    return bool(case.own_words)


def cut(case: Case) -> Iterator[str]:
    """A quotation does not begin or end so that the "no" of its statement is left outside."""
    if case.claim is None:
        return
    text = case.article.text
    no = rules(code(case.article.lang))["negation"]
    quotes = [quote[1:-1].strip() for quote in case.quotes]
    found = [
        (said, span, at) for span in case.claim.content for said in quotes
        if (at := text.find(said, span.start, span.end)) >= 0
    ]  # fmt: skip
    for said, span, at in found if len(found) == 1 else ():
        rest = f"{text[span.start : at]} {text[at + len(said) : span.end]}"
        if no.search(fold(rest)) and not no.search(fold(said)):
            yield "its quotation leaves out the article’s “no”"


def modality(case: Case) -> Iterator[str]:
    """Could is not will, and will is not could, in what the frame itself says."""
    if not _paraphrases(case):
        return
    mine, theirs = rules(case.lang), rules(code(case.article.lang))
    frame, cited = re.sub(r"\bmay(?= \d{4})|(?<=\d )may\b", " ", content_frame(case)), fold(case.cited)
    could, there = mine["possible"].search(frame), theirs["possible"].search(cited)
    if there and not could and not mine["conditional"].search(frame):
        yield f"it leaves out the article’s “{there[0]}”"
    elif could and not there:
        yield f"“{could[0]}” is weaker than what the article says"
    if mine["future"].search(frame) and not theirs["future"].search(cited) and theirs["conditional"].search(cited):
        yield "it makes certain what the article has under a condition"


def numbers(case: Case) -> Iterator[str]:
    """Every number of the frame stands in the cited text, its dates or its date of publication."""
    known = set(
        _numbers(f"{case.cited} {case.article.title or ''} {case.article.outlet or ''}", code(case.article.lang))
    )
    known |= set(_numbers(case.claim.source_canonical or "", case.lang)) if case.claim else set()
    for when in case.whens:
        known |= set(_numbers(when_words(when, case.lang), case.lang))
    known.update(float(count) for count in _repeats(case.lang).findall(case.text))
    for number in _numbers(_unmasked(case), case.lang):
        if number not in known:
            yield f"the number {number:g} does not stand in the cited text"


@cache
def _repeats(lang: str) -> re.Pattern[str]:
    """Our own count of how often the same was said: "(3 more times in the same sense)"."""
    return re.compile(re.escape(table(lang, "phrases")["frame"]["also_many"]).replace(r"\{count\}", r"(\d+)"))


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


def dates(case: Case) -> Iterator[str]:
    """Every date of the frame is one that the article gives, as exact or less exact, never more."""
    there = case.whens
    text = case.frame.text
    for shown in sorted((when_words(when, case.lang) for when in there), key=len, reverse=True):
        text = text.replace(shown, " ")
    for time in times_in(text, case.lang, case.article.published):
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
    outlet = case.article.outlet or ""
    near = f"{case.cited} \n {case.article.title or ''} \n {outlet if fold(outlet) in fold(case.text) else ''}"
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
    own = case.own_words
    if not own:
        return
    found = cover([Term(word, (word, *same(word))) for word in own], near, case.sources.vectors)
    for word, part in zip(own, found.parts, strict=True):
        if part < 0.3 and not _inflected(word, near, case):
            yield f"“{word}” has nothing in the cited text to rest on"


def _inflected(word: str, near: str, case: Case) -> bool:
    """Whether a word rests on the cited text once both are in their ground forms: "fournissait" on "supplied"."""
    mine, theirs = case.lang, code(case.article.lang)
    asked = [Term(form, (form, *same(form))) for form in ground_forms(word, mine)]
    forms = " ".join(form for other in plain_words(near) for form in ground_forms(other, theirs))
    return bool(asked) and max(cover(asked, forms, case.sources.vectors).parts) >= 0.6


def ground_forms(word: str, lang: str) -> list[str]:
    """The forms that a dictionary may list a word under, by its ending."""
    found = (re.sub(ending, ground, word) for ending, ground in rules(lang)["endings"] if re.search(ending, word))
    return [form for form in dict.fromkeys((word, *found)) if len(form) > 2]
