"""A programme for children in special circumstances: every commune, told groups, totals."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from needs.assessment import Assessment, assess, trace_gap
from needs.assessment.circumstances import circumstances_checks, special_circle
from needs.assessment.listed import list_communes
from needs.assessment.status import programme_status
from needs.assessment.what_if import what_if
from needs.errors import InputFaults
from needs.need import Circle, assess_need, people_in_need
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


@pytest.fixture(scope="module")
def circle(by_groups: Assessment, groups_root: Path) -> Circle:
    """Children in special circumstances of all Thanh Hóa, of which Mường Lát is a part."""
    found = list_communes(by_groups.programme, groups_root).circle(by_groups.programme)
    assert found is not None
    return found


def test_every_commune_counts_and_no_zone_is_needed(by_groups):
    assert by_groups.standing == "by_groups"
    assert len(by_groups.communes) == 8  # Mường Lát
    assert by_groups.communes.zone.isna().all()
    assert set(by_groups.need.commune_code) == set(by_groups.communes.commune_code)
    assert (by_groups.need.scope_share == 1).all()
    assert by_groups.gap.in_target.all()


def test_need_is_the_share_of_all_children_brought_to_the_total(by_groups, circle):
    # 4 % of all children of Thanh Hóa are 44,169: 40,000 ÷ 44,169 = 0.9056.
    assert circle.estimate == pytest.approx(44_168.5)
    assert circle.factor.value == pytest.approx(40_000 / 44_168.5, abs=1e-5)
    children = by_groups.communes.set_index("commune_code").children
    need = by_groups.need.set_index(["category", "commune_code"]).children_eligible
    for code, count in children.items():
        # In whole children, so that Mường Lát adds up.
        assert abs(need["warm_sets", code] - count * 0.04 * 0.9056) < 1
    assert need["warm_sets"].sum() == round(children.sum() * 0.04 * circle.factor.value)
    assert by_groups.need.basis.isin(["assumption", "estimated"]).all()


def test_gap_and_proposal_are_there_without_any_zone(by_groups):
    assert by_groups.gap.gap_low.notna().all()
    assert len(by_groups.allocation)
    assert by_groups.allocation.zone.isna().all()
    assert len(by_groups.priority)
    assert by_groups.next_gifts.zone.isna().all()


def test_children_of_several_categories_are_the_same_children(by_groups, circle):
    """Both categories serve the 4 % in special circumstances: nobody else may need anything."""
    people = by_groups.people_in_need.set_index("commune_code")
    special = circle.whole().special
    for code, row in people.iterrows():
        # Every one of them is eligible for both: as many as there are, not twice as many.
        assert abs(row.in_need - special[code]) <= 1
        assert abs(row.sum_of_categories - 2 * row.in_need) <= 1
        assert row.in_need_low <= row.in_need <= row.in_need_high


def test_a_circle_is_no_limit_to_what_a_return_tells(by_groups, circle):
    need = by_groups.need.copy()
    told = need.commune_code == "14845"
    for end in ("", "_low", "_high"):
        need.loc[told, f"children_eligible{end}"] = 500
    by_age = children_by_age(
        by_groups.communes.set_index("commune_code"), by_groups.programme.age_bands
    )
    people = people_in_need(need, by_age, by_groups.communes, circle=circle)
    assert people.set_index("commune_code").in_need_low["14845"] == 500


def test_the_official_total_is_shown_with_the_estimate_and_the_factor(by_groups):
    checks = by_groups.checks.set_index("check")
    row = checks.loc["special_circumstances"]
    assert (row.expected, row.found, row.status) == ("40000", "40000", "ok")
    assert row.source == "giả để thử; ước tính 44.169 × hệ số 0,9056"
    # Children at risk are others: nothing is computed of them.
    risk = checks.loc["at_risk"]
    assert (risk.expected, risk.status) == ("3000", "unchecked")
    assert "chưa có số liệu" in risk.found


def without_children(by_groups: Assessment, root: Path) -> Circle:
    listed = list_communes(by_groups.programme, root)
    communes = listed.communes.copy()
    communes.loc[0, ["children", "children_low", "children_high"]] = pd.NA
    hole = special_circle(by_groups.programme, communes, listed.province, read_assumptions(root))
    assert hole is not None
    return hole


def test_with_a_hole_the_check_says_what_could_not_be_done(by_groups, groups_root):
    hole = without_children(by_groups, groups_root)
    row = circumstances_checks(by_groups.programme, hole).set_index("check")
    assert "chưa có số liệu" in row.found["special_circumstances"]
    assert row.status["special_circumstances"] == "unchecked"
    assert "1 xã chưa có số trẻ em" in row.source["special_circumstances"]


def test_figures_name_the_total_the_share_and_the_factor(by_groups):
    figures = by_groups.assumptions.set_index("figure")
    total = figures.loc["special_circumstances"]
    assert (total.value, total.low, total.high, total.kind) == (40000, 38000, 42000, "official")
    factor = figures.loc["special_circumstances.factor"]
    assert factor.value == pytest.approx(0.9056, abs=5e-5)
    assert factor.source.startswith("40.000 ÷ 44.169")
    assert figures.value["share_of_children"] == 0.04


def test_a_figure_traces_to_the_total_and_the_share(by_groups, groups_root):
    lines = trace_gap(by_groups, "14845", "warm_sets", groups_root, lang="vi").lines()
    at = next(n for n, line in enumerate(lines) if "[special_circumstances.factor;" in line)
    assert "[special_circumstances; official]" in lines[at + 1]
    assert "[share_of_children; official]" in lines[at + 2]


def test_the_official_total_can_be_tried_with_another_value(groups_root):
    trial = what_if(PROGRAMME, {"special_circumstances": 20_000}, groups_root)
    # Its ends move along, and stay whole children.
    (row,) = trial.changes.itertuples()
    assert (row.low_after, row.value_after, row.high_after) == (19_000, 20_000, 21_000)
    assert row.used
    before, after = (one.need.children_eligible.sum() for one in (trial.before, trial.after))
    assert after == pytest.approx(before / 2, abs=2)
    with pytest.raises(InputFaults, match="số nguyên"):
        what_if(PROGRAMME, {"special_circumstances": 20_000.5}, groups_root)


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
    assert "40.000" in lines
    assert "3.000" in lines
    assert "chưa có danh sách xã" not in lines.lower()


def test_the_share_in_special_circumstances_can_be_tried_with_another_value(groups_root):
    from needs.assessment.changes import changed

    programme = load_programme(PROGRAMME, groups_root)
    other, _ = changed(programme, read_assumptions(groups_root), {"share_of_children": 0.06})
    assert other.beneficiaries.totals.share_of_children.value == 0.06
    assert programme.beneficiaries.totals.share_of_children.value == 0.04
