"""The public page of what was received and where it went: every đồng, no name without consent."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.audience import edition_mark
from needs.briefing.html import (
    Fragment,
    basis_tag,
    data_table,
    heading,
    key_figures,
    paragraph,
    text,
)
from needs.commitments import state_words
from needs.proposals.page import Section, bases_legend, from_whom, illustrative_mark, page_html
from needs.sheets.network_data import NetworkData
from needs.sheets.network_words import (
    category_words,
    given_cell,
    is_named,
    joined_note,
    joined_words,
    value_cell,
)
from needs.tables import rows_of
from needs.wording import collation_key, date_text, number, say
from needs.wording.numbers import is_missing


def transparency_page(assessment: Assessment, data: NetworkData, *, lang: str) -> str:
    """Return the page: sums by donor, category, commune and year, then every gift."""
    province = assessment.programme.province.text(lang)
    title = say("Đã nhận gì, đi đâu, {province}", lang=lang, province=province)
    rows = data.tables["transparency_public"]
    sections = [Section(_top(assessment, data, title, lang))]
    if len(rows):
        sections += [
            Section(_by_donor(rows, lang)),
            Section(_by_category(data, rows, lang)),
            Section(_by_commune(rows, lang)),
            Section(_every_gift(data, rows, lang)),
            Section(bases_legend(lang=lang)),
        ]
    return page_html(title, sections, lang=lang)


def _top(assessment: Assessment, data: NetworkData, title: str, lang: str) -> Fragment:
    rows = data.tables["transparency_public"]
    head = (
        edition_mark("public", lang=lang)
        + Fragment(f"<h1>{text(title)}</h1>")
        + from_whom(assessment, lang=lang)
        + illustrative_mark(illustrative=bool(rows.basis.eq("illustrative").any()), lang=lang)
    )
    day = say("Tính đến ngày {day}.", lang=lang, day=date_text(data.on, lang=lang))
    if rows.empty:
        nothing = say("Sổ cam kết chưa có khoản nào đã trao.", lang=lang)
        return head + paragraph(f"{day} {nothing}", kind="note")
    named = rows.loc[rows.donor_id.map(is_named), "donor_id"].nunique()
    figures = [
        (number(rows.value_vnd.sum(), lang=lang), say("đồng đã nhận", lang=lang)),
        (number(_gifts(rows), lang=lang), say("khoản", lang=lang)),
        *_communes_told(rows, lang),
        (number(named, lang=lang), say("nhà tài trợ được nêu tên", lang=lang)),
    ]
    how = say(
        "{day} Gồm các khoản đã trao và đã xác nhận. Chỉ nêu tên người đã đồng ý; tiền thì nêu đủ.",
        lang=lang,
        day=day,
    )
    joined = paragraph(joined_note(data.network.programme, rows, lang=lang), kind="note")
    return head + key_figures(figures) + paragraph(how) + joined + _agreement(data, lang)


def _communes_told(rows: pd.DataFrame, lang: str) -> list[tuple[str, str]]:
    """Count the communes that rows name; a row of several names none, so none is no count."""
    named = rows.commune_code.nunique()
    if not named:
        return []
    words = say("xã", lang=lang)
    if rows.commune_code.isna().any():
        words = say("xã được nêu riêng", lang=lang)
    return [(number(named, lang=lang), words)]


def _gifts(rows: pd.DataFrame) -> int:
    """Return how many gifts the rows tell of; a partner's part is none of its own."""
    return int(rows.loc[rows.giver.eq("main"), "lots"].sum())


def _agreement(data: NetworkData, lang: str) -> Fragment:
    """Say whether the list agrees with the ledger."""
    sums = data.tables["transparency_sums"]
    by_state = sums[sums.summed_by == "lot_state"]
    total = number(by_state.ledger_vnd.sum(), lang=lang)
    if sums.agrees.all():
        words = say(
            "Cộng theo trạng thái, loại hỗ trợ, xã và năm đều khớp sổ cam kết từng đồng: {total} "
            "đồng.",
            lang=lang,
            total=total,
        )
    else:
        words = say(
            "Danh sách không khớp sổ cam kết ({total} đồng): kiểm tra sổ trước khi công bố.",
            lang=lang,
            total=total,
        )
    return paragraph(words)


def _cells(rows: pd.DataFrame, lang: str, *, parts: bool = False) -> list[str]:
    """Return how many gifts (or parts of gifts) there are, and how many đồng."""
    mains = rows[rows.giver == "main"]
    unpriced = _gifts(mains[mains.value_vnd.isna()])
    value = value_cell(rows.value_vnd.sum(), 0 if parts else unpriced, lang=lang)
    return [number(rows.lots.sum() if parts else _gifts(rows), lang=lang), value]


def _sums(
    rows: pd.DataFrame, by: str, named: str, lang: str, *, parts: bool = False
) -> list[tuple[str, list[str]]]:
    """Return name and sums for each value of a column: the most đồng first, then by name."""
    found = [
        (-int(own.value_vnd.sum()), collation_key(str(own[named].iloc[0])), str(key), own)
        for key, own in rows.groupby(by)
    ]
    found.sort(key=lambda one: one[:3])
    return [(str(own[named].iloc[0]), _cells(own, lang, parts=parts)) for *_, own in found]


def _by_donor(rows: pd.DataFrame, lang: str) -> Fragment:
    # A co-funded gift is one part of each of its two donors.
    return heading(say("Theo nhà tài trợ", lang=lang)) + data_table(
        [say("Nhà tài trợ", lang=lang), say("Số phần", lang=lang), say("Đồng", lang=lang)],
        [
            [text(name), *cells]
            for name, cells in _sums(rows, "donor_id", "donor", lang, parts=True)
        ],
        caption=say("Ai đã trao; khoản góp chung chia cho từng người", lang=lang),
        total=[say("Cộng", lang=lang), *_cells(rows, lang, parts=True)],
    )


def _by_category(data: NetworkData, rows: pd.DataFrame, lang: str) -> Fragment:
    programme = data.network.programme
    return heading(say("Theo loại hỗ trợ", lang=lang)) + data_table(
        [say("Loại hỗ trợ", lang=lang), say("Số khoản", lang=lang), say("Đồng", lang=lang)],
        [
            [text(category_words(programme, name, lang=lang)), *cells]
            for name, cells in _sums(rows, "category", "category", lang)
        ],
        caption=say("Cho việc gì", lang=lang),
        total=[say("Cộng", lang=lang), *_cells(rows, lang)],
    )


def _by_commune(rows: pd.DataFrame, lang: str) -> Fragment:
    placed = rows.assign(place=rows.commune_code.fillna(rows.commune))
    return heading(say("Theo xã", lang=lang)) + data_table(
        [say("Xã, phường", lang=lang), say("Số khoản", lang=lang), say("Đồng", lang=lang)],
        [[text(name), *cells] for name, cells in _sums(placed, "place", "commune", lang)],
        caption=say("Đến đâu", lang=lang),
        total=[say("Cộng", lang=lang), *_cells(rows, lang)],
    )


def _day(row: Any, lang: str) -> str:
    day = date_text(dt.date.fromisoformat(row.since), lang=lang)
    return day if row.lots < 2 else say("đến {day}", lang=lang, day=day)


def _every_gift(data: NetworkData, rows: pd.DataFrame, lang: str) -> Fragment:
    programme = data.network.programme
    body = []
    for row in rows_of(rows.sort_values(["since", "lot_id"], ascending=[False, True])):
        partner = row.giver == "partner"
        what = text(category_words(programme, row.category, lang=lang))
        small = say("phần góp chung", lang=lang) if partner else joined_words(row, lang=lang)
        how_many = "" if partner else given_cell(row.lot_children, row.places, lang=lang)
        amount = ""
        if not partner and row.unit and not is_missing(row.lot_quantity):
            amount = f"<br><small>{number(row.lot_quantity, lang=lang)} {text(row.unit)}</small>"
        body.append(
            [
                text(_day(row, lang)),
                text(row.donor),
                f"{what}<br><small>{text(small)}</small>" if small else what,
                text(row.commune),
                how_many + amount,
                number(row.value_vnd, lang=lang),
                text(state_words(row.lot_state, lang=lang)),
                text(row.evidence) + " " + basis_tag(row.basis, lang=lang),
            ]
        )
    return heading(say("Từng khoản", lang=lang)) + data_table(
        [
            say("Ngày", lang=lang),
            say("Nhà tài trợ", lang=lang),
            say("Loại hỗ trợ", lang=lang),
            say("Xã, phường", lang=lang),
            say("Trẻ, nơi", lang=lang),
            say("Đồng", lang=lang),
            say("Trạng thái", lang=lang),
            say("Căn cứ", lang=lang),
        ],
        body,
        caption=say("Mọi khoản đã trao, mới nhất trước", lang=lang),
        kinds="tttttntt",
        compact=True,
        total=[
            say("Cộng", lang=lang),
            "",
            "",
            "",
            "",
            number(rows.value_vnd.sum(), lang=lang),
            "",
            "",
        ],
    )
