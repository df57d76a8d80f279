"""What a terminal shows."""

from __future__ import annotations

import pytest

from bot import terminal
from index.model import Json

CITED = {"outlet": None, "title": "Le barrage", "published": "2026-03", "start": 4, "end": 30}
CLAIM: Json = {
    "source": "la préfète", "source_canonical": "Anne Berg", "doubt": [], "force": "warn", "hedge": "asserted",
    "polarity": "positive", "said": None, "channel": [], "mended": [],
    "content": "que le barrage fuit", "citations": [CITED],
}  # fmt: skip


def _shown(capsys: pytest.CaptureFixture[str], **changed: object) -> str:
    terminal.claims({"claims": [CLAIM | changed]})
    return capsys.readouterr().out


def test_a_claim_is_its_source_its_words_and_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert _shown(capsys).splitlines() == [
        "Anne Berg  warn · asserted", "  que le barrage fuit", "    Le barrage, 2026-03 [4–30]",
    ]  # fmt: skip


def test_a_claim_shows_its_day_its_relay_its_negation_and_its_doubt(capsys: pytest.CaptureFixture[str]) -> None:
    shown = _shown(capsys, said="2026-03-12", channel=["l'AFP"], polarity="negative", doubt=["Léa Roc"])
    assert "warn · asserted · negative · 12 March 2026 · via l'AFP · or Léa Roc" in " ".join(shown.split())


def test_a_text_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert "\x1b" not in _shown(capsys, content="que \x1b[2J[bold]tout[/bold] va bien")
    assert "[bold]tout[/bold]" in _shown(capsys, content="que \x1b[2J[bold]tout[/bold] va bien")
