"""What a cell turns out to be: a value, nothing, several things at once, or a fault."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Taken:
    """A value that is certain; `note` is the code of a warning, if it deserves one."""

    value: str | int | float | dt.date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """No value is told; `note` is the code of a warning."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class Unclear:
    """More than one value is possible: to be asked."""

    candidates: tuple[int | float | dt.date, ...]


@dataclass(frozen=True, slots=True)
class Wrong:
    """No value of this kind; `code` is that of the fault."""

    code: str


Outcome = Taken | Missing | Unclear | Wrong
