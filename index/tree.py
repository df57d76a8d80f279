"""A sentence seen as a tree: edges of subtrees, labels that French and English share, and a few walks.

In: a Sentence. Out: a Tree that answers questions about positions. Never here: which words report speech.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from index import grammar
from index.model import Sentence, Span, Token

SUBJECTS = frozenset({"nsubj", "csubj", "nsubj:caus"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "nsubj:pass", "csubjpass"})
OBJECTS = frozenset({"dobj", "obj"})
AUXILIARIES = frozenset({"aux", "auxpass", "aux:tense", "aux:pass", "aux:caus", "neg", "cop"})
PASSIVES = frozenset({"auxpass", "aux:pass"})
AGENTS = frozenset({"agent", "obl:agent"})
MARKS = frozenset({"mark"})
_AS, _IT = grammar.words("as"), grammar.words("it")
_STRIP = frozenset({"PUNCT", "SPACE"})


def is_conditional(token: Token) -> bool:
    """A French conditional, also where the parser takes it for an imperfect ("rencontrerait", but not "espérait")."""
    if "Mood=Cnd" in token.morph or "VerbForm=Fin" not in token.morph:
        return "Mood=Cnd" in token.morph
    word, lemma = token.text.lower(), token.lemma
    if word.endswith(("erais", "erait", "erions", "eriez", "eraient")):
        return True
    return word.endswith(_RAIT) and lemma.endswith(("ir", "oir", "re")) and not lemma.endswith("er")


_RAIT = ("irait", "iraient", "drait", "draient", "rrait", "rraient")


@dataclass(frozen=True, slots=True)
class Tree:
    """A Sentence with, for each token, the first and last token of its subtree."""

    sentence: Sentence
    left: tuple[int, ...]
    right: tuple[int, ...]

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.sentence.tokens

    def kids(self, i: int) -> tuple[int, ...]:
        return self.sentence.children[i]

    def kid(self, i: int, labels: frozenset[str]) -> int | None:
        """The first child of `i` with one of the labels."""
        return next((k for k in self.kids(i) if self.tokens[k].dep in labels), None)

    def span(self, first: int, last: int) -> Span:
        """From token to token, both included, punctuation at the edges left out."""
        while first < last and self.tokens[last].pos in _STRIP and self.tokens[last].text not in "»”)":
            last -= 1
        while first < last and self.tokens[first].pos in _STRIP and self.tokens[first].text not in "«“(":
            first += 1
        return Span(self.tokens[first].start, self.tokens[last].end)

    def within(self, i: int, top: int) -> bool:
        """Whether `i` is in the subtree of `top`."""
        while i != top:
            head = self.tokens[i].head
            if head == i:
                return False
            i = head
        return True

    def ancestors(self, i: int) -> Iterator[int]:
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield i

    def at(self, offset: int) -> int:
        """The first token that ends after `offset`; the number of tokens when none does."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return low


def after_as(tree: Tree, verb: int) -> int | None:
    """The "as" of "comme l'a dit Bell", where a pronoun stands for what is said."""
    first = verb
    while first > 0 and (tree.tokens[first - 1].pos in ("AUX", "ADV") or tree.tokens[first - 1].dep in AUXILIARIES):
        first -= 1
    told = first > 1 and tree.tokens[first - 1].text.lower() in _IT and tree.tokens[first - 2].text.lower() in _AS
    return first - 2 if told else None


def plant(sentence: Sentence) -> Tree:
    """The Tree of a parsed sentence; linear, and safe on any depth."""
    size = len(sentence.tokens)
    left, right = list(range(size)), list(range(size))
    order: list[int] = []
    stack = [t.i for t in sentence.tokens if t.head == t.i]
    while stack:
        i = stack.pop()
        order.append(i)
        stack.extend(sentence.children[i])
    for i in reversed(order):
        head = sentence.tokens[i].head
        left[head] = min(left[head], left[i])
        right[head] = max(right[head], right[i])
    return Tree(sentence, tuple(left), tuple(right))
