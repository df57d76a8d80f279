"""How claims and sentences stand to each other.

In: Claims with their words, or two sentences. Out: Related; Links and Threads. Never here: guessing from similarity alone.
"""

from __future__ import annotations

from index.relate import Related, relate

__all__ = ["Related", "relate"]
