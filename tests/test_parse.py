"""Sentences: exact offsets, quotation marks, strays, long and hostile texts."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import Article, Paragraph, Sentence, Span, digest
from index.parse import parse, parse_many
from index.sentences import starts


def article(text: str, lang: str = "fr", kind: str = "body") -> Article:
    spans = [Span(*m.span()) for m in re.finditer(r"\S(?:.(?!\n\s*\n))*.?", text, re.S)]
    return Article(digest(text), digest(text), text, lang, tuple(Paragraph(span, kind) for span in spans))


def cut(text: str, lang: str = "fr") -> list[str]:
    return [s.span.of(text) for s in parse(article(text, lang))]


def test_offsets_are_those_of_the_article():
    text = "  Le maire est venu.\n\nIl a parlé « sans détour ». Puis il est parti."
    for sentence in parse(article(text)):
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text
        assert sentence.span == Span(sentence.tokens[0].start, sentence.tokens[-1].end)


def test_heads_and_children_stay_inside_their_sentence():
    for sentence in parse(article("Elle a promis de venir. Il a refusé, dit-on.")):
        for token in sentence.tokens:
            assert token.head == token.i or token.i in sentence.children[token.head]


def test_a_sentence_never_crosses_a_paragraph():
    assert cut("LE MAIRE RECULE\n\nLe maire a reculé.") == ["LE MAIRE RECULE", "Le maire a reculé."]


@pytest.mark.parametrize("kind", ["headline", "caption", "credit", "meta"])
def test_only_body_paragraphs_are_parsed(kind):
    assert parse(article("Le maire a dit non.", kind=kind)) == ()


def test_a_closing_mark_stays_with_the_sentence_it_closes():
    assert cut("« Rien n’est sûr. » La ministre est partie.") == ["« Rien n’est sûr. »", "La ministre est partie."]


def test_an_incise_after_a_question_is_no_new_sentence():
    assert cut("« Qui paiera ? » a demandé le maire.") == ["« Qui paiera ? » a demandé le maire."]


def test_a_stray_opening_mark_makes_no_sentence():
    assert cut("Le maire a répondu. «\n\nIl est parti.") == ["Le maire a répondu. «", "Il est parti."]


def test_titles_and_initials_do_not_end_a_sentence():
    assert len(cut("M. Durand et le Dr. Petit ont vu J. B. Moreau.")) == 1
    assert len(cut("Gov. Ann Lee met Mr. Jones on Jan. 5 in St. Louis.", "en")) == 1


def test_a_missing_space_after_the_full_stop_is_seen():
    assert cut("Il lit Le Point.Il y croit.") == ["Il lit Le Point.", "Il y croit."]


def test_a_glued_straight_mark_opens_or_closes_by_count():
    text = 'Tout monte."Nous payons", dit Anna Bell. "Ils partent."Pour lui, rien ne va.'
    assert cut(text) == ["Tout monte.", '"Nous payons", dit Anna Bell.', '"Ils partent."', "Pour lui, rien ne va."]


def test_names_are_typed():
    kinds = {e.type for s in parse(article("Anna Bell met the mayor of London.", "en")) for e in s.entities}
    assert {"person", "place"} <= kinds


def test_other_languages_get_spans_without_tokens():
    text = "Der Minister kam. Er sprach lange. 部長は言った。雨が降る。"
    sentences = parse(article(text, "de"))
    assert cut(text, "de") == ["Der Minister kam.", "Er sprach lange.", "部長は言った。", "雨が降る。"]
    assert all(s.tokens == () for s in sentences)


def test_many_articles_come_back_in_order():
    articles = [article("Un. Deux.", "fr"), article("One. Two.", "en"), article("", "fr"), article("Trois.", "fr")]
    assert list(parse_many(articles)) == [parse(a) for a in articles]


def test_a_megabyte_without_spaces_is_not_tokenised():
    assert all(isinstance(s, Sentence) for s in parse(article("a." * 500_000)))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="aÉ. ?!…«»“”\"'’\n\u00a0—-1", max_size=80), st.sampled_from(["fr", "en", "de"]))
def test_starts_are_offsets_of_the_text(text, lang):
    sure, maybe = starts(text, lang)
    assert all(0 <= at < len(text) for at in sure | maybe)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120), st.sampled_from(["fr", "en"]))
def test_random_text_never_fails(text, lang):
    spans = [s.span for s in parse(article(text, lang))]
    assert spans == sorted(spans)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
