"""Whole numbers that add up: largest remainders."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.people import apportion, divide_steadily


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        # 10 × 5/9, 3/9, 1/9 = 5.56, 3.33, 1.11: whole 5 + 3 + 1, the one left to the first.
        (10, [5, 3, 1], [6, 3, 1]),
        # 2.5 each: of equal remainders the earlier.
        (5, [1, 1], [3, 2]),
        (7, [0, 0, 0], [3, 2, 2]),
        # What is not known says nothing of the others either: equal parts.
        (4, [100, pd.NA], [2, 2]),
        (0, [1, 2], [0, 0]),
        # 7 × 0.1/0.7 = 1: no part is lost to binary fractions.
        (7, [0.1, 0.2, 0.4], [1, 2, 4]),
    ],
)
def test_by_hand(total, weights, parts):
    assert apportion(total, weights) == parts


@given(st.integers(0, 10**6), st.lists(st.integers(0, 10**5), min_size=1, max_size=30))
def test_the_parts_add_up_and_none_is_a_whole_person_off(total, weights):
    parts = apportion(total, weights)
    assert sum(parts) == total
    if sum(weights):
        for part, weight in zip(parts, weights, strict=True):
            assert abs(part - total * weight / sum(weights)) < 1


def parts_of(total: int, weights: list[float]) -> list[int]:
    codes = [f"{n:05}" for n in range(len(weights))]
    return divide_steadily(total, pd.Series(weights, index=codes)).tolist()


def test_more_to_divide_takes_nothing_from_anybody():
    # Largest remainders: 4, 4, 2 of 10, but 5, 5, 1 of 11 (the «Alabama paradox»).
    assert (apportion(10, [6, 6, 2]), apportion(11, [6, 6, 2])) == ([4, 4, 2], [5, 5, 1])
    assert [parts_of(total, [6, 6, 2]) for total in (10, 11, 12)] == [
        [5, 4, 1],
        [5, 5, 1],
        [5, 5, 2],
    ]


@given(
    st.lists(st.floats(0, 1e5), min_size=1, max_size=40), st.integers(0, 5000), st.integers(1, 40)
)
def test_steady_parts_add_up_and_never_shrink(weights, total, more):
    parts = parts_of(total, weights)
    assert sum(parts) == total
    assert min(parts) >= 0
    assert all(
        after >= before
        for before, after in zip(parts, parts_of(total + more, weights), strict=True)
    )
    if sum(weights) > 0:
        of_none = [part for part, weight in zip(parts, weights, strict=True) if weight == 0]
        assert not any(of_none)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=20), st.integers(0, 300), st.randoms())
def test_steady_parts_do_not_hang_on_the_order_of_rows(weights, total, random):
    rows = pd.Series(weights, index=[f"{n:05}" for n in range(len(weights))])
    order = list(rows.index)
    random.shuffle(order)
    shuffled = divide_steadily(total, rows[order])
    assert list(shuffled.index) == order
    assert shuffled.sort_index().equals(divide_steadily(total, rows))


def test_nobody_to_divide_among():
    assert parts_of(0, []) == []
    assert parts_of(5, [0, 0]) == [3, 2]
