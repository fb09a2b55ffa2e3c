"""What is hidden: enough, not too much, in any order of rows; tried by another attacker."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.disclosure import (
    Dimension,
    additive,
    audit,
    cell_id,
    cells_of,
    linked,
    protect,
    sensitive,
    tied,
)
from needs.disclosure.hiding import Hiding, costs_of
from needs.disclosure.protecting import PRIMARY, SECONDARY
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
    thresholds,
)


def names(*communes: str) -> set[str]:
    return {cell_id("children", commune_code=name) for name in communes}


def holds_for_another_attacker(cells, decision, told):
    """Every sensitive cell can be anything in its range; no other hidden one is pinned."""
    needs = sensitive(cells, told).set_index("cell")
    reader = Reader(cells, decision.hidden)
    for cell in sorted(decision.hidden):
        low, high = reader.range_of(cell)
        if cell in needs.index:
            assert low <= needs.need_low[cell] + 1e-3
            assert high >= needs.need_high[cell] - 1e-3
        else:
            assert np.floor(high + 1e-3) - np.ceil(low - 1e-3) >= 1


def test_no_small_count_nothing_hidden():
    decision = protect(cells_of_grid(grid([[5, 20], [30, 0]])), rules(5))
    assert decision.hidden == frozenset()
    assert decision.safe


def test_a_small_count_takes_the_least_costly_one_with_it():
    """3 of 3 + 20 + 9 + 40: 9 is the smallest that, hidden with it, leaves 0–12 open."""
    decision = protect(cells_of_line(line(3, 20, 9, 40)), rules(5))
    assert decision.reasons == {
        "children|commune_code=c0": PRIMARY,
        "children|commune_code=c2": SECONDARY,
    }
    assert decision.audited.lowest.tolist() == [0, 0]
    assert decision.audited.highest.tolist() == [12, 12]


def test_a_zero_alone_is_no_company():
    """0 beside 3: were both hidden, 3 could only be 0–3; a reader would know it to be small."""
    decision = protect(cells_of_line(line(3, 0, 9, 40)), rules(5))
    assert names("c0", "c2") <= decision.hidden
    assert names("c1").isdisjoint(decision.hidden)


def test_the_square_of_the_textbook_costs_the_least():
    """One small cell of three by three: the cheapest square (rows, columns) through it.

    c0 (3, 40, 60), c1 (50, 15, 90), c2 (70, 80, 16), one district. Squares through c0,k0:
    c1,k1: 40, 50, 15; c1,k2: 60, 50, 90; c2,k1: 40, 70, 80; c2,k2: 60, 70, 16.
    Logarithms add up to the product: 41·51·16 is the smallest.
    """
    frame = grid([[3, 40, 60], [50, 15, 90], [70, 80, 16]]).assign(district_code="d")
    cells = additive(frame, [Dimension("commune_code"), CATEGORIES], value="children")
    decision = protect(cells, rules(5))
    square = [("c0", "k0"), ("c0", "k1"), ("c1", "k0"), ("c1", "k1")]
    assert decision.hidden == {
        cell_id("children", commune_code=commune, category=category) for commune, category in square
    }


def test_what_is_dearer_to_readers_is_shown():
    frame = line(3, 20, 9, 40)
    cells = cells_of_line(frame)
    dear = np.where(cells.frame.cell == "children|commune_code=c2", 50.0, 1.0)
    costly = cells_of(cells.frame.assign(cost=dear), cells.terms, cells.limits)
    decision = protect(costly, rules(5))
    assert names("c2").isdisjoint(decision.hidden)
    assert len(decision.hidden) == 2


@given(grids(), thresholds)
@settings(max_examples=25)
def test_no_hidden_cell_is_worked_out(frame, threshold):
    cells, told = cells_of_grid(frame), rules(threshold)
    decision = protect(cells, told)
    holds_for_another_attacker(cells, decision, told)
    assert set(sensitive(cells, told).cell) <= decision.hidden


@given(linked_pairs(), thresholds)
@settings(max_examples=25)
def test_no_hidden_cell_of_linked_tables_is_worked_out(pair, threshold):
    places, ages = pair
    told = rules(threshold)
    cells = linked(cells_of_grid(places), additive(ages, [CATEGORIES, BANDS], value="children"))
    holds_for_another_attacker(cells, protect(cells, told), told)


@given(grids(), thresholds, st.sampled_from(["shown", "hidden"]))
@settings(max_examples=15)
def test_of_a_known_number_neither_few_nor_almost_all_are_worked_out(frame, threshold, zero):
    told = rules(threshold, complement=True, zero=zero)
    frame = frame.assign(known=frame.children + frame.children % 7)
    cells = cells_of_grid(frame, of="known")
    decision = protect(cells, told)
    hidden = decision.audited.set_index("cell")
    for row in cells.frame.itertuples():
        rest = row.of - row.value
        if 0 < row.value < threshold or (rest < threshold and row.of > 0):
            lowest, highest = hidden.lowest[row.cell], hidden.highest[row.cell]
            # As far as the known number itself leaves room.
            if row.value < threshold:
                assert lowest == 0
                assert highest >= min(threshold, row.of)
            if rest < threshold:
                assert lowest <= max(0, row.of - threshold)
                assert highest == row.of
        if zero == "hidden" and row.value == 0:
            assert row.cell in decision.hidden


@given(grids(), thresholds)
@settings(max_examples=15)
def test_a_total_is_hidden_only_where_all_below_it_would_not_do(frame, threshold):
    cells, told = cells_of_grid(frame), rules(threshold)
    decision = protect(cells, told)
    height = cells.frame.set_index("cell").height
    needs = set(sensitive(cells, told).cell)
    top = max((height[cell] for cell in decision.hidden), default=0)
    if top and not any(height[cell] == top for cell in needs):
        low = cells.frame.assign(may_hide=cells.frame.height < top)
        below = protect(cells_of(low, cells.terms, cells.limits), told, must_hold=False)
        assert not below.safe


def cost(cells, hidden):
    """Whole tables against each other: a total costs more than all that stands below it."""
    each = costs_of(cells) * 100.0 ** cells.column("height")
    return float(each[cells.marked(hidden)].sum())


@given(grids(most_communes=2, most_categories=3), thresholds)
@settings(max_examples=15)
def test_no_other_choice_costs_less(frame, threshold):
    """Every choice of cells of a small table, tried one by one."""
    cells = additive(frame, [Dimension("commune_code"), CATEGORIES], value="children")
    told = rules(threshold)
    needs = sensitive(cells, told)
    decision = protect(cells, told)
    found = cost(cells, decision.hidden)
    rest = [cell for cell in cells.ids if cell not in set(needs.cell)]
    for size in range(len(decision.hidden - set(needs.cell)) + 1):
        for more in combinations(rest, size):
            chosen = {*needs.cell, *more}
            if cost(cells, chosen) < found - 1e-6:
                checked = audit(cells, chosen, told)
                assert not checked.safe[checked.rule != ""].all(), chosen


@given(grids(), thresholds)
@settings(max_examples=25)
def test_the_quick_way_alone_holds_too(frame, threshold):
    """Large tables are left to it: what it hides protects every sensitive cell."""
    cells, told = cells_of_grid(frame), rules(threshold)
    needs = sensitive(cells, told).set_index("cell")
    hiding = Hiding(cells, cells.marked(needs.index))
    place = {name: at for at, name in enumerate(cells.ids)}
    for cell in needs.index:
        value = cells.column("value")[place[cell]]
        for end in (needs.need_low[cell], needs.need_high[cell]):
            if end != value:
                assert hiding.protect(place[cell], float(end - value))
    hiding.release([place[cell] for cell in needs.index])
    checked = audit(cells, [cells.ids[at] for at in np.flatnonzero(hiding.hidden)], told)
    assert checked.safe[checked.rule != ""].all()


@given(grids(), thresholds, st.randoms(use_true_random=False))
@settings(max_examples=15)
def test_the_order_of_rows_and_the_run_do_not_matter(frame, threshold, dice):
    order = list(range(len(frame)))
    dice.shuffle(order)
    first, again = (
        protect(cells_of_grid(rows), rules(threshold)) for rows in (frame, frame.iloc[order])
    )
    assert first.reasons == again.reasons
    pd.testing.assert_frame_equal(first.audited, again.audited)


@given(linked_pairs(), thresholds)
@settings(max_examples=15)
def test_another_table_never_brings_a_hidden_cell_back(pair, threshold):
    places, ages = pair
    told = rules(threshold)
    alone = cells_of_grid(places)
    before = protect(alone, told)
    both = linked(alone, additive(ages, [CATEGORIES, BANDS], value="children"))
    after = protect(both, told, keep=before.hidden)
    assert before.hidden <= after.hidden
    assert after.safe


def test_what_is_not_printed_is_protected_and_hides_nothing():
    """Only totals by district are printed: a commune's 3 children show through its district."""
    frame = grid([[3], [0], [20], [30]])
    printed = [("district_code", "all"), ("all", "all")]
    cells = additive(
        frame,
        [Dimension("commune_code", (("district_code",),)), Dimension("category")],
        value="children",
        printed=printed,
    )
    decision = protect(cells, rules(5))
    assert decision.hidden == {
        "children|district_code=d0",
        "children|district_code=d1",
    }, "d0 is 3 itself, and the total would give it away"


def test_amounts_of_one_giver_and_of_one_who_gives_almost_all():
    """c0: one giver; c1: one of two gives 95 %; c2, c3: three of equal size."""
    rows = [("c0", "x", 4_000_000), ("c1", "x", 9_500_000), ("c1", "y", 500_000)]
    rows += [(commune, who, 5_000_000) for commune in ("c2", "c3") for who in "xyz"]
    frame = pd.DataFrame(rows, columns=["commune_code", "donor_id", "amount_vnd"])
    cells = additive(
        frame,
        [Dimension("commune_code")],
        value="amount_vnd",
        kind="amount",
        giver="donor_id",
    )
    told = rules(5, amounts={"least_givers": 2, "largest_share": 0.9, "uncertain": 0.2})
    decision = protect(cells, told)
    assert decision.audited.set_index("cell").rule.loc[
        ["amount_vnd|commune_code=c0", "amount_vnd|commune_code=c1"]
    ].tolist() == ["few_givers", "largest_giver"]
    assert decision.hidden == {"amount_vnd|commune_code=c0", "amount_vnd|commune_code=c1"}
    sure = decision.audited
    assert (sure.lowest <= 0.8 * sure.value).all()
    assert (sure.highest >= 1.2 * sure.value).all()


@given(grids(most_communes=4, most_categories=3), thresholds, st.integers(10_000, 5_000_000))
@settings(max_examples=10)
def test_what_children_cost_tells_no_more_than_the_children(frame, threshold, price):
    """Every count beside its amount at the known price; the amounts add up too."""
    counts, told = cells_of_grid(frame), rules(threshold)
    amounts = additive(
        frame.assign(vnd=frame.children * price),
        [Dimension("commune_code", (("district_code",),)), Dimension("category")],
        value="vnd",
        kind="amount",
    )
    both = linked(counts, amounts)
    pairs = pd.DataFrame({"of": counts.ids}).assign(
        cell=lambda pair: pair.of.str.replace("children|", "vnd|", regex=False), factor=float(price)
    )
    decision = protect(tied(both, pairs), told)
    shown = decision.audited.set_index("cell")
    for cell in sensitive(counts, told).cell:
        assert shown.lowest[cell] == 0
        assert shown.highest[cell] >= threshold
        assert cell.replace("children|", "vnd|") in decision.hidden


def test_a_cell_that_cannot_be_hidden_is_told():
    cells = cells_of_line(line(3, 20))
    fixed = cells.frame.assign(may_hide=cells.frame.value < 5)
    with pytest.raises(InputFaults) as told:
        protect(cells_of(fixed, cells.terms, cells.limits), rules(5))
    assert [fault.where for fault in told.value.faults] == ["children|commune_code=c0"]


def test_missing_is_no_zero_and_no_company():
    frame = line(3, 20, 9, 40).astype({"children": "Int64"})
    frame.loc[2, "children"] = pd.NA
    cells = cells_of_line(frame)
    assert "children|commune_code=c2" not in cells.ids
    assert cells.frame.set_index("cell").value["children|all"] == 63
    assert protect(cells, rules(5)).hidden == names("c0", "c1")


def test_a_table_without_figures_hides_nothing():
    frame = line(3, 20).astype({"children": "Int64"})
    for none in (frame.iloc[:0], frame.assign(children=pd.NA)):
        decision = protect(cells_of_line(none), rules(5))
        assert decision.hidden == frozenset()
        assert decision.safe


def test_a_cell_that_stays_hidden_is_not_given_away_by_the_rest():
    """An earlier edition hid c1; nothing is small now. Alone it is the total less the rest."""
    cells = cells_of_line(line(30, 20, 9))
    decision = protect(cells, rules(5), keep=names("c1"))
    assert decision.reasons == {
        "children|commune_code=c1": "kept",
        "children|commune_code=c2": SECONDARY,
    }
    assert decision.safe
