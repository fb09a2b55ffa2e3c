"""Donors give whole packages: what is open must not follow from what lacks and a package's size."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.disclosure import cell_id, cells_of, protect
from needs.editions.donor_figures import DONOR_FIGURES, OPEN, donor_cells
from needs.editions.figures import LACKING
from needs.programmes.disclosure import Disclosure

LIMIT = 10
RULES = Disclosure(threshold=LIMIT, kind="assumption", source="test")
NOTHING = cells_of(pd.DataFrame({"cell": [], "value": []}))
PACKAGE = 50


def name(measure, place):
    return cell_id(measure, commune_code=f"c{place}", category="checks")


def decide(lacking, left, packages=PACKAGE):
    rows = [(OPEN, 0, f"c{at}", "checks", float(n), np.nan) for at, n in enumerate(left) if n]
    known = pd.Series({name(LACKING, at): float(n) for at, n in enumerate(lacking)})
    cells, _ = donor_cells(
        pd.DataFrame(rows, columns=DONOR_FIGURES),
        lacking=known,
        rest=NOTHING,
        least=LIMIT,
        packages={"checks": packages},
    )
    return protect(cells, RULES)


def possible(lacking, left, decision, packages=PACKAGE):
    """What each place can be to who counts in packages: every choice is tried, by hand."""
    total = cell_id(OPEN, category="checks")
    ways: list[list[int]] = []
    for at, (lack, n) in enumerate(zip(lacking, left, strict=True)):
        told = decision.shows(name(OPEN, at)) or not n
        ways.append([n] if told else list(range(lack % packages, lack + 1, packages)))
    found = [
        one
        for one in itertools.product(*ways)
        if not decision.shows(total) or sum(one) == sum(left)
    ]
    return [set(place) for place in zip(*found, strict=True)]


def check(lacking, left, packages=PACKAGE):
    decision = decide(lacking, left, packages)
    assert decision.safe
    for at, numbers in enumerate(possible(lacking, left, decision, packages)):
        if 0 < left[at] < LIMIT:
            assert not decision.shows(name(OPEN, at))
            assert max(numbers) >= LIMIT, f"c{at} is small, whoever counts in packages knows it"
        elif not decision.shows(name(OPEN, at)) and left[at]:
            assert len(numbers) > 1, f"c{at} is told exactly"
    return decision


def test_nine_left_of_1759_are_hidden_behind_a_place_that_still_lacks_a_package():
    """Health checks of Cao Bằng: 2.122, 1.759 and 1.959 lack, in fifties 22, 9 and 9 are left."""
    lacking, left = [2122, 1759, 1959, 2300], [22, 9, 9, 300]
    decision = check(lacking, left)
    # 22 was company enough while nobody counted in packages.
    assert not decision.shows(name(OPEN, 3))
    assert decision.shows(cell_id(OPEN, category="checks"))


def test_where_no_place_lacks_a_package_the_sum_is_not_told():
    decision = check([368, 426, 205, 128], [18, 26, 5, 28])
    assert not decision.shows(cell_id(OPEN, category="checks"))


def test_what_was_not_given_in_packages_can_be_any_number():
    """Single children are sponsored too: nobody can count in packages there."""
    alone = decide([1700, 2100, 1900], [9, 22, 40])
    assert alone.hidden == {name(OPEN, 0), name(OPEN, 1)}


@settings(max_examples=40, deadline=None)
@given(
    places=st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from([1, 4, 9, 10, 23, 0])),
        min_size=2,
        max_size=5,
    )
)
def test_nobody_who_counts_in_packages_knows_a_small_count(places):
    packages = 30
    left = [open_ * packages + rest for _, open_, rest in places]
    lacking = [n + given_ * packages for n, (given_, _, _) in zip(left, places, strict=True)]
    # Fewer than the limit are not shown by the public edition either: nothing is known of these.
    keep = [at for at, n in enumerate(lacking) if n >= 2 * packages]
    if len(keep) > 1:
        check([lacking[at] for at in keep], [left[at] for at in keep], packages)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_places_decides_nothing(seed):
    lacking, left = np.array([2122, 1759, 1959, 2300]), np.array([22, 9, 9, 300])
    turn = np.random.default_rng(seed).permutation(4)
    first, second = (
        decide(list(lacking), list(left)),
        decide(list(lacking[turn]), list(left[turn])),
    )
    hidden = [
        sorted(one.cells.frame.value[one.cells.frame.cell.isin(one.hidden)])
        for one in (first, second)
    ]
    assert hidden[0] == hidden[1]
