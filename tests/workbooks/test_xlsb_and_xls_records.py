"""Binary formats record by record: what no Python library writes is put together by hand."""

from __future__ import annotations

import datetime as dt
import io
import struct

import python_calamine

from needs.workbooks import Book, CellError, Refusal

from .conftest import (
    number_record,
    read_one,
    record,
    record_b,
    rows_of_one,
    text_b,
    xls_bytes,
    xlsb_parts,
    zipped,
)


def cell(column: int, style: int = 0) -> bytes:
    return struct.pack("<II", column, style)


def row_b(number: int, *, hidden: bool = False) -> bytes:
    flags = b"\x00" + (b"\x10" if hidden else b"\x00")
    return record_b(0, struct.pack("<IIH", number, 0, 300) + flags + b"\x00" + struct.pack("<I", 0))


FORMULA_END = struct.pack("<HII", 0, 0, 0)

XLSB = xlsb_parts(
    row_b(0)
    + record_b(7, cell(0) + struct.pack("<I", 0))
    + record_b(2, cell(1) + struct.pack("<I", (1234 << 2) | 2))
    + record_b(2, cell(2) + struct.pack("<I", ((1 << 30) - 50 << 2) | 3))
    + record_b(5, cell(3, 1) + struct.pack("<d", 0.125))
    + record_b(5, cell(4, 2) + struct.pack("<d", 46338.0))
    + row_b(2, hidden=True)
    + record_b(9, cell(0) + struct.pack("<d", 25.0) + FORMULA_END)
    + record_b(8, cell(1) + text_b("đủ") + FORMULA_END)
    + record_b(11, cell(2) + b"\x07" + FORMULA_END)
    + record_b(4, cell(3) + b"\x01")
    + record_b(6, cell(4) + text_b("Nội"))
    + record_b(146)
    + record_b(177, struct.pack("<I", 1))
    + record_b(176, struct.pack("<4I", 0, 1, 0, 0)),
    strings=record_b(19, b"\x00" + text_b("Xã Hà Nội")),
    styles=record_b(615, struct.pack("<I", 1))
    + record_b(44, struct.pack("<H", 164) + text_b('dd"/"mm"/"yyyy'))
    + record_b(616)
    + record_b(617, struct.pack("<I", 3))
    + b"".join(
        record_b(47, struct.pack("<HHHHHHHH", 0, number, 0, 0, 0, 0, 0, 0))
        for number in (0, 10, 164)
    )
    + record_b(618),
)


def test_an_xlsb_is_read_with_all_that_is_to_be_told_about_its_cells(saved) -> None:
    book = read_one(saved(zipped(XLSB), "bao-cao.xlsb"))
    assert isinstance(book, Book)
    assert (book.kind, book.notes) == ("xlsb", ())
    (sheet,) = book.sheets
    assert sheet.rows == (
        ("Xã Hà Nội", 1234, -0.5, 0.125, dt.date(2026, 11, 12)),
        (None,) * 5,
        (25, "đủ", CellError("#DIV/0!"), True, "Nội"),
    )
    assert sheet.formulas == {(2, 0), (2, 1), (2, 2)}
    assert sheet.percents == {(0, 3)}
    assert sheet.hidden_rows == {2}
    assert sheet.merged == ((0, 0, 1, 0),)


def test_calamine_sees_the_same_figures_in_the_xlsb() -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(zipped(XLSB)))
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert rows[0] == ["Xã Hà Nội", 1234, -0.5, 0.125, dt.date(2026, 11, 12)]
    assert rows[2][:2] == [25, "đủ"]


def test_cells_of_an_unknown_form_are_refused_and_not_passed_over(saved) -> None:
    parts = xlsb_parts(row_b(0) + record_b(13, b"\x00" * 8) + record_b(146))
    assert read_one(saved(zipped(parts), "a.xlsb")) == Refusal(
        "a.xlsb", "damaged", (("part", "S1"),), read_one(saved(zipped(parts), "a.xlsb")).sha256
    )


def formula(row: int, column: int, result: bytes) -> bytes:
    return record(0x0006, struct.pack("<HHH", row, column, 0) + result + b"\x00" * 8)


def test_shared_texts_that_run_over_the_end_of_a_record_are_whole(saved) -> None:
    # «Hà Nội» wide, cut after «Hà»; the rest goes on in the next record, wide again.
    head = struct.pack("<IIHB", 2, 2, 6, 1) + "Hà".encode("utf-16-le")
    # Behind it a text in one byte a letter, with a formatting run of four bytes.
    rest = (
        b"\x01" + " Nội".encode("utf-16-le") + struct.pack("<HBH", 3, 8, 1) + b"abc" + b"\x00" * 4
    )
    strings = record(0x00FC, head) + record(0x003C, rest)
    cells = b"".join(record(0x00FD, struct.pack("<HHHI", row, 0, 0, row)) for row in range(2))
    path = saved(xls_bytes(cells, before=strings), "a.xls")
    assert rows_of_one(read_one(path)) == [["Hà Nội"], ["abc"]]


def test_letters_wide_on_one_side_of_the_cut_and_narrow_on_the_other(saved) -> None:
    head = struct.pack("<IIHB", 1, 1, 4, 1) + "Nộ".encode("utf-16-le")
    strings = record(0x00FC, head) + record(0x003C, b"\x00" + b"i!")
    cells = record(0x00FD, struct.pack("<HHHI", 0, 0, 0, 0))
    assert rows_of_one(read_one(saved(xls_bytes(cells, before=strings), "a.xls"))) == [["Nội!"]]


def test_results_of_formulas_in_an_xls(saved) -> None:
    text = record(0x0207, struct.pack("<HB", 2, 0) + b"ok")
    empty = b"\x03" + b"\x00" * 5 + b"\xff\xff"
    awaited = b"\x00" * 6 + b"\xff\xff"
    cells = (
        formula(0, 0, struct.pack("<d", 7.0))
        + formula(0, 1, awaited)
        + text
        + formula(0, 2, b"\x01\x00\x01\x00\x00\x00\xff\xff")
        + formula(0, 3, b"\x02\x00\x17\x00\x00\x00\xff\xff")
        + formula(0, 4, empty)
        + formula(0, 5, awaited)
    )
    for calculated, uncached in ((b"", {(0, 4), (0, 5)}), (record(0x01C1, b"\x00" * 8), {(0, 5)})):
        book = read_one(saved(xls_bytes(cells, before=calculated), "a.xls"))
        assert isinstance(book, Book)
        (sheet,) = book.sheets
        assert sheet.rows == ((7, "ok", True, CellError("#REF!"), None, None),)
        assert sheet.formulas == {(0, column) for column in range(6)}
        assert sheet.uncached == uncached


def test_an_xls_of_excel_95_is_read_in_its_code_page(saved) -> None:
    label = record(0x0204, struct.pack("<HHHH", 0, 0, 0, 6) + "Hà Nôi".encode("cp1258"))
    path = saved(
        xls_bytes(label, before=record(0x0042, struct.pack("<H", 1258)), version=0x0500), "a.xls"
    )
    assert rows_of_one(read_one(path)) == [["Hà Nôi"]]


def test_macro_sheets_and_charts_of_an_xls_are_named_and_not_read(saved) -> None:
    one = number_record(0, 0, 1.0)
    book = read_one(saved(xls_bytes(one, one, one, kinds=(0, 1, 2)), "a.xls"))
    assert isinstance(book, Book)
    assert [sheet.name for sheet in book.sheets] == ["S1"]
    assert [(note.code, dict(note.values)) for note in book.notes] == [
        ("macros", {}),
        ("sheet_skipped", {"sheet": "S2", "what": "macro"}),
        ("sheet_skipped", {"sheet": "S3", "what": "chart"}),
    ]


def test_links_of_an_xls_to_other_files_are_told(saved) -> None:
    own = record(0x01AE, b"\x01\x00\x01\x04")
    other = record(0x01AE, b"\x01\x00\x05\x00\x00a.xls")
    book = read_one(saved(xls_bytes(number_record(0, 0, 1.0), before=own + other), "a.xls"))
    assert isinstance(book, Book)
    assert [(note.code, note.values) for note in book.notes] == [
        ("external_links", (("count", "1"),))
    ]


def test_an_encrypted_xls_asks_for_a_copy_without_password(saved) -> None:
    path = saved(xls_bytes(b"", before=record(0x002F, b"\x01\x00" + b"\x00" * 50)), "a.xls")
    refusal = read_one(path)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "password"


def test_an_xls_that_claims_to_be_full_reserves_nothing(saved) -> None:
    claimed = record(0x0200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0))
    assert rows_of_one(read_one(saved(xls_bytes(claimed + number_record(1, 1, 2.0)), "a.xls"))) == [
        [None, None],
        [None, 2],
    ]
