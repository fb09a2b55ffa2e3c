"""Files cut off, scrambled or made of chance: a refusal or a book, never anything else."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from needs.workbooks import Book, Refusal, open_books, read_book

from .conftest import ods_parts, xlsx_parts, zipped
from .test_xlsb_and_xls_records import XLSB


def xlsx() -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("Trẻ em")
        for row in range(40):
            sheet.write_row(row, 0, [f"Xã {row}", row, row / 7])
        sheet.write_formula(40, 1, "=SUM(B1:B40)", None, 780)
        sheet.merge_range("A42:C42", "Tổng cộng")
    return content.getvalue()


def xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Trẻ em")
    for row in range(40):
        for column, value in enumerate((f"Xã {row}", row, row / 7)):
            sheet.write(row, column, value)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def ods() -> bytes:
    cells = '<table:table-cell office:value-type="float" office:value="5"/>' * 3
    row = f"<table:table-row>{cells}</table:table-row>" * 40
    return zipped(ods_parts(f'<table:table table:name="A">{row}</table:table>'))


WHOLE: dict[str, Callable[[], bytes]] = {
    "xlsx": xlsx,
    "xls": xls,
    "ods": ods,
    "xlsb": lambda: zipped(XLSB),
}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_cut_off_anywhere_is_damaged(tmp_path: Path, kind: str) -> None:
    content = WHOLE[kind]()
    paths = []
    for tenth in range(1, 11):
        path = tmp_path / f"{tenth}.{kind}"
        path.write_bytes(content[: len(content) * tenth // 10])
        paths.append(path)
    *cut, whole = open_books(paths)
    assert isinstance(whole, Book)
    for result in cut:
        assert isinstance(result, Refusal), result
        assert result.code == "damaged"


def check(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    result = read_book(path)
    if isinstance(result, Refusal):
        # `reader_failed` is for faults of our own.
        assert result.code != "reader_failed", result
    else:
        assert all(len(row) == len(sheet.rows[0]) for sheet in result.sheets for row in sheet.rows)


@pytest.mark.parametrize("kind", WHOLE)
def test_scrambled_bytes_are_told_or_read(tmp_path: Path, kind: str) -> None:
    content = WHOLE[kind]()
    for seed in range(300):
        rng = random.Random(seed)
        scrambled = bytearray(content)
        for _ in range(rng.choice([1, 3, 30])):
            scrambled[rng.randrange(len(scrambled))] = rng.randrange(256)
        check(tmp_path / f"a.{kind}", bytes(scrambled))


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xlsb"])
def test_parts_scrambled_inside_a_sound_package(tmp_path: Path, kind: str) -> None:
    parts = {
        "xlsx": xlsx_parts(
            '<sheetData><row r="1"><c r="A1" s="1"><f>B1</f><v>1</v></c><c t="s"><v>0</v></c></row>'
            '</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
            strings="<si><t>a</t></si>",
            styles='<numFmts><numFmt numFmtId="164" formatCode="0%"/></numFmts>'
            '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>',
        ),
        "ods": ods_parts(
            '<table:table table:name="A"><table:table-row table:number-rows-repeated="2">'
            '<table:table-cell office:value-type="time" office:time-value="PT1H2M3S"'
            ' table:number-columns-spanned="2" table:formula="of:=1"/></table:table-row>'
            "</table:table>"
        ),
        "xlsb": XLSB,
    }[kind]
    for seed in range(400):
        rng = random.Random(seed)
        name = rng.choice(sorted(parts))
        part = parts[name]
        scrambled = bytearray(part if isinstance(part, bytes) else part.encode())
        for _ in range(rng.choice([1, 2, 5])):
            at = rng.randrange(len(scrambled) or 1)
            chance = rng.choice([b"9", b"-", b"", b"99999999", b"A", b'"', b"\xff", b"\x00"])
            scrambled[at : at + rng.randrange(2)] = chance
        check(tmp_path / f"a.{kind}", zipped({**parts, name: bytes(scrambled)}))


BEGINNINGS = (
    b"",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"<?xml ",
)


@given(content=st.binary(max_size=3000), start=st.sampled_from(BEGINNINGS))
def test_bytes_of_chance_are_told_or_read(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, start: bytes
) -> None:
    check(tmp_path_factory.mktemp("chance") / "a.xlsx", start + content)
