"""All checks that a sentence must pass, one function each.

In: a Case of `verify`. Out: reasons, each one plain clause. Tables: `index/lang/*/verify.toml`. Never here:
quotations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from bot.checks_content import additions, cut, dates, modality, names, negation, numbers
from bot.checks_speech import force, hedge, relay, source

if TYPE_CHECKING:
    from bot.verify import Case

CHECKS: tuple[Callable[[Case], Iterator[str]], ...] = (
    source, force, hedge, relay, negation, cut, modality, numbers, dates, names, additions,
)  # fmt: skip


def run(case: Case) -> Iterator[str]:
    """All reasons of all checks."""
    for check in CHECKS:
        yield from check(case)
