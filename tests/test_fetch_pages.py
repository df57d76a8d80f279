"""Saved pages, PDF and Word files, good and hostile."""

from __future__ import annotations

import io
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import docx
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import fetch_docx, fetch_pdf
from index.clean import clean
from index.errors import InputError
from index.fetch import Given, read
from index.fetch_docx import read_docx
from index.fetch_html import read_html
from index.fetch_pdf import joined, read_pdf
from index.model import Raw, Rejected

STORY = (
    "The mayor of Varesse announced on Tuesday that the bridge would stay closed until spring, because two cables have "
    "to be replaced. “We will not take any risk”, Odile Marchaux told residents at the town hall. She added that work "
    "would begin before the end of the month, and that a ferry would be put in place."
)


def page(body: str, head: str = "") -> bytes:
    return f"<html><head><title>T</title>{head}</head><body><article>{body}</article></body></html>".encode()


def pdf(lines: list[str]) -> bytes:
    """A PDF of one page, written by hand."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    return _pdf(f"BT /F1 10 Tf 14 TL 40 780 Td {shown} ET".encode("latin-1"))


def _pdf(content: bytes, packing: bytes = b"") -> bytes:
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), packing, content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, len(out),
    )  # fmt: skip


def word(*paragraphs: str, title: str | None = None) -> bytes:
    document = docx.Document()
    if title:
        document.add_heading(title, 0)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_paragraphs_of_a_page_are_kept_apart() -> None:
    raw = read_html(page(f"<p>{STORY}</p><p>The ferry costs nothing.</p>"))
    assert raw.text == f"{STORY}\n\nThe ferry costs nothing."


def test_a_page_without_a_date_gets_none() -> None:
    assert read_html(page(f"<p>{STORY}</p><p>{STORY}</p>")).published is None


def test_a_date_in_the_metadata_is_taken_with_its_time() -> None:
    head = '<meta property="article:published_time" content="2025-02-04T08:12:00+01:00">'
    assert read_html(page(f"<p>{STORY}</p>", head)).published == "2025-02-04T08:12:00+01:00"


def test_a_senseless_date_in_the_metadata_is_unknown() -> None:
    head = '<meta property="article:published_time" content="yesterday">'
    head += '<meta property="article:modified_time" content="2025-02-31">'
    raw = read_html(page(f"<p>{STORY}</p>", head))
    assert (raw.published, raw.updated) == (None, None)


def test_a_date_in_words_is_taken_as_it_stands_on_the_page() -> None:
    assert read_html(page(f"<time>Published 4 February 2025</time><p>{STORY}</p>")).published == "2025-02-04"


def test_half_a_date_gets_no_invented_day() -> None:
    assert read_html(page(f"<time>February 2025</time><p>{STORY}</p>")).published is None


def test_the_day_of_an_update_is_not_the_day_of_publication() -> None:
    raw = read_html(page(f"<p>{STORY}</p>", '<meta property="article:modified_time" content="2025-02-05">'))
    assert (raw.published, raw.updated) == (None, "2025-02-05")


def test_what_a_page_says_stays_beside_what_the_user_says(tmp_path: Path) -> None:
    head = '<meta property="article:published_time" content="2024-03-05T08:00:00Z">'
    (tmp_path / "page.html").write_bytes(page(f"<p>{STORY}</p>", head))
    (raw,) = read([tmp_path / "page.html"], Given(published="2024-03"))
    assert isinstance(raw, Raw)
    article = clean(raw)
    assert article.published
    assert article.published.edtf == "2024-03"
    assert dict(article.stated)["published"].startswith("2024-03-05")


def test_what_opens_a_text_stays_beside_what_the_user_says() -> None:
    article = clean(Raw("date 2023-09\n\n" + STORY, published="2023-09-13"))
    assert article.published
    assert article.published.edtf == "2023-09-13"
    assert dict(article.stated) == {"published": "2023-09"}


def test_a_saved_page_is_known_by_its_own_address_and_path(tmp_path: Path) -> None:
    head = (
        '<link rel="canonical" href="https://paper.example/bridge"><meta property="og:site_name" content="The Ferry">'
    )
    (tmp_path / "a.html").write_bytes(page(f"<p>{STORY}</p>", head))
    (raw,) = read([tmp_path])
    assert isinstance(raw, Raw)
    assert (raw.url, raw.path, raw.outlet) == ("https://paper.example/bridge", str(tmp_path / "a.html"), "The Ferry")


def test_a_page_cannot_pass_for_another_papers() -> None:
    head = '<link rel="canonical" href="https://paper.example/bridge">'
    assert read_html(page(f"<p>{STORY}</p>", head), url="https://other.example/x").url == "https://other.example/x"


def test_a_page_is_known_by_its_first_words_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"<!DOCTYPE html>" + page(f"<p>{STORY}</p>"))
    (raw,) = read([tmp_path])
    assert isinstance(raw, Raw)
    assert raw.text == STORY


def test_the_language_of_the_template_is_not_believed() -> None:
    raw = read_html(page(f"<p>{STORY}</p>").replace(b"<html>", b'<html lang="fr">'))
    assert clean(raw).lang == "en"


def test_an_xhtml_page_with_a_declaration_is_read() -> None:
    data = b'<?xml version="1.0" encoding="iso-8859-1"?>' + page(f"<p>Été. {STORY}</p>").decode().encode(
        "latin-1", "replace"
    )
    assert "Été." in read_html(data).text


@pytest.mark.parametrize("data", [b"<html></html>", b"<html><script>x()</script>", b"<" * 5_000, b"<div>" * 3_000])
def test_a_page_without_a_story_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="page"):
        read_html(data)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200), st.binary(max_size=100))
def test_any_page_is_read_or_refused(text: str, noise: bytes) -> None:
    data = page(f"<p>{STORY}</p><p>{text}").replace(b"</body>", noise) if text else noise
    with suppress(InputError):
        assert read_html(data).text


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_a_damaged_pdf_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(pdf(["The mayor of Varesse announced it."]))
    for _ in range(3):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    told = fetch_pdf.told(bytes(whole))
    assert told.keys() in ({"error"}, {"text", "title", "author"})


def test_lines_of_a_pdf_become_paragraphs_again() -> None:
    lines = [
        "The mayor of Varesse announced on Tuesday that the",
        "bridge would stay closed until spring.",
        "The ferry starts.",
    ]
    assert read_pdf(pdf(lines)).text == f"{lines[0]} {lines[1]}\n\n{lines[2]}"


def test_a_hyphen_at_the_end_of_a_line_goes_where_it_only_divided_a_word() -> None:
    lines = ["La porte-parole a annoncé que le gouverne-", "ment fermerait le pont aux voitures nord-", "coréennes."]
    assert (
        joined([lines])
        == "La porte-parole a annoncé que le gouvernement fermerait le pont aux voitures nord-coréennes."
    )


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        ["Le Courrier, page 1", f"Alinéa {word}.", f"{n} / 3"] for n, word in enumerate(("un", "deux", "trois"), 1)
    ]
    assert joined(pages) == "Alinéa un.\n\nAlinéa deux.\n\nAlinéa trois."


def test_a_locked_pdf_is_refused() -> None:
    writer = pypdf.PdfWriter(io.BytesIO(pdf(["Secret."])))
    writer.encrypt("word", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(InputError, match="password"):
        read_pdf(out.getvalue())


def test_a_pdf_of_pictures_is_refused() -> None:
    with pytest.raises(InputError, match="only pictures"):
        read_pdf(pdf([" "]))


def test_a_damaged_pdf_is_refused() -> None:
    with pytest.raises(InputError, match="damaged"):
        read_pdf(b"%PDF-1.7\nnothing else")


def test_a_pdf_bomb_is_refused() -> None:
    bomb = zlib.compress(b"0 0 m " * 40_000_000, 9)
    with pytest.raises(InputError, match=r"PDF"):
        read_pdf(_pdf(bomb, b"/Filter /FlateDecode"))


def test_a_pdf_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch_pdf, "SECONDS", 0.01)
    with pytest.raises(InputError, match="given up"):
        read_pdf(pdf(["A."]))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(min_size=1, max_size=30).filter(str.strip), max_size=5), max_size=4))
def test_joining_lines_loses_no_letter(pages: list[list[str]]) -> None:
    pages = [[" ".join(line.split()) for line in page] for page in pages]
    text = joined(pages)
    running = fetch_pdf._running(pages)
    for page_lines in pages:
        for line in page_lines:
            assert fetch_pdf._shape(line) in running or line.rstrip("-\u00ad") in text


def test_a_word_file_gives_its_paragraphs_and_title(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word("Un.", "Deux.", title="Le pont"))
    (raw,) = read([tmp_path])
    assert raw == Raw("Le pont\n\nUn.\n\nDeux.", path=str(tmp_path / "a.docx"), title="Le pont")


def test_cells_of_a_table_are_read_in_order() -> None:
    document = docx.Document()
    document.add_paragraph("Avant.")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Gauche.", "Droite."
    out = io.BytesIO()
    document.save(out)
    assert read_docx(out.getvalue()).text == "Avant.\n\nGauche.\n\nDroite."


def test_a_word_file_that_unpacks_to_too_much_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch_docx, "LARGEST", 1_000)
    with pytest.raises(InputError, match="unpack"):
        read_docx(word("Un."))


def test_a_zip_bomb_is_not_opened() -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(21):
            part.write(b"0" * 10_000_000)
    with pytest.raises(InputError, match="unpack"):
        read_docx(out.getvalue())


@pytest.mark.parametrize("data", [b"PK", b"PK\x03\x04" + b"\0" * 40, b"\xd0\xcf\x11\xe0", word()])
def test_a_word_file_that_is_none_or_empty_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        read_docx(data)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_damaged_word_file_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(word("Un.", "Deux."))
    for _ in range(3):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(InputError):
        read_docx(bytes(whole))


def test_every_refusal_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"no pdf")
    (tmp_path / "b.docx").write_bytes(b"no word")
    (tmp_path / "c.html").write_bytes(b"<html></html>")
    (tmp_path / "d.rss").write_bytes(b"<feed></nothing")
    (tmp_path / "e.xml").write_bytes(b"<a/>")
    found = list(read([tmp_path]))
    assert [Path(f.source).name for f in found if isinstance(f, Rejected)] == ["a.pdf", "b.docx", "c.html", "e.xml"]
