"""Words, tables and pictures of the pages that a planner hands on."""

from needs.briefing.html import Fragment
from needs.briefing.open_page import district_page, open_page, province_page
from needs.briefing.pages import Page, district_label
from needs.briefing.parameters import Parameters, check_parameters

__all__ = [
    "Fragment",
    "Page",
    "Parameters",
    "check_parameters",
    "district_label",
    "district_page",
    "open_page",
    "province_page",
]
