"""A sheet of a workbook: one table, its columns told, its totals as formulas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

Kind = Literal["text", "count", "money", "number", "rate"]


@dataclass(frozen=True)
class SheetColumn:
    """A column as a planner reads it.

    Parameters
    ----------
    title
        What stands above it.
    kind
        Text, or how its figures are written.
    meaning, unit
        For the list of columns.
    total
        Whether its figures add up over the rows of the sheet.
    field
        Where the same figures stand in the files for other programs: «gap.csv: gap_vnd».
    """

    title: str
    kind: Kind
    meaning: str
    unit: str = ""
    total: bool = False
    field: str = ""


@dataclass(frozen=True)
class SumOf:
    """A column of sums over another sheet, by a key that both have.

    Parameters
    ----------
    sheet, key, values
        The other sheet, and the titles of its column of keys and of values.
    """

    sheet: str
    key: str
    values: str


@dataclass(frozen=True)
class Sheet:
    """One table.

    Parameters
    ----------
    name
        On its tab; at most 31 letters, unlike any other of the workbook.
    title
        What it shows.
    columns
        Its columns.
    rows
        One column for each of `columns`, in their order; missing stays missing. Words among figures
        («•»: not shown) stand as words.
    sums
        Columns (by title) that are sums over another sheet: written as formulas; `rows` holds what
        they come to. The first column is the key.
    last
        The last row, words or figures, where a column has no formula there; none: «Cộng» alone.
    """

    name: str
    title: str
    columns: tuple[SheetColumn, ...]
    rows: pd.DataFrame
    sums: dict[str, SumOf]
    last: tuple[str | float, ...] = ()

    def column(self, title: str) -> int:
        """Return the place of a column, from 0."""
        return [column.title for column in self.columns].index(title)


@dataclass(frozen=True)
class Cover:
    """The first sheet: what the workbook is and what it rests on.

    Parameters
    ----------
    title
        Of the workbook.
    lines
        What it is made of, line by line: (what, value).
    marks
        What a basis means: (word, meaning).
    illustrative
        Whether illustrative data are in it.
    """

    title: str
    lines: tuple[tuple[str, str], ...]
    marks: tuple[tuple[str, str], ...]
    illustrative: bool


def total_of(values: pd.Series[Any]) -> Any:
    """Return the sum; missing if any part is missing."""
    return values.sum(skipna=False)


def unlike(titles: list[str]) -> list[str]:
    """Return titles of which no two are alike."""
    seen: dict[str, int] = {}
    unlike = []
    for title in titles:
        seen[title] = seen.get(title, 0) + 1
        unlike.append(title if seen[title] == 1 else f"{title} ({seen[title]})")
    return unlike
