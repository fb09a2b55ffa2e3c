"""Text as it was encoded: Unicode with and without marks, Windows-1258, TCVN3, VNI; and fonts.

TCVN3 and VNI stand here as a Western computer shows their bytes, which is what such files hold.
"""

from __future__ import annotations

import unicodedata

from .entry import Awkward, Expected, error, refused, warning
from .pages import Page, Written, text, xls, xlsx
from .truth import SHORT, TITLE, WIDE, full, merged, told

_TABLE: list[list[Written]] = [
    TITLE,
    *WIDE,
    [1, *full("01321"), "xã biên giới"],
    [2, *full("01324")],
    [3, *full("01327")],
    [None, "Tổng cộng", 29330, 1550, 1680, 2820, 2690, 8740],
]
_FIGURES = {code: told(code) for code in ("01321", "01324", "01327")}
_IGNORED = {"title": 1, "header": 2, "total": 1}
_FINE = Expected(accepted=3, ignored=_IGNORED, figures=_FIGURES)
_OLD = Expected(accepted=3, ignored=_IGNORED, figures=_FIGURES, faults=warning("legacy_text"))

_TCVN3: list[list[Written]] = [
    ["Sè liÖu trÎ em huyÖn B¶o L¹c n¨m 2026"],
    ["STT", "Tªn x·", "D©n sè", "TrÎ em d­íi 16 tuæi", None, None, None, None, "Ghi chó"],
    [
        *[None] * 3,
        "nhµ trÎ (0-2 tuæi)",
        "mÉu gi¸o (3-5 tuæi)",
        "tiÓu häc (6-10 tuæi)",
        "trung häc c¬ së (11-15 tuæi)",
        "céng",
    ],
    [1, "X· B¶o L¹c", *full("01321")[1:], "x· biªn giíi"],
    [2, "X· Cèc Pµng", *full("01324")[1:]],
    [3, "X· C« Ba", *full("01327")[1:]],
    [None, "Tæng céng", 29330, 1550, 1680, 2820, 2690, 8740],
]
_VNI: list[list[Written]] = [
    ["Soá lieäu treû em huyeän Baûo Laïc naêm 2026"],
    ["STT", "Teân xaõ", "Daân soá", "Treû em döôùi 16 tuoåi", None, None, None, None, "Ghi chuù"],
    [
        *[None] * 3,
        "nhaø treû (0-2 tuoåi)",
        "maãu giaùo (3-5 tuoåi)",
        "tieåu hoïc (6-10 tuoåi)",
        "trung hoïc cô sôû (11-15 tuoåi)",
        "coäng",
    ],
    [1, "Xaõ Baûo Laïc", *full("01321")[1:], "xaõ bieân giôùi"],
    [2, "Xaõ Coác Paøng", *full("01324")[1:]],
    [3, "Xaõ Coâ Ba", *full("01327")[1:]],
    [None, "Toång coäng", 29330, 1550, 1680, 2820, 2690, 8740],
]
_MERGED = ("A2:A3", "B2:B3", "C2:C3", "D2:H2", "I2:I3")


def _utf8() -> bytes:
    return text(_TABLE, ",").encode()


def _utf8_marked() -> bytes:
    return text(_TABLE).encode("utf-8-sig")


def _utf16() -> bytes:
    """«Unicode Text» of Excel: tabs between."""
    return text(_TABLE, "\t").encode("utf-16")


def _windows() -> bytes:
    """Tones as letters of their own, as the keyboards of Windows write them."""
    letters = []
    for letter in text(_TABLE):
        base, *marks = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
        shape = "".join(mark for mark in marks if mark not in tones)
        letters.append(unicodedata.normalize("NFC", base + shape) + "".join(tones))
    return "".join(letters).encode("cp1258")


def _tcvn3() -> bytes:
    return text(_TCVN3).encode("cp1252")


def _vni() -> bytes:
    return text(_VNI, "|").encode("cp1252")


def _tcvn3_font() -> bytes:
    return xlsx(Page(_TCVN3, merged=_MERGED))


def _vni_font() -> bytes:
    return xls(Page(_VNI, merged=_MERGED))


def _two_fonts() -> bytes:
    """Half of the sheet copied from an old file."""
    new = [TITLE, *SHORT, [1, "Xã Hưng Đạo", 9330, 2810], [2, "Xã Khánh Xuân", 6540, 1970]]
    old: list[list[Written]] = [
        [3, "X· B¶o L¹c", 10850, 3170],
        [4, "X· Cèc Pµng", 10100, 3060],
        [5, "X· Xu©n Tr­êng", 5650, 1700],
        [6, "X· S¬n Lé", 5560, 1660],
        [None, "Tæng céng", 39730, 12370],
    ]
    return xlsx(Page([*new, *old], merged=merged(2)))


def _decomposed() -> bytes:
    """Written on a Mac."""
    return xlsx(
        Page(
            [
                [
                    unicodedata.normalize("NFD", cell) if isinstance(cell, str) else cell
                    for cell in row
                ]
                for row in _TABLE
            ],
            name=unicodedata.normalize("NFD", "Trẻ em"),
            merged=_MERGED,
        )
    )


def _broken_twice() -> bytes:
    """UTF-8 opened as Western text and saved again: «XÃ£ Báº£o Láº¡c»."""
    return text(_TABLE).encode().decode("latin-1").encode("utf-8")


def _bare_letters() -> bytes:
    """Signs lost: «Xa Bao Lac»; which commune is meant is asked."""
    return text(
        [
            ["So lieu tre em huyen Bao Lac nam 2026"],
            ["TT", "Ten xa", "Dan so"],
            [1, "Xa Bao Lac", 10850],
            [2, "Xa Co Ba", 8380],
        ]
    ).encode("ascii")


def _quotes_and_separator() -> bytes:
    lines = [
        "sep=;",
        "Số liệu trẻ em năm 2026;",
        '"Tên xã";"Dân số"',
        '"Xã Bảo\nLạc";"10.850"',
        "Xã Cô Ba;8.380",
    ]
    return "\r\n".join(lines).encode("utf-8-sig")


def _unreadable() -> bytes:
    """Words of another language in an encoding that is none of ours."""
    words = "провинция каобанг район баолак дети население год таблица"
    return text([words.split(" ")] * 6).encode("koi8-r")


FILES = (
    Awkward("utf8.csv", "UTF-8 without a mark, commas", _utf8, _FINE),
    Awkward("utf8-bom.csv", "UTF-8 as Excel saves it, semicolons", _utf8_marked, _FINE),
    Awkward("utf16.txt", "UTF-16, tabs, ending .txt", _utf16, _FINE),
    Awkward("windows-1258.csv", "Windows-1258, tones apart", _windows, _OLD),
    Awkward("tcvn3.csv", "TCVN3 (ABC) bytes", _tcvn3, _OLD),
    Awkward("vni.csv", "VNI bytes, bars between", _vni, _OLD),
    Awkward("font-vntime.xlsx", "text that only .VnTime shows rightly", _tcvn3_font, _OLD),
    Awkward("font-vni-times.xls", "text that only VNI-Times shows rightly", _vni_font, _OLD),
    Awkward(
        "hai-bang-ma.xlsx",
        "half Unicode, half .VnTime in one sheet",
        _two_fonts,
        refused("encoding"),
    ),
    Awkward("nfd.xlsx", "decomposed letters, in the sheet's name too", _decomposed, _FINE),
    Awkward(
        "hong-hai-lan.csv",
        "UTF-8 taken for Western text and saved again",
        _broken_twice,
        refused("encoding"),
    ),
    Awkward(
        "khong-dau.csv",
        "no diacritics at all: names and titles are asked, not guessed",
        _bare_letters,
        Expected(
            waiting={"column_unconfirmed": 2},
            ignored={"title": 1, "header": 1},
            faults=[
                *error("column_unconfirmed", "khong-dau.csv!C"),
                *error("name_unknown", "khong-dau.csv!B3", "khong-dau.csv!B4"),
            ],
            asked=[("column", "Dan so"), ("name", "Xa Bao Lac"), ("name", "Xa Co Ba")],
        ),
        answers={
            "Dan so": "Trẻ em › Dân số",
            "Xa Bao Lac": "Xã Bảo Lạc",
            "Xa Co Ba": "01327",
        },
        answered=Expected(
            accepted=2,
            ignored={"title": 1, "header": 1},
            figures={
                "01321": {"children.population": 10850},
                "01327": {"children.population": 8380},
            },
        ),
    ),
    Awkward(
        "dau-ngoac-kep.csv",
        "«sep=;», quotation marks, a line break within a name",
        _quotes_and_separator,
        Expected(
            accepted=2,
            ignored={"title": 1, "header": 1},
            figures={
                "01321": {"children.population": 10850},
                "01327": {"children.population": 8380},
            },
        ),
    ),
    Awkward("koi8.csv", "another language and encoding", _unreadable, refused("encoding")),
)
