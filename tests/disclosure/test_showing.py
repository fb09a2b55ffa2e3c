"""Tables as they are read outside; the profile's rules."""

from __future__ import annotations

import pandas as pd
import pytest
from pydantic import ValidationError

from needs.disclosure import Dimension, additive, blanked, protect, sensitive
from needs.errors import InputFaults
from needs.programmes.disclosure import Disclosure

from .cases import cells_of_line, line, rules


def test_what_is_hidden_is_empty_and_marked_and_its_cost_too():
    frame = line(3, 20, 9, 40).assign(cost_vnd=lambda row: row.children * 1_000)
    frame.loc[4] = ["c4", pd.NA, pd.NA]
    frame = frame.astype({"children": "Int64", "cost_vnd": "Int64"})
    decision = protect(cells_of_line(frame), rules(5))
    total = pd.DataFrame({"commune_code": ["all"], "children": [72], "cost_vnd": [72_000]})
    both = pd.concat([frame, total], ignore_index=True)
    seen = blanked(both, decision, value="children", sides=["commune_code"], also=["cost_vnd"])
    assert seen.not_shown.tolist() == [True, False, True, False, False, False]
    assert seen.children.dropna().tolist() == [20, 40, 72]
    assert seen.cost_vnd.dropna().tolist() == [20_000, 40_000, 72_000]
    assert both.children.notna().sum() == 5, "the table of the house stays as it is"


def test_a_row_that_was_not_judged_is_not_shown():
    frame = line(3, 20, 9, 40)
    decision = protect(cells_of_line(frame), rules(5))
    with pytest.raises(InputFaults, match="commune_code=c9"):
        blanked(frame.replace("c1", "c9"), decision, value="children", sides=["commune_code"])


def test_a_cell_that_no_table_prints_is_not_shown():
    cells = additive(
        line(30, 20), [Dimension("commune_code")], value="children", printed=[("all",)]
    )
    decision = protect(cells, rules(5))
    seen = blanked(line(30, 20), decision, value="children", sides=["commune_code"])
    assert seen.not_shown.all()


@pytest.mark.parametrize(
    ("zero", "complement", "expected"),
    [
        ("shown", False, {"c1": "small_count"}),
        ("hidden", False, {"c0": "zero", "c1": "small_count"}),
        # 29 of 30: one child is known not to be meant, 29 are known to be.
        ("shown", True, {"c1": "almost_all", "c2": "almost_all", "c3": "almost_all"}),
    ],
)
def test_what_is_sensitive(zero, complement, expected):
    """0 of 30; 4 of 4; 29 of 30; 30 of 30; 15 of 30."""
    frame = line(0, 4, 29, 30, 15).assign(known=[30, 4, 30, 30, 30])
    cells = additive(frame, [Dimension("commune_code")], value="children", of="known")
    found = sensitive(cells, rules(5, zero=zero, complement=complement)).set_index("cell")
    told = {cell.rpartition("=")[2]: rule for cell, rule in found.rule.items()}
    assert told == expected


def test_the_profile_says_from_how_many_children_on():
    told = {"threshold": 10, "kind": "assumption", "source": "giả định"}
    assert Disclosure.model_validate(told).zero == "shown"
    assert Disclosure.model_validate(told).amounts.least_givers == 1
    for wrong in ({"threshold": 2}, {"zero": "maybe"}, {"source": ""}, {"thresholds": 3}):
        with pytest.raises(ValidationError):
            Disclosure.model_validate(told | wrong)
