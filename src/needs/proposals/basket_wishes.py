"""What is lacking without a source, in units: for donors of goods, services and places."""

from __future__ import annotations

from typing import Any

from needs.assessment import Assessment
from needs.briefing.cells import millions, whole
from needs.briefing.html import (
    Fragment,
    basis_tag,
    data_table,
    heading,
    missing,
    paragraph,
    text,
)
from needs.briefing.measures import alphabetical
from needs.editions.donor_figures import OPEN, OPEN_COST
from needs.editions.donors import ToldToDonors
from needs.editions.told import NOT_SHOWN
from needs.proposals.basket_lots import open_is_told, places_told
from needs.proposals.explained_words import units_words
from needs.proposals.plan_tables import open_table
from needs.proposals.words import months_words, support_name
from needs.tables import rows_of, weakest_basis
from needs.wording import number, say
from needs.wording.numbers import is_missing

#: So many communes are named beside each category lacking: the column is narrow.
MOST_LACKING = 3


def wish_list(assessment: Assessment, told: ToldToDonors, *, lang: str) -> Fragment:
    """List what is lacking where, by category."""
    found = open_table(assessment)
    known = found[found.counted.eq("children") & found.children_open.fillna(0).gt(0)]
    title = heading(say("Hiện vật, dịch vụ còn thiếu", lang=lang))
    if known.empty:
        return title + paragraph(say("Không còn loại nào chưa có nguồn.", lang=lang), kind="note")
    own = set(known.category)
    categories = [one for one in assessment.programme.categories if one.id in own]
    parts = [known[known.category == category.id] for category in categories]
    body, places = [], places_told(parts, told, lang=lang)
    for category, rows, communes in zip(categories, parts, places, strict=True):
        quantity = units_words(
            assessment.programme, category.id, rows.quantity.sum(skipna=False), lang=lang
        )
        cost = rows.cost_vnd.sum(skipna=False)
        body.append(
            [
                text(category.name.text(lang)),
                *communes,
                told.words(text(quantity), OPEN, category=category.id),
                told.cell(rows.children_open.sum(), OPEN, lang=lang, category=category.id),
                _millions(cost, category.id, told, lang),
                text(months_words(category.delivery_months, lang=lang)),
                text(_most(rows[open_is_told(told, rows)], lang)),
                basis_tag(weakest_basis(*rows.basis), lang=lang),
            ]
        )
    return title + data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            *([say("Số xã", lang=lang)] if any(places) else []),
            say("Khối lượng", lang=lang),
            say("Trẻ chưa có nguồn", lang=lang),
            say("Giá trị, triệu đồng", lang=lang),
            say("Khi nào", lang=lang),
            say("Thiếu nhiều nhất (số trẻ)", lang=lang),
            say("Căn cứ", lang=lang),
        ],
        body,
        caption=say("Phần thiếu chắc chắn chưa có nguồn, theo loại hỗ trợ", lang=lang),
        kinds="t" + "n" * (3 + any(map(bool, places))) + "ttt",
    )


def _millions(cost: Any, category: str, told: ToldToDonors, lang: str) -> str:
    """Return a cost; where a price is not known there is none, whatever may be told."""
    if is_missing(cost):
        return missing(lang=lang)
    return told.words(millions(cost, lang), OPEN_COST, category=category)


def _most(rows: Any, lang: str) -> str:
    """Name the communes that lack most among those that may be told of."""
    most = rows.sort_values(["children_open", "commune_code"], ascending=[False, True])
    names = [
        f"{row.commune} ({number(row.children_open, lang=lang)})"
        for row in rows_of(most.head(MOST_LACKING))
    ]
    return "; ".join(names) or NOT_SHOWN


def places_lacking(assessment: Assessment, *, lang: str) -> Fragment:
    """List the places lacking that nobody has taken on."""
    found = open_table(assessment)
    known = found[found.counted.eq("places") & found.children_open.fillna(0).gt(0)]
    if known.empty:
        return Fragment("")
    return heading(say("Công trình còn thiếu", lang=lang)) + data_table(
        [
            say("Xã", lang=lang),
            say("Công trình", lang=lang),
            say("Chưa có nguồn", lang=lang),
            say("Đơn giá, đồng", lang=lang),
        ],
        [
            [
                text(row.commune),
                text(support_name(assessment.programme, row.category, lang=lang)),
                number(row.children_open, lang=lang),
                whole(row.unit_price_vnd, lang),
            ]
            for row in rows_of(alphabetical(known, "commune"))
        ],
        caption=say("Công trình chưa có nguồn (nơi)", lang=lang),
        kinds="ttnn",
    )
