"""What was received and where it went, adding up with the ledger to the đồng."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from needs.network.giving import RECEIVED
from needs.network.network import DonorNetwork

TRANSPARENCY_COLUMNS = (
    *("lot_id", "giver", "donor_id", "donor", "category", "commune_code", "commune", "period"),
    *("lot_state", "counted", "lot_children", "places", "lot_quantity", "unit", "value_vnd"),
    *("since", "evidence", "basis"),
)
#: By what the list is summed; each sum is checked against the ledger.
SUMMED = ("lot_state", "category", "commune_code", "period")
RECONCILED_COLUMNS = ("summed_by", "summed", "ledger_vnd", "listed_vnd", "unpriced", "agrees")


def transparency(network: DonorNetwork, *, period: str | None = None) -> pd.DataFrame:
    """Return what was received and where it went: donor, category, commune, units, đồng, evidence.

    Parameters
    ----------
    network
        `read_network`.
    period
        Only this year; None: all.

    Returns
    -------
    DataFrame
        `TRANSPARENCY_COLUMNS`: one row for each lot that was delivered or confirmed, two where it
        was co-funded; for the office's own use: names and evidence as they are.
    """
    rows = network.given[network.given["lot_state"].isin(RECEIVED)]
    if period is not None:
        rows = rows[rows["period"] == period]
    return rows[list(TRANSPARENCY_COLUMNS)].sort_values(["lot_id", "giver"], ignore_index=True)


def reconciled(
    lots: pd.DataFrame, rows: pd.DataFrame, row_of: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Compare the sums of the list with those of the ledger, by state, category, commune and year.

    Parameters
    ----------
    lots
        `needs.commitments.commitments`: the ledger, read anew.
    rows
        `transparency` or `in_public` of all years.
    row_of
        `PublicList.row_of`: the ledger is then summed by what the published rows say of its lots
        (nothing else may be published beside them). A lot that stands in no row does not agree.

    Returns
    -------
    DataFrame
        `RECONCILED_COLUMNS`: what is summed by and which, đồng on the ledger, đồng on the list,
        lots without a value, whether both agree.
    """
    ledger = lots.rename(columns={"state": "lot_state"})
    ledger = ledger[ledger["lot_state"].isin(RECEIVED)]
    listed = rows.assign(commune_code=rows["commune_code"].fillna(rows["commune"]))
    if row_of is not None:
        said = listed.drop_duplicates("lot_id").set_index("lot_id")
        at = ledger["lot_id"].map(dict(row_of))
        ledger = ledger.assign(**{name: at.map(said[name]).fillna("") for name in SUMMED})
    found = []
    for column in SUMMED:
        theirs = ledger.groupby(column)["value_vnd"].sum()
        ours = listed.groupby(column)["value_vnd"].sum()
        unpriced = ledger["value_vnd"].isna().groupby(ledger[column]).sum()
        for name in sorted(set(theirs.index) | set(ours.index)):
            on_ledger, on_list = int(theirs.get(name, 0)), int(ours.get(name, 0))
            missing = int(unpriced.get(name, 0))
            found.append((column, str(name), on_ledger, on_list, missing, on_ledger == on_list))
    frame = pd.DataFrame(found, columns=list(RECONCILED_COLUMNS))
    counts = dict.fromkeys(("ledger_vnd", "listed_vnd", "unpriced"), "Int64")
    return frame.astype(counts | {"agrees": "bool"})
