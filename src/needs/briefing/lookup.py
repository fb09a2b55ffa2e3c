"""What only the exploration notebooks show: long tables to look things up in, the map of zones."""

from __future__ import annotations

import pandas as pd

from needs.briefing.html import Fragment
from needs.briefing.map_section import zone_section
from needs.briefing.no_list import is_without_list, no_list_note
from needs.briefing.pages import Page
from needs.briefing.sortable import sortable
from needs.briefing.words import category_name, open_reason
from needs.wording import basis_words, say

_COMMUNES = ("commune", "district", "zone", "specially_disadvantaged", "population", "children")
_GAP = (
    "commune",
    "category",
    "children_target",
    "covered_low",
    "covered_high",
    "gap_low",
    "gap_high",
    "cost_vnd",
    "basis",
)
_LOTS = (
    "donor",
    "gift_id",
    "commune",
    "category",
    "packages",
    "quantity",
    "unit",
    "children_reached",
    "paid_vnd",
    "partner",
    "delivery_months",
)
_NOBODY = "—"
_OPEN = ("commune", "category", "gap_low", "held", "reached", "children_open", "cost_vnd", "reason")


def every_commune(page: Page) -> Fragment:
    """Every commune with zone, residents and children."""
    columns = [
        column
        for column in _COMMUNES
        if page.part.standing == "listed" or column not in ("zone", "specially_disadvantaged")
    ]
    return sortable(
        page.part.communes,
        "communes",
        columns,
        caption=say("Các xã: {place}", lang=page.lang, place=page.place),
        lang=page.lang,
    )


def zones(page: Page) -> Fragment:
    """The map of zones I, II and III, with the specially disadvantaged communes."""
    return zone_section(
        page.province,
        title=say("Khu vực của các xã: {place}", lang=page.lang, place=page.place),
        district=page.district_code,
        boundaries=page.parameters.boundaries,
        lang=page.lang,
    )


def joined_communes(page: Page) -> Fragment:
    """Communes made from parts of several former districts, with the share of each."""
    communes = page.part.communes
    return sortable(
        communes[communes.several_districts.fillna(False).astype(bool)],
        "communes",
        ["commune", "district", "district_shares"],
        caption=say("Xã ghép từ nhiều huyện: {place}", lang=page.lang, place=page.place),
        lang=page.lang,
    )


def every_gap(page: Page) -> Fragment:
    """Every commune and category: target, covered, lacking; the largest low gap first."""
    if is_without_list(page.part):
        return no_list_note(page.part, lang=page.lang)
    frame = page.part.gap.sort_values(
        ["gap_low", "commune_code", "category"], ascending=[False, True, True]
    )
    words = frame.basis.map(lambda code: basis_words(code, lang=page.lang), na_action="ignore")
    return sortable(
        _named(frame.assign(basis=words), page),
        "gap",
        _GAP,
        caption=say("Mỗi xã, mỗi loại hỗ trợ: {place}", lang=page.lang, place=page.place),
        titles=_titles(page),
        lang=page.lang,
    )


def every_lot(page: Page) -> Fragment:
    """Every lot of the proposal: which gift goes to which commune, for what."""
    if is_without_list(page.part):
        return no_list_note(page.part, lang=page.lang)
    lots = page.part.allocation
    return sortable(
        _named(lots.assign(partner=lots.partner.fillna(_NOBODY)), page),
        "allocation",
        _LOTS,
        caption=say("Từng phần quà được đề xuất: {place}", lang=page.lang, place=page.place),
        titles=_titles(page),
        lang=page.lang,
    )


def still_open(page: Page) -> Fragment:
    """What has no source yet, and why; most children first."""
    if is_without_list(page.part):
        return no_list_note(page.part, lang=page.lang)
    frame = page.part.open_needs.sort_values(
        ["children_open", "commune_code", "category"], ascending=[False, True, True]
    )
    reasons = frame.reason.map(lambda code: open_reason(code, lang=page.lang), na_action="ignore")
    return sortable(
        _named(frame.assign(reason=reasons), page),
        "open_needs",
        _OPEN,
        caption=say("Chưa có nguồn: {place}", lang=page.lang, place=page.place),
        titles=_titles(page),
        lang=page.lang,
    )


def _named(frame: pd.DataFrame, page: Page) -> pd.DataFrame:
    programme = page.province.programme
    names = frame.category.map(lambda code: category_name(programme, code, lang=page.lang))
    return frame.assign(category=names)


def _titles(page: Page) -> dict[str, str]:
    return {"category": say("Loại hỗ trợ", lang=page.lang)}
