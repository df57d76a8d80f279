"""Loading by the thousand: the rate, the memory, a second time, and what ten kills do.

    python tests/benchmarks/loading.py FILE.jsonl [FILE.jsonl ...] [--most N] [--kills N]

Adds the rows to a fresh home with the `onrecord` command, prints articles a second and the most memory its processes
held together (proportional set size: a shared page counts once), adds them again, and runs `check`. With `--kills`,
another home gets the same rows by a command that is killed (SIGKILL, the parent only) at that many random moments and
called again each time; then both homes must hold the same, each article once, and `check` must find nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from itertools import islice
from pathlib import Path
from typing import Any

COMMAND = [sys.executable, "-m", "bot.cli"]
ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("files", nargs="+", type=Path)
    asked.add_argument("--most", type=int, default=None, help="only so many rows of each file")
    asked.add_argument("--kills", type=int, default=0)
    asked.add_argument("--seed", type=int, default=0)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = _rows(options.files, options.most, Path(folder, "rows.jsonl"))
        whole = Path(folder, "whole")
        _load(whole, rows)
        if options.kills:
            return _killed(whole, Path(folder, "killed"), rows, options.kills, random.Random(options.seed))
    return 0


def _rows(files: list[Path], most: int | None, into: Path) -> Path:
    with into.open("wb") as out:
        for file in files:
            with file.open("rb") as lines:
                out.writelines(islice(lines, most))
    return into


def _load(home: Path, rows: Path) -> None:
    """Add twice and check; print each figure."""
    for name in ("first", "second"):
        _add(home, rows, name)
    print(f"check: {_check(home)}", flush=True)


def _add(home: Path, rows: Path, name: str) -> None:
    start = time.perf_counter()
    most = _watched(_adding(home, rows))
    seconds = time.perf_counter() - start
    told = [json.loads(line)["status"] for line in (home / "out").read_text(encoding="utf8").splitlines()]
    states = ", ".join(f"{told.count(state)} {state}" for state in sorted(set(told)))
    print(f"{name} add: {states} in {seconds:.1f} s = {len(told) / seconds:.1f}/s, {most:.0f} MB", flush=True)


def _killed(whole: Path, home: Path, rows: Path, kills: int, dice: random.Random) -> int:
    wanted = _held(whole)
    for left in range(kills, 0, -1):
        adding = _adding(home, rows)
        missing = len(wanted["articles"]) - len(_held(home)["articles"])
        _wait_for(adding, home, dice.randint(0, 2 * missing // left))
        time.sleep(dice.uniform(0, 2))
        adding.send_signal(signal.SIGKILL)
        ended = "killed" if adding.wait() == -signal.SIGKILL else "had ended"
        print(f"kill {kills - left + 1}: {ended}, {len(_held(home)['articles'])} articles kept", flush=True)
    _adding(home, rows).wait()
    kept = _held(home)
    wrong = [part for part in wanted if kept[part] != wanted[part]]
    print(f"in the end {len(kept['articles'])} articles; differing from one run: {', '.join(wrong) or 'nothing'}")
    clean = _check(home)
    print(f"check: {clean}")
    return 1 if wrong or clean != "clean" else 0


def _wait_for(adding: subprocess.Popen[bytes], home: Path, new: int) -> None:
    """Until a command has told of so many new articles, or has ended."""
    while adding.poll() is None and (home / "out").read_bytes().count(b'"added"') < new:
        time.sleep(0.05)


def _adding(home: Path, rows: Path) -> subprocess.Popen[bytes]:
    home.mkdir(parents=True, exist_ok=True)
    with (home / "out").open("wb") as out, (home / "err").open("wb") as errors:
        return subprocess.Popen([*COMMAND, "add", str(rows), "--json"], stdout=out, stderr=errors, **_where(home))


def _where(home: Path) -> dict[str, Any]:
    return {"cwd": ROOT, "env": {**os.environ, "ONRECORD_HOME": str(home / "home"), "PYTHONPATH": str(ROOT)}}


def _watched(process: subprocess.Popen[bytes]) -> float:
    """The most memory that a process and its children held together, in MB."""
    most, ended = 0.0, threading.Event()

    def watch() -> None:
        nonlocal most
        while not ended.wait(1.0):
            most = max(most, sum(map(_memory, _family(process.pid))))

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    if code := process.wait():
        raise SystemExit(f"add ended with {code}")
    ended.set()
    watching.join()
    return most


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in _family(int(child)))]


def _memory(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _check(home: Path) -> str:
    done = subprocess.run([*COMMAND, "check"], capture_output=True, text=True, **_where(home))
    return "clean" if done.returncode == 0 else done.stdout + done.stderr


def _held(home: Path) -> dict[str, list[Any]]:
    """What the ledger of a home holds, comparable: every article, claim, event and link."""
    from index.settings import Settings
    from index.store import Store

    parts: dict[str, list[Any]] = {"articles": [], "claims": [], "events": [], "links": []}
    if not (home / "home" / "ledger.sqlite3").exists():
        return parts
    with Store.open(Settings(home=home / "home")) as store:
        for dossier in store.dossiers():
            parts["articles"] += sorted((article.id, article.edition) for article in store.articles(dossier))
            parts["claims"] += sorted(map(repr, store.claims(dossier)))
            parts["events"] += sorted(map(repr, store.events(dossier)))
            parts["links"] += sorted(map(repr, store.threads(dossier)))
    return parts


if __name__ == "__main__":
    sys.exit(main())
