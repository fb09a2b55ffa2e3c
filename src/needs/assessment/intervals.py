"""The 90 % intervals beside the chain's own figures, and which figure they hang on most."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from needs.assessment.listed import ListedCommunes
from needs.assessment.need_chain import NeedChain
from needs.assessment.uncertain import chain_inputs
from needs.programmes import Programme
from needs.tables import ALL, weakest_basis, weakest_known_basis
from needs.uncertainty import simulate, uncertainty_shares

PEOPLE = "people_in_need"

#: Measure → table, column and basis of the chain that it is the interval of.
_MIDDLE = {
    "children_eligible": ("gap", "children_eligible", "eligible_basis"),
    "need_cost_vnd": ("need", "cost_vnd", "basis"),
    "children_target": ("gap", "children_target", "target_basis"),
    "state_children": ("gap", "state_children", "state_basis"),
    "covered_children": ("gap", "covered_point", "basis"),
    "gap_children": ("gap", "gap_point", "basis"),
    "gap_cost_vnd": ("gap", "gap_vnd", "basis"),
}
_OF_ALL = ("need_cost_vnd", "gap_cost_vnd")


class Uncertain(NamedTuple):
    """What the draws say."""

    intervals: pd.DataFrame
    shares: pd.DataFrame


def uncertainty_tables(
    programme: Programme, listed: ListedCommunes, chain: NeedChain, people: pd.DataFrame
) -> Uncertain:
    """Return the table `intervals`, and each figure's share of the uncertainty.

    Parameters
    ----------
    people
        Table `people_in_need`.

    Returns
    -------
    Uncertain
        intervals: the middle is the chain's own figure, the ends are the 5 % and 95 % quantiles
        of the joint draws; an end that the middle passes (a sum of rounded, one-sided figures
        may) is moved to it. shares: see `uncertainty.uncertainty_shares`.
    """
    inputs = chain_inputs(programme, listed, chain)
    settings = programme.uncertainty
    drawn = simulate(inputs, draws=settings.draws, seed=settings.seed).table
    middle = _middle(programme, listed, chain, people)
    rows = drawn.merge(
        middle, on=["level", "area_code", "category", "measure"], how="inner", validate="1:1"
    )
    low, high = rows.low.astype("Float64"), rows.high.astype("Float64")
    known = rows.middle.notna()
    rows["interval_low"] = low.where(low <= rows.middle, rows.middle).where(known & low.notna())
    rows["interval_high"] = high.where(high >= rows.middle, rows.middle).where(known & high.notna())
    for name in ("middle", "interval_low", "interval_high"):
        rows[name] = rows[name].astype("Float64").round()
    rows["area"] = rows.area.fillna(programme.province.vi)
    rows["area_code"] = rows.area_code.where(rows.level != "province", programme.province_code)
    shares = uncertainty_shares(inputs, draws=settings.draws, seed=settings.seed)
    for name in ("total_at_low_vnd", "total_at_high_vnd"):
        shares[name] = shares[name].round().astype("Int64")
    return Uncertain(rows.drop(columns=["low", "high", "mean"]), shares)


def _target_basis(programme: Programme, category: str) -> str:
    return programme.category(category).target.share.basis


def _middle(
    programme: Programme, listed: ListedCommunes, chain: NeedChain, people: pd.DataFrame
) -> pd.DataFrame:
    """Return the chain's figures at every level: a sum over a missing figure is missing."""
    cells = []
    gap = chain.gap.assign(
        target_basis=[
            basis if pd.isna(basis) else weakest_basis(basis, _target_basis(programme, category))
            for basis, category in zip(chain.gap.eligible_basis, chain.gap.category, strict=True)
        ],
        # Where no scheme applies, nobody is served: that rests on the rules alone.
        state_basis=chain.gap.state_basis.fillna("official"),
    )
    for measure, (table, column, basis) in _MIDDLE.items():
        frame = chain.need if table == "need" else gap
        part = frame[[*_PLACE, "category"]].assign(
            value=frame[column], measure=measure, basis=frame[basis]
        )
        cells.append(part)
        if measure in _OF_ALL:
            cells.append(part.assign(category=ALL))
    cells.append(
        people[[*_PLACE, "basis"]].assign(value=people.in_need, measure=PEOPLE, category=ALL)
    )
    cells += [
        listed.communes[_PLACE].assign(
            value=listed.communes[name],
            basis=listed.communes[f"{name}_basis"],
            measure=name,
            category=ALL,
        )
        for name in ("population", "children")
    ]
    rows = pd.concat(cells, ignore_index=True)
    rows["value"] = rows.value.astype("Float64")
    levels = [
        _summed(rows, "commune", "commune_code", "commune", "district_code"),
        _summed(rows, "district", "district_code", "district", "district_code"),
        _summed(rows.assign(code="", none=None), "province", "code", "none", "none"),
    ]
    return pd.concat(levels, ignore_index=True)


_PLACE = ["commune_code", "commune", "district_code", "district"]


def _summed(rows: pd.DataFrame, level: str, code: str, name: str, district: str) -> pd.DataFrame:
    keyed = pd.DataFrame(
        {
            "area_code": rows[code],
            "area": rows[name],
            "area_district": rows[district],
            **{column: rows[column] for column in ("category", "measure", "value", "basis")},
        }
    )
    key = ["area_code", "area", "area_district", "category", "measure"]
    summed = keyed.groupby(key, dropna=False).agg(
        middle=("value", lambda values: values.sum(skipna=False)),
        interval_basis=("basis", weakest_known_basis),
    )
    return summed.reset_index().assign(level=level)
