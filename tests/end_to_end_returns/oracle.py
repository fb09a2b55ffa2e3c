"""What has to be true of a return, whatever was done to it."""

from __future__ import annotations

from needs.returns import Reviewed
from needs.returns.account import account
from needs.reading.records import Place, ReadFile, ReturnFault

from .drafts import About, Draft, Slot, Spot

#: Warnings that tell of a figure that is left out.
_TELLING = {"hidden_sheet", "column_ignored", "dash"}


def nothing_lost_and_nothing_wrong(
    draft: Draft, judged: Reviewed, spots: dict[Spot, Slot] | None = None
) -> None:
    """Check the account of rows, every accepted figure, and every figure that is not accepted.

    Parameters
    ----------
    spots
        Where the cells of the draft stand in the file; as in the draft if not given.
    """
    spots = draft.spots() if spots is None else spots
    read = judged.read
    _every_row_once(read)
    accepted = _right_figures(judged, spots)
    _told_in_one_way(draft, read, spots, accepted)
    silent = _silently_lost(read, spots, accepted)
    assert not silent, f"lost without a word: {silent}"
    _whoever_was_not_hurt(draft, read, spots, accepted)


def _every_row_once(read: ReadFile) -> None:
    told = [(row.sheet, row.row) for row in read.rows]
    assert len(told) == len(set(told))
    tally = account(read.rows).total
    assert tally.read == len(told)
    assert tally.accepted + tally.waiting + tally.left_out == tally.read


def _right_figures(judged: Reviewed, spots: dict[Spot, Slot]) -> set[tuple[About, int]]:
    """Every figure used is one that stands in its cell, about that commune and field."""
    outcome = {(row.sheet, row.row): row.outcome for row in judged.read.rows}
    accepted = set()
    for figure in judged.figures:
        about = (figure.commune_code, figure.field_id)
        meant = []
        for place in figure.places:
            slot = spots[place.sheet, place.row, place.column]
            assert outcome[place.sheet, place.row] == "accepted", (figure, slot)
            assert slot.about == about or len(figure.places) > 1, (figure, slot)
            assert slot.means is not None, (figure, slot)
            meant.append(slot.means)
        assert sum(meant) == figure.value, (figure, meant)
        assert about not in {known for known, _ in accepted}, (figure, "told twice")
        accepted.add((about, figure.value))
    return accepted


def _told_in_one_way(
    draft: Draft, read: ReadFile, spots: dict[Spot, Slot], accepted: set[tuple[About, int]]
) -> None:
    """No figure is used that the file tells otherwise elsewhere: which is right nobody knows."""
    ignored = {(row.sheet, row.row) for row in read.rows if row.outcome == "ignored"}
    pages = {page.name for page in draft.hurt_pages}
    used = dict(accepted)
    for (sheet, row, column), slot in spots.items():
        if sheet in pages or (sheet, row) in ignored or slot.about is None or slot.means is None:
            continue
        where = Place("", sheet, row, column).cell
        assert used.get(slot.about, slot.means) == slot.means, (f"also told: {sheet}!{where}", slot)


def _silently_lost(
    read: ReadFile, spots: dict[Spot, Slot], accepted: set[tuple[About, int]]
) -> list[object]:
    """Return the figures that are neither used nor told of: no waiting row, fault or question."""
    outcome = {(row.sheet, row.row): row.outcome for row in read.rows}
    asked = {(one.place.sheet, one.place.column) for one in read.questions if one.kind == "column"}
    silent = []
    for (sheet, row, column), slot in spots.items():
        if slot.about is None or (slot.means is not None and (slot.about, slot.means) in accepted):
            continue
        if slot.value is None and not slot.flags:
            continue
        told = (
            outcome[sheet, row] == "quarantined"
            or (sheet, column) in asked
            or any(_tells(fault, sheet, row, column) for fault in read.faults)
        )
        if not told:
            silent.append((sheet, Place("", sheet, row, column).cell, slot))
    return silent


def _tells(fault: ReturnFault, sheet: str, row: int, column: int) -> bool:
    place = fault.place
    if fault.severity == "warning" and fault.code not in _TELLING:
        return False
    return (
        place.sheet in ("", sheet) and place.row in (-1, row) and place.column in (-1, column)
    )


def _whoever_was_not_hurt(
    draft: Draft, read: ReadFile, spots: dict[Spot, Slot], accepted: set[tuple[About, int]]
) -> None:
    """Good rows are used, whatever stands in others."""
    if draft.everything:
        return
    pages = {page.name for page in draft.hurt_pages}
    for (sheet, row, column), slot in spots.items():
        if slot.about is None or slot.means is None:
            continue
        if sheet not in pages and slot.about[0] not in draft.hurt:
            where = Place("", sheet, row, column).cell
            assert (slot.about, slot.means) in accepted, (f"not used: {sheet}!{where}", slot)
    if draft.clean:
        errors = [fault for fault in read.faults if fault.severity == "error"]
        assert (errors, list(read.questions)) == ([], [])
