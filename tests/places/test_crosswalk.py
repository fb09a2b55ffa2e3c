"""Counts carried between the editions keep their total; what is missing stays missing."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from needs.places import carry_counts

few = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
seeds = st.integers(min_value=0, max_value=2**32 - 1)


def some_counts(keys: pd.Series, seed: int) -> pd.Series:
    """A different count for each unit, in an order that has nothing to do with the crosswalk's."""
    unique = pd.Series(sorted(set(keys))).sample(frac=1, random_state=seed)
    return pd.Series(
        [(position * 7_919 + seed) % 30_000 for position in range(len(unique))],
        index=unique.to_list(),
        dtype="Int64",
    )


def test_every_unit_of_both_editions_is_in_the_crosswalk(gazetteer):
    links = gazetteer.crosswalk
    assert set(links.old_key) == set(gazetteer.units["pre-2025"].unit_key)
    assert set(links.new_key) == set(gazetteer.units["2025"].unit_key)


def test_weights_of_each_old_unit_add_up_to_one(gazetteer):
    sums = gazetteer.crosswalk.groupby("old_key").weight.sum()
    assert sums.sub(1).abs().max() < 1e-12


def test_a_unit_in_several_pieces_is_marked_as_split(gazetteer):
    links = gazetteer.crosswalk
    assert links[links.pieces > 1].split.all()


@given(seed=seeds)
@few
def test_from_old_to_new_the_total_is_kept(gazetteer, seed):
    counts = some_counts(gazetteer.crosswalk.old_key, seed)
    carried = carry_counts(counts, gazetteer.crosswalk)
    assert set(carried.index) == set(gazetteer.crosswalk.new_key)
    assert carried.sum() == pytest.approx(int(counts.sum()))


@given(seed=seeds)
@few
def test_from_new_to_old_the_total_is_kept(gazetteer, seed):
    counts = some_counts(gazetteer.crosswalk.new_key, seed)
    carried = carry_counts(counts, gazetteer.crosswalk, to_old=True)
    assert set(carried.index) == set(gazetteer.crosswalk.old_key)
    assert carried.sum() == pytest.approx(int(counts.sum()))


@given(seed=seeds, data=st.data())
@few
def test_what_needs_a_missing_count_is_missing_and_nothing_else(gazetteer, seed, data):
    links = gazetteer.crosswalk
    to_old = data.draw(st.booleans())
    source, target = ("new_key", "old_key") if to_old else ("old_key", "new_key")
    counts = some_counts(links[source], seed)
    lost = data.draw(st.sampled_from(sorted(counts.index)))
    counts[lost] = pd.NA
    carried = carry_counts(counts, links, to_old=to_old)
    touched = set(links.loc[links[source] == lost, target])
    assert set(carried.index[carried.isna()]) == touched


def test_a_predecessor_that_is_not_in_the_counts_is_missing_too_not_zero():
    """Two old communes make one new; only one of them has been counted."""
    links = pd.DataFrame(
        {"old_key": ["a", "b"], "new_key": ["n", "n"], "weight": [1.0, 1.0], "split": [False] * 2}
    )
    whole = carry_counts(pd.Series({"a": 100, "b": 50}, dtype="Int64"), links)
    assert whole["n"] == 150
    partial = carry_counts(pd.Series({"a": 100}, dtype="Int64"), links)
    assert pd.isna(partial["n"]), f"{partial['n']} stands for two communes of which one is counted"


def test_a_split_commune_is_divided_evenly_and_a_whole_one_is_not():
    """«s» (90) went half to n1 and half to n2; «w» (10) went whole to n1: 45 + 10 and 45."""
    links = pd.DataFrame(
        {
            "old_key": ["s", "s", "w"],
            "new_key": ["n1", "n2", "n1"],
            "weight": [0.5, 0.5, 1.0],
            "split": [True, True, False],
        }
    )
    carried = carry_counts(pd.Series({"s": 90, "w": 10}, dtype="Int64"), links)
    assert carried.to_dict() == {"n1": 55.0, "n2": 45.0}


def test_back_to_the_old_edition_a_count_is_spread_by_the_weights():
    """n1 (30) = half of «s» and the whole of «w»: 1/3 and 2/3 of it, so 10 and 20."""
    links = pd.DataFrame(
        {
            "old_key": ["s", "s", "w"],
            "new_key": ["n1", "n2", "n1"],
            "weight": [0.5, 0.5, 1.0],
            "split": [True, True, False],
        }
    )
    counts = pd.Series({"n1": 30, "n2": 8}, dtype="Int64")
    carried = carry_counts(counts, links, to_old=True)
    assert carried.to_dict() == {"s": pytest.approx(18.0), "w": pytest.approx(20.0)}
