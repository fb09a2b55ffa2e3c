"""Former communes added up to the communes of today: real communes of the gazetteer."""

from __future__ import annotations

import pytest

from needs.places import Gazetteer
from needs.reading.records import Place, ReturnedValue
from needs.returns.former import Successors, carried_to
from needs.returns.words import words_of

from .reads import FILE, codes, successors_of

FIELD = "health.eligible"
CAO_BANG, THANH_HOA, KHANH_HOA = "04", "38", "56"


@pytest.fixture(scope="module")
def successors(gazetteer) -> Successors:
    return successors_of(gazetteer)


def code(gazetteer: Gazetteer, edition: str, province: str, name: str, district: str = "") -> str:
    units = gazetteer.communes(province, edition)
    found = units[(units.commune == name) & (units.district.str.contains(district))]
    assert len(found) == 1
    return str(found.commune_code.iloc[0])


def value(edition, commune, number, *, row, field=FIELD, column=5):
    place = Place(FILE, "Khám", row, column)
    return ReturnedValue(f"{edition}:{commune}", field, number, place, commune, edition)


@pytest.fixture(scope="module")
def bao_lac(gazetteer):
    """Xã Bảo Lạc of 2025 was made of three communes, all whole; and these."""
    today = code(gazetteer, "2025", CAO_BANG, "Xã Bảo Lạc")
    parts = [
        code(gazetteer, "pre-2025", CAO_BANG, name, "Bảo Lạc")
        for name in ("Thị trấn Bảo Lạc", "Xã Bảo Toàn", "Xã Hồng Trị")
    ]
    return today, parts


def test_all_predecessors_add_up_exactly(successors, bao_lac):
    """120 + 80 + 50 = 250, in the three cells."""
    today, parts = bao_lac
    told = [
        value("pre-2025", part, n, row=row)
        for row, (part, n) in enumerate(zip(parts, (120, 80, 50), strict=True), start=4)
    ]
    (figure,), faults = carried_to("2025", told, successors)
    assert faults == []
    assert (figure.commune_code, figure.field_id, figure.value) == (today, FIELD, 250)
    assert sorted(place.row for place in figure.places) == [4, 5, 6]
    turned, _ = carried_to("2025", told[::-1], successors)
    assert turned == [figure]


def test_one_predecessor_lacking_is_no_figure_and_named(successors, bao_lac):
    _, parts = bao_lac
    told = [value("pre-2025", part, 10, row=row) for row, part in enumerate(parts[:2])]
    figures, faults = carried_to("2025", told, successors)
    assert figures == []
    assert {(f.code, f.severity) for f in faults} == {("former_communes_lacking", "error")}
    assert {fault.place.row for fault in faults} == {0, 1}
    words = words_of(faults[0], lang="vi")
    assert "Xã Bảo Lạc" in words.found
    assert "Xã Hồng Trị" in words.expected


def test_a_row_is_blamed_once_and_not_in_every_column(successors, bao_lac):
    _, parts = bao_lac
    told = [
        value("pre-2025", parts[0], 10, row=0, field=f"health.{measure}", column=column)
        for column, measure in enumerate(("eligible", "group.poor", "covered"))
    ]
    _, (fault,) = carried_to("2025", told, successors)
    assert fault.place.column == 0


def test_a_predecessor_left_out_of_another_block_is_lacking_there(successors, bao_lac):
    """All three told their children; only two told warm clothing."""
    today, parts = bao_lac
    told = [
        value("pre-2025", part, 10, row=row, field="children.children")
        for row, part in enumerate(parts)
    ] + [
        value("pre-2025", part, 5, row=row + 9, field="warm_clothing.eligible")
        for row, part in enumerate(parts[:2])
    ]
    figures, faults = carried_to("2025", told, successors)
    assert [(f.commune_code, f.field_id, f.value) for f in figures] == [
        (today, "children.children", 30)
    ]
    assert {fault.place.row for fault in faults} == {9, 10}


def test_one_empty_cell_leaves_one_figure_unknown_and_keeps_the_rows(successors, bao_lac):
    """Xã Hồng Trị left the orphans empty: 2 + 1 are not all; its 50 eligible still count."""
    today, parts = bao_lac
    told = [value("pre-2025", part, 50, row=row) for row, part in enumerate(parts)] + [
        value("pre-2025", part, n, row=row, field="health.group.orphan", column=7)
        for row, (part, n) in enumerate(zip(parts[:2], (2, 1), strict=True))
    ]
    figures, faults = carried_to("2025", told, successors)
    assert [(f.commune_code, f.field_id, f.value) for f in figures] == [(today, FIELD, 150)]
    assert {(f.code, f.severity, f.place.column) for f in faults} == {
        ("former_cells_empty", "warning", 7)
    }
    assert "Xã Hồng Trị" in words_of(faults[0], lang="vi").expected


def test_a_predecessor_that_waits_is_not_called_lacking(successors, bao_lac):
    """Its row is there, with an error: «add it» would be the wrong advice."""
    _, parts = bao_lac
    told = [value("pre-2025", part, 10, row=row) for row, part in enumerate(parts[:2])]
    figures, faults = carried_to("2025", told, successors, waiting={("Khám", parts[2])})
    assert figures == []
    assert {(f.code, f.place.row, f.place.column) for f in faults} == {
        ("waits_for_other_rows", 0, -1),
        ("waits_for_other_rows", 1, -1),
    }


@pytest.mark.parametrize(
    ("province", "name", "into"),
    [
        (THANH_HOA, "Phường Đông Thọ", ("Phường Hạc Thành", "Phường Hàm Rồng")),
        (KHANH_HOA, "Xã Cam An Bắc", ("Xã Cam An", "Xã Cam Lâm")),
    ],
)
def test_a_divided_commune_is_never_added(gazetteer, successors, province, name, into):
    """Cao Bằng divided none; Thanh Hóa and Khánh Hòa did."""
    old = code(gazetteer, "pre-2025", province, name)
    figures, (fault,) = carried_to("2025", [value("pre-2025", old, 10, row=3)], successors)
    assert figures == []
    assert (fault.code, fault.severity) == ("former_commune_divided", "error")
    assert all(new in words_of(fault, lang="vi").found for new in into)


def test_beside_a_divided_commune_nothing_can_be_added_up(gazetteer, successors):
    """Its whole neighbours in the new commune are told to report by the new one, not to add it."""
    new = code(gazetteer, "2025", THANH_HOA, "Phường Hàm Rồng")
    divided = code(gazetteer, "pre-2025", THANH_HOA, "Phường Đông Thọ")
    parts = successors.parts[new]
    assert divided in parts
    told = [value("pre-2025", part, 10, row=row) for row, part in enumerate(parts)]
    figures, faults = carried_to("2025", told, successors)
    assert figures == []
    assert len(faults) == len(parts)
    assert codes(faults) == {"former_commune_divided", "former_commune_beside_divided"}
    beside = next(f for f in faults if f.code == "former_commune_beside_divided")
    assert "Phường Đông Thọ" in words_of(beside, lang="vi").action


def test_no_commune_of_cao_bang_was_divided(gazetteer, successors):
    """So that every return of the province by former communes can be added up."""
    communes = gazetteer.communes(CAO_BANG, "2025")
    told = [
        value("pre-2025", part, 1, row=row)
        for row, part in enumerate(
            part for new in communes.commune_code for part in successors.parts[new]
        )
    ]
    figures, faults = carried_to("2025", told, successors)
    assert faults == []
    assert {f.commune_code for f in figures} == set(communes.commune_code)
    assert sum(figure.value for figure in figures) == len(told)


def test_a_commune_that_only_changed_its_kind_is_itself(gazetteer, successors):
    """Thị trấn Thạnh Mỹ became Xã Thạnh Mỹ, alone: either name tells either edition."""
    units = gazetteer.units["2025"]
    (new,) = units[units.commune == "Xã Thạnh Mỹ"].commune_code
    (old,) = successors.parts[new]
    assert successors.name("pre-2025", old) == "Thị trấn Thạnh Mỹ"
    for edition, other, told, wanted in (
        ("2025", "pre-2025", old, new),
        ("pre-2025", "2025", new, old),
    ):
        (figure,), faults = carried_to(edition, [value(other, told, 7, row=1)], successors)
        assert (figure.commune_code, figure.value, faults) == (wanted, 7, [])


def test_a_new_commune_is_not_divided_among_its_predecessors(successors, bao_lac):
    """A programme that counts by former communes cannot use a figure of the new one."""
    today, _ = bao_lac
    figures, (fault,) = carried_to("pre-2025", [value("2025", today, 10, row=1)], successors)
    assert figures == []
    assert (fault.code, fault.severity) == ("commune_of_today", "error")


def test_both_halves_of_a_former_commune_add_up_to_it():
    """A divided commune whose parts became communes of their own: 30 + 12 = 42."""
    halves = Successors(
        parts={"00011": ("00001",), "00012": ("00001",)},
        into={"00001": ("00011", "00012")},
        names={},
    )
    told = [value("2025", "00011", 30, row=1), value("2025", "00012", 12, row=2)]
    (figure,), faults = carried_to("pre-2025", told, halves)
    assert (figure.commune_code, figure.value, faults) == ("00001", 42, [])
    figures, (fault,) = carried_to("pre-2025", told[:1], halves)
    assert (figures, fault.code) == ([], "former_communes_lacking")
