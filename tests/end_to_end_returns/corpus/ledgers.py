"""The support ledger: our form and people's own lists, good and bad."""

from __future__ import annotations

import datetime as dt

from .entry import Awkward, Expected, error, warning
from .own_forms import blank, cells_of, filled
from .pages import Written, text

_LEDGER = "Sổ hỗ trợ"

_LEDGER_ROWS = {"title": 3, "header": 1, "unit": 1, "hidden_sheet": 7}


def _ledger(*rows: tuple[Written, ...]) -> bytes:
    form = blank("cao-bang-588", "so-ho-tro")
    return filled(form, {_LEDGER: cells_of("BCDEFGHIJKL", *rows, first=6)})


def _good_ledger() -> bytes:
    """A date cell, a date as text, a serial number; decimals; a commune by its code alone."""
    return _ledger(
        ("Công ty A", "Đồ ấm", None, "Xã Cô Ba", 2026, dt.date(2026, 1, 15), 120, 120, "bộ", 42e6),
        ("Hội Chữ thập đỏ", "Đồ ấm", "01360", None, "năm 2026", "15/02/2026", 60, 60.0, "bộ"),
        (
            "Ông Nông Văn B",
            "Bữa ăn dinh dưỡng",
            None,
            "sơn lộ",
            2026,
            46054,
            30,
            "12,5",
            "tháng ăn",
        ),
    )


def _bad_ledger() -> bytes:
    return _ledger(
        ("Công ty A", "Quà Tết", None, "Xã Cô Ba", 2026, None, 120),
        ("Công ty A", "Đồ ấm", None, "Xã Cô Bà", 2026, None, 120),
        (None, "Đồ ấm", None, "Xã Cô Ba", 2026, None, 120),
        ("Công ty B", "Đồ ấm", None, "Xã Cô Ba", 26, "31/02/2026", 120),
        ("Công ty C", "Đồ ấm", None, "Xã Cô Ba", 2026, "03/04/26", 120, "1.234"),
        ("Công ty D", "Đồ ấm", None, "Xã Sơn Lộ", 2026, None, 40),
        ("CÔNG TY D", "Đồ ấm", None, "Sơn Lộ", 2026, None, 50),
        ("Công ty E", "Đồ ấm", None, "Xã Sơn Lộ", 2026, None, 25000),
        ("Công ty F", "Đồ ấm", None, "Xã Sơn Lộ", 2026, "11/30/2026", 12),
    )


def _foreign_ledger() -> bytes:
    """Somebody's own list, in millions of đồng."""
    return text(
        [
            ["DANH SÁCH HỖ TRỢ TRẺ EM NĂM 2026"],
            ["(Đơn vị: triệu đồng)"],
            ["TT", "Đơn vị, cá nhân hỗ trợ", "Loại hỗ trợ", "Xã", "Năm", "Số trẻ", "Kinh phí"],
            [1, "Công ty A", "đồ ấm", "Cô Ba", 2026, "1.20", "42"],
            [2, "Công ty B", "ĐỒ ẤM", "Sơn Lộ", 2026, 60, "15,5"],
            [3, "Công ty C", "Đồ ấm", "Huy Giáp", 2026, 45, "9.5 triệu"],
            [None, "Tổng cộng", None, None, None, 225, "67"],
        ]
    ).encode("utf-8-sig")


def _given(donor: str, category: str, commune: str, children: int, **more: object) -> dict:
    return {
        "ledger.donor": donor,
        "ledger.category": category,
        "ledger.period": 2026,
        "ledger.children": children,
        "commune": commune,
        **{f"ledger.{name}": value for name, value in more.items()},
    }


FILES = (
    Awkward(
        "so-ho-tro.xlsx",
        "our ledger: a date cell, a date as text, a serial number; a commune by code alone",
        _good_ledger,
        Expected(
            accepted=3,
            ignored={**_LEDGER_ROWS, "empty_form_row": 197},
            figures={
                f"{_LEDGER}!6": _given(
                    "Công ty A",
                    "warm_clothing",
                    "01327",
                    120,
                    date=dt.date(2026, 1, 15),
                    units=120,
                    unit="bộ",
                    amount_vnd=42_000_000,
                ),
                f"{_LEDGER}!7": _given(
                    "Hội Chữ thập đỏ",
                    "warm_clothing",
                    "01360",
                    60,
                    date=dt.date(2026, 2, 15),
                    units=60,
                    unit="bộ",
                ),
                f"{_LEDGER}!8": _given(
                    "Ông Nông Văn B",
                    "nutrition",
                    "01360",
                    30,
                    date=dt.date(2026, 2, 1),
                    units=12.5,
                    unit="tháng ăn",
                ),
            },
        ),
    ),
    Awkward(
        "so-ho-tro-sai.xlsx",
        "a category and a commune that do not exist, dates, years, a gift twice, 25,000 children",
        _bad_ledger,
        Expected(
            waiting={
                "choice_unknown": 1,
                "name_unknown": 1,
                "required_missing": 1,
                "not_a_year": 1,
                "date_unclear": 2,
                "entry_twice": 2,
                "more_children_than_people": 1,
            },
            ignored={**_LEDGER_ROWS, "empty_form_row": 191},
            faults=[
                *error("choice_unknown", f"{_LEDGER}!C6"),
                *error("name_unknown", f"{_LEDGER}!E7"),
                *error("required_missing", f"{_LEDGER}!B8"),
                *error("not_a_year", f"{_LEDGER}!F9"),
                *error("not_a_date", f"{_LEDGER}!G9"),
                *error("date_unclear", f"{_LEDGER}!G10", f"{_LEDGER}!G14"),
                *error("number_unclear", f"{_LEDGER}!I10"),
                *error("entry_twice", f"{_LEDGER}!11", f"{_LEDGER}!12"),
                *error("more_children_than_people", f"{_LEDGER}!H13"),
            ],
            asked=[("name", "Xã Cô Bà"), ("value", "1.234")],
        ),
    ),
    Awkward(
        "ho-tro-trieu-dong.csv",
        "somebody's own list of gifts, in millions of đồng: asked once, then multiplied",
        _foreign_ledger,
        Expected(
            waiting={"column_unconfirmed": 3},
            ignored={"title": 2, "header": 1, "total": 1},
            faults=[
                *error("column_unconfirmed", "ho-tro-trieu-dong.csv!G"),
                *error("not_whole", "ho-tro-trieu-dong.csv!F4"),
                *warning("total_not_checked", "ho-tro-trieu-dong.csv!7"),
            ],
            asked=[("column", "Kinh phí")],
        ),
        answers={"Kinh phí": "Sổ hỗ trợ › Số tiền (đồng) (× 1.000.000)"},
        answered=Expected(
            accepted=1,
            waiting={"not_whole": 1, "not_a_number": 1},
            ignored={"title": 2, "header": 1, "total": 1},
            faults=[
                *error("not_whole", "ho-tro-trieu-dong.csv!F4"),
                *error("not_a_number", "ho-tro-trieu-dong.csv!G6"),
                *warning("total_not_checked", "ho-tro-trieu-dong.csv!7"),
            ],
            figures={
                "ho-tro-trieu-dong.csv!5": _given(
                    "Công ty B", "warm_clothing", "01360", 60, amount_vnd=15_500_000
                )
            },
        ),
    ),
)
