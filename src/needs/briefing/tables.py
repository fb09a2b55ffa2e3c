"""The tables of a briefing: communes, need, gap, proposal, what stays open."""

from __future__ import annotations

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.cells import millions, millions_span, span, units, whole
from needs.briefing.html import Fragment, bar, basis_tag, data_table, paragraph, text
from needs.briefing.measures import alphabetical, by_category, total
from needs.briefing.words import category_name, unit_name
from needs.people import population_note
from needs.tables import rows_of
from needs.wording import percent, say


def communes_table(assessment: Assessment, *, lang: str) -> Fragment:
    """List the communes with zone, residents and children, and where they come from."""
    communes = alphabetical(assessment.communes, "commune").sort_values(
        "zone", ascending=False, kind="stable"
    )
    rows = []
    for row in rows_of(communes):
        flags = []
        if row.several_districts:
            flags.append(
                say("ghép từ nhiều huyện: {shares}", lang=lang, shares=row.district_shares)
            )
        if row.split_predecessor:
            flags.append(say("nhận một phần xã bị chia", lang=lang))
        if not pd.isna(row.population_note):
            flags.append(population_note(row.population_note, lang=lang))
        rows.append(
            [
                text(row.commune),
                say("khu vực {zone}", lang=lang, zone=row.zone)
                + (f" <b>{say('ĐBKK', lang=lang)}</b>" if row.specially_disadvantaged else ""),
                text("; ".join(flags)),
                whole(row.population, lang),
                basis_tag(row.population_basis, lang=lang),
                whole(row.children, lang),
                basis_tag("returned", lang=lang)
                if row.children_basis == "returned"
                else span(row.children_low, row.children_high, lang),
            ]
        )
    return data_table(
        [
            say("Xã, phường", lang=lang),
            say("Khu vực", lang=lang),
            say("Ghi chú", lang=lang),
            say("Dân số", lang=lang),
            say("Căn cứ", lang=lang),
            say("Trẻ dưới 16", lang=lang),
            say("Khoảng", lang=lang),
        ],
        rows,
        caption=say(
            "Các xã trong danh sách (ĐBKK: đặc biệt khó khăn); trẻ em là số ước tính, trừ nơi ghi "
            "«báo cáo»",
            lang=lang,
        ),
        kinds="tttntnn",
        total=[
            say("Cộng", lang=lang),
            "",
            "",
            whole(total(communes.population), lang),
            "",
            whole(total(communes.children), lang),
            span(total(communes.children_low), total(communes.children_high), lang),
        ],
    )


def need_table(assessment: Assessment, *, lang: str) -> Fragment:
    """Show eligible children, quantity, price and cost of each category."""
    rows = by_category(assessment)
    prices = assessment.need.drop_duplicates("category").set_index("category")
    body = [
        [
            text(category_name(assessment.programme, row.Index, lang=lang)),
            whole(row.children_eligible, lang),
            units(row.need_quantity, lang),
            text(unit_name(assessment.programme, row.Index, lang=lang)),
            whole(prices.unit_price_vnd[row.Index], lang),
            basis_tag(prices.price_basis[row.Index], lang=lang),
            millions(row.need_cost_vnd, lang),
            millions_span(row.need_cost_low_vnd, row.need_cost_high_vnd, lang),
        ]
        for row in rows_of(rows)
    ]
    return data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            say("Trẻ thuộc đối tượng", lang=lang),
            say("Khối lượng", lang=lang),
            say("Đơn vị", lang=lang),
            say("Đơn giá, đồng", lang=lang),
            say("Căn cứ giá", lang=lang),
            say("Chi phí, triệu đồng", lang=lang),
            say("Khoảng, triệu đồng", lang=lang),
        ],
        body,
        caption=say("Nhu cầu cả năm nếu phục vụ mọi trẻ thuộc đối tượng", lang=lang),
        kinds="tnntntnn",
        total=[
            say("Cộng chi phí", lang=lang),
            *[""] * 5,
            millions(total(rows.need_cost_vnd), lang),
            millions_span(total(rows.need_cost_low_vnd), total(rows.need_cost_high_vnd), lang),
        ],
    ) + paragraph(
        say(
            "Một trẻ có thể cần nhiều loại hỗ trợ: số trẻ của các loại không cộng với nhau.",
            lang=lang,
        )
    )


def gap_table(assessment: Assessment, *, lang: str) -> Fragment:
    """Show target, covered, gap (low–high) and its cost for each category."""
    rows = by_category(assessment)
    body = []
    for row in rows_of(rows):
        share = assessment.programme.category(row.Index).target.share.value
        rate = (
            pd.NA
            if pd.isna(row.children_target) or not row.children_target
            else row.covered_low / row.children_target
        )
        body.append(
            [
                text(category_name(assessment.programme, row.Index, lang=lang)),
                percent(share, lang=lang),
                span(row.children_target_low, row.children_target_high, lang),
                span(row.covered_low, row.covered_high, lang),
                bar(rate, lang=lang, label=percent(rate, lang=lang)),
                span(row.gap_low, row.gap_high, lang),
                millions(row.cost_vnd, lang),
                millions_span(row.cost_low_vnd, row.cost_high_vnd, lang),
            ]
        )
    return data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            say("Chỉ tiêu", lang=lang),
            say("Trẻ cần đạt", lang=lang),
            say("Đã hỗ trợ", lang=lang),
            say("Đạt, ít nhất", lang=lang),
            say("Còn thiếu", lang=lang),
            say("Chi phí bù (thấp), triệu đồng", lang=lang),
            say("Khoảng, triệu đồng", lang=lang),
        ],
        body,
        caption=say(
            "Chỉ tiêu, đã hỗ trợ và còn thiếu (khoảng: các nguồn có thể trùng trẻ hay không)",
            lang=lang,
        ),
        total=[
            say("Cộng chi phí", lang=lang),
            *[""] * 5,
            millions(total(rows.cost_vnd), lang),
            millions_span(total(rows.cost_low_vnd), total(rows.cost_high_vnd), lang),
        ],
    )


def gap_by_commune(assessment: Assessment, *, lang: str) -> Fragment:
    """Show the gap of each commune and category, low–high, in children."""
    order = [category.id for category in assessment.programme.categories]
    gap = assessment.gap
    cells = {
        (row.commune_code, row.category): span(row.gap_low, row.gap_high, lang)
        + (" ⚠" if row.over_claimed else "")
        for row in rows_of(gap)
    }
    names = alphabetical(gap.drop_duplicates("commune_code"), "commune")
    body = [
        [text(row.commune), *[cells.get((row.commune_code, name), "–") for name in order]]
        for row in rows_of(names)
    ]
    sums = gap.groupby("category")[["gap_low", "gap_high"]].sum(skipna=False)
    table = data_table(
        [
            say("Xã", lang=lang),
            *[category_name(assessment.programme, name, lang=lang) for name in order],
        ],
        body,
        caption=say("Số trẻ còn thiếu theo xã và loại hỗ trợ (ít nhất–nhiều nhất)", lang=lang),
        total=[
            say("Cộng", lang=lang),
            *[
                span(sums.gap_low[name], sums.gap_high[name], lang) if name in sums.index else "–"
                for name in order
            ],
        ],
    )
    if gap.over_claimed.any():
        table = table + paragraph(
            say(
                "⚠ Các nguồn báo tổng số trẻ nhiều hơn số trẻ của xã: cần rà trùng lặp.", lang=lang
            ),
            kind="note",
        )
    return table
