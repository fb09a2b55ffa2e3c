"""Tables of the province's overview: districts, gifts, lowest coverage."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.cells import millions, rate, whole
from needs.briefing.html import Fragment, bullets, data_table, paragraph, text, whole_words
from needs.briefing.measures import alphabetical, alphabetical_rank, total, with_sums
from needs.briefing.no_list import is_without_list
from needs.briefing.words import category_name, donor_type, idle_reason, support_order, unit_name
from needs.tables import rows_of
from needs.wording import number, say
from needs.wording.numbers import is_missing

#: The overview shows so many donors and gifts; the tables hold all.
MOST = 40
_MOST_PUT_ASIDE = 10


def districts_table(assessment: Assessment, *, lang: str) -> Fragment:
    """Show each district: communes, residents, children, need, proposal, what stays open.

    Without a list of communes residents and all children are what is known; where children count
    by their circumstances, all communes are the programme's.
    """
    communes = assessment.communes
    listed = assessment.standing == "listed"
    by = ["district_code", "district"]
    rows = communes.groupby(by).agg(
        communes=("commune_code", "size"),
        # Where nobody knows, the sum is not shown.
        disadvantaged=("specially_disadvantaged", "sum"),
        population=("population", total),
    )
    counted = communes[communes.specially_disadvantaged] if listed else communes
    for table, column, name in (
        (counted, "children", "children"),
        (assessment.need, "cost_vnd", "need"),
        (assessment.gap, "cost_vnd", "gap"),
        # Places are counted apart: need and gap are children's.
        *[
            (of_children(assessment.tables[own]), "cost_vnd", name)
            for own, name in (("allocation", "proposed"), ("open_needs", "open"))
            if own in assessment.tables
        ],
    ):
        rows = with_sums(rows, table, {column: name})
    lacking = is_without_list(assessment)
    # What waits for a list would only repeat, row by row, that it does.
    columns = [] if lacking else ["need", "gap", "proposed", "open"]
    amounts = [name for name in columns if name in rows]
    body = [
        [
            text(row.district),
            number(row.communes, lang=lang),
            *([number(row.disadvantaged, lang=lang)] if listed else []),
            whole(row.population, lang),
            whole(row.children, lang),
            *[millions(getattr(row, name), lang) for name in amounts],
        ]
        for row in rows_of(alphabetical(rows.reset_index(), "district"))
    ]
    named = {
        "need": say("Nhu cầu", lang=lang),
        "gap": say("Thiếu chắc chắn", lang=lang),
        "proposed": say("Đề xuất", lang=lang),
        "open": say("Chưa có nguồn", lang=lang),
    }
    part = bool(assessment.programme.districts)
    return data_table(
        [
            say("Huyện, thành phố", lang=lang),
            say("Số xã", lang=lang),
            *([say("ĐBKK", lang=lang)] if listed else []),
            say("Dân số", lang=lang),
            say("Trẻ ở xã ĐBKK", lang=lang) if listed else say("Trẻ dưới 16", lang=lang),
            *[named[name] for name in amounts],
        ],
        body,
        caption=say("Theo huyện; nhu cầu, còn thiếu, đề xuất: chưa có danh sách xã", lang=lang)
        if lacking
        else say("Theo huyện; bốn cột cuối: triệu đồng", lang=lang)
        if "proposed" in amounts
        else say("Theo huyện; hai cột cuối: triệu đồng", lang=lang),
        total=[
            say("Cộng", lang=lang) if part else say("Toàn tỉnh", lang=lang),
            number(rows.communes.sum(), lang=lang),
            *([number(rows.disadvantaged.sum(), lang=lang)] if listed else []),
            whole(total(rows.population), lang),
            whole(total(rows.children), lang),
            *[millions(total(rows[name]), lang) for name in amounts],
        ],
    )


def of_children(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are counted in children; those counted in places are left out."""
    return table[table.counted == "children"]


def gifts_table(assessment: Assessment, *, lang: str, most: int = MOST) -> Fragment:
    """Show each gift: what it holds, what is promised and proposed of it, what is left and why."""
    use = assessment.gift_use
    in_order = use.assign(name=alphabetical_rank(use.donor))
    shown = in_order.sort_values(["name", "donor_id", "gift_id"]).head(most)
    gifts_of = use.donor_id.value_counts()
    promised = bool((shown.held_taken.fillna(0) > 0).any())
    table = data_table(
        [
            say("Nhà tài trợ", lang=lang),
            say("Loại", lang=lang),
            say("Tính bằng", lang=lang),
            say("Có", lang=lang),
            *([say("Đã nhận lời", lang=lang)] if promised else []),
            say("Đề xuất", lang=lang),
            say("Còn lại", lang=lang),
            say("Số xã", lang=lang),
            say("Vì sao còn", lang=lang),
        ],
        [
            _gift_row(
                assessment, row, several=gifts_of[row.donor_id] > 1, promised=promised, lang=lang
            )
            for row in rows_of(shown)
        ],
        caption=say("Từng món quà: có bao nhiêu, đã đề xuất, còn lại và vì sao", lang=lang),
        kinds="tttnnnnnt" if promised else "tttnnnnt",
        compact=True,
    )
    table = table + _put_aside(assessment, lang=lang)
    if len(shown) == len(use):
        return table
    return table + paragraph(
        say(
            "{shown} món quà đầu trong {all}; đầy đủ trong tệp kết quả.",
            lang=lang,
            shown=number(len(shown), lang=lang),
            all=number(len(use), lang=lang),
        )
    )


def _put_aside(assessment: Assessment, *, lang: str) -> Fragment:
    """List the gifts that cannot be used yet, and what to do; nothing where all can."""
    if "gift_remarks" not in assessment.tables:
        return Fragment("")
    gifts = assessment.gift_remarks
    gifts = gifts[gifts.set_aside]
    lines = [
        say(
            "Món quà chưa dùng được, {donor}: {column}, {found}. Cần: {action}.",
            lang=lang,
            donor=row.gift_id if is_missing(row.donor) else row.donor,
            column=row.column,
            found=row.fault_found,
            action=row.fault_action,
        )
        for row in rows_of(gifts.head(_MOST_PUT_ASIDE))
    ]
    more = len(gifts) - len(lines)
    if more:
        lines.append(
            say(
                "Còn {n} món quà nữa chưa dùng được: xem tệp kết quả.",
                lang=lang,
                n=number(more, lang=lang),
            )
        )
    return bullets(lines) if lines else Fragment("")


def _gift_row(
    assessment: Assessment, row: Any, *, several: bool, promised: bool, lang: str
) -> list[str]:
    money = row.funding == "cash"
    counted = {
        "cash": say("triệu đồng", lang=lang),
        "sponsored": say("trẻ được đỡ đầu", lang=lang),
    }
    if row.funding == "stock":
        unit = text(unit_name(assessment.programme, row.goods_category, lang=lang))
    else:
        unit = counted[row.funding]
    named = row.gift if isinstance(row.gift, str) and row.gift else row.gift_id
    which = f"<br><small>{text(named)}</small>" if several else ""
    parts = [
        row.budget_vnd if money else row.stock_units,
        *([row.held_taken] if promised else []),
        row.used,
        row.left,
    ]
    return [
        text(row.donor) + which,
        whole_words(donor_type(row.donor_type, lang=lang)),
        unit,
        *[millions(part, lang) if money else whole(part, lang) for part in parts],
        number(row.communes_served, lang=lang),
        text(idle_reason(row.left_reason, lang=lang)),
    ]


def floors_table(assessment: Assessment, *, lang: str) -> Fragment:
    """Show the lowest coverage of any commune, by category and part: before and after.

    Communes that no common donor joins are raised apart: each such part has its own floor.
    """
    order = assessment.floors.category.map(support_order(assessment.programme))
    floors = assessment.floors.assign(order=order).sort_values(["order", "part"])
    several = floors.category.duplicated(keep=False)
    table = data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            say("Số xã", lang=lang),
            say("Trước", lang=lang),
            say("Sau bước công bằng", lang=lang),
            say("Sau đề xuất", lang=lang),
        ],
        [
            [
                text(category_name(assessment.programme, row.category, lang=lang))
                + (_part_words(row.part, lang) if apart else ""),
                number(row.cells, lang=lang),
                # Where no donor can come there is no floor; that is known, not missing.
                *(["–"] * 3 if not row.cells else [rate(floor, lang) for floor in _floors(row)]),
            ]
            for row, apart in zip(rows_of(floors), several, strict=True)
        ],
        caption=say("Độ bao phủ của xã thấp nhất mà nhà tài trợ có thể tới", lang=lang),
        compact=True,
    )
    if not several.any():
        return table
    return table + paragraph(
        say(
            "Nhóm: những xã cùng trông vào một số nhà tài trợ; mỗi nhóm được nâng riêng.", lang=lang
        ),
        kind="note",
    )


def _floors(row: Any) -> list[Any]:
    return [row.floor_before, row.floor_stage1, row.floor_stage2]


def _part_words(part: Any, lang: str) -> str:
    words = say("nhóm {n}", lang=lang, n=number(part, lang=lang))
    return f" <small>({words})</small>"
