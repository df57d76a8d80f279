"""Raw texts become articles: metadata, titles, paragraphs and their kinds, language, identity."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import inline
from index.clean import LONGEST, clean
from index.errors import InputError
from index.model import Article, Raw, Span, digest

BODY = "La préfète a annoncé mardi que le pont de Varesse resterait fermé jusqu'au printemps, le temps des travaux."
MORE = "« Nous ne prendrons aucun risque », a déclaré Odile Marchaux devant les habitants réunis à la mairie."
ENGLISH = "The mayor of Varesse said on Tuesday that the bridge would stay closed until the end of the spring."


def parts(article: Article) -> list[tuple[str, str]]:
    return [(p.kind, p.span.of(article.text)) for p in article.paragraphs]


def kind(line: str, after: str = MORE) -> str:
    """The kind of a line between two paragraphs of a story."""
    article = clean(Raw(f"{BODY}\n\n{line}\n\n{after}"))
    return next(p.kind for p in article.paragraphs if line.strip() in p.span.of(article.text))


# metadata


@pytest.mark.parametrize(
    "opening",
    [
        " date 2025-02 ",
        "date 2025-02\n",
        "date: 2025-02\n\n",
        "Date : 2025-02 ",
        "\n  date: 2025-02\n",
        "---\ndate: 2025-02\n---\n",
    ],
)
def test_an_opening_date_is_the_publication_and_no_part_of_the_body(opening: str) -> None:
    article = clean(Raw(opening + BODY))
    assert article.published is not None
    assert article.published.edtf == "2025-02"
    assert [text for kind, text in parts(article) if kind == "body"] == [BODY]
    assert article.text == opening + BODY


def test_the_metadata_stays_in_the_text_as_a_paragraph_of_its_own() -> None:
    assert parts(clean(Raw(f" date 2025-02 {BODY}"))) == [("meta", "date 2025-02"), ("body", BODY)]


def test_a_given_date_wins_over_the_opening_one() -> None:
    article = clean(Raw(f"date 2025-02 {BODY}", published="2025-03-01"))
    assert article.published is not None
    assert article.published.edtf == "2025-03-01"


def test_lines_of_metadata_are_read_in_both_languages() -> None:
    head = "Titre : Le pont reste fermé\nAuteur : Jeanne Orval\nDate : 2025-02-04\nOutlet: Le Courrier\n\n"
    article = clean(Raw(head + BODY))
    assert (article.title, article.author, article.outlet) == ("Le pont reste fermé", "Jeanne Orval", "Le Courrier")
    assert [k for k, _ in parts(article)] == ["meta", "body"]


@pytest.mark.parametrize(
    "text",
    [
        "Date night is over. " + BODY,
        "Date limite : le 4 février. " + BODY,
        "Date : hier\n" + BODY + " (fin)",
        "Adresse : 12, rue des Ponts\n" + BODY,
        "Langue : de bois\n" + BODY,
        "date 12 " + BODY,
    ],
)
def test_a_text_that_only_begins_with_such_a_word_has_no_metadata(text: str) -> None:
    article = clean(Raw(text))
    assert article.published is None
    assert "meta" not in {k for k, _ in parts(article)}


@pytest.mark.parametrize(
    "raw", [Raw(BODY, published="2025-02-31"), Raw(f"date 2025-13 {BODY}"), Raw(BODY, published="soon")]
)
def test_a_date_that_does_not_exist_is_refused_in_one_sentence(raw: Raw) -> None:
    with pytest.raises(InputError, match="does not exist"):
        clean(raw)


@pytest.mark.parametrize(
    ("line", "published", "updated"),
    [
        ("Publié le 4 février 2025 à 8 h 12", "2025-02-04", None),
        ("Publié le 04/02/2025 à 8h12, mis à jour le 05/02/2025 à 9h", "2025-02-04", "2025-02-05"),
        ("Mis à jour le 1er mars 2025", None, "2025-03-01"),
        ("Published February 4, 2025", "2025-02-04", None),
        ("Published: 4 Feb. 2025", "2025-02-04", None),
        ("Updated 12:30, 4 February 2025", None, "2025-02-04"),
        ("Publié le 31/02/2025", None, None),
    ],
)
def test_the_dates_that_a_page_prints_of_itself(line: str, published: str | None, updated: str | None) -> None:
    article = clean(Raw(f"{line}\n\n{BODY}\n\n{MORE}"))
    assert (article.published and article.published.edtf, article.updated and article.updated.edtf) == (
        published,
        updated,
    )


def test_a_date_that_america_reads_otherwise_stays_open() -> None:
    article = clean(Raw(f"Published 04/02/2025\n\n{ENGLISH}\n\n{ENGLISH}"))
    assert article.published is not None
    assert article.published.edtf == "[2025-02-04,2025-04-02]"


def test_an_opening_date_may_be_in_words() -> None:
    article = clean(Raw(f"Date : 4 février 2025\n\n{BODY}"))
    assert article.published is not None
    assert article.published.edtf == "2025-02-04"


def test_a_date_in_the_story_is_not_its_publication() -> None:
    assert clean(Raw(f"{BODY} Le rapport a été publié le 4 février 2025.\n\n{MORE}")).published is None


def test_a_senseless_date_of_update_is_unknown() -> None:
    assert clean(Raw(BODY, updated="hier")).updated is None


# titles


@pytest.mark.parametrize(
    "text", [f"Le pont reste fermé\n\n{BODY}", f"Le pont reste fermé\n{BODY}", f"# Le pont reste fermé\n\n{BODY}"]
)
def test_a_first_line_that_is_evidently_a_title_is_one(text: str) -> None:
    article = clean(Raw(text))
    assert article.title == "Le pont reste fermé"
    assert [k for k, _ in parts(article)] == ["headline", "body"]


@pytest.mark.parametrize(
    "text",
    [BODY, f"{BODY}\n\n{MORE}", "Le pont reste fermé", f"Le pont est fermé.\n\n{BODY}", f"Il est fermé\n\n{BODY}"],
)
def test_a_first_sentence_is_no_title(text: str) -> None:
    article = clean(Raw(text))
    assert article.title is None
    assert {k for k, _ in parts(article)} == {"body"}


def test_the_given_title_is_recognised_on_the_first_line_with_its_final_mark() -> None:
    article = clean(Raw(f"Le pont : fermé !\n\n{BODY}", title="Le pont : fermé !"))
    assert parts(article)[0] == ("headline", "Le pont : fermé !")


# paragraphs


def test_a_blank_line_ends_a_paragraph() -> None:
    assert [t for _, t in parts(clean(Raw(f"{BODY}\n \n{MORE}\n")))] == [BODY, MORE]


def test_a_line_end_after_a_long_line_ends_a_paragraph() -> None:
    assert [t for _, t in parts(clean(Raw(f"{BODY} {BODY}\r\n{MORE}"), repair=False))] == [f"{BODY} {BODY}", MORE]


def test_lines_wrapped_at_a_width_are_one_paragraph() -> None:
    wrapped = (
        "La préfète a annoncé mardi que le pont de Varesse resterait\n"
        "fermé jusqu'au printemps, le temps de remplacer deux\n"
        "câbles. Elle a ajouté que les travaux commenceraient avant\n"
        "la fin du mois.\n\nUn bac sera mis en place dès lundi."
    )
    first, second = parts(clean(Raw(wrapped)))
    assert first[1].endswith("la fin du mois.")
    assert second[1] == "Un bac sera mis en place dès lundi."


def test_a_line_that_goes_on_in_small_letters_is_one_paragraph() -> None:
    assert len(parts(clean(Raw("La préfète a annoncé\nque le pont resterait fermé.")))) == 1


# kinds


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("LE PONT DE VARESSE FERMÉ JUSQU'AU PRINTEMPS", "headline"),
        ("UN BAC « PROVISOIRE » DÈS LUNDI", "headline"),
        ("Un bac dès lundi", "headline"),
        ("## Un bac dès lundi", "headline"),
        ("L'agence Corvane a contribué à ce rapport.", "credit"),
        ("L’Agence Corvane et Jeanne Orval ont contribué à cet article.", "credit"),
        ("Jeanne Orval in Varesse contributed to this report.", "credit"),
        ("(Reporting by Jeanne Orval; editing by Paul Lesage)", "credit"),
        ("Avec AFP", "credit"),
        ("Le Courrier avec l'AFP et Reuters", "credit"),
        ("With agencies", "credit"),
        ("(AFP)", "credit"),
        ("(Agence Corvane)", "credit"),
        ("Par Jeanne Orval et Paul Lesage", "credit"),
        ("By Jeanne Orval", "credit"),
        ("© 2025 Le Courrier", "credit"),
        ("Tous droits réservés.", "credit"),
        ("Propos recueillis par Jeanne Orval", "credit"),
        ("\u202eReported by Jeanne Orval\u202c", "credit"),
        ("VARESSE (AFP) --", "credit"),
        ("Photo : J. Orval / Le Courrier", "credit"),
        ("Photo d'archives © Le Cahier des rives", "credit"),
        ("Photo: Jeanne Orval/Reuters", "credit"),
        ("Reported by the Courier newsroom", "credit"),
        ("Photo : le pont vu de la rive droite", "caption"),
        ("Légende : Un bac au départ (archives)", "caption"),
        ("(Crédit photo : Jeanne Orval)", "credit"),
        ("Le pont vu de la rive droite (Jeanne Orval/AFP)", "caption"),
        ("Photo d'archives", "caption"),
        ("FILE - The bridge before it was closed, seen from the right bank.", "caption"),
        ("Lire aussi : Le pont qui penche", "meta"),
        ("À lire aussi Le pont qui penche", "meta"),
        ("Read more: the bridge that leans", "meta"),
        ("Read more", "meta"),
        ("Abonnez-vous à notre lettre du matin.", "meta"),
        ("Publié le 4 février 2025 à 8 h 12", "meta"),
        ("Updated 4 February 2025", "meta"),
        ("Temps de lecture : 3 min", "meta"),
    ],
)
def test_what_is_no_part_of_the_story(line: str, expected: str) -> None:
    assert kind(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "« NON ! », a-t-elle lancé.",
        "L'AFP a contribué à faire connaître l'affaire, a reconnu la préfète.",
        "L'ingénieur a contribué à ce rapport qui accuse la préfecture, et il a démissionné.",
        "Lire aussi les romans des autres ne rend pas écrivain, dit-elle, mais cela aide, assure le maire de Varesse.",
        "Avec l'AFP, la préfète a publié un démenti.",
        "Par la suite, la préfète a démenti.",
        "By Tuesday, the bridge was closed.",
        "Il a ajouté :",
        "Odile Marchaux : « Nous verrons. »",
        "JEANNE ORVAL, REPORTER: Will it open in May?",
        "- Le pont",
        "19 heures",
        "4 février 2025",
        "La photo : voilà ce que la préfète ne pardonne pas à la presse locale depuis le début de cette affaire.",
        "Credits were cut by half, the minister said.",
        "Source of the leak: unknown, said the prefect.",
        "Read more widely, the report accuses the prefect. She denies it.",
        "Published in 2019, the report was ignored by everybody. It had warned of the cables.",
    ],
)
def test_what_is_part_of_the_story(line: str) -> None:
    assert kind(line) == "body"


def test_capitals_in_quotation_marks_after_a_colon_are_speech() -> None:
    article = clean(Raw(f"{BODY}\n\nElle a écrit :\n\n« CE PONT NE ROUVRIRA PAS »\n\n{MORE}"))
    assert {k for k, _ in parts(article)} == {"body"}


def test_capitals_in_quotation_marks_between_paragraphs_are_a_headline() -> None:
    assert kind("« CE PONT NE ROUVRIRA PAS »") == "headline"


# lost line ends


@pytest.mark.parametrize("gap", [" ", ""])
def test_a_headline_that_runs_on_with_the_story_is_cut_out(gap: str) -> None:
    article = clean(Raw(f"{BODY}{gap}UN BAC POUR TRAVERSER L'AUBRELLE{gap}Un bac assurera la traversée. {MORE}"))
    assert parts(article) == [
        ("body", BODY),
        ("headline", "UN BAC POUR TRAVERSER L'AUBRELLE"),
        ("body", f"Un bac assurera la traversée. {MORE}"),
    ]


@pytest.mark.parametrize(
    "credit", ["L'agence Corvane a contribué à ce rapport.", "(Propos recueillis par Jeanne Orval)", "(AFP)"]
)
def test_a_credit_that_runs_on_with_the_story_is_cut_off(credit: str) -> None:
    assert parts(clean(Raw(f"{BODY} {MORE} {credit}"))) == [("body", f"{BODY} {MORE}"), ("credit", credit)]


@pytest.mark.parametrize(
    "text",
    [
        "Le ministère a saisi l'ONU, l'OTAN, l'OSCE et la CEDEAO. Il attend leur réponse.",
        "Le pont est fermé. « ON NE PASSE PLUS PAR ICI, dit le panneau. Il ment », assure le maire.",
        "The bridge is closed. JEANNE ORVAL, CHIEF BRIDGE CORRESPONDENT: It was closed on Tuesday.",
    ],
)
def test_other_capitals_stay_where_they_are(text: str) -> None:
    assert parts(clean(Raw(text))) == [("body", text)]


@pytest.mark.parametrize(
    "piece", ['"', "!", ".", "…", "»", '".', 'A"', "AB CD EF ", "AAAAAA BBBBBB CCCCCC DDDDDD Et ", "A  \t "]
)
def test_headlines_are_looked_for_in_linear_time(piece: str) -> None:
    text = "la suite. " + piece * (60_000 // len(piece)) + " la fin de ce texte" * 4_000
    begun = time.process_time()
    assert inline.split(text, [Span(0, len(text))])
    assert time.process_time() - begun < 3


def test_an_article_in_capitals_has_no_headlines() -> None:
    article = clean(Raw(f"{BODY.upper()}\n\n{MORE.upper()}"))
    assert {k for k, _ in parts(article)} == {"body"}


def test_a_name_alone_at_the_end_is_a_signature() -> None:
    assert parts(clean(Raw(f"{BODY}\n\n{MORE}\n\nJeanne ORVAL")))[-1] == ("credit", "Jeanne ORVAL")


def test_a_list_of_names_is_no_row_of_headings() -> None:
    names = ["Jeanne Orval", "Paul Lesage", "Odile Marchaux", "Ines Kehl"]
    article = clean(Raw("\n\n".join([BODY, *names, BODY])))
    assert {k for k, _ in parts(article)} == {"body"}


# repair


def test_broken_characters_are_mended_and_that_is_recorded() -> None:
    article = clean(Raw(BODY.encode().decode("cp1252")))
    assert article.text == BODY
    assert article.repaired


def test_a_sound_text_is_kept_to_the_letter() -> None:
    text = "« L’été » — “quoted”, ﬁn … 10 000 €\u00a0: œuvre."
    article = clean(Raw(text))
    assert article.text == text
    assert not article.repaired


def test_without_repair_every_code_point_stays_in_its_place() -> None:
    text = f"prÃ©fÃ¨te\r\n\x07{BODY}\ud800 fin."
    article = clean(Raw(text), repair=False)
    assert len(article.text) == len(text)
    assert article.text == text.replace("\ud800", "\ufffd")
    assert not article.repaired


@pytest.mark.parametrize("text", ["", " \n\u200b", "...", "\x00"])
def test_nothing_to_read_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="empty"):
        clean(Raw(text))


def test_a_text_of_control_characters_is_refused() -> None:
    with pytest.raises(InputError, match="control characters"):
        clean(Raw("a\x01\x02\x03" * 20), repair=False)


def test_a_book_is_refused_with_its_size() -> None:
    with pytest.raises(InputError, match="split it"):
        clean(Raw("mot " * (LONGEST // 4 + 1)), repair=False)


# identity


def test_the_id_comes_from_ref_then_url_then_path_then_text() -> None:
    raw = Raw(BODY, ref="r", url="https://paper.example/a", path="/a.txt")
    assert clean(raw).id == clean(Raw(MORE, ref="r")).id == digest("ref", "r")
    assert clean(Raw(BODY, url="u", path="/a.txt")).id == clean(Raw(MORE, url="u")).id
    assert clean(Raw(BODY, path="/a.txt")).id == clean(Raw(MORE, path="/a.txt")).id
    assert clean(Raw(BODY)).id != clean(Raw(MORE)).id


def test_the_edition_comes_from_the_kept_text() -> None:
    assert clean(Raw(BODY, ref="a")).edition == clean(Raw(BODY, ref="b")).edition
    assert clean(Raw(BODY, ref="a")).edition != clean(Raw(MORE, ref="a")).edition


def test_the_language_is_given_or_guessed() -> None:
    assert clean(Raw(ENGLISH)).lang == "en"
    assert clean(Raw(ENGLISH, lang="FR-fr")).lang == "fr"
    assert clean(Raw(ENGLISH, lang="fr"), lang="es").lang == "es"


def test_a_language_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="no language code"):
        clean(Raw(BODY, lang="klingon"))


# any text


TEXTS = st.text(max_size=400) | st.lists(
    st.sampled_from(
        [
            BODY,
            MORE,
            "LE PONT FERMÉ",
            "date 2025-02 ",
            "Photo : X",
            "Avec AFP",
            "\n",
            "\n\n",
            " ",
            "« ",
            "\r\n",
            "\u2029",
            "Titre : A\n",
        ]
    )
).map("".join)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.booleans())
def test_paragraphs_cover_every_visible_character_once(text: str, repair: bool) -> None:
    try:
        article = clean(Raw(text), repair=repair)
    except InputError:
        return
    end = 0
    for span in (p.span for p in article.paragraphs):
        assert isinstance(span, Span)
        assert end <= span.start < span.end
        assert not article.text[end : span.start].strip().replace("---", "")
        assert span.of(article.text) == span.of(article.text).strip()
        end = span.end
    assert not article.text[end:].strip()


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_cleaning_again_changes_nothing(text: str) -> None:
    try:
        once = clean(Raw(text, ref="r"))
    except InputError:
        return
    assert clean(Raw(once.text, ref="r")).text == once.text
