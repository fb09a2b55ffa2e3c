"""Tables of the province's overview: districts, donors, lowest coverage."""

from __future__ import annotations

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.cells import millions, rate, whole
from needs.briefing.html import Fragment, data_table, text
from needs.briefing.measures import alphabetical, total, with_sums
from needs.briefing.words import category_name, donor_type, idle_reason
from needs.tables import rows_of
from needs.wording import number, say


def districts_table(assessment: Assessment, *, lang: str) -> Fragment:
    """Show each district: communes, residents, children, need, proposal, what stays open."""
    communes = assessment.communes
    by = ["district_code", "district"]
    rows = communes.groupby(by).agg(
        communes=("commune_code", "size"),
        disadvantaged=("specially_disadvantaged", "sum"),
        population=("population", total),
    )
    disadvantaged = communes[communes.specially_disadvantaged]
    for table, column, name in (
        (disadvantaged, "children", "children"),
        (assessment.need, "cost_vnd", "need"),
        (assessment.gap, "cost_vnd", "gap"),
        (assessment.allocation, "cost_vnd", "proposed"),
        (assessment.open_needs, "cost_vnd", "open"),
    ):
        rows = with_sums(rows, table, {column: name})
    body = [
        [
            text(row.district),
            number(row.communes, lang=lang),
            number(row.disadvantaged, lang=lang),
            whole(row.population, lang),
            whole(row.children, lang),
            *[millions(getattr(row, name), lang) for name in ("need", "gap", "proposed", "open")],
        ]
        for row in rows_of(alphabetical(rows.reset_index(), "district"))
    ]
    return data_table(
        [
            say("Huyện, thành phố", lang=lang),
            say("Số xã", lang=lang),
            say("ĐBKK", lang=lang),
            say("Dân số", lang=lang),
            say("Trẻ ở xã ĐBKK", lang=lang),
            say("Nhu cầu", lang=lang),
            say("Thiếu chắc chắn", lang=lang),
            say("Đề xuất", lang=lang),
            say("Chưa có nguồn", lang=lang),
        ],
        body,
        caption=say("Theo huyện; bốn cột cuối: triệu đồng", lang=lang),
        total=[
            say("Toàn tỉnh", lang=lang),
            number(rows.communes.sum(), lang=lang),
            number(rows.disadvantaged.sum(), lang=lang),
            whole(total(rows.population), lang),
            whole(total(rows.children), lang),
            *[millions(total(rows[name]), lang) for name in ("need", "gap", "proposed", "open")],
        ],
    )


def donors_table(assessment: Assessment, *, lang: str) -> Fragment:
    """Show each donor's means, what is proposed with them, and why something is left."""
    body = []
    for row in rows_of(assessment.donor_use):
        for holds, used, left, reason, unit in (
            (row.budget_vnd, row.spent_vnd, row.unspent_vnd, row.unspent_reason, "cash"),
            (row.stock_units, row.stock_used, row.stock_left, row.stock_reason, "stock"),
        ):
            if pd.isna(holds):
                continue
            goods = unit == "stock"
            body.append(
                [
                    text(row.donor),
                    donor_type(row.donor_type, lang=lang),
                    say("triệu đồng", lang=lang)
                    if not goods
                    else text(assessment.programme.category(row.stock_category).unit.text(lang)),
                    *[
                        (whole(value, lang) if goods else millions(value, lang))
                        for value in (holds, used, left)
                    ],
                    idle_reason(reason, lang=lang),
                ]
            )
    return data_table(
        [
            say("Nhà tài trợ", lang=lang),
            say("Loại", lang=lang),
            say("Tính bằng", lang=lang),
            say("Có", lang=lang),
            say("Đề xuất", lang=lang),
            say("Còn lại", lang=lang),
            say("Vì sao còn", lang=lang),
        ],
        body,
        caption=say("Nguồn của từng nhà tài trợ và phần đã đề xuất", lang=lang),
        kinds="tttnnnt",
        compact=True,
    )


def floors_table(assessment: Assessment, *, lang: str) -> Fragment:
    """Show the lowest coverage of any commune, by category: before and after the proposal."""
    return data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            say("Trước", lang=lang),
            say("Sau bước công bằng", lang=lang),
            say("Sau đề xuất", lang=lang),
        ],
        [
            [
                text(category_name(assessment.programme, row.category, lang=lang)),
                rate(row.floor_before, lang),
                rate(row.floor_stage1, lang),
                rate(row.floor_stage2, lang),
            ]
            for row in rows_of(assessment.floors)
        ],
        caption=say("Độ bao phủ của xã thấp nhất mà nhà tài trợ có thể tới", lang=lang),
    )
