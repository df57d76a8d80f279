"""An evidence pack: a folder that proves every quotation on its own, and can be held against the home it came from.

In: a Store and a dossier, or a folder. Out: `manifest.json` with claims and timeline in the contract's form, the texts
they cite under `texts/`, SHA-256 of each, and a seal over all that the manifest says (who, when, with which force); or
the list of what does not hold. A seal shows a change to whoever noted it when the pack was made: it is no signature.
Never here: choosing what is true.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from index.errors import InputError, NotFound
from index.model import Article, Json
from index.store import Store

MANIFEST = "manifest.json"


def export(store: Store, dossier: str, claims: Json, timeline: Json, folder: Path) -> tuple[int, str]:
    """Write the pack into an empty or new folder; the number of quotations in it and its seal. Raises InputError."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder} is not empty; an evidence pack needs a folder of its own.")
    try:
        (folder / "texts").mkdir(parents=True)
        texts = {key: _keep(store.edition(*key), folder) for key in _editions(claims, timeline)}
        manifest = {
            "dossier": dossier, "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "texts": list(texts.values()), "claims": claims["claims"], "timeline": timeline,
        }  # fmt: skip
        manifest["seal"] = seal(manifest)
        (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf8")
    except OSError as error:
        raise InputError(f"{folder} cannot be written: {error.strerror or error}.") from error
    return sum(1 for _ in _citations(manifest)), str(manifest["seal"])


def seal(manifest: Json) -> str:
    """SHA-256 over all that a manifest says besides its seal, whatever the order and spacing of the file."""
    said = {key: value for key, value in manifest.items() if key != "seal"}
    return _hash(json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def sealed(folder: Path) -> str | None:
    """The seal that a pack carries, if any. Raises InputError where the folder is no evidence pack."""
    return _manifest(folder).get("seal")


def faults(folder: Path, store: Store | None = None) -> list[str]:
    """What does not hold in a pack: a broken seal, altered or added texts, quotations that are not there, texts that
    differ from the home's.

    Raises InputError where the folder is no evidence pack.
    """
    manifest = _manifest(folder)
    texts: dict[tuple[str, str], str] = {}
    found = (
        [] if manifest.get("seal") == seal(manifest) else [f"{MANIFEST} is not as it was packed: its seal is broken."]
    )
    found += _added(folder, manifest)
    for told in manifest["texts"]:
        text = _text(folder, told)
        texts[told["article"], told["edition"]] = text
        if _hash(text) != told["sha256"]:
            found.append(f"{told['file']} is not the text that was packed.")
        if store is not None:
            found += _against_home(store, told)
    for citation in _citations(manifest):
        words = texts.get((citation["article"], citation["edition"]), "")[citation["start"] : citation["end"]]
        if words != citation["text"]:
            place = f"{citation['article']} [{citation['start']}–{citation['end']}]"
            found.append(f"The quotation at {place} is not what its text says there.")
    return found


def _added(folder: Path, manifest: Json) -> list[str]:
    packed = {MANIFEST, *(str(told["file"]) for told in manifest["texts"])}
    there = (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if not path.is_dir())
    return [
        f"{file} is not of the pack."
        for file in there
        if file not in packed and not file.split("/")[-1].startswith(".")
    ]


def _against_home(store: Store, told: Json) -> list[str]:
    try:
        kept = store.edition(told["article"], told["edition"])
    except NotFound:
        return [f"The home does not keep edition {told['edition']} of article {told['article']}."]
    return (
        [] if _hash(kept.text) == told["sha256"] else [f"The home's text of {told['article']} differs from the pack's."]
    )


def _editions(*told: Json) -> list[tuple[str, str]]:
    return list(dict.fromkeys((c["article"], c["edition"]) for part in told for c in _citations(part)))


def _citations(told: object) -> Iterator[Json]:
    """Every citation anywhere inside the contract's dictionaries."""
    if isinstance(told, dict):
        if {"article", "edition", "start", "end", "text"} <= told.keys():
            yield told
        else:
            yield from (citation for value in told.values() for citation in _citations(value))
    elif isinstance(told, list):
        yield from (citation for value in told for citation in _citations(value))


def _keep(article: Article, folder: Path) -> Json:
    file = f"texts/{article.id}-{article.edition}.txt"
    (folder / file).write_bytes(_bytes(article.text))
    published = article.published.edtf if article.published else None
    return {
        "article": article.id, "edition": article.edition, "file": file, "sha256": _hash(article.text),
        "ref": article.ref, "title": article.title, "outlet": article.outlet, "url": article.url,
        "published": published,
    }  # fmt: skip


def _manifest(folder: Path) -> Json:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{folder} is no evidence pack: {MANIFEST} cannot be read ({error}).") from error
    if not isinstance(manifest, dict) or not {"texts", "claims", "timeline"} <= manifest.keys():
        raise InputError(f"{folder} is no evidence pack: {MANIFEST} misses texts, claims or timeline.")
    return manifest


def _text(folder: Path, told: Json) -> str:
    path = (folder / str(told["file"])).resolve()
    if not path.is_relative_to(folder.resolve()):
        return ""
    try:
        return path.read_bytes().decode("utf-8", "surrogatepass")
    except (OSError, UnicodeDecodeError):
        return ""


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _hash(text: str) -> str:
    return hashlib.sha256(_bytes(text)).hexdigest()
