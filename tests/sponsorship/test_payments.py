"""Money due, received and late by month; reminders; tables that add up."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from needs.sponsorship.payments import payments_by_month, pledge_sums
from needs.sponsorship.reminders import reminders
from needs.sponsorship.standing import Need, Payment, Pledge, Standing
from needs.sponsorship.tables import sponsorship_tables

from .cases import DAY, desk, step, withdrawn


def pledge(**changed: object) -> Pledge:
    told: dict[str, object] = {
        "child_id": "c",
        "purpose": "living",
        "sponsor_id": "s",
        "sponsor": "",
        "gift_id": "",
        "amount_vnd": 500_000,
        "first_month": "2026-01",
        "last_month": "2026-12",
        "follows": "",
        "state": "running",
        "since": DAY,
    }
    return Pledge(pledge_id="D000001", **(told | changed))


def paid(day: str, amount: int) -> Payment:
    return Payment(dt.date.fromisoformat(day), amount, "P-1")


def standing(*pledges: Pledge) -> Standing:
    return Standing({}, {one.pledge_id: one for one in pledges})


def test_what_came_fills_the_earliest_month_first(rules):
    one = pledge(payments=(paid("2026-01-08", 500_000), paid("2026-02-20", 700_000)))
    on = dt.date(2026, 3, 15)
    months = payments_by_month(standing(one), rules, on=on)
    # 1,200,000 came: January and February whole, 200,000 of March, due by 10 March.
    assert months.month.tolist() == ["2026-01", "2026-02", "2026-03"]
    assert months.received_vnd.tolist() == [500_000, 500_000, 200_000]
    assert months.late.tolist() == [False, False, True]
    sums = pledge_sums(standing(one), rules, on=on).iloc[0]
    assert (sums.due_vnd, sums.received_vnd, sums.late_vnd) == (1_500_000, 1_200_000, 300_000)
    # Twelve months at 500,000.
    assert (sums.asked_vnd, sums.over_vnd, sums.late_months) == (6_000_000, 0, 1)


def test_nothing_is_late_on_the_day_of_payment(rules):
    assert rules.pay_by == 10
    on_the_day = pledge_sums(standing(pledge()), rules, on=dt.date(2026, 1, 10)).iloc[0]
    the_day_after = pledge_sums(standing(pledge()), rules, on=dt.date(2026, 1, 11)).iloc[0]
    assert (on_the_day.late_vnd, the_day_after.late_vnd) == (0, 500_000)


def test_what_came_beyond_an_ended_period_is_told(rules):
    # Ended after February: 1,000,000 owed, 1,500,000 came.
    one = pledge(state="ended", last_month="2026-02", payments=(paid("2026-01-05", 1_500_000),))
    sums = pledge_sums(standing(one), rules, on=dt.date(2026, 6, 1)).iloc[0]
    assert (sums.asked_vnd, sums.late_vnd, sums.over_vnd) == (1_000_000, 0, 500_000)


def test_paid_once_is_due_in_the_first_month_alone(rules):
    one = pledge(purpose="treatment", amount_vnd=20_000_000)
    sums = pledge_sums(standing(one), rules, on=dt.date(2026, 12, 31)).iloc[0]
    assert (sums.asked_vnd, sums.due_vnd, sums.late_months) == (20_000_000, 20_000_000, 1)


def test_proposals_owe_nothing(rules):
    sums = pledge_sums(standing(pledge(state="proposed")), rules, on=dt.date(2026, 12, 31)).iloc[0]
    assert (sums.asked_vnd, sums.due_vnd, sums.late_vnd) == (0, 0, 0)


@given(st.lists(st.integers(1, 2_000_000), max_size=6), st.integers(0, 500))
def test_every_dong_stands_in_a_month_or_beyond(rules, amounts, days):
    on = dt.date(2026, 1, 1) + dt.timedelta(days=days)
    one = pledge(payments=tuple(paid("2026-01-01", amount) for amount in amounts))
    months = payments_by_month(standing(one), rules, on=on)
    sums = pledge_sums(standing(one), rules, on=on).iloc[0]
    assert int(months.received_vnd.sum()) + int(sums.over_vnd) == sum(amounts)
    assert int(sums.late_vnd) == max(0, int(sums.due_vnd) - sum(amounts))


def test_reminders_come_in_time_and_not_before(register, rules):
    one = desk(register)
    one.running(first="2026-01", months=3)
    # The period ends on 31 March; the profile reminds 60 days before: from 30 January on.
    kinds = {
        day: [note.kind for note in reminders(register.standing(), rules, on=day)]
        for day in (dt.date(2026, 1, 5), dt.date(2026, 1, 30))
    }
    assert "renew" not in kinds[dt.date(2026, 1, 5)]
    assert "renew" in kinds[dt.date(2026, 1, 30)]


def test_proposals_without_answer_and_withdrawn_consents_are_told(register, rules):
    waiting, running = desk(register), desk(register)
    proposed = waiting.propose()
    began = running.running()
    register.write([withdrawn(running.child_id, "matching", "guardian")])
    told = reminders(register.standing(), rules, on=DAY)
    # Proposed on 2 March, to be answered within 30 days: by 1 April.
    assert {(one.pledge_id, one.kind, one.by, one.urgent) for one in told} == {
        (proposed, "answer", dt.date(2026, 4, 1), False),
        (began, "consent", DAY, True),
    }


def test_tables_add_up_and_hold_no_id(register, rules, programme):
    first = desk(register, needs=(Need("living", 500_000, 12), Need("meals")))
    second = desk(register, commune_code="14797", groups=("disabled", "orphan"))
    pledge_id = first.running(first="2026-03")
    register.write([step("paid", pledge_id, amount_vnd=200_000)])
    register.write([withdrawn(second.child_id, "matching", "child")])
    tables = sponsorship_tables(programme, register.standing(), rules, on=dt.date(2026, 3, 20))
    needs = tables["sponsorship_needs"].set_index(["commune_code", "child_group", "purpose"])
    # The first child: living sponsored, meals open at an unknown amount.
    assert needs.loc[("14758", "orphan", "living"), "children_sponsored"] == 1
    meals = needs.loc[("14758", "orphan", "meals")]
    assert (meals.children_open, meals.children_amount_missing, meals.open_vnd) == (1, 1, 0)
    # The second, in its main group, withdrew: 12 months at 500,000 are asked, no consent.
    other = needs.loc[("14797", "disabled", "living")]
    assert (other.children_unconsented, other.children_open, other.open_vnd) == (1, 0, 6_000_000)
    assert needs.children_registered.sum() == 3
    states = tables["sponsorship_states"].iloc[0]
    assert (states.due_vnd, states.received_vnd, states.late_vnd) == (500_000, 200_000, 300_000)
    months = tables["sponsorship_months"].iloc[0]
    assert (months.month, months.received_vnd, months.pledges_late) == ("2026-03", 200_000, 1)
    written = "".join(frame.to_csv() for frame in tables.values())
    assert first.child_id not in written
    assert second.child_id not in written
    assert pledge_id not in written
