"""Whom to propose for commendation, by which thresholds, and who has just missed one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from needs.briefing.html import Fragment, basis_tag, bullets, data_table, heading, paragraph, text
from needs.network.words import network_of
from needs.programmes import Programme
from needs.programmes.agencies import read_agencies
from needs.sheets.network_data import NetworkData
from needs.sheets.network_words import (
    award_name,
    condition_words,
    donor_cell,
    measure_words,
    value_cell,
)
from needs.tables import rows_of
from needs.wording import number, say


def commendation_section(data: NetworkData, root: Path, *, lang: str) -> Fragment:
    """Return the thresholds, whom they propose for which form, and who has just missed one."""
    title = heading(say("Đề nghị khen thưởng, năm {year}", lang=lang, year=data.year))
    only = say(
        "Chỉ tính việc đã xác nhận trong năm; phần của ai tính cho người ấy. Danh sách là đề nghị: "
        "người có thẩm quyền quyết định.",
        lang=lang,
    )
    rows = data.tables["donor_commendations"]
    forms = _forms(data, root, lang)
    if rows.empty:
        nobody = say("Chưa có việc nào được xác nhận trong năm.", lang=lang)
        return title + paragraph(only) + forms + paragraph(nobody, kind="note")
    proposed = rows[rows.award != ""]
    return (
        title
        + paragraph(only)
        + forms
        + _proposed(data, proposed, lang)
        + _nearly(data, rows, lang)
    )


def _forms(data: NetworkData, root: Path, lang: str) -> Fragment:
    programme = data.network.programme
    agencies = read_agencies(root)
    body = []
    for form in network_of(programme).commendation.awards:
        office = agencies.office(form.decided_by, data.on, province=programme.province_code)
        kinds = {one.basis for part in form.conditions for one in part.thresholds.values()}
        conditions = [condition_words(programme, one, lang=lang) for one in form.conditions]
        body.append(
            [
                text(form.name.text(lang)),
                "<br>".join(map(text, conditions)),
                " ".join(basis_tag(kind, lang=lang) for kind in sorted(kinds)),
                text(office.with_predecessor.text(lang)),
                text(form.legal.text(lang)),
            ]
        )
    return data_table(
        [
            say("Hình thức", lang=lang),
            say("Mức", lang=lang),
            say("Căn cứ", lang=lang),
            say("Ai quyết định", lang=lang),
            say("Văn bản", lang=lang),
        ],
        body,
        caption=say("Các mức của hồ sơ chương trình", lang=lang),
        kinds="ttttt",
        compact=True,
    )


def _proposed(data: NetworkData, rows: pd.DataFrame, lang: str) -> Fragment:
    programme = data.network.programme
    if rows.empty:
        return paragraph(say("Chưa ai đạt mức nào.", lang=lang), kind="note")
    return data_table(
        [
            say("Hình thức", lang=lang),
            say("Thứ tự", lang=lang),
            say("Nhà tài trợ", lang=lang),
            say("Đã xác nhận, đồng", lang=lang),
            say("Lượt trẻ", lang=lang),
            say("Năm liền", lang=lang),
            say("Lưu ý", lang=lang),
        ],
        [
            [
                text(award_name(programme, row.award, lang=lang)),
                number(row.rank, lang=lang),
                donor_cell(programme, row.donor, row.donor_kind, lang=lang),
                value_cell(row.confirmed_vnd, row.unpriced, lang=lang),
                number(row.confirmed_children, lang=lang),
                number(row.years_in_a_row, lang=lang),
                text("; ".join(_remarks(data, row, lang))),
            ]
            for row in rows_of(_highest_first(programme, rows))
        ],
        caption=say("Đề nghị, hình thức cao nhất đã đạt", lang=lang),
        kinds="tntnnnt",
        compact=True,
    )


def _highest_first(programme: Programme, rows: pd.DataFrame) -> pd.DataFrame:
    forms = [form.id for form in network_of(programme).commendation.awards]
    height = rows.award.map(forms.index)
    ordered = rows.assign(_height=-height).sort_values(["_height", "rank", "donor_id"])
    return ordered.drop(columns="_height")


def _remarks(data: NetworkData, row: Any, lang: str) -> list[str]:
    remarks = []
    if row.tied:
        remarks.append(say("ngang nhà tài trợ khác", lang=lang))
    if row.beyond:
        remarks.append(say("ngoài số lượng của hình thức này: cần người chọn", lang=lang))
    given = [award_name(data.network.programme, one, lang=lang) for one in row.given_before]
    if given:
        remarks.append(say("đã khen cho năm này: {forms}", lang=lang, forms="; ".join(given)))
    return remarks


def _nearly(data: NetworkData, rows: pd.DataFrame, lang: str) -> Fragment:
    close = rows[rows.nearly != ""]
    if close.empty:
        return Fragment("")
    programme = data.network.programme
    lines = [
        say(
            "{donor}: còn thiếu {lacking} để đạt {form}",
            lang=lang,
            donor=row.donor,
            lacking=measure_words(row.nearly_measure, row.lacking, lang=lang),
            form=award_name(programme, row.nearly, lang=lang),
        )
        for row in rows_of(close)
    ]
    return heading(say("Suýt đạt", lang=lang), level=3) + bullets(lines)
