"""What pages for donors tell of children still without a source, as cells tied to the public's.

Still open is what lacks for certain and nobody gives: no more than the public edition says is
lacking. What an amount of the basket would do is so many of those; what it costs is so many times
the price of one. Shares of a basket count no children found somewhere: small or not, they are
hidden only where they would tell how many are open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from needs.assessment import Assessment
from needs.disclosure import Cells, cell_id, cells_of
from needs.disclosure.cells import CELL_COLUMNS, DEFAULTS
from needs.editions.figures import LACKING, MILLION

OPEN, OPEN_COST = "children_open", "open_cost_vnd"
SHARES, SHARES_COST = "basket_children", "basket_cost_vnd"
MEASURES = (OPEN, OPEN_COST, SHARES, SHARES_COST)
DONOR_FIGURES = ["measure", "amount", "commune_code", "category", "value", "factor"]
#: A share is neither a count of children nor money: rates are what no rule looks at by itself.
_SHARE_KIND = "rate"
#: Of a basket something is hidden before anything of what is open.
_CHEAP = 0.5


def donor_figures(
    assessment: Assessment, lots: Mapping[int, pd.DataFrame] | None = None
) -> pd.DataFrame:
    """Return the innermost figures of donors' pages: a row for each commune and category.

    Parameters
    ----------
    assessment
        With the table `open_needs`.
    lots
        Amount → lots of the basket: commune_code, category, children_reached, cost_vnd.

    Returns
    -------
    pd.DataFrame
        `measure` (children_open, basket_children), `amount` (đồng, of a basket; else 0),
        `commune_code`, `category`, `value` (children, above 0), `factor` (đồng for one child;
        missing where no price is known).
    """
    parts = [_rows(OPEN, 0, _still_open(assessment.open_needs))]
    for amount, found in sorted((lots or {}).items()):
        given = found.groupby(["commune_code", "category"], as_index=False)[
            ["children_reached", "cost_vnd"]
        ].sum()
        parts.append(_rows(SHARES, amount, given.rename(columns={"children_reached": "value"})))
    rows = pd.concat(parts).astype({"amount": "int64", "value": "float64", "factor": "float64"})
    return rows.sort_values(DONOR_FIGURES[:4], ignore_index=True)


def _still_open(rows: pd.DataFrame) -> pd.DataFrame:
    """Return open children; places lacking are no children."""
    known = rows[rows.children_open.fillna(0) > 0]
    if "counted" in known:
        known = known[known.counted == "children"]
    return known.rename(columns={"children_open": "value"})


def _rows(measure: str, amount: int, rows: pd.DataFrame) -> pd.DataFrame:
    count, cost = rows.value.astype("Float64"), rows.cost_vnd.astype("Float64")
    return rows.assign(measure=measure, amount=amount, factor=cost / count)[DONOR_FIGURES]


def donor_cells(
    figures: pd.DataFrame,
    *,
    lacking: pd.Series,
    rest: Cells,
    least: int,
    packages: Mapping[str, int] | None = None,
) -> tuple[Cells, list[str]]:
    """Return the cells of donors' pages beside what is unknown of the public edition.

    Parameters
    ----------
    figures
        As `donor_figures` returns them.
    lacking
        Cells that every reader knows exactly: cell → figure.
    rest
        What readers of the public edition do not know.
    least
        From how many shares on a commune is named in a basket.
    packages
        Category → children whom a whole package serves. Donors give whole packages: who knows how
        many lack it knows by how much what is open can be more or less.

    Returns
    -------
    tuple
        Everything as one system; the ids of donors' own cells.
    """
    if figures.empty:
        return rest, []
    still_open = figures[figures.measure == OPEN]
    shares = figures[figures.measure == SHARES]
    parts = [_open_cells(still_open, lacking, packages or {}), *_sums(still_open)]
    for amount, rows in shares.groupby("amount", sort=True):
        parts += _basket(int(str(amount)), rows, least)
    frames, terms, limits = (list(part) for part in zip(*parts, strict=True))
    own = pd.concat([_with_defaults(frame) for frame in frames])
    for one in (_no_more(still_open, _lacking, rest.frame), _no_more(shares, _open, own)):
        terms.append(one[0])
        limits.append(one[1])
    every = cells_of(
        pd.concat([rest.frame, own]),
        pd.concat([rest.terms, *terms]),
        pd.concat([rest.limits, *limits]),
    )
    return every, own.cell.tolist()


Part = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]
_NO_TERMS = pd.DataFrame({"relation": [], "cell": [], "factor": []})
_NO_LIMITS = pd.DataFrame({"relation": [], "low": [], "high": []})


def _open(row: Any) -> str:
    return cell_id(OPEN, commune_code=row.commune_code, category=row.category)


def _lacking(row: Any) -> str:
    return cell_id(LACKING, commune_code=row.commune_code, category=row.category)


def _share(row: Any) -> str:
    return cell_id(SHARES, amount=row.amount, commune_code=row.commune_code, category=row.category)


def _ids(rows: pd.DataFrame) -> list[str]:
    name = {OPEN: _open, SHARES: _share}
    return [name[str(row.measure)](row) for row in rows.itertuples(index=False)]


def _open_cells(rows: pd.DataFrame, lacking: pd.Series, packages: Mapping[str, int]) -> Part:
    """Return what is open commune by commune; no more than is known to lack there.

    Nor less than whole packages leave of it, and then by whole packages more.
    """
    known = np.array([lacking.get(_lacking(row), np.inf) for row in rows.itertuples(index=False)])
    value = rows.value.to_numpy()
    size = rows.category.map(packages).fillna(1.0).to_numpy(dtype=np.float64)
    in_packages = np.isfinite(known) & (known >= value) & (size > 1)
    # Where something else was given too (single shares, packages of its own), nobody can tell.
    given = np.where(in_packages, known, value) - value
    in_packages &= given % size == 0
    frame = pd.DataFrame(
        {
            "cell": _ids(rows),
            "value": value,
            "low": np.where(in_packages, value % size, 0.0),
            "high": np.maximum(known, value),
            "grain": np.where(in_packages, size, 0.0),
        }
    )
    return frame, _NO_TERMS, _NO_LIMITS


def _sums(rows: pd.DataFrame) -> list[Part]:
    """Return what is open by category, and what it costs where every price is known."""
    parts = []
    for category, own in rows.groupby("category", sort=True):
        name = cell_id(OPEN, category=category)
        parts.append(_sum(name, _ids(own), own.value, pd.Series(1.0, index=own.index)))
        if own.factor.notna().all():
            cost = cell_id(OPEN_COST, category=category)
            more = {"kind": "amount", "step": float(MILLION)}
            parts.append(_sum(cost, _ids(own), own.value, own.factor, **more))
    return parts


def _basket(amount: int, rows: pd.DataFrame, least: int) -> list[Part]:
    """Return the shares of one amount, their sums, and what they cost."""
    ones = pd.Series(1.0, index=rows.index)
    inner = pd.DataFrame(
        {
            "cell": _ids(rows),
            "value": rows.value.to_numpy(),
            "kind": _SHARE_KIND,
            "printed": rows.value.ge(least).to_numpy(),
            "cost": _CHEAP,
        }
    )
    parts: list[Part] = [(inner, _NO_TERMS, _NO_LIMITS)]
    share = {"kind": _SHARE_KIND, "cost": _CHEAP}
    money = {"kind": "amount", "cost": _CHEAP}
    for category, own in rows.groupby("category", sort=True):
        sides = {"amount": amount, "category": category}
        parts.append(_sum(cell_id(SHARES, **sides), _ids(own), own.value, ones[own.index], **share))
        parts.append(_sum(cell_id(SHARES_COST, **sides), _ids(own), own.value, own.factor, **money))
    parts.append(_sum(cell_id(SHARES, amount=amount), _ids(rows), rows.value, ones, **share))
    cost = cell_id(SHARES_COST, amount=amount)
    parts.append(_sum(cost, _ids(rows), rows.value, rows.factor, **money))
    return parts


def _sum(name: str, cells: list[str], values: pd.Series, factors: pd.Series, **more: Any) -> Part:
    """Return the tie «this cell is the sum of those»."""
    frame = pd.DataFrame({"cell": [name], "value": [float((values * factors).sum())]})
    terms = pd.DataFrame(
        {"relation": f"{name} = Σ", "cell": [*cells, name], "factor": [*factors, -1.0]}
    )
    return frame.assign(height=1, **more), terms, _NO_LIMITS


def _with_defaults(frame: pd.DataFrame) -> pd.DataFrame:
    usual = {name: value for name, value in DEFAULTS.items() if name not in frame}
    return frame.assign(**usual)[list(CELL_COLUMNS)]


def _no_more(
    rows: pd.DataFrame, than: Callable[[Any], str], there: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the ties «no more than»: of each row to the cell that `than` names, if it is there."""
    most = pd.Series(there.value.to_numpy(), index=there.cell)
    pairs = [
        (own, other)
        for own, other, value in zip(
            _ids(rows), map(than, rows.itertuples(index=False)), rows.value, strict=True
        )
        if other in most.index and value <= most[other]
    ]
    relation = [f"{own} ≤ {other}" for own, other in pairs]
    terms = pd.concat(
        pd.DataFrame({"relation": relation, "cell": [pair[at] for pair in pairs], "factor": factor})
        for at, factor in ((0, -1.0), (1, 1.0))
    )
    return terms, pd.DataFrame({"relation": relation, "low": 0.0, "high": np.inf})
