"""Attribution without a reporting verb ("selon", "according to", "via"), and which sources are relays.

In: a Tree. Out: Connectors with their noun phrase and the words that they cover; whether words name an outlet
or agency. Never here: claims.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from index import grammar, phrases
from index.lang import table
from index.model import Span
from index.tree import SUBJECTS, Tree

_RELATIVES = grammar.words("relatives")
_PRONOUNS = grammar.words("tonic")
_REACH = 40
_NAME = 12
MOST = 40
"""Cues, or connectors, of a sentence: with more of them it is none, and each would be cut out of each other's words."""


@dataclass(frozen=True, slots=True)
class Connector:
    """ "selon X": its words, X, and the pieces of the sentence that it covers. `relay` only carries ("via")."""

    words: Span
    source: phrases.Source
    region: Span
    content: tuple[Span, ...]
    via: bool


@cache
def _phrases(lang: str) -> dict[str, tuple[tuple[tuple[str, ...], bool], ...]]:
    """First word -> the phrases that it opens, longest first, and whether they only carry ("via")."""
    rows = table(lang, "cues")
    phrases = [(p, False) for p in rows["connectors"]["before"]] + [(p, True) for p in rows["relays"]["via"]]
    found: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
    for phrase, via in phrases:
        words = _split(phrase.replace("’", "'"))
        found.setdefault(words[0], []).append((words, via))
    return {first: tuple(sorted(rest, key=lambda f: -len(f[0]))) for first, rest in found.items()}


def _split(phrase: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+['’]?", phrase.lower()))


@cache
def _relay_pattern(lang: str) -> re.Pattern[str]:
    rows = table(lang, "cues")["relays"]
    exact = [*rows["names"].split(), *rows["phrases"]]
    words = [*rows["words"].split(), *rows["pairs"]]
    names = "|".join(map(re.escape, sorted(exact, key=len, reverse=True)))
    nouns = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"\b(?:{names})\b|\b(?i:{nouns})\b")


@cache
def _no_speakers(lang: str) -> frozenset[str]:
    return frozenset(table(lang, "cues")["connectors"]["nobody"].split())


@cache
def _bare_nouns(lang: str) -> frozenset[str]:
    return frozenset(table(lang, "cues")["connectors"]["bare"].split())


@cache
def _varying(lang: str) -> frozenset[str]:
    return frozenset(table(lang, "cues")["connectors"]["varying"].split())


def is_relay(words: str, lang: str) -> bool:
    """Whether a noun phrase names an outlet or agency: what stands before a comma or "of" counts."""
    head = re.split(r",| of | de l['’]| du | des ", words, maxsplit=1)[0] if len(words) > 40 else words
    return bool(_relay_pattern(lang).search(head))


def connectors(tree: Tree, lang: str) -> list[Connector]:
    """Every connector of the sentence with what it covers; beyond `MOST` no more are read."""
    found: list[Connector] = []
    words = [token.text.lower().replace("’", "'") for token in tree.tokens]
    known = _phrases(lang)
    for at, word in enumerate(words):
        if len(found) > MOST:
            break
        for phrase, via in known.get(word, ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                connector = _read(tree, at, at + len(phrase) - 1, via, lang)
                found += [connector] if connector is not None else []
                break
    return found


def _read(tree: Tree, first: int, last: int, via: bool, lang: str) -> Connector | None:
    head = last + 1 if _is_pronoun(tree, last + 1) else _noun(tree, first, last)
    if head is None:
        return None
    end = head if head == last + 1 and _is_pronoun(tree, head) else tree.right[head]
    if noun_is_relative(tree, head):
        return _of_antecedent(tree, first, last, head, via, lang)
    while end > head and tree.tokens[end].pos == "PUNCT" and tree.tokens[end].text not in "»”)":
        end -= 1
    end = _before_clause(tree, first, head, _before_quote(tree, head, end))
    end = _with_holder(tree, head, end)
    while end + 1 < len(tree.tokens) and tree.tokens[end + 1].pos == "PROPN" and tree.tokens[end].pos != "PUNCT":
        end += 1  # "selon le cabinet spécialisé Strategy Analytics"
    whole = _past_note(tree, end)
    while end > head and tree.tokens[end].lemma in phrases.TIMES and tree.tokens[end].head == head:
        end -= 1
    noun = tree.tokens[head]
    bare = noun.lemma in _bare_nouns(lang) and "Number=Sing" in noun.morph and end == head
    varies = noun.lemma in _varying(lang) and "Number=Plur" in noun.morph and end == head
    if bare or varies or noun.lemma in _no_speakers(lang) or noun.text.lower() in ("que", "qu'", "qu’"):
        return None
    if tree.tokens[first].text.lower() == "per" and tree.tokens[last + 1].pos not in ("PROPN", "DET"):
        return None
    if last - first > 1 and first and tree.tokens[first - 1].pos in ("NOUN", "ADP", "DET"):
        return None  # "dans le sens de l'avis du conseil"
    if tree.tokens[first].text.lower() == "suivant" and first and tree.tokens[first - 1].pos != "PUNCT":
        return None  # "les jours suivant la décision"
    if tree.tokens[first].text.lower() == "pour" and not _is_for_a_speaker(tree, first, head, end):
        return None
    source = phrases.Source(head, last + 1, end)
    region = Span(tree.tokens[first].start, tree.tokens[whole].end)
    words = Span(tree.tokens[first].start, tree.tokens[last].end)
    return Connector(words, source, region, _covered(tree, first, whole, head), via)


def _of_antecedent(tree: Tree, first: int, last: int, relative: int, via: bool, lang: str) -> Connector | None:
    """ "la préfète, selon laquelle le pont tient": who or what text speaks; of "l'idée selon laquelle" nobody."""
    noun = phrases.antecedent(tree, first)
    offices, token = table(lang, "names")["roles"], tree.tokens[noun]
    speaks = token.ent in ("person", "organisation") or token.lemma in grammar.words("documents")
    if noun == first or not (speaks or any(token.lemma in row for row in offices.values())):
        return None
    source = phrases.trimmed(tree, phrases.Source(noun, tree.left[noun], first - 1))
    region = Span(tree.tokens[first].start, tree.tokens[last + 1].end)
    words = Span(tree.tokens[first].start, tree.tokens[last].end)
    return Connector(words, source, region, _covered(tree, first, last + 1, relative), via)


def _past_note(tree: Tree, end: int) -> int:
    """ "selon Bell [1] avait": the mark of a note belongs to neither."""
    close = next((t.i for t in tree.tokens[end + 1 : end + 4] if t.text == "]"), None)
    opened = "[" in [t.text for t in tree.tokens[end : end + 2]]
    return close if opened and close is not None else end


def _with_holder(tree: Tree, head: int, end: int) -> int:
    """ "According to its lawyer, Anna Bell of Bell & Carter, the claim is": the name of who holds the office."""
    name = end + 2
    if name >= len(tree.tokens) or tree.tokens[end + 1].text != "," or tree.tokens[head].pos != "NOUN":
        return end
    if tree.tokens[name].pos != "PROPN" or tree.tokens[name].ent != "person":
        return end
    close = next((t.i for t in tree.tokens[name : name + _NAME] if t.text == ","), None)
    run = tree.tokens[name:close] if close is not None else ()
    return run[-1].i if run and all(t.pos in ("PROPN", "ADP", "CCONJ", "DET", "NOUN") for t in run) else end


def _is_pronoun(tree: Tree, i: int) -> bool:
    return i < len(tree.tokens) and tree.tokens[i].text.lower() in _PRONOUNS


def _before_clause(tree: Tree, first: int, head: int, end: int) -> int:
    """ "Selon Mme Bell, le plan sera": a verb that the parser put into the noun phrase stands after its first comma."""
    finite = max((i for i in range(head + 1, end + 1) if "VerbForm=Fin" in tree.tokens[i].morph), default=head)
    for c in range(finite - 1, head, -1):
        if tree.tokens[c].text == "," and tree.tokens[c + 1].text.lower() not in _RELATIVES:
            return c - 1
    commas = [c for c in range(head + 1, end) if tree.tokens[c].text == ","]
    comma = commas[0] if commas else None
    if comma is not None and first == 0 and not any(t.pos != "PUNCT" for t in tree.tokens[end + 1 :]):
        return comma - 1  # "Selon Anna Bell, Paul Carter ment": all of the sentence taken for the noun phrase
    if len(commas) > 1 and tree.tokens[head].pos == "NOUN" and tree.tokens[commas[0] + 1].pos == "PROPN":
        comma = commas[1]  # "According to its lawyer, Anna Bell, the claim is"
    if comma is not None and end + 1 < len(tree.tokens) and tree.tokens[end + 1].pos in ("AUX", "VERB"):
        return comma - 1  # "Selon Anna Bell, Carter a écrit"
    return end


def noun_is_relative(tree: Tree, head: int) -> bool:
    return tree.tokens[head].text.lower() in _RELATIVES


def _is_for_a_speaker(tree: Tree, first: int, head: int, end: int) -> bool:
    """ "Pour Anna Bell, le plan est mort": a person or body at the head of the sentence, then a comma."""
    opens = all(t.pos in ("PUNCT", "CCONJ") for t in tree.tokens[:first])
    if _is_pronoun(tree, head) and end + 1 < len(tree.tokens) and tree.tokens[end + 1].dep in SUBJECTS | {"expl:subj"}:
        return opens or tree.tokens[first - 1].pos == "CCONJ"  # "et pour eux cela n'explique rien"
    named = tree.tokens[head].ent in ("person", "organisation") or tree.tokens[head].text.lower() in _PRONOUNS
    return opens and named and end + 1 < len(tree.tokens) and tree.tokens[end + 1].text == ","


def _before_quote(tree: Tree, head: int, end: int) -> int:
    """ "selon un diplomate « une haine »": the parser hangs the quotation on the noun; it is what is said."""
    for i in range(head + 1, end + 1):
        opens = (
            tree.tokens[i].text.lower() in grammar.words("definite") and i < end and tree.tokens[i + 1].pos == "NOUN"
        )
        if opens and tree.tokens[i - 1].pos == "PROPN":
            return i - 1  # "selon le magazine Billboard l'usage du mot"
        if tree.tokens[i].text in ("«", "“", '"', "''"):
            closed = any(t.text in ("»", "”", '"', "''") for t in tree.tokens[i + 1 : end + 1])
            if end - i > 3 or not closed:
                return i - 1
    return end


def _noun(tree: Tree, first: int, last: int) -> int | None:
    """The head of the noun phrase after the connector."""
    for i in range(last, first - 1, -1):
        objects = [k for k in tree.kids(i) if k > last and tree.tokens[k].dep in ("pobj", "obj", "pcomp")]
        if objects:
            return objects[0]
        head = tree.tokens[i].head
        if head > last and tree.tokens[i].dep in ("case", "mark", "fixed", "dep") and head - last < _REACH:
            return head
    if last + 1 < len(tree.tokens) and tree.tokens[last + 1].pos == "DET" and tree.tokens[last + 1].head > last:
        return tree.tokens[last + 1].head  # "D'après les habitants il y aurait"
    if last + 1 < len(tree.tokens) and tree.tokens[last + 1].pos in ("PROPN", "NOUN", "PRON"):
        return last + 1
    return None


def _covered(tree: Tree, first: int, end: int, noun: int) -> tuple[Span, ...]:
    """The clause that the connector stands in, without the connector."""
    if noun_is_relative(tree, noun):
        verb = tree.tokens[noun].head
        last = tree.right[verb] if verb > end and tree.left[verb] <= noun else len(tree.tokens) - 1
        right = _bare(tree, end + 1, last)
        return (right,) if right else ()
    low, high = _clause(tree, first, end, noun)
    left = _bare(tree, low, first - 1)
    right = _bare(tree, end + 1, high)
    return tuple(s for s in (left, right) if s is not None)


def _clause(tree: Tree, first: int, end: int, noun: int) -> tuple[int, int]:
    """First and last token of the clause: that of the verb the connector hangs on when subordinate, else the sentence.

    At an edge of the sentence, after or before a comma, it covers the sentence; it never reaches beyond a semicolon.
    """
    low = max((t.i for t in tree.tokens[:first] if t.text == ";"), default=-1) + 1
    high = min((t.i for t in tree.tokens[end + 1 :] if t.text == ";"), default=len(tree.tokens)) - 1
    rest = [t for t in tree.tokens[end + 1 : high + 1] if t.pos != "PUNCT"]
    if first == low or (not rest and tree.tokens[first - 1].text == ","):
        return low, high
    opener = first - 2 if tree.tokens[first - 1].text == "," else first - 1
    if opener > low and tree.tokens[opener].text.lower() in _RELATIVES:  # "un choix qui, selon elle, est bon"
        verb = tree.tokens[opener].head
        return opener, min(high, tree.right[verb]) if verb > end else high
    at = first if tree.tokens[first].head not in range(first, end + 1) else noun
    for up in tree.ancestors(at):
        if first <= up <= end:
            continue
        token = tree.tokens[up]
        if token.dep in ("acl:relcl", "relcl", "ccomp", "acl") and tree.left[up] <= first and end <= tree.right[up]:
            return max(low, tree.left[up]), min(high, tree.right[up])
        if token.dep == "conj" and low < tree.left[up] <= first and _is_clause(tree, up, end):
            return tree.left[up], high
    return low, high


def _is_clause(tree: Tree, i: int, end: int) -> bool:
    """Whether a joined verb has a subject of its own and goes on after the connector: "mais elles se limitent, selon
    lui, à trois pays".
    """
    on = i > end or any(k > end and tree.tokens[k].dep != "punct" for k in tree.kids(i))
    return on and any(tree.tokens[k].dep in SUBJECTS for k in tree.kids(i))


def _bare(tree: Tree, low: int, high: int) -> Span | None:
    while low <= high and tree.tokens[low].pos == "PUNCT" and tree.tokens[low].text not in "«“\"''(":
        low += 1
    while low <= high and tree.tokens[high].pos == "PUNCT" and tree.tokens[high].text not in "»”\"'')":
        high -= 1
    words = [t for t in tree.tokens[low : high + 1] if t.pos not in ("PUNCT", "CCONJ", "SPACE", "ADV")]
    if len(words) < 2:
        return None
    return Span(tree.tokens[low].start, tree.tokens[high].end)
