"""What was measured in each commune, checked: children examined, children affected."""

from __future__ import annotations

import numpy as np
import pandas as pd

from needs.errors import FaultCollector

COUNTS = ("examined", "affected", "population")


def checked_covariates(covariates: pd.DataFrame) -> pd.DataFrame:
    """Return the covariates as floats (missing: NaN), communes and columns in a fixed order.

    Raises
    ------
    InputFaults
        If a commune stands twice, or a covariate is not a (finite) number.
    """
    faults = FaultCollector("biến của mô hình / covariates")
    for code in covariates.index[covariates.index.duplicated()]:
        faults.add(str(code), "lặp / twice", "mỗi xã một dòng / one row a commune", "bỏ dòng lặp")
    result = pd.DataFrame(index=covariates.index)
    for name in sorted(covariates.columns, key=str):
        numbers = pd.to_numeric(covariates[name], errors="coerce").astype("Float64")
        wrong = (covariates[name].notna() & numbers.isna()) | numbers.abs().eq(np.inf).fillna(False)
        for code in covariates.index[wrong]:
            faults.add(f"xã {code}, {name}", covariates[name][code], "một số / a number")
        result[name] = numbers.to_numpy(dtype=np.float64, na_value=np.nan)
    faults.raise_if_any()
    return result.sort_index()


def checked_samples(samples: pd.DataFrame, communes: pd.Index) -> pd.DataFrame:
    """Return what was measured in every commune, missing where nothing was.

    Parameters
    ----------
    samples
        commune_code, examined, affected, population (children; missing allowed). A commune in
        which nobody was examined counts as not measured.
    communes
        Codes of all communes.

    Returns
    -------
    DataFrame
        Indexed by `communes`: examined, affected, population (`Int64`).

    Raises
    ------
    InputFaults
        With every commune that is not known or stands twice, every count that is not a whole
        number ≥ 0, every sample of which half is missing or more are affected than examined.
    """
    faults = FaultCollector("mẫu khảo sát / samples")
    for name in ("commune_code", *COUNTS):
        if name not in samples:
            faults.add("bảng / table", "không có cột / no column", name)
    faults.raise_if_any()
    code = samples.commune_code
    for given in code[~code.isin(communes)]:
        faults.add(f"xã {given}", "không có trong danh sách / not listed", "mã xã / commune code")
    for given in code[code.duplicated()].unique():
        faults.add(f"xã {given}", "lặp / twice", "mỗi xã một dòng / one row a commune")
    counts = {name: _whole(samples, name, faults) for name in COUNTS}
    examined, affected = counts["examined"], counts["affected"]
    for place in samples.index[
        (examined.isna() != affected.isna()) & ~examined.eq(0).fillna(False)
    ]:
        faults.add(
            f"xã {code[place]}",
            f"examined {examined[place]}, affected {affected[place]}",
            "cả hai số / both numbers",
            "nhập đủ, hoặc để trống cả hai / fill in both, or neither",
        )
    for place in samples.index[(affected > examined).fillna(False)]:
        faults.add(
            f"xã {code[place]}",
            f"affected {affected[place]}",
            f"≤ examined {examined[place]}",
            "kiểm tra lại phiếu khám / check the examination record",
        )
    faults.raise_if_any()
    result = pd.DataFrame(counts).set_axis(code, axis=0).reindex(communes)
    nobody = result.examined.eq(0).fillna(False)
    result.loc[nobody, ["examined", "affected"]] = pd.NA
    return result


def _whole(samples: pd.DataFrame, name: str, faults: FaultCollector) -> pd.Series:
    """Return a column as `Int64`; what is not a whole number ≥ 0 is a fault."""
    numbers = pd.to_numeric(samples[name], errors="coerce").astype("Float64")
    wrong = samples[name].notna() & ~(numbers.ge(0) & numbers.eq(numbers.round())).fillna(False)
    wrong |= numbers.eq(np.inf).fillna(False)
    for place in samples.index[wrong]:
        faults.add(
            f"xã {samples.commune_code[place]}, {name}",
            samples[name][place],
            "số nguyên không âm / a whole number, 0 or more",
        )
    return numbers.mask(wrong).astype("Int64")
