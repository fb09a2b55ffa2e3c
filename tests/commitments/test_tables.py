"""The ledger as tables: as it stands, who wrote what, what a plan and next year's gap must know."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd

from needs.commitments import (
    Given,
    Ledger,
    commitments,
    entries_from_plan,
    entries_table,
    held_in_cells,
    held_table,
    holding,
    ledger_tables,
    lots_from_plan,
    means_of_gifts,
    offered_table,
    room_of_cells,
    support_rows,
)
from needs.support.ledger import _COLUMNS as SUPPORT_COLUMNS

from .ledger_cases import (
    COATS,
    LY_BON,
    PRICE,
    STATES_IN_ORDER,
    THACH_LAM,
    brought_to,
    child,
    lot,
    put,
)


def day(number: int) -> datetime:
    return datetime(2026, 1, number, tzinfo=UTC)


def test_a_lot_as_it_stands_with_who_when_and_on_what(ledger: Ledger):
    lot_id = put(ledger, "offered", lot(), at=day(5)).lot_id
    put(ledger, "accepted", lot_id, at=day(9), by="Bế Văn Sơn", evidence="Thư 9/1")
    put(ledger, "accepted", lot_id, at=day(12), by="Lê Hà", children=(child(1),))
    row = commitments(ledger).iloc[0]
    assert (row["state"], row["by"], row["at"][:10], row["since"]) == (
        *("accepted", "Lê Hà"),
        *("2026-01-12", "2026-01-09"),
    )
    assert (row["children"], row["places"], row["value_vnd"]) == (30, 0, 30 * PRICE)
    entries = entries_table(ledger)
    assert entries["evidence"].tolist() == ["CV 12", "Thư 9/1", "CV 12"]
    assert entries["room"].tolist() == [100, 100, 100]
    assert entries["means"].isna().all()


def test_an_empty_ledger_has_the_same_columns(ledger: Ledger):
    empty = ledger_tables(ledger)
    assert held_table(ledger, period="2026").empty
    assert held_in_cells(ledger, period="2026").empty
    assert offered_table(ledger, period="2026").empty
    assert support_rows(ledger, before="2027").empty
    brought_to(ledger, "confirmed", lot())
    for name, table in ledger_tables(ledger).items():
        assert table.columns.equals(empty[name].columns)
        assert table.dtypes.equals(empty[name].dtypes)
    assert held_table(ledger, period="2030").empty
    assert offered_table(ledger, period="2030").empty
    assert support_rows(ledger, before="2020").columns.tolist() == list(SUPPORT_COLUMNS)


def test_no_pseudonym_leaves_the_ledger(ledger: Ledger):
    put(ledger, "accepted", lot(), children=(child(1), child(2)))
    for table in ledger_tables(ledger).values():
        assert child(1) not in table.to_csv()
        assert table["children_named"].tolist() == [2]


def test_what_a_new_plan_takes_as_it_is_and_what_it_may_change(ledger: Ledger):
    """One lot of each state, 10 children each: three are fixed, one is offered."""
    for state in STATES_IN_ORDER:
        brought_to(ledger, state, lot(count=10, packages=2))
    held = held_table(ledger, period="2026")
    assert held.to_dict("records") == [
        {
            "gift_id": "quy-a",
            "commune_code": LY_BON[0],
            "category": COATS,
            "count": 30,
            "taken": 30 * PRICE,
        }
    ]
    assert held_in_cells(ledger, period="2026")["held"].tolist() == [30]
    assert offered_table(ledger, period="2026").to_dict("records") == [
        {
            "gift_id": "quy-a",
            "partner_gift": "",
            "commune_code": LY_BON[0],
            "category": COATS,
            "packages": 2,
        }
    ]
    assert len(holding(ledger, period="2026")) == 4
    assert holding(ledger, period="2027").empty


def test_a_shared_lot_takes_from_two_gifts_and_reaches_its_children_once(ledger: Ledger):
    shared = {"partner_gift": "quy-b", "partner_id": "quy-b", "partner": "B"}
    put(ledger, "accepted", lot(count=20, taken=4_000_000, partner_taken=3_000_000, **shared))
    held = held_table(ledger, period="2026")
    assert held[["gift_id", "count", "taken"]].to_numpy().tolist() == [
        ["quy-a", 20, 4_000_000],
        ["quy-b", 0, 3_000_000],
    ]
    assert held_in_cells(ledger, period="2026")["held"].tolist() == [20]


def test_next_years_gap_knows_what_was_delivered(ledger: Ledger):
    """Of two deliveries in one commune 30 + 8 children; what is only accepted covers nobody yet."""
    first = put(ledger, "delivered", lot(count=30)).lot_id
    put(ledger, "confirmed", first)
    second = put(ledger, "accepted", lot(count=10)).lot_id
    put(ledger, "delivered", second, given=Given(count=8, quantity=8, value_vnd=8 * PRICE))
    put(ledger, "accepted", lot("quy-b", 10))
    put(ledger, "delivered", lot("quy-c", 9, value_vnd=None, commune=THACH_LAM))
    rows = support_rows(ledger, before="2027")
    assert rows.columns.tolist() == list(SUPPORT_COLUMNS)
    assert rows[["donor_id", "children", "units"]].to_numpy().tolist() == [
        ["quy-a", 38, 38],
        ["quy-c", 9, 9],
    ]
    assert rows["amount_vnd"].tolist()[0] == 38 * PRICE
    # What has no price has no amount, not 0 đồng.
    assert rows["amount_vnd"].isna().tolist() == [False, True]
    assert rows["source"].tolist() == ["sổ cam kết: L000001, L000002", "sổ cam kết: L000004"]
    assert rows["basis"].tolist() == ["illustrative"] * 2
    # The year being planned stays out: the plan takes it from the ledger itself.
    assert support_rows(ledger, before="2026").empty


def test_places_made_are_told_as_places(ledger: Ledger):
    school = lot(counted="places", count=2, quantity=2, category=COATS, packages=2)
    put(ledger, "delivered", school)
    assert commitments(ledger)[["children", "places"]].to_numpy().tolist() == [[0, 2]]
    rows = support_rows(ledger, before="2027")
    assert rows[["children", "units"]].to_numpy().tolist() == [[0, 2]]


def plan() -> pd.DataFrame:
    """One lot of money shared by two, one of goods, one sponsorship of 5 children for 9 months."""
    common = {"commune_code": LY_BON[0], "commune": LY_BON[1], "category": COATS, "places": 0}
    common |= {"counted": "children", "basis": "illustrative", "partner_gift": "", "partner": ""}
    common |= {"partner_id": "", "partner_vnd": 0, "unit": "bộ"}
    rows = [
        {"gift_id": "a", "funding": "cash", "packages": 2, "quantity": 20, "children_reached": 20}
        | {"cost_vnd": 7_000_000, "paid_vnd": 4_000_000, "partner_vnd": 3_000_000}
        | {"partner_gift": "b", "partner_id": "b", "partner": "B"},
        {"gift_id": "c", "funding": "stock", "packages": 1, "quantity": 30, "children_reached": 30}
        | {"cost_vnd": pd.NA, "paid_vnd": pd.NA},
        {"gift_id": "d", "funding": "sponsored", "packages": 5, "quantity": 45}
        | {"children_reached": 5, "cost_vnd": 7_200_000, "paid_vnd": 7_200_000},
    ]
    frame = pd.DataFrame([common | row for row in rows])
    frame["donor_id"] = frame["gift_id"]
    frame["donor"] = frame["gift_id"].str.upper()
    return frame.astype({"cost_vnd": "Int64", "paid_vnd": "Int64"})


def test_a_plan_is_promised_as_it_was_made():
    lots = lots_from_plan(plan(), period="2026")
    assert [(one.gift_id, one.count, one.taken) for one in lots] == [
        ("a", 20, 4_000_000),
        ("c", 30, 30),
        ("d", 5, 5),
    ]
    assert (lots[0].partner_taken, lots[0].value_vnd, lots[1].value_vnd) == (
        *(3_000_000, 7_000_000),
        None,
    )
    assert lots_from_plan(plan().iloc[::-1], period="2026") == lots


def test_a_plan_written_twice_stands_once(ledger: Ledger):
    cells = pd.DataFrame({"commune_code": [LY_BON[0]], "category": [COATS], "gap_low": [60]})
    gifts = pd.DataFrame(
        {
            "gift_id": ["a", "b", "c", "d"],
            "funding": ["cash", "cash", "stock", "sponsored"],
            "budget_vnd": pd.array([4_000_000, 3_000_000, None, None], dtype="Int64"),
            "units": pd.array([None, None, 30, None], dtype="Int64"),
            "children": pd.array([None, None, None, 5], dtype="Int64"),
        }
    )
    means = means_of_gifts(gifts)
    assert means == {"a": 4_000_000, "b": 3_000_000, "c": 30, "d": 5}
    limits = {"room": room_of_cells(cells, period="2026"), "means": means}
    assert limits["room"] == {(LY_BON[0], COATS, "2026"): 60}
    order = {"period": "2026", "state": "offered", "by": "Hoa", "plan": "2026-01-05"}
    first = ledger.write(entries_from_plan(plan(), **order), **limits)
    again = ledger.write(entries_from_plan(plan().iloc[::-1], **order), **limits)
    assert [one.lot_id for one in first] == [one.lot_id for one in again]
    assert all(one.repeated for one in again)
    assert offered_table(ledger, period="2026")["packages"].tolist() == [2, 1, 5]


def test_a_gap_that_is_not_known_is_no_gap_of_zero():
    cells = pd.DataFrame({"commune_code": ["1", "2"], "category": "x", "gap_low": [pd.NA, 0]})
    assert room_of_cells(cells, period="2026") == {("1", "x", "2026"): None, ("2", "x", "2026"): 0}
