"""Which time words belong to which happening of a sentence.

In: the Tree of a sentence, its happenings, its TimeExpressions and the claims about. Out: head token → When, and time
words that form a stretch ("du 12 au 15 mars") joined. Never here: what a time word means, and never the time of saying.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import timedelta

from index.events_status import Judge, words_of
from index.model import Claim, Interval, Proof, Span, TimeExpression, Token, When
from index.tree import OBJECTS, PASSIVE_SUBJECTS, SUBJECTS, Tree
from index.when import make


def stretches(text: str, times: Sequence[TimeExpression], lang: str) -> list[TimeExpression]:
    """Two single dates with "au", "to" or a dash between them become one stretch; all else is kept as it is."""
    joined: list[TimeExpression] = []
    for time in times:
        if joined and (whole := _stretch(text, joined[-1], time, lang)):
            joined[-1] = whole
        else:
            joined.append(time)
    return joined


def _stretch(text: str, a: TimeExpression, b: TimeExpression, lang: str) -> TimeExpression | None:
    if len(a.when.candidates) != 1 or len(b.when.candidates) != 1 or a.type != b.type:
        return None
    words, between = words_of(lang), text[a.span.end : b.span.start].strip().lower()
    before = text[max(0, a.span.start - 12) : a.span.start].lower().split()
    opened = bool(before) and before[-1] in words["stretch_from"]
    if not (between in words["stretch"] or (opened and between in words["stretch_to"])):
        return None
    first, last = a.when.candidates[0].first, b.when.candidates[0].last
    if first is None or last is None or first > last or a.when.clock:
        return None
    span = Span(a.span.start, b.span.end)
    anchor = a.when.proof.anchor if a.when.proof else None
    proof = Proof(span.of(text), span.start, span.end, anchor, "from a date to a date")
    return TimeExpression(span, "DATE", make([Interval(first, last)], "interval", proof=proof))


def attach(tree: Tree, judge: Judge, heads: Collection[int], times: Sequence[TimeExpression]) -> dict[int, When]:
    """Head token → When. A time belongs to the nearest happening above it, and is shared where `_shared` says so."""
    whens: dict[int, When] = {}
    for time in times:
        owner = _owner(tree, heads, time)
        for i in range(tree.at(time.span.start), tree.at(time.span.end - 1) + 1):
            whens.setdefault(i, time.when)
        if owner is not None and (owner not in whens or finer(time.when, whens[owner])):
            whens[owner] = time.when
    for head in heads:
        if head not in whens and (shared := _shared(tree, judge, head, whens)):
            whens[head] = shared
    return {i: when for i, when in whens.items() if i in heads}


def counted(
    text: str, tree: Tree, judge: Judge, heads: Collection[int], times: Sequence[TimeExpression]
) -> dict[int, When]:
    """Head token → When for "two days after his departure": counted from the one day that the sentence names beside.

    `times`: all time words of the sentence, lengths of time among them. None where it names no day, or several.
    """
    found: dict[int, When] = {}
    for time in times:
        steps = _days(time)
        after = tree.at(time.span.end)
        if steps is None or after >= len(tree.tokens) or text[time.span.end : tree.tokens[after].start].strip():
            continue
        word = tree.tokens[after].text.lower()
        side = 1 if word in judge.words["after"] else -1 if word in judge.words["before"] else 0
        head = next((h for h in sorted(heads) if after < h <= after + AFTER), None)
        if side and head is not None and (day := _other_day(times, time, tree.tokens[head])):
            moved = [
                Interval(d.first - side * steps, d.last - side * steps) for d in day.candidates if d.first and d.last
            ]
            words = Span(time.span.start, tree.tokens[after].end)
            proof = Proof(
                words.of(text), words.start, words.end, "text", "so long after" if side > 0 else "so long before"
            )
            found[head] = make(moved, "day", proof=proof)
    return found


AFTER = 4
"""How many words behind "after" the happening may stand."""
_LENGTH = re.compile(r"P(\d{1,3})([DW])")


def _days(time: TimeExpression) -> timedelta | None:
    length = _LENGTH.fullmatch(time.when.timex) if time.type == "DURATION" else None
    return timedelta(days=int(length[1]) * (7 if length[2] == "W" else 1)) if length else None


def _other_day(times: Sequence[TimeExpression], length: TimeExpression, head: Token) -> When | None:
    """The day, or one of several days, that the rest of the sentence names; it stands before the length of time."""
    days = [t.when for t in times if t.when.candidates]
    if len(days) != 1 or not days[0].proof or any(c.first != c.last for c in days[0].candidates):
        return None
    return days[0] if days[0].proof.end <= length.span.start <= head.start else None


def of_saying(tree: Tree, heads: Collection[int], time: TimeExpression, claims: Sequence[Claim]) -> bool:
    """A claim's cue or relay stands between the time and the happening that the parser hangs it on, or a quotation
    ends between them: what is inside its marks is dated by no word outside.
    """
    owner = _owner(tree, heads, time)
    if owner is None:
        return False
    low, high = sorted((tree.tokens[owner].start, time.span.start))
    happening = Span(tree.tokens[owner].start, tree.tokens[owner].end)
    for claim in claims:
        quoted = claim.mode == "direct" and any(piece.covers(happening) for piece in claim.content)
        if quoted and not any(piece.overlaps(time.span) for piece in claim.content):
            return True
        said = claim.said_span is not None and claim.said_span.overlaps(time.span) and low < claim.cue.start < high
        if said or any(low < relay.start < high for relay in claim.channel):
            return True
    return False


def habits(tree: Tree, heads: Collection[int], times: Sequence[TimeExpression]) -> set[int]:
    """Heads of what is done again and again: "they queue at 7:30 every morning" dates no morning."""
    return {owner for t in times if t.type == "SET" and (owner := _owner(tree, heads, t)) is not None}


def finer(a: When, b: When) -> bool:
    """Whether `a` says more about the day than `b`."""
    return _size(a) < _size(b)


def _size(when: When) -> int:
    first, last = when.earliest, when.latest
    return (last - first).days if first and last else 1 << 30


def _top(tree: Tree, time: TimeExpression) -> int | None:
    """The word of a time expression that the others hang on."""
    i = tree.at(time.span.start)
    if i >= len(tree.tokens):
        return None
    while tree.tokens[i].head != i and time.span.start <= tree.tokens[tree.tokens[i].head].start < time.span.end:
        i = tree.tokens[i].head
    return i


def _owner(tree: Tree, heads: Collection[int], time: TimeExpression) -> int | None:
    """The happening that a time word hangs on; a verb that is none stops the search."""
    i = _top(tree, time)
    if i is None or i in heads:
        return i
    last = tree.tokens[tree.at(time.span.end - 1)]
    if last.dep == "compound" and tree.tokens[last.head].pos == "NOUN" and last.head > last.i:  # "the spring crops"
        return last.head if last.head in heads else None
    return next((a for a in tree.ancestors(i) if a in heads or tree.tokens[a].pos == "VERB"), None)


def _shared(tree: Tree, judge: Judge, head: int, whens: dict[int, When]) -> When | None:
    """A noun shares its verb's time as subject or object; a verb that of the happening during which it takes place."""
    token = tree.tokens[head]
    if token.pos == "NOUN":
        return _noun_when(tree, judge, token, whens)
    for k in tree.kids(head):
        inner = [k, *tree.kids(k)]
        during = any(tree.tokens[n].text.lower() in judge.words["during"] for n in inner)
        dated = [whens[n] for n in inner if n in whens and tree.tokens[n].pos == "NOUN"]
        if during and dated:
            return dated[0]
    return None


def _noun_when(tree: Tree, judge: Judge, noun: Token, whens: dict[int, When]) -> When | None:
    """As subject or object of a dated verb, in its "during", or dated by the clause in which it takes place."""
    for clause in tree.kids(noun.i):
        if tree.tokens[clause].dep not in ("relcl", "acl:relcl", "acl"):
            continue
        for k in (clause, *(x for x in tree.kids(clause) if tree.tokens[x].dep == "xcomp")):
            if k in whens and (judge.lemma_in(k, "occur") or judge.lemma_in(k, "ahead")):
                return whens[k]
    if noun.dep in OBJECTS | SUBJECTS | PASSIVE_SUBJECTS:
        return whens.get(noun.head)
    above = tree.tokens[noun.head]
    during = [above, *(tree.tokens[k] for k in tree.kids(noun.i))]
    if any(t.pos in ("ADP", "ADV") and t.text.lower() in judge.words["within"] for t in during):
        return whens.get(above.head if above.pos in ("ADP", "ADV") else above.i)
    return None
