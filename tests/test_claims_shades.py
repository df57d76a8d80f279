"""How a claim is meant: its force, how sure it is, its polarity, whom it accuses."""

import pytest

from tests.test_claims import claims, only

FORCES = [
    ("fr", "Le maire a prévenu que le pont céderait.", "warn"),
    ("en", "The mayor warned that the bridge would fail.", "warn"),
    ("fr", "Il a menacé de partir.", "threaten"),
    ("en", "They threatened to leave.", "threaten"),
    ("fr", "Elle a promis de revenir.", "promise"),
    ("en", "She vowed to come back.", "promise"),
    ("fr", "Le syndicat exige que le pont rouvre.", "demand"),
    ("en", "The union urged the mayor to resign.", "demand"),
    ("fr", "« Qui paiera ? » a demandé la sénatrice.", "ask"),
    ("en", "She asked whether the bridge would hold.", "ask"),
    ("fr", "Le roi a invité la reine à venir.", "invite"),
    ("en", "The king invited the queen to come.", "invite"),
    ("fr", "Il accuse le préfet de mentir.", "accuse"),
    ("en", "He accused the mayor of lying.", "accuse"),
    ("fr", "Le maire a démenti que le pont soit fermé.", "deny"),
    ("en", "The mayor denied that the bridge was closed.", "deny"),
    ("fr", "La société a annoncé la fermeture du site.", "announce"),
    ("en", "The firm announced the closure of the plant.", "announce"),
    ("fr", "La police a confirmé que le suspect était mort.", "confirm"),
    ("en", "Police confirmed that the suspect was dead.", "confirm"),
    ("fr", "Le premier ministre a salué un accord historique.", "praise"),
    ("en", "The prime minister praised the rescuers.", "praise"),
    ("fr", "Les riverains craignent que le barrage cède.", "express_concern"),
    ("fr", "Le directeur a regretté que le site ferme.", "regret"),
    ("fr", "Elle pense que le plan échouera.", "believe"),
    ("en", "She believes the plan will fail.", "believe"),
    ("fr", "Il espère que le plan réussira.", "hope"),
    ("en", "He hopes the plan will work.", "hope"),
    ("fr", "Il veut fermer le pont.", "want"),
    ("en", "He wants to close the bridge.", "want"),
]


@pytest.mark.parametrize(("lang", "text", "force"), FORCES, ids=[f"{r[0]}:{r[2]}" for r in FORCES])
def test_the_cue_gives_the_force(lang, text, force):
    assert only(lang, text)[0].force == force


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Le ministre a refusé de commenter l’affaire."),
        ("fr", "Contactée, la société n’a pas répondu à nos questions."),
        ("fr", "Le maire n’a pas souhaité s’exprimer."),
        ("fr", "Le président a évité les questions sur la guerre."),
        ("en", "The White House declined to comment."),
        ("en", "The firm did not respond to requests for comment."),
        ("en", "She would not say what had been found."),
    ],
)
def test_silence_is_a_claim_of_its_own_force(lang, text):
    claim = only(lang, text)[0]
    assert (claim.force, claim.polarity) == ("decline_to_comment", "positive")


@pytest.mark.parametrize(
    ("lang", "text", "hedge"),
    [
        ("fr", "Le roi aurait accepté l’invitation.", "hearsay"),
        ("fr", "Selon la police, le suspect aurait fui.", "hearsay"),
        ("fr", "Il a prévenu que le pont pourrait céder.", "possible"),
        ("fr", "Elle a dit qu’elle viendrait si le pont rouvrait.", "conditional"),
        ("fr", "Elle a dit qu’elle viendrait.", "asserted"),
        ("en", "He warned that the bridge could fail.", "possible"),
        ("en", "She said she would come if the bridge reopened.", "conditional"),
        ("en", "She said she would come.", "asserted"),
        ("en", "The king is said to have accepted the invitation.", "hearsay"),
        ("en", '"I made a promise I could not keep," Anna Bell said.', "asserted"),
        ("fr", "« Je n'ai pas pu tenir ma promesse », a dit Anna Bell.", "asserted"),
    ],
)
def test_how_sure_it_is(lang, text, hedge):
    assert only(lang, text)[0].hedge == hedge


@pytest.mark.parametrize(
    ("lang", "text", "polarity"),
    [
        ("fr", "Il a dit qu’aucun accord n’avait été signé.", "negative"),
        ("fr", "Il a démenti que le pont soit fermé.", "positive"),
        ("fr", "Le maire n’exclut pas une fermeture.", "positive"),
        ("en", "She said that no deal had been signed.", "negative"),
        ("en", "She said the deal was signed.", "positive"),
    ],
)
def test_polarity_is_that_of_the_content(lang, text, polarity):
    assert only(lang, text)[0].polarity == polarity


@pytest.mark.parametrize(
    ("lang", "text", "content"),
    [
        ("fr", "Le maire n’a pas exclu de recourir à l’armée.", "de recourir à l’armée"),
        ("fr", "Le maire n’exclut pas une fermeture.", "une fermeture"),
        ("fr", "Le maire ne peut exclure une fermeture.", "une fermeture"),
        ("en", "The mayor did not rule out calling in the army.", "calling in the army"),
        ("en", "The mayor would not rule out a second vote.", "a second vote"),
        ("en", "The mayor has not ruled out that the bridge may close.", "the bridge may close"),
    ],
)
def test_what_is_not_ruled_out_is_said_to_be_possible(lang, text, content):
    claim, (_, said) = only(lang, text)
    assert (claim.force, claim.polarity, claim.hedge, said) == ("say", "positive", "possible", content)


@pytest.mark.parametrize(
    ("lang", "text", "content", "accused"),
    [
        ("fr", "Le syndicat accuse la mairie d’avoir menti.", "la mairie d’avoir menti", "la mairie"),
        ("fr", "Anna Bell reproche au maire d’avoir menti.", "au maire d’avoir menti", "au maire"),
        ("fr", "Anna Bell a reproché à Paul Martel son silence.", "à Paul Martel son silence", "Paul Martel"),
        ("fr", "Le maire a été accusé par Anna Bell de mentir.", "Le maire … de mentir", "Le maire"),
        ("en", "The union accused the firm of lying.", "the firm of lying", "the firm"),
        ("en", "The union accused him of lying.", "him of lying", "him"),
        ("en", "The mayor was accused by Anna Bell of lying.", "The mayor … lying", "The mayor"),
    ],
)
def test_an_accusation_holds_whom_it_accuses(lang, text, content, accused):
    claim, (_, said) = only(lang, text)
    assert claim.addressee is not None
    assert (claim.force, said, claim.addressee.of(text)) == ("accuse", content, accused)


@pytest.mark.parametrize(
    ("lang", "text", "force"),
    [
        ("fr", "Selon lui, le maire ment.", "accuse"),
        ("fr", "Selon Anna Bell, Paul Martel ment.", "accuse"),
        ("fr", "Selon lui, le maire ne ment pas.", "say"),
        ("en", "According to her, the mayor lied to residents.", "accuse"),
        ("en", "According to her, the town lies in a valley.", "say"),
    ],
)
def test_that_somebody_lies_is_an_accusation(lang, text, force):
    assert only(lang, text)[0].force == force


WITHDRAWN = [
    ("fr", "Anna Bell, qui exigeait le départ du maire, s'est ravisée : « Je n'exige plus rien », a-t-elle confié."),
    ("en", 'Anna Bell, who demanded his departure, has changed her mind: "I no longer want it," she said.'),
]


@pytest.mark.parametrize(("lang", "text"), WITHDRAWN)
def test_what_was_demanded_before_is_not_the_cue_of_what_is_quoted_now(lang, text):
    demanded, said = claims(lang, text)
    assert (demanded.force, demanded.polarity, said.force, said.polarity) == ("demand", "positive", "say", "negative")
    assert demanded.content[0].end < said.content[0].start


TIMED = [("fr", "La maire a promis lundi de revenir."), ("fr", "Elle a demandé ce matin de fermer le pont.")]


@pytest.mark.parametrize(("lang", "text"), TIMED)
def test_nobody_speaks_to_a_day(lang, text):
    assert only(lang, text)[0].addressee is None


def test_whom_it_is_told_ends_where_the_speaker_begins():
    text = "« Le pont tiendra », a dit à la télévision Léa Morin, la directrice."
    claim, (source, _) = only("fr", text)
    assert source == "Léa Morin, la directrice"
    assert claim.addressee.of(text) == "la télévision"
