"""Make the illustrative lists of the Fund: invented, small, the same every time.

    python tools/make_fund_illustrative.py

Writes `data/illustrative/<programme>/fund_*.csv`. They are used only where a programme has no books
of its own (`data/books/<programme>.sqlite`), and every page then says «số liệu minh họa».
"""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd

from needs.places import load_gazetteer

DATA = Path(__file__).parents[1] / "data"
#: Programme: province of before 1/7/2025, year of the lists, whether its plan asks a day's salary.
FUNDS = {"thanh-hoa-fund": ("38", 2025, True), "hai-duong-2024": ("30", 2024, False)}
DISTRICTS = 3


def made_up(number: int) -> str:
    return f"Đơn vị minh họa {number:02d}"


def lists(programme: str) -> dict[str, pd.DataFrame]:
    province, year, asks_pay = FUNDS[programme]
    drawn = random.Random(programme)
    places = load_gazetteer().units["pre-2025"]
    codes = sorted(set(places[places.province_code == province].district_code))[:DISTRICTS]
    day = f"{{:02d}}/{{:02d}}/{year}".format
    found = {
        "fund_earmarks": pd.DataFrame(
            [
                ("QR-PT", "Phẫu thuật tim (minh họa)", "Khám, phẫu thuật, điều trị", day(2, 1)),
                ("QR-HB", "Học bổng vùng cao (minh họa)", "Học bổng; Bữa ăn học đường", day(2, 1)),
            ],
            columns=["Mã quỹ riêng", "Tên quỹ riêng", "Chỉ chi cho hoạt động", "Ngày"],
        ).assign(**{"Nhà tài trợ": "Nhà tài trợ minh họa", "Công khai tên": "có"}),
        "fund_opening": pd.DataFrame(
            [
                (day(1, 1), "SD-01", "Tiền gửi ngân hàng, kho bạc", 420_000_000, "", "", ""),
                (day(1, 1), "SD-02", "Hiện vật trong kho", 18_000_000, "Chăn bông", "chiếc", 60),
            ],
            columns=[
                *("Ngày", "Số chứng từ", "Tài khoản có số dư", "Số tiền", "Hiện vật"),
                *("Đơn vị tính", "Số lượng"),
            ],
        ),
        "fund_income": income(drawn, day),
        "fund_handover": handover(codes, day),
        "fund_spending": spending(drawn, day, codes),
    }
    if asks_pay:
        found["fund_units"], found["fund_receipts"] = contributions(drawn, day, codes, year)
    return found


def contributions(drawn, day, codes, year) -> tuple[pd.DataFrame, pd.DataFrame]:
    units, receipts = [], []
    for number in range(1, 13):
        place = "" if number <= 6 else codes[(number - 7) % len(codes)]
        level = "Quỹ cấp huyện (cũ)" if place else "Quỹ cấp tỉnh"
        staff, pay = drawn.randrange(18, 240), drawn.randrange(260, 420) * 1_000
        # Of two units a figure is not known: what is expected of them is not either.
        known_staff = "" if number == 5 else staff
        known_pay = "" if number == 9 else pay
        units.append(
            (f"MH{number:02d}", made_up(number), year, level, place, known_staff, known_pay)
        )
        share = (1, 1, 0.6, 1, 1, 0, 1, 0.75, 1, 1, 0.4, 1)[number - 1]
        paid = round(staff * pay * share / 1000) * 1000
        if paid:
            document = f"PT-{number:03d}"
            month = drawn.randrange(6, 11)
            receipts.append((day(15, month), document, f"MH{number:02d}", paid, level, place))
    return (
        pd.DataFrame(
            units,
            columns=[
                *("Mã đơn vị", "Tên đơn vị", "Năm", "Cấp quỹ", "Nơi giữ quỹ", "Số người"),
                "Lương bình quân một ngày (đồng)",
            ],
        ),
        pd.DataFrame(
            receipts,
            columns=[
                *("Ngày", "Số chứng từ", "Mã đơn vị", "Số tiền", "Cấp quỹ", "Nơi giữ quỹ"),
            ],
        ),
    )


def income(drawn, day) -> pd.DataFrame:
    goods, money, anonymous = "Tài trợ bằng hiện vật", "Tài trợ bằng tiền", ("", "không")
    giver = ("Nhà tài trợ minh họa", "có")
    rows = [
        (day(8, 1), "TT-001", money, drawn.randrange(150, 300) * 1_000_000, "", "", "", *giver, ""),
        (day(20, 2), "TT-002", money, 240_000_000, "", "", "", *giver, "QR-PT"),
        (day(5, 3), "TT-003", money, 150_000_000, "", "", "", *giver, "QR-HB"),
        (day(1, 6), "TT-004", money, drawn.randrange(20, 90) * 500_000, "", "", "", *anonymous, ""),
        (
            day(10, 4),
            "NS-001",
            "Ngân sách nhà nước hỗ trợ",
            180_000_000,
            "",
            "",
            "",
            *anonymous,
            "",
        ),
        (day(30, 6), "LS-001", "Lãi tiền gửi", 3_457_219, "", "", "", *anonymous, ""),
        (day(12, 9), "HV-001", goods, 96_000_000, "Áo ấm", "bộ", 320, *giver, ""),
        (day(2, 8), "HV-002", goods, 25_000_000, "Bánh Trung thu", "hộp", 500, *giver, ""),
    ]
    return pd.DataFrame(
        rows,
        columns=[
            *("Ngày", "Số chứng từ", "Nguồn thu", "Số tiền", "Hiện vật", "Đơn vị tính"),
            *("Số lượng", "Nhà tài trợ", "Công khai tên", "Quỹ riêng"),
        ],
    )


def handover(codes, day) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (
                *(day(10, 3), f"DC-{number:02d}", 40_000_000, "Quỹ cấp tỉnh"),
                *("Quỹ cấp huyện (cũ)", code),
            )
            for number, code in enumerate(codes, start=1)
        ],
        columns=[
            *("Ngày", "Số chứng từ", "Số tiền", "Từ cấp quỹ", "Đến cấp quỹ"),
            "Đến nơi giữ quỹ",
        ],
    )


def spending(drawn, day, codes) -> pd.DataFrame:
    province, gifts = ("Quỹ cấp tỉnh", ""), "Thăm hỏi, tặng quà"
    rows = [
        (day(18, 1), gifts, "Tết Nguyên đán", 96_500_000, "", "", "", "", *province),
        (day(18, 1), gifts, "Tết Nguyên đán", "", "Chăn bông", "chiếc", 55, "", *province),
        (
            day(25, 5),
            gifts,
            "Tháng hành động vì trẻ em, 1/6",
            48_200_000,
            "",
            "",
            "",
            "",
            *province,
        ),
        (day(10, 9), gifts, "Tết Trung thu", "", "Bánh Trung thu", "hộp", 500, "", *province),
        (day(6, 8), gifts, "Diễn đàn trẻ em", 22_750_000, "", "", "", "", *province),
        (day(14, 5), "Khám, phẫu thuật, điều trị", "", 61_300_000, *NO_GOODS, "QR-PT", *province),
        (day(22, 10), "Khám, phẫu thuật, điều trị", "", 84_900_000, *NO_GOODS, "QR-PT", *province),
        (day(5, 9), "Học bổng", "", 112_000_000, *NO_GOODS, "QR-HB", *province),
        (day(1, 10), "Học bổng", "", drawn.randrange(60, 90) * 1_000_000, *NO_GOODS, "", *province),
        (day(15, 10), "Bữa ăn học đường", "", 35_640_000, *NO_GOODS, "QR-HB", *province),
        (
            day(20, 7),
            "Phòng học, nhà bán trú, điểm vui chơi",
            "",
            145_000_000,
            *NO_GOODS,
            "",
            *province,
        ),
        (day(20, 11), gifts, "Dịp khác, thăm đột xuất", "", "Áo ấm", "bộ", 280, "", *province),
        (day(15, 12), "Quản lý quỹ", "", 9_860_000, *NO_GOODS, "", *province),
    ]
    rows += [
        (
            *(day(10, 9), gifts, "Tết Trung thu", drawn.randrange(24, 39) * 500_000),
            *(*NO_GOODS, "", "Quỹ cấp huyện (cũ)", code),
        )
        for code in codes
    ]
    columns = [
        *("Ngày", "Hoạt động", "Dịp", "Số tiền", "Hiện vật", "Đơn vị tính", "Số lượng"),
        *("Quỹ riêng", "Cấp quỹ", "Nơi giữ quỹ"),
    ]
    frame = pd.DataFrame(rows, columns=columns)
    numbers = [f"PC-{number:03d}" for number in range(1, len(frame) + 1)]
    frame.insert(1, "Số chứng từ", numbers)
    return frame


NO_GOODS = ("", "", "")


def main() -> None:
    for programme in FUNDS:
        for name, frame in lists(programme).items():
            path = DATA / "illustrative" / programme / f"{name}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            frame.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
            print(path.relative_to(DATA.parent))


if __name__ == "__main__":
    main()
