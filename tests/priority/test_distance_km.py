"""Indicator «distance_km»: how far from the programme's centre."""

from __future__ import annotations

import pandas as pd
import pytest


@pytest.fixture
def province(small):
    return small.Province(
        cells=[small.cell(f"0000{number}") for number in range(1, 5)],
        distances={"00001": 0.0, "00002": 30.0, "00003": 150.0},
    )


def test_urgency_grows_with_distance_up_to_the_goalpost(small, province):
    settings = small.priority(small.indicator("remote", "distance_km", goalposts=(0.0, 120.0)))
    rows = province.indicator(settings, "remote")
    # 0 → the floor; 30/120; 150 is beyond the last goalpost.
    assert rows.normalised.tolist()[:3] == [0.01, 0.25, 1]
    assert rows.basis.tolist() == ["estimated"] * 3 + ["assumption"]
    assert pd.isna(rows.loc["00004", "indicator_value"])


def test_goalposts_turned_round_put_the_nearest_first(small, province):
    settings = small.priority(small.indicator("near", "distance_km", goalposts=(120.0, 0.0)))
    assert province.indicator(settings, "near").normalised.tolist()[:3] == [1, 0.75, 0.01]


def test_kilometres_or_metres_give_the_same_index_and_ranks(small, province):
    """Whatever the unit of an indicator: also min–max, ranks and z-scores are drawn in this."""
    metres = small.Province(
        cells=province.cells,
        distances={code: km * 1000 for code, km in province.distances.items()},
    )
    one, other = (
        of.index(
            small.priority(
                small.indicator("remote", "distance_km", goalposts=(0.0, most)),
                small.indicator("unmet", "unmet_rate"),
            )
        )
        for of, most in ((province, 120.0), (metres, 120_000.0))
    )
    pd.testing.assert_frame_equal(one, other)
