"""What an article says people are: "le porte-parole Lim Soo-suk", "Kirby, a spokesman for X", "Ms Hart is director".

In: sentences and known mentions. Out: for each person the phrases that describe them, and how far two descriptions may
mean one person. Never here: resolving a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.model import Sentence, Span, Token
from index.names_people import Known
from index.names_phrases import Description, describe
from index.names_words import Lexicon, Word, words

_BREAK = re.compile(r"[.;:!?«»“”\"()\[\]—–]|\s-\s")
_MOST = 40
"""People of a sentence: more of them make a list, whose words describe nobody."""
_STOPS = {"VERB", "AUX", "SCONJ", "CCONJ", "PRON"}
_INSIDE = {"det", "amod", "compound", "nmod", "case", "prep", "pobj", "poss", "flat:name"}


@dataclass(frozen=True, slots=True)
class Role:
    """One description of a person, where the article gives it."""

    canonical: str
    span: Span
    description: Description


def roles(text: str, sentences: Sequence[Sentence], known: Sequence[Known], lexicon: Lexicon) -> list[Role]:
    """All descriptions of people beside their names, in order."""
    people: dict[int, list[Known]] = {}
    for k in known:
        if k.type == "person" and (" " in k.canonical or k.mention.title):
            people.setdefault(k.mention.sentence, []).append(k)
    found = []
    for index, persons in people.items():
        for k in persons if len(persons) <= _MOST else ():
            for span in _beside(text, sentences[index], k, persons, lexicon):
                description = describe(span.of(text), lexicon)
                if description.kind == "person":
                    found.append(Role(k.canonical, span, description))
    return found


def _beside(text: str, sentence: Sentence, k: Known, persons: Sequence[Known], lexicon: Lexicon) -> Iterator[Span]:
    yield from _before(text, sentence, k, persons, lexicon)
    yield from _after(text, sentence, k, persons, lexicon)
    yield from _copula(sentence, k)


def _before(text: str, sentence: Sentence, k: Known, persons: Sequence[Known], lexicon: Lexicon) -> Iterator[Span]:
    """ "le président russe Vladimir Poutine"; with a comma before the name, the first office of the phrase counts."""
    end = k.mention.span.start
    ends = [p.mention.span.end for p in persons if p.mention.span.end <= end]
    start = max([sentence.span.start, *ends, *(t.end for t in sentence.tokens if t.end <= end and t.pos in _STOPS)])
    breaks = [m.end() for m in _BREAK.finditer(text[start:end])]
    start += breaks[-1] if breaks else 0
    segment = text[start:end].rstrip()
    comma = segment.endswith(",")
    segment = segment.rstrip(" ,")
    offset = start + segment.rfind(",") + 1
    piece = text[offset : start + len(segment)]
    run = words(piece, offset)
    offices = _offices(run, lexicon)
    if offices and not (run[-1].folded in lexicon.prepositions and not comma):
        at = offices[0] if comma or lexicon.lang == "en" else offices[-1]
        yield Span(_with_determiner(sentence, at), offset + len(piece))


def _offices(run: list[Word], lexicon: Lexicon) -> list[int]:
    """Where the offices of a run of words start."""
    found, i = [], 0
    while i < len(run):
        n = next((n for n in (3, 2, 1) if " ".join(w.folded for w in run[i : i + n]) in lexicon.roles), 0)
        if n:
            found.append(run[i].start)
        i += n or 1
    if lexicon.lang == "en" and found:
        found[0] = _compound_start(run, found[0], lexicon)
    return found


def _compound_start(run: list[Word], at: int, lexicon: Lexicon) -> int:
    """English puts what an office is restricted to before it: "White House spokesman", "Fed chairman"."""
    index = next(i for i, w in enumerate(run) if w.start == at)
    while index and run[index - 1].folded not in lexicon.definite:
        before = run[index - 1]
        if not (before.text[0].isupper() or before.folded in lexicon.institutions):
            break
        index -= 1
    return run[index].start


def _with_determiner(sentence: Sentence, at: int) -> int:
    before = [t for t in sentence.tokens if t.end <= at]
    return before[-1].start if before and before[-1].pos == "DET" else at


def _after(text: str, sentence: Sentence, k: Known, persons: Sequence[Known], lexicon: Lexicon) -> Iterator[Span]:
    """ "Kim Yung-ho, le ministre de l'Unification"; up to the next comma, verb or name of a person."""
    opening = re.match(r"\s*[,(]\s*", text[k.mention.span.end : sentence.span.end])
    if not opening:
        return
    start = k.mention.span.end + opening.end()
    starts = [p.mention.span.start for p in persons if p.mention.span.start >= start]
    verbs = [t.start for t in sentence.tokens if t.start >= start and t.pos in ("VERB", "AUX", "SCONJ", "PRON")]
    end = min([sentence.span.end, *starts, *verbs])
    stop = re.search(r"[,.;:!?«»“”\"()]|\s[–—-]\s", text[start:end])
    span = Span(start, start + len(text[start : start + stop.start() if stop else end].rstrip()))
    run = words(span.of(text), start)
    first = next((w.start for w in run if w.folded not in lexicon.definite | lexicon.indefinite), None)
    offices = _offices(run[:8], lexicon)
    if first is not None and offices and offices[0] <= first + 25:
        yield span


def _copula(sentence: Sentence, k: Known) -> Iterator[Span]:
    """ "Ms Hart is the director of the dam"."""
    for token in sentence.tokens:
        if k.mention.span.start <= token.start < k.mention.span.end and token.dep == "nsubj":
            complement = _complement(sentence, sentence.tokens[token.head])
            if complement and complement.start > token.end:
                tree = [t for t in _subtree(sentence, complement) if t.start > token.end]
                yield Span(min(t.start for t in tree), max(t.end for t in tree))


def _complement(sentence: Sentence, root: Token) -> Token | None:
    children = [sentence.tokens[c] for c in sentence.children[root.i]]
    if root.pos == "NOUN" and any(c.dep == "cop" for c in children):
        return root
    return next((c for c in children if c.dep == "attr"), None) if root.lemma == "be" else None


def _subtree(sentence: Sentence, top: Token) -> list[Token]:
    found, queue = [top], [top.i]
    while queue:
        for child in sentence.children[queue.pop()]:
            if sentence.tokens[child].dep in _INSIDE:
                found.append(sentence.tokens[child])
                queue.append(child)
    return found


def same_office(a: Description, b: Description, lexicon: Lexicon) -> float:
    """How far two descriptions may mean one person: 0 where head, gender, country or restriction differ."""
    head = _same_head(a.head, b.head, lexicon)
    if not head or a.plural or b.plural or (a.countries and b.countries and not a.countries & b.countries):
        return 0.0
    if a.gender and b.gender and a.gender != b.gender:
        return 0.0
    if (a.modifiers & lexicon.changing) != (b.modifiers & lexicon.changing):
        return 0.0
    shared = {m[:5] for m in a.modifiers} & {m[:5] for m in b.modifiers}
    least = min(len(a.modifiers), len(b.modifiers))
    short, long = sorted((a, b), key=lambda d: len(d.head.split()))
    if len(short.head.split()) < len(long.head.split()) and short.modifiers - set(long.head.split()) and not shared:
        return 0.0  # "le ministre des Ports" is not "le Premier ministre"
    if len(shared) < least and not (a.countries & b.countries):
        return 0.0
    return head + 0.5 * len(shared) + bool(a.countries & b.countries)


def _same_head(a: str, b: str, lexicon: Lexicon) -> float:
    """2 for the same noun, less for another gender or a part of it, 1 for "le dirigeant" after "le président"."""
    if a == b:
        return 2.0
    if not a or not b:
        return 0.0
    if set(a.split()) & lexicon.changing != set(b.split()) & lexicon.changing:
        return 0.0
    if " " in a and " " in b and a[:4] != b[:4]:
        return 0.0
    short, long = sorted((a.split()[-1], b.split()[-1]), key=len)
    if short == long or (len(short) > 4 and short[:6] == long[:6]):
        return 1.5 if len(a.split()) == len(b.split()) else 1.0
    led = lexicon.leaders | lexicon.led_by
    return 1.0 if (a in lexicon.leaders and b in led) or (b in lexicon.leaders and a in led) else 0.0
