"""English attribution beyond the plain sentence: owners in relative clauses, gerunds, boasts, marks without a space."""

import pytest

from tests.test_claims import claims, words

ONE = [
    (
        "“The mayor will fall,” said Paul Carter, whose group endorses nobody.",
        "Paul Carter, whose group endorses nobody",
        "The mayor will fall",
    ),
    ("Anna Bell said,“Look, the bridge is closed.”", "Anna Bell", "Look, the bridge is closed"),
    (
        "Anna Bell calls the issue of water “a priority” for women.",
        "Anna Bell",
        "the issue of water “a priority” for women",
    ),
    (
        "Anna Bell said ending the works now could hurt the town.",
        "Anna Bell",
        "ending the works now could hurt the town",
    ),
    ("Anna Bell proposed we “cross the river” in May.", "Anna Bell", "we “cross the river” in May"),
    ("The agency reported having a million dollars in cash.", "The agency", "having a million dollars in cash"),
    ("Some voters claim to find the mayor honest.", "Some voters", "to find the mayor honest"),
    ("Anna Bell joked about the closure of the bridge.", "Anna Bell", "the closure of the bridge"),
    ("Anna Bell stated her intention to vote for the dam.", "Anna Bell", "her intention to vote for the dam"),
    ("“I would,” Anna Bell said to the crowd.", "Anna Bell", "I would"),
    ("Said Anna Bell: “The bridge is not the least bit safe.”", "Anna Bell", "The bridge is not the least bit safe"),
    ("As Anna Bell put it, the bridge is closed.", "Anna Bell", "the bridge is closed"),
]


@pytest.mark.parametrize(("text", "source", "content"), ONE)
def test_who_says_what(text, source, content):
    found = [words(text, c) for c in claims("en", text)]
    assert (source, content) in [(who, said.rstrip(".")) for who, said in found]


SPANS = [
    ("The bridge is “safe,” he said, but “when it rains, it leaks.”", "he", "when it rains, it leaks."),
    (
        "These workers, Carter explained earlier in the hearing, were “well-paid,” making enough.",
        "Carter",
        "These workers … were “well-paid,”",
    ),
    ("Bell called her vote in favour of the dam a mistake.", "Bell", "her vote in favour of the dam a mistake"),
    ("Palmer called on Carter to stop attacking Bell and apologize.", "Palmer", "to stop attacking Bell and apologize"),
    ("Residents continued to call for more news of the flood.", "Residents", "more news of the flood"),
    ("She said she walks as “you see it all,” though she noted she drives too.", "she", "she drives too"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "content"), SPANS)
def test_a_content_is_neither_cut_short_nor_lost(text, source, content):
    said = [words(text, c) for c in claims("en", text)]
    assert any(s == source and content in c for s, c in said)


def test_what_a_body_says_is_not_lost_to_what_is_told_within_it():
    text = "According to police, officers saw Bell leave with a map, and they ordered him to get out."
    assert "officers saw Bell leave with a map" in dict(words(text, c) for c in claims("en", text))["police"]


def test_what_is_to_cease_is_not_said():
    assert [c.force for c in claims("en", "Palmer called on Carter to stop attacking Bell.")] == ["demand"]
