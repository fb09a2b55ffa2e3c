"""Figures that a form colours while it is filled in: they may be right, they want a second look."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from needs.forms.appearance import Appearance
from needs.forms.fields import LEDGER_CATEGORY, Field, needed
from needs.forms.sheets import TableArea, cells
from needs.workbooks import column_letters

#: Measures whose total is the sum of its details; «covered» counts each child once.
SUMMED = ("children", "eligible")


def parts_of(total: Field, fields: Sequence[Field]) -> list[int]:
    """Return the positions of the fields that a total is made of; none for other fields."""
    if total.detail:
        return []
    return [
        place
        for place, field in enumerate(fields)
        if (field.block, field.measure) == (total.block, total.measure) and field.detail
    ]


def mark_doubts(
    sheet: Worksheet, look: Appearance, area: TableArea, fields: Sequence[Field], *, first: int
) -> None:
    """Colour figures of a district's block that cannot all be right.

    A total that differs from its age bands; more residents under 16 than residents; a group, a
    source or the children supported larger than the eligible; more affected than examined.

    Parameters
    ----------
    fields, first
        The block's fields in order, and the column of the first one.
    """
    doubtful = look.doubtful()
    for place in range(len(fields)):
        rules = _rules(place, fields, first=first, row=area.first + 1)
        if rules:
            _colour(sheet, area, first + place, f"OR({','.join(rules)})", doubtful)


def mark_missing(
    sheet: Worksheet,
    look: Appearance,
    area: TableArea,
    fields: Sequence[Field],
    *,
    first: int,
    places: Sequence[str],
) -> None:
    """Colour the empty cells that an entry, once begun, cannot do without.

    Parameters
    ----------
    places
        What the kinds of places are called: an entry that gives one needs other cells.
    """
    doubtful = look.doubtful()
    row = area.first + 1
    begun = f"COUNTA({_cell(0, first, row)}:{_cell(len(fields) - 1, first, row)})>0"
    gives_places = _one_of(places, fields, first=first, row=row)
    for place, field in enumerate(fields):
        always, if_places = (needed(field, gives_places=given) for given in (False, True))
        conditions = [begun, f"ISBLANK({_cell(place, first, row)})"]
        if always != if_places and gives_places:
            conditions.append(gives_places if if_places else f"NOT({gives_places})")
        elif not always:
            continue
        _colour(sheet, area, first + place, f"AND({','.join(conditions)})", doubtful)


def _one_of(names: Sequence[str], fields: Sequence[Field], *, first: int, row: int) -> str:
    """Return the condition that the row's category is one of these; empty where none can be."""
    at = next((n for n, field in enumerate(fields) if field.id == LEDGER_CATEGORY), None)
    if at is None or not names:
        return ""
    cell = _cell(at, first, row)
    quoted = [name.replace('"', '""') for name in names]
    return "OR(" + ",".join(f'{cell}="{name}"' for name in quoted) + ")"


def _rules(place: int, fields: Sequence[Field], *, first: int, row: int) -> list[str]:
    """Return the conditions, any of which makes a figure doubtful, for the first entry's row."""
    field = fields[place]
    cell = _cell(place, first, row)
    rules = []
    parts = parts_of(field, fields)
    if parts:
        span = f"{_cell(parts[0], first, row)}:{_cell(parts[-1], first, row)}"
        all_known = f"COUNT({span})={len(parts)}"
        if field.measure in SUMMED:
            # Where a part is not known, the total may be larger, but never smaller.
            rules.append(f"AND({all_known},{cell}<>SUM({span}))")
            rules.append(f"{cell}<SUM({span})")
        else:
            rules.append(f"AND({all_known},{cell}>SUM({span}))")
            rules.append(f"{cell}<MAX({span})")
    whole = _whole_of(field, fields)
    if whole is not None:
        limit = _cell(whole, first, row)
        rules.append(f"AND(ISNUMBER({limit}),{cell}>{limit})")
    return [f"AND(ISNUMBER({cell}),{rule})" for rule in rules]


def _whole_of(field: Field, fields: Sequence[Field]) -> int | None:
    """Return the position of the figure that a field is a part of, so that it is not larger."""
    if field.measure == "affected":
        wholes = [f"{field.block}.examined.{field.detail}"]
    elif field.measure in ("group", "covered"):
        wholes = [f"{field.block}.eligible"]
    elif field.id == "children.children":
        wholes = ["children.population"]
    else:
        wholes = []
    return next((place for place, other in enumerate(fields) if other.id in wholes), None)


def _cell(place: int, first: int, row: int) -> str:
    return f"${column_letters(first + place)}{row}"


def _colour(sheet: Worksheet, area: TableArea, column: int, formula: str, style: object) -> None:
    sheet.conditional_format(
        cells(area, column), {"type": "formula", "criteria": f"={formula}", "format": style}
    )
