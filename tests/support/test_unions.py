"""Bounds of a union from the overlaps of pairs, against the tightest bounds there are."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from needs.support.unions import Sources, union_at_least, union_at_most, union_point


def sources(sizes: list[int], overlaps: dict[tuple[int, int], int]) -> Sources:
    known = np.full((len(sizes), len(sizes)), np.nan)
    for (i, j), both in overlaps.items():
        known[i, j] = known[j, i] = both
    return Sources(np.array(sizes, dtype=float), known, known)


def tightest(sizes: list[int], overlaps: dict[tuple[int, int], int]) -> tuple[float, float]:
    """Least and most of the union over all ways to share children out among the sources.

    Each subset of the sources is served a number of children; linear programming finds the ends.
    """
    subsets = [set(s) for r in range(1, len(sizes) + 1) for s in combinations(range(len(sizes)), r)]
    rows = [[i in s for s in subsets] for i in range(len(sizes))]
    rows += [[set(pair) <= s for s in subsets] for pair in overlaps]
    right = [*sizes, *overlaps.values()]
    ones = np.ones(len(subsets))
    ends = [linprog(sign * ones, A_eq=np.array(rows, dtype=float), b_eq=right) for sign in (1, -1)]
    assert all(end.success for end in ends)
    return ends[0].fun, -ends[1].fun


def test_two_audited_sources_are_known_exactly():
    """40 + 30 − 12 = 58."""
    two = sources([40, 30], {(0, 1): 12})
    assert union_at_least(two) == union_at_most(two) == 58


def test_three_sources_all_audited_by_hand():
    """40 + 30 + 20 = 90; overlaps 12, 8 and 5.

    At most 90 − (12 + 8) = 70: the two largest overlaps make the forest (Hunter–Worsley).
    At least 90 − (12 + 8 + 5) = 65 (Bonferroni); the pairs give only 58, 52 and 45.
    """
    three = sources([40, 30, 20], {(0, 1): 12, (0, 2): 8, (1, 2): 5})
    assert (union_at_least(three), union_at_most(three)) == (65, 70)


def test_three_sources_with_one_audit_by_hand():
    """The first two make 40 + 30 − 12 = 58; the third, 20, may be inside or outside: 58 to 78."""
    three = sources([40, 30, 20], {(0, 1): 12})
    assert (union_at_least(three), union_at_most(three)) == (58, 78)


def test_nothing_known_is_frechet():
    three = sources([40, 30, 20], {})
    assert (union_at_least(three), union_at_most(three)) == (40, 90)
    assert union_point(three, 100) == pytest.approx(100 * (1 - 0.6 * 0.7 * 0.8))


def test_sources_found_to_share_nobody_add_up():
    """An overlap of 0 is known: 40 + 30 = 70, at both ends and in the middle."""
    two = sources([40, 30], {(0, 1): 0})
    assert union_at_least(two) == union_at_most(two) == 70
    assert union_point(two, 100) == pytest.approx(70)


def test_the_point_takes_what_is_known_and_leaves_the_rest_independent():
    """Of 100, two audited sources reach 40 + 30 − 12 = 58; a third, 20: 100 × (1 − 0.42 × 0.8)."""
    three = sources([40, 30, 20], {(0, 1): 12})
    assert union_point(three, 100) == pytest.approx(66.4)


def test_a_chain_of_audits_is_linked_and_two_clusters_are_not():
    assert sources([4, 4, 4], {(0, 1): 2, (1, 2): 0}).linked
    assert not sources([4, 4, 4], {(0, 1): 2}).linked


def test_more_sources_than_are_tried_together_are_still_bounded():
    """14 sources of 10, each sharing 1 child with the next: at most 140 − 13 = 127.

    Every second of them: 7 × 10 less C(7, 2) unknown overlaps says nothing; neighbours do:
    10 + 10 − 1 = 19.
    """
    chain = sources([10] * 14, {(n, n + 1): 1 for n in range(13)})
    assert union_at_most(chain) == 127
    assert union_at_least(chain) == 19


def test_fourteen_sources_that_share_nobody_reach_at_least_the_twelve_that_are_tried():
    apart = sources([10] * 14, dict.fromkeys(combinations(range(14), 2), 0))
    assert union_at_most(apart) == 140
    assert union_at_least(apart) == 120


children = st.integers(0, 15)
true_sets = st.lists(st.sets(children, min_size=1), min_size=2, max_size=4)


@given(sets=true_sets, data=st.data())
def test_the_bounds_hold_the_tightest_ones_and_the_truth(sets, data):
    pairs = list(combinations(range(len(sets)), 2))
    audited = data.draw(st.sets(st.sampled_from(pairs)))
    overlaps = {(i, j): len(sets[i] & sets[j]) for i, j in audited}
    found = sources([len(one) for one in sets], overlaps)
    least, most = tightest([len(one) for one in sets], overlaps)
    truth = len(set().union(*sets))
    assert union_at_least(found) <= least + 1e-6
    assert union_at_most(found) >= most - 1e-6
    assert union_at_least(found) <= truth <= union_at_most(found)
    if len(sets) == 2 or not overlaps:
        assert union_at_least(found) == pytest.approx(least)
        assert union_at_most(found) == pytest.approx(most)


@given(sets=true_sets, data=st.data())
def test_another_audit_never_widens_the_interval(sets, data):
    pairs = list(combinations(range(len(sets)), 2))
    audited = data.draw(st.sets(st.sampled_from(pairs)))
    one_more = data.draw(st.sampled_from(pairs))
    both = {(i, j): len(sets[i] & sets[j]) for i, j in pairs}
    sizes = [len(one) for one in sets]
    before = sources(sizes, {pair: both[pair] for pair in audited})
    after = sources(sizes, {pair: both[pair] for pair in audited | {one_more}})
    assert union_at_least(after) >= union_at_least(before)
    assert union_at_most(after) <= union_at_most(before)


@given(sets=true_sets, data=st.data(), more=st.integers(1, 5))
def test_a_larger_source_never_lowers_the_union(sets, data, more):
    pairs = list(combinations(range(len(sets)), 2))
    audited = data.draw(st.sets(st.sampled_from(pairs)))
    overlaps = {(i, j): len(sets[i] & sets[j]) for i, j in audited}
    sizes = [len(one) for one in sets]
    grown = data.draw(st.integers(0, len(sizes) - 1))
    before = sources(sizes, overlaps)
    after = sources([n + more * (i == grown) for i, n in enumerate(sizes)], overlaps)
    assert union_at_least(after) >= union_at_least(before)
    assert union_at_most(after) >= union_at_most(before)
    assert union_point(after, 30) >= union_point(before, 30) - 1e-9
