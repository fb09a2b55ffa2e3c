"""Indicator «group:…»: the share of the eligible children in a group, as communes told it."""

from __future__ import annotations

import pandas as pd
import pytest


@pytest.fixture
def settings(small):
    return small.priority(small.indicator("poor", "group:poor"))


def test_the_share_is_told_children_over_eligible_ones(small, settings):
    cells = [
        small.cell("00001", target=(60, 80, 90), children_eligible=80, eligible_basis="returned"),
        small.cell("00002"),
        small.cell("00003", children_eligible=10, eligible_basis="returned"),
    ]
    told = [
        ("00001", "health.group.poor", 20, "a.xlsx › S › C4"),
        ("00001", "health.group.near_poor", 70, "a.xlsx › S › D4"),
        ("00001", "health.eligible", 80, "a.xlsx › S › B4"),
        ("00003", "health.group.poor", 12, "b.xlsx › S › C4"),
    ]
    rows = small.Province(cells, told=told).indicator(settings, "poor")
    first = rows.loc["00001"]
    assert first.indicator_value == 0.25  # 20/80, whatever the target may be
    assert (first.normalised_low, first.normalised_high) == (0.25, 0.25)
    assert (first.basis, first.source) == ("returned", "a.xlsx › S › C4")
    assert pd.isna(rows.loc["00002", "indicator_value"])  # nothing told
    assert rows.loc["00003", "indicator_value"] == 1  # more than there are: all of them


def test_over_estimated_children_the_share_has_their_range(small, settings):
    cells = [
        small.cell(
            "00001", target=(80, 100, 125), children_eligible=100, eligible_basis="estimated"
        )
    ]
    told = [("00001", "health.group.poor", 20, "a.xlsx › S › C4")]
    (row,) = small.Province(cells, told=told).indicator(settings, "poor").itertuples()
    # 20/100; of 125 children 20/125, of 80 children 20/80
    assert [row.indicator_value, row.normalised_low, row.normalised_high] == pytest.approx(
        [0.2, 0.16, 0.25]
    )
    assert row.basis == "estimated"


def test_over_all_categories_those_count_in_which_it_was_told(small, settings):
    cells = [
        small.cell("00001", "books", children_eligible=60),
        small.cell("00001", "health", children_eligible=40),
        small.cell("00001", "play", children_eligible=500),
    ]
    told = [
        ("00001", "books.group.poor", 30, "a.xlsx › S › C4"),
        ("00001", "health.group.poor", 10, "a.xlsx › T › C4"),
    ]
    province = small.Province(cells, told=told)
    (row,) = province.indicator(settings, "poor", "all").itertuples()
    assert row.indicator_value == pytest.approx(0.4)  # (30+10)/(60+40)
    assert row.source == "a.xlsx › S › C4; a.xlsx › T › C4"


def test_a_share_of_no_children_is_not_known(small, settings):
    cells = [small.cell("00001", children_eligible=0)]
    told = [("00001", "health.group.poor", 3, "a.xlsx › S › C4")]
    (row,) = small.Province(cells, told=told).indicator(settings, "poor").itertuples()
    assert pd.isna(row.indicator_value)


def test_where_no_commune_told_any_group_none_is_known(small, settings):
    province = small.Province([small.cell("00001"), small.cell("00002")])
    rows = province.indicator(settings, "poor")
    assert rows.indicator_value.isna().tolist() == [True, True]
    assert set(rows.source) == {"chưa có số liệu / no data: group:poor"}
    # Every indicator is without data in both: no index, but they stay in the table.
    assert province.index(settings)["index"].isna().tolist() == [True, True]
