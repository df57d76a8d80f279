"""The window's texts: one table, both languages, nothing missing and nothing left over."""

from __future__ import annotations

import re
from importlib.resources import files

from bot.ui.words import LANGUAGES, tables
from index.model import FORCES, HEDGES

ASSETS = files("bot.ui").joinpath("assets")
SCRIPTS = "\n".join(path.read_text(encoding="utf8") for path in ASSETS.iterdir() if path.name.endswith(".js"))
LOOKED_UP = ("force_", "hedge_", "mode_", "lang_", "lane_", "status_", "evidence_", "precision_", "link_", "support_",
             "badge_", "legend_", "fact_", "chip_", "n_", "claims_by_", "library_", "tab_",
             "correct_", "correct_why_", "mended_", "outcome_", "field_")  # fmt: skip


def test_both_languages_have_the_same_texts() -> None:
    told = tables()
    assert set(told) == set(LANGUAGES)
    assert set(told["en"]) == set(told["fr"])


def test_both_languages_fill_in_the_same_names() -> None:
    told = tables()
    holes = {key: {lang: sorted(re.findall(r"\{(\w+)\}", told[lang][key])) for lang in LANGUAGES} for key in told["en"]}
    assert [key for key, found in holes.items() if found["en"] != found["fr"]] == []


def test_every_text_asked_for_exists() -> None:
    asked = set(re.findall(r'\bt\("(\w+)"', SCRIPTS)) - set(LOOKED_UP)
    assert sorted(key for key in asked if key not in tables()["en"]) == []


def test_no_text_is_left_over() -> None:
    left = [key for key in tables()["en"] if f'"{key}"' not in SCRIPTS and not key.startswith(LOOKED_UP)]
    assert left == []


def test_every_force_and_hedge_has_a_word() -> None:
    told = tables()["fr"]
    assert [force for force in FORCES if f"force_{force}" not in told] == []
    assert [hedge for hedge in HEDGES if f"hedge_{hedge}" not in told] == []


def test_the_scripts_never_read_text_as_markup() -> None:
    assert re.findall(r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval)\b", SCRIPTS) == []
