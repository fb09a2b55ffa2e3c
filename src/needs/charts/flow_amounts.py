"""Which donor pays for which category in which district: amounts that add up to the proposal."""

from __future__ import annotations

import pandas as pd

#: What stands for the smaller donors, or districts, drawn as one.
OTHERS = "…"
_ENDS = ("donor", "district")


def money_flows(allocation: pd.DataFrame) -> pd.DataFrame:
    """Return who pays how much for what and where, by the amount.

    Who pays the rest of somebody else's packages counts as a donor of that rest.

    Parameters
    ----------
    allocation
        Table `allocation`.

    Returns
    -------
    DataFrame
        donor_id, donor, category, district_code, district, vnd: one row for each donor, category
        and district; the sum of `vnd` is the sum of `cost_vnd` of the lots whose price is known.
    """
    by = ["donor_id", "donor", "category", "district_code", "district"]
    priced = allocation[allocation.cost_vnd.notna()]
    joint = priced[priced.partner_gift != ""]
    every = pd.concat(
        [
            priced.assign(vnd=priced.paid_vnd),
            joint.assign(donor_id=joint.partner_id, donor=joint.partner, vnd=joint.partner_vnd),
        ],
        ignore_index=True,
    )
    sums = every.groupby(by).agg(vnd=("vnd", "sum")).reset_index()
    return sums.loc[sums.vnd > 0].reset_index(drop=True)


def largest_first(flows: pd.DataFrame, end: str, *, most: int) -> pd.DataFrame:
    """Return the donors, or the districts, with their amounts, the largest first.

    Parameters
    ----------
    flows
        As `money_flows` gives.
    end
        "donor" or "district".
    most
        How many rows at most; what is beyond is one row whose key is `OTHERS`.

    Returns
    -------
    DataFrame
        key, name (of `OTHERS`: missing), vnd, stands_for (1; of `OTHERS`: how many).
    """
    key = _key(end)
    sums = flows.groupby([key, end]).agg(vnd=("vnd", "sum")).reset_index()
    rows = sums.sort_values(["vnd", key], ascending=[False, True]).rename(
        columns={key: "key", end: "name"}
    )
    rows["stands_for"] = 1
    if len(rows) <= most:
        return rows.reset_index(drop=True)
    kept, rest = rows.head(most - 1), rows.iloc[most - 1 :]
    others = {"key": OTHERS, "name": pd.NA, "vnd": rest.vnd.sum(), "stands_for": len(rest)}
    return pd.concat([kept, pd.DataFrame([others])], ignore_index=True).astype({"vnd": "Int64"})


def between(flows: pd.DataFrame, end: str, rows: pd.DataFrame) -> dict[tuple[str, str], int]:
    """Return the amount between each drawn donor, or district, and each category.

    Parameters
    ----------
    flows
        As `money_flows` gives.
    end
        "donor" or "district".
    rows
        As `largest_first` gives.

    Returns
    -------
    dict
        (key, category) → VND.
    """
    drawn = set(rows.key)
    keys = flows[_key(end)].map(lambda code: code if code in drawn else OTHERS)
    sums = flows.vnd.groupby([keys, flows.category]).sum()
    pairs = zip(*map(sums.index.get_level_values, (0, 1)), strict=True)
    return {
        (str(key), str(category)): int(vnd)
        for (key, category), vnd in zip(pairs, sums, strict=True)
    }


def _key(end: str) -> str:
    return dict(zip(_ENDS, ("donor_id", "district_code"), strict=True))[end]
