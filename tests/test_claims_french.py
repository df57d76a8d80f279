"""French attribution beyond the plain sentence: wishes that tell, impersonal cues, incises of novels, lost subjects."""

import pytest

from index.claims import extract
from index.model import Claim
from index.parse import parse
from tests.test_claims import article, words


def claims(text: str) -> tuple[Claim, ...]:
    found = article(text, "fr")
    return extract(found, parse(found), ())


ONE = [
    ("Je voudrais rappeler que le pont reste fermé.", "Je", "le pont reste fermé"),
    ("Je peux vous dire que le pont reste fermé.", "Je", "le pont reste fermé"),
    ("Il faut noter que le pont reste fermé.", None, "le pont reste fermé"),
    ("Rappelons que le pont reste fermé.", None, "le pont reste fermé"),
    ("La réponse est, je crois, trop tardive.", "je", "La réponse est … trop tardive"),
    ("Le préfet espère que l'eau baissera et que la route rouvrira bientôt.", "Le préfet", "l'eau baissera"),
    ("Espérant que l'eau baissera, le maire attend la décrue.", None, "l'eau baissera"),
    ("Anna Bell nous rappelle que le pont reste fermé.", "Anna Bell", "le pont reste fermé"),
    ("D'après les riverains il y aurait eu une crue.", "les riverains", "il y aurait eu une crue"),
    ("« Trop tard ! fit-il en riant, trop tard ! »", "il", "Trop tard ! … trop tard !"),
    ("— Mauvais temps ! s'écria l'autre.", "l'autre", "— Mauvais temps !"),
    ("— Le temps est mauvais, répondit la voyageuse, qui tremblait.", "la voyageuse", "— Le temps est mauvais"),
    ("Comme l'a souligné la ministre, le pont est fermé.", "la ministre", "le pont est fermé"),
    ("Le pont, comme l'a rappelé la ministre, reste fermé.", "la ministre", "Le pont … reste fermé"),
    ("Comme le rappelle Anna Bell, le pont est fermé.", "Anna Bell", "le pont est fermé"),
    ("Il a d'abord affirmé que le pont tiendrait.", "Il", "le pont tiendrait"),
    ("Les digues ont cédé, et une lettre rapporte que le pont est fermé.", "une lettre", "le pont est fermé"),
    ("Selon Anna Bell, le pont tient et le maire affirme que la route est sûre.", "le maire", "la route est sûre"),
    ("Un pont qui selon Anna Bell [1] avait été fermé.", "Anna Bell", "avait été fermé"),
    ("Le maire met en garde ceux qui s'exposent, craignant que le pont cède.", "Le maire", "le pont cède"),
    (
        "Nous estimons que les ponts - qui sont vieux - doivent fermer.",
        "Nous",
        "les ponts - qui sont vieux - doivent fermer",
    ),
    ("Anna Bell va plus loin : « Le pont ne rouvrira jamais. »", "Anna Bell", "Le pont ne rouvrira jamais."),
]


@pytest.mark.parametrize(("text", "source", "content"), ONE)
def test_who_says_what(text, source, content):
    assert (source, content) in [words(text, c) for c in claims(text)]


def test_a_wish_that_opens_the_telling_is_no_claim_of_its_own():
    assert [c.force for c in claims("Je voudrais rappeler que le pont reste fermé.")] == ["say"]


def test_a_polite_conditional_is_no_hearsay():
    assert {c.hedge for c in claims("Je voudrais remercier la ministre pour son aide.")} == {"asserted"}


def test_a_wish_laid_on_the_reader_is_nobodys():
    assert not claims("Si vous voulez traverser, prenez le bac.")


def test_the_speakers_next_clause_is_not_reported():
    text = "J'espère que le pont rouvrira et je suis sûr du maire."
    assert words(text, claims(text)[0])[1] == "le pont rouvrira"


def test_a_hope_within_a_report_is_a_second_claim():
    assert [c.force for c in claims("Anna Bell a déclaré qu'elle espérait que le pont rouvrirait.")] == ["say", "hope"]


def test_a_place_does_not_speak():
    text = "Anna Bell s'est rendue dans une ferme affirmant que l'eau était potable."
    assert words(text, claims(text)[0])[0] == "Anna Bell"


def test_a_line_of_dialogue_takes_the_speaker_that_a_colon_announces():
    text = "Anna Bell dit tout à coup :\n\n— Le pont est fermé."
    assert words(text, claims(text)[0])[0] == "Anna Bell"


def test_what_the_narrator_adds_after_an_incise_is_not_spoken():
    text = "— Partez ! cria le garde, en levant la main. Il ferma la porte."
    assert words(text, claims(text)[0]) == ("le garde", "— Partez !")


def test_the_mood_of_what_a_known_source_says_is_no_hearsay():
    assert [c.hedge for c in claims("Selon lui, ce décret violerait la loi.")] == ["asserted"]
    assert [c.hedge for c in claims("D'après deux salariés, le maire aurait menti.")] == ["hearsay"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("« Le pont est fermé », a indiqué à l'AFP M. Carter.", "M. Carter"),
        ("Pour l'heure, Anna Bell, maire d'Orsel, estime que le pont est sûr.", "Anna Bell, maire d'Orsel"),
        ("« Le pont est fermé », écrit Le Courrier d'Orsel.", "Le Courrier d'Orsel"),
    ],
)
def test_a_source_holds_no_circumstance_and_nobody_who_is_told(text, source):
    assert [words(text, c)[0] for c in claims(text)] == [source]


def test_a_quotation_after_an_elision_is_read():
    text = 'Anna Bell a confirmé la fermeture, tout en relevant qu\'"un bac restera en service".'
    assert words(text, claims(text)[-1]) == ("Anna Bell", "un bac restera en service")


def test_si_before_what_is_conceded_takes_nothing_back():
    found = claims("Si Anna Bell reconnaît que le pont est fragile, elle refuse de le fermer.")
    assert words("Si Anna Bell reconnaît que le pont est fragile, elle refuse de le fermer.", found[0]) == (
        "Anna Bell",
        "le pont est fragile",
    )


def test_a_fear_with_ne_alone_is_positive():
    assert claims("Le maire craint que le pont ne cède.")[0].polarity == "positive"
    assert claims("Le maire craint que le pont ne tienne pas.")[0].polarity == "negative"


@pytest.mark.parametrize(
    "text",
    [
        "L'outil lui glissa des mains sans que personne y prît garde.",
        "Le contrat ne peut être conclu qu'avec leur accord.",
        "De son vivant, on l'appelait « le roi du pont ».",
        "Sommes-nous encore « une ville » ?",
    ],
)
def test_what_only_looks_like_a_report_is_none(text):
    assert not claims(text)


def test_what_one_hopes_another_will_say_is_not_said():
    text = "Nous espérons que la ministre pourra nous rassurer et nous dire que le pont tient."
    assert [(c.force, words(text, c)[0]) for c in claims(text)] == [("hope", "Nous")]


def test_later_incises_of_a_line_are_not_spoken():
    text = (
        "— Taisez-vous, répliqua-t-elle. Le beau pont ! s'écria-t-elle en riant. Ah ! dites-moi son nom.\n\n"
        "— À demain, me dit-il, quand il sortit du bal.\n\n— Est-il vieux ? demanda-t-elle."
    )
    found = [(words(text, c)[1], c.force) for c in claims(text)]
    assert found == [
        ("— Taisez-vous … Le beau pont ! … Ah ! dites-moi son nom.", "say"),
        ("— À demain", "say"),
        ("— Est-il vieux ?", "ask"),
    ]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("« Le pont tient », a-t-il dit à la radio, précisant que la route est sûre.", "il"),
        ("Des historiens étudiant la question estiment que le pont est ancien.", "Des historiens étudiant la question"),
        ("Celle-ci n'a d'ailleurs pas hésité à partir, rappelant que le pont est fermé.", "Celle-ci"),
    ],
)
def test_a_participle_and_a_clause_find_who_speaks(text, source):
    assert words(text, claims(text)[-1])[0] == source


BEHIND = [
    ("« Le pont tient bon », a t-il lancé.", "il"),
    ("« Le pont tient bon », avait-elle alors indiqué.", "elle"),
    ("« La pierre roule », résumait sur Onde Sud samedi, un joueur d'Orsel.", "un joueur d'Orsel"),
    ("« Le pont cède », a déploré dans une lettre Anna Bell, son amie.", "Anna Bell, son amie"),
    ("« Ils n'ont pas entendu la sirène », a rapporté une source policière.", "une source policière"),
    ("« Rien ne tient plus ici », a d'ailleurs lancé Anna Bell au Matin.", "Anna Bell"),
    ("« Il faut que j'aille au conseil », lui rétorque aussi le ministre Paul Carter.", "le ministre Paul Carter"),
    ("« Tout a été fait trop tard », avertit Bell.", "Bell"),
    ("« Il va mieux que jamais », a affirmé mardi 19 avril Anna Bell sur Onde 1.", "Anna Bell"),
    ("« Le pont tient bon », tranche-t-il.", "il"),
    ("« J'ai cru qu'il tiendrait », a affirmé Anna Bell, plus sûre que jamais.", "Anna Bell"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source"), BEHIND)
def test_who_speaks_behind_a_quotation(text, source):
    assert (source, text[2 : text.index(" »")]) in [words(text, c) for c in claims(text)]


def test_a_participle_behind_a_quotation_is_no_cue_of_it():
    assert not claims("Le « plan des digues », lancé en mai, prend fin.")
    assert not claims("Le maire a reçu des « mesures utiles » demandées par le préfet Paul Carter.")


def test_each_of_two_quotations_belongs_to_the_cue_behind_it():
    text = "« Le pont est sûr », a dit Anna Bell. « La route est coupée », a répondu Paul Carter."
    assert [words(text, c) for c in claims(text)] == [
        ("Anna Bell", "Le pont est sûr"),
        ("Paul Carter", "La route est coupée"),
    ]


TOLD = [
    ("Et Paul Carter d'ajouter : « Le pont ne tiendra pas. »", "Paul Carter", "Le pont ne tiendra pas."),
    ("« Le pont est sûr », a dit Bell. Puis d'ajouter : « Du moins, il tient. »", "Bell", "Du moins, il tient."),
    ("L'exploitant dément que la digue ait été fragilisée.", "L'exploitant", "la digue ait été fragilisée"),
    ("La digue est usée, affirme un rapport d'inspection.", "un rapport d'inspection", "La digue est usée"),
]


@pytest.mark.parametrize(("text", "source", "content"), TOLD)
def test_infinitives_and_lost_verbs_tell_too(text, source, content):
    assert any(s == source and content in c for s, c in (words(text, c) for c in claims(text)))
