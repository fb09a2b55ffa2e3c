"""What a reader of tables can work out: by hand, and against another solver."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.disclosure import additive, audit, between, cell_id, cells_of, linked, rates, tied
from needs.disclosure.attacker import intervals
from needs.errors import InputFaults

from .cases import (
    BANDS,
    CATEGORIES,
    Reader,
    cells_of_grid,
    cells_of_line,
    grid,
    grids,
    line,
    linked_pairs,
    rules,
)


def range_of(cells, hidden, cell):
    low, high = intervals(cells, cells.marked(hidden))
    at = cells.ids.index(cell)
    return low[at], high[at]


def c(*names: str) -> list[str]:
    return [cell_id("children", commune_code=name) for name in names]


def test_one_hidden_part_of_a_sum_is_no_secret():
    cells = cells_of_line(line(3, 20, 40))
    assert range_of(cells, c("c0"), c("c0")[0]) == (3, 3)


def test_two_hidden_parts_share_what_is_left():
    cells = cells_of_line(line(3, 20, 40))
    for cell in c("c0", "c1"):
        assert range_of(cells, c("c0", "c1"), cell) == (0, 23)


def test_the_square_of_the_textbook():
    """Rows and columns shown, four cells hidden: each moves against its neighbours.

        k0   k1  sum              a + b = 10, a + d = 12
    c0   3    7   10     so       d = 12 − a, e = 20 − d = 8 + a, b = 10 − a
    c1   9   11   20              0 ≤ a ≤ 10; d from 2, e from 8, b from 0
    sum 12   18   30
    """
    cells = cells_of_grid(grid([[3, 7], [9, 11]]).assign(district_code="d"))
    names = {
        (down, across): cell_id("children", commune_code=f"c{down}", category=f"k{across}")
        for down in (0, 1)
        for across in (0, 1)
    }
    hidden = list(names.values())
    assert range_of(cells, hidden, names[0, 0]) == (0, 10)
    assert range_of(cells, hidden, names[0, 1]) == (0, 10)
    assert range_of(cells, hidden, names[1, 0]) == (2, 12)
    assert range_of(cells, hidden, names[1, 1]) == (8, 18)
    # Three of the four are no square: the fourth gives all away.
    for shown in names:
        rest = [name for at, name in names.items() if at != shown]
        for name in rest:
            low, high = range_of(cells, rest, name)
            assert low == high


def test_everything_hidden_is_bounded_by_nothing():
    cells = cells_of_line(line(3, 20))
    low, high = range_of(cells, cells.ids, c("c0")[0])
    assert (low, high) == (0, float("inf"))


def test_a_total_of_another_table_gives_a_cell_away():
    """Age bands of one category: their sum is the category's, which the other table hides."""
    places = cells_of_grid(grid([[3, 20], [30, 40]]))
    ages = additive(
        pd.DataFrame(
            {"category": ["k0", "k0", "k1"], "age_band": ["a", "b", "a"], "children": [11, 22, 60]}
        ),
        [CATEGORIES, BANDS],
        value="children",
    )
    both = linked(places, ages)
    k0 = cell_id("children", category="k0")
    small = cell_id("children", commune_code="c0", category="k0")
    # The district's and the province's cells of k0 hidden: on its own, the first table says little.
    of_place = [k0, small, cell_id("children", district_code="d0", category="k0")]
    assert range_of(places, of_place, small) == (3, 3), "but the row of the commune is shown"
    of_place += [cell_id("children", commune_code="c0"), cell_id("children", district_code="d0")]
    of_place += [cell_id("children")]
    assert range_of(places, of_place, small)[1] == float("inf")
    assert range_of(both, of_place, small) == (3, 3), "33 − 30, by the sum of the age bands"


def test_an_amount_at_a_known_price_gives_its_count_away():
    cells = cells_of_line(line(3, 20, 40))
    pairs = pd.DataFrame(
        {"cell": [f"vnd|{name}" for name in ("c0", "c1")], "of": c("c0", "c1"), "factor": 350_000.0}
    )
    priced = tied(cells, pairs)
    hidden = c("c0", "c1")
    assert range_of(priced, hidden, c("c0")[0]) == (3, 3)
    low, high = range_of(priced, [*hidden, "vnd|c0", "vnd|c1"], "vnd|c0")
    assert (low, high) == (0, 23 * 350_000)


def test_a_rounded_rate_gives_as_much_away_as_it_says():
    """17 % of 60 children, to whole per cent: from 16,5 % to 17,5 %, from 9,9 to 10,5: ten."""
    cells = cells_of_line(line(10, 30, 40))
    shown = pd.DataFrame({"cell": ["rate|c0"], "of": c("c0"), "number": [60], "step": [0.01]})
    with_rate = rates(cells, shown)
    assert range_of(with_rate, c("c0", "c1"), c("c0")[0]) == (10, 10)
    coarse = rates(cells, shown.assign(step=0.1))
    # To tens: 20 % is 15–25 %, 9 to 15 children.
    assert range_of(coarse, c("c0", "c1"), c("c0")[0]) == (9, 15)


def test_published_bounds_bound():
    frame = pd.DataFrame({"cell": ["low", "middle", "high"], "value": [2.0, 3.0, 9.0]})
    cells = between(
        cells_of(frame), pd.DataFrame({"low": ["low"], "cell": ["middle"], "high": ["high"]})
    )
    assert range_of(cells, ["middle"], "middle") == (2, 9)
    assert range_of(cells, ["middle", "high"], "middle") == (2, float("inf"))


@pytest.mark.parametrize(
    ("value", "step", "low", "high"),
    [(3, 10, 0, 4), (5, 10, 5, 14), (14, 10, 5, 14), (15, 10, 15, 24), (7, 5, 3, 7), (8, 5, 8, 12)],
)
def test_a_rounded_count_is_known_to_half_a_step(value, step, low, high):
    cells = cells_of(pd.DataFrame({"cell": ["a"], "value": [value], "step": [step]}))
    assert range_of(cells, [], "a") == (low, high)


def test_rounded_totals_tell_of_a_hidden_cell_what_they_leave():
    """c0 + c1 + c2 shown as 60 (55–64), c1 as 20 (15–24), c2 as 40 (35–44): c0 at most 14."""
    frame = line(3, 20, 40)
    cells = cells_of_line(frame)
    rounded = cells_of(cells.frame.assign(step=10.0), cells.terms, cells.limits)
    assert range_of(rounded, c("c0"), c("c0")[0]) == (0, 14)


@given(grids(), st.data())
@settings(max_examples=25)
def test_both_attackers_find_the_same(frame, data):
    cells = cells_of_grid(frame)
    hidden = data.draw(st.sets(st.sampled_from(cells.ids)))
    cell = data.draw(st.sampled_from(cells.ids))
    lowest, highest = range_of(cells, hidden, cell)
    low, high = Reader(cells, hidden).range_of(cell)
    # Whole numbers within; tables of two sides have whole ends (unless districts cut across).
    assert low - 1e-4 <= lowest < low + 1
    assert high - 1 < highest <= high + 1e-4 or (highest == high)


@given(linked_pairs(), st.data())
@settings(max_examples=25)
def test_both_attackers_find_the_same_on_linked_tables(pair, data):
    places, ages = pair
    cells = linked(cells_of_grid(places), additive(ages, [CATEGORIES, BANDS], value="children"))
    hidden = data.draw(st.sets(st.sampled_from(cells.ids), min_size=1))
    cell = data.draw(st.sampled_from(sorted(hidden)))
    lowest, highest = range_of(cells, hidden, cell)
    low, high = Reader(cells, hidden).range_of(cell)
    assert low - 1e-4 <= lowest < low + 1
    assert high - 1 < highest <= high + 1e-4 or (highest == high)


@given(grids(), st.data())
@settings(max_examples=25)
def test_who_is_shown_more_knows_no_less(frame, data):
    cells = cells_of_grid(frame)
    hidden = data.draw(st.sets(st.sampled_from(cells.ids), min_size=1))
    fewer = data.draw(st.sets(st.sampled_from(sorted(hidden))))
    low, high = intervals(cells, cells.marked(hidden))
    low_then, high_then = intervals(cells, cells.marked(fewer))
    assert (low_then >= low).all()
    assert (high_then <= high).all()


def test_tables_that_contradict_each_other_are_refused():
    one = cells_of_line(line(3, 20, 40))
    other = cells_of_line(line(3, 21, 40))
    with pytest.raises(InputFaults) as told:
        linked(one, other)
    assert {fault.where for fault in told.value.faults} == {
        "children|all",
        "children|commune_code=c1",
    }


def test_a_total_that_is_not_the_sum_is_refused():
    cells = cells_of_line(line(3, 20, 40))
    wrong = cells.frame.assign(value=cells.frame.value + (cells.frame.cell == "children|all"))
    with pytest.raises(InputFaults, match=r"children\|all = Σ"):
        cells_of(wrong, cells.terms, cells.limits)


def test_every_bad_cell_is_named():
    frame = pd.DataFrame({"cell": ["a", "a", "b"], "value": [1, 1, None]})
    terms = pd.DataFrame({"relation": ["r"], "cell": ["z"], "factor": [1.0]})
    with pytest.raises(InputFaults) as told:
        cells_of(frame, terms)
    assert {fault.where for fault in told.value.faults} == {"a", "b", "z"}


def test_the_audit_names_every_cell_that_is_not_safe_and_no_true_value():
    cells = cells_of_line(line(3, 4, 40))
    with pytest.raises(InputFaults) as told:
        audit(cells, c("c0"), rules(5), must_hold=True)
    faults = told.value.faults
    assert [fault.where for fault in faults] == c("c0", "c1"), "recoverable; shown"
    assert not any(value in str(fault) for fault in faults for value in ("3.0", "4.0", ": 3"))
