"""The TimelineJS export, drawn by TimelineJS itself in a real Chromium that may reach nothing else.

The library comes from the npm registry by its ordinary client, once a run; without npm this story is skipped.
"""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest

from bot import exports
from tests.test_exports import SET, UNKNOWN, entry, told

LIBRARY = "@knight-lab/timelinejs@3.9.11"
PAGE = """<!doctype html><link rel="stylesheet" href="css/timeline.css"><div id="t" style="height:600px"></div>
<script src="js/timeline.js"></script>
<script>
const options = {script_path: new URL("js/", location).href, language: "en", font: null}
window.drawn = new TL.Timeline("t", TOLD, options)
</script>"""


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("npm")
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed; it fetches TimelineJS for this story.")
    packed = subprocess.run([npm, "pack", "--silent", LIBRARY], cwd=folder, capture_output=True, check=False)
    if packed.returncode:
        pytest.skip("npm could not fetch TimelineJS.")
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package" / "dist"


def test_timelinejs_draws_the_export_offline(chromium: Any, library: Path) -> None:
    data = exports.timeline(told(entry(), SET, UNKNOWN, entry(text="<b onclick=alert(1)>No mark</b>")), "timelinejs")
    page_file = library / "drawn.html"
    page_file.write_text(PAGE.replace("TOLD", data.replace("</", "<\\/")), encoding="utf8")
    context, asked, faults = chromium.new_context(offline=True), [], []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(page_file.as_uri())
    page.wait_for_selector(".tl-timemarker")
    assert page.locator(".tl-timemarker").count() == 3
    assert page.locator(".tl-slide b[onclick]").count() == 0
    assert not faults
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    context.close()
