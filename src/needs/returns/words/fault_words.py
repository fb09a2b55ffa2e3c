"""What is said of one fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class FaultWords:
    """What was found, what was expected, what to do."""

    found: str
    expected: str
    action: str


#: From the values of a fault and the language to its words.
Words = Callable[[Mapping[str, str], str], FaultWords]
