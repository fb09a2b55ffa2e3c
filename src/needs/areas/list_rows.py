"""From the cells of a decision's table to its lines: which commune, which district, which zone.

Decisions print their lists in many ways: a table with titles, tables side by side on one page, a
heading «Khu vực III» or «Huyện Mường Lát» over its communes, lines of text with nothing between
the columns but spaces. A line is read with what stands over it. Whatever is neither title, heading,
nor total is a line of the list: nothing below the first one is passed over in silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from needs.areas.list_words import (
    CODE,
    COUNTED,
    DISTRICT,
    GAP,
    HEADING,
    LINE,
    OVER,
    PROVINCE,
    ROLE_OF,
    ROMAN,
    TOTAL,
    key,
    plain,
    zone_of,
)
from needs.workbooks import Book, CellError, Sheet, Value, address


@dataclass(frozen=True)
class Line:
    """A line of the list, as it is written.

    Attributes
    ----------
    where
        File, sheet and cell of the name.
    name, district, zone, code
        As written; empty where nothing is.
    villages, villages_in_commune
        Specially disadvantaged villages, and villages in all, as written.
    """

    where: str
    name: str
    district: str = ""
    zone: str = ""
    code: str = ""
    villages: str = ""
    villages_in_commune: str = ""


@dataclass
class Lines:
    """What a file holds: its lines, and how many rows are none (titles, headings, totals, blank).

    Attributes
    ----------
    rows
        Rows of all sheets that hold anything.
    """

    lines: list[Line] = field(default_factory=list)
    ignored: int = 0
    rows: int = 0


@dataclass(frozen=True)
class _Block:
    """Columns of one table; several stand side by side on some pages."""

    columns: dict[str, int]
    marks: dict[int, str]


@dataclass(frozen=True)
class _Above:
    """What stands over a line."""

    district: str = ""
    zone: str = ""


def lines_of(book: Book) -> Lines:
    """Read the lines of every visible sheet of a file."""
    found = Lines()
    for sheet in book.sheets:
        if not sheet.hidden:
            _read(book, sheet, found)
    return found


def _read(book: Book, sheet: Sheet, found: Lines) -> None:
    blocks: list[_Block] = []
    above: dict[int, _Above] = {}
    begun = False
    for number, row in enumerate(_filled_down(sheet)):
        cells = _cells(row, one_column=book.kind == "csv")
        if not cells:
            continue
        found.rows += 1
        titles = _titles(cells)
        if titles:
            blocks, above, begun = titles, {}, True
            found.ignored += 1
            continue
        read = 0
        for place, block in enumerate(blocks or [_Block({}, {})]):
            own = _within(cells, blocks, place)
            if not own:
                continue
            over = above.get(place, _Above())
            changed = _heading(own, over)
            if changed is not None:
                above[place] = changed
                continue
            if not begun and OVER.fullmatch(plain(own[min(own)])):
                continue
            line = _line(own, block, over, f"{book.name}, trang «{sheet.name}»", number)
            if line is None or (not begun and not line.zone):
                continue
            if line.district and block.columns.get("district") is not None:
                above[place] = replace(over, district=line.district)
            found.lines.append(line)
            begun, read = True, read + 1
        found.ignored += not read


def _filled_down(sheet: Sheet) -> list[list[Value]]:
    """Return the rows with what stands in cells merged downwards in each of them."""
    rows = [list(row) for row in sheet.rows]
    for top, left, bottom, _right in sheet.merged:
        for row in range(top + 1, bottom + 1):
            rows[row][left] = rows[top][left]
    return rows


def _text(value: Value) -> str:
    if value is None or isinstance(value, CellError):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split()) if "  " not in str(value).strip() else str(value).strip()


def _cells(row: list[Value], *, one_column: bool) -> dict[int, str]:
    """Return the cells that hold anything; a line of text without signs is parted by its gaps."""
    written = {column: _text(value) for column, value in enumerate(row) if _text(value)}
    if one_column and len(written) == 1 and 0 in written:
        parts = [part for part in GAP.split(written[0]) if part]
        if len(parts) > 1:
            return dict(enumerate(parts))
        match = LINE.fullmatch(written[0])
        if match is not None and not HEADING.fullmatch(plain(written[0])):
            return {0: match["name"], 1: match["zone"]}
    return written


def _titles(cells: dict[int, str]) -> list[_Block]:
    """Return the tables whose titles this row holds; none where it is no row of titles."""
    blocks: list[_Block] = []
    columns: dict[str, int] = {}
    marks: dict[int, str] = {}
    for column, written in sorted(cells.items()):
        role = ROLE_OF.get(key(written))
        zone = zone_of(written) if role is None else None
        # The same title again: another table begins beside the first.
        again = (role is not None and role in columns) or (zone in marks.values())
        if again:
            blocks.append(_Block(columns, marks))
            columns, marks = {}, {}
        if role is not None:
            columns[role] = column
        elif zone is not None:
            marks[column] = zone
    blocks.append(_Block(columns, marks))
    tables = [block for block in blocks if "name" in block.columns]
    named = any("zone" in block.columns or len(block.marks) > 1 for block in tables)
    several = any(len(block.columns) > 1 for block in tables)
    return tables if tables and (named or several) else []


def _within(cells: dict[int, str], blocks: list[_Block], place: int) -> dict[int, str]:
    """Return the cells of one of the tables that stand side by side."""
    if len(blocks) < 2:
        return cells
    starts = [min((*block.columns.values(), *block.marks)) for block in blocks]
    first = 0 if place == 0 else starts[place]
    last = starts[place + 1] if place + 1 < len(starts) else max((*cells, first)) + 1
    return {column: text for column, text in cells.items() if first <= column < last}


def _heading(cells: dict[int, str], above: _Above) -> _Above | None:
    """Return what stands over the lines below this row; none where it is no heading."""
    texts = [text for text in cells.values() if not COUNTED.fullmatch(text)]
    if not texts and len(cells) > 1:
        return above  # a row of numbers: that of the columns, or of counts
    if len(texts) != 1:
        return None
    words = plain(texts[0])
    if PROVINCE.fullmatch(words):
        return above
    zone = HEADING.fullmatch(words)
    if zone is not None:
        return _Above(district="", zone=ROMAN[zone[1]])
    district = DISTRICT.fullmatch(words)
    if district is not None:
        return replace(above, district=_without_number(texts[0]))
    return None


def _without_number(written: str) -> str:
    return re.sub(r"^(?:[IVXLC]+|\d+)\s*[.)/]\s*", "", written)


def _line(cells: dict[int, str], block: _Block, above: _Above, where: str, row: int) -> Line | None:
    """Return the line that a row holds; none for totals and rows of numbers alone."""
    roles = {column: role for role, column in block.columns.items()}
    found: dict[str, str] = {}
    place = min(cells)
    for column, written in cells.items():
        role = roles.get(column) or _role(written, column, block)
        if column in block.marks and _is_mark(written):
            found["zone"] = block.marks[column]
        elif role and role not in found:
            found[role] = written
            place = column if role == "name" else place
    name = found.get("name", "")
    total = any(TOTAL.fullmatch(plain(written)) for written in cells.values())
    if total or not (name or found.get("code")):
        return None
    return Line(
        where=f"{where}, ô {address((row, place))}",
        name=name,
        district=found.get("district") or above.district,
        zone=found.get("zone") or above.zone,
        code=found.get("code", ""),
        villages=found.get("villages", ""),
        villages_in_commune=found.get("villages_in_commune", ""),
    )


def _role(written: str, column: int, block: _Block) -> str | None:
    """Say what a cell without a title is, by what it holds."""
    if block.columns or column in block.marks:
        return None
    if CODE.fullmatch(written):
        return "code"
    if zone_of(written) is not None and not (written.isdigit() and column == 0):
        return "zone"
    if DISTRICT.fullmatch(plain(written)):
        return "district"
    return None if COUNTED.fullmatch(written) else "name"


def _is_mark(written: str) -> bool:
    return plain(written) in ("x", "v", "có", "1", "✓") or zone_of(written) is not None
