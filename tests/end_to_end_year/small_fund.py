"""A small Child Protection Fund, made up («giả để thử»): its profile, its lists, its children."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import openpyxl

from tests.sponsorship.survey_cases import PLANTED, SAFE, write_xlsx

from .small_programme import PEOPLE, lay_out

PROGRAMME = "quy-thu"
PROFILE = """
id = "quy-thu"
inherits = "child-fund"
title = { vi = "Quỹ giả để thử", en = "Made up to try things out" }
province = { vi = "Lai Châu", en = "Lai Châu" }
province_code = "12"
edition = "2025"
reference_date = 2025-12-31
reports = []

[without]
delivery = true
categories = ["treatment", "school_meals"]
facilities = ["play_area", "classroom", "boarding_house"]

[plan]
number = "0/KH"
period_from = 2025
period_to = 2030
source = "giả để thử"
note = { vi = "giả để thử", en = "made up" }

[beneficiaries]
source = "giả để thử"
note = { vi = "giả để thử", en = "made up" }
[beneficiaries.totals]
special_circumstances = { value = 400, kind = "assumption", source = "giả để thử" }
at_risk = { value = 800, kind = "assumption", source = "giả để thử" }
share_of_children = { value = 0.05, kind = "assumption", source = "giả để thử" }

[[categories]]
id = "scholarships"
eligible_share = { value = 0.05, kind = "assumption", source = "giả để thử" }
[[categories]]
id = "visits_gifts"
eligible_share = { value = 0.05, kind = "assumption", source = "giả để thử" }

[fund.contribution]
name = { vi = "Đóng góp ngày lương", en = "contribution of a day's salary" }
asked_of = { vi = "cán bộ, công chức", en = "officials" }
source = "giả để thử"
days = { value = 1.0, kind = "assumption", source = "giả để thử" }

[inputs]
support_ledger = "own/support.csv"
donors = "own/donors.csv"

[returns]
folder = "returns/quy-thu"
form_version = "1"
"""
SUPPORT = "commune_code,category,donor_id,donor,period,children,units,amount_vnd,basis,source\n"
DONORS = "donor_id,donor,donor_type,budget_vnd,stock_category,stock_units,categories,basis\n"
#: A day's pay of 20 at 300,000, of 10 at 250,000, of 40 at 200,000; of the last unit's pay nobody
#: knows yet.
UNITS = (
    ("DV1", "Đơn vị giả 1", 20, 300_000),
    ("DV2", "Đơn vị giả 2", 10, 250_000),
    ("DV3", "Đơn vị giả 3", 40, 200_000),
    ("DV4", "Đơn vị giả 4", 15, None),
)
#: Day, voucher, unit, đồng.
RECEIPTS = (
    ("15/06/2025", "PT-1", "DV1", 6_000_000),
    ("16/06/2025", "PT-2", "DV2", 1_500_000),
    ("17/06/2025", "PT-3", "DV3", 5_000_000),
    ("20/07/2025", "PT-4", "DV3", 3_500_000),
)


def write_data_root(data: Path, root: Path) -> Path:
    """Write a data root that holds this one programme; no books, no register yet."""
    files = {
        f"programmes/{PROGRAMME}/programme.toml": PROFILE,
        "own/support.csv": SUPPORT,
        "own/donors.csv": DONORS,
    }
    return lay_out(data, root, files, {"population_communes_2025.csv": PEOPLE})


def contributions(path: Path) -> Path:
    """Write the units and what they paid as two sheets of one workbook."""
    book = openpyxl.Workbook()
    _fill(
        book.worksheets[0],
        ("Mã đơn vị", "Tên đơn vị", "Năm", "Số người", "Lương bình quân một ngày (đồng)"),
        ((unit, name, 2025, staff, pay) for unit, name, staff, pay in UNITS),
    )
    titles = ("Ngày", "Số chứng từ", "Mã đơn vị", "Số tiền")
    _fill(book.create_sheet("Thu"), titles, RECEIPTS)
    book.save(path)
    return path


def _fill(sheet: object, titles: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    for row in (titles, *rows):
        sheet.append(row)  # type: ignore[attr-defined]


def surveyed(path: Path, count: int) -> Path:
    """Write a survey of so many children of one commune, alike but for name and month of birth."""
    told = SAFE | {
        "Xã": "Xã Mường Tè",
        "Số phiếu đồng ý": "PDY-01/2025",
        "Ngày đồng ý": "1/3/2025",
    }
    rows = [
        PLANTED
        | {
            "Họ và tên trẻ": f"{PLANTED['Họ và tên trẻ']} {'ABCDEFGHIJKL'[n]}",
            "Ngày sinh": f"17/{n + 1}/2016",
        }
        | told
        for n in range(count)
    ]
    return write_xlsx(path, rows)
