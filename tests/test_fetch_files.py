"""Files, rows, folders and bytes of every kind, good and bad."""

from __future__ import annotations

import json
import logging
import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import fetch, fetch_files
from index.decode import decode
from index.errors import InputError
from index.fetch import Given, read
from index.fetch_files import read_rows
from index.model import Raw, Rejected

SENTENCE = "« L'été dernier, à Varesse, personne n'a été prévenu », a déclaré l'élue — une première…"


def raws(*sources: Path, given: Given | None = None) -> list[Raw]:
    found = list(read(sources, given))
    assert all(isinstance(f, Raw) for f in found), found
    return [f for f in found if isinstance(f, Raw)]


def reason(source: Path) -> str:
    (found,) = read([source])
    assert isinstance(found, Rejected), found
    assert found.reason.endswith(".")
    return found.reason


def rows(*lines: object) -> list[tuple[int, Raw | str]]:
    encoded = (line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    return list(read_rows("rows.jsonl", encoded))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
def test_text_in_the_usual_encodings(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding)) == SENTENCE


@pytest.mark.parametrize("encoding", ["cp1252", "iso8859_15", "mac_roman", "cp850"])
def test_old_code_pages_are_told_apart(encoding: str) -> None:
    text = "La préfète a été prévenue à Varesse, où l'été dernier déjà le pont avait cédé : « Assez ! »"
    text += " Vœux, 500 €." if encoding == "iso8859_15" else ""
    assert decode(text.encode(encoding)) == text


def test_text_of_another_alphabet_in_an_old_encoding() -> None:
    text = "Президент опроверг сообщения о встрече в среду и обещал ответить позже."
    assert decode(text.encode("cp1251")) == text


def test_a_foreign_byte_in_utf_8_is_read_as_windows_meant_it() -> None:
    assert decode("préfète, élue, été".encode() + b" No\xebl") == "préfète, élue, été Noël"


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"\x89PNG\r\n\x1a\n\0\0", "picture"), (b"PK\x03\x04 etc", "zip"), (bytes(range(20)) * 50, "binary"),
     (b"\xff\xfea\0b\0c", "damaged"), (b"%PDF-1.4", "PDF")],
)  # fmt: skip
def test_what_is_no_text_is_named(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        decode(data)


def test_text_that_begins_like_a_program_is_text() -> None:
    assert decode(b"MZ est une marque de motos.").startswith("MZ")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    with suppress(InputError):
        assert isinstance(decode(data), str)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200))
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")


def test_a_file_is_known_by_its_absolute_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Un.")
    monkeypatch.chdir(tmp_path)
    (raw,) = raws(Path("a.txt"))
    assert raw.path == str(tmp_path / "a.txt")


def test_what_the_user_says_is_put_on_every_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Un.")
    (raw,) = raws(tmp_path, given=Given(published="2025-02", outlet="Le Courrier"))
    assert (raw.published, raw.outlet, raw.title) == ("2025-02", "Le Courrier", None)


def test_folders_are_read_in_order_and_hidden_files_left_aside(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", ".hidden.txt", "sub/c.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert [raw.text for raw in raws(tmp_path)] == ["a.md", "b.txt", "sub/c.txt"]


def test_a_folder_is_read_lazily(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Un.")
    (tmp_path / "b.txt").write_text("Deux.")
    found = read([tmp_path])
    next(found)
    (tmp_path / "b.txt").write_text("Trois.")
    assert [raw.text for raw in found if isinstance(raw, Raw)] == ["Trois."]


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "b.txt").write_text("Deux.")
    assert [type(found) for found in read([tmp_path])] == [Rejected, Raw]


def test_a_file_that_is_missing_empty_or_of_another_kind(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "sheet.xlsx").write_bytes(b"PK")
    (tmp_path / "notes.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    assert "no such file" in reason(tmp_path / "none.txt")
    assert "empty" in reason(tmp_path / "empty.txt")
    assert ".xlsx" in reason(tmp_path / "sheet.xlsx")
    assert ".doc" in reason(tmp_path / "notes.doc")


def test_a_file_of_more_than_50_megabytes_is_not_opened(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(fetch.LARGEST + 1)
    assert "50 MB" in reason(tmp_path / "huge.txt")


def test_a_row_gives_all_that_it_says() -> None:
    row = {
        "text": "Un.",
        "id": 7,
        "title": "T",
        "published": "2025",
        "outlet": "O",
        "author": "A",
        "url": "u",
        "lang": "fr",
    }
    assert rows(row) == [(1, Raw("Un.", "7", "u", None, "T", "O", "A", "fr", "2025"))]


def test_null_and_blank_fields_are_unknown() -> None:
    assert rows({"text": "Un.", "published": None, "title": " "}) == [(1, Raw("Un."))]


@pytest.mark.parametrize(
    ("row", "words"),
    [(b"{", "no JSON"), ([1], "no JSON object"), ({"id": 1}, 'no "text"'), ({"text": 3}, '"text" is no text'),
     ({"text": "a", "title": ["b"]}, '"title"'), (b"[" * 100_000, "no JSON"), (b"\x01\x02\x03" * 20, "binary")],
)  # fmt: skip
def test_a_bad_row_is_refused_and_the_next_one_read(row: object, words: str) -> None:
    (first, why), second = rows(row, {"text": "Deux."})
    assert first == 1
    assert isinstance(why, str)
    assert words in why
    assert second == (2, Raw("Deux."))


def test_a_refused_row_is_named_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Un."}\n\nno\n')
    found = list(read([tmp_path / "a.jsonl"]))
    assert isinstance(found[1], Rejected)
    assert found[1].source.endswith("a.jsonl, line 3")


def test_other_keys_are_named_once(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        rows({"text": "Un.", "note": 1}, {"text": "Deux.", "note": 2, "tags": []})
    assert [record.getMessage() for record in caplog.records] == [
        "rows.jsonl: ignoring note",
        "rows.jsonl: ignoring tags",
    ]


SIMPLE = st.none() | st.booleans() | st.floats() | st.text()
JSON = st.recursive(SIMPLE, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=5)
KEYS = st.sampled_from(["text", "id", "title", "published", "outlet", "author", "url", "lang", "x"])


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.dictionaries(KEYS, JSON) | JSON, max_size=4), st.binary(max_size=60).filter(lambda b: b"\n" not in b)
)
def test_any_rows_are_read_or_refused_each_for_itself(values: list[object], noise: bytes) -> None:
    found = rows(*values, noise or b"{}", {"text": "Fin."})
    assert [number for number, _ in found][-1] == len(values) + 2
    assert found[-1][1] == Raw("Fin.")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_rows_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    lines = '{"text": "L’été."}\n{"text": "Le pont où…"}\n'
    (tmp_path / "a.jsonl").write_bytes(lines.encode(encoding))
    assert [raw.text for raw in raws(tmp_path)] == ["L’été.", "Le pont où…"]


def test_a_row_without_end_is_refused_and_the_next_one_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch_files, "LARGEST", 100)
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "a" * 1_000}) + '\n{"text": "Deux."}\n')
    first, second = read([tmp_path])
    assert isinstance(first, Rejected)
    assert second == Raw("Deux.")


def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "nowhere")
    found = list(read([tmp_path]))
    assert [type(f) for f in found] == [Rejected, Rejected]


def test_a_page_without_its_scheme_gets_a_hint() -> None:
    (found,) = read(["www.paper.example/bridge"])
    assert isinstance(found, Rejected)
    assert "https://www.paper.example/bridge" in found.reason


def test_count_tells_files_and_rows(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Un."}\n\n{"text": "Deux."}\n')
    (tmp_path / "b.txt").write_text("Trois.")
    assert fetch.count([tmp_path]) == 3
    assert fetch.count([tmp_path, "https://paper.example/a"]) is None


def test_standard_input_is_one_text_or_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    for data, texts in ((SENTENCE.encode(), [SENTENCE]), (b'{"text": "Un."}\n{"text": "Deux."}', ["Un.", "Deux."])):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert [raw.text for raw in read(["-"]) if isinstance(raw, Raw)] == texts
