"""A programme for children in special circumstances: every commune, told groups, totals."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from needs.assessment import Assessment, assess
from needs.assessment.circumstances import circumstances_checks
from needs.assessment.status import programme_status
from needs.need import assess_need, people_in_need
from needs.people import children_by_age, read_assumptions
from needs.programmes import load_programme

from .standing_programmes import ANYWHERE, BY_GROUPS, write_programme
from .third_programme import PROGRAMME


@pytest.fixture(scope="module")
def groups_root(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(shutil.copytree(data, tmp_path_factory.mktemp("groups") / "data"))
    return write_programme(root, BY_GROUPS, donors=ANYWHERE)


@pytest.fixture(scope="module")
def by_groups(groups_root: Path) -> Assessment:
    """The programme by groups; not to be changed."""
    return assess(PROGRAMME, groups_root)


def test_every_commune_counts_and_no_zone_is_needed(by_groups):
    assert by_groups.standing == "by_groups"
    assert len(by_groups.communes) == 8  # Mường Lát
    assert by_groups.communes.zone.isna().all()
    assert set(by_groups.need.commune_code) == set(by_groups.communes.commune_code)
    assert (by_groups.need.scope_share == 1).all()
    assert by_groups.gap.in_target.all()


def test_need_is_the_share_of_all_children_where_nothing_is_told(by_groups):
    children = by_groups.communes.set_index("commune_code").children
    need = by_groups.need.set_index(["category", "commune_code"]).children_eligible
    for code, count in children.items():
        # 4 % of the commune's children, in whole children.
        assert need["warm_sets", code] == round(count * 0.04)
    assert by_groups.need.basis.isin(["assumption", "estimated"]).all()


def test_gap_and_proposal_are_there_without_any_zone(by_groups):
    assert by_groups.gap.gap_low.notna().all()
    assert len(by_groups.allocation)
    assert by_groups.allocation.zone.isna().all()
    assert len(by_groups.priority)
    assert by_groups.next_gifts.zone.isna().all()


def test_children_of_several_categories_are_the_same_children(by_groups):
    """Both categories serve the 4 % in special circumstances: nobody else may need anything."""
    people = by_groups.people_in_need.set_index("commune_code")
    children = by_groups.communes.set_index("commune_code").children
    for code, row in people.iterrows():
        # Every one of them is eligible for both: 4 % of all children, not 8 %.
        assert row.in_need == round(children[code] * 0.04)
        assert row.sum_of_categories == 2 * row.in_need
        assert row.in_need_low <= row.in_need <= row.in_need_high


def test_a_circle_is_no_limit_to_what_a_return_tells(by_groups):
    need = by_groups.need.copy()
    told = need.commune_code == "14845"
    for end in ("", "_low", "_high"):
        need.loc[told, f"children_eligible{end}"] = 500
    by_age = children_by_age(
        by_groups.communes.set_index("commune_code"), by_groups.programme.age_bands
    )
    share = by_groups.programme.beneficiaries.totals.share_of_children
    people = people_in_need(need, by_age, by_groups.communes, circle=share)
    assert people.set_index("commune_code").in_need_low["14845"] == 500


def test_the_official_total_is_shown_beside_the_estimate_with_the_difference(by_groups):
    checks = by_groups.checks.set_index("check")
    children = int(by_groups.communes.children.sum())
    row = checks.loc["special_circumstances"]
    assert row.expected == "1000"
    assert row.found.startswith(str(round(children * 0.04)))
    assert row.found.endswith(f"{round(children * 0.04) - 1000:+d}")
    assert row.status == "unchecked"
    risk = checks.loc["at_risk"]
    assert risk.expected == "3000"
    assert "chưa có số liệu" in risk.found


def test_an_official_total_inside_the_estimate_agrees(by_groups):
    communes = by_groups.communes.assign(
        children=3125, children_low=2000, children_high=4000
    ).astype({"children": "Int64", "children_low": "Int64", "children_high": "Int64"})
    # 8 × 3125 × 4 % = 1000, as the official total; from 640 to 1280.
    row = circumstances_checks(by_groups.programme, communes).set_index("check")
    assert row.status["special_circumstances"] == "ok"
    assert row.found["special_circumstances"] == "1000 (640–1280)"


def test_an_estimate_with_a_hole_is_no_estimate(by_groups):
    communes = by_groups.communes.copy()
    communes.loc[0, ["children", "children_low", "children_high"]] = pd.NA
    row = circumstances_checks(by_groups.programme, communes).set_index("check")
    assert "chưa có số liệu" in row.found["special_circumstances"]


def told_need(by_groups: Assessment, root: Path, **groups: int) -> pd.DataFrame:
    programme = load_programme(PROGRAMME, root)
    by_age = children_by_age(by_groups.communes.set_index("commune_code"), programme.age_bands)
    told = pd.DataFrame(
        {
            "commune_code": "14845",
            "field": [f"warm_sets.group.{name}" for name in groups],
            "value": list(groups.values()),
            "source": "a.xlsx",
        }
    )
    need = assess_need(programme, by_groups.communes, by_age, read_assumptions(root), told=told)
    return need[need.category == "warm_sets"].set_index("commune_code")


def test_groups_that_a_commune_told_stand_in_place_of_the_share(by_groups, groups_root):
    need = told_need(by_groups, groups_root, orphan=30, disabled=20)
    row = need.loc["14845"]
    # At least the larger group, at most both; the other communes are estimated as before.
    assert (row.children_eligible_low, row.children_eligible_high) == (30, 50)
    assert 30 <= row.children_eligible <= 50
    assert row.sources.startswith("a.xlsx")
    assert need.drop("14845").sources.str.contains("warm_sets.eligible_share").all()


def test_the_draws_of_told_groups_stay_within_what_was_told(by_groups, groups_root):
    from needs.assessment.uncertain import _between

    need = told_need(by_groups, groups_root, orphan=30, disabled=20).reset_index()
    codes = pd.Index(sorted(need.commune_code))
    between = _between(need[need.told_range], codes, ["all"])
    assert between is not None
    place = list(codes).index("14845")
    assert between[place, 0].tolist() == [30.0, need.children_eligible[place], 50.0]
    assert np.isnan(np.delete(between, place, axis=0)).all()


def test_status_names_groups_and_totals_and_no_list(groups_root):
    sections = dict(programme_status(PROGRAMME, groups_root, today=dt.date(2026, 6, 1), lang="vi"))
    lines = " ".join(sections["Danh sách xã"])
    assert "trẻ mồ côi; trẻ khuyết tật" in lines
    assert "1.000" in lines
    assert "3.000" in lines
    assert "chưa có danh sách xã" not in lines.lower()


def test_the_share_in_special_circumstances_can_be_tried_with_another_value(groups_root):
    from needs.assessment.changes import changed

    programme = load_programme(PROGRAMME, groups_root)
    other, _ = changed(programme, read_assumptions(groups_root), {"share_of_children": 0.06})
    assert other.beneficiaries.totals.share_of_children.value == 0.06
    assert programme.beneficiaries.totals.share_of_children.value == 0.04
