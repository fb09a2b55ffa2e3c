"""The two tables: categories and all of them, what is missing, order, schema."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.tables import table

NA = pd.NA


@pytest.fixture
def province(small):
    """Three communes, two categories; the second is far off, the third told nothing."""
    return small.Province(
        cells=[
            small.cell("00001", "books", gap=(20, 20, 20), target_vnd=3000),
            small.cell("00001", "warm", gap=(80, 80, 80), target_vnd=1000),
            small.cell("00002", "books", gap=(40, 50, 60), target_vnd=3000, basis="estimated"),
            small.cell("00002", "warm", gap=(10, 20, 40), target_vnd=1000, basis="estimated"),
            small.cell("00003", "books", gap=(NA,) * 3, target=(NA,) * 3, target_vnd=NA),
        ],
        zones={"00001": "III", "00002": "III", "00003": "II"},
        distances={"00001": 10.0, "00002": 90.0, "00003": 50.0},
        attributes=[("00001", "altitude_m", 1200, 1200, 1200, "official", "bản đồ")],
    )


@pytest.fixture
def plan(small):
    return small.priority(
        small.indicator("zone", "zone", goalposts=(0.0, 3.0), weight=2.0),
        small.indicator("unmet", "unmet_rate", weight=1.0, weight_range=(0.5, 2.0)),
        small.indicator("remote", "distance_km", goalposts=(0.0, 100.0)),
        small.indicator(
            "cold", "attribute:altitude_m", goalposts=(0.0, 1500.0), categories=["warm"], weight=2.0
        ),
    )


def test_the_index_of_a_cell_as_worked_by_hand(province, plan):
    books = province.index(plan, "books")
    # Weights 2, 1, 1 of 4: 1^(1/2) × 0,2^(1/4) × 0,1^(1/4) and 1^(1/2) × 0,5^(1/4) × 0,9^(1/4).
    assert books.loc["00001", "index"] == pytest.approx(0.02**0.25)
    assert books.loc["00002", "index"] == pytest.approx(0.45**0.25)
    # Not known whether anybody is reached: (2/3)^(1/2) × 0,505^(1/4) × 0,5^(1/4).
    assert books.loc["00003", "index"] == pytest.approx((2 / 3) ** 0.5 * (0.505 * 0.5) ** 0.25)
    assert books["rank"].tolist() == [3, 1, 2]
    assert books.indicators_missing.tolist() == ["", "", "unmet"]
    assert books.basis.tolist() == ["estimated", "estimated", "assumption"]


def test_an_indicator_of_some_categories_counts_over_all_by_their_cost(province, plan):
    _, parts = province.rank(plan)
    weights = parts.drop_duplicates(["category", "indicator"]).set_index(["category", "indicator"])
    assert weights.weight["books"].to_dict() == {"remote": 0.25, "unmet": 0.25, "zone": 0.5}
    assert weights.weight["warm"].to_dict() == pytest.approx(
        {"cold": 2 / 6, "remote": 1 / 6, "unmet": 1 / 6, "zone": 2 / 6}
    )
    # Warm clothes are 2,000 of the 8,000 đồng of all targets: cold weighs 2 × 1/4.
    assert weights.weight["all"].to_dict() == pytest.approx(
        {"cold": 0.5 / 4.5, "remote": 1 / 4.5, "unmet": 1 / 4.5, "zone": 2 / 4.5}
    )


def test_missing_indicators_are_named_and_none_is_dropped(province, plan):
    order, parts = province.rank(plan)
    missing = order.set_index(["category", "commune_code"]).indicators_missing
    assert missing["warm"].to_dict() == {"00001": "", "00002": "cold"}
    assert missing["all"].to_dict() == {"00001": "", "00002": "cold", "00003": "cold; unmet"}
    count = parts.groupby(["category", "commune_code"]).size()
    assert count["all"].tolist() == [4, 4, 4]
    assert count["books"].tolist() == [3, 3, 3]
    unknown = parts[parts.indicator_value.isna()]
    assert unknown.normalised.isna().all()
    assert (unknown.normalised_low == 0.01).all()
    assert (unknown.normalised_high == 1).all()


def test_both_tables_fit_their_schemas(province, plan):
    order, parts = province.rank(plan)
    assert len(table("priority").check(order)) == 3 + 2 + 3
    assert len(table("priority_indicators").check(parts)) == 3 * 3 + 2 * 4 + 3 * 4


def test_a_category_that_no_indicator_speaks_of_has_no_order(small, province):
    plan = small.priority(
        small.indicator("cold", "attribute:altitude_m", categories=["warm"]),
    )
    order, parts = province.rank(plan)
    books = order[order.category == "books"]
    assert len(books) == 3
    assert books[["index", "rank", "rank_low", "top_probability", "mover"]].isna().all(axis=None)
    assert set(parts.category) == {"warm", "all"}
    assert len(table("priority").check(order)) == len(order)


def test_a_plan_without_any_cell_in_its_target_ranks_nobody(small, plan):
    order, parts = small.Province([small.cell("00001", in_target=False)]).rank(plan)
    assert table("priority").check(order).empty
    assert table("priority_indicators").check(parts).empty


def test_names_and_districts_of_the_communes_come_along(province, plan):
    order, parts = province.rank(plan)
    for frame in (order, parts):
        assert (frame.commune == "Xã " + frame.commune_code).all()
        assert set(frame.district_code) == {"001"}


@settings(max_examples=8)
@given(order=st.integers(0, 2**31), indicators=st.permutations(range(4)))
def test_neither_the_order_of_rows_nor_of_indicators_changes_anything(
    small, order, indicators, figures
):
    province, plan = figures
    shuffled = plan.model_copy(
        update={"indicators": [plan.indicators[number] for number in indicators]}
    )
    expected = province.rank(plan, draws=50)
    for one, other in zip(expected, province.rank(shuffled, draws=50, order=order), strict=True):
        pd.testing.assert_frame_equal(one, other)


@pytest.fixture(scope="module")
def figures(small):
    cells = [
        small.cell(f"000{number:02d}", category, gap=(5 * number, 6 * number, 8 * number))
        for number in range(1, 11)
        for category in ("books", "warm")
    ]
    province = small.Province(
        cells,
        zones={f"000{number:02d}": "III" for number in range(1, 9)},
        distances={f"000{number:02d}": 100.0 - 9 * number for number in range(2, 11)},
        told=[("00004", "books.group.poor", 30, "a"), ("00004", "warm.group.poor", 10, "b")],
    )
    plan = small.priority(
        small.indicator("zone", "zone", goalposts=(0.0, 3.0)),
        small.indicator("unmet", "unmet_rate", weight_range=(0.5, 2.0)),
        small.indicator("remote", "distance_km", goalposts=(0.0, 100.0)),
        small.indicator("poor", "group:poor", categories=["books"]),
        top_k=3,
    )
    return province, plan


def test_a_seed_gives_the_same_tables_and_another_seed_others(figures):
    province, plan = figures
    for one, other in zip(province.rank(plan), province.rank(plan), strict=True):
        pd.testing.assert_frame_equal(one, other)
    assert not province.rank(plan)[0].equals(province.rank(plan, seed=2)[0])


def test_the_plans_own_order_does_not_hang_on_the_draws(figures):
    province, plan = figures
    own = ["commune_code", "category", "index", "rank", "indicators_missing", "basis"]
    few, many = (province.rank(plan, draws=count, seed=count)[0][own] for count in (20, 300))
    pd.testing.assert_frame_equal(few, many)


def test_the_first_places_are_shared_out_in_every_category(figures):
    province, plan = figures
    order, _ = province.rank(plan)
    shared = order.groupby("category").top_probability.sum()
    assert shared.tolist() == pytest.approx([3, 3, 3])
