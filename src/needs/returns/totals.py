"""Total rows against the sums of the rows that they stand for."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace

from needs.reading.records import ReadFile, ReturnFault, Severity, TotalRow
from needs.returns.compared import Compared
from needs.returns.figures import RowKey, row_key

#: Quantities may have decimals, and a spreadsheet adds them up in binary.
_ROUNDING = 1e-6


def total_faults(read: ReadFile, compared: Compared) -> list[ReturnFault]:
    """Return totals and subtotals that differ from their rows, or cannot be compared.

    The communes' own figures are used all the same: which of the two is wrong is for the sender
    to say.
    """
    of_row: dict[RowKey, dict[str, float]] = defaultdict(dict)
    for value in read.values:
        if isinstance(value.value, (int, float)):
            of_row[row_key(value.place)][value.field_id] = value.value
    outcome = {(row.sheet, row.row): row.outcome for row in read.rows}
    faults = []
    for total in read.totals:
        rows = [(total.place.sheet, row) for row in total.over]
        if any(outcome[row] == "quarantined" for row in rows):
            if total.values:
                faults.append(ReturnFault(total.place, "total_not_checked", "warning"))
            continue
        for field_id, stated in sorted(total.values.items()):
            parts = [of_row[row][field_id] for row in rows if field_id in of_row[row]]
            if not parts and stated:
                faults.append(_fault(total, "total_alone", field_id, stated, compared))
            elif not math.isclose(math.fsum(parts), stated, rel_tol=0, abs_tol=_ROUNDING):
                added = f"{math.fsum(parts):.15g}"
                faults.append(
                    _fault(total, "total_differs", field_id, stated, compared, expected=added)
                )
    return faults


def _fault(
    total: TotalRow, code: str, field_id: str, stated: float, compared: Compared, **words: str
) -> ReturnFault:
    label = compared.labels[field_id]
    values = {"field": label.vi, "field_en": label.en, "found": f"{stated:.15g}", **words}
    severity: Severity = "warning" if code == "total_alone" else "error"
    place = replace(total.place, column=total.columns.get(field_id, -1))
    return ReturnFault(place, code, severity, tuple(sorted(values.items())))
