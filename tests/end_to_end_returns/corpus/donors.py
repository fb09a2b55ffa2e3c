"""The list of donors: our form and people's own lists, good and bad."""

from __future__ import annotations

from .entry import Awkward, Expected, error
from .own_forms import blank, cells_of, filled
from .pages import Page, Written, xls

_DONORS = "Nhà tài trợ"

_DONOR_ROWS = {"title": 3, "header": 2, "unit": 1, "hidden_sheet": 7}


def _donors(*rows: tuple[Written, ...]) -> bytes:
    form = blank("cao-bang-588", "nha-tai-tro")
    return filled(form, {_DONORS: cells_of("BCDEFGHIJ", *rows, first=7)})


def _good_donors() -> bytes:
    return _donors(
        ("Công ty A", "doanh nghiệp", "500 triệu"),
        ("Hội Khuyến học", "Hội, đoàn thể", None, "Đồ ấm", 200, "Đồ ấm; Khám, chữa bệnh"),
        (
            "Bà C",
            "cá nhân",
            "20.000.000",
            None,
            None,
            None,
            "Bảo Lạc; Hạ Lang",
            "Xã Lý Quốc",
            "iii",
        ),
    )


def _bad_donors() -> bytes:
    return _donors(
        ("Công ty A", "công ty cổ phần", 500_000_000),
        ("Công ty B", "doanh nghiệp"),
        ("Công ty C", "doanh nghiệp", "1.5 tỷ", None, None, "Học bổng"),
        ("Công ty D", "doanh nghiệp", 1_000_000, None, None, None, "Ba Vì"),
        ("Công ty E", "doanh nghiệp", 1_000_000, None, None, None, None, "Xã Lý Quôc"),
        ("Công ty F", "doanh nghiệp", None, "Đồ ấm"),
        ("Công ty G", "doanh nghiệp", 5_000_000),
        ("công ty g", "doanh nghiệp", 5_000_000),
    )


def _foreign_donors() -> bytes:
    return xls(
        Page(
            [
                ["CÁC NHÀ TÀI TRỢ NĂM 2026"],
                ["Tên nhà tài trợ", "Loại nhà tài trợ", "Số tiền ủng hộ (triệu đồng)"],
                ["Ngân hàng A", "doanh nghiệp", 1.5],
                ["Quỹ B", "tổ chức phi chính phủ", 250],
            ]
        )
    )


def _donor(name: str, kind: str, **more: object) -> dict:
    told = {f"donors.{field}": value for field, value in more.items()}
    return {"donors.donor": name, "donors.donor_type": kind, **told}


FILES = (
    Awkward(
        "nha-tai-tro.xlsx",
        "our list of donors: money in words, several wishes in a cell",
        _good_donors,
        Expected(
            accepted=3,
            ignored={**_DONOR_ROWS, "empty_form_row": 97},
            figures={
                f"{_DONORS}!7": _donor("Công ty A", "enterprise", budget_vnd=500_000_000),
                f"{_DONORS}!8": _donor(
                    "Hội Khuyến học",
                    "union",
                    stock_category="warm_clothing",
                    stock_units=200,
                    categories="warm_clothing;health",
                ),
                f"{_DONORS}!9": _donor(
                    "Bà C",
                    "individual",
                    budget_vnd=20_000_000,
                    districts="043;048",
                    communes="01537",
                    zones="III",
                ),
            },
        ),
    ),
    Awkward(
        "nha-tai-tro-sai.xlsx",
        "kinds, categories, districts and communes that do not exist; nothing to give; one twice",
        _bad_donors,
        Expected(
            waiting={
                "choice_unknown": 2,
                "donor_gives_nothing": 2,
                "district_unknown": 1,
                "name_unknown": 1,
                "donor_twice": 2,
            },
            ignored={**_DONOR_ROWS, "empty_form_row": 92},
            faults=[
                *error("choice_unknown", f"{_DONORS}!C7", f"{_DONORS}!G9"),
                *error("donor_gives_nothing", f"{_DONORS}!8", f"{_DONORS}!12"),
                *error("district_unknown", f"{_DONORS}!H10"),
                *error("name_unknown", f"{_DONORS}!I11"),
                *error("donor_twice", f"{_DONORS}!13", f"{_DONORS}!14"),
            ],
            asked=[("name", "Xã Lý Quôc")],
        ),
    ),
    Awkward(
        "nha-tai-tro-tu-lap.xls",
        "somebody's own list of donors, in millions of đồng; 1.5 is a number with decimals",
        _foreign_donors,
        Expected(
            waiting={"column_unconfirmed": 2},
            ignored={"title": 1, "header": 1},
            faults=error("column_unconfirmed", "Biểu!C"),
            asked=[("column", "Số tiền ủng hộ (triệu đồng)")],
        ),
        answers={
            "Số tiền ủng hộ (triệu đồng)": (
                "Nhà tài trợ › Khả năng hỗ trợ › số tiền (đồng) (× 1.000.000)"
            )
        },
        answered=Expected(
            accepted=2,
            ignored={"title": 1, "header": 1},
            figures={
                "Biểu!3": _donor("Ngân hàng A", "enterprise", budget_vnd=1_500_000),
                "Biểu!4": _donor("Quỹ B", "ngo", budget_vnd=250_000_000),
            },
        ),
    ),
)
