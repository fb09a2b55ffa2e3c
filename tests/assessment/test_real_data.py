"""The whole chain on real data: totals agree, limits hold, every figure traces to a source."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from needs.assessment import (
    Assessment,
    assess,
    district_totals,
    input_files,
    open_assessment,
)
from needs.assessment.plan_inputs import children_by_year
from needs.errors import NotFound
from needs.places import find_district
from needs.tables import BASES, TABLES

# Communes, of them specially disadvantaged, (former) districts, people.
OFFICIAL = {
    "cao-bang-588": (56, 53, 10, 573_119),
    "ninh-thuan-588": (28, 15, 6, None),
}
CELL = ["commune_code", "category"]
SUMS = {
    "need": ["children_eligible", "cost_vnd", "cost_low_vnd", "cost_high_vnd"],
    "gap": ["children_target", "gap_low", "gap_high"],
    "allocation": ["children_reached", "places", "cost_vnd", "paid_vnd", "partner_vnd"],
    "open_needs": ["children_open", "cost_vnd"],
}


def gifts_file(assessment, data: Path) -> dict[str, dict[str, str]]:
    """The gifts as they stand in the file, read by nothing of the library."""
    path = data / assessment.programme.inputs.donors
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert len({row["gift_id"] for row in rows}) == len(rows), "every gift has its own id there"
    return {row["gift_id"]: row for row in rows}


def listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def payments(lots: pd.DataFrame) -> pd.DataFrame:
    """Every gift that gives something to a lot: who leads it, and who pays the rest."""
    leads = lots.assign(gives=lots.gift_id, pays=lots.paid_vnd)
    joint = lots[lots.partner_gift != ""]
    return pd.concat([leads, joint.assign(gives=joint.partner_gift, pays=joint.partner_vnd)])


def test_communes_are_those_of_the_official_list(assessed):
    communes, special, districts, people = OFFICIAL[assessed.programme.id]
    table = assessed.tables["communes"]
    assert len(table) == communes
    assert table.specially_disadvantaged.sum() == special
    assert table.district.nunique() == len(assessed.districts) == districts
    if people is not None:
        assert table.population.sum(skipna=False) == people


def test_zones_are_those_of_the_official_list(assessed):
    zones = assessed.tables["communes"].zone.value_counts().to_dict()
    expected = {
        "cao-bang-588": {"III": 53, "II": 2, "I": 1},
        "ninh-thuan-588": {"III": 15, "I": 12, "II": 1},
    }
    assert zones == expected[assessed.programme.id]


def test_the_districts_add_up_to_the_province(assessed):
    """Each district's briefing shows its own part; together they are the whole, nothing twice."""
    parts = [assessed.of_district(code) for code in assessed.districts.district_code]
    for name, columns in SUMS.items():
        whole = assessed.tables[name]
        assert sum(len(part.tables[name]) for part in parts) == len(whole)
        for column in columns:
            assert sum(part.tables[name][column].sum(skipna=False) for part in parts) == (
                whole[column].sum(skipna=False)
            )
    assert sum(len(part.tables["communes"]) for part in parts) == len(assessed.tables["communes"])


def test_need_gap_proposal_and_what_stays_open_agree_cell_by_cell(assessed):
    tables = assessed.tables
    needed = tables["need"].groupby(CELL).children_eligible.sum()
    gap = tables["gap"].set_index(CELL)
    assert gap.children_eligible.to_dict() == needed.to_dict()
    reached = tables["allocation"].groupby(CELL).children_reached.sum()
    left = tables["open_needs"].set_index(CELL).children_open
    for cell, low in gap.gap_low.items():
        assert reached.get(cell, 0) + left.get(cell, 0) == low
    assert tables["commitments"].empty, "nobody has accepted anything: nothing else is to be added"


def test_a_column_means_the_same_in_every_table(assessed):
    """Whoever puts two tables side by side finds the same figure under the same name."""
    gap = assessed.tables["gap"].set_index(CELL)
    for name, columns in {
        "open_needs": ["children_target", "gap_low", "gap_high", "unit", "unit_price_vnd"],
        "allocation": ["unit", "price_basis"],
    }.items():
        for row in assessed.tables[name].to_dict("records"):
            cell = gap.loc[(row["commune_code"], row["category"])]
            different = {column for column in columns if row[column] != cell[column]}
            assert not different, f"{name} {row['commune']} {row['category']}"


def test_only_specially_disadvantaged_communes_have_a_target(assessed):
    special = assessed.tables["communes"].set_index("commune_code").specially_disadvantaged
    assert all(special[code] for code in assessed.tables["gap"].commune_code)
    assert assessed.tables["gap"].commune_code.nunique() == special.sum()


def test_no_gift_gives_more_than_it_holds(assessed, data):
    gifts = gifts_file(assessed, data)
    lots = assessed.tables["allocation"]
    kinds = set()
    for gift_id, given in payments(lots).groupby("gives"):
        gift = gifts[gift_id]
        kinds.add(given.funding.iloc[0])
        if gift["budget_vnd"]:
            assert set(given.funding) == {"cash"}
            assert given.pays.sum() <= int(gift["budget_vnd"])
        elif gift["stock_units"]:
            assert set(given.funding) == {"stock"}
            assert set(given.category) == {gift["stock_category"]}
            assert given.quantity.sum() <= int(gift["stock_units"])
        else:
            assert set(given.funding) == {"sponsored"}
            assert set(given.category) == {gift["sponsored_category"]}
            assert given.children_reached.sum() <= int(gift["sponsored_children"])
    assert kinds == {"cash", "stock", "sponsored"}


def test_what_a_gift_has_used_is_what_its_lots_take(assessed):
    lots = payments(assessed.tables["allocation"])
    for gift in assessed.tables["gift_use"].itertuples():
        given = lots[lots.gives == gift.gift_id]
        takes = {"cash": given.pays, "stock": given.quantity, "sponsored": given.packages}
        assert gift.used == takes[gift.funding].sum()
        holds = gift.budget_vnd if gift.funding == "cash" else gift.stock_units
        assert gift.used + gift.left == holds
        assert bool(gift.left_reason) == (gift.left > 0)
        assert gift.communes_served == given.commune_code.nunique()


def test_no_gift_goes_against_its_wishes(assessed, data):
    gifts = gifts_file(assessed, data)
    bound = 0
    for lot in payments(assessed.tables["allocation"]).itertuples():
        gift = gifts[lot.gives]
        wishes = {
            column: listed(gift[column])
            for column in ("categories", "districts", "communes", "zones")
            if gift[column]
        }
        bound += bool(wishes)
        assert lot.category in wishes.get("categories", [lot.category])
        assert lot.zone in wishes.get("zones", [lot.zone])
        assert lot.commune_code in wishes.get("communes", [lot.commune_code])
        named = [find_district(name, assessed.districts) for name in wishes.get("districts", [])]
        assert lot.district_code in (named or [lot.district_code])
        without = [
            find_district(name, assessed.districts) for name in listed(gift["without_districts"])
        ]
        assert lot.district_code not in without
        if gift["visit_months"]:
            visits = {int(month) for month in listed(gift["visit_months"])}
            assert lot.delivery_months
            assert {int(month) for month in lot.delivery_months} <= visits
    assert bound > 10, "the wishes have to bind for this test to show anything"


def test_no_gift_goes_beyond_its_own_limits(assessed, data):
    """At most so much in a commune, in so many communes; all or nothing."""
    gifts = gifts_file(assessed, data)
    limited = 0
    for gift_id, given in payments(assessed.tables["allocation"]).groupby("gives"):
        gift = gifts[gift_id]
        limited += bool(gift["most_per_commune"] or gift["most_communes"] or gift["whole"])
        if gift["most_per_commune"]:
            assert given.groupby("commune_code").pays.sum().max() <= int(gift["most_per_commune"])
        if gift["most_communes"]:
            assert given.commune_code.nunique() <= int(gift["most_communes"])
        if gift["whole"]:
            assert given.quantity.sum() == int(gift["stock_units"])
    assert limited > 0


def test_a_shared_lot_is_paid_in_the_share_asked_for_to_the_last_dong(assessed, data):
    """Half of each package, rounded to a đồng; the rest is one other donor's, who joins."""
    gifts = gifts_file(assessed, data)
    lots = assessed.tables["allocation"]
    joint = lots[lots.partner_gift != ""]
    assert len(joint)
    assert (joint.paid_vnd + joint.partner_vnd == joint.cost_vnd).all()
    for lot in joint.itertuples():
        assert gifts[lot.gift_id]["share"] == "50%"
        assert gifts[lot.partner_gift]["joins"] == "có"
        assert lot.partner_id == gifts[lot.partner_gift]["donor_id"] != lot.donor_id
        assert lot.paid_vnd == lot.packages * ((lot.cost_vnd // lot.packages + 1) // 2)
    alone = lots[lots.partner_gift == ""]
    assert (alone.paid_vnd == alone.cost_vnd).all()
    assert alone.partner.isna().all()
    assert (alone.partner_vnd == 0).all()
    assert not set(alone.gift_id) & {name for name, row in gifts.items() if row["share"]}


def test_goods_for_some_ages_go_to_children_of_these_ages(assessed, data):
    """Coats by size: in no commune more than children of these ages lack one."""
    gifts = gifts_file(assessed, data)
    tables = assessed.tables
    years = children_by_year(assessed.programme, tables["gap"], tables["need"])
    aged = {name: row for name, row in gifts.items() if row["from_age"]}
    assert len(aged) == 2
    lots = tables["allocation"].query("gift_id in @aged")
    assert lots.gift_id.nunique() == 2
    for lot in lots.itertuples():
        first, last = (int(aged[lot.gift_id][name]) for name in ("from_age", "to_age"))
        fit = years[
            (years.commune_code == lot.commune_code)
            & (years.category == lot.category)
            & years.age.between(first, last)
        ]
        assert lot.children_reached <= fit.children.sum()


def test_every_lot_is_whole_packages_at_the_delivered_price(assessed, data):
    gifts = gifts_file(assessed, data)
    categories = {category.id: category for category in assessed.programme.categories}
    distance = assessed.tables["communes"].set_index("commune_code").distance_km
    for lot in assessed.tables["allocation"].itertuples():
        assert lot.packages >= 1
        category = categories[lot.category]
        per_child = category.standard.units / category.standard.per_children
        sponsored = gifts[lot.gift_id]["sponsored_months"]
        if lot.funding == "sponsored":
            assert lot.children_reached == lot.packages
            per_child = int(sponsored) if category.unit_months else per_child
            assert lot.quantity == lot.packages * per_child
        else:
            own = gifts[lot.gift_id]["package_units"]
            assert lot.quantity == lot.packages * (int(own) if own else category.package_units)
            assert lot.children_reached * per_child == lot.quantity
        uplift = category.delivery_uplift.value
        if category.uplift_by_distance:
            uplift += (
                assessed.programme.delivery.per_100_km.value * distance[lot.commune_code] / 100
            )
        price = round(category.unit_price_vnd.value * (1 + uplift))
        assert lot.lot_unit_price_vnd == price
        assert lot.cost_vnd == lot.quantity * price


def test_nobody_is_served_twice(assessed):
    reached = assessed.tables["allocation"].groupby(CELL).children_reached.sum()
    low = assessed.tables["gap"].set_index(CELL).gap_low
    assert len(reached) > 10
    assert (reached <= low[reached.index]).all()


def test_intervals_keep_their_order(assessed):
    for name, columns in (
        ("communes", "population"),
        ("communes", "children"),
        ("need", "children_eligible"),
        ("gap", "children_target"),
    ):
        table = assessed.tables[name]
        assert (table[f"{columns}_low"] <= table[columns]).all()
        assert (table[columns] <= table[f"{columns}_high"]).all()
    gap = assessed.tables["gap"]
    assert (gap.gap_low <= gap.gap_high).all()
    assert (gap.covered_low <= gap.covered_high).all()


def test_a_category_for_all_ages_counts_no_fewer_children_than_there_are_at_least(assessed):
    """How children spread over the ages does not matter where every age is eligible.

    The sum over the bands of the low end of each is lower than the low end of the sum.
    """
    all_ages = {
        category.id: category
        for category in assessed.programme.categories
        if sum(assessed.programme.band(band).years for band in category.age_bands) == 16
        and category.eligible_share.at_low == 1
    }
    children = assessed.tables["communes"].set_index("commune_code")
    gap = assessed.tables["gap"]
    rows = gap[gap.category.isin(all_ages)]
    assert len(rows)
    for row in rows.itertuples():
        share = all_ages[row.category].target.share
        low = children.children_low[row.commune_code] * share.at_low
        assert abs(row.children_target_low - low) <= 3, f"{row.commune} {row.category}"


def test_what_rests_on_illustrative_support_or_donors_says_so(assessed):
    tables = assessed.tables
    assert assessed.illustrative
    assert set(tables["allocation"].basis) == {"illustrative"}
    assert set(tables["gift_use"].basis) == {"illustrative"}
    assert set(tables["gifts"].basis) == {"illustrative"}
    supported = set(tables["support"].set_index(CELL).index)
    gap = tables["gap"].set_index(CELL)
    for cell, basis in gap.basis.items():
        assert (basis == "illustrative") == (cell in supported)


def test_what_stays_open_after_illustrative_gifts_is_illustrative_too(assessed):
    """«1,247 children still open» is as invented as the donors who were taken off before."""
    left = assessed.tables["open_needs"]
    served = left[left.reached > 0]
    assert len(served)
    assert set(served.basis) == {"illustrative"}


def test_every_basis_is_one_of_the_dictionary(assessed):
    for table in assessed.tables.values():
        for column in table.columns[table.columns.str.fullmatch("basis|(?!legal).*_basis")]:
            assert set(table[column].dropna()) <= set(BASES)


def test_every_figure_traces_to_an_assumption_in_the_table(assessed):
    named = set(assessed.tables["assumptions"].figure)
    used = {name for names in assessed.tables["need"].sources for name in names.split("; ")}
    assert used
    assert used <= named
    assert assessed.tables["assumptions"].source.notna().all()


def test_people_that_are_an_assumption_are_named_among_the_sources(assessed):
    """Ninh Thuận's communes rest on an even split of the new communes: the need has to say it."""
    assumed = assessed.tables["communes"].population_basis.eq("assumption").any()
    named = assessed.tables["need"].sources.str.contains("predecessor_share_spread")
    assert named.all() if assumed else not named.any()


def test_the_checks_show_both_figures_and_none_failed(assessed):
    checks = assessed.tables["checks"]
    assert set(checks.status) <= {"ok", "unchecked"}
    passed = checks[checks.status == "ok"]
    assert passed.expected.tolist() == passed.found.tolist()
    assert checks.check.str.contains("zone_III").any()


def test_what_is_saved_is_read_back_the_same(assessed, data, tmp_path):
    assessed.save(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        f"{name}.{suffix}" for name in TABLES for suffix in ("csv", "parquet")
    )
    back = open_assessment(assessed.programme.id, data, tmp_path)
    for name in TABLES:
        pd.testing.assert_frame_equal(back.tables[name], assessed.tables[name])


def test_codes_in_the_csv_keep_their_zeros(cao_bang, tmp_path):
    cao_bang.save(tmp_path)
    shown = pd.read_csv(tmp_path / "communes.csv", dtype="str", encoding="utf-8-sig")
    assert shown.commune_code.str.fullmatch(r"0\d{4}").all()
    assert shown.district_code.str.fullmatch(r"0\d{2}").all()


def test_a_district_is_named_in_any_spelling(cao_bang):
    part = cao_bang.of_district("huyện bảo lạc")
    assert len(part.tables["communes"]) == 8
    assert set(part.tables["gap"].district) == {"Huyện Bảo Lạc"}
    assert part.tables["checks"].equals(cao_bang.tables["checks"])
    with pytest.raises(NotFound, match="Huyện Bảo Lạc"):
        cao_bang.of_district("Bác Ái")


def test_sums_by_district_leave_no_commune_out(cao_bang):
    """Nine districts: the three communes of the town of Cao Bằng are in zones I and II."""
    totals = district_totals(cao_bang.tables["need"], ("cost_vnd",))
    assert len(totals) == 9
    assert totals.cost_vnd.sum() == cao_bang.tables["need"].cost_vnd.sum()


def test_every_input_is_known_to_the_manifest(cao_bang, data):
    """A change in any of these files makes the results out of date."""
    names = {path.relative_to(data).as_posix() for path in input_files(cao_bang.programme, data)}
    assert {
        "programmes/cao-bang-588/programme.toml",
        "reference/areas/cao-bang-2026-2030.csv",
        "reference/area_lists.csv",
        "reference/area_totals.csv",
        "reference/assumptions.csv",
        "reference/population_communes_2025.csv",
        "reference/population_totals.csv",
        "illustrative/cao-bang-588/support.csv",
        "illustrative/cao-bang-588/donors.csv",
    } <= names
    assert all((data / name).is_file() for name in names)


def shuffled(data_copy: Path) -> Path:
    """Every CSV of the data in another order of rows."""
    for path in sorted(data_copy.rglob("*.csv")):
        frame = pd.read_csv(path, dtype="str", keep_default_na=False)
        mixed = frame.sample(frac=1, random_state=588)
        mixed.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
    return data_copy


def without_lines(assessment: Assessment) -> Assessment:
    """In which line of the file a gift stands is the one thing that an order changes."""
    gifts = assessment.gifts.assign(source="")
    return Assessment(assessment.programme, assessment.tables | {"gifts": gifts})


def same_bytes(one: Assessment, other: Assessment, folder: Path) -> None:
    for name, frame in one.tables.items():
        pd.testing.assert_frame_equal(other.tables[name], frame, check_exact=True)
    pairs = zip(one.save(folder / "one"), other.save(folder / "other"), strict=True)
    for written, again in pairs:
        assert written.read_bytes() == again.read_bytes(), written.name


@pytest.mark.parametrize("programme", OFFICIAL)
def test_rows_in_any_order_give_the_same_tables(programme, gap_of, data_copy, tmp_path):
    """Byte for byte."""
    again = assess(programme, shuffled(data_copy), up_to_gap=True)
    same_bytes(again, gap_of(programme), tmp_path)


def test_rows_in_any_order_give_the_same_plan(assessment_of, data_copy, tmp_path):
    """Byte for byte, with gifts that pay together, by age, sponsored, all or nothing."""
    again = assess("ninh-thuan-588", shuffled(data_copy))
    whole = assessment_of("ninh-thuan-588")
    assert whole.gift_remarks.empty
    same_bytes(without_lines(again), without_lines(whole), tmp_path)
