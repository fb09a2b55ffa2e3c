"""Tables that lack something, or are none that can be read: nothing of them is guessed."""

from __future__ import annotations

from .entry import Awkward, Expected, error, warning
from .pages import Page, Written, xlsx
from .truth import SHORT, THREE, THREE_FIGURES, THREE_SUM, TITLE, merged


def _by_month() -> bytes:
    rows: list[list[Written]] = [
        ["Trẻ được hỗ trợ năm 2026, huyện Bảo Lạc"],
        ["Tháng", "Số trẻ", "Kinh phí"],
    ]
    return xlsx(Page([*rows, *([f"Tháng {n}", 10 * n, 1_000_000 * n] for n in (1, 2, 3))]))


def _turned() -> bytes:
    return xlsx(
        Page(
            [
                TITLE,
                ["Chỉ tiêu", "Xã Bảo Lạc", "Xã Cốc Pàng", "Xã Cô Ba"],
                ["Dân số", 10850, 10100, 8380],
                ["Trẻ em dưới 16 tuổi", 3170, 3060, 2510],
            ]
        )
    )


def _side_by_side() -> bytes:
    head = ["STT", "Tên xã", "Dân số"]
    return xlsx(
        Page(
            [
                TITLE,
                [*head, None, *head],
                [1, "Xã Bảo Lạc", 10850, None, 3, "Xã Cô Ba", 8380],
                [2, "Xã Cốc Pàng", 10100, None, 4, "Xã Sơn Lộ", 5560],
            ]
        )
    )


def _no_name() -> bytes:
    rows = [TITLE, *SHORT, THREE[0], [2, None, 10100, 3060], THREE[2], THREE_SUM]
    return xlsx(Page(rows, merged=merged(2)))


def _only_total() -> bytes:
    return xlsx(Page([TITLE, *SHORT, THREE_SUM], merged=merged(2)))


def _no_year() -> bytes:
    rows = [["SỐ LIỆU TRẺ EM HUYỆN BẢO LẠC"], *SHORT, *THREE]
    return xlsx(Page(rows, merged=merged(2)))


_PLAIN = {"title": 1, "header": 2}


FILES = (
    Awkward(
        "theo-thang.xlsx",
        "months instead of communes",
        _by_month,
        Expected(
            waiting={"no_table": 3},
            ignored={"title": 2},
            faults=[*error("no_table", "Biểu!")],
        ),
    ),
    Awkward(
        "xoay-bang.xlsx",
        "communes across, figures down",
        _turned,
        Expected(
            waiting={"no_table": 2},
            ignored={"title": 2},
            faults=[*error("no_table", "Biểu!")],
        ),
    ),
    Awkward(
        "hai-cot-xa.xlsx",
        "the list of communes folded into two columns side by side",
        _side_by_side,
        Expected(
            waiting={"several_commune_columns": 2},
            ignored={"title": 1, "header": 1},
            faults=[*error("several_commune_columns", "Biểu!"), *error("column_twice", "Biểu!G")],
        ),
    ),
    Awkward(
        "thieu-ten-xa.xlsx",
        "figures in a row without a commune; the total cannot be compared",
        _no_name,
        Expected(
            accepted=2,
            waiting={"row_without_commune": 1},
            ignored={**_PLAIN, "total": 1},
            faults=[
                *error("row_without_commune", "Biểu!5"),
                *warning("total_not_checked", "Biểu!7"),
            ],
            figures={code: THREE_FIGURES[code] for code in ("01321", "01327")},
        ),
    ),
    Awkward(
        "chi-co-tong.xlsx",
        "nothing but a total",
        _only_total,
        Expected(
            waiting={"total_without_rows": 1},
            ignored=_PLAIN,
            faults=error("total_without_rows", "Biểu!4"),
        ),
    ),
    Awkward(
        "khong-ghi-nam.xlsx",
        "no year anywhere",
        _no_year,
        Expected(
            waiting={"period_unknown": 3},
            ignored=_PLAIN,
            faults=error("period_unknown"),
        ),
    ),
)
