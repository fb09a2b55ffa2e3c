"""The long tables of the exploration notebooks: sorted, searched, each with what it tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from needs.areas import list_of_programme
from needs.briefing.html import Fragment, paragraph
from needs.briefing.lookup_words import (
    gaps_told,
    list_told,
    lots_told,
    open_told,
    people_told,
    step_end,
    step_name,
    steps_told,
)
from needs.briefing.no_list import is_without_list, no_list_note, no_list_opening
from needs.briefing.pages import Page
from needs.briefing.sortable import sortable
from needs.briefing.words import category_name, open_reason
from needs.errors import Fault, InputFaults
from needs.places import load_gazetteer
from needs.wording import basis_words, date_text, number, say

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
_STEPS = ("step", "stage", "gap", "status")


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
    ) + people_told(page)


def joined_communes(page: Page) -> Fragment:
    """Communes made from parts of several former districts, with the share of each."""
    communes = page.part.communes
    joined = communes[communes.several_districts.fillna(False).astype(bool)]
    return sortable(
        joined,
        "communes",
        ["commune", "district", "district_shares"],
        caption=say("Xã ghép từ nhiều huyện: {place}", lang=page.lang, place=page.place),
        lang=page.lang,
    ) + paragraph(
        say(
            "{joined} trong {all} xã ở đây ghép từ nhiều huyện (cũ).",
            lang=page.lang,
            joined=number(len(joined), lang=page.lang),
            all=number(len(communes), lang=page.lang),
        )
    )


def communes_on(page: Page, day: str = "") -> Fragment:
    """The list that holds on a day, of the whole province.

    Parameters
    ----------
    page
        The page.
    day
        Day, month, year («1/6/2027»); empty: the programme's reference date.

    Raises
    ------
    InputFaults
        If that is no day; if there are lists, but none holds then: names those there are.
    """
    programme = page.province.programme
    on = _day(day) if day else programme.reference_date
    if page.province.standing == "by_groups":
        return paragraph(
            say("Chương trình này tính trẻ theo hoàn cảnh: không cần danh sách xã.", lang=page.lang)
        )
    gazetteer = load_gazetteer()
    area = list_of_programme(programme, page.parameters.data, gazetteer, on=on)
    if area is None:
        return no_list_opening(page.province, lang=page.lang)
    places = gazetteer.communes(programme.province_code, programme.edition)
    listed = area.communes.assign(
        # The list itself need not name districts.
        district=area.communes.commune_code.map(places.set_index("commune_code").district),
        specially_disadvantaged=area.communes.zone.isin(
            programme.beneficiaries.specially_disadvantaged_zones
        ),
    )
    return sortable(
        listed,
        "communes",
        ["commune", "district", "zone", "specially_disadvantaged"],
        caption=say(
            "Danh sách có hiệu lực ngày {day}: {list}",
            lang=page.lang,
            day=date_text(on, lang=page.lang),
            list=area.name,
        ),
        lang=page.lang,
    ) + list_told(listed, lang=page.lang)


def every_gap(page: Page) -> Fragment:
    """Every commune and category: target, covered, lacking; the largest low gap first."""
    frame = _most_first(page.part.gap, "gap_low")
    words = frame.basis.map(lambda code: basis_words(code, lang=page.lang), na_action="ignore")
    caption = say("Mỗi xã, mỗi loại hỗ trợ: {place}", lang=page.lang, place=page.place)
    return _looked_up(page, frame.assign(basis=words), "gap", _GAP, caption, gaps_told(page))


def every_lot(page: Page) -> Fragment:
    """Every lot of the proposal: which gift goes to which commune, for what."""
    lots = page.part.allocation
    lots = lots.assign(partner=lots.partner.fillna(_NOBODY))
    caption = say("Từng phần quà được đề xuất: {place}", lang=page.lang, place=page.place)
    return _looked_up(page, lots, "allocation", _LOTS, caption, lots_told(page))


def still_open(page: Page) -> Fragment:
    """What has no source yet, and why; most children first."""
    frame = _most_first(page.part.open_needs, "children_open")
    reasons = frame.reason.map(lambda code: open_reason(code, lang=page.lang), na_action="ignore")
    caption = say("Chưa có nguồn: {place}", lang=page.lang, place=page.place)
    frame = frame.assign(reason=reasons)
    return _looked_up(page, frame, "open_needs", _OPEN, caption, open_told(page))


def steps(page: Page) -> Fragment:
    """The steps of the solver, of the whole province, and how near each came to its bound."""
    if is_without_list(page.province):
        return no_list_note(page.province, lang=page.lang)
    stages = page.province.stages
    named = stages.assign(
        stage=[step_name(stage, page) for stage in stages.stage],
        status=[step_end(status, lang=page.lang) for status in stages.status],
    )
    return sortable(
        named,
        "stages",
        _STEPS,
        caption=say("Các bước tính đề xuất, toàn tỉnh", lang=page.lang),
        lang=page.lang,
    ) + steps_told(page)


def _day(written: str) -> dt.date:
    try:
        # A day of the calendar, of no hour and no place.
        return dt.datetime.strptime(written.strip(), "%d/%m/%Y").date()  # noqa: DTZ007
    except ValueError:
        fault = Fault("ngay", written, "ngày/tháng/năm, thí dụ 1/6/2027")
        raise InputFaults("ngày của danh sách / day of the list", [fault]) from None


def _most_first(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    return frame.sort_values(
        [column, "commune_code", "category"], ascending=[False, True, True], kind="stable"
    )


def _looked_up(
    page: Page,
    frame: pd.DataFrame,
    name: str,
    columns: Sequence[str],
    caption: str,
    told: Fragment,
) -> Fragment:
    """Return rows of communes × categories and what they tell; a note where no list is here."""
    if is_without_list(page.part):
        return no_list_note(page.part, lang=page.lang)
    programme = page.province.programme
    names = frame.category.map(lambda code: category_name(programme, code, lang=page.lang))
    rows = sortable(
        frame.assign(category=names),
        name,
        columns,
        caption=caption,
        titles={"category": say("Loại hỗ trợ", lang=page.lang)},
        lang=page.lang,
    )
    return rows + told
