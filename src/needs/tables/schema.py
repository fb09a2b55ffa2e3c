"""A table's schema: columns, key, types; checked before a table is used or written."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pandera.errors
import pandera.pandas as pa
from pandas.api.types import is_numeric_dtype

from needs.errors import FaultCollector
from needs.tables.column import Column
from needs.tables.columns import COLUMNS
from needs.wording import typed

_DTYPES = {
    "text": "str",
    "code": "str",
    "count": "Int64",
    "money": "Int64",
    "number": "Float64",
    "rate": "Float64",
    "flag": "bool",
    "list": "object",
}
#: The columns that say which commune a row is about.
PLACE = ["commune_code", "commune", "district_code", "district", "zone"]
#: The columns that say which commune and category.
CELL = ["commune_code", "category"]

_CODE_DIGITS = {"commune_code": 5, "former_code": 5, "district_code": 3, "province_code": 2}


@dataclass(frozen=True)
class Table:
    """A table: its name, meaning, columns in order, and the columns that identify a row.

    `own` are columns that no other table has.
    """

    name: str
    vi: str
    en: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    own: tuple[Column, ...] = ()

    def column(self, name: str) -> Column:
        """Return what a column is: this table's own, else the one all tables share."""
        own = {column.name: column for column in self.own}
        return own.get(name) or COLUMNS[name]

    @property
    def schema(self) -> pa.DataFrameSchema:
        """The pandera schema: types first, then ranges, then the key."""
        return pa.DataFrameSchema(
            {name: _pandera_column(self.column(name)) for name in self.columns},
            strict=True,
            coerce=True,
            unique=list(self.key),
            name=self.name,
        )

    def check(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the frame with this table's columns, types and row order.

        Raises
        ------
        InputFaults
            With every cell that does not fit: table, column, row, value (words only where they
            are ids), expectation.
        """
        faults = FaultCollector(f"bảng / table {self.name}")
        missing = [name for name in self.columns if name not in frame]
        for name in missing:
            faults.add(name, "không có cột / no column", f"cột / column {name}")
        faults.raise_if_any()
        ordered = (
            frame.loc[:, list(self.columns)].sort_values(list(self.key)).reset_index(drop=True)
        )
        for name in self.columns:
            _no_quiet_conversion(ordered[name], self.column(name), faults)
        faults.raise_if_any()
        for name in self.columns:
            if self.column(name).kind == "list":
                lists = [tuple(str(item) for item in cell) for cell in ordered[name]]
                ordered[name] = pd.Series(lists, index=ordered.index, dtype="object")
        try:
            return self.schema.validate(ordered, lazy=True)
        except pandera.errors.SchemaErrors as error:
            for case in error.failure_cases.itertuples():
                found = self._told(str(case.column), case.failure_case)
                faults.add(f"{case.column} [{case.index}]", found, str(case.check))
            faults.raise_if_any()
            raise

    def _told(self, name: str, value: object) -> str:
        """Return a value that does not fit, as far as a message may tell it."""
        column = self.column(name) if name in self.columns else None
        allowed = [str(one) for one in (column.allowed or ())] if column else []
        return typed(value, known=allowed, ids=column is None or column.kind in ("text", "code"))


def _no_quiet_conversion(values: pd.Series, column: Column, faults: FaultCollector) -> None:
    """Note values that a type conversion would change: «không» to true, 10.5 children to 10."""
    if column.kind == "flag":
        wrong = ~values.map(lambda value: isinstance(value, (bool, np.bool_)))
        if column.nullable:
            wrong &= values.notna()
        expected = "True hoặc False"
    elif column.kind in ("count", "money") and is_numeric_dtype(values):
        wrong = (values % 1 != 0).fillna(False) & values.notna()
        expected = "số nguyên"
    elif column.kind == "list":
        wrong = ~values.map(lambda value: isinstance(value, (list, tuple, np.ndarray)))
        expected = "danh sách"
    else:
        return
    for row in values.index[wrong.astype(bool)]:
        faults.add(f"{column.name} [{row}]", typed(values[row]), expected)


def _pandera_column(column: Column) -> pa.Column:
    checks = []
    if column.kind in ("count", "money", "rate"):
        checks.append(pa.Check.ge(0))
    if column.kind == "rate":
        checks.append(pa.Check.le(1))
    if column.allowed:
        checks.append(pa.Check.isin(column.allowed))
    if column.kind == "code":
        checks.append(pa.Check.str_matches(rf"^\d{{{_CODE_DIGITS[column.name]}}}$"))
    # A flag that may be missing is neither true nor false there.
    maybe = column.kind == "flag" and column.nullable
    dtype = "boolean" if maybe else _DTYPES[column.kind]
    return pa.Column(dtype, checks, nullable=column.nullable)
