"""Who says what, in French and English, one phenomenon each: cue, source, content, force, channel."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.claims import extract
from index.model import Article, Claim, Paragraph, Span, digest
from index.parse import parse


def article(text: str, lang: str, kind: str = "body") -> Article:
    spans = [Span(*m.span()) for m in re.finditer(r"\S(?:.(?!\n\s*\n))*.?", text, re.S)]
    return Article(digest(text), digest(text), text, lang, tuple(Paragraph(span, kind) for span in spans))


def claims(lang: str, text: str, kind: str = "body") -> tuple[Claim, ...]:
    found = article(text, lang, kind)
    return extract(found, parse(found), ())


def words(text: str, claim: Claim) -> tuple[str | None, str]:
    """The source and the content without marks and conjunction, for short comparisons."""
    content = " … ".join(span.of(text) for span in claim.content)
    content = re.sub(r"^(?:que |qu['’]|that )", "", content.strip(" «»“”\"'‘’,\u00a0"))
    return claim.source.of(text) if claim.source else None, content.strip(" «»“”\"'‘’,\u00a0")


def only(lang: str, text: str) -> tuple[Claim, tuple[str | None, str]]:
    found = claims(lang, text)
    assert len(found) == 1, [words(text, c) for c in found]
    return found[0], words(text, found[0])


ONE_ENDS = "The dam would hold, but the road was cut"
ONE = [
    # a clause
    ("fr", "Le maire a affirmé que le pont tiendrait.", "Le maire", "le pont tiendrait"),
    ("en", "The mayor said that the bridge would hold.", "The mayor", "the bridge would hold"),
    ("en", "The mayor said the bridge would hold.", "The mayor", "the bridge would hold"),
    ("en", "Officials say other repairs are needed.", "Officials", "other repairs are needed"),
    # direct speech, before and after, whatever the marks
    ("fr", "« Le pont est fermé », a déclaré Anna Bell.", "Anna Bell", "Le pont est fermé"),
    ("fr", "“Le pont est fermé”, déclare la ministre.", "la ministre", "Le pont est fermé"),
    ("fr", "La ministre a déclaré : « Le pont est fermé. »", "La ministre", "Le pont est fermé."),
    ("en", "“The bridge is closed,” said Anna Bell.", "Anna Bell", "The bridge is closed"),
    ("en", '"The bridge is closed," Anna Bell said.', "Anna Bell", "The bridge is closed"),
    ("en", "Anna Bell said: ‘The bridge is closed.’", "Anna Bell", "The bridge is closed."),
    ("en", "Anna Bell said, “The bridge is closed.”", "Anna Bell", "The bridge is closed."),
    # inverted pronouns
    ("fr", "« Le pont est fermé », a-t-elle ajouté.", "elle", "Le pont est fermé"),
    ("fr", "« Qui paiera ? » demande-t-il.", "il", "Qui paiera ?"),
    # incises without marks
    ("fr", "Le pont est fermé, a précisé la préfecture.", "la préfecture", "Le pont est fermé"),
    ("fr", "Le pont, a précisé la préfecture, restera fermé.", "la préfecture", "Le pont … restera fermé"),
    ("en", "The bridge, he said, was closed.", "he", "The bridge … was closed"),
    # split quotations
    ("fr", "« Le pont », a dit Anna Bell, « restera fermé ».", "Anna Bell", "Le pont … restera fermé"),
    ("en", "“The bridge,” said Anna Bell, “is closed.”", "Anna Bell", "The bridge, … is closed."),
    ("en", "“It is closed,” Anna Bell said. “We are sorry.”", "Anna Bell", "It is closed, … We are sorry."),
    # infinitives
    ("fr", "Le maire a promis de rouvrir le pont.", "Le maire", "de rouvrir le pont"),
    ("fr", "Le conducteur affirme avoir vu le signal.", "Le conducteur", "avoir vu le signal"),
    ("en", "The mayor promised to reopen the bridge.", "The mayor", "to reopen the bridge"),
    ("en", "The driver denied having seen the signal.", "The driver", "having seen the signal"),
    # objects and nouns
    ("fr", "La ministre a dénoncé une attaque odieuse.", "La ministre", "une attaque odieuse"),
    ("en", "The minister condemned the attack.", "The minister", "the attack"),
    ("fr", "Le préfet a exprimé ses inquiétudes.", "Le préfet", "ses inquiétudes"),
    ("en", "Officials expressed concern that the dam could fail.", "Officials", "concern that the dam could fail"),
    ("en", "Smith's claim that the vote was stolen did not convince.", "Smith", "the vote was stolen"),
    ("en", "She called the plan a disgrace.", "She", "the plan a disgrace"),
    # connectors
    ("fr", "Selon la préfecture, le pont est fermé.", "la préfecture", "le pont est fermé"),
    ("fr", "Le pont est fermé, d’après la préfecture.", "la préfecture", "Le pont est fermé"),
    ("en", "According to the police, the bridge is closed.", "the police", "the bridge is closed"),
    ("en", "The bridge is closed, according to the police.", "the police", "The bridge is closed"),
    ("en", "As the mayor said, the bridge is closed.", "the mayor", "the bridge is closed"),
    # agency style
    ("fr", "Bell : « Le pont restera fermé »", "Bell", "Le pont restera fermé"),
    # whole noun phrases
    ("fr", "« C’est fini », a dit Anna Bell, présidente du club.", "Anna Bell, présidente du club", "C’est fini"),
    ("en", "“It is over,” said Anna Bell, head of the club.", "Anna Bell, head of the club", "It is over"),
    # passives
    ("en", "The report was contested by Anna Bell.", "Anna Bell", "The report"),
    ("en", "The mayor was criticised by a union for closing it.", "a union", "The mayor … for closing it"),
    # contracted helpers, with either apostrophe
    ("en", "Bell says he’ll reopen the bridge.", "Bell", "he’ll reopen the bridge"),
    ("en", "Carter told Orsel Radio she'd leave.", "Carter", "she'd leave"),
    # an attribution that ends its sentence, and one that a clause encloses
    ("en", "The dam would hold, but the road was cut, one engineer said.", "one engineer", ONE_ENDS),
    ("en", "The road is cut, Mayor Anna Bell told the Orsel Herald on Monday.", "Mayor Anna Bell", "The road is cut"),
    ("en", "“It is cut,” Orsel fire chief Anna Bell said Monday.", "Orsel fire chief Anna Bell", "It is cut"),
    # gerunds
    ("en", "The engineer suggested closing the bridge.", "The engineer", "closing the bridge"),
    # a word with a hyphen is one word
    ("en", "The co-chairman said the plan had failed.", "The co-chairman", "the plan had failed"),
    # "through" carries what happens, not who tells
    (
        "en",
        "Bell said the dam was paid for through a levy on tolls.",
        "Bell",
        "the dam was paid for through a levy on tolls",
    ),
    # a subject taken for an object, a clause about a thing
    (
        "en",
        "Bell stressed rises in rates would not affect the trade.",
        "Bell",
        "rises in rates would not affect the trade",
    ),
    ("en", "Carter says the dam is old and it is likely to leak.", "Carter", "the dam is old and it is likely to leak"),
    # how somebody speaks is no part of who speaks
    ("en", "Carter, in a blunt reply, promised to resign.", "Carter", "to resign"),
    # a question supposes; only the answer is said
    ("en", "Asked why he thought the piers would hold, Bell said: “They are new.”", "Bell", "They are new."),
    (
        "en",
        "The lawsuit, filed in Orsel on Friday, says the woman was harmed.",
        "The lawsuit, filed in Orsel",
        "the woman was harmed",
    ),
    ("en", "Well-Mart said it was looking into it.", "Well-Mart", "it was looking into it"),
    # an office and its holder
    (
        "en",
        "According to its Paris lawyer, Emmanuel Carter of Carter and Bell, the claim is based on that figure.",
        "its Paris lawyer, Emmanuel Carter of Carter and Bell",
        "the claim is based on that figure",
    ),
    ("en", "Bell told the drivers not to cross the bridge.", "Bell", "not to cross the bridge"),
    # a time, with what is said in it
    ("en", "The mayor left as he urged drivers to slow down.", "he", "to slow down"),
]


@pytest.mark.parametrize(("lang", "text", "source", "content"), ONE, ids=[f"{r[0]}:{r[1][:40]}" for r in ONE])
def test_one_claim_is_read(lang, text, source, content):
    assert only(lang, text)[1] == (source, content)


@pytest.mark.parametrize(
    ("lang", "text", "relay"),
    [
        ("fr", "« C’est fini », a dit Anna Bell, via l’Associated Press.", "l’Associated Press"),
        ("fr", "Anna Bell a dit que le pont tiendrait, a rapporté l’AFP.", "l’AFP"),
        ("fr", "Anna Bell a dit que le pont tiendrait, selon l’AFP.", "l’AFP"),
        ("fr", "Le roi a invité la reine à venir, selon l’agence officielle.", "l’agence officielle"),
        ("en", "Anna Bell said the bridge would hold, according to Reuters.", "Reuters"),
        ("en", "The king invited the queen to come, the news agency KCNA reported.", "the news agency KCNA"),
    ],
)
def test_a_relay_goes_to_the_channel(lang, text, relay):
    claim, (source, _) = only(lang, text)
    assert [span.of(text) for span in claim.channel] == [relay]
    assert source != relay


@pytest.mark.parametrize(
    ("lang", "text", "outlet"),
    [
        ("fr", "Selon la télévision d’État, le roi visitera une usine.", "la télévision d’État"),
        ("en", "According to state television, the king will visit a factory.", "state television"),
    ],
)
def test_an_outlet_is_the_source_where_nobody_else_speaks(lang, text, outlet):
    claim, (source, _) = only(lang, text)
    assert (source, claim.channel) == (outlet, ())


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Le directeur n’a pas contesté le document."),
        ("en", "He did not mention the bridge."),
        ("fr", "Cela ne veut pas dire que tout va bien."),
        ("fr", "La voiture se trouvait à proximité."),
        ("fr", "Le pont est fermé selon les besoins."),
        ("en", "The tower was built in 1990."),
    ],
)
def test_what_is_no_claim(lang, text):
    assert claims(lang, text) == ()


@pytest.mark.parametrize("kind", ["headline", "caption", "credit", "meta"])
def test_headlines_captions_and_credits_yield_nothing(kind):
    assert claims("fr", "Le maire a dit que le pont tiendrait.", kind) == ()


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Elle a dit que le pont tiendrait, et que la route rouvrirait."),
        ("en", "She said that the bridge would hold, and that the road would reopen."),
    ],
)
def test_two_clauses_are_two_claims(lang, text):
    first, second = claims(lang, text)
    assert first.source == second.source
    assert first.cue == second.cue
    assert first.content != second.content


@pytest.mark.parametrize(
    ("lang", "text", "cues"),
    [
        ("fr", "Bell a souligné que le pont était vieux, et a annoncé qu’il fermerait.", ["a souligné", "a annoncé"]),
        ("en", "Bell stressed that the bridge was old and announced that it would close.", ["stressed", "announced"]),
        ("fr", "« C’est fini », a déclaré Bell, ajoutant que le pont fermerait.", ["a déclaré", "ajoutant"]),
        ("en", "“It is over,” Bell said, adding that the bridge would close.", ["said", "adding"]),
        ("fr", "Bell a répondu que rien ne changerait, ajoutant que le pont fermerait.", ["a répondu", "ajoutant"]),
    ],
)
def test_a_second_cue_shares_the_source(lang, text, cues):
    found = claims(lang, text)
    assert [c.cue.of(text) for c in found] == cues
    assert {words(text, c)[0] for c in found} == {"Bell"}
    assert not found[0].content[0].overlaps(found[1].cue)


def test_a_quotation_over_two_paragraphs_is_one_claim():
    text = "« Le pont est vieux.\n\n« Il fermera demain », a déclaré Bell."
    claim = only("fr", text)[0]
    assert [span.of(text) for span in claim.content] == ["Le pont est vieux.", "Il fermera demain"]


def test_words_of_the_outlet_before_the_quotation_belong_to_it():
    text = "Si le pont ferme, la ville « sera coupée en deux », a prévenu Bell."
    claim, (_, content) = only("fr", text)
    assert content.startswith("Si le pont ferme")
    assert claim.mode == "mixed"


def test_the_outlets_own_gloss_is_in_nobodys_mouth():
    text = "Le roi a promis son soutien « total », faisant apparemment référence à la guerre."
    assert "référence" not in only("fr", text)[1][1]


def test_modes():
    assert only("fr", "« Tout va bien », dit-il.")[0].mode == "direct"
    assert only("fr", "Il a dit que tout allait « bien ».")[0].mode == "mixed"
    assert only("fr", "Il a dit que tout allait bien.")[0].mode == "indirect"


def test_addressee_and_role():
    claim = only("fr", "Le porte-parole du conseil, John Bell, a dit aux journalistes que tout allait bien.")[0]
    text = "Le porte-parole du conseil, John Bell, a dit aux journalistes que tout allait bien."
    assert claim.addressee is not None
    assert "journalistes" in claim.addressee.of(text)
    assert claim.role == "Le porte-parole du conseil"


def test_thoughts_in_a_quotation_are_no_claims():
    assert len(claims("en", "“I think the plan will work, and I hope they agree,” Bell said.")) == 1


def test_nested_speech_of_a_named_party_is_a_claim():
    text = "Bell said that Carter had promised to resign."
    assert {words(text, c)[0] for c in claims("en", text)} == {"Bell", "Carter"}


def test_a_name_beside_its_office_is_one_source():
    text = "Kim Yung, le ministre de l’Unification, a averti que le pont céderait."
    assert only("fr", text)[1][0] == "Kim Yung, le ministre de l’Unification"


@pytest.mark.parametrize(
    "text",
    [
        "« Le pont est fermé, a dit Bell.",
        "Le pont est fermé », a dit Bell.",
        "« “ « » ” »",
        '" " " a dit',
        "LE MAIRE A DIT QUE LE PONT TIENDRAIT",
        "«\u00a0Le pont\u202f» a\u00a0dit le\u00a0maire",
        "a dit",
        ":",
    ],
)
def test_broken_text_never_fails(text):
    claims("fr", text)
    claims("en", text)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "« ",
                " »",
                '"',
                "“",
                "”",
                "'",
                "Le maire",
                " a dit",
                " que",
                " said",
                ", ",
                ". ",
                "\n\n",
                "le pont",
                " tiendra",
                " selon",
                " l’AFP",
                "— ",
                "!",
                "\u00a0",
            ]
        ),
        max_size=25,
    ).map("".join),
    st.sampled_from(["fr", "en"]),
)
def test_spans_lie_inside_the_text(text, lang):
    for claim in claims(lang, text):
        for span in (claim.cue, *claim.content, *claim.channel, *(s for s in (claim.source, claim.addressee) if s)):
            assert 0 <= span.start <= span.end <= len(text)


def test_a_quotation_of_the_sentence_before_is_not_reported_twice():
    text = "Bell called the plan “a costly mistake.” Carter said the road was open."
    assert [words(text, c) for c in claims("en", text)][1:] == [("Carter", "the road was open")]


def test_a_joined_clause_with_a_speaker_of_its_own_is_a_claim_of_its_own():
    text = "Bell said that the bridge was safe, but the union warned that the piers were cracked."
    assert [words(text, c) for c in claims("en", text)] == [
        ("Bell", "the bridge was safe"),
        ("the union", "the piers were cracked"),
    ]


def test_quoted_words_end_where_the_next_attribution_begins():
    text = "Carter attacked the plan as “empty” and on Monday said that the levy was illegal."
    assert [words(text, c)[1] for c in claims("en", text)] == ["the plan as “empty", "the levy was illegal"]


@pytest.mark.parametrize(
    "text",
    [
        "Carter was given a curfew and told to surrender his passport.",
        "The outgoing head, who often argued with the union, steps down in May.",
        "The pass will open unless the union accepted new rules.",
        "This indicates that nobody is interested.",
        "The law makes it difficult for a company to declare bankruptcy.",
    ],
)
def test_nobody_speaks(text):
    assert claims("en", text) == ()


def test_a_clause_after_while_does_not_report_the_quotation_before_it():
    text = "Carter agreed that the bridge was “safe enough to open,” while Bell said the same of the dam."
    assert "Bell" not in [c.source.of(text) for c in claims("en", text) if c.source and "safe" in words(text, c)[1]]
