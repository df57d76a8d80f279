"""`python -m tests.gate [--misses] [--update [--lower REASON]]`: the program against the annotated dossiers.

In: tests/gold, the sample dossiers, tests/gate_floors.toml. Out: one table; exit 1 if a score is below its floor by
more than epsilon. `--update` pins what is measured (never above the readers' agreement) and refuses to lower a floor
unless `--lower` says why, which is kept in the file. Never here: how a score is counted.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests import gate_answers, gate_scores
from tests.gate_scores import Known, Row, Score, Text

GOLD = Path(__file__).parent / "gold"
FLOORS = Path(__file__).parent / "gate_floors.toml"
BY_KIND = "questions.kind."
"""Printed, never pinned: too few questions each."""


def read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf8").splitlines()]


def known() -> dict[str, Known]:
    rows = read("aliases")
    return {dossier: Known(r for r in rows if r["dossier"] == dossier) for dossier in {r["dossier"] for r in rows}}


def read_articles() -> list[Text]:
    """Every sample article as `analyse` sees it, with its gold."""
    from bot.render import analysis_json
    from index.analyse import analyse_rows
    from index.samples import folders

    gold = {name: read(name) for name in ("claims", "times", "events", "names", "noise")}
    aliases, texts = known(), []
    for dossier, folder in folders().items():
        lines = (folder / "articles.jsonl").read_text(encoding="utf8").splitlines()
        rows = [json.loads(line) for line in lines]
        for row, (_, analysis) in zip(rows, analyse_rows(rows, processes=1), strict=True):
            mine = {name: [g for g in some if g["article"] == row["id"]] for name, some in gold.items()}
            found = analysis_json(analysis, row["id"])
            texts.append(Text(row["id"], row["lang"], dossier, row["text"], mine, found, aliases[dossier]))
    return texts


def ask(texts: Sequence[Text]) -> list[Score]:
    """Names, threads, timelines and questions of both dossiers, in a home made for it."""
    from bot.bot import Bot
    from index import fetch, ingest
    from index.samples import folders
    from index.settings import Settings

    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home))
        for dossier, folder in folders().items():
            list(ingest.add(fetch.read([str(folder)]), settings, dossier, processes=1))
        with Bot.open(settings) as bot:
            return [*_names(bot), *_threads(bot, texts), *_timelines(bot), *_questions(bot)]


def _names(bot: Any) -> list[Score]:
    listed = {
        dossier: [{"canonical": n.canonical, "aliases": n.aliases} for n in bot.store.names(dossier)]
        for dossier in known()
    }
    return [gate_scores.aliases((names, listed[dossier]) for dossier, names in known().items())]


def _threads(bot: Any, texts: Sequence[Text]) -> list[Score]:
    """Links of the ledger between claims that the gold has."""
    from bot.render import claim_json

    found: list[tuple[str, str, str]] = []
    for dossier in known():
        refs = {article.id: article.ref for article in bot.store.articles(dossier)}
        golds: dict[str, str] = {}
        for t in (t for t in texts if t.dossier == dossier):
            mine = [c for c in bot.store.claims(dossier) if refs[c.article] == t.article]
            shown = [claim_json(c, bot.store.edition(c.article, c.edition)) for c in mine]
            plain = [
                s | {"cue": list(c.cue), "content": [list(x) for x in c.content]}
                for s, c in zip(shown, mine, strict=True)
            ]
            pairs = gate_scores.pair_claims(t.text, t.gold["claims"], plain)
            golds |= {mine[j].id: t.gold["claims"][i]["id"] for j, i in pairs.items()}
        links = (k for k in bot.store.threads(dossier) if k.a in golds and k.b in golds)
        found += [(golds[k.a], golds[k.b], k.kind) for k in links]
    return gate_answers.threads(read("threads"), found)


def _timelines(bot: Any) -> list[Score]:
    from bot.options import LANES
    from bot.query import Filters

    told = {d: bot.timeline(d, None, Filters(), None, LANES)["entries"] for d in known()}
    return gate_answers.timelines(read("timeline"), told)


def _questions(bot: Any) -> list[Score]:
    from bot.render import answer_json

    spans = {c["id"]: (c["article"], c["content"] or [c["cue"]]) for c in read("claims")}
    aliases, asked = known(), []
    for gold in read("questions"):
        turns: list[Any] = []
        for line in (*gold["history"], gold["question"]):
            answer = bot.ask(line, gold["dossier"], history=tuple(turns))
            turns.append(answer.query)
        groups = [[proof_of(p, spans) for p in group] for group in gold["groups"]]
        accept = [proof_of(p, spans) for p in gold["accept"]]
        told = answer_json(answer, bot.store.edition)
        asked.append(gate_answers.Asked(gold, groups, accept, told, aliases[gold["dossier"]]))
    if "--misses" in sys.argv:
        print(*gate_answers.misses(asked), sep="\n")
    return gate_answers.questions(asked)


def proof_of(proof: str | Row, spans: Mapping[str, tuple[str, Sequence[Any]]]) -> tuple[str, Sequence[Any]]:
    return spans[proof] if isinstance(proof, str) else (proof["article"], [proof["span"]])


def measure() -> Iterator[Score]:
    """Every score there is."""
    texts = read_articles()
    of_texts = (gate_scores.claims, gate_scores.times, gate_scores.events, gate_scores.names, gate_scores.noise)
    for scorer in of_texts:
        yield from scorer(texts)
    yield from ask(texts)


# floors


def show(scores: Sequence[Score], floors: Mapping[str, float], epsilon: float) -> bool:
    """Print the table; true if nothing is below its floor."""
    print(f"{'':34s} {'score':>6s} {'P':>6s} {'R':>6s} {'n':>5s} {'floor':>6s}")
    for s in scores:
        floor = floors.get(s.name)
        low = floor is not None and s.value < floor - epsilon
        pinned = "" if floor is None else f"{floor:6.3f}{' BELOW' if low else ''}"
        sides = " ".join("     –" if side is None else f"{side:6.3f}" for side in (s.p, s.r))
        print(f"{s.name:34s} {s.value:6.3f} {sides} {s.n:5d} {pinned}")
    missing = floors.keys() - {s.name for s in scores}
    if missing:
        print(f"Pinned but not measured: {', '.join(sorted(missing))}")
    return not missing and all(s.value >= floors.get(s.name, 0.0) - epsilon for s in scores)


def pin(scores: Sequence[Score], kept: Mapping[str, Any], reason: str | None) -> dict[str, Any]:
    """The floors that what is measured allows. Raises SystemExit where one would sink without a reason."""
    cap, old = kept["agreement"], kept["floors"]
    pinned = [s for s in scores if not s.name.startswith(BY_KIND)]
    new = {s.name: int(min(s.value, cap.get(s.name, 1.0)) * 1000) / 1000 for s in pinned}
    lower = {name: old[name] for name in old if new.get(name, -1.0) < old[name]}
    close = {name for name in lower if new.get(name, -1.0) >= old[name] - kept["epsilon"]}
    new |= {name: old[name] for name in close}
    if lower.keys() - close and not reason:
        sys.exit(
            f"These floors would sink: {', '.join(sorted(lower.keys() - close))}. Say why: --update --lower REASON"
        )
    lowered = kept.get("lowered", {}) | dict.fromkeys(lower.keys() - close, reason)
    return {"epsilon": kept["epsilon"], "agreement": cap, "floors": new, "lowered": lowered}


def write(kept: Mapping[str, Any]) -> None:
    """The floors file, in its order."""
    lines = [
        "# Floors of `python -m tests.gate`, written by --update: at most what was measured and readers agree on.",
        f"epsilon = {kept['epsilon']}",
    ]
    for table in ("agreement", "floors", "lowered"):
        lines += [
            "",
            f"[{table}]",
            *(f"{json.dumps(k)} = {json.dumps(v, ensure_ascii=False)}" for k, v in kept[table].items()),
        ]
    FLOORS.write_text("\n".join(lines) + "\n", encoding="utf8")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.gate", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--misses", action="store_true", help="print what each answer lacks and what is wrong in it")
    parser.add_argument("--update", action="store_true", help="pin the floors at what is measured now")
    parser.add_argument("--lower", metavar="REASON", help="with --update: why some floors may sink")
    options = parser.parse_args()
    kept = tomllib.loads(FLOORS.read_text(encoding="utf8"))
    scores = list(measure())
    high_enough = show(scores, kept["floors"], kept["epsilon"])
    if options.update:
        write(pin(scores, kept, options.lower))
    elif not high_enough:
        sys.exit("Below the floor: see the lines marked BELOW.")


if __name__ == "__main__":
    main()
