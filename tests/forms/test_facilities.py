"""The block that counts places: asked of every specially disadvantaged commune, never children."""

from __future__ import annotations

import openpyxl
import pytest

from needs.forms import INSTRUCTION_SHEET, write_forms
from needs.forms.fields import FACILITIES, blocks, fields_of
from needs.forms.labels import field_labels

from .tables import table_of, with_scope

SHEET = "Công trình còn thiếu"


def without_places(programme):
    return programme.model_copy(update={"facilities": []})


def codes_asked(book, name):
    sheet = book[name]
    _, _, rows = table_of(sheet)
    return [sheet.cell(row, 2).value for row in rows]


def test_a_column_for_each_kind_of_place(cao_bang):
    block = blocks(cao_bang, "district")[-1]
    assert (block.id, block.title.vi, block.title.en) == (FACILITIES, SHEET, "Places lacking")
    assert [(field.id, field.kind) for field in block.fields] == [
        (f"facilities.lacking.{facility.id}", "count") for facility in cao_bang.facilities
    ]
    label = field_labels(cao_bang)["facilities.lacking.classroom"]
    assert label.vi == "Công trình còn thiếu › Phòng học còn thiếu"


def test_a_profile_without_places_asks_about_none(cao_bang, data, tmp_path):
    programme = without_places(cao_bang)
    assert FACILITIES not in {block.id for block in blocks(programme, "district")}
    ledger = fields_of(programme, "support")["ledger.category"]
    assert [value for value, _ in ledger.choices] == [c.id for c in programme.categories]
    paths = write_forms(programme, data, tmp_path, districts=["Bảo Lạc"])
    book = openpyxl.load_workbook(paths[0])
    assert SHEET not in book.sheetnames
    said = "\n".join(str(cell.value) for row in book[INSTRUCTION_SHEET] for cell in row)
    assert "công trình" not in said


def test_places_are_asked_where_communes_are_specially_disadvantaged(cao_bang, data, tmp_path):
    """An area-wide category asks about zone I and II, too; the places only about zone III."""
    programme = with_scope(cao_bang, ["health"])
    paths = write_forms(programme, data, tmp_path, districts=["Bảo Lạc", "Hà Quảng"])
    for path in paths:
        book = openpyxl.load_workbook(path)
        sheet = book[SHEET]
        _, headers, rows = table_of(sheet)
        assert {sheet.cell(row, headers["Khu vực"]).value for row in rows} == {"III"}
        assert set(codes_asked(book, SHEET)) <= set(codes_asked(book, "Trẻ em"))


def test_a_district_without_such_communes_gets_no_sheet_of_places(cao_bang, data, tmp_path):
    programme = with_scope(cao_bang, ["health"])
    (path,) = write_forms(programme, data, tmp_path, districts=["Thành phố Cao Bằng"])
    assert SHEET not in openpyxl.load_workbook(path).sheetnames


@pytest.fixture(scope="module")
def book(bao_lac):
    return openpyxl.load_workbook(bao_lac)


def test_the_sheet_says_that_places_are_counted(book):
    sheet = book[SHEET]
    unit = sheet.cell(3, 1).value
    assert "công trình" in unit
    assert "không đếm trẻ" in unit
    assert "0: không thiếu" in unit
    _, headers, rows = table_of(sheet)
    prompts = [rule.prompt for rule in sheet.data_validations.dataValidation if rule.type]
    of_figures = [prompt for prompt in prompts if "Đếm công trình, không đếm trẻ" in prompt]
    assert len(of_figures) == len(headers) - 5  # STT, code, name, zone, notes
    assert rows


def test_the_guide_explains_the_sheet_and_whom_to_ask(book, cao_bang):
    said = "\n".join(str(cell.value) for row in book[INSTRUCTION_SHEET] for cell in row)
    for facility in cao_bang.facilities:
        assert facility.name.vi in said
    assert f"«{SHEET}»: hỏi thêm" in said
    assert "Đếm công trình, không đếm trẻ" in said


def test_the_ledger_says_what_a_gift_of_places_needs(forms, cao_bang):
    book = openpyxl.load_workbook(forms["cao-bang-588"]["so-ho-tro"])
    said = "\n".join(str(cell.value) for row in book[INSTRUCTION_SHEET] for cell in row)
    assert "bắt buộc ghi «Số lượng» (số công trình); «Số trẻ» để trống cũng được" in said
    donors = openpyxl.load_workbook(forms["cao-bang-588"]["nha-tai-tro"])
    said = "\n".join(str(cell.value) for row in donors[INSTRUCTION_SHEET] for cell in row)
    assert "công trình" not in said
