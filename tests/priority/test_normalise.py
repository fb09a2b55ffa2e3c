"""From an indicator's unit to urgency between 0 and 1."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from needs.priority.normalise import METHODS, floored, normalised

VALUES = np.array([10.0, 20.0, 40.0, np.nan])


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("goalposts", [0.2, 0.4, 0.8]),  # of 50
        ("min_max", [0, 1 / 3, 1]),  # (20−10)/30
        ("rank", [0, 0.5, 1]),
        # Mean 70/3, deviation √(466,67/3) = 12,4722; z = −1,06904, −0,26726, 1,33631
        ("z_score", [0.321826, 0.455456, 0.722718]),
    ],
)
def test_each_way_as_worked_by_hand(method, expected):
    urgency = normalised(VALUES, method, goalposts=(0.0, 50.0))
    assert urgency[:3] == pytest.approx(expected, abs=1e-6)
    assert np.isnan(urgency[3])


@pytest.mark.parametrize("method", METHODS)
def test_turned_goalposts_turn_the_urgency(method):
    up = normalised(VALUES, method, goalposts=(0.0, 50.0))
    down = normalised(VALUES, method, goalposts=(50.0, 0.0))
    assert (up + down)[:3] == pytest.approx([1, 1, 1])


@pytest.mark.parametrize("method", ["min_max", "rank", "z_score"])
def test_communes_that_are_alike_are_in_the_middle(method):
    same = np.array([7.1, 7.1, np.nan, 7.1])
    urgency = normalised(same, method, goalposts=(0.0, 50.0))
    assert urgency[[0, 1, 3]].tolist() == [0.5, 0.5, 0.5]
    nobody = normalised(np.array([np.nan, np.nan]), method, goalposts=(0.0, 1.0))
    assert np.isnan(nobody).all()


def test_ties_share_the_mean_of_their_places():
    urgency = normalised(np.array([5.0, 1.0, 5.0]), "rank", goalposts=(0.0, 1.0))
    assert urgency.tolist() == [0.75, 0, 0.75]


def test_each_draw_is_normalised_on_its_own():
    drawn = np.array([[0.0, 1.0, 2.0], [0.0, 10.0, 40.0]])
    for method in METHODS:
        both = normalised(drawn, method, goalposts=(0.0, 50.0))
        for line, values in zip(both, drawn, strict=True):
            assert line.tolist() == normalised(values, method, goalposts=(0.0, 50.0)).tolist()


def test_the_floor_lifts_what_is_below_and_leaves_the_rest():
    assert floored(np.array([0.0, 0.04, 0.05, 0.7]), 0.05).tolist() == [0.05, 0.05, 0.05, 0.7]


whole = st.integers(-1000, 1000).map(float)
some = arrays(np.float64, st.integers(1, 12), elements=st.one_of(whole, st.just(np.nan)))


@pytest.mark.parametrize("method", METHODS)
@given(values=some, scale=st.sampled_from([0.001, 0.5, 1000.0]), shift=st.sampled_from([0.0, 64.0]))
def test_neither_unit_nor_origin_matters_and_all_lies_between_0_and_1(method, values, scale, shift):
    one = normalised(values, method, goalposts=(-500.0, 500.0))
    posts = (-500.0 * scale + shift, 500.0 * scale + shift)
    other = normalised(values * scale + shift, method, goalposts=posts)
    np.testing.assert_allclose(one, other, atol=1e-9)
    known = one[~np.isnan(values)]
    assert ((known >= 0) & (known <= 1)).all()
    assert (np.isnan(one) == np.isnan(values)).all()
    # Never less urgent with a higher value.
    order = np.argsort(values[~np.isnan(values)])
    assert (np.diff(known[order]) >= 0).all()
