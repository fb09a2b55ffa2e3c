"""A register of donors as CSV: one row a gift, wishes separated by semicolons."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from needs.donors.given import COLUMNS, NEEDED, Doubt, Given, doubt
from needs.tables.reference import read_reference


def read_csv(path: Path, name: str) -> tuple[list[Given], list[Doubt]]:
    """Read the rows of a register, and say which columns were not read.

    Parameters
    ----------
    path
        The file; UTF-8.
    name
        What it is called in messages.

    Raises
    ------
    InputFaults
        If the file cannot be read, or lacks a column that no row can do without.
    """
    frame = read_reference(path, columns=NEEDED)
    rows = [
        Given(
            f"{name}, dòng {int(str(row['_row'])) + 2}",
            {column: str(row[column]) for column in known_columns(frame) if pd.notna(row[column])},
        )
        for row in frame.assign(_row=frame.index).to_dict("records")
    ]
    return rows, unread(map(str, frame.columns))


def known_columns(frame: pd.DataFrame) -> list[str]:
    """Return the columns of a table that a register of donors has."""
    return [column for column in COLUMNS if column in frame]


def unread(names: Iterable[str]) -> list[Doubt]:
    """Name the columns that no gift has: telephone numbers and addresses are never read."""
    notes = []
    for name in dict.fromkeys(names):
        if name in COLUMNS:
            continue
        near = get_close_matches(name, COLUMNS, n=1)
        if near:
            notes.append(doubt(name, "donor_column_misspelt", found=name, near=near[0]))
        else:
            notes.append(doubt(name, "donor_column_unread", found=name))
    return notes
