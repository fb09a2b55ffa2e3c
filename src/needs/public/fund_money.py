"""Money and goods of the Fund: there, received, spent, left; adding up to the đồng."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from needs.briefing.html import Fragment, data_table, heading, key_figures, paragraph, text
from needs.fund.tables import fund_rules, fund_tables
from needs.fund.transparency import published_sums
from needs.programmes import Programme
from needs.sheets.fund_figures import FundYear, years_with_books
from needs.sheets.fund_lines import (
    giver_words,
    joined_lines_note,
    lines_by_purpose,
    what_words,
)
from needs.tables import rows_of
from needs.wording import collation_key, date_text, money, number, say
from needs.wording.numbers import is_missing

SIDES = ("opening", "received", "spent", "closing")


def newest_fund_year(programme: Programme, root: Path, on: dt.date, lang: str) -> FundYear | None:
    """Return the newest year with entries up to a day; None where the books hold none."""
    tables = fund_tables(programme, root, on=on)
    years = years_with_books(tables)
    if not years:
        return None
    return FundYear(programme, fund_rules(programme), tables, years[-1], on, lang)


def fund_section(year: FundYear | None, *, lang: str) -> Fragment:
    """Return opening + received = spent + left, what each is made of, and earlier years' sums."""
    if year is None:
        title = heading(say("Thu và chi của Quỹ", lang=lang))
        return title + paragraph(say("Quỹ chưa công bố sổ nào.", lang=lang), kind="note")
    title = heading(say("Thu và chi của Quỹ năm {year}", lang=lang, year=year.year))
    names = side_names(lang)
    figures = key_figures(
        [(money(year.sums[side], lang=lang, millions=True), names[side]) for side in SIDES]
    )
    balance = paragraph(
        say(
            "{opening} + {received} = {spent} + {closing} đồng",
            lang=lang,
            **{side: number(value, lang=lang) for side, value in year.sums.items()},
        )
    )
    return (
        title
        + figures
        + balance
        + paragraph(joined_lines_note(year), kind="note")
        + _spent(year, lang)
        + _held(year, "opening", lang)
        + _held(year, "closing", lang)
        + _years(year, lang)
        + _received(year, lang)
    )


def side_names(lang: str) -> dict[str, str]:
    """Name the four sums of a year."""
    return {
        "opening": say("đầu kỳ", lang=lang),
        "received": say("đã nhận", lang=lang),
        "spent": say("đã chi", lang=lang),
        "closing": say("còn lại", lang=lang),
    }


def spent_lines(year: FundYear) -> list[tuple[str, int]]:
    """Return what was spent, by activity and occasion: words and đồng, the most first.

    They are the lines of the Fund's published list (`fund_public`) added up over its funds: no line
    is the bill of one child, here or by what lies between two pages.
    """
    listed = year.of_year("fund_public")
    lines = lines_by_purpose(listed[listed.side == "spent"])
    told = [(what_words(year, row), amount) for row, amount in lines]
    return sorted(told, key=lambda one: (-one[1], collation_key(one[0])))


def _spent(year: FundYear, lang: str) -> Fragment:
    lines = spent_lines(year)
    if not lines:
        return paragraph(say("Chưa có khoản chi nào.", lang=lang), kind="note")
    return data_table(
        [say("Hoạt động", lang=lang), say("Đồng", lang=lang)],
        [[text(words), number(amount, lang=lang)] for words, amount in lines],
        caption=say("Đã chi, theo hoạt động, cả hiện vật", lang=lang),
        total=[say("Cộng", lang=lang), number(year.sums["spent"], lang=lang)],
    )


def _received(year: FundYear, lang: str) -> Fragment:
    listed = year.of_year("fund_public")
    rows = listed[listed.side == "received"]
    if rows.empty:
        return paragraph(say("Chưa nhận khoản nào.", lang=lang), kind="note")
    return data_table(
        [say("Từ ai, khoản gì", lang=lang), say("Đồng", lang=lang)],
        [[_receipt(year, row, lang), number(row.amount_vnd, lang=lang)] for row in rows_of(rows)],
        caption=say("Đã nhận, từng khoản theo ngày", lang=lang),
        compact=True,
        total=[say("Cộng", lang=lang), number(year.sums["received"], lang=lang)],
    )


def _receipt(year: FundYear, row: Any, lang: str) -> str:
    """Return who gave (where it may be said), what, on which day."""
    what, who = what_words(year, row), giver_words(year, row)
    more = []
    if row.item and not is_missing(row.quantity_given):
        goods = f"{row.item}: {number(row.quantity_given, lang=lang)} {row.measure}"
        more.append(goods.strip())
    if not is_missing(row.day):
        more.append(date_text(dt.date.fromisoformat(row.day), lang=lang))
    if not who:
        return f"{text(what)}<br><small>{text('; '.join(more))}</small>"
    if is_missing(row.who) and row.joined < 2:
        who = say("Nhà tài trợ không nêu tên", lang=lang)
    return f"{text(who)}<br><small>{text('; '.join([what, *more]))}</small>"


def _held(year: FundYear, side: str, lang: str) -> Fragment:
    """Show what was there, by account: all levels and earmarked funds together."""
    listed = year.of_year("fund_public")
    rows = listed[listed.side == side]
    if rows.empty:
        return Fragment("")
    name = side_names(lang)[side]
    order = [one.id for one in year.rules.accounts]
    held = sorted(rows_of(rows), key=lambda row: order.index(row.account) if row.account else -1)
    return data_table(
        [say("Khoản", lang=lang), say("Đồng", lang=lang)],
        [[text(what_words(year, row)), number(row.amount_vnd, lang=lang)] for row in held],
        caption=name[:1].upper() + name[1:],
        total=[say("Cộng", lang=lang), number(year.sums[side], lang=lang)],
    )


def _years(year: FundYear, lang: str) -> Fragment:
    sums = published_sums(year.tables["fund_transparency"])
    if len(sums) < 2:
        return Fragment("")
    names = side_names(lang)
    return data_table(
        [say("Năm", lang=lang), *(names[side].capitalize() for side in SIDES)],
        [
            [text(row.period), *(number(getattr(row, side), lang=lang) for side in SIDES)]
            for row in rows_of(sums.sort_values("period", ascending=False))
        ],
        caption=say("Các năm, đồng", lang=lang),
    )
