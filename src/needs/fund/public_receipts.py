"""What the Fund received, as it is published: one by one, but for what tells one person's pay."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pandas as pd

from needs.fund.journal import of_kind
from needs.fund.limits import Limits
from needs.fund.public_line import public_line
from needs.network.small_rows import Joined, Row, Step, join_small
from needs.programmes.fund import INCOME_KINDS, FundRules
from needs.tables import rows_of
from needs.wording.numbers import is_missing

_MONEY = ("contribution", "donation", "interest")


def received_lines(
    lines: pd.DataFrame, units: pd.DataFrame, rules: FundRules, limits: Limits
) -> list[dict[str, Any]]:
    """Return the lines of what was received in a year, by day; joined ones after them.

    Parameters
    ----------
    lines
        `standing` lines of the year.
    units
        `contributions_table` of the year.
    rules, limits
        The profile's `[fund]`, and from how many on lines are published.
    """
    came = of_kind(lines, *INCOME_KINDS).sort_values(["day", "entry", "line"], kind="stable")
    came = came[came["amount"] < 0]
    apart = came.assign(name=[f"{row.entry}.{row.line}" for row in rows_of(came)])
    groups = _together_by_name(apart, _few_staff(apart, units, limits), rules, limits)
    inside = {name for group in groups for name in group.names}
    names = dict(zip(units["unit_id"], units["unit_name"], strict=True))
    found = [_one(row, names, rules) for row in rows_of(apart[~apart["name"].isin(inside)])]
    found += [_together(apart[apart["name"].isin(group.names)], rules) for group in groups]
    back = of_kind(lines, "spending")
    back = back[back["amount"] < 0]
    if len(back):
        what = {"what": "Điều chỉnh giảm chi năm trước", "joined": len(back)}
        what["account"] = rules.account_of("spending").id
        found.append(public_line("received", back, -int(back["amount"].sum()), **what))
    return found


def _few_staff(came: pd.DataFrame, units: pd.DataFrame, limits: Limits) -> dict[str, Fraction]:
    """Return for each unit that gave how large a part of the least staff it is.

    A unit whose staff is not known counts as large, unless what it gave is not even the pay of the
    least staff: its own pay of a day, or the highest of those known.
    """
    asked = {str(unit): own for unit, own in units.groupby("unit_id")}
    highest = (units["daily_pay_vnd"] * units["days"]).max()
    found = {}
    for unit, given in came[came["unit_id"] != ""].groupby("unit_id"):
        own = asked.get(str(unit), units.head(0))
        staff = own["staff"].sum(min_count=1)
        if not is_missing(staff):
            found[str(unit)] = Fraction(int(staff), limits.staff)
            continue
        pay = (own["daily_pay_vnd"] * own["days"]).max()
        pay = highest if is_missing(pay) else pay
        little = not is_missing(pay) and -given["amount"].sum() < limits.staff * float(pay)
        found[str(unit)] = Fraction(0 if little else 1)
    return found


def _together_by_name(
    came: pd.DataFrame, few: dict[str, Fraction], rules: FundRules, limits: Limits
) -> list[Joined]:
    """Return which receipts are one line: of small units, of sponsors; names of receipts.

    A unit's receipts of the year stay together. Where units (sponsors) are too few, others of their
    kind come along, at last any receipt of money that the limit on running the Fund is a share of.
    """
    earmark = None if rules.sponsored is None else rules.sponsored.earmark
    rows, kinds, receipts = [], {}, {}
    for (unit, name), own in of_kind(came, *_MONEY).groupby(
        ["unit_id", came["name"].mask(came["unit_id"] != "", "")]
    ):
        key, amount = f"{unit}/{name}", -int(own["amount"].sum())
        sponsor = earmark is not None and own["earmark"].eq(earmark).all()
        share = Fraction(1, limits.children) if sponsor else Fraction(1)
        staff = few.get(str(unit), Fraction(1))
        rows.append(Row(key, (staff, share), amount, alone=not str(unit) and not sponsor))
        kinds[key] = str(own["account_kind"].iloc[0])
        receipts[key] = frozenset(own["name"])
    of_kind_ = Step(lambda row: kinds[row.name], along=lambda row: row.name)
    anywhere = Step(lambda _row: "", along=lambda row: row.name)
    return [
        Joined(frozenset().union(*(receipts[one] for one in group.names)), 0, group.enough)
        for group in join_small(rows, (of_kind_, anywhere))
    ]


def _one(row: Any, names: dict[str, str], rules: FundRules) -> dict[str, Any]:
    giver = row.donor if row.named and row.donor else None
    return public_line(
        "received",
        pd.DataFrame([row._asdict()]),
        -int(row.amount),
        account=row.account,
        day=row.day,
        what=rules.account(row.account).name.vi,
        who=names.get(row.unit_id, row.unit_id or giver),
        item=row.item,
        measure=row.measure,
        quantity_given=-row.quantity if row.item else None,
    )


def _together(own: pd.DataFrame, rules: FundRules) -> dict[str, Any]:
    accounts = sorted(set(own["account"]))
    account = accounts[0] if len(accounts) == 1 else ""
    what = "; ".join(rules.account(one).name.vi for one in accounts)
    amount = -int(own["amount"].sum())
    return public_line("received", own, amount, account=account, what=what, joined=len(own))
