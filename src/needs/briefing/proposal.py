"""The tables of a proposal: donor by donor, commune by commune, and what stays open by reason."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.cells import millions, whole
from needs.briefing.html import Fragment, basis_tag, data_table, paragraph, text, whole_words
from needs.briefing.measures import alphabetical, alphabetical_rank, total
from needs.briefing.words import (
    category_name,
    donor_type,
    is_place,
    open_reason,
    support_order,
    unit_name,
    who_could,
)
from needs.tables import CELL, rows_of, weakest_basis
from needs.wording import number, say

_GIVER = ["donor_id", "donor", "donor_type", "funding", "category", "beside"]


def proposal_table(assessment: Assessment, *, lang: str, most: int | None = None) -> Fragment:
    """Show who is proposed to give what: one row for each donor and category.

    Who pays the rest of somebody else's packages has a row of its own; the children of these
    packages stand with the first donor, the money with each who pays it.

    Parameters
    ----------
    most
        How many rows at most, the largest amounts first; none: all, by donor.
    """
    lots = assessment.allocation
    if lots.empty:
        return paragraph(say("Chưa có đề xuất nào cho nơi này.", lang=lang), kind="note")
    rows = _by_giver(assessment)
    shown = rows if most is None or len(rows) <= most else rows.nlargest(most, "cost")
    table = data_table(
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
        [_giver_row(assessment, row, lang) for row in rows_of(shown)],
        caption=say("Đề xuất phân bổ theo nhà tài trợ", lang=lang),
        kinds="tttnnnnt",
        compact=True,
        total=[say("Cộng giá trị", lang=lang), *[""] * 5, millions(total(rows.cost), lang), ""],
    )
    if len(shown) == len(rows):
        return table
    return table + paragraph(
        say(
            "{shown} dòng lớn nhất trong {all}; đầy đủ ở các trang đề xuất.",
            lang=lang,
            shown=number(len(shown), lang=lang),
            all=number(len(rows), lang=lang),
        )
    )


def _by_giver(assessment: Assessment) -> pd.DataFrame:
    """Return one row for each donor, category and first donor beside whom it pays («»: none)."""
    lots = assessment.allocation
    own = lots.assign(cost=lots.paid_vnd, beside="")
    types = assessment.gift_use.set_index("gift_id").donor_type
    joint = lots[lots.partner_gift != ""]
    joined = joint.assign(
        donor_id=joint.partner_id,
        donor=joint.partner,
        donor_type=joint.partner_gift.map(types),
        cost=joint.partner_vnd,
        beside=joint.donor,
    )
    every = pd.concat([own, joined], ignore_index=True)
    rows = every.groupby(_GIVER, as_index=False).agg(
        communes=("commune_code", "nunique"),
        quantity=("quantity", "sum"),
        children=("children_reached", "sum"),
        cost=("cost", total),
        basis=("basis", lambda bases: weakest_basis(*bases)),
    )
    order = rows.category.map(support_order(assessment.programme))
    return rows.assign(order=order, name=alphabetical_rank(rows.donor)).sort_values(
        ["name", "donor_id", "order", "beside", "funding"]
    )


def _giver_row(assessment: Assessment, row: Any, lang: str) -> list[str]:
    kinds = {
        "stock": say("hiện vật", lang=lang),
        "sponsored": say("đỡ đầu", lang=lang),
    }
    kind = f" <small>({kinds[row.funding]})</small>" if row.funding in kinds else ""
    quantity = (
        f"{number(row.quantity, lang=lang)} "
        f"{text(unit_name(assessment.programme, row.category, lang=lang))}"
    )
    children = number(row.children, lang=lang)
    if is_place(assessment.programme, row.category):
        children = "–"
    if row.beside:
        beside = text(say("cùng trả với {donor}", lang=lang, donor=row.beside))
        quantity, children = f"<small>{beside}</small>", "–"
    return [
        text(row.donor),
        whole_words(donor_type(row.donor_type, lang=lang)),
        text(category_name(assessment.programme, row.category, lang=lang)),
        number(row.communes, lang=lang),
        quantity,
        children,
        millions(row.cost, lang) + kind,
        basis_tag(row.basis, lang=lang),
    ]


def proposal_by_commune(assessment: Assessment, *, lang: str) -> Fragment:
    """Show, for each commune and category, who is proposed and what stays open, with the reason."""
    offers = _offers(assessment, lang)
    left = assessment.open_needs.set_index(CELL)
    cells = _cells(assessment)
    # Where nothing is lacking for certain there is nothing to propose; not known is not nothing.
    shown = cells[~cells.gap_low.eq(0).fillna(False)]
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
                number(offer["count"] if offer is not None else 0, lang=lang),
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
        caption=say("Từng xã: đề xuất và phần chưa có nguồn (số trẻ)", lang=lang)
        if shown.counted.eq("children").all()
        else say("Từng xã: đề xuất và phần chưa có nguồn (số trẻ; công trình: số nơi)", lang=lang),
        kinds="tttnnnt",
        compact=True,
    )
    if len(shown) == len(cells):
        return table
    return table + paragraph(
        say(
            "Bảng không ghi {n} chỗ (xã và loại hỗ trợ) không thiếu chắc chắn trẻ nào.",
            lang=lang,
            n=number(len(cells) - len(shown), lang=lang),
        )
    )


def _offers(assessment: Assessment, lang: str) -> pd.DataFrame:
    """Return, for each commune and category, who is proposed with what, and how many it reaches.

    Several gifts of one donor are one offer: «1.080 + 900».
    """
    lots = assessment.allocation
    by = [*CELL, "donor_id", "donor", "partner_id", "partner", "partner_gift"]
    joined = (
        lots.assign(count=lots.children_reached + lots.places)
        .groupby(by, dropna=False, sort=False)
        .agg(
            quantity=("quantity", lambda parts: [number(part, lang=lang) for part in parts]),
            count=("count", "sum"),
        )
        .reset_index()
    )
    joined["line"] = [_lot_words(assessment, row, lang) for row in rows_of(joined)]
    return joined.groupby(CELL).agg(line=("line", "; ".join), count=("count", "sum"))


def _lot_words(assessment: Assessment, lot: Any, lang: str) -> str:
    words = (
        f"{lot.donor}: {' + '.join(lot.quantity)} "
        f"{unit_name(assessment.programme, lot.category, lang=lang)}"
    )
    if not lot.partner_gift:
        return words
    return words + " " + say("(cùng {donor})", lang=lang, donor=lot.partner)


def _cells(assessment: Assessment) -> pd.DataFrame:
    """Return communes × categories, and the places that somebody is proposed to give."""
    names = ["commune_code", "commune", "category", "gap_low", "counted"]
    children = assessment.gap.assign(counted="children")[names]
    lots = assessment.allocation
    given = pd.MultiIndex.from_frame(lots[lots.counted == "places"][CELL])
    places = assessment.facilities.rename(
        columns={"facility": "category", "places_open": "gap_low"}
    )
    places = places[pd.MultiIndex.from_frame(places[CELL]).isin(given)]
    cells = pd.concat([children, places.assign(counted="places")[names]], ignore_index=True)
    return cells.assign(rank=cells.category.map(support_order(assessment.programme)))


def open_by_reason(assessment: Assessment, *, lang: str) -> Fragment:
    """Show what stays open by reason: how much, where, its cost, and which donor could meet it."""
    left = assessment.open_needs
    if left.empty:
        return paragraph(say("Không còn phần thiếu chắc chắn nào chưa có nguồn ở đây.", lang=lang))
    programme = assessment.programme
    rank = left.category.map(support_order(programme))
    left = left.assign(rank=rank).sort_values(["rank", "commune_code"])
    # The costliest first; what nobody can price stands last.
    sums = left.groupby("reason").cost_vnd.agg(total)
    ordered = sums.reset_index().sort_values(
        ["cost_vnd", "reason"], ascending=[False, True], na_position="last"
    )
    body = []
    for reason in ordered.reason:
        rows = left[left.reason == reason]
        parts = []
        for category, cells in rows.groupby("category", sort=False):
            name = category_name(programme, str(category), lang=lang)
            count = total(cells.children_open)
            if pd.isna(count):
                parts.append(name)
                continue
            n = number(count, lang=lang)
            parts.append(
                say("{name}: {n} nơi", lang=lang, name=name, n=n)
                if is_place(programme, str(category))
                else say("{name}: {n} trẻ", lang=lang, name=name, n=n)
            )
        body.append(
            [
                text(open_reason(reason, lang=lang)),
                text("; ".join(parts)),
                number(rows.commune_code.nunique(), lang=lang),
                millions(sums[reason], lang),
                text(who_could(reason, lang=lang)),
            ]
        )
    return data_table(
        [
            say("Vì sao chưa có nguồn", lang=lang),
            say("Còn thiếu", lang=lang),
            say("Số xã", lang=lang),
            say("Triệu đồng", lang=lang),
            say("Ai có thể giúp", lang=lang),
        ],
        body,
        caption=say("Phần chưa có nguồn sau đề xuất, theo lý do", lang=lang),
        kinds="ttnnt",
        compact=True,
    )
