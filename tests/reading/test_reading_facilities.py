"""Places lacking, as they are read: counted in places, never mixed up with children."""

from __future__ import annotations

import pytest

BLOCK = "facilities"
PLACES = ["play_area", "classroom", "kindergarten_building", "health_station"]
WHERE = ["01324", "Xã Cốc Pàng"]


@pytest.fixture
def lacking(own_form, read):
    """Read a form whose sheet of places is filled in with these rows."""
    return lambda *rows, **changes: read(own_form(filled={BLOCK: rows}, **changes))


def ids(**told):
    return {("01324", f"facilities.lacking.{name}"): value for name, value in told.items()}


def test_a_filled_form_is_read_without_a_question(lacking, figures):
    result = lacking([*WHERE, 2, 0, None, 1])
    assert (result.faults, result.questions) == ((), ())
    assert figures(result) == ids(play_area=2, classroom=0, health_station=1)


@pytest.mark.parametrize("written", ["2 phòng", "2 lớp", "2 công trình", "2", 2, 2.0, "02"])
def test_a_number_of_places(lacking, figures, written):
    result = lacking([*WHERE, None, written])
    assert result.faults == ()
    assert figures(result) == ids(classroom=2)


@pytest.mark.parametrize("written", ["30 em", "30 trẻ", "1,5", 1.25e-3, "50%", "nhiều"])
def test_what_is_no_number_of_places_waits(lacking, codes, figures, written):
    """«30 em» under «Phòng học» are children: they are not read as thirty classrooms."""
    result = lacking([*WHERE, None, written])
    assert codes(result) == [("not_places", "E4")]
    assert figures(result) == {}


def test_children_are_not_counted_in_rooms(own_form, read, codes):
    result = read(own_form(filled={"warm_clothing": [[*WHERE, "30 phòng"]]}))
    assert codes(result) == [("not_a_number", "D4")]


def test_a_form_of_the_version_before_is_read_and_told(own_form, read, figures):
    """Version 1 had no sheet of places: what it tells is used, places stay unknown."""
    form = own_form(filled={"warm_clothing": [[*WHERE, 100]]}, form_version="1")
    sheets = tuple(sheet for sheet in form.sheets if sheet.name != "Công trình còn thiếu")
    assert len(sheets) == len(form.sheets) - 1
    result = read(type(form)(form.name, form.sha256, form.kind, sheets))
    assert [(fault.code, fault.severity) for fault in result.faults] == [
        ("other_form_version", "warning")
    ]
    assert figures(result) == {("01324", "warm_clothing.eligible.nursery"): 100}


@pytest.fixture
def table(read):
    """A table of the district with one row of titles."""
    return lambda titles, *body, above=(): read([*above, ["STT", "Tên xã", *titles], *body])


def test_titles_of_our_form_are_known_in_a_table_of_the_district(table, figures):
    result = table(["Phòng học còn thiếu", "TRẠM Y TẾ CÒN THIẾU"], [1, "Cốc Pàng", 3, 1])
    assert result.questions == ()
    assert figures(result) == ids(classroom=3, health_station=1)


def test_rooms_that_may_be_there_already_are_asked_about(read):
    """«Phòng học» alone may be how many there are: it is not taken as how many are lacking."""
    result = read([["STT", "Tên xã", "Phòng học"], [1, "Cốc Pàng", 12]])
    (question,) = result.questions
    assert question.candidates[0].answer == "facilities.lacking.classroom"
    assert {row.reason for row in result.rows if row.outcome == "quarantined"} == {
        "column_unconfirmed"
    }


def test_other_words_of_the_profile_are_offered(read):
    result = read([["STT", "Tên xã", "Số sân chơi còn thiếu"], [1, "Cốc Pàng", 2]])
    (question,) = result.questions
    assert question.candidates[0].answer == "facilities.lacking.play_area"


@pytest.mark.parametrize(("unit", "asked"), [("(phòng)", 0), ("(trẻ)", 1)])
def test_children_under_the_title_of_a_place_are_asked_about(table, unit, asked):
    row = [1, "Cốc Pàng", 30]
    assert len(table([f"Phòng học còn thiếu {unit}"], row).questions) == asked
    assert len(table(["Phòng học còn thiếu"], [None, None, unit], row).questions) == asked


def test_thousands_of_people_are_not_thousands_of_places(table, figures):
    result = table(["Phòng học còn thiếu"], [1, "Cốc Pàng", 3], above=[["ĐVT: nghìn người"]])
    assert figures(result) == ids(classroom=3)


#: donor, category, code, commune, year, date, children, units, unit, VND, note
GIFT = ["Quỹ A", "Phòng học", "01324", "Xã Cốc Pàng", 2026, None, None, 2, "phòng"]


@pytest.fixture
def ledger(own_form, read):
    return lambda *rows: read(own_form("support", {"ledger": rows}))


def changed(row, **cells):
    return [cells.get("ABCDEFGHI"[n], value) for n, value in enumerate(row)]


def test_a_gift_of_places_needs_no_children(ledger):
    result = ledger(GIFT)
    assert result.faults == ()
    told = {value.field_id: value.value for value in result.values}
    assert (told["ledger.category"], told["ledger.units"]) == ("classroom", 2)
    assert "ledger.children" not in told


@pytest.mark.parametrize(
    ("units", "code"),
    [(None, "required_missing"), ("1,5", "not_places"), (0.5, "not_places"), ("30 %", "percent")],
)
def test_a_gift_of_places_says_how_many_whole_ones(ledger, codes, units, code):
    result = ledger(changed(GIFT, H=units))
    assert [(found[: len(code)], cell) for found, cell in codes(result)] == [(code, "H4")]
    assert result.values == ()


def test_places_and_other_goods_have_their_units_behind_them(ledger):
    result = ledger(
        changed(GIFT, H="2 phòng"), changed(GIFT, B="Đồ ấm", G=30, H="30 bộ", A="Quỹ B")
    )
    assert result.faults == ()
    assert [v.value for v in result.values if v.field_id == "ledger.units"] == [2, 30]


def test_a_gift_to_children_still_needs_their_number(ledger, codes):
    assert codes(ledger(changed(GIFT, B="Đồ ấm"))) == [("required_missing", "G4")]


def test_a_ledger_of_the_district_without_a_column_of_quantities(read, codes):
    head = ["Đơn vị, cá nhân hỗ trợ", "Loại hỗ trợ", "Tên xã", "Năm", "Số trẻ"]
    rows = [["Quỹ A", "Phòng học", "Cốc Pàng", 2026, None], ["B", "Đồ ấm", "Cô Ba", 2026, 30]]
    result = read([head, *rows], form="support")
    assert codes(result) == [("required_missing", "2")]
    assert {value.field_id: value.value for value in result.values}["ledger.children"] == 30
