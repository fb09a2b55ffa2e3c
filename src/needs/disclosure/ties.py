"""Figures worked out from one another: what one of them tells of the next.

An amount that is a count times a public price gives the count away; so does a rate of a known
number, and bounds that stand beside a figure.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from needs.disclosure.cells import Cells, cells_of


def tied(cells: Cells, pairs: pd.DataFrame) -> Cells:
    """Return the cells with a cell tied to a multiple of another: amount = price × count.

    Parameters
    ----------
    cells
        Holds `of` of each pair. A cell that is not there yet is made.
    pairs
        `cell`, `of` (a cell), `factor`; for new cells also `kind` (amount if not given), `step` and
        `printed`. Pairs whose `of` is not there are left out.
    """
    there = pairs[pairs.of.isin(cells.frame.cell)]
    known = cells.frame.set_index("cell").loc[there.of]
    new = pd.DataFrame(
        {
            "cell": there.cell.to_numpy(),
            "value": known.value.to_numpy() * there.factor.to_numpy(dtype=np.float64),
            "height": known.height.to_numpy(),
            "kind": there["kind"].to_numpy() if "kind" in there else "amount",
            "step": there["step"].to_numpy() if "step" in there else 0.0,
            "printed": there["printed"].to_numpy() if "printed" in there else True,
        }
    )
    new = new[~new.cell.isin(cells.frame.cell)]
    relation = (there.cell + " = × " + there.of).to_numpy()
    factors = there.factor.to_numpy(dtype=np.float64)
    terms = pd.DataFrame(
        {
            "relation": np.concatenate([relation, relation]),
            "cell": np.concatenate([there.cell, there.of]),
            "factor": np.concatenate([-np.ones(len(there)), factors]),
        }
    )
    return _with(cells, new, terms, None)


def rates(cells: Cells, shown: pd.DataFrame) -> Cells:
    """Return the cells with rates of known numbers: rate = count ÷ number.

    Parameters
    ----------
    cells
        Holds the counts.
    shown
        `cell` (the new rate, 0–1), `of` (the count), `number` (known to everybody, above 0),
        `step` (0.01: whole per cent).
    """
    pairs = shown.assign(factor=1 / shown.number.astype("float64"), kind="rate")
    return tied(cells, pairs)


def between(cells: Cells, bounds: pd.DataFrame) -> Cells:
    """Return the cells with published bounds: low ≤ value ≤ high.

    Parameters
    ----------
    cells
        Holds all three.
    bounds
        `low`, `cell`, `high`: ids of cells.
    """
    parts = [
        pd.DataFrame({"less": bounds.low, "more": bounds.cell}),
        pd.DataFrame({"less": bounds.cell, "more": bounds.high}),
    ]
    steps = pd.concat(parts, ignore_index=True)
    relation = (steps.less + " ≤ " + steps.more).to_numpy()
    terms = pd.DataFrame(
        {
            "relation": np.concatenate([relation, relation]),
            "cell": np.concatenate([steps.less, steps.more]),
            "factor": np.concatenate([-np.ones(len(steps)), np.ones(len(steps))]),
        }
    )
    limits = pd.DataFrame({"relation": relation, "low": 0.0, "high": np.inf})
    return _with(cells, cells.frame.iloc[:0], terms, limits)


def _with(
    cells: Cells, new: pd.DataFrame, terms: pd.DataFrame, limits: pd.DataFrame | None
) -> Cells:
    bounds = cells.limits if limits is None else pd.concat([cells.limits, limits])
    usual = cells_of(new).frame if len(new) else new
    frames = [frame for frame in (cells.frame, usual) if len(frame)]
    return cells_of(
        pd.concat(frames) if frames else cells.frame,
        pd.concat([cells.terms, terms]),
        bounds.drop_duplicates("relation"),
    )
