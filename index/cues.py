"""The words that report: tables of cues, and whether a token of a sentence is one.

In: a Tree and a token. Out: a Match: the frames that the word takes here, each with its force. Never here: who
speaks or what is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from index import grammar
from index.incises import before_that, behind_quote
from index.lang import table
from index.model import Force, Token
from index.tree import Tree

_ABLE = grammar.words("able")
_REFLEXIVES = grammar.words("reflexives")
_ER_ENDINGS = (
    "eraient", "èrent", "erait", "erions", "eriez", "eront", "erons", "erez", "erai", "eras", "assent", "aient", "ions",
    "era", "ais", "ait", "iez", "ant", "ées", "ons", "ent", "ée", "és", "ez", "es", "ai", "as", "a", "é", "e",
)  # fmt: skip
_STEMS = (("", ""), ("è", "é"), ("ç", "c"), ("ge", "g"), ("ll", "l"), ("tt", "t"), ("i", "y"))
_NEVER = frozenset({"PUNCT", "DET", "ADP", "PRON", "SPACE", "CCONJ", "SCONJ"})
_NOMINAL = frozenset({"AUX", "NOUN", "ADJ", "PROPN"})
_BETWEEN = frozenset({"ADV", "PART"})
_REACH = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One word or phrase of the table."""

    force: Force
    frames: frozenset[str]
    rest: tuple[str, ...]  # words after the first
    reflexive: bool
    preps: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """A cue found at token `head`, its words running to `last`."""

    head: int
    last: int
    frames: dict[str, Entry]


@cache
def entries(lang: str) -> dict[str, tuple[Entry, ...]]:
    """First word -> entries, longest phrases first."""
    found: dict[str, list[Entry]] = {}
    for row in table(lang, "cues")["verbs"]:
        for phrase in row["words"].split():
            head, entry = _entry(row, phrase)
            found.setdefault(head, []).append(entry)
    return {head: tuple(sorted(rows, key=lambda e: -len(e.rest))) for head, rows in found.items()}


def _entry(row: dict[str, Any], phrase: str) -> tuple[str, Entry]:
    words = phrase.split("_")
    reflexive = words[0] == "se" or words[0].startswith(("s'", "s’"))
    if words[0] == "se":
        words = words[1:]
    elif reflexive:
        words[0] = words[0][2:]
    entry = Entry(row["force"], frozenset(row["frames"]), tuple(words[1:]), reflexive, frozenset(row.get("preps", ())))
    return words[0], entry


@cache
def nouns(lang: str) -> dict[str, tuple[Force, frozenset[str]]]:
    """Noun -> its force and the verbs that make it an act ("express" concern)."""
    return {
        word: (row["force"], frozenset(row["verbs"].split()))
        for row in table(lang, "cues")["nouns"]
        for word in row["words"].split()
    }


def match(tree: Tree, i: int, lang: str) -> Match | None:
    """The cue that token `i` heads, if it is one."""
    token = tree.tokens[i]
    if token.pos in _NEVER or (token.pos != "VERB" and not _verbal(tree, i, lang)):
        return None
    rows = entries(lang).get(lemma(token, lang), ())
    if not rows:
        return None
    reflexive = _is_reflexive(tree, i)
    frames: dict[str, Entry] = {}
    last, longest = i, -1
    for entry in rows:
        if len(entry.rest) < longest:
            break
        if entry.reflexive != reflexive and (entry.reflexive or (lang == "fr" and token.lemma != "dire")):
            continue
        end = _follow(tree, i, entry.rest)
        if end is None:
            continue
        longest, last = len(entry.rest), end
        for frame in entry.frames:
            frames.setdefault(frame, entry)
    return Match(i, last, frames) if frames else None


@cache
def _infinitive(form: str, lang: str) -> str:
    """The -er infinitive in the table that a French form may belong to ("indique": the model's lemma fails on many)."""
    if lang != "fr":
        return form
    for ending in _ER_ENDINGS:
        if form.endswith(ending):
            stem = form[: -len(ending)]
            for old, new in _STEMS:
                if stem.endswith(old) or not old:
                    guess = (stem[: len(stem) - len(old)] + new if old else stem) + "er"
                    if guess in entries(lang):
                        return guess
    guess = re.sub("è(?=[^aeiouyé]+er$)", "é", re.sub(r"(?:e|es|ent)$", "er", form))
    return guess


@cache
def _by_stem(form: str, lang: str) -> str | None:
    """The verb of another conjugation that a form belongs to ("craignant", "répondit"): its stem and an ending."""
    rows = table(lang, "cues")["stems"]
    endings = frozenset(rows["endings"].split())
    for verb, *stems in map(str.split, rows["rows"]):
        if any(form.startswith(stem) and form[len(stem) :] in endings for stem in stems):
            return verb
    return None


def lemma(token: Token, lang: str) -> str:
    """The token's lemma, or the infinitive in the table that its form belongs to where the model's lemma is unknown."""
    known: str | None = table(lang, "cues")["forms"].get(token.text.lower())
    if known is not None or token.lemma in entries(lang):
        return known or token.lemma
    return _by_stem(token.text.lower(), lang) or _infinitive(token.text.lower(), lang)


@cache
def _negatives(lang: str) -> frozenset[str]:
    return frozenset(table(lang, "cues")["hedges"]["negatives"].split())


@cache
def exclusions(lang: str) -> frozenset[str]:
    """Verbs that, negated, say that something may be: "n'exclut pas"."""
    return frozenset(table(lang, "cues")["hedges"]["exclusions"].split())


def is_negated(tree: Tree, i: int, lang: str) -> bool:
    """Whether verb `i` has a negation of its own; "ne ... que" is none."""
    words = [tree.tokens[k] for k in tree.kids(i) if k < i + 3]
    return any(t.text.lower() in _negatives(lang) or t.dep == "neg" for t in words)


def leaves_open(tree: Tree, i: int, lang: str) -> bool:
    """ "n'exclut pas", "would not rule out", "ne peut exclure": that it may be so."""
    above = tree.tokens[i].head
    helped = "VerbForm=Inf" in tree.tokens[i].morph and tree.tokens[above].lemma in _ABLE
    negated = is_negated(tree, i, lang) or (helped and is_negated(tree, above, lang))
    return negated and lemma(tree.tokens[i], lang) in exclusions(lang)


def _verbal(tree: Tree, i: int, lang: str) -> bool:
    """A word mistaken for a noun or adjective though it has a subject or an auxiliary of its own, or comes at once
    after a French quotation ("...", note Anna Bell; "...", tranche-t-il).
    """
    if tree.tokens[i].pos in _NOMINAL and any(tree.tokens[k].dep.startswith(("nsubj", "aux")) for k in tree.kids(i)):
        return True
    if lang == "fr" and before_that(tree, i):
        return True
    if lang != "fr" or i + 1 >= len(tree.tokens) or not behind_quote(tree, i):
        return False
    return tree.tokens[i + 1].text.lower() not in grammar.words("of")


def _is_reflexive(tree: Tree, i: int) -> bool:
    free = max((k + 1 for k in range(max(0, i - 3), i) if tree.tokens[k].pos == "VERB"), default=max(0, i - 3))
    near = {*tree.kids(i), *range(free, i)}  # not the "se" of "auquel il s'exposait, craignant que"
    return any(
        tree.tokens[k].text.lower() in _REFLEXIVES and tree.tokens[k].pos in ("PRON", "DET") for k in near if k < i
    )


def _follow(tree: Tree, i: int, rest: tuple[str, ...]) -> int | None:
    """Where the phrase ends, if its other words follow token `i`."""
    at = i
    for word in rest:
        for j in range(at + 1, min(at + 1 + _REACH, len(tree.tokens))):
            token = tree.tokens[j]
            if word in (token.lemma, token.text.lower()):
                at = j
                break
            if token.pos not in _BETWEEN and token.dep != "dobj":
                return None
        else:
            return None
    return at
