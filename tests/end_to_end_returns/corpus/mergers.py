"""Communes of before and after the merger, in one list or instead of one another."""

from __future__ import annotations

from .entry import Awkward, Expected, error
from .lists import ONE_HEADER, listed, people


def _cong_hoa() -> bytes:
    """Cộng Hòa is a commune as well, and was divided among three."""
    rows = [
        ["Cộng Hòa", 9000],
        ["Thị trấn Nam Sách", 11000],
        ["Đồng Lạc", 7000],
        ["Hồng Phong", 8000],
        ["Cộng", 35000],
    ]
    return listed(rows, "DÂN SỐ HUYỆN NAM SÁCH NĂM 2026")


_FORMER = "DÂN SỐ CÁC XÃ CŨ, HUYỆN BẢO LẠC, NĂM 2026"


def _all_former() -> bytes:
    rows = [
        ["TT. Bảo Lạc", 4000],
        ["Xã Bảo Toàn", 3100],
        ["Xã Hồng Trị", 3700],
        ["Tổng cộng", 10800],
    ]
    return listed(rows, _FORMER)


def _some_former() -> bytes:
    return listed([["Thị trấn Bảo Lạc", 4000], ["Xã Hồng Trị", 3700]], _FORMER)


def _faulty_former() -> bytes:
    """A fault in one of three keeps the others waiting; the commune beside them is used."""
    rows = [
        ["Thị trấn Bảo Lạc", 4000],
        ["Xã Bảo Toàn", "khoảng 3100"],
        ["Xã Hồng Trị", 3700],
        ["Xã Hồng An", 2500],
        ["Xã Xuân Trường", 3100],
    ]
    return listed(rows, _FORMER)


def _old_and_new() -> bytes:
    return listed([["Thị trấn Bảo Lạc", 4000], ["Xã Bảo Lạc", 10850], ["Xã Cô Ba", 8380]])


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
    return listed(rows, "DÂN SỐ CÁC XÃ CŨ TỈNH CAO BẰNG NĂM 2026", "Huyện")


def _of_today() -> bytes:
    """A programme that counts by former communes cannot divide those of today."""
    rows = [["Xã Bác Ái Đông", 9000], ["Xã Phước Tân", 4100]]
    return listed(rows, "DÂN SỐ HUYỆN BÁC ÁI NĂM 2025")


FILES = (
    Awkward(
        "cong-hoa.xlsx",
        "a commune called as the republic in the motto; it was divided among three",
        _cong_hoa,
        Expected(
            accepted=3,
            waiting={"former_commune_divided": 1},
            ignored={**ONE_HEADER, "total": 1},
            faults=error("former_commune_divided", "Biểu!B3"),
            figures=people(_10606=26000),
        ),
        programme="hai-phong-thu",
    ),
    Awkward(
        "xa-cu-du.xlsx",
        "all the communes of before that make up one of today",
        _all_former,
        Expected(accepted=3, ignored={**ONE_HEADER, "total": 1}, figures=people(_01321=10800)),
    ),
    Awkward(
        "xa-cu-thieu.xlsx",
        "two of the three communes of before that make up one of today",
        _some_former,
        Expected(
            waiting={"former_communes_lacking": 2},
            ignored=ONE_HEADER,
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
            ignored=ONE_HEADER,
            faults=[
                *error("approximate", "Biểu!B4"),
                *error("waits_for_other_rows", "Biểu!3", "Biểu!5"),
            ],
            figures=people(_01339=5600),
        ),
    ),
    Awkward(
        "ca-cu-lan-moi.xlsx",
        "a commune and a part of it under its former name",
        _old_and_new,
        Expected(
            accepted=1,
            waiting={"commune_under_two_names": 2},
            ignored=ONE_HEADER,
            faults=error("commune_under_two_names", "Biểu!B3", "Biểu!B4"),
            figures=people(_01327=8380),
        ),
    ),
    Awkward(
        "cung-ten-ba-huyen.xlsx",
        "one name in three districts, told apart by a column; where that is empty it is asked",
        _same_name_in_three_districts,
        Expected(
            accepted=6,
            waiting={"name_ambiguous": 1},
            ignored=ONE_HEADER,
            faults=error("name_ambiguous", "Biểu!B9"),
            figures=people(_01351=9300, _01774=5800),
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
            ignored=ONE_HEADER,
            faults=error("commune_of_today", "Biểu!B3"),
            figures=people(_22789=4100),
        ),
        programme="ninh-thuan-588",
    ),
)
