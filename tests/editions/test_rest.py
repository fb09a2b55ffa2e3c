"""What is left unknown of an edition tells a reader exactly as much as all of it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from needs.disclosure import Dimension, additive, cell_id, cells_of, linked, protect
from needs.disclosure.attacker import intervals
from needs.editions.rest import hanging_together, known_exactly, what_is_left
from needs.programmes.disclosure import Disclosure

RULES = Disclosure(threshold=10, kind="assumption", source="test")


@pytest.fixture(scope="module")
def decision():
    """Two kinds in two districts of two communes; 4 and 7 are small; money to whole millions."""
    counts = pd.DataFrame(
        {
            "commune_code": ["a", "b", "c", "d"] * 2,
            "district_code": ["x", "x", "y", "y"] * 2,
            "category": ["meals"] * 4 + ["coats"] * 4,
            "children": [4, 60, 30, 25, 80, 90, 7, 55],
        }
    )
    sides = [Dimension("commune_code", (("district_code",),)), Dimension("category", total=False)]
    cells = additive(counts, sides, value="children")
    name = cell_id("vnd", category="meals")
    parts = [cell_id("children", commune_code=code, category="meals") for code in "abcd"]
    money = pd.DataFrame(
        {"cell": [name], "value": [119 * 640_000.0], "kind": "amount", "step": 1e6}
    )
    shared = pd.DataFrame({"cell": parts, "value": [4.0, 60.0, 30.0, 25.0], "printed": False})
    terms = pd.DataFrame(
        {"relation": "money", "cell": [*parts, name], "factor": [640_000.0] * 4 + [-1.0]}
    )
    cells = linked(cells, cells_of(pd.concat([money, shared]).drop(columns="kind").assign(
        kind=["amount"] + ["count"] * 4, step=[1e6] + [0.0] * 4,
        printed=[True] + [False] * 4), terms))  # fmt: skip
    return protect(cells, RULES)


def test_the_attacker_finds_the_same_bounds_with_the_rest_alone(decision):
    whole = decision.cells
    lowest, highest = intervals(whole, whole.marked(decision.hidden))
    bounds = pd.DataFrame({"low": lowest, "high": highest}, index=whole.frame.cell)
    rest = what_is_left(decision)
    assert 0 < len(rest.frame) < len(whole.frame) / 2
    low, high = intervals(rest, rest.marked(decision.hidden))
    mine = bounds.loc[rest.frame.cell]
    assert np.allclose(low, mine.low)
    assert np.allclose(high, mine.high)


def test_what_is_left_and_what_is_known_are_all_cells(decision):
    known = known_exactly(decision)
    rest = set(what_is_left(decision).frame.cell)
    assert rest | set(known.index) == set(decision.cells.ids)
    assert not rest & set(known.index)
    assert decision.hidden <= rest
    values = decision.cells.frame.set_index("cell").value
    assert (known == values[known.index]).all()


def test_only_what_hangs_together_with_a_cell_is_kept(decision):
    rest = what_is_left(decision)
    meals = cell_id("children", commune_code="a", category="meals")
    part = set(hanging_together(rest, [meals]).frame.cell)
    assert meals in part
    assert cell_id("vnd", category="meals") in part, "money is rounded: it still tells"
    assert not [name for name in part if "coats" in name]
    assert hanging_together(rest, []).frame.empty
