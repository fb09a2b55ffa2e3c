"""Fewer children: fewer whom the State serves. The ends of the gap hold every case in between."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.entitlements import scheme_shares, state_cover

from .small import assumption, assumptions_of, need_of, plan, scheme, schemes_of


def ends(low_high, shares, target):
    """Return state_at_low_gap and state_at_high_gap of one commune with two bands."""
    (kindergarten, primary), (of_kindergarten, of_primary) = low_high, shares
    need = need_of(
        ("00001", "kindergarten", (kindergarten[0], *kindergarten)),
        ("00001", "primary", (primary[0], *primary)),
    )
    figures = assumptions_of(
        assumption("a", of_kindergarten[0], of_kindergarten[0], of_kindergarten[1]),
        assumption("b", of_primary[0], of_primary[0], of_primary[1]),
    )
    entries = schemes_of(
        scheme("young", factors=["a"]),
        scheme("school", from_age=6, to_age=10, factors=["b"]),
    )
    found = scheme_shares(plan("young", "school"), need, entries, figures)
    row = state_cover(found, need, {"meals": target}).iloc[0]
    return int(row.state_at_low_gap), int(row.state_at_high_gap)


def test_the_state_serves_its_share_of_the_fewest_children():
    """Target 90 %; 80 to 120 children of 3–5, 100 to 140 of 6–10; shares 50 % and 20 %.

    Of the fewest, 80 × 0.5 + 100 × 0.2 = 60 are served; of the most 120 × 0.5 + 140 × 0.2 = 88.
    """
    found = ends(((80, 120), (100, 140)), ((0.5, 0.5), (0.2, 0.2)), (0.9, 0.9))
    assert found == (60, 88)


def test_a_band_served_beyond_the_target_counts_against_the_low_gap():
    """All of 80 to 120 are served, 90 % are the target: with 120 children the others' gap is least.

    120 − 0.9 × (120 − 80) = 84: 0.9 × 80 − 84 = −12, as 0.9 × 120 − 120 = −12.
    """
    found = ends(((80, 120), (0, 0)), ((1.0, 1.0), (0.0, 0.0)), (0.9, 0.9))
    assert found[0] == 84


children = st.tuples(st.integers(0, 400), st.integers(0, 400)).map(sorted).map(tuple)
share = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted).map(tuple)


@given(
    bands=st.tuples(children, children),
    shares=st.tuples(share, share),
    target=share,
    parts=st.tuples(*[st.floats(0, 1)] * 5),
)
@settings(max_examples=150)
def test_no_case_between_the_ends_lies_outside_them(bands, shares, target, parts):
    at_low, at_high = ends(bands, shares, target)
    low = target[0] * sum(band[0] for band in bands) - at_low
    high = target[1] * sum(band[1] for band in bands) - at_high

    def between(of, part):
        return of[0] + part * (of[1] - of[0])

    t = between(target, parts[0])
    s = [between(of, part) for of, part in zip(shares, parts[1:3], strict=True)]
    e = [between(of, part) for of, part in zip(bands, parts[3:], strict=True)]
    unserved = sum((t - of) * some for of, some in zip(s, e, strict=True))
    assert low - 1e-6 <= unserved <= high + 1e-6


@pytest.mark.parametrize("corner", list(product((0, 1), repeat=2)))
def test_the_low_end_is_reached(corner):
    """The bound is no wider than it has to be: some corner of the ranges gives it."""
    bands, shares = ((80, 120), (100, 140)), ((0.3, 0.3), (1.0, 1.0))
    at_low, _ = ends(bands, shares, (0.9, 0.9))
    low = 0.9 * 180 - at_low
    cases = [
        0.6 * bands[0][first] - 0.1 * bands[1][second] for first, second in product((0, 1), (0, 1))
    ]
    assert low == pytest.approx(min(cases), abs=1)
    assert low <= cases[2 * corner[0] + corner[1]] + 1
