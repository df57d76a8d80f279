"""Raw → Prepared: all the work on one text that needs no ledger, so that any process can do it.

In: texts with their digest, and the name of an encoder. Out: the Analysis, the words and the vectors, or why a text is
rejected. Never here: the ledger, Chroma.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from index import copies, words
from index.analyse import compose
from index.encoder import Encoder, Vectors, load, unit
from index.errors import InputError
from index.lang import LANGUAGES
from index.model import Analysis, Article, Passage, Raw, Sentence, wording
from index.write_rows import Units

log = logging.getLogger("onrecord")

_SENT: set[str] = set()
"""Words whose vectors this process has already given."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One text ready to be kept; `analysis` is None where it is rejected, and `reason` says why."""

    mark: str
    raw: Raw
    analysis: Analysis | None
    reason: str | None = None
    units: Units = field(default_factory=Units)
    word_vectors: dict[str, bytes] = field(default_factory=dict)


def prepare(batch: Sequence[tuple[str, Raw]], encoder: str) -> list[Prepared]:
    """Clean, analyse and encode a batch of texts; one that fails never takes the others with it."""
    from index import parse
    from index.clean import clean

    ready: list[tuple[str, Raw, Article | str]] = []
    for mark, raw in batch:
        try:
            ready.append((mark, raw, clean(raw)))
        except InputError as error:
            ready.append((mark, raw, str(error)))
    parsed = parse.parse_many([a for _, _, a in ready if isinstance(a, Article)])
    model = load(encoder)
    done = []
    for mark, raw, article in ready:
        if isinstance(article, str):
            done.append(Prepared(mark, raw, None, article))
        else:
            done.append(_prepared(mark, raw, article, next(parsed), model))
    return done


def _prepared(mark: str, raw: Raw, article: Article, sentences: tuple[Sentence, ...], model: Encoder) -> Prepared:
    try:
        analysis = compose(article, sentences)
    except Exception as error:  # one article that breaks a rule must not stop a thousand others
        log.exception("Article %s could not be read", article.ref or article.id)
        why = f"The article could not be read: {type(error).__name__} in the analysis; please report it."
        return Prepared(mark, raw, None, why)
    units = measure(analysis, model)
    return Prepared(mark, raw, analysis, _reason(article), units, _word_vectors(units.words, model))


def _reason(article: Article) -> str | None:
    """What the user should know of an article that is kept."""
    told = []
    if article.repaired:
        told.append("Broken characters were repaired.")
    if article.lang not in LANGUAGES:
        told.append(f"Passages only: claims, dates and events are read in French and English, not in {article.lang}.")
    return " ".join(told) or None


def measure(analysis: Analysis, model: Encoder) -> Units:
    """What search needs of an analysed article."""
    article, cut = analysis.article, analysis.passages
    kept = tuple(words.lines(span.of(article.text) for span in p.sentences) for p in cut)
    terms = Counter(term for lines in kept for term in words.terms(lines, article.lang))
    terms["#"] = sum(len(lines.split()) for lines in kept)
    body = " ".join(" ".join(kept).split())
    return Units(
        encoder=model.name, words=kept, stems=tuple(words.stems(lines, article.lang) for lines in kept),
        head=words.stems(words.lines([article.title or ""]), article.lang), vectors=vectors_of(article, cut, model),
        terms=terms, signature=copies.signature(body), claims=_claim_vectors(analysis, model),
    )  # fmt: skip


def vectors_of(article: Article, cut: Sequence[Passage], model: Encoder) -> tuple[bytes, ...]:
    """Per passage its own vector and then its sentences', as float16 rows.

    Its own is the mean of its sentences': encoding it anew was measured to find nothing better, and takes as long.
    """
    found = model.documents([span.of(article.text) for p in cut for span in p.sentences])
    rows, at = [], 0
    for passage in cut:
        mine = found[at : at + len(passage.sentences)]
        at += len(passage.sentences)
        rows.append(np.vstack([unit(mine.sum(axis=0)), mine]).astype(np.float16).tobytes())
    return tuple(rows)


def _claim_vectors(analysis: Analysis, model: Encoder) -> tuple[bytes, ...]:
    """Per claim the vector of its content, as float16."""
    found = model.documents([wording(claim, analysis.article.text) for claim in analysis.claims])
    return tuple(row.astype(np.float16).tobytes() for row in found)


def _word_vectors(kept: Sequence[str], model: Encoder) -> dict[str, bytes]:
    """The vectors of words not yet given, as int8."""
    new = sorted({word for lines in kept for word in lines.split()} - _SENT)
    _SENT.update(new)
    return dict(zip(new, shrink(model.documents(new)), strict=True)) if new else {}


def shrink(vectors: Vectors) -> list[bytes]:
    """Rows as int8, each by its own largest value; its length is restored when it is read."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    return [row.tobytes() for row in np.rint(127 * vectors / np.where(largest == 0, 1, largest)).astype(np.int8)]
