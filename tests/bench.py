"""`python -m tests.bench [FOLDER] [SCORER ...]`: quality against outside sets, where they are present.

In: a folder with scorers in `bench/*.py` and sets below `data/` (default ../shared), and the scorers to run (all).
Out: one table of what each scorer prints for the sets of its kind, told by their first row. Never here: a score.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

KINDS = {
    "claims": {"gold", "text"},
    "times": {"dct", "gold"},
    "status": {"dct", "events"},
    "pairs": {"a", "b", "label"},
}
"""Scorer and the keys of a row of its sets; `timelines` and `retrieval` are told otherwise."""


def kind(path: Path) -> str | None:
    """The scorer that a file or folder is a set for."""
    if path.name == "qrels.tsv":
        return "retrieval"
    if path.suffix != ".jsonl":
        return None
    with path.open(encoding="utf8") as lines:
        row = json.loads(next(lines, "") or "{}")
    keys = row.keys() if isinstance(row, dict) else set()
    if "kind" in keys:
        return "timelines" if "timeline" in keys or row["kind"] == "article" else None
    fitting = [scorer for scorer, wanted in KINDS.items() if wanted <= keys]
    return fitting[-1] if fitting else None


def sets(folder: Path) -> dict[str, list[Path]]:
    """Scorer → its sets."""
    found: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and (scorer := kind(path)):
            found[scorer].append(path.parent if scorer == "retrieval" else path)
    return found


def main(folder: str = "../shared", *only: str) -> None:
    root = Path(folder)
    scorers = sorted(p for p in root.glob("bench/[!_]*.py") if not only or p.stem in only)
    if not scorers:
        print(f"No scorers in {root / 'bench'}; nothing is measured.")
        return
    found = sets(root / "data")
    command = os.environ.get("ONRECORD", str(Path(sys.executable).with_name("onrecord")))
    failed = []
    for scorer in (s for s in scorers if found[s.stem]):
        for made in found[scorer.stem]:
            run = subprocess.run(
                [sys.executable, scorer, made], env=os.environ | {"ONRECORD": command}, capture_output=True, text=True
            )
            failed += [f"{scorer.stem} on {made.name}"] * bool(run.returncode)
            for line in run.stdout.splitlines():
                print(f"{scorer.stem:10}  {line.replace(str(root) + os.sep, '')}", flush=True)
    if failed:
        sys.exit(f"These scorers stopped: {', '.join(failed)}.")


if __name__ == "__main__":
    main(*sys.argv[1:])
