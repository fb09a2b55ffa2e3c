"""Of a periodic report: what was accepted and has not come; who gave how much."""

from __future__ import annotations

import datetime as dt

from needs.briefing.cells import whole
from needs.briefing.html import Fragment, data_table, paragraph, text
from needs.monitoring.delivered import sum_if_known
from needs.monitoring.explained import table_title
from needs.monitoring.outlook import support_name
from needs.monitoring.report import Report
from needs.tables import rows_of
from needs.wording import collation_key, date_text, number, say

#: Rows of lots that are shown one by one; the others are counted.
LOTS_SHOWN = 40


def undelivered_section(report: Report, *, lang: str) -> Fragment:
    """Show what was accepted and has not come: who, where, since when."""
    rows = report.undelivered
    if "accepted" not in set(report.delivered.stage):
        return paragraph(say("Chưa có lô nào được nhận lời.", lang=lang), kind="note")
    if rows.empty:
        return paragraph(say("Không có lô nào đã nhận lời mà chưa trao đủ.", lang=lang))
    ordered = rows.sort_values(["overdue", "days", "lot_id"], ascending=[False, False, True])
    shown = ordered.head(LOTS_SHOWN)
    body = [
        [
            text(row.donor) + (f"<br><small>+ {text(row.partner)}</small>" if row.partner else ""),
            text(row.commune),
            text(support_name(report.assessment, row.category, lang=lang)),
            whole(row.children + row.places, lang),
            whole(row.value_vnd, lang),
            text(_why(row.why, lang)),
            date_text(dt.date.fromisoformat(row.since), lang=lang),
            number(row.days, lang=lang) + (" (!)" if row.overdue else ""),
        ]
        for row in rows_of(shown)
    ]
    table = data_table(
        [
            say("Nhà tài trợ", lang=lang),
            say("Xã", lang=lang),
            say("Loại hỗ trợ", lang=lang),
            say("Trẻ, nơi", lang=lang),
            say("Đồng", lang=lang),
            say("Tình trạng", lang=lang),
            say("Từ ngày", lang=lang),
            say("Số ngày", lang=lang),
        ],
        body,
        caption=say(
            "Đã nhận lời mà chưa trao đủ, đến {day}; (!) quá hạn nhắc",
            lang=lang,
            day=date_text(report.day, lang=lang),
        ),
        kinds="tttnntnn",
        compact=True,
    )
    more = len(rows) - len(shown)
    if not more:
        return table
    words = say(
        "Và {n} lô khác: xem bảng «{table}».",
        lang=lang,
        n=number(more, lang=lang),
        table=table_title("undelivered", lang=lang),
    )
    return table + paragraph(words, kind="note")


def money_section(report: Report, *, lang: str) -> Fragment:
    """Show what came from each donor and what is still to come, to the đồng."""
    rows = report.money
    books = _books(report, lang)
    if rows.empty:
        none = say("Chưa có nhà tài trợ nào nhận lời.", lang=lang)
        return paragraph(none, kind="note") + books
    donors = rows.groupby("donor_id").agg(
        donor=("donor", "first"),
        lots=("lots", "sum"),
        unpriced=("unpriced_lots", "sum"),
        delivered=("delivered_vnd", sum_if_known),
        waiting=("waiting_vnd", sum_if_known),
    )
    ordered = sorted(rows_of(donors), key=lambda row: (collation_key(row.donor), row.Index))
    body = [
        [
            text(row.donor),
            number(row.lots, lang=lang),
            whole(row.delivered, lang),
            whole(row.waiting, lang),
            whole(row.delivered + row.waiting, lang),
        ]
        for row in ordered
    ]
    delivered, waiting = (sum_if_known(rows[name]) for name in ("delivered_vnd", "waiting_vnd"))
    donors_table = data_table(
        [
            say("Nhà tài trợ", lang=lang),
            say("Số lô", lang=lang),
            say("Đã trao, đồng", lang=lang),
            say("Còn phải trao, đồng", lang=lang),
            say("Cộng, đồng", lang=lang),
        ],
        body,
        caption=say("Tiền và hiện vật theo nhà tài trợ (phần của từng bên)", lang=lang),
        total=[
            say("Cộng", lang=lang),
            "",
            whole(delivered, lang),
            whole(waiting, lang),
            whole(delivered + waiting, lang),
        ],
    )
    return donors_table + books


def _books(report: Report, lang: str) -> Fragment:
    """Lead to the Fund's own page, where its contributions and spending stand."""
    if report.programme.fund is None:
        return Fragment("")
    words = text(say("Thu, chi, số dư của Quỹ: xem trang sổ Quỹ", lang=lang))
    return Fragment(f'<p><a href="../fund.html">{words}</a></p>')


def _why(why: str, lang: str) -> str:
    return {"waiting": say("chưa trao", lang=lang), "short": say("trao thiếu", lang=lang)}[why]
