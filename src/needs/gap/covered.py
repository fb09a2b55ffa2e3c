"""Who is covered already: the State's children and the donors', together."""

from __future__ import annotations

import pandas as pd

from needs.support import Known, covered_children, with_state
from needs.tables import CELL

_COVERED = ["covered_low", "covered_point", "covered_high"]
#: The State's children: middle, ends, and what counts at the two ends of the gap.
STATE = ["state_children", "state_low", "state_high", "state_at_low_gap", "state_at_high_gap"]


def covered(
    support: pd.DataFrame,
    cells: pd.DataFrame,
    *,
    state: pd.DataFrame | None = None,
    known: Known | None = None,
) -> pd.DataFrame:
    """Return the children covered in each cell by the State, by donors, and by both.

    Parameters
    ----------
    support
        Ledger entries of the period.
    cells
        One row for each commune and category: the key, children_eligible, children_eligible_high.
    state
        commune_code, category, the columns of `STATE` (children; `entitlements.state_cover`),
        state_basis; a cell without a row has no scheme. None: no scheme counts.
    known
        What is known of the overlap of sources in this period.

    Returns
    -------
    DataFrame
        The columns of `support.with_state`, state_basis (missing where no scheme counts), and
        covered_at_low_gap, covered_at_high_gap: the most and the fewest covered among as many
        children as the ends of the gap count.
    """
    donors = covered_children(support, cells, key=CELL, known=known)
    if state is None:
        none = pd.DataFrame({name: pd.Series(dtype="str") for name in CELL})
        state = none.assign(
            **dict.fromkeys(STATE, pd.Series(dtype="Int64")), state_basis=pd.Series(dtype="str")
        )
    both = with_state(donors, state, cells, key=CELL)
    # A commune that counted each child once counted the State's children with all others.
    once = both.counted_once
    for name, all_together in zip(
        (*_COVERED, *STATE[:3]), ("low", "point", "high", "point", "low", "high"), strict=True
    ):
        told = f"donors_{all_together}"
        inside = both[[name, told]].min(axis=1, skipna=False) if name in STATE else both[told]
        both[name] = both[name].mask(once, inside.astype("Int64"))
    more = [*CELL, "state_basis", "state_at_low_gap", "state_at_high_gap"]
    both = both.merge(state[more], on=CELL, how="left", validate="one_to_one")
    return _at_the_ends(both, once)


def _at_the_ends(both: pd.DataFrame, once: pd.Series) -> pd.DataFrame:
    """Add who is covered at each end of the gap; donors' numbers are the same at both."""
    no_scheme = both.state_basis.isna() | once
    at_low = both.state_at_low_gap.astype("Int64") + both.donors_high
    at_high = both[["state_at_high_gap", "donors_low"]].astype("Int64").max(axis=1, skipna=False)
    both["covered_at_low_gap"] = at_low.mask(no_scheme, both.covered_high)
    both["covered_at_high_gap"] = at_high.mask(no_scheme, both.covered_low)
    return both
