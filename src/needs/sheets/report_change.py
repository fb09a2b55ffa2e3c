"""Of a periodic report: targets with pace; this year against last, explained."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.briefing.html import Fragment, bullets, data_table, paragraph, text
from needs.monitoring.cells import MEASURES
from needs.monitoring.changes import PARTS
from needs.monitoring.explained import (
    change_words,
    group_name,
    in_groups,
    measure_name,
    part_name,
    table_title,
)
from needs.monitoring.lacking import names_of
from needs.monitoring.outlook import support_name
from needs.monitoring.report import Report
from needs.tables import ALL, rows_of
from needs.wording import number, say
from needs.wording.numbers import is_missing

_GROUPS = ("list", "real", "method", "price")
_MILLION = 1_000_000


def change_section(report: Report, *, lang: str) -> Fragment:
    """Explain what changed since the kept year: in words, by group, by cause, by district."""
    if report.change is None or report.compared_with is None:
        words = say("Chưa giữ bảng của năm trước nên chưa so được.", lang=lang)
        return paragraph(words, kind="note")
    whole_area = _whole_area(report)
    if whole_area.empty:
        return paragraph(say("Không có gì để so.", lang=lang), kind="note")
    parts = [_in_words(report, whole_area, lang), _by_group(report, whole_area, lang)]
    parts.append(_by_cause(report, whole_area, lang))
    parts.append(_lists(report, lang))
    if report.scope.level != "district":
        parts.append(_by_district(report, lang))
    parts.append(_unknown(whole_area, lang))
    return Fragment("\n".join(part.html for part in parts))


def _whole_area(report: Report) -> pd.DataFrame:
    assert report.change is not None
    rows = report.change
    level = "district" if report.scope.level == "district" else "province"
    order = [ALL, *(one.id for one in report.programme.categories)]
    rows = rows[rows.level == level]
    places = {"place": rows.category.map(order.index), "of": rows.measure.map(MEASURES.index)}
    return rows.assign(**places).sort_values(["place", "of"])


def _name(report: Report, category: str, lang: str) -> str:
    if category == ALL:
        return say("Mọi loại hỗ trợ", lang=lang)
    return support_name(report.assessment, category, lang=lang)


def _in_words(report: Report, rows: pd.DataFrame, lang: str) -> Fragment:
    told = [
        say(
            "{measure} ({category}) so với năm {year}: {change}.",
            lang=lang,
            measure=measure_name(row.measure, lang=lang),
            category=_name(report, row.category, lang),
            year=report.compared_with,
            change=change_words(row, lang=lang),
        )
        for row in rows_of(rows)
        if row.measure in ("gap_vnd", "gap_children")
    ]
    return bullets(told)


def _by_group(report: Report, rows: pd.DataFrame, lang: str) -> Fragment:
    """Show children and money in a table each: the parts by group, beside both years."""
    children = rows[rows.measure.str.endswith("_children")]
    money = rows[rows.measure.str.endswith("_vnd")]
    note = say(
        "Mức giữa, trước khi trừ cam kết trong năm. Số tiền làm tròn đến triệu đồng; đúng đến "
        "từng đồng ở bảng «{table}».",
        lang=lang,
        table=table_title("year_change", lang=lang),
    )
    return (
        _groups_table(
            report,
            children,
            ("list", "real", "method"),
            say("Số trẻ: tăng, giảm so với năm trước và vì đâu", lang=lang),
            lang,
        )
        + _groups_table(
            report,
            money,
            ("list", "real", "method", "price"),
            say("Chi phí: tăng, giảm so với năm trước và vì đâu, triệu đồng", lang=lang),
            lang,
        )
        + paragraph(note, kind="note")
    )


def _groups_table(
    report: Report, rows: pd.DataFrame, groups: tuple[str, ...], caption: str, lang: str
) -> Fragment:
    divisor = 1 if "price" not in groups else _MILLION
    body = []
    for row in rows_of(rows):
        parts = in_groups(row)
        body.append(
            [
                text(_name(report, row.category, lang)),
                text(measure_name(row.measure, lang=lang)),
                number(row.before / divisor, lang=lang),
                number(row.after / divisor, lang=lang),
                signed(row.difference / divisor, lang),
                *(signed(parts[group] / divisor, lang) for group in groups),
            ]
        )
    return data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            say("Đại lượng", lang=lang),
            str(report.compared_with),
            report.programme.period,
            say("Tăng (giảm)", lang=lang),
            *(group_name(group, lang=lang).capitalize() for group in groups),
        ],
        body,
        caption=caption,
        kinds="tt",
        compact=True,
    )


def _by_cause(report: Report, rows: pd.DataFrame, lang: str) -> Fragment:
    """Show each cause of the cost of the gap; causes without any part are left out."""
    money = rows[rows.measure == "gap_vnd"]
    causes = [part for part in PARTS if part != "rounding" and money[part].ne(0).any()]
    if not causes:
        return Fragment("")
    return data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            *(part_name(part, lang=lang).capitalize() for part in causes),
            say("Cộng", lang=lang),
        ],
        [
            [
                text(_name(report, row.category, lang)),
                *(signed(getattr(row, part) / _MILLION, lang) for part in causes),
                signed(row.difference / _MILLION, lang),
            ]
            for row in rows_of(money)
        ],
        caption=say("Chi phí còn thiếu: từng nguyên nhân, triệu đồng", lang=lang),
        compact=True,
    )


def _by_district(report: Report, lang: str) -> Fragment:
    assert report.change is not None
    rows = report.change
    whole_money = (
        rows.category.eq(ALL) if report.scope.categories is None else rows.category.ne(ALL)
    )
    rows = rows[(rows.level == "district") & (rows.measure == "gap_vnd") & whole_money]
    names = ["before", "after", "difference", *PARTS]
    sums = rows.groupby(["area_code", "area"])[names].sum().reset_index()
    if sums.empty:
        return Fragment("")
    total = sums[names].sum().to_frame().T.assign(area=say("Cộng", lang=lang))
    *body, added = [_amounts(row, lang) for row in rows_of(pd.concat([sums, total]))]
    return data_table(
        [
            say("Huyện (cũ)", lang=lang),
            str(report.compared_with),
            report.programme.period,
            say("Tăng (giảm)", lang=lang),
            *(group_name(group, lang=lang).capitalize() for group in _GROUPS),
        ],
        body,
        caption=say("Chi phí còn thiếu theo huyện (cũ), triệu đồng", lang=lang),
        compact=True,
        total=added,
    )


def _amounts(row: Any, lang: str) -> list[str]:
    """Write a district's row in million đồng: both years, the difference, its groups."""
    groups = in_groups(row)
    return [
        text(row.area),
        number(row.before / _MILLION, lang=lang),
        number(row.after / _MILLION, lang=lang),
        signed(row.difference / _MILLION, lang),
        *(signed(groups[group] / _MILLION, lang) for group in _GROUPS),
    ]


def _lists(report: Report, lang: str) -> Fragment:
    listed = report.listed
    if listed is None or listed.empty:
        return Fragment("")
    told = []
    for change, words in (
        ("entered", say("Xã mới được tính", lang=lang)),
        ("left", say("Xã không còn được tính", lang=lang)),
    ):
        rows = listed[listed.change == change].drop_duplicates("commune_code")
        if len(rows):
            count = number(len(rows), lang=lang)
            told.append(f"{words} ({count}): {names_of(rows.commune, lang=lang)}")
    return bullets(told)


def _unknown(rows: pd.DataFrame, lang: str) -> Fragment:
    most = int(rows.unknown_cells.max())
    if not most:
        return Fragment("")
    words = say(
        "Có {n} ô (xã và loại hỗ trợ) chưa có số liệu ở một trong hai năm: không tính vào cả hai.",
        lang=lang,
        n=number(most, lang=lang),
    )
    return paragraph(words, kind="note")


def signed(value: Any, lang: str) -> str:
    """Write a difference with its sign; nothing is 0."""
    if is_missing(value):
        return text(value, lang=lang)
    amount = round(float(value))
    if not amount:
        return "0"
    return ("+" if amount > 0 else "−") + number(abs(amount), lang=lang)
