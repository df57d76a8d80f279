"""Work shared out among processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SCRIPT = """
import os
from index.pool import spread

def work(some):
    return os.getpid()

def names():
    while True:
        yield 0

if __name__ == "__main__":
    for pid in spread(work, names(), 2, 2, 1):
        print(pid, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_processes_end_with_a_caller_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "load.py"
    script.write_text(SCRIPT, encoding="utf8")
    where = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, env=where, text=True) as caller:
        assert caller.stdout
        workers = {int(caller.stdout.readline()) for _ in range(50)}
        caller.send_signal(signal.SIGKILL)
    until = time.monotonic() + 20
    while (left := [pid for pid in workers if _lives(pid)]) and time.monotonic() < until:
        time.sleep(0.05)
    assert not left


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
