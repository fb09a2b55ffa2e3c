"""Whose children count: whole communes, or only the specially disadvantaged villages of one.

Meals count the whole area, play only what is specially disadvantaged (zone III).
"""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.need import assess_need, communes_in_scope
from needs.need.scope import children_in_scope
from needs.programmes import Programme

FIRST, SECOND, THIRD = "00001", "00002", "00003"  # zones I, II, III
CHILDREN = ["children_eligible", "children_eligible_low", "children_eligible_high"]
KEY = ["category", "commune_code", "age_band"]


def with_villages(communes: pd.DataFrame, low, share, high) -> pd.DataFrame:
    """Return the communes with villages of «Xã Hai» on the list."""
    result = communes.copy()
    ends = {"village_share_low": low, "village_share": share, "village_share_high": high}
    for column, value in ends.items():
        result[column] = pd.array([pd.NA, value, pd.NA], dtype="Float64")
    result["village_source"] = pd.array([pd.NA, "thôn.csv (dòng 2)", pd.NA], dtype="str")
    return result


@pytest.fixture
def by_age(by_age) -> pd.DataFrame:
    """The same children in «Xã Hai» as in the others: 100 (80–120) and 200 (160–240)."""
    known = by_age[by_age.commune_code == FIRST]
    second = known.assign(commune_code=SECOND)
    return pd.concat([by_age[by_age.commune_code != SECOND], second], ignore_index=True)


@pytest.fixture
def villages(communes) -> pd.DataFrame:
    """30 % (20–45 %) of the children of «Xã Hai», zone II, live in such villages."""
    return with_villages(communes, 0.2, 0.3, 0.45)


def need_of(programme, communes, by_age, assumptions) -> pd.DataFrame:
    return assess_need(programme, communes, by_age, assumptions).set_index(KEY).sort_index()


def test_the_villages_children_by_hand(programme, villages, by_age, assumptions):
    """Play: 30 % of 100 and of 200; at least 20 % of 80 and 160; at most 45 % of 120 and 240."""
    need = need_of(programme, villages, by_age, assumptions)
    assert need.loc[("play", SECOND, "young"), CHILDREN].tolist() == [30, 16, 54]
    assert need.loc[("play", SECOND, "school"), CHILDREN].tolist() == [60, 32, 108]
    assert set(need.loc[("play", SECOND)].scope_share) == {0.3}


def test_a_zone_iii_commune_counts_whole(programme, villages, by_age, assumptions):
    need = need_of(programme, villages, by_age, assumptions)
    assert need.loc[("play", THIRD), "children_eligible"].tolist() == [200, 100]
    assert set(need.loc[("play", THIRD)].scope_share) == {1.0}


def test_a_category_of_the_whole_area_counts_the_commune_whole(
    programme, villages, by_age, assumptions
):
    """Meals: half of all 100 (40 % of 80 to 60 % of 120), wherever in the commune they live."""
    need = need_of(programme, villages, by_age, assumptions)
    assert need.loc[("meals", SECOND, "young"), CHILDREN].tolist() == [50, 32, 72]
    assert need.loc[("meals", SECOND, "young"), "scope_share"] == 1.0


def test_a_commune_without_villages_on_the_list_is_out_of_scope(programme, villages):
    scope = communes_in_scope(programme, programme.category("play"), villages)
    assert scope.commune_code.tolist() == [SECOND, THIRD]


def test_a_plan_that_names_communes_counts_no_villages(programme, villages, by_age, assumptions):
    beneficiaries = programme.beneficiaries.model_copy(update={"villages": "not_counted"})
    plan = programme.model_copy(update={"beneficiaries": beneficiaries})
    scope = communes_in_scope(plan, plan.category("play"), villages)
    assert scope.commune_code.tolist() == [THIRD]
    need = need_of(plan, villages, by_age, assumptions)
    assert SECOND not in need.loc["play"].index.get_level_values("commune_code")
    assert need.loc[("meals", SECOND, "young"), "children_eligible"] == 50


def test_a_share_that_nobody_knows_leaves_the_children_unknown(
    programme, communes, by_age, assumptions
):
    """Villages are on the list, their share of the children is not: in the table, missing."""
    need = need_of(programme, with_villages(communes, *[pd.NA] * 3), by_age, assumptions)
    rows = need.loc[("play", SECOND)]
    assert len(rows) == 2
    assert rows[[*CHILDREN, "cost_vnd", "scope_share", "eligible_basis"]].isna().all(axis=None)
    assert pd.isna(need.loc["play"].children_eligible.sum(skipna=False))
    assert need.loc[("meals", SECOND, "young"), "children_eligible"] == 50


def test_children_that_nobody_counted_stay_missing_in_the_villages(
    programme, villages, by_age, assumptions
):
    unknown = by_age.copy()
    counts = ["children", "children_low", "children_high"]
    unknown.loc[unknown.commune_code == SECOND, counts] = pd.NA
    unknown.loc[unknown.commune_code == SECOND, "basis"] = pd.NA
    need = need_of(programme, villages, unknown, assumptions)
    assert need.loc[("play", SECOND), CHILDREN].isna().all(axis=None)


def test_the_order_of_the_communes_does_not_matter(programme, villages, by_age, assumptions):
    straight = need_of(programme, villages, by_age, assumptions)
    turned = need_of(programme, villages[::-1], by_age[::-1], assumptions)
    pd.testing.assert_frame_equal(turned, straight)


@given(shares=st.lists(st.floats(0, 1), min_size=3, max_size=3).map(sorted))
def test_villages_never_have_more_children_than_their_commune(shares):
    """Whatever the share, the order of the ends is kept, and the commune is the limit."""
    by_age = pd.DataFrame(
        {"commune_code": ["00002"], "age_band": ["young"], "basis": ["estimated"]}
    )
    for end, count in (("", 100.0), ("_low", 80.0), ("_high", 120.0)):
        by_age[f"children{end}"] = pd.array([count], dtype="Float64")
    scope = pd.DataFrame({"commune_code": ["00002"]})
    for end, share in zip(("_low", "", "_high"), shares, strict=True):
        scope[f"scope_share{end}"] = pd.array([share], dtype="Float64")
    row = children_in_scope(by_age, scope).iloc[0]
    assert 0 <= row.children_low <= row.children <= row.children_high
    assert row.children_low <= 80
    assert row.children_high <= 120


def test_scope_asks_the_category_s_own_zones(programme: Programme, communes):
    """Villages are there for the zones that are out, not for those that count anyway."""
    everywhere = communes.assign(
        village_share=1.0, village_share_low=1.0, village_share_high=1.0, village_source="x"
    )
    for category in programme.categories:
        scope = communes_in_scope(programme, category, everywhere)
        assert scope.commune_code.tolist() == [FIRST, SECOND, THIRD]
