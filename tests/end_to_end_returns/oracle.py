"""What has to be true of a return, whatever was done to it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from needs.returns import Reviewed
from needs.workbooks import Book, address

from .drafts import About, Draft, Slot, Spot

#: Warnings that tell of a figure that is left out.
_TELLING = {"hidden_sheet", "column_ignored", "dash"}

#: Figures in use: commune and field, number.
Used = dict[About, int]


def nothing_lost_and_nothing_wrong(draft: Draft, book: Book, judged: Reviewed) -> None:
    """Check the account of rows, every accepted figure, and every figure that is not accepted.

    Parameters
    ----------
    draft
        What the sender meant, cell by cell.
    book
        The same as it was opened.
    judged
        What became of it.
    """
    every_row_once(book, judged)
    spots = draft.spots()
    used = right_figures(judged, spots)
    _told_in_one_way(draft, judged, spots, used)
    _nothing_silently_lost(judged, spots, used)
    _whoever_was_not_hurt(draft, judged, spots, used)


def every_row_once(book: Book, judged: Reviewed) -> None:
    """Accepted, waiting and ignored rows are together the rows read."""
    rows = judged.read.rows
    expected = [(sheet.name, row) for sheet in book.sheets for row in range(len(sheet.rows))]
    assert sorted((row.sheet, row.row) for row in rows) == sorted(expected)
    outcomes = Counter(row.outcome for row in rows)
    assert set(outcomes) <= {"accepted", "quarantined", "ignored"}
    assert all(bool(row.reason) == (row.outcome != "accepted") for row in rows)


def right_figures(judged: Reviewed, spots: dict[Spot, Slot]) -> Used:
    """Every figure used stands in its cell, about that commune and field, in an accepted row."""
    outcome = _outcomes(judged)
    used: Used = {}
    for figure in judged.figures:
        about = (figure.commune_code, figure.field_id)
        meant = []
        for place in figure.places:
            slot = spots[place.sheet, place.row, place.column]
            assert outcome[place.sheet, place.row] == "accepted", (figure, slot)
            assert slot.about == about, (figure, slot)
            assert slot.means is not None, (figure, slot)
            meant.append(slot.means)
        assert sum(meant) == figure.value, (figure, meant)
        assert about not in used, (figure, "used twice")
        used[about] = figure.value
    return used


def _outcomes(judged: Reviewed) -> dict[tuple[str, int], str]:
    return {(row.sheet, row.row): row.outcome for row in judged.read.rows}


def _told_in_one_way(draft: Draft, judged: Reviewed, spots: dict[Spot, Slot], used: Used) -> None:
    """No figure is used that the file tells otherwise elsewhere: which is right nobody knows."""
    outcome = _outcomes(judged)
    pages = {page.name for page in draft.hurt_pages}
    for (sheet, row, column), slot in spots.items():
        if slot.about is None or slot.means is None or sheet in pages:
            continue
        if outcome[sheet, row] != "ignored":
            where = f"{sheet}!{address((row, column))}"
            assert used.get(slot.about, slot.means) == slot.means, (f"also told: {where}", slot)


def _nothing_silently_lost(judged: Reviewed, spots: dict[Spot, Slot], used: Used) -> None:
    """Of a figure that is not used there is told: a waiting row, a fault, or a question."""
    read = judged.read
    outcome = _outcomes(judged)
    asked = {(one.place.sheet, one.place.column) for one in read.questions if one.kind == "column"}
    for (sheet, row, column), slot in spots.items():
        if slot.about is None or (slot.value is None and not slot.flags):
            continue
        told = (
            (slot.means is not None and used.get(slot.about) == slot.means)
            or outcome[sheet, row] == "quarantined"
            or (sheet, column) in asked
            or any(_tells(fault, sheet, row, column) for fault in read.faults)
        )
        assert told, (f"lost without a word: {sheet}!{address((row, column))}", slot)


def _tells(fault: Any, sheet: str, row: int, column: int) -> bool:
    place = fault.place
    if fault.severity == "warning" and fault.code not in _TELLING:
        return False
    return place.sheet in ("", sheet) and place.row in (-1, row) and place.column in (-1, column)


def _whoever_was_not_hurt(
    draft: Draft, judged: Reviewed, spots: dict[Spot, Slot], used: Used
) -> None:
    """Good rows are used, whatever stands in others; a good return gives no trouble."""
    if draft.everything:
        return
    pages = {page.name for page in draft.hurt_pages}
    for (sheet, row, column), slot in spots.items():
        if slot.about is None or slot.means is None:
            continue
        if sheet not in pages and slot.about[0] not in draft.hurt:
            where = f"{sheet}!{address((row, column))}"
            assert used.get(slot.about) == slot.means, (f"not used: {where}", slot)
    if draft.clean:
        errors = [fault for fault in judged.read.faults if fault.severity == "error"]
        assert (errors, list(judged.read.questions)) == ([], [])
