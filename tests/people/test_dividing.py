"""Whole numbers that add up: largest remainders."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.people import apportion


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
