from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.errors import InputFaults
from needs.maps import MapScale, map_scale
from needs.maps.scale import MOST_CLASSES, natural_breaks, round_count, whole_percent
from needs.wording import percent

percents = st.lists(st.integers(0, 100), min_size=1, max_size=40)


def test_scale_knows_only_communes_that_the_programme_serves(province):
    scale = map_scale(province)
    # Rates 0, 10, 45, 60, 80 %: as many classes as rates; 5 % and 20 % are outside.
    assert scale.ranges == [(0, 0), (1, 10), (11, 45), (46, 60), (61, 80)]
    assert scale.largest == 400


def test_natural_breaks_keep_groups_together():
    rates = [1, 2, 3, 20, 21, 22, 50, 51, 70, 71, 95, 96, 97]
    assert natural_breaks(rates) == (3, 22, 51, 71, 97)


def test_row_order_does_not_change_the_scale(province):
    assert map_scale(province.sample(frac=1, random_state=4)) == map_scale(province)


@given(percents)
def test_every_rate_lies_in_one_class_and_classes_do_not_overlap(rates):
    scale = MapScale(lowest=min(rates), upper=natural_breaks(sorted(rates)), largest=1)
    assert len(scale.ranges) <= MOST_CLASSES
    for rate in rates:
        inside = [number for number, (a, z) in enumerate(scale.ranges) if a <= rate <= z]
        assert inside == [scale.class_of(rate / 100)]
    flat = [end for pair in scale.ranges for end in pair]
    assert flat == sorted(flat)


@given(st.floats(0, 1))
def test_class_is_that_of_the_percentage_a_reader_sees(rate):
    assert percent(round(rate, 6)) == f"{whole_percent(round(rate, 6))}%"


def test_rate_outside_the_scale_is_a_fault_not_a_colour(province):
    scale = map_scale(province)
    with pytest.raises(InputFaults, match="95%"):
        scale.class_of(0.95)
    with pytest.raises(InputFaults, match="401"):
        scale.radius(401)


@given(st.integers(30, 10_000), st.integers(30, 10_000))
def test_symbol_areas_are_in_proportion_to_counts(one, other):
    scale = MapScale(lowest=None, upper=(), largest=10_000)
    if min(one, other) >= 256:  # 0.16² of the largest: smaller counts stay visible dots
        assert math.isclose(scale.radius(one) ** 2 / scale.radius(other) ** 2, one / other)
    assert (scale.radius(one) < scale.radius(other)) <= (one < other)


def test_zero_children_is_still_a_visible_dot(province):
    assert map_scale(province).radius(0) > 0
    assert map_scale(province.assign(count=pd.array([0] * 9, dtype="Int64"))).radius(0) > 0


def test_province_without_any_figure_has_no_classes(province):
    unknown = province.assign(
        rate=pd.array([pd.NA] * 9, dtype="Float64"), count=pd.array([pd.NA] * 9, dtype="Int64")
    )
    scale = map_scale(unknown)
    assert scale.ranges == []
    assert scale.reference_counts == []
    assert scale.class_of(float("nan")) is None


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, 0), (0.7, 0), (1, 1), (9, 5), (10, 10), (49, 20), (1999, 1000), (2000, 2000)],
)
def test_reference_counts_are_round(count, expected):
    assert round_count(count) == expected


def test_every_fault_of_the_table_is_told_at_once(province):
    bad = province.assign(rate=province["rate"].fillna(1.5), zone=province["zone"].fillna("IV"))
    bad = pd.concat([bad, bad.iloc[[0]]])
    with pytest.raises(InputFaults) as raised:
        map_scale(bad.reset_index(drop=True))
    told = str(raised.value)
    assert "1.5" in told
    assert "IV" in told
    assert "01001" in told
    assert len(raised.value.faults) == 4


def test_columns_that_lack_are_named(province):
    with pytest.raises(InputFaults, match="column zone"):
        map_scale(province.drop(columns="zone"))


def test_symbols_of_a_crowded_province_shrink_together(province):
    """240 communes on one map: each covers a quarter, so that all cover what 60 would."""
    scale = map_scale(province)
    crowded = scale.among(240)
    assert crowded.radius(400) == pytest.approx(scale.radius(400) / 2)
    assert crowded.radius(100) / crowded.radius(400) == pytest.approx(1 / 2)
    assert crowded.radius(0) == scale.radius(0)
    for few in (1, 9, 60):
        assert scale.among(few) == scale
