"""Threads over the claims of a few small articles. Every sentence here was written for these tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from index import encoder, links_words
from index.links import thread
from index.model import Article, Claim, Force, Interval, KnownName, Link, Paragraph, Span, Thread, When

START = date(2031, 3, 1)
TWO = tuple(KnownName(name, "person", (), 1, 1) for name in ("Morvan", "Tellier"))


class Dossier:
    """Claims as they are added: each in an article of its own day unless it continues the one before."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []
        self.articles: dict[str, Article] = {}
        self.texts: dict[str, str] = {}

    def add(
        self, source: str, text: str, force: Force = "say", lang: str = "fr", day: int | None = None, same: bool = False
    ) -> Claim:
        last = list(self.articles.values())[-1] if self.articles else None
        number = len(self.articles) - (1 if same else 0)
        before = last.text + " " if same and last else ""
        full = before + text + "."
        when = START + timedelta(days=number if day is None else day)
        published = When((Interval(when, when),), "day", when.isoformat(), when.isoformat())
        id = f"a{number}"
        self.articles[id] = Article(id, id, full, lang, (Paragraph(Span(0, len(full)), "body"),), published=published)
        start = len(before)
        claim = Claim(
            id,
            id,
            Span(start, start + 1),
            (Span(start, start + len(text)),),
            "indirect",
            force,
            source_canonical=source,
        )
        self.claims.append(claim)
        self.texts[claim.id] = text
        return claim

    def thread(self, *known: KnownName) -> tuple[list[Thread], list[Link]]:
        return thread(self.claims, lambda c: self.texts[c.id], self.articles, known, encoder.load().documents)

    def links(self) -> list[Link]:
        return self.thread()[1]

    def kinds(self) -> list[str]:
        return [link.kind for link in self.links()]


def test_the_same_source_repeats_itself() -> None:
    d = Dossier()
    d.add("Morvan", "que le pont de Tourvel ouvrira au printemps")
    d.add("Morvan", "que le pont de Tourvel ouvrira bien au printemps")
    assert d.kinds() == ["repeats"]


def test_another_source_with_the_same_uncommon_number_corroborates() -> None:
    d = Dossier()
    d.add("Morvan", "que le mur du barrage présente quatorze fissures")
    d.add("Tellier", "que quatorze fissures ont été relevées dans le mur du barrage")
    _, links = d.thread(*TWO)
    assert [link.kind for link in links] == ["corroborates"]


def test_a_source_without_a_name_may_be_the_other_and_corroborates_nothing() -> None:
    d = Dossier()
    d.add("Morvan", "que le mur du barrage présente quatorze fissures")
    d.add("ingénieur", "que quatorze fissures ont été relevées dans le mur du barrage")
    assert d.kinds() == []


def test_the_same_words_of_two_sources_are_one_statement() -> None:
    d = Dossier()
    d.add("Morvan", "que rien ne permet d'accuser la commune d'avoir caché les fissures du barrage")
    d.add("Tellier", "que rien ne permet d'accuser la commune d'avoir caché les fissures du barrage de Tourvel")
    _, links = d.thread(*TWO)
    assert [(link.kind, link.why) for link in links] == [("repeats", "the same words again")]


def test_a_promise_not_kept_is_no_contradiction() -> None:
    d = Dossier()
    d.add("Kerdal", "d'accueillir 900 élèves", force="promise")
    d.add("Morvan", "qu'elle n'en a accueilli que 640", same=True)
    assert d.kinds() == []


def test_to_deny_an_act_and_to_accuse_another_of_it_is_no_change() -> None:
    d = Dossier()
    d.add("Tellier", "qu'il n'a pas détruit le rapport de l'expert sur le barrage")
    d.add("Tellier", "d'avoir détruit le rapport de l'expert sur le barrage", force="accuse")
    assert "changes" not in d.kinds()


def test_a_source_that_denies_its_own_words_later_changes() -> None:
    d = Dossier()
    d.add("Morvan", "that the bridge has fourteen cracks", lang="en")
    d.add("Morvan", "that the bridge had fourteen cracks", "deny", lang="en")
    assert d.kinds() == ["changes"]


def test_a_source_that_denies_its_own_words_later_changes_in_french_too() -> None:
    d = Dossier()
    d.add("Morvan", "que le pont a quatorze fissures")
    d.add("Morvan", "que le pont ait quatorze fissures", "deny")
    assert d.kinds() == ["changes"]


def test_the_few_words_of_one_source_are_denied_by_another() -> None:
    d = Dossier()
    d.add("Morvan", "que le pont est fermé")
    denied = d.add("Tellier", "que le pont soit fermé", "deny")
    _, links = d.thread(*TWO)
    assert [(link.kind, link.b) for link in links] == [("denies", denied.id)]


def test_to_deny_a_gift_to_oneself_denies_no_gift_to_another() -> None:
    d = Dossier()
    d.add("Morvan", "that he gave him fourteen houses", lang="en")
    d.add("Morvan", "that he gave himself fourteen houses", "deny", lang="en")
    assert d.kinds() == []


def test_to_deny_that_it_is_closed_is_no_change_of_who_said_that_it_should_be() -> None:
    d = Dossier()
    d.add("Morvan", "that the bridge should be closed", lang="en")
    d.add("Morvan", "that the bridge is closed", "deny", lang="en")
    assert d.kinds() == []


def test_money_counts_nothing_named_before() -> None:
    d = Dossier()
    d.add("Morvan", "Six areas of the port will be opened to the auditors", lang="en")
    d.add("Tellier", "However, it is £2 billion", lang="en", same=True)
    assert d.kinds() == []


def test_a_number_that_another_denies_is_contradicted() -> None:
    d = Dossier()
    d.add("Morvan", "que le mur présente quatorze fissures")
    d.add("Tellier", "que le mur a trois fissures, et non quatorze fissures")
    assert d.kinds() == ["contradicts"]


def test_a_source_that_says_otherwise_later_changes() -> None:
    d = Dossier()
    d.add("Morvan", "que le pont de Tourvel ouvrira le 3 mai", "promise")
    d.add("Morvan", "que l'ouverture du pont de Tourvel est reportée au 9 juin", "announce", day=30)
    link = d.links()[0]
    assert (link.kind, link.a, link.b) == ("changes", d.claims[0].id, d.claims[1].id)


def test_a_source_that_was_wrong_takes_its_number_back() -> None:
    d = Dossier()
    d.add("Morvan", "que le mur présente trois fissures")
    d.add("Morvan", "que compter trois fissures était une erreur", "confirm", day=60)
    assert d.kinds() == ["changes"]


def test_a_denial_that_points_back_answers_the_claim_before_it() -> None:
    d = Dossier()
    d.add("Morvan", "que Nordhydra a caché deux rapports", "accuse")
    d.add("Nordhydra", "cette accusation", "deny", same=True)
    assert d.kinds() == ["denies"]


def test_the_one_accused_answers() -> None:
    d = Dossier()
    d.add("Morvan", "que la directrice Tellier a cédé aux banques", "accuse")
    known = d.add("Tellier", "avoir subi la moindre influence", "deny", same=True)
    links = d.thread(KnownName("Tellier", "person", ()))[1]
    assert [(link.kind, link.b) for link in links] == [("denies", known.id)]


def test_to_reject_a_proposal_denies_no_claim() -> None:
    d = Dossier()
    d.add("Morvan", "que les vols vers Tourvel seront suspendus en mai")
    d.add("Tellier", "une suspension des vols vers Tourvel", "reject")
    assert "denies" not in d.kinds()


def test_a_claim_in_two_languages_is_one() -> None:
    d = Dossier()
    d.add("Morvan", "que le barrage sera vidé avant la fin de l'hiver")
    d.add("Morvan", "that the dam will be emptied before the end of winter", lang="en")
    assert d.kinds() == ["repeats"]


def test_counts_of_different_places_are_no_contradiction() -> None:
    d = Dossier()
    d.add("Morvan", "que Tourvel compte 12 cas de grippe")
    d.add("Tellier", "que Combreuil compte 40 cas de grippe")
    assert d.kinds() == []


def test_copies_of_one_dispatch_count_once() -> None:
    d = Dossier()
    texts = [
        "que le pont est fermé depuis lundi matin",
        "que deux piles du pont ont bougé",
        "que la circulation reprendra en mai",
    ]
    for copy in range(3):
        for i, text in enumerate(texts):
            d.add("Morvan", text, same=i > 0, day=copy)
    links = d.links()
    assert {link.kind for link in links} == {"repeats"}
    assert len(links) == 6
    first = {claim.id for claim in d.claims if claim.article == "a0"}
    assert all(link.a in first for link in links)


def test_refusing_to_comment_twice_is_no_thread() -> None:
    d = Dossier()
    d.add("Morvan", "de répondre", "decline_to_comment")
    d.add("Morvan", "de répondre", "decline_to_comment")
    assert d.kinds() == []


def test_a_thread_shows_its_fullest_wording() -> None:
    d = Dossier()
    d.add("Morvan", "que le pont de Tourvel ouvrira au printemps")
    d.add("Morvan", "que le pont de Tourvel ouvrira au printemps après deux ans de travaux")
    threads, links = d.thread()
    assert [t.proposition for t in threads] == [d.texts[d.claims[1].id]]
    assert threads[0].links == tuple(links)


def test_nothing_said_makes_no_thread() -> None:
    assert Dossier().thread() == ([], [])


def test_the_same_words_on_another_story_are_no_corroboration() -> None:
    d = Dossier()
    d.add("Morvan", "que le feu a été éteint vers quatre heures du matin")
    d.add("Tellier", "que le feu a été maîtrisé dans la matinée", day=900)
    assert d.kinds() == []


def test_a_charge_denied_by_refusing_to_act_is_no_denial() -> None:
    d = Dossier()
    d.add("Morvan", "que Tellier avait dormi dans le train de Tourvel")
    d.add("Tellier", "de sortir", "reject", same=True)
    assert d.kinds() == []


def test_the_toll_of_another_day_is_not_the_same_again() -> None:
    d = Dossier()
    d.add("Morvan", "que la grippe a fait au moins 382 morts à Tourvel depuis le mois de décembre")
    d.add("Morvan", "que la grippe a fait près de 781 morts à Tourvel depuis le mois de décembre", day=90)
    assert "repeats" not in d.kinds()


def test_a_day_of_the_month_counts_nobody() -> None:
    d = Dossier()
    d.add("Morvan", "que 400 étudiants sont touchés par le report")
    d.add("Tellier", "que les examens prévus du 16 au 21 décembre auront lieu en janvier", same=True)
    assert d.kinds() == []


def test_a_flat_untrue_answers_the_claim_before_it() -> None:
    d = Dossier()
    d.add("Morvan", "que le rapport est arrivé au cabinet le 14 février")
    d.add("Tellier", "C'est faux", same=True)
    assert d.kinds() == ["denies"]


def test_to_deny_it_and_to_say_it_never_was_is_no_conflict() -> None:
    d = Dossier()
    d.add("Nordhydra", "that it ever hid the report on the northern pier", "deny", lang="en")
    d.add("Nordhydra", "that it never hid the report on the northern pier", lang="en", day=3)
    assert "changes" not in d.kinds()


@pytest.mark.parametrize(
    ("source", "lang", "nobody"),
    [("None of the mayors", "en", True), ("Aucun témoin", "fr", True), ("No 10", "en", False)],
)
def test_none_of_them_is_nobody_and_a_house_with_a_number_is_somebody(source: str, lang: str, nobody: bool) -> None:
    assert links_words.is_nobody(source, lang) is nobody


def test_what_nobody_said_contradicts_nothing() -> None:
    d = Dossier()
    d.add("Tellier", "d'avoir truqué les comptes du barrage de Tourvel", force="deny")
    d.add("aucun des témoins", "avoir truqué les comptes du barrage de Tourvel", force="confirm")
    assert not {"contradicts", "denies"} & set(d.kinds())


def test_two_months_of_one_figure_are_no_dispute() -> None:
    d = Dossier()
    d.add("Morvan", "que les loyers de Tourvel ont baissé de nouveau en novembre")
    d.add("Tellier", "que les loyers de Tourvel ont baissé de nouveau en décembre")
    assert "contradicts" not in d.kinds()


def test_a_purpose_is_not_contradicted_by_who_thinks_it_vain() -> None:
    d = Dossier()
    d.add("Morvan", "to sue the council of Tourvel over the bridge", force="threaten", lang="en")
    d.add("Tellier", "that Morvan cannot sue the council of Tourvel over the bridge", lang="en")
    assert "contradicts" not in d.kinds()


def _turn(first: tuple[str, Force], then: tuple[str, Force], *langs: str, source: str = "Morvan") -> list[str]:
    d = Dossier()
    for (text, force), lang in zip((first, then), langs or ("fr", "fr"), strict=True):
        d.add(source, text, force, lang=lang)
    d.claims[1] = replace(d.claims[1], polarity="negative")
    d.texts[d.claims[1].id] = then[0]
    return [link.kind for link in d.thread(*TWO)[1]]


def test_what_is_no_longer_demanded_is_a_change() -> None:
    demanded: tuple[str, Force] = ("la fermeture du dépôt de Tourvel", "demand")
    assert _turn(demanded, ("Je n'exige plus la fermeture du dépôt", "say")) == ["changes"]
    assert _turn(demanded, ("Je n'exige plus la réouverture du port", "say")) == []


def test_what_is_no_longer_demanded_is_a_change_in_english_too() -> None:
    demanded: tuple[str, Force] = ("the closure of the Tourvel depot", "demand")
    assert _turn(demanded, ("I no longer ask for the closure of the depot", "say"), "en", "en") == ["changes"]
    assert _turn(demanded, ("I never asked for the closure of the depot", "say"), "en", "en") == ["denies"]


def test_a_promise_taken_back_is_a_change() -> None:
    promised: tuple[str, Force] = ("de rouvrir le pont de Tourvel avant l'été", "promise")
    assert _turn(promised, ("Le pont ne rouvrira pas avant l'hiver", "announce")) == ["changes"]
    assert _turn(promised, ("L'école ne rouvrira pas avant l'hiver", "announce")) == []


def test_who_confirms_what_was_neither_confirmed_nor_denied_has_changed() -> None:
    left: tuple[str, Force] = ("he could neither confirm nor deny the offer", "say")
    d = Dossier()
    d.add("Morvan", left[0], lang="en")
    d.add("Morvan", "that an offer had been made in August", "confirm", lang="en")
    assert [link.kind for link in d.thread(*TWO)[1]] == ["changes"]
