"""Where things stand: titles, headers, sections, totals, notes around and within tables."""

from __future__ import annotations

import datetime as dt

from .entry import Awkward, Expected
from .pages import Page, Written, ods, xls, xlsx
from .truth import (
    BANDS,
    CHILDREN,
    ELIGIBLE,
    GROUPS,
    SHORT,
    THREE,
    THREE_FIGURES,
    THREE_SUM,
    TITLE,
    WIDE,
    few,
    full,
    merged,
    told,
)

_BLANK: list[Written] = []


def _letterhead() -> bytes:
    return xlsx(
        Page(
            [
                ["ỦY BAN NHÂN DÂN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
                ["HUYỆN BẢO LẠC", None, None, "Độc lập – Tự do – Hạnh phúc"],
                ["Số: 12/BC-UBND", None, None, "Bảo Lạc, ngày 12 tháng 11 năm 2026"],
                _BLANK,
                ["BIỂU TỔNG HỢP SỐ LIỆU TRẺ EM NĂM 2026"],
                ["(Kèm theo Báo cáo số 12/BC-UBND ngày 12/11/2026 của UBND huyện Bảo Lạc)"],
                [None, None, None, None, None, None, "Đơn vị tính: trẻ"],
                *WIDE,
                ["A", "B", 1, 2, 3, 4, 5, "6=2+3+4+5", 7],
                [1, *full("01321"), None],
                [2, *full("01324"), "xã biên giới"],
                [3, *full("01327"), None],
                [None, "Tổng cộng", 29330, 1550, 1680, 2820, 2690, 8740],
                _BLANK,
                ["Ghi chú: số liệu tính đến ngày 31/10/2026"],
                ["(*) Xã Cô Ba gồm cả thôn Nà Tao"],
                _BLANK,
                [None, "NGƯỜI LẬP BIỂU", None, None, None, "TM. ỦY BAN NHÂN DÂN"],
                [None, None, None, None, None, "CHỦ TỊCH"],
                _BLANK,
                [None, "(đã ký)", None, None, None, "(đã ký)"],
                [None, "Nông Văn A", None, None, None, "Lý Thị B"],
            ],
            merged=["A5:I5", "A6:I6", "A8:A9", "B8:B9", "C8:C9", "D8:H8", "I8:I9"],
        )
    )


def _three_header_rows() -> bytes:
    return xlsx(
        Page(
            [
                ["BIỂU SỐ 5. HỖ TRỢ ĐỒ ẤM NĂM 2026 – HUYỆN BẢO LẠC"],
                ["STT", "Tên xã", "Đồ ấm", *[None] * 8],
                [None, None, ELIGIBLE, *[None] * 4, "Trong số đó, trẻ", *[None] * 3],
                [None, None, *BANDS, *GROUPS],
                [1, "Xã Sơn Lộ", 290, 320, 540, 510, 1660, 700, 310, 12, 9],
            ],
            merged=["A1:K1", "A2:A4", "B2:B4", "C2:K2", "C3:G3", "H3:K3"],
        )
    )


def _unmerged_header() -> bytes:
    return xls(Page([["Số liệu trẻ em năm 2026"], *WIDE, [1, *full("01354")], [2, *full("01360")]]))


def _sections() -> bytes:
    return xlsx(
        Page(
            [
                TITLE,
                *SHORT,
                ["I", "Các xã khu vực III", None, None],
                *THREE[:2],
                [None, "Cộng khu vực III", 20950, 6230],
                ["II", "Các xã khu vực II", None, None],
                THREE[2],
                [None, "Cộng khu vực II", 8380, 2510],
                [None, "TỔNG CỘNG (I + II)", 29330, 8740],
            ],
            merged=merged(2),
        )
    )


def _total_on_top() -> bytes:
    return xlsx(Page([TITLE, *SHORT, [None, "TOÀN HUYỆN", 29330, 8740], *THREE], merged=merged(2)))


def _by_district() -> bytes:
    return xlsx(
        Page(
            [
                ["TỔNG HỢP TRẺ EM TỈNH CAO BẰNG NĂM 2026"],
                *SHORT,
                [None, "Toàn tỉnh", 35310, 10320],
                ["I", "Huyện Bảo Lạc", 18950, 5570],
                [1, "Cô Ba", 8380, 2510],
                [2, "Xã Xuân Trường", 5650, 1700],
                [3, "Sơn Lộ", 4920, 1360],
                ["II", "Huyện Nguyên Bình", 16360, 4750],
                [1, "Ca Thành", 4680, 1390],
                [2, "Phan Thanh", 6640, 1900],
                [3, "Thành Công", 5040, 1460],
            ],
            merged=merged(2),
        )
    )


def _blank_rows() -> bytes:
    shifted = [[None, None, *row] for row in (*SHORT, THREE[0], _BLANK, THREE[1], _BLANK)]
    return ods(
        Page(
            [
                _BLANK,
                _BLANK,
                [None, None, *TITLE],
                _BLANK,
                *shifted,
                _BLANK,
                [None, None, *THREE[2]],
                _BLANK,
                [None, None, *THREE_SUM],
            ],
            merged=["C5:C6", "D5:D6", "E5:E6"],
        )
    )


def _header_on_each_page() -> bytes:
    return xlsx(
        Page(
            [
                TITLE,
                *SHORT,
                THREE[0],
                ["Trang 1"],
                *SHORT,
                THREE[1],
                ["Trang 2"],
                *SHORT,
                THREE[2],
                THREE_SUM,
            ],
            merged=[*merged(2), *merged(6), *merged(10)],
        )
    )


def _other_order() -> bytes:
    """All children first, the commune in the middle, the ordinal number last."""
    names = ("cộng", "mẫu giáo (3–5 tuổi)", "nhà trẻ (0–2 tuổi)")
    return xlsx(
        Page(
            [
                ["TRẺ EM NĂM 2026"],
                [CHILDREN, None, None, "Ghi chú", "XÃ", "DÂN SỐ", "Mã xã", "TT"],
                [*names],
                [3170, 610, 560, None, "Xã Bảo Lạc", 10850, "01321", 1],
                [2220, 430, 390, "x", "Xã Huy Giáp", 7350, "01354", 2],
            ],
            merged=["A2:C2", *(f"{column}2:{column}3" for column in "DEFGH")],
        )
    )


def _in_sections(sections: int, **more: int) -> dict[str, int]:
    return {"title": 1, "header": 2, "section": sections, **more}


FILES = (
    Awkward(
        "quoc-hieu-va-chu-ky.xlsx",
        "motto, document number, date, unit line, column numbers, notes, signatures",
        _letterhead,
        Expected(
            accepted=3,
            ignored={"title": 6, "blank": 4, "header": 2, "unit": 1, "total": 1, "footnote": 6},
            figures={code: told(code) for code in ("01321", "01324", "01327")},
            date=dt.date(2026, 11, 12),
        ),
    ),
    Awkward(
        "ba-dong-tieu-de.xlsx",
        "three rows of merged headers, the category over all of them",
        _three_header_rows,
        Expected(
            accepted=1,
            ignored={"title": 1, "header": 3},
            figures={
                "01360": {
                    "warm_clothing.eligible.nursery": 290,
                    "warm_clothing.eligible.kindergarten": 320,
                    "warm_clothing.eligible.primary": 540,
                    "warm_clothing.eligible.lower_secondary": 510,
                    "warm_clothing.eligible": 1660,
                    "warm_clothing.group.poor": 700,
                    "warm_clothing.group.near_poor": 310,
                    "warm_clothing.group.disabled": 12,
                    "warm_clothing.group.orphan": 9,
                }
            },
        ),
    ),
    Awkward(
        "tieu-de-khong-gop.xls",
        "two header rows, the upper title over the first of its columns only",
        _unmerged_header,
        Expected(
            accepted=2,
            ignored={"title": 1, "header": 2},
            figures={code: told(code) for code in ("01354", "01360")},
        ),
    ),
    Awkward(
        "theo-khu-vuc.xlsx",
        "sections by zone with subtotals and a total of them",
        _sections,
        Expected(accepted=3, ignored=_in_sections(2, subtotal=2, total=1), figures=THREE_FIGURES),
    ),
    Awkward(
        "tong-o-dong-dau.xlsx",
        "the total stands above the communes",
        _total_on_top,
        Expected(accepted=3, ignored=_in_sections(0, total=1), figures=THREE_FIGURES),
    ),
    Awkward(
        "toan-tinh-theo-huyen.xlsx",
        "a whole province, sections by district with the district's sum beside its name",
        _by_district,
        Expected(
            accepted=6,
            ignored=_in_sections(2, total=1),
            figures={
                "01327": few(8380, 2510),
                "01339": few(5650, 1700),
                "01360": few(4920, 1360),
                "01738": few(4680, 1390),
                "01768": few(6640, 1900),
                "01777": few(5040, 1460),
            },
        ),
    ),
    Awkward(
        "dong-trong.ods",
        "empty rows between the communes; the table begins in column C",
        _blank_rows,
        Expected(
            accepted=3,
            ignored={"title": 1, "header": 2, "total": 1, "blank": 7},
            figures=THREE_FIGURES,
        ),
    ),
    Awkward(
        "tieu-de-moi-trang.xlsx",
        "the header again on each printed page, between page numbers",
        _header_on_each_page,
        Expected(
            accepted=3,
            ignored={"title": 1, "header": 2, "header_again": 4, "section": 2, "total": 1},
            figures=THREE_FIGURES,
        ),
    ),
    Awkward(
        "dao-cot.xlsx",
        "columns in another order, the total before its parts, two bands lacking",
        _other_order,
        Expected(
            accepted=2,
            ignored={"title": 1, "header": 2},
            figures={
                "01321": {
                    **few(10850, 3170),
                    "children.children.nursery": 560,
                    "children.children.kindergarten": 610,
                },
                "01354": {
                    **few(7350, 2220),
                    "children.children.nursery": 390,
                    "children.children.kindergarten": 430,
                },
            },
        ),
    ),
)
