"""Of a periodic report: how far the targets are, and the pace that is needed."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.briefing.cells import at_ends, whole
from needs.briefing.html import Fragment, data_table, paragraph, text
from needs.briefing.measures import alphabetical_rank
from needs.monitoring.outlook import support_name
from needs.monitoring.report import Report
from needs.tables import rows_of
from needs.wording import number, percent, say


def pace_section(report: Report, *, lang: str) -> Fragment:
    """Show target, covered, delivered this year, still to reach and the pace that is needed."""
    rows = report.pace
    if rows.empty:
        words = say("Chưa có số liệu chỉ tiêu của kỳ báo cáo.", lang=lang)
        return paragraph(words, kind="note")
    province = rows[rows.level == "province"]
    shown = province if len(province) else rows
    return _pace_table(report, shown, lang, with_area=False) + _pace_note(report, lang)


def pace_annex(report: Report, *, lang: str) -> Fragment:
    """Show the progress by district, for looking up; nothing for a single district."""
    rows = report.pace[report.pace.level == "district"]
    if report.scope.level == "district" or rows.empty:
        return Fragment("")
    return _pace_table(report, rows[rows.year == rows.year.max()], lang, with_area=True)


def _pace_table(report: Report, rows: pd.DataFrame, lang: str, *, with_area: bool) -> Fragment:
    order = {one.id: place for place, one in enumerate(report.programme.categories)}
    name = alphabetical_rank(rows.area)
    ordered = rows.assign(place=rows.category.map(order), name=name).sort_values(
        ["name", "area_code", "place", "year"]
    )
    body = [
        [
            *([text(row.area)] if with_area else []),
            text(support_name(report.assessment, row.category, lang=lang)),
            *([] if with_area else [text(row.year)]),
            whole(row.children_target, lang) if with_area else _target(row, lang),
            at_ends(row.covered_low, row.covered_high, lang),
            whole(row.children_delivered, lang)
            if row.year == report.programme.period and report.has_ledger
            else "–",
            at_ends(row.to_reach_low, row.to_reach_high, lang),
            *([] if with_area else [number(row.years_left, lang=lang)]),
            _pace(row, lang),
        ]
        for row in rows_of(ordered)
    ]
    head = [
        *([say("Huyện (cũ)", lang=lang)] if with_area else []),
        say("Loại hỗ trợ", lang=lang),
        *([] if with_area else [say("Năm", lang=lang)]),
        say("Chỉ tiêu (trẻ)", lang=lang),
        say("Đã hỗ trợ từ trước", lang=lang),
        say("Trao trong năm", lang=lang),
        say("Còn phải tới", lang=lang),
        *([] if with_area else [say("Số năm còn lại", lang=lang)]),
        say("Mỗi năm cần", lang=lang),
    ]
    year = str(rows.year.max())
    caption = (
        say("Tiến độ chỉ tiêu theo huyện (cũ), năm {year}, trẻ", lang=lang, year=year)
        if with_area
        else say("Tiến độ chỉ tiêu, trẻ", lang=lang)
    )
    return data_table(
        head, body, caption=caption, kinds="tt" if with_area else "tn", compact=with_area
    )


def _target(row: Any, lang: str) -> str:
    share = percent(row.target_share, lang=lang)
    return f"{share}<br><small>{whole(row.children_target, lang)}</small>"


def _pace(row: Any, lang: str) -> str:
    if row.years_left == 0:
        return text(say("đã đến hạn", lang=lang))
    return at_ends(row.pace_low, row.pace_high, lang)


def _pace_note(report: Report, lang: str) -> Fragment:
    end = report.programme.plan.period_to
    words = say(
        "«Còn phải tới» đã trừ phần trao trong năm theo sổ cam kết, từng xã một; trao vượt ở một "
        "xã không bù cho xã khác.",
        lang=lang,
    )
    if int(report.programme.period) > end:
        words += " " + say(
            "Kế hoạch hết kỳ năm {year}: chỉ tiêu được theo dõi tiếp theo danh sách xã hiện hành.",
            lang=lang,
            year=end,
        )
    return paragraph(words, kind="note")
