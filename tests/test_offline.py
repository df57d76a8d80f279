"""Nothing needs a network: the commands run in a network namespace that has none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NAMESPACE = ["unshare", "--map-root-user", "--net"]


def allowed() -> bool:
    """May this machine make a namespace without a network?"""
    if not shutil.which("unshare"):
        return False
    return subprocess.run([*NAMESPACE, "true"], capture_output=True).returncode == 0


@pytest.mark.skipif(not allowed(), reason="this machine makes no network namespaces")
def test_a_text_is_added_and_asked_about_without_a_network(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("The mayor, Ada Roy, warned on Monday that the bridge would close.", encoding="utf8")

    def onrecord(*arguments: str) -> str:
        command = [*NAMESPACE, sys.executable, "-m", "bot.cli", *arguments]
        environment = os.environ | {"ONRECORD_HOME": str(tmp_path / "home")}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf8", timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "added" in onrecord("add", str(story), "--published", "2024-03-05")
    assert "the bridge would close" in onrecord("ask", "what did Roy warn?")
    assert "2024-03-04" in onrecord("timeline", "--json")
    onrecord("check")
