"""What the Fund publishes adds up to its books, and no line is a child's bill or a person's pay."""

from __future__ import annotations

import dataclasses
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from needs.fund import Book, Purse, Unit, came_in, voucher
from needs.fund.entry import Earmark, Entry
from needs.fund.limits import Limits, cautious, limits_of
from needs.fund.tables import tables_of
from needs.fund.transparency import published_sums
from needs.programmes import load_programme

from .fund_cases import (
    DATA,
    DISTRICT,
    PROVINCE,
    RULES,
    contribution,
    day,
    gift,
    goods_in,
    goods_out,
    payment,
)

ON = day("2026-06-30")
#: Ten children, three payments or people; a scholarship is 500,000 đồng.
LIMITS = Limits(
    children=10,
    payments=3,
    staff=3,
    personal=frozenset({"treatment"}),
    prices={"scholarships": Fraction(500_000)},
)


def published(book: Book, limits: Limits = LIMITS) -> pd.DataFrame:
    return tables_of(book.contents(), RULES, on=ON, limits=limits)["fund_public"]


def spent(book: Book) -> list[tuple]:
    listed = published(book)
    rows = listed[listed.side == "spent"]
    return [
        (" + ".join(row.purposes), row.level, row.place, row.joined, row.amount_vnd)
        for row in rows.itertuples()
    ]


def units(*known: Unit) -> Entry:
    return Entry(
        key="u", kind="units", day=day("2024-01-02"), by="kế toán", document="", units=known
    )


def test_limits_come_from_the_profile():
    fund = load_programme("thanh-hoa-fund", DATA.parent)
    limits = limits_of(fund, fund.fund)
    assert (limits.children, limits.payments, limits.staff) == (10, 3, 3)
    assert limits.personal == {"treatment", "living"}
    # 500,000 đồng once a year; gifts at each occasion; meals of nine months at 160,000.
    assert limits.prices["scholarships"] == limits.prices["visits_gifts"] == 500_000
    assert limits.prices["school_meals"] == 9 * 160_000
    without = fund.model_copy(update={"public_page": None})
    assert "administration" not in limits_of(without, fund.fund).personal
    assert "scholarships" in limits_of(without, fund.fund).personal


def test_one_treatment_of_a_district_goes_to_the_others_of_the_province(book: Book):
    book.write(
        [
            gift("T1", 1_000_000_000),
            gift("T2", 90_000_000, purse=DISTRICT),
            payment("C1", 23_457_100, purse=DISTRICT, commune_code="12345"),
            *(payment(f"C{n}", 10_000_000) for n in range(2, 6)),
        ]
    )
    assert spent(book) == [("treatment", "", "", 2, 63_457_100)]


def test_where_treatment_was_is_not_told(book: Book):
    """Three payments of one district may be for one child."""
    book.write(
        [
            gift("T2", 90_000_000, purse=DISTRICT),
            *(payment(f"C{n}", 10_000_000, purse=DISTRICT) for n in range(3)),
        ]
    )
    assert spent(book) == [("treatment", "district", "", 1, 30_000_000)]


def test_a_bill_alone_takes_the_smallest_other_activity_along_whole(book: Book):
    book.write(
        [
            gift("T1", 1_000_000_000),
            gift("T2", 90_000_000, purse=DISTRICT),
            payment("C1", 23_457_100),
            *(payment(f"C{n}", 10_000_000, activity="scholarships") for n in range(2, 5)),
            payment("C9", 6_000_000, activity="scholarships", purse=DISTRICT),
            payment("C8", 90_000_000, activity="facilities"),
            payment("C7", 800_000, activity="administration"),
        ]
    )
    assert sorted(spent(book)) == [
        ("administration", "province", "", 1, 800_000),
        ("facilities", "province", "", 1, 90_000_000),
        # Both funds' scholarships: none of them is left to be read as all there were.
        ("scholarships + treatment", "", "", 3, 59_457_100),
    ]


def test_one_scholarship_is_seen_by_its_price_and_is_joined(book: Book):
    """1,500,000 đồng at 500,000 are three children of the district."""
    book.write(
        [
            gift("T1", 100_000_000),
            gift("T2", 9_000_000, purse=DISTRICT),
            payment("C1", 1_500_000, activity="scholarships", purse=DISTRICT),
            payment("C2", 20_000_000, activity="scholarships"),
        ]
    )
    assert spent(book) == [("scholarships", "", "", 2, 21_500_000)]


def test_a_bill_that_is_all_there_is_has_no_name(book: Book):
    book.write([gift("T1", 1_000_000), payment("C1", 400_000)])
    (row,) = published(book).query("side == 'spent'").itertuples()
    assert (row.what, row.purposes, row.level) == ("Hoạt động ít lần chi", (), "")


def test_three_blankets_are_not_counted_nor_told_by_the_stock(book: Book):
    """The stock falls by their value: what is there is then one sum of money and goods."""
    book.write(
        [
            gift("T1", 100_000_000),
            goods_in("N1", 60, 6_000_000),
            goods_out("X1", 3),
            payment("C1", 50_000_000, activity="facilities"),
        ]
    )
    listed = published(book)
    (row,) = listed[listed.side == "spent"].itertuples()
    assert (row.joined, row.amount_vnd, row.item) == (2, 50_300_000, "")
    assert pd.isna(row.quantity_given)
    assert listed[listed.side == "closing"].what.tolist() == ["Tiền và hiện vật"]
    # The goods that came are told: they say nothing of a child.
    assert listed[listed.side == "received"].quantity_given.dropna().tolist() == [60]


def test_fifty_blankets_are_told(book: Book):
    book.write([goods_in("N1", 60, 6_000_000), goods_out("X1", 50)])
    listed = published(book)
    (row,) = listed[listed.side == "spent"].itertuples()
    assert (row.item, row.quantity_given, row.joined) == ("chăn bông", 50, 1)
    assert listed[listed.side == "closing"].account.tolist() == ["goods"]


def test_a_days_pay_of_one_or_two_is_no_line(book: Book):
    """One person's 312,500 and two persons' 600,000: together three, and no name."""
    book.write(
        [
            units(
                Unit("a", "Trạm A", 2024, "province", "", 1, 312_500),
                Unit("b", "Trạm B", 2024, "province", "", 2, 300_000),
                Unit("c", "Sở C", 2024, "province", "", 40, 300_000),
            ),
            contribution("P1", 312_500, unit_id="a"),
            contribution("P2", 600_000, unit_id="b"),
            contribution("P3", 12_000_000, unit_id="c"),
        ]
    )
    rows = published(book).query("side == 'received'")
    told = set(zip(rows.who.fillna("–"), rows.amount_vnd, rows.joined, strict=True))
    assert told == {("Sở C", 12_000_000, 1), ("–", 912_500, 2)}
    assert rows.day.isna().tolist() == (rows.joined == 2).tolist()


def test_one_small_unit_takes_the_smallest_other_along(book: Book):
    book.write(
        [
            units(
                Unit("a", "Trạm A", 2024, "province", "", 1, 312_500),
                Unit("b", "Sở B", 2024, "province", "", 20, 300_000),
                Unit("c", "Sở C", 2024, "province", "", 40, 300_000),
            ),
            contribution("P1", 312_500, unit_id="a"),
            contribution("P2", 6_000_000, unit_id="b"),
            contribution("P3", 12_000_000, unit_id="c"),
        ]
    )
    rows = published(book).query("side == 'received'")
    assert sorted(rows.amount_vnd) == [6_312_500, 12_000_000]
    assert rows.who.dropna().tolist() == ["Sở C"]


def test_a_small_unit_alone_stands_with_another_receipt(book: Book):
    """Not with goods: the limit on running the Fund is a share of money alone, and is published."""
    book.write(
        [
            units(Unit("a", "Trạm A", 2024, "province", "", 1, 312_500)),
            contribution("P1", 312_500, unit_id="a"),
            gift("T1", 900_000),
            gift("T2", 5_000_000),
            goods_in("N1", 10, 50_000),
        ]
    )
    rows = published(book).query("side == 'received'")
    assert sorted(rows.amount_vnd) == [50_000, 1_212_500, 5_000_000]
    assert rows.account[rows.joined == 2].tolist() == [""]


def sponsor_pays(document: str, amount: int) -> Entry:
    assert RULES.sponsored is not None
    purse = Purse(RULES.sponsored.level, earmark=RULES.sponsored.earmark)
    lines = came_in(RULES, purse, kind="donation", amount=amount, account="bank")
    on = day("2024-05-01")
    return voucher("income", lines, rules=RULES, day=on, by="kế toán", document=document)


def test_sponsors_money_is_one_line_and_no_amount_of_one_of_them(book: Book):
    """Two sponsorships of 600,000 and 500,000 a month are fewer than ten: a donation comes too."""
    assert RULES.sponsored is not None
    kept = Earmark(RULES.sponsored.earmark, "Đỡ đầu", tuple(RULES.sponsored.activities))
    earmark = dataclasses.replace(units(), key="e", kind="earmark", earmarks=(kept,))
    book.write(
        [
            earmark,
            sponsor_pays("D1", 600_000),
            sponsor_pays("D2", 500_000),
            gift("T1", 1_000_000),
            gift("T2", 5_000_000),
        ]
    )
    rows = published(book).query("side == 'received'")
    assert sorted(rows.amount_vnd) == [2_100_000, 5_000_000]
    book.write([sponsor_pays(f"E{n}", 600_000) for n in range(8)])
    rows = published(book).query("side == 'received'")
    assert sorted(rows.amount_vnd) == [1_000_000, 5_000_000, 5_900_000]
    assert rows.day.isna().sum() == 1


def test_staff_that_is_not_known_counts_by_what_was_given(book: Book):
    """400,000 đồng is less than a day's pay of three; 9,000,000 is not."""
    book.write(
        [
            units(
                Unit("a", "Trạm A", 2024, "province", "", None, 300_000),
                Unit("b", "Sở B", 2024, "province", "", None, 300_000),
            ),
            contribution("P1", 400_000, unit_id="a"),
            contribution("P2", 9_000_000, unit_id="b"),
        ]
    )
    rows = published(book).query("side == 'received'")
    assert rows.amount_vnd.tolist() == [9_400_000]
    assert rows.who.isna().all()


ACTIVITIES = ("treatment", "scholarships", "facilities", "administration", "visits_gifts")


@st.composite
def vouchers(draw):
    """Money into two funds, goods, and payments of every kind over two years."""
    found = [
        gift("G0", 10**10),
        gift("G1", 10**10, purse=DISTRICT),
        goods_in("N0", 500, 50_000_000),
        units(
            *(Unit(f"u{n}", f"Đơn vị {n}", 2024, "province", "", n, 300_000) for n in (1, 2, 30))
        ),
    ]
    for number in range(draw(st.integers(0, 14))):
        kind = draw(st.sampled_from(("paid", "paid", "paid", "given", "unit")))
        year = draw(st.sampled_from(("2024", "2025")))
        if kind == "given":
            found.append(goods_out(f"X{number}", draw(st.integers(1, 30)), on=f"{year}-09-01"))
        elif kind == "unit":
            staff = draw(st.sampled_from((1, 2, 30)))
            found.append(contribution(f"P{number}", staff * 300_000, unit_id=f"u{staff}"))
        else:
            what = draw(st.sampled_from(ACTIVITIES))
            found.append(
                payment(
                    f"C{number}",
                    draw(st.integers(1, 20)) * 500_000,
                    on=f"{year}-05-01",
                    activity=what,
                    occasion="tet" if what == "visits_gifts" else "",
                    purse=draw(st.sampled_from((PROVINCE, DISTRICT))),
                )
            )
    return found


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(entries=vouchers())
def test_no_line_tells_of_few_and_every_side_adds_up(tmp_path_factory, entries):
    book = Book(tmp_path_factory.mktemp("books") / "b.sqlite", RULES)
    book.write(entries)
    found = tables_of(book.contents(), RULES, on=ON, limits=LIMITS)
    inside, outside = found["fund_transparency"], found["fund_public"]
    pd.testing.assert_frame_equal(published_sums(outside), published_sums(inside))
    for year, listed in outside.groupby("period"):
        journal = found["fund_journal"]
        entries_of = journal[(journal.period == year) & (journal.account == "spending")]
        for row in listed[listed.side == "spent"].itertuples():
            own = entries_of[entries_of.activity.isin([one.split(":")[0] for one in row.purposes])]
            if row.purposes == ("treatment",):
                # Its lines of that fund, or of all funds where it is told of all of them.
                own = own if not row.level else own[own.level == row.level]
                assert own.entry.nunique() >= 3
            if row.purposes == ("scholarships",):
                assert row.amount_vnd >= 10 * 500_000
            assert pd.isna(row.quantity_given) or row.quantity_given >= 10
            if not row.purposes:
                assert sum(listed.side.eq("spent") & listed.purposes.map(len).eq(0)) == 1
        for row in listed[(listed.account == "contribution") & listed.who.notna()].itertuples():
            assert row.who == "Đơn vị 30"
        # What left the stock is what lines of goods tell, or the stock is not told.
        if "goods" in set(listed.account):
            stock = listed[listed.account == "goods"].groupby("side").amount_vnd.sum()
            came = listed[listed.account == "donation_goods"].amount_vnd.sum()
            gone = stock.get("opening", 0) + came - stock.get("closing", 0)
            told = listed[(listed.side == "spent") & (listed.item != "")].amount_vnd.sum()
            assert gone == told


@pytest.mark.parametrize("activity", ["treatment", "scholarships"])
def test_without_rules_every_activity_may_be_a_childs(book: Book, activity: str):
    book.write([gift("T1", 10**9), payment("C1", 10**8, activity=activity)])
    listed = published(book, cautious(RULES))
    assert listed[listed.side == "spent"].what.tolist() == ["Hoạt động ít lần chi"]
