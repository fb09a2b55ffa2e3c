"""From the target to the gap: what the State and others cover, what is left, and how surely."""

from __future__ import annotations

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.cells import millions, millions_span, span, whole, with_range
from needs.briefing.html import Fragment, data_table, paragraph, picture, side_by_side, text
from needs.briefing.measures import alphabetical, by_category, listed_places, total
from needs.briefing.uncertain import Intervals, own_interval, own_level
from needs.briefing.words import category_name
from needs.charts import (
    children_parts,
    cost_parts,
    interval_chart,
    waterfall,
    waterfall_children,
)
from needs.tables import ALL, rows_of
from needs.wording import percent, say


def whole_parts(parts: pd.DataFrame) -> pd.DataFrame:
    """Return the parts of the target; missing where a commune's are, so that none looks smaller."""
    figures = parts.drop(columns="missing")
    return figures.mask(parts.missing > 0)


def gap_section(assessment: Assessment, province: Assessment, *, lang: str) -> Fragment:
    """Show the way from target to gap: pictures, tables, and why there are two figures.

    Parameters
    ----------
    assessment
        What is shown: a district, or the province.
    province
        The whole province: pictures of all its districts have the same measure.
    """
    programme, gap = assessment.programme, assessment.gap
    level, code = own_level(assessment)
    district = code if level == "district" else None
    whole_gap = None if district is None else province.gap
    return (
        money_table(assessment, lang=lang)
        + children_table(assessment, lang=lang)
        + side_by_side(
            picture(waterfall(gap, programme, lang=lang, province=whole_gap))
            + two_figures(lang=lang),
            picture(waterfall_children(gap, programme, lang=lang, province=whole_gap))
            + picture(
                # All districts' rows go in: they set the measure.
                interval_chart(province.intervals, programme, lang=lang, district=district)
            ),
        )
    )


def two_figures(*, lang: str) -> Fragment:
    """Say what the interval is for, and what the firm gap is for."""
    return paragraph(
        say(
            "Vì sao có hai con số? «Khoảng 90%» cho biết số còn thiếu thật nằm ở đâu: cứ 10 lần "
            "thì 9 lần trong khoảng đó. «Thiếu chắc chắn» là phần vẫn còn thiếu kể cả khi nhu cầu "
            "ở mức thấp nhất và các nguồn đã tới nhiều trẻ nhất. Chỉ phần này được đem đi đề xuất, "
            "để không trẻ nào được hỗ trợ hai lần cho cùng một việc.",
            lang=lang,
        ),
        kind="note",
    )


def money_table(assessment: Assessment, *, lang: str) -> Fragment:
    """Show the cost of the target, its parts, and the gap with its interval, by category."""
    parts = whole_parts(cost_parts(assessment.gap, assessment.programme))
    firm = by_category(assessment).cost_vnd

    def row(name: str, figures: pd.Series, category: str, firm_vnd: object) -> list[str]:
        ends = own_interval(assessment, category, "gap_cost_vnd")
        return [
            name,
            *[millions(figures[part], lang) for part in ("target", "state", "pledged", "gap")],
            millions_span(ends.low, ends.high, lang),
            millions(firm_vnd, lang),
        ]

    sums = parts.apply(total)
    return data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            say("Cần cho chỉ tiêu", lang=lang),
            say("Nhà nước lo", lang=lang),
            say("Nguồn khác lo", lang=lang),
            say("Còn thiếu, mức giữa", lang=lang),
            say("Khoảng 90%", lang=lang),
            say("Thiếu chắc chắn", lang=lang),
        ],
        [
            row(
                text(category_name(assessment.programme, category, lang=lang)),
                parts.loc[category],
                category,
                firm[category],
            )
            for category in parts.index
        ],
        caption=say("Tiền: từ chi phí của chỉ tiêu đến phần còn thiếu, triệu đồng", lang=lang),
        total=row(say("Cộng", lang=lang), sums, ALL, total(firm)),
    )


def children_table(assessment: Assessment, *, lang: str) -> Fragment:
    """Show the children of the target, its parts, and the gap with its interval, by category."""
    programme = assessment.programme
    parts = whole_parts(children_parts(assessment.gap, programme))
    firm = by_category(assessment).gap_low
    body = []
    for row in rows_of(parts):
        ends = own_interval(assessment, row.Index, "gap_children")
        body.append(
            [
                text(category_name(programme, row.Index, lang=lang)),
                percent(programme.category(row.Index).target.share.value, lang=lang),
                *[whole(figure, lang) for figure in (row.target, row.state, row.pledged, row.gap)],
                span(ends.low, ends.high, lang),
                whole(firm[row.Index], lang),
            ]
        )
    return data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            say("Chỉ tiêu", lang=lang),
            say("Trẻ cần đạt", lang=lang),
            say("Nhà nước lo", lang=lang),
            say("Nguồn khác lo", lang=lang),
            say("Còn thiếu, mức giữa", lang=lang),
            say("Khoảng 90%", lang=lang),
            say("Thiếu chắc chắn", lang=lang),
        ],
        body,
        caption=say(
            "Trẻ: từ chỉ tiêu đến phần còn thiếu (các loại không cộng với nhau)", lang=lang
        ),
    )


def gap_by_area(assessment: Assessment, *, lang: str) -> Fragment:
    """Show the children lacking in each commune, or district, and category with 90% intervals."""
    programme, gap = assessment.programme, assessment.gap
    level, code = own_level(assessment)
    place = "commune" if level == "district" else "district"
    intervals = Intervals(assessment.intervals, place)
    order = [category.id for category in programme.categories]
    marked = set(
        gap.loc[gap.over_claimed, [f"{place}_code", "category"]].itertuples(index=False, name=None)
    )

    def cell(area: str, category: str) -> str:
        if not intervals.has(area, category, "gap_children"):
            return "–"
        shown = with_range(*intervals.of(area, category, "gap_children"), lang)
        return shown + (" ⚠" if (area, category) in marked else "")

    areas = alphabetical(gap.drop_duplicates(f"{place}_code"), place)
    own = Intervals(assessment.intervals, level)
    table = data_table(
        [
            say("Xã", lang=lang) if place == "commune" else say("Huyện, thành phố", lang=lang),
            *[category_name(programme, name, lang=lang) for name in order],
        ],
        [
            [text(name), *[cell(str(area), category) for category in order]]
            for name, area in zip(areas[place], areas[f"{place}_code"], strict=True)
        ],
        caption=say("Số trẻ còn thiếu theo xã (mức giữa, bên dưới là khoảng 90%)", lang=lang)
        if place == "commune"
        else say("Số trẻ còn thiếu theo huyện (mức giữa, bên dưới là khoảng 90%)", lang=lang),
        total=[
            say("Cộng", lang=lang) if place == "commune" else say("Toàn tỉnh", lang=lang),
            *[
                with_range(*own.of(code, category, "gap_children"), lang)
                if own.has(code, category, "gap_children")
                else "–"
                for category in order
            ],
        ],
    )
    if marked:
        words = say(
            "⚠ Các nguồn báo tổng số trẻ nhiều hơn số trẻ của xã: cần rà trùng lặp.", lang=lang
        )
        table = table + paragraph(words, kind="note")
    differing = gap.loc[gap.list_differs, place]
    if len(differing):
        words = say(
            "Danh sách mã trẻ khác số trẻ trong sổ, tính theo danh sách: {places}.",
            lang=lang,
            places=listed_places(differing),
        )
        table = table + paragraph(words, kind="note")
    return table
