"""Which cells may not be shown as they are: small counts, almost all of a number, single givers.

Threshold rule, its complement and dominance rule as in the literature (Hundepool et al. 2012,
«Statistical Disclosure Control», chapters 4 and 5; Willenborg, de Waal 2001). Of each such cell a
range is asked for that has to stay possible for a reader who knows all that is shown:

- a small count: from 0 to the threshold, so that nobody can tell that it lies below it;
- almost all of a known number: as far from that number, on the other side;
- an amount: so far below and above itself, as a share, as the profile says.

None is harmless by itself: nobody can be recognised among none (zero = "shown"). That *all* of a
known number are meant is not: something is then known of each of them, and so is that none is.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from needs.disclosure.cells import Cells
from needs.programmes.disclosure import Disclosure

#: Why a cell may not be shown.
SMALL, ALMOST_ALL, ZERO, FEW_GIVERS, LARGEST_GIVER = (
    "small_count",
    "almost_all",
    "zero",
    "few_givers",
    "largest_giver",
)
RULES = (SMALL, ALMOST_ALL, ZERO, FEW_GIVERS, LARGEST_GIVER)
NEED_COLUMNS = ("cell", "rule", "need_low", "need_high")


def sensitive(cells: Cells, rules: Disclosure) -> pd.DataFrame:
    """Return the cells that may not be shown, and the range that has to stay possible for each.

    Cells that no table prints are judged too: they can be worked out like any other.

    Parameters
    ----------
    cells
        Counts, amounts, rates. Rates are judged by their counts.
    rules
        The profile's.

    Returns
    -------
    pd.DataFrame
        `cell`, `rule`, `need_low`, `need_high`, by cell.
    """
    frame = cells.frame
    value, of = cells.column("value"), cells.column("of")
    low, high = cells.column("low"), cells.column("high")
    count, amount = (frame.kind == "count").to_numpy(), (frame.kind == "amount").to_numpy()
    rest = np.where(np.isnan(of), np.inf, of - value)
    rule = np.full(len(frame), "", dtype=object)
    rule[amount & (value > 0) & (cells.column("largest") > rules.amounts.largest_share * value)] = (
        LARGEST_GIVER
    )
    rule[amount & (value > 0) & (cells.column("givers") < rules.amounts.least_givers)] = FEW_GIVERS
    almost = count & rules.complement & (rest < rules.threshold) & (of > 0)
    rule[almost] = ALMOST_ALL
    if rules.zero == "hidden":
        rule[count & (value == 0) & ~almost] = ZERO
    small = count & (value > 0) & (value < rules.threshold)
    rule[small & ~almost] = SMALL
    both = small & almost
    near = rules.amounts.uncertain * value
    need_low = np.where(amount, value - near, np.where(almost & ~small, of - rules.threshold, 0.0))
    need_high = np.where(amount, value + near, np.where(almost & ~small, of, rules.threshold))
    need_high = np.where(both, of, need_high)
    # The next number that it can be to a reader: what comes in packages, a package more.
    packages = np.ceil((need_high - value) / cells.grain)
    need_high = np.where(count & (cells.grain > 1), value + cells.grain * packages, need_high)
    found = pd.DataFrame(
        {
            "cell": frame.cell,
            "rule": rule,
            # What everybody knows beforehand cannot be made doubtful.
            "need_low": np.minimum(np.maximum(need_low, low), value),
            "need_high": np.maximum(np.minimum(need_high, high), value),
        }
    )
    return found[found.rule != ""].reset_index(drop=True)
