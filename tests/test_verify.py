"""A sentence stands only where its citation bears it; each failure has a reason that a reader can understand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from benchmarks.falsify import Row, rows

from bot import verify
from bot.bot import Bot
from bot.query import Drafted, Filters
from bot.sources import Sources
from bot.write import Told, claim_sentence
from index.model import Claim
from index.settings import Settings


@pytest.fixture(scope="module")
def bot(samples: Settings) -> Iterator[Bot]:
    with Bot.open(samples) as bot:
        yield bot


@pytest.fixture(scope="module")
def orsel(bot: Bot) -> Sources:
    return bot.sources("orsel")


def claim_of(sources: Sources, source: str, words: str) -> Claim:
    claims = sources.claims(Filters(), sources=[source])
    return next(claim for claim in claims if words in sources.content(claim))


def drafted(sources: Sources, lang: str = "en") -> Drafted:
    claim = claim_of(sources, "Bruno Lestac", "five weeks")
    return claim_sentence(claim, sources.article(claim.article), lang, sources, Told())


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_true_sentence_stands(orsel: Sources, lang: str) -> None:
    assert verify.reasons(drafted(orsel, lang), lang, orsel) == ()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("five", "six", "does not stand in the cited text as quoted"),
        ("Bruno Lestac", "Owen Hallam", "is not who says this"),
        (" said", " promised", "the reporting word says"),
        (" said", " never said", "no"),
        (" said", " is said to have said", "hearsay"),
    ],
)
def test_one_changed_word_is_found_and_named(orsel: Sources, old: str, new: str, reason: str) -> None:
    true = drafted(orsel)
    false = replace(true, text=true.text.replace(old, new, 1))
    assert any(reason in found for found in verify.reasons(false, "en", orsel))


def test_a_citation_of_nothing_does_not_stand(orsel: Sources) -> None:
    assert verify.reasons(Drafted("Bruno Lestac said so.", ()), "en", orsel) == ("it cites nothing",)


def test_a_citation_that_does_not_resolve_is_named(orsel: Sources) -> None:
    true = drafted(orsel)
    citation, claim = true.proofs[0]
    moved = replace(true, proofs=((replace(citation, start=citation.start + 1), claim),))
    assert verify.reasons(moved, "en", orsel) == ("the cited place does not hold the cited words",)


def test_white_space_and_quotation_marks_may_differ(orsel: Sources) -> None:
    true = drafted(orsel)
    loose = replace(true, text=true.text.replace("“", "«\u00a0").replace("”", "\u202f»"))
    assert verify.reasons(loose, "en", orsel) == ()


def test_an_open_quotation_mark_does_not_stand(orsel: Sources) -> None:
    true = drafted(orsel)
    assert verify.reasons(replace(true, text=true.text.replace("”", "")), "en", orsel) == (
        "a quotation mark is left open",
    )


@pytest.fixture(scope="module")
def judged(bot: Bot) -> list[Row]:
    return list(rows(bot))


def test_at_least_95_percent_of_the_edits_are_caught(judged: list[Row]) -> None:
    false = [row for row in judged if row.type != "true"]
    missed = [row.text for row in false if not row.reasons]
    assert len(false) >= 300
    assert len(missed) <= 0.05 * len(false), missed


def test_at_most_5_percent_of_the_true_sentences_are_refused(judged: list[Row]) -> None:
    true = [row for row in judged if row.type == "true"]
    refused = [(row.text, row.reasons) for row in true if row.reasons]
    assert len(refused) <= 0.05 * len(true), refused


def test_every_kind_of_edit_is_caught_in_both_languages(judged: list[Row]) -> None:
    kinds = Counter((row.type, row.lang) for row in judged if row.type != "true")
    caught = Counter((row.type, row.lang) for row in judged if row.type != "true" and row.reasons)
    assert {kind: caught[kind] / n for kind, n in kinds.items() if n >= 8 and caught[kind] < 0.85 * n} == {}
