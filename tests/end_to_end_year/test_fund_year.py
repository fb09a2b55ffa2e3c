"""A year of a small Child Protection Fund: books, register, public page, the year closed.

In thousand đồng: the units are asked for 6,000 + 2,500 + 8,000 and pay 6,000 + 1,500 + 8,500; an
enterprise gives 5,000; 4,000 go into scholarships and 2,000 into gifts; 15,000 are left.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

import pandas as pd

from needs.assessment import assess
from needs.public import write_public_pages
from needs.sponsorship import sealed
from tests.sponsorship.survey_cases import bytes_under, leaks

from .planner import Planner
from .small_fund import PROGRAMME, contributions, surveyed, write_data_root

BY = ("--by", "Kế toán Quỹ")
NOT_ONE_CASE = "Hiện không có trường hợp nào được nêu."


def test_a_year_of_the_fund(at_desk, data, tmp_path, monkeypatch):
    # Guessing is as cheap here as it may be: the file says so itself.
    monkeypatch.setattr(sealed, "COST", sealed.LEAST_COST)
    planner = at_desk(PROGRAMME)
    planner.passphrase = "trăng rằm tháng Tám"
    write_data_root(data, planner.data)
    children_are_surveyed_and_one_finds_a_sponsor(planner, tmp_path)
    money_comes_and_goes(planner, tmp_path)
    a_case_is_public_while_consent_holds(planner)
    the_year_is_closed(planner)
    the_next_year_opens_with_what_is_left(planner)
    assert leaks(planner.told) == []
    assert leaks(bytes_under(planner.out)) == []
    assert leaks(bytes_under(planner.data)) == [], "but for the encrypted table, which is none"


def register(planner: Planner, command: str, *words: object, code: int = 0) -> str:
    return planner("register", PROGRAMME, command, *words, code=code)


def fund(planner: Planner, command: str, *words: object, code: int = 0) -> str:
    return planner("fund", PROGRAMME, command, *words, code=code)


def child_ids(planner: Planner) -> list[str]:
    path = planner.data / "register" / PROGRAMME / "register.sqlite"
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT child_id FROM children ORDER BY rowid").fetchall()
    connection.close()
    return [one[0] for one in found]


def children_are_surveyed_and_one_finds_a_sponsor(planner: Planner, folder: Path) -> None:
    planner.day = dt.date(2025, 3, 20)
    told = register(planner, "import", surveyed(folder / "phieu.xlsx", 12), "--by", "Cán bộ")
    assert "Trẻ mới: 12" in told
    first = child_ids(planner)[0]
    living = ("--child", first, "--purpose", "living", "--from", "2025-04", *BY)
    pledge = register(planner, "assign", *living, "--sponsor", "s-1", "--amount", 500_000)
    assert pledge == "D000001"
    refused = register(planner, "assign", *living, "--sponsor", "s-2", "--amount", 900_000, code=1)
    assert "đã có một người đỡ đầu" in refused
    register(planner, "agree", "--pledge", pledge, *BY, "--evidence", "CV-7/2025")


def money_comes_and_goes(planner: Planner, folder: Path) -> None:
    planner.day = dt.date(2025, 12, 30)
    paid = contributions(folder / "don-vi.xlsx")
    fund(planner, "import", paid, *BY)
    given = ("--source", "donation", "--amount", 5_000_000, "--donor", "Doanh nghiệp Giả")
    fund(planner, "record", "income", *BY, "--day", "2025-08-01", "--document", "PT-9", *given)
    for activity, amount, document in (("scholarships", 4, "PC-1"), ("visits_gifts", 2, "PC-2")):
        spent = ("--activity", activity, "--amount", amount * 1_000_000, "--document", document)
        occasion = ("--occasion", "mid_autumn") if activity == "visits_gifts" else ()
        fund(planner, "record", "spending", *BY, "--day", "2025-10-01", *spent, *occasion)
    too_much = ("--activity", "scholarships", "--amount", 16_000_000, "--document", "PC-3")
    refused = fund(planner, "record", "spending", *BY, "--day", "2025-11-01", *too_much, code=1)
    assert "thiếu 1.000.000 đồng" in refused
    assert "15.000.000 đồng" in fund(planner, "balance")

    units = books(planner, "fund_contributions").set_index("unit_id")
    columns = ["expected_vnd", "received_vnd", "to_come_vnd", "over_vnd"]
    assert units.loc["DV1":"DV3", columns].astype("int64").to_numpy().tolist() == [
        [6_000_000, 6_000_000, 0, 0],
        [2_500_000, 1_500_000, 1_000_000, 0],
        [8_000_000, 8_500_000, 0, 500_000],
    ]
    # Of the fourth unit nobody knows the pay: what is asked of it is not known, and is not nought.
    assert pd.isna(units.expected_vnd["DV4"])
    assert pd.isna(units.to_come_vnd["DV4"])
    income = books(planner, "fund_income").set_index("account").amount_vnd
    assert income["contribution"] == units.received_vnd.sum() == 16_000_000
    shown = books(planner, "fund_transparency").query("period == '2025'")
    sums = shown.groupby("side").amount_vnd.sum()
    assert sums["received"] == 21_000_000
    assert sums["spent"] == 6_000_000


def books(planner: Planner, table: str) -> pd.DataFrame:
    planner("fund", PROGRAMME, "report", "--out", planner.out)
    return planner.table(table)


def a_case_is_public_while_consent_holds(planner: Planner) -> None:
    """The child is nine: its guardian's consent is not enough, and its own may be taken back."""
    child = child_ids(planner)[5]
    made = assess(PROGRAMME, planner.data, up_to_gap=True)

    def cases() -> str:
        write_public_pages(made, planner.reports, root=planner.data, on=planner.day, lang="vi")
        return planner.page("public/cases.html")

    about = ("--child", child, "--scope", "publication", *BY)
    assert NOT_ONE_CASE in cases()
    paper = ("--evidence", "PDY-9/2025", "--at", "2025-12-30")
    register(planner, "consent", *about, "--giver", "guardian", *paper)
    assert NOT_ONE_CASE in cases()
    register(planner, "consent", *about, "--giver", "child", *paper)
    public = cases()
    assert NOT_ONE_CASE not in public
    assert "cần học bổng để tiếp tục đi học" in public
    # The former district may be told where ten children of the register fit the words.
    for own in (*child_ids(planner), "Xã Mường Tè", "2016"):
        assert own not in public
    planner.day = dt.date(2026, 1, 5)
    register(planner, "withdraw", *about, "--giver", "child", "--at", "2026-01-05")
    assert NOT_ONE_CASE in cases()


def the_year_is_closed(planner: Planner) -> None:
    planner.day = dt.date(2026, 1, 10)
    assert "Đã khóa sổ năm 2025." in fund(planner, "close", 2025, *BY)
    late = ("--day", "2025-12-31", "--document", "PT-20", "--source", "donation", "--amount", 5)
    assert "năm 2025 đã khóa sổ" in fund(planner, "record", "income", *BY, *late, code=1)
    assert "Sổ nguyên vẹn" in fund(planner, "audit")


def the_next_year_opens_with_what_is_left(planner: Planner) -> None:
    gift = ("--day", "2026-01-09", "--document", "PT-1/26", "--source", "donation")
    fund(planner, "record", "income", *BY, *gift, "--amount", 2_000_000)
    shown = books(planner, "fund_transparency")
    year = {
        period: own.groupby("side").amount_vnd.sum().to_dict()
        for period, own in shown.groupby("period")
    }
    assert year["2025"]["closing"] == year["2026"]["opening"] == 15_000_000
    assert year["2026"]["received"] == 2_000_000
    assert year["2026"]["closing"] == 17_000_000
    assert "17.000.000 đồng" in fund(planner, "balance")
