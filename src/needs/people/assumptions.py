"""The named assumptions: each figure that no count gives, with its range and source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import pandas as pd

from needs.errors import FaultCollector, NotFound
from needs.programmes import BASIS_OF_KIND, Varies
from needs.tables import rows_of
from needs.tables.reference import numbers, one_of, present, read_reference, unique
from needs.wording import typed

ASSUMPTIONS = Path("reference") / "assumptions.csv"


@dataclass(frozen=True)
class Assumption:
    """One named figure with its range, kind and source.

    `varies`: whether the truth is common to all communes, or each commune's own.
    """

    figure: str
    name: str
    name_en: str
    value: float
    at_low: float
    at_high: float
    unit: str
    kind: str
    source: str
    note: str
    varies: Varies = "province"

    @property
    def basis(self) -> str:
        """What tables that use the figure must call it."""
        return BASIS_OF_KIND[self.kind]


class Assumptions(Mapping[str, Assumption]):
    """All named assumptions, by id; asking for an unknown one lists those that exist."""

    def __init__(self, entries: dict[str, Assumption]) -> None:
        self._entries = entries

    def __getitem__(self, figure: str) -> Assumption:
        if figure not in self._entries:
            raise NotFound(
                "giả định / assumption", figure, (typed(one, ids=True) for one in self._entries)
            )
        return self._entries[figure]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def read_assumptions(root: Path) -> Assumptions:
    """Read the table of assumptions.

    Raises
    ------
    InputFaults
        With every row that lacks a value, source or kind, or whose range does not hold it.
    """
    frame = read_reference(
        root / ASSUMPTIONS,
        columns=(
            "figure",
            "name_vi",
            "name_en",
            "value",
            "low",
            "high",
            "unit",
            "kind",
            "source",
            "note",
            "varies",
        ),
    )
    faults = FaultCollector(ASSUMPTIONS.as_posix())
    present(frame, ["figure", "name_vi", "name_en", "value", "kind", "source", "varies"], faults)
    unique(frame, ["figure"], faults)
    one_of(frame, "kind", BASIS_OF_KIND, faults)
    one_of(frame, "varies", get_args(Varies), faults)
    for column in ("value", "low", "high"):
        frame[column] = numbers(frame, column, faults)
    frame["low"] = frame.low.fillna(frame.value)
    frame["high"] = frame.high.fillna(frame.value)
    wrong = ~((frame.low <= frame.value) & (frame.value <= frame.high)).fillna(False)
    for row in rows_of(frame[wrong]):
        faults.add(
            typed(row.figure, ids=True), f"{row.low}, {row.value}, {row.high}", "low ≤ value ≤ high"
        )
    faults.raise_if_any()
    return Assumptions(
        {
            str(row.figure): Assumption(
                figure=str(row.figure),
                name=str(row.name_vi),
                name_en=str(row.name_en),
                value=float(row.value),
                at_low=float(row.low),
                at_high=float(row.high),
                unit="" if pd.isna(row.unit) else str(row.unit),
                kind=str(row.kind),
                source=str(row.source),
                note="" if pd.isna(row.note) else str(row.note),
                varies=row.varies,
            )
            for row in rows_of(frame)
        }
    )
