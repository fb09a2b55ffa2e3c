"""Children whom each State scheme serves, and what the State pays for them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from needs.entitlements.exclusion import exclusion_class
from needs.entitlements.schemes import Schemes
from needs.entitlements.shares import scheme_shares
from needs.people import Assumptions
from needs.programmes import Programme
from needs.tables import table, weakest_basis

#: Words of the column `status`.
COMPUTED, NOT_KNOWN, EXCLUDED = "computed", "not_known", "excluded"

_COLUMNS = list(table("entitlements").columns)


def entitled_children(
    programme: Programme,
    need: pd.DataFrame,
    schemes: Schemes,
    assumptions: Assumptions,
    *,
    attributes: pd.DataFrame | None = None,
    told: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the children whom State schemes serve (table `entitlements`).

    Of the schemes that a child cannot draw together the one that pays most in a year goes first;
    the next is drawn by those who are left, the schemes taken as independent of each other:
    share × Π(1 − shares of those before it). The low and high ends are bounds: all that the
    others can take is taken, or nothing that they need not.

    Parameters
    ----------
    programme, need, schemes, assumptions, attributes, told
        See `scheme_shares`.

    Returns
    -------
    DataFrame
        One row for each commune, category, age band and scheme that applies there, or may:
        children_entitled with _low and _high (whole children; missing where the eligible children
        are), amount_vnd (đồng a child and month), months, state_paid_vnd (children × amount ×
        months), unconfirmed, status, basis, sources. Status "not_known": whether the scheme
        applies is not known, its children lie between 0 and `_high`, `sources` says what is
        missing («missing:border»); "excluded": others leave nobody to it.

    Raises
    ------
    InputFaults
        See `scheme_shares`.
    """
    shares = scheme_shares(programme, need, schemes, assumptions, attributes=attributes, told=told)
    return entitled_of(shares, schemes)


def entitled_of(shares: pd.DataFrame, schemes: Schemes) -> pd.DataFrame:
    """Return the table `entitlements` made of `scheme_shares`."""
    if shares.empty:
        return pd.DataFrame(columns=_COLUMNS)
    rows = drawn_shares(shares, schemes)
    not_known = rows.missing.notna()
    known = rows.children_eligible.notna()
    ends = {end: rows[f"children_eligible{end}"].astype("float64") for end in ("", "_low", "_high")}
    middle = _whole_together(ends[""] * rows.drawn, rows)
    rows["children_entitled"] = middle.mask(not_known)
    rows["children_entitled_low"] = rounded_down(ends["_low"] * rows.drawn_low)
    rows["children_entitled_high"] = rounded_up(ends["_high"] * rows.drawn_high)
    of = {name: schemes[name] for name in rows.scheme.unique()}
    rows["amount_vnd"] = rows.scheme.map({name: one.amount_vnd for name, one in of.items()})
    rows["months"] = rows.scheme.map({name: one.months for name, one in of.items()})
    rows["state_paid_vnd"] = rows.children_entitled * rows.amount_vnd * rows.months
    rows["unconfirmed"] = rows.scheme.map(
        {name: one.unconfirmed is not None for name, one in of.items()}
    )
    nothing_left = (rows.share > 0) & (rows.drawn == 0)
    rows["status"] = np.select([not_known, nothing_left], [NOT_KNOWN, EXCLUDED], COMPUTED)
    rows["basis"] = [
        weakest_basis(eligible, share) if there else "assumption"
        for eligible, share, there in zip(rows.eligible_basis, rows.share_basis, known, strict=True)
    ]
    rows["sources"] = [
        sources if pd.isna(missing) else f"{sources}; missing:{missing}"
        for sources, missing in zip(rows.share_sources, rows.missing, strict=True)
    ]
    return rows[_COLUMNS].sort_values(
        ["commune_code", "category", "age_band", "scheme"], ignore_index=True
    )


def drawn_shares(shares: pd.DataFrame, schemes: Schemes) -> pd.DataFrame:
    """Add to each share what is drawn once the schemes of its kind that pay more have gone first.

    Returns
    -------
    DataFrame
        The rows in the order in which they are drawn, with kind (label of the schemes that
        exclude each other), drawn, drawn_low, drawn_high (0–1, of all children of the band).
    """
    rows = shares.copy()
    rows["kind"] = rows.scheme.map({name: exclusion_class(one) for name, one in schemes.items()})
    rows["paid"] = rows.scheme.map({name: one.paid_a_year for name, one in schemes.items()})
    band = ["commune_code", "category", "band_order", "kind"]
    rows = rows.sort_values(
        [*band, "paid", "scheme"], ascending=[True] * 4 + [False, True], ignore_index=True
    )
    keys = [rows[name] for name in band]
    left = (1 - rows.share).groupby(keys).cumprod().groupby(keys).shift(fill_value=1.0)
    rows["drawn"] = rows.share * left
    taken_at_most = rows.share_high.groupby(keys).cumsum() - rows.share_high
    rows["drawn_low"] = (rows.share_low - taken_at_most).clip(lower=0)
    taken_at_least = rows.share_low.groupby(keys).cummax().groupby(keys).shift(fill_value=0.0)
    rows["drawn_high"] = np.minimum(rows.share_high, 1 - taken_at_least)
    return rows.drop(columns="paid")


def _whole_together(children: pd.Series, rows: pd.DataFrame) -> pd.Series:
    """Round to whole children that add up, over a commune's bands and schemes of one kind.

    Rounded one by one, schemes that exclude each other could serve a child twice.
    """
    keys = [rows[name] for name in ("commune_code", "category", "kind")]
    up_to = half_up(children.fillna(0).groupby(keys).cumsum())
    before = up_to.groupby(keys).shift(fill_value=0)
    return (up_to - before).mask(children.isna())


def half_up(children: pd.Series) -> pd.Series:
    """Round to whole children, half a child upwards; missing stays missing."""
    return _whole(np.floor(children.round(_EXACT) + 0.5))


def rounded_down(children: pd.Series) -> pd.Series:
    """Return the whole children that are there at least."""
    return _whole(np.floor(children.round(_EXACT)))


def rounded_up(children: pd.Series) -> pd.Series:
    """Return the whole children that are there at most."""
    return _whole(np.ceil(children.round(_EXACT)))


#: Decimals of a child kept before rounding: 0.1 × 30 is 3 children, not 3.0000000000000004.
_EXACT = 6


def _whole(children: pd.Series) -> pd.Series:
    return children.astype("Int64")
