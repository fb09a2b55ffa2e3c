"""The model says what donors say: each wish by hand, and what must hold for any province."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.allocation.given.inputs import checked_inputs
from needs.allocation.model.build import build_model

from .allocation_cases import (
    cell,
    cells_table,
    gift,
    gifts_table,
    held_table,
    random_case,
    shuffled,
)


def built(case, **options):
    inputs = checked_inputs(*case)
    return build_model(inputs.cells, inputs.gifts, inputs.ages, inputs.held, **options)


def two_communes(**values):
    """Return two communes of one category, 10 packages each at 100 đồng for 10 children."""
    return cells_table(cell("00001", **values), cell("00002", **values))


def rows_of(model, kind):
    return {
        name: int(most)
        for name, this, most in zip(model.row_name, model.row_kind, model.row_most, strict=True)
        if this == kind
    }


def test_money_and_room_are_limits_in_dong_and_children():
    cells = cells_table(cell("00001", gap_low=37), cell("00002", unit_price_vnd=130))
    model, reasons = built((cells, gifts_table(gift("G", budget_vnd=1000))))
    assert reasons == ["", ""]
    assert rows_of(model, "gift") == {"G": 1000}
    assert rows_of(model, "room") == {"00001 × meals": 37, "00002 × meals": 100}
    # 37 children: 3 packages of 10. 1000 đồng: 7 packages at 130.
    assert model.route_most.tolist() == [3, 7]
    assert model.taken(np.array([2, 5])).tolist() == [2 * 100 + 5 * 130, 20, 50]
    assert model.full.tolist() == [30, 70]
    assert [levels.tolist() for levels in model.levels] == [
        [0, 10, 20, 30],
        [0, 10, 20, 30, 40, 50, 60, 70],
    ]
    assert model.keeps_limits(np.array([3, 5]))
    assert not model.keeps_limits(np.array([3, 6]))


def test_promises_lower_the_means_the_room_and_the_visits():
    cells = cells_table(cell("00001", held=40), cell("00002"), cell("00003"))
    gifts = gifts_table(gift("G", budget_vnd=1000, most_per_commune=500, most_communes=2))
    held = held_table(("G", "00001", "meals", 40, 400))
    model, _ = built((cells, gifts, None, held))
    assert rows_of(model, "gift") == {"G": 600}
    assert rows_of(model, "room")["00001 × meals"] == 60
    assert model.covered.tolist() == [40, 0, 0]
    # In 00001 another 100 đồng; one further commune.
    assert model.route_most.tolist() == [1, 5, 5]
    assert model.group_most.tolist() == [1]
    assert model.keeps_limits(np.array([1, 5, 0]))
    assert not model.keeps_limits(np.array([0, 1, 1]))


def test_least_per_commune_is_nothing_or_enough():
    cells = two_communes()
    gifts = gifts_table(gift("G", budget_vnd=1000, least_per_commune=350))
    model, _ = built((cells, gifts))
    assert [model.keeps_limits(np.array([n, 0])) for n in range(6)] == [
        *(True, False, False, False, True, True)
    ]
    # What is promised there counts: 200 of the 350, so two packages more are enough.
    held = held_table(("G", "00001", "meals", 20, 200))
    cells = cells_table(cell("00001", held=20), cell("00002"))
    model, _ = built((cells, gifts, None, held))
    assert [model.keeps_limits(np.array([n, 0])) for n in range(4)] == [True, False, True, True]
    assert model.switch_on.tolist() == [True, False]


def test_least_per_commune_counts_all_categories_of_a_gift_of_money():
    cells = cells_table(cell("00001", "books", gap_low=20), cell("00001", "meals", gap_low=20))
    model, _ = built((cells, gifts_table(gift("G", budget_vnd=1000, least_per_commune=350))))
    assert model.keeps_limits(np.array([2, 2]))
    assert not model.keeps_limits(np.array([2, 1]))
    assert model.full.tolist() == [20, 20]


def test_goods_are_counted_in_units_and_sponsorships_in_children():
    cells = cells_table(cell("00001", "coats", package_units=30, package_children=30))
    gifts = gifts_table(
        gift("A", category="coats", units=95),
        gift("B", category="coats", units=95, package_units=20),
        gift("C", category="coats", children=7),
    )
    model, _ = built((cells, gifts))
    assert rows_of(model, "gift") == {"A": 95, "B": 95, "C": 7}
    assert model.route_size.tolist() == [30, 20, 1]
    assert model.route_most.tolist() == [3, 4, 7]
    # 30·a + 20·b + c <= 100: from 0 to 7, 20 to 27, 30 to 37 … 97, 100.
    expected = {30 * a + 20 * b + c for a in range(4) for b in range(5) for c in range(8)}
    assert model.levels[0].tolist() == sorted(n for n in expected if n <= 100)


def test_own_packages_that_split_a_child_are_not_given():
    cells = cells_table(cell("00001", "meals", package_units=9, package_children=1))
    gifts = gifts_table(gift("A", category="meals", units=95, package_units=10))
    _, reasons = built((cells, gifts))
    assert reasons == ["no_donor"]


def test_a_share_needs_another_donor_who_pays_the_rest_to_the_last_dong():
    # A package costs 101 đồng: half of it is 50.5, rounded up to 51; the partner pays 50.
    cells = cells_table(cell("00001", unit_price_vnd=101))
    lead = gift("L", budget_vnd=160, share=0.5)
    partner = gift("P", budget_vnd=1000, joins=True, donor_id="X")
    model, _ = built((cells, gifts_table(lead, partner)))
    assert model.route_gift.tolist() == [0, 1]
    assert model.route_partner.tolist() == [1, -1]
    assert model.route_most.tolist() == [3, 9]
    assert model.taken(np.array([1, 0])).tolist() == [51, 50, 10]
    # The same donor cannot be its own partner, and who does not join pays no rest.
    own = partner | {"donor_id": "L"}
    assert built((cells, gifts_table(lead, own)))[0].route_gift.tolist() == [1]
    alone = partner | {"joins": False, "communes": ("99999",)}
    assert built((cells, gifts_table(lead, alone)))[1] == ["no_partner"]


def test_partners_need_a_common_month():
    cells = cells_table(cell("00001", months=(9, 10, 11)))
    lead = gift("L", budget_vnd=1000, share=0.5, visit_months=(8, 9))
    late = gift("P", budget_vnd=1000, joins=True, visit_months=(10,), communes=("00001",))
    both = gift("P", budget_vnd=1000, joins=True, visit_months=(1, 9))
    model, _ = built((cells, gifts_table(lead, late)))
    assert model.route_partner.tolist() == [-1]
    model, _ = built((cells, gifts_table(lead, both)))
    assert model.route_partner.tolist() == [1, -1]


def test_all_or_nothing_gifts_are_given_in_full():
    # Goods: 7 sets or none. Money: 730 đồng, less than a package (100) may be left.
    model, _ = built(
        (two_communes(), gifts_table(gift("S", category="meals", units=7, whole=True)))
    )
    assert model.keeps_limits(np.array([3, 4]))
    assert not model.keeps_limits(np.array([3, 3]))
    model, _ = built((two_communes(), gifts_table(gift("M", budget_vnd=730, whole=True))))
    assert model.keeps_limits(np.array([3, 4]))
    assert not model.keeps_limits(np.array([3, 3]))
    assert model.keeps_limits(np.array([0, 0]))


def test_at_most_so_many_communes():
    cells = cells_table(*(cell(f"0000{n}") for n in range(4)))
    model, _ = built((cells, gifts_table(gift("G", budget_vnd=900, most_communes=2))))
    assert model.keeps_limits(np.array([4, 5, 0, 0]))
    assert not model.keeps_limits(np.array([4, 4, 1, 0]))


def test_wishes_and_exclusions_together():
    cells = cells_table(
        cell("00001", district_code="001"),
        cell("00002", district_code="001"),
        cell("00003", district_code="002"),
        cell("00004", "books", district_code="001"),
        cell("00005", district_code="001", zone="I"),
    )
    wishes = {"districts": ("001",), "without_communes": ("00002",), "zones": ("II", "III")}
    gifts = gifts_table(gift("G", budget_vnd=900, without_categories=("books",), **wishes))
    model, reasons = built((cells, gifts))
    assert reasons == ["", "no_donor", "no_donor", "no_donor", "no_donor"]
    assert model.cell.tolist() == [0]


def test_gifts_of_another_period_give_nothing():
    gifts = gifts_table(gift("G", budget_vnd=900, period="2027"))
    assert built((two_communes(), gifts), period="2026")[1] == ["no_donor", "no_donor"]
    assert built((two_communes(), gifts), period="2027")[1] == ["", ""]
    # A gift that names no period is for any.
    anytime = gifts_table(gift("G", budget_vnd=900, period=""))
    assert built((two_communes(), anytime), period="2026")[1] == ["", ""]


def test_parts_are_the_cells_that_gifts_join():
    cells = cells_table(
        *(cell(f"0000{n}") for n in range(1, 6)), cell("00001", "books"), cell("00009", "books")
    )
    gifts = gifts_table(
        gift("A", budget_vnd=100, communes=("00001", "00003"), categories=("meals",)),
        gift("B", category="meals", units=1, communes=("00003", "00004")),
        gift("C", budget_vnd=100, communes=("00002",)),
        gift("D", budget_vnd=100, categories=("books",)),
    )
    model, reasons = built((cells, gifts))
    # In the order of communes: 00001 books, 00001, 00002, 00003, 00004, 00009 books.
    assert [model.parts[p] for p in model.part] == [
        *(("books", 1), ("meals", 1), ("meals", 2), ("meals", 1), ("meals", 1), ("books", 1))
    ]
    assert reasons.count("no_donor") == 1


def test_value_is_priority_times_what_a_place_stands_for():
    cells = cells_table(
        cell("00001", "rooms", counted="places", worth=25.0, priority=0.5, package_children=1)
    )
    model, _ = built((cells, gifts_table(gift("G", budget_vnd=300))))
    assert model.effect(np.array([2])) == 2 * 0.5 * 25.0


def test_nothing_to_give_is_an_empty_model():
    model, reasons = built((two_communes(gap_low=0), gifts_table(gift("G", budget_vnd=900))))
    assert reasons == ["no_gap", "no_gap"]
    assert len(model.cell) == len(model.route_cell) == 0
    assert model.keeps_limits(np.empty(0, dtype=np.int64))
    model, reasons = built((two_communes(), gifts_table()))
    assert reasons == ["no_donor", "no_donor"]


def same(ours, theirs):
    for name, value in vars(ours).items():
        other = getattr(theirs, name)
        if name in ("rows", "switches"):
            assert (value != other).nnz == 0, name
        elif name == "levels":
            assert all((a == b).all() for a, b in zip(value, other, strict=True))
        elif isinstance(value, np.ndarray):
            np.testing.assert_array_equal(value, other, err_msg=name)
        else:
            assert value == other, name


SEEDS = st.integers(min_value=0, max_value=10_000)


@settings(max_examples=25)
@given(SEEDS, SEEDS)
def test_row_order_never_changes_the_model(seed, order):
    case = random_case(seed, communes=3, categories=3, gifts=6)
    ours, reasons = built(case)
    theirs, other = built(shuffled(case, order))
    assert reasons == other
    same(ours, theirs)


@settings(max_examples=25)
@given(SEEDS)
def test_counts_never_exceed_rooms_nor_gifts_their_means(seed):
    # Whatever plan keeps the limits of the model, added up from the tables.
    case = random_case(seed, communes=3, categories=3, gifts=6)
    inputs = checked_inputs(*case)
    model, _ = built(case)
    draw = np.random.default_rng(seed)
    plan = np.zeros(len(model.route_cell), dtype=np.int64)
    for _ in range(60 if len(plan) else 0):
        other = plan.copy()
        other[draw.integers(len(plan))] += draw.integers(1, 6)
        if model.keeps_limits(other):
            plan = other
    still_open = (inputs.cells["gap_low"] - inputs.cells["held"]).iloc[model.cell]
    assert (model.counts(plan) <= still_open.to_numpy(dtype=np.int64)).all()
    assert (model.counts(plan) <= model.full).all()
    for count, levels in zip(model.counts(plan), model.levels, strict=True):
        assert count in levels
    cost = inputs.cells["unit_price_vnd"] * inputs.cells["package_units"]
    spent = np.zeros(len(inputs.gifts))
    for route, packages in enumerate(plan):
        row, lead = model.cell[model.route_cell[route]], model.route_gift[route]
        if inputs.gifts["funding"].iloc[lead] != "cash" or not packages:
            continue
        share = inputs.gifts["share"].fillna(1.0).iloc[lead]
        paid = int(np.floor(share * cost.iloc[row] + 0.5))
        spent[lead] += packages * paid
        if model.route_partner[route] >= 0:
            spent[model.route_partner[route]] += packages * (cost.iloc[row] - paid)
    budgets = inputs.gifts["budget_vnd"].fillna(0).to_numpy(dtype=np.int64)
    assert (spent <= budgets).all()


@pytest.mark.parametrize("column", ["gap_low", "unit_price_vnd"])
def test_what_is_unknown_is_not_nought(column):
    cells = two_communes().assign(**{column: pd.array([pd.NA, 100], dtype="Int64")})
    _, reasons = built((cells, gifts_table(gift("G", budget_vnd=900))))
    assert reasons == [{"gap_low": "gap_unknown", "unit_price_vnd": "no_price"}[column], ""]
