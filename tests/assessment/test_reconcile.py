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
    tables["allocation"].loc[1, "donor_id"] = "nobody"


def lost_category(tables: Tables) -> None:
    tables["gap"] = tables["gap"][tables["gap"].category != "play"]


def lot_to_an_unknown_gap(tables: Tables) -> None:
    lot = tables["allocation"].iloc[0]
    chosen = (tables["gap"].commune_code == lot.commune_code) & (
        tables["gap"].category == lot.category
    )
    tables["gap"].loc[chosen, "gap_low"] = pd.NA


# What is done → what the message has to name.
TAMPERING = {
    "a child added to the need": (one_more("need", "children_eligible"), "need ↔ gap"),
    "a child added to the gap": (one_more("gap", "gap_low"), "gap = đề xuất"),
    "a child reached too many": (one_more("allocation", "children_reached"), "gap = đề xuất"),
    "a lot that cost more": (one_more("allocation", "cost_vnd", row=150), "donor"),
    "an open need left out": (drop_row("open_needs"), "gap = đề xuất"),
    "a lot left out": (drop_row("allocation"), "gap = đề xuất"),
    "a donor who spent more": (one_more("donor_use", "spent_vnd", row=1), "minh-hoa-enterprise-2"),
    "a commune without district": (without_district, "Σ huyện"),
    "a lot of a donor not in the register": (unknown_donor, "nobody"),
    "a category without gap": (lost_category, "play"),
    "a lot where the gap is not known": (lot_to_an_unknown_gap, "allocation"),
}


@pytest.fixture
def tables(cao_bang) -> Tables:
    return {name: frame.copy() for name, frame in cao_bang.tables.items()}


def test_the_tables_of_the_chain_agree(tables):
    reconcile(tables)


@pytest.mark.parametrize("tampering", TAMPERING)
def test_a_changed_figure_is_noticed(tables, tampering):
    change, named = TAMPERING[tampering]
    change(tables)
    with pytest.raises(InputFaults, match=named):
        reconcile(tables)


def test_all_disagreements_are_told_at_once(tables):
    one_more("need", "children_eligible")(tables)
    one_more("gap", "gap_low", row=3)(tables)
    one_more("donor_use", "spent_vnd", row=1)(tables)
    with pytest.raises(InputFaults) as told:
        reconcile(tables)
    assert len(told.value.faults) == 3
