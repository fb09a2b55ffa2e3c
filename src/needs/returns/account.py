"""The account of rows: accepted + in quarantine + ignored = read, for each sheet and file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from needs.reading.records import Row


class RowsLost(RuntimeError):
    """Rows were lost or told twice: a mistake in the program, never in a file."""


@dataclass(frozen=True)
class Tally:
    """How many rows became what.

    Attributes
    ----------
    read
        Rows of the sheet (or file, or all), counted apart from their outcomes.
    accepted
        Rows whose figures are used.
    quarantined, ignored
        Reason → rows, in the order of the reasons.
    """

    read: int = 0
    accepted: int = 0
    quarantined: Mapping[str, int] = field(default_factory=dict)
    ignored: Mapping[str, int] = field(default_factory=dict)

    @property
    def waiting(self) -> int:
        """Rows in quarantine."""
        return sum(self.quarantined.values())

    @property
    def left_out(self) -> int:
        """Ignored rows."""
        return sum(self.ignored.values())

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.read + other.read,
            self.accepted + other.accepted,
            _sorted(Counter(self.quarantined) + Counter(other.quarantined)),
            _sorted(Counter(self.ignored) + Counter(other.ignored)),
        )


@dataclass(frozen=True)
class Accounting:
    """The account of one or several files.

    Attributes
    ----------
    sheets
        (file, sheet) → its tally, in the order in which the sheets were read.
    """

    sheets: Mapping[tuple[str, str], Tally] = field(default_factory=dict)

    @property
    def files(self) -> dict[str, Tally]:
        """File → tally of all its sheets."""
        found: dict[str, Tally] = defaultdict(Tally)
        for (file, _), tally in self.sheets.items():
            found[file] += tally
        return dict(found)

    @property
    def total(self) -> Tally:
        """The tally of everything."""
        return sum(self.sheets.values(), Tally())


def account(
    rows: Iterable[Row], *, read: Mapping[tuple[str, str], int] | None = None
) -> Accounting:
    """Add up what became of rows, and insist that every row is told exactly once.

    Parameters
    ----------
    rows
        Rows of one or several files; files of one name have to be accounted for apart.
    read
        (file, sheet) → rows that the sheet has. If not given, a sheet has as many as its last
        row says.

    Raises
    ------
    RowsLost
        If a row is lacking or told twice, or has no reason where it needs one.
    """
    by_sheet: dict[tuple[str, str], list[Row]] = {name: [] for name in read or {}}
    for row in rows:
        by_sheet.setdefault((row.file, row.sheet), []).append(row)
    return Accounting({name: _tally(name, own, read) for name, own in by_sheet.items()})


def _tally(
    name: tuple[str, str], rows: list[Row], read: Mapping[tuple[str, str], int] | None
) -> Tally:
    numbers = sorted(row.row for row in rows)
    count = numbers[-1] + 1 if read is None else read.get(name, 0)
    if numbers != list(range(count)):
        told = Counter(numbers)
        lost = [row for row in range(count) if row not in told][:5]
        extra = [row for row, times in told.items() if times > 1 or not 0 <= row < count][:5]
        raise RowsLost(f"{name}: {count} rows, lost (from 0): {lost}, told wrongly: {extra}")
    unreasoned = [row for row in rows if (row.outcome == "accepted") == bool(row.reason)]
    if unreasoned:
        raise RowsLost(f"{name}: outcome and reason contradict each other: {unreasoned[:5]}")
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        reasons[row.outcome][row.reason] += 1
    tally = Tally(
        read=count,
        accepted=reasons["accepted"].total(),
        quarantined=_sorted(reasons["quarantined"]),
        ignored=_sorted(reasons["ignored"]),
    )
    if tally.accepted + tally.waiting + tally.left_out != tally.read:
        raise RowsLost(f"{name}: {tally} does not add up")
    return tally


def _sorted(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))
