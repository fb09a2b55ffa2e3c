"""What one awkward file is, and what a careful officer would make of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

#: Severity, code, place («Trang!C7», «Trang!7» a row, «Trang!C» a column, «Trang!», «» the file).
Told = tuple[str, str, str]
Value = str | int | float | dt.date
#: Commune code (district's return) or row (ledger, donors: «Trang!7») → field → value.
Figures = Mapping[str, Mapping[str, Value]]


def error(code: str, *places: str) -> list[Told]:
    return [("error", code, place) for place in places or ("",)]


def warning(code: str, *places: str) -> list[Told]:
    return [("warning", code, place) for place in places or ("",)]


@dataclass(frozen=True)
class Expected:
    """What becomes of a file: every row, every fault, every figure, every question.

    Attributes
    ----------
    accepted
        Rows that are used.
    waiting, ignored
        Reason → rows.
    faults
        All of them, errors and warnings.
    figures
        All of them.
    asked
        Kind and wording of all questions.
    date
        The day that the file says it was made.
    """

    accepted: int = 0
    waiting: Mapping[str, int] = field(default_factory=dict)
    ignored: Mapping[str, int] = field(default_factory=dict)
    faults: Iterable[Told] = ()
    figures: Figures = field(default_factory=dict)
    asked: Iterable[tuple[str, str]] = ()
    date: dt.date | None = None


def refused(code: str) -> Expected:
    """A file that is not read at all."""
    return Expected(faults=error(code))


def save(path: Path, content: bytes) -> None:
    path.write_bytes(content)


@dataclass(frozen=True)
class Awkward:
    """One awkward file.

    Attributes
    ----------
    name
        Its name, as the sender gave it.
    about
        What is awkward about it.
    content
        Makes its bytes.
    expected
        What becomes of it.
    programme
        The programme that it is sent to.
    answers
        What a planner answers to its questions: asked → what is typed into the yellow cell.
    answered
        What becomes of it then.
    place
        Puts the bytes at a path; a symbolic link, say, instead of a file.
    not_on_windows
        Whether Windows cannot have such a file.
    """

    name: str
    about: str
    content: Callable[[], bytes]
    expected: Expected
    programme: str = "cao-bang-588"
    answers: Mapping[str, str] = field(default_factory=dict)
    answered: Expected | None = None
    place: Callable[[Path, bytes], None] = save
    not_on_windows: bool = False
