"""Rank intervals: what the order rests on is drawn together, and nothing else is."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.priority.ranks import central_ranks, drawn, rank_intervals, ranks
from needs.uncertainty.streams import Draws

NONE = np.nan


def intervals(inputs, *, count=400, seed=1):
    return rank_intervals(inputs, Draws(seed, count)).set_index("commune_code")


def test_the_highest_score_comes_first_and_equals_come_by_code():
    assert ranks(np.array([0.2, 0.9, 0.2, 0.5])).tolist() == [3, 1, 4, 2]
    # 0,1 + 0,2 is not quite 0,3 in binary: that is no difference between communes.
    assert ranks(np.array([0.3, 0.1 + 0.2])).tolist() == [1, 2]
    assert ranks(np.array([[1.0, 2.0], [2.0, 1.0]])).tolist() == [[2, 1], [1, 2]]


def test_index_and_rank_as_worked_by_hand(small):
    inputs = small.index_inputs({"a": ([0.16, 0.5, 0.3], 1), "b": ([1.0, 0.5, 0.3], 1)})
    index, rank = central_ranks(inputs)
    # √(0,16 × 1) = 0,4; √(0,5 × 0,5) = 0,5; √(0,3 × 0,3) = 0,3
    assert index == pytest.approx([0.4, 0.5, 0.3])
    assert rank.tolist() == [2, 1, 3]
    summed = small.index_inputs(
        {"a": ([0.16, 0.5, 0.3], 1), "b": ([1.0, 0.5, 0.3], 1)}, aggregation="arithmetic"
    )
    assert central_ranks(summed)[0] == pytest.approx([0.58, 0.5, 0.3])
    assert central_ranks(summed)[1].tolist() == [1, 2, 3]


def test_what_is_not_known_stands_in_the_middle_and_is_wide(small):
    inputs = small.index_inputs({"a": ([0.5, 0.5], 1), "b": ([0.6, NONE], 1)}, floor=0.1)
    table = intervals(inputs, count=20_000)
    # √(0,5 × 0,55); 5 % and 95 % of the way from 0,1 to 1 are 0,145 and 0,955.
    unknown = table.loc["00002"]
    assert unknown["index"] == pytest.approx((0.5 * 0.55) ** 0.5)
    assert unknown.index_low == pytest.approx((0.5 * 0.145) ** 0.5, abs=0.005)
    assert unknown.index_high == pytest.approx((0.5 * 0.955) ** 0.5, abs=0.005)
    assert table.loc["00001", "index_low"] == table.loc["00001", "index_high"]
    # Under every way of normalising b of the first commune is 0,6 or, alone, ½.
    assert 0.3 < unknown.top_probability < 0.7


def test_where_nothing_is_known_there_is_no_index_but_the_commune_is_drawn(small):
    inputs = small.index_inputs({"a": ([NONE, 0.9, 0.1], 1), "b": ([NONE, 0.9, 0.1], 1)})
    table = intervals(inputs)
    assert pd.isna(table.loc["00001", "index"])
    assert pd.isna(table.loc["00001", "rank"])
    assert table["rank"].tolist()[1:] == [1, 2]
    assert table.loc["00001", ["rank_low", "rank_high"]].tolist() == [1, 3]
    assert 0 < table.loc["00001", "top_probability"] < 1


def test_an_indicator_of_no_weight_makes_nothing_known(small):
    inputs = small.index_inputs({"a": ([NONE, 0.5], 1), "b": ([0.5, 0.5], 0)})
    assert np.isnan(central_ranks(inputs)[0]).tolist() == [True, False]


def test_one_commune_ahead_in_everything_is_first_in_every_draw(small):
    ahead = {
        name: (([low, 0.1, 0.2, 0.3], [0.9, 0.2, 0.3, 0.4], [1.0, 0.3, 0.4, 0.5]), (0.5, 1.0, 2.0))
        for name, low in (("a", 0.8), ("b", 0.7), ("c", 0.6))
    }
    first = intervals(small.index_inputs(ahead)).loc["00001"]
    assert first[["rank", "rank_low", "rank_high"]].tolist() == [1, 1, 1]
    assert first.top_probability == 1


def test_ranges_on_one_side_leave_the_plans_own_index_at_an_end(small):
    """Six values each at an end of its range: that all are there again is 1 draw in 64."""
    ends = {"low": ([0.1], [0.9], [0.9]), "high": ([0.1], [0.1], [0.9])}
    for name, range_ in ends.items():
        inputs = small.index_inputs({f"i{number}": (range_, 1.0) for number in range(6)})
        (row,) = intervals(inputs, count=4000).itertuples()
        own, other = (row.index_high, row.index_low)[:: 1 if name == "low" else -1]
        assert own == pytest.approx(range_[1][0])
        assert abs(other - own) > 0.1


def test_weights_alone_move_ranks_that_rest_on_them(small):
    """First in a, last in b: the order hangs on the weights where these are not agreed on."""
    values = {"a": [0.9, 0.5, 0.4], "b": [0.2, 0.5, 0.6]}
    agreed = small.index_inputs({name: (of, 1.0) for name, of in values.items()})
    open_ = small.index_inputs({name: (of, (0.1, 1.0, 4.0)) for name, of in values.items()})
    one, other = drawn(agreed, Draws(1, 300))[0], drawn(open_, Draws(1, 300))[0]
    assert one.std(axis=0) == pytest.approx([0, 0, 0], abs=1e-12)
    assert (other.std(axis=0)[[0, 2]] > 0.02).all()
    assert other.std(axis=0)[1] == pytest.approx(0, abs=1e-12)  # 0,5 whatever the weights


def test_the_same_seed_gives_the_same_and_another_seed_other_draws(small):
    inputs = small.index_inputs(
        {"a": (([0.1] * 5, [0.5] * 5, [0.9] * 5), (0.5, 1.0, 2.0)), "b": ([0.3] * 5, 1.0)}
    )
    pd.testing.assert_frame_equal(intervals(inputs), intervals(inputs))
    assert not intervals(inputs).equals(intervals(inputs, seed=2))


def test_the_draws_of_a_commune_do_not_depend_on_the_others(small):
    """The plan's own index of a commune, draw by draw, with and without its neighbours."""
    ends = np.array([[0.1, 0.5, 0.9], [0.2, 0.6, 0.9], [0.3, 0.7, 0.9]])
    other = np.array([0.3, NONE, 0.4])
    codes = np.array(["00001", "00002", "00003"])

    def index(*rows):
        chosen = list(rows)
        inputs = small.index_inputs(
            {"a": (tuple(ends[chosen].T), (0.5, 1.0, 2.0)), "b": (other[chosen], 1.0)},
            codes=codes[chosen].tolist(),
        )
        return drawn(inputs, Draws(7, 250))[0]

    everyone = index(0, 1, 2)
    assert everyone[:, [1]].tolist() == index(1).tolist()
    assert everyone[:, [0, 2]].tolist() == index(0, 2).tolist()


unit = st.integers(0, 20).map(lambda step: step / 20)
value = st.one_of(st.just((NONE,) * 3), st.tuples(unit, unit, unit).map(sorted))
weight = st.tuples(*[st.integers(1, 8)] * 3).map(lambda ends: tuple(sorted(ends)))
provinces = st.integers(1, 7).flatmap(
    lambda count: st.lists(
        st.tuples(st.lists(value, min_size=count, max_size=count), weight), min_size=1, max_size=3
    )
)
aggregations = st.sampled_from(["geometric", "arithmetic"])


def inputs_of(small, rows, aggregation, top_k=2):
    return small.index_inputs(
        {
            f"i{number}": (tuple(np.array(values, dtype=float).T), weights)
            for number, (values, weights) in enumerate(rows)
        },
        aggregation=aggregation,
        top_k=top_k,
    )


@settings(max_examples=60)
@given(rows=provinces, aggregation=aggregations)
def test_intervals_hold_the_plans_own_rank_and_the_first_places_are_shared_out(
    small, rows, aggregation
):
    inputs = inputs_of(small, rows, aggregation)
    table = intervals(inputs, count=200)
    count = len(table)
    assert table.top_probability.sum() == pytest.approx(min(2, count))
    assert table.rank_low.between(1, count).all()
    assert (table.rank_low <= table.rank_high).all()
    assert (table.index_low <= table.index_high).all()
    known = table.dropna(subset=["index"])
    assert sorted(known["rank"]) == list(range(1, len(known) + 1))
    assert (known.rank_low <= known["rank"]).all()
    assert (known["rank"] <= known.rank_high).all()
    assert (known.index_low <= known["index"]).all()
    assert (known["index"] <= known.index_high).all()
    assert known["index"].between(0, 1).all()


@settings(max_examples=60)
@given(rows=provinces, aggregation=aggregations, data=st.data())
def test_a_worse_value_never_lowers_the_index_or_the_place(small, rows, aggregation, data):
    inputs = inputs_of(small, rows, aggregation)
    number = data.draw(st.integers(0, len(rows) - 1))
    commune = data.draw(st.integers(0, len(rows[0][0]) - 1))
    values, weights = rows[number]
    if np.isnan(values[commune][0]):
        return
    lifted = [*values]
    lifted[commune] = [min(1.0, one + 0.1) for one in values[commune]]
    worse = inputs_of(small, [*rows[:number], (lifted, weights), *rows[number + 1 :]], aggregation)
    (before, rank), (after, new_rank) = central_ranks(inputs), central_ranks(worse)
    assert after[commune] >= before[commune]
    assert new_rank[commune] <= rank[commune]
    # Draw by draw as well.
    index, higher = (drawn(one, Draws(3, 50))[0][:, commune] for one in (inputs, worse))
    assert (higher >= index - 1e-12).all()


@settings(max_examples=60)
@given(
    values=st.lists(st.lists(unit, min_size=3, max_size=3), min_size=2, max_size=6),
    aggregation=aggregations,
    place=st.integers(0, 2),
)
def test_losing_a_value_widens_the_index_and_the_commune_stays(small, values, aggregation, place):
    """Everything known exactly, then one value of the first commune taken away."""
    known = np.array(values)
    lost = known.copy()
    lost[0, place] = NONE

    def table(figures):
        rows = {f"i{number}": (figures[:, number], 1.0) for number in range(3)}
        return intervals(small.index_inputs(rows, aggregation=aggregation), count=200)

    before, after = table(known), table(lost)
    assert (before.index_high - before.index_low).tolist() == pytest.approx([0] * len(values))
    assert after.index_high.iloc[0] > after.index_low.iloc[0]
    assert (after.index_high - after.index_low).tolist()[1:] == pytest.approx([0] * len(values[1:]))
    assert len(after) == len(before)


@pytest.mark.parametrize("aggregation", ["geometric", "arithmetic"])
def test_not_known_is_wider_than_any_range_around_the_same_middle(small, aggregation):
    def width(a):
        inputs = small.index_inputs(
            {"a": a, "b": (([0.2], [0.5], [0.9]), (0.5, 1.0, 1.5))},
            aggregation=aggregation,
            floor=0.1,
        )
        row = intervals(inputs, count=4000).iloc[0]
        return row.index_high - row.index_low

    middle = [0.55]
    exact, ranged = width((middle, 1.0)), width((([0.3], middle, [0.8]), 1.0))
    assert exact < ranged < width(([NONE], 1.0))
