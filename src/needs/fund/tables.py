"""The Fund's books as tables: for reports, the public page, auditors."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd

from needs.errors import NeedsError
from needs.fund.book import Book, Contents, book_path
from needs.fund.contributions import contributions_table
from needs.fund.illustrative import illustrative_contents
from needs.fund.journal import credit, debit, journal
from needs.fund.limits import Limits, cautious, limits_of
from needs.fund.public_list import public_table
from needs.fund.sums import (
    balances_table,
    earmarks_table,
    goods_table,
    income_table,
    spending_table,
)
from needs.fund.transparency import transparency_table
from needs.programmes import Programme
from needs.programmes.fund import FundRules
from needs.tables import table
from needs.tables.fund_tables import FUND_TABLES


def fund_tables(programme: Programme, root: Path, *, on: dt.date) -> dict[str, pd.DataFrame]:
    """Return all tables of the Fund of a programme, as they stood at the end of a day.

    Parameters
    ----------
    programme
        With a section `[fund]`.
    root
        The data root: the books lie in `books/<programme>.sqlite`. Where there are none, the
        illustrative lists (`illustrative/<programme>/fund_*.csv`) are booked instead, and every
        row says so in `basis`; where there are none of these either, the tables are empty.
    on
        Entries of later days are left out.

    Returns
    -------
    dict
        `fund_journal`, `fund_balances`, `fund_contributions`, `fund_income`, `fund_spending`,
        `fund_earmarks`, `fund_goods`, `fund_transparency`, `fund_public` (the only one that may
        leave the house): checked against their schemas; đồng.

    Raises
    ------
    NeedsError
        If the programme has no Fund, or its books cannot be read.
    """
    rules = fund_rules(programme)
    limits = limits_of(programme, rules)
    return tables_of(fund_contents(programme, root), rules, on=on, limits=limits)


def fund_rules(programme: Programme) -> FundRules:
    """Return the programme's `[fund]`.

    Raises
    ------
    NeedsError
        If it has none.
    """
    if programme.fund is None:
        raise NeedsError(
            f"{programme.id}: hồ sơ chương trình không có mục [fund] / the profile has no [fund]"
        )
    return programme.fund


def fund_contents(programme: Programme, root: Path) -> Contents:
    """Return what stands in the books; without books the illustrative lists, or nothing."""
    rules, path = fund_rules(programme), book_path(programme.id, root)
    if path.is_file():
        return Book(path, rules, create=False).contents()
    return illustrative_contents(programme.id, rules, root) or Contents()


def tables_of(
    contents: Contents, rules: FundRules, *, on: dt.date, limits: Limits | None = None
) -> dict[str, pd.DataFrame]:
    """Return all tables of the Fund from what stands in its books.

    `limits`: from how many on lines are published; None: `cautious`.
    """
    lines = journal(contents, on=on)
    asked = contributions_table(contents, lines, rules, on=on)
    known = {entry["seq"] for entry in contents.entries if entry["day"] <= on.isoformat()}
    found = {
        "fund_journal": journal_table(lines, rules),
        "fund_balances": balances_table(lines, rules),
        "fund_contributions": asked,
        "fund_income": income_table(lines, rules),
        "fund_spending": spending_table(lines, rules),
        "fund_earmarks": earmarks_table(contents, lines, known),
        "fund_goods": goods_table(lines),
        "fund_transparency": transparency_table(contents, lines, rules),
        "fund_public": public_table(lines, asked, rules, limits or cautious(rules)),
    }
    return {
        name: table(name).check(frame if len(frame) else _empty(name))
        for name, frame in found.items()
    }


def journal_table(lines: pd.DataFrame, rules: FundRules) -> pd.DataFrame:
    """Return the table `fund_journal`: the audit listing, with the running balance of accounts."""
    accounts = {one.id: one for one in rules.accounts}
    running = lines.groupby("account")["amount"].cumsum()
    return lines.assign(
        period=lines["year"].astype("str"),
        recorded_by=lines["by"],
        account_code=lines["account"]
        .map(lambda one: accounts[one].code if one in accounts else one)
        .astype("str"),
        account_name=lines["account"]
        .map(lambda one: accounts[one].name.vi if one in accounts else one)
        .astype("str"),
        commune_code=lines["commune_code"].replace("", pd.NA),
        quantity_moved=lines["quantity"].astype("Float64"),
        debit_vnd=debit(lines["amount"]),
        credit_vnd=credit(lines["amount"]),
        balance_debit_vnd=debit(running),
        balance_credit_vnd=credit(running),
    )


def _empty(name: str) -> pd.DataFrame:
    found = next(one for one in FUND_TABLES if one.name == name)
    flags = {one: "bool" for one in found.columns if found.column(one).kind == "flag"}
    return pd.DataFrame({one: [] for one in found.columns}).astype(flags)
