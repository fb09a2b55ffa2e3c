"""The blank forms as they are written, filled in, opened and read: identical values."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from needs.forms import DONORS_FILE, INSTRUCTION_SHEET, LEDGER_FILE, PREPARED_ON, write_forms
from needs.forms.fields import COMMUNE_CODE, Block, Field, blocks
from needs.programmes import Programme
from needs.workbooks import Book, read_book


@pytest.fixture(scope="module")
def forms(programme: Programme, data: Path, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("forms")
    write_forms(programme, data, folder)
    return folder


def opened(path: Path) -> Book:
    book = read_book(path)
    assert isinstance(book, Book)
    return book


def columns_of(sheet, block: Block) -> tuple[dict[str, int], int]:
    """Where each field of a block stands (1-based), and the first row below the header."""
    names = {field.name.vi for field in block.fields}
    for row in range(1, 12):
        values = [cell.value for cell in sheet[row]]
        if len(names & set(values)) >= min(2, len(names)):
            last = row
    columns: dict[str, int] = {}
    above = [cell.value for cell in sheet[last - 1]]
    low = [cell.value for cell in sheet[last]]
    title = None
    for n, name in enumerate(low):
        title = above[n] or (title if name else None)
        for field in block.fields:
            stands = (name, title) if field.above else (name or above[n], None)
            if stands == (field.name.vi, field.above.vi if field.above else None):
                columns.setdefault(field.id, n + 1)
    return columns, last + 1


def test_a_filled_district_form_comes_back(forms, programme, read, figures, tmp_path):
    book = openpyxl.load_workbook(forms / "bao-lac.xlsx")
    expected = {}
    for block in blocks(programme, "district"):
        sheet = book[block.title.vi]
        columns, first = columns_of(sheet, block)
        assert set(columns) == {field.id for field in block.fields}
        codes = {row: str(sheet.cell(row, 2).value) for row in range(first, sheet.max_row + 1)}
        codes = {row: code for row, code in codes.items() if code.isdigit()}
        for row, code in codes.items():
            for n, (field_id, column) in enumerate(columns.items()):
                sheet.cell(row, column).value = expected[code, field_id] = 100 * row + n
    guide = book[INSTRUCTION_SHEET]
    (label,) = [cell for line in guide for cell in line if cell.value == PREPARED_ON]
    guide.cell(label.row, label.column + 1).value = dt.date(2026, 11, 12)
    book.save(tmp_path / "bao-lac.xlsx")
    result = read(opened(tmp_path / "bao-lac.xlsx"))
    assert expected
    assert figures(result) == expected
    assert (result.faults, result.questions) == ((), ())
    assert result.date == dt.date(2026, 11, 12)


@pytest.mark.parametrize("name", ["bao-lac.xlsx", "ha-quang.xlsx", LEDGER_FILE, DONORS_FILE])
def test_a_blank_form_holds_nothing_and_no_fault(forms, read, name):
    result = read(opened(forms / name))
    assert result.own
    assert (result.values, result.faults, result.questions) == ((), (), ())


def answer_of(field: Field) -> tuple[object, object]:
    """What is typed, and what it is read as."""
    if field.choices:
        value, words = field.choices[-1]
        return words.vi, value
    return {
        "ledger.donor": ("Hội A", "Hội A"),
        "donors.donor": ("Hội A", "Hội A"),
        "donors.districts": ("Huyện Bảo Lạc; Huyện Bảo Lâm", "043;042"),
        "donors.communes": ("Xã Cốc Pàng", "01324"),
        "donors.without_districts": ("Hạ Lang", "048"),
        "donors.without_communes": ("01294", "01294"),
        "donors.gift": ("Áo ấm cỡ nhỏ", "Áo ấm cỡ nhỏ"),
        "donors.period": (2026, 2026),
        "donors.share": ("50 %", 50),
        "donors.visit_months": ("11–1", "1;11;12"),
        "ledger.date": (dt.date(2026, 11, 12), dt.date(2026, 11, 12)),
        "ledger.period": (2026, 2026),
        "ledger.unit": ("bộ", "bộ"),
        "ledger.note": ("biên bản", "biên bản"),
    }.get(field.id, (12, 12))


@pytest.mark.parametrize(("name", "form"), [(LEDGER_FILE, "support"), (DONORS_FILE, "donors")])
def test_a_filled_register_comes_back(forms, programme, read, tmp_path, name, form):
    book = openpyxl.load_workbook(forms / name)
    (block,) = blocks(programme, form)
    sheet = book[block.title.vi]
    columns, first = columns_of(sheet, block)
    fields = {field.id: field for field in block.fields}
    row = first + 1
    expected = {}
    for field_id, column in columns.items():
        field = fields[field_id]
        if field.kind in ("code", "commune"):
            typed = "01324" if field is COMMUNE_CODE else None
        else:
            typed, expected[field_id] = answer_of(field)
        sheet.cell(row, column).value = typed
    book.save(tmp_path / name)
    result = read(opened(tmp_path / name))
    assert (result.faults, result.questions) == ((), ())
    assert {value.field_id: value.value for value in result.values} == expected
    assert {value.commune_code for value in result.values} == {"01324" if form == "support" else ""}
