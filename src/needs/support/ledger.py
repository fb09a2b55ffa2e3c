"""The ledger of support already given or pledged: who gives what, where, to how many children."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from needs.errors import FaultCollector
from needs.programmes import Programme
from needs.tables import BASES
from needs.tables.reference import codes, one_of, present, read_reference, unique, whole_numbers

_COLUMNS = (
    "commune_code",
    "category",
    "donor_id",
    "donor",
    "period",
    "children",
    "units",
    "amount_vnd",
    "basis",
    "source",
)


def read_ledger(programme: Programme, communes: pd.DataFrame, root: Path) -> pd.DataFrame:
    """Read the ledger of a programme (table `support`).

    Parameters
    ----------
    programme
        Names the file (`inputs.support_ledger`) and the categories.
    communes
        All communes of the province, with district and zone.

    Raises
    ------
    InputFaults
        With every entry that names an unknown commune or category, lacks a donor, a period, a
        number of children or a basis, or is entered twice.
    """
    path = root / programme.inputs.support_ledger
    ledger = read_reference(path, columns=_COLUMNS)
    faults = FaultCollector(programme.inputs.support_ledger)
    present(ledger, [name for name in _COLUMNS if name not in ("units", "amount_vnd")], faults)
    one_of(ledger, "commune_code", communes.commune_code, faults)
    one_of(ledger, "category", [category.id for category in programme.categories], faults)
    one_of(ledger, "basis", BASES, faults)
    codes(ledger, "period", faults, digits=4)
    unique(ledger, ["commune_code", "category", "donor_id", "period"], faults)
    for column in ("children", "units", "amount_vnd"):
        ledger[column] = whole_numbers(ledger, column, faults)
    faults.raise_if_any()
    place = communes[["commune_code", "commune", "district_code", "district", "zone"]]
    return ledger[list(_COLUMNS)].merge(place, on="commune_code", validate="many_to_one")


def in_period(ledger: pd.DataFrame, period: str) -> pd.DataFrame:
    """Return the entries of one period: support of another year covers nobody this year."""
    return ledger[ledger.period == period]
