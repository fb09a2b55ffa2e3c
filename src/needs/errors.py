"""What went wrong, where, and what to do: the errors that a planner reads.

A *fault* is one thing wrong with one input. Readers collect every fault before they
raise, so that a planner mends a file once and not ten times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

# Signs that would command the terminal, or turn what follows round: shown as «�».
_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class NeedsError(Exception):
    """Base of every error that `needs` raises on purpose; shown without a traceback."""

    def _render_traceback_(self) -> list[str]:
        """Let a notebook show the message alone: its reader is a planner, not a programmer."""
        return [str(self)]


@dataclass(frozen=True, order=True)
class Fault:
    """One fault in one input.

    Parameters
    ----------
    where
        File, and sheet, row, column, cell or key within it.
    found
        What stands there.
    expected
        What should stand there.
    action
        What the planner can do about it.
    """

    where: str
    found: str
    expected: str
    action: str = ""

    def __str__(self) -> str:
        parts = [self.where, f"thấy: {self.found}", f"cần: {self.expected}"]
        if self.action:
            parts.append(f"cách sửa: {self.action}")
        return _COMMANDS.sub("\ufffd", " | ".join(parts))


class InputFaults(NeedsError):
    """One or more inputs cannot be used; carries all faults found, not only the first.

    Parameters
    ----------
    subject
        What was being read ("programme cao-bang-588", "data/reference/areas.csv").
    faults
        Everything wrong with it.
    """

    def __init__(self, subject: str, faults: Iterable[Fault]) -> None:
        self.subject = subject
        self.faults = tuple(faults)
        lines = [f"{subject}: {len(self.faults)} lỗi"]
        lines += [f"  {n}. {fault}" for n, fault in enumerate(self.faults, start=1)]
        super().__init__("\n".join(lines))


class NotFound(NeedsError):
    """A name or id that does not exist; lists the valid ones."""

    def __init__(self, what: str, given: object, valid: Iterable[str]) -> None:
        self.given = given
        self.valid = tuple(valid)
        options = "; ".join(self.valid) or "(không có)"
        # Errors know no language: Vietnamese comes first, and is what a planner is shown.
        name = what.partition(" / ")[0]
        super().__init__(f"{name}: không có «{given}». Các giá trị hợp lệ: {options}")


class NoSolution(NeedsError):
    """The solver could not give a plan that is proven feasible; says what it reported."""


@dataclass
class FaultCollector:
    """Gathers faults while an input is read, and raises them together at the end."""

    subject: str
    faults: list[Fault] = field(default_factory=list)

    def add(self, where: str, found: object, expected: str, action: str = "") -> None:
        """Note one fault and go on reading."""
        self.faults.append(Fault(where, str(found), expected, action))

    def raise_if_any(self) -> None:
        """Raise `InputFaults` with all faults gathered so far, if there are any."""
        if self.faults:
            raise InputFaults(self.subject, self.faults)
