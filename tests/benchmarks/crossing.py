"""`python -m tests.benchmarks.crossing FILE.jsonl ... [--most N]`: the same claim found in the other language.

In: the annotated dossiers, and articles given as JSON lines, all kept in one dossier. Out: of the gold's pairs of
claims that say the same in two languages, how many hang together by links; how many such pairs found are right; and
links between the dossiers and the other articles, each of which is wrong. Never here: judging links between the others.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from index import fetch, ingest
from index.samples import folders
from index.settings import Settings
from index.store import Store
from tests import gate_answers, gate_scores
from tests.gate import read

DOSSIER = "all"
Pairs = set[frozenset[str]]


def keep(files: Iterable[Path], most: int, settings: Settings) -> None:
    """The dossiers and so many articles of each file, in one dossier."""
    for source in (*folders().values(), *files):
        taken = None if source.is_dir() else most
        list(ingest.add(islice(fetch.read([str(source)]), taken), settings, DOSSIER))


def claims_of_gold(store: Store) -> dict[str, str]:
    """{id of a claim: id of the gold claim that it is}."""
    from bot.render import claim_json

    golds, found = read("claims"), {}
    for article in store.articles(DOSSIER):
        mine = [gold for gold in golds if gold["article"] == article.ref]
        if mine:
            told = store.claims(DOSSIER, articles=[article.id])
            text = store.article(DOSSIER, article.id)
            rows: list[Any] = [
                claim_json(c, text) | {"cue": list(c.cue), "content": [list(s) for s in c.content]} for c in told
            ]
            found |= {told[j].id: mine[i]["id"] for j, i in gate_scores.pair_claims(text.text, mine, rows).items()}
    return found


def crossing(links: Iterable[tuple[str, str, str]], langs: dict[str, str]) -> Pairs:
    """Pairs in two languages that hang together by links of agreement."""
    agree = ((a, b) for a, b, kind in links if kind not in gate_answers.OPPOSE)
    return {pair for pair in gate_answers.pairs(gate_answers.chains(agree)) if len({langs[id] for id in pair}) == 2}


def measure(store: Store) -> None:
    of_article = {article.ref: article.lang for article in store.articles(DOSSIER)}
    langs = {gold["id"]: of_article[gold["article"]] for gold in read("claims")}
    gold = claims_of_gold(store)
    links = store.threads(DOSSIER)
    ours = crossing(((gold[k.a], gold[k.b], k.kind) for k in links if k.a in gold and k.b in gold), langs)
    wanted = crossing(((k["a"], k["b"], k["kind"]) for k in read("threads")), langs)
    reachable = {pair for pair in wanted if pair <= set(gold.values())}
    inside = {claim.id for claim in store.claims(DOSSIER, articles={g["article"] for g in read("claims")})}
    astray = sum((k.a in inside) != (k.b in inside) for k in links)
    p, r = len(ours & wanted) / max(1, len(ours) + astray), len(ours & wanted) / len(wanted)
    print(f"{len(store.claim_rows(DOSSIER))} claims, {len(links)} links, {astray} between the dossiers and the others")
    found = len(ours & reachable) / max(1, len(reachable))
    print(f"P {p:.3f}  R {r:.3f}  n {len(wanted)}   R of those whose two claims are found {found:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.crossing")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--most", type=int, default=500, help="articles of each file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home))
        keep(options.files, options.most, settings)
        with Store.open(settings) as store:
            measure(store)


if __name__ == "__main__":
    main()
