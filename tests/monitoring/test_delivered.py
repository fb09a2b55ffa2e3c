"""Delivered against planned: every stage by hand, every total that of the ledger."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.assessment import Assessment
from needs.commitments import STATES, commitments
from needs.commitments.states import FIXED, GIVEN
from needs.monitoring.delivered import by_area, delivered_table
from needs.monitoring.histories import HISTORY_COLUMNS, lot_histories
from needs.monitoring.later_plans import AMOUNTS
from needs.monitoring.outstanding import money_table, undelivered_lots
from needs.places import load_gazetteer

from .conftest import COMMUNES, day, lot, planned, way

JUNE = dt.date(2026, 6, 30)


def stages(frame: pd.DataFrame, figure: str) -> dict[str, int]:
    summed = by_area(frame, []).set_index("stage")[figure]
    return {stage: int(value) for stage, value in summed.items() if value}


@pytest.fixture
def today(ledger, year):
    histories = lot_histories(ledger)
    return delivered_table(year, histories, histories, load_gazetteer())


def test_every_stage_of_the_year(today):
    """planned = 25 asked of nobody + 30 offered + (100 + 50 + 40) accepted = 245."""
    assert stages(today, "children") == {
        "planned": 245,
        "proposed": 25,
        "offered": 30,
        "accepted": 190,
        "delivered": 140,
        "confirmed": 50,
        "waiting": 40,
        "short": 10,
        "declined": 20,
        "cancelled": 10,
    }
    assert stages(today, "amount_vnd")["delivered"] == 27_000_000 + 15_000_000
    assert stages(today, "amount_vnd")["short"] == 3_000_000


def test_half_a_year_counts_what_had_happened_by_then(ledger, year):
    """On 30 June lot 2 is not delivered yet and lot 5 still waits for an answer."""
    histories = lot_histories(ledger, until=JUNE)
    half = delivered_table(year, histories, lot_histories(ledger), load_gazetteer())
    told = stages(half, "children")
    assert told["delivered"] == 90
    assert told["waiting"] == 50 + 40
    assert told["offered"] == 30 + 20
    assert "declined" not in told
    assert "confirmed" not in told


def test_a_lot_taken_up_later_stood_in_the_plan_already(ledger, year):
    """In February only lot 6 was promised; what has been taken up since counts as proposed."""
    histories = lot_histories(ledger, until=dt.date(2026, 2, 28))
    early = delivered_table(year, histories, lot_histories(ledger), load_gazetteer())
    told = stages(early, "children")
    assert told["accepted"] == 10
    # Of the 25 planned in Cô Ba today, 10 are free only since lot 6 was cancelled.
    assert told["proposed"] == (25 - 10) + (100 + 50 + 40 + 30)


def test_totals_are_those_of_the_ledger_to_the_dong(ledger, today):
    lots = commitments(ledger)
    given_lots = lots[lots.state.isin(GIVEN)]
    assert stages(today, "amount_vnd")["delivered"] == given_lots.value_vnd.sum()
    assert stages(today, "children")["delivered"] == given_lots.children.sum()
    for stage, state in (("offered", "offered"), ("declined", "declined")):
        assert stages(today, "amount_vnd")[stage] == lots[lots.state == state].value_vnd.sum()


def test_communes_add_up_to_districts_and_to_the_province(today):
    """Bảo Lâm: 150 accepted in one commune, 40 in the other; Bảo Lạc: none."""
    districts = by_area(today, ["district"]).set_index(["district", "stage"])
    assert districts.loc[("Huyện Bảo Lâm", "accepted"), "children"] == 190
    province = by_area(today, []).set_index("stage")
    for figure in AMOUNTS:
        summed = districts[figure].groupby("stage").sum()
        assert (summed == province[figure]).all()


def test_a_lot_without_a_price_leaves_the_sum_open(ledger, year):
    way(ledger, lot("01294", 5, value_vnd=None), ("delivered", day(7, 1)))
    histories = lot_histories(ledger)
    table = delivered_table(year, histories, histories, load_gazetteer())
    row = by_area(table, []).set_index("stage").loc["delivered"]
    assert pd.isna(row.amount_vnd)
    assert row.known_vnd == 42_000_000
    assert row.unpriced_lots == 1


def test_a_commune_of_an_earlier_list_keeps_its_district(ledger, year):
    """01273 (Thục Phán) is not among the communes of this year's list."""
    way(ledger, lot("01273", 7), ("accepted", day(5, 5)))
    histories = lot_histories(ledger)
    table = delivered_table(year, histories, histories, load_gazetteer())
    row = table[table.commune_code == "01273"].iloc[0]
    assert row.district == "Thành phố Cao Bằng"
    assert stages(table, "children")["accepted"] == 197


def test_offered_lots_of_the_plan_are_counted_once(ledger, profile):
    """The plan keeps the 30 offered in Lý Bôn and adds 12 there: only these are proposed."""
    grown = Assessment(
        programme=profile, tables={"communes": COMMUNES, "allocation": planned(("01294", 42))}
    )
    histories = lot_histories(ledger)
    table = delivered_table(grown, histories, histories, load_gazetteer())
    assert stages(table, "children")["proposed"] == 12
    assert stages(table, "amount_vnd")["proposed"] == 12 * 300_000


def test_no_ledger_and_no_plan_give_an_empty_table(profile):
    nothing = Assessment(programme=profile, tables={"communes": COMMUNES})
    histories = lot_histories(None)
    assert delivered_table(nothing, histories, histories, load_gazetteer()).empty
    assert money_table(histories).empty
    late = undelivered_lots(histories, on=JUNE, overdue_days=60, assessment=nothing)
    assert late.empty


def test_what_has_not_come_says_who_and_since_when(ledger, year):
    late = undelivered_lots(lot_histories(ledger), on=dt.date(2026, 8, 1), overdue_days=60,
                            assessment=year).set_index("why")  # fmt: skip
    waiting, short = late.loc["waiting"], late.loc["short"]
    assert (waiting.donor, waiting.children, waiting.since) == ("Kho đồ ấm", 40, "2026-05-05")
    # 5 May to 1 August: 26 + 30 + 31 + 1 days.
    assert waiting.days == 88
    assert waiting.overdue
    assert (short.children, short.value_vnd, short.since) == (10, 3_000_000, "2026-04-10")
    assert not short.overdue


def test_nothing_is_late_before_its_day(ledger, year):
    early = undelivered_lots(lot_histories(ledger, until=dt.date(2026, 7, 4)),
                             on=dt.date(2026, 7, 4), overdue_days=60, assessment=year)  # fmt: skip
    assert early[early.since == "2026-05-05"].days.tolist() == [60]
    assert not early[early.since == "2026-05-05"].overdue.any()


def test_money_is_divided_between_partners_and_adds_up(ledger):
    """Of the 15 million of lot 2 the bank pays 5; the store gave 27 and owes 12 of lot 3."""
    money = money_table(lot_histories(ledger)).set_index("donor")
    assert money.loc["Ngân hàng B", "delivered_vnd"] == 5_000_000
    assert money.loc["Quỹ A", "delivered_vnd"] == 10_000_000
    assert money.loc["Kho đồ ấm", "delivered_vnd"] == 27_000_000
    assert money.loc["Kho đồ ấm", "waiting_vnd"] == 12_000_000
    assert money.delivered_vnd.sum() == 42_000_000


@st.composite
def any_histories(draw) -> pd.DataFrame:
    """Lots in any state, some without a price, some that came larger or smaller."""
    rows = []
    for place in range(draw(st.integers(1, 12))):
        state = draw(st.sampled_from(STATES))
        count, given_count = draw(st.integers(1, 400)), draw(st.integers(0, 400))
        price = draw(st.one_of(st.none(), st.integers(1, 10**6)))
        came = state in GIVEN
        values = dict.fromkeys(HISTORY_COLUMNS, "")
        values |= {
            "lot_id": f"L{place:06d}", "state": state, "donor_id": "d", "donor": "D",
            "gift_id": "g", "commune_code": draw(st.sampled_from(list(COMMUNES.commune_code))),
            "commune": "Xã", "category": draw(st.sampled_from(["warm_clothing", "play"])),
            "period": draw(st.sampled_from(["2025", "2026"])), "counted": "children",
            "unit": "bộ", "basis": "returned", "promised_children": count, "promised_places": 0,
            "promised_units": count, "promised_vnd": None if price is None else count * price,
            "given_children": given_count if came else None, "given_places": 0 if came else None,
            "given_units": given_count if came else None,
            "given_vnd": given_count * price if came and price is not None else None,
            "taken": count, "partner_vnd": 0,
        }  # fmt: skip
        rows.append(values)
    whole = [name for name in HISTORY_COLUMNS if name.startswith(("promised_", "given_"))]
    types = {
        name: "Int64" if name in (*whole, "taken", "partner_vnd") else "str"
        for name in HISTORY_COLUMNS
    }
    return pd.DataFrame(rows, columns=list(HISTORY_COLUMNS), dtype="object").astype(types)


@settings(max_examples=20)
@given(any_histories(), st.randoms())
def test_the_stages_add_up_whatever_the_lots(histories, random):
    """planned = proposed + offered + accepted; accepted = delivered + waiting + short − more."""
    nothing = Assessment.__new__(Assessment)
    object.__setattr__(nothing, "tables", {"communes": COMMUNES})
    object.__setattr__(nothing, "programme", type("Profile", (), {"period": "2026"}))
    gazetteer = load_gazetteer()
    table = delivered_table(nothing, histories, histories, gazetteer)
    for figure in ("children", "units", "lots"):
        told = stages(table, figure)
        of = lambda stage: told.get(stage, 0)  # noqa: B023, E731
        assert of("planned") == of("proposed") + of("offered") + of("accepted")
        if figure != "lots":
            came = of("delivered") + of("waiting") + of("short") - of("more")
            assert of("accepted") == came
    fixed = histories[histories.state.isin(FIXED)]
    assert stages(table, "children").get("accepted", 0) == fixed.promised_children.sum()
    order = list(histories.index)
    random.shuffle(order)
    again = delivered_table(nothing, histories.loc[order], histories.loc[order], gazetteer)
    pd.testing.assert_frame_equal(table, again)
