"""Which columns of a table say where: commune, code, district."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from needs.places import normalise
from needs.reading.findings import Findings
from needs.reading.header import Column, Table
from needs.reading.layout import is_figure
from needs.reading.phrases import seen, text_of
from needs.reading.province import Province
from needs.reading.vocabulary import vocabulary

PlaceColumn = Literal["commune", "code", "district"]

_PLACES: tuple[PlaceColumn, ...] = ("commune", "code", "district")


@dataclass(frozen=True)
class PlaceColumns:
    """Finds the columns that say where.

    Attributes
    ----------
    is_place
        Whether a text is the name of a commune: tells the column of communes where its title
        does not.
    """

    province: Province
    findings: Findings
    is_place: Callable[[str], bool]

    def find(self, table: Table) -> tuple[dict[PlaceColumn, int], str]:
        """Return kind → index, and why no row of the table can be used (empty if they can)."""
        words = vocabulary().columns
        places: dict[PlaceColumn, int] = {}
        communes: list[Column] = []
        for kind in _PLACES:
            titled = [column for column in table.columns if titled_as(column, words[kind])]
            if kind != "code":
                # «Địa phương» over figures is what the province gave, and names no place.
                known = self.is_place if kind == "commune" else self.province.district_called
                titled = [column for column in titled if _names_places(table, column, known)]
            if kind == "commune":
                communes = titled
            if titled:
                places[kind] = titled[0].index
        if len(communes) > 1 or not {"commune", "code"} & places.keys():
            communes = self._holding_communes(table, communes or list(table.columns)) or communes
            if communes:
                places["commune"] = communes[0].index
        return places, self._problem(table, places, communes)

    def _holding_communes(self, table: Table, columns: list[Column]) -> list[Column]:
        """Return the columns of which at least half the texts are communes."""
        holding = []
        for column in columns:
            texts = [name for name in _names(table, column) if name]
            communes = sum(map(self.is_place, texts))
            if communes and 2 * communes >= len(texts):
                holding.append(column)
        return holding

    def _problem(self, table: Table, places: dict[PlaceColumn, int], communes: list[Column]) -> str:
        """Note where no column names communes, or several name different ones.

        Two tables stand side by side, or the communes of before and after a merger.
        """
        sheet = self.findings.place(table.layout.sheet.name)
        if not {"commune", "code"} & places.keys():
            titles = "; ".join(column.title for column in table.columns if column.path)
            return self.findings.error(sheet, "no_commune_column", titles=titles)
        for row in zip(*(_names(table, column) for column in communes), strict=True):
            if len({normalise(name) for name in row if name}) > 1:
                titles = "; ".join(column.title for column in communes)
                return self.findings.error(sheet, "several_commune_columns", titles=titles)
        return ""


def titled_as(column: Column, words: frozenset[str]) -> bool:
    """Tell whether a column's titles, together or the last of them, are among words."""
    return bool(column.path) and (" ".join(column.keys) in words or column.keys[-1] in words)


def _names(table: Table, column: Column) -> list[str]:
    """Return the words of a column row by row; empty where there are none."""
    values = [table.layout.raw(row, column.index) for row in table.body]
    return [
        seen(value) if isinstance(value, str) and not is_figure(value) else "" for value in values
    ]


def _names_places(table: Table, column: Column, known: Callable[[str], object]) -> bool:
    """Tell whether a column has no figures, or such as are names of places («Phường 5»)."""
    values = [table.layout.raw(row, column.index) for row in table.body]
    return not any(map(is_figure, values)) or any(known(text_of(value)) for value in values)
