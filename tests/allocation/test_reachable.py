"""Which cells can be reached, and why not; compared with every possible plan of small cases."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from needs.allocation.given.inputs import checked_inputs
from needs.allocation.model.build import build_model
from needs.allocation.model.levels import positions, sums
from needs.allocation.model.limits import model_of
from needs.allocation.model.reachable import usable_alone, usable_routes
from needs.allocation.model.routes import offers_of

from .allocation_cases import (
    ages_table,
    cell,
    cells_table,
    gift,
    gifts_table,
    held_table,
    random_case,
)


def built(*case, **options):
    inputs = checked_inputs(*case)
    return build_model(inputs.cells, inputs.gifts, inputs.ages, inputs.held, **options)


def reason(one_cell, *gifts, ages=None, held=None):
    return built(cells_table(one_cell), gifts_table(*gifts), ages, held)[1][0]


CASH = {"budget_vnd": 1000}


@pytest.mark.parametrize(
    ("expected", "values", "gifts"),
    [
        ("no_gap", {"gap_low": 0}, [gift("G", **CASH)]),
        ("no_gap", {"gap_low": 40, "held": 40}, [gift("G", **CASH)]),
        ("gap_below_package", {"gap_low": 9}, [gift("G", **CASH)]),
        ("", {"gap_low": 9}, [gift("G", **CASH), gift("S", category="meals", children=1)]),
        ("no_donor", {}, [gift("G", **CASH, zones=("I",))]),
        ("no_donor", {}, [gift("G", units=9, category="books")]),
        ("no_donor", {"counted": "places"}, [gift("S", category="meals", children=1)]),
        ("no_season", {"months": (9, 10)}, [gift("G", **CASH, visit_months=(1, 2))]),
        ("no_age", {}, [gift("G", **CASH, from_age=3)]),
        ("no_means", {}, [gift("G", budget_vnd=99)]),
        ("no_means", {}, [gift("G", units=1, category="meals", package_units=2)]),
        ("no_means", {}, [gift("G", **CASH, most_per_commune=99)]),
        ("no_partner", {}, [gift("G", **CASH, share=0.5)]),
        ("lot_too_large", {}, [gift("G", budget_vnd=5000, least_per_commune=1001)]),
        ("lot_too_large", {}, [gift("G", budget_vnd=1100, whole=True)]),
        ("lot_too_large", {}, [gift("G", units=11, category="meals", whole=True)]),
        # The gift that comes furthest says why.
        ("no_means", {}, [gift("A", **CASH, zones=("I",)), gift("B", budget_vnd=99)]),
    ],
)
def test_why_a_commune_is_out_of_reach(expected, values, gifts):
    assert reason(cell("00001", **values), *gifts) == expected


def test_a_donor_whose_visits_are_all_promised_reaches_no_other_commune():
    cells = cells_table(cell("00001", held=10), cell("00002"))
    gifts = gifts_table(gift("G", **CASH, most_communes=1))
    held = held_table(("G", "00001", "meals", 10, 100))
    assert built(cells, gifts, None, held)[1] == ["", "communes_full"]


def test_no_child_of_the_age_is_told_apart_from_a_gap_below_a_package():
    young = gift("G", **CASH, to_age=3)
    ages = ages_table(("00001", "meals", {3: 0, 4: 100}))
    assert reason(cell("00001"), young, ages=ages) == "no_age"
    ages = ages_table(("00001", "meals", {3: 9, 4: 91}))
    assert reason(cell("00001"), young, ages=ages) == "gap_below_package"


def test_small_gaps_together_make_a_lot_large_enough():
    # At least 350 đồng in the commune: 2 packages of books and 2 of meals, not 3 of one.
    cells = cells_table(cell("00001", "books", gap_low=20), cell("00001", "meals", gap_low=20))
    least = gift("G", budget_vnd=5000, least_per_commune=350)
    assert built(cells, gifts_table(least))[1] == ["", ""]
    only_books = least | {"categories": ("books",)}
    assert built(cells, gifts_table(only_books))[1] == ["lot_too_large", "no_donor"]


def test_an_all_or_nothing_gift_needs_room_for_all_of_it():
    # 12 sets; 5 fit in one commune, 6 in the other: 11.
    cells = cells_table(cell("00001", gap_low=50), cell("00002", gap_low=60))
    sets = gift("G", category="meals", units=12, whole=True)
    assert built(cells, gifts_table(sets))[1] == ["lot_too_large", "lot_too_large"]
    assert built(cells, gifts_table(sets | {"units": 11}))[1] == ["", ""]
    # 11 sets, but only one commune may be visited.
    one = sets | {"units": 11, "most_communes": 1}
    assert built(cells, gifts_table(one))[1] == ["lot_too_large", "lot_too_large"]


def test_an_all_or_nothing_gift_that_packages_cannot_exhaust_is_left_out():
    # 10 sets in own packages of 3 leave one set over, whatever is given.
    cells = cells_table(cell("00001", package_children=1))
    coats = gift("G", category="meals", units=10, package_units=3, whole=True)
    assert built(cells, gifts_table(coats))[1] == ["lot_too_large"]
    assert built(cells, gifts_table(coats | {"units": 9}))[1] == [""]


def test_a_least_lot_that_the_partner_cannot_share_is_out_of_reach():
    # The partner pays half of each package (50), but at least 600 in a commune: 12 packages.
    lead = gift("L", budget_vnd=5000, share=0.5, communes=("00001",))
    partner = gift("P", budget_vnd=5000, joins=True, least_per_commune=600, categories=("meals",))
    cells = cells_table(cell("00001"))
    model, _ = built(cells, gifts_table(lead, partner))
    # Alone the partner pays 6 packages and more; 12 shared ones do not fit into the gap of 10.
    # Mixed they do: 2 shared (100) and 5 of its own (500) make 600.
    assert model.route_partner.tolist() == [1, -1]
    assert model.keeps_limits(np.array([2, 5]))
    tight = cells_table(cell("00001", gap_low=50))
    assert built(tight, gifts_table(lead, partner))[1] == ["lot_too_large"]


def test_the_most_that_a_cell_could_get_minds_gifts_that_pay_together():
    # L pays half of a package with P, which could pay all 4 alone: 4 packages at 100 = 400 of P,
    # or with 200 of L: 4 shared (200 + 200) and 2 alone (200).
    lead = gift("L", budget_vnd=200, share=0.5)
    partner = gift("P", budget_vnd=400, joins=True)
    model, _ = built(cells_table(cell("00001")), gifts_table(lead, partner))
    assert model.full.tolist() == [60]
    assert model.levels[0].tolist() == [0, 10, 20, 30, 40, 50, 60]


def all_plans(model, most=200_000):
    """Return every plan within the limits, a column each; None if there are too many to list."""
    if np.prod(model.route_most + 1.0) > most or not len(model.route_most):
        return None
    plans = np.indices(tuple(model.route_most + 1)).reshape(len(model.route_most), -1)
    kept = (model.rows @ plans <= model.row_most[:, None]).all(axis=0)
    given_by = model.switches @ plans
    on = given_by > 0
    least, top = model.switch_least[:, None], model.switch_most[:, None]
    kept &= (~on | ((given_by >= least) & (given_by <= top))).all(axis=0)
    for group, allowed in enumerate(model.group_most):
        kept &= on[model.switch_group == group].sum(axis=0) <= allowed
    return plans[:, kept]


@settings(max_examples=60)
@given(st.integers(min_value=0, max_value=100_000), st.sampled_from([0.5, 1.0, 2.0]), st.booleans())
def test_exactly_the_routes_that_some_plan_uses_are_kept(seed, scale, gifts_of_two):
    case = random_case(
        seed, communes=2, categories=2, gifts=2 + gifts_of_two, scale=scale, largest=14
    )
    inputs = checked_inputs(*case)
    offers = offers_of(inputs.cells, inputs.gifts, inputs.ages, inputs.held)
    every = model_of(inputs.cells, offers)
    plans = all_plans(every)
    assume(plans is not None)
    used = (plans > 0).any(axis=1)
    np.testing.assert_array_equal(usable_routes(every), used)
    assert not (usable_alone(every) & ~used).any()
    model, reasons = build_model(inputs.cells, inputs.gifts, inputs.ages, inputs.held)
    assert len(model.route_cell) == used.sum()
    assert [row for row, code in enumerate(reasons) if not code] == model.cell.tolist()
    # The most of a cell, and every sum that it can get.
    given_to = np.zeros((len(model.cell), plans.shape[1]), dtype=np.int64)
    np.add.at(given_to, model.route_cell, plans[used] * model.route_size[:, None])
    np.testing.assert_array_equal(given_to.max(axis=1), model.full)
    for sums_of_cell, levels in zip(given_to, model.levels, strict=True):
        assert set(np.unique(sums_of_cell)) <= set(levels.tolist())
        assert levels[0] == 0
        assert (np.diff(levels) > 0).all()


@given(
    st.integers(min_value=0, max_value=60),
    st.lists(
        st.tuples(
            st.integers(min_value=1, max_value=9),
            st.integers(min_value=0, max_value=4),
            st.integers(min_value=0, max_value=9),
        ),
        max_size=3,
    ),
)
def test_sums_of_packages_are_those_counted_one_by_one(gap, routes):
    expected = {0}
    for size, fewest, most in routes:
        expected |= {
            before + number * size for before in expected for number in range(fewest, most + 1)
        }
    columns = [np.array([route[n] for route in routes], dtype=np.int64) for n in range(3)]
    found = positions(sums(gap, *columns))
    assert found.tolist() == sorted(n for n in expected if n <= gap)


def test_a_gift_for_a_whole_region_given_in_full_or_not_is_settled_without_trying_every_cell():
    # 300 communes at their own prices; 40 million đồng, less than the cheapest package left.
    draw = np.random.default_rng(588)
    prices = draw.integers(90_000, 130_000, size=300).tolist()
    cells = cells_table(*(cell(f"{n:05d}", unit_price_vnd=price) for n, price in enumerate(prices)))
    model, reasons = built(cells, gifts_table(gift("G", budget_vnd=40_000_000, whole=True)))
    assert set(reasons) == {""}
    assert model.switch_least.tolist() == [40_000_000 - min(prices) + 1]
    assert (model.full == 100).all()
