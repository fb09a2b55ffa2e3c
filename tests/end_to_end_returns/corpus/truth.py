"""The figures that the senders meant, and the headers over them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .pages import Written

#: Residents, children under 16 of the communes of Bảo Lạc, and how they divide into age bands:
#: 0–2, 3–5, 6–10, 11–15.
BAO_LAC = MappingProxyType(
    {
        "01321": ("Xã Bảo Lạc", 10850, (560, 610, 1020, 980)),
        "01324": ("Xã Cốc Pàng", 10100, (540, 590, 990, 940)),
        "01327": ("Xã Cô Ba", 8380, (450, 480, 810, 770)),
        "01336": ("Xã Khánh Xuân", 6540, (350, 380, 640, 600)),
        "01339": ("Xã Xuân Trường", 5650, (300, 330, 550, 520)),
        "01351": ("Xã Hưng Đạo", 9330, (500, 540, 910, 860)),
        "01354": ("Xã Huy Giáp", 7350, (390, 430, 720, 680)),
        "01360": ("Xã Sơn Lộ", 5560, (290, 320, 540, 510)),
    }
)

_BANDS = ("nursery", "kindergarten", "primary", "lower_secondary")

#: Titles in the words of our own form: nothing has to be asked.
CHILDREN = "Trẻ em dưới 16 tuổi"
BANDS = (
    "nhà trẻ (0–2 tuổi)",
    "mẫu giáo (3–5 tuổi)",
    "tiểu học (6–10 tuổi)",
    "trung học cơ sở (11–15 tuổi)",
    "cộng",
)
ELIGIBLE = "Trẻ thuộc đối tượng, theo tuổi"
GROUPS = ("hộ nghèo", "hộ cận nghèo", "khuyết tật", "mồ côi")
COVERED = ("ngân sách Nhà nước", "xã hội hóa (doanh nghiệp, hội, cá nhân)")
COVERED_ONCE = "cộng, mỗi trẻ tính một lần"

#: Two rows of header over: STT, commune, residents, all children.
SHORT: list[list[Written]] = [
    ["STT", "Tên xã", "Dân số", CHILDREN],
    [None, None, None, "cộng"],
]
#: What Excel merges in them.
SHORT_MERGED = ("A{0}:A{1}", "B{0}:B{1}", "C{0}:C{1}")

#: Two rows of header over: STT, commune, residents, children of each band and all, notes.
WIDE: list[list[Written]] = [
    ["STT", "Tên xã", "Dân số", CHILDREN, None, None, None, None, "Ghi chú"],
    [None, None, None, *BANDS, None],
]

TITLE: list[Written] = ["SỐ LIỆU TRẺ EM HUYỆN BẢO LẠC NĂM 2026"]

#: The first three communes under `SHORT`, and the sums of their figures.
THREE: list[list[Written]] = [
    [1, "Xã Bảo Lạc", 10850, 3170],
    [2, "Xã Cốc Pàng", 10100, 3060],
    [3, "Xã Cô Ba", 8380, 2510],
]
THREE_SUM: list[Written] = [None, "Tổng cộng", 29330, 8740]


def merged(first: int) -> list[str]:
    """What is merged in a header `SHORT` that begins in a row (from 1)."""
    return [span.format(first, first + 1) for span in SHORT_MERGED]


def few(population: int, children: int) -> dict[str, int]:
    """Figures of a commune under `SHORT`."""
    return {"children.population": population, "children.children": children}


#: The figures of `THREE`.
THREE_FIGURES: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {"01321": few(10850, 3170), "01324": few(10100, 3060), "01327": few(8380, 2510)}
)


def full(code: str, name: str = "") -> list[Written]:
    """A commune's cells: name, residents, four bands, total."""
    written, population, bands = BAO_LAC[code]
    return [name or written, population, *bands, sum(bands)]


def told(code: str) -> dict[str, int]:
    """The figures of `full`."""
    _, population, bands = BAO_LAC[code]
    by_band = {f"children.children.{band}": n for band, n in zip(_BANDS, bands, strict=True)}
    return {**few(population, sum(bands)), **by_band}
