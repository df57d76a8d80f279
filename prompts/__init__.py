"""One Markdown file a prompt, with `$name` where something is filled in.

In: a prompt's name and what fills it. Out: the text. Raises InputError naming every variable that is missing. What
comes from an article or a user goes in as data: JSON, a line each. Never here: calling a model.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from string import Template

from index.errors import InputError


@cache
def read(name: str) -> Template:
    """The prompt `prompts/NAME.md`."""
    return Template(files(__package__).joinpath(f"{name}.md").read_text(encoding="utf8"))


def fill(name: str, **values: object) -> str:
    """The prompt with its variables filled in; `$` in a value stays as it is."""
    template = read(name)
    missing = sorted(set(template.get_identifiers()) - values.keys())
    if missing:
        raise InputError(f"Prompt {name!r} lacks a value for {', '.join(missing)}.")
    return template.substitute({key: str(value) for key, value in values.items()})


def data(*values: object) -> str:
    """Values as data inside a prompt: one line of JSON each."""
    return "\n".join(json.dumps(value, ensure_ascii=False) for value in values)


def language(code: str) -> str:
    """How a prompt calls the language of an answer."""
    return {"fr": "French"}.get(code, "English")
