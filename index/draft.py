"""A claim in the making: the value that the rooms of claims pass on.

In: nothing. Out: Draft. Never here: rules.
"""

from __future__ import annotations

from dataclasses import dataclass

from index import phrases
from index.model import Force, Span
from index.tree import Tree


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim in the making, with the sentence that it comes from."""

    tree: Tree
    head: int
    frame: str
    force: Force
    cue: Span
    content: tuple[Span, ...]
    region: Span
    source: phrases.Source | None
    channel: tuple[Span, ...] = ()
    aside: bool = False  # an incise: it stands within what is said

    @property
    def start(self) -> int:
        return min(s.start for s in (self.cue, *self.content))

    @property
    def source_span(self) -> Span | None:
        return phrases.span(self.tree, self.source) if self.source else None
