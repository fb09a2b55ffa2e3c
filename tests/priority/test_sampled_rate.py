"""Indicator «sample:…»: rates measured on samples, their 90 % intervals made into ranges."""

from __future__ import annotations

import pandas as pd
import pytest


@pytest.fixture
def province(small):
    return small.Province(
        cells=[small.cell(f"0000{number}") for number in range(1, 5)],
        rates=[
            ("00001", "stunting", 0.3, 0.21, 0.39, "eblup"),
            ("00001", "wasting", 0.9, 0.9, 0.9, "census"),
            ("00002", "stunting", 0.2, 0.2, 0.2, "census"),
            ("00003", "stunting", 0.05, 0.0, 0.5, "synthetic"),
            ("00004", "stunting", None, None, None, "unknown"),
        ],
    )


def test_five_percent_of_the_range_lies_outside_each_end_of_the_interval(small, province):
    settings = small.priority(small.indicator("stunting", "sample:stunting"))
    rows = province.indicator(settings, "stunting")
    first = rows.loc["00001"]
    # 0,3 − 0,09/0,9 = 0,2 and 0,3 + 0,09/0,9 = 0,4: one tenth of each half, 5 % of all, is beyond.
    assert [first.indicator_value, first.normalised_low, first.normalised_high] == pytest.approx(
        [0.3, 0.2, 0.4]
    )
    assert rows.loc["00002", ["normalised_low", "normalised_high"]].tolist() == [0.2, 0.2]
    # 0,05 + 0,45/0,9 = 0,55; no rate is below 0, where the floor stands.
    assert rows.loc["00003", "normalised_high"] == pytest.approx(0.55)
    assert rows.loc["00003", "normalised_low"] == 0.01
    assert pd.isna(rows.loc["00004", "indicator_value"])
    assert rows.basis.tolist() == ["estimated", "returned", "estimated", "assumption"]


def test_the_drawn_rates_have_the_interval_that_was_measured(small, province):
    """One indicator, so that the index is the rate itself: 5 % and 95 % of the draws."""
    settings = small.priority(small.indicator("stunting", "sample:stunting"))
    first = province.index(settings, draws=20_000).loc["00001"]
    assert first["index"] == pytest.approx(0.3)
    assert [first.index_low, first.index_high] == pytest.approx([0.21, 0.39], abs=0.003)


def test_without_any_sample_no_rate_is_known(small):
    settings = small.priority(
        small.indicator("stunting", "sample:stunting"), small.indicator("cold", "attribute:cold")
    )
    province = small.Province([small.cell("00001")])
    assert province.index(settings).indicators_missing.tolist() == ["cold; stunting"]
