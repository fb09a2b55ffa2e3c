"""Children in special circumstances: what is estimated, beside the official totals."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.programmes import Programme, Share

#: Id of the share of all children who are in special circumstances.
CIRCLE = "share_of_children"
_NO_DATA = "chưa có số liệu / no data"


def special_circle(programme: Programme) -> Share | None:
    """Return the share of all children who are in special circumstances, where these count."""
    if not programme.beneficiaries.by_groups:
        return None
    return programme.beneficiaries.totals.share_of_children


def circumstances_checks(programme: Programme, communes: pd.DataFrame) -> pd.DataFrame:
    """Compare the estimate of children in special circumstances with the official totals.

    The estimate is the children of every commune times their official share of all children. It is
    not scaled to the official total, which is rounded and of another year: the difference is
    shown. Children at risk are told as a total of the province; nothing is divided among communes.

    Parameters
    ----------
    communes
        Table `communes`: children with their _low and _high.

    Returns
    -------
    DataFrame
        Table `checks`. «ok» only where the official total lies within the estimate's range; an
        estimate that misses it is unchecked, and says by how much.
    """
    totals = programme.beneficiaries.totals
    estimate = _estimate(programme, communes)
    rows = []
    if totals.special_circumstances is not None:
        official = int(totals.special_circumstances.value)
        inside = estimate is not None and estimate[1] <= official <= estimate[2]
        rows.append(
            {
                "check": "special_circumstances",
                "name": "trẻ em có hoàn cảnh đặc biệt, ước tính từ dân số",
                "name_en": "children in special circumstances, estimated from residents",
                "expected": str(official),
                "found": _NO_DATA if estimate is None else _found(estimate, official),
                "status": "ok" if inside else "unchecked",
                "source": totals.special_circumstances.source,
            }
        )
    if totals.at_risk is not None:
        rows.append(
            {
                "check": "at_risk",
                "name": "trẻ em có nguy cơ, chỉ có số toàn tỉnh",
                "name_en": "children at risk, told for the province only",
                "expected": str(int(totals.at_risk.value)),
                "found": _NO_DATA,
                "status": "unchecked",
                "source": totals.at_risk.source,
            }
        )
    columns = ["check", "name", "name_en", "expected", "found", "status", "source"]
    return pd.DataFrame(rows, columns=columns)


def _estimate(programme: Programme, communes: pd.DataFrame) -> tuple[int, int, int] | None:
    """Return middle, low and high of the province's estimate; none where it is not known."""
    share = programme.beneficiaries.totals.share_of_children
    if share is None:
        return None
    found = []
    for end, of in (("", share.value), ("_low", share.at_low), ("_high", share.at_high)):
        children: Any = communes[f"children{end}"].sum(skipna=False)
        if pd.isna(children):
            return None
        found.append(round(int(children) * of))
    return found[0], found[1], found[2]


def _found(estimate: tuple[int, int, int], official: int) -> str:
    middle, low, high = estimate
    ends = f"{middle} ({low}–{high})" if low < high else str(middle)
    return ends if middle == official else f"{ends}; {middle - official:+d}"
