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
from needs.areas.lists import (
    AreaList,
    area_list,
    area_list_on,
    read_area_index,
    specially_disadvantaged,
)
from needs.areas.totals import check_against_totals, read_area_totals
from needs.areas.villages import Villages, read_villages, village_shares
from needs.areas.zone_lists import ZoneList, open_both, open_zone_list

__all__ = [
    "CHANGES",
    "CHANGE_COLUMNS",
    "AreaList",
    "Villages",
    "ZoneList",
    "area_list",
    "area_list_on",
    "attribute",
    "check_against_totals",
    "compare_areas",
    "not_compared",
    "open_both",
    "open_zone_list",
    "read_area_index",
    "read_area_totals",
    "read_attributes",
    "read_villages",
    "specially_disadvantaged",
    "unit_edition",
    "unit_province",
    "village_shares",
]
