"""Happenings: whether they took place, when, and on whose word."""

from __future__ import annotations

from functools import cache

import pytest

from index import claims, clean, events, names, parse, times
from index.model import Event, Raw, Span


@cache
def read(text: str, lang: str, published: str = "2024-05-16") -> tuple[tuple[str, Event], ...]:
    """Each event with the word that names it."""
    article = clean.clean(Raw(text=text, lang=lang, published=published))
    sentences = parse.parse(article)
    tagged = times.tag(article.text, lang, article.published, sentences)
    known = names.find(article, sentences)
    said = names.attach(claims.extract(article, sentences, tagged), known, article, sentences)
    found = events.extract(article, sentences, tagged, said, known)
    return tuple((e.head.of(article.text), e) for e in found if e.head)


def event(text: str, lang: str, word: str, published: str = "2024-05-16") -> Event:
    return next(e for head, e in read(text, lang, published) if head == word)


STATUS = [
    ("fr", "Selon le préfet, un effondrement du pont couperait la vallée.", "couperait", "hypothetical"),
    ("fr", "Un accord qui renforcerait leur armée serait grave.", "renforcerait", "hypothetical"),
    ("fr", "Elle viendra lorsque cela lui conviendrait.", "conviendrait", "hypothetical"),
    ("fr", "Le chantier ne commencera pas avant mars.", "commencera", "planned"),
    ("en", "The site will not open before 2027.", "open", "planned"),
    ("en", "The site will not open before the minister leaves.", "open", "denied"),
    ("fr", "Les deux ministres se sont rencontrés mardi à Lyon.", "rencontrés", "happened"),
    ("fr", "La ministre ouvrira le pont lundi.", "ouvrira", "planned"),
    ("fr", "Le maire va visiter l'usine.", "visiter", "planned"),
    ("fr", "Le maire a promis de visiter l'usine.", "visiter", "planned"),
    ("fr", "La ministre est attendue vendredi à Lyon.", "attendue", "planned"),
    ("fr", "Le maire pourrait quitter son poste.", "quitter", "hypothetical"),
    ("fr", "Si la digue cède, la ville sera inondée.", "cède", "hypothetical"),
    ("fr", "Les habitants craignent une inondation.", "inondation", "hypothetical"),
    ("fr", "Le maire n'a pas signé le contrat.", "signé", "denied"),
    ("fr", "Aucun accord n'a été signé lundi.", "signé", "denied"),
    ("fr", "La réunion a été annulée.", "réunion", "cancelled"),
    ("fr", "La mairie n'a pas annulé la fête.", "fête", "planned"),
    ("fr", "Si le concert était annulé, la ville perdrait un million.", "concert", "planned"),
    ("fr", "Si j'étais élu, je démissionnerais.", "démissionnerais", "hypothetical"),
    ("fr", "La réunion a été reportée au 3 juin.", "réunion", "postponed"),
    ("fr", "Le maire a refusé de signer le contrat.", "signer", "denied"),
    ("en", "The ministers met on Tuesday in Lyon.", "met", "happened"),
    ("en", "The mayor will visit the plant on Monday.", "visit", "planned"),
    ("en", "The mayor is going to visit the plant.", "visit", "planned"),
    ("en", "The mayor plans to visit the plant.", "visit", "planned"),
    ("en", "The trial is set to begin in June.", "trial", "planned"),
    ("en", "The mayor might leave his post.", "leave", "hypothetical"),
    ("en", "If they sign the contract, the plant will close.", "close", "hypothetical"),
    ("en", "Residents fear a flood.", "flood", "hypothetical"),
    ("en", "The mayor did not sign the contract.", "sign", "denied"),
    ("en", "No agreement was signed on Monday.", "signed", "denied"),
    ("en", "The meeting was cancelled.", "meeting", "cancelled"),
    ("en", "They would lose money if the concerts were cancelled.", "concerts", "planned"),
    ("en", "The company has not cancelled the flight.", "cancelled", "denied"),
    ("en", "The meeting has been postponed to June.", "meeting", "postponed"),
    ("en", "The index fell to close at 90 points.", "close", "happened"),
    ("en", "The company began to sell its shares.", "sell", "happened"),
    ("en", "They discussed a planned visit.", "visit", "planned"),
    ("fr", "Si la digue cède, la vallée sera inondée et les villages seront évacués.", "évacués", "hypothetical"),
    (
        "en",
        "If the dam breaks, the valley will be flooded and the farms will be evacuated.",
        "evacuated",
        "hypothetical",
    ),
    (
        "en",
        "The town would lose its school if the plant closed, and many families would leave.",
        "leave",
        "hypothetical",
    ),
    ("en", "The mayor will leave the town if it rains, and the clerk will open the hall.", "open", "planned"),
    ("fr", "La fête prévue samedi n'aura pas lieu.", "fête", "cancelled"),
    ("fr", "La visite, prévue lundi, a été annulée.", "prévue", "cancelled"),
    ("en", "The festival planned for Saturday will not take place.", "festival", "cancelled"),
    ("en", "The festival planned for Saturday will not take place.", "planned", "cancelled"),
    ("fr", "Des travaux devaient commencer lundi, mais ils ont été ajournés.", "commencer", "postponed"),
    ("en", "The talks, which were to be held on 2 April, have been put off.", "held", "postponed"),
    ("en", "The meeting did not take place on Monday.", "meeting", "denied"),
    ("fr", "La réunion n'a pas eu lieu lundi.", "réunion", "denied"),
    ("en", "The meeting took place on Monday.", "meeting", "happened"),
    ("en", "No new vote will be held in 2027.", "vote", "denied"),
    ("fr", "Aucun accord n'a été signé lundi.", "accord", "denied"),
    ("fr", "La ville n'hésiterait pas à fermer le pont.", "fermer", "hypothetical"),
    ("fr", "La ville n'a pas hésité à fermer le pont.", "fermer", "happened"),
    ("en", "The town would not hesitate to close the bridge.", "close", "hypothetical"),
    ("en", "The town did not hesitate to close the bridge.", "close", "happened"),
]


@pytest.mark.parametrize(("lang", "text", "word", "status"), STATUS)
def test_status(lang: str, text: str, word: str, status: str) -> None:
    assert event(text, lang, word).status == status


def test_the_conditional_of_the_press_is_hearsay() -> None:
    found = event("Le maire aurait accepté l'invitation.", "fr", "accepté")
    assert (found.status, found.evidence) == ("happened", "hearsay")


def test_what_somebody_is_said_to_have_done_is_hearsay() -> None:
    found = event("The mayor is said to have left the country.", "en", "left")
    assert (found.status, found.evidence) == ("happened", "hearsay")


def test_what_a_claim_holds_is_reported_by_it() -> None:
    found = event("Le préfet a déclaré que la digue avait cédé.", "fr", "cédé")
    assert found.evidence == "reported"
    assert found.reported_by


def test_what_the_outlet_says_itself_is_asserted() -> None:
    assert event("La digue a cédé mardi.", "fr", "cédé").evidence == "asserted"


def test_the_future_seen_from_the_past_is_planned() -> None:
    assert event("The firm said that it would close the plant.", "en", "close").status == "planned"


@pytest.mark.parametrize(
    ("lang", "text", "word", "day"),
    [
        ("fr", "La digue a cédé mardi.", "cédé", "2024-05-14"),
        ("fr", "La réunion de mardi a duré deux heures.", "réunion", "2024-05-14"),
        ("en", "The dyke broke on Tuesday.", "broke", "2024-05-14"),
        ("en", "Tuesday's meeting lasted two hours.", "meeting", "2024-05-14"),
        ("en", "The mayor will visit the plant on Monday.", "visit", "2024-05-20"),
    ],
)
def test_a_happening_has_the_day_that_its_words_give(lang: str, text: str, word: str, day: str) -> None:
    found = event(text, lang, word).when
    assert found
    assert found.edtf == day


def test_the_day_of_saying_is_not_the_day_of_the_happening() -> None:
    text = "Le ministre a déclaré jeudi que la réunion de mercredi avait été utile."
    found = event(text, "fr", "réunion").when
    assert found
    assert found.edtf == "2024-05-15"
    assert all(e.when is None or e.when.edtf != "2024-05-16" for _, e in read(text, "fr"))


def test_without_words_of_time_a_happening_has_no_day() -> None:
    assert event("La digue a cédé.", "fr", "cédé").when is None


def test_two_dates_with_a_link_are_one_stretch() -> None:
    french = event("Le festival se tiendra du 12 au 15 juin à Lyon.", "fr", "tiendra").when
    english = event("The plant was closed from 3 May to 9 May.", "en", "closed").when
    assert french
    assert english
    assert (french.edtf, english.edtf) == ("2024-06-12/2024-06-15", "2024-05-03/2024-05-09")


def test_a_month_of_publication_gives_a_happening_a_set_of_days() -> None:
    found = event("La digue a cédé mercredi.", "fr", "cédé", "2024-05").when
    assert found
    assert found.edtf == "[2024-05-01,2024-05-08,2024-05-15,2024-05-22,2024-05-29]"


def test_headlines_yield_nothing() -> None:
    text = "LE MAIRE VISITERA L'USINE DE LYON LUNDI\n\nLa digue a cédé mardi soir, selon le préfet de la région."
    assert "VISITERA" not in [head for head, _ in read(text, "fr")]


def test_spans_are_narrow() -> None:
    text = "The planes will also be delivered late, and the new, very expensive hangars would not have been built."
    assert max(len(e.span.of(text).split()) for _, e in read(text, "en")) <= events.MOST_WORDS


def test_who_takes_part_and_where() -> None:
    found = event("Marie Rival a rencontré Paul Verdier à Lyon mardi.", "fr", "rencontré")
    assert found.participants[:2] == ("Marie Rival", "Paul Verdier")
    assert found.place == "Lyon"


def test_the_first_happening_weighs_most() -> None:
    text = "La digue a cédé mardi. Le maire a visité la ville. Les écoles ont fermé."
    weights = [e.weight for head, e in read(text, "fr") if head in ("cédé", "visité", "fermé")]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] == 1.0


def test_names_are_not_needed() -> None:
    article = clean.clean(Raw(text="La digue a cédé mardi.", lang="fr", published="2024-05-16"))
    sentences = parse.parse(article)
    assert events.extract(article, sentences, times.tag(article.text, "fr", article.published, sentences), (), None)


def test_other_languages_yield_nothing() -> None:
    article = clean.clean(Raw(text="Der Damm brach am Dienstag.", lang="de"))
    assert events.extract(article, parse.parse(article), (), (), None) == ()


@pytest.mark.parametrize(
    ("lang", "text", "word", "day"),
    [
        ("fr", "Le convoi a franchi le pont mardi, deux jours après son départ de Lyon.", "départ", "2024-05-12"),
        ("fr", "Le convoi a franchi le pont mardi, deux jours avant son arrivée à Lyon.", "arrivée", "2024-05-16"),
        ("en", "The mayor spoke on Tuesday, three days after a leak closed the road.", "leak", "2024-05-11"),
        (
            "en",
            "The offer was accepted, the town said on Thursday, a day after he hosted the queen.",
            "hosted",
            "2024-05-15",
        ),
    ],
)
def test_so_many_days_after_something_dates_it(lang: str, text: str, word: str, day: str) -> None:
    found = event(text, lang, word)
    assert found.when
    assert found.when.edtf == day
    assert found.when.proof
    assert text[found.when.proof.start : found.when.proof.end] == found.when.proof.words


def test_so_many_days_after_something_is_open_where_two_days_are_named() -> None:
    text = "On Monday and on Tuesday the mayor spoke, three days after a leak closed the road."
    assert event(text, "en", "leak").when is None


def test_a_plan_put_off_keeps_the_day_it_was_planned_for() -> None:
    found = event("La visite, prévue lundi, a été annulée.", "fr", "visite")
    assert found.when
    assert found.when.edtf == "2024-05-20"


def test_the_verb_of_hearsay_is_no_happening_of_its_own() -> None:
    assert [head for head, _ in read("The mayor is said to have left with regret.", "en")] == ["left"]


def test_a_season_that_only_names_a_kind_of_thing_dates_nothing() -> None:
    assert event("The delay spared the spring crops.", "en", "spared").when is None


def test_a_clause_that_stops_in_the_middle_of_a_phrase_is_not_cut_out() -> None:
    from index.events_clause import _breaks_off
    from index.tree import plant

    article = clean.clean(Raw(text="The flood drove hundreds of families away.", lang="en"))
    tree = plant(parse.parse(article)[0])
    assert _breaks_off(tree, Span(0, len("The flood drove hundreds of")))
    assert not _breaks_off(tree, Span(0, len("The flood drove hundreds of families")))


@pytest.mark.parametrize(
    ("lang", "text", "word"),
    [
        ("fr", "Jointe dimanche, l'ingénieure a confirmé être l'auteure du rapport.", "Jointe"),
        ("fr", "Relancé lundi sur le sujet, le maire a expliqué qu'il ne pardonnait rien.", "Relancé"),
        ("en", "Reached by phone on Tuesday, the engineer said that the dam was safe.", "Reached"),
        ("en", "The minister refused to confirm the figures on Monday.", "confirm"),
    ],
)
def test_how_a_saying_came_about_is_no_happening_beside_it(lang: str, text: str, word: str) -> None:
    assert word not in [head for head, _ in read(text, lang)]


def test_somebody_who_is_questioned_by_the_police_says_nothing() -> None:
    found = event("Paul Durand was questioned on Thursday by investigators.", "en", "questioned", "2024-05-18")
    assert found.when is not None
    assert found.when.edtf == "2024-05-16"


def test_the_day_of_a_dispatch_dates_nothing_that_it_tells() -> None:
    text = "VARESSE, 15 mai (Agence Lorne) – Le pont a été fermé après un orage."
    assert event(text, "fr", "fermé").when is None


LONG = "Rain fell for days on Lorne and the villages around it, and the river rose by two metres in one night."


@pytest.mark.parametrize("stamp", ["8 May 2024 Last updated at 21:40 GMT ", "Updated: 8 May 2024, 9:40 p.m. "])
def test_the_day_on_which_a_page_was_changed_dates_nothing(stamp: str) -> None:
    assert event(stamp + LONG, "en", "fell").when is None


def test_a_day_of_publication_without_an_hour_may_be_part_of_a_sentence() -> None:
    assert event(f"Published on 8 May 2024, the report shook Lorne. {LONG}", "en", "Published").when is not None


def test_what_is_inside_a_quotation_is_dated_by_no_word_outside() -> None:
    text = "« Si j'étais élu, je démissionnerais », a affirmé Paul Durand mercredi à Lorne."
    assert event(text, "fr", "démissionnerais").when is None


@pytest.mark.parametrize(
    ("lang", "text", "word"),
    [
        ("en", "Each Monday the council of Lorne met at 9 a.m. in the old school.", "met"),
        ("fr", "Les habitants de Lorne attendent le bus à 7 h 30 chaque matin.", "attendent"),
    ],
)
def test_what_is_done_every_day_is_dated_to_no_day(lang: str, text: str, word: str) -> None:
    assert event(text, lang, word).when is None


def test_a_clause_is_shown_without_the_word_that_joins_it() -> None:
    text = "The harbour of Lorne closed for a week, after both sides signed an agreement with Varesse on 3 May."
    clause = event(text, "en", "signed").clause
    assert clause is not None
    assert clause.of(text).startswith("both sides signed")
