"""Our own forms: every title is known, so nothing is asked; what is wrong is told by cell."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from needs.forms.identity import IDENTITY_SHEET
from needs.workbooks import CellError

#: Band sums and total, groups, covered: of the category warm_clothing.
WARM = [100, 200, 300, 400, 1000, 10, 20, 3, 4, 50, 60, 100]
ROW = ["01324", "Xã Cốc Pàng", *WARM]


@pytest.fixture
def warm(own_form, read):
    """Read a form whose sheet «Đồ ấm» is filled in with these rows."""
    return lambda *rows, **stated: read(own_form(filled={"warm_clothing": rows}), **stated)


def test_a_filled_form_is_read_without_a_question(warm, figures):
    result = warm(ROW)
    assert (result.own, result.form, result.programme) == (True, "district", "cao-bang-588")
    assert (result.district_code, result.period, result.form_version) == ("043", "2026", "2")
    assert result.faults == ()
    assert result.questions == ()
    assert figures(result) == {
        ("01324", f"warm_clothing.{field}"): value
        for field, value in zip(
            [
                "eligible.nursery",
                "eligible.kindergarten",
                "eligible.primary",
                "eligible.lower_secondary",
                "eligible",
                "group.poor",
                "group.near_poor",
                "group.disabled",
                "group.orphan",
                "covered.state",
                "covered.society",
                "covered",
            ],
            WARM,
            strict=True,
        )
    }
    first = result.values[0]
    assert (first.entry, first.edition) == ("2025:01324", "2025")
    assert (first.place.sheet, first.place.cell) == ("Đồ ấm", "D4")


def test_an_empty_row_is_no_answer_and_no_fault(warm):
    result = warm(["01321", "Xã Bảo Lạc"], ROW)
    assert [row.reason for row in result.rows if row.sheet == "Đồ ấm"][3:] == ["empty_form_row", ""]
    assert result.faults == ()


def test_an_empty_cell_stays_missing(warm, figures):
    result = warm(["01324", "Xã Cốc Pàng", None, 200, "chưa có số liệu"])
    assert figures(result) == {("01324", "warm_clothing.eligible.kindergarten"): 200}


def test_a_row_with_a_wrong_cell_waits_and_the_others_are_used(warm, codes, figures):
    wrong = ["01321", "Xã Bảo Lạc", -5, "khoảng 20", *WARM[2:]]
    result = warm(wrong, ROW)
    assert codes(result) == [("negative", "D4"), ("approximate", "E4")]
    assert {code for code, _ in figures(result)} == {"01324"}
    # What could be read of the row that waits is handed on, to be compared.
    assert {value.value for value in result.values if value.commune_code == "01321"} == {*WARM[2:]}
    waiting = [row for row in result.rows if row.outcome == "quarantined"]
    assert [(row.row, row.reason, row.commune_code) for row in waiting] == [
        (3, "negative", "01321")
    ]


def test_an_unclear_number_is_asked_once_and_remembered(own_form, read, figures):
    form = own_form(filled={"warm_clothing": [["01324", "Xã Cốc Pàng", 1.234]]})
    result = read(form)
    (question,) = result.questions
    assert [row.reason for row in result.rows if row.outcome == "quarantined"] == ["number_unclear"]
    assert (question.kind, question.asked) == ("value", "1.234")
    assert [candidate.answer for candidate in question.candidates] == ["1234"]
    field = ("01324", "warm_clothing.eligible.nursery")
    answered = read(form, {("value", question.key): "1234"})
    assert (figures(answered), answered.questions, answered.faults) == ({field: 1234}, (), ())
    missing = read(form, {("value", question.key): "missing"})
    assert (figures(missing), missing.questions) == ({}, ())
    # Half a child is no answer to how many children there are.
    assert read(form, {("value", question.key): "12.5"}).questions == (question,)


def test_the_answer_of_another_file_is_not_taken(own_form, read):
    form = own_form(filled={"warm_clothing": [["01324", "Xã Cốc Pàng", 1.234]]})
    (question,) = read(form).questions
    other = dataclasses.replace(form, sha256="cd" * 32)
    assert read(other, {("value", question.key): "1234"}).values == ()


def test_small_numbers_beside_a_lost_thousands_separator_are_told(warm):
    """Typed «1.234» and «2.000» under English settings: 1.234 and 2."""
    result = warm(
        ["01324", "Xã Cốc Pàng", 1.234], ["01321", "Xã Bảo Lạc", 2], ["01327", "Xã Cô Ba", 5000]
    )
    (told,) = [fault for fault in result.faults if fault.code == "thousands_lost"]
    assert dict(told.values)["cells"] == "D5"


def test_formulas_are_told_once_a_column_and_those_without_a_result_wait(own_form, read, figures):
    form = own_form(filled={"warm_clothing": [ROW, ["01321", "Xã Bảo Lạc", 1, None, 3]]})
    sheets = [
        dataclasses.replace(
            one,
            formulas=frozenset({(3, 3), (4, 3), (4, 4)}),
            uncached=frozenset({(4, 4)}),
        )
        if one.name == "Đồ ấm"
        else one
        for one in form.sheets
    ]
    result = read(dataclasses.replace(form, sheets=tuple(sheets)))
    found = {(fault.code, fault.severity, fault.place.cell) for fault in result.faults}
    assert found == {("formula", "warning", "D4"), ("formula_without_value", "error", "E5")}
    assert {code for code, _ in figures(result)} == {"01324"}


def test_code_and_name_have_to_be_of_one_commune(warm, codes):
    result = warm(["01321", "Xã Cốc Pàng", *WARM])
    assert codes(result) == [("code_name_disagree", "C4")]
    assert result.values == ()


def test_codes_that_lost_their_zero_are_put_right_and_told(warm, codes, figures):
    result = warm([1324, "Xã Cốc Pàng", *WARM], ["1321.0", "Xã Bảo Lạc", *WARM])
    assert codes(result) == [("code_padded", "B4")]
    assert {code for code, _ in figures(result)} == {"01324", "01321"}


def test_totals_of_our_own_forms_are_formulas_and_not_compared(own_form, read):
    total = [None, "Tổng cộng", 999]
    form = own_form(filled={"warm_clothing": [ROW, total]})
    marked = [
        dataclasses.replace(one, formulas=frozenset({(4, 3)})) if one.name == "Đồ ấm" else one
        for one in form.sheets
    ]
    result = read(dataclasses.replace(form, sheets=tuple(marked)))
    assert result.totals == ()
    assert [row.reason for row in result.rows if row.sheet == "Đồ ấm"][-1] == "total"
    assert read(form).totals[0].values == {"warm_clothing.eligible.nursery": 999}


def test_a_form_of_another_programme_is_not_used_at_all(own_form, read):
    result = read(own_form(filled={"warm_clothing": [ROW]}, programme="ninh-thuan-588"))
    assert [fault.code for fault in result.faults] == ["other_programme"]
    assert result.values == ()
    assert {row.reason for row in result.rows if row.outcome == "quarantined"} == {
        "other_programme"
    }


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"period": "2025"}, "other_period"),
        ({"form_version": "0.9"}, "other_form_version"),
    ],
)
def test_a_late_or_older_form_is_read_and_told(own_form, read, change, code):
    result = read(own_form(filled={"warm_clothing": [ROW]}, **change))
    assert [(fault.code, fault.severity) for fault in result.faults] == [(code, "warning")]
    assert len(result.values) == len(WARM)
    assert result.period == change.get("period", "2026")


def test_what_the_form_says_goes_before_what_was_stated(own_form, read):
    result = read(
        own_form(filled={"warm_clothing": [ROW]}),
        district_code="042",
        form="donors",
        period="2025",
    )
    assert (result.form, result.district_code, result.period) == ("district", "043", "2026")
    assert {fault.code for fault in result.faults} == {
        "other_form",
        "other_district",
        "other_period",
    }
    told = next(fault for fault in result.faults if fault.code == "other_district")
    assert dict(told.values) == {"found": "Huyện Bảo Lạc", "expected": "Huyện Bảo Lâm"}


@pytest.mark.parametrize(
    "damage", [{"form": ""}, {"form": "x"}, {"edition": "1900"}, {"period": "x"}]
)
def test_a_damaged_hidden_sheet_makes_it_a_foreign_table(own_form, read, damage):
    form = own_form(filled={"warm_clothing": [ROW]}, **damage)
    result = read(form)
    assert not result.own
    assert "identity_damaged" in {fault.code for fault in result.faults}
    # The sheets are still called like their categories, so that their titles are exact.
    assert len(result.values) == len(WARM)


def test_a_renamed_sheet_is_asked_about_and_not_guessed(own_form, read, sheet):
    form = own_form(filled={"warm_clothing": [ROW]})
    renamed = [
        sheet([["Biểu mới"], *one.rows[1:]], name="Trang 5") if one.name == "Đồ ấm" else one
        for one in form.sheets
    ]
    result = read(dataclasses.replace(form, sheets=tuple(renamed)))
    assert result.values == ()
    assert {question.kind for question in result.questions} == {"column"}
    assert len(result.questions) == len(WARM)


def test_the_day_that_the_form_was_made(own_form, read, sheet):
    form = own_form(filled={"warm_clothing": [ROW]})

    def on(value):
        guide = sheet([["Hướng dẫn"], ["Ngày lập", None, value]], name="Hướng dẫn")
        return read(
            dataclasses.replace(form, sheets=(guide, *form.sheets)), date=dt.date(2026, 12, 1)
        )

    assert on("12/11/2026").date == dt.date(2026, 11, 12)
    assert on(dt.datetime.fromisoformat("2026-11-12")).date == dt.date(2026, 11, 12)
    assert on(None).date == dt.date(2026, 12, 1)
    unclear = on("11/30/2026")
    assert unclear.date == dt.date(2026, 12, 1)
    assert [(f.code, f.place.cell) for f in unclear.faults] == [("return_date_unclear", "C2")]


def test_a_hidden_sheet_of_figures_is_told(own_form, read):
    form = own_form(filled={"warm_clothing": [ROW]})
    hidden = [
        dataclasses.replace(one, hidden=one.hidden or one.name == "Đồ ấm") for one in form.sheets
    ]
    result = read(dataclasses.replace(form, sheets=tuple(hidden)))
    assert [(fault.code, fault.place.sheet) for fault in result.faults] == [
        ("hidden_sheet", "Đồ ấm")
    ]
    reasons = {row.reason for row in result.rows if row.sheet in ("Đồ ấm", IDENTITY_SHEET)}
    assert reasons == {"hidden_sheet"}


def test_a_cell_with_an_error_value(warm, codes):
    assert codes(warm(["01324", "Xã Cốc Pàng", CellError("#REF!")])) == [("error_value", "D4")]
