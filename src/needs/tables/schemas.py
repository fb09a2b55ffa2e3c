"""The tables: which columns each has, what identifies a row, and what it shows."""

from __future__ import annotations

from needs.errors import NotFound
from needs.tables.agency_tables import AGENCY_TABLES
from needs.tables.allocation_schemas import ALLOCATION_TABLES
from needs.tables.disclosure_tables import DISCLOSURE_TABLES
from needs.tables.friendly_tables import FRIENDLY_TABLES
from needs.tables.fund_tables import FUND_TABLES
from needs.tables.gap_schemas import GAP_TABLES
from needs.tables.monitoring_tables import MONITORING_TABLES
from needs.tables.network_tables import NETWORK_TABLES
from needs.tables.return_schemas import RETURN_TABLES
from needs.tables.schema import PLACE, Table
from needs.tables.sponsorship_tables import SPONSORSHIP_TABLES
from needs.tables.timetable_tables import TIMETABLE_TABLES

TABLES = {
    table.name: table
    for table in (
        Table(
            "communes",
            "các xã của chương trình, dân số và trẻ em",
            "communes of the programme, residents and children",
            (
                "programme",
                *PLACE,
                "province_code",
                "edition",
                "specially_disadvantaged",
                "area_list",
                "latitude",
                "longitude",
                "distance_km",
                "district_shares",
                "several_districts",
                "split_predecessor",
                "population",
                "population_low",
                "population_high",
                "population_basis",
                "population_source",
                "population_note",
                "population_figures",
                "children",
                "children_low",
                "children_high",
                "children_basis",
                "children_source",
                "village_share",
                "village_share_low",
                "village_share_high",
                "village_source",
            ),
            ("commune_code",),
        ),
        Table(
            "need",
            "nhu cầu theo xã, loại hỗ trợ, nhóm tuổi",
            "need by commune, category and age band",
            (
                *PLACE,
                "category",
                "age_band",
                "scope_share",
                "eligible_share",
                "children_eligible",
                "children_eligible_low",
                "children_eligible_high",
                "eligible_basis",
                "quantity",
                "unit",
                "unit_price_vnd",
                "price_basis",
                "cost_vnd",
                "cost_low_vnd",
                "cost_high_vnd",
                "basis",
                "sources",
            ),
            ("commune_code", "category", "age_band"),
        ),
        Table(
            "gap",
            "chỉ tiêu, đã hỗ trợ và còn thiếu theo xã và loại hỗ trợ",
            "target, covered and gap by commune and category",
            (
                *PLACE,
                "category",
                "children_eligible",
                "eligible_basis",
                "in_target",
                "children_target",
                "children_target_low",
                "children_target_high",
                "state_children",
                "state_low",
                "state_high",
                "support_sources",
                "support_children",
                "donors_low",
                "donors_point",
                "donors_high",
                "overlap_known",
                "list_differs",
                "covered_low",
                "covered_point",
                "covered_high",
                "over_claimed",
                "gap_low",
                "gap_point",
                "gap_high",
                "priority",
                "quantity",
                "unit",
                "unit_price_vnd",
                "price_basis",
                "cost_vnd",
                "cost_low_vnd",
                "cost_high_vnd",
                "target_vnd",
                "state_vnd",
                "pledged_vnd",
                "gap_vnd",
                "basis",
            ),
            ("commune_code", "category"),
        ),
        Table(
            "support",
            "hỗ trợ đã có, theo nguồn",
            "support already there, by source",
            (
                *PLACE,
                "category",
                "donor_id",
                "donor",
                "period",
                "children",
                "units",
                "amount_vnd",
                "basis",
                "source",
            ),
            ("commune_code", "category", "donor_id", "period"),
        ),
        Table(
            "assumptions",
            "mọi giả định và con số tham chiếu đã dùng, kèm nguồn",
            "every assumption and reference figure used, with its source",
            (
                "figure",
                "name",
                "name_en",
                "value",
                "low",
                "high",
                "unit",
                "unit_en",
                "kind",
                "source",
                "note",
                "uncertainty_share",
                "total_at_low_vnd",
                "total_at_high_vnd",
            ),
            ("figure",),
        ),
        Table(
            "checks",
            "đối chiếu với số chính thức",
            "checks against official totals",
            ("check", "name", "name_en", "expected", "found", "status", "source"),
            ("check",),
        ),
        *GAP_TABLES,
        *ALLOCATION_TABLES,
        *RETURN_TABLES,
    )
}


#: Tables that other rooms make: duties, timetable, books, lists, reports.
RECORDS = {
    table.name: table
    for table in (
        *DISCLOSURE_TABLES,
        *AGENCY_TABLES,
        *TIMETABLE_TABLES,
        *NETWORK_TABLES,
        *FUND_TABLES,
        *SPONSORSHIP_TABLES,
        *FRIENDLY_TABLES,
        *MONITORING_TABLES,
    )
}


def table(name: str) -> Table:
    """Return the table of that name, or raise `NotFound` with the valid names."""
    known = TABLES | RECORDS
    if name not in known:
        raise NotFound("bảng / table", name, known)
    return known[name]
