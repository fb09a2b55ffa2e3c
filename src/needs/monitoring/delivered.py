"""Delivered against planned, by commune, category and year; every total is that of the ledger.

Each lot stands at one point of its way, and adds to these stages:

* planned = proposed (nobody has been asked yet) + offered (no answer yet) + accepted;
* accepted = delivered + waiting (not delivered yet) + short (came less) − more (came more);
* delivered includes confirmed; declined and cancelled lots count nowhere else.

Stages of promises count what was promised, delivered and confirmed what was really given.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.commitments.states import (
    ACCEPTED,
    CANCELLED,
    CONFIRMED,
    DECLINED,
    FIXED,
    GIVEN,
    OFFERED,
    PROPOSED,
)
from needs.monitoring.later_plans import AMOUNTS, KEPT, planned_later
from needs.places import Gazetteer
from needs.tables import table, weakest_basis

_KEY = ["commune_code", "category", "year", "stage"]
_PLACE = ("commune", "district_code", "district")


def delivered_table(
    assessment: Assessment,
    histories: pd.DataFrame,
    now: pd.DataFrame,
    gazetteer: Gazetteer,
) -> pd.DataFrame:
    """Return delivered against planned (table `delivered`).

    Parameters
    ----------
    assessment
        The year's plan (table `allocation`), and where the communes lie.
    histories
        The ledger on the day reported (`lot_histories`).
    now
        The ledger today: what has been taken up since stood in the plan as proposed, unless it
        was free only because something was given up (`planned_later`).
    gazetteer
        For lots in communes of earlier lists.

    Returns
    -------
    DataFrame
        Table `delivered`: one row for each commune, category, year and stage with a lot.
    """
    plan = assessment.tables.get("allocation")
    later = planned_later(plan, histories, now, year=assessment.programme.period)
    rows = [
        _of_ledger(histories),
        _stage(later, "proposed", {name: later[name] for name in AMOUNTS}),
    ]
    stages = pd.concat([part for part in rows if len(part)] or [_no_rows()], ignore_index=True)
    of_plan = stages[stages.stage.isin(["proposed", "offered", "accepted"])]
    stages = pd.concat([stages, of_plan.assign(stage="planned")], ignore_index=True)
    return table("delivered").check(_with_places(_added(stages), assessment, gazetteer))


def by_area(delivered: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return the table `delivered` added up over everything but some columns and the stage.

    An amount of money is missing where one of its lots has no price; `known_vnd` is the sum of the
    others, and `unpriced_lots` counts them.
    """
    grouped = delivered.groupby([*keys, "stage"], dropna=False, sort=True)
    return grouped.agg(
        lots=("lots", "sum"),
        children=("children", "sum"),
        places=("places", "sum"),
        units=("units", "sum"),
        amount_vnd=("amount_vnd", sum_if_known),
        known_vnd=("known_vnd", "sum"),
        unpriced_lots=("unpriced_lots", "sum"),
    ).reset_index()


def places_of(
    codes: pd.Series, assessment: Assessment, gazetteer: Gazetteer | None
) -> pd.DataFrame:
    """Return commune, district_code and district, by commune code; missing where not known."""
    parts = [assessment.communes[["commune_code", *_PLACE]]]
    missing = set(codes) - set(parts[0].commune_code)
    if gazetteer is not None and missing:
        programme = assessment.programme
        today = gazetteer.communes(programme.province_code, programme.edition)
        parts += [
            units[units.commune_code.isin(missing)][["commune_code", *_PLACE]]
            for units in (today, gazetteer.units["pre-2025"])
        ]
    known = pd.concat(parts, ignore_index=True).drop_duplicates("commune_code")
    return known.set_index("commune_code").reindex(sorted(set(codes)))


def _of_ledger(histories: pd.DataFrame) -> pd.DataFrame:
    """Return the lots of the ledger once for each stage that they belong to."""
    state = histories.state
    promised = {name: histories[f"promised_{kept}"] for name, kept in KEPT.items()}
    given = {name: histories[f"given_{kept}"] for name, kept in KEPT.items()}
    fixed, came = state.isin(FIXED), state.isin(GIVEN)
    less = {name: (promised[name] - given[name]).clip(lower=0) for name in AMOUNTS}
    more = {name: (given[name] - promised[name]).clip(lower=0) for name in AMOUNTS}
    parts = [
        _stage(histories[state == PROPOSED], "proposed", promised),
        _stage(histories[state == OFFERED], "offered", promised),
        _stage(histories[fixed], "accepted", promised),
        _stage(histories[state == ACCEPTED], "waiting", promised),
        _stage(histories[came], "delivered", given),
        _stage(histories[state == CONFIRMED], "confirmed", given),
        _stage(histories[state == DECLINED], "declined", promised),
        _stage(histories[state == CANCELLED], "cancelled", promised),
        _stage(histories[came & _some(less)], "short", less),
        _stage(histories[came & _some(more)], "more", more),
    ]
    return pd.concat(parts, ignore_index=True)


def _some(amounts: Mapping[str, pd.Series]) -> pd.Series:
    """Tell which lots have any amount; one that is not known is none as far as anybody can tell."""
    return pd.concat([values.gt(0).fillna(False) for values in amounts.values()], axis=1).any(
        axis=1
    )


def _stage(lots: pd.DataFrame, stage: str, amounts: Mapping[str, pd.Series]) -> pd.DataFrame:
    rows = lots[["commune_code", "commune", "category", "unit", "basis"]].assign(
        year=lots.period, stage=stage, lots=1
    )
    return rows.assign(
        **{name: values.reindex(lots.index).astype("Int64") for name, values in amounts.items()}
    )


def _no_rows() -> pd.DataFrame:
    names = ["commune_code", "commune", "category", "unit", "basis", "year", "stage"]
    whole = {name: pd.Series(dtype="Int64") for name in ("lots", *AMOUNTS)}
    return pd.DataFrame({name: pd.Series(dtype="str") for name in names} | whole)


def _added(stages: pd.DataFrame) -> pd.DataFrame:
    priced = stages.assign(
        known_vnd=stages.amount_vnd.fillna(0),
        unpriced_lots=stages.amount_vnd.isna().astype("Int64"),
    )
    sums = priced.groupby(_KEY, sort=True).agg(
        commune=("commune", "first"),
        unit=("unit", "first"),
        lots=("lots", "sum"),
        children=("children", "sum"),
        places=("places", "sum"),
        units=("units", "sum"),
        amount_vnd=("amount_vnd", sum_if_known),
        known_vnd=("known_vnd", "sum"),
        unpriced_lots=("unpriced_lots", "sum"),
        basis=("basis", lambda bases: weakest_basis(*bases)),
    )
    return sums.reset_index().astype({"amount_vnd": "Int64", "units": "Float64"})


def _with_places(rows: pd.DataFrame, assessment: Assessment, gazetteer: Gazetteer) -> pd.DataFrame:
    places = places_of(rows.commune_code, assessment, gazetteer)
    named = rows.commune_code.map(places.commune)
    return rows.assign(
        commune=named.fillna(rows.commune).astype("str"),
        district_code=rows.commune_code.map(places.district_code).astype("str"),
        district=rows.commune_code.map(places.district).astype("str"),
    )


def sum_if_known(values: pd.Series) -> Any:
    """Return a sum; missing where one of the figures is."""
    return values.sum(skipna=False)
