"""Indicator «zone»: how severe the commune's zone is, official or assumed."""

from __future__ import annotations

import pandas as pd
import pytest


@pytest.fixture
def province(small):
    return small.Province(
        cells=[small.cell(code) for code in ("00001", "00002", "00003", "00004")],
        zones={"00001": "I", "00002": "II", "00003": "III"},
    )


def test_severity_lies_between_the_goalposts(small, province):
    settings = small.priority(small.indicator("zone", "zone", goalposts=(0.0, 3.0)))
    rows = province.indicator(settings, "zone")
    # 1/3, 2/3, 3/3 of the way; the fourth commune is in no zone.
    assert rows.indicator_value.tolist()[:3] == [1, 2, 3]
    assert rows.normalised.tolist()[:3] == pytest.approx([1 / 3, 2 / 3, 1])
    assert rows.source.tolist()[:3] == ["quyết định"] * 3
    assert rows.basis.tolist() == ["official"] * 3 + ["assumption"]
    assert pd.isna(rows.loc["00004", "indicator_value"])
    assert province.index(settings)["rank"].tolist()[:3] == [3, 2, 1]


def test_what_is_below_the_first_goalpost_stands_at_the_floor(small, province):
    settings = small.priority(small.indicator("zone", "zone", goalposts=(2.0, 3.0)), floor=0.1)
    assert province.indicator(settings, "zone").normalised.tolist()[:3] == [0.1, 0.1, 1]


def test_an_index_rests_on_its_weights_too(small, province):
    zone = small.indicator("zone", "zone", goalposts=(0.0, 3.0))
    assert province.index(small.priority(zone)).basis.tolist()[:3] == ["official"] * 3
    guessed = zone.weight.model_copy(update={"kind": "assumption"})
    settings = small.priority(zone.model_copy(update={"weight": guessed}))
    assert province.index(settings).basis.tolist() == ["assumption"] * 4


def test_assumed_severities_are_called_an_assumption(small, province):
    settings = small.priority(small.indicator("zone", "zone")).model_copy(
        update={"kind": "assumption"}
    )
    assert set(province.indicator(settings, "zone").basis) == {"assumption"}
