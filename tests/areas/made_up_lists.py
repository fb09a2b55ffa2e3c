"""Lists of communes made up to try the import: zones handed out by turns, never to plan with.

«danh sách giả để thử»: the names of Thanh Hóa's real lists are not known. Only their counts are
(4 + 17 + 57 of 78), and the made-up list has the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from needs.places import Gazetteer

MARK = "danh sách giả để thử"
#: Former districts in the mountains, so that the list falls inside the programme.
DISTRICTS = [
    "Huyện Mường Lát",
    "Huyện Quan Hóa",
    "Huyện Quan Sơn",
    "Huyện Bá Thước",
    "Huyện Lang Chánh",
    "Huyện Thường Xuân",
    "Huyện Như Xuân",
    "Huyện Như Thanh",
    "Huyện Ngọc Lặc",
    "Huyện Cẩm Thủy",
    "Huyện Thạch Thành",
    "Huyện Thọ Xuân",
]
COUNTS = {"I": 4, "II": 17, "III": 57}


def made_up(
    gazetteer: Gazetteer, counts: dict[str, int] = COUNTS, *, edition: str = "2025"
) -> pd.DataFrame:
    """Return commune_code, commune, district, zone: as many communes as the counts say."""
    places = gazetteer.communes("38", edition)
    inside = places[places.district.isin(DISTRICTS)].sort_values("commune_code")
    zones = [zone for zone, count in counts.items() for _ in range(count)]
    assert len(inside) >= len(zones), len(inside)
    columns = ["commune_code", "commune", "district"]
    return inside[columns].head(len(zones)).assign(zone=zones).reset_index(drop=True)


def as_text(rows: pd.DataFrame, *, gap: str = "   ") -> str:
    """Write the rows as a table pasted into a text file: nothing but gaps between the columns."""
    lines = [f"PHỤ LỤC. {MARK.upper()}", "", gap.join(["TT", "Tên xã", "Huyện cũ", "Khu vực"])]
    lines += [
        gap.join([str(number), row.commune, row.district, f"Khu vực {row.zone}"])
        for number, row in enumerate(rows.itertuples(), start=1)
    ]
    return "\n".join([*lines, gap.join(["Tổng cộng", str(len(rows))])]) + "\n"


def under_headings(rows: pd.DataFrame) -> list[list[str]]:
    """Return cells as a decision prints them: zone over district over communes, Arabic zones."""
    cells: list[list[str]] = [[MARK], ["TT", "Tên đơn vị hành chính"]]
    arabic = {"I": "1", "II": "2", "III": "3"}
    for zone, of_zone in rows.groupby("zone", sort=False):
        cells.append([f"Xã khu vực {arabic[str(zone)]}"])
        for number, (district, own) in enumerate(of_zone.groupby("district", sort=False), start=1):
            cells.append([_roman(number), str(district).upper()])
            cells += [[str(n), name] for n, name in enumerate(own.commune, start=1)]
    return cells


def side_by_side(rows: pd.DataFrame) -> list[list[str]]:
    """Return cells as two tables beside each other on one page."""
    half = -(-len(rows) // 2)
    left, right = rows.head(half), rows.iloc[half:]
    titles = ["TT", "Xã", "Huyện", "Thuộc khu vực"]
    body = [
        [*_four(left, n, 0), *(_four(right, n, half) if n < len(right) else [""] * 4)]
        for n in range(half)
    ]
    return [[*titles, *titles], *body]


def _four(rows: pd.DataFrame, n: int, before: int) -> list[str]:
    row = rows.iloc[n]
    return [str(before + n + 1), row.commune, row.district, row.zone]


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][ones]


def as_csv(cells: Sequence[Sequence[str]]) -> str:
    """Write cells as CSV with semicolons."""
    return "\n".join(";".join(row) for row in cells) + "\n"
