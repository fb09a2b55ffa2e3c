"""A file that was read, judged: which rows are used, and which wait until they are mended."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from needs.reading.records import Place, ReadFile, ReturnFault, Row
from needs.returns.checks import Compared, logic_faults
from needs.returns.entries_given import Entry, entries_of, entry_faults
from needs.returns.figures import CommuneFigure, RowKey, row_key
from needs.returns.former import Successors, carried_to
from needs.returns.told_once import told_once
from needs.returns.totals import total_faults


@dataclass(frozen=True)
class Reviewed:
    """One file, read and judged.

    Attributes
    ----------
    read
        The file, its rows with their final outcome and every fault told.
    figures
        Figures of the accepted rows of a district's return, in the programme's edition.
    entries
        Accepted entries of a ledger or donor form.
    """

    read: ReadFile
    figures: tuple[CommuneFigure, ...] = ()
    entries: tuple[Entry, ...] = ()


def review(read: ReadFile, compared: Compared, successors: Successors) -> Reviewed:
    """Judge one file.

    Parameters
    ----------
    read
        From the reader: rows with a fault of their own wait already.
    compared
        Programme, residents, last period's figures.
    successors
        How the communes of the two editions hang together.
    """
    if read.form in ("support", "donors"):
        return _review_entries(read, compared, successors)
    if read.period != compared.programme.period:
        # A late or early return is not this year's: last year is not the year before it.
        compared = dataclasses.replace(compared, last_period={})
    once, also, repeated = told_once(read.values, successors)
    waits = {(row.sheet, row.commune_code) for row in read.rows if row.outcome == "quarantined"}
    figures, faults = carried_to(
        compared.programme.edition, once, successors, also=also, waiting=waits
    )
    faults += repeated + total_faults(read, compared)
    faults += logic_faults({(f.commune_code, f.field_id): f for f in figures}, compared)
    if read.values and not read.period:
        faults.append(ReturnFault(Place(read.file), "period_unknown", "error"))
    faults += _waiting_together(read, figures, also, faults)
    judged = _with_faults(read, faults)
    waiting = _waiting(judged.rows)
    used = (_standing_in_good_rows(figure, also, waiting) for figure in figures)
    return Reviewed(judged, figures=tuple(filter(None, used)))


def _review_entries(read: ReadFile, compared: Compared, successors: Successors) -> Reviewed:
    entries, faults = entry_faults(entries_of(read), compared, successors)
    judged = _with_faults(read, faults + total_faults(read, compared))
    waiting = _waiting(judged.rows)
    used = (entry for entry in entries if row_key(entry.place) not in waiting)
    return Reviewed(judged, entries=tuple(used))


def _standing_in_good_rows(
    figure: CommuneFigure, also: Mapping[Place, tuple[Place, ...]], waiting: set[RowKey]
) -> CommuneFigure | None:
    """Return a figure with cells of rows that do not wait; none where there are no such cells."""
    good = [
        next((cell for cell in (place, *also.get(place, ())) if row_key(cell) not in waiting), None)
        for place in figure.places
    ]
    places = tuple(place for place in good if place is not None)
    return dataclasses.replace(figure, places=places, also=()) if len(places) == len(good) else None


def _waiting_together(
    read: ReadFile,
    figures: Iterable[CommuneFigure],
    also: Mapping[Place, tuple[Place, ...]],
    faults: Iterable[ReturnFault],
) -> list[ReturnFault]:
    """Hold back the rows whose figures are only whole together with a row that waits."""
    waiting = _waiting(_with_faults(read, faults).rows)
    parts_of = [
        [{row_key(cell) for cell in (place, *also.get(place, ()))} for place in figure.places]
        for figure in figures
        if len(figure.places) > 1
    ]
    more: set[RowKey] = set()
    changed = True
    while changed:
        changed = False
        for parts in parts_of:
            rest = set().union(*parts) - waiting
            if rest and any(rows <= waiting for rows in parts):
                more |= rest
                waiting |= rest
                changed = True
    return [
        ReturnFault(Place(read.file, sheet, row), "waits_for_other_rows", "error")
        for sheet, row in sorted(more)
    ]


def _waiting(rows: Iterable[Row]) -> set[RowKey]:
    return {(row.sheet, row.row) for row in rows if row.outcome == "quarantined"}


def _with_faults(read: ReadFile, faults: Iterable[ReturnFault]) -> ReadFile:
    """Add faults; an accepted row with an error waits, for the first of its reasons.

    An error of the whole file keeps every row out. Rows that are ignored stay so: a total that
    is wrong is told, but no figure waits for it.
    """
    added = sorted({*read.faults, *faults})
    reasons: dict[RowKey, str] = {}
    of_file = ""
    for fault in added:
        if fault.severity == "error" and fault.place.row >= 0:
            reasons.setdefault(row_key(fault.place), fault.code)
        elif fault.severity == "error" and not fault.place.sheet:
            of_file = of_file or fault.code
    rows = []
    for row in read.rows:
        reason = reasons.get((row.sheet, row.row), of_file)
        waits = bool(reason) and row.outcome == "accepted"
        rows.append(
            dataclasses.replace(row, outcome="quarantined", reason=reason) if waits else row
        )
    return dataclasses.replace(read, rows=tuple(rows), faults=tuple(added))
