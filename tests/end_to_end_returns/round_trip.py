"""Blank forms filled in through LibreOffice: what is entered where, and what it has to mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from needs.forms import INSTRUCTION_SHEET, PREPARED_ON
from needs.forms.fields import Block, FormKind, blocks
from needs.programmes import Programme
from needs.reading.records import Read
from needs.returns import Desk

from ..forms.office import Entry
from ..forms.tables import label, table_of
from .valid_returns import Commune, Truth, truth_of

#: Sheet, row, column (from 0).
Spot = tuple[str, int, int]

PREPARED = dt.date(2026, 11, 12)
#: Day 0 of spreadsheets.
_EPOCH = dt.date(1899, 12, 30)


@dataclass(frozen=True)
class Written:
    """What somebody enters in a row of a register, and what it means.

    Attributes
    ----------
    entered
        Title of the column → what is entered.
    means
        Field id → what has to be read.
    commune_code
        The commune that the row is about; none in the donors' form.
    """

    entered: Mapping[str, str | int | float]
    means: Mapping[str, Read]
    commune_code: str = ""


@dataclass(frozen=True)
class DistrictEntries:
    """What is entered in the form of a district.

    Attributes
    ----------
    figures
        (commune code, field id) → figure, and the cell that it is entered in.
    left_empty
        The figures that nobody knows.
    totals
        Cells of the rows «Tổng cộng» → the sum of what is entered above.
    """

    entries: Sequence[Entry]
    figures: Mapping[tuple[str, str], tuple[int, Spot]]
    left_empty: frozenset[tuple[str, str]]
    totals: Mapping[Spot, int]


def serial(day: dt.date) -> int:
    return (day - _EPOCH).days


def district_entries(form: Path, desk: Desk, *, seed: int) -> DistrictEntries:
    """Enter figures that agree in every cell, but for some that nobody knows."""
    book = openpyxl.load_workbook(form)
    sheets = _block_sheets(book, desk.programme, "district")
    truth = _truth(sheets[0][1], desk, seed)
    entries = [_day(book[INSTRUCTION_SHEET])]
    figures: dict[tuple[str, str], tuple[int, Spot]] = {}
    empty: set[tuple[str, str]] = set()
    totals: dict[Spot, int] = {}
    for block, sheet in sheets:
        _, columns, rows = table_of(sheet)
        for field in block.fields:
            column = columns[label(field)] - 1
            total = 0
            for row in rows:
                about = (str(sheet.cell(row, columns["Mã xã"]).value), field.id)
                if about not in truth:
                    empty.add(about)
                    continue
                figures[about] = (truth[about], (sheet.title, row - 1, column))
                entries.append(Entry(sheet.title, row - 1, column, truth[about]))
                total += truth[about]
            totals[sheet.title, rows[-1], column] = total
        entries.append(Entry(sheet.title, rows[0] - 1, columns["Ghi chú"] - 1, "đã đối chiếu"))
    return DistrictEntries(entries, figures, frozenset(empty), totals)


def register_entries(form: Path, block: Block, written: Sequence[Written]) -> list[Entry]:
    """Enter rows in a register, from its first row on."""
    sheet = openpyxl.load_workbook(form)[block.title.vi]
    _, columns, rows = table_of(sheet)
    return [
        Entry(sheet.title, row - 1, columns[title] - 1, value)
        for row, one in zip(rows, written, strict=False)
        for title, value in one.entered.items()
    ]


def _block_sheets(
    book: openpyxl.Workbook, programme: Programme, form: FormKind
) -> list[tuple[Block, Worksheet]]:
    return [(block, book[block.title.vi]) for block in blocks(programme, form)]


def _truth(sheet: Worksheet, desk: Desk, seed: int) -> Truth:
    """Return figures that fit together; of the first commune nobody is in the last group."""
    _, columns, rows = table_of(sheet)
    communes = []
    for row in rows:
        code, name, zone = (
            str(sheet.cell(row, columns[title]).value) for title in ("Mã xã", "Tên xã", "Khu vực")
        )
        communes.append(Commune(code, name, zone, desk.population[code]))
    truth = truth_of(desk.programme, communes, Random(seed))
    group = desk.programme.returns.groups[-1].id
    nobody = {
        (communes[0].code, f"{category.id}.group.{group}"): 0
        for category in desk.programme.categories
    }
    return truth | nobody


def _day(sheet: Worksheet) -> Entry:
    """Say on the first sheet when the return was made."""
    (words,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == PREPARED_ON]
    return Entry(sheet.title, words.row - 1, words.column, serial(PREPARED))
