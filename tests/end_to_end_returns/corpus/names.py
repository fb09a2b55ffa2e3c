"""Which commune is meant: spellings, codes, typing errors."""

from __future__ import annotations

import unicodedata

from .entry import Awkward, Expected, error, warning
from .lists import ONE_HEADER, listed, people


def _many_spellings() -> bytes:
    return listed(
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
    rows = [
        ["Xã Hoà An", 20300],
        ["Phục Hoà", 14300],
        ["Đàm Thuỷ", 12200],
        ["Xã Đòai Dương", 12500],
    ]
    return listed(rows, "DÂN SỐ TỈNH CAO BẰNG NĂM 2026")


def _like_totals() -> bytes:
    """Tổng Cọt is a commune."""
    rows = [["Tổng Cọt", 6850], ["Trường Hà", 12700], ["Tổng cộng", 19550]]
    return listed(rows, "DÂN SỐ HUYỆN HÀ QUẢNG NĂM 2026")


def _typing_errors() -> bytes:
    return listed([["Xã Cốc Pàn", 10100], ["Xã Sơn Lô", 5560], ["Xã Cô Ba, H. Bảo Lạc", 8380]])


def _of_another_district() -> bytes:
    return listed([["Xã Lý Bôn", 11800], ["Xã Cô Ba", 8380]])


def _code_of_another() -> bytes:
    rows = [["01324", "Xã Cô Ba", 8380], ["01321", "Xã Bảo Lạc", 10850]]
    return listed(rows, "DÂN SỐ HUYỆN BẢO LẠC NĂM 2026", "Mã xã")


def _lost_noughts() -> bytes:
    rows = [[1321, "Xã Bảo Lạc", 10850], ["1327", None, 8380], ["01360", "Sơn Lộ", 5560]]
    return listed(rows, "DÂN SỐ HUYỆN BẢO LẠC NĂM 2026", "Mã xã")


def _twice() -> bytes:
    return listed([["Xã Cô Ba", 8380], ["Xã Sơn Lộ", 5560], ["Cô Ba", 8390]])


def _notlisted() -> bytes:
    rows = [["Phường Mỹ Bình", 12000], ["Xã Phước Hà", 3900]]
    return listed(rows, "DÂN SỐ TỈNH NINH THUẬN NĂM 2025")


def _not_listed() -> bytes:
    rows = [["Phường Mỹ Bình", 12000], ["Xã Phước Hà", 3900]]
    return listed(rows, "DÂN SỐ TỈNH NINH THUẬN NĂM 2025")


FILES = (
    Awkward(
        "ten-viet-moi-kieu.xlsx",
        "capitals, spaces, abbreviations, bullets, numbers, asterisks, eth for đ, decomposed",
        _many_spellings,
        Expected(
            accepted=8,
            ignored=ONE_HEADER,
            figures=people(
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
            ignored=ONE_HEADER,
            figures=people(_01654=20300, _01648=14300, _01501=12200, _01525=12500),
        ),
    ),
    Awkward(
        "tong-cot.xlsx",
        "a commune whose name begins as a total's, above a total",
        _like_totals,
        Expected(
            accepted=2,
            ignored={**ONE_HEADER, "total": 1},
            figures=people(_01414=6850, _01392=12700),
        ),
    ),
    Awkward(
        "go-sai-ten.xlsx",
        "typing errors, a district behind the name: asked, never guessed",
        _typing_errors,
        Expected(
            waiting={"name_unknown": 3},
            ignored=ONE_HEADER,
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
            ignored={**ONE_HEADER, "answered_ignore": 1},
            figures=people(_01324=10100, _01360=5560),
        ),
    ),
    Awkward(
        "xa-huyen-khac.xlsx",
        "a commune of another district than the title's",
        _of_another_district,
        Expected(
            accepted=1,
            waiting={"name_elsewhere": 1},
            ignored=ONE_HEADER,
            faults=error("name_elsewhere", "Biểu!A3"),
            figures=people(_01327=8380),
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
            ignored=ONE_HEADER,
            faults=error("code_name_disagree", "Biểu!B3"),
            figures=people(_01321=10850),
        ),
    ),
    Awkward(
        "ma-mat-so-0.xlsx",
        "codes as numbers, without their noughts; one row has nothing but its code",
        _lost_noughts,
        Expected(
            accepted=3,
            ignored=ONE_HEADER,
            faults=warning("code_padded", "Biểu!A3"),
            figures=people(_01321=10850, _01327=8380, _01360=5560),
        ),
    ),
    Awkward(
        "trung-xa.xlsx",
        "a commune twice, with two figures",
        _twice,
        Expected(
            accepted=1,
            waiting={"commune_twice": 2},
            ignored=ONE_HEADER,
            faults=error("commune_twice", "Biểu!B3", "Biểu!B5"),
            figures=people(_01360=5560),
        ),
    ),
    Awkward(
        "ngoai-danh-sach.xlsx",
        "a commune that the programme's list does not have",
        _not_listed,
        Expected(
            accepted=2,
            ignored=ONE_HEADER,
            faults=warning("commune_not_listed", "Biểu!B3"),
            figures=people(_22779=12000, _22885=3900),
        ),
        programme="ninh-thuan-588",
    ),
)
