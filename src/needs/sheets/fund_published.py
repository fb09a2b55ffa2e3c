"""What the Fund publishes of a year: received, spent, left, to the đồng."""

from __future__ import annotations

import datetime as dt
from typing import Any

from needs.briefing.html import Fragment, data_table, heading, paragraph, text
from needs.sheets.fund_figures import FundYear
from needs.sheets.fund_lines import giver_words, joined_line, joined_lines_note, what_words
from needs.tables import rows_of
from needs.wording import date_text, money, number, say
from needs.wording.numbers import is_missing


def balance_line(year: FundYear) -> Fragment:
    """Say the four sums in one line that anyone can check."""
    sums, lang = year.sums, year.lang
    return paragraph(
        say(
            "Số dư đầu năm {opening} + đã nhận {received} = đã chi {spent} + còn lại {closing}.",
            lang=lang,
            **{side: money(value, lang=lang) for side, value in sums.items()},
        )
    )


def published_sections(year: FundYear) -> list[Fragment]:
    """Return the lists: what was received, one by one; what was spent, by activity and fund."""
    lang = year.lang
    listed = year.of_year("fund_public")
    received = listed[listed["side"] == "received"]
    spent = listed[listed["side"] == "spent"]
    return [
        paragraph(joined_lines_note(year), kind="note"),
        heading(say("Các khoản đã nhận", lang=lang))
        + paragraph(
            say("Tên nhà tài trợ chỉ nêu khi sổ ghi là được công khai.", lang=lang),
        )
        + data_table(
            [
                say("Ngày", lang=lang),
                say("Nội dung khoản", lang=lang),
                say("Từ", lang=lang),
                say("Hiện vật", lang=lang),
                say("Giá trị, đồng", lang=lang),
            ],
            [
                [
                    _day(row.day, lang),
                    text(what_words(year, row)),
                    text(giver_words(year, row)),
                    text(_goods(row, lang)),
                    number(row.amount_vnd, lang=lang),
                ]
                for row in rows_of(received)
            ],
            caption=say("Đã nhận năm {year}", lang=lang, year=year.year),
            kinds="tttt",
            compact=True,
            total=[
                *(say("Cộng", lang=lang), "", "", ""),
                number(year.sums["received"], lang=lang),
            ],
        ),
        heading(say("Đã chi", lang=lang))
        + paragraph(
            say(
                "Chi theo hoạt động, dịp và quỹ; không nêu từng trẻ, từng xã, từng quỹ riêng.",
                lang=lang,
            )
        )
        + data_table(
            [
                say("Hoạt động", lang=lang),
                say("Quỹ", lang=lang),
                say("Hiện vật", lang=lang),
                say("Giá trị, đồng", lang=lang),
            ],
            [
                [
                    _activity(year, row),
                    text(_fund(year, row)),
                    text(_goods(row, lang)),
                    number(row.amount_vnd, lang=lang),
                ]
                for row in rows_of(spent)
            ],
            caption=say("Đã chi năm {year}", lang=lang, year=year.year),
            kinds="ttt",
            compact=True,
            total=[
                *(say("Cộng", lang=lang), "", ""),
                number(year.sums["spent"], lang=lang),
            ],
        ),
    ]


def _activity(year: FundYear, row: Any) -> str:
    joined = joined_line(row, lang=year.lang)
    words = text(what_words(year, row))
    return f"{words}<br><small>{text(joined)}</small>" if joined else words


def _fund(year: FundYear, row: Any) -> str:
    """Name the fund; several in a joined line by their level, or not."""
    if row.level:
        return year.fund_name(row.level, row.place)
    return say("các quỹ", lang=year.lang) if row.joined > 1 else ""


def _goods(row: Any, lang: str) -> str:
    if not row.item or is_missing(row.quantity_given):
        return row.item or ""
    return f"{row.item}: {number(row.quantity_given, lang=lang)} {row.measure}".strip()


def _day(day: Any, lang: str) -> str:
    return "" if is_missing(day) else date_text(dt.date.fromisoformat(day), lang=lang)
