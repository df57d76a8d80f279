"""Who answers whom, and what only looks like an answer. Every sentence here was written for these tests."""

from __future__ import annotations

from index.model import KnownName
from tests.test_links_thread import TWO, Dossier


def test_to_deny_it_again_in_other_words_is_a_repetition() -> None:
    d = Dossier()
    d.add("Morvan", "that the company never sold the Tourvel quarry to the council", lang="en")
    d.add("Morvan", "that the company had sold the Tourvel quarry to the council", force="deny", lang="en")
    _, links = d.thread(*TWO)
    assert [(link.kind, link.why) for link in links] == [("repeats", "denies it again")]


def test_what_stood_in_longer_words_is_said_again() -> None:
    d = Dossier()
    d.add(
        "Morvan",
        "que la réparation de la vieille digue sera une priorité, plus que le nouveau port réclamé par les pêcheurs",
    )
    d.add("Morvan", "que la réparation de la vieille digue sera une priorité")
    _, links = d.thread(*TWO)
    assert [link.kind for link in links] == ["repeats"]


def test_a_body_without_a_name_denies_what_is_said_of_it() -> None:
    d = Dossier()
    d.add("Morvan", "that the builders will be one firm next year", lang="en")
    d.add("builders", "that they are about to merge", force="deny", lang="en", same=True)
    assert d.kinds() == ["denies"]


def test_the_accused_answers_a_little_later() -> None:
    d = Dossier()
    charge = d.add("Morvan", "que le syndicat des Eaux a vidé ses comptes", force="accuse")
    d.add("Morvan", "que la caisse est vide", same=True)
    d.add("Tellier", "que le syndicat des Eaux ait commis la moindre faute", force="deny", same=True)
    assert ("denies", charge.id) in [(link.kind, link.a) for link in d.links()]


def test_to_refuse_what_is_hoped_for_denies_nothing() -> None:
    d = Dossier()
    d.add("Morvan", "devenir directeur du port", force="hope")
    d.add("Tellier", "cela", force="reject", same=True)
    assert d.kinds() == []


def test_two_who_judge_differently_contradict_each_other_in_no_fact() -> None:
    d = Dossier()
    d.add("Morvan", "que le nouveau barrage de Tourvel est une bonne affaire")
    d.add("Tellier", "que le nouveau barrage de Tourvel est une mauvaise affaire")
    _, links = d.thread(*TWO)
    assert [link.kind for link in links if link.kind == "contradicts"] == []


def test_what_is_possible_does_not_contradict_what_is() -> None:
    d = Dossier()
    first = d.add("Morvan", "que le pont de Tourvel sur la Dalle est ouvert")
    d.add("Tellier", "que le pont de Tourvel sur la Dalle pourrait être fermé")
    last = d.add("Garnier", "que le pont de Tourvel sur la Dalle est fermé")
    _, links = d.thread(*TWO, KnownName("Garnier", "person", (), 1, 1))
    assert [(link.a, link.b) for link in links if link.kind == "contradicts"] == [(first.id, last.id)]


def test_a_day_that_one_denies_is_the_day_another_gave() -> None:
    d = Dossier()
    d.add("Morvan", "that the Tourvel bridge will be open on 2 May", lang="en")
    d.add("Morvan", "that work on the Tourvel bridge goes on until 9 June, not 2 May", lang="en")
    _, links = d.thread(*TWO)
    assert [(link.kind, link.why) for link in links] == [("changes", "XXXX-05-02 against XXXX-06-09")]


def test_to_criticise_two_things_of_one_party_is_no_repetition() -> None:
    d = Dossier()
    d.add("Morvan", "the Tourvel plans", force="criticise", lang="en")
    d.add("Morvan", "Tourvel", force="criticise", lang="en")
    _, links = d.thread(*TWO)
    assert links == []
