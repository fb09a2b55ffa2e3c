"""The chain worked by hand, and what single figures do to it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from needs.errors import InputFaults
from needs.uncertainty import Range, StateShare, simulate

from .province_cases import by_cell, category, drawn, exactly, lively_province, province


def worked_province():
    """Two communes; what the tests below work out by hand."""
    nan = np.nan
    meals = category(
        2,
        share=Range("meals.eligible_share", 0.2, 0.4, 0.8),
        target=Range("meals.target", 0.8, 0.9, 1.0),
        units_per_child=9.0,
        price=Range("meals.unit_price_vnd", 800.0, 1_000.0, 1_500.0),
        uplift=Range("meals.delivery_uplift", 0.0, 0.05, 0.1),
        delivery=((Range("per_100_km", 0.0, 0.1, 0.2), np.array([1.5, 0.0])),),
        state=(
            StateShare((0, 1), (Range("boarding", 0.2, 0.5, 0.6),), np.array([1.0, 0.0])),
            StateShare((1,), (), np.array([0.2, 0.2])),
        ),
        donors_low=np.array([20.0, 0.0]),
        donors_point=np.array([25.0, 0.0]),
        donors_high=np.array([30.0, 0.0]),
    )
    books = category(
        2,
        "books",
        bands=(1,),
        in_scope=np.array([True, False]),
        eligible_exact=np.array([[nan, 75.0], [nan, nan]]),
    )
    return province(
        2,
        categories=[meals, books],
        population_factor=Range("spread", 0.7, 1.0, 1.3, "commune"),
        age_spread=Range("age_spread", 0.8, 1.0, 1.2, "commune"),
        band_years=np.array([4.0, 6.0]),
        children_exact=np.array([nan, 320.0]),
        band_exact=np.array([[nan, nan], [60.0, nan]]),
        scope_share=np.array([[1, 1, 1], [0.4, 0.5, 0.7]]),
    )


def test_with_nothing_varying_every_draw_is_the_chain_by_hand():
    """Commune 1: 1,600 · 0.25 = 400 children, 25 of each age: bands 100 and 150.

    Meals: 40 + 60 = 100 eligible. The State serves 0.5 of the first band, 1 − 0.5·0.8 = 0.6 of
    the second: 20 + 36 = 56. Donors 25; together 56 + 25 − 56·25/100 = 67. Target 90, gap 23.
    A child: 9 · 1,000 · (1 + 0.05 + 0.1·1.5) = 10,800 đồng; need 1,080,000, gap 248,400.
    Books: 75 told, gap 75 at 100 đồng = 7,500.
    In need of something: 100·0.4 + 150·(1 − 0.6·0.5) = 40 + 105 = 145.

    Commune 2: 320 told, 60 of them in the first band; 260 are left for 12 ages, 130 for the six of
    the second. Half live in villages that count: 30 and 65; eligible 12 + 26 = 38. The State: 0.2
    of the second band, 5.2. Target 34.2, gap 29. A child 9 · 1,050 = 9,450: gap 274,050 đồng.
    In need: 38. Books are out of scope: no row.
    """
    found = simulate(worked_province(), draws=7, seed=1, varying=set())
    assert found.gap_cost_draws.tolist() == pytest.approx([248_400 + 7_500 + 274_050] * 7)
    expected = {
        ("00001", "meals", "children_eligible"): 100,
        ("00001", "meals", "state_children"): 56,
        ("00001", "meals", "covered_children"): 67,
        ("00001", "meals", "children_target"): 90,
        ("00001", "meals", "gap_children"): 23,
        ("00001", "meals", "need_cost_vnd"): 1_080_000,
        ("00001", "meals", "gap_cost_vnd"): 248_400,
        ("00001", "books", "children_eligible"): 75,
        ("00001", "books", "gap_cost_vnd"): 7_500,
        ("00001", "all", "need_cost_vnd"): 1_087_500,
        ("00001", "all", "gap_cost_vnd"): 255_900,
        ("00001", "all", "people_in_need"): 145,
        ("00002", "meals", "children_eligible"): 38,
        ("00002", "meals", "state_children"): 5.2,
        ("00002", "meals", "covered_children"): 5.2,
        ("00002", "meals", "gap_children"): 29,
        ("00002", "all", "gap_cost_vnd"): 274_050,
        ("00002", "all", "people_in_need"): 38,
    }
    cells = by_cell(found.table)
    for cell, value in expected.items():
        assert cells.loc[cell, ["mean", "low", "high"]].tolist() == pytest.approx([value] * 3)
    assert "books" not in cells.loc["00002"].index.get_level_values("category")
    district = by_cell(found.table, "district")
    assert district.loc[("001", "meals", "gap_children"), "low"] == pytest.approx(23 + 29)
    whole = by_cell(found.table, "province")
    assert whole.loc[("", "all", "people_in_need"), "high"] == pytest.approx(145 + 38)
    assert whole.loc[("", "books", "children_eligible"), "mean"] == 75


def test_a_price_alone_gives_the_quantiles_of_its_range():
    """200 children at 100–200–400 đồng: 5 % below 110, 95 % below 380; 22,000 and 76,000.

    4,000 draws give the 5 % point to about ±0.7 đồng, the 95 % point to ±1.4; 5 times that.
    """
    price = Range("meals.unit_price_vnd", 100.0, 200.0, 400.0)
    found = simulate(province(categories=[category(1, price=price)]), draws=4_000, seed=1)
    row = by_cell(found.table).loc[("00001", "meals", "need_cost_vnd")]
    assert row.low == pytest.approx(22_000, abs=200 * 3.5)
    assert row.high == pytest.approx(76_000, abs=200 * 7)


def test_where_everything_is_exact_nothing_has_width():
    table = simulate(province(3), draws=50, seed=1).table
    assert (table.low == table.high).all()
    assert by_cell(table).loc[("00002", "meals", "children_eligible"), "low"] == 200


def test_told_children_are_exact_and_told_eligible_children_too():
    inputs = lively_province()
    bands = np.full((7, 2), np.nan)
    bands[3] = 250.0
    inputs = replace(inputs, band_exact=bands)
    meals, books = inputs.categories
    meals = replace(meals, rate=None, rate_sd=None, share=exactly("share", 0.4))
    cells = by_cell(simulate(replace(inputs, categories=(meals, books)), draws=200, seed=1).table)
    told = cells.loc[("00004", "meals", "children_eligible")]
    assert [told.low, told.high] == [200.0, 200.0]  # 0.4 · (250 + 250)
    books_told = cells.loc[("00001", "books", "children_eligible")]
    assert [books_told.low, books_told.high] == [52.0, 52.0]
    estimated = cells.loc[("00002", "meals", "children_eligible")]
    assert estimated.high > estimated.low


def test_how_far_sources_overlap_by_hand():
    """100 eligible; the State serves 50, donors 60: from 60 (all inside) to 100 (E), point 80.

    Two-piece: 5 % below 60 + 0.1·20 = 62, 95 % below 80 + 0.9·20 = 98; the gap is the rest.
    """
    meals = category(
        1,
        bands=(0, 1),
        share=exactly("share", 0.25),
        state=(StateShare((0, 1), (), np.array([0.5])),),
        donors_low=np.array([60.0]),
        donors_point=np.array([60.0]),
        donors_high=np.array([60.0]),
    )
    table = simulate(province(categories=[meals]), draws=4_000, seed=1).table
    covered = by_cell(table).loc[("00001", "meals", "covered_children")]
    gap = by_cell(table).loc[("00001", "meals", "gap_children")]
    assert [covered.low, covered.high] == pytest.approx([62, 98], abs=0.8)
    assert [gap.low, gap.high] == pytest.approx([2, 38], abs=0.8)


def test_communes_of_one_census_keep_its_sum_in_every_draw():
    """Four communes of 1,600 in one census over two districts: 6,400 residents, 800 eligible."""
    inputs = province(
        4,
        population_factor=Range("spread", 0.7, 1.0, 1.3, "commune"),
        census_group=np.zeros(4, dtype=int),
    )
    draws = drawn(inputs, draws=300, seed=1)
    of_communes = [draws[f"{n:05d}", "meals", "children_eligible"] for n in (1, 2, 3, 4)]
    assert min(float(np.ptp(one)) for one in of_communes) > 50
    assert np.sum(of_communes, axis=0) == pytest.approx(np.full(300, 800.0))
    assert min(map(np.min, of_communes)) >= 0.7 * 200 - 1e-9
    assert max(map(np.max, of_communes)) <= 1.3 * 200 + 1e-9


def test_a_commune_whose_residents_are_counted_stays_out_of_the_census():
    inputs = province(
        3,
        population_factor=Range("spread", 0.7, 1.0, 1.3, "commune"),
        population_estimated=np.array([True, False, True]),
        census_group=np.zeros(3, dtype=int),
    )
    draws = drawn(inputs, draws=100, seed=1)
    first, counted, last = (draws[f"0000{n}", "meals", "children_eligible"] for n in (1, 2, 3))
    assert set(counted) == {200.0}
    assert first + last == pytest.approx(np.full(100, 400.0))


def test_age_bands_add_up_to_the_children_in_every_draw():
    young, old = (
        category(1, name, bands=(band,), share=exactly(f"{name}.share", 1.0))
        for band, name in enumerate(["young", "old"])
    )
    spread = Range("age_spread", 0.7, 1.0, 1.3, "commune")
    draws = drawn(province(categories=[young, old], age_spread=spread), draws=300, seed=1)
    first = draws["00001", "young", "children_eligible"]
    second = draws["00001", "old", "children_eligible"]
    assert np.ptp(first) > 20
    assert first + second == pytest.approx(np.full(300, 400.0))


def test_ages_that_no_band_holds_leave_room_for_the_bands_together():
    """Bands of 4 + 6 ages: 250 children if ages are even; the other 6 ages give and take."""
    all_ages = category(1, share=exactly("share", 1.0))
    spread = Range("age_spread", 0.8, 1.0, 1.2, "commune")
    inputs = province(categories=[all_ages], age_spread=spread, band_years=np.array([4.0, 6.0]))
    found = drawn(inputs, draws=500, seed=1)["00001", "meals", "children_eligible"]
    assert np.ptp(found) > 20
    # Outside at least 0.8 and at most 1.2 times 150: inside 220 to 280.
    assert found.min() >= 220 - 1e-9
    assert found.max() <= 280 + 1e-9


def test_missing_stays_missing_and_makes_the_totals_missing():
    inputs = lively_province()
    population = inputs.population.copy()
    population[4] = np.nan  # commune 00005, in district 002
    table = simulate(replace(inputs, population=population), draws=50, seed=1).table
    ends = table[["mean", "low", "high"]]
    missing = ends.isna().all(axis=1)
    assert (missing == ends.isna().any(axis=1)).all()
    assert set(table[(table.level == "commune") & missing].area_code) == {"00005"}
    assert set(table[(table.level == "district") & missing].area_code) == {"002"}
    assert missing[table.level == "province"].all()
    cells = table[missing & (table.level == "commune")]
    assert len(cells) == 7 + 7 + 5


def test_a_rate_that_is_not_known_leaves_its_category_alone_missing():
    inputs = lively_province()
    meals, books = inputs.categories
    rate = meals.rate.copy()
    rate[0] = np.nan
    changed = replace(inputs, categories=(replace(meals, rate=rate), books))
    table = simulate(changed, draws=50, seed=1).table
    missing = table[table.low.isna() & (table.level == "commune")]
    assert set(missing.area_code) == {"00001"}
    assert set(missing.category) == {"meals", "all"}


def test_everything_that_does_not_fit_is_told_at_once():
    wrong = province(
        2,
        commune_code=np.array(["00001", "00001"]),
        children_exact=np.full(3, np.nan),
        age_spread=Range("age_spread", 1.1, 1.2, 1.3),
        categories=[
            category(
                2,
                bands=(0, 5),
                price=Range("meals.unit_price_vnd", 300.0, 200.0, 400.0),
                rate=np.full(2, 0.3),
                donors_low=np.array([5.0, 0.0]),
            )
        ],
    )
    with pytest.raises(InputFaults) as told:
        simulate(wrong, draws=0, seed=1)
    where = {fault.where for fault in told.value.faults}
    expected = {"draws", "commune_code", "children_exact", "age_spread", "meals.unit_price_vnd"}
    assert where == expected | {"meals", "meals.donors"}
