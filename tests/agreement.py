"""`python -m tests.agreement`: how far the second reading of some sample articles agrees with the gold.

In: tests/gold/second.jsonl, in the form that `onrecord analyse` prints, and the gold. Out: the gate's scores, with the
second reading in the place of the program. Never here: the program.
"""

from __future__ import annotations

import json
import sys

from index.samples import folders
from tests import gate, gate_scores


def main() -> None:
    if not (gate.GOLD / "second.jsonl").exists():
        sys.exit("There is no second reading yet: tests/gold/guide.md says how to make one.")
    second = {row["id"]: row for row in gate.read("second")}
    gold = {name: gate.read(name) for name in ("claims", "times", "events", "noise")}
    texts = []
    for dossier, folder in folders().items():
        rows = map(json.loads, (folder / "articles.jsonl").read_text(encoding="utf8").splitlines())
        for row in (r for r in rows if r["id"] in second):
            mine = {name: [g for g in some if g["article"] == row["id"]] for name, some in gold.items()}
            found, known = second[row["id"]], gate.known()[dossier]
            texts.append(gate_scores.Text(row["id"], row["lang"], dossier, row["text"], mine, found, known))
    scores = [*gate_scores.claims(texts), *gate_scores.times(texts), *gate_scores.events(texts)]
    gate.show([score for score in scores if score.n], {}, 0.0)


if __name__ == "__main__":
    main()
