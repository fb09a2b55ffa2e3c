"""Everything told of one file: by its opening, its reading and the checks."""

from __future__ import annotations

from dataclasses import dataclass

from needs.reading.records import Place, Question, ReadFile, ReturnFault, Row
from needs.workbooks import Note, Refusal


@dataclass(frozen=True)
class Checked:
    """One file that was checked.

    Attributes
    ----------
    result
        What was read and judged, or why the file was not read.
    notes
        What its opening told.
    """

    result: ReadFile | Refusal
    notes: tuple[Note, ...] = ()

    @property
    def file(self) -> str:
        """Its name."""
        return self.result.name if isinstance(self.result, Refusal) else self.result.file

    @property
    def rows(self) -> tuple[Row, ...]:
        """Its rows; none of a file that was not read."""
        return () if isinstance(self.result, Refusal) else self.result.rows

    @property
    def questions(self) -> tuple[Question, ...]:
        """What it asks."""
        return () if isinstance(self.result, Refusal) else self.result.questions

    @property
    def faults(self) -> tuple[ReturnFault, ...]:
        """Its faults, each once: errors first, then warnings, from the first cell to the last."""
        place = Place(self.file)
        faults = {ReturnFault(place, note.code, "warning", note.values) for note in self.notes}
        if isinstance(self.result, Refusal):
            faults.add(ReturnFault(place, self.result.code, "error", self.result.values))
        else:
            faults.update(self.result.faults)
        return tuple(sorted(faults, key=lambda fault: (fault.severity, fault)))

    @property
    def errors(self) -> tuple[ReturnFault, ...]:
        """What keeps rows, or the file, out of the tables."""
        return tuple(fault for fault in self.faults if fault.severity == "error")
