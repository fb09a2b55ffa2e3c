"""The support ledger and the donors' form: rows to fill in, words to choose from."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from needs.forms import INSTRUCTION_SHEET, LIST_SHEET
from needs.forms.fields import blocks
from needs.forms.identity import IDENTITY_SHEET, FormIdentity
from needs.wording import collation_key

from .tables import label, table_of

FORMS = {"support": "so-ho-tro", "donors": "nha-tai-tro"}


@pytest.fixture(scope="module", params=["cao-bang-588", "ninh-thuan-588"])
def programme(request, cao_bang, ninh_thuan):
    return {"cao-bang-588": cao_bang, "ninh-thuan-588": ninh_thuan}[request.param]


@pytest.fixture(scope="module")
def ledger(programme, forms):
    return openpyxl.load_workbook(forms[programme.id]["so-ho-tro"])


@pytest.fixture(scope="module")
def donors(programme, forms):
    return openpyxl.load_workbook(forms[programme.id]["nha-tai-tro"])


def rule_of(sheet, header):
    _, headers, rows = table_of(sheet)
    letters = get_column_letter(headers[header])
    (rule,) = (
        rule
        for rule in sheet.data_validations.dataValidation
        if f"{letters}{rows[0]}" in rule.sqref and f"{letters}{rows[-1]}" in rule.sqref
    )
    return rule


def choices(book, sheet, header):
    """Return the words that a cell's drop-down offers."""
    name = rule_of(sheet, header).formula1.removeprefix("=")
    ((title, span),) = book.defined_names[name].destinations
    return [cell.value for row in book[title][span] for cell in row]


@pytest.mark.parametrize("form", FORMS)
def test_each_answer_has_its_column(form, programme, forms):
    book = openpyxl.load_workbook(forms[programme.id][FORMS[form]])
    (block,) = blocks(programme, form)
    _, headers, rows = table_of(book.worksheets[1])
    assert list(headers) == ["STT", *map(label, block.fields)]
    assert len(rows) >= 100
    assert [sheet.title for sheet in book.worksheets] == [
        INSTRUCTION_SHEET,
        block.title.vi,
        LIST_SHEET,
        IDENTITY_SHEET,
    ]
    hidden = [(str(row[0].value), str(row[1].value or "")) for row in book[IDENTITY_SHEET]]
    identity = FormIdentity.from_rows(hidden)
    assert identity is not None
    assert (identity.form, identity.sheets) == (form, {block.title.vi: block.id})


def test_categories_are_chosen_by_their_words(ledger, donors, programme):
    """A name with commas («Văn hóa, vui chơi, giải trí») stays one choice."""
    named = [category.name.vi for category in programme.categories]
    places = [facility.name.vi for facility in programme.facilities]
    assert choices(ledger, ledger["Sổ hỗ trợ"], "Loại hỗ trợ") == [*named, *places]
    sheet = donors["Nhà tài trợ"]
    assert choices(donors, sheet, "Khả năng hỗ trợ › hiện vật thuộc loại") == named
    assert choices(donors, sheet, "Mong muốn (để trống: tùy tỉnh) › loại hỗ trợ") == named
    assert rule_of(ledger["Sổ hỗ trợ"], "Loại hỗ trợ").errorStyle in (None, "stop")


def test_every_commune_of_the_province_is_offered(ledger, programme, gazetteer):
    sheet = ledger["Sổ hỗ trợ"]
    communes = gazetteer.communes(programme.province_code, programme.edition)
    names = choices(ledger, sheet, "Tên xã")
    codes = choices(ledger, sheet, "Mã xã")
    assert dict(zip(codes, names, strict=True)) == dict(
        zip(communes.commune_code, communes.commune, strict=True)
    )
    bare = [
        name.removeprefix("Xã ").removeprefix("Phường ").removeprefix("Thị trấn ") for name in names
    ]
    assert bare == sorted(bare, key=collation_key)
    # A former commune is not in the list, and yet the reader knows it: asked, not refused.
    assert rule_of(sheet, "Tên xã").errorStyle == "warning"


def test_codes_money_days_and_years_have_their_limits(ledger, programme):
    sheet = ledger["Sổ hỗ trợ"]
    _, headers, rows = table_of(sheet)
    assert sheet.cell(rows[0], headers["Mã xã"]).number_format == "@"
    assert rule_of(sheet, "Số tiền (đồng)").type == "whole"
    assert rule_of(sheet, "Số trẻ").type == "whole"
    assert rule_of(sheet, "Số lượng").type == "decimal"
    assert rule_of(sheet, "Ngày trao").type == "date"
    year = rule_of(sheet, "Năm")
    assert (year.type, int(year.formula1)) == ("whole", programme.plan.period_from)
    assert int(year.formula2) == int(programme.period) + 1


def test_several_wishes_may_stand_in_one_cell(donors, programme):
    sheet = donors["Nhà tài trợ"]
    (block,) = blocks(programme, "donors")
    for field in block.fields:
        if field.several:
            rule = rule_of(sheet, label(field))
            assert rule.type == "list"
            assert not rule.showErrorMessage
            assert "dấu chấm phẩy (;)" in rule.prompt
    districts = choices(donors, sheet, "Mong muốn (để trống: tùy tỉnh) › huyện (cũ)")
    assert {"cao-bang-588": "Huyện Bảo Lạc", "ninh-thuan-588": "Huyện Bác Ái"}[
        programme.id
    ] in districts


def test_only_the_entries_can_be_changed(ledger, donors):
    for book in (ledger, donors):
        sheet = book.worksheets[1]
        _, headers, rows = table_of(sheet)
        free = {
            (cell.row, cell.column)
            for row in sheet.iter_rows()
            for cell in row
            if not cell.protection.locked
        }
        assert free == {(row, column) for row in rows for column in list(headers.values())[1:]}
        assert all(other.protection.sheet for other in book.worksheets)


def test_conditions_stand_to_the_right_of_what_every_donor_is_asked(donors):
    """The first nine columns are those of the form before; each group has pages of its own."""
    sheet = donors["Nhà tài trợ"]
    _, headers, _ = table_of(sheet)
    assert [header.split(" › ")[-1] for header in headers][1:11] == [
        *["Tên nhà tài trợ", "Loại nhà tài trợ", "số tiền (đồng)", "hiện vật thuộc loại"],
        *["số lượng hiện vật", "loại hỗ trợ", "huyện (cũ)", "xã", "khu vực"],
        "Tên khoản hỗ trợ, hiện vật",
    ]
    first = {header.split(" › ")[-1]: column for header, column in headers.items()}
    begins = [first["Tên khoản hỗ trợ, hiện vật"], first["ít nhất mỗi xã"]]
    # A break stands behind the column of its number.
    assert [one.id for one in sheet.col_breaks.brk] == [column - 1 for column in begins]
    assert sheet.print_title_cols == "$A:$B"
    assert sheet.page_setup.orientation == "landscape"


def test_yes_or_no_is_chosen_and_months_stay_text(donors):
    sheet = donors["Nhà tài trợ"]
    _, headers, rows = table_of(sheet)
    (whole,) = [header for header in headers if header.endswith("trọn khoản, không thì thôi")]
    assert choices(donors, sheet, whole) == ["có", "không"]
    (months,) = [header for header in headers if "tháng thăm" in header]
    assert sheet.cell(rows[0], headers[months]).number_format == "@"
