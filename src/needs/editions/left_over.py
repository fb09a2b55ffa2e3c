"""What an amount of the basket leaves over tells: that nowhere a whole package was open any more.

Who reads that an amount is given in single shares though it pays a package, or that it leaves more
than the price of one, knows that less than a package is open in every place. Together with what
lacks there (which the public edition says) and the size of a package, each is known to the child.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from needs.assessment import Assessment
from needs.programmes import Programme
from needs.programmes.disclosure import Disclosure
from needs.tables import CELL


def telling_nothing_more(
    assessment: Assessment, lots: Mapping[int, pd.DataFrame], rules: Disclosure
) -> dict[int, pd.DataFrame]:
    """Return the amounts of a basket whose figures do not tell that packages are used up.

    Only where few children are open in some place does it matter: elsewhere all amounts are told.

    Parameters
    ----------
    assessment
        With the table `open_needs`.
    lots
        Amount → lots of the basket.
    rules
        From how many children on a count is shown.
    """
    found = assessment.open_needs
    known = found[found.children_open.fillna(0) > 0]
    if "counted" in known:
        known = known[known.counted == "children"]
    few = set(known.category[known.children_open < rules.threshold])
    cells = known[known.category.isin(few)]
    return {
        amount: own
        for amount, own in lots.items()
        if not _used_up(assessment.programme, cells, amount, own)
    }


def _used_up(programme: Programme, cells: pd.DataFrame, amount: int, lots: pd.DataFrame) -> bool:
    """Tell whether an amount's figures say that no place in a kind has a whole package open."""
    if cells.empty or lots.empty:
        return False
    units = cells.category.map(lambda name: programme.category(name).package_units)
    children = cells.category.map(lambda name: programme.category(name).package_children)
    price = (cells.unit_price_vnd * units).astype("Float64").to_numpy(np.float64, na_value=np.inf)
    # In single shares only what no package fits is given: it tells of all that was open before.
    single = single_shares(programme, lots)
    given = lots.groupby(CELL).children_reached.sum() * (0 if single else 1)
    reached = given.reindex(pd.MultiIndex.from_frame(cells[CELL])).fillna(0).to_numpy(np.float64)
    still = cells.children_open.to_numpy(np.float64) - reached
    payable = price <= (amount if single else amount - int(lots.cost_vnd.sum()))
    # Where one fits and is payable all the same, something else held it back: nobody can tell.
    fits = payable & (still >= children.to_numpy(np.float64))
    by_kind = pd.DataFrame({"kind": cells.category.to_numpy(), "payable": payable, "fits": fits})
    told = by_kind.groupby("kind")[["payable", "fits"]].any()
    return bool((told.payable & ~told.fits).any())


def single_shares(programme: Programme, lots: Any) -> bool:
    """Tell whether lots are of single shares instead of the categories' packages."""
    units = lots.category.map(lambda name: programme.category(name).package_units)
    return bool((lots.quantity != lots.packages * units).any())
