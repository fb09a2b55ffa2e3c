"""A small programme in Lai Châu, made up: what a province writes, and no line of code.

Every figure and the list of communes are invented («giả để thử»), only the names of places are
real. Seven communes of two former districts; in 2027 Mù Cả leaves the list and Tà Tổng enters.
"""

from __future__ import annotations

import shutil
from pathlib import Path

PROGRAMME = "lai-chau-thu"
THU_LUM, PA_U, MUONG_TE, MU_CA, TA_TONG = "03439", "03442", "03445", "03451", "03463"
NAM_HANG, HUA_BUM, LE_LOI = "03434", "03460", "03487"

PROFILE = """
id = "lai-chau-thu"
inherits = "588"
title = { vi = "Chương trình giả để thử", en = "Made up to try things out" }
province = { vi = "Lai Châu", en = "Lai Châu" }
province_code = "12"
edition = "2025"
reference_date = 2026-01-05

[without]
categories = ["play", "nutrition"]
facilities = ["play_area", "classroom", "kindergarten_building", "health_station"]
priority.indicators = ["stunting"]

[plan]
number = "0/KH"
period_from = 2026
period_to = 2030
source = "giả để thử"
note = { vi = "giả để thử", en = "made up" }

[beneficiaries]
villages = "not_counted"
source = "giả để thử"
note = { vi = "giả để thử", en = "made up" }

[[categories]]
id = "health"
unit_price_vnd = { value = 100000, low = 100000, high = 100000, kind = "observed", \
source = "giả để thử" }

[[categories]]
id = "warm_clothing"
unit_price_vnd = { value = 400000, low = 400000, high = 400000, kind = "observed", \
source = "giả để thử" }
delivery_uplift = { value = 0.0, kind = "assumption", source = "giả để thử" }
uplift_by_distance = false
package_units = 10

[[reports]]
kind = "year"
by = { vi = "Ủy ban nhân dân xã", en = "Communes" }
to = { vi = "Cơ quan chủ trì", en = "Lead department" }
deadline = "11-30"
for_returns = true
source = "giả để thử"

[centre]
commune_code = "03408"
name = { vi = "Phường Tân Phong", en = "Phường Tân Phong" }
source = "giả để thử"

[uncertainty]
draws = 200

[allocation]
frontier = [1.0, 0.0]
baskets_vnd = [50000000]

[inputs]
support_ledger = "own/support.csv"
donors = "own/donors.csv"
commitments = "commitments/lai-chau-thu.sqlite"

[returns]
folder = "returns/lai-chau-thu"
form_version = "1"
samples = []
"""
#: Name, former district, zone; each list is imported from a file as the province would send it.
LIST_2026 = (
    ("Thu Lũm", "Huyện Mường Tè", "III"),
    ("Pa Ủ", "Huyện Mường Tè", "III"),
    ("Mường Tè", "Huyện Mường Tè", "II"),
    ("Mù Cả", "Huyện Mường Tè", "III"),
    ("Nậm Hàng", "Huyện Nậm Nhùn", "II"),
    ("Hua Bum", "Huyện Nậm Nhùn", "III"),
    ("Lê Lợi", "Huyện Nậm Nhùn", "I"),
)
LIST_2027 = (
    *(row for row in LIST_2026 if row[0] != "Mù Cả"),
    ("Tà Tổng", "Huyện Mường Tè", "III"),
)
#: decision, province, total, zones I, II, III, source: both lists have four communes in zone III.
TOTALS = """1/QĐ-THU 2026,Lai Châu,7,1,2,4,giả để thử
2/QĐ-THU 2027,Lai Châu,7,1,2,4,giả để thử
"""
PEOPLE = "".join(
    f"{code},{name},12,{people},số giả để thử,,\n"
    for code, name, people in (
        (THU_LUM, "Xã Thu Lũm", 3000),
        (PA_U, "Xã Pa Ủ", 4000),
        (MUONG_TE, "Xã Mường Tè", 5000),
        (MU_CA, "Xã Mù Cả", 2500),
        (TA_TONG, "Xã Tà Tổng", 3600),
        (NAM_HANG, "Xã Nậm Hàng", 4500),
        (HUA_BUM, "Xã Hua Bum", 2000),
        (LE_LOI, "Xã Lê Lợi", 2200),
    )
)
SUPPORT = """commune_code,category,donor_id,donor,period,children,units,amount_vnd,basis,source
03460,warm_clothing,hoi-cu,Hội có từ trước,2026,30,30,,returned,sổ của xã
"""
DONORS = """donor_id,donor,donor_type,budget_vnd,stock_category,stock_units,categories,districts,\
communes,zones,basis
kho-ao,Kho áo ấm Minh Họa,enterprise,,warm_clothing,300,,Mường Tè,,III,returned
quy-ao,Quỹ Áo ấm Bản Xa,ngo,60000000,,,warm_clothing,Nậm Nhùn,,III,returned
hoi-kham,Hội Thầy thuốc Minh Họa,union,30000000,,,health,,,,returned
"""


#: What of the profile is another in 2027: the day it is counted for, the price of a warm set.
NEXT_YEAR = (
    ("reference_date = 2026-01-05", "reference_date = 2027-01-05"),
    ("value = 400000, low = 400000, high = 400000", "value = 450000, low = 450000, high = 450000"),
)


def write_data_root(data: Path, root: Path) -> Path:
    """Write a data root that holds this one programme, and no list of communes yet."""
    files = {
        f"programmes/{PROGRAMME}/programme.toml": PROFILE,
        "own/support.csv": SUPPORT,
        "own/donors.csv": DONORS,
    }
    more = {"area_totals.csv": TOTALS, "population_communes_2025.csv": PEOPLE}
    return lay_out(data, root, files, more)


def lay_out(data: Path, root: Path, files: dict[str, str], more: dict[str, str]) -> Path:
    """Write a data root: the bases, files of one's own, and more rows of reference tables."""
    shutil.copytree(data / "reference", root / "reference")
    shutil.copytree(data / "programmes" / "bases", root / "programmes" / "bases")
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    for name, rows in more.items():
        with (root / "reference" / name).open("a", encoding="utf-8") as file:
            file.write(rows)
    return root


def move_on(root: Path) -> None:
    """Edit the profile for the next year, as a planner does in January."""
    path = root / "programmes" / PROGRAMME / "programme.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in NEXT_YEAR:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
