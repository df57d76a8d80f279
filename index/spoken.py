"""What is said beside the cue: quotations before and after it, incises, clauses that hold the cue.

In: a Place. Out: the spans of what is said and the words of the attribution, or None. Never here: complements
of the cue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import grammar
from index.incises import behind_quote
from index.model import Span, Token
from index.place import Found, Place, attribution, region
from index.quotes import Quote
from index.tree import OBJECTS, PASSIVES, Tree, after_as

_AS = grammar.words("as")
_ASIDE_MARKS = frozenset({",", "-", "–", "—", "(", "”", "»", '"', "''"})
_COMPLEMENTS = OBJECTS | {"ccomp", "xcomp", "oprd", "attr"}
_PATIENTS = OBJECTS | {"dative"}
_FRAGMENT = 20
_MOST_PIECES = 12
_GAP = 14
_EDGE = " \t\n\u00a0\u202f,;–—-"


def read_quote_before(place: Place) -> Found | None:
    """ "...", said X — the quotation, or the sentence up to its end where words of the outlet open it."""
    region = attribution(place)
    quote = _quote_ending_at(place, region.start)
    if quote is None or (quote.end <= place.tree.sentence.span.start and not _is_bare(place)):
        return None
    if _is_gerund(place.tree.tokens[place.match.head]):
        return None  # "...", reprenant l'idée du maire
    opener = place.tree.tokens[place.tree.at(region.start)]
    if opener.dep == "mark" and opener.text.lower() not in _AS:
        return None  # "... the bridge is “safe,” while others said the same of the dam"
    source = place.source
    if place.lang == "fr" and source is not None and source.own and source.last < place.first:
        return None  # French turns subject and verb round after a quotation
    mistaken = source is not None and source.own and place.tree.tokens[source.head].dep in OBJECTS
    short = quote.end - quote.start < _FRAGMENT and quote.start > place.tree.sentence.span.start
    if short and (mistaken or (place.lang == "fr" and _is_indefinite(place))):
        return None  # "fait des « exhibitions », propose des stages"
    if behind_quote(place.tree, place.match.head) and not _is_said(place, quote, region.start):
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


def _is_indefinite(place: Place) -> bool:
    source = place.source
    return source is not None and place.tree.tokens[source.first].text.lower() in grammar.words("indefinite")


def _is_said(place: Place, quote: Quote, start: int) -> bool:
    """Not so « "L'ogre" avait exhorté la juge »: a name in marks that a verb follows without a comma is its subject."""
    if "," in place.text[quote.end - 3 : start] or (place.source is not None and place.source.first <= place.last):
        return True
    return _says_something(place, Span(quote.start, quote.end)) or quote.start < place.tree.sentence.span.start


def _is_bare(place: Place) -> bool:
    """Whether the sentence of a cue holds nothing that it may report: "Bell said on Monday." after a quotation."""
    tree, head = place.tree, place.match.head
    own = place.source.head if place.source is not None else head
    return not any(k > place.last and k != own and _completes(tree, k) for k in tree.kids(head))


def _completes(tree: Tree, k: int) -> bool:
    """Whether a word that hangs on a cue says what is reported, and not to whom."""
    told = tree.tokens[tree.tokens[k].head].lemma in grammar.words("tell") and tree.tokens[k].dep in _PATIENTS
    asked = tree.tokens[k].dep == "advcl" and tree.tokens[tree.left[k]].text.lower() in grammar.words("ask")
    return asked or (tree.tokens[k].dep in _COMPLEMENTS and not told)


def _says_something(place: Place, span: Span) -> bool:
    """Whether words hold a finite verb: a title in quotation marks before a cue is nothing said."""
    return any("VerbForm=Fin" in t.morph for t in place.tree.tokens if span.start <= t.start < span.end)


def _with_opening_words(place: Place, quote: Quote) -> tuple[Span, ...]:
    """The quotation with what stands before it in its sentence, if that is more than a joining word."""
    sentence = place.tree.sentence.span
    if quote.start <= sentence.start:
        return quote.pieces
    before = place.text[sentence.start : quote.start]
    if len(
        [t for t in place.tree.tokens if t.end <= quote.start and t.pos not in ("PUNCT", "CCONJ", "ADV", "SPACE")]
    ) == 0 or before.rstrip().endswith(":"):
        return quote.pieces
    start = _clause_start(place, quote.start)
    return (Span(start, quote.end),)


def _clause_start(place: Place, offset: int) -> int:
    """Where the clause that runs up to `offset` begins: after a closed quotation with its own cue, else the
    sentence.
    """
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
            words = gap.strip(_EDGE + ":.")
            return quote if (not words or words in grammar.words("joints")) and "\n" not in gap else None
    return None


def read_quote_after(place: Place) -> Found | None:
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
    if _gives_way(place, between):
        return None
    if mark == ":":
        return quote.pieces, Span(region(place).start, end)
    if tree.tokens[place.match.head].lemma in grammar.words("naming"):
        return None  # "on l'appelle « le sage »"
    if len(between) > _GAP or any("VerbForm=Fin" in t.morph for t in between):
        return None
    inside = quote.pieces[0].of(place.text)[1:].lstrip().lower()
    if place.lang == "fr" and re.fullmatch(r"\w+ment\W*", inside):
        return None  # "a condamné « fermement » l'attaque"
    if (
        not mark
        and inside.startswith(("de ", "d'", "d’", "du ", "des ", "à ", "au "))
        and "to" not in place.match.frames
    ):
        return None
    if mark in (".", "!", "?", ";") or (
        not mark and "noun" in place.match.frames and quote.pieces[0].of(place.text)[1:].lstrip()[:1].islower()
    ):
        return None
    if (
        mark == "," and all(t.pos in ("ADV", "PRON", "PROPN", "NOUN", "ADP", "DET", "ADJ", "NUM") for t in between)
    ) or not between:
        pieces = quote.pieces
        if not between and mark != "," and quote.pieces[-1].end < tree.sentence.span.end:
            pieces = _run_on(place, quote)
        return pieces, Span(region(place).start, end)
    return None


def _gives_way(place: Place, between: Sequence[Token]) -> bool:
    """ "Bell, qui exigeait son départ, s'est ravisé : « … »": the verb above the cue's clause comes after it."""
    above = {i for i in place.tree.ancestors(place.match.head) if i > place.match.head}
    return any("VerbForm=Fin" in t.morph and (t.i in above or t.head in above) for t in between)


def _run_on(place: Place, quote: Quote) -> tuple[Span, ...]:
    """A quotation that opens the complement but does not fill it: the whole complement."""
    tree = place.tree
    first = tree.at(quote.start)
    end = max(
        (
            tree.right[k]
            for k in tree.kids(place.match.head)
            if k > place.last and tree.left[k] <= first + 1 and tree.tokens[k].dep != "punct"
        ),
        default=None,
    )
    if end is None or tree.tokens[end].end <= quote.end:
        return quote.pieces
    return (Span(quote.start, tree.span(first, end).end),)


def read_incise(place: Place) -> Found | None:
    """ "The deal, he said, was dead." """
    tree, head = place.tree, place.match.head
    if place.source is None or _is_gerund(tree.tokens[head]):
        return None
    musing = _read_musing(place)
    if musing is not None:
        return musing
    region = attribution(place)
    first, last = tree.at(region.start), tree.at(region.end - 1)
    if "that" not in place.match.frames and not place.quotes:
        return None  # "poursuivre", "continuer" speak only beside a quotation
    if (opener := after_as(tree, head)) is not None:
        return _around(place, opener, max(place.last, place.source.last))
    if tree.tokens[first].text.lower() in _AS or (first and tree.tokens[first - 1].text.lower() in _AS):
        return read_as(place)
    inverted = place.source.own and (place.source.first > head or tree.tokens[place.source.head].text.startswith("-"))
    mark = tree.tokens[first - 1].text if first else ""
    if (
        not mark
        or (mark not in _ASIDE_MARKS and not (inverted and mark in ("!", "?", "…", "...")))
        or (first < 3 and not inverted and not _is_enclosed(tree, first, last))
    ):
        return None
    if last + 1 < len(tree.tokens) and tree.tokens[last + 1].pos != "PUNCT":
        return None
    token = tree.tokens[head]
    if tree.kid(head, PASSIVES) is not None:
        return None
    if not inverted and tree.tokens[first].morph.find("PronType=Rel") >= 0:
        return None
    related = tree.tokens[first].text.lower() in grammar.words("relatives")
    plain = place.lang == "en" and not related and (_closes(tree, first, last) or _is_enclosed(tree, first, last))
    if not inverted and token.dep in ("relcl", "acl:relcl", "acl", "conj") and not plain:
        return None
    told = [k for k in tree.kids(head) if k > head and tree.tokens[k].dep in OBJECTS | {"xcomp"}]
    if not inverted and any(_completes(tree, k) for k in told):
        return None
    if not (inverted or plain or token.dep == "parataxis" or _has_clause(tree, first, head)):
        return None
    left = tree.span(0, first - 1)
    rest = _rest(place, last)
    return ((left, rest) if rest else (left,)), region


def _closes(tree: Tree, first: int, last: int) -> bool:
    """ "..., another source said.": the words of an attribution end a sentence whose verb comes before them."""
    after = tree.tokens[last + 1 :]
    named = tree.tokens[first].pos in ("PROPN", "DET", "NOUN", "PRON", "NUM", "ADJ")
    return (
        named
        and tree.tokens[first - 1].text == ","
        and all(t.pos == "PUNCT" for t in after)
        and any("VerbForm=Fin" in t.morph for t in tree.tokens[: first - 1])
    )


def _is_enclosed(tree: Tree, first: int, last: int) -> bool:
    """ "These offers, Bell explained, were lawful": the verb of the words before follows the second comma."""
    after = tree.tokens[last + 1 : last + 3]
    return (
        len(after) == 2
        and tree.tokens[first - 1].text == after[0].text == ","
        and "VerbForm=Fin" in after[1].morph
        and not any("VerbForm=Fin" in t.morph for t in tree.tokens[: first - 1])
    )


def _read_musing(place: Place) -> Found | None:
    """ "L'affaire est, je crois, entendue": a pronoun and its verb alone between two marks."""
    tree, source = place.tree, place.source
    if source is None or source.first != source.last or source.first == 0 or source.last >= place.first:
        return None
    token, last = tree.tokens[place.match.head], place.last
    if tree.tokens[source.last].pos != "PRON" or token.lemma not in grammar.words("musing"):
        return None
    between = tree.tokens[source.last + 1 : place.first]
    if any(t.pos != "PRON" for t in between) or last + 1 >= len(tree.tokens):
        return None
    if not (tree.tokens[source.first - 1].text in _ASIDE_MARKS and tree.tokens[last + 1].text in _ASIDE_MARKS):
        return None
    left, right = tree.span(0, source.first - 1), tree.span(last + 1, len(tree.tokens) - 1)
    around = Span(tree.tokens[source.first].start, tree.tokens[last].end)
    return tuple(s for s in (left, right) if any(c.isalnum() for c in s.of(place.text))), around


def read_relative(place: Place) -> Found | None:
    """ "the delay, which he said would spare the crops": what follows the cue, up to the end of the relative clause."""
    tree, head = place.tree, place.match.head
    source = place.source
    if source is None or not source.own or source.first < 1 or source.last > head:
        return None
    if tree.tokens[source.first - 1].text.lower() not in ("which", "who", "that", "whom") or place.last + 1 >= len(
        tree.tokens
    ):
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
    end = (
        tree.right[top]
        if tree.tokens[top].dep in ("relcl", "acl")
        else tree.right[verb.head if verb.pos == "AUX" else verb.i]
    )
    return (tree.span(place.last + 1, max(end, verb.i)),), region(place)


def read_as(place: Place) -> Found | None:
    """ "As experts have pointed out, ...": the sentence without that clause."""
    tree, head = place.tree, place.match.head
    first, last = tree.left[head], tree.right[head]
    if tree.tokens[first].text.lower() not in _AS or not _is_bare(place) or "that" not in place.match.frames:
        return None  # "as he urged them to leave": a time, with what he said
    return _around(place, first, last)


def _around(place: Place, first: int, last: int) -> Found | None:
    """What stands before and after the words of an attribution."""
    tree = place.tree
    region = Span(tree.tokens[first].start, tree.tokens[last].end)
    pieces = [tree.span(a, b) for a, b in ((0, first - 1), (last + 1, len(tree.tokens) - 1)) if b - a > 1]
    pieces = [p for p in pieces if any(c.isalnum() for c in p.of(place.text))]
    return (tuple(pieces), region) if pieces else None


def _has_clause(tree: Tree, end: int, head: int) -> bool:
    """Whether what stands before token `end` is a clause of its own, not one that hangs on the cue as a
    circumstance.
    """
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
    if start >= len(tree.tokens) - 1 or _is_gerund(tree.tokens[start]):
        return None
    if tree.within(start, place.match.head) and "VerbForm=Fin" not in tree.tokens[start].morph:
        return None
    end = len(tree.tokens) - 1
    return tree.span(start, end)


def _is_gerund(token: Token) -> bool:
    """A French present participle."""
    return "VerbForm=Part" in token.morph and "Tense=Pres" in token.morph and "Aspect" not in token.morph


def opens_sentence(place: Place) -> bool:
    """Whether the quotation before the cue is what the sentence opens with, and not a title within it."""
    quote = _quote_ending_at(place, attribution(place).start)
    return quote is not None and not any(
        t.pos not in ("PUNCT", "CCONJ", "ADV") for t in place.tree.tokens if t.end <= quote.start
    )
