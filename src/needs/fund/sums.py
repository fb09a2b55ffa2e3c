"""What came in, what went out, what is left: by source, activity, earmarked fund, goods."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

import pandas as pd

from needs.fund.book import Contents
from needs.fund.journal import PURSE, credit, debit, of_kind, standing, years_of
from needs.programmes.fund import INCOME_KINDS, MONEY_KINDS, FundRules
from needs.tables import weakest_basis


def income_table(lines: pd.DataFrame, rules: FundRules) -> pd.DataFrame:
    """Return the table `fund_income` from the journal.

    What was taken back within its year is not in it; what was taken back in a later year stands in
    `corrected_vnd` of that year.
    """
    came = of_kind(standing(lines), *INCOME_KINDS)
    came = came.assign(
        period=came["year"].astype("str"),
        came_vnd=credit(came["amount"]),
        back_vnd=debit(came["amount"]),
        times=(came["amount"] < 0).astype("int64"),
    )
    found = came.groupby(["period", *PURSE, "account"], as_index=False, sort=True).agg(
        receipts=("times", "sum"),
        amount_vnd=("came_vnd", "sum"),
        corrected_vnd=("back_vnd", "sum"),
        basis=("basis", _weakest),
    )
    return found.assign(account_name=_account_names(found["account"], rules))


def spending_table(lines: pd.DataFrame, rules: FundRules) -> pd.DataFrame:
    """Return the table `fund_spending` from the journal; `goods_vnd` is in `amount_vnd`."""
    went = of_kind(standing(lines), "spending")
    goods = went["item"] != ""
    went = went.assign(
        period=went["year"].astype("str"),
        commune_code=went["commune_code"].replace("", pd.NA),
        went_vnd=debit(went["amount"]),
        goods_vnd=debit(went["amount"]).where(goods, 0),
        back_vnd=credit(went["amount"]),
        times=(went["amount"] > 0).astype("int64"),
    )
    key = ["period", *PURSE, "activity", "occasion", "commune_code"]
    found = went.groupby(key, as_index=False, sort=True, dropna=False).agg(
        payments=("times", "sum"),
        amount_vnd=("went_vnd", "sum"),
        goods_vnd=("goods_vnd", "sum"),
        corrected_vnd=("back_vnd", "sum"),
        basis=("basis", _weakest),
    )
    names = {one.id: one.name.vi for one in rules.activities}
    return found.assign(
        activity_name=found["activity"].map(lambda one: names.get(one, one)).astype("str")
    )


def earmarks_table(contents: Contents, lines: pd.DataFrame, known: Set[int]) -> pd.DataFrame:
    """Return the table `fund_earmarks`: what each fund kept apart received, spent, and has left.

    `known`: numbers of the entries up to the day of the tables.
    """
    rows: list[dict[str, Any]] = []
    stands = standing(lines)
    entries = {entry["seq"]: entry for entry in contents.entries}
    for one in contents.earmarks:
        if one["seq"] not in known:
            continue
        own, own_all = (frame[frame["earmark"] == one["earmark"]] for frame in (stands, lines))
        held = of_kind(own_all, *MONEY_KINDS, "goods")["amount"].sum()
        goods = of_kind(own_all, "goods")["amount"].sum()
        opened = of_kind(own, "balance")["amount"].sum()
        rows.append(
            {
                "earmark": one["earmark"],
                "name": one["name"],
                "donor": one["donor"] if one["named"] and one["donor"] else None,
                "activities": _words(one["activities"]),
                "communes_meant": _words(one["communes"]),
                "received_vnd": -int(of_kind(own, *INCOME_KINDS)["amount"].sum() + opened),
                "spent_vnd": int(of_kind(own, "spending")["amount"].sum()),
                "left_vnd": int(held),
                "left_goods_vnd": int(goods),
                "basis": weakest_basis(entries[one["seq"]]["basis"], *own_all["basis"]),
            }
        )
    columns = (
        *("earmark", "name", "donor", "activities", "communes_meant", "received_vnd"),
        *("spent_vnd", "left_vnd", "left_goods_vnd", "basis"),
    )
    frame = pd.DataFrame(rows, columns=list(columns), dtype="object")
    texts, sums = ("earmark", "name", "donor", "basis"), columns[5:9]
    return frame.astype(dict.fromkeys(texts, "str") | dict.fromkeys(sums, "Int64"))


def goods_table(lines: pd.DataFrame) -> pd.DataFrame:
    """Return the table `fund_goods`: every item in stock or once in stock, and its value left."""
    stock = of_kind(lines, "goods")
    undone = stock["undone"]
    stock = stock.assign(
        came=debit(stock["quantity"]).where(~undone, 0),
        went=credit(stock["quantity"]).where(~undone, 0),
    )
    return stock.groupby([*PURSE, "item"], as_index=False, sort=True).agg(
        measure=("measure", "last"),
        quantity_in=("came", "sum"),
        quantity_out=("went", "sum"),
        quantity_left=("quantity", "sum"),
        left_vnd=("amount", "sum"),
        basis=("basis", _weakest),
    )


def balances_table(lines: pd.DataFrame, rules: FundRules) -> pd.DataFrame:
    """Return the table `fund_balances`: the trial balance of every year.

    Opening balances are the sums of all earlier years (closings included), closing balances those
    before the year itself is closed: debit and credit are equal in every pair of columns.
    """
    parts = []
    years = years_of(lines)
    for year in range(years[0], years[-1] + 1) if years else ():
        before = lines[lines["year"] < year]
        own = lines[(lines["year"] == year) & ~lines["closing"]]
        both = pd.concat(
            [
                before.assign(opening=before["amount"], dr=0, cr=0),
                own.assign(opening=0, dr=debit(own["amount"]), cr=credit(own["amount"])),
            ]
        )
        if both.empty:
            continue
        found = both.groupby([*PURSE, "account"], as_index=False, sort=True).agg(
            opening=("opening", "sum"),
            debit_vnd=("dr", "sum"),
            credit_vnd=("cr", "sum"),
            basis=("basis", _weakest),
        )
        end = found["opening"] + found["debit_vnd"] - found["credit_vnd"]
        found = found.assign(
            period=str(year),
            opening_debit_vnd=debit(found["opening"]),
            opening_credit_vnd=credit(found["opening"]),
            closing_debit_vnd=debit(end),
            closing_credit_vnd=credit(end),
            closed=bool((lines["closing"] & (lines["year"] >= year)).any()),
        )
        moved = (found["opening"] != 0) | (found["debit_vnd"] != 0) | (found["credit_vnd"] != 0)
        parts.append(found[moved])
    if not parts:
        return pd.DataFrame()
    whole = pd.concat(parts, ignore_index=True)
    return whole.assign(account_name=_account_names(whole["account"], rules))


def held_vnd(lines: pd.DataFrame, *kinds: str) -> int:
    """Return what the accounts of these kinds hold, in đồng."""
    return int(of_kind(lines, *kinds)["amount"].sum())


def _account_names(accounts: pd.Series, rules: FundRules) -> pd.Series:
    names = {one.id: one.name.vi for one in rules.accounts}
    return accounts.map(lambda one: names.get(one, one)).astype("str")


def _weakest(bases: pd.Series) -> str:
    return weakest_basis(*bases)


def _words(marked: str) -> tuple[str, ...]:
    return tuple(word for word in marked.split(";") if word)
