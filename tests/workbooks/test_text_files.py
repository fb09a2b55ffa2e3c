"""Text files in whatever encoding and with whatever sign between the columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.workbooks import Book, Limits, Note, Refusal, read_book

from .conftest import rows_of_one
from .legacy import encode_tcvn3, encode_vni

Save = Callable[..., Path]

TABLE = "Mã xã;Tên xã;Số trẻ;Tỷ lệ\n00123;Xã Hòa Bình;1.234;12,5\n00124;Phường Bắc Hà;56;1,5\n"
ROWS = [
    ["Mã xã", "Tên xã", "Số trẻ", "Tỷ lệ"],
    ["00123", "Xã Hòa Bình", "1.234", "12,5"],
    ["00124", "Phường Bắc Hà", "56", "1,5"],
]


def in_1258(text: str) -> bytes:
    """As Vietnamese Windows writes: letters with their marks, tones behind them."""
    written = b""
    for letter in unicodedata.normalize("NFC", text):
        try:
            written += letter.encode("cp1258")
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", letter)
            tone = next(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", marks.replace(tone, ""))
            written += base.encode("cp1258") + tone.encode("cp1258")
    return written


ENCODED = {
    "utf-8": (TABLE.encode("utf-8"), ""),
    "utf-8 with mark": (TABLE.encode("utf-8-sig"), ""),
    "utf-8, decomposed": (unicodedata.normalize("NFD", TABLE).encode("utf-8"), ""),
    "utf-16": (TABLE.encode("utf-16"), ""),
    "utf-16 le, no mark": (TABLE.encode("utf-16-le"), ""),
    "utf-16 be, no mark": (TABLE.encode("utf-16-be"), ""),
    "utf-16 be, mark": (b"\xfe\xff" + TABLE.encode("utf-16-be"), ""),
    "windows-1258": (in_1258(TABLE), "windows-1258"),
    "tcvn3": (encode_tcvn3(TABLE), "tcvn3"),
    "vni": (encode_vni(TABLE), "vni"),
    "end-of-file sign": (TABLE.encode("utf-8") + b"\x1a", ""),
}


@pytest.mark.parametrize("how", ENCODED)
def test_every_encoding_gives_the_same_table(saved: Save, how: str) -> None:
    content, told = ENCODED[how]
    book = read_book(saved(content, "a.csv"))
    rows = [
        [unicodedata.normalize("NFC", str(value)) for value in row] for row in rows_of_one(book)
    ]
    assert rows == ROWS
    assert isinstance(book, Book)
    note = Note("legacy_text", (("encoding", told), ("where", "file")))
    assert book.notes == ((note,) if told else ())


def test_an_old_font_saved_as_utf_8_is_still_an_old_font(saved: Save) -> None:
    content = encode_tcvn3(TABLE).decode("latin-1").encode("utf-8")
    book = read_book(saved(content, "a.csv"))
    assert rows_of_one(book) == ROWS
    assert isinstance(book, Book)
    assert book.notes == (Note("legacy_text", (("encoding", "tcvn3"), ("where", "font"))),)


@pytest.mark.parametrize(
    "content",
    [
        # Thai, Russian and Latin-1 text; one word that two encodings read as two words.
        "โรงเรียน;เด็ก\nบ้าน;5\n".encode("cp874"),
        "Школа;дети\nДеревня;5\n".encode("cp1251"),
        "Médecins;Norvège;été\nçà;5;où\n".encode("latin-1") + b"\xd1\xd1",
        b"B\xe9;5\n",
        b"abc\x81\x8d\x8f\x90\x9d;5\n",
        "Tên xã;5\n".encode() + b"\xff\xff",
        b"\xff\xfe\x00\x00a\x00\x00\x00",
    ],
)
def test_text_that_no_encoding_explains_is_refused(saved: Save, content: bytes) -> None:
    result = read_book(saved(content, "a.csv"))
    assert isinstance(result, Refusal), result
    assert (result.code, dict(result.values)) == ("encoding", {"reason": "unknown"})


def test_text_cut_in_the_middle_of_a_letter_is_damaged(saved: Save) -> None:
    for content in (TABLE.encode("utf-8")[:6], TABLE.encode("utf-16")[:-1]):
        result = read_book(saved(content, "a.csv"))
        assert isinstance(result, Refusal)
        assert result.code == "damaged"


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_sign_that_parts_the_table_evenly(saved: Save, sign: str) -> None:
    lines = [
        ["BIỂU 1; trẻ em, năm 2026"],
        ["Tên xã", "Số trẻ", "Ghi chú"],
        ["Xã A", "1,5", "một; hai"],
        ["Xã B", '1,5 "inch"', "a\nb"],
        [],
        ["Xã C", "", " 7 "],
    ]
    quoted = "\r\n".join(
        sign.join('"' + value.replace('"', '""') + '"' for value in line) for line in lines
    )
    assert rows_of_one(read_book(saved(quoted.encode(), "a.csv"))) == [
        ["BIỂU 1; trẻ em, năm 2026", None, None],
        ["Tên xã", "Số trẻ", "Ghi chú"],
        ["Xã A", "1,5", "một; hai"],
        ["Xã B", '1,5 "inch"', "a\nb"],
        [None, None, None],
        ["Xã C", None, " 7 "],
    ]


def test_a_first_line_that_tells_the_sign_is_obeyed_and_not_shown(saved: Save) -> None:
    content = b"sep=|\r\na;b|c\r\nd;e|f\r\n"
    assert rows_of_one(read_book(saved(content, "a.csv"))) == [["a;b", "c"], ["d;e", "f"]]


def test_one_column_and_line_ends_of_old_macs(saved: Save) -> None:
    assert rows_of_one(read_book(saved(b"a\rb\r\rc", "a.txt"))) == [["a"], ["b"], [None], ["c"]]


def test_blank_text_is_empty_and_too_much_is_too_many(saved: Save) -> None:
    for content in (b" \n\t\r\n", b"\xef\xbb\xbf", "\n".encode("utf-16")):
        result = read_book(saved(content, "a.csv"))
        assert isinstance(result, Refusal)
        assert result.code == "empty"
    result = read_book(saved(b"1;2\n" * 60, "a.csv"), limits=Limits(max_cells=100))
    assert isinstance(result, Refusal)
    assert result.code == "too_many_cells"


FIELD = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x1EFF, exclude_categories=("Cc", "Cs")),
    max_size=8,
)


@given(
    rows=st.lists(st.lists(FIELD, min_size=3, max_size=3), min_size=2, max_size=6),
    sign=st.sampled_from(";,\t|"),
)
def test_any_quoted_table_in_utf_8_keeps_every_row(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], sign: str
) -> None:
    lines = [sign.join('"' + field.replace('"', '""') + '"' for field in row) for row in rows]
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_bytes(("sep=" + sign + "\n" + "\n".join(lines) + "\n").encode())
    result = read_book(path)
    if isinstance(result, Refusal):
        assert result.code == "encoding"
        return
    read = [[value or "" for value in row] for row in result.sheets[0].rows]
    expected = list(rows)
    while expected and not any(expected[-1]):
        expected.pop()
    assert len(read) == len(expected)
    if not result.notes:
        width = len(read[0]) if read else 0
        assert read == [row[:width] for row in expected]
