"""Lists into the books: every row accounted for, faults with their cell, twice adds nothing."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from needs.fund import Book, verify_book
from needs.fund.importing import Imported, import_lists
from needs.fund.tables import tables_of
from needs.workbooks import read_book

from .fund_cases import RULES

ON = dt.date(2025, 12, 31)

UNITS = ["Mã đơn vị", "Tên đơn vị", "Năm", "Số người", "Lương bình quân một ngày (đồng)"]
RECEIPTS = ["Ngày", "Số chứng từ", "Mã đơn vị", "Số tiền"]
INCOME = ["Ngày", "Số chứng từ", "Nguồn thu", "Số tiền", "Hiện vật", "Đơn vị tính", "Số lượng"]
SPENDING = ["Ngày", "Số chứng từ", "Hoạt động", "Dịp", "Số tiền", "Hiện vật", "Số lượng"]

GOOD = {
    "Đơn vị": [UNITS, ["A", "Sở A", 2025, 10, 300_000], ["B", "Sở B", 2025, None, 250_000]],
    "Ngày lương": [RECEIPTS, ["15/06/2025", "PT1", "A", 2_000_000], ["16/06/2025", "PT2", "B", 5]],
    "Thu khác": [
        INCOME,
        ["01/02/2025", "TT1", "Tài trợ bằng tiền", 1_000_000, None, None, None],
        ["02/02/2025", "HV1", "donation_goods", 900_000, "Áo ấm", "bộ", 9],
    ],
    "Chi": [
        SPENDING,
        ["01/03/2025", "PC1", "Học bổng", None, 400_000, None, None],
        ["02/03/2025", "PX1", "Thăm hỏi, tặng quà", "Tết Nguyên đán", None, "Áo ấm", 4],
    ],
}


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def taken(book: Book, *paths: Path) -> Imported:
    done = import_lists(map(read_book, paths), book, by="kế toán", on=ON)
    assert done.rows == done.accepted + done.quarantined + done.ignored
    return done


def told(done: Imported) -> str:
    return "\n".join(map(str, done.faults))


def test_every_row_of_good_lists_is_booked(book: Book, tmp_path: Path):
    done = taken(book, workbook(tmp_path / "quy.xlsx", GOOD))
    assert done.faults == ()
    # 2 units in one entry, and 6 vouchers.
    assert (done.rows, done.accepted, done.entries) == (8, 8, 7)
    tables = tables_of(book.contents(), RULES, on=ON)
    # 2.000.000 + 5 + 1.000.000 + 900.000 in; 400.000 + 4/9 of 900.000 out.
    assert tables["fund_income"].amount_vnd.sum() == 3_900_005
    assert tables["fund_spending"].amount_vnd.sum() == 800_000
    assert verify_book(book) == []


def test_the_same_file_twice_adds_nothing(book: Book, tmp_path: Path):
    path = workbook(tmp_path / "quy.xlsx", GOOD)
    taken(book, path)
    head = book.head()
    again = taken(book, path)
    assert (again.accepted, again.quarantined, again.ignored, again.entries) == (0, 0, 8, 0)
    # Under another name, by another hand, it is still the same.
    renamed = path.rename(tmp_path / "quy (1).xlsx")
    assert import_lists([read_book(renamed)], book, by="khác", on=ON).accepted == 0
    assert book.head() == head


def test_the_order_of_files_and_rows_changes_nothing(tmp_path: Path):
    """Spending before income in the file, sheets turned round: the same balances."""
    found = []
    for n, order in enumerate(itertools.permutations(GOOD)):
        if n % 6:
            continue
        turned = {name: [GOOD[name][0], *GOOD[name][:0:-1]] for name in order}
        book = Book(tmp_path / f"{n}.sqlite", RULES)
        done = taken(book, workbook(tmp_path / f"{n}.xlsx", turned))
        assert done.accepted == 8
        found.append(tables_of(book.contents(), RULES, on=ON)["fund_balances"])
    for one in found[1:]:
        pd.testing.assert_frame_equal(found[0], one)


@pytest.mark.parametrize(
    ("sheet", "row", "cell", "expected"),
    [
        ("Thu khác", ["01/02/2025", "X", "donation", "một triệu"], "Thu khác!D4", "một triệu"),
        ("Thu khác", ["01/02/2025", "X", "donation", -5], "Thu khác!D4", "-5"),
        ("Thu khác", ["01/02/2025", "X", "donation", None], "Thu khác!D4", "ô trống"),
        ("Thu khác", ["31/02/2025", "X", "donation", 5], "Thu khác!A4", "ngày/tháng/năm"),
        ("Thu khác", ["01/02/2025", None, "donation", 5], "Thu khác!B4", "Số chứng từ"),
        ("Thu khác", ["01/02/2025", "X", "xổ số", 5], "Thu khác!C4", "Lãi tiền gửi"),
        ("Thu khác", ["01/02/2025", "X", "donation_goods", 5], "Thu khác!E4", "tên hiện vật"),
        ("Thu khác", ["01/02/2025", "X", "contribution", 5], "Thu khác!C4", "bảng thu ngày lương"),
        ("Chi", ["01/03/2025", "X", "tiệc", None, 5], "Chi!C4", "Học bổng"),
        ("Chi", ["01/03/2025", "X", "Học bổng", "noel", 5], "Chi!D4", "Tết Trung thu"),
        ("Chi", ["01/03/2025", "X", "Học bổng", None, 5, "Áo", 2], "Chi!E4", "để trống"),
        ("Chi", ["01/03/2025", "X", "Thăm hỏi, tặng quà", None, 5], "Chi!B4", "không nêu dịp"),
        ("Chi", ["01/03/2025", "X", "Học bổng", None, 10**12], "Chi!B4", "sẽ thiếu"),
        ("Đơn vị", ["C", "Sở C", 2025, "mười", 5], "Đơn vị!D4", "mười"),
        ("Đơn vị", ["C", None, 2025, 1, 5], "Đơn vị!B4", "Tên đơn vị"),
        ("Ngày lương", ["15/06/2025", "X", None, 5], "Ngày lương!C4", "Mã đơn vị"),
    ],
)
def test_a_row_that_cannot_be_used_waits_with_its_cell(
    book: Book, tmp_path: Path, sheet: str, row: list, cell: str, expected: str
):
    width = len(GOOD[sheet][0])
    wrong = GOOD | {sheet: [*GOOD[sheet], [*row, *[None] * (width - len(row))]]}
    done = taken(book, workbook(tmp_path / "quy.xlsx", wrong))
    assert (done.rows, done.accepted, done.quarantined) == (9, 8, 1)
    assert f"quy.xlsx › {cell}" in told(done)
    assert expected in told(done)
    # Mended, the rest of the file is not booked twice.
    mended = taken(book, workbook(tmp_path / "quy.xlsx", GOOD))
    assert (mended.accepted, mended.ignored) == (0, 8)


def test_rows_of_one_voucher_are_one_entry_and_wait_together(book: Book, tmp_path: Path):
    """One voucher of two payments: if one of them has a fault, the other waits too."""
    two = [
        SPENDING,
        ["01/03/2025", "PC1", "Học bổng", None, 100, None, None],
        ["01/03/2025", "PC1", "tiệc", None, 200, None, None],
    ]
    sheets = {"Thu khác": GOOD["Thu khác"], "Chi": two}
    done = taken(book, workbook(tmp_path / "quy.xlsx", sheets))
    assert (done.accepted, done.quarantined) == (2, 2)
    two[2][2] = "Bữa ăn học đường"
    done = taken(book, workbook(tmp_path / "quy.xlsx", sheets))
    assert (done.accepted, done.ignored, done.entries) == (2, 2, 1)
    spending = tables_of(book.contents(), RULES, on=ON)["fund_spending"]
    assert dict(zip(spending.activity, spending.amount_vnd, strict=True)) == {
        "scholarships": 100,
        "school_meals": 200,
    }


def test_a_voucher_with_another_amount_is_not_booked_again(book: Book, tmp_path: Path):
    taken(book, workbook(tmp_path / "quy.xlsx", {"Thu khác": GOOD["Thu khác"]}))
    changed = [INCOME, ["01/02/2025", "TT1", "Tài trợ bằng tiền", 1_000_001, None, None, None]]
    done = taken(book, workbook(tmp_path / "quy.xlsx", {"Thu khác": changed}))
    assert (done.accepted, done.quarantined) == (0, 1)
    assert "với nội dung khác" in told(done)


def test_one_voucher_on_two_days_waits(book: Book, tmp_path: Path):
    rows = [RECEIPTS, ["15/06/2025", "PT1", "A", 5], ["16/06/2025", "PT1", "B", 6]]
    done = taken(book, workbook(tmp_path / "quy.xlsx", {"thu": rows}))
    assert (done.accepted, done.quarantined) == (0, 2)
    assert "một ngày" in told(done)


def test_two_rows_about_one_unit_that_differ_wait(book: Book, tmp_path: Path):
    rows = [*GOOD["Đơn vị"], ["A", "Sở A", 2025, 11, 300_000]]
    done = taken(book, workbook(tmp_path / "quy.xlsx", {"dv": rows}))
    assert (done.accepted, done.quarantined) == (1, 2)
    assert "2 dòng khác nhau" in told(done)


def test_a_sheet_that_is_no_list_is_told_and_not_read(book: Book, tmp_path: Path):
    path = workbook(tmp_path / "khac.xlsx", {"Họp": [["Biên bản"], ["Ngày", "Việc"]]})
    done = taken(book, path)
    assert (done.rows, done.ignored) == (2, 2)
    assert "không nhận ra bảng này" in told(done)


def test_a_file_that_cannot_be_read_is_told(book: Book, tmp_path: Path):
    path = tmp_path / "quy.xlsx"
    path.write_bytes(b"%PDF-1.7 \x00")
    done = taken(book, path)
    assert done.rows == 0
    assert "quy.xlsx" in told(done)


def test_csv_with_english_titles_and_ids(book: Book, tmp_path: Path):
    path = tmp_path / "income.csv"
    path.write_text(
        "Date,Voucher,Source of income,Amount (VND)\n2025-02-01,TT1,interest,3.457.219\n",
        encoding="utf-8",
    )
    done = taken(book, path)
    assert (done.accepted, done.faults) == (1, ())
    assert book.contents().lines[0]["amount"] == 3_457_219


def test_every_list_can_be_imported(book: Book, tmp_path: Path):
    """Earmark, opening balance, cash from the bank, goods bought, money handed on."""
    head = ["Ngày", "Số chứng từ"]
    sheets = {
        "riêng": [
            ["Mã quỹ riêng", "Tên quỹ riêng", "Chỉ chi cho hoạt động", "Ngày"],
            ["tim", "Phẫu thuật tim", "treatment", "01/01/2025"],
        ],
        "đầu": [
            [*head, "Tài khoản có số dư", "Số tiền", "Quỹ riêng"],
            ["01/01/2025", "SD1", "112", 1_000, None],
            ["01/01/2025", "SD2", "bank", 50, "tim"],
        ],
        "rút": [
            [*head, "Từ tài khoản", "Đến tài khoản", "Số tiền"],
            ["02/01/2025", "RT1", "bank", "Tiền mặt", 300],
        ],
        "mua": [
            [*head, "Hiện vật mua", "Số lượng", "Số tiền", "Tài khoản"],
            ["03/01/2025", "MH1", "Sách", 10, 200, "Tiền mặt"],
        ],
        "xuống huyện": [
            [*head, "Số tiền", "Từ cấp quỹ", "Đến cấp quỹ", "Đến nơi giữ quỹ"],
            ["04/01/2025", "DC1", 100, "province", "district", 1],
        ],
    }
    done = taken(book, workbook(tmp_path / "quy.xlsx", sheets))
    assert (done.accepted, done.faults) == (6, ())
    left = tables_of(book.contents(), RULES, on=ON)["fund_transparency"]
    left = left[left.side == "closing"]
    sums = {
        (row.account, row.level, row.place, row.earmark): row.amount_vnd
        for row in left.itertuples()
    }
    assert sums == {
        ("bank", "province", "", ""): 600,
        ("bank", "province", "", "tim"): 50,
        ("bank", "district", "001", ""): 100,
        ("cash", "province", "", ""): 100,
        ("goods", "province", "", ""): 200,
    }
