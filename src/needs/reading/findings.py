"""Faults and questions, gathered while a file is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from needs.reading.records import Candidate, Place, Question, ReturnFault, Severity


@dataclass
class Findings:
    """Everything wrong with one file, and everything to be asked about it.

    Attributes
    ----------
    file, sha256
        Its name and checksum.
    faults
        In the order in which they were found, the same one perhaps more than once.
    questions
        The first of each key.
    """

    file: str
    sha256: str
    faults: list[ReturnFault] = field(default_factory=list)
    questions: dict[tuple[str, str], Question] = field(default_factory=dict)

    def place(self, sheet: str = "", row: int = -1, column: int = -1) -> Place:
        """Return a place in the file."""
        return Place(self.file, sheet, row, column)

    def error(self, place: Place, code: str, **values: object) -> str:
        """Note what keeps a row, sheet or file out of the tables; return its code."""
        self._add(place, code, "error", values)
        return code

    def warn(self, place: Place, code: str, **values: object) -> None:
        """Note what deserves a look."""
        self._add(place, code, "warning", values)

    def ask(self, question: Question) -> None:
        """Note a question; the first place at which it arose stays with it."""
        known = self.questions.get((question.kind, question.key))
        if known is None or question.place < known.place:
            self.questions[question.kind, question.key] = question

    def _add(self, place: Place, code: str, severity: Severity, values: dict[str, object]) -> None:
        words = tuple(sorted((name, str(value)) for name, value in values.items()))
        self.faults.append(ReturnFault(place, code, severity, words))


def best(candidates: Iterable[Candidate], *, most: int = 5) -> tuple[Candidate, ...]:
    """Return the best candidates, best first; those of equal score in a fixed order."""
    ranked = sorted(candidates, key=lambda candidate: (-candidate.score, candidate.answer))
    return tuple(ranked[:most])
