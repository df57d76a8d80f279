"""Whether the clause around a time word speaks of what was or of what is to come.

In: tokens, the language's cue words, and the parsed sentences where there are any. Out: -1, 0 or 1.
Never here: days. A parsed verb decides; without a parse the nearest cue word or future ending does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from index.lang import table
from index.model import Sentence, Token
from index.times_lex import BREAK, Lexed, plain

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
        return self.lexed.starts[i] + 2 < len(text) and self.lexed.word(i - 1) not in self.abbreviations and self._opens(i + 1)

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
        if self.parsed and (told := self._by_parse(self.lexed.starts[start])):
            return told
        k = bisect_right(self.stops, start)
        low = max(self.stops[k - 1] + 1 if k else 0, start - REACH)
        high = min(self.stops[k] if k < len(self.stops) else len(self.lexed.classes), end + REACH)
        cues = [(min(abs(i - start), abs(i - end + 1)), cue) for i in range(low, high) if not start <= i < end and (cue := self._cue(i))]
        return min(cues)[1] if cues else 0

    def _cue(self, i: int) -> int:
        word = self.lexed.word(i)
        if word in self.future:
            return 1
        if word in self.past:
            return -1
        if len(word) > 3 and self.endings and word.endswith(self.endings) and word not in self.not_future:
            return 0 if self.lexed.text[self.lexed.starts[i]].isupper() and not self.lexed.text[self.lexed.starts[i] : self.lexed.ends[i]].isupper() else 1
        return 0

    def _by_parse(self, offset: int) -> int:
        at = bisect_right(self.firsts, offset) - 1
        if at < 0 or not self.parsed[at].span.start <= offset < self.parsed[at].span.end:
            return 0
        sentence = self.parsed[at]
        token = next((t for t in sentence.tokens if t.start <= offset < t.end), None)
        return verb_tense(sentence, token) if token else 0


def verb_tense(sentence: Sentence, token: Token) -> int:
    """The tense of the nearest verb above a token."""
    for _ in range(len(sentence.tokens)):
        if token.pos in ("VERB", "AUX") and (told := _tense_of(sentence, token)):
            return told
        if token.head == token.i:
            return 0
        token = sentence.tokens[token.head]
    return 0


def _tense_of(sentence: Sentence, verb: Token) -> int:
    group = [verb, *(sentence.tokens[c] for c in sentence.children[verb.i] if sentence.tokens[c].pos in ("AUX", "PART"))]
    if any("Tense=Fut" in t.morph or plain(t.text) in ("will", "'ll", "shall") for t in group):
        return 1
    if any("Tense=Past" in t.morph or "Tense=Imp" in t.morph for t in group):
        return -1
    return 0
