"""Faults as a table: every one, whatever a report on the screen leaves out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from needs.returns.file_faults import Checked
from needs.returns.words import words_of
from needs.tables.files import kept_as_text, write_csv

COLUMNS = ("file", "sheet", "cell", "severity", "code", "found", "expected", "action")


def fault_table(files: Iterable[Checked], *, lang: str = "vi") -> pd.DataFrame:
    """Return every fault of the files, in the order of the report.

    Returns
    -------
    DataFrame
        file, sheet, cell (an address; «7» a row, «C» a column, empty: the sheet or file),
        severity ("error", "warning"), code, found, expected, action: all text.
    """
    rows = []
    for file in files:
        for fault in file.faults:
            words = words_of(fault, lang)
            place = fault.place
            told = (words.found, words.expected, words.action)
            rows.append((file.file, place.sheet, place.cell, fault.severity, fault.code, *told))
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


def write_fault_table(path: Path, files: Iterable[Checked], *, lang: str = "vi") -> None:
    """Write the table as CSV that Excel opens as it is; nothing in it is calculated.

    Raises
    ------
    NeedsError
        If the file is open in another program.
    """
    write_csv(fault_table(files, lang=lang).map(kept_as_text), path)
