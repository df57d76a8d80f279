"""The clause that tells of a happening, where its sentence is about something else.

In: the Tree of a sentence and the word that names a happening. Out: the clause's Span, from the noun that it hangs on
("Aurélien Brossac, who left the company in July"), or None where the sentence itself tells it. Never here: whether it
can be read alone, or may be: a clause cut out of what somebody says would lose its speaker.
"""

from __future__ import annotations

from index import grammar
from index.model import Span
from index.tree import PASSIVE_SUBJECTS, SUBJECTS, Tree

FEWEST = 4
"""Words below which a clause says too little to stand alone."""
_RELATIVE = frozenset({"relcl", "acl:relcl", "acl"})
_OPEN = frozenset({"ADP", "DET", "CCONJ", "SCONJ", "AUX"})
_HELD = frozenset({"conj", "xcomp", "aux", "cop"})


def clause(tree: Tree, head: int, dated: Span) -> Span | None:
    """The relative, participial or adverbial clause around a happening, with the noun before it; it holds the date."""
    verb = _verb(tree, head)
    if verb is None or "VerbForm=Inf" in tree.tokens[verb].morph:
        return None
    first = _behind_mark(tree, verb)
    if tree.tokens[verb].dep in _RELATIVE:
        noun = tree.tokens[verb].head
        if tree.tokens[noun].pos not in ("NOUN", "PROPN") or noun > verb:
            return None
        first = next(i for i in range(tree.left[noun], noun + 1) if tree.tokens[i].pos not in ("ADP", "PUNCT"))
    elif not any(tree.tokens[k].dep in SUBJECTS | PASSIVE_SUBJECTS for k in tree.kids(verb)):
        return None
    span = tree.span(first, tree.right[verb])
    words = sum(token.pos not in ("PUNCT", "SPACE") for token in tree.tokens[first : tree.right[verb] + 1])
    holds = span.start <= dated.start and tree.tokens[tree.at(dated.start)].end <= span.end
    return (
        span
        if holds
        and not _breaks_off(tree, span)
        and words >= FEWEST
        and span.end - span.start < 0.8 * (tree.sentence.span.end - tree.sentence.span.start)
        else None
    )


def _behind_mark(tree: Tree, verb: int) -> int:
    """ "when all sides broke the truce": the clause without the word that joins it to its sentence."""
    first = tree.left[verb]
    opens = tree.tokens[first]
    return first + 1 if opens.dep in ("mark", "advmod") and opens.pos == "SCONJ" and first < verb else first


def _breaks_off(tree: Tree, span: Span) -> bool:
    """ "hundreds of", "12 millions d": the parser hung the rest elsewhere, so the words would stop in the middle."""
    last = tree.at(span.end - 1)
    if tree.tokens[last].pos in _OPEN or tree.tokens[last].text.lower() in grammar.words("of") | {"d"}:
        return True
    following = tree.tokens[last + 1] if last + 1 < len(tree.tokens) else None
    return following is not None and following.start == span.end and following.pos not in ("PUNCT", "SPACE", "SYM")


def _verb(tree: Tree, head: int) -> int | None:
    """The verb of the lowest clause that hangs on a noun or beside the main one; None inside a complement clause."""
    for i in (head, *tree.ancestors(head)):
        token = tree.tokens[i]
        if token.dep in _RELATIVE or (token.dep == "advcl" and token.pos in ("VERB", "AUX")):
            return i
        if token.pos in ("VERB", "AUX") and token.dep not in _HELD:
            return None
    return None
