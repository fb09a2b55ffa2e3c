"""How figures are written: separators, words, signs, units."""

from __future__ import annotations

from .entry import Awkward, Expected, error, warning
from .lists import ONE_HEADER, of_bao_lac, residents
from .pages import Page, Written, xlsx
from .truth import BAO_LAC, SHORT, THREE, THREE_FIGURES, TITLE, few, merged


def _every_style() -> bytes:
    return xlsx(
        residents(
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


def _no_numbers() -> bytes:
    return xlsx(
        residents(
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


def _other_digits() -> bytes:
    return xlsx(residents("１０８５０", "10\u00a0100", "8\u2009380", "٦٥٤٠"))


def _thousands_ofof_bao_lac() -> bytes:
    rows: list[list[Written]] = [
        TITLE,
        ["Đơn vị tính: nghìn người"],
        ["Tên xã", "Dân số"],
        ["Xã Bảo Lạc", "10,85"],
        ["Xã Cốc Pàng", "10,1"],
    ]
    return xlsx(Page(rows))


def _thousands_of_people() -> bytes:
    rows: list[list[Written]] = [
        TITLE,
        ["Đơn vị tính: nghìn người"],
        ["Tên xã", "Dân số"],
        ["Xã Bảo Lạc", "10,85"],
        ["Xã Cốc Pàng", "10,1"],
    ]
    return xlsx(Page(rows))


def _units_in_a_row() -> bytes:
    rows = [
        TITLE,
        *SHORT,
        [None, None, "(người)", "(trẻ)"],
        [1, "Xã Bảo Lạc", "10.850 người", "3.170 trẻ"],
        [2, "Xã Cốc Pàng", "10.100 người", "3060 cháu"],
    ]
    return xlsx(Page(rows, merged=merged(2)))


def _not_told() -> bytes:
    """«Chưa báo cáo» over all the figures of a commune."""
    rows = [TITLE, *SHORT, THREE[0], [2, "Xã Cốc Pàng", "Chưa báo cáo", None], THREE[2]]
    return xlsx(Page(rows, merged=[*merged(2), "C5:D5"]))


def _shares() -> bytes:
    """Shares below the total, as reports like to show them."""
    rows = [
        TITLE,
        *SHORT,
        *THREE,
        [None, "Tổng cộng", 29330, 8740],
        [None, "Tỷ lệ (%)", 100, "29,8"],
    ]
    return xlsx(Page(rows, merged=merged(2)))


FILES = (
    Awkward(
        "moi-kieu-so.xlsx",
        "a figure in each style that people use, all of them certain among whole numbers",
        _every_style,
        Expected(
            accepted=8,
            ignored=ONE_HEADER,
            figures=of_bao_lac(10850, 10100, 8380, 6540, 5650, 9330, 7350, 5560),
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
                *warning("nobody", "Biểu!C5"),
                *warning("nobody", "Biểu!C11"),
            ],
            figures={code: {"children.children": 0} for code in ("01324", "01360")},
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
            ignored=ONE_HEADER,
            faults=[
                *error("approximate", "Biểu!B3", "Biểu!B8"),
                *error("not_a_number", "Biểu!B4", "Biểu!B5"),
                *error("negative", "Biểu!B6", "Biểu!B7"),
                *error("not_whole", "Biểu!B9", "Biểu!B10"),
            ],
        ),
    ),
    Awkward(
        "chu-so-khac.xlsx",
        "fullwidth digits, spaces that do not break; digits of another script",
        _other_digits,
        Expected(
            accepted=3,
            waiting={"not_a_number": 1},
            ignored=ONE_HEADER,
            faults=error("not_a_number", "Biểu!B6"),
            figures=of_bao_lac(10850, 10100, 8380),
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
            figures=of_bao_lac(10850, 10100),
        ),
    ),
    Awkward(
        "dong-don-vi.xlsx",
        "a row of units under the header, and units behind the figures",
        _units_in_a_row,
        Expected(
            accepted=2,
            ignored={"title": 1, "header": 2, "unit": 1},
            figures={"01321": few(10850, 3170), "01324": few(10100, 3060)},
        ),
    ),
    Awkward(
        "xa-chua-bao-cao.xlsx",
        "«Chưa báo cáo» merged over the figures of a commune",
        _not_told,
        Expected(
            accepted=3,
            ignored={"title": 1, "header": 2},
            figures={"01321": few(10850, 3170), "01327": few(8380, 2510)},
        ),
    ),
    Awkward(
        "ty-le.xlsx",
        "a row of shares below the total: asked once, then left out",
        _shares,
        Expected(
            accepted=3,
            waiting={"name_unknown": 1},
            ignored={"title": 1, "header": 2, "total": 1},
            faults=[
                *error("name_unknown", "Biểu!B8"),
                *error("not_whole", "Biểu!D8"),
                *warning("total_not_checked", "Biểu!7"),
            ],
            figures=THREE_FIGURES,
            asked=[("name", "Tỷ lệ (%)")],
        ),
        answers={"Tỷ lệ (%)": "bỏ qua"},
        answered=Expected(
            accepted=3,
            ignored={"title": 1, "header": 2, "total": 1, "answered_ignore": 1},
            figures=THREE_FIGURES,
        ),
    ),
)
