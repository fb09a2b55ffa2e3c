"""Indicator «unmet_rate»: the share of the target that nobody reaches yet."""

from __future__ import annotations

import pandas as pd
import pytest


@pytest.fixture
def settings(small):
    return small.priority(small.indicator("unmet", "unmet_rate"))


def test_the_rate_is_gap_over_target_at_each_end(small, settings):
    cells = [small.cell("00001", target=(80, 100, 120), gap=(20, 50, 90), basis="estimated")]
    (row,) = small.Province(cells).indicator(settings, "unmet").itertuples()
    # 50/100; at the ends 20/80 and 90/120.
    assert (row.indicator_value, row.normalised) == (0.5, 0.5)
    assert (row.normalised_low, row.normalised_high) == (0.25, 0.75)
    assert row.basis == "estimated"


def test_over_all_categories_the_rate_is_weighted_by_what_the_targets_cost(small, settings):
    cells = [
        small.cell("00001", "books", gap=(20, 20, 20), target_vnd=3000),
        small.cell("00001", "health", gap=(60, 60, 60), target_vnd=1000, basis="returned"),
    ]
    (row,) = small.Province(cells).indicator(settings, "unmet", "all").itertuples()
    # (0,2 × 3000 + 0,6 × 1000) / 4000 = 0,3
    assert row.indicator_value == pytest.approx(0.3)
    assert row.basis == "returned"  # the weaker one


def test_one_category_not_known_leaves_the_whole_not_known(small, settings):
    none = (pd.NA, pd.NA, pd.NA)
    cells = [
        small.cell("00001", "books", gap=none, target=none, target_vnd=pd.NA),
        small.cell("00001", "health"),
    ]
    province = small.Province(cells)
    assert province.indicator(settings, "unmet", "health").indicator_value.tolist() == [0.5]
    for category in ("books", "all"):
        (row,) = province.indicator(settings, "unmet", category).itertuples()
        assert pd.isna(row.indicator_value)
        assert pd.isna(row.normalised)
        assert (row.normalised_low, row.normalised_high) == (0.01, 1)
        assert row.source.endswith("unmet_rate")


def test_cells_out_of_the_target_or_without_children_are_not_ranked(small, settings):
    cells = [
        small.cell("00001"),
        small.cell("00002", in_target=False),
        small.cell("00003", target=(0, 0, 0), gap=(0, 0, 0), target_vnd=0),
        small.cell("00004", target=(0, 0, 10), gap=(0, 0, 10), target_vnd=0),
    ]
    rows = small.Province(cells).indicator(settings, "unmet")
    assert rows.index.tolist() == ["00001", "00004"]
    # Perhaps nobody, perhaps ten children whom nobody reaches.
    assert rows.loc["00004", "indicator_value"] == 0
    assert rows.loc["00004", "normalised_high"] == 1
