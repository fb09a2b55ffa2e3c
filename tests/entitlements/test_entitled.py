"""Children whom State schemes serve, worked by hand."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from needs.entitlements import entitled_children, scheme_shares, schemes_table, state_cover
from needs.errors import InputFaults
from needs.tables import table

from .small import ALL_OF_THEM, ASSUMPTIONS, border, need_of, plan, scheme, schemes_of, told_group

KINDER = need_of(("00001", "kindergarten", (80, 100, 120)))
PRIMARY = need_of(("00001", "primary", 200))
ENTITLED = ["children_entitled", "children_entitled_low", "children_entitled_high"]
STATE = ["state_children", "state_low", "state_high"]

LUNCH = scheme("lunch")
BOARDING = scheme(
    "boarding",
    from_age=6,
    to_age=15,
    factors=["boarding"],
    returned_group="boarding",
    group_within="ages",
    amount_vnd=900_000,
    excludes=["frontier"],
)
FRONTIER = scheme(
    "frontier", from_age=6, to_age=15, factors=["lunch"], amount_vnd=450_000, border=True
)


def entitled(need, *entries, attributes=None, told=None, named=None):
    names = [entry.id for entry in entries] if named is None else named
    found = entitled_children(
        plan(*names), need, schemes_of(*entries), ASSUMPTIONS, attributes=attributes, told=told
    )
    return found.set_index(["commune_code", "age_band", "scheme"])


def cover(need, *entries, attributes=None, told=None):
    shares = scheme_shares(
        plan(*(entry.id for entry in entries)),
        need,
        schemes_of(*entries),
        ASSUMPTIONS,
        attributes=attributes,
        told=told,
    )
    return state_cover(shares, need, ALL_OF_THEM).set_index("commune_code")[STATE]


def test_one_scheme():
    """90 % of 100 children go to kindergarten; 80 % of 80 at least, all of 120 at most.

    90 × 100,000 đồng × 9 months = 81,000,000 đồng.
    """
    row = entitled(KINDER, LUNCH).loc[("00001", "kindergarten", "lunch")]
    assert row[ENTITLED].tolist() == [90, 64, 120]
    assert row.state_paid_vnd == 81_000_000
    assert (row.status, row.basis) == ("computed", "assumption")
    assert row.sources == "scheme:lunch; attendance"
    assert cover(KINDER, LUNCH).loc["00001"].tolist() == [90, 64, 120]


def test_factors_multiply():
    """0.9 × 0.5 = 0.45 of 100; at least 0.8 × 0.4 of 80 = 25.6, whole children: 25."""
    row = entitled(KINDER, scheme("lunch", factors=["attendance", "lunch"]))
    assert row.iloc[0][ENTITLED].tolist() == [45, 25, 72]


def test_of_two_that_exclude_each_other_the_higher_is_drawn_first():
    """Of 200: 20 % board = 40. Half of the 160 who are left eat the border lunch = 80.

    Lunch at least: 40 % − at most 40 % boarding = 0; at most 60 % = 120, since at least 10 % board
    and 90 % are left, which is more.
    """
    found = entitled(PRIMARY, FRONTIER, BOARDING, attributes=border(c00001=1)).loc["00001"]
    assert found.loc[("primary", "boarding"), ENTITLED].tolist() == [40, 20, 80]
    assert found.loc[("primary", "frontier"), ENTITLED].tolist() == [80, 0, 120]
    assert found.state_paid_vnd.sum() == 40 * 900_000 * 9 + 80 * 450_000 * 9


def test_the_higher_a_year_goes_first_not_the_higher_a_month():
    """900,000 in 2 months are less than 450,000 in 9."""
    short = BOARDING.model_copy(update={"months": 2})
    found = entitled(PRIMARY, FRONTIER, short, attributes=border(c00001=1)).loc["00001"]
    assert found.loc[("primary", "frontier"), "children_entitled"] == 100
    assert found.loc[("primary", "boarding"), "children_entitled"] == 20


def test_where_nothing_is_left_both_are_shown():
    everyone = scheme("all", factors=[], amount_vnd=500_000, excludes=["lunch"])
    found = entitled(KINDER, LUNCH, everyone).loc[("00001", "kindergarten")]
    assert found.loc["all", ENTITLED].tolist() == [100, 80, 120]
    assert found.loc["lunch", ENTITLED].tolist() == [0, 0, 0]
    assert found.loc["lunch", "status"] == "excluded"
    assert found.loc["lunch", "state_paid_vnd"] == 0


def test_schemes_that_can_be_drawn_together_do_not_take_children_from_each_other():
    other = scheme("rice", factors=["lunch"], amount_vnd=900_000)
    found = entitled(KINDER, LUNCH, other).loc[("00001", "kindergarten")]
    assert found.children_entitled.to_dict() == {"lunch": 90, "rice": 50}


def test_cover_counts_each_child_once():
    """Lunch 90 %, rice 50 %: independent 1 − 0.1 × 0.5 = 95 %; at least 80 % of 80; at most all."""
    other = scheme("rice", factors=["lunch"])
    assert cover(KINDER, LUNCH, other).loc["00001"].tolist() == [95, 64, 120]


def test_what_excludes_each_other_covers_as_many_as_what_does_not():
    """40 board and 80 of the others eat the lunch: 120 of 200. At least 80, at most 60 % + 40 %."""
    found = cover(PRIMARY, FRONTIER, BOARDING, attributes=border(c00001=1))
    assert found.loc["00001"].tolist() == [120, 80, 200]


@pytest.mark.parametrize(
    ("ages", "children"), [((3, 5), 90), ((3, 3), 30), ((5, 8), 30 + 108), ((0, 15), 270)]
)
def test_a_scheme_serves_the_ages_that_it_shares_with_a_band(ages, children):
    """90 of 100 in 3 years of kindergarten, 180 of 200 in 5 years of primary school.

    Ages 5–8: a third of 90 and three fifths of 180.
    """
    need = need_of(("00001", "kindergarten", 100), ("00001", "primary", 200))
    found = entitled(need, scheme("lunch", from_age=ages[0], to_age=ages[1]))
    assert found.children_entitled.sum() == children


def test_only_communes_of_its_zones():
    zones = scheme("lunch", zones=["III"])
    both = pd.concat([KINDER, need_of(("00002", "kindergarten", 50), zone="II")])
    assert entitled(both, zones).index.get_level_values("commune_code").tolist() == ["00001"]
    assert cover(both, zones).loc["00002"].tolist() == [0, 0, 0]


@pytest.mark.parametrize(("villages", "children"), [(True, [45]), (False, [])])
def test_children_of_disadvantaged_villages_elsewhere(villages, children):
    """Of a commune of zone II only its disadvantaged villages were counted: 50 children."""
    need = need_of(("00002", "kindergarten", 50), zone="II").assign(scope_share=0.3)
    found = entitled(need, scheme("lunch", zones=["III"], villages=villages))
    assert found.children_entitled.tolist() == children


@pytest.mark.parametrize(
    ("valid", "status", "rows"),
    [
        ((dt.date(2026, 1, 1), None), "used", 1),  # in force from the reference date itself
        ((dt.date(2026, 1, 2), None), "not_in_force", 0),  # not yet
        ((dt.date(2020, 1, 1), dt.date(2025, 12, 31)), "not_in_force", 0),  # no longer
        ((dt.date(2020, 1, 1), dt.date(2026, 1, 1)), "used", 1),
    ],
)
def test_only_what_is_in_force_on_the_reference_date(valid, status, rows):
    dated = scheme("lunch", valid_from=valid[0], valid_to=valid[1])
    schemes = schemes_of(dated)
    shares = scheme_shares(plan("lunch"), KINDER, schemes, ASSUMPTIONS)
    assert len(shares) == rows
    assert schemes_table(plan("lunch"), schemes, shares).status.tolist() == [status]


def test_what_has_to_be_confirmed_is_carried_along():
    marked = scheme("lunch", unconfirmed={"vi": "mức hiện hành", "en": "the present rate"})
    schemes = schemes_of(marked, BOARDING)
    need = pd.concat([KINDER, PRIMARY])
    shares = scheme_shares(plan("lunch", "boarding"), need, schemes, ASSUMPTIONS)
    found = entitled(need, marked, BOARDING).reset_index().set_index("scheme")
    assert found.unconfirmed.to_dict() == {"lunch": True, "boarding": False}
    listed = schemes_table(plan("lunch", "boarding"), schemes, shares).set_index("scheme")
    assert listed.unconfirmed_what["lunch"] == "mức hiện hành"
    assert pd.isna(listed.unconfirmed_what["boarding"])


def test_a_told_group_stands_in_place_of_the_assumption():
    """The commune tells 55 boarding pupils; the assumption says 20 % of 200 (10 % to 40 %)."""
    told = told_group("00001", "boarding", 55)
    row = entitled(PRIMARY, BOARDING, told=told).loc[("00001", "primary", "boarding")]
    assert row[ENTITLED].tolist() == [55, 55, 55]
    assert row.basis == "estimated"  # the group is told, the eligible children are not
    assert row.sources == "scheme:boarding; a.xlsx › Bữa ăn!C5"


def test_a_told_group_of_nobody_is_nobody():
    row = entitled(PRIMARY, BOARDING, told=told_group("00001", "boarding", 0)).iloc[0]
    assert row[ENTITLED].tolist() == [0, 0, 0]
    assert row.status == "computed"


def test_a_told_group_is_not_larger_than_the_children():
    row = entitled(PRIMARY, BOARDING, told=told_group("00001", "boarding", 900)).iloc[0]
    assert row[ENTITLED].tolist() == [200, 200, 200]


def test_children_of_a_group_are_of_the_ages_of_the_scheme_or_of_all_ages():
    """30 poor among 100 + 200 children: 10 of them in kindergarten. 30 boarders are all pupils."""
    need = need_of(("00001", "kindergarten", 100), ("00001", "primary", 200))
    poor = scheme("lunch", factors=[], returned_group="poor", group_within="category")
    found = entitled(need, poor, told=told_group("00001", "poor", 30))
    assert found.children_entitled.tolist() == [10]
    found = entitled(need, BOARDING, told=told_group("00001", "boarding", 30))
    assert found.children_entitled.tolist() == [30]


def test_a_group_that_no_commune_told_and_no_assumption_gives_is_not_known():
    poor = scheme("lunch", factors=[], returned_group="poor")
    row = entitled(KINDER, poor).iloc[0]
    assert row.status == "not_known"
    assert pd.isna(row.children_entitled)
    assert pd.isna(row.state_paid_vnd)
    assert (row.children_entitled_low, row.children_entitled_high) == (0, 120)
    assert row.sources.endswith("missing:group:poor")


def test_not_knowing_the_border_widens_the_cover_upwards_only():
    """Without the border lunch: 40 board (20 to 80). With it at most 40 % + 60 % of 200."""
    without = cover(PRIMARY, BOARDING).loc["00001"]
    assert without.tolist() == [40, 20, 80]
    unknown = cover(PRIMARY, BOARDING, FRONTIER).loc["00001"]
    assert unknown.tolist() == [40, 20, 200]
    row = entitled(PRIMARY, BOARDING, FRONTIER).loc[("00001", "primary", "frontier")]
    assert row.status == "not_known"
    assert pd.isna(row.children_entitled)
    assert (row.children_entitled_low, row.children_entitled_high) == (0, 120)
    assert "missing:border" in row.sources


def test_a_commune_known_not_to_be_at_the_border_has_no_border_lunch():
    found = cover(PRIMARY, BOARDING, FRONTIER, attributes=border(c00001=0)).loc["00001"]
    assert found.tolist() == [40, 20, 80]
    shares = scheme_shares(
        plan("frontier"),
        PRIMARY,
        schemes_of(FRONTIER),
        ASSUMPTIONS,
        attributes=border(c00001=0),
    )
    assert schemes_table(plan("frontier"), schemes_of(FRONTIER), shares).status.item() == (
        "no_commune"
    )


def test_the_table_of_schemes_names_what_is_missing():
    schemes = schemes_of(FRONTIER)
    shares = scheme_shares(plan("frontier"), PRIMARY, schemes, ASSUMPTIONS)
    listed = schemes_table(plan("frontier"), schemes, shares)
    assert listed.status.item() == "not_known: border"
    assert listed.source.item() == "thử; cùng một bữa ăn"


def test_a_border_that_is_neither_one_nor_nought_is_a_fault():
    with pytest.raises(InputFaults, match="00001, border"):
        entitled(PRIMARY, FRONTIER, attributes=border(c00001=2))


def test_missing_children_stay_missing():
    need = need_of(("00001", "kindergarten", None), ("00002", "kindergarten", 10))
    row = entitled(need, LUNCH).loc[("00001", "kindergarten", "lunch")]
    assert row[[*ENTITLED, "state_paid_vnd"]].isna().all()
    found = cover(need, LUNCH)
    assert found.loc["00001"].isna().all()
    assert found.loc["00002"].tolist() == [9, 8, 10]


def test_one_missing_band_makes_the_whole_cell_missing_and_no_other_figure():
    """9 of 10 in kindergarten are entitled; how many children of the commune are covered is not
    known."""
    need = need_of(("00001", "kindergarten", None), ("00001", "primary", 10))
    both = scheme("lunch", to_age=10)
    found = entitled(need, both).loc["00001"]
    assert found.loc[("primary", "lunch"), ENTITLED].tolist() == [9, 8, 10]
    assert cover(need, both).loc["00001"].isna().all()


def test_a_category_without_schemes_is_served_by_none():
    need = pd.concat([KINDER, need_of(("00001", "kindergarten", 70), category="coats")])
    shares = scheme_shares(plan("lunch"), need, schemes_of(LUNCH), ASSUMPTIONS)
    found = state_cover(shares, need, ALL_OF_THEM).set_index("category")
    assert found.loc["coats", STATE].tolist() == [0, 0, 0]
    assert found.loc["meals", STATE].tolist() == [90, 64, 120]


def test_without_any_scheme_the_tables_are_there_and_empty():
    shares = scheme_shares(plan(), KINDER, schemes_of(LUNCH), ASSUMPTIONS)
    assert state_cover(shares, KINDER, ALL_OF_THEM)[STATE].to_numpy().tolist() == [[0, 0, 0]]
    found = entitled_children(plan(), KINDER, schemes_of(LUNCH), ASSUMPTIONS)
    assert len(table("entitlements").check(found)) == 0
    listed = schemes_table(plan(), schemes_of(LUNCH), shares)
    assert len(table("schemes").check(listed)) == 0


def test_the_tables_fit_their_schemas():
    need = need_of(("00001", "kindergarten", 100), ("00001", "primary", None))
    schemes = schemes_of(LUNCH, BOARDING, FRONTIER)
    programme = plan("lunch", "boarding", "frontier")
    shares = scheme_shares(programme, need, schemes, ASSUMPTIONS)
    found = entitled_children(programme, need, schemes, ASSUMPTIONS)
    assert len(table("entitlements").check(found)) == 3
    assert len(table("schemes").check(schemes_table(programme, schemes, shares))) == 3


def test_a_scheme_that_is_not_there_and_one_of_other_ages_are_told_together():
    teens = scheme("teens", from_age=11, to_age=15)
    with pytest.raises(InputFaults) as told:
        entitled(KINDER, teens, named=["teens", "lost"])
    assert len(told.value.faults) == 2
    assert "lost" in str(told.value)
    assert "11–15" in str(told.value)
