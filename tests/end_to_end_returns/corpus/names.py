"""Which commune is meant: spellings, codes, typing errors, communes of before the merger."""

from __future__ import annotations

import unicodedata

from .entry import Awkward, Expected, error, warning
from .pages import Page, Rows, Written, xlsx

_IGNORED = {"title": 1, "header": 1}


def _people(**counts: int) -> dict[str, dict[str, int]]:
    """Residents by code («_01321»: names in Python begin with no digit)."""
    return {code.strip("_"): {"children.population": count} for code, count in counts.items()}


def _listed(rows: Rows, title: str = "DÂN SỐ HUYỆN BẢO LẠC NĂM 2026", *more: str) -> bytes:
    head: list[Written] = [*more, "Tên xã", "Dân số"]
    return xlsx(Page([[title], head, *rows]))


def _many_spellings() -> bytes:
    return _listed(
        [
            ["XÃ BẢO LẠC", 10850],
            ["  Cốc   Pàng ", 10100],
            ["xã cô ba", 8380],
            ["X. Khánh Xuân", 6540],
            ["xuân trường", 5650],
            ["Xã Hưng Ðạo", 9330],
            [unicodedata.normalize("NFD", "- Huy Giáp"), 7350],
            ["8. Xã Sơn Lộ (*)", 5560],
        ]
    )


def _tone_marks() -> bytes:
    """«Hoà», «Thuỷ» as they were written before 1984, and still are."""
    rows = [["Xã Hoà An", 20300], ["Phục Hoà", 14300], ["Đàm Thuỷ", 12200], ["Xã Đòai Dương", 12500]]
    return _listed(rows, "DÂN SỐ TỈNH CAO BẰNG NĂM 2026")


def _like_totals() -> bytes:
    """Tổng Cọt is a commune."""
    rows = [["Tổng Cọt", 6850], ["Trường Hà", 12700], ["Tổng cộng", 19550]]
    return _listed(rows, "DÂN SỐ HUYỆN HÀ QUẢNG NĂM 2026")


def _cong_hoa() -> bytes:
    """Cộng Hòa is a commune as well, and was divided among three."""
    rows = [
        ["Cộng Hòa", 9000],
        ["Thị trấn Nam Sách", 11000],
        ["Đồng Lạc", 7000],
        ["Hồng Phong", 8000],
        ["Cộng", 35000],
    ]
    return _listed(rows, "DÂN SỐ HUYỆN NAM SÁCH NĂM 2026")


def _typing_errors() -> bytes:
    return _listed([["Xã Cốc Pàn", 10100], ["Xã Sơn Lô", 5560], ["Xã Cô Ba, H. Bảo Lạc", 8380]])


def _of_another_district() -> bytes:
    return _listed([["Xã Lý Bôn", 11800], ["Xã Cô Ba", 8380]])


def _code_of_another() -> bytes:
    rows = [["01324", "Xã Cô Ba", 8380], ["01321", "Xã Bảo Lạc", 10850]]
    return _listed(rows, "DÂN SỐ HUYỆN BẢO LẠC NĂM 2026", "Mã xã")


def _lost_noughts() -> bytes:
    rows = [[1321, "Xã Bảo Lạc", 10850], ["1327", None, 8380], ["01360", "Sơn Lộ", 5560]]
    return _listed(rows, "DÂN SỐ HUYỆN BẢO LẠC NĂM 2026", "Mã xã")


_FORMER = "DÂN SỐ CÁC XÃ CŨ, HUYỆN BẢO LẠC, NĂM 2026"


def _all_former() -> bytes:
    rows = [
        ["TT. Bảo Lạc", 4000],
        ["Xã Bảo Toàn", 3100],
        ["Xã Hồng Trị", 3700],
        ["Tổng cộng", 10800],
    ]
    return _listed(rows, _FORMER)


def _some_former() -> bytes:
    return _listed([["Thị trấn Bảo Lạc", 4000], ["Xã Hồng Trị", 3700]], _FORMER)


def _faulty_former() -> bytes:
    """A fault in one of three keeps the others waiting; the commune beside them is used."""
    rows = [
        ["Thị trấn Bảo Lạc", 4000],
        ["Xã Bảo Toàn", "khoảng 3100"],
        ["Xã Hồng Trị", 3700],
        ["Xã Hồng An", 2500],
        ["Xã Xuân Trường", 3100],
    ]
    return _listed(rows, _FORMER)


def _old_and_new() -> bytes:
    return _listed([["Thị trấn Bảo Lạc", 4000], ["Xã Bảo Lạc", 10850], ["Xã Cô Ba", 8380]])


def _twice() -> bytes:
    return _listed([["Xã Cô Ba", 8380], ["Xã Sơn Lộ", 5560], ["Cô Ba", 8390]])


def _same_name_in_three_districts() -> bytes:
    rows = [
        ["Huyện Bảo Lạc", "Hưng Đạo", 3300],
        ["Huyện Bảo Lạc", "Hưng Thịnh", 2900],
        ["Huyện Bảo Lạc", "Kim Cúc", 3100],
        ["Nguyên Bình", "Hưng Đạo", 1800],
        ["Nguyên Bình", "Hoa Thám", 1700],
        ["Nguyên Bình", "Tam Kim", 2300],
        [None, "Hưng Đạo", 4000],
    ]
    return _listed(rows, "DÂN SỐ CÁC XÃ CŨ TỈNH CAO BẰNG NĂM 2026", "Huyện")


def _of_today() -> bytes:
    """A programme that counts by former communes cannot divide those of today."""
    rows = [["Xã Bác Ái Đông", 9000], ["Xã Phước Tân", 4100]]
    return _listed(rows, "DÂN SỐ HUYỆN BÁC ÁI NĂM 2025")


def _not_listed() -> bytes:
    rows = [["Phường Mỹ Bình", 12000], ["Xã Phước Hà", 3900]]
    return _listed(rows, "DÂN SỐ TỈNH NINH THUẬN NĂM 2025")


FILES = (
    Awkward(
        "ten-viet-moi-kieu.xlsx",
        "capitals, spaces, abbreviations, bullets, numbers, asterisks, eth for đ, decomposed",
        _many_spellings,
        Expected(
            accepted=8,
            ignored=_IGNORED,
            figures=_people(
                _01321=10850,
                _01324=10100,
                _01327=8380,
                _01336=6540,
                _01339=5650,
                _01351=9330,
                _01354=7350,
                _01360=5560,
            ),
        ),
    ),
    Awkward(
        "hoa-thuy.xlsx",
        "the tone mark on the other letter",
        _tone_marks,
        Expected(
            accepted=4,
            ignored=_IGNORED,
            figures=_people(_01654=20300, _01648=14300, _01501=12200, _01525=12500),
        ),
    ),
    Awkward(
        "tong-cot.xlsx",
        "a commune whose name begins as a total's, above a total",
        _like_totals,
        Expected(
            accepted=2,
            ignored={**_IGNORED, "total": 1},
            figures=_people(_01414=6850, _01392=12700),
        ),
    ),
    Awkward(
        "cong-hoa.xlsx",
        "a commune called as the republic in the motto; it was divided among three",
        _cong_hoa,
        Expected(
            accepted=3,
            waiting={"former_commune_divided": 1},
            ignored={**_IGNORED, "total": 1},
            faults=error("former_commune_divided", "Biểu!B3"),
            figures=_people(_10606=26000),
        ),
        programme="hai-phong-thu",
    ),
    Awkward(
        "go-sai-ten.xlsx",
        "typing errors, a district behind the name: asked, never guessed",
        _typing_errors,
        Expected(
            waiting={"name_unknown": 3},
            ignored=_IGNORED,
            faults=error("name_unknown", "Biểu!A3", "Biểu!A4", "Biểu!A5"),
            asked=[
                ("name", "Xã Cốc Pàn"),
                ("name", "Xã Cô Ba, H. Bảo Lạc"),
                ("name", "Xã Sơn Lô"),
            ],
        ),
        answers={
            "Xã Cốc Pàn": "Xã Cốc Pàng",
            "Xã Cô Ba, H. Bảo Lạc": "bỏ qua",
            "Xã Sơn Lô": "01360",
        },
        answered=Expected(
            accepted=2,
            ignored={**_IGNORED, "answered_ignore": 1},
            figures=_people(_01324=10100, _01360=5560),
        ),
    ),
    Awkward(
        "xa-huyen-khac.xlsx",
        "a commune of another district than the title's",
        _of_another_district,
        Expected(
            accepted=1,
            waiting={"name_elsewhere": 1},
            ignored=_IGNORED,
            faults=error("name_elsewhere", "Biểu!A3"),
            figures=_people(_01327=8380),
            asked=[("name", "Xã Lý Bôn")],
        ),
    ),
    Awkward(
        "ma-cua-xa-khac.xlsx",
        "code and name of two communes in one row",
        _code_of_another,
        Expected(
            accepted=1,
            waiting={"code_name_disagree": 1},
            ignored=_IGNORED,
            faults=error("code_name_disagree", "Biểu!B3"),
            figures=_people(_01321=10850),
        ),
    ),
    Awkward(
        "ma-mat-so-0.xlsx",
        "codes as numbers, without their noughts; one row has nothing but its code",
        _lost_noughts,
        Expected(
            accepted=3,
            ignored=_IGNORED,
            faults=warning("code_padded", "Biểu!A3"),
            figures=_people(_01321=10850, _01327=8380, _01360=5560),
        ),
    ),
    Awkward(
        "xa-cu-du.xlsx",
        "all the communes of before that make up one of today",
        _all_former,
        Expected(
            accepted=3, ignored={**_IGNORED, "total": 1}, figures=_people(_01321=10800)
        ),
    ),
    Awkward(
        "xa-cu-thieu.xlsx",
        "two of the three communes of before that make up one of today",
        _some_former,
        Expected(
            waiting={"former_communes_lacking": 2},
            ignored=_IGNORED,
            faults=error("former_communes_lacking", "Biểu!B3", "Biểu!B4"),
        ),
    ),
    Awkward(
        "xa-cu-mot-dong-loi.xlsx",
        "a fault in one of the rows that are added up",
        _faulty_former,
        Expected(
            accepted=2,
            waiting={"approximate": 1, "waits_for_other_rows": 2},
            ignored=_IGNORED,
            faults=[
                *error("approximate", "Biểu!B4"),
                *error("waits_for_other_rows", "Biểu!3", "Biểu!5"),
            ],
            figures=_people(_01339=5600),
        ),
    ),
    Awkward(
        "ca-cu-lan-moi.xlsx",
        "a commune and a part of it under its former name",
        _old_and_new,
        Expected(
            accepted=1,
            waiting={"commune_under_two_names": 2},
            ignored=_IGNORED,
            faults=error("commune_under_two_names", "Biểu!B3", "Biểu!B4"),
            figures=_people(_01327=8380),
        ),
    ),
    Awkward(
        "trung-xa.xlsx",
        "a commune twice, with two figures",
        _twice,
        Expected(
            accepted=1,
            waiting={"commune_twice": 2},
            ignored=_IGNORED,
            faults=error("commune_twice", "Biểu!B3", "Biểu!B5"),
            figures=_people(_01360=5560),
        ),
    ),
    Awkward(
        "cung-ten-ba-huyen.xlsx",
        "one name in three districts, told apart by a column; where that is empty it is asked",
        _same_name_in_three_districts,
        Expected(
            accepted=6,
            waiting={"name_ambiguous": 1},
            ignored=_IGNORED,
            faults=error("name_ambiguous", "Biểu!B9"),
            figures=_people(_01351=9300, _01774=5800),
            asked=[("name", "Hưng Đạo")],
        ),
    ),
    Awkward(
        "xa-hom-nay.xlsx",
        "a commune of today, where the programme counts by those of before",
        _of_today,
        Expected(
            accepted=1,
            waiting={"commune_of_today": 1},
            ignored=_IGNORED,
            faults=error("commune_of_today", "Biểu!B3"),
            figures=_people(_22789=4100),
        ),
        programme="ninh-thuan-588",
    ),
    Awkward(
        "ngoai-danh-sach.xlsx",
        "a commune that the programme's list does not have",
        _not_listed,
        Expected(
            accepted=2,
            ignored=_IGNORED,
            faults=warning("commune_not_listed", "Biểu!B3"),
            figures=_people(_22779=12000, _22885=3900),
        ),
        programme="ninh-thuan-588",
    ),
)
