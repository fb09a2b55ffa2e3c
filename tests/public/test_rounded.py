"""Counts as the public reads them."""

from __future__ import annotations

import pandas as pd
import pytest

from needs.programmes import Words
from needs.programmes.public_page import PublicPage
from needs.public.rounded import public_count, rounded

RULES = PublicPage(
    shows=["needs"],
    smallest_group=10,
    round_to=10,
    how_to_give=Words(vi="hỏi", en="ask"),
    kind="assumption",
    source="phép thử",
)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0"),
        (1, "ít hơn 10"),
        (9, "ít hơn 10"),
        (10, "10"),
        (14, "10"),
        (15, "20"),
        (1234, "1.230"),
    ],
)
def test_small_counts_are_not_written_out_and_others_are_rounded(count, words):
    assert public_count(count, RULES, lang="vi") == words


def test_what_is_not_known_is_not_zero():
    assert "chưa có số liệu" in public_count(pd.NA, RULES, lang="vi")


def test_rounding_is_to_the_nearest_multiple_and_never_off_by_more_than_half_a_step():
    for step in (1, 5, 10, 50):
        for count in range(200):
            found = rounded(count, step)
            assert found % step == 0
            assert abs(found - count) * 2 <= step
