"""Gifts for some ages: nobody serves a child twice, and nobody serves a child of another age."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from needs.allocation.given.inputs import checked_inputs
from needs.allocation.model.ages import ANY_AGE
from needs.allocation.model.build import build_model

from .allocation_cases import ages_table, cell, cells_table, gift, gifts_table, held_table


def built(cells, gifts, ages=None, held=None):
    inputs = checked_inputs(cells, gifts, ages, held)
    return build_model(inputs.cells, inputs.gifts, inputs.ages, inputs.held)


def age_rows(model):
    return {
        name: int(most)
        for name, kind, most in zip(model.row_name, model.row_kind, model.row_most, strict=True)
        if kind == "ages"
    }


def test_coats_by_size_share_the_children_of_both_sizes():
    # 4 children of 3, 3 of 4, 2 of 5. Coats for 3–4 and for 4–5: 7 and 5 at most, all 9 together
    # (which is the room of the cell).
    cells = cells_table(cell("00001", "coats", gap_low=9, package_children=1))
    ages = ages_table(("00001", "coats", {3: 4, 4: 3, 5: 2}))
    gifts = gifts_table(
        gift("S", category="coats", units=50, from_age=3, to_age=4),
        gift("M", category="coats", units=50, from_age=4, to_age=5),
    )
    model, reasons = built(cells, gifts, ages)
    assert reasons == [""]
    assert model.route_most.tolist() == [5, 7]
    # Each limit alone stands in `route_most`; together they are the room of the cell.
    assert age_rows(model) == {}
    assert model.full.tolist() == [9]


def test_three_sizes_inside_each_other():
    # Ages 3, 4, 5 with 2, 2, 2 of the 12 children: gifts for 3–4 and 4–5 together give 6.
    cells = cells_table(cell("00001", "coats", gap_low=12, package_children=1))
    ages = ages_table(("00001", "coats", {3: 2, 4: 2, 5: 2, 9: 6}))
    gifts = gifts_table(
        gift("S", category="coats", units=50, from_age=3, to_age=4),
        gift("M", category="coats", units=50, from_age=4, to_age=5),
        gift("L", category="coats", units=1),
    )
    model, _ = built(cells, gifts, ages)
    assert age_rows(model) == {"00001 × coats, 3–5": 6}
    assert model.full.tolist() == [7]


def test_what_is_promised_is_taken_off_every_age_in_proportion():
    # 10 of 20 children are promised: of the 7 aged 3 there are 7 × 10/20 = 3.5, so 3.
    cells = cells_table(cell("00001", gap_low=20, held=10, package_children=1))
    ages = ages_table(("00001", "meals", {3: 7, 4: 13}))
    gifts = gifts_table(gift("G", budget_vnd=10_000, from_age=0, to_age=3))
    model, _ = built(cells, gifts, ages)
    assert model.full.tolist() == [3]


def test_children_promised_by_a_gift_for_their_ages_are_taken_off_in_full():
    # 6 of the 7 children aged 3 have a coat promised by S; one is left, not 7 × 14/20 = 4.
    cells = cells_table(cell("00001", "coats", gap_low=20, held=6, package_children=1))
    ages = ages_table(("00001", "coats", {3: 7, 4: 13}))
    gifts = gifts_table(gift("S", category="coats", units=50, from_age=3, to_age=3))
    model, _ = built(cells, gifts, ages, held_table(("S", "00001", "coats", 6, 6)))
    assert model.full.tolist() == [1]


def test_a_cell_whose_ages_nobody_knows_gets_nothing_for_some_ages():
    cells = cells_table(cell("00001"), cell("00002"))
    ages = ages_table(("00001", "meals", {3: 100}))
    gifts = gifts_table(gift("G", budget_vnd=10_000, from_age=3))
    model, reasons = built(cells, gifts, ages)
    assert reasons == ["", "no_age"]
    assert model.cell.tolist() == [0]


AGES = st.integers(min_value=0, max_value=4)
SPANS = st.tuples(AGES, AGES).map(sorted).map(tuple)


@given(
    st.lists(st.integers(min_value=0, max_value=4), min_size=5, max_size=5),
    st.lists(st.one_of(SPANS, st.just(ANY_AGE)), min_size=1, max_size=4),
    st.data(),
)
def test_the_rows_admit_exactly_what_a_matching_of_children_to_gifts_admits(by_age, spans, data):
    total = sum(by_age)
    cells = cells_table(cell("00001", children_target=100, gap_low=total, package_children=1))
    ages = ages_table(("00001", "meals", dict(enumerate(by_age))))
    gifts = gifts_table(
        *(
            gift(f"G{n}", budget_vnd=100 * 30)
            if span == ANY_AGE
            else gift(f"G{n}", budget_vnd=100 * 30, from_age=span[0], to_age=span[1])
            for n, span in enumerate(spans)
        )
    )
    model, _ = built(cells, gifts, ages)
    wanted = [data.draw(st.integers(min_value=0, max_value=5)) for _ in spans]
    plan = np.zeros(len(model.route_cell), dtype=np.int64)
    has_route = set(model.route_gift.tolist())
    for route, number in enumerate(model.route_gift.tolist()):
        plan[route] = wanted[number]
    admitted = model.keeps_limits(plan) and all(
        number in has_route or not count for number, count in enumerate(wanted)
    )
    assert admitted == _matched(by_age, spans, wanted)


def _matched(by_age, spans, wanted):
    """Say whether every package finds a child of its own: a greatest flow."""
    ages, gifts = len(by_age), len(spans)
    capacity = np.zeros((ages + gifts + 2, ages + gifts + 2), dtype=np.int32)
    capacity[0, 2 : 2 + ages] = by_age
    capacity[2 + ages :, 1] = wanted
    for number, span in enumerate(spans):
        for age in range(ages):
            if span[0] <= age <= span[1]:
                capacity[2 + age, 2 + ages + number] = sum(by_age)
    return maximum_flow(csr_array(capacity), 0, 1).flow_value == sum(wanted)
