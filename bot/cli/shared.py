"""What the commands share: the app they hang on, the open bot, printing, rows of JSON lines.

In: settings, values. Out: lines on standard output. Never here: a command.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from index.errors import InputError
from index.model import Json
from index.settings import load

if TYPE_CHECKING:
    from bot.bot import Bot

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Who said what, when, with proof."
)


def open_bot() -> Bot:
    from bot.bot import Bot

    return Bot.open(load())


def print_json(value: Any, indent: int | None = 1) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=indent).encode("utf-8", "replace").decode("utf-8"))


def print_lines(rows: Iterable[Json]) -> None:
    for row in rows:
        print_json(row, indent=None)


def rows_of(path: Path, *keys: str) -> Iterator[Json]:
    """The rows of a JSON-lines file, each with an id and these keys. Raises InputError naming the line that is none."""
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}.") from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise InputError(f"{path}, line {number}, is no JSON: {error}.") from error
            lacking = [key for key in ("id", *keys) if not isinstance(row, dict) or key not in row]
            if lacking:
                raise InputError(f'{path}, line {number}, must be an object with "{lacking[0]}".')
            yield row
