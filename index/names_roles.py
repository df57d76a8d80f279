"""What an article says people are: "le porte-parole Lim Soo-suk", "Kirby, a spokesman for ...", "Ms Hart is the director".

In: sentences and known mentions. Out: for each person the phrases that describe them. Never here: resolving a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.model import Sentence, Span, Token
from index.names_people import Known
from index.names_phrases import Description, describe
from index.names_words import Lexicon, fold, words

_BREAK = re.compile(r"[.;:!?«»“”\"()\[\]—–]|\s-\s")
_STOPS = {"VERB", "AUX", "SCONJ", "CCONJ", "PRON"}


@dataclass(frozen=True, slots=True)
class Role:
    """One description of a person, where the article gives it."""

    canonical: str
    span: Span
    description: Description


def roles(text: str, sentences: Sequence[Sentence], known: Sequence[Known], lexicon: Lexicon) -> list[Role]:
    """All descriptions of people beside their names, in order."""
    found = []
    people: dict[int, list[Known]] = {}
    for k in known:
        if k.type == "person":
            people.setdefault(k.mention.sentence, []).append(k)
    for index, persons in people.items():
        sentence = sentences[index]
        for k in persons:
            for span in [
                *_before(text, sentence, k, persons, lexicon),
                *_after(text, sentence, k, persons, lexicon),
                *_copula(sentence, k),
            ]:
                description = describe(span.of(text), lexicon)
                if description.kind == "person":
                    found.append(Role(k.canonical, span, description))
    return found


def _before(text: str, sentence: Sentence, k: Known, persons: Sequence[Known], lexicon: Lexicon) -> Iterator[Span]:
    """ "le président russe Vladimir Poutine"; with a comma before the name, the first office of the phrase counts."""
    end = k.mention.span.start
    start = max([sentence.span.start, *(p.mention.span.end for p in persons if p.mention.span.end <= end)])
    start = max([start, *(t.end for t in sentence.tokens if t.end <= end and t.pos in _STOPS)])
    segment = text[start:end]
    breaks = [m.end() for m in _BREAK.finditer(segment)]
    start += breaks[-1] if breaks else 0
    segment = text[start:end]
    comma = segment.rstrip().endswith(",")
    pieces = segment.rstrip(" ,").rsplit(",", 1)
    piece = pieces[-1]
    offset = start + segment.index(piece)
    offices = _offices(piece, offset, lexicon)
    if offices:
        at = offices[0] if comma or lexicon.lang == "en" else offices[-1]
        yield Span(_with_determiner(text, sentence, at), offset + len(piece.rstrip()))


def _offices(piece: str, offset: int, lexicon: Lexicon) -> list[int]:
    run = words(piece, offset)
    found = []
    i = 0
    while i < len(run):
        n = next(
            (n for n in (3, 2, 1) if " ".join(w.folded for w in run[i : i + n]) in lexicon.roles and i + n <= len(run)),
            0,
        )
        if n:
            found.append(run[i].start)
        i += n or 1
    if lexicon.lang == "en" and found:
        found[0] = _compound_start(run, found[0], lexicon)
    return found


def _compound_start(run: list, at: int, lexicon: Lexicon) -> int:  # type: ignore[type-arg]
    """English puts what an office is restricted to before it: "White House spokesman", "Fed chairman"."""
    index = next(i for i, w in enumerate(run) if w.start == at)
    while (
        index
        and (run[index - 1].text[0].isupper() or run[index - 1].folded in lexicon.institutions)
        and run[index - 1].folded not in lexicon.definite
    ):
        index -= 1
    start: int = run[index].start
    return start


def _with_determiner(text: str, sentence: Sentence, at: int) -> int:
    before = [t for t in sentence.tokens if t.end <= at]
    if before and before[-1].pos == "DET":
        return before[-1].start
    return at


def _after(text: str, sentence: Sentence, k: Known, persons: Sequence[Known], lexicon: Lexicon) -> Iterator[Span]:
    """ "Kim Yung-ho, le ministre de l'Unification"; up to the next comma, verb or name of a person."""
    start = k.mention.span.end
    opening = re.match(r"\s*[,(]\s*", text[start : sentence.span.end])
    if not opening:
        return
    start += opening.end()
    end = min([sentence.span.end, *(p.mention.span.start for p in persons if p.mention.span.start >= start)])
    end = min(
        [end, *(t.start for t in sentence.tokens if t.start >= start and t.pos in ("VERB", "AUX", "SCONJ", "PRON"))]
    )
    stop = re.search(r"[,.;:!?«»“”\"()]|\s[–—-]\s", text[start:end])
    span = Span(start, start + stop.start() if stop else end)
    run = words(span.of(text))
    first = next((i for i, w in enumerate(run) if w.folded not in lexicon.definite | lexicon.indefinite), len(run))
    if first < len(run) and (_offices(span.of(text)[:60], 0, lexicon) or [99])[0] <= (run[first].start + 25):
        yield Span(span.start, span.start + len(span.of(text).rstrip()))


def _copula(sentence: Sentence, k: Known) -> Iterator[Span]:
    """ "Ms Hart is the director of the dam"."""
    for token in sentence.tokens:
        if k.mention.span.start <= token.start < k.mention.span.end and token.dep == "nsubj":
            root = sentence.tokens[token.head]
            complement = _complement(sentence, root)
            if complement and complement.start > token.end:
                end = max(sentence.tokens[i].end for i in _subtree(sentence, complement.i))
                yield Span(
                    min(
                        sentence.tokens[i].start
                        for i in _subtree(sentence, complement.i)
                        if sentence.tokens[i].start > token.end
                    ),
                    end,
                )


def _complement(sentence: Sentence, root: Token) -> Token | None:
    if root.pos == "NOUN" and any(sentence.tokens[c].dep == "cop" for c in sentence.children[root.i]):
        return root
    if root.lemma == "be":
        return next((sentence.tokens[c] for c in sentence.children[root.i] if sentence.tokens[c].dep == "attr"), None)
    return None


def _subtree(sentence: Sentence, top: int) -> list[int]:
    found, queue = [top], [top]
    while queue:
        for child in sentence.children[queue.pop()]:
            if sentence.tokens[child].dep in (
                "det",
                "amod",
                "compound",
                "nmod",
                "case",
                "prep",
                "pobj",
                "poss",
                "flat:name",
            ):
                found.append(child)
                queue.append(child)
    return found


def same_office(a: Description, b: Description) -> float:
    """How far two descriptions may mean one person: 0 where head, country or restriction differ."""
    head = _same_head(a.head, b.head)
    if not head or a.plural or b.plural or (a.countries and b.countries and not a.countries & b.countries):
        return 0.0
    if a.gender and b.gender and a.gender != b.gender:
        return 0.0
    mine, theirs = a.modifiers, b.modifiers
    shared = {m[:5] for m in mine} & {m[:5] for m in theirs}
    if mine and theirs and not shared and not (a.countries & b.countries):
        return 0.0
    return head + 0.5 * len(shared) + bool(a.countries & b.countries)


_HEADS = ("president chef de l etat dirigeant leader homme fort numero un chef d etat ruler strongman head of state",)


def _same_head(a: str, b: str) -> float:
    if a == b:
        return 2.0
    short, long = sorted((a.split()[-1] if a else "", b.split()[-1] if b else ""), key=len)
    if short and (short == long or (len(short) > 4 and short[:6] == long[:6])):
        return 1.5 if a.split()[0] == b.split()[0] or len(a.split()) == len(b.split()) else 1.0
    if a in _HEADS[0] and b in _HEADS[0] and a and b:
        return 1.0
    return 0.0


__all__ = ["Role", "fold", "roles", "same_office"]
