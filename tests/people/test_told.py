"""Residents and children as communes told them, in hand-worked numbers."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.people import (
    Assumption,
    Assumptions,
    children_by_age,
    children_under_16,
    with_told_ages,
    with_told_children,
    with_told_residents,
)
from needs.programmes import AgeBand, Words

HERE, THERE, NOWHERE = "01001", "01002", "01003"


def figure(name: str, value: float, low: float, high: float) -> Assumption:
    return Assumption(name, name, name, value, low, high, "", "derived", "thử", "")


def band(name: str, first: int, last: int) -> AgeBand:
    return AgeBand(id=name, name=Words(vi=name, en=name), from_age=first, to_age=last)


SMALL = Assumptions(
    {
        "children_share": figure("children_share", 0.25, 0.2, 0.3),
        "age_spread": figure("age_spread", 1.0, 0.9, 1.1),
    }
)
BANDS = [band("nursery", 0, 2), band("kindergarten", 3, 5), band("school", 6, 15)]
COUNTS = ["children", "children_low", "children_high"]


def told_table(*cells: tuple[str, str, int]) -> pd.DataFrame:
    """Return told figures: commune, field after «children.», value; each in a cell of its own."""
    rows = [
        (commune, f"children.{field}", value, f"a.xlsx › Trẻ em!C{row}")
        for row, (commune, field, value) in enumerate(cells, start=5)
    ]
    return pd.DataFrame(rows, columns=["commune_code", "field", "value", "source"])


def people(basis: str = "estimated", note: str = "chia đều") -> pd.DataFrame:
    """1,600 residents here (1,200 to 2,000), 3,200 there, unknown in a third commune."""
    frame = pd.DataFrame(index=pd.Index([HERE, THERE, NOWHERE], name="commune_code"))
    for end, counts in (
        ("", [1_600, 3_200, None]),
        ("_low", [1_200, 3_200, None]),
        ("_high", [2_000, 3_200, None]),
    ):
        frame[f"population{end}"] = pd.array(counts, dtype="Int64")
    frame["population_basis"] = pd.Series(
        [basis, "official", pd.NA], index=frame.index, dtype="str"
    )
    frame["population_source"] = pd.Series(
        ["dân số", "dân số", pd.NA], index=frame.index, dtype="str"
    )
    frame["population_note"] = pd.Series([note, pd.NA, pd.NA], index=frame.index, dtype="str")
    frame["population_figures"] = pd.Series(
        ["predecessor_share_spread", pd.NA, pd.NA], index=frame.index, dtype="str"
    )
    return frame


def by_age(told: pd.DataFrame, bands=BANDS) -> pd.DataFrame:
    """Return the children by age as the chain makes them: residents, children, ages."""
    residents = with_told_residents(people(), told)
    children = with_told_children(children_under_16(residents, SMALL), told, bands)
    found = with_told_ages(children_by_age(children, bands), told, bands)
    return found.set_index(["commune_code", "age_band"])


NOTHING = told_table()


def test_told_residents_replace_an_estimate_and_collapse_its_range():
    found = with_told_residents(people(), told_table((HERE, "population", 1_500))).loc[HERE]
    assert [found.population, found.population_low, found.population_high] == [1_500] * 3
    assert found.population_basis == "returned"
    assert found.population_source == "a.xlsx › Trẻ em!C5"
    # Nothing is left of how the estimate was made.
    assert pd.isna(found.population_note)
    assert pd.isna(found.population_figures)


def test_told_residents_fill_a_hole():
    found = with_told_residents(people(), told_table((NOWHERE, "population", 700))).loc[NOWHERE]
    assert (found.population, found.population_basis) == (700, "returned")


def test_official_residents_stay():
    told = told_table((THERE, "population", 9_999))
    pd.testing.assert_frame_equal(with_told_residents(people(), told), people())


@pytest.mark.parametrize("basis", ["estimated", "assumption", "illustrative"])
def test_whatever_is_weaker_than_official_gives_way(basis):
    told = told_table((HERE, "population", 1_500))
    assert with_told_residents(people(basis), told).loc[HERE, "population"] == 1_500


def test_nothing_told_changes_nothing():
    pd.testing.assert_frame_equal(with_told_residents(people(), NOTHING), people())
    children = children_under_16(people(), SMALL)
    pd.testing.assert_frame_equal(with_told_children(children, NOTHING, BANDS), children)
    ages = children_by_age(children, BANDS)
    pd.testing.assert_frame_equal(with_told_ages(ages, NOTHING, BANDS), ages)


def test_a_figure_of_a_commune_that_is_not_listed_adds_no_row():
    told = told_table(("99999", "population", 5), ("99999", "children", 5))
    pd.testing.assert_frame_equal(with_told_residents(people(), told), people())
    children = children_under_16(people(), SMALL)
    pd.testing.assert_frame_equal(with_told_children(children, told, BANDS), children)


def test_told_residents_make_other_children():
    """1,500 × 0.25 = 375 (× 0.20 = 300, × 0.30 = 450): the share is still an estimate."""
    residents = with_told_residents(people(), told_table((HERE, "population", 1_500)))
    found = children_under_16(residents, SMALL).loc[HERE]
    assert found[COUNTS].tolist() == [375, 300, 450]
    assert found.children_basis == "estimated"


def test_a_told_total_of_children_has_no_range():
    children = with_told_children(
        children_under_16(people(), SMALL), told_table((HERE, "children", 410)), BANDS
    )
    assert children.loc[HERE, COUNTS].tolist() == [410, 410, 410]
    assert children.loc[HERE, ["children_basis", "children_source"]].tolist() == [
        "returned",
        "a.xlsx › Trẻ em!C5",
    ]
    assert children.loc[THERE, COUNTS].tolist() == [800, 640, 960]
    assert pd.isna(children.loc[NOWHERE, "children"])


def test_a_told_total_stands_beside_official_residents_too():
    """Residents on record are official; the children on record are only estimated from them."""
    found = with_told_children(
        children_under_16(people(), SMALL), told_table((THERE, "children", 777)), BANDS
    )
    assert found.loc[THERE, "children"] == 777


def test_all_ages_told_are_the_total_where_none_is_stated():
    """30 + 40 + 330 = 400, in the three cells."""
    told = told_table(
        (HERE, "children.nursery", 30),
        (HERE, "children.kindergarten", 40),
        (HERE, "children.school", 330),
    )
    found = with_told_children(children_under_16(people(), SMALL), told, BANDS).loc[HERE]
    assert found[COUNTS].tolist() == [400, 400, 400]
    assert all(f"C{row}" in found.children_source for row in (5, 6, 7))


def test_some_ages_are_no_total():
    told = told_table((HERE, "children.nursery", 30), (HERE, "children.kindergarten", 40))
    children = children_under_16(people(), SMALL)
    pd.testing.assert_frame_equal(with_told_children(children, told, BANDS), children)


@pytest.mark.parametrize(
    "bands",
    [
        [band("nursery", 0, 2), band("kindergarten", 3, 5)],  # the rest of childhood is left out
        [band("all", 0, 15), band("school", 6, 15)],  # ages 6–15 would count twice
    ],
)
def test_bands_that_do_not_make_up_childhood_are_no_total(bands):
    told = told_table(*((HERE, f"children.{one.id}", 100) for one in bands))
    children = children_under_16(people(), SMALL)
    pd.testing.assert_frame_equal(with_told_children(children, told, bands), children)


def test_told_ages_are_exact():
    found = by_age(told_table((HERE, "children.nursery", 80))).loc[HERE, "nursery"]
    assert found[COUNTS].tolist() == [80, 80, 80]
    assert (found.basis, found.cells, found.exact_age) == ("returned", "a.xlsx › Trẻ em!C5", True)


def test_without_a_total_the_other_ages_stay_estimated():
    """Estimate: 400 children, so 75 in the 3 years of kindergarten."""
    found = by_age(told_table((HERE, "children.nursery", 80))).loc[HERE, "kindergarten"]
    assert found.children == 75
    assert (found.basis, found.exact_age) == ("estimated", False)
    assert pd.isna(found.cells)


def test_a_told_total_is_spread_evenly():
    """160 children over 16 years: 10 a year."""
    found = by_age(told_table((HERE, "children", 160))).loc[HERE]
    assert found.children.to_dict() == {"nursery": 30, "kindergarten": 30, "school": 100}
    assert set(found.basis) == {"returned"}
    assert set(found.cells) == {"a.xlsx › Trẻ em!C5"}
    assert not found.exact_age.any()


def test_what_is_left_of_a_total_is_spread_over_the_ages_not_told():
    """160 − 40 = 120 over 13 years: 3 × 120/13 and 10 × 120/13; both cells are named."""
    found = by_age(told_table((HERE, "children", 160), (HERE, "children.nursery", 40))).loc[HERE]
    assert found.loc["nursery", "children"] == 40
    assert found.loc["kindergarten", "children"] == pytest.approx(3 * 120 / 13)
    assert found.children.sum() == pytest.approx(160)
    assert found.loc["school", "basis"] == "estimated"
    assert found.loc["school", "cells"] == "a.xlsx › Trẻ em!C5; a.xlsx › Trẻ em!C6"


def test_what_is_left_also_belongs_to_ages_that_no_band_holds():
    """Bands of 3–5 and 6–10: 160 − 40 = 120 are 13 years, of which 5 are in the open band."""
    bands = [band("kindergarten", 3, 5), band("primary", 6, 10)]
    told = told_table((HERE, "children", 160), (HERE, "children.kindergarten", 40))
    found = by_age(told, bands).loc[HERE]
    assert found.loc["primary", "children"] == pytest.approx(120 * 5 / 13)


def test_of_bands_that_overlap_nothing_is_subtracted():
    bands = [band("all", 0, 15), band("school", 6, 15)]
    told = told_table((HERE, "children", 160), (HERE, "children.all", 160))
    assert by_age(told, bands).loc[(HERE, "school"), "children"] == 100  # 10 of 16 years


def test_a_zero_is_told_and_not_a_hole():
    found = by_age(told_table((HERE, "children", 30), (HERE, "children.nursery", 0))).loc[HERE]
    assert found.loc["nursery", "children"] == 0
    assert found.loc["nursery", "basis"] == "returned"
    assert found.children.sum() == pytest.approx(30)


def test_other_communes_are_not_touched():
    told = told_table((HERE, "population", 1), (HERE, "children", 9), (HERE, "children.school", 4))
    pd.testing.assert_frame_equal(
        by_age(told).loc[[THERE, NOWHERE]],
        by_age(NOTHING).loc[[THERE, NOWHERE]],
        check_dtype=False,  # a column without any cell holds nothing but missing
    )


cuts = st.sets(st.integers(1, 15))


@given(cuts=cuts, data=st.data())
@settings(max_examples=50)
def test_the_ages_of_a_told_total_add_up_to_it(cuts, data):
    edges = [0, *sorted(cuts), 16]
    bands = [band(f"b{a}", a, b - 1) for a, b in pairwise(edges)]
    counts = {one.id: data.draw(st.integers(0, 500)) for one in bands}
    known = data.draw(st.sets(st.sampled_from([one.id for one in bands])))
    total = sum(counts.values())
    cells = [(HERE, "children", total), *((HERE, f"children.{b}", counts[b]) for b in known)]
    found = by_age(told_table(*cells), bands).loc[HERE]
    assert found.children.sum() == pytest.approx(total)
    assert (found.children >= 0).all()
    assert (found.children_low <= found.children_high).all()
    assert found.loc[sorted(known), "children"].to_dict() == {b: counts[b] for b in sorted(known)}
    if len(known) == len(bands) - 1:  # what is left is exactly the one not told
        (rest,) = set(counts) - known
        assert found.loc[rest, "children"] == pytest.approx(counts[rest])


@given(order=st.permutations(range(5)))
@settings(max_examples=20)
def test_the_order_of_what_is_told_does_not_matter(order):
    told = told_table(
        (HERE, "children.nursery", 30),
        (HERE, "children.kindergarten", 40),
        (HERE, "children.school", 330),
        (THERE, "children", 500),
        (NOWHERE, "population", 100),
    )
    turned = told.iloc[order].reset_index(drop=True)
    pd.testing.assert_frame_equal(by_age(turned), by_age(told))
    children = children_under_16(people(), SMALL)
    pd.testing.assert_frame_equal(
        with_told_children(children, turned, BANDS), with_told_children(children, told, BANDS)
    )


@given(total=st.integers(0, 5_000), more=st.integers(0, 5_000))
@settings(max_examples=30)
def test_more_children_told_are_never_fewer_in_any_age(total, more):
    less = by_age(told_table((HERE, "children", total)))
    greater = by_age(told_table((HERE, "children", total + more)))
    assert (greater.loc[HERE, COUNTS] >= less.loc[HERE, COUNTS]).all(axis=None)
