"""What reading one file gives: rows with their outcome, values with cell, faults, questions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from needs.workbooks import address, column_letters

Severity = Literal["error", "warning"]
Outcome = Literal["accepted", "quarantined", "ignored"]

#: What a cell can be read as.
Read = str | int | float | dt.date


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands: a cell, a row (no column), a sheet (no row), a file (no sheet).

    Row and column count from 0.
    """

    file: str
    sheet: str = ""
    row: int = -1
    column: int = -1

    @property
    def cell(self) -> str:
        """Address as the planner sees it: C7; «7» a row, «C» a column, empty for a sheet."""
        if self.row >= 0 and self.column >= 0:
            return address((self.row, self.column))
        if self.row >= 0:
            return str(self.row + 1)
        return column_letters(self.column) if self.column >= 0 else ""


@dataclass(frozen=True, order=True)
class ReturnFault:
    """One thing wrong, or to look at, in a file: a code, and what fills its words.

    An error keeps its row (or sheet, or file) out of the tables until it is mended; a warning
    does not.
    """

    place: Place
    code: str
    severity: Severity
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, order=True)
class Row:
    """What became of one row of a sheet.

    `reason` is a code: what an ignored row is (`blank`, `title`, `header`, `header_again`,
    `unit`, `section`, `subtotal`, `total`, `footnote`, `hidden_sheet`, `empty_form_row`,
    `answered_ignore`), or why one waits in quarantine; empty for an accepted one.
    """

    file: str
    sheet: str
    row: int
    outcome: Outcome
    reason: str = ""
    commune_code: str = ""


@dataclass(frozen=True)
class ReturnedValue:
    """One figure of a return, with the cell that it stands in.

    `entry` tells the entries of a ledger or donor form apart («sheet!row»); it is «edition:code»
    of the commune in a district's return. `edition` is that of the map in which the commune code
    stands: a return may name communes of before the merger. `table` is the row in which
    the header of its table begins: several may stand on one sheet.
    """

    entry: str
    field_id: str
    value: Read
    place: Place
    commune_code: str = ""
    edition: str = ""
    table: int = 0


@dataclass(frozen=True)
class Candidate:
    """One possible answer to a question: what would be remembered, its words, score (0–100)."""

    answer: str
    words: str
    score: float


@dataclass(frozen=True)
class Question:
    """Something that is asked and not guessed.

    Attributes
    ----------
    kind
        "column" (what does it mean?), "name" (which commune?), "value" (which number?).
    key
        Under which the answer is remembered.
    place
        Where it arose first.
    asked
        What the sender wrote.
    candidates
        Best first; the planner may answer something else.
    context
        Words that help to answer: sheet title, sample values, district.
    """

    kind: Literal["column", "name", "value"]
    key: str
    place: Place
    asked: str
    candidates: tuple[Candidate, ...] = ()
    context: str = ""


@dataclass(frozen=True)
class TotalRow:
    """A total or subtotal row of a sheet.

    Attributes
    ----------
    values
        Its figures by field.
    over
        The rows (from 0) that it stands for.
    columns
        In which column (from 0) the figure of a field stands.
    """

    place: Place
    values: dict[str, float]
    over: tuple[int, ...]
    columns: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadFile:
    """One file, read.

    Attributes
    ----------
    file, sha256
        Name and checksum.
    form
        "district", "support", "donors"; empty where it could not be told.
    own
        Whether it is a form of ours.
    programme, district_code, period, form_version
        As stated in the form, or by whoever asked to read it; empty where not known.
    date
        The day that the return was made, if it says.
    rows
        Every row of every sheet, once: accepted + quarantined + ignored = rows read.
    values
        Figures of rows that are not ignored.
    totals
        Total rows, to be compared with the sums of their rows.
    faults, questions
        Everything to mend and to answer.
    """

    file: str
    sha256: str
    form: str = ""
    own: bool = False
    programme: str = ""
    district_code: str = ""
    period: str = ""
    form_version: str = ""
    date: dt.date | None = None
    rows: tuple[Row, ...] = ()
    values: tuple[ReturnedValue, ...] = ()
    totals: tuple[TotalRow, ...] = ()
    faults: tuple[ReturnFault, ...] = ()
    questions: tuple[Question, ...] = field(default=())
