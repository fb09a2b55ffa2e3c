"""Returns as the reader gives them, made up row by row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from needs.places import Gazetteer
from needs.programmes import Programme
from needs.reading.records import Place, Read, ReadFile, ReturnedValue, ReturnFault, Row, TotalRow
from needs.returns.checks import Compared
from needs.returns.figures import CommuneFigure
from needs.returns.former import Successors
from needs.tables import rows_of

FILE = "bao-cao.xlsx"
#: Rows above the first commune: title, header.
ABOVE = 2


@dataclass(frozen=True)
class Line:
    """One row of a commune (or of a ledger): field → figure.

    `waits`: the reader found an error in it, and gives no values. `in_error`: it found one, but
    gives the values that can be read. `table`: of several under one another.
    """

    code: str
    figures: Mapping[str, Read]
    edition: str = "2025"
    waits: str = ""
    in_error: str = ""
    table: int = 0


@dataclass(frozen=True)
class Table:
    """The rows of one sheet, and its totals: figures → numbers (from 0) of the lines added up."""

    lines: Sequence[Line]
    totals: Sequence[tuple[Mapping[str, float], Sequence[int]]] = ()
    columns: Sequence[str] = field(default=())

    def column(self, field_id: str) -> int:
        known = sorted({name for line in self.lines for name in line.figures} - set(self.columns))
        return ABOVE + [*self.columns, *known].index(field_id)


def made(
    sheets: Mapping[str, Table],
    *,
    form: str = "district",
    period: str = "2026",
    date: dt.date | None = None,
    faults: Sequence[ReturnFault] = (),
) -> ReadFile:
    """Return a file that was read: a title and a header above the rows, totals below."""
    rows, values, totals, found = [], [], [], list(faults)
    for name, table in sheets.items():
        rows += [Row(FILE, name, 0, "ignored", "title"), Row(FILE, name, 1, "ignored", "header")]
        for number, line in enumerate(table.lines, start=ABOVE):
            reason = line.waits or line.in_error
            outcome = "quarantined" if reason else "accepted"
            rows.append(Row(FILE, name, number, outcome, reason, line.code))
            if reason:
                found.append(ReturnFault(Place(FILE, name, number, ABOVE), reason, "error"))
            entry = f"{line.edition}:{line.code}" if form == "district" else f"{name}!{number + 1}"
            values += [
                ReturnedValue(
                    entry,
                    field_id,
                    value,
                    Place(FILE, name, number, table.column(field_id)),
                    line.code,
                    line.edition,
                    line.table,
                )
                for field_id, value in line.figures.items()
                if not line.waits
            ]
        for number, (stated, over) in enumerate(table.totals, start=ABOVE + len(table.lines)):
            rows.append(Row(FILE, name, number, "ignored", "total"))
            summed = tuple(ABOVE + line for line in over)
            totals.append(TotalRow(Place(FILE, name, number), dict(stated), summed))
    return ReadFile(
        FILE,
        "ab" * 32,
        form=form,
        period=period,
        date=date,
        rows=tuple(rows),
        values=tuple(values),
        totals=tuple(totals),
        faults=tuple(sorted(found)),
    )


def figures(
    commune: str, told: Mapping[str, int], *, sheet: str = "Biểu", row: int = ABOVE
) -> dict[tuple[str, str], CommuneFigure]:
    """Return the figures of one row, each in a column of its own."""
    return {
        (commune, name): CommuneFigure(
            commune, name, value, (Place(FILE, sheet, row, ABOVE + column),)
        )
        for column, (name, value) in enumerate(told.items())
    }


def compared(
    programme: Programme,
    *,
    population: Mapping[str, int] | None = None,
    last_period: Mapping[tuple[str, str], int] | None = None,
    listed: Sequence[str] = (),
) -> Compared:
    return Compared(programme, population or {}, last_period or {}, frozenset(listed))


def limited(programme: Programme) -> Programme:
    """A profile that questions more than 45 % children, and leaps of 30 % from 30 children on."""
    limit = {"kind": "assumption", "source": "thử"}
    plausible = type(programme.returns.plausible).model_validate(
        {
            "yearly_change": {"value": 1.3, **limit},
            "small_count": 30,
            "children_of_population": {"value": 0.45, **limit},
        }
    )
    returns = programme.returns.model_copy(update={"plausible": plausible})
    return programme.model_copy(update={"returns": returns})


def successors_of(gazetteer: Gazetteer, communes: Sequence[str] = ()) -> Successors:
    """Return how the editions hang together: everywhere, or at some communes of today."""
    names = {
        (edition, str(unit.commune_code)): str(unit.commune)
        for edition, units in gazetteer.units.items()
        for unit in rows_of(units[units.commune_code.notna()])
    }
    links = gazetteer.crosswalk
    if not communes:
        return Successors.of(links, names)
    links = links[links.new_code.isin(communes)]
    near = set(links.new_code) | set(links.old_code)
    return Successors.of(links, {key: name for key, name in names.items() if key[1] in near})


def outcomes(read: ReadFile) -> dict[str, int]:
    """Return how many rows came to what."""
    kinds = [row.outcome for row in read.rows]
    return {kind: kinds.count(kind) for kind in ("accepted", "quarantined", "ignored")}


def codes(faults: Sequence[ReturnFault]) -> set[str]:
    return {fault.code for fault in faults}
