"""Noun phrases: from a head word to the words that belong to it, and what kind of thing it names.

In: a Sentence and a word of it. Out: spans and descriptions. Never here: deciding who is meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from index import grammar
from index.model import Sentence, Span, Token
from index.names_words import Gender, Lexicon, Word, countries, fold, words

_INSIDE = {
    "det", "amod", "compound", "nmod", "case", "flat", "flat:name", "flat:foreign", "fixed", "nummod", "poss", "prep",
    "pobj", "nmod:poss", "det:predet", "predet", "quantmod", "obl:arg", "advmod", "npadvmod", "nounmod",
}  # fmt: skip
_BEFORE_EXAMPLES = frozenset(fold(w.split("_")[0]) for w in grammar.words("examples") if "_" in w)
_JOINED = 4
"""Words at most from the first part of a joined name to its second."""
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
    owned: bool = False  # somebody's: "her mother", "the boy's mother"


def head_of(sentence: Sentence, span: Span) -> Token | None:
    """The word of the span that the others hang on; the leftmost noun or name where several do."""
    inside = [
        t for t in sentence.tokens if span.start <= t.start and t.end <= span.end and t.pos not in ("PUNCT", "SPACE")
    ]
    indexes = {t.i for t in inside}
    tops = [t for t in inside if t.head not in indexes or t.head == t.i]
    nominal = [t for t in tops if t.pos in ("NOUN", "PROPN", "PRON")]
    return next(iter(nominal or tops), None)


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
    while first - 1 in inside or (first > 1 and _is_hyphened(sentence, first)):
        first -= 1 if first - 1 in inside else 2
    while last + 1 in inside or (last + 2 in inside and sentence.tokens[last + 1].text in "-'’"):
        last += 1
    return Span(sentence.tokens[first].start, sentence.tokens[last].end)


def _is_hyphened(sentence: Sentence, i: int) -> bool:
    """Whether token `i` goes on with a word before a hyphen: "long-running", "Wal-Mart"."""
    before, hyphen, token = sentence.tokens[i - 2 : i + 1]
    return hyphen.text in ("-", "‑") and before.end == hyphen.start and hyphen.end == token.start


def bare(text: str, lexicon: Lexicon) -> str:
    """A noun phrase as a name: without its definite article, in lower case where it only opened a sentence."""
    text = re.sub(r"\s+", " ", text).strip(' ,.;:«»“”"')
    run = words(text)
    articles = (lexicon.definite | {"l"}) - lexicon.demonstrative
    dropped = False
    while len(run) > 1 and run[0].folded in articles:
        run, dropped = run[1:], True
    while len(run) > 1 and run[-1].folded in _BEFORE_EXAMPLES:
        run = run[:-1]  # "des villes telles (que X)"
    if not run:
        return ""
    text = text[run[0].start :] if run[-1].end == words(text)[-1].end else text[run[0].start : run[-1].end]
    determiner = run[0].folded in lexicon.indefinite | lexicon.possessive | lexicon.demonstrative
    common = run[0].folded in lexicon.roles or run[0].folded in lexicon.institutions
    lower = determiner or (common and not dropped and not run[0].text.isupper())
    return text[0].lower() + text[1:] if lower else text


def office(text: str, lexicon: Lexicon) -> str:
    """A role as it can stand beside a name: "son directeur général" says whose only where it is read."""
    text = bare(text, lexicon)
    run = words(text)
    return text[run[1].start :] if len(run) > 1 and run[0].folded in lexicon.possessive else text


def _is_second(token: Token, sentence: Sentence) -> bool:
    """Whether a noun or adjective is joined inside a name: "Transition écologique et solidaire", "Education and
    Skills".
    """
    first = sentence.tokens[token.head]
    if token.dep != "conj" or token.ent == "person" or token.i - first.i > _JOINED:
        return False
    if token.pos == first.pos == "ADJ":
        return True
    cased = any(sentence.tokens[c].dep == "case" for c in sentence.children[token.i])
    named = token.text[:1].isupper() and first.text[:1].isupper() and first.dep in ("nmod", "pobj")
    return named and (cased or first.dep == "pobj")


def _belongs(token: Token, sentence: Sentence, at_head: bool) -> bool:
    """Whether a dependent is part of the phrase: not the preposition before it, not an adverb or a day."""
    if not at_head and token.dep == "conj":
        return _is_second(token, sentence)
    if not at_head and token.dep == "cc":
        above = sentence.tokens[token.head]
        return above.dep == "conj" or any(_is_second(sentence.tokens[c], sentence) for c in sentence.children[above.i])
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
    determiners = lexicon.definite | lexicon.indefinite | lexicon.possessive
    while start < len(folded) and folded[start] in determiners:
        start += 1
    opening = folded[:start]
    noun, gender, kind = _noun(folded[start:], lexicon, fold(head) if head else None)
    inside = noun.split()
    modifiers = frozenset(
        w.folded for w in run[start:]
        if w.folded not in inside and w.folded not in lexicon.particles and (len(w.text) > 2 or w.text[1:].isupper())
    )  # fmt: skip
    definite = any(w in lexicon.definite | lexicon.possessive for w in opening)
    return Description(
        noun, gender or _of_article(opening, lexicon), _is_plural(opening, noun, folded, lexicon), definite, kind,
        countries(text), modifiers, any(w in lexicon.possessive for w in opening) or _is_somebodys(run, lexicon),
    )  # fmt: skip


def _is_somebodys(run: list[Word], lexicon: Lexicon) -> bool:
    """ "the men's solicitor", but not "the ministry's spokesman", which restricts an office."""
    for owner, mark in pairwise(run):
        if mark.folded == "s" and mark.start == owner.end + 1 and owner.folded not in lexicon.institutions:
            return not countries(owner.text) and owner.text[0].islower()
    return False


def _of_article(opening: list[str], lexicon: Lexicon) -> Gender:
    first = opening[0] if opening else ""
    return "f" if first in lexicon.feminine else "m" if first in lexicon.masculine else ""


def _is_plural(opening: list[str], noun: str, folded: list[str], lexicon: Lexicon) -> bool:
    if any(w in lexicon.plural for w in opening) or noun in lexicon.plural_institutions:
        return True
    first = noun.split()[0] if noun else ""
    return bool(first) and first + "s" in folded and first not in folded


_Kind = Literal["person", "organisation", "other"]


def _noun(run: list[str], lexicon: Lexicon, head: str | None) -> tuple[str, Gender, _Kind]:
    """The office or institution that the phrase is about: the longest known noun, the parser's head first."""
    order = list(range(len(run)))
    if lexicon.lang == "en":
        order.sort(key=lambda i: run[i] != head)
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
