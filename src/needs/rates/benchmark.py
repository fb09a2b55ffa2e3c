"""Rates of communes brought in line with the rate that is published for all of them together."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from needs.errors import FaultCollector

Vector = NDArray[np.float64]

_ENDS = ("rate", "rate_low", "rate_high")
_STEPS = 200
# Beyond this shift of the logit a rate is 0 or 1 to the last digit.
_FARTHEST = 750.0
_SLACK = 1e-12


def benchmark(
    rates: pd.DataFrame,
    weights: pd.Series,
    published: float | pd.Series,
    *,
    groups: pd.Series | None = None,
) -> pd.DataFrame:
    """Adjust rates so that Σ w·rate / Σ w is the published rate.

    All rates of a group are multiplied by one factor; where that would lift one above 1, all are
    moved by one step on the logit scale instead. Intervals move along, and the MSE by the square
    of the slope. Exact rates (method "census") stay. Ratio benchmarking: Rao and Molina (2015),
    section 6.4.6.

    Parameters
    ----------
    rates
        From `commune_rates`: commune_code, rate, rate_low, rate_high, rate_mse, method.
    weights
        Children of each commune, indexed by commune_code.
    published
        The rate (0–1) of all communes, or one for each group, indexed by group.
    groups
        Group (district) of each commune, indexed by commune_code.

    Returns
    -------
    DataFrame
        `rates`, with benchmarked (True: the commune's group agrees with its published rate). A
        group in which a rate or a number of children is missing, or all rates are exact, or
        without a published rate, is left as it is.

    Raises
    ------
    InputFaults
        With every published rate outside [0, 1], every negative number of children, and every
        published rate that exact rates of communes contradict.
    """
    faults = FaultCollector("tỷ lệ công bố / published rate")
    targets = published if isinstance(published, pd.Series) else pd.Series({"": published})
    targets = targets.astype("Float64").dropna()
    for name, target in targets.items():
        if not 0 <= target <= 1:
            faults.add(f"nhóm / group «{name}»", target, "0–1")
    w = weights.reindex(rates.commune_code).to_numpy(dtype=np.float64, na_value=np.nan)
    for code in rates.commune_code[w < 0]:
        faults.add(f"xã {code}", "số trẻ < 0 / children < 0", "≥ 0")
    faults.raise_if_any()
    group = pd.Series("", index=rates.index)
    if groups is not None:
        group = groups.reindex(rates.commune_code).set_axis(rates.index)
    result = rates.copy()
    result["benchmarked"] = False
    for name, target in sorted(targets.items(), key=str):
        chosen = (group == name).fillna(False).to_numpy(dtype=bool)
        known = rates.rate.notna().to_numpy() & ~np.isnan(w)
        free = chosen & (rates.method != "census").to_numpy()
        if not known[chosen].all() or not w[free].sum() > 0:
            continue
        members = result.loc[chosen]
        moved = _moved(members, w[chosen], float(target), f"nhóm / group «{name}»", faults)
        result.loc[chosen, moved.columns] = moved
        result.loc[chosen, "benchmarked"] = True
    faults.raise_if_any()
    return result


def _moved(
    members: pd.DataFrame, w: Vector, target: float, where: str, faults: FaultCollector
) -> pd.DataFrame:
    """Return the columns of one group that the published rate changes."""
    free = (members.method != "census").to_numpy(dtype=bool)
    rate = members.rate.to_numpy(dtype=np.float64)
    left = target * w.sum() - float(w[~free] @ rate[~free])  # children the others have to make up
    mine, r = w[free], rate[free]
    now = float(mine @ r)
    slack = _SLACK * w.sum()
    if not -slack <= left <= float(mine[r > 0].sum()) + slack:
        faults.add(
            where,
            target,
            "một tỷ lệ mà số đo của các xã cho phép / a rate that the communes' figures allow",
            "kiểm tra tỷ lệ công bố và phạm vi của nó / check the published rate and its scope",
        )
        return members[[]]
    left = max(left, 0.0)
    result = members.loc[free, [*_ENDS, "rate_mse"]].copy()
    mse = result.rate_mse.to_numpy(dtype=np.float64)
    factor = left / now if now > 0 else 1.0
    if (factor * r[mine > 0] <= 1).all():
        for end in _ENDS:
            result[end] = np.clip(result[end].to_numpy(dtype=np.float64) * factor, 0, 1)
        result["rate_mse"] = mse * factor**2
    else:
        shift = _shift(r, mine, left)
        for end in _ENDS:
            result[end] = _shifted(result[end].to_numpy(dtype=np.float64), shift)
        after = result.rate.to_numpy(dtype=np.float64)
        slope = np.ones_like(r)
        np.divide(after * (1 - after), r * (1 - r), out=slope, where=(r > 0) & (r < 1))
        result["rate_mse"] = mse * slope**2
    return result.astype("Float64").reindex(members.index).fillna(members[result.columns])


def _shifted(rate: Vector, shift: float) -> Vector:
    """Move rates by a step on the logit scale; 0 stays 0, 1 stays 1."""
    grown = rate * np.exp(shift / 2)
    shifted: Vector = grown / (grown + (1 - rate) * np.exp(-shift / 2))
    return shifted


def _shift(rate: Vector, w: Vector, affected: float) -> float:
    """Return the step on the logit scale that makes Σ w·rate the children affected."""
    low, high = -_FARTHEST, _FARTHEST
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if float(w @ _shifted(rate, middle)) < affected:
            low = middle
        else:
            high = middle
    return (low + high) / 2
