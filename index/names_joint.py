"""Sources that speak together: "the council and the union", "Morvan et Tellier", "residents and traders".

In: Names and the span of a source. Out: all who speak, joined as the article joins them, or None where one speaks.
Never here: pronouns, and one person with two offices ("founder and director Helen Marsh").
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from index import grammar
from index.model import Sentence, Span, Token
from index.names_phrases import bare, head_of, phrase
from index.names_words import fold

if TYPE_CHECKING:
    from index.names import Names
    from index.names_people import Known

_NOMINAL = ("NOUN", "PROPN")
_AND = grammar.words("ands")
_JOINTS = {",", *_AND, *(f", {word}" for word in _AND)}
_BETWEEN = re.compile("|".join(rf"(?:,)? {re.escape(word)} " for word in sorted(_AND)) + "|, ")


def joint(names: Names, span: Span, index: int) -> tuple[str, tuple[str, ...]] | None:
    """The joined name of several that speak, and the doubt about each."""
    sentence = names.sentences[index]
    head = head_of(sentence, span)
    parts = _parts(sentence, head, span) if head is not None and head.pos in _NOMINAL else []
    if head is not None and (listed := _listed(names, head, span)):
        return listed
    if len(parts) < 2:
        return None
    meant = [_meant(names, sentence, part) for part in parts]
    named = [m for m in meant if isinstance(m, tuple)]
    if not named and any(k.type == "person" for k in names.within(span)):
        return None  # "founder and director Helen Marsh"
    if len(named) < len(parts) and not all(_stands_alone(names, sentence, p) for p in parts):
        return None
    words = [m if isinstance(m, str) else m[0] for m in meant]
    if len(set(words)) < len(words):
        return None
    connector = next((t.text for t in sentence.tokens[: parts[-1].i][::-1] if t.pos == "CCONJ"), "")
    return f"{', '.join(words[:-1])} {connector} {words[-1]}", tuple(d for m in named for d in m[1])


def members(joined: str) -> tuple[str, ...]:
    """The names that a joined name holds; the name itself where it is of one alone."""
    return tuple(_BETWEEN.split(joined))


def _listed(names: Names, head: Token, span: Span) -> tuple[str, tuple[str, ...]] | None:
    """ "leurs avocats Paul Vidal, Anne Morvan et Luc Carmont": all whom a plural office introduces."""
    text = names.article.text
    people = [k for k in names.within(span) if k.type == "person"]
    if (
        len(people) < 2
        or head.pos != "NOUN"
        or not _is_plural(head)
        or text[head.end : people[0].mention.span.start] != " "
    ):
        return None
    gaps = [text[a.mention.span.end : b.mention.span.start].strip() for a, b in pairwise(people)]
    words = [k.canonical for k in people]
    if not (all(gap in _JOINTS for gap in gaps) and gaps[-1] != ",") or len(set(words)) < len(words):
        return None
    return f"{', '.join(words[:-1])} {gaps[-1].strip(', ')} {words[-1]}", tuple(d for k in people for d in k.doubt)


def _parts(sentence: Sentence, head: Token, span: Span) -> list[Token]:
    """The head and the nouns joined to it inside the span, where a conjunction joins the last."""
    found = _side_by_side(sentence, head, span)
    queue = [t.i for t in found]
    while queue:
        for child in sentence.children[queue.pop()]:
            token = sentence.tokens[child]
            if token.dep == "conj" and token.pos in _NOMINAL and token.end <= span.end and token not in found:
                found.append(token)
                queue.append(child)
    found.sort(key=lambda t: t.i)
    joined = any(t.pos == "CCONJ" and t.text.lower() in _AND for t in _between(sentence, found))
    return found if joined else []


def _side_by_side(sentence: Sentence, head: Token, span: Span) -> list[Token]:
    """The head, and the nouns that the parser hung on the verb though a comma or "and" joins them to it."""
    inside = [t for t in sentence.tokens if span.start <= t.start and t.end <= span.end]
    indexes = {t.i for t in inside}
    tops = [t for t in inside if t.pos in _NOMINAL and (t.head not in indexes or t.head == t.i)]
    others = [t for t in tops if t.i > head.i and _follows_joint(sentence, t)]
    if head.ent == "person" and any(t.ent != "person" for t in others):
        return [head]  # "Anna Bell, présidente du port et de la ville"
    return [head, *others] if others and others == [t for t in tops if t is not head] else [head]


def _follows_joint(sentence: Sentence, noun: Token) -> bool:
    at = noun.i - 1
    while at > 0 and sentence.tokens[at].pos in ("DET", "ADJ") and sentence.tokens[at].head == noun.i:
        at -= 1
    return at > 0 and (sentence.tokens[at].text == "," or sentence.tokens[at].pos == "CCONJ")


def _between(sentence: Sentence, parts: list[Token]) -> list[Token]:
    return list(sentence.tokens[parts[-2].i + 1 : parts[-1].i]) if len(parts) > 1 else []


def _meant(names: Names, sentence: Sentence, part: Token) -> tuple[str, tuple[str, ...]] | str:
    """The name of one who speaks, also right after an office ("the mayor Helen Marsh"), or the words."""
    k = _known(names, part)
    if k is None and _is_office(names, part):
        k = _known(names, sentence.tokens[min(part.i + 1, len(sentence.tokens) - 1)])
    own = phrase(sentence, part)
    return (k.canonical, k.doubt) if k else bare(own.of(names.article.text), names.lexicon)


def _known(names: Names, part: Token) -> Known | None:
    found = [k for k in names.within(Span(part.start, part.end)) if k.type in ("person", "organisation", "place")]
    return max(found, key=lambda k: len(k.mention.text), default=None)


def _stands_alone(names: Names, sentence: Sentence, part: Token) -> bool:
    """Whether a noun of people has its own determiner ("and his lawyer") or is a name: no one's second office."""
    if _known(names, part) is not None:
        return True
    own = any(sentence.tokens[c].dep in ("det", "poss", "nmod:poss") for c in sentence.children[part.i])
    named = part.pos == "PROPN" or part.text.isupper()
    return (own and named) or (_is_office(names, part) and (own or _is_plural(part)))


def _is_office(names: Names, part: Token) -> bool:
    forms = {fold(part.text), fold(part.lemma), fold(part.text).removesuffix("s")}
    return bool(forms & (names.lexicon.roles.keys() | names.lexicon.institutions.keys()))


def _is_plural(token: Token) -> bool:
    return "Number=Plur" in token.morph
