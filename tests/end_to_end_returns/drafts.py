"""A return on its way to be spoilt: every cell knows whose figure its sender put there.

Rows, columns and sheets may be moved about; what a cell is about goes with it. The truth is not
looked up in a table beside the workbook, it stands in the cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile

from needs.workbooks import Book, Sheet, Value

#: Commune code, field id.
About = tuple[str, str]
#: Sheet, row and column (from 0).
Spot = tuple[str, int, int]


@dataclass(eq=False)
class Slot:
    """One cell.

    Attributes
    ----------
    about
        Whose figure its sender put there; none for titles, names, totals.
    means
        The number that may be read from it; none where nobody can know it.
    flags
        `formulas`, `uncached`, `percents`, as in `Sheet`.
    """

    value: Value = None
    about: About | None = None
    means: int | None = None
    flags: set[str] = field(default_factory=set)

    def spoil(self, value: Value) -> None:
        """Put something there from which the figure can no longer be known."""
        self.value, self.means = value, None

    def forget(self) -> None:
        """Empty it, as its sender may: then nothing is told."""
        self.value, self.about, self.means = None, None, None
        self.flags.clear()


@dataclass(eq=False)
class Line:
    """One row.

    Attributes
    ----------
    kind
        title, header, numbers, data, total, section, note or blank.
    commune
        Code of the commune that it is about.
    doubtful
        Whether its name and its code no longer agree, or are nobody's.
    """

    kind: str
    slots: list[Slot]
    commune: str = ""
    hidden: bool = False
    doubtful: bool = False

    def figures(self) -> list[Slot]:
        return [slot for slot in self.slots if slot.about is not None]

    def known(self) -> list[Slot]:
        return [slot for slot in self.slots if slot.about is not None and slot.means is not None]


@dataclass(eq=False)
class Page:
    """One sheet.

    Attributes
    ----------
    roles
        What each column holds: stt, code, name, zone, note, or a field id.
    merged
        First and last cell of merged ranges.
    answers
        Whether it is a table of communes.
    settled
        Whether nothing more may be done to it.
    """

    name: str
    lines: list[Line]
    roles: list[str]
    merged: list[tuple[Slot, Slot]] = field(default_factory=list)
    hidden: bool = False
    answers: bool = True
    settled: bool = False

    def of_kind(self, *kinds: str) -> list[Line]:
        return [line for line in self.lines if line.kind in kinds]

    @property
    def data(self) -> list[Line]:
        return self.of_kind("data")

    @property
    def header_height(self) -> int:
        """How many rows the header has, however often it is repeated."""
        first = next(n for n, line in enumerate(self.lines) if line.kind == "header")
        return sum(1 for _ in takewhile(lambda one: one.kind == "header", self.lines[first:]))

    def column(self, role: str) -> int:
        return self.roles.index(role)

    def cell(self, line: Line, role: str) -> Slot:
        return line.slots[self.column(role)]

    @property
    def fields(self) -> list[str]:
        return [role for role in self.roles if "." in role]

    def new_line(self, kind: str, *texts: Value) -> Line:
        slots = [Slot(text) for text in texts[: len(self.roles)]]
        return Line(kind, slots + [Slot() for _ in range(len(self.roles) - len(slots))])

    def grid(self) -> list[list[Value]]:
        return [[slot.value for slot in line.slots] for line in self.lines]

    def ranges(self) -> list[tuple[int, int, int, int]]:
        """Merged ranges as they lie now; of ranges that lost a corner nothing is left."""
        at = {
            slot: (row, column)
            for row, line in enumerate(self.lines)
            for column, slot in enumerate(line.slots)
        }
        found = []
        for one, other in self.merged:
            if one in at and other in at:
                (top, left), (bottom, right) = at[one], at[other]
                found.append(
                    (min(top, bottom), min(left, right), max(top, bottom), max(left, right))
                )
        return found


@dataclass(eq=False)
class Draft:
    """A return.

    Attributes
    ----------
    own
        Whether it is a form of ours.
    hurt
        Communes of which any figure may have to wait for what was done.
    hurt_pages
        Pages of which the same is true; `everything` is true of all of them.
    clean
        Whether nothing was done that deserves an error or a question.
    done
        What was done, in order.
    """

    pages: list[Page]
    programme: str
    district_code: str
    own: bool
    hurt: set[str] = field(default_factory=set)
    hurt_pages: set[Page] = field(default_factory=set)
    everything: bool = False
    clean: bool = True
    done: list[str] = field(default_factory=list)

    @property
    def tables(self) -> list[Page]:
        """The pages with figures of communes, to which something may still be done."""
        return [one for one in self.pages if one.answers and one.data and not one.settled]

    def hurts(self, *lines: Line) -> None:
        self.clean = False
        self.hurt |= {line.commune for line in lines}
        self.hurt |= {slot.about[0] for line in lines for slot in line.slots if slot.about}

    def hurts_page(self, page: Page) -> None:
        self.clean = False
        self.hurt_pages.add(page)

    def spots(self) -> dict[Spot, Slot]:
        return {
            (page.name, row, column): slot
            for page in self.pages
            for row, line in enumerate(page.lines)
            for column, slot in enumerate(line.slots)
        }

    def book(self, name: str = "bao-cao.xlsx", sha256: str = "ab" * 32) -> Book:
        return Book(name, sha256, "xlsx", tuple(map(_sheet, self.pages)))


def _sheet(page: Page) -> Sheet:
    grid = page.grid()
    # A file ends with its last used cell.
    while grid and all(value is None for value in grid[-1]):
        grid.pop()
    width = max(
        (n + 1 for row in grid for n, value in enumerate(row) if value is not None), default=0
    )
    flagged: dict[str, set[tuple[int, int]]] = {}
    for row, line in enumerate(page.lines):
        for column, slot in enumerate(line.slots):
            for flag in slot.flags:
                flagged.setdefault(flag, set()).add((row, column))
    uncached = flagged.get("uncached", set())
    return Sheet(
        page.name,
        tuple(tuple(row[:width]) for row in grid),
        merged=tuple(page.ranges()),
        hidden=page.hidden,
        formulas=frozenset(flagged.get("formulas", set()) | uncached),
        uncached=frozenset(uncached),
        percents=frozenset(flagged.get("percents", ())),
        hidden_rows=frozenset(row for row, line in enumerate(page.lines) if line.hidden),
    )


def lines_of(draft: Draft) -> Iterator[tuple[Page, Line]]:
    """Every row of a commune, with its page."""
    for page in draft.tables:
        for line in page.data:
            yield page, line


def copied_line(line: Line) -> Line:
    """A row of its own cells that tell the same."""
    return replace(line, slots=[replace(slot, flags=set(slot.flags)) for slot in line.slots])
