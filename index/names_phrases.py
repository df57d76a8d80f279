"""Noun phrases: from a head word to the words that belong to it, and what kind of thing it names.

In: a Sentence and a word of it. Out: spans and descriptions. Never here: deciding who is meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.model import Sentence, Span, Token
from index.names_words import Gender, Lexicon, countries, fold, words

_INSIDE = {
    "det", "amod", "compound", "nmod", "case", "flat", "flat:name", "flat:foreign", "fixed", "nummod", "poss", "prep",
    "pobj", "nmod:poss", "det:predet", "predet", "quantmod", "obl:arg", "advmod", "npadvmod", "nounmod",
}  # fmt: skip
_ADVERBS = {"advmod", "npadvmod"}
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass", "obl:agent", "agent", "csubj", "nsubj:caus"})


@dataclass(frozen=True, slots=True)
class Description:
    """A phrase such as "le porte-parole du ministère": its head word, gender, number and what it is restricted to."""

    head: str
    gender: Gender
    plural: bool
    definite: bool
    kind: Literal["person", "organisation", "other"]
    countries: frozenset[str]
    modifiers: frozenset[str]


def head_of(sentence: Sentence, span: Span) -> Token | None:
    """The word of the span that the others hang on; the leftmost noun or name where several do."""
    inside = [
        t for t in sentence.tokens if span.start <= t.start and t.end <= span.end and t.pos not in ("PUNCT", "SPACE")
    ]
    indexes = {t.i for t in inside}
    tops = [t for t in inside if t.head not in indexes or t.head == t.i]
    nominal = [t for t in tops if t.pos in ("NOUN", "PROPN", "PRON")]
    return (nominal or tops or [None])[0]


def phrase(sentence: Sentence, head: Token) -> Span:
    """The contiguous run around the head that makes its noun phrase, without appositions and clauses."""
    inside = {head.i}
    queue = [head.i]
    while queue:
        for child in sentence.children[queue.pop()]:
            token = sentence.tokens[child]
            if child not in inside and _belongs(token, sentence, at_head=token.head == head.i):
                inside.add(child)
                queue.append(child)
    first, last = head.i, head.i
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside or (last + 2 in inside and sentence.tokens[last + 1].text in "-'’"):
        last += 1
    return Span(sentence.tokens[first].start, sentence.tokens[last].end)


def _belongs(token: Token, sentence: Sentence, at_head: bool) -> bool:
    """Whether a dependent is part of the phrase: not the preposition before it, not an adverb or a day."""
    if token.dep not in _INSIDE or (token.dep in _ADVERBS and token.pos == "ADV"):
        return False
    if (
        at_head
        and token.dep in ("case", "advmod", "npadvmod")
        and token.pos in ("ADP", "SCONJ", "ADV")
        and token.i < token.head
    ):
        return False
    bare_noun = token.dep == "nmod" and not any(
        sentence.tokens[c].dep in ("case", "det") for c in sentence.children[token.i]
    )
    return not (at_head and bare_noun and token.text.islower())


def describe(text: str, lexicon: Lexicon, head: str | None = None) -> Description:
    """What a phrase is about, from its own words. `head` is its head word where a parse gave it."""
    run = words(text)
    folded = [w.folded for w in run]
    start = 0
    definite = False
    while start < len(folded) and folded[start] in lexicon.definite | lexicon.indefinite | lexicon.possessive:
        definite = definite or folded[start] in lexicon.definite | lexicon.possessive
        start += 1
    plural_det = any(w in _PLURALS for w in folded[:start])
    noun, gender, kind = _noun(folded[start:], lexicon, fold(head) if head else None)
    base = noun.split(" ")[0] if noun else ""
    rest = frozenset(w for w in folded[start:] if w not in noun.split() and len(w) > 2 and w not in lexicon.particles)
    by_article: Gender = (
        "f"
        if folded[:1] and folded[0] in ("la", "une", "cette")
        else "m"
        if folded[:1] and folded[0] in ("le", "un", "ce", "cet")
        else ""
    )
    plural = (
        plural_det
        or noun in lexicon.plural_institutions
        or (bool(base) and base.endswith("s") and base[:-1] in _singles(lexicon))
    )
    return Description(noun, gender or by_article, plural, definite, kind, countries(text), rest)


_PLURALS = {"les", "des", "ces", "plusieurs", "certains", "certaines", "deux", "trois", "quelques", "these", "those", "two",
            "three", "several", "many", "some", "most", "few", "leurs", "ses", "aux"}  # fmt: skip


def _singles(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon.roles) | frozenset(lexicon.institutions)


def _noun(
    run: list[str], lexicon: Lexicon, head: str | None
) -> tuple[str, Gender, Literal["person", "organisation", "other"]]:
    """The office or institution that the phrase starts with: the longest known noun, the parser's head first."""
    order = range(len(run)) if lexicon.lang == "fr" else sorted(range(len(run)), key=lambda i: run[i] != head)
    for i in order:
        for n in (4, 3, 2, 1):
            noun = " ".join(run[i : i + n])
            single = noun if noun in lexicon.roles or noun in lexicon.institutions else noun.removesuffix("s")
            if single in lexicon.roles:
                return single, lexicon.roles[single], "person"
            if single in lexicon.institutions:
                return single, lexicon.institutions[single], "organisation"
        if lexicon.lang == "fr" and run[i] in lexicon.particles:
            break
    return head or (run[0] if run else ""), "", "other"
