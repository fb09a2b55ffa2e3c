"""The 90 % intervals beside the chain's own figures: the same chain, drawn.

Told figures are illustrative («số liệu minh họa»).
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from itertools import product
from pathlib import Path

import pandas as pd
import pytest

from needs.assessment.figures_used import figures_used
from needs.assessment.intervals import Uncertain
from needs.assessment.uncertain import chain_inputs
from needs.people import census_groups, read_district_census
from needs.people.former_communes import NOT_SCALED, SPLIT_EVENLY

from .chain_cases import (
    CAO_BANG,
    CELL,
    NINH_THUAN,
    Case,
    Figures,
    by_commune,
    chain_of,
    people_of,
    uncertain_of,
    with_nothing_varying,
)

KEY = ["level", "area_code", "category", "measure"]
#: Measure of the intervals → column of the gap.
OF_GAP = {
    "children_eligible": "children_eligible",
    "children_target": "children_target",
    "state_children": "state_children",
    "covered_children": "covered_point",
    "gap_children": "gap_point",
}
BAO_LAC, COC_PANG, CO_BA = "01321", "01324", "01327"
BANDS = {"nursery": 150, "kindergarten": 160, "primary": 280, "lower_secondary": 260}
TOLD: Figures = (
    # By age, with the total: all exact.
    *((CO_BA, f"children.children.{band}", number) for band, number in BANDS.items()),
    (CO_BA, "children.children", sum(BANDS.values())),
    # Two bands of four and the total: the other two share what is left.
    (COC_PANG, "children.children", 900),
    (COC_PANG, "children.children.nursery", 170),
    (COC_PANG, "children.children.primary", 300),
    # Eligible as told, the State and society apart.
    (BAO_LAC, "nutrition.eligible.kindergarten", 300),
    (BAO_LAC, "nutrition.eligible.primary", 500),
    (BAO_LAC, "nutrition.covered.state", 200),
    (BAO_LAC, "nutrition.covered.society", 60),
    (BAO_LAC, "warm_clothing.eligible", 1000),
)


@pytest.fixture(scope="module", params=[CAO_BANG, NINH_THUAN])
def real(request: pytest.FixtureRequest, data: Path) -> Case:
    return chain_of(request.param, data)


@pytest.fixture(scope="module")
def told(data: Path) -> Case:
    return chain_of(CAO_BANG, data, TOLD)


@pytest.fixture(scope="module")
def uncertain(real: Case) -> Uncertain:
    return uncertain_of(real)


# -- with every figure at its value, the draws are the chain -------------------------------------


@pytest.mark.parametrize("measure", OF_GAP)
def test_with_nothing_varying_the_draws_are_the_gap(real, told, measure):
    """Apart from rounding: children of bands, the State's, and the covered are whole numbers."""
    for case in (real, told):
        drawn = by_commune(with_nothing_varying(case))[measure]
        gap = case.chain.gap.set_index(CELL)[OF_GAP[measure]].astype("Float64")
        difference = (drawn.reindex(gap.index) - gap).abs()
        assert difference.notna().all()
        # Half a child for each rounding on the way: E, T, S, U.
        assert difference.max() <= 2.0, difference.idxmax()
        assert difference.mean() < 0.5


def test_with_nothing_varying_the_money_is_the_chain_s(real, told):
    """Within two children's cost and the rounding of the price to whole đồng."""
    for case in (real, told):
        drawn = by_commune(with_nothing_varying(case))
        gap = case.chain.gap.set_index(CELL)
        need = case.chain.need.groupby(CELL).cost_vnd.sum().reindex(gap.index)
        child = need / gap.children_eligible
        assert ((drawn.gap_cost_vnd.reindex(gap.index) - gap.gap_vnd).abs() <= 2 * child).all()
        assert ((drawn.need_cost_vnd.reindex(gap.index) - need).abs() <= child).all()


def test_with_nothing_varying_people_in_need_are_counted_the_same_way(real, told):
    for case in (real, told):
        drawn = with_nothing_varying(case).set_index(KEY).value
        for row in people_of(case).itertuples():
            value = drawn["commune", row.commune_code, "all", "people_in_need"]
            assert abs(value - row.in_need) <= 2


def test_a_district_adds_up_its_communes(real):
    drawn = with_nothing_varying(real)
    district = real.listed.communes.set_index("commune_code").district_code
    communes = drawn[drawn.level == "commune"]
    keys = [communes.area_code.map(district), communes.category, communes.measure]
    summed = communes.groupby(keys).value.sum()
    shown = drawn[drawn.level == "district"].set_index(["area_code", "category", "measure"]).value
    pd.testing.assert_series_equal(summed, shown.sort_index(), check_names=False)


# -- the table -----------------------------------------------------------------------------------


def test_every_area_has_every_measure_that_the_chain_has(real, uncertain):
    """Nothing that the gap knows is left out of the intervals, and nothing else is in them."""
    gap, measures = real.chain.gap, [*OF_GAP, "gap_cost_vnd", "need_cost_vnd"]
    areas = [
        *(("commune", code, category) for code, category in gap[CELL].itertuples(index=False)),
        *{
            ("district", code, category)
            for code, category in gap[["district_code", "category"]].itertuples(index=False)
        },
        *(("province", real.programme.province_code, one) for one in gap.category.unique()),
    ]
    expected = {(*area, measure) for area, measure in product(areas, measures)}
    of_all = ("gap_cost_vnd", "need_cost_vnd", "people_in_need")
    places = {(level, code) for level, code, _ in areas}
    expected |= {(*place, "all", measure) for place, measure in product(places, of_all)}
    communes = real.listed.communes
    everywhere = {("commune", code) for code in communes.commune_code}
    everywhere |= {("district", code) for code in communes.district_code}
    everywhere.add(("province", real.programme.province_code))
    expected |= {(*place, "all", one) for place in everywhere for one in ("population", "children")}
    rows = uncertain.intervals
    assert not rows.duplicated(KEY).any()
    assert set(rows[KEY].itertuples(index=False, name=None)) == expected


def test_the_middle_is_the_sum_of_the_tables(real, uncertain):
    middle = uncertain.intervals.set_index(KEY).middle
    gap, need = real.chain.gap, real.chain.need
    for level, column in (("commune", "commune_code"), ("district", "district_code")):
        for measure, of_gap in {**OF_GAP, "gap_cost_vnd": "gap_vnd"}.items():
            for key, value in gap.groupby([column, "category"])[of_gap].sum().items():
                assert middle[(level, *key, measure)] == value
        for key, value in need.groupby([column, "category"]).cost_vnd.sum().items():
            assert middle[(level, *key, "need_cost_vnd")] == value
    province = ("province", real.programme.province_code, "all")
    assert middle[(*province, "gap_cost_vnd")] == gap.gap_vnd.sum()
    assert middle[(*province, "need_cost_vnd")] == need.cost_vnd.sum()
    assert middle[(*province, "people_in_need")] == people_of(real).in_need.sum()


def test_an_interval_holds_its_middle_and_lies_within_the_bounds(real, uncertain):
    rows = uncertain.intervals
    assert (rows.interval_low <= rows.middle).all()
    assert (rows.middle <= rows.interval_high).all()
    gap = real.chain.gap.set_index(CELL)
    shown = rows[rows.level == "commune"].set_index(["area_code", "category", "measure"])
    for measure, low, high in (
        ("children_eligible", "children_eligible_low", "children_eligible_high"),
        ("children_target", "children_target_low", "children_target_high"),
        ("gap_children", "gap_low", "gap_high"),
    ):
        own = shown.xs(measure, level="measure").reindex(gap.index)
        assert (own.interval_low >= gap[low].astype("Float64") - 1).all()
        assert (own.interval_high <= gap[high].astype("Float64") + 1).all()


def test_a_province_is_known_better_than_its_communes_apart(uncertain):
    """Not all communes err the same way: the province's interval is inside the sum of theirs."""
    rows = uncertain.intervals[uncertain.intervals.measure == "gap_children"]
    width = (rows.interval_high - rows.interval_low).groupby(rows.level).sum()
    assert 0 < width["province"] <= width["district"] <= width["commune"]


def test_the_same_seed_gives_the_same_table_and_another_one_does_not(real, uncertain):
    again = uncertain_of(real)
    pd.testing.assert_frame_equal(again.intervals, uncertain.intervals)
    pd.testing.assert_frame_equal(again.shares, uncertain.shares)
    settings = real.programme.uncertainty.model_copy(update={"seed": 1})
    other = real._replace(programme=real.programme.model_copy(update={"uncertainty": settings}))
    assert not uncertain_of(other).intervals.interval_low.equals(uncertain.intervals.interval_low)


def test_the_order_of_the_rows_does_not_matter(real, uncertain):
    """Communes and tables turned upside down: the same intervals."""
    chain = replace(
        real.chain,
        need=real.chain.need[::-1],
        gap=real.chain.gap[::-1],
        by_age=real.chain.by_age[::-1],
    )
    listed = replace(
        real.listed, communes=real.listed.communes[::-1], province=real.listed.province[::-1]
    )
    turned = uncertain_of(Case(real.programme, listed, chain)).intervals
    pd.testing.assert_frame_equal(
        turned.sort_values(KEY, ignore_index=True),
        uncertain.intervals.sort_values(KEY, ignore_index=True),
    )


# -- what is told does not vary ------------------------------------------------------------------


@pytest.fixture(scope="module")
def intervals_told(told: Case) -> pd.DataFrame:
    return uncertain_of(told).intervals.set_index(KEY)


def test_children_told_by_age_have_no_interval(intervals_told):
    """«Cô Ba» told all four bands: 850 children, of 3–10 years 160 + 280 = 440."""
    for category, number in (("health", 850), ("nutrition", 440), ("play", 700)):
        row = intervals_told.loc[("commune", CO_BA, category, "children_eligible")]
        assert row[["interval_low", "middle", "interval_high"]].tolist() == [number] * 3


def test_what_is_left_of_a_told_total_varies_between_its_bands_only(intervals_told):
    """«Cốc Pàng» told 900, two bands of it: all are 900, of 3–10 years 300 and some of 430.

    Of the 8 open years the kindergarten has 3: 430 × 3 / 8 = 161 in the middle.
    """
    row = intervals_told.loc[("commune", COC_PANG, "health", "children_eligible")]
    assert row[["interval_low", "middle", "interval_high"]].tolist() == [900] * 3
    meals = intervals_told.loc[("commune", COC_PANG, "nutrition", "children_eligible")]
    assert meals.middle == 300 + 161
    assert 300 < meals.interval_low < meals.middle < meals.interval_high < 300 + 430


def test_a_told_state_among_told_children_has_no_interval(intervals_told):
    row = intervals_told.loc[("commune", BAO_LAC, "nutrition", "state_children")]
    assert row[["interval_low", "middle", "interval_high"]].tolist() == [200] * 3
    coats = intervals_told.loc[("commune", BAO_LAC, "warm_clothing", "children_eligible")]
    assert coats[["interval_low", "middle", "interval_high"]].tolist() == [1000] * 3
    covered = intervals_told.loc[("commune", BAO_LAC, "nutrition", "covered_children")]
    assert 200 <= covered.interval_low < covered.middle < covered.interval_high <= 260


def test_a_told_state_among_estimated_children_has_no_interval(data):
    case = chain_of(CAO_BANG, data, ((CO_BA, "nutrition.covered.state", 200),))
    row = uncertain_of(case).intervals.set_index(KEY)
    told = row.loc[("commune", CO_BA, "nutrition", "state_children")]
    assert told[["interval_low", "middle", "interval_high"]].tolist() == [200] * 3


def test_a_district_that_told_everything_has_no_width(data):
    """Every commune of the former district Bảo Lạc tells its children by age."""
    listed = chain_of(CAO_BANG, data).listed.communes
    codes = listed.commune_code[listed.district_code == "043"].tolist()
    assert len(codes) == 8
    figures = tuple(
        (code, f"children.children.{band}", number)
        for code in codes
        for band, number in BANDS.items()
    )
    rows = uncertain_of(chain_of(CAO_BANG, data, figures)).intervals.set_index(KEY)
    for category, number in (("health", 850), ("nutrition", 440), ("warm_clothing", 850)):
        row = rows.loc[("district", "043", category, "children_eligible")]
        assert row[["interval_low", "middle", "interval_high"]].tolist() == [8 * number] * 3
    other = rows.loc[("district", "042", "health", "children_eligible")]
    assert other.interval_low < other.interval_high


def test_where_a_commune_is_not_known_no_total_is(data_copy):
    """«Bảo Lâm» has no residents on record: its district and the province are missing, too."""
    path = data_copy / "reference" / "population_communes_2025.csv"
    people = pd.read_csv(path, dtype="str", keep_default_na=False)
    people.loc[people.commune_code == "01290", "population"] = ""
    people.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
    found = uncertain_of(chain_of(CAO_BANG, data_copy))
    rows = found.intervals.set_index(KEY)
    ends = ["middle", "interval_low", "interval_high"]
    for level, area in (("commune", "01290"), ("district", "042"), ("province", "04")):
        assert rows.loc[(level, area, "health", "gap_children"), ends].isna().all()
        assert rows.loc[(level, area, "all", "gap_cost_vnd"), ends].isna().all()
    assert rows.loc[("district", "043", "all", "gap_cost_vnd"), ends].notna().all()
    assert found.shares.total_at_low_vnd.isna().all()
    assert found.shares.uncertainty_share.sum() == pytest.approx(1)


# -- villages ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def villages(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Two of ten villages of «Phường Thục Phán», zone I, count (illustrative)."""
    root = Path(shutil.copytree(data, tmp_path_factory.mktemp("villages") / "data"))
    (root / "reference" / "areas" / "thon.csv").write_text(
        "commune_code,village,villages_in_commune,source\n"
        "01273,Thôn Một,10,số liệu minh họa\n01273,Thôn Hai,10,số liệu minh họa\n",
        encoding="utf-8",
    )
    index = root / "reference" / "area_lists.csv"
    lists = pd.read_csv(index, dtype="str", keep_default_na=False)
    lists.loc[lists.list_id == "cao-bang-2026-2030", "villages_file"] = "areas/thon.csv"
    lists.to_csv(index, index=False, encoding="utf-8")
    profile = root / "programmes" / CAO_BANG / "programme.toml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace('villages = "not_', 'villages = "'), encoding="utf-8")
    return chain_of(CAO_BANG, root)


def test_the_children_of_villages_are_drawn_with_their_share(villages):
    """2 of 10 villages: 20 % of the children (10–30 %), of every category."""
    gap = villages.chain.gap.set_index(CELL)
    drawn = by_commune(with_nothing_varying(villages)).reindex(gap.index)
    for measure, column in OF_GAP.items():
        assert (drawn[measure] - gap[column]).abs().max() <= 2.0
    health = gap.loc[("01273", "health")]
    children = villages.listed.communes.set_index("commune_code").children["01273"]
    assert abs(health.children_eligible - 0.2 * children) <= 1
    found = uncertain_of(villages)
    assert "village_share" in set(found.shares.figure)
    row = found.intervals.set_index(KEY).loc[("commune", "01273", "health", "children_eligible")]
    assert row.interval_low < 0.7 * row.middle
    assert row.interval_high > 1.3 * row.middle


def test_the_children_of_villages_are_counted_once(villages):
    """Health and warm clothing are for every child of the villages: these, and no more."""
    people = people_of(villages).set_index("commune_code").in_need["01273"]
    drawn = with_nothing_varying(villages).set_index(KEY).value
    assert abs(drawn["commune", "01273", "all", "people_in_need"] - people) <= 2


# -- which figure it hangs on --------------------------------------------------------------------


def test_the_shares_are_parts_of_the_whole(uncertain):
    assert uncertain.shares.uncertainty_share.sum() == pytest.approx(1)
    assert (uncertain.shares.uncertainty_share >= 0).all()
    assert (uncertain.shares.total_at_low_vnd <= uncertain.shares.total_at_high_vnd).all()


def test_every_figure_with_a_share_is_a_row_of_the_assumptions(real, uncertain):
    table = figures_used(real.programme, real.listed.assumptions, real.chain, uncertain.shares)
    assert not table.figure.duplicated().any()
    shown = table.set_index("figure").uncertainty_share.dropna()
    shares = uncertain.shares.set_index("figure").uncertainty_share
    assert shown.sum() == pytest.approx(1)
    assert shown.to_dict() == shares[shares.index.isin(shown.index)].to_dict()
    assert (shares[~shares.index.isin(shown.index)] == 0).all()
    varying = table[table.uncertainty_share.notna()]
    assert (varying.low < varying.high).all()
    assert varying.name.str.len().gt(0).all()


def test_the_way_counts_only_as_far_as_something_is_known_of_it(uncertain, real):
    """Distances are on record, altitudes and roads are not: nothing can hang on these."""
    delivery = {name for name in uncertain.shares.figure if name.startswith("delivery.")}
    assert delivery == {"delivery.per_100_km"}
    high = pd.DataFrame(
        {"commune_code": real.listed.communes.commune_code, "attribute": "altitude_m"}
    ).assign(value=900.0, low=900.0, high=900.0, kind="observed", source="số liệu minh họa")
    attributes = pd.concat([real.chain.attributes, high], ignore_index=True)
    chain = replace(real.chain, attributes=attributes)
    (goods,) = {
        tuple(figure.figure for figure, _ in category.delivery)
        for category in chain_inputs(real.programme, real.listed, chain).categories
        if category.delivery
    }
    assert goods == ("delivery.per_100_km", "delivery.per_1000_m")


def test_the_state_s_factors_stand_among_the_assumptions(real, uncertain):
    table = figures_used(real.programme, real.listed.assumptions, real.chain, uncertain.shares)
    assert real.chain.state.factors <= set(table.figure)
    assert {"kindergarten_attendance", "boarding_share"} <= set(table.figure)


# -- former communes that add up to a census -----------------------------------------------------


def test_estimated_residents_of_a_district_keep_its_census(data):
    """Ninh Thuận: every draw of a census group adds up, listed communes or not."""
    case = chain_of(NINH_THUAN, data)
    inputs = chain_inputs(case.programme, case.listed, case.chain)
    census = read_district_census(data)
    groups = {number for number in inputs.census_group if number >= 0}
    assert groups
    for number in groups:
        members = inputs.census_group == number
        assert inputs.population[members].sum() == census.population[number]
        assert inputs.population_estimated[members].all()


def test_census_groups_by_hand():
    """Two districts of one census; a district without; one whose key has a hole."""
    census = pd.DataFrame({"district_codes": ["586;589", "587"], "population": [100, 50]})
    people = pd.DataFrame(
        {
            "district_code": ["586", "589", "587", "588", "586"],
            "population_note": [SPLIT_EVENLY, SPLIT_EVENLY, NOT_SCALED, SPLIT_EVENLY, None],
        }
    )
    assert census_groups(people, census).tolist() == [0, 0, -1, -1, -1]
