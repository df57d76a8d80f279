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
