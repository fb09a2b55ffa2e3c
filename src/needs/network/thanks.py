"""Who is still to be thanked: what was confirmed and not thanked for."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from needs.commitments.states import CONFIRMED
from needs.network.network import DonorNetwork
from needs.network.words import network_of
from needs.wording import collation_key

THANKS_COLUMNS = (
    *("donor_id", "donor", "donor_kind", "lots_thanked", "communes_served", "categories_given"),
    *("lot_children", "places", "value_vnd", "unpriced", "confirmed_since", "thank_by", "late"),
)


def to_thank(
    network: DonorNetwork, thanked: frozenset[tuple[str, str]], *, on: dt.date
) -> pd.DataFrame:
    """Return who is to be thanked for what, the longest waiting first.

    Only confirmed lots count; both donors of a co-funded lot are thanked, each for his own part.

    Parameters
    ----------
    network
        `read_network`.
    thanked
        `Records.thanked`: donor and lot.
    on
        The day; later than `thank_by` is late.

    Returns
    -------
    DataFrame
        `THANKS_COLUMNS`, one row a donor; `lots_thanked` lists the lots of the ledger,
        `confirmed_since` is the day on which the oldest of them was confirmed.
    """
    rows = network.given[network.given["lot_state"] == CONFIRMED]
    # Corrected to nothing: what was never there is not thanked for.
    rows = rows[(rows["lot_children"] > 0) | (rows["places"] > 0) | (rows["value_vnd"] > 0)]
    pairs = zip(rows["donor_id"], rows["lot_id"], strict=True)
    rows = rows[pd.Series([pair not in thanked for pair in pairs], index=rows.index, dtype="bool")]
    days = dt.timedelta(days=int(network_of(network.programme).thanks.within_days.value))
    kinds = dict(zip(network.known["donor_id"], network.known["donor_kind"], strict=True))
    found = []
    for donor_id, own in rows.groupby("donor_id"):
        first = dt.date.fromisoformat(str(own["since"].min()))
        found.append(
            {
                "donor_id": donor_id,
                "donor": own["donor"].iloc[0],
                "donor_kind": kinds.get(str(donor_id), ""),
                "lots_thanked": tuple(sorted(own["lot_id"])),
                "communes_served": own["commune_code"].nunique(),
                "categories_given": tuple(sorted(set(own["category"]))),
                "lot_children": own["lot_children"].sum(),
                "places": own["places"].sum(),
                "value_vnd": own["value_vnd"].sum(),
                "unpriced": int(own["value_vnd"].isna().sum()),
                "confirmed_since": first.isoformat(),
                "thank_by": (first + days).isoformat(),
                "late": on > first + days,
            }
        )
    found.sort(key=lambda row: (row["thank_by"], collation_key(row["donor"]), row["donor_id"]))
    frame = pd.DataFrame(found, columns=list(THANKS_COLUMNS))
    counts = ("communes_served", "lot_children", "places", "value_vnd", "unpriced")
    return frame.astype(dict.fromkeys(counts, "Int64") | {"late": "bool"})
