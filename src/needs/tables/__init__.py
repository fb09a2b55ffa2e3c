"""One schema per table, in one place."""

import pandas as pd

from needs.tables.column import ALL, BASES, ZONES, Column
from needs.tables.columns import COLUMNS
from needs.tables.rows import rows_of
from needs.tables.schema import CELL, PLACE, Table
from needs.tables.schemas import TABLES, table
from needs.tables.store import read_table, write_tables

__all__ = [
    "ALL",
    "BASES",
    "CELL",
    "COLUMNS",
    "PLACE",
    "TABLES",
    "ZONES",
    "Column",
    "Table",
    "read_table",
    "rows_of",
    "table",
    "weakest_basis",
    "weakest_known_basis",
    "write_tables",
]


def weakest_basis(*bases: str | None) -> str:
    """Return the weakest of several bases: what a figure made of them rests on."""
    known = [basis for basis in bases if basis is not None]
    return max(known, key=BASES.index)


def weakest_known_basis(bases: pd.Series) -> object:
    """Return the weakest basis of a column; missing where one of them is."""
    return pd.NA if bases.isna().any() else weakest_basis(*bases)
