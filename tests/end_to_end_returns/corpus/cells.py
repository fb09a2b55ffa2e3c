"""What spreadsheets made of figures: dates, percentages, formulas, numbers with decimals."""

from __future__ import annotations

import datetime as dt
import io

from openpyxl import Workbook

from .entry import Awkward, Expected, error, warning
from .lists import HEAD, ONE_HEADER, of_bao_lac, residents
from .pages import Formula, Page, xls, xlsx
from .truth import SHORT, THREE, THREE_FIGURES, TITLE, merged


def _thousands_lost() -> bytes:
    """«10.850» typed into an English Excel is 10.85; «8.000» became 8."""
    return xlsx(residents(10.85, 10.1, 8, 6.54))


def _more_no_numbers() -> bytes:
    return xlsx(
        residents(
            dt.date(2026, 2, 1),
            True,
            "1e4",
            "10²",
            "1.23.456",
            Formula("=B1/0", "#DIV/0!"),
            1e18,
            "7350\n7360",
        )
    )


def _percent() -> bytes:
    return xlsx(residents("12,5 %", 0.125, 8380, formats={"B4": "0.0%"}))


def _formulas() -> bytes:
    rows = [
        TITLE,
        *SHORT,
        [1, "Xã Bảo Lạc", 10850, Formula("=1500+1670", 3170)],
        THREE[1],
        [3, "Xã Cô Ba", Formula("=8000+380", 8380), 2510],
        [None, "Tổng cộng", Formula("=SUM(C4:C6)", 29330), Formula("=SUM(D4:D6)", 8740)],
    ]
    return xlsx(Page(rows, merged=merged(2)))


def _formulas_without_results() -> bytes:
    """Written by a program that does not calculate."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Biểu"
    for row in (
        *HEAD,
        ["Xã Bảo Lạc", "=10000+850"],
        ["Xã Cốc Pàng", 10100],
        ["Tổng cộng", "=SUM(B3:B4)"],
    ):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _half_dates() -> bytes:
    """«1-2» in a list of ages is the first of February to Excel; kept as its serial number."""
    return xls(residents(46054, "1/2", 8380))


FILES = (
    Awkward(
        "mat-hang-nghin.xlsx",
        "«10.850» typed into an English Excel: a number with decimals",
        _thousands_lost,
        Expected(
            accepted=1,
            waiting={"number_unclear": 3},
            ignored=ONE_HEADER,
            faults=[
                *error("number_unclear", "Biểu!B3", "Biểu!B4", "Biểu!B6"),
                *warning("thousands_lost", "Biểu!B"),
            ],
            figures=of_bao_lac(None, None, 8),
            asked=[("value", "10.85"), ("value", "10.1"), ("value", "6.54")],
        ),
        answers={"10.85": "10850", "10.1": "10100", "6.54": "chưa có số liệu"},
        answered=Expected(
            accepted=4,
            ignored=ONE_HEADER,
            faults=warning("thousands_lost", "Biểu!B"),
            figures=of_bao_lac(10850, 10100, 8),
        ),
    ),
    Awkward(
        "cung-khong-phai-so.xls",
        "a date, TRUE, powers, groups that are none, #DIV/0!, two lines; and the name says .xls",
        _more_no_numbers,
        Expected(
            waiting={
                "date_in_number": 1,
                "flag_in_number": 1,
                "not_a_number": 3,
                "grouping": 1,
                "error_value": 1,
                "number_too_large": 1,
            },
            ignored=ONE_HEADER,
            faults=[
                *warning("extension"),
                *error("date_in_number", "Biểu!B3"),
                *error("flag_in_number", "Biểu!B4"),
                *error("not_a_number", "Biểu!B5", "Biểu!B6", "Biểu!B10"),
                *error("grouping", "Biểu!B7"),
                *error("error_value", "Biểu!B8"),
                *error("number_too_large", "Biểu!B9"),
                *warning("formula", "Biểu!B8"),
            ],
        ),
    ),
    Awkward(
        "phan-tram.xlsx",
        "shares where children are counted: as text and as a percent format",
        _percent,
        Expected(
            accepted=1,
            waiting={"percent_in_number": 2},
            ignored=ONE_HEADER,
            faults=error("percent_in_number", "Biểu!B3", "Biểu!B4"),
            figures=of_bao_lac(None, None, 8380),
        ),
    ),
    Awkward(
        "cong-thuc.xlsx",
        "formulas with the results that Excel kept",
        _formulas,
        Expected(
            accepted=3,
            ignored={"title": 1, "header": 2, "total": 1},
            faults=warning("formula", "Biểu!C6", "Biểu!D4"),
            figures=THREE_FIGURES,
        ),
    ),
    Awkward(
        "cong-thuc-khong-ket-qua.xlsx",
        "formulas of which no result is kept, also in the total",
        _formulas_without_results,
        Expected(
            accepted=1,
            waiting={"formula_without_value": 1},
            ignored={**ONE_HEADER, "total": 1},
            faults=error("formula_without_value", "Biểu!B3"),
            figures=of_bao_lac(None, 10100),
        ),
    ),
    Awkward(
        "ngay-thang-trong-o-so.xls",
        "the serial number of a day, a fraction; more residents than there can be",
        _half_dates,
        Expected(
            accepted=2,
            waiting={"not_a_number": 1},
            ignored=ONE_HEADER,
            faults=[
                *error("not_a_number", "Biểu!B4"),
                *warning("many_residents", "Biểu!B3"),
            ],
            figures=of_bao_lac(46054, None, 8380),
        ),
    ),
)
