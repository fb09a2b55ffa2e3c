"""What is published is what the books hold, to the đồng; without names that were not allowed."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from needs.errors import NeedsError
from needs.fund import Book, book_path
from needs.fund.illustrative import illustrative_contents, illustrative_files
from needs.fund.tables import fund_tables, tables_of
from needs.fund.transparency import published_sums
from needs.programmes import Programme, load_programme
from needs.tables import read_table, write_tables
from needs.tables.fund_tables import FUND_TABLES

from .fund_cases import (
    DATA,
    DISTRICT,
    RULES,
    contribution,
    day,
    gift,
    goods_in,
    goods_out,
    payment,
)

ROOT = DATA.parent
ON = dt.date(2026, 6, 30)


def tables(book: Book, on: dt.date = ON) -> dict[str, pd.DataFrame]:
    return tables_of(book.contents(), RULES, on=on)


def named(entry, donor: str, *, named: bool):
    return dataclasses.replace(entry, donor=donor, named=named)


def test_received_is_spent_and_left(book: Book):
    """2024: 1.000 + goods 900 in, 400 + 300 (3 of 9) out: 1.200; 2025: 5 in, 100 out: 1.105."""
    book.write(
        [
            gift("PT1", 1_000),
            goods_in("PN1", 9, 900),
            payment("PC1", 400),
            goods_out("PX1", 3),
            gift("PT2", 5, on="2025-02-01"),
            payment("PC2", 100, on="2025-03-01"),
        ]
    )
    sums = published_sums(tables(book)["fund_transparency"])
    assert sums.to_numpy().tolist() == [
        ["2024", 0, 1_900, 700, 1_200],
        ["2025", 1_200, 5, 100, 1_105],
    ]


def test_what_was_taken_back_within_the_year_is_not_published(book: Book):
    book.write([gift("PT1", 1_000), gift("PT2", 7)])
    book.reverse(1, day=day("2024-02-05"), by="kế toán", document="ĐC1")
    listed = tables(book)["fund_transparency"]
    assert listed[listed.side == "received"].amount_vnd.tolist() == [7]
    assert tables(book)["fund_income"].amount_vnd.tolist() == [7]
    # Before it was taken back, it was there.
    early = tables(book, day("2024-02-04"))["fund_income"]
    assert early.amount_vnd.tolist() == [1_007]


def test_what_was_taken_back_a_year_later_is_published_there(book: Book):
    """The list of 2024 was published with 1.000; 2025 tells that 1.000 of it went back."""
    book.write([gift("PT1", 1_000), gift("PT2", 7)])
    book.close(2024, by="kế toán", today=ON)
    book.reverse(1, day=day("2025-02-05"), by="kế toán", document="ĐC1")
    found = tables(book)
    sums = published_sums(found["fund_transparency"])
    assert sums.to_numpy().tolist() == [["2024", 0, 1_007, 0, 1_007], ["2025", 1_007, 0, 1_000, 7]]
    income = found["fund_income"].set_index("period")
    assert income.corrected_vnd.to_dict() == {"2024": 0, "2025": 1_000}


def test_names_only_where_they_may_be_published(book: Book):
    book.write(
        [
            named(gift("PT1", 1), "Công ty A", named=True),
            named(gift("PT2", 2), "Người không muốn nêu tên", named=False),
            dataclasses.replace(payment("PC1", 3), note="cháu Nguyễn Văn B", donor="ông C"),
            contribution("PT3", 4, unit_id="Sở D"),
        ]
    )
    found = tables(book)
    listed = found["fund_transparency"]
    received = listed[listed.side == "received"].set_index("amount_vnd").who
    assert (received[1], received[4]) == ("Công ty A", "Sở D")
    assert pd.isna(received[2])
    for name, frame in found.items():
        shown = frame.to_csv()
        for hidden in ("Người không muốn", "Nguyễn Văn B", "ông C"):
            assert hidden not in shown, name


def test_published_spending_points_to_no_child(book: Book):
    """Payments of one kind are one row, without day and commune."""
    book.write(
        [
            gift("PT1", 1_000),
            payment("PC1", 10, commune_code="12345"),
            payment("PC2", 20, on="2024-04-04", commune_code="12346"),
        ]
    )
    found = tables(book)
    listed = found["fund_transparency"]
    spent = listed[listed.side == "spent"]
    assert spent.amount_vnd.tolist() == [30]
    assert spent.day.isna().all()
    assert "12345" not in spent.to_csv()
    assert found["fund_spending"].commune_code.tolist() == ["12345", "12346"]


def test_money_handed_to_a_district_is_neither_income_nor_spending(book: Book):
    from needs.fund import handed_on, voucher

    from .fund_cases import PROVINCE

    lines = handed_on(RULES, PROVINCE, DISTRICT, amount=300, account="bank")
    book.write(
        [
            gift("PT1", 1_000),
            voucher(
                "handover",
                lines,
                rules=RULES,
                day=day("2024-03-01"),
                by="kế toán",
                document="DC1",
            ),
        ]
    )
    found = tables(book)
    assert published_sums(found["fund_transparency"]).iloc[0].tolist()[1:] == [0, 1_000, 0, 1_000]
    listed = found["fund_transparency"]
    left = listed[listed.side == "closing"].set_index("level").amount_vnd
    assert left.to_dict() == {"province": 700, "district": 300}


def test_the_journal_is_the_audit_listing(book: Book):
    """Bank after each line: 1.000, then 600; seals are those of the entries."""
    book.write([gift("PT1", 1_000), payment("PC1", 400)])
    listing = tables(book)["fund_journal"]
    assert listing.entry.tolist() == [1, 1, 2, 2]
    bank = listing[listing.account == "bank"]
    assert bank.balance_debit_vnd.tolist() == [1_000, 600]
    assert listing.debit_vnd.sum() == listing.credit_vnd.sum() == 1_400
    assert listing.seal.drop_duplicates().tolist() == [
        entry["hash"] for entry in book.contents().entries
    ]


def test_next_year_opens_with_what_this_one_closed_with(book: Book):
    book.write([gift("PT1", 1_000), payment("PC1", 400), gift("PT2", 5, on="2025-02-01")])
    book.close(2024, by="kế toán", today=ON)
    balances = tables(book)["fund_balances"].set_index(["period", "account"])
    assert balances.loc[("2025", "bank"), "opening_debit_vnd"] == 600
    assert balances.loc[("2025", "balance"), "opening_credit_vnd"] == 600
    assert ("2025", "spending") not in balances.index
    assert balances.closed.groupby("period").all().to_dict() == {"2024": True, "2025": False}


def test_tables_can_be_written_and_read_back(book: Book, tmp_path: Path):
    book.write([gift("PT1", 1_000), goods_in("PN1", 9, 900), goods_out("PX1", 3)])
    found = tables(book)
    write_tables(found, tmp_path)
    for name, frame in found.items():
        pd.testing.assert_frame_equal(read_table(name, tmp_path), frame)


@pytest.fixture
def programme() -> Programme:
    return load_programme("thanh-hoa-fund", ROOT)


def root_with(tmp_path: Path, programme: str, *names: str) -> Path:
    folder = tmp_path / "illustrative" / programme
    folder.mkdir(parents=True)
    for path in illustrative_files(programme, ROOT):
        if path.stem in names or not names:
            (folder / path.name).write_bytes(path.read_bytes())
    return tmp_path


def test_without_books_the_illustrative_lists_are_shown_and_say_so(programme, tmp_path):
    root = root_with(tmp_path, programme.id)
    found = fund_tables(programme, root, on=ON)
    assert set(found) == {one.name for one in FUND_TABLES}
    for name, frame in found.items():
        assert len(frame), name
        assert set(frame.basis) == {"illustrative"}, name
    assert not book_path(programme.id, root).exists()


def test_books_once_begun_take_the_place_of_illustrative_lists(programme, tmp_path):
    root = root_with(tmp_path, programme.id)
    book = Book(book_path(programme.id, root), programme.fund)
    book.write([gift("PT1", 1_000)])
    found = fund_tables(programme, root, on=ON)
    assert set(found["fund_journal"].basis) == {"official"}
    assert found["fund_income"].amount_vnd.tolist() == [1_000]


def test_without_books_and_lists_tables_are_empty(programme, tmp_path):
    found = fund_tables(programme, tmp_path, on=ON)
    assert set(found) == {one.name for one in FUND_TABLES}
    assert all(frame.empty for frame in found.values())


def test_a_programme_without_a_fund_says_so(tmp_path):
    with pytest.raises(NeedsError, match=r"\[fund\]"):
        fund_tables(load_programme("cao-bang-588", ROOT), tmp_path, on=ON)


@pytest.mark.parametrize("programme_id", ["thanh-hoa-fund", "hai-duong-2024"])
def test_illustrative_lists_are_whole_and_invented(programme_id: str):
    rules = load_programme(programme_id, ROOT).fund
    contents = illustrative_contents(programme_id, rules, ROOT)
    found = tables_of(contents, rules, on=ON)
    sums = published_sums(found["fund_transparency"])
    assert (sums.opening + sums.received == sums.spent + sums.closing).all()
    for who in found["fund_transparency"].who.dropna():
        assert "minh họa" in who


def test_illustrative_lists_are_those_that_the_tool_makes():
    import importlib.util

    path = ROOT.parent / "tools" / "make_fund_illustrative.py"
    spec = importlib.util.spec_from_file_location("make_fund_illustrative", path)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    for programme_id in tool.FUNDS:
        for name, frame in tool.lists(programme_id).items():
            kept = pd.read_csv(
                ROOT / "illustrative" / programme_id / f"{name}.csv",
                dtype=str,
                keep_default_na=False,
            )
            assert kept.to_numpy().tolist() == frame.astype(str).to_numpy().tolist(), name
