"""Who is asked about: the speaker, the kind of statement and the addressee that a question names.

In: a masked question and its language. Out: Asked. A name that is only mentioned is never a speaker: a speaker stands
where the patterns of `index/lang/*/questions.toml` put one. Never here: what the dossier holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from bot.words import Masked, articles, fold
from index.lang import table
from index.model import ATTITUDES

_NAME = r"§\d+§"
_WHO = r"(?P<who>[\w§.&'-]+(?: [\w§.&'-]+){0,8}?)"
_PROPER = r"(?:[A-ZÀ-Ý][\w.'’-]*)(?: [A-ZÀ-Ý][\w.'’-]*)*"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question says about speaking. `used` are the ranges of the masked text that this understanding
    explains.
    """

    sources: tuple[str, ...] = ()
    doubts: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (word, names it may be)
    unknown: str | None = None
    pronoun: bool = False
    anyone: bool = False
    forces: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    change: bool = False
    used: tuple[tuple[int, int], ...] = ()


@cache
def _tables(lang: str) -> dict[str, Any]:
    rules = table(lang, "questions")
    ordered = sorted(rules["force"], key=lambda force: force != "decline_to_comment")  # "refuse to say" before "refuse"
    verb = "|".join(f"(?:{fold(rules['force'][force])})" for force in ordered)
    noun = "|".join(f"(?:{fold(words)})" for words in rules["noun"].values())

    article = f"(?:{articles()})?"
    joined = rf"{article}{_NAME}(?:(?:{rules['speaker']['joint']}){article}{_NAME})*"

    def build(pattern: str) -> re.Pattern[str]:
        word = rf"(?!(?:{rules['speaker']['ends']})\b)[\w'-]+"
        named = rf"(?P<who>(?:{article}(?:{word} ){{1,7}}?)?{joined})"
        filled = (
            pattern.replace("{who}", _WHO)
            .replace("{np}", _WHO)
            .replace("{name}", named)
            .replace("{bare}", rf"(?P<who>{joined})")
        )
        spoken = rf"(?:{verb})(?![\w§])(?! (?:{rules['speaker']['plain']})\b)"  # "the report" in "did the report say"
        return re.compile(filled.replace("{verb}", spoken).replace("{noun}", rf"(?:{noun})(?![\w§])"))

    return {
        "patterns": [build(pattern) for pattern in rules["speaker"]["patterns"]],
        "open": build(rules["speaker"]["open"]),
        "addressee": build(rules["speaker"]["addressee"]),
        "verbs": {force: re.compile(rf"(?:{fold(words)})") for force, words in rules["force"].items()},
        "nouns": {force: re.compile(rf"(?:{fold(words)})") for force, words in rules["noun"].items()},
        "unfinished": re.compile(rf"(?:^| )(?:{rules['speaker']['ends']}|{rules['speaker']['small']})$"),
        "proper": re.compile(rf"{_PROPER}(?= (?:{rules['speaker']['topic']}))"),
        "joint": re.compile(rf"(?:{rules['speaker']['joint']}){article}$"),
        "acts": re.compile(rules["speaker"]["acts"]),
        "acting": re.compile(rules["speaker"]["acting"]),
        "anyone": set(rules["speaker"]["anyone"].split("|")),
        "pronouns": set(rules["speaker"]["pronouns"].split("|")),
        "lead": re.compile(fold(rules["speaker"]["lead"])),
        "of": re.compile(rules["speaker"]["of"] + rf"{article}$"),
        "verb": re.compile(rf"(?<![\w§])(?:{verb})(?![\w§])"),
        "noun": re.compile(rf"(?<![\w§])(?:{noun})(?![\w§])"),
    }


def verbs(lang: str) -> re.Pattern[str]:
    """Any word of speech."""
    pattern: re.Pattern[str] = _tables(lang)["verb"]
    return pattern


def force_of(word: str, lang: str) -> str | None:
    """The force of a word of speech: the longest entry of the tables that is the whole word."""
    rules = _tables(lang)
    for kind in ("verbs", "nouns"):
        fitting: list[str] = [force for force, pattern in rules[kind].items() if pattern.fullmatch(word)]
        if fitting:
            return max(fitting, key=lambda force: force != "say")
    return None


def asked(masked: Masked, lang: str) -> Asked:
    """The speaker, force and addressee asked for."""
    rules = _tables(lang)
    opened = rules["open"].search(masked.folded)
    if re.match(r"(?:is|was|are|were) ", masked.folded):  # "Is Brossac said to have resigned?" asks for no speaker
        found = Asked()
    elif opened:
        found = Asked(anyone=True, forces=_forces(opened, lang), used=(opened.span(),))
    else:
        found = next(_speakers(masked, lang), None) or _no_speaker(masked, lang)
    return _with_addressee(found, masked, rules["addressee"])


def _speakers(masked: Masked, lang: str) -> Iterator[Asked]:
    for pattern in _tables(lang)["patterns"]:
        for found in pattern.finditer(masked.folded):
            told = _told(found, masked, lang)
            if told:
                yield told


def _told(found: re.Match[str], masked: Masked, lang: str) -> Asked | None:
    """What stands in the speaker's place, or None where it is no speaker (who, one, been ...)."""
    rules = _tables(lang)
    start, end = found.span("who")
    start += len((rules["lead"].match(found["who"]) or re.match("", ""))[0])  # type: ignore[index]
    who = masked.folded[start:end].strip()
    bare = re.sub(rf"^(?:{articles()})", "", who)
    if not bare or rules["anyone"] & {who, bare} or rules["unfinished"].search(who):
        return None
    base = Asked(forces=_forces(found, lang), change="change" in found.re.groupindex, used=(found.span(),))
    if who in rules["pronouns"]:
        return replace(base, pronoun=True)
    named = _named(who, masked, rules)
    if named:
        single = tuple(names[0] for _, names in named if len(names) == 1)
        doubts = tuple((span.of(masked.text), names) for span, names in named if len(names) > 1)
        return replace(
            base, sources=tuple(dict.fromkeys(single + tuple(n for _, ns in doubts for n in ns))), doubts=doubts
        )
    if who.split()[0] in rules["anyone"] | rules["pronouns"]:
        return None
    typed = masked.original(start, end)
    if rules["acting"].match(masked.folded[:start] + typed, start):
        return None  # "la promesse de vider le lac": what is promised, not who promises
    proper = rules["proper"].match(typed)  # "Qu'a dit Mme Okoro du quai": what follows a proper name is the topic
    if proper and proper.end() < len(typed) and "§" not in who:
        return replace(base, unknown=proper[0], used=((found.start(), start + proper.end()),))
    return replace(base, unknown=typed)


def _named(who: str, masked: Masked, rules: dict[str, Any]) -> list[tuple[Any, tuple[str, ...]]]:
    """The names that speak: not those that only belong to a description ("the president of Russia", "Kim's
    sister").
    """
    found = []
    for mark in re.finditer(r"§(\d+)§(?!'s? [\w§])", who):
        before = who[: mark.start()]
        if rules["joint"].search(before) or not rules["of"].search(before):
            found.append(masked.names[int(mark[1])])
    return found


def _forces(found: re.Match[str], lang: str) -> tuple[str, ...]:
    groups = found.groupdict()
    word = groups.get("verb") or groups.get("noun")
    return asked_force(word, lang) if word else ()


def asked_force(word: str, lang: str) -> tuple[str, ...]:
    """The forces that a word of a question asks for: who asks what somebody asked for wants the demands too."""
    force = force_of(word, lang)
    return ("ask", "demand") if force == "ask" else (force,) if force else ()


def _no_speaker(masked: Masked, lang: str) -> Asked:
    """No speaker is named; a word of speech may still say which kind of statement is asked for."""
    rules = _tables(lang)
    text = masked.folded.strip()
    for found in rules["verb"].finditer(text):
        if not re.search(
            r"(?:\bthe|\ban?|\bthis|\ble|\bla|\bun|\bune|\bles|\bce|\bdu|l'|d') ?$", text[: found.start()]
        ):
            force = force_of(found[0], lang)
            if force and force not in ATTITUDES:
                return Asked(anyone=True, forces=(force,), used=(found.span(),))
    first = rules["noun"].search(" ".join(text.split()[:4]))
    force = force_of(first[0], lang) if first and not rules["acts"].search(text[: first.start()]) else None
    return Asked(anyone=True, forces=(force,)) if first and force else Asked()


def _with_addressee(found: Asked, masked: Masked, pattern: re.Pattern[str]) -> Asked:
    for match in pattern.finditer(masked.folded):
        names = tuple(n for _, ns in masked.names_in(match["who"]) for n in ns if n not in found.sources)
        if names and found.forces:
            return replace(found, addressees=names, used=(*found.used, match.span()))
    return found
