"""The tables of a proposal: by category, by district, lot by lot, and what is left of the gifts."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.cells import units, whole
from needs.briefing.html import Fragment, basis_tag, data_table, heading, text
from needs.briefing.words import idle_reason
from needs.commitments import state_words
from needs.proposals.explained_words import units_words
from needs.proposals.gifts import gift_measure, gift_title
from needs.proposals.lots import DonorLots, by_category
from needs.proposals.plan_tables import gift_use_table
from needs.proposals.words import (
    month_numbers,
    months_words,
    office_today,
    support,
)
from needs.tables import rows_of
from needs.wording import number, say
from needs.wording.numbers import is_missing


def by_category_table(assessment: Assessment, mine: DonorLots, *, lang: str) -> Fragment:
    """Sum a donor's lots by category, with the agency that leads."""
    programme = assessment.programme
    sums = by_category(assessment, mine.rows)
    shared = mine.rows.other.ne("").any()
    body = []
    for row in rows_of(sums):
        entry = support(programme, row.category)
        body.append(
            [
                text(entry.name.text(lang)),
                number(row.communes, lang=lang),
                number(row.packages, lang=lang),
                text(units_words(programme, row.category, row.quantity, lang=lang)),
                _served(row, lang),
                number(row.pays_vnd, lang=lang),
                *([number(row.others_vnd, lang=lang)] if shared else []),
                text(office_today(entry.lead_agency, lang=lang)),
            ]
        )
    return data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            say("Số xã", lang=lang),
            say("Gói", lang=lang),
            say("Khối lượng", lang=lang),
            say("Trẻ (công trình)", lang=lang),
            say("Nhà tài trợ, đồng", lang=lang),
            *([say("Nguồn cùng góp, đồng", lang=lang)] if shared else []),
            say("Cơ quan phụ trách", lang=lang),
        ],
        body,
        caption=say("Đề xuất theo loại hỗ trợ", lang=lang),
        kinds="tnnnnn" + ("n" if shared else "") + "t",
        total=[
            say("Cộng", lang=lang),
            number(len(mine.communes), lang=lang),
            number(int(mine.rows.packages.sum()), lang=lang),
            "",
            "",
            number(mine.pays_vnd, lang=lang),
            *([number(int(mine.rows.others_vnd.sum()), lang=lang)] if shared else []),
            "",
        ],
    )


def _served(row: Any, lang: str) -> str:
    """Return children, or places where a row is about places."""
    return number(int(row.children_reached) + int(row.places), lang=lang)


def by_district_table(mine: DonorLots, *, lang: str) -> Fragment:
    """Sum a donor's lots by (former) district."""
    sums = (
        mine.rows.groupby(["district_code", "district"])
        .agg(
            communes=("commune_code", "nunique"),
            lots=("number", "size"),
            packages=("packages", "sum"),
            pays=("pays_vnd", "sum"),
        )
        .reset_index()
    )
    return data_table(
        [
            say("Huyện (cũ)", lang=lang),
            say("Số xã", lang=lang),
            say("Số lô", lang=lang),
            say("Số gói", lang=lang),
            say("Nhà tài trợ, đồng", lang=lang),
        ],
        [
            [
                text(row.district),
                number(row.communes, lang=lang),
                number(row.lots, lang=lang),
                number(row.packages, lang=lang),
                number(row.pays, lang=lang),
            ]
            for row in rows_of(sums)
        ],
        caption=say("Đề xuất theo huyện (cũ); từng lô ở phụ lục", lang=lang),
        total=[
            say("Cộng", lang=lang),
            number(len(mine.communes), lang=lang),
            number(len(mine.rows), lang=lang),
            number(int(mine.rows.packages.sum()), lang=lang),
            number(mine.pays_vnd, lang=lang),
        ],
    )


def each_lot_table(assessment: Assessment, mine: DonorLots, *, annex: bool, lang: str) -> Fragment:
    """List every lot: commune, what, how much, whom it serves, who pays, when, who leads.

    As an annex it leaves out the agency, which stands in the sums by category then.
    """
    rows = mine.rows
    columns = _lot_columns(assessment, rows, annex=annex, lang=lang)
    one = len(mine.categories) == 1
    sums = {
        "packages": number(int(rows.packages.sum()), lang=lang),
        "quantity": units(rows.quantity.sum(), lang) if one else "",
        "served": number(int((rows.children_reached + rows.places).sum()), lang=lang),
        "pays": number(mine.pays_vnd, lang=lang),
        "others": number(int(rows.others_vnd.sum()), lang=lang),
    }
    if not one:
        sums["served"] = ""
    titles = {name: title for name, (title, _, _) in columns.items()}
    return data_table(
        list(titles.values()),
        list(zip(*(cells for _, _, cells in columns.values()), strict=True)),
        caption=say("Từng lô: xã, khối lượng, trẻ, chi phí", lang=lang),
        kinds="".join(kind for _, kind, _ in columns.values()),
        compact=True,
        total=[say("Cộng", lang=lang) if name == "lot" else sums.get(name, "") for name in columns],
    )


def _lot_columns(
    assessment: Assessment, rows: pd.DataFrame, *, annex: bool, lang: str
) -> dict[str, tuple[str, str, list[str]]]:
    """Return the columns of the table of lots: name → title, kind, cells."""
    programme = assessment.programme
    entries = [support(programme, name) for name in rows.category]
    every = list(rows_of(rows))
    columns = {
        "lot": (say("Lô, xã", lang=lang), "t", [_lot_name(row, lang) for row in every]),
        "what": (
            say("Loại hỗ trợ", lang=lang),
            "t",
            [text(entry.name.text(lang)) for entry in entries],
        ),
        "packages": (
            say("Gói", lang=lang),
            "n",
            [number(row.packages, lang=lang) for row in every],
        ),
        "quantity": (
            say("Khối lượng", lang=lang),
            "t",
            [text(units_words(programme, row.category, row.quantity, lang=lang)) for row in every],
        ),
        "served": (
            say("Trẻ (công trình)", lang=lang),
            "n",
            [_served(row, lang) for row in every],
        ),
        "pays": (
            say("Nhà tài trợ, đồng", lang=lang),
            "n",
            [number(row.pays_vnd, lang=lang) for row in every],
        ),
        "others": (
            say("Người góp phần còn lại, đồng", lang=lang),
            "t",
            [
                f"{number(row.others_vnd, lang=lang)}<br><small>{text(row.other)}</small>"
                if row.other
                else "0"
                for row in every
            ],
        ),
        "when": (
            say("Khi nào", lang=lang),
            "t",
            [text(months_words(month_numbers(row.months), lang=lang)) for row in every],
        ),
        "agency": (
            say("Cơ quan phụ trách", lang=lang),
            "t",
            [text(office_today(entry.lead_agency, lang=lang)) for entry in entries],
        ),
        "basis": (
            say("Căn cứ", lang=lang),
            "t",
            [basis_tag(row.basis, lang=lang) for row in every],
        ),
        "state": (
            say("Tình trạng", lang=lang),
            "t",
            [text(state_words(row.state, lang=lang)) for row in every],
        ),
    }
    needless = {
        "others": not rows.other.ne("").any(),
        "agency": annex,
        "state": rows.state.eq("proposed").all(),
    }
    return {name: column for name, column in columns.items() if not needless.get(name, False)}


def _lot_name(row: Any, lang: str) -> str:
    """Return «3a. Xã Cốc Pàng», below it the (former) district and the zone."""
    place = str(row.district)
    if not is_missing(row.zone):
        place = say("{district}, khu vực {zone}", lang=lang, district=place, zone=row.zone)
    return f"{text(row.number)}. {text(row.commune)}<br><small>{text(place)}</small>"


def left_table(assessment: Assessment, mine: DonorLots, *, lang: str) -> Fragment:
    """Show what each gift holds, what is proposed of it, what is left and why."""
    use = gift_use_table(assessment)
    use = use[use.donor_id == mine.donor_id].sort_values("gift_id")
    if use.empty:
        return Fragment("")
    body = []
    for row in rows_of(use):
        cash = row.funding == "cash"
        holds = row.budget_vnd if cash else row.stock_units
        taken = 0 if is_missing(row.held_taken) else int(row.held_taken)
        body.append(
            [
                text(gift_title(row, lang=lang)),
                text(gift_measure(assessment, row, lang=lang)),
                whole(holds, lang),
                number(taken, lang=lang),
                whole(row.used, lang),
                whole(row.left, lang),
                text(_why_left(row.reason, lang)),
            ]
        )
    return heading(say("Phần còn lại", lang=lang)) + data_table(
        [
            say("Nguồn", lang=lang),
            say("Tính bằng", lang=lang),
            say("Có", lang=lang),
            say("Đã nhận lời trước đây", lang=lang),
            say("Đề xuất lần này", lang=lang),
            say("Còn lại", lang=lang),
            say("Vì sao còn", lang=lang),
        ],
        body,
        caption=say("Nguồn của nhà tài trợ: đã dùng và còn lại", lang=lang),
        kinds="ttnnnnt",
    )


def _why_left(reason: str, lang: str) -> str:
    """Say why a part is left; not that its places lack less than a package, or nothing."""
    if reason in ("reach_full", "no_admitted_cell"):
        return say("chưa xếp được vào nơi phù hợp", lang=lang)
    return idle_reason(reason, lang=lang)
