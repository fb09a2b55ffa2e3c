"""What the State serves, in the chain on real data: told, expected, at the border, in money.

The told figures are illustrative («số liệu minh họa»).
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from .chain_cases import CAO_BANG, CELL, NINH_THUAN, Case, chain_of, uncertain_of

BAO_LAC, COC_PANG, CO_BA, KHANH_XUAN, HUY_GIAP = "01321", "01324", "01327", "01336", "01354"
MEALS = "nutrition"
MONEY = ["target_vnd", "state_vnd", "pledged_vnd", "gap_vnd"]
A_CHILD = 9 * 160_000  # nine meal-months

_ELIGIBLE = {"eligible.kindergarten": 300, "eligible.primary": 500}
TOLD = {
    CO_BA: {**_ELIGIBLE, "covered.state": 200, "covered.society": 60},
    BAO_LAC: {**_ELIGIBLE, "covered.state": 200, "covered.society": 60, "covered": 240},
    COC_PANG: {**_ELIGIBLE, "covered.state": 0},
    KHANH_XUAN: {"covered.state": 250},
}
FIGURES = tuple(
    (code, f"{MEALS}.{field}", value)
    for code, answers in TOLD.items()
    for field, value in answers.items()
)


@pytest.fixture(scope="module")
def before(data: Path) -> Case:
    return chain_of(CAO_BANG, data)


@pytest.fixture(scope="module")
def after(data: Path) -> Case:
    return chain_of(CAO_BANG, data, FIGURES)


@pytest.fixture(scope="module", params=[CAO_BANG, NINH_THUAN])
def real(request: pytest.FixtureRequest, data: Path) -> Case:
    return chain_of(request.param, data)


# -- told by communes ----------------------------------------------------------------------------


def test_a_told_count_stands_in_place_of_what_the_schemes_let_expect(before, after):
    """«Cô Ba» told 200: exact, of 800 told children; the schemes let expect another number."""
    assert before.cell(CO_BA, MEALS).state_children != 200
    row = after.cell(CO_BA, MEALS)
    assert row[["state_low", "state_children", "state_high"]].tolist() == [200, 200, 200]
    assert row.state_basis == "returned"


def test_the_state_is_not_counted_among_the_donors(after):
    """200 by the State, 60 by society: 60 are donors', U = 200 + 60 − 200 × 60 / 800 = 245.

    T = 90 % of 800 = 720: 475 are left, at least 720 − 260 = 460, at most 720 − 200 = 520.
    """
    row = after.cell(CO_BA, MEALS)
    assert row[["support_sources", "support_children", "donors_point"]].tolist() == [1, 60, 60]
    assert row[["covered_low", "covered_point", "covered_high"]].tolist() == [200, 245, 260]
    assert row[["gap_low", "gap_point", "gap_high"]].tolist() == [460, 475, 520]
    assert row[MONEY].tolist() == [n * A_CHILD for n in (720, 200, 45, 475)]


def test_the_support_table_still_shows_what_the_state_gives(after):
    """It is on record for every reader; only the gap counts it apart."""
    rows = after.chain.support.query("commune_code == @CO_BA and category == @MEALS")
    told = rows[rows.basis == "returned"].set_index("donor_id").children
    assert told.to_dict() == {"return-state": 200, "return-society": 60}


def test_children_counted_once_are_the_state_s_and_the_donors_together(after):
    """«Bảo Lạc» told 240 in all, each once: U = 240 at every end, 720 − 240 = 480 are left."""
    row = after.cell(BAO_LAC, MEALS)
    assert row.overlap_known == "told_once"
    assert row[["covered_low", "covered_point", "covered_high"]].tolist() == [240, 240, 240]
    assert row[["gap_low", "gap_point", "gap_high"]].tolist() == [480, 480, 480]
    assert row.state_children <= 240
    assert row.state_vnd + row.pledged_vnd == 240 * A_CHILD


def test_the_state_s_part_of_children_counted_once_is_what_was_told(after):
    """Of 240, 200 are the State's: 40 are the donors'."""
    row = after.cell(BAO_LAC, MEALS)
    assert row.state_children == 200
    assert row[["state_vnd", "pledged_vnd"]].tolist() == [200 * A_CHILD, 40 * A_CHILD]


def test_a_commune_that_told_the_state_serves_nobody_is_believed(after):
    """«Cốc Pàng» told 0: not what the schemes let expect."""
    row = after.cell(COC_PANG, MEALS)
    assert row.state_children == 0
    assert row.state_basis == "returned"


def test_a_told_count_without_told_children_is_taken_as_it_is(before, after):
    """«Khánh Xuân» told only the State's 250; its children stay an estimate."""
    row, then = after.cell(KHANH_XUAN, MEALS), before.cell(KHANH_XUAN, MEALS)
    assert row[["state_low", "state_children", "state_high"]].tolist() == [250, 250, 250]
    assert row.children_eligible == then.children_eligible
    assert row.gap_low == row.children_target_low - 250
    assert row.gap_high == row.children_target_high - 250


def test_more_than_there_can_be_is_cut_to_the_most_there_can_be(data):
    case = chain_of(CAO_BANG, data, ((HUY_GIAP, f"{MEALS}.covered.state", 90_000),))
    row = case.cell(HUY_GIAP, MEALS)
    assert row.state_children == row.children_eligible_high
    assert row[["gap_low", "gap_point", "gap_high"]].tolist() == [0, 0, 0]
    assert row.state_vnd == row.target_vnd


def test_nobody_else_moves(before, after):
    told = pd.Series([*zip(after.chain.gap.commune_code, after.chain.gap.category, strict=True)])
    others = ~told.isin([(code, MEALS) for code in TOLD])
    assert (~others).sum() == len(TOLD)
    pd.testing.assert_frame_equal(after.chain.gap[others], before.chain.gap[others])


# -- what the schemes let expect -----------------------------------------------------------------


def test_the_state_never_serves_more_than_are_eligible(real):
    gap = real.chain.gap
    assert (gap.state_children > 0).any()
    assert (gap.state_low <= gap.state_children).all()
    assert (gap.state_children <= gap.state_high).all()
    for end in ("_low", "", "_high"):
        state = gap.state_children if not end else gap[f"state{end}"]
        assert (state <= gap[f"children_eligible{end}"]).all()


def test_only_categories_that_name_a_scheme_have_the_state_s_children(real):
    gap = real.chain.gap
    named = {one.id for one in real.programme.categories if one.state_schemes}
    assert set(gap.category[gap.state_children > 0]) == named
    assert set(gap.category[gap.state_basis.notna()]) == named
    assert (gap.state_vnd[~gap.category.isin(named)] == 0).all()


def test_the_state_s_children_are_those_of_the_table_of_entitlements(real):
    """Schemes that exclude each other leave the others' children: together no fewer than U_S.

    In a commune a scheme's children are at most those who are eligible, and every cell in which
    the State serves anybody has a scheme that does.
    """
    entitled = real.chain.state.entitlements
    served = entitled.groupby(CELL).children_entitled.sum()
    gap = real.chain.gap.set_index(CELL)
    state = gap.state_children[gap.state_children > 0]
    assert set(state.index) <= set(served[served > 0].index)
    most = entitled.groupby([*CELL, "scheme"]).children_entitled.sum().groupby(CELL).max()
    # Rounded band by band there, for the commune here.
    assert (most.reindex(state.index) <= state + 2).all()
    assert (state <= served.reindex(state.index) + 2).all()


def test_the_lunch_at_the_border_is_of_the_border_communes(before):
    """21 communes of Cao Bằng lie at the border; those in zone III are in the plan's need."""
    border = before.chain.attributes.query("attribute == 'border' and value == 1").commune_code
    assert len(border) == 21
    entitled = before.chain.state.entitlements
    lunch = set(entitled.commune_code[entitled.scheme == "lunch-border"])
    in_need = set(before.chain.need.commune_code[before.chain.need.category == MEALS])
    assert lunch == set(border) & in_need
    assert len(lunch) >= 20
    assert set(entitled.age_band[entitled.scheme == "lunch-border"]) == {"primary"}


def test_at_the_border_more_children_are_served(before):
    """Kindergarten lunches and boarding are the same everywhere; the border adds to them."""
    gap = before.chain.gap[before.chain.gap.category == MEALS].set_index("commune_code")
    border = before.chain.attributes.query("attribute == 'border' and value == 1").commune_code
    share = gap.state_children / gap.children_eligible
    at_border = share.index.isin(border)
    assert share[at_border].min() > share[~at_border].max()


def test_no_lunch_at_the_border_before_its_decree(data):
    """Ninh Thuận is assessed on 30/6/2025, the decree holds from 25/12/2025."""
    state = chain_of(NINH_THUAN, data).chain.state
    assert "lunch-border" not in set(state.entitlements.scheme)
    row = state.schemes.set_index(["scheme", "category"]).loc[("lunch-border", MEALS)]
    assert row.status == "not_in_force"


# -- money ---------------------------------------------------------------------------------------


def test_every_cell_s_money_adds_up_to_the_dong(real, after):
    for case in (real, after):
        gap = case.chain.gap
        assert (gap.state_vnd + gap.pledged_vnd + gap.gap_vnd == gap.target_vnd).all()
        assert (gap[MONEY] >= 0).all(axis=None)
        assert (gap.gap_low <= gap.gap_point + 1).all()
        assert (gap.gap_point <= gap.gap_high + 1).all()


def test_communes_add_up_to_districts_and_to_the_province(real):
    """The sums that the intervals show at every level are those of the gap, to the đồng."""
    gap = real.chain.gap
    assert gap.district_code.notna().all()
    intervals = uncertain_of(real).intervals
    of_all = intervals[(intervals.measure == "gap_cost_vnd") & (intervals.category == "all")]
    sums = of_all.groupby("level").middle.sum()
    assert sums.to_dict() == dict.fromkeys(("commune", "district", "province"), gap.gap_vnd.sum())
    districts = of_all[of_all.level == "district"].set_index("area_code").middle
    assert districts.to_dict() == gap.groupby("district_code").gap_vnd.sum().to_dict()
    by_district = gap.groupby("district_code")[MONEY].sum()
    assert by_district.sum().tolist() == gap[MONEY].sum().tolist()
    parts = by_district[["state_vnd", "pledged_vnd", "gap_vnd"]].sum(axis=1)
    assert (parts == by_district.target_vnd).all()


def test_the_target_costs_its_share_of_the_need(real):
    """The same delivered price in both tables: they differ by a rounded child, no more."""
    gap = real.chain.gap.set_index(CELL)
    need = real.chain.need.groupby(CELL).cost_vnd.sum().reindex(gap.index)
    target = {one.id: one.target.share.value for one in real.programme.categories}
    expected = need * [target[category] for _, category in gap.index]
    child = need / gap.children_eligible
    assert ((gap.target_vnd - expected).abs() <= child).all()
