"""Where the proposed money goes: picture, and its amounts by district and kind of support."""

from __future__ import annotations

from needs.assessment import Assessment
from needs.briefing.cells import millions
from needs.briefing.html import Fragment, data_table, heading, picture, side_by_side, text
from needs.briefing.measures import alphabetical
from needs.briefing.words import category_name, support_order
from needs.charts import flow, money_flows
from needs.tables import rows_of
from needs.wording import say


def flow_section(assessment: Assessment, *, lang: str) -> Fragment:
    """Draw the proposal from donor to kind of support to district; nothing where none is priced."""
    drawn = flow(assessment.allocation, assessment.programme, lang=lang)
    if drawn is None:
        return Fragment("")
    title = heading(say("Tiền đề xuất đi từ đâu đến đâu", lang=lang), level=3)
    return title + side_by_side(picture(drawn), districts_by_kind(assessment, lang=lang))


def districts_by_kind(assessment: Assessment, *, lang: str) -> Fragment:
    """Show the amounts proposed in each district, by kind of support: the picture's right half."""
    programme = assessment.programme
    flows = money_flows(assessment.allocation)
    order = [key for key in support_order(programme) if key in set(flows.category)]
    names = flows.drop_duplicates("district_code")[["district_code", "district"]]
    sums = flows.groupby(["district_code", "category"]).vnd.sum().unstack(fill_value=0)

    def row(name: str, amounts: object) -> list[str]:
        figures = [amounts[key] for key in order]  # type: ignore[index]
        return [name, *[millions(vnd, lang) for vnd in (*figures, sum(figures))]]

    return data_table(
        [
            say("Huyện", lang=lang),
            *[text(category_name(programme, key, lang=lang)) for key in order],
            say("Cộng", lang=lang),
        ],
        [
            row(text(one.district), sums.loc[one.district_code])
            for one in rows_of(alphabetical(names, "district"))
        ],
        caption=say("Đề xuất theo huyện và loại hỗ trợ, triệu đồng", lang=lang),
        compact=True,
        total=row(say("Toàn tỉnh", lang=lang), sums.sum()),
    )
