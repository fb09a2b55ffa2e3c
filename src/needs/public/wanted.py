"""What children lack, commune by commune, as the public may read it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.cells import millions, whole
from needs.briefing.html import Fragment, data_table, heading, paragraph, text
from needs.briefing.measures import alphabetical, total
from needs.programmes.category import Facility
from needs.programmes.public_page import PublicPage
from needs.public.rounded import is_small, public_count, rounding_note
from needs.tables import rows_of
from needs.wording import collation_key, say


def wanted_section(assessment: Assessment, rules: PublicPage, *, lang: str) -> Fragment:
    """Return the children who lack each kind of support, by commune, and the places lacking.

    The figures are the low ends of the gap: at the least so many.
    """
    title = heading(say("Trẻ em ở đâu còn thiếu gì", lang=lang))
    gap = assessment.gap
    if gap.empty or gap.gap_low.isna().all():
        return title + paragraph(not_known(assessment, lang=lang), kind="note")
    return (
        title
        + paragraph(rounding_note(rules, lang=lang), kind="note")
        + _by_category(assessment, rules, lang)
        + _by_commune(assessment, rules, lang)
        + _places(assessment, lang)
    )


def not_known(assessment: Assessment, *, lang: str) -> str:
    """Say why the needs of the communes are not known."""
    if assessment.communes.zone.isna().all() and assessment.programme.beneficiaries.area_zones:
        return say("chưa có danh sách xã: chưa tính được nhu cầu của từng xã", lang=lang)
    return say("chưa có số liệu về nhu cầu của từng xã", lang=lang)


def _by_category(assessment: Assessment, rules: PublicPage, lang: str) -> Fragment:
    body = []
    for category in assessment.programme.categories:
        rows = assessment.gap[assessment.gap.category == category.id]
        lacking = total(rows.gap_low)
        # At a known price, what it costs tells how many children there are.
        cost = "–" if is_small(lacking, rules) else millions(total(rows.cost_vnd), lang)
        body.append([text(category.name.text(lang)), public_count(lacking, rules, lang=lang), cost])
    return data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            say("Trẻ còn thiếu, ít nhất", lang=lang),
            say("Triệu đồng", lang=lang),
        ],
        body,
        caption=say("Còn thiếu trong cả tỉnh, theo loại hỗ trợ", lang=lang),
    )


def _by_commune(assessment: Assessment, rules: PublicPage, lang: str) -> Fragment:
    categories = assessment.programme.categories
    cells = assessment.gap.set_index(["commune_code", "category"]).gap_low
    communes = alphabetical(assessment.communes, "commune")
    communes = communes[communes.commune_code.isin(assessment.gap.commune_code)]
    body = []
    for row in rows_of(communes):
        figures = [
            _cell(cells, row.commune_code, category.id, rules, lang) for category in categories
        ]
        place = f"{text(row.commune)}<br><small>{text(row.district)}</small>"
        body.append([place, *figures])
    return data_table(
        [
            say("Xã, huyện (cũ)", lang=lang),
            *(category.name.text(lang) for category in categories),
        ],
        body,
        caption=say("Số trẻ còn thiếu, ít nhất, theo xã và loại hỗ trợ", lang=lang),
        compact=True,
    )


def _cell(cells: pd.Series, commune: str, category: str, rules: PublicPage, lang: str) -> str:
    """Return one figure; a commune outside the category's target has none («–»)."""
    if (commune, category) not in cells.index:
        return "–"
    return public_count(cells[(commune, category)], rules, lang=lang)


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
