"""Claims where marks, papers and offices make it hard: incises inside the marks, strays, cited relays, dialogue."""

import time

import pytest

from index import drafts, parse, quotes
from index.model import Span
from tests.test_claims import article, claims, only, words


@pytest.mark.parametrize(
    ("lang", "text", "content"),
    [
        ("fr", "VARNE, 12 mars (Corvane) – Le pont est fermé, a annoncé Anna Bell.", "Le pont est fermé"),
        ("en", "VARNE (Corvane) - The bridge is closed, Anna Bell said on Monday.", "The bridge is closed"),
        ("en", "Milton-sur-Orle - a village - is cut off, Anna Bell said.", "Milton-sur-Orle - a village - is cut off"),
    ],
)
def test_the_dateline_of_a_report_is_nobodys_words(lang, text, content):
    assert only(lang, text)[1][1] == content


@pytest.mark.parametrize(
    ("lang", "text", "content"),
    [
        (
            "fr",
            "« Le pont est fermé, a déclaré Anna Bell, présidente du club. Nous le regrettons. »",
            "Le pont est fermé … Nous le regrettons.",
        ),
        (
            "fr",
            '"Le pont est fermé, a déclaré Anna Bell. Nous le regrettons."',
            "Le pont est fermé … Nous le regrettons.",
        ),
    ],
)
def test_an_incise_inside_the_marks_leaves_the_rest_quoted(lang, text, content):
    claim, found = only(lang, text)
    assert found[1] == content
    assert claim.mode == "direct"


def test_a_new_opening_mark_after_a_full_stop_goes_on():
    text = 'Anna Bell said: "The bridge is closed. "We are sorry for that." Others left.'
    assert only("en", text)[1] == ("Anna Bell", 'The bridge is closed. "We are sorry for that.')


def test_mixed_marks_close_each_other():
    text = '“The bridge is closed," Anna Bell said.'
    assert only("en", text)[1] == ("Anna Bell", "The bridge is closed")


def test_a_stray_mark_does_not_swallow_the_next_claim():
    text = "Le maire est parti. «\n\nAnna Bell a dit que le pont tiendrait."
    assert only("fr", text)[1] == ("Anna Bell", "le pont tiendrait")


def test_the_one_a_relay_cites_is_the_source():
    text = "Three workers were treated, the Halden News Agency reported, quoting a hospital source."
    claim, (source, _) = only("en", text)
    assert source == "a hospital source"
    assert [span.of(text) for span in claim.channel] == ["the Halden News Agency"]


def test_a_court_that_convicts_blames_nobody():
    assert claims("fr", "Le tribunal a condamné cette mère de famille.") == ()


def test_a_title_in_marks_is_nothing_said():
    text = "In his book “Make It Big,” Anna Bell suggested that the plan would fail."
    assert only("en", text)[1] == ("Anna Bell", "the plan would fail")


def test_a_speaker_may_be_named_with_pour():
    text = "Pour Anna Bell, le plan est mort."
    assert only("fr", text)[1] == ("Anna Bell", "le plan est mort")


def test_a_bare_quotation_goes_on_with_its_speaker():
    text = "« Le pont est fermé », a dit Anna Bell.\n\n« Nous le regrettons tous beaucoup. »"
    first, second = claims("fr", text)
    assert words(text, first)[0] == words(text, second)[0] == "Anna Bell"


def test_lines_of_dialogue_have_their_speakers():
    text = "— Vous partez ? dit Anna.\n— Oui, répondit Paul, ce soir.\n— Alors, adieu !"
    found = claims("fr", text)
    assert [words(text, c)[0] for c in found] == ["Anna", "Paul", None]


def test_a_relay_taken_for_an_object_is_no_content():
    text = "Il prépare un projet, rapporte le quotidien."
    (claim,) = claims("fr", text)
    assert "quotidien" not in words(text, claim)[1]


def test_what_one_declines_to_say_holds_no_claims():
    text = "Bell declined to say whether the company accepted the bill."
    assert [c.force for c in claims("en", text)] == ["decline_to_comment"]


def test_an_impersonal_passive_has_no_false_source():
    text = "Il lui était reproché d’avoir menti."
    assert all(c.source is None for c in claims("fr", text))


@pytest.mark.parametrize(
    "piece", ["« a ", "“ a ", "„ a ", '. "a ', "`` a ", '"', "«", "«»", "« a » « ", "'a ", "‘a ", "a’ "]
)
def test_quotations_are_found_in_linear_time(piece):
    text = piece * (60_000 // len(piece))
    begun = time.process_time()
    quotes.find(text, [Span(0, len(text))])
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Il dit « a « b » c » et « d ».", ["« a « b » c »", "« d »"]),
        ("Il dit « a « b » et c.", ["« b »"]),
        ("Il dit « a « b « c » et d.", ["« a « b « c »"]),
        ("Il dit » puis « a ».", ["« a »"]),
        ('Il dit "a" et "b", puis "c.', ['"a"', '"b"']),
        ('Il dit "a. "b" ici.', ['"a. "b"']),
    ],
)
def test_marks_within_marks_close_in_turn(text, found):
    assert [piece.of(text) for quote in quotes.find(text, [Span(0, len(text))]) for piece in quote.pieces] == found


@pytest.mark.parametrize("piece", ["selon lui, ", "Il a dit que "])
def test_a_sentence_of_nothing_but_cues_is_given_up_soon(piece):
    whole = article(piece * (8_000 // len(piece)), "fr")
    sentences = parse.parse(whole)
    begun = time.process_time()
    drafts.draft(whole, sentences, ())
    assert time.process_time() - begun < 3


def test_an_apostrophe_after_a_plural_opens_no_quotation():
    text = (
        "It was raised by the drivers' union, which complains of a lack of staff. The town will meet the firms' needs."
    )
    assert quotes.find(text, [Span(0, len(text))]) == ()


def test_a_paper_that_cites_another_only_passes_on():
    text = "Selon le quotidien La Vigie, citant le cabinet du maire, le pont sera fermé lundi."
    claim, _ = only("fr", text)
    assert claim.source is not None
    assert claim.source.of(text) == "le cabinet du maire"
    assert [span.of(text) for span in claim.channel] == ["le quotidien La Vigie"]
