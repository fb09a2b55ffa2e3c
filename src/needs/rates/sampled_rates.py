"""The rate of every commune from samples of children, with what other communes tell.

A commune with a sample: Fay–Herriot estimate; without one: what its covariates let expect. Method:
`design/method.md`, section 4.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from needs.errors import FaultCollector, NeedsError, NotFound
from needs.rates.benchmark import benchmark
from needs.rates.fay_herriot import fit, independent_columns
from needs.rates.likelihood import Method
from needs.rates.samples import checked_covariates, checked_samples
from needs.rates.scales import (
    SCALES,
    Estimates,
    Scale,
    Vector,
    on_scale,
    pooled_rate,
    sampling_variance,
    to_rates,
    unexamined_share,
    wilson,
)

# Communes with a sample that a model needs beyond its coefficients (the constant counts as one).
# Simulated (variance between communes 0.3–3 times the sampling variance): from here on 90 %
# intervals hold the truth in 86–97 % of cases; with half as many, the variance between communes
# is found to be 0 in a quarter of the fits or more.
SPARE_COMMUNES = 8

Flags = NDArray[np.bool_]

METHODS = (
    "census",
    "eblup",
    "synthetic",
    "eblup_no_covariates",
    "synthetic_no_covariates",
    "direct",
    "unknown",
)


def commune_rates(
    samples: pd.DataFrame,
    covariates: pd.DataFrame,
    *,
    scale: Scale = "rate",
    published: float | pd.Series | None = None,
    groups: pd.Series | None = None,
    method: Method = "REML",
) -> pd.DataFrame:
    """Estimate a rate (of stunting, say) in every commune.

    Parameters
    ----------
    samples
        commune_code, examined (n), affected (a), population (N, children of the age band; missing
        allowed). Communes without a sample may be left out, or stand there for their N.
    covariates
        One row for every commune, indexed by commune_code; one column a covariate (a number;
        missing allowed). No columns: the communes' mean is the model. A constant is added.
    scale
        "rate", or "arcsine" for rare conditions and widely differing rates.
    published
        The published rate (0–1) of all communes, or of each group: see `benchmark`; N are the
        weights.
    groups
        Group (district) of each commune, indexed by commune_code.
    method
        "REML" or "ML".

    Returns
    -------
    DataFrame
        One row a commune, by code: commune_code, examined, affected (children; missing where
        nobody was examined), direct (a/n), rate, rate_low, rate_high (90 % interval), rate_mse
        (square of the standard error), method, benchmarked. `method` is one of

        - census: all N children were examined, the rate is exact;
        - eblup: own sample and model; synthetic: model only, no sample;
        - eblup_no_covariates, synthetic_no_covariates: a covariate of the commune is missing, so
          that the mean of all communes with a sample stands in for them;
        - direct: own sample only (Wilson's interval), where fewer communes have a sample and all
          covariates than the model has coefficients and `SPARE_COMMUNES` more;
        - unknown: then, without a sample, nothing is estimated (missing).

    Raises
    ------
    NotFound
        If the scale is not known.
    NeedsError
        If the model does not converge.
    InputFaults
        With every fault of the samples, the covariates or the published rates; or if covariates
        repeat each other among the communes with a sample.
    """
    if scale not in SCALES:
        raise NotFound("thang đo / scale", scale, SCALES)
    x = checked_covariates(covariates)
    data = _Measured.of(checked_samples(samples, x.index))
    estimates, how = _direct(data)
    complete = x.notna().all(axis=1).to_numpy()
    used = data.measured & complete
    if used.sum() >= x.shape[1] + 1 + SPARE_COMMUNES:
        _refuse_repeating(x[used])
        constant = np.ones((len(x), 1))
        design = np.hstack([constant, x.to_numpy()])
        modelled = _modelled(data, design, used, scale, method)
        _put(modelled, complete & ~data.census, estimates)
        how[complete] = np.where(used[complete], "eblup", "synthetic")
        if not complete.all():
            modelled = _modelled(data, constant, data.measured, scale, method)
            _put(modelled, ~complete & ~data.census, estimates)
            how[~complete] = np.where(
                data.measured[~complete], "eblup_no_covariates", "synthetic_no_covariates"
            )
    how[data.census] = "census"
    result = pd.DataFrame({"commune_code": x.index.astype("str")})
    for name, values in (("examined", data.examined), ("affected", data.affected)):
        result[name] = pd.Series(values).astype("Float64").astype("Int64")
    result["direct"] = pd.array(data.direct, dtype="Float64")
    for name, values in zip(("rate", "rate_low", "rate_high", "rate_mse"), estimates, strict=True):
        result[name] = pd.array(values, dtype="Float64")
    result["method"] = pd.array(how, dtype="str")
    result["benchmarked"] = False
    if published is None:
        return result
    weights = pd.Series(data.population, index=x.index)
    return benchmark(result, weights, published, groups=groups)


@dataclass(frozen=True)
class _Measured:
    """The samples, as arrays over all communes; NaN where nobody was examined."""

    examined: Vector
    affected: Vector
    population: Vector
    direct: Vector
    unexamined: Vector
    measured: Flags
    census: Flags
    pooled: float

    @classmethod
    def of(cls, counts: pd.DataFrame) -> _Measured:
        n, a, population = (
            counts[name].to_numpy(dtype=np.float64, na_value=np.nan)
            for name in ("examined", "affected", "population")
        )
        measured, unexamined = ~np.isnan(n), unexamined_share(n, population)
        pooled = pooled_rate(a[measured], n[measured])
        census = measured & (unexamined == 0)
        return cls(n, a, population, a / n, unexamined, measured, census, pooled)


def _direct(data: _Measured) -> tuple[Estimates, NDArray[np.object_]]:
    """Return each commune's own rate, Wilson's interval, and how they were found."""
    low, high = data.direct.copy(), data.direct.copy()
    some = data.measured & ~data.census
    low[some], high[some] = wilson(data.affected[some], data.examined[some], data.unexamined[some])
    mse = sampling_variance(data.examined, data.unexamined, data.pooled, "rate")
    how = np.where(data.measured, "direct", "unknown").astype(object)
    return Estimates(data.direct.copy(), low, high, mse), how


def _modelled(
    data: _Measured, design: Vector, used: Flags, scale: Scale, method: Method
) -> Estimates:
    """Fit the model on the communes `used`; return estimates of all, NaN where x is missing."""
    model = fit(
        on_scale(data.direct[used], scale),
        design[used],
        sampling_variance(data.examined[used], data.unexamined[used], data.pooled, scale),
        method=method,
    )
    if not model.converged:
        raise NeedsError(
            "tỷ lệ theo mẫu: mô hình không hội tụ; bớt biến / "
            "sampled rates: the model does not converge; use fewer covariates"
        )
    estimate, mse = model.predict(design, refvar_uncertain=True)
    estimate[used], mse[used] = model.eblup, model.mse
    return to_rates(estimate, mse, scale)


def _put(modelled: Estimates, where: Flags, estimates: Estimates) -> None:
    for target, values in zip(estimates, modelled, strict=True):
        target[where] = values[where]


def _refuse_repeating(x: pd.DataFrame) -> None:
    """Raise covariates that say nothing new about the communes with a sample."""
    faults = FaultCollector("biến của mô hình / covariates")
    adds = independent_columns(np.hstack([np.ones((len(x), 1)), x.to_numpy()]))
    for name, new in zip(x.columns, adds[1:], strict=True):
        if not new:
            faults.add(
                str(name),
                "như nhau ở mọi xã có mẫu, hoặc suy ra được từ biến khác / "
                "the same in all communes with a sample, or follows from others",
                "một biến phân biệt các xã có mẫu / one that tells these communes apart",
                "bỏ biến này / leave it out",
            )
    faults.raise_if_any()
