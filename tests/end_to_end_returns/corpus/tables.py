"""Several tables and sheets, cells merged across rows, hidden parts."""

from __future__ import annotations

from .entry import Awkward, Expected, error, warning
from .pages import Page, Written, xls, xlsx
from .truth import (
    CHILDREN,
    COVERED,
    COVERED_ONCE,
    ELIGIBLE,
    SHORT,
    THREE,
    THREE_FIGURES,
    THREE_SUM,
    TITLE,
    few,
    merged,
)

_COVERED: list[list[Written]] = [
    ["STT", "Tên xã", ELIGIBLE, "Trẻ đã được hỗ trợ, theo nguồn", None, None],
    [None, None, "cộng", *COVERED, COVERED_ONCE],
]


def _covered(block: str, eligible: int, state: int, society: int, once: int) -> dict[str, int]:
    return {
        f"{block}.eligible": eligible,
        f"{block}.covered.state": state,
        f"{block}.covered.society": society,
        f"{block}.covered": once,
    }


def _two_tables() -> bytes:
    return xlsx(
        Page(
            [
                ["BÁO CÁO SỐ LIỆU TRẺ EM NĂM 2026 HUYỆN BẢO LẠC"],
                ["Biểu 1. Trẻ em"],
                *SHORT,
                *THREE,
                THREE_SUM,
                [],
                ["Biểu 5. Đồ ấm"],
                *_COVERED,
                [1, "Xã Bảo Lạc", 3170, 300, 250, 500],
                [2, "Xã Cốc Pàng", 3060, 0, 120, 120],
                [None, "Tổng cộng", 6230, 300, 370, 620],
                [],
                ["Người lập biểu", None, None, "Lãnh đạo phòng"],
            ],
            merged=[*merged(3), "A11:A12", "B11:B12", "D11:F11"],
        )
    )


def _many_sheets() -> bytes:
    return xls(
        Page([["Năm 2026"], *SHORT, *THREE], name="Trẻ em", merged=merged(2)),
        Page(
            [["Năm 2026"], *_COVERED, [1, "Xã Bảo Lạc", 3170, 300, 250, 500]],
            name="Đồ ấm",
            merged=["A2:A3", "B2:B3", "D2:F2"],
        ),
        Page(
            [["Năm 2026"], *_COVERED, [1, "Xã Cô Ba", 2510, 2000, 100, 2100]],
            name="Khám, chữa bệnh",
            merged=["A2:A3", "B2:B3", "D2:F2"],
        ),
        Page([["Các chữ viết tắt"], ["DTTS: dân tộc thiểu số"]], name="Ghi chú"),
    )


def _two_rows_each() -> bytes:
    return xlsx(
        Page(
            [
                TITLE,
                ["STT", "Tên xã", "Giới", "Dân số", CHILDREN],
                [None, None, None, None, "cộng"],
                [1, "Xã Bảo Lạc", "Nam", 5500, 1640],
                [None, None, "Nữ", 5350, 1530],
                [2, "Xã Cô Ba", "Nam", 4200, 1290],
                [None, None, "Nữ", 4180, 1220],
            ],
            merged=["A2:A3", "B2:B3", "C2:C3", "D2:D3", "A4:A5", "B4:B5", "A6:A7", "B6:B7"],
        )
    )


def _figure_of_two() -> bytes:
    rows = [
        TITLE,
        *SHORT,
        THREE[0],
        [2, "Xã Cốc Pàng", 10100, 5570],
        [3, "Xã Cô Ba", 8380, None],
    ]
    return xlsx(Page(rows, merged=[*merged(2), "D5:D6"]))


def _filtered() -> bytes:
    return xlsx(Page([TITLE, *SHORT, *THREE, THREE_SUM], merged=merged(2), hidden_rows=[5]))


def _hidden_sheet() -> bytes:
    old = Page([["Năm 2025"], *SHORT, [1, "Xã Bảo Lạc", 9999, 999]], name="Cũ", hidden=True)
    return xlsx(Page([TITLE, *SHORT, *THREE], merged=merged(2)), old)


def _residents_twice() -> bytes:
    """The summary repeats the residents, once with a typing error."""
    return xlsx(
        Page([TITLE, *SHORT, *THREE], merged=merged(2)),
        Page(
            [
                TITLE,
                ["Tên xã", "Dân số"],
                ["Xã Bảo Lạc", 10850],
                ["Xã Cốc Pàng", 10010],
                ["Xã Cô Ba", 8380],
            ],
            name="Tóm tắt",
        ),
    )


def _chart() -> bytes:
    return xlsx(Page([TITLE, *SHORT, *THREE], merged=merged(2)), chart="Biểu đồ")


_PLAIN = {"title": 1, "header": 2}


FILES = (
    Awkward(
        "hai-bang-mot-trang.xlsx",
        "two tables one under the other on a sheet, each with its own header",
        _two_tables,
        Expected(
            accepted=5,
            ignored={"title": 3, "header": 4, "total": 2, "blank": 2, "footnote": 1},
            figures={
                **THREE_FIGURES,
                "01321": {**few(10850, 3170), **_covered("warm_clothing", 3170, 300, 250, 500)},
                "01324": {**few(10100, 3060), **_covered("warm_clothing", 3060, 0, 120, 120)},
            },
        ),
    ),
    Awkward(
        "nhieu-trang.xls",
        "a sheet for each category, named as the form names it, and one of words",
        _many_sheets,
        Expected(
            accepted=5,
            ignored={"title": 5, "header": 6},
            figures={
                **THREE_FIGURES,
                "01321": {**few(10850, 3170), **_covered("warm_clothing", 3170, 300, 250, 500)},
                "01327": {**few(8380, 2510), **_covered("health", 2510, 2000, 100, 2100)},
            },
        ),
    ),
    Awkward(
        "nam-nu-hai-dong.xlsx",
        "each commune merged over two rows, boys and girls: nobody says that they add up",
        _two_rows_each,
        Expected(
            waiting={"commune_twice": 4},
            ignored=_PLAIN,
            faults=[
                *error("commune_twice", "Biểu!D4", "Biểu!D5", "Biểu!D6", "Biểu!D7"),
                *warning("column_ignored", "Biểu!C"),
            ],
        ),
    ),
    Awkward(
        "gop-o-hai-xa.xlsx",
        "one figure merged over two communes",
        _figure_of_two,
        Expected(
            accepted=1,
            waiting={"merged_figure": 2},
            ignored=_PLAIN,
            faults=error("merged_figure", "Biểu!D5", "Biểu!D6"),
            figures={"01321": few(10850, 3170)},
        ),
    ),
    Awkward(
        "dong-bi-loc.xlsx",
        "a commune is filtered out of sight",
        _filtered,
        Expected(
            accepted=3,
            ignored={**_PLAIN, "total": 1},
            faults=warning("hidden_rows", "Biểu!5"),
            figures=THREE_FIGURES,
        ),
    ),
    Awkward(
        "trang-an.xlsx",
        "last year's figures on a hidden sheet",
        _hidden_sheet,
        Expected(
            accepted=3,
            ignored={**_PLAIN, "hidden_sheet": 4},
            faults=warning("hidden_sheet", "Cũ!"),
            figures=THREE_FIGURES,
        ),
    ),
    Awkward(
        "dan-so-hai-noi.xlsx",
        "residents in the table and again in a summary; in one commune not the same",
        _residents_twice,
        Expected(
            accepted=4,
            waiting={"told_differently": 2},
            ignored={"title": 2, "header": 3},
            faults=error("told_differently", "Biểu!C5", "Tóm tắt!B4"),
            figures={code: THREE_FIGURES[code] for code in ("01321", "01327")},
        ),
    ),
    Awkward(
        "co-bieu-do.xlsx",
        "a sheet that holds a chart",
        _chart,
        Expected(
            accepted=3,
            ignored=_PLAIN,
            faults=warning("sheet_skipped"),
            figures=THREE_FIGURES,
        ),
    ),
)
