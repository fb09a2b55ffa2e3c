"""The register as counts: by commune, group, purpose, state and month; no child can be told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd

from needs.places import load_gazetteer
from needs.programmes import Programme
from needs.programmes.sponsorship import Sponsorship
from needs.sponsorship.consents import consented
from needs.sponsorship.months import month_of
from needs.sponsorship.payments import payments_by_month, pledge_sums
from needs.sponsorship.register import Register, register_file
from needs.sponsorship.standing import PROPOSED, Child, Need, Standing, served
from needs.tables import table

_NEEDS = "sponsorship_needs"
_STATES = "sponsorship_states"
_MONTHS = "sponsorship_months"


def commune_places(programme: Programme) -> pd.DataFrame:
    """Return commune_code, commune, district_code, district of every commune of the province."""
    every = load_gazetteer().communes(programme.province_code, programme.edition)
    kept = every[["commune_code", "commune", "district_code", "district"]]
    return kept.dropna(subset=["commune_code"]).reset_index(drop=True)


def sponsorship_tables(
    programme: Programme, standing: Standing, rules: Sponsorship, *, on: dt.date
) -> dict[str, pd.DataFrame]:
    """Return the tables of the register on a day, by name; none holds an id of a child.

    A child counts in its main group, once for each purpose that it needs, so that the rows of one
    purpose add up to its children.
    """
    return {
        _NEEDS: _needs(programme, standing, rules, on),
        _STATES: _states(programme, standing, rules, on),
        _MONTHS: _months(programme, standing, rules, on),
    }


def register_tables(programme: Programme, root: Path, *, on: dt.date) -> dict[str, pd.DataFrame]:
    """Return the tables of a programme's register; none where there is no register.

    Raises
    ------
    LedgerError
        If the register cannot be read.
    """
    rules, path = programme.sponsorship, register_file(programme.id, root)
    if rules is None or not path.is_file():
        return {}
    standing = Register(path, rules, create=False).standing()
    return sponsorship_tables(programme, standing, rules, on=on)


def _needs(
    programme: Programme, standing: Standing, rules: Sponsorship, on: dt.date
) -> pd.DataFrame:
    state_of = served(standing, month_of(on))
    rows = [
        _need_row(child, need, state_of.get((child.child_id, need.purpose)), rules, on)
        for child in standing.children.values()
        if child.active
        for need in child.needs
    ]
    wanted = table(_NEEDS)
    key = ["commune_code", "child_group", "purpose"]
    counts = [name for name in wanted.columns if name.startswith("children_")] + ["open_vnd"]
    frame = pd.DataFrame(rows, columns=[*key, *counts])
    summed = frame.groupby(key, as_index=False)[counts].sum()
    placed = summed.merge(commune_places(programme), on="commune_code", how="left")
    placed["commune"] = placed.commune.fillna(placed.commune_code)
    return wanted.check(placed.assign(programme=programme.id))


def _need_row(
    child: Child, need: Need, state: str | None, rules: Sponsorship, on: dt.date
) -> dict[str, Any]:
    is_open = state is None
    told = consented(child, "matching", rules, on)
    asked = asked_vnd(need, rules)
    return {
        "commune_code": child.commune_code,
        "child_group": child.groups[0],
        "purpose": need.purpose,
        "children_registered": 1,
        "children_sponsored": int(not is_open and state != PROPOSED),
        "children_proposed": int(state == PROPOSED),
        "children_open": int(is_open and told),
        "children_unconsented": int(is_open and not told),
        "children_amount_missing": int(is_open and asked is None),
        "open_vnd": (asked or 0) if is_open else 0,
    }


def asked_vnd(need: Need, rules: Sponsorship) -> int | None:
    """Return what a need asks for its whole period, in đồng; None where it is not known."""
    if need.amount_vnd is None:
        return None
    purpose = rules.purpose(need.purpose)
    once = purpose.paid == "once"
    return need.amount_vnd * (1 if once else need.months or purpose.months)


def _states(
    programme: Programme, standing: Standing, rules: Sponsorship, on: dt.date
) -> pd.DataFrame:
    sums = pledge_sums(standing, rules, on=on)
    pledges = [standing.pledges[one] for one in sums.pledge_id]
    money = ["asked_vnd", "due_vnd", "received_vnd", "late_vnd", "over_vnd"]
    frame = sums.assign(
        purpose=pd.Series([one.purpose for one in pledges], dtype="str"),
        pledge_state=pd.Series([one.state for one in pledges], dtype="str"),
        pledges=1,
    )
    summed = frame.groupby(["purpose", "pledge_state"], as_index=False)[["pledges", *money]].sum()
    return table(_STATES).check(summed.assign(programme=programme.id))


def _months(
    programme: Programme, standing: Standing, rules: Sponsorship, on: dt.date
) -> pd.DataFrame:
    months = payments_by_month(standing, rules, on=on)
    summed = (
        months.assign(pledges=1, pledges_late=months.late.astype("Int64"))
        .groupby(["month", "purpose"], as_index=False)[
            ["pledges", "due_vnd", "received_vnd", "pledges_late"]
        ]
        .sum()
    )
    return table(_MONTHS).check(summed.assign(programme=programme.id))
