"""Money and goods of the Fund: there, received, spent, left; adding up to the đồng."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from needs.briefing.html import Fragment, data_table, heading, key_figures, paragraph, text
from needs.fund.tables import fund_rules, fund_tables
from needs.fund.transparency import published_sums
from needs.programmes import Programme
from needs.programmes.public_page import PublicPage
from needs.sheets.fund_figures import FundYear, years_with_books
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


def fund_section(year: FundYear | None, rules: PublicPage, *, lang: str) -> Fragment:
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
        + _spent(year, rules, lang)
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


def spent_lines(year: FundYear, rules: PublicPage, *, lang: str) -> list[tuple[str, int]]:
    """Return what was spent, by activity and occasion: words and đồng, the most first.

    An activity that may be for a single child and had fewer than `least_payments` payments stands
    together with the next smallest activities: no line is the bill of one child. The lines add up
    to what was spent.
    """
    listed = year.of_year("fund_transparency")
    spent = listed[listed.side == "spent"]
    kinds = {one.id: one.kind for one in year.rules.accounts}
    going = spent.account.map(kinds).eq("spending")
    paid = year.of_year("fund_spending").groupby(["activity", "occasion"]).payments.sum()
    running = {one.id for one in year.rules.activities if one.management}
    shown: list[_Line] = []
    others: list[_Line] = []
    few: list[_Line] = []
    for (activity, occasion), own in spent[going].groupby(["activity", "occasion"]):
        name = _activity(year, str(activity), str(occasion))
        payments = int(paid.get((activity, occasion), 0))
        line = _Line(int(own.amount_vnd.sum()), name, payments)
        one_child = activity in rules.personal_activities and payments < rules.least_payments
        (few if one_child else shown if activity in running else others).append(line)
    others.sort()
    while few and sum(one.payments for one in few) < rules.least_payments and others:
        few.append(others.pop(0))
    if few:
        shown.append(_together(few, lang))
    back = int(spent.amount_vnd[~going].sum())
    if back:
        shown.append(_Line(back, say("Điều chỉnh giảm thu năm trước", lang=lang), 0))
    ordered = sorted([*shown, *others], key=lambda one: (-one.amount, collation_key(one.words)))
    return [(one.words, one.amount) for one in ordered]


class _Line(NamedTuple):
    amount: int
    words: str
    payments: int


def _together(few: list[_Line], lang: str) -> _Line:
    """Return several lines as one; a single one loses its name."""
    names = sorted({one.words for one in few}, key=collation_key)
    words = (
        say("{names} (gộp)", lang=lang, names="; ".join(names))
        if len(names) > 1
        else say("Hoạt động ít lần chi", lang=lang)
    )
    return _Line(sum(one.amount for one in few), words, sum(one.payments for one in few))


def _activity(year: FundYear, activity: str, occasion: str) -> str:
    name = year.activity_name(activity)
    return f"{name}, {year.occasion_name(occasion)}" if occasion else name


def _spent(year: FundYear, rules: PublicPage, lang: str) -> Fragment:
    lines = spent_lines(year, rules, lang=lang)
    if not lines:
        return paragraph(say("Chưa có khoản chi nào.", lang=lang), kind="note")
    return data_table(
        [say("Hoạt động", lang=lang), say("Đồng", lang=lang)],
        [[text(words), number(amount, lang=lang)] for words, amount in lines],
        caption=say("Đã chi, theo hoạt động, cả hiện vật", lang=lang),
        total=[say("Cộng", lang=lang), number(year.sums["spent"], lang=lang)],
    )


def _received(year: FundYear, lang: str) -> Fragment:
    listed = year.of_year("fund_transparency")
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
    account = year.rules.account(row.account)
    what = (
        say("Điều chỉnh giảm chi năm trước", lang=lang)
        if account.kind == "spending"
        else account.name.text(lang)
    )
    more = []
    if row.item and not is_missing(row.quantity_given):
        goods = f"{row.item}: {number(row.quantity_given, lang=lang)} {row.measure}"
        more.append(goods.strip())
    if not is_missing(row.day):
        more.append(date_text(dt.date.fromisoformat(row.day), lang=lang))
    given = account.kind in ("donation", "donation_goods")
    if is_missing(row.who) and not given:
        return f"{text(what)}<br><small>{text('; '.join(more))}</small>"
    who = say("Nhà tài trợ không nêu tên", lang=lang) if is_missing(row.who) else row.who
    return f"{text(who)}<br><small>{text('; '.join([what, *more]))}</small>"


def _held(year: FundYear, side: str, lang: str) -> Fragment:
    """Show what was there, by account: all levels and earmarked funds together."""
    listed = year.of_year("fund_transparency")
    rows: pd.Series = listed[listed.side == side].groupby("account").amount_vnd.sum()
    if rows.empty:
        return Fragment("")
    name = side_names(lang)[side]
    order = [one.id for one in year.rules.accounts if one.id in rows.index]
    return data_table(
        [say("Khoản", lang=lang), say("Đồng", lang=lang)],
        [[text(year.account_name(one)), number(rows[one], lang=lang)] for one in order],
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
