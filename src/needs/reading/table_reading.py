"""One table read: what became of each row of its body."""

from __future__ import annotations

from dataclasses import dataclass, field

from needs.programmes import Programme
from needs.reading.answers import Answers
from needs.reading.columns import ColumnReader
from needs.reading.communes import Settled
from needs.reading.entries import Answer, CellReader
from needs.reading.findings import Findings
from needs.reading.header import table_titles
from needs.reading.records import Outcome, Place, ReturnedValue, Row, TotalRow
from needs.reading.register import EntryReader
from needs.reading.rows import Line, RowReader, register_lines, rows_summed


@dataclass
class TableRead:
    """What one table gave."""

    rows: list[Row] = field(default_factory=list)
    values: list[ReturnedValue] = field(default_factory=list)
    totals: list[TotalRow] = field(default_factory=list)


@dataclass
class TableReader:
    """Reads the body of one table.

    Attributes
    ----------
    columns
        Reader of the file's columns: form and fields.
    rows
        Tells the table's rows apart.
    own
        Whether the table stands in a form of ours.
    """

    programme: Programme
    columns: ColumnReader
    rows: RowReader
    answers: Answers
    findings: Findings
    own: bool

    def read(self) -> TableRead:
        """Return the rows, values and totals of the table; note faults and questions."""
        self._read = TableRead()
        self._padded: list[int] = []
        district = self.columns.form == "district"
        table, meanings = self.rows.table, self.rows.meanings
        lines = self.rows.lines() if district else register_lines(table, meanings)
        data = frozenset(line.row for line in lines if line.kind == "data")
        self._cells = CellReader(table, meanings, self.answers, self.findings, data)
        self._entries = EntryReader(
            programme=self.programme,
            form=self.columns.form,
            asked=self.columns.asked,
            cells=self._cells,
            rows=self.rows,
            findings=self.findings,
        )
        self._problem = meanings.problem or ("" if district else self._entries.missing_column())
        for line in lines:
            if line.kind == "data" and district:
                self._figures(line)
            elif line.kind == "data":
                self._entry(line)
            elif line.kind == "unplaced":
                self._unplaced(line)
        self._totals(lines)
        self._cells.finish()
        if self._padded:
            place = self._place(self._padded[0], self.rows.meanings.places["code"])
            self.findings.warn(place, "code_padded", n=len(self._padded))
        return self._read

    def _figures(self, line: Line) -> None:
        """Read a commune's row of figures."""
        if self._cells.is_empty(line.row):
            self._row(line.row, "ignored", "empty_form_row")
            if not self.own:
                self.findings.warn(
                    self._place(line.row), "row_without_figures", found=line.written.shown
                )
            return
        settled = self.rows.communes.settle(
            line.written,
            self._place(line.row, self.rows.place_column),
            context=self._around(line.row),
        )
        if settled.ignored:
            self._row(line.row, "ignored", "answered_ignore")
            return
        answers, problem = self._cells.read_row(line.row)
        entry = f"{settled.edition}:{settled.commune_code}"
        self._keep(line.row, entry, answers, settled, settled.problem or problem)

    def _entry(self, line: Line) -> None:
        """Read a row of the ledger or of the list of donors."""
        if not line.figures:
            self._row(line.row, "ignored", "empty_form_row")
            return
        answers, settled, problem = self._entries.read(line.row)
        if settled.ignored:
            self._row(line.row, "ignored", "answered_ignore")
            return
        entry = f"{self.rows.table.layout.sheet.name}!{line.row + 1}"
        self._keep(line.row, entry, answers, settled, problem)

    def _keep(
        self, row: int, entry: str, answers: list[Answer], settled: Settled, problem: str
    ) -> None:
        """Enter a row with the values that could be read, even if it waits.

        Those of a row that waits are not used, but compared: with the same commune told
        elsewhere, with totals, with one another.
        """
        if settled.padded:
            self._padded.append(row)
        problem = self._problem or problem
        self._row(row, "quarantined" if problem else "accepted", problem, settled.commune_code)
        comparable = self.columns.form == "district" and not (self._problem or settled.problem)
        if problem and not comparable:
            return
        self._read.values += [
            ReturnedValue(
                entry,
                answer.meaning.field.id,
                answer.value,
                answer.place,
                settled.commune_code,
                settled.edition,
                self.rows.table.top,
            )
            for answer in answers
        ]

    def _unplaced(self, line: Line) -> None:
        """Let figures wait that belong to no commune."""
        self._cells.read_row(line.row)
        reason = self._problem
        if reason != "no_commune_column":
            place = self._place(line.row)
            reason = self.findings.error(place, "row_without_commune", found=line.label)
        self._row(line.row, "quarantined", self._problem or reason)

    def _totals(self, lines: list[Line]) -> None:
        """Enter the rows that are no data; those with figures are to be compared."""
        ignored = {row.row: row.reason for row in self._read.rows if row.outcome == "ignored"}
        summed = rows_summed(lines)
        for line in lines:
            if line.kind in ("data", "unplaced"):
                continue
            over = summed.get(line.row)
            figures = {} if over is None else self._total_figures(line)
            told = [row for row in over or () if ignored.get(row) != "empty_form_row"]
            if any(figures.values()) and not told:
                code = self.findings.error(
                    self._place(line.row), "total_without_rows", found=line.label
                )
                self._row(line.row, "quarantined", code)
                continue
            self._row(line.row, "ignored", line.kind)
            compared = tuple(row for row in told if row not in ignored)
            if figures and compared:
                place = self._place(line.row)
                columns = {one.field.id: one.column.index for one in self.rows.meanings.fields}
                self._read.totals.append(TotalRow(place, figures, compared, columns))

    def _total_figures(self, line: Line) -> dict[str, float]:
        # The totals of our own forms are formulas, as stale as the program that filled them in.
        return self._cells.total(line.row, formulas=not self.own)

    def _row(self, row: int, outcome: Outcome, reason: str, commune_code: str = "") -> None:
        name = self.rows.table.layout.sheet.name
        self._read.rows.append(Row(self.findings.file, name, row, outcome, reason, commune_code))

    def _around(self, row: int) -> str:
        """Return what stands above the table (which district, which year) and in the row."""
        table = self.rows.table
        above = " ".join([table.layout.sheet.name, *table_titles(table)])
        return f"{above} · {self.rows.shown(row)}"

    def _place(self, row: int, column: int = -1) -> Place:
        return self.findings.place(self.rows.table.layout.sheet.name, row, column)
