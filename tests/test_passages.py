"""Cutting articles into passages."""

from __future__ import annotations

from index.model import Article, Paragraph, ParagraphKind, Sentence, Span
from index.passages import MOST, SENTENCES, cut


def article(*paragraphs: tuple[str, ParagraphKind]) -> tuple[Article, list[Sentence]]:
    text, kinds, sentences = "", [], []
    for number, (words, kind) in enumerate(paragraphs):
        start = len(text)
        for one in words.split(". "):
            whole = one if one.endswith(".") else one + "."
            sentences.append(Sentence(Span(len(text), len(text) + len(whole)), number))
            text += whole + " "
        kinds.append(Paragraph(Span(start, len(text) - 1), kind))
        text += "\n\n"
    return Article("a", "e", text, "fr", tuple(kinds)), sentences


def sentence(words: int) -> str:
    return " ".join(["eau"] * words) + "."


def test_a_passage_never_crosses_a_paragraph() -> None:
    made, sentences = article((sentence(10), "body"), (sentence(10), "body"))
    assert len(cut(made, sentences)) == 2


def test_noise_is_in_no_passage() -> None:
    made, sentences = article((sentence(10), "headline"), (sentence(12), "body"), (sentence(5), "credit"))
    assert [p.span.of(made.text) for p in cut(made, sentences)] == [sentence(12)]


def test_every_sentence_of_the_body_is_in_exactly_one_passage() -> None:
    made, sentences = article((" ".join(sentence(n) for n in (5, 60, 3, 40, 20, 90, 2, 2, 2, 2, 2, 2)), "body"))
    assert [s for p in cut(made, sentences) for s in p.sentences] == [s.span for s in sentences]


def test_passages_are_short_but_not_lone_scraps() -> None:
    made, sentences = article((" ".join(sentence(20) for _ in range(9)), "body"))
    sizes = [len(p.span.of(made.text).split()) for p in cut(made, sentences)]
    assert all(40 <= size <= MOST for size in sizes)


def test_many_tiny_sentences_make_several_passages() -> None:
    made, sentences = article((" ".join(sentence(2) for _ in range(10)), "body"))
    assert max(len(p.sentences) for p in cut(made, sentences)) <= SENTENCES


def test_a_sentence_longer_than_a_passage_stays_whole() -> None:
    made, sentences = article((sentence(300), "body"))
    assert [p.span for p in cut(made, sentences)] == [sentences[0].span]
