"""The ledger handed on: tables for a spreadsheet, and rows for the ledger of support given."""

from __future__ import annotations

import pandas as pd

from needs.commitments.ledger import Ledger
from needs.commitments.states import CONFIRMED, DELIVERED, state_words
from needs.commitments.table import commitments, entries_table
from needs.tables import weakest_basis

#: Columns of the ledger of support (`needs.support.read_ledger`).
SUPPORT_COLUMNS = (
    *("commune_code", "category", "donor_id", "donor", "period"),
    *("children", "units", "amount_vnd", "basis", "source"),
)
# In a data file, not on a page: one language, as the other sources of the ledger of support.
_SOURCE = "sổ cam kết"


def ledger_tables(ledger: Ledger, *, lang: str = "vi") -> dict[str, pd.DataFrame]:
    """Return the whole ledger as tables of texts and whole numbers, ready for CSV or a workbook.

    Returns
    -------
    dict
        "commitments": every lot as it stands; "entries": every entry. Both with `state_words`, the
        state in the reader's language. No child's pseudonym is in them.
    """
    tables = {"commitments": commitments(ledger), "entries": entries_table(ledger)}
    for frame in tables.values():
        words = [state_words(state, lang=lang) for state in frame["state"]]
        after = list(frame.columns).index("state") + 1
        frame.insert(after, "state_words", pd.Series(words, dtype="str"))
    return tables


def support_rows(ledger: Ledger, *, before: str) -> pd.DataFrame:
    """Return what was delivered in earlier periods, as rows for the ledger of support given.

    Parameters
    ----------
    before
        The period that is being planned. Lots of this period stay out: the plan takes them from
        the ledger of commitments itself, and nothing is counted twice.

    Returns
    -------
    DataFrame
        One row per commune, category, donor and period, as `needs.support.read_ledger` reads it;
        `units` holds the places where places are counted; missing amounts stay missing; the source
        names the lots. A co-funded lot stands under the donor who gives it, with its whole cost.
    """
    lots = commitments(ledger)
    given = lots[lots["state"].isin([DELIVERED, CONFIRMED]) & (lots["period"] < before)]
    # Corrected to nothing: what was never there covers nobody.
    given = given[(given["children"] > 0) | (given["places"] > 0)]
    key = ["commune_code", "category", "donor_id", "period"]
    rows = (
        given.sort_values("lot_id")
        .groupby(key, as_index=False, sort=True)
        .agg(
            donor=("donor", "first"),
            children=("children", "sum"),
            places=("places", "sum"),
            quantity=("quantity", "sum"),
            amount_vnd=("value_vnd", lambda values: values.sum(skipna=False)),
            basis=("basis", lambda bases: weakest_basis(*bases)),
            source=("lot_id", lambda lots: f"{_SOURCE}: {', '.join(lots)}"),
        )
    )
    rows["units"] = rows["quantity"].where(rows["places"] == 0, rows["places"])
    return rows[list(SUPPORT_COLUMNS)]
