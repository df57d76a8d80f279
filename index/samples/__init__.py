"""The articles that come with the project: one folder a dossier, written for it, none of them a real article.

In: nothing. Out: the dossiers' names and folders; each holds `articles.jsonl`, one article a line, as `onrecord add`
reads it. Never here: adding them to a home, which is the work of `index.ingest`.
"""

from __future__ import annotations

from pathlib import Path


def folders() -> dict[str, Path]:
    """Name of each sample dossier and its folder, in the order of their names."""
    here = Path(__file__).parent
    return {path.parent.name: path.parent for path in sorted(here.glob("*/articles.jsonl"))}
