"""What a district finds in its form: its communes, the figures asked, cells that help."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from needs.forms import INSTRUCTION_SHEET, PREPARED_BY, PREPARED_ON, REMARKS, write_forms
from needs.forms.fields import CHILDREN, blocks
from needs.forms.identity import IDENTITY_SHEET, FormIdentity

from .tables import label, table_of, with_scope

PROGRAMMES = ("cao-bang-588", "ninh-thuan-588")


@pytest.fixture(scope="module", params=PROGRAMMES)
def form(request, forms, cao_bang, ninh_thuan):
    """A programme, and the form of one of its districts."""
    programme, name = {
        "cao-bang-588": (cao_bang, "bao-lac"),
        "ninh-thuan-588": (ninh_thuan, "ninh-son"),
    }[request.param]
    return programme, openpyxl.load_workbook(forms[programme.id][name])


def tables(book):
    return [
        sheet for sheet in book.worksheets if sheet.title not in (INSTRUCTION_SHEET, IDENTITY_SHEET)
    ]


def words(sheet) -> str:
    return "\n".join(
        str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None
    )


def beside(sheet, text):
    return next(
        sheet.cell(cell.row, cell.column + 1)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value == text
    )


def test_each_figure_asked_has_its_column(form):
    """The reader of returns goes by these words: title and name, exactly, in order."""
    programme, book = form
    for sheet, block in zip(tables(book), blocks(programme, "district"), strict=True):
        _, headers, _ = table_of(sheet)
        asked = [label(field) for field in block.fields]
        assert list(headers) == ["STT", "Mã xã", "Tên xã", "Khu vực", *asked, "Ghi chú"]


def test_the_communes_are_listed_with_codes_as_text(form):
    programme, book = form
    expected = {
        "cao-bang-588": [
            ("01321", "Xã Bảo Lạc", "III"),
            ("01324", "Xã Cốc Pàng", "III"),
            ("01327", "Xã Cô Ba", "III"),
            ("01336", "Xã Khánh Xuân", "III"),
            ("01339", "Xã Xuân Trường", "III"),
            ("01351", "Xã Hưng Đạo", "III"),
            ("01354", "Xã Huy Giáp", "III"),
            ("01360", "Xã Sơn Lộ", "III"),
        ],
        # Three of the five listed communes are of zone I: outside every category's scope.
        "ninh-thuan-588": [("22822", "Xã Mỹ Sơn", "III"), ("22828", "Xã Ma Nới", "III")],
    }[programme.id]
    for sheet in tables(book):
        _, _, rows = table_of(sheet)
        assert [tuple(sheet.cell(row, c).value for c in (2, 3, 4)) for row in rows] == expected
        assert {sheet.cell(row, 2).number_format for row in rows} == {"@"}


def test_a_category_asks_only_about_communes_in_its_scope(cao_bang, data, tmp_path):
    """Thành phố Cao Bằng has no specially disadvantaged commune: only area-wide support asks."""
    programme = with_scope(cao_bang, ["health"])
    (path,) = write_forms(programme, data, tmp_path, districts=["Thành phố Cao Bằng"])
    book = openpyxl.load_workbook(path)
    assert [sheet.title for sheet in tables(book)] == [
        "Trẻ em",
        programme.category("health").name.vi,
    ]
    for sheet in tables(book):
        _, _, rows = table_of(sheet)
        assert [sheet.cell(row, 2).value for row in rows] == ["01273", "01279", "01288"]


def test_only_figures_and_notes_can_be_entered(form):
    _, book = form
    for sheet in tables(book):
        assert sheet.protection.sheet
        assert not sheet.protection.password
        # In OOXML «formatColumns = 0» is what allows it.
        assert not sheet.protection.formatColumns
        assert not sheet.protection.formatRows
        assert sheet.protection.sort
        _, headers, rows = table_of(sheet)
        first, last = headers["Khu vực"] + 1, headers["Ghi chú"]
        free = {
            (cell.row, cell.column)
            for row in sheet.iter_rows()
            for cell in row
            if not cell.protection.locked
        }
        assert free == {(row, column) for row in rows for column in range(first, last + 1)}


def test_figures_take_whole_numbers_from_zero(form):
    _, book = form
    for sheet in tables(book):
        _, headers, rows = table_of(sheet)
        for column in range(headers["Khu vực"] + 1, headers["Ghi chú"]):
            letters = get_column_letter(column)
            (rule,) = (
                rule
                for rule in sheet.data_validations.dataValidation
                if f"{letters}{rows[0]}" in rule.sqref
            )
            assert f"{letters}{rows[-1]}" in rule.sqref
            assert (rule.type, rule.operator, rule.formula1) == ("whole", "greaterThanOrEqual", "0")
            assert "chưa có số liệu" in rule.prompt
            assert rule.showErrorMessage
            assert rule.errorStyle in (None, "stop")


def test_a_child_helped_twice_is_asked_for_once(form):
    """The message beside the total of children supported says so; other totals say to add up."""
    programme, book = form
    sheet = tables(book)[1]
    block = blocks(programme, "district")[1]
    _, headers, rows = table_of(sheet)
    prompts = {}
    for field in block.fields:
        cell = f"{get_column_letter(headers[label(field)])}{rows[0]}"
        rules = sheet.data_validations.dataValidation
        (prompts[field.id],) = (rule.prompt for rule in rules if cell in rule.sqref)
    assert "chỉ tính là một" in prompts[f"{block.id}.covered"]
    assert "cộng lại" in prompts[f"{block.id}.eligible"]
    assert "nhiều nhóm" in prompts[f"{block.id}.group.poor"]


def test_the_last_row_adds_up_what_is_known(form):
    _, book = form
    for sheet in tables(book):
        _, headers, rows = table_of(sheet)
        total = rows[-1] + 1
        assert sheet.cell(total, 3).value == "Tổng cộng"
        for column in range(headers["Khu vực"] + 1, headers["Ghi chú"]):
            letters = get_column_letter(column)
            span = f"{letters}{rows[0]}:{letters}{rows[-1]}"
            assert sheet.cell(total, column).value == f'=IF(COUNT({span})=0,"",SUM({span}))'


def test_a_blank_form_claims_no_figure(forms):
    """The cached results of the totals are empty, not 0: nothing is known yet."""
    book = openpyxl.load_workbook(forms["cao-bang-588"]["bao-lac"], data_only=True)
    for sheet in tables(book):
        _, headers, rows = table_of(sheet)
        for row in (*rows, rows[-1] + 1):
            figures = range(headers["Khu vực"] + 1, headers["Ghi chú"])
            assert {sheet.cell(row, column).value for column in figures} <= {None, ""}


def test_columns_are_numbered_and_totals_say_of_what(form):
    programme, book = form
    sheet, block = tables(book)[0], blocks(programme, "district")[0]
    low, headers, _ = table_of(sheet)
    assert block.id == CHILDREN
    assert [sheet.cell(low + 1, column).value for column in (1, 2, 3, 4, 5, 6)] == [
        *"ABCD",
        "(1)",
        "(2)",
    ]
    assert sheet.cell(low + 1, headers[label(block.fields[-1])]).value == "(6=2+3+4+5)"


def test_it_prints_on_a4(form):
    programme, book = form
    for sheet, block in zip(tables(book), blocks(programme, "district"), strict=True):
        low, headers, rows = table_of(sheet)
        top = low - any(field.above for field in block.fields)
        assert str(sheet.page_setup.paperSize) == "9"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        # One page wide (what Excel takes where nothing is said), as many high as it needs.
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == f"${top}:${low + 1}"
        last = get_column_letter(headers["Ghi chú"])
        assert sheet.print_area.endswith(f"$A$1:${last}${rows[-1] + 1}")
        assert "&P/&N" in sheet.oddFooter.right.text
        assert sheet.freeze_panes == f"D{rows[0]}"


def test_it_says_what_it_is(form):
    programme, book = form
    hidden = book[IDENTITY_SHEET]
    assert hidden.sheet_state == "veryHidden"
    rows = [(str(row[0].value), str(row[1].value or "")) for row in hidden.iter_rows()]
    identity = FormIdentity.from_rows(rows)
    assert identity == FormIdentity(
        form="district",
        programme=programme.id,
        edition=programme.edition,
        period=programme.period,
        form_version=programme.returns.form_version,
        district_code={"cao-bang-588": "043", "ninh-thuan-588": "585"}[programme.id],
        sheets={
            sheet.title: block.id
            for sheet, block in zip(tables(book), blocks(programme, "district"), strict=True)
        },
    )


def test_the_first_sheet_says_where_to_send_it_and_when(forms, cao_bang):
    book = openpyxl.load_workbook(forms["cao-bang-588"]["bao-lac"])
    sheet = book.active
    assert sheet.title == INSTRUCTION_SHEET
    assert beside(sheet, "Gửi về").value == cao_bang.lead_agency.vi
    assert beside(sheet, "Hạn gửi").value == "chậm nhất ngày 30/11/2026"
    said = words(sheet)
    assert "Huyện Bảo Lạc (cũ), tỉnh Cao Bằng – năm 2026" in said
    assert "Không ghi tên" in said
    assert "«chưa có số liệu»" in said
    assert "In English" in said


def test_no_deadline_is_invented(forms):
    sheet = openpyxl.load_workbook(forms["ninh-thuan-588"]["ninh-son"])[INSTRUCTION_SHEET]
    assert beside(sheet, "Hạn gửi").value == "theo văn bản yêu cầu báo cáo của cơ quan nhận"
    assert "Huyện Ninh Sơn, tỉnh Ninh Thuận – năm 2025" in words(sheet)


def test_the_preparer_has_three_cells(form):
    _, book = form
    sheet = book[INSTRUCTION_SHEET]
    cells = [beside(sheet, text) for text in (PREPARED_BY, PREPARED_ON, REMARKS)]
    free = [cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked]
    assert free == cells
    (rule,) = (
        rule for rule in sheet.data_validations.dataValidation if cells[1].coordinate in rule.sqref
    )
    assert (rule.type, rule.operator) == ("date", "greaterThanOrEqual")
    first = dt.date(1899, 12, 30) + dt.timedelta(days=int(rule.formula1))
    assert first == dt.date(2019, 1, 1)  # the plan's first year


def test_names_that_look_like_formulas_stay_words(cao_bang, data, tmp_path):
    category = cao_bang.categories[0]
    named = category.model_copy(update={"name": category.name.model_copy(update={"vi": "=1+1"})})
    programme = cao_bang.model_copy(update={"categories": [named]})
    programme = programme.model_copy(
        update={"returns": programme.returns.model_copy(update={"samples": []})}
    )
    for path in write_forms(programme, data, tmp_path):
        book = openpyxl.load_workbook(path)
        formulas = [
            cell.value
            for sheet in book.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        ]
        assert [formula for formula in formulas if not formula.startswith("=IF(COUNT(")] == []
