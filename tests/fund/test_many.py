"""A thousand vouchers drawn at random: the books balance, and say what plain sums say."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from pathlib import Path

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from needs.fund import Book, Entry, Purse, handed_on, verify_book, voucher
from needs.fund.entry import Earmark
from needs.fund.tables import tables_of
from needs.fund.transparency import published_sums

from .fund_cases import PROVINCE, RULES, contribution, gift, goods_in, goods_out, payment

ALL = dt.date(2026, 6, 30)
PURSES = (
    PROVINCE,
    Purse("district", "001"),
    Purse("district", "002"),
    Purse("province", "", "tim"),
    Purse("province", "", "hoc-bong"),
)
EARMARKS = {"tim": ("treatment",), "hoc-bong": ("scholarships", "school_meals")}
ACTIVITIES = [one.id for one in RULES.activities if not one.at_occasions]


def earmarks() -> list[Entry]:
    return [
        Entry(
            key=f"earmark:{one}",
            kind="earmark",
            day=dt.date(2022, 1, 1),
            by="kế toán",
            document="",
            earmarks=(Earmark(one, one, meant),),
        )
        for one, meant in EARMARKS.items()
    ]


def some_voucher(drawn: random.Random, number: int) -> Entry:
    """Any voucher, also one that the books have to refuse."""
    purse = drawn.choice(PURSES)
    on = str(dt.date(2022, 1, 1) + dt.timedelta(days=drawn.randrange(365 * 3)))
    amount = drawn.choice([1, 7, 99_999, drawn.randrange(1, 5_000_000)])
    kind = drawn.randrange(6)
    document = f"{kind}-{number}"
    if kind == 0:
        return gift(document, amount * 2, on=on, purse=purse)
    if kind == 1:
        return contribution(document, amount, unit_id=f"u{number % 7}", on=on, purse=purse)
    if kind == 2:
        return goods_in(document, drawn.randrange(1, 90), amount, on=on, purse=purse)
    if kind == 3:
        return goods_out(document, drawn.randrange(1, 60), on=on, purse=purse)
    if kind == 4:
        taker = Purse("district", drawn.choice(["001", "002"]), purse.earmark)
        lines = handed_on(RULES, purse, taker, amount=amount, account="bank")
        day = dt.date.fromisoformat(on)
        return voucher("handover", lines, rules=RULES, day=day, by="kế toán", document=document)
    activity = drawn.choice(ACTIVITIES)
    return payment(document, amount, on=on, purse=purse, activity=activity)


def look(book: Book) -> dict[str, pd.DataFrame]:
    """Recompute from the bare lines what must hold whatever was written."""
    contents = book.contents()
    by_entry, held, all_lines = Counter(), Counter(), Counter()
    for line in contents.lines:
        by_entry[line["seq"], line["level"], line["place"], line["earmark"]] += line["amount"]
        all_lines[line["account"]] += line["amount"]
        if line["account"] in ("bank", "cash", "goods"):
            held[line["account"], line["level"], line["place"], line["earmark"], line["item"]] += (
                line["amount"]
            )
    assert not any(by_entry.values())
    assert sum(all_lines.values()) == 0
    assert min(held.values(), default=0) >= 0
    assert verify_book(book) == []
    tables = tables_of(contents, RULES, on=ALL)
    # What is published adds up to the đồng, year by year, and ends at what the books hold.
    sums = published_sums(tables["fund_transparency"])
    assert (sums.opening + sums.received == sums.spent + sums.closing).all()
    assert (sums.opening.iloc[1:].to_numpy() == sums.closing.iloc[:-1].to_numpy()).all()
    if len(sums):
        assert sums.closing.iloc[-1] == sum(held.values())
    # Debit and credit are equal in each pair of columns of the trial balance.
    balances = tables["fund_balances"]
    for pair in ("opening_debit_vnd opening_credit_vnd", "debit_vnd credit_vnd"):
        one, other = pair.split()
        assert balances[one].sum() == balances[other].sum()
    assert balances.closing_debit_vnd.sum() == balances.closing_credit_vnd.sum()
    earmarked = tables["fund_earmarks"]
    assert (earmarked.received_vnd - earmarked.spent_vnd == earmarked.left_vnd).all()
    assert (earmarked.left_vnd >= 0).all()
    return tables


def test_the_books_balance_after_a_thousand_vouchers(tmp_path: Path):
    drawn = random.Random(588)
    book = Book(tmp_path / "quy.sqlite", RULES)
    book.write(earmarks())
    taken = refused = 0
    for start in range(0, 1_500, 100):
        done = book.write_each([some_voucher(drawn, n) for n in range(start, start + 100)])
        taken += sum(one.written is not None for one in done)
        refused += sum(one.written is None for one in done)
    assert taken >= 1_000
    assert refused >= 100
    look(book)
    # Some are taken back; then the years are closed, one after the other.
    seqs = [entry["seq"] for entry in book.contents().entries if entry["kind"] == "income"]
    for seq in drawn.sample(seqs, 20):
        outcome = book.write_each(
            [
                Entry(
                    key=f"reversal:{seq}",
                    kind="reversal",
                    day=dt.date(2025, 3, 1),
                    by="kế toán",
                    document=f"ĐC{seq}",
                    reverses=seq,
                )
            ]
        )
        taken += outcome[0].written is not None
    look(book)
    for year in (2022, 2023, 2024, 2025):
        book.close(year, by="kế toán", today=ALL)
        tables = look(book)
    assert tables["fund_balances"].closed.all()
    # Income and spending are empty after closing; the balance is what is there.
    left = Counter()
    for line in book.contents().lines:
        left[line["account"]] += line["amount"]
    assert {account for account, amount in left.items() if amount} == {"bank", "goods", "balance"}


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 10**6), many=st.integers(1, 30))
def test_any_vouchers_in_any_order_balance(tmp_path_factory, seed: int, many: int):
    """The same vouchers in another order: the published sums add up as well."""
    drawn = random.Random(seed)
    vouchers = [some_voucher(drawn, n) for n in range(many)]
    for order in (vouchers, drawn.sample(vouchers, many)):
        book = Book(tmp_path_factory.mktemp("so") / "quy.sqlite", RULES)
        book.write(earmarks())
        book.write_each(order)
        look(book)


def test_tables_do_not_depend_on_the_order_in_which_income_was_written(tmp_path: Path):
    drawn = random.Random(1)
    vouchers = [one for n in range(60) if (one := some_voucher(drawn, n)).kind == "income"]
    found = []
    for name, order in (("a", vouchers), ("b", vouchers[::-1])):
        book = Book(tmp_path / name / "quy.sqlite", RULES)
        book.write(earmarks())
        book.write(order)
        found.append(tables_of(book.contents(), RULES, on=ALL))
    for table in ("fund_income", "fund_earmarks", "fund_balances"):
        pd.testing.assert_frame_equal(found[0][table], found[1][table])
