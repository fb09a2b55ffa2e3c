"""Files that arrive at a planner's: a list of communes, the form of a district filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import openpyxl

#: Columns of the age bands, in the order of the figures of a commune.
AGES = (
    "nhà trẻ (0–2 tuổi)",
    "mẫu giáo (3–5 tuổi)",
    "tiểu học (6–10 tuổi)",
    "trung học cơ sở (11–15 tuổi)",
)
SHEETS = ("Trẻ em", "Khám, chữa bệnh", "Đồ ấm")


def written_list(path: Path, communes: Iterable[tuple[str, str, str]]) -> Path:
    """Write a list of communes as a workbook: title, header, a row each, the sum."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["DANH SÁCH GIẢ ĐỂ THỬ"])
    sheet.append(["TT", "Tên xã", "Huyện cũ", "Khu vực"])
    rows = list(communes)
    for number, (name, district, zone) in enumerate(rows, start=1):
        sheet.append([number, f"Xã {name}", district, f"Khu vực {zone}"])
    sheet.append(["Tổng cộng", len(rows)])
    book.save(path)
    return path


def filled_form(
    form: Path,
    path: Path,
    children: Mapping[str, Sequence[int]],
    *,
    day: dt.date,
    poor: Mapping[str, int] | None = None,
) -> Path:
    """Fill in the form of a district: children by age in every sheet, sums, poor, the day."""
    book = openpyxl.load_workbook(form)
    for title in SHEETS:
        sheet = book[title]
        columns = {
            str(cell.value): cell.column
            for row in sheet.iter_rows(min_row=4, max_row=6)
            for cell in row
            if cell.value
        }
        rows = {str(sheet.cell(row, 2).value): row for row in range(7, sheet.max_row + 1)}
        for code, by_age in children.items():
            for age, count in zip(AGES, by_age, strict=True):
                sheet.cell(rows[code], columns[age], count)
            sheet.cell(rows[code], columns["cộng"], sum(by_age))
            if poor is not None and "hộ nghèo" in columns:
                sheet.cell(rows[code], columns["hộ nghèo"], poor[code])
    guide = book["Hướng dẫn"]
    (label,) = [cell for row in guide.iter_rows() for cell in row if cell.value == "Ngày lập"]
    guide.cell(label.row, label.column + 1, day)
    book.save(path)
    return path
