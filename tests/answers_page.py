"""`python -m tests.answers_page`: docs/answers.md, what the program answers to five questions an editor would print.

In: the sample dossiers. Out: the page, written anew. Never here: an answer by hand.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from bot.bot import Bot
from bot.render import answer_json
from index import fetch, ingest
from index.model import Json
from index.samples import folders
from index.settings import Settings

PAGE = Path(__file__).parent.parent / "docs" / "answers.md"
QUESTIONS = (
    ("summit", "what did Kirby warn?"),
    ("orsel", "Aurélien Brossac a-t-il changé de position sur les fissures ?"),
    ("orsel", "Who refused to comment?"),
    ("orsel", "Quand la fuite a-t-elle été découverte ?"),
    ("summit", "What did Emmanuel Macron say about the summit?"),
)
HEAD = """# Five questions

What On Record answers on its sample dossiers, without a language model. `make answers` writes this page anew.
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home))
        for dossier, folder in folders().items():
            for _ in ingest.add(fetch.read([str(folder)]), settings, dossier):
                pass
        with Bot.open(settings) as bot:
            parts = [section(dossier, answer_json(bot.ask(q, dossier), bot.store.edition)) for dossier, q in QUESTIONS]
    PAGE.write_text("\n".join([HEAD, *parts]), encoding="utf8")


def section(dossier: str, told: Json) -> str:
    """One question with its answer and what proves it."""
    proofs = [f"{c['n']}. “{' '.join(c['text'].split())}” ({c['outlet']}, {c['published']})" for c in told["citations"]]
    answer = told["reason"] if told["abstained"] else told["answer"]
    return "\n".join([f"## {told['question']}", "", f"*Dossier {dossier}*", "", answer, "", *proofs, ""])


if __name__ == "__main__":
    main()
