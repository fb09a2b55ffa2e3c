"""What the ledger takes and what it refuses, worked by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest

from needs.commitments import (
    CommitmentRefused,
    Given,
    Ledger,
    commitments,
    entries_table,
    verify,
)

from .ledger_cases import THACH_LAM, child, entry, lot, put, room

NOW = datetime.now(UTC)


def test_the_second_donor_is_refused_with_the_name_of_the_first(ledger: Ledger):
    """40 children lack coats; A has accepted 30, so B may have 10 at most, not 20."""
    put(ledger, "accepted", lot("quy-a", 30), most=40)
    with pytest.raises(CommitmentRefused) as refused:
        put(ledger, "offered", lot("quy-b", 20), most=40)
    (fault,) = refused.value.faults
    assert "Nhà tài trợ quy-a: 30 trẻ (đã nhận lời, lô L000001)" in fault.found
    assert fault.expected == "nhiều nhất 10"
    assert "Nhà tài trợ quy-b – Lý Bôn" in fault.where
    assert put(ledger, "offered", lot("quy-b", 10), most=40).lot_id == "L000002"


def test_refused_in_english(tmp_path):
    ledger = Ledger(tmp_path / "book.sqlite", lang="en")
    put(ledger, "accepted", lot("quy-a", 30), most=40)
    with pytest.raises(CommitmentRefused, match=r"30 children \(accepted, lot L000001\)"):
        put(ledger, "offered", lot("quy-b", 20), most=40)


def test_other_communes_categories_and_years_are_not_touched(ledger: Ledger):
    put(ledger, "accepted", lot(count=40), most=40)
    put(ledger, "accepted", lot(count=40, commune=THACH_LAM), most=40)
    other = room(40) | {("01327", "sach", "2026"): 40, ("01327", "ao-am", "2027"): 40}
    other |= {("01327", "ao-am", "2025"): 40}
    ledger.write([entry("accepted", lot(count=40, category="sach"))], room=other)
    ledger.write([entry("accepted", lot(count=40, period="2027"))], room=other)
    ledger.write([entry("accepted", lot(count=40, period="2025"))], room=other)
    assert len(commitments(ledger)) == 5


def test_what_is_not_known_to_lack_cannot_be_promised(ledger: Ledger):
    with pytest.raises(CommitmentRefused, match="chưa biết còn thiếu"):
        put(ledger, "offered", lot(), most=None)
    with pytest.raises(CommitmentRefused, match="chưa biết còn thiếu"):
        ledger.write([entry("offered", lot())])
    # A proposal promises nothing yet.
    ledger.write([entry("proposed", lot())])


def test_a_gap_that_has_shrunk_stops_the_next_yes_but_no_delivery(ledger: Ledger):
    offered = put(ledger, "offered", lot("quy-a", 30)).lot_id
    accepted = put(ledger, "accepted", lot("quy-b", 20)).lot_id
    with pytest.raises(CommitmentRefused, match="mức thiếu là 45"):
        put(ledger, "accepted", offered, most=45)
    put(ledger, "delivered", accepted, most=45)
    put(ledger, "cancelled", offered, most=45)
    assert verify(ledger) == []


def test_a_gift_is_not_promised_beyond_what_it_holds(ledger: Ledger):
    """20 million đồng: coats of 350,000 for 30 children take 10.5 million; 28 more do not fit."""
    means = {"quy-a": 20_000_000}
    put(ledger, "offered", lot(count=30), means=means)
    with pytest.raises(CommitmentRefused) as refused:
        put(ledger, "offered", lot(count=28, commune=THACH_LAM), means=means)
    assert "9.800.000" in refused.value.faults[0].found
    assert refused.value.faults[0].expected == "nhiều nhất 9.500.000"
    put(ledger, "offered", lot(count=27, commune=THACH_LAM), means=means)
    # Of a gift that nobody has counted, nothing is said.
    put(ledger, "offered", lot("quy-b", 20), means=means)


def test_a_donor_who_gives_every_year_has_this_year_s_means_whole(ledger: Ledger):
    """Of 20 million this year nothing is spent by the 19.6 million of last year."""
    means = {"quy-a": 20_000_000}
    put(ledger, "accepted", lot(count=56), means=means)
    next_year = {(code, category, "2027"): 100 for code, category, _ in room()}
    whole = entry("accepted", lot(count=57, period="2027"))
    ledger.write([whole], room=next_year, means=means)
    more = entry("offered", lot(count=1, period="2027", commune=THACH_LAM))
    with pytest.raises(CommitmentRefused, match=r"nhiều nhất 50\.000"):
        ledger.write([more], room=next_year, means=means)
    assert verify(ledger) == []


def test_who_pays_the_rest_is_held_to_his_means_too(ledger: Ledger):
    shared = {"partner_gift": "quy-b", "partner_id": "quy-b", "partner": "B"}
    means = {"quy-a": 10_000_000, "quy-b": 6_000_000}
    half = lot(count=20, taken=3_500_000, partner_taken=3_500_000, **shared)
    put(ledger, "offered", half, means=means)
    with pytest.raises(CommitmentRefused, match=r"«quy-b», đã hứa 3\.500\.000 trong 6\.000\.000"):
        put(ledger, "offered", half, means=means)
    # His own promises count with what he pays for others: 3.5 + 2.8 > 6.
    with pytest.raises(CommitmentRefused, match=r"nhiều nhất 2\.500\.000"):
        put(ledger, "offered", lot("quy-b", 8), means=means)
    put(ledger, "offered", lot("quy-b", 7), means=means)
    assert verify(ledger) == []


def test_a_child_has_one_donor_for_a_category_and_year(ledger: Ledger):
    first = put(ledger, "accepted", lot("quy-a"), children=(child(1), child(2))).lot_id
    with pytest.raises(CommitmentRefused) as refused:
        put(
            ledger,
            "accepted",
            lot("quy-b", commune=THACH_LAM),
            children=(child(3), child(2).lower()),
        )
    (fault,) = refused.value.faults
    assert "đã có Nhà tài trợ quy-a ở Lý Bôn" in fault.found
    assert "trẻ thứ 2" in fault.where
    # Who the child is, is not told again.
    assert child(2).lower() not in str(refused.value).lower()
    other = room() | {("01327", "sach", "2026"): 100}
    ledger.write(
        [entry("accepted", lot("quy-b", category="sach"), children=(child(2),))], room=other
    )
    # A list kept for a proposal takes nobody; once it is offered, it does.
    proposed = put(ledger, "proposed", lot("quy-b"), children=(child(1),)).lot_id
    with pytest.raises(CommitmentRefused, match="đã có Nhà tài trợ quy-a"):
        put(ledger, "offered", proposed)
    put(ledger, "cancelled", first)
    put(ledger, "offered", proposed)
    assert verify(ledger) == []


def test_a_new_list_of_children_replaces_the_old_one(ledger: Ledger):
    first = put(ledger, "offered", lot("quy-a"), children=(child(1), child(2))).lot_id
    put(ledger, "offered", first, children=(child(2), child(3)))
    put(ledger, "offered", lot("quy-b"), children=(child(1),))
    with pytest.raises(CommitmentRefused, match="quy-a"):
        put(ledger, "offered", lot("quy-b"), children=(child(3),))
    assert commitments(ledger)["children_named"].tolist() == [2, 1]
    assert verify(ledger) == []


@pytest.mark.parametrize(
    "children",
    [("Nguyễn Văn A",), ("Nguyen Van An",), ("0912345678",), ("ngan",), (child(1), child(1))],
)
def test_names_are_no_pseudonyms_and_are_not_repeated(ledger: Ledger, children):
    with pytest.raises(CommitmentRefused) as refused:
        put(ledger, "offered", lot(), children=children)
    assert children[0] not in str(refused.value)
    assert ledger.contents().children == ()


def test_a_list_is_not_longer_than_its_lot_and_never_for_a_building(ledger: Ledger):
    with pytest.raises(CommitmentRefused, match="danh sách có 3 trẻ"):
        put(ledger, "offered", lot(count=2), children=(child(1), child(2), child(3)))
    with pytest.raises(CommitmentRefused, match="công trình"):
        put(ledger, "offered", lot(counted="places", count=1), children=(child(1),))


def test_an_entry_written_twice_stands_once(ledger: Ledger):
    once = entry("offered", lot(), key="kh-2026/1")
    (first,) = ledger.write([once], room=room(30))
    # The lot holds all 30 places: only as a repetition can it be taken again.
    (again,) = ledger.write([once], room=room(30))
    assert (first.seq, first.lot_id, first.repeated) == (1, "L000001", False)
    assert (again.seq, again.lot_id, again.repeated) == (1, "L000001", True)
    # Later entries of the lot do not matter to a repetition either.
    put(ledger, "cancelled", "L000001")
    assert ledger.write([once])[0].repeated
    with pytest.raises(CommitmentRefused, match="khóa này đã dùng cho mục 1"):
        ledger.write([entry("offered", lot(count=29), key="kh-2026/1")], room=room())
    assert ledger.head().entries == 2


def test_together_means_all_or_none_and_all_faults_are_told(ledger: Ledger):
    """Of three lots two do not fit; the one that does is not written either."""
    three = [
        entry("offered", lot("quy-a", 60)),
        entry("offered", lot("quy-b", 60)),
        entry("offered", lot("quy-c", 101, commune=THACH_LAM)),
    ]
    with pytest.raises(CommitmentRefused) as refused:
        ledger.write(three, room=room(100))
    assert len(refused.value.faults) == 2
    assert ledger.contents().lots == ()
    # What is given up first may be taken within the same step.
    (first,) = ledger.write(three[:1], room=room(100))
    change = [entry("cancelled", first.lot_id), entry("accepted", lot("quy-b", 100))]
    ledger.write(change, room=room(100))
    assert commitments(ledger)["state"].tolist() == ["cancelled", "accepted"]


def test_what_was_really_given_stands_from_then_on(ledger: Ledger):
    """30 promised, 28 handed over: 12 of 40 places are free again, not 10."""
    lot_id = put(ledger, "accepted", lot(count=30), most=40).lot_id
    fewer = Given(count=28, quantity=28, value_vnd=9_800_000, taken=9_800_000)
    put(ledger, "delivered", lot_id, given=fewer)
    now = commitments(ledger).iloc[0]
    assert (now["children"], now["quantity"], now["taken"]) == (28, 28, 9_800_000)
    put(ledger, "offered", lot("quy-b", 12), most=40)
    # More than promised is held to the gap like any other promise.
    with pytest.raises(CommitmentRefused, match="quy-b"):
        put(ledger, "confirmed", lot_id, given=Given(count=29), most=40)
    put(ledger, "confirmed", lot_id, given=Given(count=27))
    # A delivery entered by mistake is corrected to nothing, with evidence.
    put(ledger, "confirmed", lot_id, given=Given(count=0, quantity=0, taken=0), evidence="BB 7")
    put(ledger, "offered", lot("quy-b", 28), most=40)
    assert entries_table(ledger)["children"].tolist() == [30, 28, 12, 27, 0, 28]
    assert verify(ledger) == []


def test_a_smaller_yes_is_a_new_lot(ledger: Ledger):
    lot_id = put(ledger, "offered", lot(count=30)).lot_id
    with pytest.raises(CommitmentRefused, match="hủy lô đã mời, ghi lô mới"):
        put(ledger, "accepted", lot_id, given=Given(count=20))
    with pytest.raises(CommitmentRefused, match="đã ở trạng thái «đã mời»"):
        put(ledger, "offered", lot_id)


@pytest.mark.parametrize(
    ("faulty", "told"),
    [
        ({"by": " "}, "thiếu người ghi"),
        ({"evidence": ""}, "thiếu căn cứ"),
        ({"key": ""}, "thiếu khóa"),
        ({"state": "promised"}, "proposed; offered"),
        ({"lot": None}, "không rõ lô nào"),
        ({"lot_id": "L000001"}, "không rõ lô nào"),
        ({"lot": None, "lot_id": "L000009"}, "không có lô này trong sổ"),
        ({"at": NOW.replace(tzinfo=None)}, "múi giờ"),
        ({"at": NOW + timedelta(days=400)}, "thời điểm đã qua"),
        ({"lot": lot(count=0)}, "count = 0"),
        ({"lot": lot(taken=-1)}, "taken = -1"),
        ({"lot": lot(gift_id="")}, "gift_id"),
        ({"lot": lot(counted="coats")}, "children; places"),
        ({"lot": lot(partner_gift="quy-a", partner_id="quy-a")}, "cùng góp"),
        ({"given": Given(count=-1)}, "count = -1"),
    ],
)
def test_an_entry_that_says_too_little_is_refused(ledger: Ledger, faulty, told):
    with pytest.raises(CommitmentRefused, match=told):
        put(ledger, **({"state": "accepted", "what": lot()} | faulty))
    assert ledger.head().entries == 0


def test_when_it_happened_and_when_it_was_written(ledger: Ledger):
    hanoi = timezone(timedelta(hours=7))
    put(ledger, "accepted", lot(), at=datetime(2026, 1, 5, 1, 30, tzinfo=hanoi))
    row = entries_table(ledger).iloc[0]
    assert row["at"] == "2026-01-05T01:30:00+07:00"
    assert datetime.fromisoformat(row["recorded"]) >= NOW.replace(microsecond=0)
    assert commitments(ledger)["since"].tolist() == ["2026-01-05"]


def test_figures_from_a_table_are_whole_numbers(ledger: Ledger):
    put(ledger, "offered", lot(count=np.int64(30)))
    assert commitments(ledger)["children"].tolist() == [30]
    with pytest.raises(TypeError):
        lot(count=30.5)


def test_no_missing_price_becomes_zero(ledger: Ledger):
    put(ledger, "offered", lot(value_vnd=None))
    assert commitments(ledger)["value_vnd"].isna().all()
