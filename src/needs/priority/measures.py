"""The measures that an indicator may take, one function each.

Each returns, indexed by commune_code: value, low, high (missing where exact or not known), basis,
source. Communes that it cannot tell may have no row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from needs.areas import attribute
from needs.programmes import BASIS_OF_KIND, Priority
from needs.tables import BASES, weakest_basis

_ENDS = (("value", ""), ("low", "_low"), ("high", "_high"))
_EXACT = ("official", "returned")
_BASIS_OF_METHOD = {"census": "returned"}


@dataclass(frozen=True)
class Facts:
    """What indicators are read from.

    Parameters
    ----------
    settings
        Severity of the zones.
    communes
        commune_code, zone, area_list, distance_km (table `communes`).
    attributes
        commune_code, attribute, value, low, high, kind, source (`needs.areas.read_attributes`).
    rates
        commune_code, sample, rate, rate_low, rate_high, method (table `rates`).
    told
        commune_code, field, value, source: figures that communes returned.
    """

    settings: Priority
    communes: pd.DataFrame
    attributes: pd.DataFrame
    rates: pd.DataFrame
    told: pd.DataFrame


def zone_severity(_cells: pd.DataFrame, facts: Facts, _name: str) -> pd.DataFrame:
    """Return how severe the commune's zone is; missing outside the list."""
    communes = facts.communes.set_index("commune_code")
    basis = weakest_basis("official", BASIS_OF_KIND[facts.settings.kind])
    return _measured(
        communes.zone.map(facts.settings.zone_weights), basis=basis, source=communes.area_list
    )


def unmet_rate(cells: pd.DataFrame, _facts: Facts, _name: str) -> pd.DataFrame:
    """Return the share of the target that nobody reaches yet, with both its ends.

    gap ÷ target falls as more is covered and rises with the target: its least value is the low
    gap over the low target, its greatest the high gap over the high target. Over several
    categories it is the mean weighted by what their targets cost (`target_vnd`); missing as soon
    as one of them is. These are bounds, all figures at their ends at once.
    """
    rows = cells.sort_values(["commune_code", "category"])
    codes = rows.commune_code
    cost = _real(rows.target_vnd)
    whole = cost.groupby(codes).transform("sum")
    size = codes.groupby(codes).transform("size")
    # One cell needs no weight; cells that cost nothing in the middle of the range count alike.
    alike = (size == 1) | whole.eq(0).fillna(False)
    weight = (cost / whole.where(whole > 0)).where(~alike, 1 / size)
    ends = {}
    for name, gap, target in (
        ("value", "gap_point", "children_target"),
        ("low", "gap_low", "children_target_low"),
        ("high", "gap_high", "children_target_high"),
    ):
        children, open_ = _real(rows[target]), _real(rows[gap])
        nobody = children.eq(0).fillna(False).astype(bool)
        rate = (open_ / children.mask(nobody)).mask(nobody, 0.0)
        ends[name] = (weight * rate).groupby(codes).sum(skipna=False)
    return _measured(
        ends["value"],
        low=ends["low"],
        high=ends["high"],
        basis=weakest_of_commune(rows.set_index("commune_code").basis),
        source="gap",
    )


def distance(_cells: pd.DataFrame, facts: Facts, _name: str) -> pd.DataFrame:
    """Return the straight-line distance from the programme's centre, kilometres."""
    communes = facts.communes.set_index("commune_code")
    return _measured(
        communes.distance_km,
        basis="estimated",
        source="khoảng cách đường thẳng / straight-line distance",
    )


def commune_attribute(_cells: pd.DataFrame, facts: Facts, name: str) -> pd.DataFrame:
    """Return an attribute of the commune, in its own unit."""
    known = attribute(facts.attributes, name)
    return _measured(
        known.value,
        low=known.low,
        high=known.high,
        basis=known.kind.map(BASIS_OF_KIND),
        source=known.source,
    )


def group_share(cells: pd.DataFrame, facts: Facts, name: str) -> pd.DataFrame:
    """Return the share of the eligible children who belong to a group, as communes told it.

    Over several categories: the told children of the group over the eligible children of the
    categories in which they were told. Where the eligible children are estimated the share has
    the range of that estimate, taken from the target's ends (which may add the target's own).
    """
    told = facts.told[facts.told.field.str.fullmatch(rf".*\.group\.{name}").eq(True)]
    told = told.assign(category=told.field.str.split(".").str[0])
    rows = cells.merge(
        told[["commune_code", "category", "value", "source"]], on=["commune_code", "category"]
    ).sort_values(["commune_code", "category"])
    exact = rows.eligible_basis.isin(_EXACT)
    target = _real(rows.children_target)
    ends = {"value": _real(rows.children_eligible)}
    for end in ("low", "high"):
        part = _real(rows[f"children_target_{end}"]) / target.where(target > 0)
        ends[end] = (ends["value"] * part).mask(exact, ends["value"]).fillna(ends["value"])
    by_commune = rows.assign(**{f"eligible_{end}": of for end, of in ends.items()}).groupby(
        "commune_code"
    )
    group = _real(by_commune.value.sum())

    def share(end: str) -> pd.Series:
        children = by_commune[f"eligible_{end}"].sum(skipna=False)
        return (group / children.where(children > 0)).clip(upper=1)

    return _measured(
        share("value"),
        low=share("high"),
        high=share("low"),
        basis=weakest_of_commune(
            rows.set_index("commune_code").eligible_basis.fillna("returned"), "returned"
        ),
        source=by_commune.source.agg("; ".join),
    )


def sampled_rate(_cells: pd.DataFrame, facts: Facts, name: str) -> pd.DataFrame:
    """Return a rate measured on samples, with the ends that its 90 % interval implies.

    The range of an indicator holds all that may be true, a 90 % interval nine tenths of it: the
    ends are moved out so that 5 % and 95 % of the range fall on the ends of the interval.
    """
    rates = facts.rates[facts.rates["sample"] == name].set_index("commune_code")
    rate = _real(rates.rate)
    return _measured(
        rate,
        low=(rate - (rate - _real(rates.rate_low)) / 0.9).clip(lower=0),
        high=(rate + (_real(rates.rate_high) - rate) / 0.9).clip(upper=1),
        basis=rates.method.map(lambda method: _BASIS_OF_METHOD.get(method, "estimated")),
        source="rates: " + rates.method,
    )


Measure = Callable[[pd.DataFrame, Facts, str], pd.DataFrame]

#: By what stands before the colon of an indicator's measure.
MEASURES: dict[str, Measure] = {
    "zone": zone_severity,
    "unmet_rate": unmet_rate,
    "distance_km": distance,
    "attribute": commune_attribute,
    "group": group_share,
    "sample": sampled_rate,
}


def _real(values: pd.Series) -> pd.Series:
    return values.astype("Float64")


def weakest_of_commune(bases: pd.Series, *others: str) -> pd.Series:
    """Return the weakest basis of each commune (the index), or of the others if that is weaker."""
    weakest = max((BASES.index(name) for name in others), default=0)
    places = bases.map(BASES.index).groupby(level=0).max().clip(lower=weakest)
    return places.map(dict(enumerate(BASES)))


def _measured(
    value: pd.Series,
    *,
    low: pd.Series | None = None,
    high: pd.Series | None = None,
    basis: pd.Series | str,
    source: pd.Series | str,
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "value": _real(value),
            "low": np.nan if low is None else low,
            "high": np.nan if high is None else high,
            "basis": basis,
            "source": source,
        },
        index=value.index,
    )
