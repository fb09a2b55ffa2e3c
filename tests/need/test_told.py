"""Eligible children as communes told them, and what that does to the need."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.need import assess_need

KEY = ["category", "commune_code", "age_band"]
ELIGIBLE = ["children_eligible", "children_eligible_low", "children_eligible_high"]
COST = ["cost_vnd", "cost_low_vnd", "cost_high_vnd"]
#: «play» holds both bands, all children eligible: 100 (80–120) young and 200 (160–240) at school.
PLAY = "play.eligible"
#: What every need of it rests on, besides the children.
PRICED = "; play.standard; play.unit_price_vnd; play.delivery_uplift"


def told_table(*cells: tuple[str, str, int]) -> pd.DataFrame:
    rows = [
        (commune, field, value, f"a.xlsx › Biểu!C{row}")
        for row, (commune, field, value) in enumerate(cells, start=5)
    ]
    return pd.DataFrame(rows, columns=["commune_code", "field", "value", "source"])


@pytest.fixture
def need(programme, communes, by_age, assumptions):
    def assessed(*cells):
        told = told_table(*cells) if cells else None
        return assess_need(programme, communes, by_age, assumptions, told=told).set_index(KEY)

    return assessed


def play(need, *cells):
    return need(*cells).loc[("play", "00003")]


def test_a_told_band_is_exact(need):
    """60 young: no range is left, and the cell is named in place of the share."""
    found = play(need, ("00003", f"{PLAY}.young", 60)).loc["young"]
    assert found[ELIGIBLE].tolist() == [60, 60, 60]
    assert found.eligible_basis == "returned"
    assert found.sources == f"a.xlsx › Biểu!C5{PRICED}"
    assert found.quantity == 0.6  # one set for 100 children
    assert found[COST].tolist() == [6_000_000] * 3


def test_the_band_that_is_not_told_stays_as_it_was(need):
    told, before = play(need, ("00003", f"{PLAY}.young", 60)), play(need)
    pd.testing.assert_series_equal(told.loc["school"], before.loc["school"])


def test_all_bands_told_leave_nothing_estimated(need):
    found = play(need, ("00003", f"{PLAY}.young", 60), ("00003", f"{PLAY}.school", 90))
    assert found.children_eligible.to_dict() == {"young": 60, "school": 90}
    assert set(found.eligible_basis) == {"returned"}


def test_a_told_total_is_divided_by_the_estimates(need):
    """240 as 100 : 200 are 80 and 160; the total is told, its ages are not."""
    found = play(need, ("00003", PLAY, 240))
    assert found.children_eligible.to_dict() == {"young": 80, "school": 160}
    assert (found.children_eligible_low == found.children_eligible_high).all()
    assert set(found.eligible_basis) == {"estimated"}
    assert set(found.sources) == {f"a.xlsx › Biểu!C5{PRICED}"}


def test_whole_children_add_up_to_a_told_total(need):
    """100 as 100 : 200 are 33.3 and 66.7: 33 and 67."""
    found = play(need, ("00003", PLAY, 100))
    assert found.children_eligible.to_dict() == {"young": 33, "school": 67}


def test_what_is_left_of_a_total_goes_to_the_bands_not_told(need):
    found = play(need, ("00003", PLAY, 240), ("00003", f"{PLAY}.young", 60))
    assert found.children_eligible.to_dict() == {"young": 60, "school": 180}
    assert found.eligible_basis.to_dict() == {"young": "returned", "school": "estimated"}
    assert found.loc["school", "sources"] == f"a.xlsx › Biểu!C5; a.xlsx › Biểu!C6{PRICED}"


def test_a_category_of_one_band_is_told_by_its_total(need):
    found = need(("00001", "meals.eligible", 45)).loc[("meals", "00001", "young")]
    assert found[ELIGIBLE].tolist() == [45, 45, 45]
    assert found.eligible_basis == "returned"
    assert found.cost_vnd == 45 * 9 * 110_000


def test_a_commune_of_unknown_children_is_known_once_it_tells(need):
    """Nothing was known of Xã Hai: its total is divided in equal parts, and then has a need."""
    before = need().loc[("meals", "00002", "young")]
    assert pd.isna(before.children_eligible)
    found = need(("00002", "meals.eligible", 12)).loc[("meals", "00002", "young")]
    assert found[ELIGIBLE].tolist() == [12, 12, 12]
    assert found.eligible_basis == "returned"


def test_without_estimates_a_total_is_divided_in_equal_parts(
    programme, communes, by_age, assumptions
):
    unknown = by_age[by_age.commune_code == "00002"].assign(commune_code="00003")
    told = told_table(("00003", PLAY, 51))
    found = assess_need(programme, communes, unknown, assumptions, told=told).set_index(KEY)
    assert found.loc[("play", "00003")].children_eligible.to_dict() == {"young": 26, "school": 25}


def test_a_zero_is_told(need):
    """No child is eligible, says the commune: no need, and not an unknown one."""
    found = play(need, ("00003", PLAY, 0))
    assert found[ELIGIBLE].eq(0).all(axis=None)
    assert found[COST].eq(0).all(axis=None)


def test_children_told_in_a_cell_are_named_in_the_need(programme, communes, by_age, assumptions):
    """100 young told: 50 % of them, by the plan's share (40 % to 60 %); returned × official."""
    told = by_age.copy()
    here = (told.commune_code == "00001") & (told.age_band == "young")
    told.loc[here, ["children_low", "children_high"]] = 100.0
    told.loc[here, "basis"] = "returned"
    told.loc[here, "cells"] = "a.xlsx › Trẻ em!C5"
    told.loc[here, "exact_age"] = True
    need = assess_need(programme, communes, told, assumptions).set_index(KEY)
    found = need.loc[("meals", "00001", "young")]
    assert found[ELIGIBLE].tolist() == [50, 40, 60]
    assert found.eligible_basis == "returned"
    assert found.sources.startswith("a.xlsx › Trẻ em!C5; meals.eligible_share")
    assert need.loc[("meals", "00003", "young")].sources.startswith("children_share; ")


def test_only_figures_that_rest_on_estimated_residents_say_so(
    programme, communes, by_age, assumptions
):
    here = communes.assign(population_figures="predecessor_share_spread")
    told = told_table(("00003", f"{PLAY}.young", 60))
    need = assess_need(programme, here, by_age, assumptions, told=told).set_index(KEY)
    found = need.loc[("play", "00003")].sources
    assert "predecessor_share_spread" not in found["young"]
    assert "predecessor_share_spread" in found["school"]


def test_the_rest_of_the_need_is_unchanged(need):
    before = need()
    after = need(("00003", PLAY, 240), ("00003", f"{PLAY}.young", 60))
    others = [key for key in before.index if key[:2] != ("play", "00003")]
    pd.testing.assert_frame_equal(after.loc[others], before.loc[others])
    assert after.index.equals(before.index)


@pytest.mark.parametrize(
    ("commune", "field"),
    [
        ("99999", PLAY),  # not a commune of the list
        ("00001", PLAY),  # zone I: play is for zone III
        ("00003", "meals.covered"),
        ("00003", "play.group.poor"),
    ],
)
def test_what_is_told_of_something_else_changes_nothing(need, commune, field):
    pd.testing.assert_frame_equal(need((commune, field, 7)), need())


counts = st.integers(0, 3_000)
either = st.lists(st.sampled_from(["young", "school"]), unique=True, max_size=1)


@pytest.fixture(scope="module")
def fixed(programme, assumptions):
    """The communes and children of the fixtures, for examples that may be drawn many times."""
    communes = pd.DataFrame(
        {
            "commune_code": ["00003"],
            "commune": ["Xã Ba"],
            "district_code": ["002"],
            "district": ["Huyện B"],
            "zone": ["III"],
            "population_figures": [None],
            "distance_km": [pd.NA],
            "village_share": [pd.NA],
            "village_share_low": [pd.NA],
            "village_share_high": [pd.NA],
            "village_source": [pd.NA],
        }
    )

    def assessed(weights, *cells):
        by_age = pd.DataFrame(
            [
                ("00003", band, n, n, n)
                for band, n in zip(("young", "school"), weights, strict=True)
            ],
            columns=["commune_code", "age_band", "children", "children_low", "children_high"],
        )
        columns = ["children", "children_low", "children_high"]
        by_age[columns] = by_age[columns].astype("Float64")
        by_age["basis"] = [pd.NA if n is None else "estimated" for n in weights]
        by_age["cells"] = pd.Series(pd.NA, index=by_age.index, dtype="str")
        by_age["exact_age"] = False
        told = told_table(*cells)
        need = assess_need(programme, communes, by_age, assumptions, told=told).set_index(KEY)
        return need.loc[("play", "00003")]

    return assessed


@given(
    total=counts,
    weights=st.tuples(st.none() | counts, st.none() | counts),
    known=either,
    part=st.floats(0, 1),
)
@settings(max_examples=50)
def test_a_told_total_is_the_sum_of_its_bands_to_the_child(fixed, total, weights, known, part):
    cells = [("00003", PLAY, total)]
    cells += [("00003", f"{PLAY}.{band}", int(total * part)) for band in known]
    found = fixed(weights, *cells)
    for column in ELIGIBLE:
        assert found[column].sum() == total
    assert (found.children_eligible >= 0).all()
    for band in known:
        assert found.loc[band, "children_eligible"] == int(total * part)


@given(total=counts, more=counts, weights=st.tuples(counts, counts), known=either, told=counts)
@settings(max_examples=25)
def test_a_larger_told_figure_never_lowers_the_need(fixed, total, more, weights, known, told):
    bands = [("00003", f"{PLAY}.{band}", told) for band in known]
    less = fixed(weights, ("00003", PLAY, total), *bands)
    greater = fixed(weights, ("00003", PLAY, total + more), *bands)
    band_less = fixed(weights, *bands)
    band_more = fixed(weights, *((code, field, n + more) for code, field, n in bands))
    for one, other in ((less, greater), (band_less, band_more)):
        for column in [*ELIGIBLE, *COST]:
            assert other[column].sum() >= one[column].sum()
