"""The whole chain on real data: totals agree, limits hold, every figure traces to a source."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from needs.assessment import assess, district_totals, input_files, open_assessment
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
    "allocation": ["children_reached", "cost_vnd"],
    "open_needs": ["children_open", "cost_vnd"],
}


def donors_file(assessment, data: Path) -> dict[str, dict[str, str]]:
    """The donors as they stand in the file, read by nothing of the library."""
    path = data / assessment.programme.inputs.donors
    with path.open(encoding="utf-8", newline="") as handle:
        return {row["donor_id"]: row for row in csv.DictReader(handle)}


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


def test_a_column_means_the_same_in_every_table(assessed):
    """Whoever puts two tables side by side finds the same figure under the same name."""
    gap = assessed.tables["gap"].set_index(CELL)
    for name, columns in {
        "open_needs": ["children_target", "gap_low", "gap_high", "unit", "unit_price_vnd"],
        "allocation": ["unit", "unit_price_vnd"],
    }.items():
        for row in assessed.tables[name].to_dict("records"):
            cell = gap.loc[(row["commune_code"], row["category"])]
            different = {column for column in columns if row[column] != cell[column]}
            assert not different, f"{name} {row['commune']} {row['category']}"


def test_only_specially_disadvantaged_communes_have_a_target(assessed):
    special = assessed.tables["communes"].set_index("commune_code").specially_disadvantaged
    assert all(special[code] for code in assessed.tables["gap"].commune_code)
    assert assessed.tables["gap"].commune_code.nunique() == special.sum()


def test_no_donor_gives_more_than_it_has(assessed, data):
    donors = donors_file(assessed, data)
    for (donor_id, funding), lots in assessed.tables["allocation"].groupby(["donor_id", "funding"]):
        if funding == "cash":
            assert lots.cost_vnd.sum() <= int(donors[donor_id]["budget_vnd"])
        else:
            assert set(lots.category) == {donors[donor_id]["stock_category"]}
            assert lots.quantity.sum() <= int(donors[donor_id]["stock_units"])


def test_no_donor_gives_outside_its_wishes(assessed, data):
    donors = donors_file(assessed, data)
    bound = 0
    for lot in assessed.tables["allocation"].itertuples():
        wishes = {
            column: donors[lot.donor_id][column].split(";")
            for column in ("categories", "districts", "communes", "zones")
            if donors[lot.donor_id][column]
        }
        bound += bool(wishes)
        assert lot.category in wishes.get("categories", [lot.category])
        assert lot.zone in wishes.get("zones", [lot.zone])
        assert lot.commune_code in wishes.get("communes", [lot.commune_code])
        named = [find_district(name, assessed.districts) for name in wishes.get("districts", [])]
        assert lot.district_code in (named or [lot.district_code])
    assert bound > 10, "the wishes have to bind for this test to show anything"


def test_every_lot_is_whole_packages_at_the_delivered_price(assessed):
    categories = {category.id: category for category in assessed.programme.categories}
    distance = assessed.tables["communes"].set_index("commune_code").distance_km
    for lot in assessed.tables["allocation"].itertuples():
        category = categories[lot.category]
        uplift = category.delivery_uplift.value
        if category.uplift_by_distance:
            uplift += (
                assessed.programme.delivery.per_100_km.value * distance[lot.commune_code] / 100
            )
        price = category.unit_price_vnd.value * (1 + uplift)
        assert lot.packages >= 1
        assert lot.quantity == lot.packages * category.package_units
        assert lot.unit_price_vnd == round(price)
        assert lot.cost_vnd == lot.quantity * round(price)
        assert lot.children_reached == (
            lot.quantity * category.standard.per_children / category.standard.units
        )


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
    assert set(tables["donor_use"].basis) == {"illustrative"}
    supported = set(tables["support"].set_index(CELL).index)
    gap = tables["gap"].set_index(CELL)
    for cell, basis in gap.basis.items():
        assert (basis == "illustrative") == (cell in supported)


def test_what_stays_open_after_illustrative_gifts_is_illustrative_too(assessed):
    """«1,247 children still open» is as invented as the donors who were taken off before."""
    left = assessed.tables["open_needs"]
    served = left[left.children_reached > 0]
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


def test_rows_in_any_order_give_the_same_tables(assessed, data_copy, tmp_path):
    """Byte for byte: every CSV of the data is shuffled first."""
    for path in sorted(data_copy.rglob("*.csv")):
        frame = pd.read_csv(path, dtype="str", keep_default_na=False)
        shuffled = frame.sample(frac=1, random_state=588)
        shuffled.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
    again = assess(assessed.programme.id, data_copy)
    for name in TABLES:
        pd.testing.assert_frame_equal(again.tables[name], assessed.tables[name], check_exact=True)
    straight, mixed = tmp_path / "straight", tmp_path / "mixed"
    for written, other in zip(assessed.save(straight), again.save(mixed), strict=True):
        assert written.read_bytes() == other.read_bytes(), written.name
