"""The life of a sponsorship, and the rule «one child, purpose and period: one sponsor»."""

from __future__ import annotations

import datetime as dt
import sqlite3

import pytest

from needs.books import LedgerError
from needs.sponsorship.acts import Act, Sponsor
from needs.sponsorship.ids import new_child_id
from needs.sponsorship.register import Register, RegisterRefused
from needs.sponsorship.standing import Need
from needs.sponsorship.verify import verify_register

from .cases import BY, DAY, consent, desk, proposal, registered, step, with_consents, withdrawn


def months_held(register: Register, pledge_id: str) -> list[str]:
    return [row["month"] for row in register.contents().claims if row["pledge_id"] == pledge_id]


def test_a_second_sponsor_is_refused_with_the_reason_and_without_the_first_ones_name(register):
    one = desk(register)
    one.propose(Sponsor("s-1", ""), first="2026-04", months=6)
    with pytest.raises(RegisterRefused) as refused:
        one.propose("s-2", first="2026-09", months=12)
    told = str(refused.value)
    # April to September are taken; of what was asked, September alone.
    assert "«Nuôi dưỡng hằng tháng», từ 9/2026 đến 9/2026" in told
    assert "hoặc từ 10/2026" in told
    assert "Hội đồng quản lý Quỹ" in told
    assert "không nêu tên" in told
    assert "s-1" not in told
    assert len(register.contents().pledges) == 1
    # The month after is free, and so is another purpose.
    one.propose("s-2", first="2026-10")
    assert verify_register(register) == []


def test_a_sponsor_who_may_be_named_is_named(register):
    one = desk(register)
    one.propose(Sponsor("s-1", "Công ty Minh Họa"))
    with pytest.raises(RegisterRefused, match="Công ty Minh Họa"):
        one.propose("s-2")


def test_the_database_itself_keeps_the_second_sponsor_out(register):
    one = desk(register)
    first = one.propose()
    other = one.propose("s-2", first="2027-04")
    with sqlite3.connect(register.path) as connection:
        row = (one.child_id, "living", "2026-05", other)
        for verb in ("INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE"):
            with pytest.raises(sqlite3.IntegrityError, match="one sponsor"):
                connection.execute(f"{verb} INTO claims VALUES (?, ?, ?, ?)", row)
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute("UPDATE claims SET pledge_id = ?", (other,))
        with pytest.raises(sqlite3.IntegrityError, match="still sponsored"):
            connection.execute("DELETE FROM claims WHERE pledge_id = ?", (first,))
        with pytest.raises(sqlite3.IntegrityError, match="own child"):
            connection.execute(
                "INSERT INTO claims VALUES (?, ?, ?, ?)",
                (one.child_id, "meals", "2026-05", other),
            )
        for table in ("events", "pledges", "children"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(f"DELETE FROM {table}")
    connection.close()


def test_two_sponsors_in_one_writing_none_is_written(register):
    one = desk(register)
    with pytest.raises(RegisterRefused):
        register.write([proposal(one.child_id, "s-1"), proposal(one.child_id, "s-2")])
    assert register.contents().pledges == ()


def test_no_sponsor_before_the_guardian_and_the_child_agreed(register):
    child_id = new_child_id()
    register.write([registered(child_id), consent(child_id)])
    with pytest.raises(RegisterRefused, match=r"chính trẻ \(từ 7 tuổi\)"):
        register.write([proposal(child_id)])
    register.write([consent(child_id, giver="child")])
    register.write([proposal(child_id)])


def test_a_small_child_needs_the_guardians_consent_alone(register):
    # Born 2020 or 2021: six years old at most on 2 March 2026.
    child_id = new_child_id()
    register.write([registered(child_id, born_from=2020, born_to=2021), consent(child_id)])
    (written,) = register.write([proposal(child_id)])
    assert written.pledge_id == "D000001"


def test_consent_withdrawn_between_proposal_and_agreement_stops_it(register):
    one = desk(register)
    pledge_id = one.propose()
    register.write([withdrawn(one.child_id, "matching", "child")])
    with pytest.raises(RegisterRefused, match="chưa có đồng ý"):
        one.do("agreed", pledge_id)


def test_the_whole_life_renewed_and_ended(register):
    one = desk(register)
    pledge_id = one.running(first="2026-04", months=3)
    one.do("renewed", pledge_id, months=2)
    assert months_held(register, pledge_id) == [f"2026-0{n}" for n in (4, 5, 6, 7, 8)]
    one.do("ended", pledge_id, reason="sponsor-stops", last_month="2026-05")
    assert months_held(register, pledge_id) == ["2026-04", "2026-05"]
    assert one.pledge(pledge_id).state == "ended"
    with pytest.raises(RegisterRefused, match="đã kết thúc"):
        one.do("renewed", pledge_id, months=1)
    # From June on somebody else may sponsor.
    one.propose("s-2", first="2026-06")
    assert verify_register(register) == []


def test_handing_over_leaves_no_month_without_a_sponsor_and_none_with_two(register):
    one = desk(register)
    first = one.running(first="2026-04", months=6)
    new = one.do(
        "handed_over",
        first,
        sponsor_id="s-2",
        sponsor="",
        gift_id="",
        amount_vnd=400_000,
        last_month="2026-06",
        reason="",
    )
    assert months_held(register, first) == ["2026-04", "2026-05", "2026-06"]
    assert months_held(register, new) == ["2026-07", "2026-08", "2026-09"]
    assert one.pledge(new).follows == first
    assert (one.pledge(first).state, one.pledge(new).state) == ("handed_over", "agreed")
    assert verify_register(register) == []


def test_handing_over_to_oneself_or_for_no_month_is_refused(register):
    one = desk(register)
    first = one.running(first="2026-04", months=6)
    told = {"sponsor": "", "gift_id": "", "amount_vnd": 1, "reason": ""}
    with pytest.raises(RegisterRefused, match="chính người đang đỡ đầu"):
        one.do("handed_over", first, sponsor_id="s-1", last_month="2026-05", **told)
    with pytest.raises(RegisterRefused, match="không còn tháng nào"):
        one.do("handed_over", first, sponsor_id="s-2", last_month="2026-09", **told)


def test_a_declined_proposal_gives_the_months_back(register):
    one = desk(register)
    one.do("declined", one.propose())
    one.propose("s-2")
    assert verify_register(register) == []


def test_a_child_that_leaves_ends_all_its_sponsorships(register):
    one = desk(register, needs=(Need("living", 1), Need("meals", 1)))
    living = one.running(first="2026-01", months=12)
    meals = one.propose("s-2", purpose="meals")
    register.write([Act("left", BY, DAY, child_id=one.child_id, content={"reason": "moved"})])
    # The month under way (March) is the last; what was only proposed is declined.
    assert months_held(register, living) == ["2026-01", "2026-02", "2026-03"]
    assert months_held(register, meals) == []
    assert one.pledge(living).reason == "moved"
    assert not register.standing().children[one.child_id].active
    with pytest.raises(RegisterRefused, match="ra khỏi sổ"):
        one.propose("s-3")
    assert verify_register(register) == []


def test_a_child_that_comes_back(register):
    one = desk(register)
    back = Act("returned", BY, DAY, child_id=one.child_id)
    with pytest.raises(RegisterRefused, match="trẻ đang trong sổ"):
        register.write([back])
    register.write([Act("left", BY, DAY, child_id=one.child_id, content={"reason": "moved"})])
    register.write([back])
    one.propose()
    assert verify_register(register) == []


def test_a_child_over_sixteen_is_not_proposed(register):
    # Born 2008 or 2009: sixteen at least on 1 April 2026; born 2010 or 2011: perhaps not.
    old = desk(register, born_from=2008, born_to=2009)
    with pytest.raises(RegisterRefused, match="quá tuổi"):
        old.propose()
    desk(register, born_from=2010, born_to=2011).propose()


@pytest.mark.parametrize(
    "paper",
    [
        "Đơn của bà Nguyễn Thị Hoa",
        "nguyen-thi-hoa-1",
        "0912345678",
        "CCCD-038123456789",
        "nguyenthihoa2016",
    ],
)
def test_a_paper_is_told_by_its_number_never_by_a_name(register, paper):
    child_id = new_child_id()
    register.write([registered(child_id)])
    given = consent(child_id)
    with pytest.raises(RegisterRefused) as refused:
        register.write([Act("consent", BY, DAY, child_id, "", paper, given.content)])
    assert paper not in str(refused.value)
    for written in ("PDY-012/2026", "45/QĐ-UBND", "BB.7-2026"):
        register.write([Act("consent", BY, DAY, child_id, "", written, given.content)])


def test_what_was_written_is_not_written_twice(register):
    child_id = new_child_id()
    acts = [registered(child_id), *with_consents(child_id), proposal(child_id)]
    first = register.write(acts)
    again = register.write(acts)
    assert [one.repeated for one in again] == [True] * 4
    assert [one.pledge_id for one in again] == [one.pledge_id for one in first]
    other = Act("proposed", "Người khác", DAY, child_id, content=acts[-1].content, key=acts[-1].key)
    with pytest.raises(RegisterRefused, match="khóa này đã dùng"):
        register.write([other])


def test_unknown_words_are_refused_with_those_there_are(register):
    child_id = new_child_id()
    with pytest.raises(RegisterRefused, match="orphan"):
        register.write([registered(child_id, groups=("mồ côi lắm",))])
    with pytest.raises(RegisterRefused, match="living"):
        register.write([registered(child_id, needs=(Need("car"),))])
    with pytest.raises(RegisterRefused, match="elderly"):
        register.write([registered(child_id, urgency={"care": "much"})])
    with pytest.raises(RegisterRefused, match="mã trẻ sai"):
        register.write([registered("AAAAA-22222")])
    with pytest.raises(RegisterRefused, match="tương lai"):
        register.write([registered(child_id, at=dt.date(2099, 1, 1))])
    assert register.contents().events == ()


def test_a_register_changed_from_outside_is_noticed(register):
    one = desk(register)
    one.running()
    with sqlite3.connect(register.path) as connection:
        connection.execute("DROP TRIGGER events_no_update")
        connection.execute("UPDATE events SET \"by\" = 'ai đó' WHERE seq = 2")
        connection.execute("DROP TRIGGER claims_only_freed")
        connection.execute("DELETE FROM claims WHERE month = '2026-04'")
    connection.close()
    found = [f"{fault.where} {fault.found}" for fault in verify_register(register)]
    assert any("mục 2 nội dung không khớp" in one for one in found)
    assert any("events_no_update" in one for one in found)
    assert any("2026-04 tháng giữ chỗ" in one for one in found)


def test_another_file_is_no_register(tmp_path, rules):
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    with pytest.raises(LedgerError, match="không phải sổ đỡ đầu"):
        Register(path, rules)
    with pytest.raises(LedgerError, match="chưa có sổ đỡ đầu"):
        Register(tmp_path / "none.sqlite", rules, create=False)


def test_payment_needs_a_paper_and_corrections_stay_above_zero(register):
    one = desk(register)
    pledge_id = one.running()
    with pytest.raises(RegisterRefused, match="không có căn cứ"):
        register.write([Act("paid", BY, DAY, pledge_id=pledge_id, content={"amount_vnd": 1})])
    one.do("paid", pledge_id, amount_vnd=500_000)
    one.do("paid", pledge_id, amount_vnd=-100_000)
    with pytest.raises(RegisterRefused, match="điều chỉnh quá"):
        register.write([step("paid", pledge_id, amount_vnd=-400_001)])
