"""What further money would do while the proposal stands: the next gift, and baskets."""

from __future__ import annotations

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.cells import millions, units
from needs.briefing.html import Fragment, data_table, heading, paragraph, text
from needs.briefing.measures import total
from needs.briefing.nothing import nothing_open
from needs.briefing.plan_section import not_computed
from needs.briefing.words import category_name, is_place, support_order, unit_name
from needs.tables import rows_of
from needs.wording import money, number, say

_MOST_PLACES = 5


def further_gifts(assessment: Assessment, *, lang: str) -> Fragment:
    """Say what further money would do and where, while the proposal stands: next gift, baskets."""
    title = heading(say("Thêm một khoản nữa thì làm được gì? (toàn tỉnh)", lang=lang), level=3)
    if "next_gifts" not in assessment.tables:
        return title + not_computed(lang=lang)
    settings = assessment.programme.allocation
    amounts = sorted({settings.next_vnd, *settings.baskets_vnd})
    lots = assessment.next_gifts
    if assessment.open_needs.empty:
        return title + nothing_open(lang=lang)
    rows = [
        _amount_row(assessment, amount, lots[lots.amount_vnd == amount], lang) for amount in amounts
    ]
    note = say(
        "Mỗi khoản tính riêng, từ một nhà tài trợ không kèm mong muốn nào, khi mọi đề xuất ở trên "
        "giữ nguyên.",
        lang=lang,
    )
    return (
        title
        + data_table(
            [
                say("Thêm", lang=lang),
                say("Làm được", lang=lang),
                say("Ở đâu", lang=lang),
                say("Số xã", lang=lang),
                say("Dùng, triệu đồng", lang=lang),
            ],
            rows,
            caption=say("Một khoản thêm tới được những ai", lang=lang),
            kinds="tttnn",
        )
        + paragraph(note, kind="note")
    )


def _amount_row(
    assessment: Assessment, amount_vnd: int, lots: pd.DataFrame, lang: str
) -> list[str]:
    name = text(money(amount_vnd, lang=lang, millions=True))
    if lots.empty:
        return [name, text(say("không mua được gói nào còn thiếu", lang=lang)), "–", "0", "0"]
    programme = assessment.programme
    given = []
    rank = lots.category.map(support_order(programme))
    for _, part in lots.groupby(rank):
        code = str(part.category.iloc[0])
        counted = (
            say("{n} nơi", lang=lang, n=number(part.packages.sum(), lang=lang))
            if is_place(programme, code)
            else say("{n} trẻ", lang=lang, n=number(part.children_reached.sum(), lang=lang))
        )
        quantity = units(part.quantity.sum(), lang)
        given.append(
            f"{category_name(programme, code, lang=lang)}: {quantity} "
            f"{unit_name(programme, code, lang=lang)} ({counted})"
        )
    sums = lots.groupby(["commune_code", "commune", "district"]).cost_vnd.sum()
    communes = sums.reset_index()
    first = communes.sort_values(["cost_vnd", "commune_code"], ascending=[False, True])
    names = [f"{row.commune} ({row.district})" for row in rows_of(first.head(_MOST_PLACES))]
    more = len(communes) - len(names)
    where = "; ".join(names) + (
        " " + say("và {n} xã khác", lang=lang, n=number(more, lang=lang)) if more else ""
    )
    return [
        name,
        text("; ".join(given)),
        text(where),
        number(len(communes), lang=lang),
        millions(total(lots.cost_vnd), lang),
    ]
