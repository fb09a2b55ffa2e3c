"""Workbooks of Excel since 2007 (xlsx, xlsm): which sheets there are, their words and formats.

One pass of our own instead of a library's: what has to be told about a cell (a formula, one
without a kept result, a percentage, a hidden row) stands beside its value in the same stream.
Reading values with one parser and flags with another would need the two to agree on hostile
files too. Element names: ECMA-376 part 1, 18.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from needs.workbooks.filling import CellBudget, SheetFilling
from needs.workbooks.grid import Note, Sheet
from needs.workbooks.limits import Limits
from needs.workbooks.number_formats import Meaning, meaning_of
from needs.workbooks.ooxml import LONGEST_WRITTEN, NAMESPACES, is_true, sheet_part, unescaped
from needs.workbooks.packages import Package
from needs.workbooks.refusing import Refused, damaged
from needs.workbooks.relationships import (
    ID_ATTRIBUTES,
    package_notes,
    relationships,
    the_one,
)
from needs.workbooks.xlsx_sheet import Conventions, read_sheet
from needs.workbooks.xml_parts import Attributes, LocalNames, parse


@dataclass(frozen=True, slots=True)
class _Named:
    """One sheet in the workbook's list."""

    name: str
    id: str
    hidden: bool


@dataclass(slots=True)
class _Workbook:
    """What the workbook's main part says."""

    sheets: list[_Named] = field(default_factory=list)
    from_1904: bool = False
    # Asked for by libraries that leave a formula's result open; Excel, having calculated, not.
    to_be_calculated: bool = False


def read_xlsx(package: Package, part: str, limits: Limits) -> tuple[list[Sheet], list[Note]]:
    """Return the sheets of a workbook, in its order, and what to tell about it.

    Parameters
    ----------
    package
        The inspected package.
    part
        Its main part.
    limits
        How many cells it may hold.

    Raises
    ------
    Refused
        `damaged`, `xml_entities` or `too_many_cells`.
    """
    related = relationships(package, part)
    book = _read_workbook(package, part)
    ways = Conventions(
        strings=_read_strings(package, the_one(related, "sharedStrings"), limits),
        meanings=_read_meanings(package, the_one(related, "styles")),
        from_1904=book.from_1904,
        to_be_calculated=book.to_be_calculated,
    )
    notes = list(package_notes(package, related))
    budget = CellBudget(limits.max_cells)
    sheets: list[Sheet] = []
    parts: set[str] = set()
    by_id = {found.id: found for found in related}
    for named in book.sheets:
        target = sheet_part(named.name, by_id.get(named.id), parts, notes)
        if target is None:
            continue
        filling = SheetFilling(named.name, budget, hidden=named.hidden)
        read_sheet(package.chunks(target), part=target, filling=filling, ways=ways)
        sheets.append(filling.finish())
    return sheets, notes


def _read_workbook(package: Package, part: str) -> _Workbook:
    book = _Workbook()
    local = LocalNames(*NAMESPACES)

    def start(element: str, attributes: Attributes) -> None:
        match local[element]:
            case "workbookPr":
                book.from_1904 = is_true(attributes.get("date1904"))
            case "calcPr":
                book.to_be_calculated = is_true(attributes.get("fullCalcOnLoad"))
            case "sheet":
                ids = [attributes[name] for name in ID_ATTRIBUTES if name in attributes]
                hidden = attributes.get("state", "visible") != "visible"
                book.sheets.append(_Named(unescaped(attributes["name"]), ids[0], hidden))

    parse(package.chunks(part), part=part, start=start)
    return book


def _read_strings(package: Package, part: str | None, limits: Limits) -> list[str]:
    """Return the texts that cells refer to by number; readings added to words are left out."""
    if part is None:
        return []
    strings: list[str] = []
    pieces: list[str] = []
    length = 0
    local = LocalNames(*NAMESPACES)
    path: list[str] = []

    def start(element: str, _attributes: Attributes) -> None:
        path.append(local[element])

    def text(words: str) -> None:
        nonlocal length
        if path[-1] == "t" and path[-2] != "rPh":
            pieces.append(words)
            length += len(words)
            if length > LONGEST_WRITTEN:
                raise damaged(part or "")

    def end(_element: str) -> None:
        nonlocal length
        if path.pop() != "si":
            return
        length = 0
        strings.append(unescaped("".join(pieces)))
        pieces.clear()
        if len(strings) > limits.max_cells:
            raise Refused(
                "too_many_cells",
                sheet="",
                last_cell="",
                cells=len(strings),
                limit=limits.max_cells,
            )

    parse(package.chunks(part), part=part, start=start, text=text, end=end)
    return strings


def _read_meanings(package: Package, part: str | None) -> list[Meaning]:
    """Return what each cell format means, by its number."""
    if part is None:
        return []
    codes: dict[int, str] = {}
    numbers: list[int] = []
    local = LocalNames(*NAMESPACES)
    path: list[str] = []

    def start(element: str, attributes: Attributes) -> None:
        path.append(local[element])
        match path[1:]:
            case ["numFmts", "numFmt"]:
                codes[int(attributes["numFmtId"])] = unescaped(attributes["formatCode"])
            case ["cellXfs", "xf"]:
                numbers.append(int(attributes.get("numFmtId", 0)))

    def end(_element: str) -> None:
        path.pop()

    parse(package.chunks(part), part=part, start=start, end=end)
    return [meaning_of(number, codes) for number in numbers]
