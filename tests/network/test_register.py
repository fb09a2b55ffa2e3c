"""The register of donors: what is read, what waits, and that nobody's telephone is repeated."""

from __future__ import annotations

import pytest

from needs.errors import InputFaults
from needs.network import alike_names, read_donor_register

from .cases import gift, lot, network, register, row


def test_no_register_is_an_empty_one(programme, desk):
    read = read_donor_register(programme, desk)
    assert not read.exists
    assert read.donors.empty
    assert read.faults == ()


def test_words_become_ids(programme, desk):
    told = row(
        "Công ty Hòa Bình",
        "Doanh nghiệp",
        categories="Đồ ấm",
        districts="Bảo Lạc",
        occasions="Tết Trung thu",
        named_in_public="có",
        first_year="2019",
    )
    register(desk, programme, told)
    (one,) = read_donor_register(programme, desk).donors.to_dict("records")
    assert one["donor_kind"] == "enterprise"
    assert one["categories"] == ("warm_clothing",)
    assert one["districts"] == ("043",)
    assert one["occasions"] == ("mid_autumn",)
    assert one["named_in_public"]
    assert one["first_year"] == 2019


def test_every_fault_is_named_by_line_and_column_and_the_others_are_used(programme, desk):
    register(
        desk,
        programme,
        row("Công ty A", "hợp tác xã vũ trụ"),
        row("Công ty B", districts="Huyện Không Có"),
        row("Công ty C", first_year="khoảng 2019"),
        row("", "doanh nghiệp"),
        row("Công ty D"),
    )
    read = read_donor_register(programme, desk)
    places = [fault.where for fault in read.faults]
    assert [f"dòng {line}" in place for line, place in zip((2, 3, 4, 5), places, strict=True)]
    for column, place in zip(
        ("donor_kind", "districts", "first_year", "donor"), places, strict=True
    ):
        assert place.endswith(f"cột {column}")
    assert list(read.donors.donor) == ["Công ty D"]


@pytest.mark.parametrize("column", ["phone", "email"])
def test_what_is_wrong_with_a_contact_is_never_repeated(programme, desk, column):
    register(desk, programme, row("Công ty A", **{column: "hỏi bà Lê Thị Minh 0912"}))
    read = read_donor_register(programme, desk)
    (fault,) = read.faults
    assert "Minh" not in str(fault)
    assert "0912" not in str(fault)
    assert "Minh" not in repr(read)


def test_a_contact_does_not_show_in_logs(programme, desk):
    register(desk, programme, row("Công ty A", contact_person="Lê Thị Minh", phone="0912345678"))
    read = read_donor_register(programme, desk)
    contact = read.contacts["cong-ty-a"]
    assert (contact.person, contact.phone) == ("Lê Thị Minh", "0912345678")
    assert "Minh" not in repr(read)
    assert "0912345678" not in repr(read)


def test_a_person_is_named_only_with_a_document(programme, desk):
    told = {"kind": "cá nhân", "named_in_public": "có"}
    register(
        desk,
        programme,
        row("Ông A", **told),
        row("Ông B", **told, consent_evidence="Đơn ngày 1/2/2026"),
    )
    read = read_donor_register(programme, desk)
    assert list(read.donors.donor) == ["Ông B"]
    assert "consent_evidence" in read.faults[0].where


def test_silence_is_no_consent(programme, desk):
    register(desk, programme, row("Công ty A"))
    assert not read_donor_register(programme, desk).donors.named_in_public.any()


def test_two_rows_of_one_donor_both_wait(programme, desk):
    register(
        desk, programme, row("Công ty A", notes="x"), row("Công ty A", notes="y"), row("Công ty B")
    )
    read = read_donor_register(programme, desk)
    assert list(read.donors.donor) == ["Công ty B"]
    assert any("2, 3" in fault.where for fault in read.faults)


def test_a_file_without_names_is_refused(programme, desk):
    path = register(desk, programme)
    path.write_text("ten,loai\nA,B\n", encoding="utf-8")
    with pytest.raises(InputFaults, match="donor"):
        read_donor_register(programme, desk)


def test_the_order_of_rows_changes_nothing(programme, desk):
    rows = [row("Công ty A"), row("Công ty B", categories="Đồ ấm"), row("Công ty C")]
    register(desk, programme, *rows)
    first = read_donor_register(programme, desk).donors.drop(columns="source")
    register(desk, programme, *reversed(rows))
    again = read_donor_register(programme, desk).donors.drop(columns="source")
    assert first.equals(again)


def test_the_placing_of_tone_marks_is_one_name_other_spellings_are_asked(programme, desk):
    register(desk, programme, row("Quỹ Hòa Bình", "quỹ"), row("Công ty Minh Tâm"))
    known = network(
        programme,
        desk,
        lot(1, "khac-1", donor="Quỹ Hoà Bình"),
        lot(2, "khac-2", donor="Cty Minh Tân"),
    )
    assert set(known.given.donor_id) == {"quy-hoa-binh", "khac-2"}
    asked = {frozenset((one.donor, one.other)) for one in known.questions.itertuples()}
    assert asked == {frozenset(("Công ty Minh Tâm", "Cty Minh Tân"))}


def test_what_a_person_says_settles_the_question(programme, desk):
    given = lot(2, "khac-2", donor="Cty Minh Tân")
    register(desk, programme, row("Công ty Minh Tâm", also_called="Cty Minh Tân"))
    merged = network(programme, desk, given)
    assert set(merged.given.donor) == {"Công ty Minh Tâm"}
    assert merged.questions.empty
    register(desk, programme, row("Công ty Minh Tâm", not_same_as="khac-2"))
    apart = network(programme, desk, given)
    assert set(apart.given.donor_id) == {"khac-2"}
    assert apart.questions.empty


def test_numbers_tell_names_apart(programme, desk):
    known = network(
        programme, desk, offered=(gift("a", donor="Trường số 1"), gift("b", donor="Trường số 2"))
    )
    assert known.questions.empty


def test_alike_is_the_same_from_both_sides(programme, desk):
    known = network(
        programme,
        desk,
        offered=(gift("a", donor="Công ty Sao Mai"), gift("b", donor="CTY Sao Mai")),
    )
    (pair,) = known.questions.itertuples()
    assert {pair.donor_id, pair.other_id} == {"a", "b"}
    turned = alike_names(known.known.iloc[::-1], at_least=0.8)
    assert list(turned.donor_id) == [pair.donor_id]
