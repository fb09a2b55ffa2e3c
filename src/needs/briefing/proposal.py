"""The tables of a proposal: donor by donor, and commune by commune with what stays open."""

from __future__ import annotations

from needs.assessment import Assessment
from needs.briefing.cells import millions, whole
from needs.briefing.html import Fragment, basis_tag, data_table, paragraph, text, whole_words
from needs.briefing.measures import alphabetical
from needs.briefing.words import category_name, donor_type, open_reason, unit_name
from needs.tables import rows_of
from needs.wording import number, say


def proposal_table(assessment: Assessment, *, lang: str) -> Fragment:
    """Show who is proposed to give what: one row for each donor and category."""
    lots = assessment.allocation
    if lots.empty:
        return paragraph(say("Chưa có đề xuất nào cho nơi này.", lang=lang), kind="note")
    grouped = lots.groupby(
        ["donor_id", "donor", "donor_type", "funding", "category"], as_index=False
    )
    rows = grouped.agg(
        communes=("commune_code", "nunique"),
        quantity=("quantity", "sum"),
        children=("children_reached", "sum"),
        cost=("cost_vnd", "sum"),
        basis=("basis", "first"),
    )
    body = [
        [
            text(row.donor),
            whole_words(donor_type(row.donor_type, lang=lang)),
            text(category_name(assessment.programme, row.category, lang=lang)),
            number(row.communes, lang=lang),
            number(row.quantity, lang=lang)
            + " "
            + text(unit_name(assessment.programme, row.category, lang=lang)),
            number(row.children, lang=lang),
            millions(row.cost, lang)
            + (f" <small>({say('hiện vật', lang=lang)})</small>" if row.funding == "stock" else ""),
            basis_tag(row.basis, lang=lang),
        ]
        for row in rows_of(rows)
    ]
    return data_table(
        [
            say("Nhà tài trợ", lang=lang),
            say("Loại", lang=lang),
            say("Loại hỗ trợ", lang=lang),
            say("Số xã", lang=lang),
            say("Khối lượng", lang=lang),
            say("Trẻ", lang=lang),
            say("Giá trị, triệu đồng", lang=lang),
            say("Căn cứ", lang=lang),
        ],
        body,
        caption=say("Đề xuất phân bổ theo nhà tài trợ", lang=lang),
        kinds="tttnnnnt",
        compact=True,
        total=[
            say("Cộng giá trị", lang=lang),
            *[""] * 5,
            millions(rows.cost.sum(), lang),
            "",
        ],
    )


def proposal_by_commune(assessment: Assessment, *, lang: str) -> Fragment:
    """Show, for each commune and category, who is proposed and what stays open, with the reason."""
    lots = assessment.allocation.assign(
        line=[
            f"{row.donor}: {number(row.quantity, lang=lang)} "
            f"{unit_name(assessment.programme, row.category, lang=lang)}"
            for row in rows_of(assessment.allocation)
        ]
    )
    cell = ["commune_code", "category"]
    offers = lots.groupby(cell).agg(line=("line", "; ".join), children=("children_reached", "sum"))
    left = assessment.open_needs.set_index(cell)
    order = {category.id: rank for rank, category in enumerate(assessment.programme.categories)}
    gap = assessment.gap.assign(rank=assessment.gap.category.map(order))
    # Where nothing is lacking for certain there is nothing to propose; not known is not nothing.
    shown = gap[~gap.gap_low.eq(0).fillna(False)]
    body = []
    for row in rows_of(alphabetical(shown.sort_values("rank"), "commune")):
        key = (row.commune_code, row.category)
        offer = offers.loc[key] if key in offers.index else None
        still = left.loc[key] if key in left.index else None
        body.append(
            [
                text(row.commune),
                text(category_name(assessment.programme, row.category, lang=lang)),
                text(offer.line if offer is not None else say("chưa có", lang=lang)),
                whole(row.gap_low, lang),
                number(offer.children if offer is not None else 0, lang=lang),
                whole(0 if still is None else still.children_open, lang),
                text("" if still is None else open_reason(still.reason, lang=lang)),
            ]
        )
    table = data_table(
        [
            say("Xã", lang=lang),
            say("Loại hỗ trợ", lang=lang),
            say("Đề xuất", lang=lang),
            say("Thiếu chắc chắn", lang=lang),
            say("Đề xuất tới", lang=lang),
            say("Chưa có nguồn", lang=lang),
            say("Vì sao", lang=lang),
        ],
        body,
        caption=say("Từng xã: đề xuất và phần chưa có nguồn (số trẻ)", lang=lang),
        kinds="tttnnnt",
        compact=True,
    )
    if len(shown) == len(gap):
        return table
    return table + paragraph(
        say(
            "Bảng không ghi {n} chỗ (xã và loại hỗ trợ) không thiếu chắc chắn trẻ nào.",
            lang=lang,
            n=number(len(gap) - len(shown), lang=lang),
        )
    )
