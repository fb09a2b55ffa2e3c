"""From the plan to the ledger: offer, acceptance, delivery, confirmation; never twice."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from needs.assessment import Assessment
from needs.assessment.meant import Meant
from needs.assessment.promised import commitments_on_record
from needs.assessment.promising import Saying, open_ledger, promise
from needs.assessment.replan import replan
from needs.commitments import CommitmentRefused, Given, Ledger, commitments, entries_table, verify
from needs.errors import NeedsError, NotFound

STORE, FUND = "kho-am", "ven-bien"
OFFICE = Saying(by="Sở Y tế")
LETTER = Saying(by="Sở Y tế", evidence="thư ngày 1/10")
CHILD = tuple(f"TH-{n:08d}" for n in range(1, 6))


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "commitments.sqlite")


@pytest.fixture
def say_so(third, ledger):
    """Write down what became of lots; gives the lots' numbers."""

    def write(state: str, saying: Saying = LETTER, *, plan: Assessment = third, **meant) -> list:
        written = promise(plan, ledger, state, Meant(**meant), saying, lang="vi")
        assert {one.state for one in written} == {state}
        return [one.lot_id for one in written]

    return write


def lots(ledger: Ledger):
    return commitments(ledger).set_index("lot_id")


def refused(say_so, *arguments, kind=NeedsError, **meant) -> str:
    with pytest.raises(kind) as told:
        say_so(*arguments, **meant)
    return str(told.value)


def test_an_offer_is_the_donor_s_lots_of_the_plan(say_so, ledger, third):
    numbers = say_so("offered", OFFICE, donor=STORE)
    found = lots(ledger).loc[numbers]
    plan = third.allocation.query("gift_id == @STORE").set_index("commune_code")
    found = found.set_index("commune_code")
    assert found.children.to_dict() == plan.children_reached.to_dict()
    assert found.quantity.to_dict() == found.taken.to_dict() == plan.quantity.to_dict()
    assert found.value_vnd.to_dict() == plan.cost_vnd.to_dict()
    assert found.packages.to_dict() == plan.packages.to_dict()
    assert set(found.by) == {"Sở Y tế"}
    assert set(found.basis) == {"assumption"}


def test_from_the_offer_to_the_confirmed_delivery(say_so, ledger):
    """One lot goes the whole way, the donor's other lot stays offered."""
    offered = say_so("offered", OFFICE, donor="Kho đồ ấm")
    (lot,) = say_so("accepted", donor="KHO ĐỒ ẤM ", commune="Tam Chung")
    assert lot in offered
    assert say_so("delivered", Saying(by="Xã", evidence="biên bản"), lots=(lot,)) == [lot]
    assert say_so("confirmed", Saying(by="Sở", evidence="kiểm tra"), donor=STORE) == [lot]
    stands = lots(ledger)
    assert stands.state[lot] == "confirmed"
    assert set(stands.state.drop(lot)) == {"offered"}
    history = entries_table(ledger).query("lot_id == @lot")
    assert history.state.tolist() == ["offered", "accepted", "delivered", "confirmed"]
    assert history.evidence.tolist() == ["", "thư ngày 1/10", "biên bản", "kiểm tra"]
    assert history.by.tolist() == ["Sở Y tế", "Sở Y tế", "Xã", "Sở"]
    assert verify(ledger) == []


@pytest.mark.parametrize("state", ["accepted", "delivered", "confirmed"])
def test_nothing_is_accepted_or_delivered_without_evidence(say_so, ledger, state):
    say_so("offered", OFFICE, donor=FUND)
    before = {"accepted": (), "delivered": ("accepted",), "confirmed": ("accepted", "delivered")}
    for step in before[state]:
        say_so(step, donor=FUND)
    head = ledger.head()
    told = refused(say_so, state, OFFICE, donor=FUND, kind=CommitmentRefused)
    assert "thiếu căn cứ" in told
    assert ledger.head() == head


def test_the_second_donor_is_refused_with_the_name_of_the_first(say_so, ledger, third):
    """Two desks, each with a plan of its own: sets for all 4.994 children of Các Sơn but 4; and
    the fund's money for warm sets there. Who comes second is told who was first."""
    fill = {STORE: {"goods_units": 7190}, FUND: {"left_out": True}}
    first = replan(third, gifts=fill).after
    second = replan(third, gifts={STORE: {"left_out": True}}).after
    asked = second.allocation.query("category == 'warm_sets'")
    assert asked.commune.tolist() == ["Xã Các Sơn"]
    say_so("offered", OFFICE, plan=first, donor=STORE)
    (lot,) = say_so("accepted", plan=first, donor=STORE, commune="Các Sơn")
    assert lots(ledger).children[lot] == 4990
    head = ledger.head()
    told = refused(
        say_so, "offered", OFFICE, plan=second, donor=FUND, category="warm_sets",
        kind=CommitmentRefused,
    )  # fmt: skip
    assert "Kho đồ ấm: 4.990 trẻ (đã nhận lời" in told
    assert "nhiều nhất 4" in told
    assert ledger.head() == head, "nothing of it was written"
    # Swimming is another help: the fund may give that.
    say_so("offered", OFFICE, plan=second, donor=FUND, category="swimming")


def test_all_lots_meant_are_written_or_none(say_so, ledger, third):
    """One of the fund's two lots does not fit any more: the other is not written either."""
    fill = {STORE: {"goods_units": 7190}, FUND: {"left_out": True}}
    say_so("accepted", plan=replan(third, gifts=fill).after, donor=STORE)
    head = ledger.head()
    second = replan(third, gifts={STORE: {"left_out": True}}).after
    assert len(second.allocation) == 2
    refused(say_so, "offered", OFFICE, plan=second, donor=FUND, kind=CommitmentRefused)
    assert ledger.head() == head


def test_a_command_given_twice_accepts_nothing_more(say_so, ledger, third):
    """The plan made anew proposes other lots; the same letter does not accept those too."""
    say_so("accepted", donor=STORE)
    head = ledger.head()
    newer = replan(third, gifts={STORE: {"goods_units": 900}}).after
    told = refused(say_so, "accepted", plan=newer, donor=STORE)
    assert "không lô nào chuyển sang «đã nhận lời» được; hiện có: 2 đã nhận lời" in told
    assert ledger.head() == head


def test_an_offer_made_twice_stands_once(say_so, ledger):
    say_so("offered", OFFICE, donor=STORE)
    head = ledger.head()
    refused(say_so, "offered", OFFICE, donor=STORE)
    assert ledger.head() == head


def test_an_offer_taken_back_may_be_made_again_the_same_day(say_so, ledger):
    day = Saying(by="Sở", at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC))
    first = say_so("offered", day, donor=FUND)
    say_so("cancelled", day, donor=FUND)
    again = say_so("offered", day, donor=FUND)
    assert set(first).isdisjoint(again)
    assert lots(ledger).state[again].tolist() == ["offered"]
    assert lots(ledger).since[again].tolist() == ["2026-10-01"]


def test_what_was_declined_holds_nothing(say_so, ledger, third):
    say_so("offered", OFFICE, donor=STORE)
    say_so("declined", Saying(by="Sở", note="không đủ xe"), donor=STORE, commune="14848")
    assert sorted(lots(ledger).state) == ["declined", "offered"]
    assert entries_table(ledger).note.iloc[-1] == "không đủ xe"
    again = say_so("offered", OFFICE, donor=STORE, commune="14848")
    assert lots(ledger).commune[again].tolist() == ["Xã Tam Chung"]


def test_a_note_is_kept_with_a_new_lot_too(say_so, ledger):
    say_so("offered", Saying(by="Sở", note="gọi điện trước"), donor=FUND)
    assert entries_table(ledger).note.tolist() == ["gọi điện trước"]


# -- what was really given -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("donor", "given", "taken"),
    [
        (STORE, Given(count=80, quantity=80), 80),
        (FUND, Given(count=60, quantity=60, value_vnd=36_000_000), 36_000_000),
        (FUND, Given(count=60, quantity=60), 48_000_000),
    ],
    ids=["goods", "money, told what it cost", "money, not told: as promised"],
)
def test_what_was_not_given_is_the_gift_s_again(say_so, ledger, donor, given, taken):
    """80 sets instead of 90 leave 10 in the store; less money spent leaves the rest."""
    commune = {STORE: "Tam Chung", FUND: "Các Sơn"}[donor]
    (lot,) = say_so("accepted", donor=donor, commune=commune)
    say_so("delivered", Saying(by="Xã", evidence="biên bản", given=given), lots=(lot,))
    stands = lots(ledger).loc[lot]
    assert (stands.children, stands.quantity, stands.taken) == (given.count, given.quantity, taken)


def test_figures_of_a_delivery_are_told_lot_by_lot(say_so, ledger):
    say_so("accepted", donor=STORE)
    head = ledger.head()
    less = Saying(by="Xã", evidence="biên bản", given=Given(count=80))
    assert "đã chọn 2 lô; thêm --lot" in refused(say_so, "delivered", less, donor=STORE)
    assert ledger.head() == head


def test_a_delivery_is_corrected_with_evidence(say_so, ledger):
    (lot,) = say_so("delivered", donor=FUND)
    again = Saying(by="Sở", evidence="biên bản 2", given=Given(count=70, quantity=70))
    assert say_so("delivered", again, donor=FUND) == [lot]
    assert lots(ledger).children[lot] == 70
    assert len(entries_table(ledger)) == 2


def test_more_than_the_gap_cannot_be_delivered(say_so, ledger):
    (lot,) = say_so("accepted", donor=STORE, commune="Tam Chung")
    more = Saying(by="Xã", evidence="biên bản", given=Given(count=1054, quantity=90))
    told = refused(say_so, "delivered", more, lots=(lot,), kind=CommitmentRefused)
    assert "1.054" in told
    assert "1.053" in told


def test_children_are_named_by_codes_and_each_once(say_so, ledger):
    (first,) = say_so("accepted", donor=STORE, commune="Tam Chung")
    (second,) = say_so("accepted", donor=STORE, commune="Các Sơn")
    say_so("delivered", Saying(by="Xã", evidence="bb", children=CHILD), lots=(first,))
    assert lots(ledger).children_named[first] == 5
    told = refused(
        say_so, "delivered", Saying(by="Xã", evidence="bb", children=CHILD[2:]), lots=(second,),
        kind=CommitmentRefused,
    )  # fmt: skip
    assert "Kho đồ ấm" in told
    assert not any(child in told for child in CHILD), "who the child is, is never repeated"


# -- what cannot be meant ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "meant", "named"),
    [
        ("given", {"donor": STORE}, "confirmed"),
        ("offered", {"donor": "Kho lạnh"}, "Kho đồ ấm; Quỹ ven biển"),
        ("offered", {"donor": STORE, "commune": "Bảo Lâm"}, "Bảo Lâm"),
        ("offered", {"category": "tables"}, "swimming; warm_sets"),
        ("accepted", {"lots": ("L000009",)}, "L000009"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(say_so, ledger, state, meant, named):
    assert named in refused(say_so, state, kind=NotFound, **meant)
    assert ledger.head().entries == 0


def test_of_lots_named_by_number_none_is_passed_over(say_so, ledger):
    """L2 is only offered: it cannot be delivered, so L1 is not either, and the reason is told."""
    one, two = say_so("offered", OFFICE, donor=STORE)
    say_so("accepted", lots=(one,))
    head = ledger.head()
    told = refused(say_so, "delivered", lots=(one, two), kind=CommitmentRefused)
    assert two in told
    assert "đã mời → đã trao" in told
    refused(say_so, "delivered", lots=(one, "L000077"), kind=NotFound)
    assert ledger.head() == head


def test_a_lot_of_last_year_may_still_be_confirmed(say_so, ledger, third):
    (lot,) = say_so("delivered", donor=FUND)
    next_year = third.programme.model_copy(update={"reference_date": dt.date(2027, 6, 1)})
    later = Assessment(next_year, third.tables)
    refused(say_so, "confirmed", plan=later, donor=FUND)
    assert say_so("confirmed", plan=later, lots=(lot,)) == [lot]


def test_a_donor_with_nothing_in_the_plan_is_told_so(say_so, third):
    """Known in the register, but the plan has no lot of it."""
    none = replan(third, gifts={FUND: {"districts": ["387"], "categories": ["warm_sets"]}}).after
    told = refused(say_so, "offered", OFFICE, plan=none, donor="Quỹ ven biển")
    assert "không có lô nào như vậy" in told


# -- every kind of gift --------------------------------------------------------------------------


def test_every_kind_of_lot_can_be_promised(all_kinds, ledger):
    """Paid by two, sponsored, by age, in own packages, all or nothing: the whole plan at once."""
    written = promise(all_kinds, ledger, "accepted", Meant(), LETTER, lang="vi")
    assert len(written) == len(all_kinds.allocation)
    found = commitments(ledger)
    taken = found.groupby("gift_id").taken.sum()
    taken = taken.add(found.groupby("partner_gift").partner_taken.sum(), fill_value=0)
    used = all_kinds.gift_use.set_index("gift_id").used
    assert taken.drop("", errors="ignore").to_dict() == used[used > 0].to_dict()
    assert found.children.sum() == all_kinds.allocation.children_reached.sum()
    joint = found[found.partner_gift != ""]
    assert set(joint.partner) == {"Quỹ góp cùng"}
    assert verify(ledger) == []


def test_the_plan_after_everything_was_accepted_proposes_nothing(all_kinds, ledger):
    promise(all_kinds, ledger, "accepted", Meant(), LETTER, lang="vi")
    names = {"state": "lot_state", "children": "lot_children", "quantity": "lot_quantity"}
    held = commitments(ledger).rename(columns=names)
    after = replan(Assessment(all_kinds.programme, all_kinds.tables | {"commitments": held})).after
    assert after.allocation.empty
    use = after.gift_use.set_index("gift_id")
    before = all_kinds.gift_use.set_index("gift_id")
    assert use.held_taken.to_dict() == before.used.to_dict()
    assert use.left.to_dict() == before.left.to_dict()


# -- where the ledger stands ---------------------------------------------------------------------


def test_a_programme_without_a_ledger_has_no_lots_and_makes_no_file(third, third_root):
    assert commitments_on_record(third.programme, third_root).empty
    assert not list(third_root.rglob("*.sqlite"))


def test_a_profile_that_names_no_ledger_is_told_what_to_add(third, tmp_path):
    inputs = third.programme.inputs.model_copy(update={"commitments": None})
    without = third.programme.model_copy(update={"inputs": inputs})
    assert commitments_on_record(without, tmp_path).empty
    with pytest.raises(NeedsError, match="commitments"):
        open_ledger(without, tmp_path, lang="vi")
