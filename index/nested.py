"""Which drafts stand: words inside quotations, thoughts within another's words and second readings go.

In: all drafts of an article. Out: those that are claims of their own, surest first. Never here: new drafts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from index import channels, grammar, sources
from index.draft import Draft
from index.lang import LANGUAGES
from index.model import ATTITUDES, Span
from index.quotes import Quote, near
from index.tree import PASSIVES

_FIRST_PERSONS = grammar.words("first_persons")
_AUTHORS = grammar.words("authors")
_NEAR = 500
_FRAMES = ("refusal", "quote", "that", "ask", "to", "call", "prep", "noun", "act")


def settle(text: str, drafts: list[Draft], quotes: Sequence[Quote]) -> list[Draft]:
    """Drop what is no claim of its own: words inside quotations, thoughts within another's words, one quotation
    twice.
    """
    kept: list[Draft] = []
    seen: set[tuple[Span, ...]] = set()
    heads: dict[tuple[int, int], str] = {}
    together: dict[int, list[Draft]] = {}
    for d in drafts:
        together.setdefault(id(d.tree), []).append(d)
    followed = {piece: d for d in drafts if (piece := _before_cue(d)) is not None}
    for d in sorted(drafts, key=_rank):
        d = _without_followed(d, followed)
        source = d.source_span
        if d.content and not any(c.isalnum() for s in d.content for c in s.of(text)):
            continue
        if d.source is not None and (_is_court(d) or _addresses(d) or _opens_telling(d, together[id(d.tree)])):
            continue
        if source is not None and (any(source.covers(s) for s in d.content) or _is_relay_object(text, d)):
            continue
        if (source is None and not _is_impersonal(text, d)) or _is_nested(
            text, d, source, together[id(d.tree)], quotes
        ):
            continue
        d = _without_taken(d, seen)
        if not seen.isdisjoint(_readings(d)) or (
            (id(d.tree), d.head) in heads and heads[id(d.tree), d.head] != d.frame
        ):
            continue
        seen |= _readings(d)
        heads[id(d.tree), d.head] = d.frame
        kept.append(d)
    return kept


def _is_court(d: Draft) -> bool:
    """ "Le tribunal a condamné": a sentence passed, not a word of blame."""
    return d.frame == "noun" and d.source is not None and d.tree.tokens[d.source.head].lemma in grammar.words("courts")


def _addresses(d: Draft) -> bool:
    """ "Si vous voulez": a wish laid on the reader is nobody's."""
    words = d.tree.tokens[d.source.first].text.lower() if d.source else ""
    return d.force in ATTITUDES and words in grammar.words("second_persons")


def _opens_telling(d: Draft, drafts: Sequence[Draft]) -> bool:
    """ "Je voudrais rappeler que": the wish only opens what is told."""
    return d.force in ("want", "hope") and any(
        o.tree.tokens[o.head].head == d.head
        and o.head != d.head
        and (o.force not in ATTITUDES or o.frame == "that")
        and "VerbForm=Inf" in o.tree.tokens[o.head].morph
        for o in drafts
    )


def _is_relay_object(text: str, d: Draft) -> bool:
    """ "... rapporte le quotidien" read as if the paper were what is reported."""
    words = re.split(r" (?:de |du |des |d['’]|of )", d.content[0].of(text))[0] if d.content else ""
    return (
        d.frame == "noun"
        and d.force in ("report", "announce", "say")
        and len(words.split()) < 5
        and any(channels.is_relay(words, lang) for lang in LANGUAGES)
    )


def _is_impersonal(text: str, d: Draft) -> bool:
    """ "Rappelons que", "il faut dire que", "it was announced that": said by nobody that the sentence names."""
    token = d.tree.tokens[d.head]
    if d.force in ATTITUDES and "VerbForm=Inf" in token.morph:
        return False  # "il faut savoir que"
    bare = (
        not sources.is_finite(d.tree, d.head)
        or any(mark in token.morph for mark in ("Mood=Imp", "Number=Plur|Person=1", "VerbForm=Inf"))
        or token.text.lower().endswith(tuple(grammar.words("hortative")))
    )
    told = token.lemma in grammar.words("tell")  # "it had been advised that": who is told
    opens = (
        d.frame == "that"
        and not told
        and len(d.content) == 1
        and d.content[0].of(text).lower().startswith(("que ", "qu'", "qu’", "that "))
    )
    return opens and (bare or d.tree.kid(d.head, PASSIVES) is not None)


def _rank(d: Draft) -> tuple[int, int]:
    """Where two cues claim the same words, the one in a surer frame and nearer to them goes first."""
    return (
        _FRAMES.index(d.frame) if d.frame in _FRAMES else len(_FRAMES),
        min((abs(s.start - d.cue.end) for s in d.content), default=0),
    )


def _before_cue(d: Draft) -> Span | None:
    """The last piece of a quotation before the cue with a source that comes behind it."""
    if d.frame != "quote" or d.source is None or d.aside:
        return None
    return max((s for s in d.content if s.end <= d.region.start), default=None)


def _without_followed(d: Draft, followed: Mapping[Span, Draft]) -> Draft:
    """« A », a dit Bell. « B », a dit Carter: the pieces behind a cue that no other cue follows."""
    if d.frame != "quote" or len(d.content) < 2:
        return d
    others = (followed.get(s, d) for s in d.content[1:])
    own = [s for s, o in zip(d.content[1:], others, strict=True) if o.tree is d.tree and o.head == d.head]
    return replace(d, content=(d.content[0], *own))


def _without_taken(d: Draft, seen: set[tuple[Span, ...]]) -> Draft:
    """The pieces of a quotation that no other cue has: « A », a dit Bell. « B », a dit Carter."""
    if d.frame != "quote" or len(d.content) < 2 or d.content in seen:
        return d
    first = _before_cue(d) or d.content[0]
    return d if (first,) in seen else replace(d, content=tuple(p for p in d.content if (p,) not in seen))


def _readings(d: Draft) -> set[tuple[Span, ...]]:
    """What no second draft may say: the same content; for quotations, any piece of it."""
    return {d.content, *((piece,) for piece in d.content if d.frame == "quote")} - {()}


def _is_nested(text: str, d: Draft, source: Span | None, drafts: Sequence[Draft], quotes: Sequence[Quote]) -> bool:
    """Whether a claim stands in another's words and is not one of a third, named party."""
    words = source.of(text).lower() if source else ""
    pronoun = (d.source is not None and d.tree.tokens[d.source.head].pos in ("PRON", "DET")) or words in _FIRST_PERSONS
    speech = d.force not in ATTITUDES and d.frame in ("quote", "that", "connector")
    sentence = d.tree.sentence.span
    outside = source is not None and not any(p.overlaps(source) for q in near(quotes, *source) for p in q.pieces)
    beside = d.frame == "quote" and outside
    if words in _AUTHORS and not beside and near(quotes, sentence.start - _NEAR, sentence.end + _NEAR):
        return True  # a first person beside quotations: words that lost their marks
    if d.aside and d.source is not None and d.source.last > d.head - 2 and words not in _AUTHORS:
        return False
    held = [p for q in near(quotes, d.cue.start, d.cue.end) for p in q.pieces if p.covers(d.cue)]
    if outside and any(p.start >= d.cue.start - 2 and not p.overlaps(d.content[0]) for p in held if d.content):
        return False  # "a « fermement condamné » la grève": only the verb is quoted
    if held:
        if d.frame == "quote" and not any(p.overlaps(s) for p in held for s in d.content):
            return True  # "... « le risque demeure »": no incise of the words around the quotation
        return True if pronoun or not speech else not _is_finite(d)
    around = [o for o in drafts if o is not d and o.tree is d.tree and any(s.covers(d.region) for s in o.content)]
    around = [o for o in around if o.head != d.tree.tokens[d.head].head or not _opens_telling(o, [d])]
    if any(o.frame in ("refusal", "ask") for o in around):
        return True
    if around:
        own = d.source is not None and d.source.own and words in grammar.words("nesting")
        told = own and d.frame == "that" and _is_finite(d)
        return not told and (pronoun or d.force in ATTITUDES or not (speech or _is_finite(d)))
    return False


def _is_finite(d: Draft) -> bool:
    tokens = d.tree.tokens
    return "VerbForm=Fin" in tokens[d.head].morph or any(
        "VerbForm=Fin" in tokens[k].morph and tokens[k].pos == "AUX" for k in d.tree.kids(d.head)
    )
