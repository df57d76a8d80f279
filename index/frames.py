"""How a cue is used here: the first construction that fits, surest first.

In: a Place. Out: a Reading, or None where the word reports nothing here. Never here: who speaks, force, hedge.
"""

from __future__ import annotations

from index import grammar
from index.clauses import read_ask, read_bare, read_loose, read_that
from index.incises import behind_quote
from index.objects import read_call, read_noun, read_prep, read_to, with_accused
from index.place import Place, Reading
from index.spoken import opens_sentence, read_incise, read_quote_after, read_quote_before, read_relative


def read(place: Place) -> Reading | None:
    """The first construction that fits, surest first."""
    frames = place.match.frames
    opened = opens_sentence(place)
    behind = _comes_behind(place)
    attempts = (
        *((("quote", read_quote_before),) if behind else ()), ("that", read_that), ("that", read_relative),
        *((("quote", read_quote_before),) if opened else ()),
        ("that", read_bare), ("quote", read_quote_before), ("quote", read_quote_after), ("that", read_loose),
        ("quote", read_incise),
        ("ask", read_ask), ("to", read_to), ("call", read_call), ("prep", read_prep), ("noun", read_noun),
    )  # fmt: skip
    for frame, attempt in attempts:
        if frame in frames or (frame == "quote" and "that" in frames and attempt is not read_quote_after):
            found = attempt(place)
            if found is not None and frame in ("to", "prep", "noun") and frames[frame].force == "accuse":
                found = with_accused(place, found)
            if found is not None:
                return Reading(frame if frame in frames else "that", found[0], found[1], attempt is read_incise)
    return None


def _comes_behind(place: Place) -> bool:
    """« "...", a affirmé Bell, plus sûr que jamais »: a French cue right behind a quotation, with no "que" of its own
    right after it.
    """
    if place.lang != "fr" or not behind_quote(place.tree, place.match.head):
        return False
    following = place.tree.tokens[place.last + 1 : place.last + 2]
    return not following or following[0].text.lower() not in grammar.words("that")
