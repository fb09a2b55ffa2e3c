"""Double entry, nothing short, nothing changed: what a treasurer relies on."""

from __future__ import annotations

import dataclasses
import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from needs.books import Head, LedgerError
from needs.fund import (
    Book,
    BookRefused,
    Goods,
    Line,
    Purse,
    Use,
    bought,
    handed_on,
    moved,
    opened_with,
    spent,
    verify_book,
    voucher,
)
from needs.fund.entry import Earmark, Entry

from .fund_cases import (
    DISTRICT,
    PROVINCE,
    RULES,
    day,
    gift,
    goods_in,
    goods_out,
    payment,
)

LONG_AFTER = dt.date(2026, 1, 1)


def refused(book: Book, *entries: Entry) -> str:
    with pytest.raises(BookRefused) as told:
        book.write(entries)
    return str(told.value)


def held(book: Book, account: str = "bank", **where: str) -> int:
    return sum(
        line["amount"]
        for line in book.contents().lines
        if line["account"] == account and all(line[name] == value for name, value in where.items())
    )


def heart_fund(earmark: str = "tim") -> Entry:
    return Entry(
        key=f"earmark:{earmark}",
        kind="earmark",
        day=day("2024-01-01"),
        by="kế toán",
        document="",
        earmarks=(Earmark(earmark, "Phẫu thuật tim", ("treatment",)),),
    )


def test_a_gift_and_a_payment_leave_the_rest(book: Book):
    book.write([gift("PT1", 1_000), payment("PC1", 400)])
    assert held(book) == 600
    assert verify_book(book) == []


def test_an_entry_whose_sides_differ_is_refused(book: Book):
    lines = (Line("bank", 100, "province"), Line("donation", -90, "province"))
    wrong = dataclasses.replace(gift("PT1", 100), lines=lines)
    assert "lệch 10 đồng" in refused(book, wrong)
    assert book.head().entries == 0


def test_sides_have_to_agree_in_every_fund_not_only_in_all(book: Book):
    """+100 in the province and −100 in a district are no balance: money changed its fund."""
    lines = (Line("bank", 100, "province"), Line("donation", -100, "district", "001"))
    assert "lệch 100 đồng" in refused(book, dataclasses.replace(gift("PT1", 1), lines=lines))


def test_more_than_there_is_cannot_be_spent(book: Book):
    book.write([gift("PT1", 1_000)])
    told = refused(book, payment("PC1", 1_001))
    assert "có 1.000 đồng" in told
    assert "thiếu 1 đồng" in told
    assert held(book) == 1_000


def test_money_of_tomorrow_is_not_spent_today(book: Book):
    """What came on 1 June pays nothing on 1 May, and a late voucher leaves later ones paid."""
    book.write([gift("PT1", 1_000, on="2024-06-01"), payment("PC1", 900, on="2024-06-02")])
    assert "PC2" in refused(book, payment("PC2", 1, on="2024-05-01"))
    assert "02/06/2024" in refused(book, payment("PC3", 200, on="2024-06-01"))
    assert held(book) == 100


def test_all_entries_of_one_writing_or_none(book: Book):
    refused(book, gift("PT1", 1_000), payment("PC1", 2_000))
    assert book.contents().entries == ()


def test_a_voucher_is_booked_once(book: Book):
    first = book.write([gift("PT1", 1_000)])
    again = book.write([gift("PT1", 1_000)])
    assert (first[0].seq, again[0].seq, again[0].repeated) == (1, 1, True)
    assert "chứng từ này đã ghi ở bút toán 1" in refused(book, gift("PT1", 2_000))
    assert held(book) == 1_000


def test_a_wrong_voucher_is_taken_back_and_booked_rightly(book: Book):
    """1.000 instead of 100: both stay in the books, and what holds is 100."""
    book.write([gift("PT1", 1_000)])
    back = book.reverse(1, day=day("2024-02-05"), by="kế toán", document="ĐC1")
    right = book.write([gift("PT1", 100)])
    assert (back.seq, right[0].seq) == (2, 3)
    assert held(book) == 100
    # The wrong one, sent once more, adds nothing.
    assert book.write([gift("PT1", 1_000)])[0].repeated
    assert "đã ghi ở bút toán 3" in refused(book, gift("PT1", 50))
    assert verify_book(book) == []


@pytest.mark.parametrize("seq", [99, 2, 3])
def test_what_cannot_be_taken_back(book: Book, seq: int):
    """No such entry; taken back already; itself a taking back."""
    book.write([gift("PT0", 5), gift("PT1", 1_000)])
    book.reverse(2, day=day("2024-02-05"), by="kế toán", document="ĐC1")
    with pytest.raises(BookRefused, match="đảo bút toán"):
        book.reverse(seq, day=day("2024-02-06"), by="khác", document="ĐC2")


def test_a_receipt_already_spent_cannot_be_taken_back(book: Book):
    book.write([gift("PT1", 1_000), payment("PC1", 600)])
    with pytest.raises(BookRefused, match="thiếu 600 đồng"):
        book.reverse(1, day=day("2024-04-01"), by="kế toán", document="ĐC1")


def test_earmarked_money_is_for_its_purpose_only(book: Book):
    """10 đồng for hearts: treatment may use 10, not 11; scholarships none."""
    hearts = dataclasses.replace(PROVINCE, earmark="tim")
    book.write([heart_fund(), gift("PT1", 10, purse=hearts), gift("PT2", 1_000)])
    assert "quỹ riêng" in refused(book, payment("PC1", 11, purse=hearts))
    told = refused(book, payment("PC1", 5, purse=hearts, activity="scholarships"))
    assert "Học bổng" in told
    assert "Khám, phẫu thuật, điều trị" in told
    book.write([payment("PC1", 10, purse=hearts)])
    assert held(book, earmark="tim") == 0
    assert held(book, earmark="") == 1_000


def test_an_earmark_has_to_be_known_and_is_never_redefined(book: Book):
    hearts = dataclasses.replace(PROVINCE, earmark="tim")
    assert "«tim» chưa có trong sổ" in refused(book, gift("PT1", 10, purse=hearts))
    book.write([heart_fund()])
    other = dataclasses.replace(
        heart_fund(), key="khác", earmarks=(Earmark("tim", "Tim", ("scholarships",)),)
    )
    assert "đã có" in refused(book, other)


def test_an_earmark_for_communes_is_spent_there_only(book: Book):
    purse = dataclasses.replace(PROVINCE, earmark="xa")
    fund = Earmark("xa", "Cho hai xã", ("school_meals",), communes=("12345", "12346"))
    book.write([dataclasses.replace(heart_fund(), earmarks=(fund,)), gift("PT1", 10, purse=purse)])
    told = refused(
        book, payment("PC1", 5, purse=purse, activity="school_meals", commune_code="12347")
    )
    assert "12345, 12346" in told
    book.write([payment("PC1", 5, purse=purse, activity="school_meals", commune_code="12346")])


def test_earmarked_money_handed_on_stays_earmarked(book: Book):
    hearts = dataclasses.replace(PROVINCE, earmark="tim")
    book.write([heart_fund(), gift("PT1", 100, purse=hearts)])
    slips = handed_on(RULES, hearts, DISTRICT, amount=40, account="bank")
    common = {"rules": RULES, "day": day("2024-03-01"), "by": "kế toán"}
    assert "đổi quỹ riêng" in refused(book, voucher("handover", slips, document="DC1", **common))
    to = dataclasses.replace(DISTRICT, earmark="tim")
    right = handed_on(RULES, hearts, to, amount=40, account="bank")
    book.write([voucher("handover", right, document="DC1", **common)])
    assert held(book, level="district", earmark="tim") == 40
    assert held(book, level="province", earmark="tim") == 60


def test_goods_are_valued_at_their_average_and_nothing_stays_behind(book: Book):
    """3 quilts for 1.000: 333 + 334 + 333; with 3 more for 2.000 beforehand, 500 each."""
    book.write([goods_in("PN1", 3, 1_000), *(goods_out(f"PX{n}", 1) for n in range(3))])
    values = [line["amount"] for line in book.contents().lines if line["account"] == "spending"]
    assert values == [333, 334, 333]
    assert held(book, "goods") == 0
    book.write([goods_in("PN2", 3, 1_000), goods_in("PN3", 3, 2_000), goods_out("PX9", 4)])
    assert held(book, "goods") == 1_000
    assert "sẽ thiếu 1" in refused(book, goods_out("PX10", 3))


def test_two_equal_shares_of_one_voucher_keep_their_own_value(book: Book):
    """1 + 1 of 3 quilts for 1.000, in one voucher: 333 and 334, each against the stock."""
    use = [Use("visits_gifts", "tet", code) for code in ("12345", "12346")]
    one = Goods("chăn bông", "chiếc", 1)
    lines = [line for at in use for line in goods_lines(at, one)]
    book.write(
        [
            goods_in("PN1", 3, 1_000),
            voucher(
                "goods_out",
                lines,
                rules=RULES,
                day=day("2024-03-01"),
                by="kế toán",
                document="PX1",
            ),
        ]
    )
    values = sorted(
        line["amount"] for line in book.contents().lines if line["account"] == "spending"
    )
    assert values == [333, 334]


def goods_lines(use: Use, goods: Goods) -> tuple[Line, ...]:
    from needs.fund import goods_given

    return goods_given(RULES, PROVINCE, use, goods)


def test_goods_bought_are_spent_when_handed_out(book: Book):
    """Buying 10 for 500 spends nothing; handing out 4 spends 200."""
    lines = bought(RULES, PROVINCE, Goods("chăn bông", "chiếc", 10), amount=500, account="bank")
    buy = voucher(
        "purchase", lines, rules=RULES, day=day("2024-02-10"), by="kế toán", document="MH1"
    )
    book.write([gift("PT1", 500), buy])
    assert (held(book), held(book, "goods"), held(book, "spending")) == (0, 500, 0)
    book.write([goods_out("PX1", 4)])
    assert (held(book, "goods"), held(book, "spending")) == (300, 200)


def test_cash_and_bank_are_each_never_short(book: Book):
    common = {"rules": RULES, "day": day("2024-02-02"), "by": "kế toán"}
    cash = moved(PROVINCE, source="bank", target="cash", amount=300)
    book.write([gift("PT1", 1_000), voucher("move", cash, document="RT1", **common)])
    paid = spent(RULES, PROVINCE, Use("treatment"), amount=301, account="cash")
    assert "Tiền mặt" in refused(book, voucher("spending", paid, document="PC1", **common))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"by": " "}, "chưa ghi ai lập"),
        ({"document": ""}, "chưa có số chứng từ"),
        ({"day": dt.date(2999, 1, 1)}, "chưa tới"),
    ],
)
def test_who_when_and_which_voucher_are_needed(book: Book, change: dict, expected: str):
    assert expected in refused(book, dataclasses.replace(gift("PT1", 10), **change))


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (payment("PC1", 1, activity="parties"), "scholarships"),
        (payment("PC1", 1, activity="visits_gifts"), "mà không nêu dịp"),
        (payment("PC1", 1, activity="visits_gifts", occasion="noel"), "mid_autumn"),
        (payment("PC1", 1, commune_code="123"), "5 chữ số"),
        (gift("PT1", 1, purse=Purse("district", "1")), "mã huyện, 3 chữ số"),
        (gift("PT1", 1, purse=Purse("province", "001")), "để trống"),
        (gift("PT1", 1, purse=Purse("ward")), "commune, district, province"),
    ],
)
def test_words_have_to_be_those_of_the_profile(book: Book, entry: Entry, expected: str):
    book.write([gift("PT0", 100)])
    assert expected in refused(book, entry)


def test_every_fault_is_told_at_once(book: Book):
    told = refused(book, payment("PC1", 1, activity="parties"), payment("PC2", 1, occasion="noel"))
    assert "PC1" in told
    assert "PC2" in told


def test_a_closed_year_carries_its_balance_and_takes_nothing_more(book: Book):
    """1.000 in, 400 out in 2024: 600 to carry over; 2025 opens with 600 and closes with 650."""
    book.write([gift("PT1", 1_000), payment("PC1", 400)])
    book.close(2024, by="kế toán", today=LONG_AFTER)
    assert held(book, "balance") == -600
    assert held(book, "donation") == held(book, "spending") == 0
    assert held(book) == 600
    assert "năm 2024 đã khóa sổ" in refused(book, gift("PT2", 5))
    book.write([gift("PT1", 50, on="2025-02-01")])
    book.close(2025, by="kế toán", today=LONG_AFTER)
    assert held(book, "balance") == -650
    assert verify_book(book) == []


def test_a_mistake_of_a_closed_year_is_taken_back_in_the_open_one(book: Book):
    book.write([gift("PT1", 1_000)])
    book.close(2024, by="kế toán", today=LONG_AFTER)
    with pytest.raises(BookRefused, match="đã khóa sổ"):
        book.reverse(1, day=day("2024-12-30"), by="kế toán", document="ĐC1")
    book.reverse(1, day=day("2025-01-05"), by="kế toán", document="ĐC1")
    assert held(book) == 0
    book.close(2025, by="kế toán", today=LONG_AFTER)
    assert held(book, "balance") == 0


def test_years_are_closed_when_over_and_in_order(book: Book):
    book.write([gift("PT1", 10, on="2023-05-01"), gift("PT2", 10)])
    with pytest.raises(BookRefused, match="năm chưa hết"):
        book.close(2024, by="kế toán", today=dt.date(2024, 12, 31))
    with pytest.raises(BookRefused, match="năm 2023 còn mở"):
        book.close(2024, by="kế toán", today=LONG_AFTER)
    book.close(2023, by="kế toán", today=LONG_AFTER)
    with pytest.raises(BookRefused, match="đã khóa sổ"):
        book.close(2023, by="kế toán", today=LONG_AFTER)
    book.close(2024, by="kế toán", today=LONG_AFTER)


def test_what_was_there_at_the_beginning_is_no_income(book: Book):
    lines = opened_with(RULES, PROVINCE, account="bank", amount=700)
    opening = voucher(
        "opening", lines, rules=RULES, day=day("2024-01-01"), by="kế toán", document="SD1"
    )
    book.write([opening, payment("PC1", 700)])
    assert held(book, "balance") == -700
    book.close(2024, by="kế toán", today=LONG_AFTER)
    assert held(book, "balance") == 0


# Straight to the file: what the database itself refuses, whoever writes.

LINE = (
    "INSERT INTO lines VALUES (9, {n}, '{account}', '{kind}', {amount}, 'province', '', '', "
    "'{earmark}', '{activity}', '', '', '', '', 0)"
)
ENTRY = (
    "INSERT INTO entries VALUES ({seq}, 'k', '{kind}', '2024-05-01', 2024, 'x', 'd', '', 0, '', "
    "NULL, 'official', '', '', '', '')"
)


def raw(book: Book, *statements: str) -> None:
    with closing(sqlite3.connect(book.path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN")
        for statement in statements:
            connection.execute(statement)
        connection.execute("COMMIT")


def line(n: int, account: str, amount: int, *, kind: str = "", more: dict | None = None) -> str:
    values = {"earmark": "", "activity": "", **(more or {})}
    return LINE.format(n=n, account=account, kind=kind or account, amount=amount, **values)


@pytest.mark.parametrize(
    ("statements", "why"),
    [
        (["UPDATE lines SET amount = 1"], "append-only"),
        (["DELETE FROM entries"], "append-only"),
        (["REPLACE INTO earmarks VALUES (2, 'tim', 'x', ';a;', '', '', 0)"], "append-only"),
        ([line(1, "bank", 5).replace("(9,", "(1,")], "append-only"),
        ([line(1, "bank", 5), line(2, "gift", -5)], "CHECK"),
        ([line(1, "bank", 5), line(2, "donation", -4)], "FOREIGN KEY"),
    ],
)
def test_the_file_itself_cannot_be_changed(book: Book, statements: list[str], why: str):
    book.write([gift("PT1", 1_000), heart_fund()])
    before = book.contents()
    with pytest.raises(sqlite3.IntegrityError, match=why):
        raw(book, *statements)
    assert book.contents() == before


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([line(1, "bank", 5), line(2, "donation", -4)], "balanced"),
        ([line(1, "spending", 2_000), line(2, "bank", -2_000)], "never_short"),
        (
            [
                line(1, "spending", 5, more={"earmark": "tim", "activity": "scholarships"}),
                line(2, "bank", -5, more={"earmark": "tim"}),
            ],
            "for_its_purpose",
        ),
        ([line(1, "bank", 0)], "whole"),
    ],
)
def test_the_file_itself_looks_at_every_entry(book: Book, lines: list[str], why: str):
    hearts = dataclasses.replace(PROVINCE, earmark="tim")
    # Eight entries, so that the next is the ninth.
    book.write([heart_fund(), gift("PT0", 10, purse=hearts)])
    book.write([gift(f"PT{n}", 100) for n in range(1, 7)])
    with pytest.raises(sqlite3.IntegrityError, match=why):
        raw(book, *lines, ENTRY.format(seq=9, kind="income"))
    assert book.head().entries == 8


def test_the_file_itself_keeps_a_closed_year_closed(book: Book):
    book.write([gift(f"PT{n}", 100) for n in range(1, 8)])
    book.close(2024, by="kế toán", today=LONG_AFTER)
    lines = [line(1, "bank", 5), line(2, "donation", -5)]
    with pytest.raises(sqlite3.IntegrityError, match="year_open"):
        raw(book, *lines, ENTRY.format(seq=9, kind="income"))


# Tampering with the triggers out of the way: `verify_book` finds it.


def tampered(book: Book, *statements: str) -> str:
    with closing(sqlite3.connect(book.path, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        kept = triggers.fetchall()
        for name, _ in kept:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in kept:
            connection.execute(sql)
    return "\n".join(map(str, verify_book(book)))


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE lines SET amount = 2000 * sign(amount) WHERE seq = 1", "dấu niêm"),
        ("UPDATE entries SET donor = 'khác' WHERE seq = 2", "bút toán 2"),
        ("UPDATE entries SET note = 'khác' WHERE seq = 1", "bút toán 1"),
        ("DELETE FROM lines WHERE seq = 2 AND line = 1", "nợ và có không bằng nhau"),
        ("UPDATE lines SET activity = 'scholarships' WHERE seq = 5", "sai mục đích"),
        ("UPDATE earmarks SET activities = ';facilities;'", "sai mục đích"),
        ("UPDATE lines SET amount = amount * 9 WHERE seq = 2", "chi quá số đang có"),
        ("UPDATE units SET staff = 7", "dấu niêm"),
        ("DROP INDEX lines_of_account", "bố cục tệp: lines_of_account"),
    ],
)
def test_whatever_is_changed_from_outside_is_found(book: Book, statement: str, found: str):
    from needs.fund import Unit

    hearts = dataclasses.replace(PROVINCE, earmark="tim")
    book.write([gift("PT1", 1_000), payment("PC1", 400)])
    book.write([heart_fund(), gift("PT2", 50, purse=hearts), payment("PC2", 50, purse=hearts)])
    unit = Unit("a", "Đơn vị A", 2024, "province", staff=3, daily_pay_vnd=100)
    book.write(
        [dataclasses.replace(heart_fund(), key="u", kind="units", earmarks=(), units=(unit,))]
    )
    assert verify_book(book) == []
    assert found in tampered(book, statement)


def test_entries_cut_off_at_the_end_are_found_with_a_seal_known_from_before(book: Book):
    book.write([gift("PT1", 1_000), payment("PC1", 400)])
    known = book.head()
    assert verify_book(book, known=known) == []
    tampered(book, "DELETE FROM entries WHERE seq = 2", "DELETE FROM lines WHERE seq = 2")
    assert verify_book(book) == []
    assert "bút toán 2" in "\n".join(map(str, verify_book(book, known=known)))
    assert verify_book(book, known=Head(1, "x" * 64))


def test_a_file_that_is_no_book_is_left_alone(tmp_path: Path):
    path = tmp_path / "khac.sqlite"
    path.write_text("không phải sổ" * 100, encoding="utf-8")
    with pytest.raises(LedgerError, match="không phải sổ của Quỹ"):
        Book(path, RULES)
    assert path.read_text(encoding="utf-8") == "không phải sổ" * 100
    with pytest.raises(LedgerError, match="chưa có sổ"):
        Book(tmp_path / "khong-co.sqlite", RULES, create=False)


def test_a_ledger_of_commitments_is_not_taken_for_books(tmp_path: Path):
    from needs.commitments import Ledger

    path = tmp_path / "so.sqlite"
    Ledger(path)
    with pytest.raises(LedgerError, match="không phải sổ của Quỹ"):
        Book(path, RULES)
