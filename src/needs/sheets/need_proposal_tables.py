"""The tables of a need proposal: what is asked by kind and by place, what has a source."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.cells import millions, pieces, whole
from needs.briefing.html import Fragment, basis_tag, data_table, text
from needs.briefing.measures import alphabetical, total, whole_in_communes, with_sums
from needs.briefing.tables import rounded_up_note
from needs.briefing.words import category_name, unit_name
from needs.tables import rows_of, weakest_basis
from needs.wording import number, say


def asked_table(assessment: Assessment, *, lang: str) -> Fragment:
    """Show children of the target, what may be lacking, and what is asked, in units and đồng."""
    programme, gap = assessment.programme, assessment.gap
    body = []
    for category in programme.categories:
        rows = gap[gap.category == category.id]
        if rows.empty:
            continue
        quantity = pieces(total(whole_in_communes(rows).quantity), lang)
        body.append(
            [
                text(category_name(programme, category.id, lang=lang)),
                whole(total(rows.children_target), lang),
                whole(total(rows.gap_point), lang),
                whole(total(rows.gap_low), lang),
                f"{quantity} {text(unit_name(programme, category.id, lang=lang))}",
                _prices(rows.unit_price_vnd, lang),
                millions(total(rows.cost_vnd), lang),
                basis_tag(weakest_basis(*rows.basis), lang=lang),
            ]
        )
    table = data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            say("Trẻ cần đạt", lang=lang),
            say("Có thể thiếu, trẻ", lang=lang),
            say("Đề nghị, trẻ", lang=lang),
            say("Khối lượng", lang=lang),
            say("Đơn giá, đồng", lang=lang),
            say("Triệu đồng", lang=lang),
            say("Căn cứ", lang=lang),
        ],
        body,
        caption=say("Nhu cầu đề nghị hỗ trợ, theo loại", lang=lang),
        kinds="tnnnnnnt",
        total=[say("Cộng", lang=lang), *[""] * 5, millions(total(gap.cost_vnd), lang), ""],
    )
    shown = whole_in_communes(gap).groupby("category").quantity.sum(skipna=False)
    return table + rounded_up_note(gap, shown, lang=lang)


def _prices(prices: pd.Series, lang: str) -> str:
    """Return the unit price; from the lowest to the highest where the way there makes it differ."""
    if prices.isna().any():
        return whole(pd.NA, lang)
    low, high = int(prices.min()), int(prices.max())
    ends = [number(end, lang=lang) for end in dict.fromkeys((low, high))]
    return "–<br>".join(ends)


def asked_by_place(assessment: Assessment, place: str, *, lang: str) -> Fragment:
    """Show what is asked in children, by place and category, and in đồng."""
    programme, gap = assessment.programme, assessment.gap
    order = [
        category.id for category in programme.categories if (gap.category == category.id).any()
    ]

    def figures(rows: pd.DataFrame) -> list[str]:
        return [*(_children(rows, category, lang) for category in order), _cost(rows, lang)]

    places = alphabetical(gap.drop_duplicates(f"{place}_code"), place)
    return data_table(
        [
            say("Xã, phường", lang=lang)
            if place == "commune"
            else say("Huyện, thành phố", lang=lang),
            *(category_name(programme, category, lang=lang) for category in order),
            say("Triệu đồng", lang=lang),
        ],
        [
            [text(name), *figures(gap[gap[f"{place}_code"] == code])]
            for name, code in zip(places[place], places[f"{place}_code"], strict=True)
        ],
        caption=say("Số trẻ đề nghị hỗ trợ, theo nơi và loại", lang=lang),
        compact=True,
        total=[say("Cộng", lang=lang), *figures(gap)],
    )


def _children(gap: pd.DataFrame, category: str, lang: str) -> str:
    rows = gap[gap.category == category]
    return whole(total(rows.gap_low), lang) if len(rows) else "–"


def _cost(gap: pd.DataFrame, lang: str) -> str:
    return millions(total(gap.cost_vnd), lang)


def sources_table(assessment: Assessment, *, lang: str) -> Fragment:
    """Part what is asked: taken on or proposed to somebody, and open."""
    programme = assessment.programme
    gap = assessment.gap.groupby("category")[["gap_low", "cost_vnd"]].sum(skipna=False)
    rows = with_sums(
        gap, assessment.open_needs, {"children_open": "open_children", "cost_vnd": "open_vnd"}
    )
    order = [category.id for category in programme.categories if category.id in rows.index]
    rows = rows.reindex(order)

    def cells(row: Any) -> list[str]:
        return [
            whole(row.gap_low - row.open_children, lang),
            millions(row.cost_vnd - row.open_vnd, lang),
            whole(row.open_children, lang),
            millions(row.open_vnd, lang),
        ]

    sums = rows.apply(total)
    return data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            say("Đã có người nhận hoặc được đề xuất, trẻ", lang=lang),
            say("Triệu đồng", lang=lang),
            say("Chưa có nguồn, trẻ", lang=lang),
            say("Chưa có nguồn, triệu đồng", lang=lang),
        ],
        [
            [text(category_name(programme, str(row.Index), lang=lang)), *cells(row)]
            for row in rows_of(rows)
        ],
        caption=say("Phần đề nghị đã có và chưa có nguồn", lang=lang),
        total=[
            say("Cộng", lang=lang),
            "",
            millions(sums.cost_vnd - sums.open_vnd, lang),
            "",
            millions(sums.open_vnd, lang),
        ],
    )
