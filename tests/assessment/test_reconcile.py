"""Tables that were tampered with do not pass."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from needs.assessment.reconcile import reconcile
from needs.errors import InputFaults

Tables = dict[str, pd.DataFrame]


def one_more(table: str, column: str, row: int = 0) -> Callable[[Tables], None]:
    def change(tables: Tables) -> None:
        tables[table].loc[row, column] += 1

    return change


def drop_row(table: str) -> Callable[[Tables], None]:
    def change(tables: Tables) -> None:
        tables[table] = tables[table].iloc[1:]

    return change


def without_district(tables: Tables) -> None:
    tables["need"].loc[0, "district_code"] = None


def unknown_donor(tables: Tables) -> None:
    tables["allocation"].loc[1, "gift_id"] = "nobody"


def lost_category(tables: Tables) -> None:
    tables["gap"] = tables["gap"][tables["gap"].category != "swimming"]


def lot_to_an_unknown_gap(tables: Tables) -> None:
    lot = tables["allocation"].iloc[0]
    chosen = (tables["gap"].commune_code == lot.commune_code) & (
        tables["gap"].category == lot.category
    )
    tables["gap"].loc[chosen, "gap_low"] = pd.NA


OPEN = r"gap = đã nhận lời \+ đề xuất \+ còn lại"
# What is done → what the message has to name.
TAMPERING = {
    "a child added to the need": (one_more("need", "children_eligible"), "need ↔ gap"),
    "a child added to the gap": (one_more("gap", "gap_low"), OPEN),
    "a child reached too many": (one_more("allocation", "children_reached"), OPEN),
    "a lot that cost more": (one_more("allocation", "cost_vnd", row=3), "paid_vnd"),
    "a donor who paid more": (one_more("allocation", "paid_vnd", row=3), "gop-cung"),
    "a partner who paid more": (one_more("allocation", "partner_vnd", row=4), "gop-cung"),
    "an open need left out": (drop_row("open_needs"), OPEN),
    "a lot left out": (drop_row("allocation"), OPEN),
    "a gift that gave more": (one_more("gift_use", "used", row=6), "ven-bien"),
    "goods that were not there": (one_more("gift_use", "used", row=0), "ao-nho"),
    "a child sponsored twice": (one_more("gift_use", "used", row=1), "do-dau"),
    "a gift nobody knows of": (drop_row("gift_use"), "ao-nho"),
    "a commune without district": (without_district, "Σ huyện"),
    "a lot of a gift not in the register": (unknown_donor, "nobody"),
    "a category without gap": (lost_category, "swimming"),
    "a lot where the gap is not known": (lot_to_an_unknown_gap, "allocation"),
}


@pytest.fixture
def tables(all_kinds) -> Tables:
    return {name: frame.copy() for name, frame in all_kinds.tables.items()}


def test_the_tables_of_the_chain_agree(tables):
    reconcile(tables, "2026")


@pytest.mark.parametrize("tampering", TAMPERING)
def test_a_changed_figure_is_noticed(tables, tampering):
    change, named = TAMPERING[tampering]
    change(tables)
    with pytest.raises(InputFaults, match=named):
        reconcile(tables, "2026")


def test_all_disagreements_are_told_at_once(tables):
    one_more("need", "children_eligible")(tables)
    one_more("gap", "gap_low", row=3)(tables)
    one_more("gift_use", "used", row=6)(tables)
    with pytest.raises(InputFaults) as told:
        reconcile(tables, "2026")
    assert len(told.value.faults) == 3
