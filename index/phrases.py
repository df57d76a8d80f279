"""The words of a noun phrase that speaks: its office, its name, without what is no part of it.

In: a Tree and the head of a phrase. Out: a Source, its span. Never here: which noun speaks.
"""

from __future__ import annotations

from dataclasses import dataclass

from index import beside, grammar
from index.model import Span
from index.tree import SUBJECTS, Tree

_INVERTED = grammar.words("inverted")
_POINTERS = grammar.words("pointers")
_TOLD = grammar.words("told")
_RELATIVES = grammar.words("relatives")
_NAMES = frozenset({"flat:name", "appos", "nmod", "conj"})
_LOOSE = frozenset({"ADP", "SCONJ", "ADV", "VERB", "PUNCT"})
_QUOTES = frozenset('«»“”"')
_WHERE = grammar.words("where")
_OFFICE_PREPS = grammar.words("office_preps")
_TITLE = 6
TIMES = grammar.words("times")


@dataclass(frozen=True, slots=True)
class Source:
    """The noun phrase that speaks: its head, its first and last token, and whether it is the cue's own subject."""

    head: int
    first: int
    last: int
    own: bool = True


def antecedent(tree: Tree, relative: int) -> int:
    """ "X, qui l'accompagnait, a estimé": the noun before the relative pronoun that the parser gave to the main
    verb.
    """
    at = relative - 1
    while at > 0 and tree.tokens[at].pos == "PUNCT":
        at -= 1
    if at < 0 or tree.tokens[at].pos not in ("NOUN", "PROPN", "ADJ"):
        return relative
    while (
        tree.tokens[at].head < relative
        and tree.tokens[at].head != at
        and tree.tokens[tree.tokens[at].head].pos in ("NOUN", "PROPN")
    ):
        at = tree.tokens[at].head
    return at


def phrase(tree: Tree, head: int, cue: int) -> Source:
    """The whole noun phrase of `head`, on its own side of the cue."""
    first, last = tree.left[head], tree.right[head]
    if head < cue:
        last = min(last, cue - 1)
        before = [
            k
            for k in tree.kids(cue)
            if k < first and tree.tokens[k].dep in SUBJECTS and tree.tokens[k].pos in ("NOUN", "PROPN")
        ]
        named = tree.tokens[head].pos in ("NOUN", "PROPN")
        if named and before and tree.right[before[-1]] + 2 == first and tree.tokens[first - 1].text == ",":
            first = tree.left[before[-1]]  # "Le président du club, Anna Bell, a dit": two subjects that are one
        while last > head and tree.tokens[last].pos in ("AUX",) and tree.tokens[last].head == cue:
            last -= 1
        first, last = _from_mark(tree, _with_name(tree, first)), _with_name_after(tree, last, cue)
        first = beside.with_others_before(tree, head, first, cue)
    else:
        first = max(first, cue + 1)
        last = min([last, *(tree.left[k] - 1 for k in tree.kids(head) if k > head and _is_told_or_where(tree, k))])
        last = beside.with_holder(tree, head, _with_office(tree, head, last))
        last = beside.with_others_behind(tree, head, last, cue)
    return trimmed(tree, Source(head, first, last))


def _is_told_or_where(tree: Tree, k: int) -> bool:
    """ "le maire (à la presse)", "le maire (dans un courrier)": what the parser hangs on who speaks."""
    told = tree.tokens[k].lemma in _TOLD and tree.left[k] < k
    return told or tree.tokens[tree.left[k]].text.lower() in _WHERE


def mended(tree: Tree, source: Source, cue: int) -> Source | None:
    """The source without what a wrong parse put into it: a circumstance before it, the one who is told, a clause."""
    tokens, first = tree.tokens, source.first
    if first and tokens[first - 1].text.lower() in grammar.words("subject_relatives") and tokens[first].pos != "PUNCT":
        return _before_relative(tree, source)  # "Anna Bell, qui l'accompagnait, a dit": a verb taken for a noun
    if tokens[source.last].text.lower() in _INVERTED:
        return Source(source.last, source.last, source.last, source.own)  # "tancent-ils"
    if tokens[first].text.lower() in _INVERTED and tokens[first].text.startswith("-"):
        return Source(first, first, first, source.own)  # "explique-t-elle à Radio Onde"
    told = next((k for k in tree.kids(source.head) if tokens[k].dep == "case"), None)
    if source.head > cue and told is not None and tokens[told].text.lower() in grammar.words("to"):
        named = next((k for k in tree.kids(source.head) if k > source.head and tokens[k].dep in _NAMES), None)
        return trimmed(tree, Source(named, named, source.last, source.own)) if named is not None else source
    finite = [
        t.i for t in tokens[source.head + 1 : source.last + 1] if "VerbForm=Fin" in t.morph and t.pos in ("VERB", "AUX")
    ]
    if finite and not any(t.text.lower() in _RELATIVES or t.text in _QUOTES for t in tokens[first : finite[0]]):
        return _before_relative(tree, source)
    if tokens[first].text.lower() in grammar.words("leading") or (
        tokens[first].pos in _LOOSE and tokens[first].text.lower() not in grammar.words("of")
    ):
        return _after_circumstance(tree, source, cue)
    return source


def _after_circumstance(tree: Tree, source: Source, cue: int) -> Source | None:
    """ "Suite à la grève, Bell a décidé": who stands between the last comma and the verb; "après eux" is nobody."""
    tokens, first, last = tree.tokens, source.first, source.last
    comma = next((i for i in range(source.head - 1, first, -1) if tokens[i].text == ","), None)
    if comma is not None:
        return trimmed(tree, Source(source.head, comma + 1, last, source.own))
    comma = next((i for i in range(last - 1, source.head, -1) if tokens[i].text == ","), None)
    if comma is not None and last < cue and tokens[comma + 1].pos in ("PROPN", "DET"):
        head = next((t.i for t in tokens[comma + 1 : last + 1] if t.pos in ("PROPN", "NOUN")), None)
        return trimmed(tree, Source(head, comma + 1, last, source.own)) if head is not None else source
    return source


def _before_relative(tree: Tree, source: Source) -> Source | None:
    """ "Anna Bell, que le maire accompagnait, a dit": who stands before the relative pronoun; nobody without one."""
    if source.first < 2 or tree.tokens[source.first - 1].text.lower() not in _RELATIVES:
        return None
    head = antecedent(tree, source.first - 1)
    if head == source.first - 1:
        return None
    return trimmed(tree, Source(head, tree.left[head], source.first - 2, source.own))


def _with_name(tree: Tree, first: int) -> int:
    """ "Kim Yung-ho, le ministre ..., a averti": the name before its office, if the parser hung it elsewhere."""
    if first < 2 or tree.tokens[first - 1].text != "," or tree.tokens[first].pos not in ("DET", "NOUN"):
        return first
    start = first - 2
    while start >= 0 and tree.tokens[start].pos == "PROPN":
        start -= 1
    opens = start < 0 or tree.tokens[start].pos in ("CCONJ", "SCONJ")
    return start + 1 if opens and start + 1 <= first - 2 else first


def _from_mark(tree: Tree, first: int) -> int:
    """ "...”, Orsel police chief Anna Bell said": the words between a closed quotation and a name that the parser
    left out.
    """
    start = first
    while start > 0 and first - start < _TITLE and tree.tokens[start - 1].pos in ("PROPN", "NOUN", "ADJ", "DET"):
        start -= 1
    return start if start and tree.tokens[start - 1].text in ("”", "»", '"', "''") else first


def _with_name_after(tree: Tree, last: int, cue: int) -> int:
    """ "Le président de l'association, Marc Delaunoy, exige": the name after its office."""
    if last + 2 >= cue or tree.tokens[last + 1].text != ",":
        return last
    end = last + 2
    while end < cue and tree.tokens[end].pos in ("PROPN", "X"):
        end += 1
    return end - 1 if end > last + 2 and tree.tokens[end].text == "," else last


def _with_office(tree: Tree, head: int, last: int) -> int:
    """ "souligne Dominique Richard, responsable des animations.": the office, if the parser hung it elsewhere."""
    size = len(tree.tokens)
    if tree.tokens[head].pos != "PROPN":
        return last
    while (
        last + 2 < size
        and tree.tokens[last + 1].text == ","
        and tree.tokens[last + 2].pos in ("NOUN", "DET", "ADJ", "NUM")
    ):
        end = last + 2
        while end < size and tree.tokens[end].text not in (",", ".", ";", ":", "«", '"', "“", "(", "»", "”", "!", "?"):
            if tree.tokens[end].pos in ("VERB", "AUX") and "VerbForm=Part" not in tree.tokens[end].morph:
                return last
            end += 1
        if tree.tokens[last + 2].pos == "DET" and end < size and tree.tokens[end].text not in (".", "»"):
            return last
        last = end - 1
    if last + 1 < size and tree.tokens[last + 1].pos == "ADP" and tree.tokens[last + 1].text.lower() in _OFFICE_PREPS:
        end = last + 1
        while end < size and tree.tokens[end].pos in ("ADP", "PROPN", "NUM", "DET", "NOUN", "ADJ"):
            end += 1
        if end == size or tree.tokens[end].text in (".", ","):
            last = end - 1
    return last


def trimmed(tree: Tree, source: Source) -> Source:
    """Without punctuation at its edges, without the place and date line that opens an agency's piece."""
    first, last = source.first, source.last
    for i in range(source.head - 1, first, -1):
        if tree.tokens[i].text in ("—", "–", "--") or (
            tree.tokens[i].text == "-" and tree.tokens[i - 1].end < tree.tokens[i].start
        ):
            first = i + 1
            break
    while (
        last + 1 < len(tree.tokens)
        and tree.tokens[last].pos == tree.tokens[last + 1].pos == "PROPN"
        and tree.tokens[last + 1].ent == tree.tokens[last].ent
    ):
        last += 1
    for k in tree.kids(source.head):
        token = tree.tokens[k]
        if (
            source.head < k <= last
            and token.dep == "acl"
            and "Tense=Pres" in token.morph
            and tree.tokens[tree.left[k] - 1].text == ","
        ):
            last = tree.left[k] - 2  # "Anna Bell, assurant que ..., a poursuivi"
            break
    last = _before_aside(tree, source.head, last)
    colon = next((i for i in range(source.head - 1, first - 1, -1) if tree.tokens[i].text in (":", ";")), None)
    first = first if colon is None else colon + 1
    while last > source.head and tree.tokens[last].pos in ("PUNCT", "CCONJ") and tree.tokens[last].text not in '»”)"':
        last -= 1
    while last > source.head and tree.tokens[last].lemma in TIMES and tree.tokens[last - 1].pos != "DET":
        last -= 1
    if (
        last - 1 > source.head
        and tree.tokens[last].text.lower() in grammar.words("tonic")
        and tree.tokens[last - 1].text == ","
    ):
        last -= 2
    while first < source.head and _is_day(tree, first):
        first += 1
    while (
        first < source.head
        and tree.tokens[first].pos in ("PUNCT", "CCONJ", "SPACE")
        and tree.tokens[first].text not in '«“"'
    ):
        first += 1
    if last - 2 > source.head and tree.tokens[last].lemma in TIMES and tree.tokens[last - 2].text == ",":
        last -= 3  # "répondit Paul, ce soir"
    while last > source.head and (tree.tokens[last].text in (",", ";", ":") or _is_loose(tree, last)):
        last -= 1
    while (
        first > 1 and tree.tokens[first - 1].text == "-" and tree.tokens[first - 2].end == tree.tokens[first].start - 1
    ):
        first -= 2  # "Wal-Mart", "long-running"
    return Source(source.head, first, last, source.own)


def _is_day(tree: Tree, i: int) -> bool:
    """ "(mardi 19) avril Anna Bell": what is left of a date before a name."""
    words = tree.tokens[i].text.lower()
    bare = tree.tokens[i].pos != "DET" and tree.tokens[i + 1].pos in ("PROPN", "DET")
    return bare and (words in grammar.words("months") or words in TIMES)


def _is_loose(tree: Tree, last: int) -> bool:
    """ "..., filed on (Friday)": a preposition or a "last" whose day is gone."""
    bare = tree.tokens[last - 1].pos not in ("NOUN", "PROPN")  # not "la semaine dernière"
    return tree.tokens[last].pos == "ADP" or (bare and tree.tokens[last].text.lower() in grammar.words("last"))


def _before_aside(tree: Tree, head: int, last: int) -> int:
    """ "Anna Bell, in a blunt reply, promised": how or where somebody speaks is no part of who."""
    for i in range(head + 1, last):
        if tree.tokens[i].text == "," and tree.tokens[i + 1].text.lower() in grammar.words("asides"):
            return i - 1
    return last


def span(tree: Tree, source: Source) -> Span:
    """The words of a source; of "-t-il" only the pronoun."""
    start, end = tree.tokens[source.first].start, tree.tokens[source.last].end
    words = tree.tokens[source.first].text
    if source.first == source.last and words.lower().endswith(tuple(_INVERTED)):
        start = end - len(words.rpartition("-")[2])
    mark = tree.tokens[source.last + 1 : source.last + 3]
    if len(mark) == 2 and mark[0].text == "-" and mark[0].start == end and mark[1].text.lower() in _POINTERS:
        end = mark[1].end  # "celle-ci"
    return Span(start, end)
