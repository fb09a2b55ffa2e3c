"""What units were asked for, what they have given, what is still to come; over units and levels."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

from needs.fund.book import Contents
from needs.fund.journal import of_kind, standing
from needs.programmes.fund import FundRules
from needs.tables import weakest_basis

_KEY = ["period", "level", "place", "unit_id"]


def expected_contribution(
    staff: int | None, daily_pay_vnd: int | None, days: float | None
) -> int | None:
    """Return what is asked of a unit: staff × average pay of a day × days, in đồng.

    None where one of the three is not known: what is expected is then unknown, never nothing.
    """
    if staff is None or daily_pay_vnd is None or days is None:
        return None
    exact = Decimal(staff) * Decimal(daily_pay_vnd) * Decimal(str(days))
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def contributions_table(
    contents: Contents, lines: pd.DataFrame, rules: FundRules, *, on: dt.date
) -> pd.DataFrame:
    """Return the table `fund_contributions`: every unit of every year.

    Parameters
    ----------
    contents
        From `Book.contents`: the list of units; the newest row of a unit and year holds.
    lines
        From `journal`.
    rules
        The days of pay asked, where the list does not say.
    on
        Lists of later days are left out.

    Returns
    -------
    DataFrame
        Also units that gave and stand on no list: what was expected of them is not known.
        `to_come_vnd` is missing where what is expected is; never below zero: what came beyond is
        in `over_vnd`.
    """
    asked = None if rules.contribution is None else rules.contribution.days.value
    entries = {one["seq"]: one for one in contents.entries if one["day"] <= on.isoformat()}
    rows: dict[tuple[str, ...], dict[str, Any]] = {}
    for unit in contents.units:
        if unit["seq"] not in entries:
            continue
        days = asked if unit["days"] is None else unit["days"]
        key = (str(unit["year"]), unit["level"], unit["place"], unit["unit_id"])
        rows[key] = {
            **dict(zip(_KEY, key, strict=True)),
            "unit_name": unit["name"],
            "staff": unit["staff"],
            "daily_pay_vnd": unit["daily_pay_vnd"],
            "days": days,
            "expected_vnd": expected_contribution(unit["staff"], unit["daily_pay_vnd"], days),
            "basis": entries[unit["seq"]]["basis"],
            "received_vnd": 0,
            "corrected_vnd": 0,
        }
    names = {unit["unit_id"]: unit["name"] for unit in contents.units}
    paid = of_kind(standing(lines), "contribution")
    for row in paid.to_dict("records"):
        key = (str(row["year"]), row["level"], row["place"], row["unit_id"])
        found = rows.setdefault(
            key,
            {
                **dict(zip(_KEY, key, strict=True)),
                "unit_name": names.get(row["unit_id"], row["unit_id"]),
                "basis": row["basis"],
                "received_vnd": 0,
                "corrected_vnd": 0,
            },
        )
        side = "received_vnd" if row["amount"] < 0 else "corrected_vnd"
        found[side] += abs(row["amount"])
        found["basis"] = weakest_basis(found["basis"], row["basis"])
    for found in rows.values():
        expected, received = found.get("expected_vnd"), found["received_vnd"]
        if expected is not None:
            found["to_come_vnd"] = max(expected - received, 0)
            found["over_vnd"] = max(received - expected, 0)
    columns = {
        **dict.fromkeys((*_KEY, "unit_name", "basis"), "str"),
        **dict.fromkeys(("staff", "daily_pay_vnd", "expected_vnd", "received_vnd"), "Int64"),
        **dict.fromkeys(("to_come_vnd", "over_vnd", "corrected_vnd"), "Int64"),
        "days": "Float64",
    }
    return pd.DataFrame(
        [rows[key] for key in sorted(rows)], columns=list(columns), dtype="object"
    ).astype(columns)


def contributions_by(contributions: pd.DataFrame, *by: str) -> pd.DataFrame:
    """Add contributions up over units: by period, level, place, or all of them.

    Returns
    -------
    DataFrame
        `by`, `units`, `units_unknown` (what is expected of them is not known), `expected_vnd` and
        `to_come_vnd` (of the units of which it is known; missing where it is of none),
        `received_vnd` (of all).
    """
    marked = contributions.assign(unknown=contributions["expected_vnd"].isna().astype("int64"))
    groups = marked.groupby(list(by), as_index=False, sort=True)
    known = {name: (name, lambda values: values.sum(min_count=1)) for name in _SUMMED}
    return groups.agg(
        units=("unit_id", "size"),
        units_unknown=("unknown", "sum"),
        received_vnd=("received_vnd", "sum"),
        **known,
    )


_SUMMED = ("expected_vnd", "to_come_vnd", "over_vnd")
