"""Dated official zone lists: which communes are specially disadvantaged, and since when."""

from needs.areas.attributes import attribute, read_attributes
from needs.areas.compare import (
    CHANGE_COLUMNS,
    CHANGES,
    compare_areas,
    not_compared,
    unit_edition,
    unit_province,
)
from needs.areas.import_list import ReadList, province_named, read_list
from needs.areas.list_header import Header, header_of
from needs.areas.list_names import Decision
from needs.areas.lists import (
    AreaList,
    area_list,
    area_list_on,
    read_area_index,
    specially_disadvantaged,
)
from needs.areas.of_programme import (
    NO_LIST,
    awaited_list_checks,
    communes_of_programme,
    last_list_before,
    list_of_programme,
    province_totals,
    totals_of_edition,
)
from needs.areas.totals import check_against_totals, read_area_totals
from needs.areas.villages import Villages, read_villages, village_shares
from needs.areas.write_list import write_list
from needs.areas.zone_lists import ZoneList, open_both, open_zone_list

__all__ = [
    "CHANGES",
    "CHANGE_COLUMNS",
    "NO_LIST",
    "AreaList",
    "Decision",
    "Header",
    "ReadList",
    "Villages",
    "ZoneList",
    "area_list",
    "area_list_on",
    "attribute",
    "awaited_list_checks",
    "check_against_totals",
    "communes_of_programme",
    "compare_areas",
    "header_of",
    "last_list_before",
    "list_of_programme",
    "not_compared",
    "open_both",
    "open_zone_list",
    "province_named",
    "province_totals",
    "read_area_index",
    "read_area_totals",
    "read_attributes",
    "read_list",
    "read_villages",
    "specially_disadvantaged",
    "totals_of_edition",
    "unit_edition",
    "unit_province",
    "village_shares",
    "write_list",
]
