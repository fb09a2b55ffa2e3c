"""A small ledger of one year, and the tables around it, worked out by hand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from needs.assessment import Assessment
from needs.commitments import Entry, Given, Ledger, Lot
from needs.programmes import Programme, load_programme

HANOI = dt.timezone(dt.timedelta(hours=7))
#: Two communes of one former district, one of another.
COMMUNES = pd.DataFrame(
    [
        ("01290", "Xã Bảo Lâm", "042", "Huyện Bảo Lâm"),
        ("01294", "Xã Lý Bôn", "042", "Huyện Bảo Lâm"),
        ("01327", "Xã Cô Ba", "043", "Huyện Bảo Lạc"),
    ],
    columns=["commune_code", "commune", "district_code", "district"],
    dtype="str",
)
NAMES = dict(zip(COMMUNES.commune_code, COMMUNES.commune, strict=True))
PLAN_COLUMNS = (
    *("gift_id", "partner_gift", "commune_code", "commune", "category", "unit"),
    *("children_reached", "places", "quantity", "cost_vnd", "basis"),
    *("funding", "paid_vnd", "packages", "partner_vnd"),
)


def day(month: int, date: int, year: int = 2026) -> dt.datetime:
    return dt.datetime(year, month, date, 9, tzinfo=HANOI)


def lot(commune: str, count: int, **other: object) -> Lot:
    """Coats at 300.000 đồng each."""
    figures = {
        "donor_id": "kho",
        "donor": "Kho đồ ấm",
        "gift_id": "kho",
        "commune_code": commune,
        "commune": NAMES.get(commune, "Xã cũ"),
        "category": "warm_clothing",
        "period": "2026",
        "counted": "children",
        "count": count,
        "packages": 1,
        "quantity": count,
        "unit": "bộ",
        "value_vnd": count * 300_000,
        "taken": count,
        "basis": "returned",
    }
    return Lot(**(figures | other))  # type: ignore[arg-type]


def way(ledger: Ledger, what: Lot, *steps: tuple[str, dt.datetime], given: Given | None = None):
    """Put a lot on the ledger and lead it from state to state; the last may tell other figures."""
    room = {what.cell: 10_000}
    lot_id = ""
    for place, (state, at) in enumerate(steps, start=1):
        which = {"lot_id": lot_id} if lot_id else {"lot": what}
        entry = Entry(
            state=state,
            by="Sở Y tế",
            evidence="biên bản",
            at=at,
            given=given if place == len(steps) else None,
            **which,
        )
        (written,) = ledger.write([entry], room=room)
        lot_id = written.lot_id
    return lot_id


@pytest.fixture
def profile(data: Path) -> Programme:
    return load_programme("cao-bang-588", data)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """Six lots of 2026.

    ==  ========  ========  ======================================  =====  ==========
    lot commune   children  what happened                            given  đồng given
    ==  ========  ========  ======================================  =====  ==========
    1   Bảo Lâm   100       accepted 1/3, delivered 10/4             90     27.000.000
    2   Bảo Lâm    50       accepted 1/3, delivered 1/8, confirmed   50     15.000.000
    3   Lý Bôn     40       accepted 5/5
    4   Lý Bôn     30       offered 6/6
    5   Cô Ba      20       offered 6/6, declined 9/7
    6   Cô Ba      10       accepted 2/2, cancelled 3/3
    ==  ========  ========  ======================================  =====  ==========
    """
    book = Ledger(tmp_path / "so.sqlite")
    came_short = Given(count=90, quantity=90, value_vnd=27_000_000)
    way(book, lot("01290", 100), ("accepted", day(3, 1)), ("delivered", day(4, 10)),
        given=came_short)  # fmt: skip
    way(book, lot("01290", 50, gift_id="quy", donor_id="quy", donor="Quỹ A", partner_gift="kho2",
                  partner_id="nh", partner="Ngân hàng B", partner_taken=5_000_000),
        ("accepted", day(3, 1)), ("delivered", day(8, 1)), ("confirmed", day(9, 1)))  # fmt: skip
    way(book, lot("01294", 40), ("accepted", day(5, 5)))
    way(book, lot("01294", 30), ("offered", day(6, 6)))
    way(book, lot("01327", 20), ("offered", day(6, 6)), ("declined", day(7, 9)))
    way(book, lot("01327", 10), ("accepted", day(2, 2)), ("cancelled", day(3, 3)))
    return book


def planned(*rows: tuple[str, int]) -> pd.DataFrame:
    """A plan of coats from the store: (commune, children)."""
    frame = pd.DataFrame(
        [
            (
                "kho",
                "",
                code,
                NAMES[code],
                "warm_clothing",
                "bộ",
                n,
                0,
                float(n),
                n * 300_000,
                "returned",
                "stock",
                0,
                n,
                0,
            )
            for code, n in rows
        ],
        columns=list(PLAN_COLUMNS),
    )
    return frame.astype({"children_reached": "Int64", "places": "Int64", "cost_vnd": "Int64"})


@pytest.fixture
def year(profile: Programme) -> Assessment:
    """The plan: the 30 sets offered in Lý Bôn, and 25 more in Cô Ba whom nobody has asked."""
    return Assessment(
        programme=profile,
        tables={"communes": COMMUNES, "allocation": planned(("01294", 30), ("01327", 25))},
    )


@pytest.fixture(scope="session")
def profile_of_cao_bang(data: Path) -> Programme:
    """The same profile, for tests that draw many years."""
    return load_programme("cao-bang-588", data)
