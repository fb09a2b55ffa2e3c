"""The answers of one row: each cell read by its field, faults and questions noted."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from needs.reading.answers import Answers
from needs.reading.cells import answered_number, read_cell
from needs.reading.columns import Meaning, Meanings
from needs.reading.findings import Findings
from needs.reading.header import Table
from needs.reading.outcomes import Missing, Outcome, Taken, Unclear
from needs.reading.phrases import is_blank, text_of
from needs.reading.records import Candidate, Place, Question, Read
from needs.wording import date_text
from needs.workbooks import Cell, Value, address

#: How many cells a summary names.
_NAMED = 5
_THOUSAND = 1000


@dataclass(frozen=True)
class Answer:
    """The answer to one field of one row."""

    meaning: Meaning
    value: Read
    place: Place


@dataclass
class CellReader:
    """Reads the cells of one table.

    Attributes
    ----------
    data_rows
        Rows whose cells are answers: a figure merged over two of them belongs to neither.
    """

    table: Table
    meanings: Meanings
    answers: Answers
    findings: Findings
    data_rows: frozenset[int]
    _formulas: dict[int, list[Cell]] = field(default_factory=lambda: defaultdict(list))
    _lost: set[int] = field(default_factory=set)
    _small: dict[int, list[Cell]] = field(default_factory=lambda: defaultdict(list))

    def read_row(self, row: int) -> tuple[list[Answer], str]:
        """Return the answers of a row, and why it cannot be used (empty if it can)."""
        found: list[Answer] = []
        problem = ""
        for meaning in self.meanings.fields:
            outcome, code = self._read(row, meaning)
            problem = problem or code
            if isinstance(outcome, Taken):
                place = self._place((row, meaning.column.index))
                found.append(Answer(meaning, outcome.value, place))
        return found, problem

    def finish(self) -> None:
        """Note what concerns columns as a whole: formulas, thousands that may be lost."""
        for column, cells in sorted(self._formulas.items()):
            self.findings.warn(
                self._place((cells[0][0], column)), "formula", n=len(cells), cells=_cells(cells)
            )
        for column in sorted(self._lost & self._small.keys()):
            cells = self._small[column]
            self.findings.warn(
                self._place((-1, column)), "thousands_lost", n=len(cells), cells=_cells(cells)
            )

    def total(self, row: int, *, formulas: bool) -> dict[str, float]:
        """Return the figures of a total row that are certain.

        Parameters
        ----------
        formulas
            Whether the results of formulas count.
        """
        sheet = self.table.layout.sheet
        figures = {}
        for meaning in self.meanings.fields:
            cell = (row, meaning.column.index)
            if cell in sheet.uncached or (cell in sheet.formulas and not formulas):
                continue
            if meaning.field.kind not in ("count", "money", "number"):
                continue
            outcome = read_cell(self._value(cell), meaning, percent_format=cell in sheet.percents)
            if isinstance(outcome, Taken) and isinstance(outcome.value, (int, float)):
                figures[meaning.field.id] = float(outcome.value)
        return figures

    def is_empty(self, row: int) -> bool:
        """Tell whether no cell of a row that asks for an answer holds anything."""
        layout = self.table.layout
        return not any(
            (row, n) in layout.sheet.uncached
            or text_of(layout.shown(row, n))
            or text_of(layout.raw(row, n))
            for n in self.meanings.figure_columns
        )

    def tells_nothing(self, row: int, meaning: Meaning) -> bool:
        """Tell whether a cell is empty, or says in words that there is no answer."""
        cell = (row, meaning.column.index)
        known = cell not in self.table.layout.sheet.uncached
        return known and isinstance(read_cell(self._value(cell), meaning), Missing)

    def _read(self, row: int, meaning: Meaning) -> tuple[Outcome, str]:
        """Return what a cell holds, and the code of its error."""
        sheet = self.table.layout.sheet
        cell = (row, meaning.column.index)
        place = self._place(cell)
        words = {"title": meaning.column.title}
        if cell in sheet.uncached:
            return Missing(), self.findings.error(place, "formula_without_value", **words)
        value = self._value(cell)
        if cell in sheet.formulas:
            self._formulas[cell[1]].append(cell)
        covered = self._covered(cell)
        outcome = read_cell(value, meaning, percent_format=cell in sheet.percents)
        # «Chưa báo cáo» over all the figures of a commune is an answer to each of them.
        shared = not isinstance(outcome, Missing) and self._is_shared(cell)
        if covered is not None or shared:
            found = text_of(value if covered is None else covered)
            return Missing(), self.findings.error(place, "merged_figure", found=found, **words)
        if isinstance(outcome, (Taken, Missing)):
            self._remember_small(cell, value, meaning)
            if outcome.note:
                self.findings.warn(place, outcome.note, found=text_of(value), **words)
            return outcome, ""
        if isinstance(outcome, Unclear):
            return self._unclear(cell, value, meaning, outcome)
        choices = "; ".join(choice.vi for _, choice in meaning.field.choices)
        if choices:
            words["choices"] = choices
        return outcome, self.findings.error(place, outcome.code, found=text_of(value), **words)

    def _unclear(
        self, cell: Cell, value: Value, meaning: Meaning, outcome: Unclear
    ) -> tuple[Outcome, str]:
        """Take the remembered answer, or ask; dates are asked of the sender alone."""
        place, written = self._place(cell), text_of(value)
        if not isinstance(value, str):
            self._lost.add(cell[1])
        meant = [
            date_text(candidate) if isinstance(candidate, dt.date) else str(candidate)
            for candidate in outcome.candidates
        ]
        words = {"found": written, "title": meaning.column.title, "candidates": "; ".join(meant)}
        if meaning.field.kind == "date":
            return outcome, self.findings.error(place, "date_unclear", **words)
        sheet = self.table.layout.sheet.name
        name = f"{self.findings.sha256}!{sheet}!{address(cell)}!{written}"
        answer = self.answers.given("value", name)
        taken = answered_number(answer, meaning.field) if answer is not None else None
        if taken is not None:
            return taken, ""
        candidates = tuple(Candidate(number, number, 100.0) for number in meant)
        self.findings.ask(Question("value", name, place, written, candidates, meaning.column.title))
        return outcome, self.findings.error(place, "number_unclear", **words)

    def _remember_small(self, cell: Cell, value: Value, meaning: Meaning) -> None:
        """A number cell 2 among lost «1.234» may have been «2.000»."""
        whole = meaning.field.kind in ("count", "money")
        if whole and isinstance(value, (int, float)) and 0 < value < _THOUSAND:
            self._small[cell[1]].append(cell)

    def _value(self, cell: Cell) -> Value:
        return self.table.layout.shown(*cell)

    def _covered(self, cell: Cell) -> Value:
        """Return what a merged range covers: LibreOffice may keep it, and nobody sees it."""
        own = self.table.layout.raw(*cell)
        merged = self.table.layout.merges.get(cell)
        return None if merged is None or merged[:2] == cell or is_blank(own) else own

    def _is_shared(self, cell: Cell) -> bool:
        """Tell whether a cell is merged with one that answers something else."""
        merged = self.table.layout.merges.get(cell)
        if merged is None:
            return False
        top, first, bottom, last = merged
        rows = sum(row in self.data_rows for row in range(top, bottom + 1))
        columns = sum(first <= column <= last for column in self.meanings.figure_columns)
        # «01321» merged with the figure beside it is no figure.
        return rows > 1 or columns > 1 or first != cell[1]

    def _place(self, cell: Cell) -> Place:
        return self.findings.place(self.table.layout.sheet.name, *cell)


def _cells(cells: Iterable[Cell]) -> str:
    return ", ".join(_addresses(cells))


def _addresses(cells: Iterable[Cell]) -> Iterator[str]:
    for n, cell in enumerate(cells):
        if n == _NAMED:
            yield "…"
            return
        yield address(cell)
