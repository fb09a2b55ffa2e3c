"""What children lack, commune by commune, as the public may read it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.cells import whole
from needs.briefing.html import Fragment, data_table, heading, paragraph, text
from needs.briefing.measures import alphabetical, total
from needs.briefing.words import category_name
from needs.editions.figures import LACKING
from needs.editions.marks import hidden_note
from needs.editions.told import Told
from needs.programmes.category import Facility
from needs.public.edition_tables import left_out_note, mostly_hidden
from needs.tables import rows_of
from needs.wording import collation_key, say


def wanted_section(told: Told, *, lang: str) -> Fragment:
    """Return the children who lack each kind of support, by commune, and the places lacking.

    The figures are the low ends of the gap: at the least so many; those of the public editions.
    """
    assessment = told.assessment
    title = heading(say("Trẻ em ở đâu còn thiếu gì", lang=lang))
    gap = assessment.gap
    if gap.empty or gap.gap_low.isna().all():
        return title + paragraph(not_known(assessment, lang=lang), kind="note")
    return (
        title
        + paragraph(hidden_note(told, lang=lang), kind="note")
        + _by_category(told, lang)
        + _by_commune(told, lang)
        + _places(assessment, lang)
    )


def not_known(assessment: Assessment, *, lang: str) -> str:
    """Say why the needs of the communes are not known."""
    if assessment.communes.zone.isna().all() and assessment.programme.beneficiaries.area_zones:
        return say("chưa có danh sách xã: chưa tính được nhu cầu của từng xã", lang=lang)
    return say("chưa có số liệu về nhu cầu của từng xã", lang=lang)


def _by_category(told: Told, lang: str) -> Fragment:
    assessment, body = told.assessment, []
    for category in assessment.programme.categories:
        rows = assessment.gap[assessment.gap.category == category.id]
        lacking = told.cell(total(rows.gap_low), LACKING, lang=lang, category=category.id)
        cost = told.millions(total(rows.cost_vnd), lang=lang, category=category.id)
        # In a category without any commune nobody is counted.
        figures = ["–", "–"] if rows.empty else [lacking, cost]
        body.append([text(category.name.text(lang)), *figures])
    return data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            say("Trẻ còn thiếu, ít nhất", lang=lang),
            say("Triệu đồng", lang=lang),
        ],
        body,
        caption=say("Còn thiếu trong cả tỉnh, theo loại hỗ trợ", lang=lang),
    )


def _by_commune(told: Told, lang: str) -> Fragment:
    """List what lacks by commune; kinds of support that would be «•» mostly, by former district."""
    assessment = told.assessment
    every = assessment.programme.categories
    own = [{"commune_code": code} for code in sorted(set(assessment.gap.commune_code))]
    few = [one.id for one in every if mostly_hidden(told, own, LACKING, one.id)]
    # Of a column of noughts the districts' say as much.
    open_ = set(assessment.gap.category[assessment.gap.gap_low.ne(0).fillna(True)])
    left = [one.id for one in every if one.id in few or (few and one.id not in open_)]
    categories = [one for one in every if one.id not in left]
    above = say("số theo huyện (cũ) ở bảng dưới", lang=lang)
    note = left_out_note(told, few, above, lang=lang) + _by_district(told, left, lang)
    if not set(assessment.gap.category) - set(left):
        return note
    cells = assessment.gap.set_index(["commune_code", "category"]).gap_low
    communes = alphabetical(assessment.communes, "commune")
    communes = communes[communes.commune_code.isin(assessment.gap.commune_code)]
    body = []
    for row in rows_of(communes):
        figures = [
            _cell(told, cells, row.commune_code, category.id, lang) for category in categories
        ]
        place = f"{text(row.commune)}<br><small>{text(row.district)}</small>"
        body.append([place, *figures])
    return (
        data_table(
            [
                say("Xã, huyện (cũ)", lang=lang),
                *(category.name.text(lang) for category in categories),
            ],
            body,
            caption=say("Số trẻ còn thiếu, ít nhất, theo xã và loại hỗ trợ", lang=lang),
            compact=True,
        )
        + note
    )


def _by_district(told: Told, categories: list[str], lang: str) -> Fragment:
    """Return what lacks of some kinds of support, by former district."""
    gap, programme = told.assessment.gap, told.assessment.programme
    if not categories:
        return Fragment("")
    body = []
    for row in rows_of(alphabetical(told.assessment.districts, "district")):
        figures = []
        for category in categories:
            own = gap[(gap.district_code == row.district_code) & (gap.category == category)]
            sides = {"district_code": row.district_code, "category": category}
            words = told.cell(total(own.gap_low), LACKING, lang=lang, **sides)
            figures.append("–" if own.empty else words)
        body.append([text(row.district), *figures])
    return data_table(
        [
            say("Huyện, thành phố", lang=lang),
            *(category_name(programme, one, lang=lang) for one in categories),
        ],
        body,
        caption=say("Số trẻ còn thiếu, ít nhất, theo huyện (cũ) và loại hỗ trợ", lang=lang),
        compact=True,
    )


def _cell(told: Told, cells: pd.Series, commune: str, category: str, lang: str) -> str:
    """Return one figure; a commune outside the category's target has none («–»)."""
    if (commune, category) not in cells.index:
        return "–"
    sides = {"commune_code": commune, "category": category}
    return told.cell(cells[(commune, category)], LACKING, lang=lang, **sides)


def _places(assessment: Assessment, lang: str) -> Fragment:
    """List the places lacking by kind: places are no children, their numbers are exact."""
    rows = assessment.facilities
    body = []
    for kind, lacking in places_lacking(assessment):
        own = rows[rows.facility == kind.id]
        where = sorted(own.commune[own.places_open.fillna(0) > 0], key=collation_key)
        body.append([text(kind.name.text(lang)), whole(lacking, lang), text("; ".join(where))])
    if not body:
        return Fragment("")
    return data_table(
        [say("Công trình", lang=lang), say("Còn thiếu", lang=lang), say("Ở các xã", lang=lang)],
        body,
        caption=say("Công trình còn thiếu", lang=lang),
        kinds="tnt",
    )


def places_lacking(assessment: Assessment) -> list[tuple[Facility, Any]]:
    """Return how many places of each kind are still lacking; missing where a commune is not known.

    Kinds of which nothing at all is known are left out.
    """
    rows = assessment.facilities
    if rows.empty:
        return []
    found = []
    for kind in assessment.programme.facilities:
        own = rows[rows.facility == kind.id]
        if own.places_open.notna().any():
            found.append((kind, total(own.places_open)))
    return found
