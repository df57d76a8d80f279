"""Which noun a relative pronoun ("qui", "who", "which") stands for.

In: Names, a Sentence and the span of the pronoun. Out: the span of the noun phrase, or None. Never here: who that is.
The parser often takes a noun too high up ("une prise de décision du gouvernement, qui veut"): number, and whether a
noun can speak at all, decide between it and the one beside the pronoun.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index import grammar
from index.model import Sentence, Span, Token
from index.names_phrases import phrase
from index.names_words import fold

if TYPE_CHECKING:
    from index.names import Names
    from index.names_people import Known

_CLAUSES = ("acl:relcl", "relcl", "acl")
_NOMINAL = ("NOUN", "PROPN")
_RELATIVES = grammar.words("relatives")
_PARTS = ("flat:name", "flat:foreign", "compound", "fixed")


def antecedent(names: Names, sentence: Sentence, span: Span) -> Span | None:
    """The noun phrase that the pronoun stands for."""
    tokens = sentence.tokens
    token = next((t for t in tokens if t.start == span.start), None)
    verb = tokens[token.head] if token else None
    if token is None or verb is None or verb.dep not in _CLAUSES:
        return None
    noun = tokens[verb.head]
    if noun.pos not in _NOMINAL or noun.start >= token.start:
        return None
    beside = _beside(sentence, noun, token)
    if beside is None:
        return phrase(sentence, noun)
    number = _number(sentence, verb) if token.dep.startswith("nsubj") else ""
    if not _agrees(sentence, beside, number):
        return phrase(sentence, noun)
    wrong = not _agrees(sentence, noun, number) or _opens_phrase(sentence, beside)
    mute = not _may_speak(names, noun) and _may_speak(names, beside)
    return phrase(sentence, beside if wrong or mute else noun)


def noun_before(sentence: Sentence, span: Span) -> Span | None:
    """What stands right before a relative pronoun that the parse leaves loose: "C'est elle qui", "X, qui"."""
    token = next((t for t in sentence.tokens if t.start == span.start), None)
    if token is None or token.text.lower() not in _RELATIVES:
        return None
    before = [t for t in sentence.tokens[: token.i] if t.pos not in ("PUNCT", "CCONJ")]
    noun = before[-1] if before else token
    while noun.head < token.i and noun.head != noun.i and sentence.tokens[noun.head].pos in _NOMINAL:
        noun = sentence.tokens[noun.head]
    if noun.pos == "PRON" and noun is not token and noun.end + 2 > token.start:
        return Span(noun.start, noun.end)
    dated = noun.ent == "time" or noun.lemma in grammar.words("times")
    whole = noun.text[0].isupper() or any(sentence.tokens[c].dep == "det" for c in sentence.children[noun.i])
    return phrase(sentence, noun) if noun.pos in _NOMINAL and whole and not dated else None


def _number(sentence: Sentence, verb: Token) -> str:
    """The number that the verb of the clause shows, "" where it shows none."""
    finite = [verb, *(sentence.tokens[c] for c in sentence.children[verb.i])]
    shown = (t.morph for t in finite if t.pos in ("VERB", "AUX") and "VerbForm=Fin" in t.morph and t.i <= verb.i)
    return next((n for morph in shown for n in ("Number=Sing", "Number=Plur") if n in morph), "")


def _beside(sentence: Sentence, noun: Token, relative: Token) -> Token | None:
    """The noun below another whose phrase ends right before the pronoun."""
    between = [t for t in sentence.tokens[noun.i + 1 : relative.i] if t.pos in _NOMINAL and t.dep not in _PARTS]
    for token in between:
        rest = [t for t in between if t.i > token.i]
        if all(_is_below(sentence, t, token) for t in rest) and _is_below(sentence, token, noun):
            return token
    return None


def _is_below(sentence: Sentence, token: Token, top: Token) -> bool:
    while token.head != token.i:
        token = sentence.tokens[token.head]
        if token.i == top.i:
            return True
    return False


def _opens_phrase(sentence: Sentence, noun: Token) -> bool:
    """ "a dit à l'AFP la direction, qui": a determiner without preposition or comma before it opens another phrase."""
    determiner = next((sentence.tokens[c] for c in sentence.children[noun.i] if sentence.tokens[c].dep == "det"), None)
    if determiner is None or determiner.i < 1 or any(m in determiner.text.lower() for m in ("du", "aux", "au", "des")):
        return False
    return sentence.tokens[determiner.i - 1].pos in _NOMINAL


def _agrees(sentence: Sentence, noun: Token, number: str) -> bool:
    shown = next((n for n in ("Number=Sing", "Number=Plur") if n in noun.morph), "")
    joined = any(sentence.tokens[c].dep == "conj" for c in sentence.children[noun.i])
    return not (number and shown and shown != number) or joined


def _may_speak(names: Names, noun: Token) -> bool:
    """Whether a noun names a person, a body, a country or a text."""
    if any(k.type != "place" or _is_country(k) for k in names.within(Span(noun.start, noun.end))):
        return True
    forms = {fold(noun.text), fold(noun.lemma), fold(noun.text).removesuffix("s")}
    somebody = forms & (names.lexicon.roles.keys() | names.lexicon.institutions.keys())
    return bool(somebody) or noun.lemma in grammar.words("documents")


def _is_country(known: Known) -> bool:
    return known.mention.entry is not None and known.mention.entry.kind == "country"
