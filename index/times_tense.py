"""Whether the clause around a time word speaks of what was or of what is to come.

In: tokens, the language's cue words, and the parsed sentences where there are any. Out: -2 surely past, -1 past,
0 unknown, 2 future, 1 ahead of a point that may itself be past ("would").
Never here: days. A parsed verb decides; without a parse the nearest cue word or future ending does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from index.lang import table
from index.model import Sentence, Token
from index.times_lex import BREAK, Lexed, plain
from index.tree import is_conditional

_STOPS = frozenset(".!?\n")
REACH = 18
"""How many words away a cue may stand."""


class Tenses:
    """The sentences of one text, and the tense at any of its words."""

    def __init__(self, lexed: Lexed, lang: str, sentences: Sequence[Sentence] | None) -> None:
        known = table(lang, "times")
        self.lexed = lexed
        self.future = frozenset(known["words"]["FUTURECUE"])
        self.past = frozenset(known["words"]["PASTCUE"])
        words = table(lang, "events")
        real = frozenset(words["real"].split()) - frozenset(words["plan"].split())
        self.verbs = Governors(
            real, frozenset(words["ahead"].split()), frozenset(known["ranks"]), frozenset(known["timetabled"])
        )
        self.edges = frozenset(known["edges"])
        self.past_endings = tuple(known["values"]["past"])
        self.endings = tuple(known["values"]["future"])
        self.not_future = frozenset(known["values"]["not_future"])
        self.abbreviations = frozenset(known["abbreviations"])
        self.stops = [i for i in range(len(lexed.classes)) if self._stops(i)]
        self.parsed = [s for s in sentences or () if s.tokens]
        self.firsts = [s.span.start for s in self.parsed]

    def _stops(self, i: int) -> bool:
        """A sentence ends at this token: a blank line, or a full stop that is not part of an abbreviation."""
        if self.lexed.classes[i] == BREAK:
            return True
        text, start = self.lexed.text, self.lexed.starts[i]
        if text[start] not in _STOPS:
            return False
        if text[start] != "." or i == 0:
            return True
        return (
            self.lexed.starts[i] + 2 < len(text)
            and self.lexed.word(i - 1) not in self.abbreviations
            and self._opens(i + 1)
        )

    def _opens(self, i: int) -> bool:
        """A token that can open a sentence: not a small letter, and not glued to the stop."""
        if i >= len(self.lexed.starts):
            return True
        first = self.lexed.text[self.lexed.starts[i]]
        return self.lexed.starts[i] > self.lexed.ends[i - 1] and not first.islower()

    def sentence(self, i: int) -> int:
        return bisect_right(self.stops, i)

    def at(self, start: int, end: int) -> int:
        """The tense around tokens [start, end)."""
        if self.parsed and (told := self._by_parse(self.lexed.starts[start], self.lexed.ends[end - 1])):
            return told
        k = bisect_right(self.stops, start)
        low = max(self.stops[k - 1] + 1 if k else 0, start - REACH)
        high = min(self.stops[k] if k < len(self.stops) else len(self.lexed.classes), end + REACH)
        cues = [
            (self._far(i, start, end), cue) for i in range(low, high) if not start <= i < end and (cue := self._cue(i))
        ]
        return min(cues)[1] if cues else 0

    def _far(self, i: int, start: int, end: int) -> int:
        """Words between a cue and the time word; a cue that follows and a clause's edge between count as more."""
        between = range(i + 1, start) if i < start else range(end, i)
        edges = sum(self.lexed.word(k) in self.edges for k in between)
        return len(between) + 4 * edges + (4 if i >= end else 0)

    def _cue(self, i: int) -> int:
        word = self.lexed.word(i)
        if word in self.future:
            return 2
        if word in self.past:
            return -1
        if len(word) > 4 and self.past_endings and word.endswith(self.past_endings):
            return -1
        if len(word) > 3 and self.endings and word.endswith(self.endings) and word not in self.not_future:
            return (
                0
                if self.lexed.text[self.lexed.starts[i]].isupper()
                and not self.lexed.text[self.lexed.starts[i] : self.lexed.ends[i]].isupper()
                else 2
            )
        return 0

    def _by_parse(self, offset: int, end: int) -> int:
        at = bisect_right(self.firsts, offset) - 1
        if at < 0 or not self.parsed[at].span.start <= offset < self.parsed[at].span.end:
            return 0
        sentence = self.parsed[at]
        token = next((t for t in sentence.tokens if t.start <= offset < t.end), None)
        return verb_tense(sentence, token, end, self.verbs) if token else 0


@dataclass(frozen=True, slots=True)
class Governors:
    """Verbs that make what hangs on them real ("began to"), verbs whose object lies ahead ("scheduled"), ranks, and
    verbs whose present is a timetable's ("the trial opens on Monday")."""

    real: frozenset[str]
    ahead: frozenset[str]
    ranks: frozenset[str] = frozenset()  # "the first to leave", "les derniers à partir"
    timetabled: frozenset[str] = frozenset()


def verb_tense(sentence: Sentence, token: Token, end: int, verbs: Governors) -> int:
    """The tense of the nearest verb above a token; an infinitive lies ahead unless its governor makes it real.

    Below a noun ("Wednesday's ruling") only an open future counts; a past verb with nothing between is sure (-2).
    `end` is where the time expression ends.
    """
    inside_noun, direct, start = False, True, token.start
    for _ in range(len(sentence.tokens)):
        if token.pos in ("VERB", "AUX") and (told := _tense_of(sentence, token, verbs, inside_noun)):
            return -2 if told == -1 and direct and "VerbForm=Fin" in _forms(sentence, token) else told
        if direct and token.lemma in verbs.timetabled and _is_present(sentence, token):
            return 1
        if token.head == token.i:
            return 0
        direct = direct and (start <= token.start < end or (token.pos == "ADP" and plain(token.text) in _AT))
        if token.pos == "NOUN" and any(_planned(sentence.tokens[c], verbs) for c in sentence.children[token.i]):
            return 1
        inside_noun = inside_noun or (token.dep in _OF_NOUN and _marked(sentence, token))
        token = sentence.tokens[token.head]
    return 0


def _marked(sentence: Sentence, token: Token) -> bool:
    """Not a bare French weekday, which the parser hangs on the object beside it ("ouvrira la route mardi")."""
    return token.dep != "nmod" or any(sentence.tokens[c].dep in ("case", "det") for c in sentence.children[token.i])


def _planned(token: Token, verbs: Governors) -> bool:
    """ "a scheduled visit", "la visite prévue"."""
    return token.dep == "amod" and token.lemma in verbs.ahead


_OF_NOUN = frozenset({"poss", "nmod", "compound", "nmod:poss"})


def _forms(sentence: Sentence, verb: Token) -> str:
    """The features of a verb and its auxiliaries."""
    return " ".join([verb.morph, *(sentence.tokens[c].morph for c in sentence.children[verb.i])])


def _tense_of(sentence: Sentence, verb: Token, verbs: Governors, inside_noun: bool) -> int:
    group = [verb, *(t for c in sentence.children[verb.i] if (t := sentence.tokens[c]).pos in ("AUX", "PART"))]
    if any("Tense=Fut" in t.morph or plain(t.text) in _WILL for t in group):
        return 2
    if "would" in {plain(t.text) for t in group} and verb.head == verb.i and any(t.dep == "neg" for t in group):
        return -1  # "would not comment on Monday"
    if not inside_noun and any(plain(t.text) in _AHEAD or is_conditional(t) for t in group):
        return -1 if _over_already(verb, group) else 1
    if verb.lemma in verbs.ahead:
        return 1
    if any("VerbForm=Inf" in t.morph for t in group) and not any("VerbForm=Fin" in t.morph for t in group):
        if any(t.lemma in ("have", "avoir") for t in group if t is not verb):
            return -1  # "is said to have offered"
        governor = sentence.tokens[verb.head]
        if any(plain(sentence.tokens[c].text) in verbs.ranks for c in sentence.children[governor.i]):
            return 0  # "among the first countries to join on Friday were": as real as the verb above
        return 0 if inside_noun or governor.lemma in verbs.real or governor.i == verb.i else 1
    return -1 if _is_past(verb, group) else 0


def _is_present(sentence: Sentence, verb: Token) -> bool:
    """A present form without an auxiliary: "opens", « s'ouvre »."""
    plain_present = "VerbForm=Fin" in verb.morph and "Tense=Pres" in verb.morph
    return plain_present and not any(sentence.tokens[c].pos == "AUX" for c in sentence.children[verb.i])


def _over_already(verb: Token, group: list[Token]) -> bool:
    """ "may have left on Monday", « serait parti lundi »: the modal is about what is over."""
    if any(is_conditional(t) and t.dep == "aux:tense" for t in group):
        return True
    return any(t.lemma == "have" for t in group) and any(plain(t.text) in _MAYBE for t in group)


def _is_past(verb: Token, group: list[Token]) -> bool:
    """A past form; a participle beside a present "is" of the passive is none ("est attendue dimanche")."""
    finite = [t for t in group if "VerbForm=Fin" in t.morph]
    if any("Tense=Past" in t.morph or "Tense=Imp" in t.morph for t in finite):
        return True
    if finite:
        return any(t.lemma in ("have", "avoir") or t.dep == "aux:tense" for t in finite if t is not verb)
    return "Tense=Past" in verb.morph


_WILL = frozenset({"will", "'ll", "shall", "wo"})
_AHEAD = frozenset({"would", "might", "may"})
_MAYBE = frozenset({"may", "might"})
_AT = frozenset({"in", "on", "at", "en", "au", "à", "le"})
