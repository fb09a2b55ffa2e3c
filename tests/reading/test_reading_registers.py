"""The support ledger and the donors' form: entries by row, choices by their words."""

from __future__ import annotations

import datetime as dt

import pytest

#: donor, category, code, commune, year, date, children, units, unit, VND, note
GIFT = [
    *["Hội A", "Đồ ấm", "01324", "Xã Cốc Pàng", 2026, "12/11/2026", 30, "12,5", "bộ"],
    *["15 triệu", "biên bản"],
]
DONOR = ["Công ty B", "Doanh nghiệp", "1.000.000.000"]


@pytest.fixture
def ledger(own_form, read):
    return lambda *rows, **more: read(own_form("support", {"ledger": rows}), **more)


@pytest.fixture
def donors(own_form, read):
    return lambda *rows, **more: read(own_form("donors", {"donors": rows}), **more)


def told(result):
    return {(value.entry, value.field_id): value.value for value in result.values}


def changed(row, **cells):
    """A gift with other cells: position by the letter of its column."""
    return [cells.get("ABCDEFGHIJK"[n], value) for n, value in enumerate(row)]


def test_a_gift(ledger):
    result = ledger(GIFT)
    assert (result.form, result.faults, result.questions) == ("support", (), ())
    entry = "Sổ hỗ trợ!4"
    assert told(result) == {
        (entry, "ledger.donor"): "Hội A",
        (entry, "ledger.category"): "warm_clothing",
        (entry, "ledger.period"): 2026,
        (entry, "ledger.date"): dt.date(2026, 11, 12),
        (entry, "ledger.children"): 30,
        (entry, "ledger.units"): 12.5,
        (entry, "ledger.unit"): "bộ",
        (entry, "ledger.amount_vnd"): 15_000_000,
        (entry, "ledger.note"): "biên bản",
    }
    assert {(value.commune_code, value.edition) for value in result.values} == {("01324", "2025")}


def test_a_gift_may_name_its_commune_by_code_or_name_anywhere_in_the_province(ledger):
    result = ledger(changed(GIFT, D=None), changed(GIFT, C=None, D="lý bôn"))
    assert {value.commune_code for value in result.values} == {"01324", "01294"}
    assert result.faults == ()


@pytest.mark.parametrize("column", ["A", "B", "D", "E", "G"])
def test_what_is_required(ledger, column, codes):
    result = ledger(
        changed(GIFT, **({column: None, "C": None} if column == "D" else {column: None}))
    )
    assert codes(result) == [("required_missing", f"{column}4")]
    assert result.values == ()


def test_categories_by_words_or_id_and_nothing_else(ledger, codes):
    rows = [changed(GIFT, B=words) for words in ("ĐỒ  ẤM", "warm_clothing", "quần áo ấm")]
    result = ledger(*rows)
    assert codes(result) == [("choice_unknown", "B6")]
    assert "Đồ ấm" in dict(result.faults[0].values)["choices"]
    assert {value.entry for value in result.values} == {"Sổ hỗ trợ!4", "Sổ hỗ trợ!5"}


def test_unclear_decimals_and_dates_wait(ledger, codes):
    result = ledger(changed(GIFT, H="1.234", F="11/30/2026"))
    assert set(codes(result)) == {("number_unclear", "H4"), ("date_unclear", "F4")}
    assert [candidate.answer for candidate in result.questions[0].candidates] == ["1234", "1.234"]


def test_rows_that_ask_for_nothing_are_ignored(own_form, read, outcomes):
    empty = [None] * 11
    rows = [empty, GIFT, ["Ghi chú: số liệu tạm tính"], [None] * 6 + [None]]
    result = read(own_form("support", {"ledger": rows}))
    assert [row.reason for row in result.rows if row.sheet == "Sổ hỗ trợ"][3:] == [
        *["blank", "", "footnote", "blank"]
    ]


def test_a_foreign_ledger_in_millions_is_asked_about(read):
    rows = [
        ["Sổ theo dõi hỗ trợ năm 2026"],
        [
            "TT",
            "Đơn vị, cá nhân hỗ trợ",
            "Loại hỗ trợ",
            "Xã",
            "Năm",
            "Số trẻ",
            "Kinh phí (triệu đồng)",
        ],
        [1, "Hội A", "Đồ ấm", "Cốc Pàng", 2026, 30, "15,5"],
        [2, "Hội B", "Đồ ấm", "Cô Ba", 2026, 40, 20],
        ["Tổng cộng", None, None, None, None, 70, 35.5],
    ]
    result = read(rows)
    assert result.form == "support"
    (question,) = result.questions
    assert question.candidates[0].answer == "ledger.amount_vnd*1000000"
    assert result.values == ()
    answered = read(rows, {("column", question.key): "ledger.amount_vnd*1000000"})
    amounts = [v.value for v in answered.values if v.field_id == "ledger.amount_vnd"]
    assert amounts == [15_500_000, 20_000_000]
    assert [row.reason for row in answered.rows] == ["title", "header", "", "", "total"]


def test_the_unit_above_the_table_counts_even_where_the_title_is_ours(read):
    rows = [
        ["ĐVT: triệu đồng"],
        ["Đơn vị, cá nhân hỗ trợ", "Loại hỗ trợ", "Xã", "Năm", "Số trẻ", "Số tiền (đồng)"],
        ["Hội A", "Đồ ấm", "Cốc Pàng", 2026, 30, 15],
    ]
    (question,) = read(rows).questions
    assert question.asked == "Số tiền (đồng)"


def test_a_ledger_without_a_required_column_waits(read, codes):
    rows = [
        ["Đơn vị, cá nhân hỗ trợ", "Loại hỗ trợ", "Xã", "Năm"],
        ["Hội A", "Đồ ấm", "Cốc Pàng", 2026],
    ]
    result = read(rows)
    assert codes(result) == [("required_column_missing", "")]
    assert dict(result.faults[0].values)["titles"] == "Số trẻ"


def test_a_donor_with_wishes(donors):
    wishes = ["Đồ ấm", 500, "Đồ ấm; Khám, chữa bệnh", "Bảo Lạc; huyện Bảo Lâm", "Lý Bôn", "II; III"]
    result = donors([*DONOR, *wishes])
    assert (result.faults, result.questions) == ((), ())
    values = {value.field_id: value.value for value in result.values}
    assert values == {
        "donors.donor": "Công ty B",
        "donors.donor_type": "enterprise",
        "donors.budget_vnd": 1_000_000_000,
        "donors.stock_category": "warm_clothing",
        "donors.stock_units": 500,
        "donors.categories": "warm_clothing;health",
        "donors.districts": "043;042",
        "donors.communes": "01294",
        "donors.zones": "II;III",
    }
    assert {value.commune_code for value in result.values} == {""}


def test_wishes_that_cannot_be_met_are_told(donors, codes):
    result = donors([*DONOR, None, None, None, "Mường Lát", "Lý Bốn", "IV"])
    assert codes(result) == [
        ("district_unknown", "G4"),
        ("name_unknown", "H4"),
        ("choice_unknown", "I4"),
    ]
    assert [question.kind for question in result.questions] == ["name"]


def test_a_wish_for_a_former_commune_is_told(donors, codes):
    result = donors([*DONOR, None, None, None, None, "Thượng Hà"])
    assert codes(result) == [("wish_other_edition", "H4")]


def test_a_foreign_list_of_donors_is_known_by_its_title(read):
    rows = [["STT", "Tên nhà tài trợ", "Loại nhà tài trợ"], [1, "Công ty B", "doanh nghiệp"]]
    result = read(rows)
    assert (result.form, len(result.values)) == ("donors", 2)
