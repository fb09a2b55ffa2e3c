"""Where the tables of a sheet stand: titles above, header of one to three rows, body.

A header is known by a cell that can only be the title of the column of communes (or of donors);
it reaches up and down as far as merged cells and titles over groups of columns do. The same
header again, as on each printed page, is no new table; another header is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from needs.reading.header_rows import (
    is_letterhead,
    is_numbering,
    is_unit_line,
    is_unit_row,
    reaches_down,
    reaches_up,
    titles_over,
)
from needs.reading.layout import Layout, count_numbers, is_figure
from needs.reading.phrases import begins, is_blank, key, text_of
from needs.reading.vocabulary import vocabulary

_TALLEST = 3
_TITLE_LINES = 12


@dataclass(frozen=True)
class Column:
    """A column of a table: its titles from the top down, and its unit if one is stated."""

    index: int
    path: tuple[str, ...]
    unit: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The titles as they are compared."""
        return tuple(map(key, self.path))

    @property
    def title(self) -> str:
        """The titles in one line."""
        return " › ".join(self.path)


@dataclass
class Table:
    """One table of a sheet.

    Attributes
    ----------
    top
        First row of the header.
    title
        Lines above it, from the top down.
    columns
        Every column that has a title or a value below the header.
    body
        Rows that are neither title nor header.
    """

    layout: Layout
    top: int
    title: tuple[str, ...]
    columns: tuple[Column, ...]
    body: list[int] = field(default_factory=list)


@dataclass
class Tables:
    """The tables of one sheet, and what its other rows are (row → `title`, `header` …)."""

    tables: list[Table]
    others: dict[int, str]


@dataclass(frozen=True)
class _Header:
    top: int
    bottom: int
    anchors: tuple[int, ...]
    paths: tuple[tuple[str, ...], ...]

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(map(key, path)) for path in self.paths)


def find_tables(
    layout: Layout, *, anchors: frozenset[str], least: int, is_place: Callable[[str], bool]
) -> Tables:
    """Find the tables of a sheet.

    Parameters
    ----------
    layout
        The sheet.
    anchors
        Keys of column titles by which a header is known.
    least
        How many columns a table has at least.
    is_place
        Whether a text is the name of a commune: finds the header of a table whose titles are
        all unknown, as what stands above the first commune with a figure.
    """
    headers = list(_headers(layout, anchors, least)) or list(_above_places(layout, is_place))
    result = Tables([], {})
    after = 0
    for number, header in enumerate(headers):
        end = headers[number + 1].top if number + 1 < len(headers) else layout.height
        same = bool(result.tables) and header.keys == _keys_of(result.tables[-1])
        if not same:
            _begin_table(layout, result, header, after)
        kind = "header_again" if same else "header"
        for row in range(header.top, header.bottom + 1):
            result.others[row] = kind
        after = _below_header(layout, result, header, end)
        if not same:
            result.tables[-1].columns = _columns(layout, header, after)
        result.tables[-1].body += range(after, end)
    for table in result.tables:
        table.columns = tuple(one for one in table.columns if one.path or _has_values(table, one))
    result.others |= outside(layout, headers[0].top if headers else layout.height)
    return result


def outside(layout: Layout, end: int) -> dict[int, str]:
    """Return what the rows above a row are that belong to no table."""
    return {row: "title" if layout.filled(row) else "blank" for row in range(end)}


def _keys_of(table: Table) -> tuple[tuple[str, ...], ...]:
    paths = {column.index: column.keys for column in table.columns}
    return tuple(paths.get(column, ()) for column in range(table.layout.width))


def _begin_table(layout: Layout, result: Tables, header: _Header, after: int) -> None:
    """Open a table; the lines right above its header are its title and nobody's rows."""
    titles = _title_rows(layout, header.top, after)
    if result.tables:
        body = result.tables[-1].body
        result.tables[-1].body = [row for row in body if row not in titles]
    for row in titles:
        result.others[row] = "title"
    title = tuple(layout.line(row) for row in sorted(titles))
    result.tables.append(Table(layout, header.top, title, ()))


def _title_rows(layout: Layout, top: int, after: int) -> set[int]:
    """Return the rows of text right above a header, blank ones between them left out."""
    rows: set[int] = set()
    for row in range(top - 1, max(after, top - 1 - _TITLE_LINES) - 1, -1):
        filled = layout.filled(row)
        figures = len(filled) > 1 and any(is_figure(layout.raw(row, n)) for n in filled)
        if figures or begins(key(layout.line(row)), vocabulary().rows["footnote_begins"]):
            break
        if filled:
            rows.add(row)
    return rows


def _headers(layout: Layout, anchors: frozenset[str], least: int) -> Iterator[_Header]:
    row = after = 0
    while row < layout.height:
        found = [column for column, words in layout.keys(row).items() if words in anchors]
        # «Đơn vị: …» is a line of a letterhead, not the title of a column; a row with figures is
        # no header («Địa phương» may be who gave).
        found = [n for n in found if not text_of(layout.raw(row, n)).endswith(":")]
        if found and not count_numbers(layout, row):
            header = _around(layout, row, found, after)
            if sum(bool(path) for path in header.paths) >= least:
                yield header
                row = header.bottom
                after = row + 1
        row += 1


def _around(layout: Layout, row: int, anchors: list[int], after: int) -> _Header:
    """Return the header that an anchor belongs to; `after`: where the one before has ended."""
    top = bottom = row
    for column in layout.filled(row):
        _, _, last, _ = layout.merges.get((row, column), (row, column, row, column))
        if last - row < _TALLEST:
            bottom = max(bottom, last)
    while top > after and bottom - top + 1 < _TALLEST and reaches_up(layout, top - 1, anchors):
        top -= 1
    while bottom - top + 1 < _TALLEST and reaches_down(layout, bottom + 1, top, anchors):
        bottom += 1
    return _Header(top, bottom, tuple(anchors), titles_over(layout, top, bottom))


def _above_places(layout: Layout, is_place: Callable[[str], bool]) -> Iterator[_Header]:
    """Return the header above the first row with a commune and a figure, if there is one."""
    for row in range(layout.height):
        filled = layout.filled(row)
        values = [layout.raw(row, column) for column in filled]
        places = [
            column
            for column, value in zip(filled, values, strict=True)
            if isinstance(value, str) and not is_figure(value) and is_place(value)
        ]
        if not places or not any(map(is_figure, values)):
            continue
        above = row - 1
        while above >= 0 and not _may_be_header(layout, above):
            above -= 1
        if above < 0:
            return
        top = above
        while above - top + 1 < _TALLEST and reaches_up(layout, top - 1, places):
            top -= 1
        yield _Header(top, above, tuple(places), titles_over(layout, top, above))
        return


def _may_be_header(layout: Layout, row: int) -> bool:
    filled = layout.filled(row)
    return (
        len(filled) >= 2
        and not count_numbers(layout, row)
        and not is_numbering(layout, row)
        and not is_unit_row(layout, row)
        and all(isinstance(layout.raw(row, column), str) for column in filled)
    )


def _below_header(layout: Layout, result: Tables, header: _Header, end: int) -> int:
    """Note the rows of column numbers and units below a header; return the first of its body."""
    row = header.bottom + 1
    while row < end and layout.filled(row):
        # A row that lacks only its commune may look like column numbers.
        numbers = is_numbering(layout, row) and set(layout.filled(row)) & set(header.anchors)
        if not numbers and not is_unit_row(layout, row):
            break
        result.others[row] = "unit"
        row += 1
    return row


def _columns(layout: Layout, header: _Header, body: int) -> tuple[Column, ...]:
    units = [row for row in range(header.bottom + 1, body) if is_unit_row(layout, row)]
    return tuple(
        Column(index, path, " ".join(layout.shown_text(row, index) for row in units).strip())
        for index, path in enumerate(header.paths)
    )


def _has_values(table: Table, column: Column) -> bool:
    """Tell whether anything stands in a column, on whichever printed page."""
    return any(not is_blank(table.layout.raw(row, column.index)) for row in table.body)


def table_titles(table: Table) -> tuple[str, ...]:
    """Return the lines above a table that say what it is about."""
    return tuple(line for line in table.title if not is_letterhead(line) and not is_unit_line(line))
