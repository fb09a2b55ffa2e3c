"""Indicator «attribute:…»: whatever else is known of a commune, with range and kind."""

from __future__ import annotations

import pandas as pd
import pytest


def test_altitude_stands_between_its_goalposts_with_its_range(small):
    province = small.Province(
        cells=[small.cell("00001"), small.cell("00002")],
        attributes=[
            ("00001", "altitude_m", 900, 750, 1200, "observed", "bản đồ"),
            ("00001", "border", 1, 1, 1, "official", "nghị định"),
        ],
    )
    settings = small.priority(
        small.indicator("cold", "attribute:altitude_m", goalposts=(0.0, 1500.0)),
        small.indicator("border", "attribute:border"),
    )
    cold = province.indicator(settings, "cold")
    row = cold.loc["00001"]
    # 900/1500; 750/1500; 1200/1500
    assert [row.normalised, row.normalised_low, row.normalised_high] == pytest.approx(
        [0.6, 0.5, 0.8]
    )
    assert (row.basis, row.source) == ("estimated", "bản đồ")
    assert pd.isna(cold.loc["00002", "indicator_value"])
    border = province.indicator(settings, "border").loc["00001"]
    assert (border.normalised, border.basis) == (1, "official")


def test_where_a_low_value_is_urgent_the_range_is_turned_too(small):
    province = small.Province(
        cells=[small.cell("00001")],
        attributes=[("00001", "coldest_c", 8, 6, 12, "observed", "trạm")],
    )
    settings = small.priority(small.indicator("cold", "attribute:coldest_c", goalposts=(20.0, 0.0)))
    (row,) = province.indicator(settings, "cold").itertuples()
    # (20−8)/20; at most (20−6)/20, at least (20−12)/20
    assert [row.normalised, row.normalised_low, row.normalised_high] == pytest.approx(
        [0.6, 0.4, 0.7]
    )
