"""The home: where one user's data lies, and which one process may write to it.

In: Settings. Out: the folder, made where it was missing, or HomeLocked naming the owner. Never here: what lies in it.
Reading the ledger needs no lock; writing it, or opening the Chroma folder, does. Threads of the owner take turns.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

from index.errors import HomeLocked, StoreError
from index.schema import now
from index.settings import Settings

LOCK, OWNER = "home.lock", "owner.json"
WAIT = 1.0
"""Seconds a writer waits for a home: a question asked in the window owns it for an instant."""

turn = threading.RLock()
"""Held for one transaction of the ledger, or one call of Chroma: threads of one process share what a lock protects."""

_locking = threading.Lock()
_me = uuid4().hex
_taken: dict[Path, int] = {}


def folder(settings: Settings) -> Path:
    """The home, made where it was missing. Raises StoreError where it cannot be."""
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"The home {settings.home} cannot be made: {error.strerror or error}.") from error
    return settings.home


@contextmanager
def own(settings: Settings, command: str | None = None, wait: float = WAIT) -> Iterator[Path]:
    """Own the home while the block runs; the same process may own it several times over. Raises HomeLocked."""
    home = folder(settings)
    lock = FileLock(home / LOCK, thread_local=False, is_singleton=True)
    try:
        with _locking:  # FileLock counts its owners without a lock of its own
            lock.acquire(timeout=wait, poll_interval=0.02)
            if lock.lock_counter == 1:
                _sign(home, command)
    except Timeout:
        raise HomeLocked(_told(home)) from None
    except OSError as error:
        raise StoreError(f"The home {home} cannot be locked: {error.strerror or error}.") from error
    try:
        yield home
    finally:
        with _locking:
            lock.release()


def taken(settings: Settings) -> int:
    """How often this process took the home over from another, which may have changed what lies in it."""
    return _taken.get(settings.home, 0)


def _sign(home: Path, command: str | None) -> None:
    if owner(home).get("process") != _me:
        _taken[home] = _taken.get(home, 0) + 1
    told = {"pid": os.getpid(), "command": command or _command(), "since": now(), "process": _me}
    (home / OWNER).write_text(json.dumps(told), encoding="utf8")


def owner(home: Path) -> dict[str, object]:
    """What the owner wrote about itself: pid, command, since. Empty where nothing is known."""
    try:
        told = json.loads((home / OWNER).read_text(encoding="utf8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _told(home: Path) -> str:
    who = owner(home)
    by = f" `{who['command']}` (process {who['pid']}, since {who['since']})" if who else " another process"
    return f"The home {home} is in use by{by}; wait for it, stop it, or choose another home with ONRECORD_HOME."


def _command() -> str:
    return " ".join([Path(sys.argv[0]).name, *sys.argv[1:3]]).strip()[:120]
