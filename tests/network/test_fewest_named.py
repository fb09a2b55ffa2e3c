"""Counts named beside their sum: a small one must not be what is left."""

from __future__ import annotations

import pandas as pd
import pytest

from needs.network.fewest import tells_nobody


@pytest.mark.parametrize(
    ("named", "whole", "safe"),
    [
        ([40, 30], 70, True),
        ([40, 30], 80, True),
        ([40, 30], 73, False),  # the third commune has three
        ([40, 3], 43, False),  # named itself
        ([40, 10], 59, False),  # nine among all others
    ],
)
def test_what_is_left_of_a_sum_is_nothing_or_not_few(named, whole, safe):
    assert tells_nobody(pd.Series(named, dtype="Int64"), whole, 10) is safe
