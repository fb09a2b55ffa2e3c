"""Places that a decision names although no list of communes is here: poor districts, communes."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from needs.errors import FaultCollector
from needs.tables.reference import dates, present, read_reference

POOR_DISTRICTS = Path("reference") / "poor_districts.csv"
NAMED_COMMUNES = Path("reference") / "named_communes.csv"

_OF_BOTH = ("province_code", "province", "district_code", "district", "decision", "source")
_OF_COMMUNES = ("commune_code", "commune", "edition", "named_as_vi", "named_as_en")


def read_poor_districts(root: Path, province: str) -> pd.DataFrame:
    """Return the districts of a province that a decision calls poor.

    Returns
    -------
    DataFrame
        district_code, district, decision, valid_from, valid_to (days), source; by code. No rows
        where none is on record: that says nothing of the province.
    """
    return _read(root / POOR_DISTRICTS, (), province, "district_code")


def read_named_communes(root: Path, province: str) -> pd.DataFrame:
    """Return the communes of a province that a decision names, apart from any list of zones.

    Returns
    -------
    DataFrame
        commune_code, commune, edition, district_code, district, named_as_vi, named_as_en,
        decision, valid_from, valid_to (days), source; by code.
    """
    return _read(root / NAMED_COMMUNES, _OF_COMMUNES, province, "commune_code")


def _read(path: Path, more: tuple[str, ...], province: str, order: str) -> pd.DataFrame:
    columns = (*_OF_BOTH, *more, "valid_from", "valid_to")
    if not path.is_file():
        return pd.DataFrame({name: pd.Series(dtype="str") for name in columns})
    frame = read_reference(path, columns=columns)
    faults = FaultCollector(path.name)
    present(frame, columns, faults)
    for column in ("valid_from", "valid_to"):
        frame[column] = dates(frame, column, faults)
    faults.raise_if_any()
    own = frame[frame.province == province]
    return own.sort_values(order).reset_index(drop=True)
