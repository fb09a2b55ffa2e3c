"""A form filled in through LibreOffice says what was entered, in whatever format it is saved."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from needs.forms import INSTRUCTION_SHEET, PREPARED_BY, PREPARED_ON
from needs.forms.fields import blocks
from needs.forms.identity import IDENTITY_SHEET, FormIdentity

from .office import Entry, LibreOffice, NotEntered
from .tables import label, table_of

SAVED_AS = (".xlsx", ".ods", ".xls")
SERIAL_OF_12_11_2026 = 46338
VALUES = (0, 1, 7, 1234, 250_000)


def rows_of(path: Path) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_path(path)
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def cell_beside(rows: list[list[object]], words: str) -> tuple[int, int]:
    return next((number, row.index(words) + 1) for number, row in enumerate(rows) if words in row)


@pytest.fixture(scope="module")
def entries(cao_bang, bao_lac) -> list[Entry]:
    """A figure for most cells, different ones, with gaps; the preparer; notes."""
    book = openpyxl.load_workbook(bao_lac)
    made = []
    for sheet, block in zip(book.worksheets[1:-1], blocks(cao_bang, "district"), strict=True):
        _, headers, rows = table_of(sheet)
        for number, row in enumerate(rows):
            for place, field in enumerate(block.fields):
                if (number + place) % 7 == 6:
                    continue  # «chưa có số liệu»
                value = VALUES[(number * 5 + place) % len(VALUES)] + place
                made.append(Entry(sheet.title, row - 1, headers[label(field)] - 1, value))
        made.append(Entry(sheet.title, rows[0] - 1, headers["Ghi chú"] - 1, "đã đối chiếu"))
    first = rows_of(bao_lac)[INSTRUCTION_SHEET]
    for words, value in (
        (PREPARED_BY, "Nông Thị Hạnh"),
        (PREPARED_ON, SERIAL_OF_12_11_2026),
    ):
        row, column = cell_beside(first, words)
        made.append(Entry(INSTRUCTION_SHEET, row, column, value))
    return made


@pytest.fixture(scope="module", params=SAVED_AS)
def filled(request, libreoffice: LibreOffice, bao_lac, entries, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    return libreoffice.fill(bao_lac, entries, folder / f"bao-lac{request.param}")


def test_every_figure_entered_is_read_back(filled, entries):
    read = rows_of(filled)
    for entry in entries:
        found = read[entry.sheet][entry.row][entry.column]
        if entry.value == SERIAL_OF_12_11_2026:
            assert found == dt.date(2026, 11, 12)
        else:
            assert found == entry.value


def test_what_was_left_empty_stays_empty(filled, entries, cao_bang, bao_lac):
    read = rows_of(filled)
    given = {(entry.sheet, entry.row, entry.column) for entry in entries}
    empty = 0
    for sheet in openpyxl.load_workbook(bao_lac).worksheets[1:-1]:
        _, headers, rows = table_of(sheet)
        for row in rows:
            for column in range(headers["Khu vực"], headers["Ghi chú"]):
                if (sheet.title, row - 1, column) not in given:
                    assert read[sheet.title][row - 1][column] == ""
                    empty += 1
    assert empty > 20


def test_totals_are_those_of_the_communes(filled, entries, bao_lac):
    read = rows_of(filled)
    for sheet in openpyxl.load_workbook(bao_lac).worksheets[1:-1]:
        _, headers, rows = table_of(sheet)
        for column in range(headers["Khu vực"], headers["Ghi chú"] - 1):
            entered = [
                entry.value
                for entry in entries
                if (entry.sheet, entry.column) == (sheet.title, column)
            ]
            assert read[sheet.title][rows[-1]][column] == sum(entered)


def test_codes_names_and_headers_survive(filled, bao_lac):
    blank, read = rows_of(bao_lac), rows_of(filled)
    for sheet in openpyxl.load_workbook(bao_lac).worksheets[1:-1]:
        low, _, rows = table_of(sheet)
        for row in range(low + 1):
            assert read[sheet.title][row] == blank[sheet.title][row]
        for row in rows:
            code = read[sheet.title][row - 1][1]
            assert isinstance(code, str)
            assert re.fullmatch(r"0\d{4}", code)
            assert read[sheet.title][row - 1][:4] == blank[sheet.title][row - 1][:4]


def test_the_form_still_says_what_it_is(filled, bao_lac, cao_bang):
    read = rows_of(filled)
    rows = [(str(row[0]), str(row[1])) for row in read[IDENTITY_SHEET]]
    identity = FormIdentity.from_rows(rows)
    assert identity is not None
    assert (identity.programme, identity.period) == ("cao-bang-588", cao_bang.period)
    assert set(identity.sheets) == set(read) - {INSTRUCTION_SHEET, IDENTITY_SHEET}
    visible = {
        sheet.name: sheet.visible == SheetVisibleEnum.Visible
        for sheet in CalamineWorkbook.from_path(filled).sheets_metadata
    }
    assert [name for name, shown in visible.items() if not shown] == [IDENTITY_SHEET]


def test_limits_and_locks_survive(filled, libreoffice, tmp_path, bao_lac):
    """Whoever opens the saved file again is still helped, and still cannot break the header."""
    again = filled if filled.suffix == ".xlsx" else libreoffice.convert(filled, "xlsx", tmp_path)
    book = openpyxl.load_workbook(again)
    for blank in openpyxl.load_workbook(bao_lac).worksheets[1:-1]:
        sheet = book[blank.title]
        assert sheet.protection.sheet
        low, headers, rows = table_of(blank)
        figures = range(headers["Khu vực"] + 1, headers["Ghi chú"])
        limited = {
            cell
            for rule in sheet.data_validations.dataValidation
            if rule.type == "whole" and rule.operator == "greaterThanOrEqual"
            for area in rule.sqref.ranges
            for cell in area.cells
        }
        assert {(row, column) for row in rows for column in figures} <= limited
        assert all(not sheet.cell(row, c).protection.locked for row in rows for c in figures)
        assert all(sheet.cell(row, c).protection.locked for row in rows for c in (1, 2, 3, 4))
        assert sheet.cell(low, 3).protection.locked


def test_nobody_can_change_a_code(bao_lac, libreoffice, tmp_path):
    sheet = openpyxl.load_workbook(bao_lac).worksheets[1]
    _, headers, rows = table_of(sheet)
    entry = Entry(sheet.title, rows[0] - 1, headers["Mã xã"] - 1, "99999")
    with pytest.raises(NotEntered):
        libreoffice.fill(bao_lac, [entry], tmp_path / "changed.xlsx")


def test_the_ledger_keeps_its_choices(forms, libreoffice, tmp_path, cao_bang):
    """Filled in and saved: words of the lists, a commune's code with its zero, a day, money."""
    form = forms["cao-bang-588"]["so-ho-tro"]
    sheet = openpyxl.load_workbook(form)["Sổ hỗ trợ"]
    _, headers, rows = table_of(sheet)
    row = rows[0] - 1
    given = {
        "Đơn vị, cá nhân hỗ trợ": "Hội Chữ thập đỏ",
        "Loại hỗ trợ": cao_bang.categories[0].name.vi,
        "Mã xã": "01290",
        "Tên xã": "Xã Bảo Lâm",
        "Năm": 2026,
        "Số trẻ": 120,
        "Số lượng": 12.5,
        "Số tiền (đồng)": 15_000_000,
    }
    entries = [Entry(sheet.title, row, headers[name] - 1, value) for name, value in given.items()]
    filled = libreoffice.fill(form, entries, tmp_path / "so-ho-tro.xlsx")
    read = rows_of(filled)[sheet.title][row]
    assert {name: read[headers[name] - 1] for name in given} == given
    chosen = openpyxl.load_workbook(filled)[sheet.title].data_validations.dataValidation
    assert sum(rule.type == "list" for rule in chosen) == 3


@pytest.mark.parametrize(
    ("programme", "name", "sheets"),
    # The largest district: six tables; the fewest communes and most tables.
    [("cao-bang-588", "bao-lac", 7), ("ninh-thuan-588", "ninh-son", 9)],
)
def test_a_district_prints_one_page_a_sheet(programme, name, sheets, forms, libreoffice, tmp_path):
    printed = libreoffice.convert(forms[programme][name], "pdf", tmp_path).read_bytes()
    pages = re.findall(rb"/Type\s*/Page\b.*?/MediaBox\s*\[([^]]*)\]", printed, flags=re.DOTALL)
    sizes = [sorted(round(float(length)) for length in page.split()[2:]) for page in pages]
    assert sizes == [[595, 842]] * sheets
