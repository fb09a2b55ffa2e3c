"""What is published: what was there, what came, where it went, what is left; to the đồng.

Receipts stand one by one (Decree 93/2019/NĐ-CP and 03/2026/NĐ-CP: contributions are published).
Spending stands by activity, occasion and level: a single payment for one child in one commune
could point to the child.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from needs.fund.book import Contents
from needs.fund.journal import of_kind, standing, years_of
from needs.programmes.fund import INCOME_KINDS, MONEY_KINDS, FundRules
from needs.tables import weakest_basis

_TEXTS = (
    *("period", "side", "day", "what", "who", "account", "activity", "occasion"),
    *("level", "place", "earmark", "item", "measure", "basis"),
)
_WHOLE = ("n", "quantity_given", "amount_vnd")
_HELD_BY = ["account", "level", "place", "earmark"]
_SPENT_BY = [
    *("level", "place", "earmark", "account", "activity", "occasion", "item", "measure"),
]


def transparency_table(contents: Contents, lines: pd.DataFrame, rules: FundRules) -> pd.DataFrame:
    """Return the table `fund_transparency`.

    Returns
    -------
    DataFrame
        Of each year: `opening` (money and goods at its beginning), every receipt, what was spent,
        `closing`. Opening + received = spent + closing, and closing is what the books hold. What
        was received in an earlier year and taken back in this one stands among what was spent, and
        the reverse. Names of givers only where they may be published; names of units always.
    """
    units = {unit["unit_id"]: unit["name"] for unit in contents.units}
    rows: list[dict[str, Any]] = []
    years = years_of(lines)
    for year in range(years[0], years[-1] + 1) if years else ():
        before, to_end = lines[lines["year"] < year], lines[lines["year"] <= year]
        own = standing(lines[lines["year"] == year])
        opened = own[(own["entry_kind"] == "opening") & (own["account_kind"] != "balance")]
        of_year = [
            *_held(pd.concat([before, opened]), rules, "opening"),
            *_received(own, rules, units),
            *_spent(own, rules),
            *_held(to_end, rules, "closing"),
        ]
        rows += [{"period": str(year), "n": n, **row} for n, row in enumerate(of_year, start=1)]
    columns = ["period", "n", *(name for name in _ORDER if name not in ("period", "n"))]
    frame = pd.DataFrame(rows, columns=columns, dtype="object")
    return frame.astype(dict.fromkeys(_TEXTS, "str") | dict.fromkeys(_WHOLE, "Int64"))


_ORDER = (*_TEXTS, *_WHOLE)


def _row(row: Mapping[Any, Any], **values: Any) -> dict[str, Any]:
    kept = ("account", "activity", "occasion", "level", "place", "earmark", "item", "measure")
    return {
        **{name: row.get(name, "") for name in kept},
        "day": None,
        "who": None,
        "quantity_given": None,
        "basis": row["basis"],
        **values,
    }


def _held(lines: pd.DataFrame, rules: FundRules, side: str) -> list[dict[str, Any]]:
    """Return what is there: money by fund and account, goods by fund (value)."""
    held = of_kind(lines, *MONEY_KINDS, "goods")
    rows = []
    for key, own in held.groupby(_HELD_BY, sort=True):
        row: dict[str, Any] = dict(zip(_HELD_BY, key, strict=True))
        row["basis"] = weakest_basis(*own["basis"])
        amount = int(own["amount"].sum())
        if amount:
            name = rules.account(row["account"]).name.vi
            rows.append(_row(row, side=side, what=name, amount_vnd=amount))
    return rows


def _received(lines: pd.DataFrame, rules: FundRules, units: dict[str, str]) -> list[dict[str, Any]]:
    names = {one.id: one.name.vi for one in rules.accounts}
    rows = []
    came = of_kind(lines, *INCOME_KINDS).sort_values(["day", "entry", "line"], kind="stable")
    for row in came[came["amount"] < 0].to_dict("records"):
        giver = row["donor"] if row["named"] and row["donor"] else None
        rows.append(
            _row(
                row,
                side="received",
                day=row["day"],
                what=names.get(row["account"], row["account"]),
                who=units.get(row["unit_id"], row["unit_id"] or giver),
                quantity_given=-row["quantity"] if row["item"] else None,
                amount_vnd=-row["amount"],
            )
        )
    rows += [
        _row(row, side="received", day=row["day"], what=_BACK_SPENT, amount_vnd=-row["amount"])
        for row in of_kind(lines, "spending").to_dict("records")
        if row["amount"] < 0
    ]
    return rows


_BACK_SPENT = "Điều chỉnh giảm chi năm trước"
_BACK_RECEIVED = "Điều chỉnh giảm thu năm trước"


def _spent(lines: pd.DataFrame, rules: FundRules) -> list[dict[str, Any]]:
    activities = {one.id: one.name.vi for one in rules.activities}
    occasions = {one.id: one.name.vi for one in rules.occasions}
    went = of_kind(lines, "spending")
    rows = []
    for key, own in went[went["amount"] > 0].groupby(_SPENT_BY, sort=True):
        row: dict[str, Any] = dict(zip(_SPENT_BY, key, strict=True))
        row["basis"] = weakest_basis(*own["basis"])
        what = activities.get(row["activity"], row["activity"])
        if row["occasion"]:
            what += f", {occasions.get(row['occasion'], row['occasion'])}"
        rows.append(
            _row(
                row,
                side="spent",
                what=what,
                quantity_given=int(own["quantity"].sum()) if row["item"] else None,
                amount_vnd=int(own["amount"].sum()),
            )
        )
    rows += [
        _row(back, side="spent", what=_BACK_RECEIVED, amount_vnd=back["amount"])
        for back in of_kind(lines, *INCOME_KINDS).to_dict("records")
        if back["amount"] > 0
    ]
    return rows


def published_sums(transparency: pd.DataFrame) -> pd.DataFrame:
    """Return the four sums of each year: period, opening, received, spent, closing (đồng)."""
    sums = transparency.pivot_table(
        index="period", columns="side", values="amount_vnd", aggfunc="sum", fill_value=0
    )
    sides = ["opening", "received", "spent", "closing"]
    return sums.reindex(columns=sides, fill_value=0).astype("Int64").reset_index()
