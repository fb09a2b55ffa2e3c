"""What the Fund publishes of a year: received, spent, left, to the đồng."""

from __future__ import annotations

import datetime as dt
from typing import Any

from needs.briefing.html import Fragment, data_table, heading, paragraph, text
from needs.sheets.fund_figures import FundYear
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
    """Return the lists: what was received, one by one; what was spent, by activity."""
    lang = year.lang
    listed = year.of_year("fund_transparency")
    received = listed[listed["side"] == "received"]
    spent = listed[listed["side"] == "spent"]
    return [
        heading(say("Các khoản đã nhận", lang=lang))
        + paragraph(
            say(
                "Tên nhà tài trợ chỉ nêu khi sổ ghi là được công khai; đơn vị đóng góp luôn được "
                "nêu.",
                lang=lang,
            )
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
                    text(_what(year, row)),
                    text(_who(year, row)),
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
                "Chi gộp theo hoạt động, dịp và quỹ, không nêu từng trẻ và từng xã: một khoản chi "
                "lẻ có thể làm lộ một trẻ.",
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
                    text(_what(year, row)),
                    text(
                        f"{year.fund_name(row.level, row.place)}, {year.earmark_name(row.earmark)}"
                    ),
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


def _what(year: FundYear, row: Any) -> str:
    lang, kind = year.lang, year.rules.account(row.account).kind
    # An account on the other side takes back what an earlier year told.
    if row.side == "received" and kind == "spending":
        return say("Điều chỉnh giảm chi năm trước", lang=lang)
    if row.side == "spent" and kind != "spending":
        return say("Điều chỉnh giảm thu năm trước", lang=lang)
    if kind != "spending":
        return year.account_name(row.account)
    occasion = year.occasion_name(row.occasion)
    activity = year.activity_name(row.activity)
    return f"{activity}, {occasion}" if occasion else activity


def _who(year: FundYear, row: Any) -> str:
    if not is_missing(row.who):
        return str(row.who)
    given = year.rules.account(row.account).kind in ("donation", "donation_goods")
    return say("không nêu tên", lang=year.lang) if given else ""


def _goods(row: Any, lang: str) -> str:
    if not row.item or is_missing(row.quantity_given):
        return row.item or ""
    return f"{row.item}: {number(row.quantity_given, lang=lang)} {row.measure}".strip()


def _day(day: Any, lang: str) -> str:
    return "" if is_missing(day) else date_text(dt.date.fromisoformat(day), lang=lang)
