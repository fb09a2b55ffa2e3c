"""What each row below a header is: data, section, total, footnote or blank."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Literal

from needs.disclosure import name_masked
from needs.reading.columns import Meanings
from needs.reading.communes import CommuneReader, Written
from needs.reading.header import Table
from needs.reading.layout import is_figure
from needs.reading.phrases import is_blank, key, seen, text_of
from needs.reading.province import Province
from needs.reading.row_kinds import (
    is_footnote,
    is_section,
    is_section_number,
    of_district,
    section_district,
    total_kind,
    without_number,
)
from needs.wording import masked
from needs.workbooks import CellError

_NOWHERE = Written()

Kind = Literal["blank", "section", "subtotal", "total", "footnote", "data", "unplaced"]


# What a total is the sum of: also rows of which the commune is missing.
_WITH_FIGURES = ("data", "unplaced")


@dataclass(frozen=True)
class Line:
    """One row of a table's body.

    Attributes
    ----------
    kind
        `unplaced`: figures without a commune and without a word that explains them.
    label
        The words in front.
    written
        The commune that it names.
    figures
        Whether anything that may be a figure stands in it.
    of_district
        Of a section or subtotal: whether it is a district's.
    """

    row: int
    kind: Kind
    label: str = ""
    written: Written = _NOWHERE
    figures: bool = False
    of_district: bool = False


@dataclass(frozen=True)
class RowReader:
    """Tells the rows of one table apart.

    Attributes
    ----------
    district
        Code of the district stated for the table; sections and a column of districts go before.
    """

    table: Table
    meanings: Meanings
    communes: CommuneReader
    province: Province
    district: str

    @property
    def place_column(self) -> int:
        """The column that names the commune, or else its code; -1 where there is neither."""
        places = self.meanings.places
        return places.get("commune", places.get("code", -1))

    def shown(self, row: int) -> str:
        """Return a row as it may be shown beside a question: its place and its figures.

        Notes and names of givers are left out: nobody needs them to answer.
        """
        layout, places = self.table.layout, set(self.meanings.places.values())
        figures = {one.column.index for one in self.meanings.fields if one.field.kind != "text"}
        parts = []
        for column in layout.filled(row):
            text = text_of(layout.raw(row, column))
            if column in places:
                parts.append(name_masked(text))
            elif column in figures:
                parts.append(masked(text))
        return " ".join(parts)

    def lines(self) -> list[Line]:
        """Return every row of the body, in order."""
        found: list[Line] = []
        district = self.district
        for row in self.table.body:
            line = self._line(row, district)
            if line.kind == "section" and line.of_district:
                district = section_district(line.label, self.province) or self.district
            found.append(line)
        return _repeated_totals(_after_the_end(found))

    def written(self, row: int, district: str) -> Written:
        """Return the commune that a row names."""
        layout, places = self.table.layout, self.meanings.places
        values = (
            layout.shown(row, places[kind]) if kind in places else None
            for kind in ("commune", "code", "district")
        )
        # #REF! is no name.
        name, code, named = (
            "" if isinstance(value, CellError) else text_of(value) for value in values
        )
        # Words in the column of codes are those of a total or section.
        code = code if any(sign.isdigit() for sign in code) else ""
        return Written(name, code, self.province.district_called(named) or district)

    def _line(self, row: int, district: str) -> Line:
        layout = self.table.layout
        filled = layout.filled(row)
        if not filled:
            return Line(row, "blank")
        columns = set(self.meanings.figure_columns)
        figures = any(is_figure(layout.raw(row, n)) for n in columns)
        written = self.written(row, district)
        if self.communes.is_known(written):
            return Line(row, "data", written.shown, written, figures)
        front = self._front(row, columns)
        line = Line(row, "unplaced", front[0] if front else "", written, figures)
        explained = self._explained(line, front)
        if explained is not None:
            return explained
        if figures:
            return replace(line, kind="data" if written else "unplaced")
        return replace(line, kind="section" if front else "footnote")

    def _front(self, row: int, columns: set[int]) -> list[str]:
        """Return the words of a row in front of its figures."""
        layout = self.table.layout
        before = range(min(columns, default=layout.width))
        front = sorted({*before, *self.meanings.places.values()} - columns)
        values = [layout.raw(row, column) for column in front]
        return [seen(value) for value in values if isinstance(value, str) and not is_blank(value)]

    def _explained(self, line: Line, front: list[str]) -> Line | None:
        """Return the row as the words in front of it explain it; none where they do not."""
        for text in front:
            kind = total_kind(text)
            if kind == "total" or key(without_number(text)) == self.province.whole:
                return replace(line, kind="total", label=text)
            if kind == "subtotal":
                return replace(line, kind="subtotal", label=text, of_district=of_district(text))
            named = section_district(text, self.province)
            if named or is_section(text):
                return replace(line, kind="section", label=text, of_district=bool(named))
            if is_footnote(text) and not line.figures:
                return replace(line, kind="footnote", label=text)
        if front and is_section_number(front[0]) and not line.figures:
            return replace(line, kind="section", label=" ".join(front))
        return None


def register_lines(table: Table, meanings: Meanings) -> list[Line]:
    """Return every row of a ledger or of a list of donors, in order.

    A row counts as soon as one of the form's questions is answered in it.
    """
    layout = table.layout
    columns = [*meanings.figure_columns, *meanings.places.values()]
    lines = []
    for row in table.body:
        filled = layout.filled(row)
        texts = [text_of(layout.raw(row, column)) for column in filled]
        figures = any(not is_blank(layout.raw(row, column)) for column in columns)
        # A total stands over the columns of words, a note alone in its row.
        front = [text for text in texts if not is_figure(text)][:1]
        alone = len(texts) == 1
        if not filled:
            lines.append(Line(row, "blank"))
        elif front and total_kind(front[0]) and len(front) == len(texts) - _figures(texts):
            lines.append(Line(row, "total", front[0], figures=True))
        elif alone and front and (is_footnote(front[0]) or is_section(front[0])):
            kind: Kind = "footnote" if is_footnote(front[0]) else "section"
            lines.append(Line(row, kind, front[0]))
        else:
            lines.append(Line(row, "data", figures=figures))
    return _after_the_end(lines)


def _figures(texts: list[str]) -> int:
    return sum(map(is_figure, texts))


def _after_the_end(lines: list[Line]) -> list[Line]:
    """Words without figures below the last row of data are footnotes, not sections."""
    rows = [line.row for line in lines if line.kind in ("data", "total", "subtotal")]
    end = max(rows, default=-1)
    return [
        replace(line, kind="footnote")
        if line.kind == "section" and not line.figures and line.row > end
        else line
        for line in lines
    ]


def _repeated_totals(lines: list[Line]) -> list[Line]:
    """«Cộng» that stands under each section is a subtotal each time."""
    times = Counter(line.label.casefold() for line in lines if line.kind == "total")
    return [
        replace(line, kind="subtotal")
        if line.kind == "total" and times[line.label.casefold()] > 1
        else line
        for line in lines
    ]


def rows_summed(lines: list[Line]) -> dict[int, tuple[int, ...]]:
    """Return which rows each total, subtotal and section with figures stands for.

    A total: all rows of data. A subtotal: those since the last section or subtotal, of a
    district those since the last one of a district. A section: those up to the next one.
    """
    every = tuple(line.row for line in lines if line.kind in _WITH_FIGURES)
    summed: dict[int, tuple[int, ...]] = {}
    for n, line in enumerate(lines):
        if line.kind == "total":
            summed[line.row] = every
        elif line.kind == "subtotal":
            summed[line.row] = tuple(reversed(_until(lines[:n][::-1], line)))
        elif line.kind == "section" and line.figures:
            summed[line.row] = tuple(_until(lines[n + 1 :], line))
    return summed


def _until(lines: list[Line], start: Line) -> list[int]:
    """Return the rows of data up to where another section or subtotal of the same level stands."""
    rows = []
    for line in lines:
        ends = line.kind in ("section", "subtotal", "total")
        if ends and (line.of_district or not start.of_district):
            break
        if line.kind in _WITH_FIGURES:
            rows.append(line.row)
    return rows
