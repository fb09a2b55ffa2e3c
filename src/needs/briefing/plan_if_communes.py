"""Which communes gain and which lose when a proposal is made with other rules or gifts."""

from __future__ import annotations

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.cells import millions
from needs.briefing.html import Fragment, data_table, paragraph, text
from needs.briefing.measures import total
from needs.briefing.signed import signed, signed_millions
from needs.briefing.words import category_name, is_place, support_order
from needs.tables import rows_of
from needs.wording import number, say
from needs.wording.numbers import is_missing

#: So many communes are shown of those that gain, and of those that lose.
MOST = 10


def bold(words: str) -> str:
    """Return escaped words in bold."""
    return f"<b>{text(words)}</b>"


def support_by_cell(before: Assessment, after: Assessment) -> pd.DataFrame:
    """Return what each commune is proposed to get of each kind, in both plans.

    Returns
    -------
    DataFrame
        commune_code, commune, district_code, district, category; count_before, count_after
        (children, or places), cost_before, cost_after (VND; missing where no price is known).
    """
    place = ["commune_code", "commune", "district_code", "district", "category"]
    sides = []
    for plan in (before, after):
        lots = plan.allocation
        lots = lots.assign(count=lots.children_reached + lots.places)
        sides.append(lots.groupby(place).agg(count=("count", "sum"), cost=("cost_vnd", total)))
    joined = sides[0].add_suffix("_before").join(sides[1].add_suffix("_after"), how="outer")
    # What a plan does not propose is nothing; a value that is not known stays so.
    for side, name in zip(sides, ("before", "after"), strict=True):
        absent = ~joined.index.isin(side.index)
        for column in (f"count_{name}", f"cost_{name}"):
            joined[column] = joined[column].astype("Int64").mask(absent, 0)
    return joined.reset_index()


def communes_compared(
    before: Assessment, after: Assessment, district_code: str | None, *, lang: str
) -> Fragment:
    """Show which communes gain and which lose, by the value of what they are proposed to get."""
    cells = support_by_cell(before, after)
    if district_code is not None:
        cells = cells[cells.district_code == district_code]
    moved = cells[cells.count_before != cells.count_after]
    if moved.empty:
        return paragraph(say("Không xã nào được thêm hay bớt.", lang=lang))
    by = ["commune_code", "commune", "district"]
    sums = cells[cells.commune_code.isin(moved.commune_code)].groupby(by)
    costs = sums[["cost_before", "cost_after"]].agg(total).reset_index()
    costs["difference"] = costs.cost_after - costs.cost_before
    costs = costs.sort_values(["difference", "commune_code"], na_position="last")
    gain, lose = costs[costs.difference > 0], costs[costs.difference < 0]
    rest = costs[costs.difference.isna() | costs.difference.eq(0).fillna(False)]
    shown = pd.concat([gain.iloc[::-1].head(MOST), rest.head(MOST), lose.head(MOST)[::-1]])
    table = data_table(
        [
            say("Xã", lang=lang),
            say("Huyện, thành phố", lang=lang),
            say("Trước", lang=lang),
            say("Sau khi đổi", lang=lang),
            say("Thêm hoặc bớt", lang=lang),
            say("Ở loại nào", lang=lang),
        ],
        [
            [
                text(row.commune),
                text(row.district),
                millions(row.cost_before, lang),
                millions(row.cost_after, lang),
                "–"
                if is_missing(row.difference)
                else bold(signed_millions(row.difference, lang=lang)),
                text(_kinds(before, moved[moved.commune_code == row.commune_code], lang)),
            ]
            for row in rows_of(shown)
        ],
        caption=say("Xã nào được thêm, xã nào bớt (giá trị, triệu đồng)", lang=lang),
        kinds="ttnnnt",
        compact=True,
    )
    return table + paragraph(
        say(
            "{gain} xã được thêm, {lose} xã bớt, {same} xã đổi loại mà giá trị như cũ hoặc chưa "
            "biết giá.",
            lang=lang,
            gain=number(len(gain), lang=lang),
            lose=number(len(lose), lang=lang),
            same=number(len(rest), lang=lang),
        )
    )


def _kinds(assessment: Assessment, cells: pd.DataFrame, lang: str) -> str:
    """Write «Bữa ăn: +30 trẻ; Đồ ấm: −12 trẻ»."""
    order = cells.category.map(support_order(assessment.programme))
    parts = []
    for row in rows_of(cells.assign(order=order).sort_values("order")):
        name = category_name(assessment.programme, row.category, lang=lang)
        n = signed(row.count_after - row.count_before, lang=lang)
        parts.append(
            say("{name}: {n} nơi", lang=lang, name=name, n=n)
            if is_place(assessment.programme, row.category)
            else say("{name}: {n} trẻ", lang=lang, name=name, n=n)
        )
    return "; ".join(parts)
