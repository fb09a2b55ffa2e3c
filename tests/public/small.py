"""Small programmes made by hand: two communes, what they lack, who gave what; nobody real."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.assessment.promised import ledger_path
from needs.commitments import Entry, Ledger, Lot
from needs.donors import GIFT_TYPES
from needs.fund import Book, Purse, Unit, Use, book_path, came_in, contributed, spent, voucher
from needs.fund.entry import Entry as FundEntry
from needs.places import load_gazetteer
from needs.programmes import Programme

ON = dt.date(2026, 11, 22)
HANOI = dt.timezone(dt.timedelta(hours=7))
PROVINCE = Purse("province")


def places(programme: Programme) -> pd.DataFrame:
    """The first two communes of the province."""
    every = load_gazetteer().communes(programme.province_code, programme.edition)
    columns = ["commune_code", "commune", "district_code", "district"]
    return every.dropna(subset=columns)[columns].head(2).reset_index(drop=True)


def small(programme: Programme, *lacking: int, **tables: pd.DataFrame) -> Assessment:
    """Two communes; so many children lack the first category in each, at 100,000 đồng a child."""
    here = places(programme)
    count = pd.array(lacking or (143, 4), dtype="Int64")
    gap = here.assign(
        category=programme.categories[0].id, gap_low=count, cost_vnd=count * 100_000, priority=0.5
    )
    kind = programme.facilities[0].id
    facilities = here.head(1).assign(
        facility=kind, places_open=pd.array([2], dtype="Int64"), basis="returned"
    )
    made = {
        "communes": here.assign(zone="III"),
        "gap": gap if lacking or not tables.pop("empty", None) else gap.head(0),
        "facilities": facilities,
        "gifts": pd.DataFrame(columns=list(GIFT_TYPES)),
    }
    return Assessment(programme, made | tables)


def data_root(folder: Path, data: Path) -> Path:
    """A data root with what is official, and no books of anybody."""
    (folder / "reference").mkdir(parents=True)
    shutil.copy(data / "reference" / "agencies.toml", folder / "reference")
    return folder


def gave(
    programme: Programme, root: Path, *, children: int, value: int, place: int = 0, **other: Any
) -> None:
    """Put one delivered gift on the ledger of commitments."""
    where = places(programme).iloc[place]
    path = ledger_path(programme, root)
    assert path is not None
    category = programme.categories[0]
    told = {
        "donor_id": "cty-sang",
        "donor": "Công ty Sáng",
        "gift_id": f"G{children}-{value}",
        "commune_code": where.commune_code,
        "commune": where.commune,
        "category": category.id,
        "period": "2026",
        "counted": "children",
        "count": children,
        "packages": children,
        "quantity": children,
        "unit": category.unit.vi,
        "value_vnd": value,
        "taken": value,
    }
    lot = Lot(**(told | other))
    at = dt.datetime(2026, 5, 10, tzinfo=HANOI)
    paper = other.get("evidence", "BB-1/2026")
    entry = Entry(state="delivered", by="xã", evidence=paper, lot=lot, at=at)
    path.parent.mkdir(parents=True, exist_ok=True)
    Ledger(path).write([entry], room={lot.cell: 1000})


class Books:
    """The Fund's books, written voucher by voucher."""

    def __init__(self, programme: Programme, root: Path) -> None:
        assert programme.fund is not None
        self.rules = programme.fund
        self.book = Book(book_path(programme.id, root), self.rules)
        self.count = 0

    def _write(self, kind: Any, lines: Any, day: str, **more: Any) -> None:
        self.count += 1
        common = {"rules": self.rules, "by": "kế toán", "document": f"CT-{self.count}"}
        entry = voucher(kind, lines, day=dt.date.fromisoformat(day), **common, **more)
        self.book.write([entry])

    def gift(self, amount: int, *, day: str = "2026-02-01", **more: Any) -> None:
        lines = came_in(self.rules, PROVINCE, kind="donation", amount=amount, account="bank")
        self._write("income", lines, day, **more)

    def unit(self, unit_id: str, name: str, amount: int, *, day: str = "2026-06-01") -> None:
        year = int(day[:4])
        unit = Unit(unit_id, name, year, "province", "", 10, 300_000)
        known = FundEntry(
            key=unit_id, kind="units", day=dt.date(year, 1, 1), by="kế toán", document="",
            units=(unit,),
        )  # fmt: skip
        self.book.write([known])
        lines = contributed(self.rules, PROVINCE, unit_id=unit_id, amount=amount, account="bank")
        self._write("contribution", lines, day)

    def paid(
        self,
        activity: str,
        amount: int,
        *,
        occasion: str = "",
        day: str = "2026-03-01",
        **more: Any,
    ) -> None:
        use = Use(activity, occasion)
        lines = spent(self.rules, PROVINCE, use, amount=amount, account="bank")
        self._write("spending", lines, day, **more)
