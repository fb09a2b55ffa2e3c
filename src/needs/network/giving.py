"""What donors have done: each lot of the ledger, parted among those who paid for it."""

from __future__ import annotations

import pandas as pd

from needs.commitments.states import ACCEPTED, CONFIRMED, DELIVERED, OFFERED
from needs.tables import weakest_basis

#: What was really received: handed over, and confirmed on the spot.
RECEIVED = (DELIVERED, CONFIRMED)
#: Stands for a donor who did not agree to be named; the table's own word, whatever the language.
NOT_NAMED = "not-named"
#: Stands for several donors whose gifts are published as one row.
JOINED = "joined"
GIVEN_COLUMNS = (
    *("lot_id", "donor_id", "donor", "giver", "lot_state", "commune_code", "commune"),
    *("category", "period", "counted", "lot_children", "places", "lot_quantity", "unit"),
    *("value_vnd", "at", "since", "evidence", "basis"),
)
_COUNTS = ("lot_children", "places", "lot_quantity", "value_vnd")
_KEY = ["donor_id", "period"]


def gifts_given(lots: pd.DataFrame) -> pd.DataFrame:
    """Return what each donor gives of each lot; its parts add up to its value, to the đồng.

    A co-funded lot has two rows: the partner gives the đồng that the ledger says (never more than
    the lot is worth), the main donor the rest. Children, places and quantity stand with the main
    donor alone, so that nobody is counted twice. Where a lot's value is not known, neither part is.

    Parameters
    ----------
    lots
        `needs.commitments.commitments`: every lot as it stands.

    Returns
    -------
    DataFrame
        `GIVEN_COLUMNS`, by lot and giver ("main", "partner").
    """
    named = lots.rename(
        columns={"state": "lot_state", "children": "lot_children", "quantity": "lot_quantity"}
    )
    shared = named["partner_id"].fillna("") != ""
    # A value told anew at delivery may fall below what the partner had promised.
    worth = named["value_vnd"].astype("Int64")
    paid = named["partner_taken"].astype("Int64").where(shared, 0)
    paid = paid.mask(paid > worth, worth).mask(worth.isna())
    main = named.assign(giver="main", value_vnd=worth - paid)
    other = named.assign(
        giver="partner",
        donor_id=named["partner_id"],
        donor=named["partner"],
        value_vnd=paid,
        lot_children=0,
        places=0,
        lot_quantity=0,
    )[shared]
    given = pd.concat([main, other], ignore_index=True)[list(GIVEN_COLUMNS)]
    given = given.astype(dict.fromkeys(_COUNTS, "Int64"))
    return given.sort_values(["lot_id", "giver"], ignore_index=True)


def donor_history(given: pd.DataFrame) -> pd.DataFrame:
    """Return what each donor did in each year, by state of the lots.

    Parameters
    ----------
    given
        `gifts_given`.

    Returns
    -------
    DataFrame
        donor_id, donor, period, lot_state; lots, communes_served, lot_children, places, value_vnd
        (đồng, of the lots whose value is known), unpriced (how many are not), basis.
    """
    rows = given.groupby([*_KEY, "lot_state"], as_index=False, sort=True).agg(
        donor=("donor", "last"),
        lots=("lot_id", "nunique"),
        communes_served=("commune_code", "nunique"),
        lot_children=("lot_children", "sum"),
        places=("places", "sum"),
        value_vnd=("value_vnd", "sum"),
        unpriced=("value_vnd", lambda values: int(values.isna().sum())),
        basis=("basis", lambda bases: weakest_basis(*bases)),
    )
    counted = ("lots", "communes_served", "lot_children", "places", "value_vnd", "unpriced")
    return rows.astype(dict.fromkeys(counted, "Int64"))


def history_of_donors(given: pd.DataFrame, *, period: str) -> pd.DataFrame:
    """Return what each donor has done up to a year, one row each.

    Parameters
    ----------
    given
        `gifts_given`.
    period
        The year that is looked at; later years are left out.

    Returns
    -------
    DataFrame
        Index donor_id: donor, first_given and last_given (years with something received; missing:
        none), received_vnd (all years), confirmed_vnd and confirmed_children (of the year),
        unpriced (confirmed lots of the year without a value), years_in_a_row (years up to this one
        without a gap in which something was confirmed), promised (lots of the year that were
        offered or accepted and not yet received).
    """
    upto = given[given["period"] <= period]
    received = upto[upto["lot_state"].isin(RECEIVED)]
    confirmed = upto[(upto["lot_state"] == CONFIRMED) & (upto["period"] == period)]
    open_now = upto[upto["lot_state"].isin((OFFERED, ACCEPTED)) & (upto["period"] == period)]
    donors = upto.sort_values(["period", "lot_id"]).groupby("donor_id").agg(donor=("donor", "last"))
    by_donor = received.groupby("donor_id")
    of_year = confirmed.groupby("donor_id")
    confirmed_ever = upto[upto["lot_state"] == CONFIRMED]
    years = {
        donor_id: {int(year) for year in own}
        for donor_id, own in confirmed_ever.groupby("donor_id")["period"]
    }
    in_a_row = pd.Series({name: _unbroken(own, int(period)) for name, own in years.items()})
    columns = {
        "first_given": by_donor["period"].min().astype("Int64"),
        "last_given": by_donor["period"].max().astype("Int64"),
        "received_vnd": by_donor["value_vnd"].sum(),
        "confirmed_vnd": of_year["value_vnd"].sum(),
        "confirmed_children": of_year["lot_children"].sum(),
        "unpriced": of_year["value_vnd"].agg(lambda values: int(values.isna().sum())),
        "years_in_a_row": in_a_row,
        "promised": open_now.groupby("donor_id")["lot_id"].nunique(),
    }
    history = donors.assign(
        **{name: values.reindex(donors.index) for name, values in columns.items()}
    )
    # Nothing on the ledger is nothing given: the ledger is where gifts are written.
    counts = {name: 0 for name in columns if name not in ("first_given", "last_given")}
    history = history.fillna(counts)
    return history.astype(dict.fromkeys(columns, "Int64")).sort_index()


def _unbroken(years: set[int], last: int) -> int:
    count = 0
    while last - count in years:
        count += 1
    return count
