"""A child leaves the register and comes back: sponsorships end properly, sponsors may go on."""

from __future__ import annotations

import datetime as dt

import pytest

from needs.sponsorship.acts import Act
from needs.sponsorship.leaving import left_with, still_held
from needs.sponsorship.register import RegisterRefused
from needs.sponsorship.standing import Need
from needs.sponsorship.verify import verify_register

from .cases import BY, DAY, desk, proposal, step

HOME = dt.date(2026, 3, 10)
PAPER = "BB-5/2026"
GONE = {"reason": "returned-home", "by": BY, "at": HOME, "evidence": PAPER}


def back(child_id: str) -> Act:
    return Act("returned", BY, HOME, child_id=child_id, evidence="QD-2/2026")


def test_every_sponsorship_ends_with_the_month_under_way(register, rules):
    one = desk(register, needs=(Need("living"), Need("meals")))
    running = one.running(first="2026-02", months=6)
    waiting = one.propose(purpose="meals")
    register.write([step("paid", running, amount_vnd=1_700_000)])
    register.write(left_with(register.standing(), one.child_id, **GONE))
    child = register.standing().children[one.child_id]
    assert (child.active, child.left) == (False, "returned-home")
    ended = one.pledge(running)
    assert (ended.state, ended.last_month, ended.reason) == ("ended", "2026-03", "returned-home")
    assert one.pledge(waiting).state == "declined"
    # February and March ran: 1,000,000 of the 1,700,000; the rest is over.
    told = still_held(register.standing(), rules, one.child_id, on=HOME)
    assert told[0] == f"{running}: đã kết thúc, tháng cuối 3/2026"
    assert told[1].startswith(f"{running}: còn 700.000 đồng đã nhận cho tháng sau; trả lại")
    assert told[2].startswith(f"{waiting}: từ chối")
    assert verify_register(register) == []


def test_the_sponsor_is_proposed_for_another_child_for_the_months_left(register):
    one, other = desk(register), desk(register)
    running = one.running(sponsor="s-7", first="2026-02", months=6)
    acts = left_with(register.standing(), one.child_id, other.child_id, **GONE)
    _, new = register.write(acts)
    pledge = one.pledge(new.pledge_id)
    assert (pledge.child_id, pledge.sponsor_id, pledge.state) == (
        *(other.child_id, "s-7", "proposed"),
    )
    # February to July were promised; March still goes to the first child.
    assert (pledge.first_month, pledge.last_month) == ("2026-04", "2026-07")
    assert one.pledge(running).last_month == "2026-03"


def test_what_cannot_be_handed_over_leaves_the_register_as_it_was(register):
    one = desk(register)
    other = desk(register, needs=(Need("treatment"),))
    one.running()
    before = register.head()
    for to_child, why in ((other.child_id, "mục đích trẻ đang cần"), (one.child_id, "ra khỏi sổ")):
        with pytest.raises(RegisterRefused, match=why):
            register.write(left_with(register.standing(), one.child_id, to_child, **GONE))
    wrong = GONE | {"reason": "sponsor-stops"}
    with pytest.raises(RegisterRefused, match="returned-home"):
        register.write(left_with(register.standing(), one.child_id, **wrong))
    assert register.head() == before


def test_a_child_that_comes_back_may_be_sponsored_again_but_not_by_itself(register):
    one = desk(register)
    running = one.running(first="2026-02", months=6)
    with pytest.raises(RegisterRefused, match="trẻ đang trong sổ"):
        register.write([back(one.child_id)])
    register.write(left_with(register.standing(), one.child_id, **GONE))
    with pytest.raises(RegisterRefused, match="trẻ đã ra khỏi sổ"):
        register.write([proposal(one.child_id, "s-2", first="2026-04")])
    register.write([back(one.child_id)])
    child = register.standing().children[one.child_id]
    assert (child.active, child.left) == (True, "")
    assert one.pledge(running).state == "ended"
    assert one.propose("s-2", first="2026-04") != running
    assert child.registered == DAY
    assert verify_register(register) == []
