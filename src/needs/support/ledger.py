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
        Names the file (`inputs.support_ledger`), the categories and the kinds of places.
    communes
        All communes of the province, with district and zone.

    Raises
    ------
    InputFaults
        With every entry that names an unknown commune, category or kind of place, lacks a donor,
        a period, a number of children (of places: units) or a basis, or is entered twice.
    """
    path = root / programme.inputs.support_ledger
    ledger = read_reference(path, columns=_COLUMNS)
    faults = FaultCollector(programme.inputs.support_ledger)
    counted = ("children", "units", "amount_vnd")
    present(ledger, [name for name in _COLUMNS if name not in counted], faults)
    facilities = [facility.id for facility in programme.facilities]
    of_places = ledger.category.isin(facilities)
    present(ledger[~of_places], ["children"], faults)
    present(ledger[of_places], ["units"], faults)
    ledger["children"] = ledger.children.mask(of_places & ledger.children.isna(), "0")
    one_of(ledger, "commune_code", communes.commune_code, faults)
    categories = [category.id for category in programme.categories]
    one_of(ledger, "category", [*categories, *facilities], faults)
    one_of(ledger, "basis", BASES, faults)
    codes(ledger, "period", faults, digits=4)
    unique(ledger, ["commune_code", "category", "donor_id", "period"], faults)
    for column in counted:
        ledger[column] = whole_numbers(ledger, column, faults)
    faults.raise_if_any()
    place = communes[["commune_code", "commune", "district_code", "district", "zone"]]
    return ledger[list(_COLUMNS)].merge(place, on="commune_code", validate="many_to_one")


def in_period(ledger: pd.DataFrame, period: str) -> pd.DataFrame:
    """Return the entries of one period: support of another year covers nobody this year."""
    return ledger[ledger.period == period]
