"""What is said: for a cue, the construction that it stands in here and the words of its content.

In: a Tree, a Match, the quotations near it. Out: a Reading, or None where the word reports nothing here. Never here: who
speaks, force, hedge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index import grammar
from index.cues import Match
from index.model import Span
from index.quotes import Quote
from index.sources import TIMES, Source, tense
from index.tree import AUXILIARIES, OBJECTS, PASSIVE_SUBJECTS, PASSIVES, SUBJECTS, Tree

_CLAUSES = frozenset({"ccomp", "xcomp"})
_THAT = grammar.words("that")
_ASK = grammar.words("ask")
_ASK_ONLY = grammar.words("ask_only")
"""Words that open a question only after a cue that asks: "commence quand" reports nothing."""
_ABSORBED = frozenset({"prep", "advmod", "npadvmod", "obl:mod", "obl:arg", "advcl", "punct", "nmod", "dep"})
_PLAIN = grammar.words("plain")
_UNREAL = grammar.words("unreal")
_TELLING = grammar.words("telling")
_CLITICS = grammar.words("object_clitics")
_KEPT_PREPS = grammar.words("kept_preps")
_STOPS = frozenset({".", "!", "?", ";", ":", "»", "”", "…"})
_MARKS = frozenset({",", "–", "—", "(", ")", "-"})
_SUBORDINATORS = grammar.words("subordinators")
_FOR = grammar.words("for")
_AS = grammar.words("as")
_MODALS = grammar.words("modals")
_ASIDE_MARKS = frozenset({",", "-", "–", "—", "(", "”", "»", '"', "''"})
_MOST_PIECES = 12
_GAP = 14
_EDGE = " \t\n\u00a0\u202f,;–—-"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a cue is used: the frame, what is said in one or more pieces, and the words of the attribution itself."""

    frame: str
    content: tuple[Span, ...]
    region: Span
    aside: bool = False  # an incise: "the deal, he said, was dead"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cue stands: its verb group and source as tokens, the text, the quotations of the article."""

    tree: Tree
    match: Match
    first: int  # of the verb group
    last: int
    source: Source | None
    text: str
    quotes: Sequence[Quote]
    lang: str


def group_start(tree: Tree, head: int) -> int:
    """The first auxiliary, negation or clitic that stands before the verb without a gap."""
    first = head
    while first > 0:
        token = tree.tokens[first - 1]
        if token.pos == "PRON" and token.text.startswith("-"):
            first -= 1
            continue
        if token.text.lower() in ("ne", "n'", "n’"):
            first -= 1
            continue
        clitic = token.pos == "PRON" and token.dep in ("expl:comp", "expl:pass", "iobj", "expl:pv", "obl:arg") and token.end - token.start < 5
        if token.dep in AUXILIARIES or token.pos == "AUX" or clitic or (token.pos == "ADV" and first - 1 > 0 and _aux_before(tree, first - 1)):
            first -= 1
        else:
            break
    return first


def _aux_before(tree: Tree, i: int) -> bool:
    return tree.tokens[i - 1].dep in AUXILIARIES


def read(place: Place) -> Reading | None:
    """The first construction that fits, surest first."""
    frames = place.match.frames
    opened = _opens_sentence(place)
    attempts = (
        ("that", _read_that), ("that", _read_relative), *((("quote", _read_quote_before),) if opened else ()), ("that", _read_bare),
        ("quote", _read_quote_before), ("quote", _read_quote_after), ("that", _read_loose), ("quote", _read_incise),
        ("ask", _read_ask), ("to", _read_to), ("call", _read_call), ("prep", _read_prep), ("noun", _read_noun),
    )  # fmt: skip
    for frame, attempt in attempts:
        if frame in frames or (frame == "quote" and "that" in frames and attempt is not _read_quote_after):
            found = attempt(place)
            if found is not None:
                return Reading(frame if frame in frames else "that", found[0], found[1], attempt is _read_incise)
    return None


def _opens_sentence(place: Place) -> bool:
    """Whether the quotation before the cue is what the sentence opens with, and not a title within it."""
    quote = _quote_ending_at(place, _attribution(place).start)
    return quote is not None and not any(t.pos not in ("PUNCT", "CCONJ", "ADV") for t in place.tree.tokens if t.end <= quote.start)


Found = tuple[tuple[Span, ...], Span]


def clauses(place: Place, reading: Reading) -> list[tuple[Span, ...]]:
    """Two that-clauses are two claims: "said that A, and that B"."""
    tree = place.tree
    if reading.frame != "that" or len(reading.content) != 1:
        return [reading.content]
    start, end = reading.content[0]
    first, last = tree.at(start), tree.at(end - 1)
    if tree.tokens[first].text.lower() not in _THAT:
        return [reading.content]
    cuts = [i for i in range(first + 2, min(last + 5, len(tree.tokens))) if _reopens(tree, i, first, place.match.head)]
    edges = [first, *cuts]
    ends = [*(_before_joint(tree, c) for c in cuts), max(last, tree.right[tree.tokens[cuts[-1]].head] if cuts else last)]
    return [(tree.span(a, b),) for a, b in zip(edges, ends, strict=True) if b > a]


def _reopens(tree: Tree, i: int, first: int, head: int) -> bool:
    """Whether token `i` is a "que" or "that" that joins another clause to the one opened at `first`."""
    token = tree.tokens[i]
    if token.text.lower() not in _THAT or token.pos != "SCONJ" or tree.tokens[i - 1].pos != "CCONJ":
        return False
    verb = tree.tokens[token.head]
    return verb.i > i and verb.dep in ("conj", "ccomp") and verb.head in (head, tree.tokens[first].head)


def _before_joint(tree: Tree, i: int) -> int:
    i -= 1
    while tree.tokens[i].pos in ("CCONJ", "PUNCT") and tree.tokens[i].text not in "»”\"":
        i -= 1
    return i


def _region(place: Place) -> Span:
    first, last = place.first, place.last
    if place.source and place.source.own:
        first, last = min(first, place.source.first), max(last, place.source.last)
    return Span(place.tree.tokens[first].start, place.tree.tokens[last].end)


def _read_that(place: Place) -> Found | None:
    """ "said that ..." and, in French, "dit avoir ..." """
    tree = place.tree
    mark = _that_after(place)
    if mark is None:
        return None
    clause = tree.tokens[mark].head
    if clause <= mark:
        clause = mark
    if not any(t.pos in ("VERB", "AUX") for t in tree.tokens[mark : tree.right[clause] + 1]):
        clause = next((t.i for t in tree.tokens[mark + 1 :] if t.pos in ("VERB", "AUX")), clause)
    end = _clause_end(place, clause)
    return (tree.span(mark, end),), _region(place)


def _that_after(place: Place) -> int | None:
    """The "que" or "that" of this cue: the mark of its clause, else one that follows it at once."""
    tree = place.tree
    for k in tree.kids(place.match.head):
        token = tree.tokens[k]
        if k > place.match.head and token.dep in ("ccomp", "xcomp", "advcl", "obj", "dobj", "acl", "acl:relcl", "dep", "parataxis"):
            first = tree.left[k]
            while first < k and tree.tokens[first].pos in ("PUNCT", "ADV") and first + 1 < len(tree.tokens):
                first += 1
            if tree.tokens[first].text.lower() in _THAT and first > place.match.head and tree.tokens[first].dep in ("mark", "nsubj", "obj", "dep", "advmod", "det"):
                return first
    return _that_further_on(place)


def _that_further_on(place: Place) -> int | None:
    """ "a écrit dans les années 40 que": the conjunction after circumstances, where no other verb stands between."""
    tree = place.tree
    for i in range(place.last + 1, min(place.last + _GAP, len(tree.tokens))):
        token = tree.tokens[i]
        told = token.pos == "PRON" and tree.tokens[token.head].dep == "acl:relcl" and _is_told(tree, place.match.head, i - 1)
        if token.text.lower() in _THAT and (token.pos == "SCONJ" or told):
            return i if told or tree.tokens[i - 1].pos not in ("ADV", "ADJ", "SCONJ") or i == place.last + 1 or token.dep == "mark" and token.head > i else None
        if token.pos in ("VERB", "AUX", "SCONJ", "CCONJ") or token.text in ("«", "»", "“", "”", '"', ":", ";"):
            return None
    return None


def _is_told(tree: Tree, head: int, i: int) -> bool:
    """ "a dit aux journalistes que": not a relative clause on the people who were told."""
    return any(tree.left[k] <= i and tree.tokens[tree.left[k]].text.lower() in grammar.words("to") and k <= i for k in tree.kids(head))


def _clause_end(place: Place, clause: int) -> int:
    """The last token of a clause, with what follows it and hangs on the cue but belongs to what is said."""
    tree, head = place.tree, place.match.head
    end = tree.right[clause] if not tree.within(head, clause) else len(tree.tokens) - 1
    for k in tree.kids(head):
        if k <= clause or tree.left[k] <= end - 1:
            continue
        if not _absorbed(tree, k) and not _goes_on(tree, k, head):
            break
        end = max(end, tree.right[k])
    return _before_gerund(tree, clause, _stretched(place, clause, end))


def _before_gerund(tree: Tree, start: int, end: int) -> int:
    """ ", tout en appelant" goes on with the telling, not with what is told."""
    for i in range(start + 2, end):
        if tree.tokens[i].text == "," and tree.tokens[i + 1].text.lower() == "tout" and tree.tokens[min(i + 2, end)].text.lower() == "en":
            return i - 1
    return end


def _stretched(place: Place, clause: int, end: int) -> int:
    """A clause that the parser cut short: it goes on where the next word is no mark and no conjunction, or where its verb is yet to come."""
    tree, size = place.tree, len(place.tree.tokens)
    start = min(tree.left[clause], clause)
    for _ in range(3):
        if end + 1 >= size or tree.tokens[end + 1].text in _STOPS:
            return end
        following = tree.tokens[end + 1]
        unfinished = _awaits_verb(tree, start, end)
        joined = following.pos == "CCONJ" and end + 2 < size and _shares_subject(place, clause, end + 2)
        if not unfinished and not joined and (following.pos in ("PUNCT", "CCONJ", "SCONJ") or _is_outside(place, following.i)):
            return end
        end = _to_mark(tree, end + 1, unfinished)
    return end



def _awaits_verb(tree: Tree, start: int, end: int) -> bool:
    """Whether the last conjunction, or the clause itself, has no finite verb yet."""
    opened = [t.i for t in tree.tokens[start : end + 1] if t.pos == "SCONJ" and t.text.lower() in _SUBORDINATORS]
    since = opened[-1] if opened else start
    return not any("VerbForm=Fin" in t.morph or "VerbForm=Inf" in t.morph for t in tree.tokens[since : end + 1])


def _shares_subject(place: Place, clause: int, i: int) -> bool:
    """ "n'existait pas mais semblait": a joined verb without a subject that is not in the tense of a past cue."""
    tree = place.tree
    while i < len(tree.tokens) and tree.tokens[i].pos in ("ADV", "PRON") and "nsubj" not in tree.tokens[i].dep:
        i += 1
    if i < len(tree.tokens) and "VerbForm=Inf" in tree.tokens[i].morph and "VerbForm=Inf" in tree.tokens[clause].morph:
        return tree.tokens[i].pos == "VERB" and tree.tokens[i].head != i
    if i >= len(tree.tokens) or "VerbForm=Fin" not in tree.tokens[i].morph:
        return False
    verb = tree.tokens[i].head if tree.tokens[i].pos == "AUX" and tree.tokens[i].head > i else i
    if any(tree.tokens[k].dep.startswith("nsubj") for k in tree.kids(verb)):
        return False
    return tense(tree, verb) != tense(tree, place.match.head)


def _is_outside(place: Place, i: int) -> bool:
    """Whether a word after the clause belongs to the attribution: its source or its time."""
    source = place.source
    return source is not None and source.first <= i <= source.last or place.tree.tokens[i].head == place.match.head


def _to_mark(tree: Tree, start: int, until_verb: bool) -> int:
    """The last token before the next mark, past a finite verb if one is awaited."""
    seen = not until_verb
    i = start
    while i < len(tree.tokens):
        token = tree.tokens[i]
        seen = seen or "VerbForm=Fin" in token.morph
        if i > start and seen and (token.pos in ("CCONJ",) or token.text in _MARKS or token.text in _STOPS):
            break
        if token.text in _STOPS:
            break
        i += 1
    return i - 1


def _goes_on(tree: Tree, k: int, head: int) -> bool:
    """ "said it would cost jobs but would add revenue": a modal that the cue has not belongs to what is said."""
    token = tree.tokens[k]
    if token.dep == "cc":
        following = next((c for c in tree.kids(head) if c > k and tree.tokens[c].dep == "conj"), None)
        return following is not None and _goes_on(tree, following, head)
    if token.dep != "conj" or any(tree.tokens[c].dep in SUBJECTS for c in tree.kids(k)):
        return False
    return _modal(tree, k) and not _modal(tree, head)


def _modal(tree: Tree, i: int) -> bool:
    return any(tree.tokens[c].lemma in _MODALS for c in tree.kids(i) if c < i)


def _absorbed(tree: Tree, k: int) -> bool:
    token = tree.tokens[k]
    if token.dep not in _ABSORBED:
        return False
    if token.dep in ("advcl",):
        return any(tree.tokens[c].dep == "mark" or tree.tokens[c].dep == "advmod" for c in tree.kids(k) if c < k)
    if token.dep in ("prep", "obl:mod", "obl:arg", "nmod"):
        first = tree.tokens[tree.left[k]].text.lower()
        return first not in ("according", "selon", "d'", "d’", "via", "in") or False
    return True


def _read_bare(place: Place) -> Found | None:
    """ "said he would go", "dit vouloir partir" """
    tree, head = place.tree, place.match.head
    for k in tree.kids(head):
        token = tree.tokens[k]
        if k < head or token.dep not in _CLAUSES or tree.left[k] <= place.last:
            continue
        finite = any(tree.tokens[c].dep in SUBJECTS or tree.tokens[c].dep in ("nsubjpass", "expl", "nsubj:pass") for c in tree.kids(k))
        infinitive = "VerbForm=Inf" in token.morph or any("VerbForm=Inf" in tree.tokens[c].morph for c in tree.kids(k) if c < k)
        first = tree.tokens[tree.left[k]]
        if place.lang == "en" and token.dep == "ccomp" and finite and first.text.lower() not in _ASK and first.text.lower() not in ("to",):
            return (tree.span(tree.left[k], _clause_end(place, k)),), _region(place)
        gerund = "Aspect=Prog" in token.morph or "Aspect=Prog" in tree.tokens[tree.left[k]].morph
        if token.dep == "xcomp" and gerund and place.match.frames["that"].force in ("deny", "regret", "find", "confirm"):
            return (tree.span(tree.left[k], tree.right[k]),), _region(place)
        if infinitive and token.dep == "xcomp" and first.text.lower() not in grammar.words("infinitive") and tree.left[k] <= place.last + 3:
            return (tree.span(tree.left[k], _clause_end(place, k)),), _region(place)
    return None


def _read_loose(place: Place) -> Found | None:
    """ "said single people would qualify", where the parser took the subject of the clause for an object of the cue."""
    tree, head = place.tree, place.match.head
    if tree.tokens[head].lemma not in _PLAIN or place.source is None or place.source.first > head:
        return None
    start = place.last + 1
    while start < len(tree.tokens) and tree.tokens[start].pos == "ADV":
        start += 1
    if start >= len(tree.tokens) or tree.tokens[start].pos not in ("DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM"):
        return None
    verb = next((t.i for t in tree.tokens[start + 1 :] if "VerbForm=Fin" in t.morph), None)
    if verb is None or any(t.text == "," and t.head == head for t in tree.tokens[start:verb]):
        return None
    stop = next((k for k in tree.kids(head) if k > verb and tree.tokens[k].dep == "advcl" and "VerbForm=Part" in tree.tokens[k].morph), None)
    end = (tree.left[stop] if stop else len(tree.tokens)) - 1
    return ((tree.span(start, end),), _region(place)) if end > verb else None


def _read_quote_before(place: Place) -> Found | None:
    """ "...", said X — the quotation, or the sentence up to its end where words of the outlet open it."""
    region = _attribution(place)
    quote = _quote_ending_at(place, region.start)
    if quote is None:
        return None
    content = _with_opening_words(place, quote)
    if content != quote.pieces and not _says_something(place, content[0]):
        return None
    at = region.end
    while (after := _quote_right_after(place, at)) is not None and after.start > content[-1].end:
        content, at = content + after.pieces, after.end
        if not place.tree.sentence.span.end >= after.start or len(content) > _MOST_PIECES:
            break
    return content, region


def _says_something(place: Place, span: Span) -> bool:
    """Whether words hold a finite verb: a title in quotation marks before a cue is nothing said."""
    return any("VerbForm=Fin" in t.morph for t in place.tree.tokens if span.start <= t.start < span.end)


def _with_opening_words(place: Place, quote: Quote) -> tuple[Span, ...]:
    """The quotation with what stands before it in its sentence, if that is more than a joining word."""
    sentence = place.tree.sentence.span
    if quote.start <= sentence.start:
        return quote.pieces
    before = place.text[sentence.start : quote.start]
    if len([t for t in place.tree.tokens if t.end <= quote.start and t.pos not in ("PUNCT", "CCONJ", "ADV", "SPACE")]) == 0 or before.rstrip().endswith(":"):
        return quote.pieces
    start = _clause_start(place, quote.start)
    return (Span(start, quote.end),)


def _clause_start(place: Place, offset: int) -> int:
    """Where the clause that runs up to `offset` begins: after a closed quotation with its own cue, else the sentence."""
    return place.tree.sentence.span.start


def _quote_ending_at(place: Place, offset: int) -> Quote | None:
    for quote in reversed(place.quotes):
        gap = place.text[quote.end : offset]
        if quote.end <= offset and not gap.strip(_EDGE) and "\n" not in gap:
            return quote
        if quote.end < offset - 40:
            break
    return None


def _quote_right_after(place: Place, offset: int) -> Quote | None:
    for quote in place.quotes:
        if quote.start >= offset:
            gap = place.text[offset : quote.start]
            return quote if not gap.strip(_EDGE + ":.") and "\n" not in gap else None
    return None


def _attribution(place: Place) -> Span:
    """The words of the attribution: verb group, source, and what else hangs on the verb to its right, up to a clause."""
    tree, head = place.tree, place.match.head
    base = _region(place)
    first, last = tree.at(base.start), tree.at(base.end - 1)
    for k in tree.kids(head):
        token = tree.tokens[k]
        if k < first and tree.right[k] == first - 1 and token.dep in ("advmod", "npadvmod", "cc", "mark", "neg") and token.pos != "PUNCT":
            first = tree.left[k]
        if k > head and token.dep in ("advmod", "npadvmod", "prep", "obl:mod", "obl:arg", "dative", "obj", "dobj", "iobj", "nmod", "advcl", "agent", "xcomp"):
            if token.dep == "advcl" and tree.tokens[tree.left[k]].text.lower() in ("if", "si", "because"):
                continue
            if not any(base.end <= q.start < tree.tokens[tree.right[k]].end for q in place.quotes):
                last = max(last, tree.right[k])
    while last > head and tree.tokens[last].pos == "PUNCT":
        last -= 1
    return Span(tree.tokens[first].start, tree.tokens[last].end)


def _read_quote_after(place: Place) -> Found | None:
    """X said: "..." """
    tree = place.tree
    end = tree.tokens[place.last].end
    quote = next((q for q in place.quotes if q.start >= end), None)
    if quote is None or quote.start > tree.sentence.span.end + 3:
        return None
    gap = place.text[end : quote.start]
    if "\n" in gap and not gap.rstrip().endswith(":"):
        return None
    between = [t for t in tree.tokens[place.last + 1 :] if t.end <= quote.start and t.pos not in ("PUNCT", "SPACE")]
    if len(between) > 2 * _GAP:
        return None
    mark = gap.rstrip()[-1:]
    if mark == ":":
        return quote.pieces, Span(_region(place).start, end)
    if len(between) > _GAP or any("VerbForm=Fin" in t.morph for t in between):
        return None
    inside = quote.pieces[0].of(place.text)[1:].lstrip().lower()
    if not mark and inside.startswith(("de ", "d'", "d’", "du ", "des ", "à ", "au ")) and "to" not in place.match.frames:
        return None
    if mark in (".", "!", "?", ";") or (not mark and "noun" in place.match.frames and quote.pieces[0].of(place.text)[1:].lstrip()[:1].islower()):
        return None
    if mark == "," and all(t.pos in ("ADV", "PRON", "PROPN", "NOUN", "ADP", "DET", "ADJ", "NUM") for t in between) or not between:
        pieces = quote.pieces
        if not between and mark != "," and quote.pieces[-1].end < tree.sentence.span.end:
            pieces = _run_on(place, quote)
        return pieces, Span(_region(place).start, end)
    return None


def _run_on(place: Place, quote: Quote) -> tuple[Span, ...]:
    """A quotation that opens the complement but does not fill it: the whole complement."""
    tree = place.tree
    first = tree.at(quote.start)
    end = max((tree.right[k] for k in tree.kids(place.match.head) if k > place.last and tree.left[k] <= first + 1 and tree.tokens[k].dep != "punct"), default=None)
    if end is None or tree.tokens[end].end <= quote.end:
        return quote.pieces
    return (Span(quote.start, tree.span(first, end).end),)


def _read_incise(place: Place) -> Found | None:
    """ "The deal, he said, was dead." """
    tree, head = place.tree, place.match.head
    if place.source is None:
        return None
    region = _attribution(place)
    first, last = tree.at(region.start), tree.at(region.end - 1)
    if tree.tokens[first].text.lower() in _AS or (first and tree.tokens[first - 1].text.lower() in _AS):
        return _read_as(place)
    inverted = place.source.own and (place.source.first > head or tree.tokens[place.source.head].text.startswith("-"))
    mark = tree.tokens[first - 1].text if first else ""
    if not mark or mark not in _ASIDE_MARKS and not (inverted and mark in ("!", "?", "…", "...")) or (first < 3 and not inverted):
        return None
    if last + 1 < len(tree.tokens) and tree.tokens[last + 1].pos != "PUNCT":
        return None
    token = tree.tokens[head]
    if tree.kid(head, PASSIVES) is not None:
        return None
    if not inverted and tree.tokens[first].morph.find("PronType=Rel") >= 0:
        return None
    if not inverted and token.dep in ("relcl", "acl:relcl", "acl", "conj"):
        return None
    if any(tree.tokens[k].dep in OBJECTS | {"xcomp"} for k in tree.kids(head) if k > head and not inverted):
        return None
    if not inverted and token.dep != "parataxis" and not _has_clause(tree, first, head):
        return None
    left = tree.span(0, first - 1)
    rest = _rest(place, last)
    return ((left, rest) if rest else (left,)), region


def _read_relative(place: Place) -> Found | None:
    """ "the delay, which he said would spare the crops": what follows the cue, up to the end of the relative clause."""
    tree, head = place.tree, place.match.head
    source = place.source
    if source is None or not source.own or source.first < 1 or source.last > head:
        return None
    if tree.tokens[source.first - 1].text.lower() not in ("which", "who", "that", "whom") or place.last + 1 >= len(tree.tokens):
        return None
    at = place.last + 1
    while at + 1 < len(tree.tokens) and tree.tokens[at].pos == "ADV":
        at += 1
    verb = tree.tokens[at]
    if verb.pos not in ("AUX", "VERB") or "VerbForm=Fin" not in verb.morph:
        return None
    top = head
    while tree.tokens[top].head != top and tree.tokens[top].dep not in ("relcl", "acl"):
        top = tree.tokens[top].head
    end = tree.right[top] if tree.tokens[top].dep in ("relcl", "acl") else tree.right[verb.head if verb.pos == "AUX" else verb.i]
    return (tree.span(place.last + 1, max(end, verb.i)),), _region(place)


def _read_as(place: Place) -> Found | None:
    """ "As experts have pointed out, ...": the sentence without that clause."""
    tree, head = place.tree, place.match.head
    first, last = tree.left[head], tree.right[head]
    if tree.tokens[first].text.lower() not in _AS:
        return None
    region = Span(tree.tokens[first].start, tree.tokens[last].end)
    pieces = [tree.span(a, b) for a, b in ((0, first - 1), (last + 1, len(tree.tokens) - 1)) if b - a > 1]
    pieces = [p for p in pieces if any(c.isalnum() for c in p.of(place.text))]
    return (tuple(pieces), region) if pieces else None


def _has_clause(tree: Tree, end: int, head: int) -> bool:
    """Whether what stands before token `end` is a clause of its own, not one that hangs on the cue as a circumstance."""
    for k in tree.kids(head):
        if k < end and tree.tokens[k].dep in ("ccomp", "parataxis", "dep"):
            return True
    return tree.tokens[head].dep == "ccomp" and tree.tokens[head].head < end


def _rest(place: Place, last: int) -> Span | None:
    """What goes on after an incise and does not hang on its verb."""
    tree = place.tree
    start = last + 1
    while start < len(tree.tokens) and tree.tokens[start].pos == "PUNCT":
        start += 1
    if start >= len(tree.tokens) - 1 or tree.within(start, place.match.head):
        return None
    end = len(tree.tokens) - 1
    return tree.span(start, end)


def _read_ask(place: Place) -> Found | None:
    tree, head = place.tree, place.match.head
    openers = _ASK | _ASK_ONLY if place.match.frames["ask"].force in ("ask", "doubt") else _ASK
    for k in tree.kids(head):
        first = tree.left[k]
        if k > head and tree.tokens[k].dep in ("ccomp", "advcl", "xcomp", "obj", "pcomp", "prep") and first > place.last and tree.tokens[first].text.lower() in openers:
            return (tree.span(first, _clause_end(place, k)),), _region(place)
    return None


def _read_to(place: Place) -> Found | None:
    """ "promised to go", "urged them to vote", "a promis de venir" """
    tree, head = place.tree, place.match.head
    for k in tree.kids(head):
        token = tree.tokens[k]
        if k < head or token.dep not in ("xcomp", "ccomp", "advcl", "obl:arg", "obl:mod") or tree.left[k] <= place.last:
            continue
        first = next((c for c in range(tree.left[k], k) if tree.tokens[c].text.lower() in grammar.words("infinitive") and tree.tokens[c].head == k), None)
        if first is None or not (tree.tokens[k].pos in ("VERB", "AUX")):
            continue
        start = first
        for o in tree.kids(head):
            if place.last < o < first and tree.tokens[o].dep in ("dobj", "obj") and tree.right[o] < first:
                start = tree.left[o]
        if token.dep == "ccomp" and tree.left[k] > place.last:
            start = min(start, tree.left[k])
        return (tree.span(start, before_gloss(tree, start, _clause_end(place, k))),), _region(place)
    return None


def is_asserted(tree: Tree, i: int, frame: str = "noun") -> bool:
    """An infinitive or a "could" reports nothing yet ("declined to threaten"), save after a verb that starts the telling."""
    token = tree.tokens[i]
    if any(tree.tokens[k].lemma in _UNREAL for k in tree.kids(i) if k < i):
        return False
    if token.morph.find("VerbForm=Part") >= 0 and token.morph.find("Tense=Past") >= 0 and not any(tree.tokens[k].pos == "AUX" for k in tree.kids(i) if k < i):
        if token.dep in ("acl", "advcl", "prep", "amod", "acl:relcl") and not any(tree.tokens[k].dep in ("nsubj",) for k in tree.kids(i)):
            return False
    if token.lemma == "dire" and tree.tokens[token.head].lemma == "vouloir":
        return False  # "veut dire que" means
    if token.dep in ("xcomp", "ccomp", "acl") and ("VerbForm=Inf" in token.morph):
        return tree.tokens[token.head].lemma in _TELLING and frame in ("quote", "that", "ask")
    if "VerbForm=Inf" in token.morph and token.pos == "VERB" and not any(tree.tokens[k].pos == "AUX" for k in tree.kids(i)):
        return frame in ("quote", "that", "ask") or token.dep == "advcl"
    if token.dep == "acl" and frame in ("noun", "call", "prep") and "VerbForm=Part" in token.morph and tree.tokens[tree.left[i] - 1].text != ",":
        return tree.left[i] == 0
    return True


def before_gloss(tree: Tree, first: int, last: int) -> int:
    """Where a participle after a comma begins to comment ("..., faisant référence à"): no part of what was promised."""
    for i in range(first + 1, last):
        token = tree.tokens[i]
        if token.text == "," and tree.tokens[i + 1].pos == "VERB" and "VerbForm=Part" in tree.tokens[i + 1].morph and "Tense=Pres" in tree.tokens[i + 1].morph:
            return i - 1
    return last


def _read_call(place: Place) -> Found | None:
    """ "called it a disgrace", "described him as a liar" """
    tree, head = place.tree, place.match.head
    kids = [k for k in tree.kids(head) if k > place.last]
    named = [k for k in kids if tree.tokens[k].dep in ("oprd", "ccomp", "xcomp", "acomp", "attr", "prep", "obl:arg", "obl:mod", "nmod")]
    objects = [k for k in kids if tree.tokens[k].dep in OBJECTS]
    if not named and len(objects) < 2:
        return None
    if named and tree.tokens[named[0]].dep == "prep" and tree.tokens[named[0]].text.lower() not in ("as", "to", "with"):
        return None
    parts = objects + named[:1]
    return (tree.span(min(tree.left[k] for k in parts), max(tree.right[k] for k in parts)),), _region(place)


def _read_prep(place: Place) -> Found | None:
    """ "warned of a shortage", "accused the mayor of lying" — with the one accused, unless a pronoun."""
    tree, head = place.tree, place.match.head
    preps = place.match.frames["prep"].preps
    objects = [o for o in tree.kids(head) if o > place.last and tree.tokens[o].dep in OBJECTS]
    for k in (*tree.kids(head), *(k for o in objects for k in tree.kids(o) if place.match.frames["prep"].force == "accuse")):
        if k <= place.last:
            continue
        token = tree.tokens[k]
        first = tree.tokens[tree.left[k]]
        if token.dep in ("prep", "dative", "agent") and token.text.lower() in preps and tree.right[k] > k:
            start = k if token.text.lower() in _KEPT_PREPS else k + 1
        elif token.dep.startswith(("obl", "nmod", "xcomp", "advcl", "acl")) and first.lemma in preps and tree.left[k] < k:
            start = tree.left[k] + (first.text.lower() not in _KEPT_PREPS)
        else:
            continue
        target = next((o for o in tree.kids(head) if place.last < o < k and tree.tokens[o].dep in OBJECTS), None)
        if target is not None and tree.tokens[target].pos != "PRON" and (place.lang == "en" or token.pos != "VERB"):
            start = tree.left[target]
        return (tree.span(start, tree.right[k]),), _region(place)
    return None


def _read_noun(place: Place) -> Found | None:
    """ "condemned the attack", "thanked them for their help", "was contested by" """
    tree, head = place.tree, place.match.head
    force = place.match.frames["noun"].force
    if tree.kid(head, PASSIVES) is not None:
        subject = tree.kid(head, PASSIVE_SUBJECTS)
        return None if subject is None or place.source is None else ((tree.span(tree.left[subject], tree.right[subject]),), _region(place))
    clitic = next((k for k in tree.kids(head) if k < head and tree.tokens[k].dep in ("obj", "iobj") and tree.tokens[k].text.lower() in _CLITICS), None)
    if clitic is not None and force in ("deny", "doubt", "confirm", "reject", "accept"):
        return (Span(tree.tokens[clitic].start, tree.tokens[clitic].end),), _region(place)
    kids = [k for k in tree.kids(head) if k > place.last]
    target = next((k for k in kids if tree.tokens[k].dep in OBJECTS and tree.tokens[k].lemma not in TIMES), None)
    if target is None:
        return None
    more = next((k for k in kids if k > target and tree.tokens[k].dep in ("prep", "obl:arg") and tree.tokens[tree.left[k]].text.lower() in _FOR), None)
    pronoun = tree.tokens[target].pos == "PRON"
    if more is None and pronoun and force not in ("deny", "confirm", "reject", "accept"):
        return None
    last = tree.right[more] if more is not None else _before_relative(tree, target)
    return (tree.span(tree.left[target], before_gloss(tree, tree.left[target], last)),), _region(place)


def _before_relative(tree: Tree, noun: int) -> int:
    """The end of a noun phrase without the clause or apposition that the outlet hangs on it after a comma."""
    for k in tree.kids(noun):
        if k > noun and tree.tokens[k].dep in ("relcl", "acl:relcl", "appos", "acl", "advcl", "conj") and tree.left[k] > noun + 1:
            comma = next((i for i in range(tree.left[k] - 1, noun, -1) if tree.tokens[i].text == ","), None)
            if comma is not None and comma >= tree.left[k] - 2 and tree.tokens[k].dep != "conj":
                return comma - 1
    return tree.right[noun]
