"""How figures are written: separators, words, signs, formulas, what Excel made of them."""

from __future__ import annotations

import datetime as dt
import io

from openpyxl import Workbook

from .entry import Awkward, Expected, error, warning
from .pages import Formula, Page, Written, xls, xlsx
from .truth import BAO_LAC, SHORT, THREE, THREE_FIGURES, TITLE, merged

_HEAD: list[list[Written]] = [TITLE, ["Tên xã", "Dân số"]]
_IGNORED = {"title": 1, "header": 1}
_CODES = tuple(BAO_LAC)


def _residents(*written: Written, **more: object) -> Page:
    """The communes of Bảo Lạc with these residents."""
    names = [name for name, _, _ in BAO_LAC.values()]
    rows = [[name, value] for name, value in zip(names, written, strict=False)]
    return Page([*_HEAD, *rows], **more)


def _people(*counts: int | None) -> dict[str, dict[str, int]]:
    return {
        code: {"children.population": count}
        for code, count in zip(_CODES, counts, strict=False)
        if count is not None
    }


def _every_style() -> bytes:
    return xlsx(
        _residents(
            "10.850",
            "10,100",
            "8 380",
            " 6540 ",
            "5'650",
            "9.330,0",
            7350.0,
            "5\u202f560 người",
        )
    )


def _words() -> bytes:
    written = ("-", "không", "chưa có", "…", "Chưa có số liệu", " ", "n/a", 0)
    rows = [
        [n, name, value]
        for n, ((name, _, _), value) in enumerate(
            zip(BAO_LAC.values(), written, strict=True), start=1
        )
    ]
    head: list[list[Written]] = [["STT", "Tên xã", "Trẻ em dưới 16 tuổi"], [None, None, "cộng"]]
    return xlsx(Page([TITLE, *head, *rows], merged=["A2:A3", "B2:B3"]))


def _thousands_lost() -> bytes:
    """«10.850» typed into an English Excel is 10.85; «8.000» became 8."""
    return xlsx(_residents(10.85, 10.1, 8, 6.54))


def _no_numbers() -> bytes:
    return xlsx(
        _residents(
            "~10850",
            "10100 (5 xóm chưa có)",
            "838O",
            -6540,
            "(5650)",
            "khoảng 9330",
            "7350,5",
            "5.56",
        )
    )


def _more_no_numbers() -> bytes:
    return xlsx(
        _residents(
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
    return xlsx(_residents("12,5 %", 0.125, 8380, formats={"B4": "0.0%"}))


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
        *_HEAD,
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
    return xls(_residents(46054, "1/2", 8380))


def _other_digits() -> bytes:
    return xlsx(_residents("１０８５０", "10\u00a0100", "8\u2009380", "٦٥٤٠"))


def _thousands_of_people() -> bytes:
    rows: list[list[Written]] = [
        TITLE,
        ["Đơn vị tính: nghìn người"],
        ["Tên xã", "Dân số"],
        ["Xã Bảo Lạc", "10,85"],
        ["Xã Cốc Pàng", "10,1"],
    ]
    return xlsx(Page(rows))


FILES = (
    Awkward(
        "moi-kieu-so.xlsx",
        "a figure in each style that people use, all of them certain among whole numbers",
        _every_style,
        Expected(
            accepted=8,
            ignored=_IGNORED,
            figures=_people(10850, 10100, 8380, 6540, 5650, 9330, 7350, 5560),
        ),
    ),
    Awkward(
        "chua-co-so-lieu.xlsx",
        "dashes, «không», «chưa có», dots in place of figures",
        _words,
        Expected(
            accepted=7,
            ignored={"title": 1, "header": 2, "empty_form_row": 1},
            faults=[
                *warning("dash", "Biểu!C4"),
                *warning("zero_in_words", "Biểu!C5"),
                *warning("row_without_figures", "Biểu!9"),
            ],
            figures={code: {"children.children": 0} for code in ("01324", "01360")},
        ),
    ),
    Awkward(
        "mat-hang-nghin.xlsx",
        "«10.850» typed into an English Excel: a number with decimals",
        _thousands_lost,
        Expected(
            accepted=1,
            waiting={"number_unclear": 3},
            ignored=_IGNORED,
            faults=[
                *error("number_unclear", "Biểu!B3", "Biểu!B4", "Biểu!B6"),
                *warning("thousands_lost", "Biểu!B"),
            ],
            figures=_people(None, None, 8),
            asked=[("value", "10.85"), ("value", "10.1"), ("value", "6.54")],
        ),
        answers={"10.85": "10850", "10.1": "10100", "6.54": "chưa có số liệu"},
        answered=Expected(
            accepted=4,
            ignored=_IGNORED,
            faults=warning("thousands_lost", "Biểu!B"),
            figures=_people(10850, 10100, 8),
        ),
    ),
    Awkward(
        "khong-phai-so.xlsx",
        "about, more than, two figures in one, a letter for a nought, negative, decimals",
        _no_numbers,
        Expected(
            waiting={
                "approximate": 2,
                "not_a_number": 2,
                "negative": 2,
                "not_whole": 2,
            },
            ignored=_IGNORED,
            faults=[
                *error("approximate", "Biểu!B3", "Biểu!B8"),
                *error("not_a_number", "Biểu!B4", "Biểu!B5"),
                *error("negative", "Biểu!B6", "Biểu!B7"),
                *error("not_whole", "Biểu!B9", "Biểu!B10"),
            ],
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
            ignored=_IGNORED,
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
            ignored=_IGNORED,
            faults=error("percent_in_number", "Biểu!B3", "Biểu!B4"),
            figures=_people(None, None, 8380),
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
            ignored={**_IGNORED, "total": 1},
            faults=error("formula_without_value", "Biểu!B3"),
            figures=_people(None, 10100),
        ),
    ),
    Awkward(
        "ngay-thang-trong-o-so.xls",
        "the serial number of a day, a fraction; more residents than there can be",
        _half_dates,
        Expected(
            accepted=2,
            waiting={"not_a_number": 1},
            ignored=_IGNORED,
            faults=[
                *error("not_a_number", "Biểu!B4"),
                *warning("many_residents", "Biểu!B3"),
            ],
            figures=_people(46054, None, 8380),
        ),
    ),
    Awkward(
        "chu-so-khac.xlsx",
        "fullwidth digits, spaces that do not break; digits of another script",
        _other_digits,
        Expected(
            accepted=3,
            waiting={"not_a_number": 1},
            ignored=_IGNORED,
            faults=error("not_a_number", "Biểu!B6"),
            figures=_people(10850, 10100, 8380),
        ),
    ),
    Awkward(
        "nghin-nguoi.xlsx",
        "a table in thousands of people: its scale is asked, never applied in silence",
        _thousands_of_people,
        Expected(
            waiting={"column_unconfirmed": 2},
            ignored={"title": 2, "header": 1},
            faults=[*error("column_unconfirmed", "Biểu!B")],
            asked=[("column", "Dân số")],
        ),
        answers={"Dân số": "Trẻ em › Dân số (× 1.000)"},
        answered=Expected(
            accepted=2,
            ignored={"title": 2, "header": 1},
            figures=_people(10850, 10100),
        ),
    ),
)


