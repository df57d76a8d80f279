"""The outlet that a user restricts a question to, as the dossier spells it.

In: a name as typed, the outlets of a dossier. Out: the outlet; InputError with the nearest names where there is none.
Never here: outlets named inside a question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from bot.words import articles, fold
from index.errors import InputError


def known(typed: str | None, outlets: Sequence[str]) -> str | None:
    """The outlet that was typed, whatever its capitals, accents and article ("the"). Raises InputError."""
    if typed is None or typed in outlets or not outlets:
        return typed
    called = {_bare(outlet): outlet for outlet in outlets}
    if _bare(typed) in called:
        return called[_bare(typed)]
    near = [name for name in called if _bare(typed) in name or name in _bare(typed)]
    near += get_close_matches(_bare(typed), list(called), n=3, cutoff=0.5)
    shown = ", ".join(called[name] for name in list(dict.fromkeys(near))[:3])
    hint = f"did you mean {shown}?" if shown else "`onrecord articles` lists the outlets."
    raise InputError(f"No article of this dossier was published by {typed!r}; {hint}")


def _bare(name: str) -> str:
    return re.sub(rf"^(?:{articles()})(?=\w)", "", fold(name).strip())
