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
from tests.forms.office import Entry
from tests.forms.tables import label, table_of

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


# -- what is entered in the registers --------------------------------------------------------------

CO_BA, BAO_LAC, BAO_LAM = "01327", "01321", "01290"
GIVEN = dt.date(2026, 3, 9)

LEDGER = (
    Written(
        entered={
            "Đơn vị, cá nhân hỗ trợ": "Hội Chữ thập đỏ tỉnh",
            "Loại hỗ trợ": "Đồ ấm",
            "Mã xã": BAO_LAM,
            "Tên xã": "Xã Bảo Lâm",
            "Năm": 2026,
            "Ngày trao": serial(GIVEN),
            "Số trẻ": 120,
            "Số lượng": 12.5,
            "Đơn vị tính": "kiện áo",
            "Số tiền (đồng)": 15_000_000,
            "Chứng từ, ghi chú": "Biên bản số 07; «đợt 1»",
        },
        means={
            "ledger.donor": "Hội Chữ thập đỏ tỉnh",
            "ledger.category": "warm_clothing",
            "ledger.period": 2026,
            "ledger.date": GIVEN,
            "ledger.children": 120,
            "ledger.units": 12.5,
            "ledger.unit": "kiện áo",
            "ledger.amount_vnd": 15_000_000,
            "ledger.note": "Biên bản số 07; «đợt 1»",
        },
        commune_code=BAO_LAM,
    ),
    # By name alone; neither quantity nor money.
    Written(
        entered={
            "Đơn vị, cá nhân hỗ trợ": "Công ty TNHH Đá Quý",
            "Loại hỗ trợ": "Bữa ăn dinh dưỡng",
            "Tên xã": "Xã Cô Ba",
            "Năm": 2026,
            "Số trẻ": 0,
        },
        means={
            "ledger.donor": "Công ty TNHH Đá Quý",
            "ledger.category": "nutrition",
            "ledger.period": 2026,
            "ledger.children": 0,
        },
        commune_code=CO_BA,
    ),
    # Of the year before: on record, but it covers nobody this year.
    Written(
        entered={
            "Đơn vị, cá nhân hỗ trợ": "Công ty TNHH Đá Quý",
            "Loại hỗ trợ": "Khám, chữa bệnh",
            "Mã xã": CO_BA,
            "Tên xã": "Xã Cô Ba",
            "Năm": 2025,
            "Số trẻ": 88,
            "Số lượng": 88,
            "Số tiền (đồng)": 1_234_567_890,
        },
        means={
            "ledger.donor": "Công ty TNHH Đá Quý",
            "ledger.category": "health",
            "ledger.period": 2025,
            "ledger.children": 88,
            "ledger.units": 88,
            "ledger.amount_vnd": 1_234_567_890,
        },
        commune_code=CO_BA,
    ),
)
_CAN, _WISHES = "Khả năng hỗ trợ", "Mong muốn (để trống: tùy tỉnh)"
DONORS = (
    Written(
        entered={
            "Tên nhà tài trợ": "Quỹ Bảo trợ Đông Bắc",
            "Loại nhà tài trợ": "tổ chức phi chính phủ",
            f"{_CAN} › số tiền (đồng)": 20_000_000,
            f"{_WISHES} › loại hỗ trợ": "Bữa ăn dinh dưỡng; Đồ ấm",
            f"{_WISHES} › huyện (cũ)": "Huyện Bảo Lạc; Huyện Hạ Lang",
            f"{_WISHES} › khu vực": "III",
        },
        means={
            "donors.donor": "Quỹ Bảo trợ Đông Bắc",
            "donors.donor_type": "ngo",
            "donors.budget_vnd": 20_000_000,
            "donors.categories": "nutrition;warm_clothing",
            "donors.districts": "043;048",
            "donors.zones": "III",
        },
    ),
    Written(
        entered={
            "Tên nhà tài trợ": "Xưởng may Thục Phán",
            "Loại nhà tài trợ": "doanh nghiệp",
            f"{_CAN} › hiện vật thuộc loại": "Đồ ấm",
            f"{_CAN} › số lượng hiện vật": 300,
            f"{_WISHES} › xã": "Xã Cô Ba; Xã Bảo Lạc",
        },
        means={
            "donors.donor": "Xưởng may Thục Phán",
            "donors.donor_type": "enterprise",
            "donors.stock_category": "warm_clothing",
            "donors.stock_units": 300,
            "donors.communes": f"{CO_BA};{BAO_LAC}",
        },
    ),
)
REGISTERS: dict[FormKind, tuple[str, tuple[Written, ...]]] = {
    "support": ("so-ho-tro", LEDGER),
    "donors": ("nha-tai-tro", DONORS),
}
