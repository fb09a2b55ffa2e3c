"""The part of the Fund's page about what is kept apart: earmarked funds, goods in stock."""

from __future__ import annotations

from needs.briefing.html import Fragment, data_table, heading, paragraph, text
from needs.sheets.fund_cells import vnd
from needs.sheets.fund_figures import FundYear
from needs.tables import rows_of
from needs.wording import say
from needs.wording.numbers import is_missing


def earmarks_section(year: FundYear) -> Fragment:
    """Show each fund kept apart, and the goods in stock."""
    lang, own = year.lang, year.tables["fund_earmarks"]
    parts = Fragment("")
    if len(own):
        parts += heading(say("Quỹ riêng có mục đích", lang=lang)) + paragraph(
            say(
                "Tiền và hiện vật cho một mục đích được giữ riêng: không chi sang việc khác, "
                "không âm. Số của mọi năm đến nay.",
                lang=lang,
            )
        )
        parts += data_table(
            [
                say("Quỹ riêng", lang=lang),
                say("Nhà tài trợ", lang=lang),
                say("Chỉ chi cho", lang=lang),
                say("Đã nhận, đồng", lang=lang),
                say("Đã chi, đồng", lang=lang),
                say("Còn lại, đồng", lang=lang),
            ],
            [
                [
                    text(row.name),
                    text("" if is_missing(row.donor) else row.donor),
                    text("; ".join(year.activity_name(one) for one in row.activities)),
                    *(vnd(one, lang) for one in (row.received_vnd, row.spent_vnd, row.left_vnd)),
                ]
                for row in rows_of(own)
            ],
            caption=say("Quỹ riêng", lang=lang),
            kinds="ttt",
        )
    goods = year.tables["fund_goods"]
    if len(goods):
        parts += heading(say("Hiện vật trong kho", lang=lang)) + data_table(
            [
                say("Hiện vật", lang=lang),
                say("Quỹ", lang=lang),
                say("Đã nhập", lang=lang),
                say("Đã xuất", lang=lang),
                say("Còn", lang=lang),
                say("Giá trị còn, đồng", lang=lang),
            ],
            [
                [
                    text(f"{row.item} ({row.measure})" if row.measure else row.item),
                    text(
                        f"{year.fund_name(row.level, row.place)}, {year.earmark_name(row.earmark)}"
                    ),
                    *(
                        vnd(one, lang)
                        for one in (
                            *(row.quantity_in, row.quantity_out),
                            *(row.quantity_left, row.left_vnd),
                        )
                    ),
                ]
                for row in rows_of(goods)
            ],
            caption=say("Hiện vật, mọi năm đến nay", lang=lang),
            kinds="tt",
        )
    return parts
