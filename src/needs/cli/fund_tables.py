"""The Fund's books on the screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd
from rich.table import Table

from needs.cli.common import console
from needs.programmes import Programme
from needs.programmes.fund import FundRules
from needs.tables import rows_of
from needs.wording import date_text, number, say


def print_journal(journal: pd.DataFrame, rules: FundRules, *, year: int | None, lang: str) -> None:
    """Print every line of the journal: account, debit, credit, running balance, seal."""
    table = Table(title=say("Sổ nhật ký", lang=lang))
    titles = (
        (say("Bút toán", lang=lang), "right"),
        (say("Ngày", lang=lang), "left"),
        (say("Chứng từ", lang=lang), "left"),
        (say("Tài khoản", lang=lang), "left"),
        (say("Ghi nợ", lang=lang), "right"),
        (say("Ghi có", lang=lang), "right"),
        (say("Số dư", lang=lang), "right"),
        (say("Dấu niêm", lang=lang), "left"),
    )
    for title, justify in titles:
        table.add_column(title, justify=justify, overflow="fold")  # type: ignore[arg-type]
    names = {one.id: one.name.text(lang) for one in rules.accounts}
    own = journal if year is None else journal[journal["period"] == str(year)]
    for row in rows_of(own):
        table.add_row(
            number(row.entry, lang=lang),
            date_text(dt.date.fromisoformat(row.day), lang=lang),
            row.document,
            f"{row.account_code} {names.get(row.account, row.account)}",
            _amount(row.debit_vnd, lang),
            _amount(row.credit_vnd, lang),
            number(row.balance_debit_vnd - row.balance_credit_vnd, lang=lang),
            row.seal[:8],
        )
    console().print(table)


def print_trial_balance(
    balances: pd.DataFrame, rules: FundRules, *, year: int | None, lang: str
) -> None:
    """Print the trial balance of each year, all funds together."""
    names = {one.id: one.name.text(lang) for one in rules.accounts}
    columns = [
        *("opening_debit_vnd", "opening_credit_vnd", "debit_vnd", "credit_vnd"),
        *("closing_debit_vnd", "closing_credit_vnd"),
    ]
    for period, own in balances.groupby("period", sort=True):
        if year is not None and str(period) != str(year):
            continue
        table = Table(title=say("Cân đối tài khoản năm {year}", lang=lang, year=period))
        table.add_column(say("Tài khoản", lang=lang), overflow="fold")
        for title in (
            say("Nợ đầu năm", lang=lang),
            say("Có đầu năm", lang=lang),
            say("Phát sinh nợ", lang=lang),
            say("Phát sinh có", lang=lang),
            say("Nợ cuối năm", lang=lang),
            say("Có cuối năm", lang=lang),
        ):
            table.add_column(title, justify="right", overflow="fold")
        for account, figures in own.groupby("account", sort=True)[columns].sum().iterrows():
            name = names.get(str(account), str(account))
            table.add_row(name, *(_amount(figures[column], lang) for column in columns))
        sums = own[columns].sum()
        table.add_section()
        table.add_row(
            say("Cộng", lang=lang), *(number(sums[column], lang=lang) for column in columns)
        )
        console().print(table)


def print_balance(tables: Mapping[str, pd.DataFrame], programme: Programme, *, lang: str) -> int:
    """Print what is left by fund and account, and return the sum (đồng)."""
    from needs.sheets.fund_figures import place_name

    transparency = tables["fund_transparency"]
    if transparency.empty or programme.fund is None:
        return 0
    newest = transparency["period"].max()
    left = transparency[(transparency["period"] == newest) & (transparency["side"] == "closing")]
    accounts = {one.id: one.name.text(lang) for one in programme.fund.accounts}
    levels = {one.id: one.name.text(lang) for one in programme.fund.levels}
    earmarks = tables["fund_earmarks"].set_index("earmark")["name"].to_dict()
    table = Table(title=say("Số dư của Quỹ", lang=lang))
    for title in (
        say("Cấp quỹ", lang=lang),
        say("Nơi", lang=lang),
        say("Quỹ riêng", lang=lang),
        say("Tài khoản", lang=lang),
    ):
        table.add_column(title, overflow="fold")
    table.add_column(say("Đồng", lang=lang), justify="right")
    for row in rows_of(left):
        table.add_row(
            levels.get(row.level, row.level),
            place_name(row.place) if row.place else "",
            str(earmarks.get(row.earmark, row.earmark)) or say("quỹ chung", lang=lang),
            accounts.get(row.account, row.account),
            number(row.amount_vnd, lang=lang),
        )
    console().print(table)
    return int(left["amount_vnd"].sum())


def _amount(value: int, lang: str) -> str:
    return number(value, lang=lang) if value else ""
