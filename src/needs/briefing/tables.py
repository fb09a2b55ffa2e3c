"""The tables of a briefing that tell of communes and of their need."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.cells import millions, millions_span, pieces, span, whole
from needs.briefing.html import Fragment, basis_tag, data_table, paragraph, text
from needs.briefing.measures import alphabetical, by_category, total
from needs.briefing.no_list import is_without_list
from needs.briefing.people import people_words
from needs.briefing.returned import is_told
from needs.briefing.uncertain import Interval, Intervals, own_interval
from needs.briefing.words import category_name, unit_name
from needs.people import population_note
from needs.tables import ALL, rows_of, weakest_basis
from needs.wording import percent, say

#: What computers add to a sum of hundredths.
ROUNDING = 1e-6


def communes_table(assessment: Assessment, *, lang: str) -> Fragment:
    """List the communes with zone, residents and children, and where they come from.

    The zone is left out where children count by their circumstances, and where no list tells it.
    What holds of every commune is said once, below.
    """
    listed = assessment.standing == "listed"
    communes = alphabetical(assessment.communes, "commune").sort_values(
        "zone", ascending=False, kind="stable"
    )
    villages = assessment.programme.beneficiaries.villages == "counted"
    sure = Intervals(assessment.intervals, "commune")
    residents = [sure.of(code, ALL, "population") for code in communes.commune_code]
    ranged = any(_ends(one, lang) for one in residents)
    rows: list[list[str]] = []
    remarks: list[list[str]] = []
    for row in rows_of(communes):
        flags = []
        if row.several_districts:
            flags.append(
                say("ghép từ nhiều huyện: {shares}", lang=lang, shares=row.district_shares)
            )
        if row.split_predecessor:
            flags.append(say("nhận một phần xã bị chia", lang=lang))
        if villages and not pd.isna(row.village_share) and row.village_share < 1:
            flags.append(
                say(
                    "chỉ tính trẻ ở thôn đặc biệt khó khăn: {share}",
                    lang=lang,
                    share=percent(row.village_share, lang=lang),
                )
            )
        if not pd.isna(row.population_note):
            flags.append(population_note(row.population_note, lang=lang))
        remarks.append(flags)
        rows.append(
            [
                text(row.commune),
                *([_zone(row, lang)] if listed else []),
                whole(row.population, lang),
                *([_ends(sure.of(row.commune_code, ALL, "population"), lang)] if ranged else []),
                basis_tag(row.population_basis, lang=lang),
                whole(row.children, lang),
                basis_tag("returned", lang=lang)
                if row.children_basis == "returned"
                else span(*sure.of(row.commune_code, ALL, "children")[1:], lang),
            ]
        )
    common, own = common_remarks(remarks)
    noted = any(own)
    table = data_table(
        [
            say("Xã, phường", lang=lang),
            *([say("Khu vực", lang=lang)] if listed else []),
            say("Dân số", lang=lang),
            *([say("Dân số, khoảng 90%", lang=lang)] if ranged else []),
            say("Căn cứ", lang=lang),
            say("Trẻ dưới 16", lang=lang),
            say("Khoảng 90%", lang=lang),
            *([say("Ghi chú", lang=lang)] if noted else []),
        ],
        [
            [*row, *([text("; ".join(flags))] if noted else [])]
            for row, flags in zip(rows, own, strict=True)
        ],
        caption=_communes_caption(assessment, lang),
        kinds="t" + "t" * listed + "n" + "n" * ranged + "tnnt",
        total=[
            say("Cộng", lang=lang),
            *([""] if listed else []),
            whole(total(communes.population), lang),
            *([""] if ranged else []),
            "",
            whole(total(communes.children), lang),
            span(*own_interval(assessment, ALL, "children")[1:], lang),
            *([""] if noted else []),
        ],
    )
    if not common:
        return table
    words = say("Mọi xã ở đây: {remarks}.", lang=lang, remarks="; ".join(common))
    return table + paragraph(words)


def _ends(figure: Interval, lang: str) -> str:
    """Return the interval of a figure; nothing where it is exact or not known."""
    if pd.isna(figure.low) or figure.low == figure.high:
        return ""
    return span(figure.low, figure.high, lang)


def common_remarks(remarks: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """Return the remarks that all communes share, and what is left of each commune's own."""
    shared = set.intersection(*map(set, remarks)) if len(remarks) > 1 else set()
    first = remarks[0] if remarks else []
    return (
        [words for words in first if words in shared],
        [[words for words in flags if words not in shared] for flags in remarks],
    )


def _zone(row: Any, lang: str) -> str:
    """Return the zone of a commune, and whether it is specially disadvantaged."""
    mark = f" <b>{say('ĐBKK', lang=lang)}</b>" if row.specially_disadvantaged else ""
    return say("khu vực {zone}", lang=lang, zone=row.zone) + mark


def _communes_caption(assessment: Assessment, lang: str) -> str:
    if assessment.standing == "listed":
        return say(
            "Các xã trong danh sách (ĐBKK: đặc biệt khó khăn); trẻ em là số ước tính, trừ nơi ghi "
            "«báo cáo»",
            lang=lang,
        )
    if is_without_list(assessment):
        return say(
            "Các xã, phường; chưa có danh sách nên chưa rõ khu vực; trẻ em là số ước tính",
            lang=lang,
        )
    return say("Các xã; trẻ em là số ước tính, trừ nơi ghi «báo cáo»", lang=lang)


def _prices(low: Any, high: Any, lang: str) -> str:
    """Return a price; where the way makes it differ, its ends to the thousand đồng."""
    if not pd.isna(low) and low != high:
        low, high = (round(float(end), -3) for end in (low, high))
    return span(low, high, lang)


def need_table(assessment: Assessment, *, lang: str) -> Fragment:
    """Show eligible children, quantity, price and cost of each category, with 90% intervals."""
    rows, need = by_category(assessment), assessment.need
    prices = need.groupby("category").agg(
        low=("unit_price_vnd", "min"),
        high=("unit_price_vnd", "max"),
        basis=("price_basis", lambda bases: weakest_basis(*bases)),
    )
    body = []
    for row in rows_of(rows):
        children = own_interval(assessment, row.Index, "children_eligible")
        cost = own_interval(assessment, row.Index, "need_cost_vnd")
        told = is_told(need[need.category == row.Index]).all()
        body.append(
            [
                text(category_name(assessment.programme, row.Index, lang=lang)),
                whole(row.children_eligible, lang),
                basis_tag("returned", lang=lang)
                if told
                else span(children.low, children.high, lang),
                pieces(row.need_quantity, lang)
                + " "
                + text(unit_name(assessment.programme, row.Index, lang=lang)),
                _prices(prices.low[row.Index], prices.high[row.Index], lang)
                + "<br>"
                + basis_tag(prices.basis[row.Index], lang=lang),
                millions(row.need_cost_vnd, lang),
                millions_span(cost.low, cost.high, lang),
            ]
        )
    every = own_interval(assessment, ALL, "need_cost_vnd")
    table = data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            say("Trẻ thuộc đối tượng", lang=lang),
            say("Khoảng 90%", lang=lang),
            say("Khối lượng", lang=lang),
            say("Đơn giá, đồng", lang=lang),
            say("Chi phí, triệu đồng", lang=lang),
            say("Khoảng 90%", lang=lang),
        ],
        body,
        caption=say("Nhu cầu cả năm nếu phục vụ mọi trẻ thuộc đối tượng", lang=lang),
        total=[
            say("Cộng chi phí", lang=lang),
            *[""] * 4,
            millions(total(rows.need_cost_vnd), lang),
            millions_span(every.low, every.high, lang),
        ],
    )
    if (prices.low < prices.high).any():
        table = table + paragraph(
            say("Đơn giá là một khoảng nơi đường xa làm giá mỗi xã mỗi khác.", lang=lang)
        )
    return (
        table
        + rounded_up_note(assessment.need, rows.need_quantity, lang=lang)
        + paragraph(people_words(assessment, lang=lang))
    )


def rounded_up_note(table: pd.DataFrame, shown: pd.Series, *, lang: str) -> Fragment:
    """Say that pieces are rounded up, where they are: quantity × price is more than the cost then.

    Parameters
    ----------
    table
        The quantities by the method, with `category`.
    shown
        The whole pieces that the page shows, by category.
    """
    exact = table.groupby("category").quantity.sum(skipna=False).astype("Float64")
    more = shown.astype("Float64") - exact.reindex(shown.index) > ROUNDING
    if not more.fillna(False).any():
        return Fragment("")
    return paragraph(
        say(
            "Thứ đếm bằng bộ, bằng chiếc được làm tròn lên thành số nguyên ở từng xã; chi phí vẫn "
            "tính theo số trẻ, nên thấp hơn khối lượng nhân với đơn giá.",
            lang=lang,
        )
    )
