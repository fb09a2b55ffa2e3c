"""Dated official zone lists: which communes are specially disadvantaged, and since when."""

from needs.areas.lists import AreaList, area_list_on, read_area_index, specially_disadvantaged
from needs.areas.totals import check_against_totals, read_area_totals

__all__ = [
    "AreaList",
    "area_list_on",
    "check_against_totals",
    "read_area_index",
    "read_area_totals",
    "specially_disadvantaged",
]
