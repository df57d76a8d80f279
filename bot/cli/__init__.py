"""The `onrecord` command: arguments in, the contract's JSON or readable text out.

Exit 0 on success, 1 on a user's error with one sentence on stderr, 2 on a usage error. Progress goes to stderr.
Never here: understanding, searching or judging; each command calls one room and prints what it gives.
"""

from __future__ import annotations

import sys

from bot.cli import answers, home
from bot.cli.shared import app
from index.errors import OnRecordError

__all__ = ["answers", "app", "home", "main"]


def main() -> None:
    """Entry point: runs a command and turns the project's errors into one sentence and exit code 1."""
    try:
        app()
    except OnRecordError as error:
        print(f"onrecord: {error}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:  # `onrecord ... | head`
        sys.stderr.close()
        sys.exit(0)
